"""One W for all outputs: the joint kernel gives the weights of lemma 7, at infinite width and in linearised nets."""

import itertools
import math

import numpy as np
import pytest

from theory.kernel.gram import gram_matrices
from theory.kernel.initialisation import Initialisation
from theory.kernel.joint_regression import joint_interpolant, joint_regression
from theory.kernel.recursion import joint_kernel, pair_kernels
from theory.kernel.regression import draw_inputs, learning_errors
from theory.kernel.solve import conjugate_gradients, solve
from theory.ledger import corrects, follows
from theory.results.exponents import fitted_exponent
from theory.tasks import BitSubsetParity, build


@corrects("lemma-7/weights", evidence="numeric")
def test_the_joint_interpolant_is_dense_algebra_on_the_joint_kernel(over, monkeypatch):
    over.sample(14, "inputs of the parity of 8 bits", seed=0)
    # what is drawn: distinct inputs, and others to test on, both from all of the cube
    for d, samples, others, least in ((4, 12, 9, 6), (8, 300, 1000, 150), (24, 500, 200, 500)):
        train, test = (x.tolist() for x in draw_inputs(d, samples, others, 3))
        assert len({*map(tuple, train), *map(tuple, test)}) == len(train) + len(test)
        assert least <= len(train) <= samples
        assert len(test) == min(others, (1 << d) - len(train))
        assert abs(np.mean(train + test) - 0.5) < 0.05
        draws = np.random.default_rng(3).integers(0, 1 << d, samples)
        if d < 24:
            drawn = list(dict.fromkeys(draws.tolist()))
            assert train == [[x >> j & 1 for j in range(d)] for x in drawn]
    task = BitSubsetParity.random(8, 1)
    train, test = draw_inputs(8, 14, 6, 0)
    n, k = len(train), len(test)
    tokens = task.teacher_forced(np.concatenate([train, test]))
    kernel = joint_kernel(tokens, range(8, 11))  # (n + k, outputs, n + k, outputs)
    inner = kernel[:n, :, :n].reshape(3 * n, 3 * n)
    y = (2.0 * task.labels(train) - 1).ravel()
    solution = np.linalg.solve(inner, y)
    expected = (kernel[n:, :, :n].reshape(3 * k, 3 * n) @ solution).reshape(k, 3)
    for largest in (
        len(inner),
        0,
    ):  # by Cholesky, by conjugate gradients; the lower triangle is all that they get
        monkeypatch.setattr("theory.kernel.solve.MAX_CHOLESKY", largest)
        assert solve(np.tril(inner), y) == pytest.approx(solution, rel=1e-7)
    calls = itertools.count()  # what is carried along is set apart from the true residual, and taken up again
    found = conjugate_gradients(lambda v: inner @ v * (1 + 1e-4 * (next(calls) < 5)), y)
    assert found == pytest.approx(solution, rel=1e-7)
    assert not conjugate_gradients(lambda v: inner @ v, 0 * y).any()
    predicted, radius = joint_interpolant(task, train, test)
    assert predicted == pytest.approx(expected, rel=1e-8, abs=1e-8)
    assert radius == pytest.approx(math.sqrt(y @ solution), rel=1e-9)
    whole = joint_kernel(tokens, range(8, 11), others=tokens)
    assert whole == pytest.approx(kernel, rel=1e-12)
    again = joint_interpolant(task, train, train)[0]
    assert again == pytest.approx(2.0 * task.labels(train) - 1, abs=1e-8)  # it interpolates


def missed(scores, labels):
    """Where the sign of a score is not that of the label."""
    return (scores > 0) != labels


