"""The cells of table 1, one after the other, the seeds of each at once."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from empirics.reproduce.archive import RUNS
from empirics.reproduce.ladder import best_execution, best_precision
from empirics.reproduce.notes import Notes
from empirics.reproduce.plan import PATIENCE, Cell, Device, Execution, cells
from empirics.training.adamw import forget_compiled
from empirics.training.inputs import held_out_size
from empirics.training.interleaved import train_interleaved
from theory.files import read_json

#: What models, graphs and inputs of a cell take before its first step, in seconds; it decides only what is skipped.
PREPARATION_SECONDS = 10.0


def train_cells(
    notes: Notes, out: Path, device: Device, deadline: float, only: Sequence[str], *, toy: bool = False
) -> None:
    """Train cell by cell until the deadline (of :func:`time.monotonic`).

    A cell that an earlier process of this stage did not survive is left out; one whose predicted time does not fit
    is skipped, unless it was asked for by name.
    """
    found = {stage: _found(out, stage) for stage in ("ladder", "speed")}
    for cell in cells(only, toy=toy):
        earlier = notes.get(cell.name, {}).get("status")
        if earlier is not None:
            if earlier == "running":
                _keep(notes, cell, status="failed")
            continue
        execution, milliseconds = chosen(cell, found["ladder"], found["speed"], device)
        predicted = predicted_seconds(cell, milliseconds)
        left = deadline - time.monotonic()
        if left <= 0 or (predicted is not None and predicted > left and not only):
            _keep(notes, cell, status="skipped", predicted_seconds=predicted, seconds_left=left)
            continue
        precision = best_precision(found["ladder"].get("rungs", ()), cell.precision)
        if device == "cpu":
            precision = "float32"
        most = left / 2 if predicted is None else min(left, PATIENCE * predicted)
        _keep(notes, cell, status="running", execution=execution, precision=precision,
              predicted_seconds=predicted, most_seconds=most)  # fmt: skip
        forget_compiled()
        began = time.monotonic()
        configs = cell.configs(device, precision, execution, toy=toy)
        results = train_interleaved(configs, out / RUNS, deadline=began + most)
        _keep(
            notes,
            cell,
            status="done",
            seconds=time.monotonic() - began,
            steps=[result.steps for result in results],
            errors=[result.free_running_error for result in results],
        )


def _found(out: Path, stage: str) -> dict[str, Any]:
    path = out / f"{stage}.json"
    return read_json(path) if path.exists() else {}


def _keep(notes: Notes, cell: Cell, **found: Any) -> None:
    notes.keep(**{cell.name: {**notes.get(cell.name, {}), **found}})


def chosen(
    cell: Cell, ladder: dict[str, Any], speed: dict[str, Any], device: Device
) -> tuple[Execution, float | None]:
    """How the steps of a cell are carried out, and the milliseconds of one as measured; None where it was not.

    Compiling has to pay: what it saves over the expected steps must be more than what it takes.
    """
    if device == "cpu":
        return "eager", None
    rungs = ladder.get("rungs", ())
    execution = best_execution(rungs, best_precision(rungs, cell.precision))
    times = speed.get("milliseconds", {}).get(cell.name, {})
    if execution == "compiled":
        of_kind = {rung["execution"]: rung for rung in rungs if rung["precision"] == cell.precision}
        captured = of_kind.get("captured", {})
        if captured.get("agrees"):
            saved = captured["milliseconds"] - of_kind["compiled"]["milliseconds"]
            taken = of_kind["compiled"]["first_step_seconds"] - captured["first_step_seconds"]
            if saved * cell.expected_steps * len(cell.seeds) < 1000 * taken:
                execution = "captured"
    return execution, times.get(execution, times.get("captured"))


def predicted_seconds(cell: Cell, milliseconds: float | None) -> float | None:
    """What a cell is expected to take; None where no step of it was timed.

    An evaluation reads about as many tokens as so many steps do, forward only, and forward is a third of a step.
    """
    if milliseconds is None:
        return None
    (config, *_) = cell.configs("cpu", "float32", "eager")
    task, inputs = config.task, held_out_size(config.d, config.held_out)
    read = inputs * (task.d + 2 * (task.num_labels - 1))
    evaluation = read / (config.model.batch * task.sequence_length) / 3
    steps = cell.expected_steps * (1 + evaluation / cell.evaluate_every)
    return PREPARATION_SECONDS + len(cell.seeds) * steps * milliseconds / 1000
