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
from empirics.runs.config import RunConfig
from empirics.runs.folder import CONFIG, Run, State
from empirics.runs.results import Result, result_of
from empirics.training.inputs import Inputs, batch, draw_inputs, held_out_size
from empirics.training.learners import Learner, make_learner
from theory.errors import InputError

#: Called with the step and the line of metrics after every evaluation, and with an empty line when the work begins.
Progress = Callable[[int, dict[str, Any]], None]
#: Seconds between checkpoints at most; an evaluation always ends the wait. Metrics do not depend on it.
CHECKPOINT_SECONDS = 2.0
#: A training set is never drawn larger than this; beyond it inputs repeat.
MOST_TRAINING_INPUTS = 1 << 20


class OutOfTime(Exception):
    """The deadline came before the end of a run; its folder holds a checkpoint of this moment."""


def train(
    config: RunConfig,
    folder: Path,
    *,
    resume: bool = False,
    progress: Progress | None = None,
    checkpoint_seconds: float = CHECKPOINT_SECONDS,
    deadline: float = math.inf,
) -> Result:
    """Do a run, or go on with one.

    Args:
        config: what decides the run.
        folder: where it lives.
        resume: go on with what the folder holds; a finished run is only read.
        progress: see :data:`Progress`.
        checkpoint_seconds: at least this long between checkpoints.
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
    sitting = _Sitting(
        config, run
    )  # before the folder is touched: a run that cannot be leaves nothing behind
    with run.locked():
        if not (folder / CONFIG).exists():
            run.create(config)
        sitting.take_up(run.load())
        sitting.work(progress, checkpoint_seconds, deadline)
    return result_of(run)


class _Sitting:
    """One sitting of a run, from where it stands to its end."""

    def __init__(self, config: RunConfig, run: Run) -> None:
        self.config, self.run, self.task = config, run, config.task
        self.inputs: Inputs = draw_inputs(
            config.d,
            config.seed,
            config.samples,
            min(config.steps * config.model.batch, MOST_TRAINING_INPUTS),
            held_out_size(config.d, config.held_out),
        )
        self.learner: Learner = make_learner(config, self.task.sequence_length)
        self.step = self.metrics_bytes = 0
        self.finished = False
        self.seconds_before = 0.0
        self.began = time.monotonic()

    def take_up(self, checkpoint: tuple[dict[str, torch.Tensor], State] | None) -> None:
        """Put the learner where the checkpoint left it, and the metrics too."""
        if checkpoint is not None:
            tensors, state = checkpoint
            try:
                self.learner.restore(tensors)
            except (KeyError, TypeError, RuntimeError) as error:
                raise InputError(f"{self.run.folder}: the checkpoint is of another model ({error})") from None
            self.step, self.metrics_bytes = state.step, state.metrics_bytes
            self.seconds_before, self.finished = state.seconds, state.finished
        self.run.rewind(self.metrics_bytes)

    def work(self, progress: Progress | None, checkpoint_seconds: float, deadline: float) -> None:
        """Train to the end or the deadline. Checkpoints come at evaluations only, so no loss is half summed."""
        if progress is not None:
            progress(self.step, {})
        last_saved = time.monotonic()
        losses: list[float] = []
        # Another process may have ended it meanwhile, or this one may have been killed between its last two files.
        while not self.finished:
            self.step += 1
            losses.append(self._update())
            if self.step % self.config.evaluate_every and self.step < self.config.steps:
                continue
            line, self.finished = self._evaluate(float(np.mean(losses)))
            losses.clear()
            self.metrics_bytes = self.run.append(line)
            now = time.monotonic()
            if self.finished or now >= deadline or now - last_saved >= checkpoint_seconds:
                self._save()
                last_saved = time.monotonic()
            if progress is not None:
                progress(self.step, line)
            if now >= deadline and not self.finished:
                raise OutOfTime

    def _update(self) -> float:
        x = batch(self.inputs.training, self.config.seed, self.step, self.config.model.batch)
        z = torch.from_numpy(self.task.teacher_forced(x)).long()
        return self.learner.step(z, torch.from_numpy(self.task.labels(x)), self.step)

    def _evaluate(self, loss: float) -> tuple[dict[str, Any], bool]:
        """The line of metrics, and whether the run ends here; the last line also has test and training errors."""
        if not np.isfinite(loss):
            raise InputError(f"{self.run.folder}: the loss is no longer finite at step {self.step}")
        model, validation = self.learner.model, self.inputs.validation
        errors = count_errors(model, self.task, validation)
        line: dict[str, Any] = {"step": self.step, "loss": loss, "validation": errors.as_dict()}
        line |= self.learner.measurements()
        learned = self.config.stop_below is not None and errors.free_running_error <= self.config.stop_below
        finished = learned or self.step >= self.config.steps
        if finished:
            line["test"] = count_errors(model, self.task, self.inputs.test).as_dict()
            seen = self.inputs.training[: max(1, self.config.held_out)]
            line["training"] = count_errors(model, self.task, seen).as_dict()
        return line, finished

    def _save(self) -> None:
        seconds = self.seconds_before + time.monotonic() - self.began
        self.run.save(self.learner.tensors(), State(self.step, self.metrics_bytes, seconds, self.finished))


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
