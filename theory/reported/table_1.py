"""Table 1 as printed: every cell with its digits, since the digits show how it was rounded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from theory.arguments import check_arguments
from theory.errors import InputError


@dataclass(frozen=True, slots=True)
class Cell:
    """A mean and the number after the plus-minus sign, as printed.

    Attributes:
        mean_text, spread_text: the printed digits, without unit.
        mean_unit, spread_unit: what one stands for: 1, 1000 (K), 1000000 (M), or 1/100 (%).

    Example:
        >>> from theory.reported import TABLE_1
        >>> print(TABLE_1[0].iterations)
        79 ± 21.16
    """

    mean_text: str
    mean_unit: Fraction
    spread_text: str
    spread_unit: Fraction

    def __str__(self) -> str:
        """Return the cell as printed in the table."""
        return f"{self.mean_text}{_LETTERS[self.mean_unit]} ± {self.spread_text}{_LETTERS[self.spread_unit]}"

    @property
    def mean(self) -> Fraction:
        """The printed mean, in iterations or as a share of 1."""
        return Fraction(self.mean_text) * self.mean_unit

    @property
    def spread(self) -> Fraction:
        """The printed spread, in the same unit as the mean."""
        return Fraction(self.spread_text) * self.spread_unit

    @property
    def mean_digit(self) -> Fraction:
        """The value of one in the mean's last printed digit."""
        return last_digit(self.mean_text) * self.mean_unit

    @property
    def spread_digit(self) -> Fraction:
        """The value of one in the spread's last printed digit."""
        return last_digit(self.spread_text) * self.spread_unit


@dataclass(frozen=True, slots=True)
class HalfRow:
    """Half a row of table 1: one task with or without intermediate supervision; ``iterations`` None for "> 100K".

    Example:
        >>> from theory.reported import TABLE_1
        >>> TABLE_1[0].d, TABLE_1[0].supervised
        (8, True)
    """

    d: int
    supervised: bool
    accuracy: Cell
    iterations: Cell | None


def last_digit(text: str) -> Fraction:
    """Return one unit in the last place of a printed decimal: "61.101" gives 1/1000."""
    return Fraction(1, 10 ** len(text.partition(".")[2]))


_UNITS = {"K": Fraction(1000), "M": Fraction(1_000_000), "%": Fraction(1, 100)}
_LETTERS = {Fraction(1): "", **{unit: letter for letter, unit in _UNITS.items()}}


@check_arguments
def in_thousands(text: str) -> tuple[str, Fraction]:
    """Split a printed number and its unit: "4.049K" gives ("4.049", 1000).

    Example:
        >>> from theory.reported import in_thousands
        >>> in_thousands("4.049K")
        ('4.049', Fraction(1000, 1))
    """
    return (text[:-1], _UNITS[text[-1]]) if text[-1] in _UNITS else (text, Fraction(1))


def _cell(text: str) -> Cell:
    mean, spread = text.split(" ± ")
    return Cell(*in_thousands(mean), *in_thousands(spread))


def _row(d: int, supervised: bool, accuracy: str, iterations: str | None) -> HalfRow:
    return HalfRow(d, supervised, _cell(accuracy), _cell(iterations) if iterations else None)


#: The 14 filled halves of table 1, by d, with supervision first.
TABLE_1: tuple[HalfRow, ...] = (
    _row(8, True, "100% ± 0.0", "79 ± 21.16"),
    _row(8, False, "100% ± 0.0", "185 ± 79.89"),
    _row(10, False, "100% ± 0.0", "843 ± 424.22"),
    _row(12, False, "100% ± 0.0", "4.049K ± 1.132K"),
    _row(14, False, "100% ± 0.0", "31.16K ± 7.23K"),
    _row(16, True, "100% ± 0.0", "333 ± 67.002"),
    _row(16, False, "51.82% ± 1.06%", "211.66K ± 57.9K"),
    _row(18, False, "50.16% ± 2.65%", "1.534M ± 1.094M"),
    _row(32, True, "100% ± 0.0", "1.48K ± 61.101"),
    _row(32, False, "49.87% ± 0.72%", None),
    _row(64, True, "100% ± 0.0", "11K ± 1.154K"),
    _row(64, False, "49.93% ± 0.43%", None),
    _row(128, True, "99.96% ± 0.06%", "58.33K ± 5.20K"),
    _row(128, False, "50.71% ± 1.26%", None),
)

#: Table 1's number of dataset seeds, and so of runs behind each mean.
SEEDS_PER_CELL = 3
#: Table 2's "Total Steps", at which the accuracies of table 1 are taken.
TOTAL_STEPS = 100_000


@check_arguments
def inputs_tested(d: int) -> int:
    """Return table 2's size of the test set, min(1024, 12.5 % of all 2^d inputs).

    Example:
        >>> from theory.reported import inputs_tested
        >>> inputs_tested(8), inputs_tested(16)
        (32, 1024)
    """
    return min(1024, 2**d // 8)


def row(d: int, *, supervised: bool) -> HalfRow:
    """The filled half row of this task.

    Raises:
        InputError: table 1 has none.
    """
    for found in TABLE_1:
        if (found.d, found.supervised) == (d, supervised):
            return found
    raise InputError(f"table 1 has no filled half row for {d} bits, supervised = {supervised}")
