"""Which tests chance could decide, and that a record of their runs is gone on with."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests import flaky

MODULE = """
import random, time

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
"""


def test_what_uses_chance_is_found_through_helpers_fixtures_and_constants() -> None:
    assert flaky.of_chance(MODULE) == ["TestAll::test_by_a_fixture", "test_by_a_constant"]


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
    record = tmp_path / "r.jsonl"
    ran: list[list[str]] = []

    def run(command: list[str], **options: object) -> None:
        tests = [word for word in command if "::" in word]
        ran.append(tests)
        environment = options["env"]
        assert isinstance(environment, dict)
        with record.open("a") as file:
            for test in tests:
                line = {"test": test, "setting": environment[flaky.SETTING], "outcome": "passed"}
                file.write((json.dumps(line) + "\n") * int(environment[flaky.TIMES]))

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr("os.cpu_count", lambda: 0)
    before = [("a::x[1]", "passed"), ("a::x[2]", "passed"), ("a::x[1]", "failed"), ("a::y", "passed")]
    lines = [{"test": test, "setting": "1 worker, alone", "outcome": end} for test, end in before]
    record.write_text("".join(json.dumps(line) + "\n" for line in lines) + '{"test": "a::y", "sett')
    flaky.run_all(["a::x", "a::y"], 8, record)
    # x[2] ran once only, and the line that was cut short counts for nothing
    assert ran == [["a::x", "a::y"]] * 4
    said, failed = flaky.summary(record)
    assert failed == 1
    assert said[0] == "a::x: failed 1 of 10 times"
    assert said[1].startswith("2 tests, 18 runs, 1 that failed")
