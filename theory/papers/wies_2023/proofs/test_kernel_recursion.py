"""Eq 69 and 70: the kernel, its limit of infinite width, and the scale of B that it needs."""

import itertools
import math

import numpy as np
import sympy as sp
from scipy.stats import chi2

from theory.kernel import parity_spectrum, printed
from theory.kernel.conditioning import tied_weights
from theory.kernel.enclosure import enclosed_spectrum
from theory.kernel.recursion import joint_kernel, pair_kernels, start
from theory.ledger import other_reading, supports
from theory.nets.floats import FloatElman, growth, growth_deviation

WIDTHS = (128, 256, 512, 1024)
SEEDS = 6
MANY_SEEDS = 16


def sequences() -> np.ndarray:
    return np.random.default_rng(69).integers(0, 2, (6, 5)).astype(np.uint8)


def slope_with_interval(errors: np.ndarray) -> tuple[float, float]:
    """Least squares slope of log error against log width over all seeds, and two standard errors."""
    x = np.repeat(np.log(WIDTHS), errors.shape[1])
    y = np.log(errors).ravel()
    (slope, _), covariance = np.polyfit(x, y, 1, cov=True)
    return float(slope), 2 * float(np.sqrt(covariance[0, 0]))


def errors() -> np.ndarray:
    """Root mean square error of eq 69 at output 4 against the recursion, shape (widths, seeds)."""
    tokens = sequences()[:, :4]
    *_, (_, _, limit) = pair_kernels(tokens, tokens)
    return np.array(
        [
            [
                np.sqrt(np.mean((FloatElman.initialise(m, s).kernel(tokens, 4) - limit) ** 2))
                for s in range(MANY_SEEDS)
            ]
            for m in WIDTHS
        ]
    )


@supports(
    "eq-69",
    evidence="numeric",
    scope="6 random sequences of 4 tokens, widths 128 to 1024, 16 seeds each, two standard errors",
)
def test_the_kernel_of_a_wide_net_converges_to_the_recursion_like_one_over_root_width():
    found = errors()
    slope, width = slope_with_interval(found)
    assert width < 0.25  # narrow enough to tell -1/2 from 0 and from -1
    assert abs(slope + 0.5) < width
    assert found[-1].mean() < found[0].mean() / 2


@other_reading(
    "eq-69",
    evidence="numeric",
    scope="the same sequences with B of variance 1/m as printed, widths 128 to 1024, 6 seeds each",
)
def test_with_b_as_printed_the_kernel_vanishes_like_one_over_the_width():
    """With every entry of B divided by sqrt(m), the kernel is the unit-variance one divided by m."""
    tokens = sequences()
    largest = []
    for m in WIDTHS:
        kernels = [FloatElman.initialise(m, s, 1 / m).kernel(tokens, 5) for s in range(SEEDS)]
        largest.append(np.mean([np.linalg.eigvalsh(k)[-1] for k in kernels]))
    slope = np.polyfit(np.log(WIDTHS), np.log(largest), 1)[0]
    assert -1.3 < slope < -0.8
    *_, (_, _, limit) = pair_kernels(tokens, tokens, init=printed(WIDTHS[-1]))
    assert abs(largest[-1] / np.linalg.eigvalsh(limit)[-1] - 1) < 0.25


@supports(
    "eq-69",
    evidence="numeric",
    scope="one layer of the recursion, exactly and for every angle; not the limit",
)
def test_one_layer_maps_correlations_by_the_arc_cosine_kernels():
    """In polar coordinates of the plane of u and v, for every angle between them."""
    theta, phi, r = sp.symbols("theta phi r", positive=True)
    # Radial parts of the density times 1 and r^2: antiderivatives, checked, then their values from 0 to infinity.
    radial = []
    for power, primitive in ((0, -sp.exp(-(r**2) / 2)), (2, -(r**2 + 2) * sp.exp(-(r**2) / 2))):
        assert sp.simplify(primitive.diff(r) - r ** (power + 1) * sp.exp(-(r**2) / 2)) == 0
        radial.append((0 - primitive.subs(r, 0)) / (2 * sp.pi))
    # u = r cos(phi) and v = r cos(phi - theta) are both positive for phi from theta - pi/2 to pi/2.
    primitive = phi * sp.cos(theta) / 2 + sp.sin(2 * phi - theta) / 4
    assert sp.simplify(primitive.diff(phi) - sp.cos(phi) * sp.cos(phi - theta)) == 0
    window = primitive.subs(phi, sp.pi / 2) - primitive.subs(phi, theta - sp.pi / 2)
    both_positive, product = radial[0] * (sp.pi - theta), radial[1] * window
    assert sp.simplify(2 * both_positive - (sp.pi - theta) / sp.pi) == 0
    assert sp.simplify(2 * product - (sp.sin(theta) + (sp.pi - theta) * sp.cos(theta)) / sp.pi) == 0


