"""Boolean expressions of structural Verilog: parsing, their bits, their nets and their truth tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from theory.tasks.circuit_builder import MAX_INPUTS

#: A net (``a``, ``a[3]``, ``a[7:4]``), a constant (``1'b0``), or a tuple (operator, operand, ...).
Expression = str | tuple[Any, ...]

#: A name as it may be written: an escaped one ends with a blank.
NAME = r"(?:\\\S+|[A-Za-z_][\w$]*)"
_SELECT = r"(?:\s*\[\s*\d{1,18}\s*(?::\s*\d{1,18}\s*)?\])"
_CONSTANT = r"\d{0,9}\s*'[bBoOdDhH]\s*[0-9a-fA-FxXzZ?_]+"
_TOKEN = re.compile(rf"\s*({_CONSTANT}|{NAME}{_SELECT}?|~\^|\^~|~&|~\||&&|\|\||>>|[~!&|^?:(){{}},])")
#: A net or constant with its select, as one token.
NET = re.compile(rf"(?P<name>{NAME})\s*(?:\[\s*(?P<high>\d{{1,18}})\s*(?::\s*(?P<low>\d{{1,18}})\s*)?\])?")
#: Binary operators from the loosest to the tightest, as Verilog ranks them.
_RANKS = (("||",), ("&&",), ("|",), ("^", "~^", "^~"), ("&",), (">>",))
#: Unary operators that make one bit of many.
_REDUCTIONS = ("&", "|", "^", "~&", "~|", "~^", "^~")
#: Parentheses and negations nested deeper than this are refused.
MAX_DEPTH = 60
#: Constants wider than this are refused.
MAX_WIDTH = 1 << 16
#: The prefix of nets that are not in the file; no Verilog name begins with it.
INNER = " "
#: The constants as expressions.
ZERO, ONE = "1'b0", "1'b1"
CONSTANTS = {ZERO: 0, ONE: 1}


class ExpressionError(Exception):
    """An expression that cannot be read."""


def parse_expression(text: str) -> Expression:
    """Read an expression.

    Raises:
        ExpressionError: the text is not a supported expression.
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
        tokens.append(plain_name(match[1]))
        place = match.end()
    return tokens


def plain_name(text: str) -> str:
    """A net without the blanks that Verilog allows, and without a needless backslash."""
    if "\\" not in text:
        return "".join(text.split())
    name, *select = text.split(maxsplit=1)
    bare = name[1:]
    if re.fullmatch(r"[A-Za-z_][\w$]*", bare):
        return bare + "".join("".join(select).split())
    return " ".join([name, *("".join(part.split()) for part in select)])


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
        name = operator if operator in ("||", "&&", ">>") else operator.strip("~")[0]
        chain = (name, *parts)
        return ("~", chain) if negations % 2 else chain

    def _unary(self, depth: int) -> Expression:
        if depth > MAX_DEPTH:
            raise ExpressionError(f"nested deeper than {MAX_DEPTH}")
        token = self._take()
        if token in ("~", "!"):
            return (token, self._unary(depth + 1))
        if token in _REDUCTIONS:
            joined = ("reduce", token.strip("~"), self._unary(depth + 1))
            return ("!", joined) if "~" in token else joined
        if token == "(":
            inner = self.choice(depth + 1)
            self._take(")")
            return inner
        if token == "{":
            parts = [self.choice(depth + 1)]
            while self.next == ",":
                self._take()
                parts.append(self.choice(depth + 1))
            self._take("}")
            return ("{", *parts)
        if token[0].isalnum() or token[0] in "_\\'":
            return token
        raise ExpressionError(f"unexpected {token!r}")


def constant_bits(text: str) -> list[int]:
    """The bits of a constant such as ``4'b1010``, lowest first.

    Raises:
        ExpressionError: an undefined digit, a width that is not served, a value that does not fit it.
    """
    if not re.fullmatch(_CONSTANT, text):
        raise ExpressionError(f"{text[:40]!r} is not a sized constant")
    size, _, rest = text.replace("_", "").partition("'")
    base, digits = {"b": 2, "o": 8, "d": 10, "h": 16}[rest[0].lower()], rest[1:]
    if set(digits) & set("xXzZ?"):
        raise ExpressionError(f"{text}: an undefined value; only 0 and 1 are supported")
    width = int(size) if size else 32
    if not 1 <= width <= MAX_WIDTH or len(digits) > MAX_WIDTH:
        raise ExpressionError(f"a constant of {size} bits; 1 to {MAX_WIDTH} are supported")
    try:
        value = int(digits, base)
    except ValueError:
        raise ExpressionError(f"{text[:40]} is not a number of base {base}") from None
    return [value >> i & 1 for i in range(width)]


