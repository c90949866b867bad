"""Milliseconds a step for each cell, against the card's own limit and against ``transformers``."""

from __future__ import annotations

import gc
import time
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import torch

from empirics.choices import Device, Execution, Precision
from empirics.models.transformer import Shape
from empirics.reproduce.ladder import Rungs, best_precision
from empirics.reproduce.notes import Notes
from empirics.reproduce.plan import Cell, cells
from empirics.studies.speed import Card, card, time_step, timed_run
from empirics.training.adamw import forget_compiled
from empirics.training.devices import prepare_device

#: Cells at both ends of the goal, with which ``transformers`` is timed too. Compiling takes longest, so
#: these cells are timed again at the end, compiled, with ``transformers`` tuned.
COMPARED = ("8 with", "64 with")
#: The decoder of a toy.
TOY_SHAPE = Shape(layers=2, width=32, heads=4, context=256)
REPEAT = 3


def measure_speeds(
    notes: Notes, ladder: dict[str, Any], device: Device, deadline: float, *, toy: bool = False
) -> None:
    """Time the cells that are compared first, then the others alone, then the compared ones compiled, in this order.

    A timing that fails is noted and ends the process, as in :func:`empirics.reproduce.ladder.climb`.

    Raises:
        SystemExit: a timing failed.
    """
    prepare_device(device)
    for name in ("milliseconds", "card", "errors"):
        notes.setdefault(name, {})
    if (died := notes.get("running")) is not None:
        notes.keep(errors={**notes["errors"], died: "its process died"}, running=None)
    for work in works(ladder.get("rungs", ()), device, toy=toy):
        if work.name in notes["errors"] or work.name in notes.get("done", ()):
            continue
        if time.monotonic() >= deadline:
            break
        notes.keep(running=work.name)
        try:
            _measure(notes, work, device, toy=toy)
        except Exception as error:
            traceback.print_exc()
            notes.keep(
                errors={**notes["errors"], work.name: f"{type(error).__name__}: {error}"}, running=None
            )
            raise SystemExit(1) from None
        notes.keep(done=[*notes.get("done", ()), work.name], running=None)


@dataclass(frozen=True, slots=True)
class Work:
    """A cell to be timed: how its step is carried out, and the peers timed with it."""

    cell: Cell
    precision: Precision
    execution: Execution
    peers: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name in notes."""
        return ", ".join((self.cell.name, self.execution, *self.peers))


def works(rungs: Rungs, device: Device, *, toy: bool = False) -> Iterator[Work]:
    """Yield the cells to be timed, in order."""
    every = cells(toy=toy)
    compared = [cell for cell in every if cell.name in COMPARED]
    for cell in (*compared, *(cell for cell in every if cell not in compared)):
        yield _work(cell, rungs, device, ("captured",), ("eager",) if cell in compared else ())
    if not toy:
        for cell in compared:
            yield _work(cell, rungs, device, ("compiled", "captured"), ("eager", "tuned"))


def _work(
    cell: Cell, rungs: Rungs, device: Device, wanted: tuple[Execution, ...], peers: tuple[str, ...]
) -> Work:
    """A cell carried out in the first wanted way that agrees in its precision, else eagerly."""
    precision = best_precision(rungs, cell.precision) if device == "cuda" else "float32"
    agreeing = {rung["execution"] for rung in rungs if rung["agrees"] and rung["precision"] == precision}
    return Work(cell, precision, next((way for way in wanted if way in agreeing), "eager"), peers)


def _measure(notes: Notes, work: Work, device: Device, *, toy: bool) -> None:
    of_card: Card | None = None
    if device == "cuda":
        if work.precision not in notes["card"]:
            notes.keep(card={**notes["card"], work.precision: asdict(card(device, work.precision))})
        of_card = Card(**notes["card"][work.precision])
    forget_compiled()
    cell = work.cell
    config = timed_run(
        cell.d,
        cell.supervised,
        device,
        work.precision,
        execution=work.execution,
        repeat=REPEAT,
        shape=TOY_SHAPE if toy else None,
    )
    found = time_step(config, peers=work.peers, of_card=of_card)
    line = {"cell": cell.name, "precision": work.precision, "execution": work.execution, **found.as_dict()}
    known = {**notes["milliseconds"].get(cell.name, {}), work.execution: 1000 * found.seconds}
    notes.keep(
        speeds=[*notes.get("speeds", ()), line], milliseconds={**notes["milliseconds"], cell.name: known}
    )
    if device == "cuda":
        gc.collect()
        torch.cuda.empty_cache()