@supports("eq-69", evidence="numeric", scope="the recursion at d = 1 and 2, in exact form; not the limit")
def test_small_kernels_in_exact_form():
    """One token: correlation 1/2, angle pi/3, H = [[1/2, 1/3], [1/3, 1/2]]; its parity has y^T H^-1 y = 12."""
    half, third = sp.Rational(1, 2), sp.Rational(1, 3)
    exact = sp.Matrix([[half, third], [third, half]])
    y = sp.Matrix([1, -1])
    assert (y.T * exact.inv() * y)[0] == 12
    *_, (_, hidden, kernel) = pair_kernels(*[np.array([[0], [1]], dtype=np.uint8)] * 2)
    assert np.allclose(kernel, np.array(exact, dtype=float), rtol=4e-16, atol=0)
    k_1 = sp.sqrt(3) / sp.pi + sp.Rational(2, 3)
    assert abs(hidden[0, 1] - float(k_1)) < 4e-16

    # Two tokens that differ, then agree or differ again: rho = (K_1 + 1) / 3 or K_1 / 3.
    for token, value in ((0, (k_1 + 1) / 3), (1, k_1 / 3)):
        expected = (1 - sp.acos(value) / sp.pi) * (k_1 / 2 + third)
        pair = np.array([[0, 0], [1, token]], dtype=np.uint8)
        *_, (_, _, kernel) = pair_kernels(pair[:1], pair[1:])
        assert abs(kernel[0, 0] - float(expected.evalf(30))) < 1e-15


@supports("eq-69", evidence="numeric", scope="the recursion at d = 8, proved digits; not the limit")
def test_balls_enclose_the_table_and_its_spectrum():
    enclosed = enclosed_spectrum(8)
    found = parity_spectrum(8)
    radius = max(float(ball.rad()) for ball in enclosed.coefficients)
    assert radius < 1e-30  # a wide ball would enclose anything
    differences = [
        abs(float(ball.mid()) - value)
        for ball, value in zip(enclosed.coefficients, found.coefficients, strict=True)
    ]
    assert max(differences) <= found.error
    assert all(ball > 0 for ball in enclosed.coefficients)  # H is positive definite: certain, not rounded
    assert found.error < 1e-3 * found.coefficients.min()


@supports(
    "eq-69",
    evidence="numeric",
    scope="6 random sequences of 5 tokens, width 512, 6 seeds: terms of eq 69 between different times",
)
def test_terms_between_different_times_vanish_by_their_backward_factors_alone():
    tokens, m, t = sequences(), 512, 5
    sums = np.zeros((3, len(tokens), len(tokens)))
    rms_cross = []
    for seed in range(SEEDS):
        net = FloatElman.initialise(m, seed)
        hidden = net.hidden(tokens)
        back = net.backward(hidden)
        cross = np.zeros((len(tokens), len(tokens)))
        for s, other in itertools.product(range(t), repeat=2):
            ahead, behind = hidden[s] @ hidden[other].T, back[s] @ back[other].T / m
            if s != other:
                cross += ahead * behind
                sums[1] += ahead / SEEDS / (t * (t - 1))
            else:
                sums[0] += ahead * behind / SEEDS
        sums[2] += cross / SEEDS
        rms_cross.append(np.sqrt(np.mean(cross**2)))
    assert sums[1].min() > 1  # hidden states of different times are far from orthogonal
    standard_error = max(rms_cross) / math.sqrt(SEEDS)
    assert np.abs(sums[2].mean()) < 3 * standard_error
    assert np.abs(sums[2]).mean() < 0.15 * sums[0].mean()


