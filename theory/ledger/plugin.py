"""The pytest plugin that turns a test run into a ledger.

A suite takes part by a ``conftest.py`` that implements the hook ``pytest_ledger_claims``. After a run over
the whole suite the verdicts are printed and written to ``--ledger`` (``ledger.json``); the run fails where
a verdict lacks the checks that it needs. A run over a part (``--claims``, ``-k``, single files) judges
nothing that it did not run and leaves the file alone.
"""

from __future__ import annotations

import ast
import importlib.metadata
import platform
from collections.abc import Iterator, Sequence
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
_CHECKS, _COUNT = "ledger_checks", "ledger_assertions"
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
    group.addoption("--claims", default="", metavar="ID,...", help="only the checks of these claims and their foundations")


def pytest_configure(config: pytest.Config) -> None:
    """Register the mark and the recorder."""
    config.addinivalue_line("markers", f"{MARK}(claims, shows, evidence, scope): what a pass shows of which claims")
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
        expression = ast.parse(assertion, mode="eval").body
    except SyntaxError:
        return True
    if isinstance(expression, ast.Compare):
        sides = [ast.dump(side) for side in (expression.left, *expression.comparators)]
        if len(set(sides)) == 1:
            return False
    return any(isinstance(node, ast.Name | ast.Call | ast.Attribute) for node in ast.walk(expression))


def pytest_assertion_pass(item: pytest.Item, orig: str) -> None:
    """Count an assertion that was evaluated and true."""
    if _says_something(orig):
        item.stash[_ASSERTIONS] = item.stash.get(_ASSERTIONS, 0) + 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[Any]:
    """Attach the checks and the count of assertions to the report, where xdist carries them along."""
    report = yield
    marks = [mark.kwargs for mark in item.iter_markers(MARK)]
    if marks and report.when == "call":
        report.user_properties.append((_CHECKS, marks))
        report.user_properties.append((_COUNT, item.stash.get(_ASSERTIONS, 0)))
    elif marks and report.outcome != "passed":
        report.user_properties.append((_CHECKS, marks))
    return report


class _Recorder:
    """Collects outcomes and closes the books at the end of the run."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.outcomes: dict[tuple[str, str, str], Outcome] = {}
        self.ledger: Ledger | None = None
        self.partial = False
        self.is_worker = hasattr(config, "workerinput")

    @property
    def claims(self) -> Sequence[Claim] | None:
        return self.config.hook.pytest_ledger_claims()

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        wanted = [part.strip() for part in config.getoption("--claims").split(",") if part.strip()]
        if not wanted:
            return
        claims = self.claims or ()
        unknown = set(wanted) - {claim.id for claim in claims}
        if unknown:
            raise pytest.UsageError(f"no claim has the id {', '.join(sorted(unknown))}")
        ids = with_foundations(wanted, claims)
        kept = [item for item in items if any(ids & set(m.kwargs["claims"]) for m in item.iter_markers(MARK))]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        self.partial = self.partial or bool(items)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        properties = dict(report.user_properties)
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

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        claims = self.claims
        if self.is_worker or claims is None or self.config.option.collectonly:
            return
        if self._is_whole():
            self.ledger = judge(claims, self.outcomes.values(), versions())
            write_ledger(self.ledger, self.config.rootpath / self.config.getoption("--ledger"))
        elif wanted := self.config.getoption("--claims"):
            ids = with_foundations(wanted.split(","), claims)
            self.ledger = judge([c for c in claims if c.id in ids], [o for o in self.outcomes.values() if o.claim in ids])
        if self.ledger and self.ledger.problems and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _is_whole(self) -> bool:
        """Whether nothing of the suite was left out: its folder was asked for, and no test deselected."""
        if self.partial or self.config.option.lf:
            return False
        suites = {
            Path(plugin.__file__).resolve().parent
            for plugin in self.config.pluginmanager.get_plugins()
            if hasattr(plugin, "pytest_ledger_claims") and getattr(plugin, "__file__", None)
        }
        asked = [(self.config.invocation_params.dir / argument.split("::")[0]).resolve() for argument in self.config.args]
        return all(any(suite.is_relative_to(folder) for folder in asked) for suite in suites)

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


def _why_not(report: pytest.TestReport, assertions: int) -> str:
    """Why this report shows nothing; empty if it shows what its mark says."""
    if hasattr(report, "wasxfail"):
        return "expected to fail"
    if report.outcome != "passed":
        return report.outcome if report.when == "call" else f"{report.outcome} in {report.when}"
    return "" if assertions else "asserts nothing that could come out false"
