r"""The orders in which a linear form can pass the points of the cube {0,1}^N, all of them, N <= 4.

A form b.z orders the cube strictly when b lies on none of the hyperplanes b.n = 0, n in {-1,0,1}^N \ {0} (the
differences of two points). Two forms give the same order exactly when they lie in the same chamber of this
arrangement. Flipping and permuting inputs permutes the chambers, and e_i, e_i - e_j, e_i + e_j are among the normals,
so every chamber is the image of exactly one with 0 < b_1 < ... < b_N, under each of 2^N N! symmetries a different one.

That no chamber is missing is proved by counting: by Zaslavsky's theorem there are |chi(-1)| chambers, chi being the
characteristic polynomial, and chi(q) is the number of points of F_q^N on none of the hyperplanes for every prime q
larger than every minor of the normals (by Hadamard's inequality these are at most N^(N/2)).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from theory.errors import InputError, ProofError

#: Beyond this the orders are too many to run through every gate (N = 5 has 516 up to symmetry, and 2^32 gates).
MAX_INPUTS = 4
#: Integer weights up to here reach every chamber for N <= 4; that they do is checked, not assumed.
_LARGEST_WEIGHT = 10


@dataclass(frozen=True, slots=True)
class CubeOrder:
    """A strict linear order of the cube.

    Attributes:
        weights: b, integers 0 < b_1 < ... < b_N.
        points: the 2^N points as numbers z_1 + 2 z_2 + ..., in increasing order of b.z.
    """

    weights: tuple[int, ...]
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AllOrders:
    """Every strict linear order of the cube, one of each class under flips and permutations of the inputs.

    Attributes:
        inputs: N.
        representatives: one order a class.
        characteristic: coefficients of chi, lowest first.
        total: 2^N N! times the number of classes, which is |chi(-1)|.
    """

    inputs: int
    representatives: tuple[CubeOrder, ...]
    characteristic: tuple[int, ...]
    total: int


def heights(weights: Sequence[int]) -> list[int]:
    """b.z for every point z of the cube, indexed by z_1 + 2 z_2 + ..."""
    values = [0]
    for weight in weights:
        values += [value + weight for value in values]
    return values


def cube_order(weights: Sequence[int]) -> CubeOrder | None:
    """The order by b.z, or None where two points tie."""
    values = heights(weights)
    if len(set(values)) < len(values):
        return None
    return CubeOrder(tuple(weights), tuple(sorted(range(len(values)), key=values.__getitem__)))


@lru_cache(maxsize=MAX_INPUTS)
def all_orders(inputs: int) -> AllOrders:
    """Find one order of each class among small integer weights and prove by counting that none is missing.

    Raises:
        InputError: N outside 1 ... 4.
        ProofError: the counts disagree.
    """
    if not 1 <= inputs <= MAX_INPUTS:
        raise InputError(f"N = {inputs}: linear orders of the cube are listed for 1 to {MAX_INPUTS} inputs")
    found: dict[tuple[int, ...], CubeOrder] = {}
    for weights in itertools.combinations(range(1, _LARGEST_WEIGHT + 1), inputs):
        order = cube_order(weights)
        if order is not None:
            found.setdefault(order.points, order)
    characteristic = characteristic_polynomial(inputs)
    chambers = abs(sum(c * (-1) ** i for i, c in enumerate(characteristic)))
    total = len(found) * 2**inputs * math.factorial(inputs)
    if total != chambers:
        raise ProofError(f"N = {inputs}: {total} orders found, but the arrangement has {chambers} chambers")
    return AllOrders(inputs, tuple(found.values()), characteristic, total)


def characteristic_polynomial(inputs: int) -> tuple[int, ...]:
    """Chi of the arrangement with normals {-1,0,1}^N, coefficients lowest first, by counting over finite fields.

    One prime more than a monic polynomial of degree N needs is counted, and must agree.

    Raises:
        ProofError: the counts are not the values of one monic integer polynomial.
    """
    bound = math.isqrt(inputs**inputs) + 1  # larger than every minor
    primes = [q for q in range(bound + 1, 200) if all(q % p for p in range(2, q))][: inputs + 2]
    counts = [_points_off_hyperplanes(inputs, q) for q in primes]
    coefficients = _through(primes[:-1], counts[:-1])
    agrees = sum(c * primes[-1] ** i for i, c in enumerate(coefficients)) == counts[-1]
    if not agrees or coefficients[-1] != 1 or any(c.denominator != 1 for c in coefficients):
        raise ProofError(f"N = {inputs}: counts over finite fields do not fit a monic integer polynomial")
    return tuple(int(c) for c in coefficients)


def _points_off_hyperplanes(inputs: int, q: int) -> int:
    """Points of F_q^N on no hyperplane: q - 1 times those with first coordinate 1 (e_1 is a normal)."""
    grid = np.indices((q,) * (inputs - 1), dtype=np.int64).reshape(inputs - 1, q ** (inputs - 1))
    off = np.ones(grid.shape[1], dtype=bool)
    for normal in itertools.product((-1, 0, 1), repeat=inputs):
        if any(normal):
            value = normal[0] + sum((n * axis for n, axis in zip(normal[1:], grid, strict=True)), np.int64(0))
            off &= value % q != 0
    return (q - 1) * int(off.sum())


def _through(places: Sequence[int], values: Sequence[int]) -> list[Fraction]:
    """Coefficients of the polynomial through the points, by Newton's divided differences."""
    table = [Fraction(v) for v in values]
    for level in range(1, len(places)):
        for i in range(len(places) - 1, level - 1, -1):
            table[i] = (table[i] - table[i - 1]) / (places[i] - places[i - level])
    coefficients: list[Fraction] = []
    for place, top in zip(reversed(places), reversed(table), strict=True):
        shifted = [Fraction(0), *coefficients]
        for i, c in enumerate(coefficients):
            shifted[i] -= place * c
        shifted[0] += top
        coefficients = shifted
    return coefficients


@dataclass(frozen=True, slots=True)
class Symmetry:
    """z -> (z_{axes[0]} xor flips[0], ...): a symmetry of the cube."""

    axes: tuple[int, ...]
    flips: tuple[int, ...]

    def image(self, point: int) -> int:
        """The point it sends ``point`` to."""
        return sum(
            ((point >> axis & 1) ^ flip) << i
            for i, (axis, flip) in enumerate(zip(self.axes, self.flips, strict=True))
        )


@lru_cache(maxsize=MAX_INPUTS)
def symmetries(inputs: int) -> tuple[Symmetry, ...]:
    """Return all 2^N N! symmetries of the cube."""
    return tuple(
        Symmetry(axes, flips)
        for axes in itertools.permutations(range(inputs))
        for flips in itertools.product((0, 1), repeat=inputs)
    )


def act_on_functions(symmetry: Symmetry) -> NDArray[np.int64]:
    """Return for each function f, numbered sum f(z) 2^z, the number of f composed with the symmetry, (2^(2^N),)."""
    size = 1 << len(symmetry.axes)
    functions = np.arange(1 << size, dtype=np.int64)
    moved = np.zeros_like(functions)
    for point in range(size):
        moved |= (functions >> symmetry.image(point) & 1) << point
    return moved
