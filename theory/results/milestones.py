"""The steps at which a run was better than random, by the paper's measure and by a test that excludes chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from theory.results.chance import (
    ALMOST_PERFECT,
    LEVEL,
    PAPER_ACCURACY,
    ByChance,
    better_than_random,
    beyond_chance,
)


@dataclass(frozen=True, slots=True)
class Milestones:
    """Steps of the first evaluation that passes; None if none did. Part of a :class:`Result`.

    Attributes:
        above_60_percent: table 1's "better than random".
        by_chance: the probability that chance alone has it by then: within as many evaluations, or all if none passed.
        beyond_chance: an exact binomial test at level / (k (k + 1)) for evaluation k, 1 % over the whole run.
        above_95_percent: "almost perfect", in the caption of figure 3.

    Example:
        >>> from theory.results import Milestones
        >>> from theory.results import better_than_random
        >>> Milestones(80, better_than_random(32, 4), 100, None).above_60_percent
        80
    """

    above_60_percent: int | None
    by_chance: ByChance
    beyond_chance: int | None
    above_95_percent: int | None

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON object that ``subtask train`` prints."""
        return {
            "first_above_60_percent": self.above_60_percent,
            "chance_of_60_percent_at_one_evaluation": float(self.by_chance.once),
            "chance_of_60_percent_by_then_if_independent": float(self.by_chance.independent),
            "chance_of_60_percent_by_then_at_most": float(self.by_chance.at_most),
            "first_beyond_chance": self.beyond_chance,
            "level_beyond_chance": float(LEVEL),
            "first_above_95_percent": self.above_95_percent,
        }


def milestones(metrics: Sequence[dict[str, Any]]) -> Milestones:
    """Return the milestones of a run from its evaluations in ``metrics.jsonl``, in order; there is at least one."""
    inputs = metrics[0]["validation"]["inputs"]
    right = [inputs - line["validation"]["free_running_wrong"] for line in metrics]

    def first(passes: Callable[[int, int], bool]) -> int | None:
        """Return the number k, from 1, of the first evaluation that passes."""
        return next((k for k, count in enumerate(right, 1) if passes(k, count)), None)

    def step(k: int | None) -> int | None:
        return None if k is None else int(metrics[k - 1]["step"])

    paper = first(lambda _, count: Fraction(count, inputs) > PAPER_ACCURACY)
    return Milestones(
        step(paper),
        better_than_random(inputs, paper or len(metrics)),
        step(first(lambda k, count: beyond_chance(count, inputs, k))),
        step(first(lambda _, count: Fraction(count, inputs) > ALMOST_PERFECT)),
    )
