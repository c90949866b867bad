"""Run every test that chance could decide many times: ``python -m tests.flaky``, or ``make flaky``.

Which tests those are is computed from the source: the ones that use, in their own lines or through helpers and fixtures
of their module, random numbers, time, processes, threads or signals. Each is run equally often by one worker and by
two, on a machine that is idle and on one whose cores are kept busy.

The record has one line of JSON a run of a test. It may be stopped at any moment, and goes on where it was: what the
record has is not run again. Exit status 1 if a test failed once.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: Chance can decide a test that uses one of these names.
CHANCE = (
    {"random", "default_rng", "Generator", "manual_seed", "given"}
    | {"time", "monotonic", "perf_counter", "process_time", "sleep"}
    | {"subprocess", "Popen", "multiprocessing", "threading", "Thread", "fork", "sweep", "work", "train"}
    | {"signal", "alarm", "kill", "killpg"}
)
#: Workers, and whether the machine is busy beside them.
SETTINGS = ((1, False), (1, True), (2, False), (2, True))
#: Where :func:`pytest_runtest_logreport` writes, and under which setting.
RECORD, SETTING = "SUBTASK_FLAKY_RECORD", "SUBTASK_FLAKY_SETTING"


def chosen() -> list[str]:
    """Return the tests of the software and of the proofs, as ``file::function``, that chance could decide."""
    return [
        f"{path.relative_to(ROOT)}::{name}"
        for folder in ("tests", "theory")
        for path in sorted((ROOT / folder).rglob("test_*.py"))
        if "benchmarks" not in path.parts
        for name in of_chance(path.read_text(encoding="utf-8"))
    ]


def of_chance(source: str) -> list[str]:
    """Return the tests of a module, with their classes, that use a name of :data:`CHANCE`, directly or not."""
    functions: dict[str, ast.AST] = {}
    tests = []
    for node in ast.parse(source).body:
        held = node.body if isinstance(node, ast.ClassDef) else [node]
        for one in held:
            if isinstance(one, ast.FunctionDef | ast.Assign):
                targets = [one.name] if isinstance(one, ast.FunctionDef) else map(ast.unparse, one.targets)
                functions |= dict.fromkeys(targets, one)
            if isinstance(one, ast.FunctionDef) and one.name.startswith("test"):
                tests.append((f"{node.name}::" if isinstance(node, ast.ClassDef) else "", one.name))
    used = {name: _names(node) for name, node in functions.items()}
    while True:  # through helpers, fixtures and constants of the module
        wider = {
            name: names.union(*(used[other] for other in names & used.keys())) for name, names in used.items()
        }
        if wider == used:
            break
        used = wider
    return [prefix + name for prefix, name in tests if used[name] & CHANCE]


def _names(node: ast.AST) -> set[str]:
    found: set[str] = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            found.add(one.id)
        elif isinstance(one, ast.Attribute):
            found.add(one.attr)
        elif isinstance(one, ast.arg):
            found.add(one.arg)
    return found


_worst: dict[str, str] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Append the outcome of a test to the record, when it is over; called by pytest, in the controller alone."""
    if RECORD not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
        return
    before = _worst.get(report.nodeid, "passed")
    _worst[report.nodeid] = report.outcome if report.outcome != "passed" else before
    if report.when == "teardown":
        line = {"test": report.nodeid, "setting": os.environ[SETTING], "outcome": _worst.pop(report.nodeid)}
        with Path(os.environ[RECORD]).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def read(record: Path) -> list[dict[str, str]]:
    """Return the lines of a record; one that was cut short is left out."""
    text = record.read_text(encoding="utf-8") if record.exists() else ""
    whole, _, rest = text.rpartition("\n")
    if rest:
        record.write_text(f"{whole}\n" if whole else "", encoding="utf-8")
    return [json.loads(line) for line in whole.splitlines()]


def function_of(nodeid: str) -> str:
    """Return the test function of a test, which may be one of several with other arguments."""
    return nodeid.partition("[")[0]


def times_run(record: Path, setting: str) -> Counter[str]:
    """Return how often each function was run under a setting: as often as its arguments that ran least."""
    by_test = Counter(line["test"] for line in read(record) if line["setting"] == setting)
    found: Counter[str] = Counter()
    for test, count in by_test.items():
        function = function_of(test)
        found[function] = min(found.get(function, count), count)
    return found


@contextmanager
def busy(wanted: bool) -> Iterator[None]:
    """Keep every core busy meanwhile."""
    spinning = [sys.executable, "-c", "while True: pass"]
    others = [subprocess.Popen(spinning) for _ in range(os.cpu_count() or 1)] if wanted else []
    try:
        yield
    finally:
        for process in others:
            process.kill()
            process.wait()


def run_all(tests: list[str], times: int, record: Path) -> None:
    """Run each test so often, a quarter under each setting."""
    for workers, loaded in SETTINGS:
        setting = f"{workers} worker{'s' * (workers > 1)}, {'under load' if loaded else 'alone'}"
        environment = {**os.environ, RECORD: str(record.resolve()), SETTING: setting}
        with busy(loaded):
            for repetition in range(1, -(-times // len(SETTINGS)) + 1):
                done = times_run(record, setting)
                missing = [test for test in tests if done[test] < repetition]
                if not missing:
                    continue
                print(f"{setting}: {len(missing)} tests, time {repetition}", flush=True)
                command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.flaky", "-n", str(workers)]
                subprocess.run([*command, *missing], cwd=ROOT, env=environment, check=False)


def summary(record: Path) -> tuple[list[str], int]:
    """Return what the record says, in lines, and how many tests failed once."""
    lines = read(record)
    runs, failed = (
        Counter(function_of(line["test"]) for line in lines if outcome in ("", line["outcome"]))
        for outcome in ("", "failed")
    )
    said = [f"{test}: failed {count} of {runs[test]} times" for test, count in failed.items()]
    return [*said, f"{len(runs)} tests, {len(lines)} runs, {len(failed)} that failed; {record}"], len(failed)


def main() -> int:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=200, help="how often each test is run")
    parser.add_argument("--record", type=Path, default=Path("flaky.jsonl"), help="where the record goes")
    parser.add_argument(
        "--only", default="", metavar="WORD,...", help="the tests whose name has one of these words"
    )
    parser.add_argument("--list", action="store_true", help="say which tests, and run none")
    asked = parser.parse_args()
    words = asked.only.split(",")
    tests = [test for test in chosen() if any(word in test for word in words)]
    if asked.list:
        print(*tests, sep="\n")
        return 0
    run_all(tests, asked.times, asked.record)
    lines, failed = summary(asked.record)
    print(*lines, sep="\n")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
