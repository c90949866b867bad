"""The cells of table 1, one after the other, the seeds of each at once."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from empirics.choices import Device
from empirics.reproduce.archive import RUNS
from empirics.reproduce.ladder import best_execution, best_precision, saved_milliseconds
from empirics.reproduce.notes import Notes
from empirics.reproduce.plan import PATIENCE, Cell, cells
from empirics.training.adamw import forget_compiled
from empirics.training.inputs import held_out_size
from empirics.training.interleaved import train_interleaved

#: Seconds that models, graphs and inputs of a cell take before its first step; used only to decide what is skipped.
PREPARATION_SECONDS = 10.0
#: Kept before the end for the last evaluations, which wait for the steps that the host has already queued.
FINISH_SECONDS = 5.0
#: With less than this left no other cell is begun.
LEAST_SECONDS = 20.0


def train_cells(
    notes: Notes, out: Path, device: Device, deadline: float, only: Sequence[str], *, toy: bool = False
) -> None:
    """Train cell by cell until the deadline (of :func:`time.monotonic`).

    A cell whose predicted time does not fit is skipped, unless it was asked for by name. The time that is left in the
    end goes to the skipped cells in their order, with one seed each; what does not finish is given up. A cell that an
    earlier process of this stage did not survive is left out.
    """
    deadline -= FINISH_SECONDS
    every = cells(only, toy=toy)
    for cell in every:
        if notes.get(cell.name, {}).get("status") == "running":
            _keep(notes, cell, status="failed")
    for cell in every:
        if cell.name not in notes:
            _train(notes, out, cell, device, deadline, fitting=not only, toy=toy)
    for cell in every:
        if notes[cell.name]["status"] == "skipped" and deadline - time.monotonic() >= LEAST_SECONDS:
            _train(notes, out, replace(cell, seeds=cell.seeds[:1]), device, deadline, fitting=False, toy=toy)


def _train(
    notes: Notes, out: Path, cell: Cell, device: Device, deadline: float, *, fitting: bool, toy: bool
) -> None:
    """Train one cell, or skip it if it has to fit and does not."""
    rungs = Notes(out, "ladder").get("rungs", ()) if device == "cuda" else ()
    precision, execution = best_precision(rungs, cell.precision), best_execution(rungs, cell)
    predicted = predicted_seconds(cell, rungs, Notes(out, "speed"))
    left = deadline - time.monotonic()
    known = {
        "execution": execution,
        "precision": precision,
        "predicted_seconds": predicted,
        "seconds_left": left,
    }
    if left <= 0 or (fitting and predicted is not None and predicted > left):
        _keep(notes, cell, status="skipped", **known)
        return
    most = left / 2 if predicted is None else min(left, PATIENCE * predicted)
    _keep(notes, cell, status="running", **known)
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


def _keep(notes: Notes, cell: Cell, **found: Any) -> None:
    notes.keep(**{cell.name: {**notes.get(cell.name, {}), **found}})


def predicted_seconds(cell: Cell, rungs: Sequence[dict[str, Any]], speed: dict[str, Any]) -> float | None:
    """Return the seconds that a cell is expected to take; None where no step of it was timed.

    An evaluation takes a third of the time of steps that read as many tokens, since it runs forward only.
    """
    times = speed.get("milliseconds", {}).get(cell.name, {})
    execution, precision = best_execution(rungs, cell), best_precision(rungs, cell.precision)
    milliseconds, compiling = times.get(execution), 0.0
    if execution == "compiled":
        (rung,) = (r for r in rungs if (r["execution"], r["precision"]) == (execution, precision))
        compiling = float(rung["first_step_seconds"])
        if milliseconds is None and "captured" in times:
            milliseconds = times["captured"] - saved_milliseconds(rungs, precision)
    if milliseconds is None:
        return None
    (config, *_) = cell.configs("cpu", "float32", "eager")
    task, inputs = config.task, held_out_size(config.d, config.held_out)
    read = inputs * (task.d + 2 * (task.num_labels - 1))
    evaluation = read / (config.model.batch * task.sequence_length) / 3
    steps = cell.expected_steps * (1 + evaluation / cell.evaluate_every)
    return PREPARATION_SECONDS + compiling + len(cell.seeds) * steps * float(milliseconds) / 1000