class Widths:
    """A converter from expressions on vectors to expressions on bits.

    Args:
        vectors: of each declared vector its bounds, as they are written.
        budget: the largest total number of bits in the results.
    """

    def __init__(self, vectors: Mapping[str, tuple[int, int]], budget: int = MAX_WIDTH) -> None:
        self._vectors = vectors
        self._budget = budget

    def net_bits(self, net: str) -> list[str]:
        """The bits of a net, of a part of it or of a constant, lowest first."""
        if "'" in net and net[0] in "0123456789'":
            return [(ZERO, ONE)[bit] for bit in constant_bits(net)]
        if net[0] == INNER:
            return [net]
        match = NET.fullmatch(net)
        if not match:
            raise ExpressionError(f"cannot read the net {net[:40]!r}")
        name, high, low = match["name"], match["high"], match["low"]
        bounds = self._vectors.get(name)
        if high is None:
            return [net] if bounds is None else self._range(name, *bounds)
        if low is None:
            return [bit_name(name, int(high))]
        if bounds is None:
            raise ExpressionError(f"{name[:40]!r} is not a vector")
        first, last = int(high), int(low)
        if not (min(bounds) <= min(first, last) and max(first, last) <= max(bounds)):
            raise ExpressionError(f"{net[:40]} is outside of [{bounds[0]}:{bounds[1]}]")
        return self._range(name, first, last)

    @staticmethod
    def _range(name: str, high: int, low: int) -> list[str]:
        step = 1 if high >= low else -1
        return [bit_name(name, i) for i in range(low, high + step, step)]

    def width(self, expression: Expression) -> int:
        """Return the number of bits of an expression outside any context."""
        if isinstance(expression, str):
            bounds = self._vectors.get(expression)
            return len(self.net_bits(expression)) if bounds is None else abs(bounds[0] - bounds[1]) + 1
        operator, *parts = expression
        if operator == "{":
            return sum(map(self.width, parts))
        if operator in ("!", "&&", "||", "reduce"):
            return 1
        if operator == ">>":
            return self.width(parts[0])
        return max(map(self.width, parts[1:] if operator == "?" else parts))

    def bits(self, expression: Expression, width: int) -> list[Expression]:
        """The bits of an expression in a place of this width (at least its own), lowest first.

        Raises:
            ExpressionError: nets that cannot be read, operators that are not supported, more bits than the budget
                allows.
        """
        self._budget -= width
        if self._budget < 0:
            raise ExpressionError("more bits in expressions than are supported in a file of this size")
        if isinstance(expression, str):
            return self._extended(self.net_bits(expression), width)
        operator, *parts = expression
        if operator == "{":
            joined = [bit for part in reversed(parts) for bit in self.bits(part, self.width(part))]
            return self._extended(joined, width)
        if operator == "reduce":
            return self._extended([self._joined(parts[0], parts[1])], width)
        if operator in ("!", "&&", "||"):
            truths = [self._joined("|", part) for part in parts]
            return self._extended([("~", *truths) if operator == "!" else (operator[0], *truths)], width)
        if operator == "?":
            condition = self._joined("|", parts[0])
            yes, no = (self.bits(part, width) for part in parts[1:])
            return [("?", condition, a, b) for a, b in zip(yes, no, strict=True)]
        if operator == ">>":
            return self._looked_up(parts, width)
        columns = [self.bits(part, width) for part in parts]
        return [(operator, *column) for column in zip(*columns, strict=True)]

    def _looked_up(self, parts: Sequence[Expression], width: int) -> list[Expression]:
        """A constant shifted by nets: a lookup table, as yosys writes one."""
        table, *shifts = parts
        if not isinstance(table, str) or "'" not in table or len(shifts) != 1:
            raise ExpressionError("a shift; only a constant shifted by nets is supported")
        index = self.bits(shifts[0], self.width(shifts[0]))
        if len(index) > MAX_INPUTS:
            raise ExpressionError(f"a table of {len(index)} inputs; at most {MAX_INPUTS} are supported")
        bits = self.bits(table, width)
        padded = [*bits, *[ZERO] * (1 << len(index))]
        return [_chosen(padded[i : i + (1 << len(index))], index) for i in range(width)]

    def _joined(self, operator: str, expression: Expression) -> Expression:
        """All bits of an expression under one operator."""
        bits = self.bits(expression, self.width(expression))
        return bits[0] if len(bits) == 1 else (operator, *bits)

    @staticmethod
    def _extended(bits: Sequence[Expression], width: int) -> list[Expression]:
        return [*bits, *[ZERO] * (width - len(bits))]


def _chosen(values: Sequence[Expression], index: Sequence[Expression]) -> Expression:
    """The value whose number the bits of ``index`` are, lowest first."""
    if len(set(values)) == 1:
        return values[0]
    half = len(values) // 2
    return ("?", index[-1], _chosen(values[half:], index[:-1]), _chosen(values[:half], index[:-1]))


def bit_name(name: str, i: int) -> str:
    """The name of one bit of a vector; an escaped name ends with a blank."""
    return f"{name} [{i}]" if name[0] == "\\" else f"{name}[{i}]"


def operands(expression: Expression) -> dict[str, None]:
    """The nets that an expression on bits reads, each once, in order."""
    found: dict[str, None] = {}
    stack = [expression]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            if part not in CONSTANTS:
                found[part] = None
        else:
            stack.extend(part[:0:-1])
    return found


def evaluate(expression: Expression, rows: Callable[[str], int], everything: int) -> int:
    """The value of an expression on bits, in many rows at once.

    Args:
        expression: of nets, constants and the operators ``~ & | ^ ?``.
        rows: the rows in which a net is 1, as a number.
        everything: the number with a bit for every row.
    """
    if isinstance(expression, str):
        return everything * CONSTANTS[expression] if expression in CONSTANTS else rows(expression)
    operator, *parts = expression
    value, *others = (evaluate(part, rows, everything) for part in parts)
    if operator == "~":
        return everything ^ value
    if operator == "?":
        return value & others[0] | (everything ^ value) & others[1]
    for other in others:
        value = value & other if operator == "&" else value | other if operator == "|" else value ^ other
    return value
