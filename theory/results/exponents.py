"""The power with which a measured quantity grows, fitted seed by seed, with an interval over the seeds."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.results.intervals import mean_interval
from theory.results.records import Row

#: With fewer points the residuals of a line do not estimate its error.
FEWEST_POINTS = 3


@dataclass(frozen=True, slots=True)
class Exponent:
    """y grows like x^value.

    Returned by :func:`fitted_exponent`.

    Attributes:
        value: the mean of the seeds' slopes of log y against log x.
        low, high: Student's interval for their mean, at 95 %: it covers other seeds at these sizes, not larger sizes.
        seeds: the number of seeds.
    """

    value: float
    low: float
    high: float
    seeds: int

    def __str__(self) -> str:
        return f"{self.value:.2f} [{self.low:.2f}, {self.high:.2f}]"


@check_arguments
def fitted_exponent(rows: Iterable[Row], x: str, y: str) -> Exponent:
    """Fit one slope a seed and average.

    Args:
        rows: with the keys ``seed``, x and y; both positive; several rows of one seed and x are not averaged.
        x, y: the names of the two quantities.

    Raises:
        InputError: fewer than two seeds, or a seed with fewer than two sizes.

    Example:
        >>> from theory.results import fitted_exponent
        >>> rows = [{"seed": s, "m": m, "error": (10 + s) / m} for s in (1, 2) for m in (64, 256)]
        >>> round(fitted_exponent(rows, "m", "error").value, 6)
        -1.0
    """
    by_seed: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        by_seed[row["seed"]].append((math.log(row[x]), math.log(row[y])))
    if len(by_seed) < 2 or any(len({a for a, _ in points}) < 2 for points in by_seed.values()):
        raise InputError(f"no exponent of {y} in {x}: it takes two seeds, and two sizes of each")
    tables = [np.array(points) for points in by_seed.values()]
    slopes = [float(np.polyfit(table[:, 0], table[:, 1], 1)[0]) for table in tables]
    interval = mean_interval(slopes)
    return Exponent(fmean(slopes), interval.low, interval.high, len(slopes))


@check_arguments
def slope_with_error(
    x: Sequence[float] | NDArray[Any], y: Sequence[float] | NDArray[Any]
) -> tuple[float, float]:
    """Return the slope of the least squares line through points and its standard error.

    Args:
        x, y: the coordinates, of at least three points.

    Raises:
        InputError: too few points, points all at one x, or not as many x as y, all finite.

    Example:
        >>> from theory.results import slope_with_error
        >>> slope, error = slope_with_error([0, 1, 2, 3], [0, 2, 4, 6.1])
        >>> f"{slope:.2f} +- {error:.2f}"
        '2.03 +- 0.02'
    """
    if len(x) != len(y) or len(x) < FEWEST_POINTS or len(set(x)) < 2 or not np.isfinite([*x, *y]).all():
        raise InputError(f"no line: it takes {FEWEST_POINTS} finite points, not all at one x")
    (slope, _), covariance = np.polyfit(x, y, 1, cov=True)
    return float(slope), math.sqrt(covariance[0, 0])
