r"""Algorithm 1 at infinite width, simulated exactly: SGD in the space of the kernel, all outputs at once.

As m grows with B of variance 1, f_t stays linear in W along algorithm 1, and a step on the input x moves all outputs:

    f_{t'}(x') += (1 / sqrt n) sum_t H^{t',t}(x', x) y_t / ((T - d) (1 + exp(y_t f_t(x)))),

since eta = 1/(m sqrt n) and <grad f_{t'}(x'), grad f_t(x)> = m H^{t',t}(x', x). The terms with t' != t do not vanish.
The outputs start as a Gaussian process of covariance <h_t, h_{t'}>. (With one output eq 4 divides by T - d = 0; there
the factor 1/(T - d) is left out.)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.kernel.arc_cosine import Reals
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation
from theory.kernel.recursion import joint_kernel
from theory.tasks.cube import all_inputs
from theory.tasks.sequence import Task

#: All 2^d inputs times all outputs: five outputs of 12 bits make a kernel of 3.4 GB, and a covariance of the same size.
MAX_POINTS = 5 << 12


@dataclass(frozen=True, slots=True)
class DescentErrors:
    """Errors over all 2^d inputs after SGD, teacher forcing.

    Returned by :meth:`KernelDescent.run`.

    Attributes:
        samples: n, the number of steps and of draws.
        sub_task_errors: of each sub-task, at the last iterate.
        any_wrong: any sub-task wrong, at the last iterate.
        mean_any_wrong: the same averaged over the iterates before each step, as theorems 2 and 3 average.
        moved: largest |f - f_0| over inputs and outputs.
    """

    samples: int
    sub_task_errors: tuple[float, ...]
    any_wrong: float
    mean_any_wrong: float
    moved: float


class KernelDescent:
    """A task with its joint kernel over all inputs and outputs, ready to be trained.

    Raises:
        InputError: more than 20,480 pairs of an input and an output.

    Example:
        >>> from theory.kernel import KernelDescent
        >>> from theory.tasks import BitSubsetParity
        >>> descent = KernelDescent(BitSubsetParity(4, (0, 2)))
        >>> descent.run(256).sub_task_errors
        (0.0,)
    """

    @check_arguments
    def __init__(self, task: Task, init: Initialisation = UNIT_OUTPUT) -> None:
        points = task.num_labels << task.d if task.d < 30 else MAX_POINTS + 1
        if points > MAX_POINTS:
            raise InputError(
                f"2^{task.d} inputs with {task.num_labels} outputs: at most {MAX_POINTS} pairs are simulated"
            )
        self.task, self.init = task, init
        inputs = all_inputs(task.d)
        self.signs = 2.0 * task.labels(inputs) - 1
        self._joint = partial(
            joint_kernel, task.teacher_forced(inputs), range(task.d, task.sequence_length + 1), init
        )
        self.kernel = self._joint()

    def initial_outputs(self, seed: int | None) -> Reals:
        """f_0, shape (2^d, outputs): a draw of the Gaussian process, or 0 for seed None."""
        if seed is None:
            return np.zeros(self.signs.shape)
        draw = np.random.default_rng(seed).standard_normal(self.signs.size)
        return (self._root @ draw).reshape(self.signs.shape)

    @cached_property
    def covariance(self) -> Reals:
        """The covariance of f_0 between all outputs of all inputs, of shape (2^d, outputs, 2^d, outputs)."""
        return self.init.output * self._joint(states=True)

    @cached_property
    def _root(self) -> Reals:
        """The lower Cholesky factor of the covariance of all outputs, shape (points, points)."""
        from scipy.linalg import cholesky

        flat = self.covariance.reshape(self.signs.size, -1)
        root: Reals = cholesky(flat, lower=True, check_finite=False)
        return root

    @check_arguments
    def run(
        self, samples: int, *, seed: int = 0, random_start: bool = False, rate: float | None = None
    ) -> DescentErrors:
        """Take n steps on n uniform draws.

        Args:
            samples: n.
            seed: decides the draws, and a random start.
            random_start: start at a draw of the Gaussian process of f_0, not at 0.
            rate: eta m, for the printed loss of eq 4; 1 / sqrt n, as algorithm 1 prints it, if left out.

        Raises:
            InputError: the rate is not positive and finite.
        """
        outputs = self.signs.shape[1]
        eta_m = 1 / math.sqrt(samples) if rate is None else rate
        if not 0 < eta_m < math.inf:
            raise InputError(f"the rate must be positive and finite, not {eta_m}")
        rate = eta_m / max(outputs - 1, 1)
        start = self.initial_outputs(seed if random_start else None)
        f, order = start.copy(), np.random.default_rng(seed).integers(0, len(self.signs), samples)
        seen = 0.0
        for x in order:
            seen += float((f * self.signs <= 0).any(axis=1).mean())
            margins = f[x] * self.signs[x]
            force = rate * self.signs[x] * 0.5 * (1 - np.tanh(margins / 2))  # y / (1 + exp(y f))
            f += (force @ self.kernel[x].reshape(outputs, -1)).reshape(f.shape)  # the kernel is symmetric
        wrong = f * self.signs <= 0
        return DescentErrors(
            samples,
            tuple(float(w) for w in wrong.mean(axis=0)),
            float(wrong.any(axis=1).mean()),
            seen / samples,
            float(np.abs(f - start).max()),
        )


def descend(kernel: Reals, start: Reals, signs: Reals, *, rate: float, steps: int) -> Reals:
    """Gradient descent on the mean loss of a fixed sample, at infinite width and with eta = ``rate`` / m.

    Args:
        kernel: between every output of N inputs and of the first n of them, which are the sample:
            shape (N, outputs, n, outputs), as :func:`theory.kernel.joint_kernel` gives it.
        start: f_0 at all of them, (N, outputs).
        signs: y of the sample, (n, outputs).
        rate: eta m, where each input's loss is the mean over its outputs.
        steps: how many.

    Returns:
        f at all of them, (N, outputs).
    """
    flat, f = kernel.reshape(start.size, signs.size), start.copy()
    for _ in range(steps):
        force = signs * 0.5 * (1 - np.tanh(f[: len(signs)] * signs / 2))  # y / (1 + exp(y f))
        f += rate / signs.size * (flat @ force.ravel()).reshape(f.shape)
    return f


def steepness(kernel: Reals) -> float:
    """Return the steepness: descent near f = 0 is unstable unless the rate of :func:`descend` times it is below 2.

    It is the largest eigenvalue of the sample's kernel, over the number of its outputs, times the loss's curvature 1/4.

    Args:
        kernel: between every output of the n inputs of the sample, (n, outputs, n, outputs).
    """
    size = kernel.shape[0] * kernel.shape[1]
    return float(np.linalg.eigvalsh(kernel.reshape(size, -1))[-1]) / size / 4
