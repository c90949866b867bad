"""Sign representations of gates of any number of inputs up to ten: the best of a few directions, exactly.

For at most four inputs every order of the cube was examined (:mod:`theory.hypothesis_class.representations`). For
more there are too many. Here a few integer directions b are tried: equal weights with the signs of the gate's
correlations with its inputs, those correlations rounded, and the powers of two ordered by them. Along each the gate
changes its value some number of times; the polynomial with one root between the heights of each change has its signs.
Scaled to a unit vector w and to |psi| >= 1 it is only an upper bound on the coefficients and the degree in eq 10.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np
from flint import fmpz_poly

from theory.errors import InputError, ProofError
from theory.hypothesis_class.gates import MAX_INPUTS
from theory.hypothesis_class.placements import Placement
from theory.hypothesis_class.sign_degree import SignRepresentation

#: The largest integer that a correlation is rounded to.
_LARGEST_WEIGHTS = (1, 2, 3, 5, 8)
#: Scales are rounded to this many parts of one.
_GRID = 1000
#: Higher degrees are of no use: the degree is a part of the exponent of T.
MAX_DEGREE = 64


@dataclass(frozen=True, slots=True)
class WideRepresentation:
    """A gate in the class of eq 6 with the sign of psi and |psi| >= 1; degree and coefficients are upper bounds.

    Attributes:
        truth_table: character k is the value at z_1 + 2 z_2 + ... = k.
        placement: the nodes, and through them w.
        coefficients: a_0, a_1, ... of psi.
    """

    truth_table: str
    placement: Placement
    coefficients: tuple[Fraction, ...]

    @property
    def degree(self) -> int:
        """deg(psi)."""
        return len(self.coefficients) - 1

    @property
    def largest(self) -> Fraction:
        """max_i |a_i|."""
        return max(map(abs, self.coefficients))

    def check(self) -> None:
        """Evaluate psi at every node exactly, in integers over common denominators.

        Raises:
            ProofError: a value has the wrong sign, or is smaller than 1.
        """
        nodes = self.placement.nodes
        top = math.lcm(*(a.denominator for a in self.coefficients))
        bottom = math.lcm(*(node.denominator for node in nodes))
        scale = top * bottom**self.degree
        psi = fmpz_poly([int(a * top) * bottom ** (self.degree - i) for i, a in enumerate(self.coefficients)])
        values: dict[Fraction, int] = {}
        for node, bit in zip(nodes, self.truth_table, strict=True):
            if node not in values:
                values[node] = int(psi(int(node * bottom)))
            if (1 if bit == "1" else -1) * values[node] < scale:
                raise ProofError(
                    f"psi = {Fraction(values[node], scale)} at the node {node}, where the gate is {bit}"
                )


@lru_cache(maxsize=4096)
def wide_representation(truth_table: str) -> WideRepresentation | None:
    """The best representation of a few directions, checked at every node; None where its degree is above 64.

    Raises:
        InputError: not a truth table of 1 to 10 inputs.

    Example:
        >>> wide_representation("0" * 63 + "1").degree  # an AND of six
        1
    """
    inputs = len(truth_table).bit_length() - 1
    if set(truth_table) - {"0", "1"} or len(truth_table) != 1 << inputs or not 1 <= inputs <= MAX_INPUTS:
        raise InputError(f"a truth table of 1 to {MAX_INPUTS} inputs is needed, not {truth_table[:40]!r}")
    direction = cheapest_direction(truth_table)
    if direction.degree > MAX_DEGREE:
        return None
    found = _scaled(direction)
    found.check()
    return found


def cheapest_direction(table: str) -> SignRepresentation:
    """The direction, of those that are tried, along which a table changes least often.

    Args:
        table: its characters are 0, 1, or - where the row is free; free rows take the value before them.

    Returns:
        The representation of the completion.
    """
    best: SignRepresentation | None = None
    for weights in _directions(table):
        found = _along(table, weights)
        if found is not None and (best is None or found.degree < best.degree):
            best = found
    if best is None:  # unreachable: the powers of two order the cube strictly
        raise ProofError("no direction serves this table")
    return best


def _directions(table: str) -> Iterator[tuple[int, ...]]:
    """Integer weights to try."""
    inputs = len(table).bit_length() - 1
    values = np.array([{"1": 1, "0": -1, "-": 0}[bit] for bit in table], dtype=np.int64)
    rows = np.arange(len(table))
    correlations = [int(values @ (2 * (rows >> i & 1) - 1)) for i in range(inputs)]
    signs = [-1 if c < 0 else 1 for c in correlations]
    yield tuple(signs)
    yield (1,) * inputs
    largest = max(map(abs, correlations))
    if largest:
        for top in _LARGEST_WEIGHTS:
            weights = tuple(round(c * top / largest) for c in correlations)
            if any(weights):
                yield weights
    ranked = sorted(range(inputs), key=lambda i: abs(correlations[i]))
    for order in (ranked, ranked[::-1]):
        yield tuple(signs[i] << order.index(i) for i in range(inputs))


def _along(table: str, weights: tuple[int, ...]) -> SignRepresentation | None:
    """The table along one direction, its free rows filled; None where rows of different values tie."""
    heights = [0]
    for weight in weights:
        heights += [height + weight for height in heights]
    bit_at: dict[int, str] = {}
    for height, bit in zip(heights, table, strict=True):
        if bit != "-" and bit_at.setdefault(height, bit) != bit:
            return None
    ordered = sorted(bit_at)
    roots = tuple(Fraction(2 * b - 1, 2) for a, b in itertools.pairwise(ordered) if bit_at[a] != bit_at[b])
    top = bit_at[ordered[-1]] if ordered else "1"
    values = {
        height: "01"[(top == "1") ^ (len(roots) - bisect_left(roots, height)) % 2] for height in set(heights)
    }
    completed = "".join(values[height] for height in heights)
    return SignRepresentation(completed, weights, roots, 1 if top == "1" else -1)


def _scaled(found: SignRepresentation) -> WideRepresentation:
    """The same polynomial at the nodes of a unit vector w, with |psi| >= 1; the shift that keeps it smallest."""
    middle = Fraction(sum(found.weights), 2)
    shifts = {middle}
    if found.roots:
        mean = sum(found.roots, Fraction(0)) / len(found.roots)
        shifts |= {mean, (mean + middle) / 2}
    candidates = [_shifted(found, shift) for shift in sorted(shifts)]
    return min(candidates, key=lambda candidate: candidate.largest)


def _shifted(found: SignRepresentation, shift: Fraction) -> WideRepresentation:
    """The nodes scale * (height - shift), with the largest scale on the grid that some unit vector reaches."""
    weights, n = found.weights, len(found.weights)
    centre = Fraction(sum(weights), 2) - shift
    norm = 2 * centre**2 / n + Fraction(sum(b * b for b in weights), 2)
    scale = Fraction(math.isqrt(int(_GRID**2 / norm)), _GRID)
    placement = Placement(tuple(scale * b for b in weights), scale * centre)
    product, unit = fmpz_poly([found.leading_sign]), 2 * _GRID * shift.denominator
    roots = [int(scale * (root - shift) * unit) for root in found.roots]
    for root in roots:
        product *= fmpz_poly([-root, 1])
    least = min(math.prod(abs(int(node * unit) - root) for root in roots) for node in set(placement.nodes))
    coefficients = tuple(Fraction(int(c) * unit**i, least) for i, c in enumerate(product.coeffs()))
    return WideRepresentation(found.truth_table, placement, coefficients)
