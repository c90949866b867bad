"""Eq 69 and 70: the kernel, its limit of infinite width, and the scale of B that it needs."""

import itertools
import math
from contextlib import nullcontext
from dataclasses import astuple, replace
from functools import lru_cache

import numpy as np
import pytest
import sympy as sp
from scipy.stats import chi2

from theory.errors import InputError
from theory.kernel import Initialisation, decoupled_spectra, parity_spectrum, printed, profiles
from theory.kernel.arc_cosine import kappas
from theory.kernel.conditioning import equal_depth_limits, tied_weights
from theory.kernel.enclosure import enclosed_spectrum
from theory.kernel.parity import Spectrum, coefficient, label_subsets, mask_of, sub_task_complexities
from theory.kernel.recursion import joint_kernel, pair_kernels, start
from theory.kernel.rounding import Margin, step_errors
from theory.ledger import other_reading, supports
from theory.nets.floats import FloatElman, growth, growth_deviation
from theory.results import slope_with_error
from theory.tasks import BitSubsetParity
from theory.tasks.cube import all_inputs

WIDTHS = (64, 128, 256, 512)
SEEDS = 6
MANY_SEEDS = 16


def sequences() -> np.ndarray:
    return np.random.default_rng(69).integers(0, 2, (6, 5)).astype(np.uint8)


def slope_with_interval(errors: np.ndarray) -> tuple[float, float]:
    """Least squares slope of log error against log width over all seeds, and two standard errors."""
    slope, error = slope_with_error(np.repeat(np.log(WIDTHS), errors.shape[1]), np.log(errors).ravel())
    return slope, 2 * error


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


@lru_cache
def mean_of_nets(variance):
    """The kernel of 3 sequences at the outputs 1 to 4, averaged over 24 nets of width 512."""
    nets = [FloatElman.initialise(512, seed, output_variance=variance) for seed in range(24)]
    tokens = sequences()[:3, :4]
    return {t: np.mean([net.kernel(tokens, t) for net in nets], axis=0) for t in range(1, 5)}


@supports("eq-69/limit", evidence="numeric")
def test_the_recursion_of_the_reading_is_the_limit(claim, over):
    """The formulas as they stand, against the library's recursion and against the mean over drawn nets."""
    said = claim("eq-69").reading
    kappa = {"kappa0": lambda rho: 1 - math.acos(min(rho, 1)) / math.pi}
    kappa["kappa1"] = lambda rho: (
        (math.sqrt(max(1 - rho**2, 0)) + (math.pi - math.acos(min(rho, 1))) * rho) / math.pi
    )
    tokens = sequences()[:3, :4]
    over.sample(24, "nets of width 512, 3 sequences of 4 tokens", seed=0)
    assert said.start(K={0: 1}, H={0: 0})
    assert not any(said.start(K={0: a}, H={0: b}) for a, b in ((1, 1), (0, 0), (2, 0), (1, -1)))
    drawn = mean_of_nets(said.variance)
    steps = list(pair_kernels(tokens, tokens))
    for i, j in over(pair=list(itertools.product(range(3), repeat=2))):
        state = {"K": {0: 1}, "H": {0: 0}, "rho": {}, "same": {}}
        for t, hidden, kernel in steps:
            state["same"][t] = int(tokens[i, t - 1] == tokens[j, t - 1])
            assert said.values(same=state["same"], t=t)
            for name, formula in (("rho", said.cosine), ("H", said.outer), ("K", said.hidden)):
                needed = {x: ({**state, **kappa}).get(x, t) for x in formula.right.names}
                state[name][t] = formula.right(**needed)
                assert formula(**(needed | {name: state[name]}))
            assert state["K"][t] == pytest.approx(hidden[i, j], rel=1e-12)
            assert state["H"][t] == pytest.approx(kernel[i, j], rel=1e-12)
            assert abs(drawn[t][i, j] / state["H"][t] - 1) < 0.15
    assert [said.values(same=[v], t=0) for v in (-1, 0, 1, 2)] == [False, True, True, False]


