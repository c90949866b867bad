"""Which way of carrying out a step gives the right numbers on this card, and how fast each is.

Each rung trains the toy of :mod:`empirics.reproduce.reference` and the first steps of a recorded run at the paper's
size. A rung agrees where losses, gradients, scores and recorded lines do within the tolerance of its precision.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import torch

from empirics.choices import Device, Execution, Precision
from empirics.models.decoding import InPlace
from empirics.reproduce.notes import Notes
from empirics.reproduce.plan import Cell
from empirics.reproduce.reference import TOY, Trained, committed, in_double_precision, summary, trained
from empirics.spec import RunConfig, TransformerConfig
from empirics.store import Run
from empirics.training.adamw import AdamW, forget_compiled
from empirics.training.devices import prepare_device
from empirics.training.inputs import Batches, inputs_of
from theory.results.records import RECORDED

#: The largest relative deviation that counts as agreement: of the losses of the toy, its gradient, and the losses of
#: recorded lines; scores after the last step may deviate :data:`SCORES` times as much. Set before any GPU was seen,
#: from what a processor deviates by over eight seeds: float32 2e-7, 3e-7 and 2e-5 for scores, bf16 2e-3, 2e-3 and
#: 3e-2; TF32 rounds eight times as finely as bf16.
TOLERANCE: dict[Precision, float] = {"float32": 1e-4, "tf32": 1e-2, "bf16": 5e-2}
SCORES = 2.0
#: The double-precision toy agrees with the committed one up to the order of sums.
REFERENCE_TOLERANCE = 1e-9
#: The first recorded run of 8 bits at the paper's size with the one setting; its first lines are repeated.
RECORDED_RUN = RECORDED / "table-1" / "transformer-d8-supervised-seed27-8ce427fd"
RECORDED_LINES = 2
#: Steps that are timed.
TIMED = 30


@dataclass(frozen=True, slots=True)
class Rung:
    """A way of carrying out a step."""

    execution: Execution
    precision: Precision

    @property
    def name(self) -> str:
        """The name in tables."""
        return f"{self.execution}, {self.precision}"

    def of(self, config: RunConfig, device: Device) -> RunConfig:
        """Return the run carried out this way."""
        assert isinstance(config.model, TransformerConfig)
        model = replace(config.model, execution=self.execution, precision=self.precision)
        return replace(config, model=model, device=device)


RUNGS: dict[Device, tuple[Rung, ...]] = {
    "cuda": (
        Rung("eager", "float32"),
        Rung("captured", "float32"),
        Rung("captured", "tf32"),
        Rung("captured", "bf16"),
        # Compiling takes most of the time, and pays for long cells only.
        Rung("compiled", "tf32"),
        Rung("compiled", "bf16"),
    ),
    "cpu": (Rung("eager", "float32"), Rung("eager", "bf16")),
}


def climb(notes: Notes, device: Device, *, toy: bool = False) -> None:
    """Try every rung that is not noted yet, and note what it finds.

    A rung that fails is noted with its error, and ends the process: after an error a GPU, or the allocator of a failed
    capture, may be unusable. The supervisor starts another one for the rungs that are left.

    Raises:
        SystemExit: a rung failed.
    """
    prepare_device(device)
    truth = in_double_precision()
    notes.keep(reference=_against_committed(truth), tolerance=TOLERANCE)
    if (died := notes.get("running")) is not None:
        _note(notes, Rung(*died), {"agrees": False, "error": "its process died"})
    known = [Rung(one["execution"], one["precision"]) for one in notes.get("rungs", ())]
    for rung in RUNGS[device]:
        if rung in known:
            continue
        notes.keep(running=[rung.execution, rung.precision])
        try:
            found = measured(rung, truth, device, toy=toy)
        except Exception as error:
            traceback.print_exc()
            _note(notes, rung, {"agrees": False, "error": f"{type(error).__name__}: {error}"})
            raise SystemExit(1) from None
        _note(notes, rung, found)


def _note(notes: Notes, rung: Rung, found: dict[str, Any]) -> None:
    known = {"execution": rung.execution, "precision": rung.precision, **found}
    notes.keep(rungs=[*notes.get("rungs", ()), known], running=None)


def measured(rung: Rung, truth: Trained, device: Device, *, toy: bool) -> dict[str, Any]:
    """Return one rung's deviations from the double-precision toy and from a recorded run, and its speed."""
    forget_compiled()
    config = rung.of(TOY, device)
    first = trained(_learner(config), config)
    found = deviations(first, truth)
    if rung.execution != "compiled":  # it would be compiled twice
        second = trained(_learner(config), config)
        found["repeats"] = first.losses == second.losses and bool((first.scores == second.scores).all())
    found["twins_differ"] = twins_that_differ(config) if device == "cuda" else 0
    if not toy:
        found |= _at_the_paper_s_size(rung, device)
    bound = {"score_deviation": SCORES * TOLERANCE[rung.precision]}
    found["agrees"] = all(
        found[key] <= bound.get(key, TOLERANCE[rung.precision]) for key in found if key.endswith("_deviation")
    )
    return found


def deviations(found: Trained, truth: Trained) -> dict[str, Any]:
    """Return the relative deviations of a toy from the double-precision one; NaN counts as infinite."""
    square = sum(float(part.square().sum()) for part in truth.gradient.values())
    apart = sum(float((found.gradient[name] - part).square().sum()) for name, part in truth.gradient.items())
    scores = np.abs(found.scores - truth.scores).max() / np.abs(truth.scores).max()
    return {
        "loss_deviation": _apart(found.losses, truth.losses),
        "gradient_deviation": _finite((apart / square) ** 0.5),
        "score_deviation": _finite(float(scores)),
        "bits_that_differ": int((found.free != truth.free).sum()),
        "bits": int(truth.free.size),
    }


