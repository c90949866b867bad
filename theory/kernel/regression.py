r"""Learning curves at infinite width: exact kernel regression on n inputs, and its errors on inputs not drawn.

Full-batch gradient descent on the squared loss of the infinitely wide net, trained in W alone from outputs 0, ends at
the kernel interpolant f_t(x) = k_t(x)^T H_t^{-1} y_t. Each sub-task is fitted on teacher-forced tokens; end to end, the
answer alone is fitted at step d from x.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from theory.errors import InputError
from theory.kernel.arc_cosine import Reals
from theory.kernel.gram import gram_matrices
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation
from theory.tasks.circuits import Circuit
from theory.tasks.sequence import Bits, Task

#: Inputs of at most so many bits are drawn from a list of all of them.
_LISTED_BITS = 20
#: 16,384 samples take two matrices of 2 GiB, and one more to factor.
MAX_SAMPLES = 1 << 14


@dataclass(frozen=True, slots=True)
class RegressionErrors:
    """Errors on test inputs of kernel interpolation of ``samples`` training inputs.

    Attributes:
        samples, distinct: n draws with repetition, and how many different inputs they are (those are fitted).
        test_inputs, seed: how many inputs that were not drawn are tested, and what drew all.
        sub_task_errors: fraction of test inputs whose label is wrong, for each sub-task (teacher forcing).
        any_wrong: fraction with any sub-task wrong: by lemma 1 a bound on the decomposed answer's error.
        end_to_end_error: fraction whose answer is wrong when the answer alone is fitted (any output, if several).
    """

    samples: int
    distinct: int
    test_inputs: int
    seed: int
    sub_task_errors: tuple[float, ...]
    any_wrong: float
    end_to_end_error: float


def learning_errors(
    task: Task,
    samples: int,
    *,
    seed: int = 0,
    test_inputs: int = 1024,
    init: Initialisation = UNIT_OUTPUT,
    threads: int = 1,
    sub_tasks: bool = True,
) -> RegressionErrors:
    """Fit ``samples`` uniform draws, and test on up to ``test_inputs`` inputs that were not drawn.

    Args:
        task: any decomposed task.
        samples: n.
        seed: of the draw.
        test_inputs: at most so many.
        init: the variances.
        threads: worker threads of the kernel; the solver's are BLAS's own.
        sub_tasks: also fit every sub-task; without, ``sub_task_errors`` is empty and ``any_wrong`` is nan.

    Raises:
        InputError: no input is left to test on, or too many samples are asked for.
    """
    train, test = draw_inputs(task.d, samples, test_inputs, seed)
    last = task.sequence_length if sub_tasks else task.d
    signs: Reals = 2.0 * task.labels(train).astype(np.float64) - 1
    wanted = task.labels(test)
    tokens = [task.teacher_forced(x)[:, :last] for x in (train, test)]
    num_outputs = task.num_outputs if isinstance(task, Circuit) else 1
    wrong: list[np.ndarray] = []
    end_to_end = np.zeros(0)
    for t, among, across in gram_matrices(tokens[0], tokens[1], range(task.d, last + 1), init, threads):
        columns = [t - task.d]
        if t == task.d:
            columns += range(task.num_labels - num_outputs, task.num_labels)
        predicted = across @ solve(among, signs[:, columns]) > 0
        missed = predicted != wanted[:, columns]
        if t == task.d:
            end_to_end = missed[:, 1:].any(axis=1)
        wrong.append(missed[:, 0])
    return RegressionErrors(
        samples,
        len(train),
        len(test),
        seed,
        tuple(float(w.mean()) for w in wrong) if sub_tasks else (),
        float(np.any(wrong, axis=0).mean()) if sub_tasks else float("nan"),
        float(end_to_end.mean()),
    )


def solve(lower: Reals, right: Reals) -> Reals:
    """H^{-1} y for a positive definite H of which the lower triangle is given.

    Raises:
        InputError: H is not positive definite to working precision.
    """
    from scipy.linalg import LinAlgError, cho_factor, cho_solve

    # In column order the transpose of a copy is factored in place: its upper triangle is our lower one.
    try:
        factor = cho_factor(lower.copy().T, lower=False, overwrite_a=True, check_finite=False)
    except LinAlgError:
        raise InputError(f"the kernel of {len(lower)} inputs is not positive definite in floats") from None
    solution: Reals = cho_solve(factor, right, check_finite=False)
    return solution


def draw_inputs(d: int, samples: int, test_inputs: int, seed: int) -> tuple[Bits, Bits]:
    """The distinct inputs among ``samples`` uniform draws, in order, and up to ``test_inputs`` distinct others.

    Raises:
        InputError: no input is left to test on, or samples is not between 1 and 16,384.
    """
    if not 1 <= samples <= MAX_SAMPLES:
        raise InputError(f"{samples} samples: kernel regression serves 1 to {MAX_SAMPLES}")
    rng = np.random.default_rng(seed)
    if d > _LISTED_BITS:  # repetitions are so rare that all inputs may be drawn alike
        bits = rng.integers(0, 2, (samples + test_inputs, d), dtype=np.uint8)
        first = np.sort(np.unique(bits, axis=0, return_index=True)[1])
        return bits[first[first < samples]], bits[first[first >= samples]]
    drawn = rng.integers(0, 1 << d, samples)
    drawn = drawn[np.sort(np.unique(drawn, return_index=True)[1])]
    others = np.setdiff1d(np.arange(1 << d), drawn, assume_unique=True)
    if not len(others):
        raise InputError(f"{samples} draws met all {1 << d} inputs and leave none to test on")
    others = rng.permutation(others)[:test_inputs]
    return tuple((chosen[:, None] >> np.arange(d) & 1).astype(np.uint8) for chosen in (drawn, others))  # type: ignore[return-value]
