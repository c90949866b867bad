"""The loop around a learner: batches, evaluations, checkpoints; killed at any instant it goes on as if nothing was."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

from empirics.measurements.errors import count_errors
from empirics.runs.checkpoints import State
from empirics.runs.config import RunConfig
from empirics.runs.folder import CONFIG, Run
from empirics.runs.results import Result, result_of
from empirics.training.devices import check_device
from empirics.training.inputs import Batches, Inputs, inputs_of
from empirics.training.learners import Learner, make_learner
from theory.errors import InputError
from theory.tasks.sequence import Bits

#: Called with the step and the line of metrics after every evaluation, and with an empty line when the work begins.
Progress = Callable[[int, dict[str, Any]], None]
#: Seconds between checkpoints; an evaluation ends the wait. Metrics do not depend on it.
CHECKPOINT_SECONDS = 2.0
#: Where nobody says how often, a large model waits longer: so many times what writing its last checkpoint took.
CHECKPOINT_SHARE = 50
#: Validation inputs on which a learner's own measurements are made.
WATCHED = 8


class OutOfTime(Exception):
    """The deadline came before the end of a run; its folder holds a checkpoint of this moment."""


def train(
    config: RunConfig,
    folder: Path,
    *,
    resume: bool = False,
    progress: Progress | None = None,
    checkpoint_seconds: float | None = None,
    keep_checkpoint: bool = True,
    deadline: float = math.inf,
) -> Result:
    """Do a run, or go on with one.

    Args:
        config: what decides the run.
        folder: where it lives.
        resume: go on with what the folder holds; a finished run is only read.
        progress: see :data:`Progress`.
        checkpoint_seconds: at least this long between checkpoints; None for what costs 2 % of the time.
        keep_checkpoint: of the finished run. Its result does not need it.
        deadline: of :func:`time.monotonic`; the first evaluation after it is the last of this sitting.

    Raises:
        OutOfTime: the deadline came first.
        InputError: the folder holds a run and ``resume`` is not asked for, or holds another run, or cannot be
            resumed; or the configuration cannot be run.
    """
    run = Run(folder)
    if (folder / CONFIG).exists():
        if not resume:
            raise InputError(f"{folder}: holds a run already; --resume goes on with it")
        if run.config != config:
            raise InputError(f"{folder}: holds another run ({_difference(run.config, config)})")
        if run.finished:
            return result_of(run)
    torch.set_num_threads(config.threads)
    sitting = Sitting(config, run)  # before the folder is touched: a run that cannot be leaves nothing behind
    with run.locked():
        if not (folder / CONFIG).exists():
            run.create(config)
        if not run.finished:  # another process may have ended it meanwhile
            sitting.take_up()
            sitting.work(progress, checkpoint_seconds, keep_checkpoint, deadline)
    return result_of(run)


class Sitting:
    """One sitting of a run, from where it stands to its end."""

    def __init__(self, config: RunConfig, run: Run) -> None:
        check_device(config.device)
        self.config, self.run, self.task = config, run, config.task
        self.inputs: Inputs = inputs_of(config)
        self.learner: Learner = make_learner(config, self.task, self.inputs.training)
        watched = self.task.teacher_forced(self.inputs.validation[:WATCHED])
        self.watched = torch.from_numpy(watched).long()
        self.batches = Batches(self.task, self.inputs.training, config)
        #: What earlier evaluations found on the validation set.
        self.history: list[dict[str, Any]] = []
        self.step = self.metrics_bytes = 0
        self.finished = False
        self.seconds_before = 0.0
        self.began = time.monotonic()

    def take_up(self) -> None:
        """Put the learner where the last whole checkpoint left it, and the metrics too."""
        found = self.run.load(self._restore)
        if found is not None:
            _, state = found
            self.step, self.metrics_bytes = state.step, state.metrics_bytes
            self.seconds_before, self.finished = state.seconds, state.finished
        self.run.rewind(self.metrics_bytes)
        self.history = [line["validation"] for line in self.run.metrics()]

    def _restore(self, tensors: dict[str, torch.Tensor]) -> None:
        mine, theirs = (
            {name: tuple(tensor.shape) for name, tensor in held.items()}
            for held in (self.learner.tensors(), tensors)
        )
        if mine != theirs:
            name = min(name for name in mine | theirs if mine.get(name) != theirs.get(name))
            raise InputError(
                f"{self.run.folder}: the checkpoint is of another model "
                f"({name}: {theirs.get(name, 'missing')} there, {mine.get(name, 'none')} here)"
            )
        self.learner.restore(tensors)

    def work(
        self,
        progress: Progress | None,
        checkpoint_seconds: float | None,
        keep_checkpoint: bool,
        deadline: float,
    ) -> None:
        """Train to the end or the deadline. Checkpoints come at evaluations only, so no loss is half summed."""
        if progress is not None:
            progress(self.step, {})
        last_saved = time.monotonic()
        wait = CHECKPOINT_SECONDS if checkpoint_seconds is None else checkpoint_seconds
        losses: list[torch.Tensor | float] = []
        # It may be finished: killed between its last two files.
        while not self.finished:
            self.step += 1
            losses.append(self.learner.step(*self.batches.of(self.step), self.step))
            if self.step % self.config.evaluate_every and self.step < self.config.steps:
                continue
            line, self.finished = self.evaluate(float(np.mean([float(loss) for loss in losses])))
            losses.clear()
            self.metrics_bytes = self.run.append(line)
            now = time.monotonic()
            if self.finished and not keep_checkpoint:
                self.run.finish(self.state)
            elif self.finished or now >= deadline or now - last_saved >= wait:
                self.run.save(self.learner.tensors(), self.state)
                last_saved = time.monotonic()
                if checkpoint_seconds is None:
                    wait = max(CHECKPOINT_SECONDS, CHECKPOINT_SHARE * (last_saved - now))
            if progress is not None:
                progress(self.step, line)
            if now >= deadline and not self.finished:
                raise OutOfTime

    @property
    def state(self) -> State:
        """Where it stands."""
        seconds = self.seconds_before + time.monotonic() - self.began
        return State(self.step, self.metrics_bytes, seconds, self.finished)

    def evaluate(self, loss: float) -> tuple[dict[str, Any], bool]:
        """The line of metrics, and whether the run ends here.

        It has test errors where its model is the one to be tested so far: the last, or the best. Training errors
        stand in the last line; a fixed sample is looked at whole, and at every evaluation.
        """
        validation = self._errors(self.inputs.validation)
        if not np.isfinite([loss, validation["loss"]]).all():
            raise InputError(f"{self.run.folder}: the loss is no longer finite at step {self.step}")
        line: dict[str, Any] = {"step": self.step, "loss": loss, "validation": validation}
        line |= self.learner.measurements(self.watched, self.task.num_labels)
        best = all(validation["loss"] < earlier["loss"] for earlier in self.history)
        self.history.append(validation)
        fixed = self.config.samples is not None
        if fixed:
            line["training"] = self._errors(self.inputs.training)
        fitted = self.config.stop_fitted and line["training"]["free_running_wrong"] == 0
        finished = self._learned() or fitted or self.step >= self.config.steps
        if best if self.config.tested == "best" else finished:
            line["test"] = self._errors(self.inputs.test)
        if finished and not fixed:
            line["training"] = self._errors(self.inputs.training[: max(1, self.config.held_out)])
        return line, finished

    def _errors(self, x: Bits) -> dict[str, Any]:
        return count_errors(self.learner.model, self.task, x, self.config.device).as_dict()

    def _learned(self) -> bool:
        """Whether enough evaluations in a row were good enough to end the run."""
        below, last = self.config.stop_below, self.history[-self.config.stop_after :]
        return (
            below is not None
            and len(last) == self.config.stop_after
            and all(validation["free_running_error"] <= below for validation in last)
        )


def _difference(held: RunConfig, asked: RunConfig) -> str:
    """The first setting in which two configurations differ."""

    def flat(config: RunConfig) -> dict[str, Any]:
        record = config.as_dict()
        return {**record, **{f"model.{k}": v for k, v in record.pop("model").items()}}

    mine, yours = flat(held), flat(asked)
    return next(
        f"{key} {mine.get(key)} there, {yours.get(key)} asked"
        for key in sorted(mine.keys() | yours.keys())
        if mine.get(key) != yours.get(key)
    )
