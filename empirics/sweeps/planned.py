"""A planned run."""

from __future__ import annotations

from dataclasses import dataclass

from empirics.spec.config import RunConfig
from theory.results.outcomes import Result
from theory.words import counted


@dataclass(frozen=True, slots=True)
class Planned:
    """A run of a preset.

    Attributes:
        config: the run's configuration.
        cost: its measured or estimated time, relative to the others; used only to predict the time left.
        learns: what the run is expected to show: that its task is learned, or that it is not; None if neither.
    """

    config: RunConfig
    cost: float
    learns: bool | None = None

    def missed(self, result: Result) -> str:
        """Return in words how the run missed what it is expected to show; empty if it did not."""
        if self.learns is None or result.learned is self.learns:
            return ""
        config = self.config
        how = "with sub-tasks" if config.supervised else "end to end"
        goal = "learned" if self.learns else "not learned"
        return (
            f"{config.model.description}, {config.d} bits {how}, seed {config.seed}: expected to be {goal}, and "
            f"{result.free_running_error:.1%} of the answers are wrong after {counted(result.steps, 'step')}"
        )
