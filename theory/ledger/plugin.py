"""The pytest plugin that turns a test run into a ledger.

A suite takes part by a ``conftest.py`` that implements the hook ``pytest_ledger_paper``. After a run over
the whole suite the verdicts are printed and written to ``--ledger`` (``ledger.json``); the run fails where
a verdict lacks the checks that it needs, and where a test of the suite names no claim. A run over a part
(``--claims``, ``-k``, single files, interrupted) judges only what it ran and does not change the file.
"""

from __future__ import annotations

import importlib.metadata
import pickle
import platform
from collections.abc import Collection, Generator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

from theory.errors import InputError
from theory.interrupts import interrupts_kept
from theory.ledger.assertions import WATCH, Watch, tests_in
from theory.ledger.claims import Claim, Evidence, Shows
from theory.ledger.coverage import Coverage, Reading
from theory.ledger.formulas import Formula
from theory.ledger.judge import Ledger, Outcome, judge, with_foundations
from theory.ledger.marks import MARK
from theory.ledger.paper import Paper
from theory.ledger.render import summary_lines
from theory.ledger.store import digest_of_sources, stored_ledgers, write_ledger

_REPORTED = "_ledger"  # an attribute of a report, which xdist carries along
_WORKER = "ledger_worker"
#: A run with another exit status (interrupted, aborted, usage error) has left tests out.
_RAN_TO_THE_END = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)
_VERSIONED = ("subtask", "sympy", "python-flint", "numpy", "scipy", "z3-solver", "pytest")
#: Evidence that counts only if the check noted its coverage.
_NEEDS_SCOPE = {Evidence.EXHAUSTIVE, Evidence.NUMERIC, Evidence.EXPERIMENT}


class LedgerHooks:
    """Hooks that a suite implements."""

    @pytest.hookspec
    def pytest_ledger_paper(self) -> Paper:  # type: ignore[empty-body]
        """The paper that the suite's checks bear on."""


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Register the hook."""
    pluginmanager.add_hookspecs(LedgerHooks)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--ledger`` and ``--claims``."""
    group = parser.getgroup("ledger")
    group.addoption("--ledger", default="ledger.json", metavar="FILE", help="where the ledger goes")
    group.addoption(
        "--claims",
        default="",
        metavar="[PAPER/]ID,...",
        help="only the checks of these claims and their foundations",
    )
    group.addoption(
        "--plant", default="", metavar="all|SHARE:SEED", help="plant errors in what the checks decide"
    )
    group.addoption("--plant-record", default="", metavar="FILE", help="where the result of --plant goes")


def pytest_configure(config: pytest.Config) -> None:
    """Register the mark and the recorder."""
    config.addinivalue_line("markers", f"{MARK}(claims, shows, evidence): what a pass shows of which claims")
    recorder = _Recorder(config)
    config.pluginmanager.register(recorder, "ledger-recorder")
    if config.getoption("--plant"):
        from theory.ledger.planting_run import Planter

        try:
            config.pluginmanager.register(Planter(config, recorder), "ledger-planter")
        except InputError as error:
            raise pytest.UsageError(str(error)) from None


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


def pytest_sessionstart(session: pytest.Session) -> None:
    """Send Ctrl-C again where Python dropped it; pytest's own hook, set before, counts it as a failed test."""
    stack = ExitStack()
    stack.enter_context(interrupts_kept())
    session.config.add_cleanup(stack.close)


def recorder_of(config: pytest.Config) -> _Recorder:
    """The recorder of a run."""
    recorder = config.pluginmanager.get_plugin("ledger-recorder")
    assert isinstance(recorder, _Recorder)  # registered in pytest_configure
    return recorder


@pytest.fixture(scope="session")
def claim(request: pytest.FixtureRequest) -> Reading:
    """The formulas of the claims: ``claim("lemma-15").correction.loss``."""
    return recorder_of(request.config).reading


@pytest.fixture(scope="session")
def over(request: pytest.FixtureRequest) -> Coverage:
    """Notes what a check covers: ``for d in over(d=range(2, 9)): ...``."""
    return recorder_of(request.config).coverage


@dataclass(frozen=True)
class Suite:
    """A folder of checks, and the paper that they bear on."""

    folder: Path
    paper: Paper


def _names(suite: Suite, claim: Claim) -> tuple[str, str]:
    """Return the names of a claim in ``--claims``: its id in every paper that has it, and ``PAPER/ID``."""
    return claim.id, f"{suite.paper.name}/{claim.id}"


def foundations_first(suites: Sequence[Suite]) -> list[Suite]:
    """The suites in an order in which a paper comes after those that its claims rest on."""
    by_name = {suite.paper.name: suite for suite in suites}
    rests_on = {
        name: {
            use.claim.partition("/")[0]
            for claim in suite.paper.claims
            for use in claim.foundations
            if "/" in use.claim
        }
        for name, suite in by_name.items()
    }
    return [by_name[name] for name in TopologicalSorter(rests_on).static_order() if name in by_name]


