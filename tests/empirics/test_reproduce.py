"""The one command for a bare GPU machine, on a processor: what it needs, what it leaves, and what it survives."""

from __future__ import annotations

import gc
import json
import math
import os
import random
import signal
import subprocess
import sys
import tarfile
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from empirics.cli import COMMANDS
from empirics.reproduce import cell_runs, ladder, reference, supervisor
from empirics.reproduce.__main__ import program
from empirics.reproduce.archive import ARCHIVE, recordable, write_archive
from empirics.reproduce.notes import Notes
from empirics.reproduce.plan import Cell, cells
from empirics.reproduce.supervisor import Settings
from empirics.spec import RunConfig, TransformerConfig
from empirics.store import Run
from empirics.training import interleaved
from empirics.training.inputs import Batches, inputs_of
from empirics.training.interleaved import train_interleaved
from empirics.training.loop import train
from theory.cli.app import make_app, run
from theory.results.runs import METRICS

ROOT = Path(__file__).parents[2]
#: How often the whole command is killed; ``make kills`` asks for 30.
KILLS = int(os.environ.get("SUBTASK_KILLS", "2"))
#: Missing on a machine that has torch and little else, and so is this project's metadata.
MISSING = ("flint", "aigverse", "mdit_py_plugins", "z3", "submitit")
BARE = f"""
import importlib.metadata, sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {MISSING}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

def version(name, known=importlib.metadata.version):
    if name == "subtask":
        raise importlib.metadata.PackageNotFoundError(name)
    return known(name)

sys.meta_path.insert(0, Missing())
importlib.metadata.version = version
"""
TOY = RunConfig(
    8,
    True,
    TransformerConfig(layers=2, width=16, heads=2, batch=8, learning_rate=3e-3),
    steps=30,
    evaluate_every=5,
    stop_below=None,
    held_out=16,
    tested="best",
)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine without what is missing on a bare one."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(BARE)
    return os.environ | {"PYTHONPATH": f"{tmp_path / 'site'}:{ROOT}"}


def command(out: Path, seconds: int, *more: str) -> list[str]:
    asked = ["--device", "cpu", "--toy", "--seconds", str(seconds), "--out", str(out)]
    return [sys.executable, "-m", "empirics.reproduce", *asked, *more]


def subtask(*arguments: str) -> int:
    return run(make_app((("empirics.commands", COMMANDS),)), list(arguments))


def unpacked(archive: Path, into: Path) -> Path:
    """The folder that an archive was made from."""
    with tarfile.open(archive) as file:
        file.extractall(into, filter="data")
    return into


def recorded(archive: Path, into: Path) -> list[Path]:
    """Record an archive by the command; the folders of its runs."""
    assert (
        subtask("record", str(archive), "--out", str(into / "runs"), "--findings", str(into / "found")) == 0
    )
    return sorted((into / "runs").iterdir()) if (into / "runs").exists() else []


