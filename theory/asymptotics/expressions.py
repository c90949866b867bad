"""From text to quantities: sums, maxima and minima of monomials in normal form.

Up to constant factors a sum is a maximum, so every quantity is a maximum of minima of monomials. A logarithm
``log(x)`` stands for 1 + ln x, which is at least 1 wherever x is.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from theory.arguments import check_arguments
from theory.asymptotics.monomials import (
    ONE,
    Exponent,
    Monomial,
    Vector,
    combine,
    is_logarithm,
    logarithm_of,
    multiply_exponents,
)
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

    def power(self, exponent: Exponent) -> Quantity:
        """A power; of a sum only when the sign of the exponent is plain."""
        if set(exponent) <= {()}:
            value = exponent.get((), Fraction(0))
            base = self if value >= 0 else self.inverse()
            return base.map(lambda monomial: monomial.power({(): abs(value)}))
        if len(self.monomials) > 1:
            raise InputError("a sum cannot be raised to a power that holds a parameter")
        return self.map(lambda monomial: monomial.power(exponent))

    def map(self, function: Callable[[Monomial], Monomial]) -> Quantity:
        """Apply an order-preserving function to every monomial."""
        return Quantity.of([function(monomial) for monomial in clause] for clause in self.clauses)

    def without_logarithms(self) -> Quantity:
        """What O-tilde sees."""
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

    @property
    def ratio(self) -> Vector:
        """The exponents of larger / smaller, which is bounded below."""
        return combine([(Fraction(1), self.larger.vector), (Fraction(-1), self.smaller.vector)])

    def __str__(self) -> str:
        return f"{self.larger} >= {self.smaller}"


def _choices(clauses: tuple[Clause, ...]) -> list[tuple[Monomial, ...]]:
    count = 1
    for clause in clauses:
        count *= len(clause)
    if count > _MOST_CLAUSES:
        raise InputError("the expression has too many terms when multiplied out")
    return list(itertools.product(*clauses))


@check_arguments
def parse_quantity(text: str, parameters: Iterable[str] = ()) -> Quantity:
    """Read ``T**8*sqrt(n)/m + log(n)**2``; ``^`` may stand for ``**``.

    Raises:
        InputError: the text is not built from variables, positive numbers, ``+ * / **``, ``sqrt``, ``log``,
            ``max`` and ``min``.

    Example:
        >>> from theory.asymptotics import parse_quantity
        >>> print(parse_quantity("T**8*sqrt(n)/m + log(n)**2"))
        max(T^8 * m^-1 * n^(1/2), log(n)^2)
    """
    return _Reader(text, frozenset(parameters)).read()


@check_arguments
def parse_conditions(texts: Iterable[str], parameters: Iterable[str] = ()) -> tuple[Condition, ...]:
    """Read ``m >= n**3 + T`` (two conditions), ``n <= m``, ``R == T**16`` (both directions).

    Raises:
        InputError: no comparison, or a sum on the larger side (that is a case distinction: ask each case).

    Example:
        >>> from theory.asymptotics import parse_conditions
        >>> [str(condition) for condition in parse_conditions(["m >= n**3 + T"])]
        ['m >= n^3', 'm >= T']
    """
    conditions: list[Condition] = []
    for text in texts:
        parts = re.split(r"(>=|<=|==)", text)
        if len(parts) != 3:
            raise InputError(f"condition {text!r} is not of the form A >= B, A <= B or A == B")
        first, second = (parse_quantity(part, parameters) for part in (parts[0], parts[2]))
        if parts[1] in (">=", "=="):
            conditions += _conditions(first, second, text)
        if parts[1] in ("<=", "=="):
            conditions += _conditions(second, first, text)
    return tuple(dict.fromkeys(conditions))


def _conditions(larger: Quantity, smaller: Quantity, text: str) -> list[Condition]:
    upper, lower = larger.dual, smaller.clauses
    if any(len(clause) > 1 for clause in (*upper, *lower)):
        raise InputError(f"condition {text!r} has a sum on its larger side: ask each case by itself")
    return [Condition(a[0], b[0]) for a in upper for b in lower]


def parse_parameter(text: str) -> tuple[str, Fraction]:
    """Read ``N >= 1``: a fixed number that may occur in exponents, and its lower bound."""
    match = re.fullmatch(r"\s*([A-Za-z_]\w*)\s*>=\s*(-?\d+(?:/[1-9]\d*)?)\s*", text)
    if not match:
        raise InputError(f"parameter {text!r} is not of the form NAME >= NUMBER")
    return match[1], Fraction(match[2])


class _Reader:
    """Reads one expression."""

    def __init__(self, text: str, parameters: frozenset[str]) -> None:
        self.text = text
        self.parameters = parameters

    def read(self) -> Quantity:
        try:
            tree = ast.parse(self.text.strip().replace("^", "**"), mode="eval")
            return self.quantity(tree.body)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise InputError(f"cannot read the expression {self.text[:80]!r}") from None

    def complain(self, what: str) -> InputError:
        return InputError(f"{what} in {self.text[:80]!r}")

    def quantity(self, node: ast.expr) -> Quantity:
        match node:
            case ast.Name(id=name):
                if name in self.parameters:
                    raise self.complain(f"parameter {name} is used as a variable")
                return Quantity.of([[Monomial.of({(name, ()): Fraction(1)})]])
            case ast.Constant(value=value) if isinstance(value, int | float) and not isinstance(value, bool):
                if not value > 0:
                    raise self.complain("a number that is not positive")
                return Quantity.of([[ONE]])
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self.quantity(left) + self.quantity(right)
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return self.quantity(left) * self.quantity(right)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return self.quantity(left) * self.quantity(right).inverse()
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                base = self.quantity(left)
                if base.monomials == [ONE] and not isinstance(right, ast.Constant):
                    raise self.complain("an exponential (ask about its exponent: see tail events)")
                return base.power(self.exponent(right))
            case ast.BinOp(op=ast.Sub()) | ast.UnaryOp(op=ast.USub()):
                raise self.complain("a difference, which has no order of growth by itself,")
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if arguments:
                return self.call(name, [self.quantity(argument) for argument in arguments])
        raise self.complain(f"{ast.unparse(node)[:40]!r} is not a product, sum, power, log, sqrt, max or min")

    def call(self, name: str, arguments: list[Quantity]) -> Quantity:
        first, *rest = arguments
        if name in ("max", "min"):
            for other in rest:
                first = first + other if name == "max" else first.meet(other)
            return first
        if name == "sqrt" and not rest:
            return first.power({(): Fraction(1, 2)})
        if name == "log" and not rest:
            return self.logarithm(first)
        raise self.complain(f"unknown function {name!r}")

    def logarithm(self, quantity: Quantity) -> Quantity:
        """log of a maximum of minima of products is the maximum of minima of sums of logs."""
        total: Quantity | None = None
        for clause in quantity.clauses:
            lowest: Quantity | None = None
            for monomial in clause:
                logs = Quantity.of([[base] for base in self.logs_of(monomial)])
                lowest = logs if lowest is None else lowest.meet(logs)
            if lowest is not None:
                total = lowest if total is None else total + lowest
        return total or Quantity.of([[ONE]])

    def logs_of(self, monomial: Monomial) -> list[Monomial]:
        if monomial == ONE:
            return [ONE]
        logs = []
        for (base, names), value in monomial.entries:
            if is_logarithm(base) or names or value < 0:
                raise self.complain("the logarithm of a logarithm, a quotient or a power with a parameter")
            logs.append(Monomial.of({(logarithm_of(base), ()): Fraction(1)}))
        return logs

    def exponent(self, node: ast.expr) -> Exponent:
        match node:
            case ast.Constant(value=value) if isinstance(value, int | float) and not isinstance(value, bool):
                number = Fraction(str(value))
                return {(): number} if number else {}
            case ast.Name(id=name):
                if name not in self.parameters:
                    raise self.complain(f"exponent {name}, which is no declared parameter,")
                return {(name,): Fraction(1)}
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return multiply_exponents({(): Fraction(-1)}, self.exponent(operand))
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return multiply_exponents(self.exponent(left), self.exponent(right))
            case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=int(times))) if 0 < times <= 8:
                power: Exponent = {(): Fraction(1)}
                for _ in range(times):
                    power = multiply_exponents(power, self.exponent(left))
                return power
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                divisor = self.exponent(right)
                if set(divisor) != {()}:
                    raise self.complain("a division by zero or by a parameter")
                return multiply_exponents(self.exponent(left), {(): 1 / divisor[()]})
            case ast.BinOp(left=left, op=(ast.Add() | ast.Sub()) as sign, right=right):
                factor = Fraction(1 if isinstance(sign, ast.Add) else -1)
                return _add_exponents(
                    self.exponent(left), multiply_exponents({(): factor}, self.exponent(right))
                )
        raise self.complain(f"exponent {ast.unparse(node)[:40]!r} is not a polynomial in the parameters")


def _add_exponents(first: Mapping[tuple[str, ...], Fraction], second: Exponent) -> Exponent:
    total = dict(first)
    for key, value in second.items():
        total[key] = total.get(key, Fraction(0)) + value
    return {key: value for key, value in total.items() if value}
