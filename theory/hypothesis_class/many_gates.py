"""The largest coefficient and degree among many gates of one size: floats propose, exact arithmetic decides.

Newton's form of the interpolants, sum_m D_m binom(x, m) with the forward differences D_m, gives the coefficients of
all gates as a product of two matrices with the gates' values. Both are made by recursions without cancellation, and the
product comes with a bound on its error: a gate whose coefficients lie below another's by more than the error is not
the worst. What is left is computed exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from theory.hypothesis_class.gates import MAX_INPUTS, GatePolynomial, gate_polynomial, squared_norm
from theory.hypothesis_class.interpolation import certify

#: Gates to a matrix product.
_CHUNK = 1024
#: The rounding of one operation, and how many there are to a term: two recursions, two products, two sums.
_UNIT, _OPERATIONS = 2.0**-52, 6
#: log2 of the largest number that the recursion meets for ten inputs, with room: what the extended type must hold.
_NEEDED_EXPONENT = 8192


def served(inputs: int) -> bool:
    """Return whether :func:`worst_of_many` serves this fan-in here; above eight inputs it needs extended floats."""
    return inputs <= 8 or (inputs <= MAX_INPUTS and np.finfo(np.longdouble).maxexp > _NEEDED_EXPONENT)


def worst_of_many(tables: Sequence[str]) -> tuple[int, GatePolynomial, int]:
    """The gate with the largest coefficient, its polynomial, and the largest degree of all.

    Every polynomial is right by linearity: the Lagrange basis on the gates' nodes is checked exactly.

    Args:
        tables: truth tables of one size that is :func:`served`.

    Raises:
        ProofError: the basis is wrong.
    """
    certify(len(tables[0]))
    candidates, full_degree = candidates_by_floats(tables)
    polynomials = {k: gate_polynomial(tables[k]) for k in candidates}
    worst = max(candidates, key=lambda k: (polynomials[k].max_abs_coefficient, polynomials[k].degree, -k))
    if full_degree:
        return worst, polynomials[worst], len(tables[0]) - 1
    return worst, polynomials[worst], max(gate_polynomial(table).degree for table in tables)


def candidates_by_floats(tables: Sequence[str]) -> tuple[list[int], bool]:
    """Return the gates of which one has the largest coefficient, and whether one is seen to have the full degree."""
    nodes = len(tables[0])
    matrix, logs, errors = _matrix(nodes)
    error = errors[:, None]
    lower, upper = np.empty((2, len(tables)))
    full_degree = False
    for start in range(0, len(tables), _CHUNK):
        part = tables[start : start + _CHUNK]
        bits = np.frombuffer("".join(part).encode(), dtype=np.uint8).reshape(len(part), nodes)[:, ::-1]
        sizes = np.abs(matrix @ (2.0 * bits.T - (2 * ord("0") + 1)))
        full_degree = full_degree or bool((sizes[-1] > error[-1]).any())
        with np.errstate(divide="ignore"):
            upper[start : start + len(part)] = (np.log10(sizes + error) + logs[:, None]).max(axis=0)
            lower[start : start + len(part)] = (np.log10(np.maximum(sizes - error, 0)) + logs[:, None]).max(
                axis=0
            )
    # The logarithms themselves are rounded; a millionth is far more than that.
    return np.flatnonzero(upper >= lower.max() - 1e-6).tolist(), full_degree


@lru_cache(maxsize=MAX_INPUTS)
def _matrix(nodes: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the matrix from the values at the nodes to a_i ||c||^i, each row divided by a scale of its own.

    binom(x, m) = sum_i s(m, i) x^i / m! with the Stirling numbers of the first kind, s(m, i) = (-1)^(m-i) c(m, i) and
    c(m, i) = c(m - 1, i - 1) + (m - 1) c(m - 1, i). And D_m / 2^m = sum_j (-1)^(m-j) binom(m, j) / 2^m v_j, whose
    absolute values sum to 1.

    Returns:
        The matrix; log10 of the scales; a bound on the error of each row of its product with values -1 and +1: every
        entry is a sum of ``nodes`` products, each of them within a few roundings of ``nodes`` recursive steps.
    """
    norm = np.sqrt(np.longdouble(squared_norm(nodes.bit_length() - 1)))
    row = np.zeros(nodes, dtype=np.longdouble)
    row[0] = 1
    rows = [row]
    for m in range(1, nodes):
        longer = row * (np.longdouble(2 * (m - 1)) / m)
        longer[1:] += row[:-1] * (2 * norm / m)
        row = longer
        rows.append(row)
    table = np.array(rows).T
    largest = table.max(axis=1)
    signs = 1 - 2 * ((np.arange(nodes)[:, None] + np.arange(nodes)[None, :]) % 2)
    stirling = (table / largest[:, None]).astype(np.float64) * signs
    halves = np.zeros(nodes)
    halves[0] = 1
    pascal = [halves]
    for _ in range(1, nodes):
        halves = (halves + np.concatenate([[0], halves[:-1]])) / 2
        pascal.append(halves)
    error = _OPERATIONS * _UNIT * nodes * np.abs(stirling).sum(axis=1)
    return stirling @ (np.array(pascal) * signs), np.log10(largest).astype(np.float64), error
