"""The largest coefficient and degree among many gates of one size: floats propose, exact arithmetic decides.

The coefficients of all gates are one matrix product V^{-1} v. In floats it comes with a bound on its error; a gate
whose coefficients lie below another's by more than the error is not the worst. What is left is computed exactly.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from theory.hypothesis_class.gates import GatePolynomial, gate_polynomial, squared_norm
from theory.hypothesis_class.interpolation import certify, inverse_vandermonde

#: Gates of more inputs than this are computed exactly one by one: the matrix would take seconds.
MAX_INPUTS = 8
#: Gates to a matrix product.
_CHUNK = 4096


def worst_of_many(tables: Sequence[str]) -> tuple[int, GatePolynomial, int]:
    """The gate with the largest coefficient, its polynomial, and the largest degree of all.

    Every polynomial is right by linearity: the Lagrange basis on the gates' nodes is checked exactly.

    Args:
        tables: truth tables of one size, of at most eight inputs.

    Raises:
        ProofError: the basis is wrong.
    """
    nodes = len(tables[0])
    certify(nodes)
    rows, logs = _rows(nodes)
    error = nodes * nodes * 2.0**-52
    lower = np.full(len(tables), -np.inf)
    upper = np.full(len(tables), -np.inf)
    full_degree = False
    for start in range(0, len(tables), _CHUNK):
        part = tables[start : start + _CHUNK]
        bits = np.frombuffer("".join(part).encode(), dtype=np.uint8).reshape(len(part), nodes)[:, ::-1]
        sizes = np.abs(rows @ (2.0 * (bits.T - float(ord("0"))) - 1.0))
        full_degree = full_degree or bool((sizes[-1] > error).any())
        with np.errstate(divide="ignore"):
            upper[start : start + len(part)] = (np.log10(sizes + error) + logs[:, None]).max(axis=0)
            lower[start : start + len(part)] = (np.log10(np.maximum(sizes - error, 0)) + logs[:, None]).max(axis=0)
    # The logarithms themselves are rounded; a millionth is far more than that.
    candidates = np.flatnonzero(upper >= lower.max() - 1e-6).tolist()
    polynomials = {k: gate_polynomial(tables[k]) for k in candidates}
    worst = max(candidates, key=lambda k: (_square(polynomials[k]), -k))
    if full_degree:
        return worst, polynomials[worst], nodes - 1
    return worst, polynomials[worst], max(gate_polynomial(table).degree for table in tables)


def _square(polynomial: GatePolynomial) -> object:
    largest = polynomial.max_abs_coefficient
    return largest.coefficient**2 * largest.radicand


@lru_cache(maxsize=MAX_INPUTS)
def _rows(nodes: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The rows of V^{-1}, each over its largest entry, and log10 of that entry times the scale of its coefficient."""
    inverse = inverse_vandermonde(nodes)
    half_log_norm = math.log10(squared_norm(nodes.bit_length() - 1)) / 2
    rows, logs = np.empty((nodes, nodes)), np.empty(nodes)
    for i in range(nodes):
        row = [int(inverse.numerator[i, k]) for k in range(nodes)]
        largest = max(map(abs, row))
        rows[i] = [entry / largest for entry in row]
        logs[i] = math.log10(largest) - math.log10(int(inverse.denominator)) + i * half_log_norm
    return rows, logs
