"""Which tests chance could decide, and that a record of their runs is gone on with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests import flaky

MODULE = """
import random, time
import numpy as np
from hypothesis import given
from tests.empirics.examples import tokens

SIZE = 3

def helper(): return random.random()

def unused(): return time.monotonic()

FIXED = [helper() for _ in range(SIZE)]

@pytest.fixture
def drawn(): return helper()

class TestAll:
    def test_by_a_fixture(self, drawn): assert drawn < 1

def test_by_a_constant(): assert FIXED[0] < 1

def test_of_numbers(): assert SIZE == 3

@given(integers())
def test_of_a_property(n): assert n < n + 1

def test_of_no_seed(): assert np.random.default_rng().random() < 1

def seeded(): return np.random.default_rng(0)

def test_of_a_typed_seed():
    random = seeded()
    assert random.uniform(0, random.random()) < 1

def test_of_another_typed_seed(): assert random.Random(3).random() < 1

def test_of_an_imported_helper(): assert tokens(1, 2, seed=3).sum() < 3

def test_of_an_order_question(given): assert decide("n", "n**2", given)
"""

#: Tests whose chance is open, of which `y` takes a process; any other has a typed seed.
KINDS = {
    frozenset(flaky.PROCESSES): ["a::y"],
    frozenset(flaky.OPEN): ["a::x", "a::y"],
    frozenset(flaky.PAGE): [],
}
QUARTERS = dict.fromkeys(flaky.SETTINGS, 0.25)


def test_what_uses_chance_is_found_through_helpers_fixtures_and_constants() -> None:
    by_name = ["TestAll::test_by_a_fixture", "test_by_a_constant"]
    by_source = ["test_of_a_property", "test_of_no_seed"]
    seeded = ["test_of_a_typed_seed", "test_of_another_typed_seed", "test_of_an_imported_helper"]
    assert flaky.of_chance(MODULE) == by_name + by_source + seeded
    assert flaky.of_chance(MODULE, flaky.OPEN) == by_name + by_source


def test_the_tests_that_kill_are_among_those_that_are_chosen() -> None:
    chosen = flaky.chosen()
    for name in (
        "test_sweep.py::test_a_sweep_killed_midway_and_started_again_twice_at_once",
        "test_interrupts.py::",
    ):
        assert any(name in test for test in chosen)
    assert not any("test_durations_are_added_up" in test for test in chosen)


def test_a_record_is_gone_on_with_and_says_what_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "r.json"
    ran: list[tuple[str, str]] = []

    def run(command: list[str], **options: object) -> None:
        tests = [word for word in command if "::" in word]
        environment = options["env"]
        assert isinstance(environment, dict)
        ran.append((" ".join(tests), environment[flaky.TIMES]))
        keep(dict.fromkeys(tests, int(environment[flaky.TIMES])), environment[flaky.SETTING])

    def keep(times: dict[str, int], setting: str, failed: str = "") -> None:
        runs = flaky.read(record)
        for test, more in times.items():
            entry = runs.setdefault(test, {}).setdefault(setting, {"times": 0, "seconds": 0.0, "failed": []})
            entry["times"] += more
            entry["failed"] += [failed] * bool(failed)
        record.write_text(json.dumps(runs))

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    monkeypatch.setattr(flaky, "LOAD", 1)
    monkeypatch.setattr(flaky, "chosen", lambda names: KINDS[frozenset(names)])
    keep({"a::x": 1}, "1 worker, alone", failed="a::x[1]")
    keep({"a::y": 1}, "1 worker, alone")
    monkeypatch.setattr(flaky, "SEEDED_TIMES", 1)
    monkeypatch.setattr(flaky, "SETTINGS", QUARTERS)
    monkeypatch.setattr(flaky, "PROCESS_TIMES", 1)
    flaky.run_all(["a::x", "a::y", "a::z"], 8, record)
    # z has a typed seed; y takes a process a repetition
    loaded = [*[("a::z", "1")] * 2, *[("a::x", "2")] * 2, *[("a::y", "1")] * 4]
    assert ran == [*loaded, *[("a::z", "1")] * 2, ("a::x", "1"), ("a::x", "2"), *[("a::y", "1")] * 3]
    said, failed = flaky.summary(record)
    assert failed == 1
    assert said[0] == "a::x[1]: failed 1 times"
    assert said[1].startswith("3 tests, 20 runs, 1 that failed")


def test_the_tests_are_listed_by_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flaky, "chosen", lambda names: KINDS[frozenset(names)])
    assert flaky.listing(["a::x", "a::y", "a::z"]) == [
        "1 tests with time, processes or signals:",
        "a::y",
        "1 tests with unseeded random numbers:",
        "a::x",
        "1 tests with typed seeds alone:",
        "a::z",
    ]


def test_a_test_is_repeated_in_one_process_under_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "test_m.py").write_text(
        "import pytest\n\n@pytest.mark.parametrize('a', [1, 2])\ndef test_x(a): assert a == 1\n\n"
        "def test_y(): pass\n"
    )
    record = tmp_path / "r.json"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.flaky",
        "-p",
        "no:cacheprovider",
        "test_m.py",
    ]
    environment = {**os.environ, flaky.RECORD: str(record), flaky.SETTING: "here", flaky.TIMES: "3"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(flaky.ROOT), *sys.path]))
    environment.pop("PYTEST_XDIST_WORKER", None)
    subprocess.run(command, cwd=tmp_path, env=environment, check=False, capture_output=True)
    runs = flaky.read(record)
    assert flaky.times_run(runs, "here", "there") == {"test_m.py::test_x": 3, "test_m.py::test_y": 3}
    assert flaky.failures(runs) == {"test_m.py::test_x[2]": 3}
    assert flaky.seconds_of(runs)["test_m.py::test_x"] > 0


def test_under_load_several_processes_run_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    together = threading.Barrier(2)

    def run(command: list[str], **options: Any) -> None:
        if "under load" in options["env"][flaky.SETTING]:
            together.wait(timeout=20)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    monkeypatch.setattr(flaky, "chosen", lambda names: ["a::x"])
    flaky.run_all(["a::x"], 12, tmp_path / "r.json")


def test_a_process_opens_a_page_that_it_has_made_several_times(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(flaky, "chosen", lambda names: ["a::x"])
    monkeypatch.setattr(flaky, "SETTINGS", QUARTERS)
    missing = list(flaky.processes(["a::x"], 4 * (2 * flaky.PAGE_TIMES + 1), tmp_path / "r.json"))
    assert [one.times for one in missing] == [flaky.PAGE_TIMES, flaky.PAGE_TIMES, 1] * len(flaky.SETTINGS)


def test_a_test_runs_more_often_under_load_and_as_often_as_asked_in_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(flaky, "chosen", lambda names: ["a::x"])
    times: Counter[bool] = Counter()
    for one in flaky.processes(["a::x"], 200, tmp_path / "r.json"):
        times[one.loaded] += one.times
    assert times.total() == 200
    assert times[True] > times[False] > 0


def test_no_run_is_lost_when_processes_end_at_once(tmp_path: Path) -> None:
    def note(_: int) -> None:
        with flaky.alone_with(tmp_path / "r.json") as runs:
            runs.setdefault("a::x", {}).setdefault("here", {"times": 0})["times"] += 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(note, range(100)))
    assert flaky.times_run(flaky.read(tmp_path / "r.json")) == {"a::x": 100}
