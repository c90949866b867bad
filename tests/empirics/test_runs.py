"""Runs on disk: interruptions, damage, and what is refused."""

from __future__ import annotations

import fcntl
import json
import math
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from empirics.measurements.errors import count_errors
from empirics.spec import ElmanConfig, RunConfig, TransformerConfig
from empirics.spec.config import task_settings
from empirics.store import Run, checkpoints, list_runs
from empirics.store.checkpoints import CHECKPOINT, FORMAT_VERSION, PREVIOUS
from empirics.store.runs import LOCK
from empirics.store.writer import RunWriter
from empirics.training import loop
from empirics.training.algorithm_1 import Algorithm1
from empirics.training.loop import OutOfTime, mean, train
from tests.empirics.examples import stopped
from theory.errors import InputError
from theory.results import result_of
from theory.results.runs import CONFIG, METRICS, STATE, State
from theory.tasks.cube import all_inputs

RNN = RunConfig(
    8,
    True,
    ElmanConfig(width=64, batch=8),
    steps=60,
    evaluate_every=3,
    stop_below=None,
    held_out=16,
    samples=100,
)
TRANSFORMER = RunConfig(
    8,
    True,
    TransformerConfig(width=32, heads=4, batch=16),
    steps=40,
    evaluate_every=4,
    stop_below=None,
    held_out=16,
)

ONE_LAYER = replace(
    TRANSFORMER,
    model=TransformerConfig(
        architecture="one-layer",
        optimizer="muon",
        width=32,
        heads=4,
        batch=16,
        muon_rate=0.04,
        schedule="linear",
    ),
)

#: Trains the configuration of argv[2] in the folder of argv[1] with a checkpoint at every evaluation.
WORKER = """
import json, sys
from pathlib import Path
from empirics.spec import RunConfig
from empirics.training.loop import train
print("ready", flush=True)
train(RunConfig.from_dict(json.loads(sys.argv[2])), Path(sys.argv[1]), resume=True, checkpoint_seconds=0)
"""


def start(folder: Path, config: RunConfig) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WORKER, str(folder), json.dumps(config.as_dict())]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


@pytest.mark.parametrize("config", [RNN, TRANSFORMER, ONE_LAYER], ids=["rnn", "transformer", "one-layer"])
def test_killed_at_random_moments_and_resumed_it_ends_with_the_same_metrics(
    config: RunConfig, tmp_path: Path
) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    began = time.monotonic()
    train(config, whole, checkpoint_seconds=0)
    duration = time.monotonic() - began
    # A different moment every time the test is run; the seed is shown if it fails.
    seed = random.SystemRandom().randrange(10**6)
    moment = random.Random(seed)
    killed = False
    while not killed:  # until one kill came neither too late nor in vain
        shutil.rmtree(broken, ignore_errors=True)
        process = start(broken, config)
        process.stdout.readline()
        # A kill before the first checkpoint would only show that a run can begin again.
        while not (broken / CHECKPOINT).exists() and process.poll() is None:
            time.sleep(0.005)
        time.sleep(moment.uniform(0, 0.5 * duration))
        process.send_signal(signal.SIGKILL)
        killed = process.wait() == -signal.SIGKILL
        process.communicate()
    if (broken / PREVIOUS).exists() and (broken / CHECKPOINT).exists():  # not killed between the two renames
        truncate(broken / CHECKPOINT)  # and the power went, too: the one before it must do
    final = start(broken, config)
    _, complaint = final.communicate()
    assert final.returncode == 0, complaint.decode()
    assert (broken / METRICS).read_bytes() == (whole / METRICS).read_bytes(), f"seed {seed}"
    tensors = [RunWriter(folder).load() for folder in (whole, broken)]
    assert tensors[0][1].tensors_sha256 == tensors[1][1].tensors_sha256


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that was stopped half way."""
    return stopped(RNN, tmp_path_factory.mktemp("half") / "run", at=RNN.steps // 2)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same run without a stop."""
    folder = tmp_path_factory.mktemp("whole") / "run"
    train(RNN, folder, checkpoint_seconds=0)
    return folder


