"""The smallest sign representations found for every gate of N <= 4 inputs, stored as exact certificates.

Flipping or exchanging inputs flips or exchanges slopes, negating the gate negates psi; none of it changes the degree
or max|a_i|. So one entry a class (2, 4, 14, 222 classes for N = 1 ... 4) serves all its gates. Each entry says
where the nodes lie and which polynomial is taken there; :func:`SignRepresentation.check` accepts it or not.
The degree is the least over all w. The coefficients are the smallest at these nodes (the multipliers prove it);
over all w they are the best that a search found.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments
from theory.errors import InputError, ProofError
from theory.hypothesis_class.cube_orders import MAX_INPUTS, Symmetry, act_on_functions, symmetries
from theory.hypothesis_class.placements import Placement
from theory.hypothesis_class.sign_degree import generators, sign_degrees, truth_table_of
from theory.hypothesis_class.small_coefficients import SmallestCoefficients

#: Written by :mod:`theory.hypothesis_class.small_search`.
DATA = Path(__file__).with_name("representations.json")


@dataclass(frozen=True, slots=True)
class SignRepresentation:
    """One gate in the class of eq 6, with the sign of psi and |psi| >= 1.

    Returned by :func:`small_representation`.

    Attributes:
        truth_table: character k is the value at z_1 + 2 z_2 + ... = k.
        placement: the nodes, and through them w.
        polynomial: psi, with the multipliers that prove max|a_i| smallest at these nodes.
    """

    truth_table: str
    placement: Placement
    polynomial: SmallestCoefficients

    @property
    def degree(self) -> int:
        """deg(psi)."""
        return len(self.polynomial.coefficients) - 1

    @property
    def largest(self) -> Fraction:
        """max_i |a_i|."""
        return cast(Fraction, self.polynomial.largest)

    def check(self) -> None:
        """Check that psi has the gate's signs with margin 1 at the nodes of a unit vector w, and is optimal there.

        Raises:
            ProofError: psi misses a sign, its margin or its optimality.
        """
        signs = tuple(1 if bit == "1" else -1 for bit in self.truth_table)
        if self.polynomial.signs != signs or self.polynomial.nodes != self.placement.nodes:
            raise ProofError(f"the polynomial stored for {self.truth_table} belongs to other nodes or signs")
        self.polynomial.check()


@lru_cache(maxsize=MAX_INPUTS)
def class_of_each(inputs: int) -> NDArray[np.int64]:
    """Return for every gate the smallest one of its class under flips, permutations and negation; shape (2^(2^N),)."""
    labels = np.arange(1 << (1 << inputs), dtype=np.int64)
    moves = [act_on_functions(symmetry) for symmetry in generators(inputs)] + [labels[::-1].copy()]
    while True:
        spread = labels
        for move in moves:
            spread = np.minimum(spread, spread[move])
        if np.array_equal(spread, labels):
            return labels
        labels = spread


def class_representatives(inputs: int) -> NDArray[np.int64]:
    """The smallest gate of each class."""
    return np.unique(class_of_each(inputs))


@lru_cache(maxsize=1)
def _stored() -> dict[int, dict[str, SignRepresentation]]:
    return {
        int(inputs): {entry["truth_table"]: _read(entry) for entry in entries}
        for inputs, entries in json.loads(DATA.read_text()).items()
    }


def _read(entry: dict[str, list[str]]) -> SignRepresentation:
    truth_table = "".join(entry["truth_table"])
    placement = Placement(tuple(map(Fraction, entry["slopes"])), Fraction("".join(entry["centre"])))
    polynomial = SmallestCoefficients(
        placement.nodes,
        tuple(1 if bit == "1" else -1 for bit in truth_table),
        tuple(map(Fraction, entry["coefficients"])),
        tuple(map(Fraction, entry["multipliers"])),
    )
    return SignRepresentation(truth_table, placement, polynomial)


def stored_representations(inputs: int) -> tuple[SignRepresentation, ...]:
    """Return the stored representations, one a class; they are not checked here."""
    return tuple(_stored()[inputs].values())


@lru_cache(maxsize=65536)
def class_representation(truth_table: str) -> SignRepresentation:
    """The representation stored for a gate's class, checked; degree and max|a_i| are those of every gate in it.

    Raises:
        InputError: not a truth table of 1 to 4 inputs.
        ProofError: the stored representation is wrong.
    """
    inputs = len(truth_table).bit_length() - 1
    if set(truth_table) - {"0", "1"} or len(truth_table) != 1 << inputs or not 1 <= inputs <= MAX_INPUTS:
        raise InputError(f"a truth table of 2, 4, 8 or 16 characters 0/1 is needed, not {truth_table!r}")
    return _checked_class(inputs, int(class_of_each(inputs)[int(truth_table[::-1], 2)]))


@lru_cache(maxsize=4096)
def _checked_class(inputs: int, representative: int) -> SignRepresentation:
    found = _stored()[inputs][truth_table_of(representative, inputs)]
    found.check()
    return found


@check_arguments
@lru_cache(maxsize=4096)
def small_representation(truth_table: str) -> SignRepresentation:
    """Return the smallest sign representation found for a gate of 1 to 4 inputs, carried over and checked.

    Raises:
        InputError: not a truth table of 1 to 4 inputs.
        ProofError: the stored representation is wrong.

    Example:
        >>> from theory.hypothesis_class import small_representation
        >>> found = small_representation("0110")
        >>> found.degree, str(found.largest)
        (2, '2')
    """
    stored = class_representation(truth_table)
    for symmetry in symmetries(len(truth_table).bit_length() - 1):
        moved = "".join(stored.truth_table[symmetry.image(k)] for k in range(len(truth_table)))
        for sign, table in ((1, moved), (-1, moved.translate(str.maketrans("01", "10")))):
            if table == truth_table:
                found = _carried(stored, symmetry, sign, truth_table)
                found.check()
                return found
    raise ProofError(f"no symmetry carries {stored.truth_table} to {truth_table}")


def _carried(
    stored: SignRepresentation, symmetry: Symmetry, sign: int, truth_table: str
) -> SignRepresentation:
    """The representation of f(z) = sign * stored(symmetry z): coordinate i of the image is z_{axes[i]} xor flips[i]."""
    signed = [-b if flip else b for b, flip in zip(stored.placement.slopes, symmetry.flips, strict=True)]
    slopes = tuple(slope for _, slope in sorted(zip(symmetry.axes, signed, strict=True)))
    placement = Placement(slopes, stored.placement.centre)
    points = range(len(truth_table))
    polynomial = SmallestCoefficients(
        placement.nodes,
        tuple(1 if bit == "1" else -1 for bit in truth_table),
        tuple(sign * a for a in stored.polynomial.coefficients),
        tuple(stored.polynomial.multipliers[symmetry.image(k)] for k in points),
    )
    return SignRepresentation(truth_table, placement, polynomial)


@dataclass(frozen=True, slots=True)
class LargestSmallRepresentation:
    """The largest degree and the largest max|a_i| of the small representations, over all gates of N inputs.

    Returned by :func:`largest_small_representation`.
    """

    inputs: int
    degree: int
    largest: Fraction


@check_arguments
@lru_cache(maxsize=MAX_INPUTS)
def largest_small_representation(inputs: int) -> LargestSmallRepresentation:
    """Return what eq 10's maxima become when every gate of N inputs takes the representation found for it.

    Example:
        >>> from theory.hypothesis_class import largest_small_representation
        >>> largest_small_representation(2).degree
        2
    """
    largest = max(found.largest for found in stored_representations(inputs))
    return LargestSmallRepresentation(inputs, int(sign_degrees(inputs).max()), largest)
