"""Ctrl-C in the middle of the work of a real process: one line, exit status 130, and nothing half-written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from empirics.store import Run, list_runs
from empirics.store.checkpoints import CHECKPOINT
from theory.results.records import Record, Row
from theory.results.runs import CONFIG, METRICS

#: A shell without job control starts what it puts in the background with SIGINT ignored, which is inherited.
NOT_IGNORED = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
PROGRAM = f"{NOT_IGNORED}from empirics.cli import main; main()"
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
#: Until the moment comes and from there to the end, on a machine that does other things too.
MOST_SECONDS = 300
ENDLESS = ["train", "transformer", "--d=64", "--steps=1000000", "--all-steps", "--out=run"]


def interrupted(arguments: list[str], folder: Path, come: Callable[[int], bool]) -> list[str]:
    """Start the program, and send SIGINT to its group as a terminal does when the moment has come.

    Returns:
        What it said on standard error before the line on the interrupt, which is the last.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + MOST_SECONDS
    try:
        while not come(process.pid):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=MOST_SECONDS)
    finally:
        process.kill()
        process.wait()
    *before, last = err.splitlines()
    assert (process.returncode, last) == (130, "subtask: interrupted"), err
    assert not list(folder.rglob("*.new"))
    return before


def has_loaded(library: str) -> Callable[[int], bool]:
    """Whether a process has loaded a library: those that only the proofs use, when the suite is being run."""
    return lambda pid: library in Path(f"/proc/{pid}/maps").read_text()


@pytest.mark.parametrize("command", ["verify", "report"])
def test_a_suite_that_is_interrupted_leaves_the_old_ledger_and_no_page(command: str, tmp_path: Path) -> None:
    (tmp_path / "ledger.json").write_text("old")
    assert interrupted([command], tmp_path, has_loaded("z3")) == []
    assert (tmp_path / "ledger.json").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.json"]


#: Runs the suite with a plugin.
THE_SUITE = """
import os, signal, time
from pathlib import Path
from theory.cli.verify import run_suite

class Interrupting:
    def __del__(self): os.kill(os.getpid(), signal.SIGINT)

{plugin}

try:
    run_suite((), Path("ledger.json"), plugins=[Plugin])
except KeyboardInterrupt:
    print("interrupted")
"""
#: An interrupt where Python knows no line, as it may come in code that pytest has rewritten.
WITHOUT_A_LINE = """
class Plugin:
    @staticmethod
    def pytest_collection(): raise KeyboardInterrupt

code = Plugin.pytest_collection.__code__
Plugin.pytest_collection.__code__ = code.replace(co_linetable=b"")
"""
#: An interrupt while a file is open, as in an import: pytest finds it in the end, and takes that for an error.
WITH_AN_OPEN_FILE = """
class Plugin:
    @staticmethod
    def pytest_collection(): raise KeyboardInterrupt

    @staticmethod
    def pytest_keyboard_interrupt(excinfo):
        circle = [open(os.devnull)]
        circle.append(circle)
"""
#: An interrupt in a callback, where Python drops every exception.
IN_A_CALLBACK = """
class Plugin:
    @staticmethod
    def pytest_collection():
        Interrupting()
        time.sleep(10)
        os._exit(0)
"""
#: The same in a command.
IN_A_CALLBACK_OF_A_COMMAND = """
import os, signal, time, typer
from theory.cli.app import run

app = typer.Typer()

class Interrupting:
    def __del__(self): os.kill(os.getpid(), signal.SIGINT)

@app.command()
def wait():
    Interrupting()
    time.sleep(10)

if run(app, ["--"]) == 130: print("interrupted")
"""
#: An interrupt while the solver works, for a second or so: ten pigeons in nine holes.
IN_THE_SOLVER = """
import os, signal, threading, time, z3
from itertools import combinations
from theory.composition.first_error import _model

sits = [[z3.Bool(f"{pigeon} in {hole}") for hole in range(9)] for pigeon in range(10)]
alone = [z3.Or(z3.Not(a), z3.Not(b)) for hole in zip(*sits) for a, b in combinations(hole, 2)]
try:
    threading.Timer(0.2, os.kill, [os.getpid(), signal.SIGINT]).start()
    _model(*map(z3.Or, sits), *alone)
    time.sleep(10)  # where the solver is quicker
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize(
    "code",
    [
        *(THE_SUITE.format(plugin=code) for code in (WITHOUT_A_LINE, WITH_AN_OPEN_FILE, IN_A_CALLBACK)),
        IN_A_CALLBACK_OF_A_COMMAND,
        IN_THE_SOLVER,
    ],
    ids=["no line", "open file", "callback in the suite", "callback in a command", "solver"],
)
def test_an_interrupt_at_such_a_moment_is_one_too(code: str, tmp_path: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-c", NOT_IGNORED + code],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.stdout.splitlines()[-1:] == ["interrupted"], process.stderr


def test_a_sweep_ends_with_its_workers_and_goes_on_where_it_was(tmp_path: Path) -> None:
    def trains(_: int) -> bool:
        return any(path.stat().st_size for path in tmp_path.glob(f"runs/*/{METRICS}"))

    only = "--only=d=32,end-to-end,seed=27"
    assert interrupted(["sweep", "cpu", only, "--processes=1"], tmp_path, trains) == []
    (run,) = list_runs(tmp_path / "runs")
    assert not run.in_use
    assert not run.finished
    assert run.metrics()  # whole lines


def test_a_run_is_kept_from_its_first_evaluation_on(tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    said = interrupted(
        [*ENDLESS, "--evaluate-every=1", "--checkpoint-seconds=0"],
        tmp_path,
        lambda _: (run.folder / CHECKPOINT).exists() and run.state is not None,
    )
    assert said == []
    assert run.state is not None
    assert not run.in_use
    assert run.metrics()


def test_a_run_before_its_first_evaluation_leaves_nothing(tmp_path: Path) -> None:
    said = interrupted(
        [*ENDLESS, "--evaluate-every=100000"], tmp_path, lambda _: (tmp_path / "run" / CONFIG).exists()
    )
    assert said == []
    assert list(tmp_path.iterdir()) == []


def test_figures_are_there_whole_or_not_at_all(tmp_path: Path) -> None:
    said = interrupted(["plot", "--data"], tmp_path, lambda _: len(list(tmp_path.glob("figures/*.svg"))) > 1)
    assert said == []
    drawn = list((tmp_path / "figures").glob("*.svg"))
    assert drawn
    for picture in drawn:
        assert picture.read_text().rstrip().endswith("</svg>")


def test_a_record_keeps_what_was_measured_and_goes_on_from_there(tmp_path: Path) -> None:
    unfinished = tmp_path / "records" / "gap" / ".seeds-8.json.unfinished"

    def kept() -> list[Row]:
        return Record.read(unfinished).rows if unfinished.exists() else []

    for _ in range(2):
        before = kept()
        said = interrupted(["measure", "gap/seeds-8"], tmp_path, lambda _: len(kept()) > len(before) + 1)  # noqa: B023
        rows = kept()
        assert rows[: len(before)] == before
        measured = rows[len(before) :]
        # The last row may have been written when the interrupt came, and not been said yet.
        assert [json.loads(line) for line in said] in (measured, measured[:-1])
        assert [path.name for path in unfinished.parent.iterdir()] == [unfinished.name]
