"""Figure 4 on the learning curves that are kept with the project: from guessing to almost perfect."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from statistics import median

from theory.ledger import other_reading, supports
from theory.results.chance import ALMOST_PERFECT, PAPER_ACCURACY, beyond_chance
from theory.results.records import RECORDED

#: The layers of a decoder of the paper's size.
PAPER_LAYERS = 12


@dataclass(frozen=True)
class Curve:
    """Validation answers right at each evaluation of a recorded run, and its steps."""

    name: str
    d: int
    layers: int
    inputs: int
    steps: tuple[int, ...]
    right: tuple[int, ...]

    def first(self, passes: Callable[[int, int], bool]) -> int | None:
        """The place, from 1, of the first evaluation k with so many right that ``passes(k, right)``."""
        return next((k for k, right in enumerate(self.right, 1) if passes(k, right)), None)

    def above(self, accuracy: Fraction) -> int | None:
        return self.first(lambda _, right: Fraction(right, self.inputs) > accuracy)

    @property
    def beyond_chance(self) -> int | None:
        return self.first(lambda k, right: beyond_chance(right, self.inputs, k))


@cache
def curves() -> tuple[Curve, ...]:
    return tuple(_read())


def _read() -> Iterator[Curve]:
    """Every recorded run of the Transformer on parity, small or of the paper's size."""
    for folder in ("runs", "table-1"):
        for path in sorted((RECORDED / folder).glob("*/config.json")):
            config = json.loads(path.read_text())["config"]
            if config["model"]["kind"] != "transformer" or "task_name" in config:
                continue
            lines = [json.loads(line) for line in (path.parent / "metrics.jsonl").read_text().splitlines()]
            found = [line["validation"] for line in lines]
            yield Curve(
                path.parent.name,
                config["d"],
                config["model"]["layers"],
                found[0]["inputs"],
                tuple(line["step"] for line in lines),
                tuple(line["inputs"] - line["free_running_wrong"] for line in found),
            )


def times_longer() -> dict[str, float]:
    """For every recorded run that passed 95 %: the steps until then over those until beyond chance."""
    found = {}
    for curve in curves():
        beyond, perfect = curve.beyond_chance, curve.above(ALMOST_PERFECT)
        if perfect is not None:
            assert beyond is not None
            found[curve.name] = curve.steps[perfect - 1] / curve.steps[beyond - 1]
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
        if (curve.d, curve.layers) == (8, PAPER_LAYERS) and (
            passed := curve.above(PAPER_ACCURACY)
        ) is not None:
            back += [curve.name for right in curve.right[passed:] if 2 * right < curve.inputs][:1]
    assert len(back) >= 2
