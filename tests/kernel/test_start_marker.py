"""Means of the kernel at any lag and from two starts, against tables, and what the start marker's room refuses."""

from fractions import Fraction

import numpy as np
import pytest

from theory.errors import InputError
from theory.kernel import (
    Initialisation,
    alternating_labels,
    decoupled,
    decoupled_coefficient,
    decoupled_coefficient_at_least,
    decoupled_kernels,
    decoupled_spectra,
    disagreeing_gates,
    enclosed_kernels,
    fit_coefficients,
    fit_of_net,
    free_blocks,
    gram_of_outputs,
    mean_kernels,
    profiles,
)
from theory.kernel.initialisation import UNIT_OUTPUT
from theory.tasks.cube import all_inputs


@pytest.mark.parametrize("same_start", [True, False])
@pytest.mark.parametrize("lag", [0, 1, 3])
@pytest.mark.parametrize("inputs", [Fraction(1), Fraction(1, 125), Fraction(3)])
def test_means_are_those_of_tables_in_balls(lag, inputs, same_start):
    init = Initialisation(inputs=float(inputs))
    tables = list(enclosed_kernels(6, lag, inputs, same_start=same_start))
    differ = all_inputs(6)
    for signed, equal in (((), ()), ((0, 1), ()), ((5,), ()), ((), (0, 2)), ((1,), (0, 3))):
        values = np.array([float(value.mid()) for value in tables[-1]])
        tokens = differ[:, ::-1]  # column 0 is the last token read
        weight = np.ones(64)
        for back in signed:
            weight *= 1 - 2.0 * tokens[:, back]
        for back in equal:
            weight *= 2.0 * (1 - tokens[:, back])
        [mean] = mean_kernels([6], lag, init, signed=signed, equal=equal, same_start=same_start)
        assert mean == pytest.approx((weight * values).mean(), rel=1e-9, abs=1e-11)


def test_digits_agree_with_floats_and_between_ends():
    both = mean_kernels([5, 9], 1, signed=(0,))
    assert [mean_kernels([t], 1, signed=(0,))[0] for t in (5, 9)] == pytest.approx(both, rel=1e-12)
    exact = mean_kernels([5, 9], 1, signed=(0,), bits=128)
    assert [float(value) for value in exact] == pytest.approx(both, rel=1e-11)


def test_profiles_of_every_step_are_those_of_shorter_tables():
    init = decoupled(6)
    for same in (True, False):
        for found in profiles(6, (), init, same_start=same, every=True):
            [alone] = profiles(found.t, (), init, same_start=same)
            assert np.array_equal(found.kernel, alone.kernel) and found.error == alone.error


def test_the_spectrum_of_the_decoupled_kernel_is_its_transform():
    tokens, init = all_inputs(5), decoupled(5)
    *_, found = decoupled_spectra(5, init)
    *_, (_, kernel) = decoupled_kernels(tokens, tokens, init)
    eigenvalues = np.linalg.eigvalsh(kernel)
    assert np.sort(found.coefficients) * 32 == pytest.approx(eigenvalues, rel=1e-8, abs=1e-12)


def test_floats_that_do_not_resolve_the_joint_kernel_are_refused():
    with pytest.raises(InputError, match="ask for bits"):
        alternating_labels(256, 4)


def test_two_times_the_label_needs_twice_the_weights():
    init, labels = decoupled(3), [np.array([1.0, -1.0] * 4)]
    once, twice = (fit_coefficients([c * y for y in labels], range(3, 4), init)[0] for c in (1, 2))
    assert twice == pytest.approx(2 * once)


@pytest.mark.parametrize(
    "refused",
    [
        lambda: mean_kernels([]),
        lambda: mean_kernels([3], signed=(3,)),
        lambda: mean_kernels([3], -1),
        lambda: mean_kernels([3], nodes=1),
        lambda: gram_of_outputs(range(2, 4), equal=(2,)),
        lambda: enclosed_kernels(11).__next__(),
        lambda: free_blocks(11),
        lambda: next(decoupled_spectra(29)),
        lambda: decoupled_coefficient(4, (4,), UNIT_OUTPUT),
        lambda: decoupled_coefficient_at_least(9, 1, 8),
        lambda: alternating_labels(1, 2),
        lambda: disagreeing_gates(3),
        lambda: fit_coefficients([np.ones(4)], range(3, 4), UNIT_OUTPUT),
        lambda: fit_of_net([np.ones(512)], range(9, 10), 8, 0, UNIT_OUTPUT),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_line(refused):
    with pytest.raises(InputError) as error:
        refused()
    assert "\n" not in str(error.value)
