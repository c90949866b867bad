"""The ordered field Q(sqrt(r)): enough arithmetic to solve a linear program at the paper's own nodes, exactly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import total_ordering

from theory.hypothesis_class.surds import digits


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Quadratic:
    """rational + irrational * sqrt(radicand), the radicand a positive integer that is not a square.

    Example:
        >>> from fractions import Fraction
        >>> from theory.hypothesis_class import Quadratic
        >>> print(Quadratic(Fraction(1), Fraction(1), 2) ** 2)
        3 + (2)*sqrt(2)
    """

    rational: Fraction
    irrational: Fraction
    radicand: int

    def _lift(self, other: Quadratic | Fraction | int) -> Quadratic:
        if isinstance(other, Quadratic):
            if other.radicand != self.radicand:
                raise ValueError(f"sqrt({self.radicand}) and sqrt({other.radicand}) lie in different fields")
            return other
        return Quadratic(Fraction(other), Fraction(0), self.radicand)

    def __add__(self, other: Quadratic | Fraction | int) -> Quadratic:
        b = self._lift(other)
        return Quadratic(self.rational + b.rational, self.irrational + b.irrational, self.radicand)

    __radd__ = __add__

    def __neg__(self) -> Quadratic:
        return Quadratic(-self.rational, -self.irrational, self.radicand)

    def __sub__(self, other: Quadratic | Fraction | int) -> Quadratic:
        return self + -self._lift(other)

    def __rsub__(self, other: Fraction | int) -> Quadratic:
        return -self + other

    def __mul__(self, other: Quadratic | Fraction | int) -> Quadratic:
        b = self._lift(other)
        return Quadratic(
            self.rational * b.rational + self.irrational * b.irrational * self.radicand,
            self.rational * b.irrational + self.irrational * b.rational,
            self.radicand,
        )

    __rmul__ = __mul__

    def __truediv__(self, other: Quadratic | Fraction | int) -> Quadratic:
        b = self._lift(other)
        norm = b.rational**2 - b.irrational**2 * b.radicand
        return self * Quadratic(b.rational / norm, -b.irrational / norm, self.radicand)

    def __rtruediv__(self, other: Fraction | int) -> Quadratic:
        return self._lift(other) / self

    def __pow__(self, exponent: int) -> Quadratic:
        power = Quadratic(Fraction(1), Fraction(0), self.radicand)
        for _ in range(exponent):
            power = power * self
        return power

    @property
    def sign(self) -> int:
        """-1, 0 or 1."""
        p, q = self.rational, self.irrational
        sign_p, sign_q = (p > 0) - (p < 0), (q > 0) - (q < 0)
        if sign_p * sign_q >= 0:
            return sign_p or sign_q
        return sign_p if p * p > q * q * self.radicand else sign_q

    def __abs__(self) -> Quadratic:
        return -self if self.sign < 0 else self

    def __bool__(self) -> bool:
        return self.sign != 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quadratic | Fraction | int) and not (self - other)

    def __hash__(self) -> int:
        return hash((self.rational, self.irrational, self.radicand) if self.irrational else self.rational)

    def __lt__(self, other: Quadratic | Fraction | int) -> bool:
        return (self - other).sign < 0

    def __float__(self) -> float:
        return float(self.rational) + float(self.irrational) * math.sqrt(self.radicand)

    def __str__(self) -> str:
        """Return the number in a form that sympy reads."""
        if not self.irrational:
            return digits(self.rational)
        root = f"({digits(self.irrational)})*sqrt({digits(self.radicand)})"
        return f"{digits(self.rational)} + {root}" if self.rational else root

    def __repr__(self) -> str:
        return f"Quadratic({self})"
