"""Numbers r * sqrt(s): the form of the paper's weights and coefficients."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpz


def digits(number: Fraction | int) -> str:
    """Return a rational number in decimal digits; Python's own ``str`` refuses more than 4300 of them."""
    top, bottom = (str(fmpz(part)) for part in (number.numerator, number.denominator))
    return top if bottom == "1" else f"{top}/{bottom}"


def squarefree_split(number: int) -> tuple[int, int]:
    """Write a positive integer as k^2 * s with s square-free, as (k, s)."""
    outside, inside, prime = 1, number, 2
    while prime * prime <= inside:
        while inside % (prime * prime) == 0:
            inside //= prime * prime
            outside *= prime
        prime += 1
    return outside, inside


@dataclass(frozen=True, slots=True)
class Surd:
    """The exact number coefficient * sqrt(radicand), with a square-free radicand >= 1.

    Example:
        >>> from fractions import Fraction
        >>> from theory.hypothesis_class import Surd
        >>> print(Surd(Fraction(3), 5) * Surd(Fraction(1, 2), 5))
        15/2
    """

    coefficient: Fraction
    radicand: int = 1

    @classmethod
    def of(cls, coefficient: Fraction | int, under_root: Fraction | int = 1) -> Surd:
        """coefficient * sqrt(under_root), brought to lowest form; ``under_root`` is a positive rational."""
        rational = Fraction(under_root)
        if rational <= 0:
            raise ValueError(f"a square root of {rational}")
        # sqrt(p/q) = sqrt(pq)/q
        outside, inside = squarefree_split(rational.numerator * rational.denominator)
        value = Fraction(coefficient) * outside / rational.denominator
        return cls(value, inside if value else 1)

    def __mul__(self, other: Surd | Fraction | int) -> Surd:
        if isinstance(other, Surd):
            common = math.gcd(self.radicand, other.radicand)
            value = self.coefficient * other.coefficient * common
            return Surd(value, (self.radicand // common) * (other.radicand // common) if value else 1)
        return Surd(self.coefficient * other, self.radicand if other else 1)

    __rmul__ = __mul__

    def __abs__(self) -> Surd:
        return Surd(abs(self.coefficient), self.radicand)

    def __neg__(self) -> Surd:
        return Surd(-self.coefficient, self.radicand)

    def __lt__(self, other: Surd | Fraction | int) -> bool:
        return _signed_square(self) < _signed_square(other)

    def __le__(self, other: Surd | Fraction | int) -> bool:
        return _signed_square(self) <= _signed_square(other)

    def __gt__(self, other: Surd | Fraction | int) -> bool:
        return _signed_square(self) > _signed_square(other)

    def __ge__(self, other: Surd | Fraction | int) -> bool:
        return _signed_square(self) >= _signed_square(other)

    def __float__(self) -> float:
        return float(self.coefficient) * math.sqrt(self.radicand)

    @property
    def log10(self) -> float:
        """log10 of the absolute value, for numbers of any size; -inf for 0."""
        if not self.coefficient:
            return -math.inf
        top, bottom = abs(self.coefficient.numerator), self.coefficient.denominator
        return math.log10(top) - math.log10(bottom) + math.log10(self.radicand) / 2

    def __str__(self) -> str:
        """Return the number in a form that sympy reads: ``9/2``, ``4*sqrt(2)``, ``-7*sqrt(2)/2``."""
        if self.radicand == 1:
            return digits(self.coefficient)
        top, bottom = self.coefficient.numerator, self.coefficient.denominator
        sign, top = ("-" if top < 0 else ""), abs(top)
        root = f"sqrt({digits(self.radicand)})"
        text = root if top == 1 else f"{digits(top)}*{root}"
        return sign + text + (f"/{digits(bottom)}" if bottom != 1 else "")

    def __repr__(self) -> str:
        return f"Surd({self})"

    @property
    def latex(self) -> str:
        """Return the number as LaTeX."""
        top, bottom = self.coefficient.numerator, self.coefficient.denominator
        sign, top = ("-" if top < 0 else ""), abs(top)
        root = "" if self.radicand == 1 else rf"\sqrt{{{digits(self.radicand)}}}"
        numerator = root if root and top == 1 else f"{digits(top)}{root}"
        return sign + (numerator if bottom == 1 else rf"\frac{{{numerator}}}{{{digits(bottom)}}}")

    def to_sympy(self) -> Any:
        """The same number in sympy."""
        import sympy

        value = sympy.Rational(self.coefficient.numerator, self.coefficient.denominator)
        return value * sympy.sqrt(self.radicand)


def _signed_square(number: Surd | Fraction | int) -> Fraction:
    """sign(x) x^2, which orders the numbers and is rational."""
    surd = number if isinstance(number, Surd) else Surd(Fraction(number))
    return surd.coefficient * abs(surd.coefficient) * surd.radicand
