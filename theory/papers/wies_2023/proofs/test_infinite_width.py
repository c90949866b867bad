"""Nets trained on a fixed sample beside their own limits of infinite width: what the recorded pairs say."""

import math
from statistics import fmean

import numpy as np
import pytest
from scipy.stats import spearmanr

from theory.kernel.descent import KernelDescent, descend, steepness
from theory.kernel.initialisation import Initialisation
from theory.kernel.recursion import joint_kernel, pair_kernels
from theory.kernel.regression import draw_inputs
from theory.ledger import other_reading, supports
from theory.results.exponents import fitted_exponent
from theory.tasks import BitSubsetParity, Circuit, Gate
from theory.tasks.cube import all_inputs

SCOPE = (
    "d = 8, the 58 distinct inputs of 64 draws, 64 full-batch steps, B of variance 1; the 198 other inputs; "
)
BOTH = pytest.mark.parametrize("supervised", [True, False], ids=["sub-tasks", "end-to-end"])


def pairs(recorded, supervised, rate):
    """The nets of one rate, each beside its limit."""
    table = recorded("wide-net", "infinite-width-8")
    return [row for row in table if (row["supervised"], row["rate"]) == (supervised, rate)]


def means(table, key):
    """By width."""
    widths = sorted({row["width"] for row in table})
    return {m: fmean(row[key] for row in table if row["width"] == m) for m in widths}


@supports("eq-69/limit", "lemma-8", evidence="experiment")
@BOTH
def test_at_a_small_rate_a_wide_net_goes_the_way_of_its_limit(recorded, over, supervised):
    over.data(
        SCOPE + "eta = 1/m; exponents over the widths 128 to 4096, 3 seeds; 512 against 8192, there one seed"
    )
    table = pairs(recorded, supervised, 1.0)
    for gap in ("distance", "kernel_drift"):
        assert fitted_exponent([r for r in table if r["width"] < 8192], "width", gap).high < 0
    for gap in ("distance", "linearisation_error", "kernel_drift", "signs_differ"):
        of_width = means(table, gap)
        assert of_width[8192] < of_width[512] / 2
    assert means(table, "distance")[8192] < 0.25  # of outputs that labels of +-1 are asked of


def sample_kernel(supervised):
    """The limit's, between all outputs of the inputs that these nets were trained on."""
    task = BitSubsetParity.random(8, 0)
    train, _ = draw_inputs(8, 64, 1024, 0)
    outputs = range(8, task.sequence_length + 1 if supervised else 9)
    tokens = task.teacher_forced(train)[:, : outputs[-1]]
    return joint_kernel(tokens, outputs)


@other_reading("lemma-8", evidence="experiment")
@BOTH
def test_at_a_rate_that_is_unstable_in_the_limit_no_width_measured_stays_near_its_start(
    recorded, over, supervised
):
    over.data(SCOPE + "a rate beyond the limit's own stability: eta = 8/m, widths 128 to 2048, 3 seeds")
    steep = steepness(sample_kernel(supervised))
    assert 1.0 * steep < 2 < 8.0 * steep
    table = pairs(recorded, supervised, 8.0)
    assert min(means(table, "kernel_drift").values()) > 0.5
    assert min(means(table, "distance").values()) > 3 * max(
        row["distance"] for row in pairs(recorded, supervised, 1.0) if row["width"] == 2048
    )
    assert max(row["training_wrong"] for row in table if row["width"] >= 512) == 0  # and yet it fits


@other_reading("eq-69", evidence="experiment")
def test_the_growth_of_w_orders_nets_by_how_well_they_learn_far_and_near_sub_tasks(recorded, over):
    over.data(
        "width 128, d = 16, the 1013 distinct inputs of 1024 draws, 8 nets linearised at their start and fitted output "
        "by output; 1024 other inputs; first and last sub-task, chosen after seeing all; rank correlations, p < 0.05"
    )
    table = [row for row in recorded("linearised", "separately-16") if row["width"] == 128]
    far, near = ([r for r in table if r["output"] == output] for output in (0, 6))
    assert len(far) == len(near) == 8
    for rows, sign in ((far, -1), (near, 1)):
        found = spearmanr([row["growth"] for row in rows], [row["error"] for row in rows])
        assert sign * found.statistic > 0
        assert found.pvalue < 0.05
        assert max(row["error"] for row in rows) > 0.3
        assert max(row["limit_error"] for row in rows) < 0.01  # which the limit learns, both of them


def slope_of_the_loss(f, y):
    """The derivative of log(1 + e^-yf) in f, by a difference."""
    step = 1e-5
    return (math.log1p(math.exp(-y * (f + step))) - math.log1p(math.exp(-y * (f - step)))) / (2 * step)


def features_of(kernel):
    """One row a point, whose inner products are the kernel."""
    values, vectors = np.linalg.eigh(kernel)
    return vectors * np.sqrt(np.maximum(values, 0))


