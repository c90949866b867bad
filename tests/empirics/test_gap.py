"""The records of many seeds: what a row says, and what is summed up."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from empirics.analysis import gap as summary
from empirics.report import gap as report
from empirics.spec import RunConfig, TransformerConfig
from empirics.store import Run
from empirics.studies import gap
from empirics.studies.measure import measure
from empirics.training import train
from theory.results import Record, records

MODEL = TransformerConfig(
    architecture="one-layer", optimizer="muon", width=16, heads=4, muon_rate=0.03, learning_rate=0.01, batch=8
)
TOY = RunConfig(8, True, MODEL, seed=1, steps=4, evaluate_every=2, held_out=8)


CONFIGS = (TOY, replace(TOY, seed=2), replace(TOY, threads=2))


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The stored results with a record of three runs, of which one is on two threads."""
    monkeypatch.setitem(gap.RECORDS, "gap/toy", partial(gap.cases, CONFIGS))
    monkeypatch.setattr(summary, "SEED_RECORDS", ("toy",))
    for module in (summary, records):
        monkeypatch.setattr(module, "RECORDED", tmp_path)
    measure("gap/toy", tmp_path, tmp_path / "runs")
    return tmp_path


def test_a_record_holds_a_row_a_run(made: Path) -> None:
    record = Record.read(made / "gap" / "toy.json")
    assert [(row["seed"], row["threads"], row["steps"], row["budget"]) for row in record.rows] == [
        (1, 1, 4, 4),
        (2, 1, 4, 4),
        (1, 2, 4, 4),
    ]
    for row, config in zip(record.rows, CONFIGS, strict=True):
        result = train(config, made / config.name)
        line = Run(result.run).metrics()[-1]
        assert row["test_error"] == line["test"]["free_running_error"]
        assert row["reached"] is (line["validation"]["free_running_error"] <= TOY.stop_below)
        # Threads wait busily: their time says little.
        assert (row["cpu_seconds"] is None) is (config.threads > 1)
    assert [path.name for path in (made / "gap").iterdir()] == ["toy.json"]


def test_half_of_the_budget_counts_only_for_what_was_learned(made: Path) -> None:
    path = made / "gap" / "toy.json"
    record = Record.read(path)
    outcomes = ((2, True, 0.01), (3, True, 0.02))
    for row, (steps, reached, error) in zip(record.rows, outcomes, strict=False):
        row |= {"steps": steps, "reached": reached, "test_error": error, "cpu_seconds": float(steps)}
    record.rows[2] |= {"steps": 2, "reached": False, "test_error": 0.5}
    record.write(path)
    one, two = summary.summaries()
    assert (one.threads, one.within_half, two.threads, two.within_half) == (1, 1, 2, 0)
    assert one.texts() == ("8", "with", "1", "2 of 2", "1 of 2", "2 to 3", "4", "1.0% to 2.0%", "2.0 to 3.0")
    assert two.texts() == ("8", "with", "2", "0 of 1", "0 of 1", "", "4", "50.0% to 50.0%", "")
    assert len(summary.HEADS) == len(one.texts())
    assert "<td>2 of 2</td>" in "".join(report.gap_html())


def test_no_set_holds_a_run_twice_and_all_are_of_the_recipe() -> None:
    for configs in gap.SETS.values():
        assert len({config.name for config in configs}) == len(configs)
    threads_and_seeds = {(c.threads, c.seed) for c in gap.SETS["seeds-32"]}
    assert threads_and_seeds == {(t, s) for t in (1, 2) for s in range(20)}


def test_elimination_that_finds_another_subset_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "subset_of", lambda x, answers: (0, 1))
    with pytest.raises(ArithmeticError, match="the subset is"):
        report.elimination_seconds(8)
