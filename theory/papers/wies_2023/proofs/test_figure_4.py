"""Figure 4 on the learning curves that are kept with the project: from guessing to almost perfect."""

from dataclasses import dataclass
from functools import cache, cached_property
from statistics import median
from typing import Any

from theory.ledger import other_reading, supports
from theory.results import Milestones, StoredRun
from theory.results.milestones import milestones
from theory.results.records import RECORDED

#: The layers of a decoder of the paper's size.
PAPER_LAYERS = 12


@dataclass(frozen=True)
class Curve:
    """Validation answers right at each evaluation of a recorded run, and when it was better than chance."""

    name: str
    d: int
    layers: int
    metrics: list[dict[str, Any]]

    @cached_property
    def reached(self) -> Milestones:
        return milestones(self.metrics)


@cache
def curves() -> tuple[Curve, ...]:
    """Every recorded run of the Transformer on parity, small or of the paper's size."""
    return tuple(
        Curve(run.folder.name, run.settings["d"], run.settings["model"]["layers"], run.metrics())
        for folder in ("runs", "table-1")
        for run in StoredRun.below(RECORDED / folder)
        if run.settings["model"]["kind"] == "transformer" and "task_name" not in run.settings
    )


def times_longer() -> dict[str, float]:
    """For every recorded run that passed 95 %: the steps until then over those until beyond chance."""
    found = {}
    for curve in curves():
        beyond, perfect = curve.reached.beyond_chance, curve.reached.above_95_percent
        if perfect is not None:
            assert beyond is not None
            found[curve.name] = perfect / beyond
    return found


@supports("figure-4", evidence="experiment", scope="every recorded run that passed 95 %, of either size")
def test_most_runs_take_at_most_as_long_again_from_beyond_chance_to_95_percent() -> None:
    ratios = times_longer()
    assert len([curve for curve in curves() if curve.name in ratios and curve.layers == PAPER_LAYERS]) >= 3
    assert median(ratios.values()) < 1.5
    assert sum(ratio > 2 for ratio in ratios.values()) <= len(ratios) / 10


@other_reading("figure-4", evidence="experiment", scope="recorded runs of the paper's size")
def test_not_every_run_of_the_papers_size_does() -> None:
    ratios = times_longer()
    assert any(
        ratios[curve.name] > 2 for curve in curves() if curve.layers == PAPER_LAYERS and curve.name in ratios
    )


@other_reading("figure-4", evidence="experiment", scope="recorded runs of 8 bits at the paper's size")
def test_at_8_bits_a_run_passes_60_percent_and_is_back_below_one_half() -> None:
    back = []
    for curve in curves():
        passed = curve.reached.above_60_percent
        if (curve.d, curve.layers) == (8, PAPER_LAYERS) and passed is not None:
            later = [line["validation"] for line in curve.metrics if line["step"] > passed]
            back += [curve.name for v in later if 2 * v["free_running_wrong"] > v["inputs"]][:1]
    assert len(back) >= 2
