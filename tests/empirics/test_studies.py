"""Studies: each record has one that makes it, a stopped one goes on, and all stored commands are still understood."""

from __future__ import annotations

import importlib
import shlex
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import typer

from empirics.reproduce.__main__ import program as reproduction
from empirics.studies import STUDIES, around_the_start, measure
from empirics.studies.measure import Case, name_of, records
from tests.program import APP, subtask
from theory.errors import InputError
from theory.results import Record, recorded_rows
from theory.results.records import RECORDED, Row

NAMES = list(records())
#: Made by other commands than ``subtask measure``: they print an answer, and it was kept.
ANSWERS = {"benchmark", "gradient-variance"}
#: Made by ``python -m empirics.reproduce`` on a machine with a GPU.
REPRODUCED = "reproduce"


def test_every_stored_record_is_made_by_one_study_and_every_study_is_stored() -> None:
    stored = {f"{path.parent.name}/{path.stem}" for path in RECORDED.glob("*/*.json")}
    answers = {name for name in stored if name.partition("/")[0] in {*ANSWERS, REPRODUCED}}
    assert stored - answers - set(NAMES) == {
        "kernel/regression-d32-n16384"
    }  # `subtask kernel --json` prints it
    assert set(NAMES) <= stored
    modules = [importlib.import_module(f"empirics.studies.{study}").RECORDS for study in STUDIES]
    assert sum(map(len, modules)) == len(NAMES)


def understood(command: str) -> None:
    """Parse a command of this program as the program does, without running it."""
    words = shlex.split(command)[1:]
    if words[:2] == ["-m", "empirics.reproduce"]:
        reproduce = typer.main.get_command(reproduction)
        reproduce.make_context("reproduce", words[2:])
        return
    program = typer.main.get_command(APP)
    context = program.context_class(program, info_name="subtask")
    _, chosen, rest = program.resolve_command(context, words)
    chosen.make_context(words[0], rest, parent=context)


@pytest.mark.parametrize("path", sorted(RECORDED.glob("*/*.json")), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_the_command_of_a_stored_record_is_still_understood(path: Path) -> None:
    command = Record.read(path).command
    name = f"{path.parent.name}/{path.stem}"
    if name in NAMES:
        assert name_of(command) == name_of(f"subtask measure {name}") == name
    elif command:
        understood(command)
    else:
        assert path.parent.name in ANSWERS


def test_the_commands_beside_the_stored_results_are_still_understood() -> None:
    lines = [line for path in RECORDED.glob("*/COMMANDS.txt") for line in path.read_text().splitlines()]
    commands = [
        part.split("#")[0].split(">")[0].strip().removeprefix("OMP_WAIT_POLICY=PASSIVE ")
        for line in lines
        if not line.startswith("#")
        for part in line.split("&&")
    ]
    assert len(commands) > 20
    for command in commands:
        assert command.startswith(("subtask ", "python -m empirics.reproduce "))
        understood(command)
    with pytest.raises(Exception, match="No such option"):
        understood("subtask measure norms/norms --nonsense 3")


class Stopped:
    """A study of four cases that is stopped at its third, once."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def cases(self, _: Path) -> Iterator[Case]:
        for seed in range(4):
            yield Case({"seed": seed}, partial(self.find, seed))

    def find(self, seed: int) -> Row:
        self.asked.append(seed)
        if self.asked == [0, 1, 2]:
            raise KeyboardInterrupt
        return {"square": seed**2, "seconds": 10.0}


@pytest.fixture
def stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stopped:
    study = Stopped()
    monkeypatch.setitem(around_the_start.RECORDS, "toy/squares", study.cases)
    with pytest.raises(KeyboardInterrupt):
        measure.measure("toy/squares", tmp_path, tmp_path)
    assert not (tmp_path / "toy" / "squares.json").exists()
    return study


def test_a_record_that_was_stopped_goes_on_after_its_last_case(stopped: Stopped, tmp_path: Path) -> None:
    path = measure.measure("toy/squares", tmp_path, tmp_path)
    assert stopped.asked == [0, 1, 2, 2, 3]
    record = Record.read(path)
    assert [row["square"] for row in record.rows] == [0, 1, 4, 9]
    assert (record.command, record.seconds) == ("subtask measure toy/squares", 40.0)
    assert [p.name for p in path.parent.iterdir()] == ["squares.json"]


def test_rows_of_other_versions_are_measured_again(
    stopped: Stopped, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measure, "versions", lambda: {"python": "4"})
    measure.measure("toy/squares", tmp_path, tmp_path)
    assert stopped.asked == [0, 1, 2, 0, 1, 2, 3]


def test_a_damaged_beginning_is_refused(stopped: Stopped, tmp_path: Path) -> None:
    (begun,) = (tmp_path / "toy").iterdir()
    begun.write_text(begun.read_text().replace('"square": 1', '"square": 2'))
    with pytest.raises(InputError, match="damaged"):
        measure.measure("toy/squares", tmp_path, tmp_path)


def test_the_command_makes_a_record_and_lists_all_with_their_times(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    answered: Callable[..., dict[str, Any]],
    refused: Callable[..., str],
) -> None:
    path = Path(answered("measure", "kernel/sub-tasks", "--out", tmp_path)["record"])
    assert path == tmp_path / "kernel" / "sub-tasks.json"
    for stored, row in zip(recorded_rows("kernel", "sub-tasks"), Record.read(path).rows, strict=True):
        assert stored == pytest.approx(row)
    assert subtask("measure") == 0
    listed = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert list(listed) == NAMES
    assert listed["kernel/descent"] == "about 2 min" and listed["norms/norms"] == "about 10 s"
    complaint = "subtask: no record is called 'kernel/nothing'; `subtask measure` lists them\n"
    assert refused("measure", "kernel/nothing") == complaint
