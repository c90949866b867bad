"""The records of the wide net: what a row says, how they are made, and what the figures read from them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from empirics.analysis import stored
from empirics.plots import fixed_sample_gap, sample_complexity
from empirics.plots.init_scale import by_width
from empirics.spec import ElmanConfig, RunConfig, TransformerConfig
from empirics.store import Run
from empirics.studies import wide_net
from empirics.studies.measure import measure
from empirics.sweeps.planned import Planned
from empirics.sweeps.wide_net import WIDE_NET, to_the_letter
from empirics.training.loop import train
from theory.errors import InputError
from theory.results import Record, recorded_rows, records

LETTER = replace(to_the_letter(8, True, 3, 6, width=12), evaluate_every=2)
BATCHES = RunConfig(
    8,
    False,
    ElmanConfig(width=12, batch=4),
    steps=4,
    evaluate_every=2,
    held_out=8,
    stop_below=None,
    samples=9,
)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record of four runs: two done together, one alone, one by algorithm 3."""
    plans = (
        LETTER,
        replace(LETTER, seed=4),
        BATCHES,
        replace(LETTER, model=replace(LETTER.model, algorithm=3)),
    )
    planned = tuple(Planned(config, 1.0) for config in plans)
    monkeypatch.setitem(wide_net.RECORDS, "wide-net/toy", partial(wide_net.cases, planned))
    measure("wide-net/toy", tmp_path, tmp_path / "runs")
    return tmp_path


def test_a_record_holds_a_row_a_run(made: Path) -> None:
    record = Record.read(made / "wide-net" / "toy.json")
    assert [(row["seed"], row["batch"], row["algorithm"], row["steps"]) for row in record.rows] == [
        (3, 1, 1, 6),
        (4, 1, 1, 6),
        (27, 4, 1, 4),
        (3, 1, 3, 6),
    ]
    assert [row["fixed_sample"] for row in record.rows] == [None, None, 9, None]
    for row, config in zip(record.rows, (LETTER, replace(LETTER, seed=4), BATCHES), strict=False):
        lines = Run(made / "runs" / config.name).metrics()
        errors = [line["validation"]["free_running_error"] for line in lines]
        assert row["mean_free_running_error"] == pytest.approx(sum(errors) / len(errors))
        assert row["movement"] == lines[-1]["movement"]
        assert row["samples_to_learn"] is None


def test_samples_are_counted_until_the_error_is_first_small(made: Path, rewrite: Any) -> None:
    run = Run(made / "runs" / BATCHES.name)
    lines = run.metrics()
    lines[1]["validation"]["free_running_error"] = 0.05
    rewrite(run.folder, lines)
    assert wide_net.row_of(run)["samples_to_learn"] == 4 * 4


def test_runs_of_another_model_are_refused(tmp_path: Path) -> None:
    config = RunConfig(8, True, TransformerConfig(width=16, heads=2, batch=4), steps=2, held_out=8)
    train(config, tmp_path / "run")
    with pytest.raises(InputError, match="wide net"):
        wide_net.row_of(Run(tmp_path / "run"))


def test_the_sets_of_runs_hold_no_run_twice() -> None:
    for plans in WIDE_NET.values():
        names = [plan.config.name for plan in plans]
        assert len(set(names)) == len(names)


def test_figures_read_the_rows(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (stored, records):
        monkeypatch.setattr(module, "RECORDED", made)
    with pytest.raises(InputError, match="wide-letter"):
        sample_complexity.letter(True)
    (made / "wide-net" / "toy.json").rename(made / "wide-net" / "wide-letter.json")
    table = recorded_rows("wide-net", "wide-letter")
    assert sample_complexity.letter(False) == {4: [sum(table[2]["teacher_forced_errors"])]}
    assert by_width(table, "1", "seed") == {12: [3, 4, 27, 3]}
    assert by_width(table, "1", "teacher_forced_errors")[12][0] == sum(table[0]["teacher_forced_errors"])
    for row, found in zip(table, (16, None, 64, 32), strict=True):
        row["samples_to_learn"] = found
    Record("toy", {"rows": table}).write(made / "wide-net" / "wide-single-pass.json")
    assert sample_complexity.single_pass(True) == {8: [16, 32]}
    assert sample_complexity.single_pass(False) == {8: [64]}
    assert sample_complexity.not_learned(True) == {8: 6}
    assert sample_complexity.not_learned(False) == {}


def test_between_two_sizes_the_kernels_error_falls_evenly_in_the_logarithm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = [{"samples": n, "any_wrong": e} for n, e in ((64, 0.2), (64, 0.1), (256, 0.0), (16, 0.9))]
    monkeypatch.setattr(stored, "learning_rows", lambda d: table if d == 8 else [])
    # From 15 % at 64 to 0 at 256: two thirds of the way are 64 * 4^(2/3).
    assert sample_complexity.kernel_samples() == {8: pytest.approx(64 * 4 ** (2 / 3))}


def test_a_fixed_sample_is_shown_where_it_was_learned_both_ways(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    train(BATCHES, runs / "end-to-end")
    with pytest.raises(InputError, match="--end-to-end"):
        fixed_sample_gap.pair(runs)
    train(replace(BATCHES, supervised=True), runs / "supervised")
    train(replace(BATCHES, supervised=True, samples=20), runs / "alone")
    found = fixed_sample_gap.pair(runs)
    assert {how: run.folder.name for how, run in found.items()} == {True: "supervised", False: "end-to-end"}