class _Recorder:
    """A recorder that collects outcomes and writes the ledgers at the end of the run."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.outcomes: dict[tuple[str, ...], Outcome] = {}
        self.unnamed: list[str] = []
        self.ledgers: list[Ledger] = []
        self.partial = False
        self.is_worker = hasattr(config, "workerinput")
        self.coverage = Coverage()
        self.planted: dict[tuple[str, str, str], Formula] = {}
        self.reading = Reading(self.planted)
        self.collected: set[str] = set()
        self.ran: set[str] = set()
        # Under xdist only the workers collect, and so only they load the suites' conftest files.
        self.suites_of_workers: list[Suite] = []

    @property
    def suites(self) -> list[Suite]:
        """Every folder whose conftest defines a paper."""
        return [
            Suite(Path(plugin.__file__).resolve().parent, plugin.pytest_ledger_paper())
            for plugin in self.config.pluginmanager.get_plugins()
            if hasattr(plugin, "pytest_ledger_paper") and getattr(plugin, "__file__", None)
        ] or self.suites_of_workers

    def suite_of(self, path: Path) -> Suite | None:
        """Return the suite in whose folder a file lies."""
        return next((s for s in self.suites if path.resolve().is_relative_to(s.folder)), None)

    @property
    def wanted(self) -> list[str]:
        """The ids of ``--claims``."""
        return [part.strip() for part in self.config.getoption("--claims").split(",") if part.strip()]

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        self.collected.add(item.nodeid)

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        if self.suites and not config.getini("enable_assertion_pass_hook"):
            raise pytest.UsageError("the ledger counts assertions: set enable_assertion_pass_hook = true")
        if not self.wanted:
            return
        ids = {suite.paper.name: self.ids(suite) for suite in self.suites}
        known = {
            name for suite in self.suites for claim in suite.paper.claims for name in _names(suite, claim)
        }
        unknown = set(self.wanted) - known
        if unknown:
            raise pytest.UsageError(f"no claim has the id {', '.join(sorted(unknown))}")

        def bears_on_them(item: pytest.Item) -> bool:
            suite = self.suite_of(item.path)
            named = {name.partition("/")[0] for m in item.iter_markers(MARK) for name in m.kwargs["claims"]}
            return suite is not None and bool(ids[suite.paper.name] & named)

        kept = [item for item in items if bears_on_them(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept

    def ids(self, suite: Suite) -> set[str]:
        """The ids of a suite that ``--claims`` asks for, with what they rest on."""
        wanted = [c.id for c in suite.paper.claims if not set(self.wanted).isdisjoint(_names(suite, c))]
        return with_foundations(wanted, suite.paper.claims)

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        self.partial = self.partial or bool(items)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        """Record the assertions, formulas and coverage of a check."""
        suite = self.suite_of(item.path)
        if suite is None or item.get_closest_marker(MARK) is None:
            return (yield)
        self.reading.begin(suite.paper.claims)
        self.coverage.begin()
        watch = item.stash[WATCH] = Watch(item)
        with watch.watching(item.module):  # type: ignore[attr-defined]
            return (yield)

    def pytest_assertion_pass(self, item: pytest.Item, lineno: int, orig: str, expl: str) -> None:
        if WATCH in item.stash:
            item.stash[WATCH].passed(lineno, orig, expl)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, Any, Any]:
        """Attach what a check showed to its report."""
        report = yield
        marks = [mark.kwargs for mark in item.iter_markers(MARK)]
        suite = self.suite_of(item.path)
        told: dict[str, Any] = {"unnamed": False, "marks": []}
        if suite is not None:
            told["paper"] = suite.paper.name
            told["unnamed"] = not marks and report.when == "setup"
        if suite is not None and marks and (report.when == "call" or report.outcome != "passed"):
            told["marks"] = marks
            told["why_not"] = _why_not(report, item.stash.get(WATCH, None))
            told["asked"] = [list(asked) for asked in sorted(self.reading.asked)]
            told["scope"] = self.coverage.text
            told["recorded"], told["formal"] = self.coverage.recorded, self.coverage.formal
        setattr(report, _REPORTED, told)
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        told = getattr(report, _REPORTED, {"unnamed": False, "marks": []})
        self.ran.add(report.nodeid)
        if told["unnamed"] and report.nodeid not in self.unnamed:
            self.unnamed.append(report.nodeid)
        for mark in told["marks"]:
            for name in mark["claims"]:
                self._note(report, told, mark, name)

    def _note(self, report: pytest.TestReport, told: dict[str, Any], mark: dict[str, Any], name: str) -> None:
        claim_id, _, clause = name.partition("/")
        evidence = Evidence(mark["evidence"])
        scope = told["scope"]
        why_not = told["why_not"]
        if not why_not and evidence in _NEEDS_SCOPE and not scope:
            why_not = f"{evidence} evidence, but it does not say what it covered"
        if evidence is Evidence.FORMAL:
            evidence = Evidence.RECORDED if told["recorded"] else evidence
            if not why_not and not told["formal"]:
                why_not = "formal evidence, but no theorem of a proof assistant was named"
        outcome = Outcome(
            claim=claim_id,
            test=report.nodeid,
            shows=Shows(mark["shows"]),
            evidence=evidence,
            scope=scope,
            passed=not why_not,
            why_not=why_not,
            seconds=round(report.duration, 3),
            clause=clause,
            reads=tuple(f"{part}.{formula}" for of, part, formula in told["asked"] if of == claim_id),
        )
        key = (told["paper"], claim_id, clause, report.nodeid, mark["shows"])
        # A pass in the call phase does not outlive an error in teardown.
        if key not in self.outcomes or why_not:
            self.outcomes[key] = outcome

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Collect the results of a worker of xdist."""
        told = getattr(node, "workeroutput", {}).get(_WORKER)
        if told is None:
            self.partial = True  # it crashed: the tests that it left out are unknown
            return
        self.partial = self.partial or told["partial"]
        self.collected |= set(told["collected"])
        self.suites_of_workers = pickle.loads(told["suites"])

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        suites = self.suites
        if self.is_worker:
            self.config.workeroutput[_WORKER] = {  # type: ignore[attr-defined]
                "partial": self.partial,
                "collected": sorted(self.collected),
                "suites": pickle.dumps(suites),
            }
            return
        if not suites or self.config.option.collectonly:
            return
        for suite in foundations_first(suites):
            if self._is_whole(session, suite):
                self.ledgers.append(self._whole_ledger(suite))
            elif self.wanted and (ids := self.ids(suite)):
                kept = [claim for claim in suite.paper.claims if claim.id in ids]
                self.ledgers.append(judge(kept, self._outcomes(suite, ids), whole=suite.paper.claims))
        problems = any(ledger.problems for ledger in self.ledgers)
        if problems and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _outcomes(self, suite: Suite, ids: Collection[str] | None = None) -> list[Outcome]:
        return [
            self.outcomes[key]
            for key in sorted(self.outcomes)
            if key[0] == suite.paper.name and (ids is None or key[1] in ids)
        ]

    def _whole_ledger(self, suite: Suite) -> Ledger:
        """Judge a paper of which every check ran, and write its ledger."""
        path = self.config.rootpath / self.config.getoption("--ledger")
        elsewhere = {
            f"{ledger.paper}/{e.claim.id}": e for ledger in stored_ledgers(path) for e in ledger.entries
        }
        elsewhere |= {f"{ledger.paper}/{e.claim.id}": e for ledger in self.ledgers for e in ledger.entries}
        book = judge(suite.paper.claims, self._outcomes(suite), versions(), elsewhere)
        nameless = [
            f"{test}: a check that names no claim"
            for test in sorted(self.unnamed)
            if (self.config.rootpath / test.partition("::")[0]).resolve().is_relative_to(suite.folder)
        ]
        ledger = replace(
            book,
            problems=(*book.problems, *nameless),
            paper=suite.paper.name,
            title=suite.paper.title,
            sources=digest_of_sources(suite.folder),
        )
        write_ledger(ledger, path)
        return ledger

    def _is_whole(self, session: pytest.Session, suite: Suite) -> bool:
        """Return whether the run was complete: the folder was selected, and every test in it ran."""
        ended = session.exitstatus in _RAN_TO_THE_END and not (session.shouldstop or session.shouldfail)
        option = self.config.option
        if not ended or self.partial or option.plant or getattr(option, "lf", False):
            return False
        here = self.config.invocation_params.dir
        asked = [(here / argument).resolve() for argument in self.config.args if "::" not in argument]
        if not any(suite.folder.is_relative_to(folder) for folder in asked) or self.collected - self.ran:
            return False
        ran = {name.split("[")[0] for name in self.ran}
        root = self.config.rootpath.resolve()
        return all(
            f"{path.relative_to(root).as_posix()}::{test}" in ran
            for path in sorted(suite.folder.rglob("test_*.py"))
            for test in tests_in(path)
        )

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for ledger in self.ledgers:
            terminalreporter.section(f"ledger of {ledger.paper}" if ledger.paper else "ledger")
            for line in summary_lines(ledger):
                terminalreporter.write_line(line)
            if ledger.problems:
                terminalreporter.section("ledger: verdicts that are not carried", red=True)
                for problem in ledger.problems:
                    terminalreporter.write_line(problem, red=True)


def _why_not(report: pytest.TestReport, watch: Watch | None) -> str:
    """Return why this report shows nothing; empty if it shows what its mark states."""
    if hasattr(report, "wasxfail"):
        return "expected to fail"
    if report.outcome != "passed":
        return report.outcome if report.when == "call" else f"{report.outcome} in {report.when}"
    return watch.why_not if watch else "asserts nothing that could come out false"
