r"""Kernel regression at infinite width of all outputs at once, as one W gives them.

:mod:`theory.kernel.regression` fits each output with weights of its own. In the net all outputs share W: gradient
descent on their summed squared losses ends at f(x) = k(x)^T H^{-1} Y, where H is the joint kernel over samples *and*
outputs, (n K) x (n K). The blocks between outputs t and t + l do not vanish: they tie f_{t+l} on a sequence to f_t on
the same sequence l tokens later, and every sub-task to the others.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from theory.errors import InputError
from theory.kernel.arc_cosine import Reals
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation
from theory.kernel.recursion import joint_kernel
from theory.kernel.regression import draw_inputs
from theory.tasks.sequence import Bits, Task

#: Rows n K of the largest matrix: 7 GB of doubles, which are factored in place.
MAX_ROWS = 30_000


@dataclass(frozen=True, slots=True)
class JointRegression:
    """The joint interpolant of a sample, and its errors on inputs that were not drawn.

    Attributes:
        samples, distinct: n draws, and how many different inputs they are (those are fitted).
        test_inputs, seed: how many other inputs are tested, and the seed of all draws.
        sub_task_errors: fraction of test inputs whose label is wrong, for each sub-task (teacher forcing).
        any_wrong: fraction with any sub-task wrong.
        radius: R = sqrt(Y^T H^{-1} Y), the distance of W from its start times sqrt(m) in the limit (lemma 7).
    """

    samples: int
    distinct: int
    test_inputs: int
    seed: int
    sub_task_errors: tuple[float, ...]
    any_wrong: float
    radius: float


def joint_factor(tokens: Bits, outputs: range, init: Initialisation = UNIT_OUTPUT) -> tuple[Reals, bool]:
    """The Cholesky factor of the joint kernel of n sequences, as ``scipy.linalg.cho_solve`` takes it; row j K + i is
    output i of sequence j.

    Raises:
        InputError: it is larger than :data:`MAX_ROWS`, or not positive definite in floats.
    """
    from scipy.linalg import LinAlgError, cho_factor

    size = len(outputs) * len(tokens)
    if size > MAX_ROWS:
        raise InputError(
            f"{len(tokens)} samples of {len(outputs)} outputs: at most {MAX_ROWS} rows are factored"
        )
    kernel = joint_kernel(tokens, outputs, init).reshape(size, size)
    try:  # the transpose of a symmetric matrix in row order is itself in column order: factored in place
        factor: tuple[Reals, bool] = cho_factor(kernel.T, lower=True, overwrite_a=True, check_finite=False)
    except LinAlgError:
        raise InputError(
            f"the joint kernel of {len(tokens)} inputs is not positive definite in floats"
        ) from None
    return factor


def joint_regression(
    task: Task,
    samples: int,
    *,
    seed: int = 0,
    test_inputs: int = 1024,
    init: Initialisation = UNIT_OUTPUT,
) -> JointRegression:
    """Fit ``samples`` uniform draws with all outputs at once: the same draw as :func:`learning_errors`.

    Raises:
        InputError: no input is left to test on, or too many rows are asked for.
    """
    train, test = draw_inputs(task.d, samples, test_inputs, seed)
    predicted, radius = joint_interpolant(task, train, test, init)
    wrong = (predicted > 0) != task.labels(test)
    return JointRegression(
        samples,
        len(train),
        len(test),
        seed,
        tuple(wrong.mean(axis=0).tolist()),
        float(wrong.any(axis=1).mean()),
        radius,
    )


def joint_interpolant(
    task: Task, train: Bits, test: Bits, init: Initialisation = UNIT_OUTPUT
) -> tuple[Reals, float]:
    """The outputs on test inputs (teacher forced), (k, outputs), and R = sqrt(Y^T H^{-1} Y)."""
    from scipy.linalg import cho_solve

    outputs = range(task.d, task.sequence_length + 1)
    tokens = task.teacher_forced(train)
    signs = 2.0 * task.labels(train).astype(np.float64).ravel() - 1
    solution = cho_solve(joint_factor(tokens, outputs, init), signs, check_finite=False)
    across = joint_kernel(task.teacher_forced(test), outputs, init, others=tokens)
    predicted = across.reshape(-1, len(signs)) @ solution
    return predicted.reshape(-1, len(outputs)), math.sqrt(float(signs @ solution))
