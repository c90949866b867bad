"""Named sets of runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from empirics.runs.config import RunConfig, default_weight_decay
from empirics.runs.model_config import ElmanConfig, TransformerConfig
from theory.errors import InputError


@dataclass(frozen=True, slots=True)
class Planned:
    """A run of a preset.

    Attributes:
        config: what decides it.
        seconds: what it took on one core of a 2-core machine; only orders the runs and foretells the time left.
        expected_to_learn: whether it is there to be learned, or to be seen not to be within its steps.
    """

    config: RunConfig
    seconds: float
    expected_to_learn: bool = True


def _supervised(d: int, seconds: float, steps: int) -> Planned:
    return Planned(RunConfig(d, True, TransformerConfig(), steps=steps), seconds)


def _end_to_end(d: int, seconds: float, steps: int, *, learns: bool = True, every: int = 20) -> Planned:
    model = TransformerConfig(weight_decay=default_weight_decay(d, supervised=False))
    return Planned(RunConfig(d, False, model, steps=steps, evaluate_every=every), seconds, learns)


def _elman(b_variance: Literal["1/m", "1"], *, learns: bool) -> Planned:
    """Both variances of B get the same 350 steps of 32 samples, so that they can be compared."""
    config = RunConfig(
        8, True, ElmanConfig(b_variance=b_variance), steps=350, evaluate_every=10, stop_below=None
    )
    return Planned(config, 18, learns)


PRESETS: dict[str, tuple[Planned, ...]] = {
    "cpu": (
        _supervised(32, 80, 800),
        _supervised(16, 15, 1000),
        _supervised(8, 4, 1000),
        _end_to_end(14, 40, 1500, learns=False, every=100),
        _end_to_end(12, 40, 4000),
        _end_to_end(10, 12, 3000),
        _end_to_end(8, 10, 3000),
        _elman("1", learns=True),
        _elman("1/m", learns=False),
    ),
    # The stored longer run: 64 bits take hours where 32 take a minute.
    "long": (Planned(RunConfig(64, True, TransformerConfig(), steps=20_000, evaluate_every=100), 6 * 3600),),
}


def preset(name: str) -> tuple[Planned, ...]:
    """The runs of a preset; InputError if there is none of this name."""
    if name not in PRESETS:
        raise InputError(f"no preset is called {name!r}; there are {', '.join(PRESETS)}")
    return PRESETS[name]
