"""The result of a run, read from its folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.results.milestones import Milestones, milestones
from theory.results.runs import StoredRun

#: A run has learned if at most this share of the answers to inputs that it never trained on is wrong.
LEARNED_ERROR = 0.05


@dataclass(frozen=True, slots=True)
class Result:
    """The end of a finished run, on its test inputs.

    Returned by :func:`result_of`.

    Attributes:
        run: its folder.
        steps: updates made.
        free_running_error: the error of the answer y on the test set, fed its own predictions (end to end: the test
            error).
        training_error: the same error on training inputs.
        teacher_forced_errors: the errors of y_d ... y_T on the test set, fed the truth.
        seconds: training and evaluating.
        test_inputs: size of the test set.
        milestones: when it was better than random on the validation set.
    """

    run: Path
    steps: int
    free_running_error: float
    training_error: float
    teacher_forced_errors: tuple[float, ...]
    seconds: float
    test_inputs: int
    milestones: Milestones

    @property
    def learned(self) -> bool:
        """Return whether the test error is at most ``theory.results.outcomes.LEARNED_ERROR``."""
        return self.free_running_error <= LEARNED_ERROR

    def as_dict(self) -> dict[str, Any]:
        """The JSON object of ``subtask train``."""
        return {
            "run": str(self.run),
            "steps": self.steps,
            "free_running_error": self.free_running_error,
            "training_error": self.training_error,
            "teacher_forced_errors": list(self.teacher_forced_errors),
            "seconds": round(self.seconds, 3),
            "test_inputs": self.test_inputs,
            "learned": self.learned,
            **self.milestones.as_dict(),
        }


@check_arguments
def result_of(run: StoredRun) -> Result:
    """Return the result of a finished run.

    Args:
        run: its folder.

    Raises:
        InputError: the run is not finished, or its metrics are damaged.

    Example:
        >>> from theory.results import StoredRun, result_of
        >>> from theory import InputError
        >>> try:
        ...     result_of(StoredRun("nowhere"))
        ... except InputError:
        ...     print("no run")
        no run
    """
    state = run.state
    if state is None or not state.finished:
        run.check_begun()
        raise InputError(f"{run.folder}: not finished; resume it")
    metrics = run.metrics()
    try:
        # The evaluation of the model that is tested: the last one, or the last that was best.
        test = next(line["test"] for line in reversed(metrics) if "test" in line)
        return Result(
            run.folder,
            state.step,
            test["free_running_error"],
            metrics[-1]["training"]["free_running_error"],
            tuple(test["teacher_forced_errors"]),
            state.seconds,
            test["inputs"],
            milestones(metrics),
        )
    except (KeyError, IndexError, StopIteration):
        raise InputError(
            f"{run.folder}: finished, but its metrics lack the test or training errors"
        ) from None


@check_arguments
def first_step_at_most(run: StoredRun, error: float) -> int | None:
    """Return the first evaluated step whose free-running validation error is at most ``error``; None if there is none.

    Example:
        >>> from theory.results import StoredRun, first_step_at_most
        >>> from theory import InputError
        >>> try:
        ...     first_step_at_most(StoredRun("nowhere"), 0.05)
        ... except InputError as error:
        ...     print(error)
        nowhere: there is no run (config.json is missing)
    """
    for line in run.metrics():
        if line["validation"]["free_running_error"] <= error:
            return int(line["step"])
    return None
