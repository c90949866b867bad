"""The exact arithmetic behind theorem 2's missing margin."""

from fractions import Fraction

import pytest

from theory.errors import InputError
from theory.hypothesis_class.no_free_lunch import error_floor, power_part, promised_error, scaled_class


def test_the_power_part_by_hand():
    # T = 2, N = 1, degree 2: 2^(16+3+2) * 3^2 * 2^3 / 4
    assert power_part(2, 1, 2, Fraction(1, 4), Fraction(3)) == Fraction(2**21 * 9 * 8, 4)


def test_the_floor_runs_from_one_half_to_zero():
    assert [error_floor(2, n) for n in range(6)] == [Fraction(4 - n, 8) for n in range(5)] + [0]


@pytest.mark.parametrize("bound", [Fraction(1), Fraction(1, 10**6), Fraction(10**9)])
def test_the_scale_is_the_least_power_of_two_or_the_next(bound):
    members = scaled_class(4, bound)
    assert members.phi <= bound < 16 * members.phi


def test_a_larger_constant_c_is_scaled_away_too():
    assert scaled_class(3, Fraction(1), Fraction(10)).phi <= 1


def test_bad_input_is_refused():
    with pytest.raises(InputError):
        scaled_class(13, Fraction(1))
    with pytest.raises(InputError):
        scaled_class(3, Fraction(0))
    with pytest.raises(InputError):
        promised_error(4, Fraction(1), Fraction(2), Fraction(1, 2))


def test_more_samples_mend_the_promise():
    kept = promised_error(10, Fraction(10**3), Fraction(1, 10), Fraction(1, 10))
    assert not kept.is_impossible
    assert kept.expected_error == 0
