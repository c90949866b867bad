r"""The mechanism of lemma 12: an oracle that answers with the mean gradient whenever its precision allows.

Where the gradient of the target is within the precision of the mean over all targets, the mean is an allowed answer and
reveals nothing about the target. By Chebyshev at most a fraction Var/precision^2 of the targets is not hidden so at a
step. The targets that are hidden at every step see one and the same run, so only that run has to be followed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments
from theory.errors import InputError


@dataclass(frozen=True, slots=True, eq=False)
class OracleRun:
    """A run in which the oracle hid the target wherever it could.

    Returned by :func:`run_hiding_oracle`.

    Attributes:
        moved: one row a step, one column a target: whether the oracle had to reveal its gradient.
        bounds: Var / precision^2 at each step, Chebyshev's bound on the fraction in that row.
        final: the parameters in which the run of every hidden target ends.
    """

    moved: NDArray[np.bool_]
    bounds: tuple[Any, ...]
    final: Any

    @property
    def revealed(self) -> NDArray[np.bool_]:
        """The targets that were revealed at some step."""
        return np.logical_or.reduce(self.moved, axis=0)

    @property
    def revealed_fraction(self) -> float:
        """The fraction of all targets that were revealed; at most the sum of the bounds."""
        return float(self.revealed.mean())


@check_arguments
def run_hiding_oracle(
    gradients: Callable[[Any], NDArray[Any]],
    update: Callable[[Any, NDArray[Any]], Any],
    start: Any,
    steps: int,
    precision: Any,
) -> OracleRun:
    """Run an algorithm against the oracle that reveals the target's gradient only where it must.

    Args:
        gradients: all targets' gradients at given parameters, shape (targets, parameters).
        update: the algorithm: parameters and the oracle's answer to new parameters.
        start: first parameters.
        steps: number of queries, n.
        precision: how far (Euclidean) an answer may lie from the true gradient; positive.

    Raises:
        InputError: no step, or a precision that is not positive.

    Example:
        >>> import numpy as np
        >>> from theory.hardness import run_hiding_oracle
        >>> targets = np.array([[1.0], [1.1], [5.0]])
        >>> step = lambda w, answer: w - answer
        >>> run = run_hiding_oracle(lambda w: w - targets, step, np.zeros(1), steps=1, precision=2.0)
        >>> run.moved.tolist()
        [[False, False, True]]
    """
    if steps < 1 or precision <= 0:
        raise InputError(f"needs at least one step and a positive precision, not {steps} and {precision}")
    w, moved, bounds = start, [], []
    for _ in range(steps):
        table = gradients(w)
        mean = table.sum(axis=0) / len(table)
        squared = ((table - mean) ** 2).sum(axis=1)
        moved.append(np.asarray(squared > precision**2, dtype=bool))
        bounds.append(squared.sum() / len(table) / precision**2)
        w = update(w, mean)
    return OracleRun(np.array(moved), tuple(bounds), w)