@supports("eq-69", evidence="numeric")
def test_the_kernel_is_the_inner_product_of_gradients_over_the_width(claim, over):
    """Gradients by differences, in small nets."""
    said = claim("eq-69").statement.kernel
    tokens, width, step = sequences()[:2, :3], 6, 1e-6
    over.sample(3, "nets of width 6, 2 sequences of 3 tokens", seed=0)
    for seed in range(3):
        net = FloatElman.initialise(width, seed)
        slopes = np.zeros((2, width, width))
        for row, column in itertools.product(range(width), repeat=2):
            moved = []
            for sign in (1, -1):
                w = net.W.copy()
                w[row, column] += sign * step
                moved.append(replace(net, W=w).scores(tokens)[:, 2])
            slopes[:, row, column] = (moved[0] - moved[1]) / (2 * step)
        found = net.kernel(tokens, 3)
        for i, j in itertools.product(range(2), repeat=2):
            own = said.right(g=slopes, m=width, inner=lambda a, b: float((a * b).sum()), i=i, j=j)
            assert own == pytest.approx(found[i, j], rel=1e-6, abs=1e-8)
    assert said(H={(1, 2): 3}, g=[0, 3, 4], m=4, inner=lambda a, b: a * b, i=1, j=2)
    assert not said(H={(1, 2): 4}, g=[0, 3, 4], m=4, inner=lambda a, b: a * b, i=1, j=2)


@supports("eq-69/limit", evidence="numeric")
def test_rounding_errors_of_one_step_are_below_their_bounds_and_not_far(over):
    """Against balls of 128 bits: arbitrary states, and pairs of inputs that differ little, where rho errs most."""
    from flint import arb, ctx

    rng, before = np.random.default_rng(5), ctx.prec
    over.sample(4 * 400, "states", seed=5)
    ctx.prec = 128
    try:
        for t, least in over(t=(4, 30), least_loss=(0.3, 1e-8)):
            hidden = t * (1 - least * rng.uniform(1, 2, 400))
            kernel = rng.uniform(0, t * t / 4, 400)
            found, bounds = one_step(t, hidden.copy(), kernel)
            pi, norm = arb.pi(), arb(1 + t)
            ratios = []
            for h, k, own, bound in zip(hidden, kernel, found.T, bounds.T, strict=True):
                rho = arb(h) + 1
                rho /= norm
                left = pi - rho.acos()
                exact = (left / pi * (arb(h) / 2 + arb(k)), norm * ((1 - rho * rho).sqrt() + left * rho) / pi)
                ratios.append([float(abs(arb(a) - e)) / b for a, e, b in zip(own, exact, bound, strict=True)])
            worst = np.max(ratios, axis=0)
            assert np.all(worst < 0.7)
            assert np.all(worst > 0.05)
    finally:
        ctx.prec = before


def one_step(t, hidden, kernel):
    """Kernels after one more equal token, as the table computes them, and their bounds from states without error."""
    norm = 1.0 + t
    rho = hidden + 1.0
    rho /= norm
    kappa_0, kappa_1, sine = kappas(rho)
    fed = hidden * 0.5 + kernel
    none = np.zeros(len(hidden), dtype=np.float32)
    bounds = step_errors(kappa_0, kappa_1, sine, fed, none, none, norm)
    return np.stack([kappa_0 * fed, kappa_1 * norm]), np.stack(bounds).astype(float)


@supports("eq-69/limit", evidence="numeric")
def test_the_kernel_of_a_wide_net_converges_to_the_recursion_like_one_over_root_width(over):
    over.sample(MANY_SEEDS, "nets a width, 64 to 512, 6 sequences of 4 tokens", seed=0)
    found = errors()
    slope, width = slope_with_interval(found)
    assert width < 0.25  # narrow enough to tell -1/2 from 0 and from -1
    assert abs(slope + 0.5) < width
    assert found[-1].mean() < found[0].mean() / 2


@other_reading("eq-69", evidence="numeric")
def test_with_b_as_printed_the_kernel_vanishes_like_one_over_the_width(over):
    """With every entry of B divided by sqrt(m), the kernel is the unit-variance one divided by m."""
    tokens = sequences()
    largest = []
    over.sample(MANY_SEEDS, "nets a width, B of variance 1/m", seed=0)
    for m in over(m=WIDTHS):
        kernels = [
            FloatElman.initialise(m, s, output_variance=1 / m).kernel(tokens, 5) for s in range(MANY_SEEDS)
        ]
        largest.append(np.mean([np.linalg.eigvalsh(k)[-1] for k in kernels]))
    slope = np.polyfit(np.log(WIDTHS), np.log(largest), 1)[0]
    assert -1.3 < slope < -0.8
    *_, (_, _, limit) = pair_kernels(tokens, tokens, init=printed(WIDTHS[-1]))
    assert abs(largest[-1] / np.linalg.eigvalsh(limit)[-1] - 1) < 0.25


@supports("eq-69/limit", evidence="numeric")
def test_one_layer_maps_correlations_by_the_arc_cosine_kernels(over):
    """In polar coordinates of the plane of u and v, for every angle between them."""
    theta, phi, r = over.symbols("theta phi r", positive=True)
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


