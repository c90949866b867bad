"""What goes into the archive of a reproduction beside a process that still writes, and what is read from it."""

from __future__ import annotations

import math
import random
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from empirics.reproduce.archive import ARCHIVE, recordable, write_archive
from empirics.reproduce.notes import Notes
from empirics.store import Run
from tests.empirics.examples import TOY, recorded, stopped
from theory.results.runs import METRICS


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with a run in progress, its last line half written."""
    folder = stopped(TOY, tmp_path / "runs" / TOY.name, at=15, checkpoint_seconds=math.inf)
    with (folder / METRICS).open("ab") as file:
        file.write(b'{"step":20,"lo')
    Notes(tmp_path, "environment").keep(hardware="A card (R) 80GB")
    return tmp_path


def test_a_run_in_progress_is_given_up_at_its_last_evaluation(
    out: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    into = tmp_path_factory.mktemp("recorded")
    write_archive(out, into / ARCHIVE)
    (folder,) = recorded(into / ARCHIVE, into)
    state = Run(folder).state
    assert (state.step, state.finished, state.given_up) == (15, True, True)
    assert [line["step"] for line in Run(folder).metrics()] == [5, 10, 15]
    assert list((into / "found").glob("a-card-r-80gb-*.json"))


def test_a_run_without_an_evaluation_and_a_checkpoint_stay_behind(out: Path) -> None:
    (out / "runs" / TOY.name / METRICS).write_bytes(b'{"step":')
    (out / "runs" / TOY.name / "checkpoint.safetensors").write_bytes(b"x")
    assert recordable(Run(out / "runs" / TOY.name)) == {}
    write_archive(out, out / ARCHIVE)
    with tarfile.open(out / ARCHIVE) as archive:
        assert archive.getnames() == ["environment.json"]


def test_it_is_whole_whenever_its_writer_is_killed(out: Path) -> None:
    writer = (
        "import sys; from pathlib import Path; from empirics.reproduce.archive import write_archive\n"
        "out = Path(sys.argv[1])\nprint('begun', flush=True)\n"
        "while True: write_archive(out, out / 'reproduce.tar.gz')"
    )
    write_archive(out, out / ARCHIVE)
    for _ in range(10):
        process = subprocess.Popen([sys.executable, "-c", writer, str(out)], stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(random.uniform(0, 0.05))
        process.kill()
        process.communicate()
        with tarfile.open(out / ARCHIVE) as archive:
            assert len(archive.getnames()) == 4


@pytest.mark.parametrize("damage", ["cut", "flipped", "text", "link"])
def test_a_damaged_or_foreign_archive_is_one_line(
    damage: str, out: Path, refused: Callable[..., str]
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
    refused("record", path, "--out", out / "kept")
    assert not (out / "kept").exists()
