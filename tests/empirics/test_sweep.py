"""Sweeps: killed and started again, several at once on one folder, over any task, within a budget."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from empirics.spec import ElmanConfig, RunConfig, TransformerConfig
from empirics.spec.config import task_settings
from empirics.store import Run, list_runs
from empirics.store.writer import RunWriter
from empirics.sweeps.planned import Planned
from empirics.sweeps.sweep import gpus, sweep
from empirics.sweeps.worker import work
from empirics.training import loop
from theory.errors import InputError
from theory.results import result_of
from theory.results.runs import STATE

TOY = RunConfig(8, True, ElmanConfig(width=32, batch=1, eta=1e-3), steps=1, evaluate_every=1, held_out=4)
ENDLESS = replace(TOY, model=ElmanConfig(width=8, eta=1e-6), steps=10**6, evaluate_every=2, stop_below=None)
#: `make toys` has as many as the paper's grid.
TOYS = int(os.environ.get("SUBTASK_TOYS", "120"))


def plans(*configs: RunConfig) -> list[Planned]:
    return [Planned(config, 1.0) for config in configs]


#: Sweeps over argv[2] seeds in the folder argv[1] with argv[3] workers, which execute these lines too, and note each
#: run that they end.
SWEEP = """
import sys
from dataclasses import replace
from pathlib import Path
from empirics.spec import ElmanConfig, RunConfig
from empirics.store.writer import RunWriter
from empirics.sweeps.planned import Planned
from empirics.sweeps.sweep import sweep

root, count, processes = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
toy = RunConfig(8, True, ElmanConfig(width=32, batch=1, eta=1e-3), steps=1, evaluate_every=1, held_out=4)
finish = RunWriter.finish

def noted(run, state):
    finish(run, state)
    with root.with_suffix(".ended").open("a") as file:
        file.write(run.folder.name + "\\n")

RunWriter.finish = noted
if __name__ == "__main__":
    sweep([Planned(replace(toy, seed=seed), 1.0) for seed in range(count)], root, processes=processes)
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.py"
    path.write_text(SWEEP)
    return path


def begin(script: Path, root: Path, processes: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(script), str(root), str(TOYS), str(processes)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(command, start_new_session=True, env=environment)


def ended(root: Path) -> list[str]:
    log = root.with_suffix(".ended")
    return log.read_text().split() if log.exists() else []


def test_a_sweep_killed_midway_and_started_again_twice_at_once_does_each_run_once(
    script: Path, tmp_path: Path
) -> None:
    root = tmp_path / "runs"
    process = begin(script, root, 2)
    while len(ended(root)) < TOYS // 3:
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)  # the sweep and its workers in one instant
    process.wait()
    before = {run.folder.name: (run.folder / STATE).stat() for run in list_runs(root) if run.finished}
    assert TOYS // 3 <= len(before) < TOYS
    again = [begin(script, root, 1) for _ in range(2)]
    assert [process.wait() for process in again] == [0, 0]
    runs = {run.folder.name: run for run in list_runs(root)}
    assert runs.keys() == {replace(TOY, seed=seed).name for seed in range(TOYS)}
    assert all(run.finished and len(run.metrics()) == 1 for run in runs.values())
    # Each of the two workers may have been killed between a run's end and its note.
    assert max(Counter(ended(root)).values()) == 1
    assert len(runs.keys() - set(ended(root))) <= 2
    for name, state in before.items():
        after = (root / name / STATE).stat()
        assert (after.st_ino, after.st_mtime_ns) == (state.st_ino, state.st_mtime_ns)


def test_a_sweep_does_what_is_not_finished_and_only_that(tmp_path: Path) -> None:
    shares: list[float] = []
    both = plans(replace(TOY, seed=1), replace(TOY, seed=2))
    results = sweep(both, tmp_path, processes=1, report=lambda share, _: shares.append(share))
    assert [result.steps for result in results if result] == [1, 1]
    assert shares == sorted(shares)
    assert shares[-1] == 2.0
    marks = [(run.folder / STATE).stat().st_ino for run in list_runs(tmp_path)]
    assert sweep(both, tmp_path) == results
    assert [(run.folder / STATE).stat().st_ino for run in list_runs(tmp_path)] == marks


def test_one_run_that_fails_does_not_keep_the_others(tmp_path: Path) -> None:
    impossible = replace(TOY, samples=5000)
    with pytest.raises(InputError, match=r"a run failed: rnn\S*-seed27-\w+: 5000 training inputs asked for"):
        sweep(plans(impossible, replace(TOY, seed=1)), tmp_path, processes=1)
    assert [run.finished for run in list_runs(tmp_path)] == [True]
    with pytest.raises(InputError, match="the number of processes is at least 1"):
        sweep(plans(TOY), tmp_path, processes=0)