def test_a_bare_machine_does_every_stage_and_its_archive_is_recorded(
    bare: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    probe = subprocess.run([sys.executable, "-c", "import flint"], env=bare, capture_output=True, check=False)
    assert b"ModuleNotFoundError" in probe.stderr  # the fixture does what it says
    out = tmp_path / "out"
    done = subprocess.run(command(out, 400), env=bare, capture_output=True, text=True, check=False)
    assert [path.name for path in out.iterdir()] == [ARCHIVE]
    work = unpacked(out / ARCHIVE, tmp_path / "work")
    assert done.returncode == 0, done.stderr + "".join(log.read_text() for log in work.glob("*.log"))
    ended = {stage: found["ended"] for stage, found in Notes(work, "reproduce")["stages"].items()}
    assert ended == dict.fromkeys(("environment", "ladder", "speed", "cells", "results"), "done")
    assert Notes(work, "environment")["digests_that_differ"] == []
    assert all(rung["agrees"] for rung in Notes(work, "ladder")["rungs"])
    assert Notes(work, "results")["left_out"].keys() == {"iterations-vs-bits"}  # its bound needs python-flint
    folders = recorded(out / ARCHIVE, tmp_path)
    assert len(folders) == 6  # both cells of 8 bits, three seeds each
    (found,) = (tmp_path / "found").iterdir()
    assert {"environment", "ladder", "speed", "cells"} <= json.loads(found.read_text()).keys()


def test_killed_at_any_moment_it_leaves_a_whole_archive_that_can_be_recorded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = random.SystemRandom().randrange(10**6)
    moment = random.Random(seed)
    found = 0
    for kill in range(KILLS):
        out = tmp_path / f"out{kill}"
        process = subprocess.Popen(
            command(out, 20, "--stages", "environment,cells"),
            env=os.environ | {"SUBTASK_ARCHIVE_SECONDS": "0.5"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while not (out / ARCHIVE).exists():
            time.sleep(0.02)
        time.sleep(moment.uniform(0, 20))
        process.send_signal(signal.SIGKILL)
        process.wait()
        with tarfile.open(out / ARCHIVE) as archive:
            names = archive.getnames()
        assert "reproduce.json" in names, f"seed {seed}"
        if "environment.json" in names:
            found += len(recorded(out / ARCHIVE, tmp_path / f"recorded{kill}"))
    assert KILLS < 10 or found > 0  # some kill came after an evaluation


def test_three_interleaved_runs_write_what_each_writes_alone(tmp_path: Path) -> None:
    configs = [replace(TOY, seed=seed, steps=steps) for seed, steps in ((27, 30), (67, 20), (93, 30))]
    results = train_interleaved(configs, tmp_path / "together")
    for config, result in zip(configs, results, strict=True):
        train(config, tmp_path / "alone" / config.name)
        together, alone = (
            (tmp_path / how / config.name / METRICS).read_bytes() for how in ("together", "alone")
        )
        assert together == alone
        assert result.steps == config.steps
        state = Run(tmp_path / "together" / config.name).state
        assert state is not None
        assert not state.given_up
    assert not list((tmp_path / "together").rglob("*.safetensors"))
    assert train_interleaved(configs, tmp_path / "together") == results  # nothing is done again


def test_runs_that_meet_the_deadline_are_all_given_up_with_their_results(tmp_path: Path) -> None:
    configs = [replace(TOY, seed=seed) for seed in (27, 67, 93)]
    for result in train_interleaved(configs, tmp_path, deadline=time.monotonic()):
        state = Run(result.run).state
        assert state is not None
        assert (state.given_up, state.step) == (True, 1)
        assert result.test_inputs == 16


def test_every_run_takes_its_steps_on_its_own_stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    current: list[object] = [None]
    seen: dict[int, set[object]] = {}

    class On:
        def __init__(self, stream: object) -> None:
            self.stream = stream

        def __enter__(self) -> None:
            current.append(self.stream)

        def __exit__(self, *raised: object) -> None:
            current.pop()

    monkeypatch.setattr(interleaved, "_stream", lambda device: object())
    monkeypatch.setattr(interleaved, "_on", On)
    original = interleaved.Sitting.__init__

    def built(self: Any, config: RunConfig, run: Run) -> None:
        original(self, config, run)
        step = self.learner.step

        def stepped(*arguments: Any) -> Any:
            seen.setdefault(config.seed, set()).add(current[-1])
            return step(*arguments)

        self.learner.step = stepped
        seen.setdefault(config.seed, set()).add(current[-1])

    monkeypatch.setattr(interleaved.Sitting, "__init__", built)
    train_interleaved([replace(TOY, seed=seed, steps=10) for seed in (27, 67)], tmp_path)
    assert all(len(streams) == 1 for streams in seen.values())
    assert len(set.union(*seen.values())) == 2


class TestArchive:
    """What goes into the archive beside a process that still writes."""

    @pytest.fixture
    def out(self, tmp_path: Path) -> Path:
        """A folder with a run in progress, its last line half written."""

        class Stop(Exception):
            pass

        def stop(step: int, line: dict[str, Any]) -> None:
            if step == 15:
                raise Stop

        with pytest.raises(Stop):
            train(TOY, tmp_path / "runs" / TOY.name, progress=stop, checkpoint_seconds=math.inf)
        with (tmp_path / "runs" / TOY.name / METRICS).open("ab") as file:
            file.write(b'{"step":20,"lo')
        Notes(tmp_path, "environment").keep(hardware="A card (R) 80GB")
        return tmp_path

    def test_a_run_in_progress_is_given_up_at_its_last_evaluation(
        self, out: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        into = tmp_path_factory.mktemp("recorded")
        write_archive(out, into / ARCHIVE)
        (folder,) = recorded(into / ARCHIVE, into)
        state = Run(folder).state
        assert state is not None
        assert (state.step, state.finished, state.given_up) == (15, True, True)
        assert [line["step"] for line in Run(folder).metrics()] == [5, 10, 15]
        assert list((into / "found").glob("a-card-r-80gb-*.json"))

    def test_a_run_without_an_evaluation_and_a_checkpoint_stay_behind(self, out: Path) -> None:
        (out / "runs" / TOY.name / METRICS).write_bytes(b'{"step":')
        (out / "runs" / TOY.name / "checkpoint.safetensors").write_bytes(b"x")
        assert recordable(Run(out / "runs" / TOY.name)) == {}
        write_archive(out, out / ARCHIVE)
        with tarfile.open(out / ARCHIVE) as archive:
            assert archive.getnames() == ["environment.json"]

    def test_it_is_whole_whenever_its_writer_is_killed(self, out: Path) -> None:
        writer = (
            "import sys; from pathlib import Path; from empirics.reproduce.archive import write_archive\n"
            "out = Path(sys.argv[1])\nprint('begun', flush=True)\n"
            "while True: write_archive(out, out / 'reproduce.tar.gz')"
        )
        write_archive(out, out / ARCHIVE)
        for _ in range(10):
            process = subprocess.Popen([sys.executable, "-c", writer, str(out)], stdout=subprocess.PIPE)
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(random.uniform(0, 0.05))
            process.kill()
            process.communicate()
            with tarfile.open(out / ARCHIVE) as archive:
                assert len(archive.getnames()) == 4

    @pytest.mark.parametrize("damage", ["cut", "flipped", "text", "link"])
    def test_a_damaged_or_foreign_archive_is_one_line(
        self, damage: str, out: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = out / ARCHIVE
        write_archive(out, path)
        data = bytearray(path.read_bytes())
        if damage == "cut":
            path.write_bytes(data[: len(data) // 2])
        elif damage == "flipped":
            data[len(data) // 2] ^= 0xFF
            path.write_bytes(data)
        elif damage == "text":
            path.write_text("no archive")
        else:
            with tarfile.open(path, "w:gz") as archive:
                link = tarfile.TarInfo("runs")
                link.type, link.linkname = tarfile.SYMTYPE, "elsewhere"
                archive.addfile(link)
        assert subtask("record", str(path), "--out", str(out / "kept")) == 2
        assert capsys.readouterr().err.count("\n") == 1
        assert not (out / "kept").exists()


class TestLadder:
    """The rungs are judged by numbers that a wrong step does not have."""

    def test_this_machine_finds_the_committed_toy(self) -> None:
        assert ladder._against_committed(reference.in_double_precision())["agrees"]
        other = replace(reference.TOY, seed=67)
        learner = ladder._learner(other)
        assert not ladder._against_committed(reference.trained(learner, other))["agrees"]

    @pytest.mark.parametrize("wrong", ["loss", "gradient", "steps", "nothing"])
    def test_a_rung_whose_step_is_wrong_does_not_agree(
        self, wrong: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        truth = reference.in_double_precision()
        rung = ladder.Rung("eager", "float32")
        if wrong == "loss":  # the last of the labels is forgotten
            original = ladder.AdamW.scores

            def forgetful(self: Any, z: torch.Tensor, last: int) -> torch.Tensor:
                return original(self, z, last) * (torch.arange(last) < last - 1)

            monkeypatch.setattr(ladder.AdamW, "scores", forgetful)
        elif wrong == "gradient":  # that of the positions comes twice
            monkeypatch.setattr("empirics.models.transformer.Transformer._read_tree", _with_positions_twice)
        elif wrong == "steps":
            monkeypatch.setattr(ladder.AdamW, "rate", lambda self, number: 1.001 * self.config.learning_rate)
        found = ladder.measured(rung, truth, "cpu", toy=True)
        assert found["agrees"] is (wrong == "nothing")

    def test_a_deviation_that_is_no_number_is_none_that_agrees(self) -> None:
        truth = reference.in_double_precision()
        broken = replace(truth, scores=np.full_like(truth.scores, np.nan), losses=[math.nan] * 20)
        found = ladder.deviations(broken, truth)
        assert min(found["loss_deviation"], found["score_deviation"]) > 1
        json.dumps(found, allow_nan=False)

    def test_a_step_can_be_captured_after_the_gradient_was_looked_at(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        config = reference.TOY
        learner = ladder._learner(config)
        z, labels = Batches(config.task, inputs_of(config).training, config).of(1)

        def marks() -> list[bool]:
            """Whether each parameter's accumulator of gradients, which knows its graph's stream, was seen before."""
            gc.collect()
            seen = []
            for parameter in learner.model.parameters():
                node = parameter.view_as(parameter).grad_fn.next_functions[0][0]
                seen.append("seen" in node.metadata)
                node.metadata["seen"] = True
            return seen

        original = torch.autograd.grad

        def marking(*arguments: Any) -> Any:
            marks()
            assert all(marks())  # as long as the graph is there
            return original(*arguments)

        monkeypatch.setattr(torch.autograd, "grad", marking)
        assert (
            reference.first_gradient(learner, z, labels).keys()
            == reference.committed()["gradient_norms"].keys()
        )
        assert not any(marks())

    def test_a_rung_that_fails_ends_its_process_and_the_next_one_goes_on(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def measured(rung: ladder.Rung, *_: Any, **__: Any) -> dict[str, Any]:
            if rung.precision == "float32":
                raise RuntimeError("CUDA error: an illegal memory access was encountered")
            return {"agrees": True}

        monkeypatch.setattr(ladder, "measured", measured)
        with pytest.raises(SystemExit):
            ladder.climb(Notes(tmp_path, "ladder"), "cpu", toy=True)
        (failed,) = Notes(tmp_path, "ladder")["rungs"]
        assert "illegal memory access" in failed["error"]
        ladder.climb(Notes(tmp_path, "ladder"), "cpu", toy=True)
        assert [rung["agrees"] for rung in Notes(tmp_path, "ladder")["rungs"]] == [False, True]
        # One that takes its process along is noted by the next.
        Notes(tmp_path, "ladder").keep(rungs=[], running=["eager", "float32"])
        ladder.climb(Notes(tmp_path, "ladder"), "cpu", toy=True)
        assert Notes(tmp_path, "ladder")["rungs"][0]["error"] == "its process died"

    def test_the_fastest_rung_that_agrees_is_used(self) -> None:
        rungs = [
            rung("captured", "tf32", 2.0),
            rung("compiled", "tf32", 1.0, agrees=False),
            rung("compiled", "bf16", 1.0, agrees=False),
            rung("eager", "float32", 9.0),
        ]
        assert ladder.best_precision(rungs, "bf16") == "tf32"
        assert ladder.best_precision(rungs[1:], "bf16") == "float32"
        assert ladder.best_precision([], "tf32") == "float32"
        assert ladder.best_execution(rungs, LONG) == "captured"
        assert ladder.best_execution(rungs[1:], LONG) == "eager"
        assert ladder.best_execution([], LONG) == "eager"

    def test_blocks_are_compiled_where_that_pays(self) -> None:
        rungs = [rung("captured", "tf32", 3.0, first=2.0), rung("compiled", "tf32", 1.5, first=32.0)]
        # Three times about 1,100 steps save 1.5 ms each: less than the 30 s that compiling takes.
        assert ladder.best_execution(rungs, SHORT) == "captured"
        assert ladder.best_execution(rungs, LONG) == "compiled"
        speed = {"milliseconds": {"8 with": {"captured": 3.0}, "14 without": {"captured": 3.5}}}
        seconds = cell_runs.predicted_seconds(LONG, rungs, speed)
        timed = {"milliseconds": {"14 without": {"captured": 3.5, "compiled": 2.0}}}
        assert seconds == cell_runs.predicted_seconds(LONG, rungs, timed)
        assert cell_runs.predicted_seconds(SHORT, rungs, speed) is not None
        assert cell_runs.predicted_seconds(SHORT, rungs, {}) is None


SHORT, LONG = Cell(8, True, (27, 67, 93)), Cell(14, False, (27, 67, 93))


def rung(
    execution: str, precision: str, milliseconds: float, *, agrees: bool = True, first: float = 1.0
) -> dict[str, Any]:
    """What is noted of a rung."""
    return {
        "execution": execution,
        "precision": precision,
        "agrees": agrees,
        "milliseconds": milliseconds,
        "first_step_seconds": first,
    }


def _with_positions_twice(self: Any, tree: Any, last: int) -> Any:
    position = self.position(tree.depths)
    x = self.token(tree.tokens) + position + (position - position.detach())
    x, cache = self._blocks(x, last, tree.paths.shape[1], None, tree)
    logits = self.norm(x) @ self.token.weight.T
    return tree.spread((logits[:, 1] - logits[:, 0])[:, None], last)[..., 0], cache


class TestCells:
    """What is run, in which order, and what is left out."""

    def test_the_order_and_the_seeds(self) -> None:
        names = [cell.name for cell in cells()]
        assert names[:4] == ["8 with", "8 without", "16 with", "32 with"]
        assert names[-2:] == ["128 with", "16 without"]
        assert [len(cell.seeds) for cell in cells()] == [3] * 8 + [1] * 2
        assert [cell.name for cell in cells(["d=8,supervised", "d=64"])] == ["8 with", "64 with"]

    def test_one_protocol_for_all_cells(self) -> None:
        for cell in cells():
            configs = cell.configs("cuda", cell.precision, "captured")
            assert len({replace(config, seed=27) for config in configs}) == 1
            assert {(c.stop_below, c.stop_after, c.tested) for c in configs} == {(0.01, 1, "best")}
            assert configs[0].model.precision == ("tf32" if cell.d < 18 else "bf16")  # type: ignore[union-attr]

    def test_what_does_not_fit_is_skipped_and_the_time_left_goes_to_it_in_the_end(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        trained: list[tuple[str, int]] = []
        clock = SimpleNamespace(now=0.0, monotonic=lambda: clock.now)

        def pretend(configs: list[RunConfig], root: Path, *, deadline: float) -> list[Any]:
            name = f"{configs[0].d} {'with' if configs[0].supervised else 'without'}"
            trained.append((name, len(configs)))
            clock.now += 1 if name != "64 with" else 1000
            return []

        monkeypatch.setattr(cell_runs, "train_interleaved", pretend)
        monkeypatch.setattr(cell_runs, "time", clock)
        monkeypatch.setattr(cell_runs, "predicted_seconds", lambda cell, *_: 10.0 * cell.d)
        notes = Notes(tmp_path, "cells")
        cell_runs.train_cells(notes, tmp_path, "cpu", 200, [])
        fitting = ["8 with", "8 without", "16 with", "10 without", "12 without", "14 without"]
        later = [("16 without", 1), ("32 with", 1), ("64 with", 1)]
        assert trained == [*((name, 3) for name in fitting), *later]
        assert notes["64 with"]["predicted_seconds"] == 640
        assert notes["128 with"]["status"] == "skipped"  # nothing was left for it
        cell_runs.train_cells(Notes(tmp_path / "..", "asked"), tmp_path, "cpu", clock.now + 60, ["d=64"])
        assert trained[-1] == ("64 with", 3)

    def test_a_cell_that_kills_its_process_costs_itself_alone(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "cells.json").write_text(
            '{"8 with": {"status": "done"}, "8 without": {"status": "running"}}'
        )
        trained: list[tuple[int, bool]] = []

        def pretend(configs: list[RunConfig], root: Path, *, deadline: float) -> list[Any]:
            trained.append((configs[0].d, configs[0].supervised))
            return []

        monkeypatch.setattr(cell_runs, "train_interleaved", pretend)
        notes = Notes(tmp_path, "cells")
        cell_runs.train_cells(notes, tmp_path, "cpu", math.inf, ["d=8", "d=16,supervised"])
        assert trained == [(16, True)]
        assert notes["8 without"]["status"] == "failed"

    def test_a_stage_goes_on_after_its_process_died_as_long_as_it_finds_something(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        statuses = [-11, 1, 0, 1]

        def process(settings: Settings, stage: str, until: float) -> int:
            if len(statuses) > 1:
                Notes(tmp_path, stage).keep(left=len(statuses))
            return statuses.pop(0)

        monkeypatch.setattr(supervisor, "_process", process)
        settings = Settings(tmp_path, tmp_path / ARCHIVE, 60, "cpu", ("cells",))
        assert supervisor._stage(settings, "cells", math.inf) == "done"
        assert supervisor._stage(settings, "cells", math.inf) == "failed (1)"  # and not for ever
        assert statuses == []

    def test_a_stage_that_hangs_is_ended(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            supervisor, "_command", lambda *_: (sys.executable, "-c", "import time; time.sleep(60)")
        )
        monkeypatch.setattr(supervisor, "GRACE_SECONDS", 0.2)
        began = time.monotonic()
        assert (
            supervisor._stage(Settings(tmp_path, tmp_path / ARCHIVE, 1, "cpu", ("cells",)), "cells", began)
            == "cut"
        )
        assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    ("asked", "match"),
    [
        (["--stages", "ladder,nonsense"], "no stage is called 'nonsense'"),
        (["--device", "tpu"], 'the device is "cpu" or "cuda"'),
        (["--device", "cpu"], "only --toy"),
        (["--only", "d=9"], "no cell is d=9"),
        (["--only", "nonsense"], "selects no runs"),
        (["--seconds", "0"], "seconds"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(
    asked: list[str], match: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(program, ["--out", str(tmp_path / "out"), *asked]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert match in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("hindrance", ["file", "archive"])
def test_a_place_that_cannot_take_the_archive_is_refused(
    hindrance: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    if hindrance == "file":
        out.write_text("a file")
    else:
        out.mkdir()
        (out / ARCHIVE).write_bytes(b"of a day's work")
    assert run(program, ["--device", "cpu", "--toy", "--out", str(out)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert hindrance == "file" or (out / ARCHIVE).read_bytes() == b"of a day's work"
