"""Gates with free rows: the completion with the cheapest polynomial.

A gate's share of the exponent of T in eq 10 is 3N + degree, so a completion is cheaper when 3N + the least degree is
less, N being the inputs on which it depends; among equals, when the smallest coefficients found are less.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from theory.errors import InputError
from theory.hypothesis_class.cube_orders import MAX_INPUTS as MAX_SMALL_INPUTS
from theory.hypothesis_class.gates import MAX_INPUTS
from theory.hypothesis_class.representations import class_of_each, stored_representations
from theory.hypothesis_class.sign_degree import sign_degrees, truth_table_of
from theory.hypothesis_class.wide_gates import cheapest_direction
from theory.tasks.truth_tables import depends_on, rows_where_one

#: Exponent of T in eq 10 for each input of the gate.
_PER_INPUT = 3


@dataclass(frozen=True, slots=True)
class CompletionFound:
    """The cheapest completion of a gate with free rows.

    Attributes:
        truth_table: the completion, over all inputs of the gate.
        inputs: the inputs on which it depends.
        degree: the degree of its polynomial, the least over all weights where there are at most four inputs.
        completions: how many there are, 2^(free rows).
        proved: whether no completion is cheaper; else it is the best of those that were tried.
    """

    truth_table: str
    inputs: tuple[int, ...]
    degree: int
    completions: int
    proved: bool

    @property
    def cost(self) -> int:
        """3N + degree."""
        return _PER_INPUT * len(self.inputs) + self.degree


@lru_cache(maxsize=4096)
def cheapest_completion(free: str) -> CompletionFound:
    """Choose the values of a gate's free rows so that its polynomial is cheapest.

    Completions that depend on at most four inputs are all compared. One that depends on more costs at least
    3 * 5 + 1: where the cheapest of the others is not above that, it is the cheapest of all. Where every completion
    depends on more than four inputs, the rows are filled along the best of a few directions.

    Args:
        free: a truth table of at most ten inputs, ``-`` where a row is free.

    Raises:
        InputError: not such a table.

    Example:
        >>> cheapest_completion("1--1").truth_table
        '1111'
        >>> cheapest_completion("0--1").inputs
        (0,)
    """
    inputs = len(free).bit_length() - 1
    if set(free) - set("01-") or len(free) != 1 << inputs or not 0 <= inputs <= MAX_INPUTS:
        raise InputError(f"2^N characters 0, 1 and - with N up to {MAX_INPUTS} are needed, not {free[:40]!r}")
    best: tuple[tuple[int, int], tuple[int, ...], int] | None = None
    needed = set(_needed(free, inputs))
    for support in itertools.combinations(range(inputs), min(inputs, MAX_SMALL_INPUTS)):
        fixed = _projected(free, support) if needed <= set(support) else None
        if fixed is not None:
            costs = _costs(len(support))
            functions = np.arange(len(costs))
            costs = np.where(((functions ^ fixed[0]) & (fixed[0] | fixed[1])) == 0, costs, costs.max() + 1)
            function = int(np.argmin(costs))
            candidate = divmod(int(costs[function]), _RANKS), support, function
            best = candidate if best is None or candidate[0] < best[0] else best
    if best is None:
        return _of_many_inputs(free, inputs)
    (cost, _), support, function = best
    table = _spread(truth_table_of(function, len(support)), support, inputs)
    proved = inputs <= MAX_SMALL_INPUTS or cost <= _PER_INPUT * (MAX_SMALL_INPUTS + 1) + 1
    return _found(free, table, proved, cost)


def _of_many_inputs(free: str, inputs: int) -> CompletionFound:
    """The completion along the best direction over the inputs that are left when needless ones are dropped."""
    support = tuple(range(inputs))
    for i in range(inputs):
        fewer = tuple(j for j in support if j != i)
        if _projected(free, fewer) is not None:
            support = fewer
    ones, zeros = _projected(free, support) or (0, 0)
    table = "".join(
        "1" if ones >> k & 1 else "0" if zeros >> k & 1 else "-" for k in range(1 << len(support))
    )
    direction = cheapest_direction(table)
    return _found(free, _spread(direction.truth_table, support, inputs), False, None, direction.degree)


def _found(free: str, table: str, proved: bool, cost: int | None, degree: int = 0) -> CompletionFound:
    depends = depends_on(table)
    degree = degree if cost is None else cost - _PER_INPUT * len(depends)
    return CompletionFound(table, depends, degree, 1 << free.count("-"), proved)


def _needed(free: str, inputs: int) -> list[int]:
    """The inputs on which every completion depends: in them alone a row that must be 1 differs from a row of 0."""
    ones, zeros = (int("".join("01"[value == bit] for value in reversed(free)), 2) for bit in "10")
    needed = []
    for i in range(inputs):
        high, step = rows_where_one(i, inputs), 1 << i
        if ones & ((zeros & high) >> step | (zeros & ~high) << step):
            needed.append(i)
    return needed


def _projected(free: str, support: tuple[int, ...]) -> tuple[int, int] | None:
    """Over some of the inputs, the rows that must be 1 and those that must be 0, as numbers; None where they clash."""
    ones, zeros = (sum(1 << k for k, value in enumerate(free) if value == bit) for bit in "10")
    if len(support) == len(free).bit_length() - 1:
        return ones, zeros
    keys = _keys(support, len(free))
    seen = [0, 0]
    for k, value in enumerate(free):
        if value != "-":
            seen[value == "0"] |= 1 << keys[k]
    return None if seen[0] & seen[1] else (seen[0], seen[1])


@lru_cache(maxsize=1024)
def _keys(support: tuple[int, ...], rows: int) -> list[int]:
    """Return, for each row over all inputs, the row over the inputs in ``support``."""
    return [sum((row >> i & 1) << place for place, i in enumerate(support)) for row in range(rows)]


#: More than there are classes of gates of four inputs.
_RANKS = 1000


@lru_cache(maxsize=MAX_SMALL_INPUTS + 1)
def _costs(inputs: int) -> NDArray[np.int64]:
    """Return for every gate 3N + least degree, then the rank of its class by the largest coefficient, as one number."""
    if not inputs:
        return np.zeros(2, dtype=np.int64)
    functions = np.arange(1 << (1 << inputs), dtype=np.int64)
    depends = np.zeros(len(functions), dtype=np.int64)
    for i in range(inputs):
        low = sum(1 << k for k in range(1 << inputs) if not k >> i & 1)
        depends += (functions & low) != (functions >> (1 << i) & low)
    ordered = sorted(stored_representations(inputs), key=lambda found: found.largest)
    rank = np.zeros(len(functions), dtype=np.int64)
    for place, found in enumerate(ordered):
        rank[int(found.truth_table[::-1], 2)] = place
    return (_PER_INPUT * depends + sign_degrees(inputs)) * _RANKS + rank[class_of_each(inputs)]


def _spread(table: str, support: tuple[int, ...], inputs: int) -> str:
    """A table over some inputs as a table over all."""
    return "".join(table[key] for key in _keys(support, 1 << inputs))
