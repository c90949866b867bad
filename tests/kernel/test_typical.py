"""Two tokens forgotten along random inputs, against tables and exact averages."""

import math

import numpy as np
import pytest

from theory.errors import InputError
from theory.kernel import Initialisation, log_coefficient, profiles
from theory.kernel.initialisation import UNIT_OUTPUT
from theory.kernel.typical import second_differences


@pytest.mark.parametrize("init", [UNIT_OUTPUT, Initialisation(1.7, 3.1, 0.3)])
def test_every_input_has_the_second_difference_of_the_table(init):
    t, inputs, seed = 9, 50, 3
    kernel = next(profiles(t, (), init)).kernel
    rng = np.random.default_rng(seed)  # the same draws, token by token
    later = sum(rng.integers(0, 2, inputs) << r for r in range(2, t))
    expected = (kernel[later] - kernel[later + 1] - kernel[later + 2] + kernel[later + 3]) / 4
    np.testing.assert_allclose(second_differences(t, inputs, seed, init), expected, rtol=1e-8, atol=1e-13)


@pytest.mark.parametrize("t", [2, 30, 500])
def test_the_mean_over_inputs_is_the_exact_average(t):
    found = second_differences(t, 2000, 0)
    standard_error = found.std() / math.sqrt(len(found))
    exact = math.exp(log_coefficient(t, (0, 1)))
    assert abs(found.mean() - exact) <= 3 * standard_error + 1e-12 * exact
    assert standard_error < 0.05 * exact and found.min() > 0


def test_differences_far_below_rounding_keep_their_digits():
    """Tiny differences follow the derivative: one more token scales all of them alike, whatever their size."""
    near, far = (np.log(second_differences(t, 400, 5)) for t in (2000, 2001))
    assert near.max() < math.log(1e-35)
    assert np.all(np.abs(far - near) < 0.5) and np.std(far - near) < 0.2


def test_fewer_than_two_tokens_are_refused():
    with pytest.raises(InputError, match="two tokens"):
        second_differences(1, 10, 0)
