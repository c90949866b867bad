"""Figure 4 on the learning curves that are kept with the project: from guessing to almost perfect."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from math import ceil
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from theory.errors import InputError
from theory.files import sha256
from theory.ledger import other_reading, supports
from theory.results import Milestones, StoredRun
from theory.results.chance import ALMOST_PERFECT, LEVEL, PAPER_ACCURACY
from theory.results.milestones import milestones
from theory.results.outcomes import LEARNED_ERROR
from theory.results.records import RECORDED
from theory.results.runs import CONFIG, METRICS, STATE, State, is_evaluation

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


VALIDATION = itemgetter("validation")
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
    assert Fraction(str(LEARNED_ERROR)) == 1 - ALMOST_PERFECT
    back = []
    for curve in curves():
        rights = [
            Fraction(v["inputs"] - v["free_running_wrong"], v["inputs"])
            for v in map(VALIDATION, curve.metrics)
        ]
        for percent, step in ((read.threshold, "above_60_percent"), (read.perfect, "above_95_percent")):
            passing = (
                line["step"]
                for line, right in zip(curve.metrics, rights, strict=True)
                if right * PERCENT > percent
            )
            assert getattr(curve.reached, step) == next(passing, None)
        reached = curve.reached.above_60_percent
        passed = reached if (curve.d, curve.layers) == (read.d, PAPER_LAYERS) else None
        if passed is not None:
            later = [line["validation"] for line in curve.metrics if line["step"] > passed]
            back += [curve.name for v in later if 2 * v["free_running_wrong"] > v["inputs"]][:1]
    over.data(f"recorded runs of {read.d} bits at the paper's size: {', '.join(back)}")
    assert len(back) == read.back


@other_reading("figure-4", evidence="experiment")
def test_an_evaluation_that_no_run_can_have_written_is_not_read(over):
    over.data("one recorded evaluation, as it is and with one entry changed")
    line = curves()[0].metrics[0]
    assert is_evaluation({**line, "step": 1})
    assert is_evaluation({**line, "loss": 1})
    damaged: list[Any] = [{}, {"step": 1, "loss": 1.0}, None]
    damaged += [{**line, "step": step} for step in (0, -1, 1.0, True, None)]
    damaged += [{**line, "loss": loss} for loss in (float("inf"), float("nan"), "1", True)]
    found = line["validation"]
    for key, values in {
        "inputs": (-1, 1.0, 0),
        "free_running_wrong": (-1, found["inputs"] + 1, 0.5),
        "free_running_error": (float("inf"), "0"),
        "teacher_forced_sum": (float("nan"),),
    }.items():
        damaged += [
            {**line, name: {**found, key: value}} for value in values for name in ("validation", "test")
        ]
    assert not any(is_evaluation(one) for one in damaged)


@dataclass(frozen=True)
class Files:
    """The contents of a stored run's files: three evaluations of a recorded run, and a state with its digests."""

    header: dict[str, Any]
    lines: list[dict[str, Any]]
    metrics: bytes
    state: State

    @classmethod
    def of(cls, run: StoredRun) -> "Files":
        lines = [{**line, "step": step} for step, line in enumerate(run.metrics()[:3], start=1)]
        content = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
        digests = {
            "config_sha256": sha256(json.dumps(run.header).encode()),
            "metrics_sha256": sha256(content),
        }
        return cls(run.header, lines, content, State(3, len(content), 1, True, **digests).sealed)

    def written(self, folder: Path, **changed: Any) -> StoredRun:
        """The run in a folder, with some of its files changed."""
        state = changed.get("state", self.state)
        document = asdict(state) if isinstance(state, State) else state
        folder.mkdir(exist_ok=True)
        (folder / CONFIG).write_text(json.dumps(changed.get("header", self.header)))
        (folder / METRICS).write_bytes(changed.get("metrics", self.metrics))
        (folder / STATE).write_text(json.dumps(document))
        return StoredRun(folder)


def damages(files: Files) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is complained of where these files are changed."""
    going_on = replace(files.state, finished=False).sealed
    unsealed = replace(files.state, config_sha256="", metrics_sha256="", sha256="")
    header, metrics, state = files.header, files.metrics, asdict(files.state)
    yield "damaged", {"metrics": metrics.replace(b'"loss": 0', b'"loss": 1', 1)}
    yield "part is missing", {"metrics": metrics[:-1], "state": going_on}
    yield "ended with", {"metrics": metrics + metrics[:1]}
    yield "not an evaluation after step 3", {"metrics": metrics + metrics, "state": going_on}
    yield (
        "not an evaluation after step 0",
        {"metrics": metrics.replace(b'"loss"', b'"lost"'), "state": unsealed},
    )
    yield "read as metrics", {"metrics": metrics + b"{\n", "state": going_on}
    yield "not the configuration", {"header": {**header, "more": 1}}
    yield "digest", {"state": replace(files.state, step=4)}
    yield "unexpected", {"state": {**state, "more": 1}}
    yield "step must be", {"state": {**state, "step": 3.0}}
    yield "finished must be", {"state": {**state, "finished": 1}}
    yield "seconds must be", {"state": {**state, "seconds": "1"}}
    yield "missing", {"state": {name: value for name, value in state.items() if name != "step"}}
    yield "negative count", {"state": replace(unsealed, metrics_bytes=-1)}
    for seconds in (-0.5, -1, float("inf")):
        yield "negative", {"state": replace(unsealed, seconds=seconds)}
    yield "not a run", {"header": {**header, "format": "other"}, "state": unsealed}
    yield "this program reads", {"header": {**header, "format_version": 2}, "state": unsealed}
    yield "no configuration of a run", {"header": {**header, "config": []}, "state": unsealed}


@other_reading("figure-4", evidence="exhaustive")
def test_a_run_that_was_changed_is_not_read(over, tmp_path):
    files = Files.of(next(StoredRun.below(RECORDED / "runs")))
    over.data("one recorded run, as it is and with one of its files changed")
    lines, run = files.lines, files.written(tmp_path / "run")
    assert (run.metrics(), run.state, run.finished) == (lines, files.state, True)
    assert run.settings == files.header["config"]
    going_on = replace(files.state, finished=False).sealed
    run = files.written(run.folder, metrics=files.metrics + files.metrics[:9], state=going_on)
    assert (run.metrics(), run.finished) == (lines, False)  # the last line was cut short
    for complaint, changed in damages(files):
        run = files.written(run.folder, **changed)
        with pytest.raises(InputError, match=complaint):
            run.metrics()
            _ = run.settings
    at_once = State(0, 0, 0.0, False)
    assert files.written(run.folder, state=at_once).state == at_once
    oldest = {name: asdict(at_once)[name] for name in ("step", "metrics_bytes", "seconds", "finished")}
    assert files.written(run.folder, state=oldest).state == at_once == State(0, 0, 0, False, given_up=False)
    (run.folder / STATE).unlink()
    assert (run.state, run.finished, run.metrics()) == (None, False, lines)
    assert milestones(lines[:1]).above_60_percent in (None, 1)
    (run.folder / METRICS).unlink()
    assert run.metrics() == []
    names = [f"{k * 7 % 20:02}" for k in range(20)]
    for name in names:
        files.written(tmp_path / name)
    assert [one.folder.name for one in StoredRun.below(tmp_path)] == [*sorted(names), "run"]
