"""Lemma 7: false at the printed scale of B; with variance 1 the kernel's solution gives the weights."""

import math
from dataclasses import replace

import numpy as np
import sympy as sp

from theory.kernel import parity_spectrum, printed
from theory.kernel.complexity import dense_complexities
from theory.kernel.recursion import joint_kernel
from theory.ledger import corrects, refutes, supports
from theory.nets import FloatElman
from theory.tasks import BitSubsetParity, all_inputs


def losses(net: FloatElman, tokens: np.ndarray, signs: np.ndarray, d: int) -> np.ndarray:
    """Eq 4 of every sample, with T - d as its normaliser."""
    outputs = net.scores(tokens)[:, d - 1 :]
    return np.log1p(np.exp(-outputs * signs)).sum(axis=1) / (signs.shape[1] - 1)


def fitted(net: FloatElman, tokens: np.ndarray, weights: np.ndarray, d: int) -> np.ndarray:
    """sum over samples i and outputs t of weights[i, t] grad f_t(z_i) / m, by the hand-derived gradient."""
    return net.gradient(net.hidden(tokens), np.pad(weights, ((0, 0), (d - 1, 0)))) / net.width


@refutes("lemma-7", evidence="symbolic")
def test_with_b_as_printed_no_weights_in_the_ball_have_a_small_loss():
    """d = 12, T = 13, labels y_t that repeat the last token, all 2^12 inputs: R is small and (1 + R^2)/n below 0.5.

    On the event |W_0| <= 3, |B| <= 2, |h_t(W_0)|^2 <= 2(t + 1) and |f_t(W_0)| <= m^{-1/4}, which holds with probability
    tending to 1, every W in the ball moves h_t by at most the recursion below, and all outputs vanish as m grows.
    """
    d, length = 12, 13
    per_output = parity_spectrum(d).coefficients[1 << (d - 1)] ** -0.5
    radius = length * 2 * per_output  # T times the sum over both outputs, constants and logarithms 1
    bound = (1 + radius**2) / 2**d
    root = sp.symbols("e", positive=True)  # m^{-1/4}, which tends to 0
    step = (round(radius) + 1) * root**2  # R / sqrt(m)
    moved = sp.Integer(0)
    for t in range(1, length + 1):
        moved = sp.expand(3 * moved + step * (sp.sqrt(2 * t) + moved))
    largest_output = root + 2 * moved
    least_loss = 2 * sp.log(1 + sp.exp(-largest_output))  # both outputs, over T - d = 1; continuous at e = 0
    assert largest_output.subs(root, 0) == 0 and least_loss.subs(root, 0) == 2 * sp.log(2)
    assert bound < 0.5 < math.log(2)


@refutes(
    "lemma-7", evidence="numeric", scope="d = 8 parity, 24 samples, R = 2, widths 64 to 1024, 4 seeds each"
)
def test_with_b_as_printed_the_sum_of_all_gradients_moves_the_outputs_like_one_over_root_width():
    """A step of length R / sqrt(m) along it; the loss stays near (T-d+1)/(T-d) log 2, that of outputs 0."""
    task, radius, d = BitSubsetParity.random(8, 0), 2.0, 8
    x = np.random.default_rng(0).integers(0, 2, (24, d)).astype(np.uint8)
    tokens, signs = task.teacher_forced(x), 2.0 * task.labels(x) - 1
    nothing = signs.shape[1] / (signs.shape[1] - 1) * math.log(2)
    widths, changes, reached = (64, 256, 1024), [], []
    for m in widths:
        found = []
        for seed in range(4):
            net = FloatElman.initialise(m, seed, output_variance=1 / m)
            direction = fitted(net, tokens, signs, d)
            direction *= radius / math.sqrt(m) / np.linalg.norm(direction)
            moved = replace(net, W=net.W + direction)
            found.append(np.abs(moved.scores(tokens) - net.scores(tokens))[:, d - 1 :].mean())
            reached.append(losses(moved, tokens, signs, d).max())
        changes.append(np.mean(found))
    slope = np.polyfit(np.log(widths), np.log(changes), 1)[0]
    assert -1 < slope < -0.3
    assert min(reached[-4:]) > 0.9 * nothing


@corrects(
    "lemma-7", evidence="numeric", scope="d = 8 parity, 6 samples, margin 2, widths 128 and 1536, 3 seeds"
)
def test_with_unit_variance_the_joint_kernel_gives_the_weights():
    """W* = W_0 + (c/m) sum alpha grad f, alpha = H^-1 Y, H the joint kernel of all outputs: f(W*) -> f_0 + c y."""
    task, d, n, margin = BitSubsetParity.random(8, 0), 8, 6, 2.0
    x = (np.random.default_rng(3).choice(256, n, replace=False)[:, None] >> np.arange(d) & 1).astype(np.uint8)
    tokens, signs = task.teacher_forced(x), 2.0 * task.labels(x) - 1
    kernel = joint_kernel(tokens, range(d, d + 3))
    solution = np.linalg.solve(kernel.reshape(3 * n, 3 * n), signs.ravel()).reshape(n, 3)
    radius = margin * math.sqrt(float(signs.ravel() @ solution.ravel()))
    distances, gains = {}, {}
    for m in (128, 1536):
        for seed in range(3):
            net = FloatElman.initialise(m, seed)
            direction = margin * fitted(net, tokens, solution, d)
            moved = replace(net, W=net.W + direction)
            gain = (moved.scores(tokens) - net.scores(tokens))[:, d - 1 :] * signs
            distances.setdefault(m, []).append(np.linalg.norm(direction) * math.sqrt(m) / radius)
            gains.setdefault(m, []).append(gain)
    error = {m: np.sqrt(np.mean((np.array(g) - margin) ** 2)) for m, g in gains.items()}
    assert np.abs(np.array(distances[1536]) - 1).max() < 0.25  # |W* - W_0| = R / sqrt(m) in the limit
    assert error[1536] < 0.6 * error[128]
    assert np.array(gains[1536]).min() > 0  # every output of every sample moves to its label's side


