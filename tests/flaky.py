"""Run every test that chance could decide many times: ``python -m tests.flaky``, or ``make flaky``.

Which tests those are is computed from the source: the ones that use, in their own lines or through helpers and fixtures
of their module or imported from ``tests``, random numbers, time, processes, threads or signals. Chance is *open* where
a run may differ from the one before it: time, processes, signals, properties of Hypothesis, generators without a seed.
Where all seeds are typed only the order of tests, threads or the load could decide, and such a test is repeated
:data:`SEEDED_TIMES` under each setting. Each is run equally often by one worker and by two, on a machine that is idle
and on one whose cores are kept busy; the quick ones first. Tests with random numbers alone are repeated in one process;
for the others each repetition is a process of its own.

The record has one line of JSON a run of a test, with the load of the machine then. It may be stopped at any moment, and
goes on where it was: what the record has is not run again. Exit status 1 if a test failed once.
"""

from __future__ import annotations

import argparse
import ast
import json
import math
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
#: Time, processes and signals can decide a test that uses one of these names, and so can what its process did before.
PROCESSES = (
    {"time", "monotonic", "perf_counter", "process_time", "sleep"}
    | {"subprocess", "Popen", "multiprocessing", "threading", "Thread", "fork", "sweep", "work"}
    | {"signal", "alarm", "kill", "killpg"}
)
#: Stands for a property of Hypothesis, a generator made without a seed, a draw from the state of ``random``.
UNSEEDED = "no seed"
#: Chance is open in a test that uses one of these names: two runs of it may differ.
OPEN = PROCESSES | {"urandom", "SystemRandom", UNSEEDED}
#: A test that uses one of these names, and none of the others, draws the same numbers in each run.
SEEDED = {"random", "default_rng", "Generator", "manual_seed", "train"}
#: How often a test without open chance is run under each setting: only what else happens then could decide it.
SEEDED_TIMES = 2
#: Workers, and whether the machine is busy beside them.
SETTINGS = ((1, False), (1, True), (2, False), (2, True))
#: Where :func:`pytest_runtest_logreport` writes, under which setting, and how often a test is run in one process.
RECORD, SETTING, TIMES = "SUBTASK_FLAKY_RECORD", "SUBTASK_FLAKY_SETTING", "SUBTASK_FLAKY_TIMES"
#: Tests are run together with others of which none takes this many times as long.
SPREAD = 4
#: Less makes no difference: what it takes to start a process, and, within one, what pytest does for a test.
SECONDS_APART, SECONDS_TOGETHER = 4.0, 1 / 64


def chosen(names: set[str] = OPEN | SEEDED) -> list[str]:
    """Return the tests of the software and of the proofs, as ``file::function``, that use one of the names."""
    return [
        f"{path.relative_to(ROOT)}::{name}"
        for folder in ("tests", "theory")
        for path in sorted((ROOT / folder).rglob("test_*.py"))
        if "benchmarks" not in path.parts
        for name in of_chance(path.read_text(encoding="utf-8"), names)
    ]


def of_chance(source: str, chance: set[str] = OPEN | SEEDED) -> list[str]:
    """Return the tests of a module, with their classes, that use one of the names, directly or not."""
    module = ast.parse(source)
    functions, tests = _functions(module), []
    for node in module.body:
        prefix = f"{node.name}::" if isinstance(node, ast.ClassDef) else ""
        for one in node.body if isinstance(node, ast.ClassDef) else [node]:
            if isinstance(one, ast.FunctionDef) and one.name.startswith("test"):
                tests.append((prefix, one.name))
            elif isinstance(one, ast.ImportFrom) and str(one.module).partition(".")[0] == "tests":
                for file in _imported(one):
                    functions = _functions(ast.parse(file.read_text(encoding="utf-8"))) | functions
    used = {name: _names(node) for name, node in functions.items()}
    while True:  # through helpers, fixtures and constants
        wider = {
            name: names.union(*(used[other] for other in names & used.keys())) for name, names in used.items()
        }
        if wider == used:
            break
        used = wider
    return [prefix + name for prefix, name in tests if used[name] & chance]


def _imported(statement: ast.ImportFrom) -> list[Path]:
    """Return the files of this project that an import is from."""
    home = ROOT / str(statement.module).replace(".", "/")
    files = [home.with_suffix(".py"), *(home / f"{alias.name}.py" for alias in statement.names)]
    return [file for file in files if file.exists()]


def _functions(module: ast.Module) -> dict[str, ast.AST]:
    """Return the functions and constants of a module by name, those of its classes too."""
    found: dict[str, ast.AST] = {}
    for node in module.body:
        for one in node.body if isinstance(node, ast.ClassDef) else [node]:
            if isinstance(one, ast.FunctionDef | ast.Assign):
                names = [one.name] if isinstance(one, ast.FunctionDef) else map(ast.unparse, one.targets)
                found |= dict.fromkeys(names, one)
    return found


