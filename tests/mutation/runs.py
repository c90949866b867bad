"""Run checks of the proof suite with an error in one module, in a fork for each error.

An error in the body of a function is planted in a fork of a process that has collected the suite: the function gets
its new code, and the checks run at once. Any other error is planted in a fork that has imported nothing of the project
yet, and so is one in a function that the collection itself calls.
"""

from __future__ import annotations

import gc
import hashlib
import importlib.abc
import importlib.machinery
import importlib.util
import inspect
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from tests.mutation.mutants import Mutant, planted

ROOT = Path(__file__).resolve().parents[2]
#: Seconds of a processor that a check may take more than without an error, how many times as long it may take by the
#: clock, and bytes that it may take.
PATIENCE, BY_THE_CLOCK, MEMORY = 5, 30, 6 << 30
CAUGHT, SURVIVED, HUNG = "caught", "survived", "hung"
_FAILED, _NOT_PLANTED = 1, 99
OPTIONS = ["-x", "-q", "-s", "-p", "no:cacheprovider", "-p", "no:benchmark", "--ledger", "/dev/null"]
OPTIONS += ["-o", "addopts=--import-mode=importlib", "-W", "ignore::pytest.PytestAssertRewriteWarning"]


@dataclass(frozen=True)
class Run:
    """An error, the checks that it is run against, and the seconds that they may take."""

    mutant: Mutant
    tests: Sequence[str]
    seconds: float


@dataclass(frozen=True)
class Outcome:
    """The outcome of one planted error: caught, survived or hung, and the check that noticed it."""

    run: Run
    what: str
    noticed_by: str = ""


@cache
def digest(*paths: Path) -> str:
    """One digest of files."""
    found = hashlib.sha256()
    for path in paths:
        found.update(path.read_bytes() if path.exists() else b"gone")
    return found.hexdigest()[:16]


def load_libraries() -> None:
    """Import what every fork needs, and nothing of the project."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import flint  # noqa: F401
    import hypothesis  # noqa: F401
    import numpy  # noqa: F401
    import scipy.optimize
    import scipy.stats  # noqa: F401
    import sympy  # noqa: F401
    import z3  # noqa: F401

    loaded = [name for name in sys.modules if name.partition(".")[0] in ("theory", "empirics")]
    if loaded:
        raise RuntimeError(f"loaded before an error can be planted: {', '.join(sorted(loaded)[:5])}")


def forked(runs: Iterable[Run], body: Callable[[Run], None], workers: int) -> Iterator[Outcome]:
    """Do each run in a fork of its own, several at a time; ``body`` calls :func:`noticed` where a check fails."""
    waiting, running = iter(runs), dict[int, tuple[Run, int]]()
    while True:
        for run in waiting:
            told, telling = os.pipe()
            child = os.fork()
            if not child:
                _in_child(run, body, telling)
            os.close(telling)
            running[child] = (run, told)
            if len(running) >= workers:
                break
        if not running:
            return
        child, status = os.wait()
        run, told = running.pop(child)
        with os.fdopen(told, encoding="utf-8") as pipe:
            yield _outcome(run, status, pipe.read())


def _in_child(run: Run, body: Callable[[Run], None], telling: int) -> None:
    status = _FAILED
    try:
        os.dup2(telling, 3)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.setitimer(signal.ITIMER_PROF, run.seconds)  # ends the process
        signal.setitimer(signal.ITIMER_REAL, BY_THE_CLOCK * run.seconds)  # for one that waits for ever
        sys.dont_write_bytecode = True
        body(run)
        status = 0
    finally:
        os._exit(status)


def noticed(check: str) -> None:
    """End a fork: a check failed."""
    os.write(3, check.encode())
    os._exit(_FAILED)


def _outcome(run: Run, status: int, check: str) -> Outcome:
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == _NOT_PLANTED:
        raise RuntimeError("an error was not planted: its module was loaded from elsewhere")
    if os.WIFSIGNALED(status):
        return Outcome(run, HUNG if os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGALRM) else CAUGHT)
    return Outcome(run, CAUGHT if os.WEXITSTATUS(status) else SURVIVED, check)


class _Planter(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from a changed tree."""

    def __init__(self, mutant: Mutant) -> None:
        name = mutant.path.removesuffix(".py").replace("/", ".")
        self.name, self.package = name.removesuffix(".__init__"), name.endswith(".__init__")
        self.file = ROOT / mutant.path
        self.code = code_of(mutant)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(
            name,
            self.file,
            loader=self,
            submodule_search_locations=[str(self.file.parent)] if self.package else None,
        )

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, vars(module))


