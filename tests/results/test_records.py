"""Records: written whole, read back with their origin, and refused when they are not what was written."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from theory.errors import InputError
from theory.results import Record, StoredRun, recorded_rows, records
from theory.results.records import RECORDED

ROOT = Path(__file__).parents[2]
STORED = sorted(RECORDED.glob("*/*.json"))


def test_a_record_is_read_back_with_its_command_versions_and_machine(tmp_path: Path) -> None:
    written = Record("subtask measure a/b", {"cpu_seconds": 2.5, "rows": [{"x": 0.1}]})
    path = written.write(tmp_path / "a" / "b.json")
    assert Record.read(path) == written
    assert {"python", "machine", "torch", "numpy", "subtask"} <= written.versions.keys() and written.machine
    assert [p.name for p in path.parent.iterdir()] == ["b.json"]


def test_a_changed_number_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "RECORDED", tmp_path)
    path = Record("c", {"rows": [{"x": 0.25}]}).write(tmp_path / "a" / "b.json")
    assert recorded_rows("a", "b") == [{"x": 0.25}]
    path.write_text(path.read_text().replace("0.25", "0.26"))
    with pytest.raises(InputError, match=r"b\.json: damaged") as raised:
        recorded_rows("a", "b")
    assert str(raised.value).count("b.json") == 1


def test_what_is_no_record_is_refused_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "RECORDED", tmp_path)
    with pytest.raises(InputError, match="no such record; `subtask measure a/b` makes it"):
        recorded_rows("a", "b")
    (tmp_path / "a").mkdir()
    for content, complaint in (
        ("[]", "not a JSON object"),
        ("{", "as JSON"),
        ('{"rows": 3}', "no list of rows"),
    ):
        (tmp_path / "a" / "b.json").write_text(content)
        with pytest.raises(InputError, match=complaint):
            recorded_rows("a", "b")


def test_the_first_records_say_their_versions_beside_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text(
        json.dumps({"command": "c", "python": "3.11.7", "numpy": "2", "cpu_seconds": 1, "rows": []})
    )
    found = Record.read(path)
    assert found == Record("c", {"cpu_seconds": 1, "rows": []}, {"python": "3.11.7", "numpy": "2"}, "")


def test_seconds_of_rows_that_are_not_timed_are_taken_to_be_as_the_others() -> None:
    rows = [{"cpu_seconds": 2.0}, {"cpu_seconds": 4.0}, {"cpu_seconds": None}]
    assert Record("", {"rows": rows}).seconds == 9.0
    assert Record("", {"rows": [{}]}).seconds == 0.0
    assert Record("", {"seconds": 7, "rows": rows}).seconds == 7.0


@pytest.mark.parametrize("path", STORED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_stored_record_carries_the_digest_of_its_content(path: Path) -> None:
    assert "sha256" in json.loads(path.read_text())
    assert Record.read(path).content


def test_every_stored_run_is_read_and_is_what_was_written() -> None:
    runs = [run for folder in RECORDED.iterdir() for run in StoredRun.below(folder)]
    assert len(runs) > 30
    for run in runs:
        assert run.finished and run.metrics()[-1]["step"] == run.state.step
        assert run.settings["d"] >= 8


def test_an_installed_wheel_has_the_stored_results(tmp_path: Path) -> None:
    """Build it as an installation does, without a network, and read from it alone."""
    build = "import setuptools.build_meta as b, sys; print(b.build_wheel(sys.argv[1]))"
    source = tmp_path / "source"
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in listed.stdout.splitlines():
        if (
            name.startswith(("theory/", "empirics/", "pyproject", "README", "LICENSE"))
            and (ROOT / name).exists()
        ):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).symlink_to(ROOT / name)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", build, str(tmp_path)],
        cwd=source,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / done.stdout.split()[-1]) as wheel:
        wheel.extractall(tmp_path / "installed")
    code = (
        "from theory.results import recorded_rows, StoredRun; from theory.results.records import RECORDED;"
        "runs = [len(run.metrics()) for folder in sorted(RECORDED.iterdir()) for run in StoredRun.below(folder)];"
        "print(RECORDED, len(recorded_rows('kernel', 'descent')), len(runs))"
    )
    read = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
    )
    folder, rows, runs = read.stdout.split()
    assert folder.startswith(str(tmp_path / "installed"))
    assert (int(rows), int(runs)) == (
        len(recorded_rows("kernel", "descent")),
        len(list(RECORDED.glob("*/*/config.json"))),
    )
