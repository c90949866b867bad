r"""Learning curves at infinite width: exact kernel regression on n inputs, and its errors on inputs not drawn.

Full-batch gradient descent on the squared loss of the infinitely wide net, trained in W alone from outputs 0, ends at
the kernel interpolant f_t(x) = k_t(x)^T H_t^{-1} y_t. Each sub-task is fitted on teacher-forced tokens; end to end, the
answer alone is fitted at step d from x.

For parities the matrix is a part of the one over all 2^d inputs, which the Walsh-Hadamard transform diagonalises. Where
n^2 is more than d 2^d no matrix is made: errors on *all* inputs not drawn then cost what errors on a few do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.kernel.arc_cosine import Reals
from theory.kernel.gram import gram_matrices, packed
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation
from theory.kernel.parity import label_subsets, mask_of
from theory.kernel.profile import profiles
from theory.kernel.solve import conjugate_gradients, solve
from theory.tasks.cube import numbered_inputs
from theory.tasks.parity import BitSubsetParity
from theory.tasks.sequence import Bits, Task
from theory.transforms import walsh_hadamard

#: Inputs of at most this number of bits are drawn from a list of all of them.
_LISTED_BITS = 20
#: 16,384 samples take two matrices of 2 GiB.
MAX_SAMPLES = 1 << 14


@dataclass(frozen=True, slots=True)
class RegressionErrors:
    """Errors on test inputs of kernel interpolation of ``samples`` training inputs.

    Returned by :func:`learning_errors`.

    Attributes:
        samples, distinct: n draws with repetition, and how many different inputs they are (those are fitted).
        test_inputs, seed: how many inputs that were not drawn are tested, and the seed of all draws.
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


@check_arguments
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
        seed: decides the draw.
        test_inputs: the largest number of test inputs.
        init: the variances.
        threads: worker threads of the kernel; the solver's are BLAS's own.
        sub_tasks: also fit every sub-task; without, ``sub_task_errors`` is empty and ``any_wrong`` is nan.

    Raises:
        InputError: no input is left to test on, too many samples are asked for, or rounding could decide a sign.

    Example:
        >>> from theory.kernel import learning_errors
        >>> from theory.tasks import BitSubsetParity
        >>> found = learning_errors(BitSubsetParity(8, (0, 2, 4, 6)), samples=128)
        >>> found.any_wrong < found.end_to_end_error
        True
    """
    train, test = draw_inputs(task.d, samples, test_inputs, seed)
    last = task.sequence_length if sub_tasks else task.d
    signs: Reals = 2.0 * task.labels(train).astype(np.float64) - 1
    wanted = task.labels(test)
    wrong: list[np.ndarray] = []
    end_to_end = np.zeros(0)
    outputs = range(task.d, last + 1)
    if isinstance(task, BitSubsetParity) and len(train) * (len(train) + len(test)) > task.d << task.d:
        interpolants = on_the_cube(task, train, test, outputs, init, threads)
    else:
        interpolants = on_the_sample(task, train, test, outputs, init, threads)
    for t, interpolate in interpolants:
        columns = [t - task.d]
        if t == task.d:
            columns += range(task.num_labels - task.num_outputs, task.num_labels)
        missed = (interpolate(signs[:, columns]) > 0) != wanted[:, columns]
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


#: From values at the training inputs, shape (n, columns), to values at the test inputs.
Interpolate = Callable[[Reals], Reals]


def on_the_sample(
    task: Task, train: Bits, test: Bits, outputs: range, init: Initialisation, threads: int
) -> Iterator[tuple[int, Interpolate]]:
    """Yield the interpolation at each output by the n x n matrix of the sample, for any task."""
    tokens = [task.teacher_forced(x)[:, : outputs[-1]] for x in (train, test)]
    for t, among, across in gram_matrices(tokens[0], tokens[1], outputs, init, threads):
        yield t, partial(_by_matrices, among, across)


def _by_matrices(among: Reals, across: Reals, right: Reals) -> Reals:
    return across @ solve(among, right)


def on_the_cube(
    task: BitSubsetParity, train: Bits, test: Bits, outputs: range, init: Initialisation, threads: int
) -> Iterator[tuple[int, Interpolate]]:
    """Yield the interpolation by the spectrum over all 2^d inputs: a product with the matrix is two transforms."""
    rows = [packed(x) for x in (train, test)]
    masks = [mask_of(s) for s in label_subsets(task)[: len(outputs) - 1]]
    for profile in profiles(task.d, masks, init, threads):
        yield profile.t, partial(_by_transforms, walsh_hadamard(profile.kernel), *rows)


def _by_transforms(eigenvalues: Reals, train: np.ndarray, test: np.ndarray, right: Reals) -> Reals:
    def extended(values: Reals) -> Reals:
        """2^d times the kernel's sum over values at the training inputs, everywhere; the factor cancels."""
        cube = np.zeros_like(eigenvalues)
        cube[train] = values
        walsh_hadamard(cube, overwrite=True)
        cube *= eigenvalues
        walsh_hadamard(cube, overwrite=True)
        return cube

    solution = conjugate_gradients(lambda values: extended(values)[train], right)
    return np.stack([extended(column)[test] for column in solution.T], axis=1)


def draw_inputs(d: int, samples: int, test_inputs: int, seed: int) -> tuple[Bits, Bits]:
    """The distinct inputs among ``samples`` uniform draws, in order, and up to ``test_inputs`` distinct others.

    Raises:
        InputError: no input is left to test on, or samples is not between 1 and 16,384.
    """
    if not 1 <= samples <= MAX_SAMPLES:
        raise InputError(f"{samples} samples: kernel regression is for 1 to {MAX_SAMPLES}")
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
    return numbered_inputs(drawn, d), numbered_inputs(others, d)