@supports("eq-69/limit", evidence="numeric")
def test_small_kernels_in_exact_form(over):
    """One token: correlation 1/2, angle pi/3, H = [[1/2, 1/3], [1/3, 1/2]]; its parity has y^T H^-1 y = 12."""
    over.error(1e-15)
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


@supports("eq-69/limit", evidence="numeric")
def test_balls_enclose_the_table_and_its_spectrum(over):
    [d] = over(d=(8,))
    enclosed = enclosed_spectrum(d)
    found = parity_spectrum(d)
    radius = max(float(ball.rad()) for ball in enclosed.coefficients)
    assert radius < 1e-30  # a wide ball would enclose anything
    differences = [
        abs(float(ball.mid()) - value)
        for ball, value in zip(enclosed.coefficients, found.coefficients, strict=True)
    ]
    assert max(differences) <= found.error
    assert all(ball > 0 for ball in enclosed.coefficients)  # H is positive definite: certain, not rounded
    assert found.error < 1e-3 * found.coefficients.min()


def table_by_entries(tokens, init, masks=(), same=True):
    """K, H and the bounds of their rounding errors for every xor, one entry at a time in Python's floats."""
    u, a, v = 2.0**-53, init.inputs, init.output
    first = init.start if same else init.start / math.pi
    states = {0: (first, 0.0, 0.0 if same else u * first, 0.0)}
    for t in range(1, tokens + len(masks) + 1):
        if t <= tokens:  # a free bit doubles the table
            reads = [(x | bit << (t - 1), x, bit) for x in states for bit in (0, 1)]
        else:
            reads = [(x, x, (x & masks[t - tokens - 1]).bit_count() % 2) for x in states]
        norm, after = init.start + a * t, {}
        for x, before, differs in reads:
            hidden, kernel, hidden_error, kernel_error = states[before]
            apart = x or not same
            rho = (hidden + a * (1 - differs)) / norm if apart else 1.0
            theta = math.acos(rho)
            kappa_0, kappa_1 = 1 - theta / math.pi, (math.sin(theta) + (math.pi - theta) * rho) / math.pi
            fed, rho_error = v / 2 * hidden + kernel, hidden_error / norm + 4 * u
            turned = fed * rho_error / (math.pi * math.sin(theta)) if apart else 0.0
            after[x] = (
                norm * kappa_1,
                kappa_0 * fed,
                norm * kappa_0 * rho_error + u * (4 * (1 - kappa_0) + 9) * norm * kappa_1,
                kappa_0 * (kernel_error + v / 2 * hidden_error)
                + turned
                + u * (4 * (1 - kappa_0) + 7 * kappa_0) * fed,
            )
        states = after
    return np.array([states[x] for x in range(len(states))]).T


@supports("eq-69/limit", evidence="numeric")
def test_the_table_and_the_bound_of_its_rounding_are_those_of_each_entry(over):
    other = Initialisation(output=0.5, inputs=2.0, start=3.0)
    for d, init, same in over(d=(1, 2, 4, 5), init=(Initialisation(), other), same_start=(True, False)):
        masks = ((1 << d) - 1, 1)
        for read, profile in enumerate(profiles(d, masks, init, same_start=same)):
            _, kernel, _, error = table_by_entries(d, init, masks[:read], same)
            assert (profile.t, profile.bits) == (d + read, d)
            assert np.allclose(profile.kernel, kernel, rtol=1e-14, atol=0)
            assert profile.error == pytest.approx(error.mean() * (1 + 4e-4), rel=1e-5, abs=0)
        _, kernel, _, error = table_by_entries(d, init)
        # sums of 16 terms while there are 4 bits left, each one addition less than its terms
        additions = sum((1 << min(4, d - done)) - 1 for done in range(0, d, 4)) * 2.0**-53
        expected = error.mean() * (1 + 4e-4) + additions / (1 - additions) * kernel.mean()
        assert parity_spectrum(d, init).error == pytest.approx(expected, rel=1e-5, abs=0)
        *_, marked = decoupled_spectra(d, init)
        _, independent, _, more = table_by_entries(d, init, same=False)
        difference = (kernel - independent).mean()
        expected = (error.mean() + more.mean()) * (1 + 4e-4) + additions / (1 - additions) * difference
        assert marked.error == pytest.approx(expected, rel=1e-5, abs=0)
        if d == 4:  # of every sub-task as well
            task = BitSubsetParity(d, (0, 2))
            mask = mask_of(task.subset)
            _, kernel, _, error = table_by_entries(d, init)
            sums = additions / (1 - additions) * kernel.mean()
            value = np.mean(kernel * (-1.0) ** np.bitwise_count(np.arange(1 << d) & mask))
            [only] = sub_task_complexities(task, init)
            assert (only.t, only.subset) == (d, (0, 2))
            assert only.complexity == pytest.approx(value**-0.5)
            share = (error.mean() * (1 + 4e-4) + sums) / value
            assert only.relative_error == pytest.approx(share / 2, rel=1e-4, abs=0)
    assert label_subsets(BitSubsetParity(16, (1, *range(8, 15))))[0] == (1, 8)
    assert [float(x[0]) for x in kappas(np.array([1 + 2.0**-52]))] == [1, 1, 0]  # an ulp beyond equal inputs