def _names(node: ast.AST) -> set[str]:
    """Return the names that a piece of source uses, and :data:`UNSEEDED` where it draws without a seed."""
    parts = list(ast.walk(node))
    bound = {one.id for one in parts if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    bound |= {one.arg for one in parts if isinstance(one, ast.arg)}
    found = bound | {name for one in parts if (name := _last_name(one))}
    return found | {UNSEEDED} if any(_unseeded(one, bound) for one in parts) else found


def _last_name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _unseeded(node: ast.AST, bound: set[str]) -> bool:
    """Return whether it is a function after ``@given()``, or ``Random()``, or ``random.choice`` of the module."""
    if isinstance(node, ast.FunctionDef):
        return any(
            _last_name(one.func) == "given" for one in node.decorator_list if isinstance(one, ast.Call)
        )
    if isinstance(node, ast.Call):
        return _last_name(node.func) in {"default_rng", "Random"} and not node.args and not node.keywords
    if not isinstance(node, ast.Attribute) or _last_name(node.value) != "random":
        return False
    makes = node.attr[0].isupper() or node.attr in {"default_rng", "manual_seed"}
    return not makes and not (isinstance(node.value, ast.Name) and "random" in bound)


@pytest.hookimpl(trylast=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Repeat each test in this process; called by pytest."""
    if (times := int(os.environ.get(TIMES, "1"))) > 1:
        metafunc.fixturenames.append("repetition")
        metafunc.parametrize("repetition", range(times), ids=[f"repetition {k}" for k in range(times)])


_runs: dict[str, dict[str, Any]] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Append the outcome of a test to the record, when it is over; called by pytest, in the controller alone."""
    if RECORD not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
        return
    line = _runs.setdefault(report.nodeid, {"outcome": "passed", "seconds": 0.0})
    line["seconds"] += report.duration
    if report.outcome != "passed":
        line["outcome"] = report.outcome
    if report.when == "teardown":
        test = re.sub(r"(\[|-)repetition \d+\]$", lambda end: "]" if end[1] == "-" else "", report.nodeid)
        line = {"test": test, "setting": os.environ[SETTING], **_runs.pop(report.nodeid)}
        with Path(os.environ[RECORD]).open("a", encoding="utf-8") as file:
            file.write(json.dumps({**line, "load": round(os.getloadavg()[0], 1)}) + "\n")


def read(record: Path) -> list[dict[str, Any]]:
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


def seconds_of(record: Path) -> dict[str, float]:
    """Return what a run of each function took, with all its arguments, in the mean over the record."""
    took: dict[str, Counter[str]] = {}
    runs = Counter[str]()
    for line in read(record):
        took.setdefault(function_of(line["test"]), Counter())[line["test"]] += line.get("seconds", 0.0)
        runs[line["test"]] += 1
    return {function: sum(sums[test] / runs[test] for test in sums) for function, sums in took.items()}


def groups(tests: list[str], record: Path) -> Iterator[tuple[list[str], bool, bool]]:
    """Yield tests that take about as long, the quickest first; whether chance is open, and one process is enough."""
    seconds, apart, is_open = seconds_of(record), set(chosen(PROCESSES)), set(chosen(OPEN))

    def key(test: str) -> tuple[int, bool, bool]:
        least = SECONDS_APART if test in apart else SECONDS_TOGETHER
        size = math.floor(math.log(max(seconds.get(test, 0.0), least), SPREAD))
        return size, test in is_open, test not in apart

    for (_, varies, together), group in groupby(sorted(tests, key=key), key):
        yield list(group), varies, together


@contextmanager
def busy(wanted: bool) -> Iterator[None]:
    """Keep every core busy meanwhile, unless others do already."""
    cores = os.cpu_count() or 0
    spinning = [sys.executable, "-c", "while True: pass"]
    wanted = wanted and os.getloadavg()[0] < 2 * cores
    others = [subprocess.Popen(spinning) for _ in range(cores)] if wanted else []
    try:
        yield
    finally:
        for process in others:
            process.kill()
            process.wait()


def run_all(tests: list[str], times: int, record: Path) -> None:
    """Run tests with open chance that many times, a quarter under each setting; others :data:`SEEDED_TIMES`."""
    for group, varies, together in groups(tests, record):
        wanted = -(-times // len(SETTINGS))
        if not varies:
            wanted = min(wanted, SEEDED_TIMES)
        for workers, loaded in SETTINGS:
            setting = f"{workers} worker{'s' * (workers > 1)}, {'under load' if loaded else 'alone'}"
            environment = {**os.environ, RECORD: str(record.resolve()), SETTING: setting}
            with busy(loaded):
                for repetition in range(1, wanted + 1):
                    done = times_run(record, setting)
                    missing = [test for test in group if done[test] < repetition]
                    if not missing:
                        continue
                    at_once = wanted - min(done[test] for test in missing) if together else 1
                    print(f"{setting}: {len(missing)} tests, {done.total()} runs so far", flush=True)
                    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.flaky", "-n", str(workers)]
                    environment[TIMES] = str(at_once)
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


def listing(tests: list[str]) -> list[str]:
    """Return the tests by kind, each kind after a line that counts it."""
    is_open, apart = set(chosen(OPEN)), set(chosen(PROCESSES))
    kinds = {
        "with time, processes or signals": [test for test in tests if test in apart],
        "with unseeded random numbers": [test for test in tests if test in is_open - apart],
        "with typed seeds alone": [test for test in tests if test not in is_open],
    }
    return [line for kind, those in kinds.items() for line in (f"{len(those)} tests {kind}:", *those)]


def main() -> int:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=200, help="how often a test with open chance is run")
    parser.add_argument("--record", type=Path, default=Path("flaky.jsonl"), help="the file of the record")
    parser.add_argument(
        "--only", default="", metavar="WORD,...", help="only tests whose name has one of these words"
    )
    parser.add_argument("--list", action="store_true", help="say which tests, by kind, and run none")
    asked = parser.parse_args()
    words = asked.only.split(",")
    tests = [test for test in chosen() if any(word in test for word in words)]
    if asked.list:
        print(*listing(tests), sep="\n")
        return 0
    run_all(tests, asked.times, asked.record)
    lines, failed = summary(asked.record)
    print(*lines, sep="\n")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
