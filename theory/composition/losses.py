r"""Both sides of eq 5, exactly, for any task, any distribution of inputs and any predictor.

A predictor answers with a bit, so it treats a score of 0 in the same way when it is judged and when its answer is fed
back. Lemma 1 needs exactly that: :meth:`theory.nets.ExactElman.free_running` shows what happens otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from theory.arguments import check_arguments
from theory.composition.distributions import InputDistribution
from theory.tasks.sequence import Predictor, Task, free_running, teacher_forced_predictions


@dataclass(frozen=True, slots=True)
class Composition:
    """The errors of one predictor on one task.

    Returned by :func:`composition`.

    Attributes:
        teacher_forced_errors: P(wrong at step t | true tokens), t = d ... T; T - d + 1 numbers.
        free_running_error: P(wrong at step T | own predictions fed back), the left side of eq 5.
        any_wrong: P(wrong at some step), which is the same number under teacher forcing and running free.
    """

    teacher_forced_errors: tuple[Fraction, ...]
    free_running_error: Fraction
    any_wrong: Fraction

    @property
    def teacher_forced_sum(self) -> Fraction:
        """The right side of eq 5."""
        return sum(self.teacher_forced_errors, Fraction(0))

    @property
    def mean_error(self) -> Fraction:
        """The error of a location, averaged over the T - d + 1 locations."""
        return self.teacher_forced_sum / len(self.teacher_forced_errors)

    @property
    def factor(self) -> Fraction | None:
        """The factor by which running free multiplies the mean error of a location; None where that error is 0."""
        return self.free_running_error / self.mean_error if self.mean_error else None


@check_arguments
def composition(task: Task, x_weights: InputDistribution, predictor: Predictor) -> Composition:
    """Return the teacher-forced errors, their sum, and the free-running error of eq 5, exactly.

    Args:
        task: the labels y_d ... y_T.
        x_weights: the distribution of x; inputs of shape (n, d).
        predictor: maps a prefix of tokens, shape (n, t), to the predicted bits of step t, shape (n,).

    Raises:
        InputError: the inputs do not have the task's d bits.

    Example:
        >>> import numpy as np
        >>> from theory.composition import InputDistribution, composition
        >>> from theory.tasks import BitSubsetParity
        >>> task, uniform = BitSubsetParity(8, (0, 1, 2, 3)), InputDistribution.uniform(8)
        >>> errors = composition(task, uniform, lambda tokens: np.ones(len(tokens), dtype=np.uint8))
        >>> errors.free_running_error <= errors.teacher_forced_sum
        True
    """
    x = x_weights.inputs
    labels = task.labels(x)
    wrong = teacher_forced_predictions(task, x, predictor) != labels
    free_wrong = free_running(task, x, predictor) != labels
    return Composition(
        teacher_forced_errors=tuple(x_weights.probability(column) for column in wrong.T),
        free_running_error=x_weights.probability(free_wrong[:, -1]),
        any_wrong=x_weights.probability(wrong.any(axis=1)),
    )
