"""Exact intervals for an error of which some wrong answers were counted."""

from __future__ import annotations

from dataclasses import dataclass

from theory.arguments import check_arguments
from theory.errors import InputError

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``.

    Returned by :func:`binomial_interval`.
    """

    low: float
    high: float


@check_arguments
def binomial_interval(wrong: int, inputs: int, confidence: float = CONFIDENCE) -> Interval:
    """Return Clopper and Pearson's interval for an error of which ``wrong`` of ``inputs`` independent inputs were met.

    Whatever the true error is, the interval misses it on either side with probability at most (1 - confidence)/2.

    Raises:
        InputError: no inputs, or more wrong ones than inputs.

    Example:
        >>> from theory.experiments import binomial_interval
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
    """For the sum of several errors counted on the same inputs: each at its share of the level (Bonferroni)."""
    each = 1 - (1 - confidence) / len(wrong)
    parts = [binomial_interval(count, inputs, each) for count in wrong]
    return Interval(sum(part.low for part in parts), sum(part.high for part in parts))
