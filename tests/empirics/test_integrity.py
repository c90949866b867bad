"""What is read is what was written: digests, types, names and locks of runs."""

from __future__ import annotations

import errno
import fcntl
import json
import math
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from empirics.spec import ElmanConfig, RunConfig
from empirics.store import Run
from empirics.store.checkpoints import CHECKPOINT
from empirics.store.records import record
from empirics.store.runs import LOCK, run_of
from empirics.store.writer import RunWriter
from empirics.sweeps.planned import Planned
from empirics.sweeps.sweep import sweep
from empirics.training.loop import train
from tests.empirics.examples import stopped
from theory.errors import InputError
from theory.results import State, result_of
from theory.results.records import RECORDED
from theory.results.runs import CONFIG, METRICS, STATE

CONFIG_OF = RunConfig(
    8,
    True,
    ElmanConfig(width=8, batch=2),
    steps=12,
    evaluate_every=2,
    stop_below=None,
    held_out=8,
    samples=20,
)
#: Digits changed in each file; every one must be noticed.
CHANGES = 25


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("finished") / CONFIG_OF.name
    train(CONFIG_OF, folder)
    return folder


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stopped(CONFIG_OF, tmp_path_factory.mktemp("half") / CONFIG_OF.name, at=6)


@pytest.fixture
def copy(finished: Path, tmp_path: Path) -> Path:
    return shutil.copytree(finished, tmp_path / CONFIG_OF.name)


def changed_digits(path: Path, begin: int, end: int) -> list[bytes]:
    """The file with one digit changed, for some of its digits between two places, chosen from a fixed seed."""
    content = path.read_bytes()
    places = [m.start() for m in re.finditer(rb"[0-9]", content) if begin <= m.start() < end]
    chosen = random.Random(1).sample(places, min(CHANGES, len(places)))
    return [content[:k] + str((int(content[k : k + 1]) + 1) % 10).encode() + content[k + 1 :] for k in chosen]


@pytest.mark.parametrize("name", [CONFIG, METRICS, STATE])
def test_a_digit_changed_in_a_finished_run_is_noticed_wherever_it_is_read(
    name: str, copy: Path, tmp_path: Path
) -> None:
    original = (copy / name).read_bytes()
    for content in changed_digits(copy / name, 0, len(original)):
        (copy / name).write_bytes(content)
        for read in (result_of, lambda run: record(run, tmp_path / "kept"), lambda run: run.metrics()):
            with pytest.raises(InputError, match=copy.name):
                read(Run(copy))
    assert not (tmp_path / "kept").exists()
    (copy / name).write_bytes(original)
    assert result_of(Run(copy)).steps == CONFIG_OF.steps


@pytest.mark.parametrize("name", [CONFIG, METRICS, CHECKPOINT])
def test_a_digit_changed_in_a_run_in_progress_is_not_resumed(name: str, half: Path, tmp_path: Path) -> None:
    copy = tmp_path / half.name
    shutil.copytree(half, copy)
    (copy / "checkpoint.previous.safetensors").unlink()
    content = (copy / name).read_bytes()
    begin, end = 0, len(content)
    if name == CHECKPOINT:  # the state in its header; the tensors have their own digest and test
        header = re.search(rb'"state":"\{.*?\}"', content)
        begin, end = header.span()
    for changed in changed_digits(copy / name, begin, end):
        (copy / name).write_bytes(changed)
        with pytest.raises(InputError):
            train(CONFIG_OF, copy, resume=True)
    (copy / name).write_bytes(content)
    assert train(CONFIG_OF, copy, resume=True).steps == CONFIG_OF.steps


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("step", "12"),
        ("step", -1),
        ("step", True),
        ("finished", 1),
        ("seconds", "<b>"),
        ("seconds", math.nan),
    ],
)
def test_a_state_of_other_types_is_no_state(field: str, value: Any, copy: Path) -> None:
    state = json.loads((copy / STATE).read_text())
    (copy / STATE).write_text(json.dumps({**state, field: value}))
    with pytest.raises(InputError):
        Run(copy).state  # noqa: B018


