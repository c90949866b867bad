"""What the kernel says of one task: the complexity of each of its sub-tasks and of the task without them."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from theory.errors import InputError
from theory.kernel.average import log_coefficient
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation
from theory.kernel.parity import (
    Spectrum,
    label_complexity,
    label_subsets,
    parity_spectrum,
    sub_task_complexities,
)
from theory.kernel.profile import MAX_BITS
from theory.kernel.recursion import pair_kernels
from theory.kernel.solve import solve
from theory.tasks.parity import BitSubsetParity
from theory.tasks.sequence import Task

#: Sub-tasks that are no parities need a 2^d x 2^d solve.
MAX_DENSE_BITS = 10
#: Labels of all 2^d inputs are held for tasks that are no parities.
MAX_LABEL_BITS = 20
#: A backward pass over so many tokens takes seconds.
MAX_AVERAGED_BITS = 1 << 13


@dataclass(frozen=True, slots=True)
class OutputComplexity:
    """sqrt(y^T H^{-1} y) over all 2^d inputs at output t.

    Attributes:
        t: the output.
        complexity: None where 2^d is beyond the method.
        relative_error: bound on its rounding error; None where none is proved.
    """

    t: int
    complexity: float | None
    relative_error: float | None = None


@dataclass(frozen=True, slots=True)
class TaskComplexity:
    """Lemma 6's quantity for one task, B of variance 1, A, W and M_0 as printed.

    Attributes:
        d: input bits.
        sub_tasks: with teacher forcing, one a label; empty for a parity that has no tree of sub-tasks.
        end_to_end: the answer at output d from x alone (the largest, if there are several outputs).
        smallest_eigenvalue: of the end-to-end kernel over all 2^d inputs; None beyond the method.
        eigenvalue_error: bound on its rounding error.
    """

    d: int
    sub_tasks: tuple[OutputComplexity, ...]
    end_to_end: OutputComplexity
    smallest_eigenvalue: float | None
    eigenvalue_error: float | None


def task_complexity(task: Task, init: Initialisation = UNIT_OUTPUT, threads: int = 1) -> TaskComplexity:
    """All complexities within reach.

    Of parities everything to d = 28 with rounding bounded, and for any d the answer and the first leaf from averages;
    of any other task the answer to d = 20 and its gates to d = 10.
    """
    limit = MAX_BITS if isinstance(task, BitSubsetParity) else MAX_LABEL_BITS
    whole = parity_spectrum(task.d, init, threads) if task.d <= limit else None
    return TaskComplexity(
        task.d,
        tuple(_sub_tasks(task, init)),
        _end_to_end(task, whole, init),
        whole.smallest_eigenvalue if whole else None,
        whole.eigenvalue_error if whole else None,
    )


def _sub_tasks(task: Task, init: Initialisation) -> list[OutputComplexity]:
    outputs = range(task.d, task.sequence_length + 1)
    if isinstance(task, BitSubsetParity):
        if not task.supervised:
            return []
        if task.d <= MAX_BITS:
            return [
                OutputComplexity(c.t, c.complexity, c.relative_error)
                for c in sub_task_complexities(task, init)
            ]
        first, *others = outputs  # before the first label is read all tokens are free bits
        answer = averaged_complexity(task.d, label_subsets(task)[0], init)
        return [OutputComplexity(first, answer), *(OutputComplexity(t, None) for t in others)]
    if task.d <= MAX_DENSE_BITS:
        return [OutputComplexity(t, c) for t, c in zip(outputs, dense_complexities(task, init), strict=True)]
    return [OutputComplexity(t, None) for t in outputs]


def _end_to_end(task: Task, whole: Spectrum | None, init: Initialisation) -> OutputComplexity:
    if isinstance(task, BitSubsetParity):
        if whole is None:
            return OutputComplexity(task.d, averaged_complexity(task.d, task.subset, init))
        found = whole.complexity(task.subset)
        return OutputComplexity(task.d, found.complexity, found.relative_error)
    if whole is None:
        return OutputComplexity(task.d, None)
    labels = 2.0 * task.labels(all_inputs(task.d))[:, -task.num_outputs :] - 1
    return OutputComplexity(task.d, max(label_complexity(whole.coefficients, y) for y in labels.T))


def averaged_complexity(t: int, subset: Iterable[int], init: Initialisation = UNIT_OUTPUT) -> float | None:
    """sqrt(1 / k_t^(S)) over all 2^t inputs without a table; None where a float cannot hold it or t is above 2^13."""
    if t > MAX_AVERAGED_BITS:
        return None
    logarithm = -log_coefficient(t, subset, init) / 2
    return math.exp(logarithm) if logarithm < math.log(sys.float_info.max) else None


def dense_complexities(task: Task, init: Initialisation = UNIT_OUTPUT) -> list[float]:
    """sqrt(y^T H^{-1} y) of every sub-task over all 2^d inputs by a dense solve: O(8^d) work each.

    Raises:
        InputError: d is above 13.
    """
    if task.d > 13:
        raise InputError(f"d = {task.d}: a dense solve of 2^d equations serves d up to 13")
    inputs = all_inputs(task.d)
    tokens, labels = task.teacher_forced(inputs), 2.0 * task.labels(inputs).astype(np.float64) - 1
    found: list[float] = []
    for t, _, kernel in pair_kernels(tokens, tokens, 0, init):
        if t >= task.d:
            y = labels[:, t - task.d]
            found.append(math.sqrt(float(y @ solve(kernel, y))))
    return found


def all_inputs(d: int) -> np.ndarray:
    """Every input of d bits, bit i of the row's number in column i, shape (2^d, d)."""
    return (np.arange(1 << d)[:, None] >> np.arange(d) & 1).astype(np.uint8)
