"""Intervals: exact ones for an error of which some wrong answers were counted, and Student's for a mean over seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from theory.arguments import check_arguments
from theory.errors import InputError

#: The confidence of every interval for which no other is given.
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval from ``low`` to ``high``.

    Returned by :func:`binomial_interval`.
    """

    low: float
    high: float


@check_arguments
def binomial_interval(wrong: int, inputs: int, confidence: float = CONFIDENCE) -> Interval:
    """Return Clopper and Pearson's interval for an error of which ``wrong`` of ``inputs`` independent inputs were met.

    For every true error, the interval misses it on either side with probability at most (1 - confidence)/2.

    Raises:
        InputError: no inputs, or more wrong ones than inputs.

    Example:
        >>> from theory.results import binomial_interval
        >>> found = binomial_interval(3, 100)
        >>> round(found.low, 4), round(found.high, 4)
        (0.0062, 0.0852)
    """
    if not 0 <= wrong <= inputs or inputs < 1:
        raise InputError(f"{wrong} wrong of {inputs} inputs: not a count")
    from scipy.stats import beta

    tail = (1 - confidence) / 2
    low = float(beta.ppf(tail, wrong, inputs - wrong + 1)) if wrong else 0.0
    high = float(beta.ppf(1 - tail, wrong + 1, inputs - wrong)) if wrong < inputs else 1.0
    return Interval(low, high)


def interval_of_a_sum(wrong: tuple[int, ...], inputs: int, confidence: float = CONFIDENCE) -> Interval:
    """Return an interval for the sum of several errors counted on the same inputs, by Bonferroni."""
    each = 1 - (1 - confidence) / len(wrong)
    parts = [binomial_interval(count, inputs, each) for count in wrong]
    return Interval(sum(part.low for part in parts), sum(part.high for part in parts))


@check_arguments
def mean_interval(values: Sequence[float], confidence: float = CONFIDENCE) -> Interval:
    """Return Student's interval for the mean of which these are independent values, one a seed.

    It is exact for normal values, and approximate for others.

    Args:
        values: at least two.
        confidence: how often the interval holds the mean.

    Raises:
        InputError: fewer than two values.

    Example:
        >>> from theory.results import mean_interval
        >>> interval = mean_interval([1.0, 2.0, 3.0])
        >>> round(interval.low, 2), round(interval.high, 2)
        (-0.48, 4.48)
    """
    if len(values) < 2:
        raise InputError(f"{len(values)} values have no interval: at least two are needed")
    from scipy.stats import t

    half = float(t.ppf((1 + confidence) / 2, len(values) - 1)) * stdev(values) / len(values) ** 0.5
    return Interval(fmean(values) - half, fmean(values) + half)