@corrects(
    "lemma-7", evidence="numeric", scope="bit-subset parity, d = 8, all inputs, subsets of seeds 0 to 3"
)
def test_the_joint_complexity_is_below_the_sum_that_the_lemma_prints():
    inputs = all_inputs(8)
    for seed in range(4):
        task = BitSubsetParity.random(8, seed)
        kernel = joint_kernel(task.teacher_forced(inputs), range(8, 11))
        y = (2.0 * task.labels(inputs) - 1).ravel()
        joint = math.sqrt(float(y @ np.linalg.solve(kernel.reshape(len(y), -1), y)))
        separate = dense_complexities(task)
        assert max(separate) <= joint <= sum(separate)


@corrects("lemma-7", evidence="numeric", scope="the last step alone, for every n: from margins to losses")
def test_a_margin_of_twice_log_n_is_enough():
    """log(1 + e^-c) <= e^-c = n^-2 per output, so eq 4 is at most 2/n^2 <= (1 + R^2)/n for n >= 2."""
    n, k, r = sp.symbols("n k R", positive=True)
    x = sp.symbols("x", positive=True)
    assert sp.limit(sp.log(1 + x) - x, x, 0) == 0
    assert sp.simplify(sp.diff(sp.log(1 + x) - x, x) + x / (1 + x)) == 0  # decreasing, so log(1 + x) <= x
    per_output = sp.exp(-2 * sp.log(n))
    loss = (k + 1) / k * per_output  # k = T - d >= 1
    assert sp.simplify(loss.subs(k, 1) - 2 / n**2) == 0 and sp.diff(loss, k).subs({k: 3, n: 2}) < 0
    room = sp.numer(sp.together(((1 + r**2) / n - 2 / n**2).subs(n, k + 1)))  # n = k + 1 >= 2
    assert all(c > 0 for c in sp.Poly(sp.expand(room.subs(k, k + 1)), k, r).coeffs())


@supports(
    "lemma-8",
    evidence="numeric",
    scope="d = 8 parity, 6 inputs, R = 4, Var B = 1, widths 128 to 1024, 3 seeds",
)
def test_the_remainder_of_the_linearisation_shrinks_with_the_width():
    """At |W - W_0| = R / sqrt(m), (72) allows a remainder of order m^{-1/6}; what is seen must shrink at least so."""
    task, d = BitSubsetParity.random(8, 0), 8
    x = np.random.default_rng(5).integers(0, 2, (6, d)).astype(np.uint8)
    tokens, signs = task.teacher_forced(x), 2.0 * task.labels(x) - 1
    widths, remainders = (128, 256, 512, 1024), []
    for m in widths:
        worst = []
        for seed in range(3):
            net = FloatElman.initialise(m, seed)
            direction = fitted(net, tokens, signs, d)
            norm = np.linalg.norm(direction)
            direction *= 4 / math.sqrt(m) / norm
            before, after = (
                net.scores(tokens),
                replace(net, W=net.W + direction).scores(tokens),
            )
            # <grad f_t(z_i), direction> by the change along a thousandth of the step, twice as a check of its linearity
            small = [replace(net, W=net.W + e * direction).scores(tokens) for e in (1e-5, -1e-5)]
            linear = (small[0] - small[1]) / 2e-5
            worst.append(np.abs(after - before - linear)[:, d - 1 :].max())
        remainders.append(np.mean(worst))
    slope = np.polyfit(np.log(widths), np.log(remainders), 1)[0]
    assert slope < -1 / 6
    assert remainders[-1] < 0.6 * remainders[0]


@refutes("lemma-7", evidence="numeric", scope="5 random sequences of 7 tokens, m = 10, 1000, 10^6")
def test_eq_69_as_printed_divides_the_kernel_by_the_width():
    """v enters the recursion as a factor, so that at v = 1/m every kernel is 1/m of the unit one."""
    tokens = np.random.default_rng(2).integers(0, 2, (5, 7)).astype(np.uint8)
    unit = joint_kernel(tokens, range(5, 8))
    for m in (10, 1000, 10**6):
        scaled = joint_kernel(tokens, range(5, 8), printed(m))
        assert np.allclose(scaled * m, unit, rtol=1e-12, atol=0)
