"""The kernel's complexity of each sub-task of a task, and of the task without sub-tasks."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from theory.arguments import check_arguments
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
from theory.kernel.tree_average import MAX_LEAVES, leaves_below, tree_coefficient
from theory.tasks.cube import all_inputs
from theory.tasks.parity import BitSubsetParity
from theory.tasks.sequence import Task

#: Sub-tasks that are no parities need a 2^d x 2^d solve.
MAX_DENSE_BITS = 10
#: Labels of all 2^d inputs are held for tasks that are no parities.
MAX_LABEL_BITS = 20
#: A backward pass over this number of tokens takes seconds.
MAX_AVERAGED_BITS = 1 << 13
#: Signed sums of floats keep four digits of a coefficient that is this fraction of the kernel's largest value.
LEAST_SHARE = 1e-10
#: Methods, in a few words.
TABLE = "the table of 2^d kernels, rounding bounded"
TRANSFORM = "the spectrum of 2^d kernels"
AVERAGES = "averages over all inputs; numbers of nodes agree, rounding is not bounded"


@dataclass(frozen=True, slots=True)
class OutputComplexity:
    """sqrt(y^T H^{-1} y) over all 2^d inputs at output t.

    Returned by :func:`task_complexity`.

    Attributes:
        t: the output.
        complexity: None where it is beyond every method.
        method: how it was computed, or why it was not.
        relative_error: bound on its rounding error; None where none is proved.
    """

    t: int
    complexity: float | None
    method: str
    relative_error: float | None = None


@dataclass(frozen=True, slots=True)
class TaskComplexity:
    """Lemma 6's quantity for one task, B of variance 1, A, W and M_0 as printed.

    Returned by :func:`task_complexity`.

    Attributes:
        d: input bits.
        sub_tasks: with teacher forcing, one a label; empty for a parity that has no tree of sub-tasks.
        end_to_end: the answer at output d from x alone (the largest, if there are several outputs).
        smallest_eigenvalue: that of the end-to-end kernel over all 2^d inputs; None beyond the method.
        eigenvalue_error: bound on its rounding error.
    """

    d: int
    sub_tasks: tuple[OutputComplexity, ...]
    end_to_end: OutputComplexity
    smallest_eigenvalue: float | None
    eigenvalue_error: float | None


@check_arguments
def task_complexity(task: Task, init: Initialisation = UNIT_OUTPUT, threads: int = 1) -> TaskComplexity:
    """Return lemma 6's complexity of each sub-task of a task, and of the task end to end, where a method reaches it.

    For parities all complexities up to d = 28, with a bound on rounding; beyond, by averages, the answer and the
    sub-tasks that depend on at most eight leaves (all of them at d = 32). For any other task the answer up to d = 20
    and its gates up to d = 10.

    Example:
        >>> from theory.kernel import task_complexity
        >>> from theory.tasks import BitSubsetParity
        >>> found = task_complexity(BitSubsetParity(8, (0, 2, 4, 6)))
        >>> [round(one.complexity, 1) for one in found.sub_tasks], round(found.end_to_end.complexity, 1)
        ([2.4, 3.0, 3.5], 7.6)
    """
    limit = MAX_BITS if isinstance(task, BitSubsetParity) else MAX_LABEL_BITS
    whole = parity_spectrum(task.d, init, threads) if task.d <= limit else None
    return TaskComplexity(
        task.d,
        tuple(sub_task_outputs(task, init)),
        _end_to_end(task, whole, init),
        whole.smallest_eigenvalue if whole else None,
        whole.eigenvalue_error if whole else None,
    )


def sub_task_outputs(task: Task, init: Initialisation = UNIT_OUTPUT) -> list[OutputComplexity]:
    """The complexity of every sub-task with teacher forcing, within reach; empty for a parity without a tree."""
    outputs = range(task.d, task.sequence_length + 1)
    if isinstance(task, BitSubsetParity):
        if not task.supervised:
            return []
        if task.d <= MAX_BITS:
            return [
                OutputComplexity(c.t, c.complexity, TABLE, c.relative_error)
                for c in sub_task_complexities(task, init)
            ]
        return [_averaged_sub_task(task, k, init) for k in range(task.num_labels)]
    if task.d <= MAX_DENSE_BITS:
        found = dense_complexities(task, init)
        return [OutputComplexity(t, c, "a dense solve") for t, c in zip(outputs, found, strict=True)]
    reason = (
        f"none: labels that are not parities need a dense solve of 2^d equations, for d to {MAX_DENSE_BITS}"
    )
    return [OutputComplexity(t, None, reason) for t in outputs]


def _averaged_sub_task(task: BitSubsetParity, k: int, init: Initialisation) -> OutputComplexity:
    if k == 0:  # all tokens are free bits
        return _averaged(task.d, label_subsets(task)[0], init)
    if leaves_below(task, k) > MAX_LEAVES:
        reason = f"none: more than {MAX_LEAVES} pairs of bits decide it and the labels read before it"
        return OutputComplexity(task.d + k, None, reason)
    value = tree_coefficient(task, k, init)
    if value < LEAST_SHARE * init.output / 2 * math.fsum(map(init.norm, range(task.d + k))):
        return OutputComplexity(task.d + k, None, "none: the coefficient is too small for sums in floats")
    return OutputComplexity(task.d + k, value**-0.5, AVERAGES)


def _averaged(t: int, subset: Iterable[int], init: Initialisation) -> OutputComplexity:
    if t > MAX_AVERAGED_BITS:
        return OutputComplexity(
            t, None, f"none: averages over all inputs are taken to t = {MAX_AVERAGED_BITS}"
        )
    logarithm = -log_coefficient(t, subset, init) / 2
    if logarithm >= math.log(sys.float_info.max):
        return OutputComplexity(t, None, f"none: 10^{logarithm / math.log(10):.1f} is beyond a float")
    return OutputComplexity(t, math.exp(logarithm), AVERAGES)


def _end_to_end(task: Task, whole: Spectrum | None, init: Initialisation) -> OutputComplexity:
    if isinstance(task, BitSubsetParity):
        if whole is None:
            return _averaged(task.d, task.subset, init)
        found = whole.complexity(task.subset)
        return OutputComplexity(task.d, found.complexity, TABLE, found.relative_error)
    if whole is None:
        reason = f"none: labels of all 2^d inputs are transformed for d to {MAX_LABEL_BITS}"
        return OutputComplexity(task.d, None, reason)
    labels = 2.0 * task.labels(all_inputs(task.d))[:, -task.num_outputs :] - 1
    return OutputComplexity(task.d, max(label_complexity(whole.coefficients, y) for y in labels.T), TRANSFORM)


def dense_complexities(task: Task, init: Initialisation = UNIT_OUTPUT) -> list[float]:
    """sqrt(y^T H^{-1} y) of every sub-task over all 2^d inputs by a dense solve: O(8^d) work each.

    Raises:
        InputError: d is above 13.
    """
    if task.d > 13:
        raise InputError(f"d = {task.d}: a dense solve of 2^d equations is for d up to 13")
    inputs = all_inputs(task.d)
    tokens, labels = task.teacher_forced(inputs), 2.0 * task.labels(inputs).astype(np.float64) - 1
    found: list[float] = []
    for t, _, kernel in pair_kernels(tokens, tokens, 0, init):
        if t >= task.d:
            y = labels[:, t - task.d]
            found.append(math.sqrt(float(y @ solve(kernel, y))))
    return found
