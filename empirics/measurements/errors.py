"""Both sides of lemma 1, counted on the same inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from theory.arguments import check_arguments
from theory.tasks.sequence import Bits, Task

if TYPE_CHECKING:
    from empirics.models.decoding import Decoder, InPlace


@dataclass(frozen=True, slots=True)
class Errors:
    """The errors of a model on ``inputs`` inputs; counts are whole numbers, so that comparisons are exact.

    Returned by :func:`count_errors`.

    Attributes:
        inputs: how many inputs.
        teacher_forced_wrong: for each t = d ... T, how many labels y_t it gets wrong when fed the truth.
        free_running_wrong: how many answers it gets wrong, in any of their bits, when fed its own predictions.
        loss: eq 4 on these inputs, that is, when fed the truth, with T - d + 1 terms.
    """

    inputs: int
    teacher_forced_wrong: tuple[int, ...]
    free_running_wrong: int
    loss: float

    @property
    def free_running_error(self) -> float:
        """The left side of eq 5."""
        return self.free_running_wrong / self.inputs

    @property
    def teacher_forced_errors(self) -> tuple[float, ...]:
        """The terms of the right side of eq 5, t = d ... T."""
        return tuple(wrong / self.inputs for wrong in self.teacher_forced_wrong)

    @property
    def teacher_forced_sum(self) -> float:
        """The right side of eq 5."""
        return sum(self.teacher_forced_wrong) / self.inputs

    def as_dict(self) -> dict[str, Any]:
        """Counts and rates, as they stand in ``metrics.jsonl``."""
        return {
            "inputs": self.inputs,
            "free_running_wrong": self.free_running_wrong,
            "teacher_forced_wrong": list(self.teacher_forced_wrong),
            "free_running_error": self.free_running_error,
            "teacher_forced_errors": list(self.teacher_forced_errors),
            "teacher_forced_sum": self.teacher_forced_sum,
            "loss": self.loss,
        }


@check_arguments
def count_errors(model: Decoder | InPlace, task: Task, x: Bits, device: str = "cpu") -> Errors:
    """Decode inputs both ways and count a model's errors: both sides of lemma 1 (eq 5).

    Args:
        model: reads tokens one by one, as :class:`empirics.models.Elman` does.
        task: gives the labels.
        x: inputs, shape (n, d).
        device: where the model is.

    Example:
        >>> import numpy as np
        >>> from empirics.measurements import count_errors
        >>> from empirics.models import Elman
        >>> from theory.tasks import BitSubsetParity
        >>> x = np.eye(8, dtype=np.uint8)
        >>> errors = count_errors(Elman.initialise(64, "1", seed=0), BitSubsetParity(8, (0, 1, 2, 3)), x)
        >>> errors.free_running_error <= errors.teacher_forced_sum
        True
    """
    from empirics.models.decoding import decode

    labels = task.labels(x)
    decoded = decode(model, task, x, device)
    answer = (decoded.free != labels)[:, -task.num_outputs :].any(axis=1)
    forced = (decoded.forced != labels).sum(axis=0)
    signs = 2.0 * labels - 1
    with np.errstate(
        all="ignore"
    ):  # of a model that diverges; readers of the loss check whether it is finite
        loss = float(np.logaddexp(0, -signs * decoded.forced_scores).mean())
    return Errors(len(x), tuple(int(wrong) for wrong in forced), int(answer.sum()), loss)
