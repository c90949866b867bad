"""Run every test that chance could decide many times: ``python -m tests.flaky``, or ``make flaky``.

Which tests those are is computed from the source: the ones that use, in their own lines or through helpers and fixtures
of their module or imported from ``tests``, random numbers, time, processes, threads or signals. Chance is *open* where
a run may differ from the one before it: time, processes, signals, properties of Hypothesis, generators without a seed.
Where all seeds are typed only the order of tests, threads or the load could decide, and such a test is repeated
:data:`SEEDED_TIMES` under each setting. Each test runs equally often by one worker and by two. Most runs are under
load: :data:`LOAD` such processes a core run at once. These come first; the others have the machine to themselves.
:data:`SETTINGS` has the shares. Quick tests come before slow ones. Tests with random numbers alone are repeated in one
process, tests that open a page :data:`PAGE_TIMES` times in one, in which their module makes the page once, and those of
time, processes and signals :data:`PROCESS_TIMES` times. Tests that repeat something themselves do it less often here:
:data:`SMALLER`.

The record counts the runs of each test under each setting, with their seconds and the load of the machine. It may be
stopped at any moment, and goes on where it was: only what the last process ran is run again. Exit status 1 if a test
failed once.
"""

from __future__ import annotations

import argparse
import ast
import math
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from theory.files import alone_in, read_json, replace_json