def test_a_worker_does_runs_of_any_kind_one_after_the_other(tmp_path: Path) -> None:
    circuit = tmp_path / "and.aag"
    circuit.write_text("aag 5 4 0 1 1\n2\n4\n6\n8\n10\n10 2 4\n")
    model = TransformerConfig(width=8, heads=2, batch=2)
    configs = [
        TOY,
        replace(TOY, model=model, supervised=False),
        replace(TOY, task_name="addition", d=6),
        replace(TOY, held_out=2, **task_settings(str(circuit), None)),
    ]
    begun: list[str] = []
    assert work(configs, tmp_path / "runs", tell=lambda name, _: begun.append(name)) == {}
    assert begun == [config.name for config in configs]
    assert work(configs, tmp_path / "runs", tell=lambda name, _: begun.append(name)) == {}
    assert len(begun) == len(configs)  # what is finished is not begun
    assert all(run.finished for run in list_runs(tmp_path / "runs"))


@pytest.mark.parametrize("seen", [True, False], ids=["seen", "found when it is locked"])
def test_a_worker_leaves_runs_in_other_hands_and_goes_on_past_failures(
    seen: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not seen:
        monkeypatch.setattr(Run, "in_use", False)
    held, wrong, free = replace(TOY, seed=1), replace(TOY, samples=5000), replace(TOY, seed=2)
    with RunWriter(tmp_path / held.name).locked():
        failures = work([held, wrong, free], tmp_path)
    assert failures.keys() == {wrong.name}
    assert [run.folder.name for run in list_runs(tmp_path)] == [free.name]


def test_a_run_that_breaks_in_an_unforeseen_way_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, whole = replace(TOY, seed=1), replace(TOY, seed=2)
    train = loop.train

    def breaking(config: RunConfig, *arguments: Any, **options: Any) -> Any:
        if config == broken:
            raise RuntimeError("out of memory")
        return train(config, *arguments, **options)

    monkeypatch.setattr(loop, "train", breaking)
    assert work([broken, whole], tmp_path) == {broken.name: "RuntimeError: out of memory"}
    assert "Traceback" in capsys.readouterr().err
    assert Run(tmp_path / whole.name).finished


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_a_model_that_explodes_in_its_last_step_is_refused_in_one_line(tmp_path: Path) -> None:
    exploding = replace(TOY, model=ElmanConfig(width=32, batch=1, eta=1e30))
    (problem,) = work([exploding], tmp_path).values()
    assert problem == "the loss is no longer finite at step 1; use a smaller eta than 1e+30"


def work_until(done: Callable[[], bool], configs: list[RunConfig], root: Path) -> None:
    """Spend half a second at most twenty times: a loaded machine may spend all of the first on a toy."""
    for _ in range(20):
        assert work(configs, root, budget=0.5) == {}
        if done():
            return
    pytest.fail("nothing was done")


def test_a_budget_ends_a_worker_at_a_checkpoint_and_the_next_goes_on(tmp_path: Path) -> None:
    endless = replace(ENDLESS, seed=1)
    stopped = Run(tmp_path / endless.name)
    work_until(lambda: bool(stopped.metrics()), [TOY, endless, ENDLESS], tmp_path)
    assert sweep(plans(TOY, endless, ENDLESS), tmp_path, budget=0) == [
        result_of(Run(tmp_path / TOY.name)),
        None,
        None,
    ]
    # At the checkpoint, not after it: nothing that was done is lost.
    assert stopped.metrics()[-1]["step"] == stopped.state.step
    work([ENDLESS], tmp_path, budget=0)
    assert not (tmp_path / ENDLESS.name).exists()
    reached = stopped.metrics()[-1]["step"]
    work_until(lambda: stopped.metrics()[-1]["step"] > reached, [endless], tmp_path)
    assert (
        len(stopped.metrics()) * endless.evaluate_every == Run(tmp_path / endless.name).metrics()[-1]["step"]
    )


def test_the_runs_of_a_killed_sweep_end_with_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        SWEEP.replace("steps=1, evaluate_every=1", "steps=10**6, evaluate_every=2, stop_below=None")
    )
    process = subprocess.Popen([sys.executable, str(script), str(tmp_path / "runs"), "1", "1"])
    while not list(tmp_path.glob("runs/*/metrics.jsonl")):
        assert process.poll() is None
        time.sleep(0.05)
    process.kill()
    process.wait()
    (run,) = list_runs(tmp_path / "runs")
    deadline = time.monotonic() + 20
    while run.in_use:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_gpus_are_the_visible_ones(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "3,GPU-7")
    assert gpus() == ["3", "GPU-7"]
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    with pytest.raises(InputError, match="no GPU"):
        sweep(plans(replace(TOY, device="cuda")), tmp_path)
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES")
    nvidia_smi = tmp_path / "nvidia-smi"
    nvidia_smi.write_text("#!/bin/sh\necho GPU-a\necho GPU-b\n")
    nvidia_smi.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert gpus() == ["GPU-a", "GPU-b"]
