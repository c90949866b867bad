"""A search for weights with which a gate's polynomial of least degree has small coefficients.

Floats propose: directions b from small integers, improved by Nelder-Mead on the value of the linear program. The
best is rounded to rationals inside the reachable set and solved exactly; only that exact answer is kept. What the
search finds is an upper bound on the smallest max|a_i| over all w; that nothing smaller exists is not claimed.

``python -m theory.hypothesis_class.small_search`` writes ``representations.json`` anew (minutes).
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from theory.errors import ProofError
from theory.files import replace_text
from theory.hypothesis_class.cube_orders import MAX_INPUTS, all_orders
from theory.hypothesis_class.placements import Placement
from theory.hypothesis_class.representations import DATA, class_representatives
from theory.hypothesis_class.sign_degree import represent, sign_degrees, signed_weights, truth_table_of
from theory.hypothesis_class.small_coefficients import SmallestCoefficients, smallest_coefficients

#: Integer slopes tried as starting directions, besides one direction a chamber.
_LARGEST_START = 3
#: Starts that are improved, and steps of each improvement.
_STARTS, _STEPS = 8, 250
#: Slopes and centres are rounded to this many parts of one.
_GRID = 1000
_INFEASIBLE = 1e9

SmallestFound = tuple[Placement, SmallestCoefficients]


def search(truth_table: str, degree: int) -> SmallestFound:
    """The best placement found for one gate at a degree that it can have."""
    inputs = len(truth_table).bit_length() - 1
    signs = np.array([1 if bit == "1" else -1 for bit in truth_table])
    starts = sorted(_starts(truth_table, inputs, degree), key=lambda b: _value(_form(b, 0.0), signs, degree))
    improved = [_improve(np.array([*b, 0.0], dtype=float), signs, degree) for b in starts[:_STARTS]]
    candidates = [np.array([*b, 0.0], dtype=float) for b in starts[:_STARTS]] + improved
    found = None
    for candidate in candidates:
        placement = _inside(candidate)
        if placement is None:
            continue
        answer = smallest_coefficients(placement.nodes, [int(s) for s in signs], degree)
        if isinstance(answer, SmallestCoefficients) and (found is None or answer.largest < found[1].largest):
            found = placement, answer
    if found is None:
        raise ProofError(f"no placement found for {truth_table} at degree {degree}")
    return found


def _starts(truth_table: str, inputs: int, degree: int) -> list[tuple[int, ...]]:
    """Directions along which the gate changes at most ``degree`` times; opposite ones count once."""
    small = itertools.product(range(-_LARGEST_START, _LARGEST_START + 1), repeat=inputs)
    starts = []
    for weights in itertools.chain(small, signed_weights(inputs)):
        if weights < tuple(-w for w in weights):
            continue
        representation = represent(truth_table, weights)
        if representation is not None and representation.degree <= degree and any(weights):
            starts.append(weights)
    return starts


def _form(slopes: Sequence[float], centre: float) -> NDArray[np.float64]:
    return np.array([*slopes, centre], dtype=float)


def _normalised(form: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the form scaled to the boundary 2 M^2/N + ||b||^2/2 = 1."""
    slopes, centre = form[:-1], form[-1]
    return form / math.sqrt(2 * centre**2 / len(slopes) + slopes @ slopes / 2)


def _value(form: NDArray[np.float64], signs: NDArray[np.int64], degree: int) -> float:
    """max|a_i| of the linear program in floating point."""
    from scipy.optimize import linprog

    if not np.any(form[:-1]):
        return _INFEASIBLE
    form = _normalised(form)
    nodes = np.array([form[-1] - form[:-1].sum() / 2])
    for slope in form[:-1]:
        nodes = np.concatenate([nodes, nodes + slope])
    vandermonde = signs[:, None] * nodes[:, None] ** np.arange(degree + 1)
    identity, ones = np.eye(degree + 1), np.ones((degree + 1, 1))
    matrix = np.block([[-vandermonde, np.zeros((len(nodes), 1))], [identity, -ones], [-identity, -ones]])
    bounds = np.concatenate([-np.ones(len(nodes)), np.zeros(2 * degree + 2)])
    cost = np.concatenate([np.zeros(degree + 1), [1.0]])
    result = linprog(cost, A_ub=matrix, b_ub=bounds, bounds=(None, None), method="highs")
    return float(result.fun) if result.status == 0 else _INFEASIBLE


def _improve(form: NDArray[np.float64], signs: NDArray[np.int64], degree: int) -> NDArray[np.float64]:
    from scipy.optimize import minimize

    start = _normalised(form)
    result = minimize(_value, start, args=(signs, degree), method="Nelder-Mead", options={"maxfev": _STEPS})
    return _normalised(np.asarray(result.x))


def _inside(form: NDArray[np.float64]) -> Placement | None:
    """Rationals on the grid, shrunk until some unit vector w reaches them."""
    form = _normalised(form)
    inputs = len(form) - 1
    if inputs == 1:
        return _single_input()
    for parts in range(_GRID, _GRID - 10, -1):
        rounded = [Fraction(round(float(v) * parts), _GRID) for v in form]
        if 1 - 2 * rounded[-1] ** 2 / inputs - sum(b * b for b in rounded[:-1]) / 2 >= 0:
            return Placement(tuple(rounded[:-1]), rounded[-1])
    return None


def _single_input() -> Placement:
    """N = 1: w itself is a rational unit vector, with entries of opposite sign as nearly equal as 3 digits allow.

    (696, 697, 985) is the Pythagorean triple with legs that differ by one and a hypotenuse below 1000.
    """
    high, low = Fraction(697, 985), Fraction(-696, 985)
    return Placement((high - low,), (high + low) / 2)


def search_all(inputs: int, progress: Any = None) -> list[dict[str, Any]]:
    """One entry a class of gates under flips, permutations and negation."""
    entries = []
    for function in class_representatives(inputs):
        truth_table = truth_table_of(int(function), inputs)
        degree = int(sign_degrees(inputs)[function])
        placement, answer = search(truth_table, degree) if degree else _constant(truth_table, inputs)
        entries.append(
            {
                "truth_table": truth_table,
                "slopes": [str(b) for b in placement.slopes],
                "centre": str(placement.centre),
                "coefficients": [str(a) for a in answer.coefficients],
                "multipliers": [str(y) for y in answer.multipliers],
            }
        )
        if progress:
            print(truth_table, degree, float(answer.largest), file=progress, flush=True)
    return entries


def _constant(truth_table: str, inputs: int) -> SmallestFound:
    placement = _single_input() if inputs == 1 else Placement((Fraction(1, 2),) * inputs)
    answer = smallest_coefficients(placement.nodes, [1 if bit == "1" else -1 for bit in truth_table], 0)
    if not isinstance(answer, SmallestCoefficients):
        raise ProofError(f"{truth_table} is not constant")
    return placement, answer


def write_representations(path: Path = DATA) -> None:
    """Search all classes of N = 1 ... 4 and write what was found."""
    found = {str(inputs): search_all(inputs, sys.stderr) for inputs in range(1, MAX_INPUTS + 1)}
    for inputs in range(1, MAX_INPUTS + 1):
        all_orders(inputs)  # the degrees rest on it
    replace_text(path, json.dumps(found, indent=0) + "\n")


if __name__ == "__main__":
    write_representations()
