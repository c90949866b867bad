r"""The least degree of psi with y = sign(psi(<w, e(z)>)) over all weights w, for every gate of N <= 4 inputs.

As w runs over R^{2N}, <w, e(z)> runs over all affine forms c + b.z. With b fixed, psi of degree k can have the
sign of the gate exactly when the gate is constant on points that tie and changes its value at most k times along
the order of b.z (a polynomial of degree k has at most k sign changes; k roots between the changes suffice).
A small generic change of b breaks ties only between points of equal value, so it adds no change: strict orders are
enough, and there are finitely many (:mod:`theory.hypothesis_class.cube_orders`). The least degree is the minimum
over them.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments
from theory.errors import InputError, ProofError
from theory.hypothesis_class.cube_orders import (
    MAX_INPUTS,
    Symmetry,
    act_on_functions,
    all_orders,
    heights,
    symmetries,
)


@check_arguments
@lru_cache(maxsize=MAX_INPUTS)
def sign_degrees(inputs: int) -> NDArray[np.uint8]:
    """Return the least degree of every gate of N inputs, shape (2^(2^N),); gate g has value bit k of g at point k.

    The minimum over the representatives of the orders, then over each gate's orbit under the symmetries.

    Example:
        >>> from theory.hypothesis_class import sign_degrees
        >>> sign_degrees(2).tolist()
        [0, 1, 1, 1, 1, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 0]
    """
    functions = np.arange(1 << (1 << inputs), dtype=np.int64)
    degrees = np.full(len(functions), 255, dtype=np.uint8)
    for order in all_orders(inputs).representatives:
        along = np.zeros_like(functions)
        for place, point in enumerate(order.points):
            along |= (functions >> point & 1) << place
        changes = (along ^ (along >> 1)) & ((1 << ((1 << inputs) - 1)) - 1)
        degrees = np.minimum(degrees, np.bitwise_count(changes).astype(np.uint8))
    moves = [act_on_functions(symmetry) for symmetry in generators(inputs)]
    while True:
        spread = degrees
        for move in moves:
            spread = np.minimum(spread, spread[move])
        if np.array_equal(spread, degrees):
            degrees.setflags(write=False)
            return degrees
        degrees = spread


def generators(inputs: int) -> list[Symmetry]:
    """Return symmetries that generate all others: flip one input; exchange two neighbours."""
    axes, none = tuple(range(inputs)), (0,) * inputs
    flips = [Symmetry(axes, tuple(int(i == j) for i in range(inputs))) for j in range(inputs)]
    swaps = [Symmetry((*axes[:j], j + 1, j, *axes[j + 2 :]), none) for j in range(inputs - 1)]
    return flips + swaps


@dataclass(frozen=True, slots=True)
class SignRepresentation:
    """An exact witness that a gate has the sign of a polynomial of this degree in c + b.z.

    Attributes:
        truth_table: the gate; character k is its value at z_1 + 2 z_2 + ... = k.
        weights: b, integers (c = 0).
        roots: half-integers between consecutive heights b.z where the gate changes, increasing.
        leading_sign: sign of the leading coefficient.
    """

    truth_table: str
    weights: tuple[int, ...]
    roots: tuple[Fraction, ...]
    leading_sign: int

    @property
    def degree(self) -> int:
        """The number of roots."""
        return len(self.roots)

    def value(self, height: int | Fraction) -> Fraction:
        """The product of (height - root), with the leading sign."""
        product = Fraction(self.leading_sign)
        for root in self.roots:
            product *= height - root
        return product

    def check(self) -> None:
        """Evaluate at every point of the cube, exactly.

        Raises:
            ProofError: a value has not the gate's sign.
        """
        for point, height in enumerate(heights(self.weights)):
            value = self.value(height)
            if value == 0 or (value > 0) != (self.truth_table[point] == "1"):
                raise ProofError(f"gate {self.truth_table}: the polynomial is {value} at point {point}")


def represent(truth_table: str, weights: Sequence[int]) -> SignRepresentation | None:
    """The representation of least degree in b.z for given integer weights; None where unequal values tie."""
    values = heights(weights)
    if len(values) != len(truth_table):
        raise InputError(f"{len(weights)} weights for a truth table of {len(truth_table)} characters")
    bit_at: dict[int, str] = {}
    for height, bit in zip(values, truth_table, strict=True):
        if bit_at.setdefault(height, bit) != bit:
            return None
    ordered = sorted(bit_at)
    roots = tuple(
        Fraction(low + high, 2) for low, high in itertools.pairwise(ordered) if bit_at[low] != bit_at[high]
    )
    sign = 1 if bit_at[ordered[-1]] == "1" else -1
    return SignRepresentation(truth_table, tuple(weights), roots, sign)


@dataclass(frozen=True, slots=True)
class DegreeCertificate:
    """The least degree of a gate, with its two halves.

    Attributes:
        representation: a polynomial of this degree works.
        orders_examined: along each of these orders, which are all orders, the gate changes at least ``degree`` times,
            so none of smaller degree works.
    """

    representation: SignRepresentation
    orders_examined: int

    @property
    def degree(self) -> int:
        """The least degree."""
        return self.representation.degree


def least_degree(truth_table: str) -> DegreeCertificate:
    """The least degree of psi over all w, with an exact witness, by running through every order of the cube.

    Raises:
        InputError: not a truth table of 1 to 4 inputs.
    """
    inputs = len(truth_table).bit_length() - 1
    if set(truth_table) - {"0", "1"} or len(truth_table) != 1 << inputs or not 1 <= inputs <= MAX_INPUTS:
        raise InputError(f"a truth table of 2, 4, 8 or 16 characters 0/1 is needed, not {truth_table!r}")
    best: tuple[int, tuple[int, ...]] | None = None
    examined = 0
    for weights in signed_weights(inputs):
        representation = represent(truth_table, weights)
        if representation is None:
            raise ProofError(f"the weights {weights} do not order the cube strictly")
        examined += 1
        if best is None or representation.degree < best[0]:
            best = representation.degree, weights
    if best is None or examined != all_orders(inputs).total:
        raise ProofError("not every order of the cube was examined")
    witness = represent(truth_table, best[1])
    if witness is None:
        raise ProofError(f"the weights {best[1]} do not order the cube strictly")
    witness.check()
    return DegreeCertificate(witness, examined)


@lru_cache(maxsize=MAX_INPUTS)
def signed_weights(inputs: int) -> tuple[tuple[int, ...], ...]:
    """One integer b in every chamber: the representatives with axes permuted and signs flipped."""
    return tuple(
        tuple(
            -order.weights[axis] if flip else order.weights[axis]
            for axis, flip in zip(s.axes, s.flips, strict=True)
        )
        for order in all_orders(inputs).representatives
        for s in symmetries(inputs)
    )


def truth_table_of(function: int, inputs: int) -> str:
    """Gate number g as a truth table: character k is bit k of g."""
    return "".join("01"[function >> k & 1] for k in range(1 << inputs))
