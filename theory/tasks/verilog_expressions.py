"""Boolean expressions of structural Verilog: parsing, their nets, and their and-gates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

#: A net's name, or a tuple (operator, operand, ...); constants are the names 1'b0 and 1'b1.
Expression = str | tuple[Any, ...]

_TOKEN = re.compile(r"\s*(\\\S+|[A-Za-z_][\w$]*(?:\s*\[\s*\d+\s*\])?|1'[bB][01]|~\^|\^~|&&|\|\||[~!&|^?:()])")
#: Binary operators from the loosest to the tightest, as Verilog ranks them.
_RANKS = (("||",), ("&&",), ("|",), ("^", "~^", "^~"), ("&",))
#: The literals of the constants.
CONSTANTS = {"1'b0": 0, "1'B0": 0, "1'b1": 1, "1'B1": 1}
#: Parentheses and negations nested deeper than this are refused.
MAX_DEPTH = 60


class ExpressionError(Exception):
    """An expression that cannot be read."""


def parse_expression(text: str) -> Expression:
    """Read an expression.

    Raises:
        ExpressionError: what is wrong with it.
    """
    parser = _Parser(_tokens(text))
    expression = parser.choice(0)
    if parser.next is not None:
        raise ExpressionError(f"unexpected {parser.next!r}")
    return expression


def _tokens(text: str) -> list[str]:
    tokens, place = [], 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if not match:
            raise ExpressionError(f"unexpected {text[place:].lstrip()[:1]!r}")
        tokens.append("".join(match[1].split()))
        place = match.end()
    return tokens


class _Parser:
    """Recursive descent, the tightest operators innermost."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens[::-1]

    @property
    def next(self) -> str | None:
        return self._tokens[-1] if self._tokens else None

    def _take(self, expected: str | None = None) -> str:
        if self.next is None or (expected is not None and self.next != expected):
            raise ExpressionError(f"expected {expected or 'a net'}, not {self.next or 'the end'}")
        return self._tokens.pop()

    def choice(self, depth: int) -> Expression:
        if depth > MAX_DEPTH:
            raise ExpressionError(f"nested deeper than {MAX_DEPTH}")
        condition = self._binary(0, depth)
        if self.next != "?":
            return condition
        self._take("?")
        yes = self.choice(depth + 1)
        self._take(":")
        return ("?", condition, yes, self.choice(depth + 1))

    def _binary(self, rank: int, depth: int) -> Expression:
        if rank == len(_RANKS):
            return self._unary(depth)
        parts, negations, operator = [self._binary(rank + 1, depth)], 0, ""
        while self.next in _RANKS[rank]:
            operator = self._take()
            negations += "~" in operator  # a ~^ b is the negation of a ^ b, wherever in a chain
            parts.append(self._binary(rank + 1, depth))
        if len(parts) == 1:
            return parts[0]
        chain = (operator.strip("~")[0], *parts)
        return ("~", chain) if negations % 2 else chain

    def _unary(self, depth: int) -> Expression:
        if depth > MAX_DEPTH:
            raise ExpressionError(f"nested deeper than {MAX_DEPTH}")
        token = self._take()
        if token in ("~", "!"):
            return ("~", self._unary(depth + 1))
        if token == "(":
            inner = self.choice(depth + 1)
            self._take(")")
            return inner
        if token[0].isalpha() or token[0] in "_\\1":
            return token
        raise ExpressionError(f"unexpected {token!r}")


def operands(expression: Expression) -> list[str]:
    """The nets that it reads, with repetitions."""
    if isinstance(expression, str):
        return [] if expression in CONSTANTS else [expression]
    return [net for part in expression[1:] for net in operands(part)]


def to_and_gates(
    expression: Expression, literal: Mapping[str, int], gates: list[tuple[int, int]], inputs: int
) -> int:
    """Append the and-gates of an expression and return the literal that has its value.

    Args:
        expression: what to compute.
        literal: of every net that it reads, and of the constants.
        gates: and-gates so far, appended to; gate k is variable ``inputs`` + 1 + k.
        inputs: number of input variables.

    Raises:
        KeyError: a net has no literal (yet).
    """
    if isinstance(expression, str):
        return literal[expression]
    operator = expression[0]
    if operator == "~":
        return to_and_gates(expression[1], literal, gates, inputs) ^ 1
    values = []
    for part in expression[1:]:
        if part.__class__ is str:  # the leaves without a call: nearly all there is
            values.append(literal[part])
        elif part[0] == "~" and part[1].__class__ is str:
            values.append(literal[part[1]] ^ 1)
        else:
            values.append(to_and_gates(part, literal, gates, inputs))
    if operator == "?":
        condition, yes, no = values
        values = [_and(gates, inputs, condition, yes), _and(gates, inputs, condition ^ 1, no)]
        operator = "|"
    result = values[0]
    for value in values[1:]:
        if operator == "&":
            result = _and(gates, inputs, result, value)
        elif operator == "|":
            result = _and(gates, inputs, result ^ 1, value ^ 1) ^ 1
        else:
            only_left = _and(gates, inputs, result, value ^ 1)
            only_right = _and(gates, inputs, result ^ 1, value)
            result = _and(gates, inputs, only_left ^ 1, only_right ^ 1) ^ 1
    return result


def _and(gates: list[tuple[int, int]], inputs: int, a: int, b: int) -> int:
    """Append the conjunction of two literals and return its literal."""
    gates.append((a, b))
    return 2 * (inputs + len(gates))
