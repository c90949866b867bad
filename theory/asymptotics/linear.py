"""Exact nonnegative solutions of linear equations: floats propose a solution, rational arithmetic verifies it.

HiGHS names the columns of a vertex; the vertex itself is solved for in exact rationals and checked. Where the floats
are wrong, a small exact simplex method decides, so that an answer never rests on rounding.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from fractions import Fraction
from typing import Any

import flint
import numpy as np

from theory.errors import InputError

Column = Mapping[Any, Fraction]
#: Linear programs that may still be solved for the current question; an exact one counts for more.
_LEFT: ContextVar[list[int]] = ContextVar("programs left")
_EXACT_COUNTS = 10


class TooManyPrograms(InputError):
    """A question took more linear programs than it was allowed."""


@contextlib.contextmanager
def at_most(programs: int) -> Iterator[None]:
    """Allow at most ``programs`` linear programs inside this block."""
    token = _LEFT.set([programs])
    try:
        yield
    finally:
        _LEFT.reset(token)


def _spend(programs: int) -> None:
    left = _LEFT.get([10**9])
    left[0] -= programs
    if left[0] < 0:
        raise TooManyPrograms("undecided: the search for a proof or a ray became too long")


#: What counts as zero in a float solution, tried in this order.
_TOLERANCES = (1e-9, 1e-7, 1e-12)


def nonnegative_solution(
    columns: Sequence[Column],
    target: Mapping[Any, Fraction],
    gains: Sequence[int] | None = None,
    *,
    decide: bool = False,
) -> list[Fraction] | None:
    """Find x >= 0 with ``sum_j x_j columns[j] == target``, exactly; None if none is found.

    Args:
        columns: sparse columns, by row.
        target: the right-hand side, by row.
        gains: among the solutions prefer one with a large ``sum_j gains[j] x_j``; only a preference.
        decide: confirm in exact arithmetic where floats find no solution, so that None proves that there is none.
    """
    _spend(1)
    rows = list(dict.fromkeys([row for column in columns for row in column] + list(target)))
    place = {row: index for index, row in enumerate(rows)}
    entries = [{place[row]: value for row, value in column.items() if value} for column in columns]
    right = {place[row]: value for row, value in target.items() if value}
    for support in _float_supports(entries, right, len(rows), gains):
        solution = _solve_on(support, entries, right, len(rows))
        if solution is not None:
            return solution
    if not decide:
        return None
    _spend(_EXACT_COUNTS)
    return _exact_simplex(entries, right, len(rows))


def _float_supports(
    entries: Sequence[Mapping[int, Fraction]],
    right: Mapping[int, Fraction],
    height: int,
    gains: Sequence[int] | None,
) -> list[list[int]]:
    from scipy.optimize import linprog

    if not entries or not height:
        return [[]]
    matrix = np.zeros((height, len(entries)))
    for index, entry in enumerate(entries):
        for row, value in entry.items():
            matrix[row, index] = value.numerator / value.denominator
    vector = np.zeros(height)
    for row, value in right.items():
        vector[row] = value.numerator / value.denominator
    cost = np.ones(len(entries)) if gains is None else -np.array(gains, dtype=float)
    result: Any = linprog(cost, A_eq=matrix, b_eq=vector, bounds=(0, None), method="highs-ds")
    if result.x is None:
        return []
    supports = [[int(j) for j in np.flatnonzero(result.x > tolerance)] for tolerance in _TOLERANCES]
    return [list(support) for support in dict.fromkeys(map(tuple, supports))]


def _rational(value: Fraction) -> Any:
    return flint.fmpq(value.numerator, value.denominator)


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def _solve_on(
    support: list[int], entries: Sequence[Mapping[int, Fraction]], right: Mapping[int, Fraction], height: int
) -> list[Fraction] | None:
    """The solution that uses only these columns, if it exists, is unique and is nonnegative."""
    # A column with one entry is a slack: its row fixes it once the others are known.
    slack_of_row: dict[int, int] = {}
    for index in support:
        if len(entries[index]) == 1:
            slack_of_row.setdefault(next(iter(entries[index])), index)
    slacks = set(slack_of_row.values())
    free = [index for index in support if index not in slacks]
    rows = [row for row in range(height) if row not in slack_of_row]
    values = [Fraction(0)] * len(entries)
    if free:
        zero = Fraction(0)
        cells = [[*(entries[j].get(row, zero) for j in free), right.get(row, zero)] for row in rows]
        flat = [_rational(value) for row in cells for value in row]
        reduced, rank = flint.fmpq_mat(len(rows), len(free) + 1, flat).rref()
        if rank != len(free):
            return None
        for index, column in enumerate(free):
            if reduced[index, index] != 1:
                return None
            values[column] = _fraction(reduced[index, len(free)])
    elif any(right.get(row) for row in rows):
        return None
    for row, index in slack_of_row.items():
        rest = right.get(row, Fraction(0)) - sum(entries[j].get(row, Fraction(0)) * values[j] for j in free)
        values[index] = rest / entries[index][row]
    return values if min(values, default=Fraction(0)) >= 0 else None


def _exact_simplex(
    entries: Sequence[Mapping[int, Fraction]], right: Mapping[int, Fraction], height: int
) -> list[Fraction] | None:
    """Phase one of the simplex method with Bland's rule, in rationals: always ends, never rounds."""
    width = len(entries)
    table = []
    for row in range(height):
        sign = -1 if right.get(row, Fraction(0)) < 0 else 1
        table.append(
            [sign * entry.get(row, Fraction(0)) for entry in entries] + [sign * right.get(row, Fraction(0))]
        )
    basis = [width + row for row in range(height)]  # one artificial variable a row, its column left implicit
    while True:
        weights = [row for row in range(height) if basis[row] >= width]
        gain = [sum((table[row][j] for row in weights), Fraction(0)) for j in range(width)]
        entering = next((j for j in range(width) if gain[j] > 0 and j not in basis), None)
        if entering is None:
            break
        ratios = [
            (table[r][width] / table[r][entering], basis[r], r)
            for r in range(height)
            if table[r][entering] > 0
        ]
        leaving = min(ratios)[2]
        pivot = table[leaving][entering]
        table[leaving] = [value / pivot for value in table[leaving]]
        for row in range(height):
            factor = table[row][entering]
            if row != leaving and factor:
                table[row] = [a - factor * b for a, b in zip(table[row], table[leaving], strict=True)]
        basis[leaving] = entering
    if any(table[row][width] for row in range(height) if basis[row] >= width):
        return None
    values = [Fraction(0)] * width
    for row in range(height):
        if basis[row] < width:
            values[basis[row]] = table[row][width]
    return values
