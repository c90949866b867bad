"""The logarithm of a quantity at one point, read from its own text, as a rigorous ball."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import flint

from theory.asymptotics.reading import parsed
from theory.errors import InputError

_ARITHMETIC = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A point at which texts are evaluated; a name that it does not hold has the value 1.

    Attributes:
        logs: the natural logarithm of each variable.
        parameters: the value of each parameter.
        meanings: the text that each defined variable stands for.
    """

    logs: Mapping[str, Any]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)

    def ln(self, text: str) -> Any:
        """Return the natural logarithm of a quantity."""
        return self._ln(parsed(text))

    def slack(self, condition: str) -> Any:
        """Return ln(A/B) for ``A >= B``: negative where it fails; of alternatives the largest."""
        found = None
        for option in condition.split(" or "):
            first, relation, second = re.split(r"(>=|<=|==)", option)
            own = self.ln(first) - self.ln(second)
            own = {">=": own, "<=": -own, "==": -abs(own)}[relation]
            found = own if found is None else found.max(own)
        return found

    def _ln(self, node: ast.expr) -> Any:
        match node:
            case ast.Name(id=name):
                meaning = self.meanings.get(name)
                return self.logs[name] if name in self.logs else self.ln(meaning) if meaning else flint.arb(0)
            case ast.Constant(value=value):
                return exactly(Fraction(str(value))).log()
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                first, second = self._ln(left), self._ln(right)
                return first.max(second) + (-abs(first - second)).exp().log1p()
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return self._ln(left) + self._ln(right)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return self._ln(left) - self._ln(right)
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return self._value(right) * self._ln(left)
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self._called(name, arguments)
        raise InputError(f"{ast.unparse(node)[:80]!r} has no logarithm")

    def _called(self, name: str, arguments: list[ast.expr]) -> Any:
        if name == "exp":
            return self._value(arguments[0])
        if name == "factorial":
            return (self._ln(arguments[0]).exp() + 1).lgamma()
        first, *rest = map(self._ln, arguments)
        if name == "sqrt":
            return first / 2
        if name == "log":  # log(x) is 1 + ln x, and 1 where x is below 1
            return first.max(flint.arb(0)).log1p()
        for other in rest:
            first = first.max(other) if name == "max" else first.min(other)
        return first

    def _value(self, node: ast.expr) -> Any:
        """The value of an exponent, which may be negative."""
        match node:
            case ast.Name(id=name) if name in self.parameters:
                return self.parameters[name]
            case ast.Constant(value=value):
                return exactly(Fraction(str(value)))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self._value(operand)
            case ast.BinOp(left=left, op=op, right=right):
                return _ARITHMETIC[type(op)](self._value(left), self._value(right))
        return self._ln(node).exp()


def exactly(value: Fraction) -> Any:
    """A rational number as a ball."""
    return flint.arb(flint.fmpq(value.numerator, value.denominator))