@supports(
    "eq-69",
    evidence="numeric",
    scope="6 random sequences of 5 tokens, widths 128 to 1024, 16 seeds each, two standard errors",
)
def test_what_tied_weights_add_fades_like_one_over_root_width():
    """The part of W^T b that the forward pass has seen, and products of backward vectors of unequal depth."""
    tokens = sequences()
    found = [
        [tied_weights(FloatElman.initialise(m, seed), tokens) for seed in range(MANY_SEEDS)] for m in WIDTHS
    ]
    for name in ("seen_share", "unequal_depth", "equal_depth_error"):
        slope, width = slope_with_interval(
            np.array([[getattr(one, name) for one in of_width] for of_width in found])
        )
        assert width < 0.25
        assert abs(slope + 0.5) < width
    assert min(one.least_hidden for one in found[-1]) > 0.3  # forward, different times stay correlated


@other_reading(
    "eq-69",
    evidence="numeric",
    scope="read at t = 2 sqrt(m) and not at fixed t: 80 nets of the widths 64 and 256 and one random sequence of 32 "
    "tokens; growth also at width 128 (chi-square at 99.9 %)",
)
def test_one_w_for_all_times_keeps_nets_from_the_limit_where_t_is_not_small_beside_root_m():
    """With one W the logarithm of |h_t|^2 scatters as much at any m; with a W for every step, less and less."""
    seeds = 80
    low, high = chi2.ppf((0.0005, 0.9995), seeds - 1) / (seeds - 1)
    for m in (64, 128, 256):
        found = np.log([growth(FloatElman.initialise(m, seed).W) for seed in range(seeds)])
        assert abs(found.mean()) < 4 * growth_deviation(m) / math.sqrt(seeds)
        assert low < found.var(ddof=1) / growth_deviation(m) ** 2 < high
    tokens = np.random.default_rng(69).integers(0, 2, (1, 32)).astype(np.uint8)
    for m in (64, 256):
        t = 2 * math.isqrt(m)
        one = [FloatElman.initialise(m, seed).hidden(tokens[:, :t])[t] for seed in range(seeds)]
        many = [fresh_state(m, seed, tokens[0, :t]) for seed in range(seeds)]
        tied, untied = (np.std([np.log((h**2).sum()) for h in states], ddof=1) for states in (one, many))
        assert tied > 1.5
        assert untied < 1.1


def fresh_state(m, seed, tokens):
    """h_t of a net that draws W anew at every step."""
    net = FloatElman.initialise(m, seed)
    rng, h = np.random.default_rng((seed, m)), np.maximum(net.M_0, 0)
    for z in tokens:
        h = np.maximum(rng.standard_normal((m, m)) @ h * math.sqrt(2 / m) + net.A[:, z], 0)
    return h


@supports(
    "eq-69",
    evidence="numeric",
    scope="6 random sequences of 5 tokens, outputs 3 to 5, widths 256 and 1024, 6 seeds",
)
def test_between_outputs_the_surviving_terms_lie_along_the_diagonal_of_their_lag():
    tokens = sequences()
    hidden, kernel = (joint_kernel(tokens, range(3, 6), states=states) for states in (True, False))
    errors = []
    for m in (256, 1024):
        nets = [FloatElman.initialise(m, seed) for seed in range(SEEDS)]
        errors.append(
            np.mean([np.sqrt(np.mean((n.kernel(tokens, 3, 5) - kernel[:, 0, :, 2]) ** 2)) for n in nets])
        )
    assert errors[1] < 0.7 * errors[0] and errors[1] < 0.2 * kernel[:, 0, :, 2].mean()
    states = [net.hidden(tokens) for net in nets]  # of the larger width
    assert np.allclose(np.mean([s[3] @ s[5].T for s in states], axis=0), hidden[:, 0, :, 2], rtol=0.1)
    # where the diagonal begins: h_0 and h_2 are independent, and correlated all the same since neither is negative
    first = np.mean([s[0] @ s[2].T for s in states], axis=0)
    assert np.allclose(first, start(first.shape, lag=2).hidden, rtol=0.1)


@supports("eq-70", evidence="exhaustive", scope="bit-subset parity, d = 8, all inputs")
def test_the_targets_are_one_vector_a_step_indexed_by_samples():
    from theory.tasks import BitSubsetParity, all_inputs

    task = BitSubsetParity.random(8, 0)
    x = all_inputs(8)
    targets = 2 * task.labels(x).astype(int) - 1
    assert targets.shape == (2**8, task.num_labels)
    tokens = task.teacher_forced(x)
    # y_t is the next token in -1/+1: the target function at step t, not the hidden state of eq 1
    assert np.array_equal(targets[:, :-1], 2 * tokens[:, 8:].astype(int) - 1)
