"""Truth tables as text (character k is the value at z_1 + 2 z_2 + ... = k) and as numbers (bit k is)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=256)
def rows_where_one(i: int, inputs: int) -> int:
    """Return the rows of a table of ``inputs`` inputs in which input i is 1, as a number.

    Example:
        >>> f"{rows_where_one(1, 2):04b}"
        '1100'
    """
    rows, width = ((1 << (1 << i)) - 1) << (1 << i), 2 << i
    while width < 1 << inputs:
        rows |= rows << width
        width *= 2
    return rows


def table_text(rows: int, inputs: int) -> str:
    """Return a number as a truth table.

    Example:
        >>> table_text(0b1000, 2)
        '0001'
    """
    return f"{rows:0{1 << inputs}b}"[::-1]


def table_number(table: str) -> int:
    """Return a truth table as a number."""
    return int(table[::-1], 2)


def cover_table(cubes: Sequence[str], inputs: int) -> int:
    """Return the rows of an OR of cubes as a number.

    Args:
        cubes: character i is 0, 1 or - for input i.
        inputs: how many characters a cube has; the table has 2^inputs rows.

    Example:
        >>> table_text(cover_table(["1-", "01"], 2), 2)
        '0111'
    """
    everything = (1 << (1 << inputs)) - 1
    rows = 0
    for cube in cubes:
        inside = everything
        for i, bit in enumerate(cube):
            if bit == "1":
                inside &= rows_where_one(i, inputs)
            elif bit == "0":
                inside &= ~rows_where_one(i, inputs)
        rows |= inside
    return rows


def depends_on(table: str) -> tuple[int, ...]:
    """Return the inputs on which a table depends.

    Example:
        >>> depends_on("0011")
        (1,)
    """
    inputs, rows = len(table).bit_length() - 1, table_number(table)
    return tuple(i for i in range(inputs) if (rows ^ rows << (1 << i)) & rows_where_one(i, inputs))


def complement(table: str) -> str:
    """Return the truth table of the negated gate."""
    return table.translate(_FLIP)


_FLIP = str.maketrans("01", "10")


def restrict(table: str, place: int, bit: int) -> str:
    """Return the table over the other inputs where one input has a fixed value.

    Example:
        >>> restrict("0110", 0, 1)
        '10'
    """
    step = 1 << place
    return "".join(table[k : k + step] for k in range(bit * step, len(table), 2 * step))
