"""Run the proof suite with an error in one module: in a fork of a process that has the libraries loaded already."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.mutation.mutants import Mutant, planted

ROOT = Path(__file__).resolve().parents[2]
#: Seconds that a check may take more than without an error, and bytes that it may take.
PATIENCE, MEMORY = 60, 6 << 30
CAUGHT, SURVIVED, HUNG = "caught", "survived", "hung"
NOT_PLANTED = 99
OPTIONS = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:benchmark", "--ledger", "/dev/null"]
OPTIONS += ["-o", "addopts=--import-mode=importlib", "-W", "ignore::pytest.PytestAssertRewriteWarning"]


class _Planter(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from a changed tree."""

    def __init__(self, mutant: Mutant) -> None:
        name = mutant.path.removesuffix(".py").replace("/", ".")
        self.name, self.package = name.removesuffix(".__init__"), name.endswith(".__init__")
        self.file = ROOT / mutant.path
        self.code = compile(planted(mutant, ROOT), str(self.file), "exec")

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


def load_libraries() -> None:
    """Import what every fork needs, and nothing of the project."""
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


def start(mutant: Mutant, tests: Sequence[str], seconds: float) -> int:
    """Fork a process that plants the error and runs these tests; returns its number."""
    child = os.fork()
    if child:
        return child
    status = 3
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.setitimer(signal.ITIMER_REAL, seconds)  # ends the process
        sys.dont_write_bytecode = True
        planter = _Planter(mutant)
        sys.meta_path.insert(0, planter)
        module = importlib.import_module(planter.name)  # before pytest, whose own import hook would go first
        if module.__loader__ is planter:
            found = pytest.main([*OPTIONS, *tests])
            status = int(found != pytest.ExitCode.OK)
        else:
            status = NOT_PLANTED
    finally:
        os._exit(status)
    return 0


def outcome(status: int) -> str:
    """What became of a fork."""
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == NOT_PLANTED:
        raise RuntimeError("an error was not planted: its module was loaded from elsewhere")
    if os.WIFSIGNALED(status):
        return HUNG if os.WTERMSIG(status) == signal.SIGALRM else CAUGHT
    return CAUGHT if os.WEXITSTATUS(status) else SURVIVED


class Tracer:
    """A pytest plugin that notes which functions of the project each test calls, and how long it takes."""

    def __init__(self) -> None:
        self.called: dict[str, set[tuple[str, int]]] = {}
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        seen: set[tuple[str, int]] = set()
        prefix = f"{ROOT / 'theory'}{os.sep}"

        def profile(frame: Any, event: str, _: Any) -> None:
            if event == "call" and frame.f_code.co_filename.startswith(prefix):
                seen.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

        begun = time.process_time()
        sys.setprofile(profile)
        try:
            return (yield)
        finally:
            sys.setprofile(None)
            self.called[item.nodeid] = seen
            self.seconds[item.nodeid] = time.process_time() - begun


def trace(target: Path) -> None:
    """Run the proof suite once and keep which test calls what."""
    tracer = Tracer()
    status = pytest.main(
        ["theory", "-q", "-p", "no:cacheprovider", "--ledger", "/dev/null"], plugins=[tracer]
    )
    if status != pytest.ExitCode.OK:
        raise SystemExit("the proof suite fails without any error planted")
    tests = {
        name: {
            "seconds": tracer.seconds[name],
            "calls": sorted(
                f"{Path(file).relative_to(ROOT).as_posix()}:{line}" for file, line in tracer.called[name]
            ),
        }
        for name in tracer.called
    }
    target.write_text(json.dumps(tests))