@supports("eq-69/limit", evidence="numeric")
def test_descent_in_the_limit_is_that_of_a_linear_model_with_this_kernel(over):
    """Algorithm 1 on f = <w, phi>, eta m = 1/sqrt(n), the loss of eq 4: every number that a run reports."""
    task = BitSubsetParity(8, (0, 2, 5, 7))
    descent = KernelDescent(task)
    inputs, outputs = descent.signs.shape
    assert (descent.signs == (-1.0) ** (1 - task.labels(all_inputs(8)).astype(int))).all()
    assert not descent.initial_outputs(None).any()
    # the start: a Gaussian process whose covariance is that of the states, times the variance of B
    gates = [Gate((0, 1), "0110"), Gate((2, 3), "0001"), Gate((1, 4), "0111")]
    small = KernelDescent(Circuit.from_gates(3, gates), Initialisation(output=0.5, inputs=2.0))
    tokens = small.task.teacher_forced(all_inputs(3))
    assert small.covariance.shape == small.kernel.shape == (8, 3, 8, 3)
    for lag in range(3):
        for t, states, gradients in pair_kernels(tokens, tokens, lag, small.init):
            if t >= 3:
                place = np.s_[:, t - 3, :, t - 3 + lag]
                assert small.covariance[place] == pytest.approx(0.5 * states)
                assert small.kernel[place] == pytest.approx(gradients)
    root = np.linalg.cholesky(small.covariance.reshape(24, 24))
    draw = np.random.default_rng(7).standard_normal(24)
    assert small.initial_outputs(7).ravel() == pytest.approx(root @ draw)
    assert small.run(9, seed=2) == small.run(9, seed=2, random_start=False, rate=1 / 3)
    # with one output its loss is not divided by T - d = 0
    alone = KernelDescent(BitSubsetParity(4, (0, 2), supervised=False))
    [x] = np.random.default_rng(3).integers(0, 16, 1)
    assert alone.run(1, seed=3).moved == pytest.approx(np.abs(alone.kernel[x]).max() / 2)
    assert alone.run(1, rate=5e-324).any_wrong == 1  # an output of 0 is wrong
    phi = features_of(descent.kernel.reshape(inputs * outputs, -1)).reshape(inputs, outputs, -1)
    for samples, seed in over(n=(1, 9, 40), start=(None, 3)):
        start = descent.initial_outputs(seed)
        w, order = np.zeros(phi.shape[2]), np.random.default_rng(3).integers(0, inputs, samples)
        seen = 0.0
        for x in order:
            seen += ((start + phi @ w) * descent.signs <= 1e-12).any(axis=1).mean()
            f = start[x] + phi[x] @ w
            pull = np.array(
                [slope_of_the_loss(float(a), y) for a, y in zip(f, descent.signs[x], strict=True)]
            )
            w = w - pull @ phi[x] / (outputs - 1) / math.sqrt(samples)
        found = descent.run(samples, seed=3, random_start=seed is not None)
        wrong = (start + phi @ w) * descent.signs <= 1e-12
        assert found.moved == pytest.approx(np.abs(phi @ w).max(), rel=1e-6)
        assert found.sub_task_errors == pytest.approx(wrong.mean(axis=0))
        assert found.any_wrong == pytest.approx(wrong.any(axis=1).mean())
        assert found.mean_any_wrong == pytest.approx(seen / samples)


@supports("eq-69/limit", evidence="numeric")
def test_descent_on_a_sample_and_where_it_becomes_unstable(over):
    """Full batches: the mean loss of eq 4 over inputs and outputs, and the slope of one step at f = 0."""
    assert steepness(np.diag([1.0, 3.0]).reshape(2, 1, 2, 1)) == pytest.approx(3 / 2 / 4)
    kernel = sample_kernel(True)[:6, :, :6]
    n, outputs = kernel.shape[:2]
    flat = kernel.reshape(outputs * n, -1)
    signs = np.where(np.random.default_rng(2).integers(0, 2, (n, outputs)), 1.0, -1.0)
    start = np.random.default_rng(4).normal(size=(n, outputs))
    over.sample(1, "start and labels at 6 inputs", seed=4)
    rate = 0.7
    f = start.copy()
    for _ in range(3):
        slopes = np.array(
            [
                [slope_of_the_loss(a, y) for a, y in zip(*row, strict=True)]
                for row in zip(f, signs, strict=True)
            ]
        )
        f = f - rate / signs.size * (flat @ slopes.ravel()).reshape(n, outputs)
    assert descend(kernel, start, signs, rate=rate, steps=3) == pytest.approx(f, rel=1e-7, abs=1e-8)
    step = 1e-4
    jacobian = []
    for k in range(outputs * n):
        moved = np.zeros((n, outputs))
        moved.flat[k] = step
        pair = [descend(kernel, sign * moved, signs, rate=rate, steps=1) for sign in (1, -1)]
        jacobian.append((pair[0] - pair[1]).ravel() / (2 * step))
    least = np.linalg.eigvals(np.array(jacobian)).real.min()
    assert 1 - least == pytest.approx(rate * steepness(kernel), rel=1e-6)