@supports("eq-69/limit", evidence="exhaustive")
def test_a_table_in_several_parts_is_that_of_the_recursion(over):
    """Every xor of 17 bits and two labels, the parts by two threads; coefficients by their definition."""
    [d] = over(d=(17,))
    bits, masks = all_inputs(d), (0b11, 1 << 16 | 1)
    labels = [bits[:, [i for i in range(d) if mask >> i & 1]].sum(axis=1) % 2 for mask in masks]
    tokens = np.column_stack([bits, *labels]).astype(np.uint8)
    recursion = pair_kernels(np.zeros((1, d + 2), dtype=np.uint8), tokens)
    by_output = {t: kernel[0] for t, _, kernel in recursion if t >= d}
    for profile in profiles(d, masks, threads=2):
        assert np.allclose(profile.kernel, by_output[profile.t], rtol=1e-13, atol=0)
    signs = 1.0 - 2 * (bits[:, 0] ^ bits[:, 16])
    assert coefficient(profile, (0, 16)) == pytest.approx(np.mean(signs * by_output[d + 2]), rel=1e-12)


@supports("eq-69/limit", evidence="numeric")
def test_the_bound_of_a_complexity_is_that_of_the_least_coefficient_that_its_error_allows(over):
    for error in over(error=(0.0, 1 / 32, 0.2, 0.25, 0.3)):
        found = Spectrum(2, 1, np.array([0.5, 0.25]), error).complexity((0,))
        assert found.complexity == 2
        if error < 0.25:
            assert (1 + found.relative_error) ** -2 == pytest.approx(1 - error / 0.25, rel=1e-14)
        else:
            assert found.relative_error == math.inf
    # rho is wrong by 4 u at once, by 17 u more after a step, and may be wrong by a part in 10^6 of 1 - rho = a / n
    assert Spectrum(2, 1, np.array([0.5, 0.0]), 0.0).complexity((0,)).complexity == math.inf
    # along the way: the least angle of two inputs that differ, and what rho may be wrong by without fading
    for init, same in over(
        init=(Initialisation(), Initialisation(inputs=2.0, start=3.0)), same=(True, False)
    ):
        margin, hidden = Margin(init, same), [init.start, *([] if same else [init.start / math.pi])]
        for t in range(1, 6):  # both starts where they may differ
            rho = [(h + init.inputs * token) / init.norm(t) for token in (1, 0) for h in hidden]
            rho[0] = 1.0  # equal inputs
            angles = np.arccos(rho)
            hidden = init.norm(t) * (np.sin(angles) + (math.pi - angles) * rho) / math.pi
            margin.step(t)
            assert margin.least_angle == pytest.approx(min(angles[1:]), rel=1e-9)
            assert margin.worst == pytest.approx(17 * 2.0**-53 * sum(map(init.norm, range(1, t + 1))))
    for inputs, fits in ((1.9e-9, False), (2.6e-9, True)):
        margin = Margin(Initialisation(inputs=inputs), same_start=True)
        margin.step(1)
        with nullcontext() if fits else pytest.raises(InputError, match="rounding at step 2"):
            margin.step(2)


@supports("eq-69/times", evidence="numeric")
def test_terms_between_different_times_vanish_by_their_backward_factors_alone(over):
    over.sample(SEEDS, "nets of width 512, 6 sequences of 5 tokens", seed=0)
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


@supports("eq-69/times", evidence="numeric")
def test_what_tied_weights_add_fades_like_one_over_root_width(over):
    """The part of W^T b that the forward pass has seen, and products of backward vectors of unequal depth."""
    over.sample(MANY_SEEDS, "nets a width, 64 to 512, 6 sequences of 5 tokens", seed=0)
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
    for pair in itertools.product(range(3), repeat=2):
        kept = [1 - math.acos(rho) / math.pi for rho in cosines(*tokens[list(pair)])]
        limits = [math.prod(kept[s:]) / 2 for s in range(5)]
        assert equal_depth_limits(tokens)[(slice(None), *pair)] == pytest.approx(limits, rel=1e-12)
    assert astuple(tied_weights(FloatElman.initialise(24, 0), tokens)) == pytest.approx(
        tied_weights_by_hand(FloatElman.initialise(24, 0), tokens)
    )