def _apart(found: Sequence[float], truth: Sequence[float]) -> float:
    return max(_finite(abs(one - other) / abs(other)) for one, other in zip(found, truth, strict=True))


def _finite(value: float) -> float:
    """Return the value, or 1e300 for infinity and NaN, which JSON does not have and no comparison treats as large."""
    return value if value < float("inf") else 1e300


def _against_committed(truth: Trained) -> dict[str, Any]:
    """Return whether this machine's processor finds the committed double-precision toy."""
    here, there = summary(truth), committed()
    losses = _apart(here["losses"], there["losses"])
    norms = _apart(*([found["gradient_norms"][name] for name in truth.gradient] for found in (here, there)))
    equal = max(losses, norms) <= REFERENCE_TOLERANCE and here["free"] == there["free"]
    return {"agrees": equal, "loss_deviation": losses, "gradient_norm_deviation": norms}


def twins_that_differ(config: RunConfig) -> int:
    """Inputs of which two rows that are fed the same bits predict different ones; lemma 1 compares such rows."""
    learner = _learner(config)
    decoder = learner.decoder()
    assert isinstance(decoder, InPlace)
    x = torch.from_numpy(inputs_of(config).validation).to(config.device).long()
    with torch.no_grad():
        truth = torch.zeros(len(x), config.task.num_labels, dtype=torch.long, device=config.device)
        predicted = decoder.both_ways(x, truth)[0].clone()
        # Fed its own predictions as if they were the truth, each row has a twin.
        again, scores = decoder.both_ways(x, predicted)
    return int((again != (scores > 0)).any(dim=1).sum())


def _at_the_paper_s_size(rung: Rung, device: Device) -> dict[str, Any]:
    """Repeat the first lines of a recorded run, check that steps do not wait for the host, and time a step."""
    run = Run(RECORDED_RUN)
    lines = run.metrics()[:RECORDED_LINES]
    config = rung.of(run.config, device)
    learner, batches = _learner(config), Batches(config.task, inputs_of(config).training, config)
    found: dict[str, Any] = {}
    began = time.monotonic()
    losses = [learner.step(*batches.of(1), 1)]
    if device == "cuda":
        torch.cuda.synchronize()
    found["first_step_seconds"] = time.monotonic() - began
    with _no_waiting(device):
        losses += [learner.step(*batches.of(k), k) for k in range(2, lines[-1]["step"] + 2)]
    values = torch.stack(losses).double().tolist()
    ends = [0, *(line["step"] for line in lines)]
    means = [float(np.mean(values[begin:end])) for begin, end in pairwise(ends)]
    found["recorded_deviation"] = _apart(means, [line["loss"] for line in lines])
    found["milliseconds"] = _milliseconds(learner, batches, lines[-1]["step"] + 1, device)
    return found


@contextmanager
def _no_waiting(device: Device) -> Iterator[None]:
    """Raise where a step makes the host wait for the GPU."""
    if device == "cpu":
        yield
        return
    torch.cuda.set_sync_debug_mode("error")
    try:
        yield
    finally:
        torch.cuda.set_sync_debug_mode("default")


def _milliseconds(learner: AdamW, batches: Batches, first: int, device: Device) -> float:
    """The time of a step on one batch."""
    z, labels = batches.of(first)
    if device == "cuda":
        torch.cuda.synchronize()
    began = time.perf_counter()
    for _ in range(TIMED):
        learner.step(z, labels, first)
    if device == "cuda":
        torch.cuda.synchronize()
    return 1000 * (time.perf_counter() - began) / TIMED


def _learner(config: RunConfig) -> AdamW:
    assert isinstance(config.model, TransformerConfig)
    return AdamW(config.model, config.task.sequence_length, config.seed, config.steps, config.device)


Rungs = Sequence[dict[str, Any]]


def best_precision(rungs: Rungs, wanted: Precision) -> Precision:
    """The precision that is wanted if any rung of it agrees, else the next finer one that does; at last float32."""
    order: tuple[Precision, ...] = ("bf16", "tf32", "float32")
    agreeing = {rung["precision"] for rung in rungs if rung["agrees"]}
    return next((one for one in order[order.index(wanted) :] if one in agreeing), "float32")


def best_execution(rungs: Rungs, cell: Cell) -> Execution:
    """The fastest execution that agrees in the precision of a cell, if compiling pays there.

    Its saving over the expected steps of all seeds must exceed the time of compiling; ``eager`` where none agrees.
    """
    precision = best_precision(rungs, cell.precision)
    of_kind = {rung["execution"]: rung for rung in rungs if rung["agrees"] and rung["precision"] == precision}
    if "compiled" in of_kind and "captured" in of_kind:
        saved = saved_milliseconds(rungs, precision) * cell.expected_steps * len(cell.seeds)
        taken = of_kind["compiled"]["first_step_seconds"] - of_kind["captured"]["first_step_seconds"]
        del of_kind["captured" if saved > 1000 * taken else "compiled"]
    execution: Execution = min(
        of_kind, key=lambda kind: float(of_kind[kind].get("milliseconds", 0)), default="eager"
    )
    return execution


def saved_milliseconds(rungs: Rungs, precision: Precision) -> float:
    """Return the time that a compiled step of 8 bits saves over a captured one; 0 where either was not timed."""
    times = {rung["execution"]: rung["milliseconds"] for rung in rungs
             if rung["precision"] == precision and "milliseconds" in rung}  # fmt: skip
    return float(times["captured"] - times["compiled"]) if {"captured", "compiled"} <= times.keys() else 0.0
