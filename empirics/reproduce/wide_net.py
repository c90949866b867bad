"""The recurrent net on a fixed sample at large widths, where net and limit meet; only on request."""

from __future__ import annotations

import time
from pathlib import Path

from empirics.choices import Device
from empirics.reproduce.archive import RUNS
from empirics.reproduce.cell_runs import FINISH_SECONDS
from empirics.reproduce.notes import Notes
from empirics.spec import ElmanConfig, RunConfig
from empirics.spec.variants import variant
from empirics.training.interleaved import train_interleaved

#: Narrow first, so that every width is trained; a weight matrix of the last takes 4 GiB.
WIDTHS = (1024, 4096, 8192, 16_384, 32_768)
SAMPLES = {16: 4096, 32: 16_384}
#: eta times m, by the number of bits: the largest power of two at which the descent of the limit is stable at f = 0.
RATES = {16: 1 / 4, 32: 1 / 16}
STEPS, EVALUATE_EVERY = 20_000, 200
TOY_WIDTH, TOY_STEPS = 32, 40


def configs(device: Device, *, toy: bool = False) -> list[RunConfig]:
    """16 bits both ways at every width, then 32 bits with sub-tasks."""
    widths, steps, every = (
        ((TOY_WIDTH,), TOY_STEPS, TOY_STEPS // 2) if toy else (WIDTHS, STEPS, EVALUATE_EVERY)
    )
    wanted = [(16, how, width) for width in widths for how in (True, False)]
    wanted += [(32, True, width) for width in widths]
    return [
        RunConfig(
            d,
            supervised,
            ElmanConfig(width=width, **{**variant("practical"), "eta": RATES[d]}),
            samples=SAMPLES[d],
            steps=steps,
            evaluate_every=every,
            stop_fitted=not supervised,
            device=device,
        )
        for d, supervised, width in wanted
    ]


def train_wide_nets(notes: Notes, out: Path, device: Device, deadline: float, *, toy: bool = False) -> None:
    """Train one net after the other until the deadline; each gets an equal part of the time that is left."""
    deadline -= FINISH_SECONDS
    waiting = [config for config in configs(device, toy=toy) if notes.get(config.name) is None]
    for k, config in enumerate(waiting):
        now = time.monotonic()
        if now >= deadline:
            break
        notes.keep(**{config.name: {"status": "running"}})
        (result,) = train_interleaved(
            [config], out / RUNS, deadline=now + (deadline - now) / (len(waiting) - k)
        )
        notes.keep(**{config.name: {"status": "done", **result.as_dict()}})