def cosines(first, second):
    """The correlation of two sequences at each step, from the recursion of the reading."""
    hidden, found = 1.0, []
    for s, (a, b) in enumerate(zip(first, second, strict=True), start=1):
        found.append(min(1.0, (hidden + (a == b)) / (1 + s)))
        theta = math.acos(found[-1])
        hidden = (1 + s) * (math.sin(theta) + (math.pi - theta) * found[-1]) / math.pi
    return found


def tied_weights_by_hand(net, tokens):
    """Root mean squares over rows and times by loops; projections by least squares."""
    (n, t), hidden, back = tokens.shape, net.hidden(tokens), net.backward(net.hidden(tokens))
    seen = hidden[:t].reshape(-1, net.width).T
    shares, unequal, equal, ahead = [], [], [], []
    for s, i in itertools.product(range(1, t), range(n)):
        carried = net.W.T @ back[s, i]
        projected = seen @ np.linalg.lstsq(seen, carried, rcond=1e-6)[0]
        shares.append(np.linalg.norm(projected) / np.linalg.norm(carried))
    for s, r, i, j in itertools.product(range(t), range(t), range(n), range(n)):
        product = back[s, i] @ back[r, j] / net.width
        if s != r:
            unequal.append(product)
            ahead.append(hidden[s, i] @ hidden[r, j])
        else:
            kept = [1 - math.acos(rho) / math.pi for rho in cosines(tokens[i], tokens[j])]
            equal.append(product - math.prod(kept[s:]) / 2)
    return *(math.sqrt(np.mean(np.square(x))) for x in (shares, unequal, equal)), min(ahead)


@other_reading("eq-69", evidence="numeric")
def test_one_w_for_all_times_keeps_nets_from_the_limit_where_t_is_not_small_beside_root_m(over):
    """At t = 2 sqrt(m): one W makes log |h_t|^2 scatter as much at any m, a W for every step less and less."""
    seeds = 80
    over.sample(seeds, "nets a width, one sequence of 24 tokens", seed=69)
    over.confidence(0.999)
    low, high = chi2.ppf((0.0005, 0.9995), seeds - 1) / (seeds - 1)
    assert growth(3 * np.eye(4)) == pytest.approx(3, rel=1e-12)
    u = sp.symbols("u", real=True)  # an entry of W h is sqrt(2/m) u
    moments = [
        sp.integrate((sp.sqrt(2) * u) ** k * sp.exp(-(u**2) / 2) / sp.sqrt(2 * sp.pi), (u, 0, sp.oo))
        for k in (2, 4)
    ]
    spread = float(sp.sqrt(moments[1] - moments[0] ** 2) / 2)  # of the log of the norm, times sqrt(m)
    for m in (36, 64, 144):
        assert growth_deviation(m) == pytest.approx(spread / math.sqrt(m), rel=1e-12)
        found = np.log([growth(FloatElman.initialise(m, seed).W) for seed in range(seeds)])
        assert abs(found.mean()) < 4 * growth_deviation(m) / math.sqrt(seeds)
        assert low < found.var(ddof=1) / growth_deviation(m) ** 2 < high
    tokens = np.random.default_rng(69).integers(0, 2, (1, 24)).astype(np.uint8)
    for m in (36, 144):
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


@supports("eq-69/times", evidence="numeric")
def test_between_outputs_the_surviving_terms_lie_along_the_diagonal_of_their_lag(over):
    tokens = sequences()
    over.sample(SEEDS, "nets of the widths 256 and 1024, 6 sequences of 5 tokens, outputs 3 to 5", seed=0)
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


@supports("eq-70", evidence="exhaustive")
def test_the_targets_are_one_vector_a_step_indexed_by_samples(over):
    [d] = over(d=(8,))
    task = BitSubsetParity.random(d, 0)
    x = all_inputs(d)
    targets = 2 * task.labels(x).astype(int) - 1
    assert targets.shape == (2**8, task.num_labels)
    tokens = task.teacher_forced(x)
    # y_t is the next token in -1/+1: the target function at step t, not the hidden state of eq 1
    assert np.array_equal(targets[:, :-1], 2 * tokens[:, 8:].astype(int) - 1)
