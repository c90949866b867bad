r"""Link functions: they turn the average of two tokens in {-1, 1} into their product."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from theory.arguments import check_arguments
from theory.errors import InputError


@dataclass(frozen=True)
class Link:
    r"""An even function on [-1, 1], quadratic between knots, with a continuous derivative.

    :math:`\phi(t) = -1 + c t^2` at 0, and at each knot :math:`t_i > 0` the coefficient of the square changes by
    :math:`b_i`: :math:`\phi(t) = -1 + c t^2 + \sum_i b_i (|t| - t_i)_+^2`, a network of rectified quadratic units.

    Attributes:
        c: the coefficient of the square at 0.
        knots: pairs :math:`(t_i, b_i)`.

    Example:
        >>> from fractions import Fraction
        >>> from theory.attention import APPENDIX_D
        >>> [str(APPENDIX_D(Fraction(t, 4))) for t in range(5)], str(APPENDIX_D.steepest)
        (['-1', '-3/4', '0', '3/4', '1'], '4')
    """

    c: Any
    knots: tuple[tuple[Any, Any], ...]

    def __call__(self, t: Any) -> Any:
        """The value at t: a number or an array."""
        c, knots = self._for(t)
        return -1 + c * t * t + sum(b * _positive(abs(t) - knot) ** 2 for knot, b in knots)

    def slope(self, t: Any) -> Any:
        """The derivative at t: a number or an array."""
        c, knots = self._for(t)
        sign = np.sign(t) if isinstance(t, np.ndarray) else (t > 0) - (t < 0)
        return 2 * c * t + sum(2 * b * sign * _positive(abs(t) - knot) for knot, b in knots)

    def _for(self, t: Any) -> tuple[Any, Any]:
        """The coefficients as floats where t is an array of floats."""
        if isinstance(t, np.ndarray) and t.dtype.kind == "f":
            return float(self.c), [(float(knot), float(b)) for knot, b in self.knots]
        return self.c, self.knots

    @property
    def steepest(self) -> Any:
        """The largest absolute slope, which is taken at a knot or at 1 because it is piecewise linear."""
        return max(abs(self.slope(t)) for t in (*(knot for knot, _ in self.knots), 1))


def _positive(value: Any) -> Any:
    return np.maximum(value, 0) if isinstance(value, np.ndarray) else max(value, 0)


@check_arguments
def link_of_slope(slope: Fraction) -> Link:
    r"""Return the link made of two parabolas and a straight line of this slope between them.

    The parabolas end at r and 1 - r with :math:`r = 1 - 2/s` and the coefficient :math:`c = s/2r`.

    Raises:
        InputError: the slope is not above 2 and at most 4, where the line has no length left.

    Example:
        >>> from fractions import Fraction
        >>> from theory.attention import APPENDIX_D, link_of_slope
        >>> link_of_slope(Fraction(4)) == APPENDIX_D, link_of_slope(Fraction(5, 2)).steepest
        (True, Fraction(5, 2))
    """
    s = Fraction(slope)
    if not 2 < s <= 4:
        raise InputError(f"the slope of the line lies above 2 and at most at 4, not {slope}")
    r = 1 - 2 / s
    c = s / (2 * r)
    half = Fraction(1, 2)
    return Link(c, ((half, -2 * c),)) if r == half else Link(c, ((r, -c), (1 - r, -c)))


#: The link of the experiments of Kim and Suzuki (2025), appendix D.
APPENDIX_D = link_of_slope(Fraction(4))
