"""The mean error of several draws, and an interval for the mean over all draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.results.intervals import binomial_interval, mean_interval


@dataclass(frozen=True, slots=True)
class MeanError:
    """Mean of an error fraction over draws, and its interval.

    Returned by :func:`mean_over_draws`.
    """

    mean: float
    low: float
    high: float


@check_arguments
def mean_over_draws(errors: Sequence[float], test_inputs: Sequence[int]) -> MeanError:
    """Return the mean error of independent draws, and the wider of two 95% intervals on either side.

    Student's t over draws: test inputs of one draw share its sample, so that a draw counts once, however many inputs it
    tests. It assumes that draws are about normally distributed; rare errors are not, and their interval covers about
    91%. Where draws agree by chance it would shrink to a point; the exact binomial interval of the pooled test inputs
    stays. That one is for the mean error of these draws (unequal errors spread a pooled count less than equal ones
    would).

    Args:
        errors: fraction of wrong test inputs of each draw.
        test_inputs: how many each draw tested.

    Raises:
        InputError: there are fewer than two draws.

    Example:
        >>> from theory.kernel import mean_over_draws
        >>> found = mean_over_draws([0.10, 0.14, 0.12], [1000, 1000, 1000])
        >>> round(found.mean, 3), round(found.low, 3), round(found.high, 3)
        (0.12, 0.07, 0.17)
    """
    if len(errors) < 2:
        raise InputError(f"{len(errors)} draw: an interval over draws needs at least two")
    wrong = round(sum(e * k for e, k in zip(errors, test_inputs, strict=True)))
    exact, student = binomial_interval(wrong, sum(test_inputs)), mean_interval(errors)
    low, high = min(exact.low, student.low), max(exact.high, student.high)
    return MeanError(fmean(errors), max(0.0, low), min(1.0, high))
