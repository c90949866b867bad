"""Records of finished runs: whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from empirics.spec import ElmanConfig, RunConfig
from empirics.store import Run, checkpoints, list_runs
from empirics.store.records import record
from empirics.training.loop import OutOfTime, train
from theory.errors import InputError
from theory.files import replace_bytes
from theory.results import result_of
from theory.results.runs import CONFIG, METRICS, STATE

TOY = RunConfig(8, True, ElmanConfig(width=8), steps=2, evaluate_every=1, held_out=4, stop_below=None)


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """A finished run and one that is not."""
    root = tmp_path / "runs"
    train(TOY, root / "a")
    with pytest.raises(OutOfTime):
        train(TOY, root / "b", deadline=0)
    return root


def test_a_record_is_the_run_without_its_tensors(runs: Path, tmp_path: Path) -> None:
    kept = record(Run(runs / "a"), tmp_path / "kept")
    assert kept == tmp_path / "kept" / TOY.name
    assert {path.name for path in kept.iterdir()} == {CONFIG, METRICS, STATE}
    assert result_of(Run(kept)).as_dict() == {**result_of(Run(runs / "a")).as_dict(), "run": str(kept)}
    before = (kept / STATE).stat().st_ino
    assert record(Run(runs / "a"), tmp_path / "kept") == kept
    assert (kept / STATE).stat().st_ino == before


def test_what_a_killed_record_left_is_swept_away(runs: Path, tmp_path: Path) -> None:
    half = tmp_path / "kept" / f".{TOY.name}.new"
    half.mkdir(parents=True)
    (half / METRICS).write_text("half")
    assert list(list_runs(tmp_path / "kept")) == []
    record(Run(runs / "a"), tmp_path / "kept")
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [TOY.name]


def test_a_record_waits_for_another_of_the_same_run(
    runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    with ThreadPoolExecutor() as pool:
        others: list[Future[Path]] = []

        def begins_before_the_end(path: Path, content: bytes) -> None:
            monkeypatch.undo()
            others.append(pool.submit(record, Run(runs / "a"), kept))
            wait(others, timeout=0.3)
            replace_bytes(path, content)

        monkeypatch.setattr("empirics.store.records.replace_bytes", begins_before_the_end)
        assert record(Run(runs / "a"), kept) == kept / TOY.name == others[0].result()
    assert [path.name for path in kept.iterdir()] == [TOY.name]


def test_an_interrupt_leaves_nothing_half_written(
    runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    run = runs / "a"
    before = {path: path.read_bytes() for path in run.iterdir()}
    tensors, state = checkpoints.read(run / checkpoints.CHECKPOINT)
    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        checkpoints.write(run, tensors, state)
    assert {path: path.read_bytes() for path in run.iterdir()} == before
    with pytest.raises(KeyboardInterrupt):
        record(Run(run), tmp_path / "kept")
    assert list((tmp_path / "kept").iterdir()) == []


def test_unfinished_damaged_and_contradicting_runs_are_refused(runs: Path, tmp_path: Path) -> None:
    out = tmp_path / "kept"
    with pytest.raises(InputError, match="not finished"):
        record(Run(runs / "b"), out)
    content = (runs / "a" / METRICS).read_bytes()
    (runs / "a" / METRICS).write_bytes(content + content)
    with pytest.raises(InputError, match="but the run ended with"):
        record(Run(runs / "a"), out)
    assert not out.exists()
    (runs / "a" / METRICS).write_bytes(content)
    record(Run(runs / "a"), out)
    state = Run(runs / "a").state
    (runs / "a" / STATE).write_text(json.dumps(asdict(replace(state, seconds=0.5).sealed)))
    with pytest.raises(InputError, match="another record"):
        record(Run(runs / "a"), out)


def test_the_command_takes_runs_and_folders_of_runs(
    runs: Path, tmp_path: Path, refused: Callable[..., str], answered: Callable[..., dict[str, Any]]
) -> None:
    out = ("--out", tmp_path / "kept")
    assert "not finished" in refused("record", runs / "a", runs / "b", *out)
    assert not (tmp_path / "kept").exists()
    answer = {"recorded": [str(tmp_path / "kept" / TOY.name)], "left_out": [str(runs / "b")]}
    assert answered("record", runs, *out) == answer
    assert "neither a run nor a folder of runs" in refused("record", tmp_path / "nowhere", *out)
