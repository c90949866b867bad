r"""|H| = C(d, d/2): exactly, between bounds of its true order, and against the orders that appendix F gives it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import comb, log2

from theory.arguments import check_arguments
from theory.hardness.parities import check_even


@dataclass(frozen=True, slots=True)
class ClassSize:
    r"""The number of parities and bounds on it.

    Returned by :func:`class_size`.

    :math:`2^d/\sqrt{2d} \le \binom{d}{d/2} \le 2^d/\sqrt{\tfrac32 d+1}` for every even d >= 2. The bounds are
    kept squared, so that they are rational.

    Attributes:
        d: number of bits.
        size: C(d, d/2).
        least_square: 4^d / (2d).
        greatest_square: 4^d / (3d/2 + 1).
        printed_bound: (d/(d/2))^(d/2) = 2^(d/2), all that the inequality quoted in the proof of theorem 4 gives.
    """

    d: int
    size: int
    least_square: Fraction
    greatest_square: Fraction
    printed_bound: int

    @property
    def log2_size(self) -> float:
        """log2 |H|, at any d."""
        return log2(self.size)


@check_arguments
def class_size(d: int) -> ClassSize:
    """Return the number of parities, C(d, d/2), and bounds on it.

    Raises:
        InputError: d is odd or below 2.

    Example:
        >>> from theory.hardness import class_size
        >>> class_size(8).size
        70
    """
    check_even(d)
    power = Fraction(4) ** d
    return ClassSize(d, comb(d, d // 2), power / (2 * d), power / (Fraction(3, 2) * d + 1), 2 ** (d // 2))