def test_a_state_that_was_written_before_there_were_digests_is_read(copy: Path) -> None:
    old = {"step": 12, "seconds": 1, "finished": True, "metrics_bytes": (copy / METRICS).stat().st_size}
    (copy / STATE).write_text(json.dumps(old))
    assert result_of(Run(copy)).steps == 12
    assert State.from_dict(old) == State(12, old["metrics_bytes"], 1, True)


@pytest.mark.parametrize("change", [
    lambda line: {**line, "step": 1},
    lambda line: {**line, "step": "12"},
    lambda line: {**line, "loss": "<script>"},
    lambda line: {**line, "validation": {**line["validation"], "free_running_wrong": 10**6}},
    lambda line: {**line, "validation": {**line["validation"], "inputs": 7.5}},
    lambda line: {"step": line["step"]},
    lambda line: {**line, "test": {**line["test"], "inputs": "<script>"}},
    lambda line: {**line, "training": {**line["training"], "free_running_error": "<b>"}},
    lambda line: [],
])  # fmt: skip
def test_a_line_that_is_no_evaluation_is_noticed_without_any_digest(
    change: Callable[[Any], Any], copy: Path
) -> None:
    lines = (copy / METRICS).read_text().splitlines()
    lines[-1] = json.dumps(change(json.loads(lines[-1])))
    (copy / METRICS).write_text("\n".join(lines) + "\n")
    (copy / STATE).unlink()
    with pytest.raises(InputError, match=f"line {len(lines)} is not an evaluation"):
        Run(copy).metrics()


def test_a_run_under_another_s_name_is_not_taken_for_it(copy: Path, tmp_path: Path) -> None:
    other = replace(CONFIG_OF, seed=28)
    copy.rename(tmp_path / other.name)
    with pytest.raises(InputError, match="holds another run"):
        run_of(tmp_path, other)
    with pytest.raises(InputError, match="holds another run"):
        sweep([Planned(other, 1.0)], tmp_path, processes=1)


def test_metrics_removed_while_a_run_trains_end_it(tmp_path: Path) -> None:
    folder = tmp_path / "run"

    def remove(step: int, line: dict[str, Any]) -> None:
        if step == 6:
            (folder / METRICS).unlink()

    with pytest.raises(InputError, match="changed by somebody else"):
        train(CONFIG_OF, folder, progress=remove, checkpoint_seconds=0)
    with pytest.raises(InputError, match="part is missing"):
        train(CONFIG_OF, folder, resume=True)


def test_a_lock_removed_while_a_run_trains_ends_it_and_it_can_be_resumed(
    tmp_path: Path, finished: Path
) -> None:
    folder = tmp_path / "run"

    def remove(step: int, line: dict[str, Any]) -> None:
        if step == 6:
            (folder / LOCK).unlink()
            (folder / LOCK).touch()  # as another process would

    with pytest.raises(InputError, match="removed while the run was training"):
        train(CONFIG_OF, folder, progress=remove, checkpoint_seconds=0)
    train(CONFIG_OF, folder, resume=True)
    assert (folder / METRICS).read_bytes() == (finished / METRICS).read_bytes()


def test_only_a_lock_that_somebody_holds_means_in_use(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(InputError, match="No locks available"):
        Run(copy).in_use  # noqa: B018
    with pytest.raises(InputError, match="No locks available"), RunWriter(copy).locked():
        pass


def test_one_damaged_run_does_not_stop_a_sweep(copy: Path, tmp_path: Path) -> None:
    (copy / STATE).write_text('{"step":')
    other = replace(CONFIG_OF, seed=28)
    with pytest.raises(InputError, match=f"{CONFIG_OF.name}.*cannot be read"):
        sweep([Planned(CONFIG_OF, 1.0), Planned(other, 1.0)], tmp_path, processes=1)
    assert Run(tmp_path / other.name).finished


def test_every_record_is_still_read() -> None:
    folders = [path.parent for path in RECORDED.glob("*/*/config.json")]
    assert len(folders) > 20
    for folder in folders:
        assert result_of(Run(folder)).steps == Run(folder).metrics()[-1]["step"]