ROOT = Path(__file__).parents[1]
#: Time, processes and signals can decide a test that uses one of these names, and so can what its process did before.
PROCESSES = (
    {"time", "monotonic", "perf_counter", "process_time", "sleep"}
    | {"subprocess", "Popen", "multiprocessing", "threading", "Thread", "ThreadPoolExecutor", "fork"}
    | {"sweep", "work", "needs_coq", "runpytest_subprocess"}
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
#: The share of the runs that each setting has: workers, and whether other processes run at once. Under load there are
#: more of them: an order of events that is rare otherwise is met there.
SETTINGS = {(1, False): 0.05, (1, True): 0.45, (2, False): 0.05, (2, True): 0.45}
#: The number of processes for each core that run at once under load.
LOAD = 2
#: Where :func:`pytest_sessionfinish` writes, under which setting, and how often a test is run in one process.
RECORD, SETTING, TIMES = "SUBTASK_FLAKY_RECORD", "SUBTASK_FLAKY_SETTING", "SUBTASK_FLAKY_TIMES"
#: How often one process runs a test of :data:`PROCESSES`: its first runs and later ones are many in the record then.
PROCESS_TIMES = 5
#: The name of what opens a page, and how often one process runs a test that does.
PAGE, PAGE_TIMES = {"opened"}, 30
#: The sizes, here, of tests that repeat something themselves: kills, runs, pages, errors in code and in clauses.
SMALLER = {
    "SUBTASK_KILLS": "1",
    "SUBTASK_TOYS": "30",
    "SUBTASK_PAGES": "3",
    "SUBTASK_SAMPLE": "1",
    "SUBTASK_CLAUSES": "1",
}
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


_seconds: dict[str, list[float]] = {}
_failed: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note how long a test took, and whether it failed; called by pytest."""
    test = re.sub(r"(\[|-)repetition \d+\]$", lambda end: "]" if end[1] == "-" else "", report.nodeid)
    times = _seconds.setdefault(test, [])
    if report.when == "setup" or not times:  # a worker that crashed has reported nothing before
        times.append(0.0)
    times[-1] += report.duration
    if report.failed:
        _failed.append(test)


def pytest_sessionfinish(exitstatus: int) -> None:
    """Add the runs of this process to the record, unless it was interrupted; called by pytest."""
    ended = exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
    if RECORD not in os.environ or "PYTEST_XDIST_WORKER" in os.environ or not ended:
        return
    by_function: dict[str, list[list[float]]] = {}
    for test, seconds in _seconds.items():
        by_function.setdefault(function_of(test), []).append(seconds)
    load = round(os.getloadavg()[0], 1)
    with alone_with(Path(os.environ[RECORD])) as runs:
        for function, every in by_function.items():
            entry = runs.setdefault(function, {}).setdefault(
                os.environ[SETTING], {"times": 0, "seconds": 0.0, "load": [load, load], "failed": []}
            )
            entry["times"] += min(map(len, every))
            entry["seconds"] = round(entry["seconds"] + sum(map(sum, every)), 3)
            entry["load"] = [min(load, entry["load"][0]), max(load, entry["load"][1])]
            entry["failed"] += [test for test in _failed if function_of(test) == function]


#: By test function and setting: how often it was run with all its arguments, the seconds of all these runs, the least
#: and the largest load of the machine at their end, and each failure by the test's name.
Runs = dict[str, dict[str, dict[str, Any]]]


def read(record: Path) -> Runs:
    """Return a record; an empty one if there is none yet."""
    found: Runs = read_json(record) if record.exists() else {}
    return found


@contextmanager
def alone_with(record: Path) -> Iterator[Runs]:
    """Change a record while no other process does."""
    with alone_in(record.parent):
        runs = read(record)
        yield runs
        replace_json(record, dict(sorted(runs.items())))


def function_of(nodeid: str) -> str:
    """Return the test function of a test, which may be one of several with other arguments."""
    return nodeid.partition("[")[0]


def times_run(runs: Runs, *settings: str) -> Counter[str]:
    """Return how often each function was run under these settings, or under any if none is named."""
    return Counter(
        {
            test: sum(entry["times"] for one, entry in found.items() if one in settings or not settings)
            for test, found in runs.items()
        }
    )


def seconds_of(runs: Runs) -> dict[str, float]:
    """Return what a run of each function took, with all its arguments, in the mean over the record."""
    every = {test: found.values() for test, found in runs.items()}
    return {
        test: sum(one["seconds"] for one in found) / max(1, sum(one["times"] for one in found))
        for test, found in every.items()
    }


def groups(tests: list[str], record: Path) -> Iterator[tuple[list[str], bool, int]]:
    """Yield tests that take about as long, the quickest first; whether chance is open, and how often in a process."""
    seconds, is_open = seconds_of(read(record)), set(chosen(OPEN))
    at_once = dict.fromkeys(chosen(PROCESSES), PROCESS_TIMES) | dict.fromkeys(chosen(PAGE), PAGE_TIMES)

    def key(test: str) -> tuple[int, bool, int]:
        least = SECONDS_APART if test in at_once else SECONDS_TOGETHER
        size = math.floor(math.log(max(seconds.get(test, 0.0), least), SPREAD))
        return size, test in is_open, at_once.get(test, sys.maxsize)

    for (_, varies, times), group in groupby(sorted(tests, key=key), key):
        yield list(group), varies, times


@dataclass(frozen=True)
class Process:
    """The tests that one process runs, how often, with how many workers, and whether other processes run at once."""

    tests: list[str]
    times: int
    workers: int
    loaded: bool

    def run(self, record: Path) -> None:
        """Run the tests, which adds them to the record."""
        setting = named(self.workers, self.loaded)
        environment = {RECORD: str(record.resolve()), SETTING: setting, TIMES: str(self.times), **SMALLER}
        print(
            f"{setting}: {len(self.tests)} tests, {times_run(read(record)).total()} runs so far", flush=True
        )
        command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.flaky", "-n", str(self.workers)]
        subprocess.run([*command, *self.tests], cwd=ROOT, env={**os.environ, **environment}, check=False)


def processes(tests: list[str], times: int, record: Path) -> Iterator[Process]:
    """Yield what is missing in a record: a test with open chance is run that many times, in each setting its share."""
    runs = read(record)
    for group, varies, at_once in groups(tests, record):
        for (workers, loaded), share in SETTINGS.items():
            wanted = math.ceil(times * share)
            if not varies:
                wanted = min(wanted, SEEDED_TIMES)
            done = times_run(runs, named(workers, loaded))
            while missing := [test for test in group if done[test] < wanted]:
                more = min(at_once, *(wanted - done[test] for test in missing))
                yield Process(missing, more, workers, loaded)
                done.update(dict.fromkeys(missing, more))


def run_all(tests: list[str], times: int, record: Path) -> None:
    """Run what is missing: under load several processes at once, then each alone."""
    missing = list(processes(tests, times, record))
    with ThreadPoolExecutor(LOAD * (os.cpu_count() or 1)) as pool:
        list(pool.map(lambda one: one.run(record), [one for one in missing if one.loaded]))
    for one in missing:
        if not one.loaded:
            one.run(record)


def named(workers: int, loaded: bool) -> str:
    """Return the name of a setting in the record."""
    return f"{workers} worker{'s' * (workers > 1)}, {'under load' if loaded else 'alone'}"


def failures(runs: Runs) -> Counter[str]:
    """Return how often each test failed that ever did."""
    return Counter(test for found in runs.values() for entry in found.values() for test in entry["failed"])


def summary(record: Path) -> tuple[list[str], int]:
    """Return what the record says, in lines, and how many tests failed once."""
    runs = read(record)
    total, failed = sum(entry["times"] for found in runs.values() for entry in found.values()), failures(runs)
    said = [f"{test}: failed {count} times" for test, count in failed.items()]
    return [*said, f"{len(runs)} tests, {total} runs, {len(failed)} that failed; {record}"], len(failed)


def kinds(tests: list[str]) -> dict[str, list[str]]:
    """Return the tests by what could decide them."""
    is_open, apart = set(chosen(OPEN)), set(chosen(PROCESSES))
    return {
        "with time, processes or signals": [test for test in tests if test in apart],
        "with unseeded random numbers": [test for test in tests if test in is_open - apart],
        "with typed seeds alone": [test for test in tests if test not in is_open],
    }


def listing(tests: list[str]) -> list[str]:
    """Return the tests by kind, each kind after a line that counts it."""
    return [line for kind, those in kinds(tests).items() for line in (f"{len(those)} tests {kind}:", *those)]


def main() -> int:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=200, help="how often a test with open chance is run")
    parser.add_argument(
        "--record", type=Path, default=Path("tests/flaky.json"), help="the file of the record"
    )
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
