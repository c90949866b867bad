"""``subtask train``, ``sweep`` and ``plot``: what they print, where, and with which exit status."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from empirics.cli import COMMANDS
from empirics.runs import ElmanConfig, Run, RunConfig
from empirics.runs.presets import Planned, preset
from empirics.runs.sweep import sweep
from theory.cli.app import make_app, run
from theory.errors import InputError

TINY = (
    "--width",
    "32",
    "--batch",
    "8",
    "--steps",
    "6",
    "--evaluate-every",
    "3",
    "--held-out",
    "8",
    "--seed",
    "3",
)
KEYS = {"run", "steps", "free_running_error", "training_error", "teacher_forced_errors", "seconds"}


def subtask(*arguments: str) -> int:
    return run(make_app((("empirics.commands", COMMANDS),)), arguments)


@pytest.mark.parametrize(("model", "more"), [("rnn", ()), ("transformer", ("--heads", "4", "--end-to-end"))])
def test_train_prints_one_json_object_and_progress_elsewhere(
    model: str, more: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "run")
    assert subtask("train", model, "--d", "8", *TINY, *more, "--out", out, "--json") == 0
    first = json.loads(capsys.readouterr().out)
    assert first.keys() >= KEYS
    assert first["run"] == out
    assert len(first["teacher_forced_errors"]) == (1 if more else 3)
    if more:
        assert first["teacher_forced_errors"] == [first["free_running_error"]]
    # Again: refused without --resume, and the same answer with it.
    assert subtask("train", model, "--d", "8", *TINY, *more, "--out", out) == 2
    capsys.readouterr()
    assert subtask("train", model, "--d", "8", *TINY, *more, "--out", out, "--resume", "--json") == 0
    assert json.loads(capsys.readouterr().out) == first


@pytest.mark.parametrize(
    "arguments",
    [
        ("rnn", "--d", "9"),
        ("rnn", "--d", "12"),
        ("transformer", "--d", "16", "--samples", "100000"),
        ("transformer", "--d", "16", "--heads", "5"),
        ("transformer", "--d", "16", "--init", "zero"),
        ("rnn", "--d", "8", "--b-variance", "2"),
        ("rnn", "--d", "8", "--end-to-end", "--normaliser", "printed"),
        ("mlp", "--d", "8"),
    ],
)
def test_bad_input_is_one_line_and_status_2_and_leaves_nothing(
    arguments: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert subtask("train", *arguments, "--out", str(tmp_path / "run")) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("subtask: ")
    assert captured.err.count("\n") == 1
    assert not (tmp_path / "run").exists()


def test_unknown_presets_and_figures_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert subtask("sweep", "gpu") == 2
    assert "there are cpu, long" in capsys.readouterr().err
    assert subtask("plot", "accuracy") == 2
    assert "union-bound" in capsys.readouterr().err


def test_a_sweep_does_what_is_not_finished_and_only_that(tmp_path: Path) -> None:
    def plan(seed: int) -> Planned:
        model = ElmanConfig(width=16, batch=4)
        return Planned(RunConfig(8, True, model, seed=seed, steps=4, evaluate_every=2, held_out=4), 1.0)

    shares: list[float] = []
    results = sweep([plan(1), plan(2)], tmp_path, processes=2, report=lambda share, _: shares.append(share))
    assert [result.steps for result in results] == [4, 4]
    assert shares == sorted(shares)
    assert shares[-1] == 2.0
    marks = [Run(result.run).folder.joinpath("metrics.jsonl").stat().st_mtime_ns for result in results]
    assert sweep([plan(1), plan(2)], tmp_path) == results
    assert [result.run.joinpath("metrics.jsonl").stat().st_mtime_ns for result in results] == marks


def test_a_sweep_says_which_run_failed(tmp_path: Path) -> None:
    planned = Planned(RunConfig(8, True, ElmanConfig(width=16), samples=5000, steps=1, held_out=4), 1.0)
    with pytest.raises(InputError, match=r"failed \(exit 1\)"):
        sweep([planned], tmp_path)


SWEEP = """
import sys
import time
from pathlib import Path
from empirics.runs import ElmanConfig, RunConfig
from empirics.runs.presets import Planned
from empirics.runs.sweep import sweep
if __name__ == "__main__":
    endless = RunConfig(8, True, ElmanConfig(width=16, batch=4), steps=10**6, evaluate_every=2, stop_below=None)
    sweep([Planned(endless, 1.0)], Path(sys.argv[1]))
"""


def test_the_runs_of_a_killed_sweep_end_with_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SWEEP)
    process = subprocess.Popen([sys.executable, str(script), str(tmp_path / "runs")])
    while not list(tmp_path.glob("runs/*/metrics.jsonl")):
        assert process.poll() is None
        time.sleep(0.1)
    process.kill()
    process.wait()
    (run_folder,) = (tmp_path / "runs").iterdir()
    deadline = time.monotonic() + 20
    while True:
        try:
            with Run(run_folder).locked():
                break  # nobody trains here any more
        except InputError:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_the_report_s_preset_has_the_runs_of_the_report() -> None:
    plans = preset("cpu")
    transformers = {(p.config.d, p.config.supervised) for p in plans if p.config.model.kind == "transformer"}
    assert transformers == {
        (8, True),
        (16, True),
        (32, True),
        (8, False),
        (10, False),
        (12, False),
        (14, False),
    }
    variances = {p.config.model.b_variance for p in plans if isinstance(p.config.model, ElmanConfig)}
    assert variances == {"1", "1/m"}
    assert len({p.config.name for p in plans}) == len(plans)


def test_the_command_line_starts_without_torch() -> None:
    program = "import sys, empirics.cli, empirics.runs, empirics.plots; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