@corrects("lemma-7/weights", evidence="numeric")
def test_errors_of_learning_are_those_of_dense_algebra(over, monkeypatch):
    """All outputs at once, and each alone, on the cube by transforms or on the sample by matrices."""
    over.sample(40, "inputs, or 5, of the parity of 8 bits and of the addition of numbers of 3 bits", seed=2)
    parity = BitSubsetParity.random(8, 1)
    for task, samples in ((parity, 40), (parity, 5), (build("addition", 6), 20)):
        train, test = draw_inputs(task.d, samples, 30, 2)
        labels, wanted = 2.0 * task.labels(train) - 1, task.labels(test)
        both = task.teacher_forced(np.concatenate([train, test]))
        wrong = []
        for t, _, kernel in pair_kernels(both, both):
            if t >= task.d:
                weights = np.linalg.solve(kernel[: len(train), : len(train)], labels)
                scores = kernel[len(train) :, : len(train)] @ weights
                wrong.append(missed(scores[:, t - task.d], wanted[:, t - task.d]))
                if t == task.d:
                    answer = missed(scores, wanted)[:, -task.num_outputs :].any(axis=1).mean()
        found = learning_errors(task, samples, seed=2, test_inputs=30)
        assert (found.samples, found.distinct, found.test_inputs, found.seed) == (
            samples,
            len(train),
            len(test),
            2,
        )
        assert found.sub_task_errors == pytest.approx(np.mean(wrong, axis=1))
        assert (found.any_wrong, found.end_to_end_error) == pytest.approx(
            (np.any(wrong, axis=0).mean(), answer)
        )
        alone = learning_errors(task, samples, seed=2, test_inputs=30, sub_tasks=False)
        assert (alone.sub_task_errors, alone.end_to_end_error) == ((), pytest.approx(answer))
        assert math.isnan(alone.any_wrong)
        joint = joint_regression(task, samples, seed=2, test_inputs=30)
        scores, radius = joint_interpolant(task, train, test)
        together = missed(scores, wanted)
        assert (joint.samples, joint.distinct, joint.test_inputs, joint.seed) == (
            samples,
            len(train),
            len(test),
            2,
        )
        assert joint.sub_task_errors == pytest.approx(together.mean(axis=0))
        assert (joint.any_wrong, joint.radius) == (together.any(axis=1).mean(), pytest.approx(radius))
    # the matrices of a sample in blocks of two rows, from a table of the first three tokens
    monkeypatch.setattr("theory.kernel.gram._CHUNK", 40)
    monkeypatch.setattr("theory.kernel.gram._TABLE_BITS", 3)
    init, n = Initialisation(0.5, 2.0, 3.0), len(train)
    expected = {t: kernel for t, _, kernel in pair_kernels(both, both, 0, init)}
    outputs = range(6, task.sequence_length + 1)
    for t, among, across in gram_matrices(both[:n], both[n:], outputs, init, threads=2):
        assert np.tril(among) == pytest.approx(np.tril(expected[t][:n, :n]), rel=1e-12)
        assert across == pytest.approx(expected[t][n:, :n], rel=1e-12)
    assert t == task.sequence_length
    large = BitSubsetParity.random(12, 0, supervised=False)
    assert joint_regression(large, 9).test_inputs == learning_errors(large, 9).test_inputs == 1024
    assert learning_errors(task, 9) == learning_errors(task, 9, seed=0, test_inputs=1024)
    assert joint_regression(task, 9) == joint_regression(task, 9, seed=0, test_inputs=1024)


LINEARISED = (
    "nets of widths 128 to 1024 linearised at their initialisation, 3 seeds, d = 8 parity with sub-tasks, the distinct "
    "inputs of 128 draws, solved by conjugate gradients to 1e-3 at every target; intervals at 95 %"
)


@corrects("lemma-7/weights", evidence="experiment")
def test_finite_nets_reach_the_labels_at_a_distance_that_tends_to_the_limits(recorded, over):
    over.data(LINEARISED)
    table = [row for row in recorded("linearised", "linearised-8") if row["width"] <= 1024]
    assert len({row["seed"] for row in table}) == 3
    for row in table:
        assert row["residual"] <= 1e-3
        row["excess"] = row["radius"] / row["limit_radius"] - 1
        assert row["excess"] > 0  # a finite net has fewer directions to go
    for gap in ("excess", "rms_from_limit"):
        assert fitted_exponent(table, "width", gap).high < 0


@follows("lemma-7/outputs", evidence="experiment")
def test_outputs_that_share_w_are_not_those_fitted_one_by_one(recorded, over):
    """The kernels of single outputs do not decide: fitted together, more samples are needed."""
    over.data(
        "parity of 8 and 16 bits with sub-tasks, m = infinity, 128 to 512 draws, 3 to 4 subsets and draws of a size"
    )
    table = [row for d in (8, 16) for row in recorded("linearised", f"joint-regression-{d}")]
    again = joint_regression(BitSubsetParity.random(8, 0), 64, test_inputs=512)
    (stored,) = [row for row in table if (row["d"], row["samples"], row["seed"]) == (8, 64, 0)]
    assert stored["any_wrong"] == pytest.approx(again.any_wrong, abs=0.01)
    assert stored["radius"] == pytest.approx(again.radius, rel=1e-6)
    for d, samples in ((8, 128), (8, 256), (16, 256), (16, 512)):
        draws = [row for row in table if (row["d"], row["samples"]) == (d, samples)]
        assert len(draws) >= 3
        assert all(row["any_wrong"] > 1.3 * row["any_wrong_separately"] for row in draws)