@pytest.fixture
def copy(half: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "copy"
    shutil.copytree(half, folder)
    return folder


def test_a_torn_last_line_and_metrics_after_the_checkpoint_are_made_again(copy: Path, whole: Path) -> None:
    later = {**Run(copy).metrics()[-1], "step": 33, "loss": 9.9}
    with (copy / METRICS).open("ab") as file:
        file.write(json.dumps(later).encode() + b'\n{"step":36,"lo')
    assert Run(copy).metrics()[-1]["step"] == 33
    train(RNN, copy, resume=True)
    assert (copy / METRICS).read_bytes() == (whole / METRICS).read_bytes()


def test_a_checkpoint_newer_than_the_copy_of_its_state_is_the_one_that_counts(
    copy: Path, whole: Path
) -> None:
    (copy / STATE).write_text(json.dumps({"step": 3, "metrics_bytes": 1, "seconds": 0.1, "finished": False}))
    train(RNN, copy, resume=True)
    assert (copy / METRICS).read_bytes() == (whole / METRICS).read_bytes()


def test_a_transformer_goes_on_from_a_checkpoint_with_both_moments_of_adam(tmp_path: Path) -> None:
    stopped(TRANSFORMER, tmp_path / "broken", at=TRANSFORMER.steps // 2)
    assert len(Run(tmp_path / "broken").metrics()) == TRANSFORMER.steps // 2 // TRANSFORMER.evaluate_every
    train(TRANSFORMER, tmp_path / "broken", resume=True)
    train(TRANSFORMER, tmp_path / "whole")
    assert (tmp_path / "broken" / METRICS).read_bytes() == (tmp_path / "whole" / METRICS).read_bytes()


def refuses(folder: Path, match: str, config: RunConfig = RNN) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(InputError, match=match) as caught:
        train(config, folder, resume=True)
    assert "\n" not in " ".join(str(caught.value).split())
    del before[".lock"]
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"} == before


def truncate(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-100] ^= 4
    path.write_bytes(bytes(content))


def hold_something_else(path: Path) -> None:
    save_file({"W": torch.zeros(3)}, path)


def come_from_another_version(path: Path) -> None:
    content = path.read_bytes()
    mine, other = (f'"format_version":"{version}"'.encode() for version in (FORMAT_VERSION, 9))
    assert mine in content
    path.write_bytes(content.replace(mine, other))


def hold_another_model(path: Path) -> None:
    with TemporaryDirectory() as other:
        tensors = {"W": torch.zeros(3, 3), "A": torch.zeros(3, 2), "B": torch.zeros(3), "M_0": torch.zeros(3)}
        checkpoints.write(Path(other), tensors, checkpoints.read(path)[1])
        shutil.copy(Path(other) / CHECKPOINT, path)


DAMAGES = {
    truncate: "truncated or not a checkpoint",
    flip_a_bit: "damaged",
    hold_something_else: "something else",
    come_from_another_version: "format '9'",
    hold_another_model: "another model",
}


@pytest.mark.parametrize("damage", DAMAGES, ids=[damage.__name__ for damage in DAMAGES])
def test_a_useless_checkpoint_is_given_up_in_one_line_for_the_one_before_it(
    damage: Callable[[Path], None],
    copy: Path,
    whole: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    damage(copy / CHECKPOINT)
    train(RNN, copy, resume=True)
    said = capsys.readouterr().err
    assert re.fullmatch(
        rf"subtask: .*{DAMAGES[damage]}.*continuing from the previous checkpoint, of step 27\n", said
    )
    assert (copy / METRICS).read_bytes() == (whole / METRICS).read_bytes()


@pytest.mark.parametrize("damage", DAMAGES, ids=[damage.__name__ for damage in DAMAGES])
def test_a_useless_checkpoint_with_none_before_it_is_refused(
    damage: Callable[[Path], None], copy: Path
) -> None:
    damage(copy / CHECKPOINT)
    damage(copy / PREVIOUS)
    refuses(copy, DAMAGES[damage])
    (copy / PREVIOUS).unlink()
    refuses(copy, DAMAGES[damage])


def test_the_checkpoint_that_took_over_is_not_pushed_out_by_the_useless_one(copy: Path) -> None:
    good = (copy / PREVIOUS).read_bytes()
    truncate(copy / CHECKPOINT)
    assert RunWriter(copy).load() is not None
    assert (copy / CHECKPOINT).read_bytes() == good
    assert not (copy / PREVIOUS).exists()


def test_killed_between_its_two_renames_a_run_goes_on_from_the_checkpoint_before(
    copy: Path, whole: Path
) -> None:
    (copy / CHECKPOINT).rename(copy / f".{CHECKPOINT}.new")
    train(RNN, copy, resume=True)
    assert (copy / METRICS).read_bytes() == (whole / METRICS).read_bytes()


@pytest.mark.parametrize(
    ("asked", "saved"), [(None, [2, 102, 202, 300]), (50.0, [50, 100, 150, 200, 250, 300])]
)
def test_a_checkpoint_that_takes_long_is_made_seldom(
    asked: float | None, saved: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step takes one second of this clock, and writing a checkpoint two more."""
    clock = SimpleNamespace(now=0.0, monotonic=lambda: clock.now)
    written = []

    def step(self: object, z: object, labels: object, number: int) -> float:
        clock.now += 1
        return 0.5

    def save(self: RunWriter, tensors: dict[str, torch.Tensor], state: State) -> None:
        clock.now += 2
        written.append(state.step)
        self.finish(state)

    monkeypatch.setattr(loop, "time", clock)
    monkeypatch.setattr(Algorithm1, "step", step)
    monkeypatch.setattr(RunWriter, "save", save)
    config = replace(RNN, model=ElmanConfig(width=2, batch=1), steps=300, evaluate_every=1)
    train(config, tmp_path / "run", checkpoint_seconds=asked)
    assert written == saved


def test_a_finished_run_keeps_one_checkpoint_or_none(whole: Path, tmp_path: Path) -> None:
    assert {path.name for path in whole.iterdir()} == {CONFIG, METRICS, STATE, CHECKPOINT, ".lock"}
    result = train(RNN, tmp_path / "bare", keep_checkpoint=False)
    assert {path.name for path in (tmp_path / "bare").iterdir()} == {CONFIG, METRICS, STATE, ".lock"}
    assert train(RNN, tmp_path / "bare", resume=True) == result
    assert (tmp_path / "bare" / METRICS).read_bytes() == (whole / METRICS).read_bytes()


def test_a_missing_checkpoint_and_missing_metrics_are_refused(copy: Path) -> None:
    (copy / METRICS).write_bytes((copy / METRICS).read_bytes()[:50])
    refuses(copy, "part is missing")
    (copy / CHECKPOINT).unlink()
    (copy / PREVIOUS).unlink()
    refuses(copy, "missing, though state.json is there")


@pytest.mark.parametrize(
    ("key", "value", "match"), [("format", "other", "not a run"), ("format_version", 99, "99")]
)
def test_a_folder_of_another_format_is_refused(copy: Path, key: str, value: object, match: str) -> None:
    header = json.loads((copy / CONFIG).read_text())
    (copy / CONFIG).write_text(json.dumps({**header, key: value}))
    refuses(copy, match)


def test_a_run_begun_with_another_torch_is_refused(copy: Path) -> None:
    header = json.loads((copy / CONFIG).read_text())
    header["versions"]["torch"] = "1.0"
    (copy / CONFIG).write_text(json.dumps(header))
    refuses(copy, r"begun with torch 1\.0")


def test_another_configuration_is_refused_with_what_differs(copy: Path) -> None:
    other = RunConfig.from_dict({**RNN.as_dict(), "seed": 5})
    refuses(copy, "seed 27 there, 5 asked", other)


def test_a_folder_in_use_or_of_other_things_is_refused(copy: Path, tmp_path: Path) -> None:
    with RunWriter(copy).locked():
        refuses(copy, "another process is training here")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").touch()
    with pytest.raises(InputError, match="not empty"):
        train(RNN, tmp_path / "mine")


def test_a_run_that_another_process_begins_while_its_folder_is_looked_at_is_a_run(
    half: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Path.iterdir

    def meanwhile(folder: Path) -> Iterator[Path]:
        shutil.copytree(half, folder, dirs_exist_ok=True)
        return look(folder)

    monkeypatch.setattr(Path, "iterdir", meanwhile)
    with RunWriter(tmp_path / "run").locked():
        assert (tmp_path / "run" / CONFIG).exists()


def test_a_look_at_a_lock_does_not_keep_a_worker_from_its_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        monkeypatch.setattr("time.sleep", lambda _: fcntl.flock(file, fcntl.LOCK_UN))
        with RunWriter(tmp_path).locked():
            assert Run(tmp_path).in_use


def test_a_run_is_not_overwritten_and_a_finished_one_not_done_again(tmp_path: Path) -> None:
    first = train(RNN, tmp_path / "run")
    with pytest.raises(InputError, match=r"--resume, in Python resume=True"):
        train(RNN, tmp_path / "run")
    assert train(RNN, tmp_path / "run", resume=True) == first == result_of(Run(tmp_path / "run"))
    assert [run.folder.name for run in list_runs(tmp_path)] == ["run"]
    assert list(list_runs(tmp_path / "nowhere")) == []


def test_lemma_1_holds_exactly_at_every_evaluation(tmp_path: Path) -> None:
    for name, config in (("rnn", RNN), ("transformer", TRANSFORMER)):
        train(config, tmp_path / name)
        lines = Run(tmp_path / name).metrics()
        assert len(lines) == config.steps // config.evaluate_every
        parts = [line[part] for line in lines for part in ("validation", "test", "training") if part in line]
        # A fixed sample is looked at at every evaluation.
        assert len(parts) == len(lines) + 1 + (1 if config.samples is None else len(lines))
        for part in parts:
            assert part["free_running_wrong"] <= sum(part["teacher_forced_wrong"])
            assert part["teacher_forced_sum"] == sum(part["teacher_forced_wrong"]) / part["inputs"]
            # Fed the truth or not, the first sub-task reads x alone; with one label both errors are the same.
            assert len(part["teacher_forced_errors"]) == config.task.num_labels


@pytest.mark.parametrize(
    "change",
    [
        {"d": 9},
        {"d": 12},
        {"steps": 0},
        {"samples": 0},
        {"seed": -1},
        {"stop_below": 1.0},
        {"threads": 0},
        {"model": ElmanConfig(b_variance="2")},  # type: ignore[arg-type]
        {"model": ElmanConfig(normaliser="mean")},  # type: ignore[arg-type]
        {"model": ElmanConfig(normaliser="printed"), "supervised": False},
        {"model": ElmanConfig(sigma=0.1)},
        {"model": ElmanConfig(algorithm=2, sigma=-1.0)},
        {"model": ElmanConfig(algorithm=4)},  # type: ignore[arg-type]
        {"model": ElmanConfig(approximation="luck")},  # type: ignore[arg-type]
        {"model": TransformerConfig(heads=7)},
        {"model": TransformerConfig(initialisation="zero")},  # type: ignore[arg-type]
        {"model": TransformerConfig(warmup=-1)},
        {"model": TransformerConfig(learning_rate=0.0)},
    ],
)
def test_configurations_out_of_range_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        RunConfig(**{"d": 8, "supervised": True, "model": ElmanConfig(), **change})


def test_a_configuration_survives_the_disk_and_names_its_folder() -> None:
    assert RunConfig.from_dict(json.loads(json.dumps(TRANSFORMER.as_dict()))) == TRANSFORMER
    assert TRANSFORMER.name != RunConfig.from_dict({**TRANSFORMER.as_dict(), "steps": 41}).name
    with pytest.raises(InputError, match="not the configuration"):
        RunConfig.from_dict({"model": {"kind": "mlp"}})


def test_a_record_made_before_a_setting_existed_is_read_and_keeps_its_name() -> None:
    assert not {"task_name", "circuit_sha256", "device"} & RNN.as_dict().keys()
    assert RunConfig.from_dict(RNN.as_dict()).task_name == "parity"
    elsewhere = replace(RNN, device="cuda")
    assert elsewhere.as_dict()["device"] == "cuda"
    assert RunConfig.from_dict(elsewhere.as_dict()) == elsewhere
    assert elsewhere.name != RNN.name
    with pytest.raises(InputError, match="unknown: colour"):
        RunConfig.from_dict({**RNN.as_dict(), "colour": "red"})


def test_a_circuit_is_a_task_and_its_file_must_stay_the_one_that_was_read(tmp_path: Path) -> None:
    path = tmp_path / "and.aag"
    path.write_text("aag 5 4 0 1 1\n2\n4\n6\n8\n10\n10 2 4\n")
    config = RunConfig(supervised=True, model=RNN.model, **task_settings(str(path), None))
    assert config.name.startswith("rnn-and-d4-supervised-")
    assert RunConfig.from_dict(config.as_dict()) == config
    assert config.task.num_labels >= 1
    path.write_text(path.read_text().replace("10 2 4", "10 2 6"))
    with pytest.raises(InputError, match="SHA-256 differs"):
        _ = config.task
    with pytest.raises(InputError, match="4 inputs, not 5"):
        task_settings(str(path), 5)
    with pytest.raises(InputError, match="needs --d"):
        task_settings("addition", None)


@pytest.mark.parametrize("supervised", [True, False])
def test_any_task_can_be_trained_and_every_bit_of_its_answer_counts(supervised: bool, tmp_path: Path) -> None:
    adder = replace(RNN, task_name="addition", d=6, supervised=supervised, held_out=8, samples=None, steps=3)
    train(adder, tmp_path / "run")
    last = Run(tmp_path / "run").metrics()[-1]["validation"]
    assert len(last["teacher_forced_wrong"]) == adder.task.num_labels
    assert adder.task.num_outputs == 4
    assert last["free_running_wrong"] <= sum(last["teacher_forced_wrong"])


def test_an_answer_of_several_bits_is_wrong_where_any_of_them_is() -> None:
    class Zero:
        def prefill(self, z: torch.Tensor) -> tuple[torch.Tensor, None]:
            return -torch.ones(len(z)), None

        def advance(self, z: torch.Tensor, state: None, rows: torch.Tensor) -> tuple[torch.Tensor, None]:
            return self.prefill(z)

    task = replace(RNN, task_name="addition", d=6).task
    # Only 0 + 0 is 0.
    assert count_errors(Zero(), task, all_inputs(6)).free_running_wrong == 63


def test_a_run_killed_between_its_last_checkpoint_and_the_copy_of_its_state_is_finished(
    tmp_path: Path,
) -> None:
    first = train(RNN, tmp_path / "run", checkpoint_seconds=0)
    before = (tmp_path / "run" / METRICS).read_bytes()
    state = json.loads((tmp_path / "run" / STATE).read_text())
    before_the_end = State.from_dict({**state, "finished": False, "config_sha256": ""})
    (tmp_path / "run" / STATE).write_text(json.dumps(asdict(before_the_end)))
    assert not Run(tmp_path / "run").finished
    assert train(RNN, tmp_path / "run", resume=True) == first
    assert (tmp_path / "run" / METRICS).read_bytes() == before


def test_a_deadline_ends_a_sitting_at_a_checkpoint(tmp_path: Path) -> None:
    with pytest.raises(OutOfTime):
        train(RNN, tmp_path / "run", deadline=time.monotonic())
    state = Run(tmp_path / "run").state
    assert (state.step, state.finished) == (RNN.evaluate_every, False)
    train(RNN, tmp_path / "run", resume=True)
    train(RNN, tmp_path / "whole")
    assert (tmp_path / "run" / METRICS).read_bytes() == (tmp_path / "whole" / METRICS).read_bytes()


def test_a_run_may_be_given_up_at_its_deadline_and_then_counts_as_finished(tmp_path: Path) -> None:
    result = train(
        RNN,
        tmp_path / "run",
        deadline=time.monotonic(),
        give_up=True,
        checkpoint_seconds=math.inf,
        keep_checkpoint=False,
    )
    run = Run(tmp_path / "run")
    # At once, though no evaluation was due; with its test and training errors, and without any checkpoint.
    assert (run.state.step, run.state.finished, run.state.given_up) == (1, True, True)
    assert result.steps == 1
    assert not list(run.folder.glob("*.safetensors"))
    (line,) = run.metrics()
    assert {"validation", "test", "training"} <= line.keys()
    assert train(RNN, run.folder, resume=True) == result  # there is nothing to go on with


def test_a_run_that_ends_by_its_own_rule_is_not_given_up(tmp_path: Path) -> None:
    train(replace(RNN, steps=1), tmp_path / "run", deadline=time.monotonic(), give_up=True)
    state = Run(tmp_path / "run").state
    assert (state.step, state.given_up) == (1, False)


def test_without_checkpoints_none_is_written_before_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RunWriter, "save", lambda *_: pytest.fail("a checkpoint"))
    train(RNN, tmp_path / "run", checkpoint_seconds=math.inf, keep_checkpoint=False)
    assert Run(tmp_path / "run").finished


def test_losses_of_both_kinds_are_averaged_in_double_precision() -> None:
    losses = [torch.tensor(0.1), 0.2, torch.tensor(0.3)]
    assert mean(losses) == np.mean([float(loss) for loss in losses])


def test_whether_a_process_trains_in_a_folder_can_be_seen(copy: Path, tmp_path: Path) -> None:
    assert not Run(tmp_path / "nowhere").in_use
    with RunWriter(copy).locked():
        assert Run(copy).in_use
    assert not Run(copy).in_use
