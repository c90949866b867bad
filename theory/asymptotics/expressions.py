"""Quantities and conditions: sums, maxima and minima of monomials in normal form.

Up to constant factors a sum is a maximum, so every quantity is a maximum of minima of monomials. A logarithm
``log(x)`` stands for 1 + ln x, which is at least 1 wherever x is.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from theory.asymptotics.monomials import ONE, Exponent, Monomial, Vector, combine
from theory.errors import InputError

#: A set of monomials: the minimum of them (in a quantity) or the maximum (in its dual).
Clause = tuple[Monomial, ...]
_MOST_CLAUSES = 4096


@dataclass(frozen=True, slots=True)
class Quantity:
    """A positive quantity up to constant factors: the maximum over ``clauses`` of the minimum over each.

    Returned by :func:`parse_quantity`.
    """

    clauses: tuple[Clause, ...]

    @classmethod
    def of(cls, clauses: Iterable[Iterable[Monomial]]) -> Quantity:
        """The quantity with these clauses, doubles removed."""
        return cls(tuple(dict.fromkeys(tuple(sorted(set(clause), key=str)) for clause in clauses)))

    @property
    def dual(self) -> tuple[Clause, ...]:
        """The same quantity as a minimum of maxima."""
        return Quantity.of(_choices(self.clauses)).clauses

    @property
    def monomials(self) -> list[Monomial]:
        """All monomials that occur."""
        return list(dict.fromkeys(monomial for clause in self.clauses for monomial in clause))

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity.of(self.clauses + other.clauses)

    def __mul__(self, other: Quantity) -> Quantity:
        if len(self.clauses) * len(other.clauses) > _MOST_CLAUSES:
            raise InputError("the expression has too many terms when multiplied out")
        return Quantity.of(
            [a * b for a in first for b in second] for first in self.clauses for second in other.clauses
        )

    def meet(self, other: Quantity) -> Quantity:
        """The minimum of two quantities."""
        return Quantity.of(first + second for first in self.clauses for second in other.clauses)

    def inverse(self) -> Quantity:
        """One over this quantity."""
        return Quantity.of([ONE / monomial for monomial in clause] for clause in _choices(self.clauses))

    def power(self, exponent: Exponent, sign: int | None = None) -> Quantity:
        """Return a power of this quantity; a power of a sum only when the sign of the exponent is known.

        Args:
            exponent: a polynomial in the parameters.
            sign: 1 if it is nowhere negative, -1 if nowhere positive, None if neither is known.
        """
        if set(exponent) <= {()}:
            sign = 1 if exponent.get((), Fraction(0)) >= 0 else -1
        if len(self.monomials) > 1 and sign is None:
            raise InputError(
                "a sum cannot be raised to a power whose sign is not known: bound its parameters, "
                'as in --parameter "N >= 0"'
            )
        if len(self.monomials) == 1 or sign == 1:
            return self.map(lambda monomial: monomial.power(exponent))
        positive = {names: -value for names, value in exponent.items()}
        return self.inverse().map(lambda monomial: monomial.power(positive))

    def map(self, function: Callable[[Monomial], Monomial]) -> Quantity:
        """Apply an order-preserving function to every monomial."""
        return Quantity.of([function(monomial) for monomial in clause] for clause in self.clauses)

    def renamed(self, names: Mapping[str, str]) -> Quantity:
        """Return it with some bases renamed."""
        return self.map(lambda monomial: monomial.renamed(names))

    def without_logarithms(self) -> Quantity:
        """Return the quantity without its logarithms, which O-tilde hides."""
        return self.map(Monomial.without_logarithms)

    def __str__(self) -> str:
        parts = [str(c[0]) if len(c) == 1 else f"min({', '.join(map(str, c))})" for c in self.clauses]
        return parts[0] if len(parts) == 1 else f"max({', '.join(parts)})"


@dataclass(frozen=True, slots=True)
class Condition:
    """``larger`` is at least a constant times ``smaller``.

    Returned by :func:`parse_conditions`.
    """

    larger: Monomial
    smaller: Monomial

    def renamed(self, names: Mapping[str, str]) -> Condition:
        """Return it with some bases renamed."""
        return Condition(self.larger.renamed(names), self.smaller.renamed(names))

    @property
    def ratio(self) -> Vector:
        """The exponents of larger / smaller, which is bounded below."""
        return combine([(Fraction(1), self.larger.vector), (Fraction(-1), self.smaller.vector)])

    def __str__(self) -> str:
        return f"{self.larger} >= {self.smaller}"


@dataclass(frozen=True, slots=True)
class Disjunction:
    """At least one of these conditions holds; which one may differ from point to point.

    Part of what :func:`decide_order` returns.
    """

    options: tuple[Condition, ...]

    def renamed(self, names: Mapping[str, str]) -> Disjunction:
        """Return it with some bases renamed."""
        return Disjunction(tuple(option.renamed(names) for option in self.options))

    def __str__(self) -> str:
        return " or ".join(map(str, self.options))


def conditions_between(larger: Quantity, smaller: Quantity) -> list[Condition | Disjunction]:
    """Return the conditions that together mean ``larger >= smaller`` up to constant factors."""
    found: list[Condition | Disjunction] = []
    for highs, lows in itertools.product(larger.dual, smaller.clauses):
        options = tuple(dict.fromkeys(Condition(a, b) for a in highs for b in lows))
        found.append(options[0] if len(options) == 1 else Disjunction(options))
    return list(dict.fromkeys(found))


def _choices(clauses: tuple[Clause, ...]) -> list[tuple[Monomial, ...]]:
    count = 1
    for clause in clauses:
        count *= len(clause)
    if count > _MOST_CLAUSES:
        raise InputError("the expression has too many terms when multiplied out")
    return list(itertools.product(*clauses))
