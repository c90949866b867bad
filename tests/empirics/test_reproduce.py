"""The one command for a bare GPU machine, on a processor: what it needs, what it leaves, and what it survives."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from empirics.reproduce.__main__ import program
from empirics.reproduce.archive import ARCHIVE
from empirics.reproduce.notes import Notes
from tests.empirics.examples import recorded, unpacked
from theory.cli.app import run

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


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine without what is missing on a bare one."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(BARE)
    return os.environ | {"PYTHONPATH": f"{tmp_path / 'site'}:{ROOT}"}


def command(out: Path, seconds: int, *more: str) -> list[str]:
    asked = ["--device", "cpu", "--toy", "--seconds", str(seconds), "--out", str(out)]
    return [sys.executable, "-m", "empirics.reproduce", *asked, *more]


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
    document = json.loads(found.read_text())
    assert {"environment", "ladder", "speed", "cells"} <= document.keys()
    asked = "--device cpu --toy --seconds 400 --out OUT"  # no path of the machine
    assert document["command"] == f"python -m empirics.reproduce {asked}"
    assert str(out) not in found.read_text() and "__main__.py" not in found.read_text()


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


@pytest.mark.parametrize(
    ("asked", "match"),
    [
        (["--stages", "ladder,nonsense"], "no stage is called 'nonsense'"),
        (["--device", "tpu"], "'tpu' is not one of 'cpu', 'cuda'"),
        (["--device", "cpu"], "use --toy"),
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
