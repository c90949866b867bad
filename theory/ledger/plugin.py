"""The pytest plugin that turns a test run into a ledger.

A suite takes part by a ``conftest.py`` that implements the hook ``pytest_ledger_claims``. After a run over
the whole suite the verdicts are printed and written to ``--ledger`` (``ledger.json``); the run fails where
a verdict lacks the checks that it needs, and where a test of the suite names no claim. A run over a part
(``--claims``, ``-k``, single files, broken off) judges nothing that it did not run and leaves the file alone.
"""

from __future__ import annotations

import ast
import importlib.metadata
import platform
from collections.abc import Generator, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from theory.ledger.claims import Claim, Evidence, Shows
from theory.ledger.judge import Ledger, Outcome, judge, with_foundations
from theory.ledger.marks import MARK
from theory.ledger.render import summary_lines
from theory.ledger.store import write_ledger

_ASSERTIONS = pytest.StashKey[int]()
_CHECKS, _COUNT, _UNNAMED = "ledger_checks", "ledger_assertions", "ledger_unnamed"
_WORKER = "ledger_worker"
#: A run that ended otherwise (interrupted, broken off, usage error) has left tests out.
_RAN_TO_THE_END = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)
_VERSIONED = ("subtask", "sympy", "python-flint", "numpy", "scipy", "z3-solver", "pytest")


