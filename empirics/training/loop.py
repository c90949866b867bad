"""The loop around a learner: batches, evaluations, checkpoints; a run that is killed at any instant can be resumed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from empirics.measurements.errors import count_errors
from empirics.spec.config import RunConfig
from empirics.store.writer import Lock, RunWriter
from empirics.training.devices import prepare_device
from empirics.training.inputs import Batches, Inputs, inputs_of
from empirics.training.learners import Learner, make_learner
from theory.arguments import check_arguments
from theory.errors import InputError
from theory.limits import check_memory
from theory.reported.table_1 import TOTAL_STEPS
from theory.results.outcomes import Result, result_of
from theory.results.runs import CONFIG, State
from theory.tasks.sequence import Bits

#: Called with the step and the line of metrics after every evaluation, and with an empty line when the work begins.
Progress = Callable[[int, dict[str, Any]], None]
#: Seconds between checkpoints; an evaluation ends the wait. Metrics do not depend on it.
CHECKPOINT_SECONDS = 2.0
#: The default wait of a large model: this multiple of the time that writing its last checkpoint took.
CHECKPOINT_SHARE = 50
#: The number of validation inputs for a learner's own measurements.
WATCHED = 8
#: The part of a checkpoint that holds the weights of least validation loss.
BEST = "best."


class OutOfTime(Exception):
    """The deadline came before the end of a run; its folder holds a checkpoint of this moment.

    Example:
        >>> from empirics.training import OutOfTime
        >>> issubclass(OutOfTime, Exception)
        True
    """


@dataclass(frozen=True, slots=True)
class Terms:
    """The options of a sitting. None of them changes a metric, except that a run may be given up.

    Attributes:
        progress: see ``Progress``.
        checkpoint_seconds: at least this long between checkpoints; None for an interval that costs 2 % of the time,
            infinity for none before the end.
        keep_checkpoint: keep the checkpoint of the finished run, which its result does not need.
        deadline: of ``time.monotonic``; the first evaluation after it is the last of this sitting.
        give_up: a run that reaches the deadline is evaluated at once and ends there, without being resumed.

    Example:
        >>> from empirics.training import Terms
        >>> Terms(keep_checkpoint=False).give_up
        False
    """

    progress: Progress | None = None
    checkpoint_seconds: float | None = None
    keep_checkpoint: bool = True
    deadline: float = math.inf
    give_up: bool = False

    def __post_init__(self) -> None:
        if self.checkpoint_seconds is not None and not self.checkpoint_seconds >= 0:
            raise InputError(f"checkpoint_seconds is at least 0, not {self.checkpoint_seconds}")


@check_arguments
def train(config: RunConfig, folder: str | Path, *, resume: bool = False, **terms: Any) -> Result:
    """Do a run and return its result, or go on with one.

    Args:
        config: the run's configuration.
        folder: the run's folder.
        resume: resume the run in the folder; a finished run is only read.
        terms: see :class:`Terms`.

    Raises:
        OutOfTime: the deadline came first.
        InputError: the folder holds a run and ``resume`` is not asked for, or holds another run, or cannot be
            resumed; or the configuration cannot be run.

    Example:
        >>> import tempfile
        >>> from empirics.spec import ElmanConfig, RunConfig
        >>> from empirics.store import Run
        >>> from empirics.training import train
        >>> config = RunConfig(4, supervised=True, model=ElmanConfig(width=64), steps=40, stop_below=None)
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     result = train(config, f"{folder}/run")
        ...     len(Run(f"{folder}/run").metrics()), result.steps
        (2, 40)
    """
    folder, run, asked = Path(folder), RunWriter(folder), Terms(**terms)
    if (folder / CONFIG).exists():
        if not resume:
            raise InputError(f"{folder}: holds a run already; continue it (--resume, in Python resume=True)")
        if run.config != config:
            raise InputError(f"{folder}: holds another run ({_difference(run.config, config)})")
        if run.finished:
            return result_of(run)
    model = config.model
    # Weights, gradients and the state of the optimiser or the measurements; the activations of a batch.
    numbers = 3 * model.least_weights + model.batch * config.d * model.width
    check_memory(
        f"{model.kind} of width {model.width:,}, batch {model.batch:,}, d = {config.d:,}", 4 * numbers
    )
    torch.set_num_threads(config.threads)
    sitting = Sitting(config, run)  # before the folder is touched: a run that cannot be done leaves no files
    with run.locked() as lock:
        fresh = not (folder / CONFIG).exists()
        try:
            if fresh:
                run.create(config)
            if not run.finished:  # another process may have ended it meanwhile
                sitting.lock = lock
                sitting.take_up()
                for _ in sitting.steps(asked):
                    pass
        except BaseException:
            if fresh:
                run.discard()
            raise
    return result_of(run)


def begun(config: RunConfig, run: RunWriter, locks: ExitStack) -> Sitting:
    """Begin a run anew, without regard to a checkpoint; its lock is held on the stack."""
    sitting = Sitting(config, run)
    sitting.lock = locks.enter_context(run.locked())
    run.create(config)
    run.rewind(0)
    return sitting


class Sitting:
    """One sitting of a run, from its current state to its end."""

    def __init__(self, config: RunConfig, run: RunWriter) -> None:
        prepare_device(config.device)
        self.config, self.run, self.task = config, run, config.task
        self.inputs: Inputs = inputs_of(config)
        self.learner: Learner = make_learner(config, self.task, self.inputs.training)
        watched = self.task.teacher_forced(self.inputs.validation[:WATCHED])
        self.watched = torch.from_numpy(watched).long()
        self.batches = Batches(self.task, self.inputs.training, config)
        self.lock: Lock | None = None
        #: The results of earlier evaluations on the validation set.
        self.history: list[dict[str, Any]] = []
        self.step = self.metrics_bytes = 0
        self.finished = self.given_up = False
        #: The weights of least validation loss, where those are the ones to be tested.
        self.best: dict[str, Tensor] = {}
        self.seconds_before = 0.0
        self.began = time.monotonic()

    def take_up(self) -> None:
        """Restore the learner and the metrics from the last complete checkpoint."""
        found = self.run.load(self._restore)
        if found is not None:
            _, state = found
            self.step, self.metrics_bytes = state.step, state.metrics_bytes
            self.seconds_before, self.finished = state.seconds, state.finished
        self.run.rewind(self.metrics_bytes)
        self.history = [line["validation"] for line in self.run.metrics()]

    def _restore(self, tensors: dict[str, Tensor]) -> None:
        best = {name: t for name, t in self.learner.weights().items() if self.config.tested == "best"}
        mine, theirs = (
            {name: tuple(tensor.shape) for name, tensor in held.items()}
            for held in (self._with(best), tensors)
        )
        if mine != theirs:
            name = min(name for name in mine | theirs if mine.get(name) != theirs.get(name))
            raise InputError(
                f"{self.run.folder}: the checkpoint is of another model "
                f"({name}: {theirs.get(name, 'missing')} there, {mine.get(name, 'none')} here)"
            )
        self.learner.restore(tensors)
        for name, tensor in best.items():
            self.best[name] = tensors[BEST + name].to(tensor.device)

    def _with(self, best: dict[str, Tensor]) -> dict[str, Tensor]:
        """Return the tensors of a checkpoint."""
        return self.learner.tensors() | {BEST + name: tensor.cpu() for name, tensor in best.items()}

    def steps(self, terms: Terms) -> Iterator[None]:
        """Train to the end or the deadline, a step at a time, so that several sittings can take turns.

        Checkpoints come at evaluations only, so that no sum of losses is interrupted.
        """
        if terms.progress is not None:
            terms.progress(self.step, {})
        saving = _Saving(terms)
        losses: list[Tensor | float] = []
        # It may be finished: killed between its last two files.
        while not self.finished:
            self.step += 1
            losses.append(self.learner.step(*self.batches.of(self.step), self.step))
            self.given_up = terms.give_up and time.monotonic() >= terms.deadline
            if self.step % self.config.evaluate_every and self.step < self.config.steps and not self.given_up:
                yield
                continue
            line, self.finished = self.evaluate(mean(losses))
            losses.clear()
            self.write(line)
            self._keep(saving)
            if terms.progress is not None:
                terms.progress(self.step, line)
            if time.monotonic() >= terms.deadline and not self.finished and not terms.give_up:
                raise OutOfTime
            yield

    def write(self, line: dict[str, Any]) -> None:
        """Append a line to the metrics, if this process still holds the run's lock."""
        if self.lock is not None:
            self.lock.check()
        self.metrics_bytes = self.run.append(line, self.metrics_bytes)

    def _keep(self, saving: _Saving) -> None:
        """Write what is due at this evaluation: a checkpoint, the end of the run, or nothing."""
        now = time.monotonic()
        if self.finished and not saving.terms.keep_checkpoint:
            self.run.finish(self.state)
        elif self.finished or saving.due(now):
            self.run.save(self._with(self.best), self.state)
            saving.done(now)

    @property
    def state(self) -> State:
        """Return the current state of the run."""
        # To the millisecond: beyond the precision of a float a changed digit would not be noticed.
        seconds = round(self.seconds_before + time.monotonic() - self.began, 3)
        return State(self.step, self.metrics_bytes, seconds, self.finished, given_up=self.given_up)

    def evaluate(self, loss: float) -> tuple[dict[str, Any], bool]:
        """Return the line of metrics, and whether the run ends here.

        The last line has test errors, of the last model or the best, and training errors; a fixed sample is evaluated
        as a whole at every evaluation. Table 1 takes its accuracies after 100K steps, so a longer run whose best model
        counts is tested there, too.
        """
        validation = self._errors(self.inputs.validation)
        if not np.isfinite([loss, validation["loss"]]).all():
            model = self.config.model
            rate = "eta" if model.kind == "rnn" else "learning_rate"
            raise InputError(
                f"{self.run.folder}: the loss is no longer finite at step {self.step}; "
                f"use a smaller {rate} than {getattr(model, rate):g}"
            )
        line: dict[str, Any] = {"step": self.step, "loss": loss, "validation": validation}
        line |= self.learner.measurements(self.watched, self.task.num_labels)
        if self.config.tested == "best" and all(validation["loss"] < old["loss"] for old in self.history):
            self.best = {name: tensor.clone() for name, tensor in self.learner.weights().items()}
        self.history.append(validation)
        fixed = self.config.samples is not None
        if fixed:
            line["training"] = self._errors(self.inputs.training)
        fitted = self.config.stop_fitted and line["training"]["free_running_wrong"] == 0
        finished = self._learned() or fitted or self.step >= self.config.steps
        self.given_up = self.given_up and not finished
        finished = finished or self.given_up
        if finished or (self.best and self.step == TOTAL_STEPS):
            with self._best_weights():
                line["test"] = self._errors(self.inputs.test)
        if finished and not fixed:
            line["training"] = self._errors(self.inputs.training[: max(1, self.config.held_out)])
        return line, finished

    def _errors(self, x: Bits) -> dict[str, Any]:
        return count_errors(self.learner.decoder(), self.task, x, self.config.device).as_dict()

    @contextmanager
    def _best_weights(self) -> Iterator[None]:
        """Put the weights of least validation loss in the model's place, where those are the ones to be tested."""
        held = self.learner.weights()
        present = {name: held[name].clone() for name in self.best}
        for name, tensor in self.best.items():
            held[name].copy_(tensor)
        yield
        for name, tensor in present.items():
            held[name].copy_(tensor)

    def _learned(self) -> bool:
        """Return whether enough evaluations in a row were good enough to end the run."""
        below, last = self.config.stop_below, self.history[-self.config.stop_after :]
        return (
            below is not None
            and len(last) == self.config.stop_after
            and all(validation["free_running_error"] <= below for validation in last)
        )


@dataclass(slots=True)
class _Saving:
    """The time of the next checkpoint."""

    terms: Terms
    last: float = 0.0
    wait: float = CHECKPOINT_SECONDS

    def __post_init__(self) -> None:
        self.last = time.monotonic()
        if self.terms.checkpoint_seconds is not None:
            self.wait = self.terms.checkpoint_seconds

    def due(self, now: float) -> bool:
        return now - self.last >= self.wait or (now >= self.terms.deadline and not self.terms.give_up)

    def done(self, began: float) -> None:
        self.last = time.monotonic()
        if self.terms.checkpoint_seconds is None:
            self.wait = max(CHECKPOINT_SECONDS, CHECKPOINT_SHARE * (self.last - began))


def mean(losses: Sequence[Tensor | float]) -> float:
    """The mean of the losses of some steps, in double precision; from a GPU they are fetched all at once."""
    held = [loss for loss in losses if isinstance(loss, Tensor)]
    fetched = iter(torch.stack(held).double().tolist() if held else [])
    return float(np.mean([next(fetched) if isinstance(loss, Tensor) else loss for loss in losses]))


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
