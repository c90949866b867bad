r"""Which three whole numbers could have given a printed mean and spread.

Three runs give values $g a, g b, g c$ on a grid of spacing $g$ (a test set of $n$ inputs gives accuracies on the
grid $1/n$, evaluations every $g$ steps give iterations on the grid $g$). With $s = a + b + c$ and
$Q = 3(a^2+b^2+c^2) - s^2$, the mean is $g s/3$, the variance is $g^2 Q/6$ (sample) or $g^2 Q/9$ (population), and
the printed text pins each to an interval. All decisions are in whole numbers and rationals: squares are compared, no
root is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, floor, isqrt

from theory.arguments import check_arguments
from theory.reported.table_1 import SEEDS_PER_CELL, Cell


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a cell.

    Attributes:
        deviations: how many standard deviations the number after the plus-minus sign is.
        sample: divide the sum of squares by n - 1 = 2 (True) or by n = 3.
        truncated_mean, truncated_spread: digits cut off (True) or rounded to the nearest; where a value lies half way
            between two, both are admitted.

    Example:
        >>> from theory.reported import Reading
        >>> Reading(deviations=2, sample=True)
        Reading(deviations=2, sample=True, truncated_mean=False, truncated_spread=False)
    """

    deviations: int
    sample: bool
    truncated_mean: bool = False
    truncated_spread: bool = False


#: Every way to read a cell, for a given number of standard deviations.
def readings(deviations: int) -> Iterator[Reading]:
    """The eight readings with this number of standard deviations."""
    for sample, mean, spread in product((True, False), repeat=3):
        yield Reading(deviations, sample, mean, spread)


@dataclass(frozen=True, slots=True)
class Sample:
    """Three values, in steps of the grid, in increasing order, and the reading under which they print as the cell.

    Returned by :func:`matching_sample`.
    """

    values: tuple[int, int, int]
    reading: Reading


@check_arguments
def matching_sample(
    cell: Cell,
    reading: Reading,
    grid: Fraction,
    *,
    largest: Fraction | None = None,
    offset: Fraction = Fraction(0),
) -> Sample | None:
    """Find three values on the grid that print as the cell, or return None if there are none; the search is complete.

    Args:
        cell: as printed.
        reading: how to read it.
        grid: values are ``offset`` plus multiples of it, from 0 on.
        largest: no value is larger than this; None for no limit.
        offset: shifts the grid (steps counted from 0 have offset -1).

    Example:
        >>> from fractions import Fraction
        >>> from theory.reported import TABLE_1, Reading, matching_sample
        >>> matching_sample(TABLE_1[5].iterations, Reading(deviations=1, sample=True), Fraction(1)).values
        (292, 296, 410)
    """
    low, high = _interval(cell.mean, cell.mean_digit, truncated=reading.truncated_mean)
    first = ceil(SEEDS_PER_CELL * (low - offset) / grid)
    last = floor(SEEDS_PER_CELL * (high - offset) / grid)
    top = None if largest is None else floor((largest - offset) / grid)
    for total in range(max(first, 0), last + 1):
        if SEEDS_PER_CELL * (high - offset) == total * grid and reading.truncated_mean:
            continue  # truncation admits its lower end only
        for q in _squares(cell, reading, grid):
            values = _three(total, q, top)
            if values is not None:
                return Sample(values, reading)
    return None


def _interval(printed: Fraction, digit: Fraction, *, truncated: bool) -> tuple[Fraction, Fraction]:
    """Return the interval of values that print as ``printed``, closed; truncation excludes the upper end."""
    return (printed, printed + digit) if truncated else (printed - digit / 2, printed + digit / 2)


def _squares(cell: Cell, reading: Reading, grid: Fraction) -> range:
    """The whole numbers Q whose spread prints as the cell's."""
    low, high = _interval(cell.spread, cell.spread_digit, truncated=reading.truncated_spread)
    # spread = k g sqrt(Q / divisor), so Q = divisor (spread / (k g))^2.
    divisor = 2 * SEEDS_PER_CELL if reading.sample else SEEDS_PER_CELL**2
    scale = divisor / (reading.deviations * grid) ** 2
    first = ceil(scale * max(low, Fraction(0)) ** 2)
    last = scale * high**2
    # The upper end is left out where digits are cut off.
    return range(first, ceil(last) if reading.truncated_spread else floor(last) + 1)


def _three(total: int, q: int, top: int | None) -> tuple[int, int, int] | None:
    """Whole numbers 0 <= a <= b <= c <= top with a + b + c = total and 3 (a^2 + b^2 + c^2) - total^2 = q, or None.

    With u = b - a and v = c - b, q = 2 (u^2 + u v + v^2) and total = 3 a + 2 u + v.
    """
    if q % 2:
        return None
    half = q // 2
    for u in range(isqrt(half) + 1):
        # v^2 + u v + u^2 - half = 0
        discriminant = 4 * half - 3 * u * u
        root = isqrt(discriminant)
        if root * root != discriminant or root < u or (root - u) % 2:
            continue
        v = (root - u) // 2
        a, remainder = divmod(total - 2 * u - v, 3)
        if remainder == 0 and a >= 0 and (top is None or a + u + v <= top):
            return a, a + u, a + u + v
    return None