class LedgerHooks:
    """Hooks that a suite implements."""

    @pytest.hookspec(firstresult=True)
    def pytest_ledger_claims(self) -> Sequence[Claim]:  # type: ignore[empty-body]
        """The claims that the suite's checks bear on."""


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Make the hook known."""
    pluginmanager.add_hookspecs(LedgerHooks)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--ledger`` and ``--claims``."""
    group = parser.getgroup("ledger")
    group.addoption("--ledger", default="ledger.json", metavar="FILE", help="where the ledger goes")
    group.addoption(
        "--claims", default="", metavar="ID,...", help="only the checks of these claims and their foundations"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the mark and the recorder."""
    config.addinivalue_line(
        "markers", f"{MARK}(claims, shows, evidence, scope): what a pass shows of which claims"
    )
    config.pluginmanager.register(_Recorder(config), "ledger-recorder")


def pytest_report_header() -> str:
    """Versions of what the verdicts rest on."""
    return "ledger: " + ", ".join(f"{name} {version}" for name, version in versions().items())


def versions() -> dict[str, str]:
    """Versions of Python and of the libraries the checks rest on."""
    found = {"python": platform.python_version()}
    for name in _VERSIONED:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


@lru_cache(maxsize=4096)
def _says_something(assertion: str) -> bool:
    """Whether an assertion's text can come out false: not a constant, not a thing compared with itself."""
    try:
        return _can_fail(ast.parse(assertion, mode="eval").body)
    except SyntaxError:
        return True


def _can_fail(expression: ast.expr) -> bool:
    match expression:
        case ast.BoolOp(op=ast.Or()):
            return all(map(_can_fail, expression.values))
        case ast.BoolOp(op=ast.And()):
            return any(map(_can_fail, expression.values))
        case ast.UnaryOp(op=ast.Not()):
            return _can_fail(expression.operand)
        case ast.Compare():
            if len({ast.dump(side) for side in (expression.left, *expression.comparators)}) == 1:
                return False
        case ast.Tuple() | ast.List() | ast.Set() | ast.Dict() | ast.JoinedStr() | ast.Lambda():
            return False
    return any(isinstance(node, ast.Name | ast.Call | ast.Attribute) for node in ast.walk(expression))


def pytest_assertion_pass(item: pytest.Item, orig: str) -> None:
    """Count an assertion that was evaluated and true."""
    if _says_something(orig):
        item.stash[_ASSERTIONS] = item.stash.get(_ASSERTIONS, 0) + 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Attach the checks and the count of assertions to the report, where xdist carries them along."""
    report = yield
    marks = [mark.kwargs for mark in item.iter_markers(MARK)]
    if not marks and report.when == "setup" and _in(item.path, _suites(item.config)):
        report.user_properties.append((_UNNAMED, True))
    if marks and report.when == "call":
        report.user_properties.append((_CHECKS, marks))
        report.user_properties.append((_COUNT, item.stash.get(_ASSERTIONS, 0)))
    elif marks and report.outcome != "passed":
        report.user_properties.append((_CHECKS, marks))
    return report


def _suites(config: pytest.Config) -> list[Path]:
    """The folders whose conftest hands over claims."""
    return [
        Path(plugin.__file__).resolve().parent
        for plugin in config.pluginmanager.get_plugins()
        if hasattr(plugin, "pytest_ledger_claims") and getattr(plugin, "__file__", None)
    ]


def _in(path: Path, folders: Sequence[Path]) -> bool:
    return any(path.resolve().is_relative_to(folder) for folder in folders)


class _Recorder:
    """Collects outcomes and closes the books at the end of the run."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.outcomes: dict[tuple[str, str, str], Outcome] = {}
        self.unnamed: list[str] = []
        self.ledger: Ledger | None = None
        self.partial = False
        self.is_worker = hasattr(config, "workerinput")
        # Under xdist only the workers collect, and so only they load the suites' conftest files.
        self.claims_of_workers: Sequence[Claim] | None = None
        self.suites_of_workers: list[Path] = []

    @property
    def claims(self) -> Sequence[Claim] | None:
        own: Sequence[Claim] | None = self.config.hook.pytest_ledger_claims()
        return self.claims_of_workers if own is None else own

    @property
    def wanted(self) -> list[str]:
        """The ids of ``--claims``."""
        return [part.strip() for part in self.config.getoption("--claims").split(",") if part.strip()]

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        claims = self.claims
        if claims is not None and not config.getini("enable_assertion_pass_hook"):
            raise pytest.UsageError("the ledger counts assertions: set enable_assertion_pass_hook = true")
        if not self.wanted:
            return
        claims = claims or ()
        unknown = set(self.wanted) - {claim.id for claim in claims}
        if unknown:
            raise pytest.UsageError(f"no claim has the id {', '.join(sorted(unknown))}")
        ids = with_foundations(self.wanted, claims)
        kept = [item for item in items if any(ids & set(m.kwargs["claims"]) for m in item.iter_markers(MARK))]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        self.partial = self.partial or bool(items)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        properties: dict[str, Any] = dict(report.user_properties)
        if _UNNAMED in properties and report.nodeid not in self.unnamed:
            self.unnamed.append(report.nodeid)
        if _CHECKS not in properties:
            return
        why_not = _why_not(report, properties.get(_COUNT, 0))
        for mark in properties[_CHECKS]:
            for claim_id in mark["claims"]:
                outcome = Outcome(
                    claim_id,
                    report.nodeid,
                    Shows(mark["shows"]),
                    Evidence(mark["evidence"]),
                    mark["scope"],
                    not why_not,
                    why_not,
                    round(report.duration, 3),
                )
                key = (claim_id, report.nodeid, mark["shows"])
                # A pass in the call phase does not outlive an error in teardown.
                if key not in self.outcomes or why_not:
                    self.outcomes[key] = outcome

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over from a worker of xdist what only it knows."""
        told = getattr(node, "workeroutput", {}).get(_WORKER)
        if told is None:
            self.partial = True  # it crashed: nobody knows what it left out
            return
        self.partial = self.partial or told["partial"]
        if told["claims"] is not None:
            self.claims_of_workers = [Claim(**{**c, "uses": tuple(c["uses"])}) for c in told["claims"]]
            self.suites_of_workers = [Path(folder) for folder in told["suites"]]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        claims = self.claims
        if self.is_worker:
            self.config.workeroutput[_WORKER] = {  # type: ignore[attr-defined]
                "partial": self.partial,
                "suites": [str(folder) for folder in _suites(self.config)],
                "claims": None if claims is None else [_plain(claim) for claim in claims],
            }
            return
        if claims is None or self.config.option.collectonly:
            return
        if self._is_whole(session):
            book = judge(claims, [self.outcomes[key] for key in sorted(self.outcomes)], versions())
            self.ledger = replace(book, problems=(*book.problems, *self._nameless()))
            write_ledger(self.ledger, self.config.rootpath / self.config.getoption("--ledger"))
        elif self.wanted:
            ids = with_foundations(self.wanted, claims)
            outcomes = [self.outcomes[key] for key in sorted(self.outcomes) if key[0] in ids]
            self.ledger = judge([claim for claim in claims if claim.id in ids], outcomes)
        if self.ledger and self.ledger.problems and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _nameless(self) -> list[str]:
        return [f"{test}: a check that names no claim" for test in sorted(self.unnamed)]

    def _is_whole(self, session: pytest.Session) -> bool:
        """Whether nothing was left out: the folder was asked for, no test deselected, no early end."""
        ended = session.exitstatus in _RAN_TO_THE_END and not (session.shouldstop or session.shouldfail)
        option = self.config.option
        if not ended or self.partial or getattr(option, "lf", False) or option.ignore or option.ignore_glob:
            return False
        here = self.config.invocation_params.dir
        asked = [
            (here / argument.split("::")[0]).resolve()
            for argument in self.config.args
            if "::" not in argument
        ]
        return all(_in(suite, asked) for suite in _suites(self.config) or self.suites_of_workers)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.ledger is None:
            return
        terminalreporter.section("ledger")
        for line in summary_lines(self.ledger):
            terminalreporter.write_line(line)
        if self.ledger.problems:
            terminalreporter.section("ledger: verdicts that are not carried", red=True)
            for problem in self.ledger.problems:
                terminalreporter.write_line(problem, red=True)


def _plain(claim: Claim) -> dict[str, Any]:
    """A claim in the types that xdist carries between processes."""
    return {**asdict(claim), "verdict": claim.verdict.value, "uses": list(claim.uses)}


def _why_not(report: pytest.TestReport, assertions: int) -> str:
    """Why this report shows nothing; empty if it shows what its mark says."""
    if hasattr(report, "wasxfail"):
        return "expected to fail"
    if report.outcome != "passed":
        return report.outcome if report.when == "call" else f"{report.outcome} in {report.when}"
    return "" if assertions else "asserts nothing that could come out false"