class _Reporter:
    """A pytest plugin that ends a fork with the first check that fails."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            noticed(report.nodeid)


def run_anew(runs: Sequence[Run], workers: int, keep: Callable[[Outcome], None]) -> None:
    """Do these runs in forks of a process that has imported nothing of the project."""
    for done in forked(runs, _import_and_run, workers):
        keep(done)


def _import_and_run(run: Run) -> None:
    """Import the project with the error in it, collect the checks and run them."""
    planter = _Planter(run.mutant)
    sys.meta_path.insert(0, planter)
    module = importlib.import_module(planter.name)  # before pytest, whose own import hook would go first
    if module.__loader__ is not planter:
        os._exit(_NOT_PLANTED)
    if pytest.main([*OPTIONS, *run.tests], plugins=[_Reporter()]) != pytest.ExitCode.OK:
        noticed("")


def code_of(mutant: Mutant) -> CodeType:
    """The code of a module with the error in it."""
    return compile(planted(mutant, ROOT), str(ROOT / mutant.path), "exec", dont_inherit=True)


def changed_code(mutant: Mutant) -> dict[CodeType, CodeType]:
    """The code of each function that an error changes, with its new code.

    Neither a name nor a line would do as a key: a line may have two lambdas.
    """
    pairs = _pairs(code_of(replace(mutant, number=-1)), code_of(mutant))
    return {old: new for old, new in pairs if old != new and old.co_flags & inspect.CO_OPTIMIZED}


def replacement(code: CodeType, changed: Mapping[CodeType, CodeType]) -> CodeType | None:
    """Return the new code of a function, if it changes.

    Where this project is installed from its folder, pytest rewrites the functions with an assertion. These are known by
    their name and line; a lambda, of which a line may have two, has no assertion.
    """
    if code in changed:
        return changed[code]
    places = {(old.co_qualname, old.co_firstlineno): new for old, new in changed.items()}
    return None if code.co_name == "<lambda>" else places.get((code.co_qualname, code.co_firstlineno))


def _pairs(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Yield the code inside of two versions of some code; none of a part in which a function is gone."""
    inner = [[part for part in code.co_consts if isinstance(part, CodeType)] for code in (old, new)]
    if len(inner[0]) == len(inner[1]):
        for pair in zip(*inner, strict=True):
            yield pair
            yield from _pairs(*pair)


class Collected:
    """A pytest plugin that collects the suite and then, instead of running it, does runs in forks."""

    def __init__(self, runs: Sequence[Run], workers: int, keep: Callable[[Outcome], None]) -> None:
        self.runs, self.workers, self.keep = runs, workers, keep
        self.items: Mapping[str, pytest.Item] = {}
        self.functions: dict[str, list[FunctionType]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = {item.nodeid: item for item in session.items}
        gc.unfreeze()  # what is frozen is not listed
        for thing in gc.get_objects():
            if isinstance(thing, FunctionType):
                self.functions.setdefault(thing.__code__.co_filename, []).append(thing)
        session.config.pluginmanager.register(_Reporter())
        gc.freeze()
        for done in forked(self.runs, self._replace_and_run, self.workers):
            self.keep(done)
        return True

    def _replace_and_run(self, run: Run) -> None:
        new, planter = changed_code(run.mutant), _Planter(run.mutant)
        every = self.functions.get(str(planter.file), [])
        there = [(one, code) for one in every if (code := replacement(one.__code__, new))]
        for function, code in there:
            function.__code__ = code
        if planter.name not in sys.modules:  # a check is the first to import the module
            sys.meta_path.insert(0, planter)
        elif not there and new:
            os._exit(_NOT_PLANTED)
        items = [self.items[name] for name in run.tests]
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def run_in_collected_suite(runs: Sequence[Run], workers: int, keep: Callable[[Outcome], None]) -> None:
    """Collect the proof suite once and do these runs in forks of that."""
    files = sorted({name.partition("::")[0] for run in runs for name in run.tests})
    if pytest.main([*OPTIONS, *files], plugins=[Collected(runs, workers, keep)]) != pytest.ExitCode.OK:
        raise SystemExit("the proof suite cannot be collected")


class Tracer:
    """A pytest plugin that notes which functions of the project each test calls, and how long it takes.

    What is called outside of any test, while modules are imported, is noted under no name.
    """

    def __init__(self) -> None:
        self.called: dict[str, set[tuple[str, int]]] = {"": set()}
        self.seconds: dict[str, float] = {"": 0.0}

    def profile(self, name: str) -> None:
        """Note calls under this name from here on."""
        seen, prefix = self.called.setdefault(name, set()), f"{ROOT / 'theory'}{os.sep}"

        def note(frame: Any, event: str, _: Any) -> None:
            if event == "call" and frame.f_code.co_filename.startswith(prefix):
                seen.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

        sys.setprofile(note)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        begun = time.process_time()
        self.profile(item.nodeid)
        try:
            return (yield)
        finally:
            self.profile("")
            self.seconds[item.nodeid] = time.process_time() - begun


def trace(targets: Mapping[str, str]) -> None:
    """Run files of the proof suite once and keep, for each, which of its tests calls what."""
    tracer = Tracer()
    load_libraries()
    tracer.profile("")
    status = pytest.main([*OPTIONS, *targets], plugins=[tracer])
    sys.setprofile(None)
    if status != pytest.ExitCode.OK:
        raise SystemExit("the proof suite fails without any error planted")
    for file, target in targets.items():
        tests = {
            name: {
                "seconds": tracer.seconds[name],
                "calls": sorted(f"{Path(path).relative_to(ROOT).as_posix()}:{line}" for path, line in called),
            }
            for name, called in tracer.called.items()
            if name.partition("::")[0] in ("", file)
        }
        called = {call.partition(":")[0] for name in tests if name for call in tests[name]["calls"]}
        files = {name: digest(ROOT / name) for name in sorted({file, *called})}
        Path(target).write_text(json.dumps({"files": files, "tests": tests}))
