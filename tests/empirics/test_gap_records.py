"""The records of many seeds: what a row says, how a set is gone on with, and what is summed up."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from empirics.report import gap
from empirics.runs import Run, RunConfig, TransformerConfig
from empirics.runs import gap_records as records
from empirics.training import loop
from theory.errors import InputError

MODEL = TransformerConfig(
    architecture="one-layer", optimizer="muon", width=16, heads=4, muon_rate=0.03, learning_rate=0.01, batch=8
)
TOY = RunConfig(8, True, MODEL, seed=1, steps=4, evaluate_every=2, held_out=8)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record of three runs, of which one is on two threads."""
    monkeypatch.setattr(records, "SETS", {"toy": (TOY, replace(TOY, seed=2), replace(TOY, threads=2))})
    monkeypatch.setattr(records, "RECORDED", tmp_path)
    monkeypatch.setattr("theory.experiments.recorded.RECORDED", tmp_path)
    records.main(["toy", str(tmp_path / "runs"), str(tmp_path / "gap")])
    return tmp_path


def test_a_record_holds_a_row_a_run_the_command_the_versions_and_the_machine(made: Path) -> None:
    record = json.loads((made / "gap" / "toy.json").read_text())
    assert record["command"] == "python -m empirics.runs.gap_records toy runs docs/results/gap"
    assert {"torch", "python"} <= record["versions"].keys()
    assert record["hardware"]
    assert [(row["seed"], row["threads"], row["steps"], row["budget"]) for row in record["rows"]] == [
        (1, 1, 4, 4),
        (2, 1, 4, 4),
        (1, 2, 4, 4),
    ]
    for row, config in zip(record["rows"], records.SETS["toy"], strict=True):
        line = Run(made / "runs" / config.name).metrics()[-1]
        assert row["test_error"] == line["test"]["free_running_error"]
        assert row["reached"] is (line["validation"]["free_running_error"] <= TOY.stop_below)
        # Threads wait busily: their time says little.
        assert (row["cpu_seconds"] is None) is (config.threads > 1)


def test_what_is_finished_is_kept_and_what_was_stopped_is_done_anew(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = json.loads((made / "gap" / "toy.json").read_text())
    (made / "runs" / f"{TOY.name}.cpu-seconds").unlink()  # as if it had been killed on the way
    done = []
    train = loop.train
    monkeypatch.setattr(
        loop, "train", lambda config, *args, **more: done.append(config) or train(config, *args, **more)
    )
    records.main(["toy", str(made / "runs"), str(made / "gap")])
    assert done == [TOY]
    after = json.loads((made / "gap" / "toy.json").read_text())
    assert [{**row, "cpu_seconds": 0} for row in after["rows"]] == [
        {**row, "cpu_seconds": 0} for row in before["rows"]
    ]


def test_half_of_the_budget_counts_only_for_what_was_learned(made: Path) -> None:
    path = made / "gap" / "toy.json"
    record = json.loads(path.read_text())
    outcomes = ((2, True, 0.01), (3, True, 0.02))
    for row, (steps, reached, error) in zip(record["rows"], outcomes, strict=False):
        row |= {"steps": steps, "reached": reached, "test_error": error, "cpu_seconds": float(steps)}
    record["rows"][2] |= {"steps": 2, "reached": False, "test_error": 0.5}
    path.write_text(json.dumps(record))
    one, two = records.summaries()
    assert (one.threads, one.within_half, two.threads, two.within_half) == (1, 1, 2, 0)
    assert one.texts() == ("8", "with", "1", "2 of 2", "1 of 2", "2 to 3", "4", "1.0% to 2.0%", "2.0 to 3.0")
    assert two.texts() == ("8", "with", "2", "0 of 1", "0 of 1", "", "4", "50.0% to 50.0%", "")
    assert len(records.HEADS) == len(one.texts())
    assert "<td>2 of 2</td>" in "".join(gap.gap_html())


def test_other_names_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no set of runs is called 'seeds-9'"):
        records.main(["seeds-9", str(tmp_path), str(tmp_path)])
    with pytest.raises(InputError, match="usage"):
        records.main(["seeds-8"])
    assert list(tmp_path.iterdir()) == []


def test_no_set_holds_a_run_twice_and_all_are_of_the_recipe() -> None:
    for configs in records.SETS.values():
        assert len({config.name for config in configs}) == len(configs)
    threads_and_seeds = {(c.threads, c.seed) for c in records.SETS["seeds-32"]}
    assert threads_and_seeds == {(t, s) for t in (1, 2) for s in range(20)}


def test_elimination_that_finds_another_subset_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gap, "subset_of", lambda x, answers: (0, 1))
    with pytest.raises(ArithmeticError, match="the subset is"):
        gap.elimination_seconds(8)
