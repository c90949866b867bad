"""Milliseconds a step for each cell, against the card's own limit and against ``transformers``."""

from __future__ import annotations

import gc
import time
from typing import Any

import torch

from empirics.measurements.speed import Card, card, measure
from empirics.models.transformer import Shape
from empirics.reproduce.ladder import best_execution, best_precision
from empirics.reproduce.notes import Notes
from empirics.reproduce.plan import Cell, Device, Precision, cells
from empirics.training.adamw import forget_compiled

#: Cells at both ends of the goal; beside these ``transformers`` is timed, and beside the last pass tuned, too: its
#: compilation takes longest, so it comes last.
COMPARED = ("8 with", "64 with")
#: Where everything is to be tried in a moment.
TOY_SHAPE = Shape(layers=2, width=32, heads=4, context=256)
REPEAT = 3


def measure_speeds(
    notes: Notes, ladder: dict[str, Any], device: Device, deadline: float, *, toy: bool = False
) -> None:
    """Time the cells that are compared first, then the others alone, then the tuned peer; until the deadline."""
    rungs = ladder.get("rungs", ())
    every = cells(toy=toy)
    compared = [cell for cell in every if cell.name in COMPARED]
    passes: list[tuple[Cell, tuple[str, ...]]] = [(cell, ("eager",)) for cell in compared]
    passes += [(cell, ()) for cell in every if cell not in compared]
    passes += [(cell, ("eager", "tuned")) for cell in compared if not toy]
    notes.keep(milliseconds={}, speeds=[], card={}, errors={})
    of_cards: dict[Precision, Card] = {}
    for cell, peers in passes:
        if time.monotonic() >= deadline:
            break
        precision = best_precision(rungs, cell.precision) if device == "cuda" else "float32"
        execution = best_execution(rungs, precision) if device == "cuda" else "eager"
        if device == "cuda" and precision not in of_cards:
            of_cards[precision] = card(device, precision)
            rates = {"bytes_a_second": of_cards[precision].bytes_a_second,
                     "flops_a_second": of_cards[precision].flops_a_second}  # fmt: skip
            notes.keep(card={**notes["card"], precision: rates})
        forget_compiled()
        try:
            found = measure(
                cell.d,
                cell.supervised,
                device,
                precision,
                execution=execution,
                repeat=REPEAT,
                shape=TOY_SHAPE if toy else None,
                peers=peers,
                of_card=of_cards.get(precision),
            )
        except Exception as error:
            notes.keep(errors={**notes["errors"], cell.name: f"{type(error).__name__}: {error}"})
            continue
        line = {"cell": cell.name, "precision": precision, "execution": execution, **found.as_dict()}
        known = {**notes["milliseconds"].get(cell.name, {}), execution: 1000 * found.seconds}
        notes.keep(
            speeds=[*(one for one in notes["speeds"] if one["cell"] != cell.name), line],
            milliseconds={**notes["milliseconds"], cell.name: known},
        )
        gc.collect()
        if device == "cuda":
            torch.cuda.empty_cache()
