"""The small run: a decoder of one layer trained by Muon, on a processor in seconds to minutes.

The settings come from a trial at 32 and 64 bits; their results over many seeds are recorded
(:mod:`empirics.studies.gap`).
"""

from __future__ import annotations

from dataclasses import dataclass

from empirics.choices import Optimizer, Schedule
from empirics.spec.config import FIRST_SEED, PAPER_HELD_OUT, PARITY, RunConfig
from empirics.spec.model_config import TransformerConfig


@dataclass(frozen=True, slots=True)
class Recipe:
    """How tasks up to ``bits`` input bits are trained with sub-tasks.

    Attributes:
        bits: the largest d that it is for.
        width, heads: sizes of the decoder; its perceptron is as wide.
        muon_rate, learning_rate: the rates of Muon and of AdamW.
        schedule: the schedule of both rates.
        steps: the budget, at least twice what any recorded run of these settings took.
        evaluate_every: steps between evaluations.
    """

    bits: float
    width: int
    heads: int
    muon_rate: float
    learning_rate: float
    schedule: Schedule
    steps: int
    evaluate_every: int


RECIPES = (
    Recipe(32, 128, 16, 0.04, 2e-3, "constant", 240, 10),
    Recipe(64, 128, 16, 0.02, 1e-3, "constant", 600, 20),
    Recipe(float("inf"), 256, 32, 0.02, 1e-3, "linear", 1200, 50),
)
#: End to end a run gets this many times the steps.
TIMES_LONGER = 10
#: With AdamW alone one rate for all sizes: at 32 bits the best of those tried (``docs/appendix_g/gap.md``).
ADAMW_RATE = 1e-3


def recipe(d: int) -> Recipe:
    """Return the settings for d input bits."""
    return next(one for one in RECIPES if d <= one.bits)


def one_layer(
    d: int,
    supervised: bool,
    *,
    seed: int = FIRST_SEED,
    threads: int = 1,
    optimizer: Optimizer = "muon",
    task_name: str = PARITY,
    circuit_sha256: str = "",
) -> RunConfig:
    """Return the small run of d bits: the decoder of one layer, by Muon or, to compare, by AdamW.

    Raises:
        InputError: the task does not exist.

    Example:
        >>> one_layer(32, True).steps, one_layer(32, False).steps
        (240, 2400)
    """
    chosen = recipe(d)
    muon = optimizer == "muon"
    return RunConfig(
        d,
        supervised,
        TransformerConfig(
            architecture="one-layer",
            width=chosen.width,
            heads=chosen.heads,
            optimizer=optimizer,
            muon_rate=chosen.muon_rate if muon else 0.0,
            learning_rate=chosen.learning_rate if muon else ADAMW_RATE,
            schedule=chosen.schedule,
        ),
        seed,
        steps=chosen.steps * (1 if supervised else TIMES_LONGER),
        evaluate_every=chosen.evaluate_every,
        # All of few validation inputs may be right by chance (at 8 bits there are 32), so two evaluations must pass.
        stop_after=2 if d < (8 * PAPER_HELD_OUT - 1).bit_length() else 1,
        threads=threads,
        task_name=task_name,
        circuit_sha256=circuit_sha256,
    )
