"""A run that somebody wants done."""

from __future__ import annotations

from dataclasses import dataclass

from empirics.runs.config import RunConfig


@dataclass(frozen=True, slots=True)
class Planned:
    """A run of a preset.

    Attributes:
        config: what decides it.
        cost: what it takes, or is guessed to take, beside the others; only foretells the time left.
    """

    config: RunConfig
    cost: float
