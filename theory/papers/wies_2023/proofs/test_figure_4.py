"""Figure 4 on the learning curves that are kept with the project: from guessing to almost perfect."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil
from statistics import median

from theory.experiments.chance import ALMOST_PERFECT, LEVEL, PAPER_ACCURACY, beyond_chance
from theory.experiments.recorded import RECORDED
from theory.ledger import other_reading, supports

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


#: Of the readings' numbers those that are percentages.
PERCENT = 100


@supports("figure-4", evidence="experiment")
def test_most_runs_take_at_most_as_long_again_from_beyond_chance_to_95_percent(claim, over) -> None:
    read = claim("figure-4").reading
    over.data(f"{len(curves())} recorded runs of the Transformer on parity")
    assert sorted({curve.d for curve in curves()}) == read.sizes
    assert (read.level, Fraction(read.perfect, PERCENT)) == (LEVEL, ALMOST_PERFECT)
    assert Fraction(claim("figure-4").statement.almost_perfect, PERCENT) == ALMOST_PERFECT
    shares = [Fraction(1, read.share_of_level(k=k)) for k in range(1, 200)]
    assert 1 - sum(shares) == Fraction(1, 200)  # over all evaluations they add up to the level
    ratios = times_longer()
    assert len([curve for curve in curves() if curve.name in ratios and curve.layers == PAPER_LAYERS]) >= 3
    tenth = Fraction(1, 10)
    assert ceil(Fraction(median(ratios.values())) / tenth) * tenth == read.median
    slow = [ratio for ratio in ratios.values() if ratio > read.slow]
    assert (len(slow), len(ratios)) == (read.slow_runs, read.runs)


@other_reading("figure-4", evidence="experiment")
def test_not_every_run_of_the_papers_size_does(claim, over) -> None:
    read, ratios = claim("figure-4").reading, times_longer()
    paper = [curve.name for curve in curves() if curve.layers == PAPER_LAYERS and curve.name in ratios]
    over.data(f"{len(paper)} recorded runs of the paper's size that passed {read.perfect} %")
    assert any(ratios[name] > read.slow for name in paper)


@other_reading("figure-4", evidence="experiment")
def test_at_8_bits_a_run_passes_60_percent_and_is_back_below_one_half(claim, over) -> None:
    read = claim("figure-4").reading
    assert Fraction(read.threshold, PERCENT) == PAPER_ACCURACY
    back = []
    for curve in curves():
        passed = curve.above(PAPER_ACCURACY) if (curve.d, curve.layers) == (read.d, PAPER_LAYERS) else None
        if passed is not None:
            back += [curve.name for right in curve.right[passed:] if 2 * right < curve.inputs][:1]
    over.data(f"recorded runs of {read.d} bits at the paper's size: {', '.join(back)}")
    assert len(back) == read.back
