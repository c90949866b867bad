"""The recursion, tables and averages against each other and dense linear algebra."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from theory.errors import InputError
from theory.kernel import (
    Initialisation,
    joint_kernel,
    log_coefficient,
    pair_kernels,
    parity_spectrum,
    profiles,
    sub_task_complexities,
)
from theory.kernel.arc_cosine import angle_of_loss, excess_of_angle, kappas, loss_of_angle
from theory.kernel.complexity import dense_complexities, task_complexity
from theory.kernel.gram import gram_matrices
from theory.kernel.initialisation import UNIT_OUTPUT
from theory.kernel.parity import Spectrum, coefficient, label_complexity, label_subsets, mask_of
from theory.kernel.regression import draw_inputs
from theory.kernel.rounding import UNIT_ROUNDOFF
from theory.kernel.tree_average import tree_coefficient
from theory.tasks import BitSubsetParity, all_inputs
from theory.tasks.library import build
from theory.transforms import walsh_hadamard

variances = st.builds(Initialisation, st.floats(0.1, 10), st.floats(0.1, 10), st.floats(0.1, 10))


@pytest.mark.parametrize("d", [8, 16])
def test_the_kernel_depends_on_the_xor_alone_also_with_teacher_forced_labels(d):
    task = BitSubsetParity.random(d, 3)
    masks = [mask_of(s) for s in label_subsets(task)[:-1]]
    rng = np.random.default_rng(0)
    x = rng.integers(0, 1 << d, 60)
    tokens = task.teacher_forced((x[:, None] >> np.arange(d) & 1).astype(np.uint8))
    pairs = [kernel for t, _, kernel in pair_kernels(tokens, tokens) if t >= d]
    for profile, kernel in zip(profiles(d, masks), pairs, strict=True):
        np.testing.assert_allclose(profile.kernel[x[:, None] ^ x[None, :]], kernel, rtol=1e-12)


@pytest.mark.parametrize("d", [2, 4, 6, 8, 10])
def test_the_spectrum_equals_the_dense_solve(d):
    inputs = all_inputs(d)
    *_, (_, _, kernel) = pair_kernels(inputs, inputs)
    found = parity_spectrum(d)
    assert found.smallest_eigenvalue == pytest.approx(np.linalg.eigvalsh(kernel)[0], rel=1e-8)
    for seed in range(3):
        subset = BitSubsetParity.random(d, seed, supervised=False).subset
        y = 1 - 2.0 * (inputs[:, list(subset)].sum(axis=1) % 2)
        dense = math.sqrt(y @ np.linalg.solve(kernel, y))
        assert found.complexity(subset).complexity == pytest.approx(dense, rel=1e-8)
    labels = np.random.default_rng(d).choice([-1.0, 1.0], 1 << d)
    dense = math.sqrt(labels @ np.linalg.solve(kernel, labels))
    assert label_complexity(found.coefficients, labels) == pytest.approx(dense, rel=1e-8)


def test_sub_tasks_equal_the_dense_solve():
    for seed in range(3):
        task = BitSubsetParity.random(8, seed)
        found = [c.complexity for c in sub_task_complexities(task)]
        np.testing.assert_allclose(found, dense_complexities(task), rtol=1e-8)


@given(variances, st.integers(1, 7), st.randoms(use_true_random=False))
def test_averages_without_a_table_equal_the_table(init, d, random):
    found = parity_spectrum(d, init)
    subset = random.sample(range(d), random.randint(1, d))
    assert log_coefficient(d, subset, init) == pytest.approx(
        math.log(found.coefficients[mask_of(subset)]), abs=1e-8
    )


@given(variances, st.sampled_from([4, 8]), st.integers(0, 1000))
def test_averages_over_trees_equal_the_table(init, d, seed):
    task = BitSubsetParity.random(d, seed)
    for k, one in enumerate(sub_task_complexities(task, init)):
        assert tree_coefficient(task, k, init) == pytest.approx(one.complexity**-2, rel=1e-9)


def test_sub_tasks_beyond_the_table():
    task = BitSubsetParity.random(16, 3)
    found = [c.complexity for c in sub_task_complexities(task)]
    assert [tree_coefficient(task, k) ** -0.5 for k in range(7)] == pytest.approx(found, rel=1e-11)
    wide = BitSubsetParity.random(32, 0)
    for k in (1, 7, 14):
        assert tree_coefficient(wide, k, nodes=24) == pytest.approx(
            tree_coefficient(wide, k, nodes=48), rel=1e-9
        )
    # the first leaf also by the averages of free tokens
    assert math.log(tree_coefficient(wide, 0)) == pytest.approx(
        log_coefficient(32, wide.subset[:2]), abs=1e-9
    )
    with pytest.raises(InputError, match="9 leaves"):
        tree_coefficient(BitSubsetParity.random(64, 0), 8)


def test_where_no_complexity_is_given_the_reason_is():
    for task, missing in ((BitSubsetParity.random(32, 1), 0), (BitSubsetParity.random(64, 1), 23)):
        found = task_complexity(task).sub_tasks
        assert len(found) == task.num_labels
        assert sum(c.complexity is None for c in found) == missing
        assert all(c.method.startswith("none: ") == (c.complexity is None) for c in found)
    far = task_complexity(BitSubsetParity(256, tuple(range(128)))).sub_tasks
    assert far[0].complexity > 1e4 and far[1].complexity is None and "too small" in far[1].method


@pytest.mark.parametrize("d", [12, 20])
def test_averages_of_half_the_tokens_equal_the_table(d):
    found = parity_spectrum(d)
    for seed in range(2):
        subset = BitSubsetParity.random(d, seed, supervised=False).subset
        value = math.log(found.coefficients[mask_of(subset)])
        assert log_coefficient(d, subset) == pytest.approx(value, abs=1e-10)


def test_one_coefficient_equals_the_transform():
    profile = next(profiles(9))
    expected = {s: coefficient(profile, [i for i in range(9) if s >> i & 1]) for s in (0, 1, 5, 300, 511)}
    found = parity_spectrum(9).coefficients
    for subset, value in expected.items():
        assert found[subset] == pytest.approx(value, abs=1e-15)


@given(variances, st.floats(0.1, 10), st.floats(0.1, 10))
def test_the_variances_of_a_and_b_scale_the_kernel_and_weigh_h_0(init, factor, output):
    """K and H are homogeneous in (a, q), and H is linear in v: only q / a changes their shape."""
    tokens = np.array([[0, 1, 1, 0, 1], [0, 0, 1, 1, 1], [1, 0, 0, 1, 0]], dtype=np.uint8)
    scaled = Initialisation(output, factor * init.inputs, factor * init.start)
    *_, (_, hidden, kernel) = pair_kernels(tokens, tokens, 0, init)
    *_, (_, hidden_scaled, kernel_scaled) = pair_kernels(tokens, tokens, 0, scaled)
    np.testing.assert_allclose(hidden_scaled, factor * hidden, rtol=1e-10)
    np.testing.assert_allclose(kernel_scaled, factor * output / init.output * kernel, rtol=1e-10)


def test_threads_change_nothing():
    np.testing.assert_array_equal(next(profiles(17)).kernel, next(profiles(17, threads=3)).kernel)


@pytest.mark.parametrize("init", [UNIT_OUTPUT, Initialisation(1.7, 3.1, 0.3)])
def test_rounding_stays_within_its_bound(init):
    """Against the same recursion in extended precision, also after the transform."""
    d = 12
    profile = next(profiles(d, (), init))
    hidden, kernel = np.full(1, np.longdouble(init.start)), np.zeros(1, np.longdouble)
    pi, a = np.longdouble("3.14159265358979323846264338"), np.longdouble(init.inputs)
    for t in range(1, d + 1):
        norm = np.longdouble(init.start) + a * t
        rho = np.concatenate([hidden + a, hidden]) / norm
        rho[0] = 1
        complement = pi - np.arccos(rho)
        kernel = complement / pi * np.tile(hidden * np.longdouble(init.output) / 2 + kernel, 2)
        hidden = norm * (np.sqrt((1 - rho) * (1 + rho)) + complement * rho) / pi
    error = float(np.abs(kernel - profile.kernel).mean())
    assert profile.error / 200 < error <= profile.error
    spectrum_error = np.abs(walsh_hadamard(kernel) / 2**d - parity_spectrum(d, init).coefficients).max()
    assert 0 < float(spectrum_error) <= parity_spectrum(d, init).error


@pytest.mark.parametrize("sign", [-1, 1])
@pytest.mark.parametrize("init", [UNIT_OUTPUT, Initialisation(1.7, 3.1, 0.3)])
def test_an_arccos_that_errs_as_much_as_it_may_comes_near_the_bound(monkeypatch, sign, init):
    """Nine tenths of the bound are too little for an arccos a million times worse than assumed, always to one side."""
    roundings = 4e6
    exact = next(profiles(12, (), init)).kernel

    def wrong_kappas(rho):
        kappa_0, _, sine = kappas(rho)
        kappa_0 = 1 - (1 - kappa_0) * (1 + sign * roundings * UNIT_ROUNDOFF)
        return kappa_0, kappa_0 * rho + sine / math.pi, sine

    monkeypatch.setattr("theory.kernel.profile.kappas", wrong_kappas)
    monkeypatch.setattr("theory.kernel.rounding.ARCCOS_ROUNDINGS", roundings)
    found = next(profiles(12, (), init))
    error = np.abs(found.kernel - exact).mean()
    assert 0.9 * found.error < error <= found.error


def test_rounding_that_first_order_does_not_bound_is_refused(monkeypatch):
    monkeypatch.setattr("theory.kernel.rounding.ARCCOS_ROUNDINGS", 1e12)
    with pytest.raises(InputError, match="too large to be bounded"):
        next(profiles(12))


def test_the_relative_error_of_a_complexity_covers_both_ends():
    one = Spectrum(3, 3, np.array([0.0] * 3 + [0.5] + [0.0] * 4), 0.1).complexity((0, 1))
    ends = [value**-0.5 / one.complexity - 1 for value in (0.4, 0.6)]
    assert one.relative_error == pytest.approx(max(map(abs, ends)))


def test_the_joint_kernel_between_two_samples_at_some_outputs_is_a_part_of_that_of_all():
    tokens = np.random.default_rng(5).integers(0, 2, (5, 7)).astype(np.uint8)
    for states in (False, True):
        whole = joint_kernel(tokens, range(1, 8), states=states)
        some = joint_kernel(tokens[:2], range(1, 8, 3), others=tokens[2:], states=states)
        np.testing.assert_allclose(some, whole[:2, ::3, 2:, ::3], rtol=1e-13)
        np.testing.assert_array_equal(
            joint_kernel(tokens, range(1, 8, 3), states=states), whole[:, ::3, :, ::3]
        )
        assert not np.allclose(whole, whole.transpose(0, 3, 2, 1))  # the sequences are told apart


def test_gram_matrices_equal_the_pairwise_recursion():
    task = BitSubsetParity.random(32, 1)
    train, test = draw_inputs(32, 30, 20, 0)
    rows = [task.teacher_forced(x) for x in (train, test)]
    among = {t: k for t, _, k in pair_kernels(rows[0], rows[0])}
    across = {t: k for t, _, k in pair_kernels(rows[1], rows[0])}
    for t, inner, outer in gram_matrices(*rows, range(32, 47), threads=2):
        np.testing.assert_allclose(np.tril(inner), np.tril(among[t]), rtol=1e-12)
        np.testing.assert_allclose(outer, across[t], rtol=1e-12)


def test_kappas_and_their_angles():
    theta = np.linspace(1e-9, np.pi / 2, 50)
    kappa_0, kappa_1, sine = kappas(np.cos(theta))
    np.testing.assert_allclose(1 - kappa_1, loss_of_angle(theta), atol=4e-16)
    np.testing.assert_allclose(kappa_1 - np.cos(theta), excess_of_angle(theta), atol=4e-16)
    np.testing.assert_allclose(
        np.arccos(1 - loss_of_angle(theta)), angle_of_loss(loss_of_angle(theta)), atol=1e-7
    )
    np.testing.assert_allclose(sine, np.sin(theta), atol=1e-8)
    assert kappa_0[0] == pytest.approx(1)


def test_the_mean_complexity_over_subsets_is_above_its_proved_bound():
    """sum_S k^(S) = k(0) = d(d+1)/4, and x^{-1/2} is convex: the mean is at least sqrt(4 C(d, d/2) / (d (d+1)))."""
    for d in (4, 8, 12):
        found = parity_spectrum(d).coefficients
        assert found.sum() == pytest.approx(d * (d + 1) / 4)
        sizes = np.bitwise_count(np.arange(1 << d))
        assert (found[sizes == d // 2] ** -0.5).mean() >= math.sqrt(4 * math.comb(d, d // 2) / (d * (d + 1)))


def test_other_tasks_by_the_dense_solve_and_the_transform():
    task = build("addition", 6)
    found = task_complexity(task)
    inputs = all_inputs(6)
    *_, (_, _, kernel) = pair_kernels(inputs, inputs)
    labels = 2.0 * task.labels(inputs)[:, -task.num_outputs :] - 1
    largest = max(math.sqrt(y @ np.linalg.solve(kernel, y)) for y in labels.T)
    assert found.end_to_end.complexity == pytest.approx(largest, rel=1e-8)
    assert [c.t for c in found.sub_tasks] == list(range(6, task.sequence_length + 1))


@pytest.mark.parametrize(
    "call",
    [
        lambda: next(profiles(29)),
        lambda: log_coefficient(4, ()),
        lambda: log_coefficient(4, (4,)),
        lambda: Initialisation(output=0.0),
        lambda: Initialisation(start=math.inf),
        lambda: list(pair_kernels(np.zeros((1, 2), np.uint8), np.zeros((1, 3), np.uint8))),
        lambda: dense_complexities(BitSubsetParity.random(16, 0)),
    ],
)
def test_bad_input_is_refused(call):
    with pytest.raises(InputError):
        call()
