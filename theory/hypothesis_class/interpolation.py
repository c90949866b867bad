r"""Interpolation at the nodes 0, 1, ..., n - 1, exactly, for one gate or for all at once (lemma 3, eq 22).

A polynomial p with p(j) = v_j is V^{-1} v with the Vandermonde matrix V_{ji} = j^i. The map is linear in the
values: if V^{-1} is correct on the n unit vectors, it is correct on all 2^n gates. So one check of the n
Lagrange basis polynomials *is* the proof that all 2^n interpolants are right (:func:`certify`).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from flint import fmpz, fmpz_mat, fmpz_poly

from theory.arguments import check_arguments
from theory.errors import InputError, ProofError
from theory.tasks.cube import all_inputs


@dataclass(frozen=True)
class InverseVandermonde:
    """V^{-1} for the nodes 0 ... n - 1, as an integer matrix over a common denominator.

    Column k holds the coefficients of the Lagrange basis polynomial of node k, row i the weights that make a_i.
    """

    nodes: int
    numerator: fmpz_mat
    denominator: fmpz

    def row(self, i: int) -> list[Fraction]:
        """Weights w with a_i = sum_k w_k v_k."""
        d = int(self.denominator)
        return [Fraction(int(self.numerator[i, k]), d) for k in range(self.nodes)]


def _node_product(nodes: int) -> fmpz_poly:
    """P(x) = x (x - 1) ... (x - n + 1)."""
    product = fmpz_poly([1])
    for j in range(nodes):
        product *= fmpz_poly([-j, 1])
    return product


@lru_cache(maxsize=16)
def inverse_vandermonde(nodes: int) -> InverseVandermonde:
    """The inverse, column by column: L_k is P(x) / (x - k) over its value at k.

    That value is (-1)^(n-1-k) k! (n-1-k)!, which divides (n-1)!, the common denominator.
    """
    product, denominator = _node_product(nodes), fmpz.fac_ui(nodes - 1)
    columns = []
    for k in range(nodes):
        quotient = product // fmpz_poly([-k, 1])
        columns.append((quotient * (denominator // quotient(k))).coeffs())
    flat = [columns[k][i] for i in range(nodes) for k in range(nodes)]
    return InverseVandermonde(nodes, fmpz_mat(nodes, nodes, flat), denominator)


def vandermonde(nodes: int) -> fmpz_mat:
    """V with V_{ji} = j^i for the nodes 0 ... n - 1."""
    return fmpz_mat(nodes, nodes, [j**i for j in range(nodes) for i in range(nodes)])


@dataclass(frozen=True, slots=True)
class InterpolationCertificate:
    """The Lagrange basis on these nodes was checked exactly, so interpolation is right for every vector of values.

    Returned by :func:`certify`.
    """

    nodes: int
    gates: int  # the number of {0,1}-valued functions it covers, 2^nodes


@check_arguments
def certify(nodes: int) -> InterpolationCertificate:
    """Prove by O(n^2) exact operations that L_k(j) = [j = k] for all nodes, and so every gate's interpolant.

    P vanishes at every node, so P(x) = (x - k) Q_k(x); Q_k vanishes at every node but k, where its value P'(k) is
    checked not to be 0. Then L_k = Q_k / Q_k(k) is the Lagrange basis, and by linearity sum_k v_k L_k takes the
    value v_j at node j for *all* 2^n choices of v in {0, 1}^n: none of them has to be checked separately.

    Raises:
        ProofError: one of these identities fails.

    Example:
        >>> from theory.hypothesis_class import certify
        >>> certify(4).gates
        16
    """
    product = _node_product(nodes)
    if any(product(j) for j in range(nodes)):
        raise ProofError(f"the product over {nodes} nodes does not vanish at all of them")
    derivative = product.derivative()
    for k in range(nodes):
        if product.degree() != nodes or not derivative(k):
            raise ProofError(f"the Lagrange basis polynomial of node {k} of {nodes} is wrong")
    return InterpolationCertificate(nodes, 1 << nodes)


@check_arguments
def interpolate(values: Sequence[int]) -> list[Fraction]:
    """Return the coefficients a_0, a_1, ... of the polynomial of degree below n through (j, values[j]).

    Exact, without trailing zeros. By Newton's form, sum_m D_m binom(x, m) with the forward differences D_m, over the
    denominator (n - 1)!: the inverse of the Vandermonde matrix takes far longer where there is one gate of many inputs.

    Raises:
        InputError: there are no values.

    Example:
        >>> from theory.hypothesis_class import interpolate
        >>> [str(a) for a in interpolate([0, 1, 1, 0])]
        ['0', '3/2', '-1/2']
    """
    if not len(values):
        raise InputError("at least one value is needed to interpolate")
    column, differences = [fmpz(int(v)) for v in values], []
    while column:
        differences.append(column[0])
        column = [after - before for before, after in itertools.pairwise(column)]
    total, factor = fmpz_poly([]), fmpz(1)  # factor is (n - 1)! / m!
    for m in reversed(range(len(values))):
        total = total * fmpz_poly([-m, 1]) + differences[m] * factor
        factor *= max(m, 1)
    denominator = int(fmpz.fac_ui(len(values) - 1))
    return [Fraction(int(c), denominator) for c in total.coeffs()] or [Fraction(0)]


@dataclass(frozen=True)
class AllInterpolants:
    """The interpolants of all {0,1}-valued functions on n nodes: column g belongs to the function whose value at
    node j is bit j of g. Coefficients are ``numerator / denominator``, row i is a_i.
    """

    nodes: int
    values: fmpz_mat
    numerator: fmpz_mat
    denominator: fmpz

    def coefficient(self, i: int, function: int) -> Fraction:
        """a_i of one function, numbered by its values."""
        return Fraction(int(self.numerator[i, function]), int(self.denominator))


def interpolate_all(nodes: int) -> AllInterpolants:
    """Interpolate all 2^n functions at once: one exact matrix product."""
    values = fmpz_mat(nodes, 1 << nodes, all_inputs(nodes).T.ravel().tolist())
    inverse = inverse_vandermonde(nodes)
    return AllInterpolants(nodes, values, inverse.numerator * values, inverse.denominator)


def check_all(interpolants: AllInterpolants) -> InterpolationCertificate:
    """Evaluate every interpolant at every node, exactly.

    Raises:
        ProofError: one of them misses a value.
    """
    if (
        vandermonde(interpolants.nodes) * interpolants.numerator
        != interpolants.values * interpolants.denominator
    ):
        raise ProofError(f"an interpolant on {interpolants.nodes} nodes misses a value")
    return InterpolationCertificate(interpolants.nodes, interpolants.values.ncols())
