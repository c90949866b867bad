"""Cells by name: those that yosys writes, and those of a genlib file (the format of SIS and ABC)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from theory.tasks.circuit_builder import MAX_INPUTS
from theory.tasks.netlist import bad_file
from theory.tasks.truth_tables import rows_where_one, table_text

#: Yosys's internal combinational gates, in genlib's notation (yosys manual, "Internal cell library, gates").
_YOSYS = {
    "$_BUF_": "Y=A",
    "$_NOT_": "Y=!A",
    "$_AND_": "Y=A*B",
    "$_NAND_": "Y=!(A*B)",
    "$_OR_": "Y=A+B",
    "$_NOR_": "Y=!(A+B)",
    "$_XOR_": "Y=A^B",
    "$_XNOR_": "Y=!(A^B)",
    "$_ANDNOT_": "Y=A*!B",
    "$_ORNOT_": "Y=A+!B",
    "$_MUX_": "Y=S*B+!S*A",
    "$_NMUX_": "Y=!(S*B+!S*A)",
    "$_AOI3_": "Y=!((A*B)+C)",
    "$_OAI3_": "Y=!((A+B)*C)",
    "$_AOI4_": "Y=!((A*B)+(C*D))",
    "$_OAI4_": "Y=!((A+B)*(C+D))",
    "$_MUX4_": "Y=!T*(!S*A+S*B)+T*(!S*C+S*D)",
}
_TOKEN = re.compile(r"\s*([A-Za-z_][\w.$\[\]<>]*|[!'*&+|^()])")
_GATE = re.compile(r"GATE\s+(?:\"([^\"]+)\"|(\S+))\s+\S+\s+([^\s=]+)\s*=\s*([^;]*);")
#: Parentheses and negations nested deeper than this are refused.
MAX_DEPTH = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a library.

    Attributes:
        name: as instances call it.
        inputs: its pins, in the order of the table's inputs.
        output: its one output pin.
        table: its truth table.
    """

    name: str
    inputs: tuple[str, ...]
    output: str
    table: str


@lru_cache(maxsize=1)
def yosys_cells() -> dict[str, Cell]:
    """Yosys's internal combinational gates by name."""
    return {name: _cell(name, *definition.split("=", 1)) for name, definition in _YOSYS.items()}


def read_genlib(path: Path, text: str) -> dict[str, Cell]:
    """The cells of a genlib file; its latches are skipped.

    Raises:
        InputError: a cell that cannot be read, with the line; no cells at all.
    """
    text = re.sub(r"#[^\n]*", lambda match: " " * len(match[0]), text)
    cells = {}
    for match in _GATE.finditer(text):
        name = match[1] or match[2]
        try:
            cells[name] = _cell(name, match[3], match[4])
        except ValueError as error:
            line = text.count("\n", 0, match.start()) + 1
            raise bad_file(path, line, f"cell {name[:60]!r}: {error}") from None
    if not cells:
        raise bad_file(path, 1, "no GATE in this file: it is no genlib library")
    return cells


def _cell(name: str, output: str, expression: str) -> Cell:
    tokens = list(_tokens(expression))
    pins = tuple(
        dict.fromkeys(t for t in tokens if t[0] not in "!'*&+|^()" and t not in ("CONST0", "CONST1"))
    )
    if len(pins) > MAX_INPUTS:
        raise ValueError(f"{len(pins)} inputs; at most {MAX_INPUTS} are supported")
    rows = _Parser(tokens, pins).parse()
    return Cell(name, pins, output, table_text(rows, len(pins)))


def _tokens(text: str) -> Iterator[str]:
    place, text = 0, text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if not match:
            raise ValueError(f"unexpected {text[place:].lstrip()[:1]!r}")
        yield match[1]
        place = match.end()


class _Parser:
    """Recursive descent over genlib's notation; the value of an expression is its column of the truth table."""

    def __init__(self, tokens: list[str], pins: tuple[str, ...]) -> None:
        n = len(pins)
        self._tokens = tokens[::-1]
        self._all = (1 << (1 << n)) - 1
        self._rows = {pin: rows_where_one(i, n) for i, pin in enumerate(pins)}
        self._rows |= {"CONST0": 0, "CONST1": self._all}

    def parse(self) -> int:
        """The rows in which the whole expression is 1."""
        rows = self._sum(0)
        if self._tokens:
            raise ValueError(f"unexpected {self._tokens[-1]!r}")
        return rows

    def _next(self) -> str:
        return self._tokens[-1] if self._tokens else ""

    def _sum(self, depth: int) -> int:
        rows = self._exclusive(depth)
        while self._next() in ("+", "|"):
            self._tokens.pop()
            rows |= self._exclusive(depth)
        return rows

    def _exclusive(self, depth: int) -> int:
        rows = self._product(depth)
        while self._next() == "^":
            self._tokens.pop()
            rows ^= self._product(depth)
        return rows

    def _product(self, depth: int) -> int:
        rows = self._factor(depth)
        while self._next() and self._next() not in ("+", "|", "^", ")"):
            if self._next() in ("*", "&"):
                self._tokens.pop()
            rows &= self._factor(depth)
        return rows

    def _factor(self, depth: int) -> int:
        if depth > MAX_DEPTH:
            raise ValueError(f"nested deeper than {MAX_DEPTH}")
        token = self._tokens.pop() if self._tokens else "the end"
        if token == "!":
            return self._factor(depth + 1) ^ self._all
        if token == "(":
            rows = self._sum(depth + 1)
            if self._next() != ")":
                raise ValueError("a parenthesis is not closed")
            self._tokens.pop()
        elif token in self._rows:
            rows = self._rows[token]
        else:
            raise ValueError(f"a pin was expected, not {token}")
        while self._next() == "'":
            self._tokens.pop()
            rows ^= self._all
        return rows
