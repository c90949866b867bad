"""The pytest plugin that turns a test run into a ledger.

A suite takes part by a ``conftest.py`` that implements the hook ``pytest_ledger_paper``. After a run over
the whole suite the verdicts are printed and written to ``--ledger`` (``ledger.json``); the run fails where
a verdict lacks the checks that it needs, and where a test of the suite names no claim. A run over a part
(``--claims``, ``-k``, single files, broken off) judges nothing that it did not run and leaves the file alone.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import pickle
import platform
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from theory.errors import InputError
from theory.ledger.assertions import WATCH, Watch, tests_in
from theory.ledger.claims import Evidence, Shows
from theory.ledger.coverage import Coverage, Reading
from theory.ledger.judge import Ledger, Outcome, judge, with_foundations
from theory.ledger.marks import MARK
from theory.ledger.paper import Paper
from theory.ledger.render import summary_lines
from theory.ledger.store import write_ledger

_REPORTED = "_ledger"  # an attribute of a report, which xdist carries along
_WORKER = "ledger_worker"
#: A run that ended otherwise (interrupted, broken off, usage error) has left tests out.
_RAN_TO_THE_END = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)
_VERSIONED = ("subtask", "sympy", "python-flint", "numpy", "scipy", "z3-solver", "pytest")
#: Evidence that means nothing unless the check says what it covered.
_NEEDS_SCOPE = {Evidence.EXHAUSTIVE, Evidence.NUMERIC, Evidence.EXPERIMENT}


class LedgerHooks:
    """Hooks that a suite implements."""

    @pytest.hookspec(firstresult=True)
    def pytest_ledger_paper(self) -> Paper:  # type: ignore[empty-body]
        """The paper that the suite's checks bear on."""


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
    group.addoption(
        "--plant", default="", metavar="all|SHARE:SEED", help="plant errors in what the checks decide"
    )
    group.addoption("--plant-record", default="", metavar="FILE", help="where the result of --plant goes")


def pytest_configure(config: pytest.Config) -> None:
    """Register the mark and the recorder."""
    config.addinivalue_line(
        "markers", f"{MARK}(claims, shows, evidence, scope): what a pass shows of which claims"
    )
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


def _suites(config: pytest.Config) -> list[Path]:
    """The folders whose conftest hands over a paper."""
    return [
        Path(plugin.__file__).resolve().parent
        for plugin in config.pluginmanager.get_plugins()
        if hasattr(plugin, "pytest_ledger_paper") and getattr(plugin, "__file__", None)
    ]


def _in(path: Path, folders: Sequence[Path]) -> bool:
    return any(path.resolve().is_relative_to(folder) for folder in folders)


class _Recorder:
    """Collects outcomes and closes the books at the end of the run."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.outcomes: dict[tuple[str, str, str, str], Outcome] = {}
        self.unnamed: list[str] = []
        self.ledger: Ledger | None = None
        self.partial = False
        self.is_worker = hasattr(config, "workerinput")
        self.coverage = Coverage()
        self.planted: dict[tuple[str, str, str], Any] = {}
        self._reading: Reading | None = None
        self.collected: set[str] = set()
        self.ran: set[str] = set()
        # Under xdist only the workers collect, and so only they load the suites' conftest files.
        self.paper_of_workers: Paper | None = None
        self.suites_of_workers: list[Path] = []

    @property
    def paper(self) -> Paper | None:
        own: Paper | None = self.config.hook.pytest_ledger_paper()
        return self.paper_of_workers if own is None else own

    @property
    def reading(self) -> Reading:
        if self._reading is None:
            paper = self.paper
            self._reading = Reading(paper.claims if paper else (), self.planted)
        return self._reading

    @property
    def wanted(self) -> list[str]:
        """The ids of ``--claims``."""
        return [part.strip() for part in self.config.getoption("--claims").split(",") if part.strip()]

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        self.collected.add(item.nodeid)

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        paper = self.paper
        if paper is not None and not config.getini("enable_assertion_pass_hook"):
            raise pytest.UsageError("the ledger counts assertions: set enable_assertion_pass_hook = true")
        if not self.wanted:
            return
        claims = paper.claims if paper else ()
        unknown = set(self.wanted) - {claim.id for claim in claims}
        if unknown:
            raise pytest.UsageError(f"no claim has the id {', '.join(sorted(unknown))}")
        ids = with_foundations(self.wanted, claims)
        kept = [item for item in items if any(ids & set(m.kwargs["claims"]) for m in item.iter_markers(MARK))]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        self.partial = self.partial or bool(items)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        """Watch what a check asserts, asks for and covers."""
        if self.paper is None or item.get_closest_marker(MARK) is None:
            return (yield)
        self.reading.asked = set()
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
        unnamed = not marks and report.when == "setup" and _in(item.path, _suites(item.config))
        told: dict[str, Any] = {"unnamed": unnamed, "marks": []}
        if marks and (report.when == "call" or report.outcome != "passed"):
            told["marks"] = marks
            told["why_not"] = _why_not(report, item.stash.get(WATCH, None))
            told["asked"] = [list(asked) for asked in sorted(self.reading.asked)]
            told["scope"] = self.coverage.text
            told["recorded"] = self.coverage.recorded
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
        if evidence is Evidence.FORMAL and told["recorded"]:
            evidence = Evidence.RECORDED
        scope = told["scope"] or mark["scope"]
        why_not = told["why_not"]
        if not why_not and evidence in _NEEDS_SCOPE and not scope:
            why_not = f"{evidence} evidence, but it does not say what it covered"
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
        key = (claim_id, clause, report.nodeid, mark["shows"])
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
        self.collected |= set(told["collected"])
        if told["paper"] is not None:
            self.paper_of_workers = pickle.loads(told["paper"])
            self.suites_of_workers = [Path(folder) for folder in told["suites"]]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        paper = self.paper
        if self.is_worker:
            self.config.workeroutput[_WORKER] = {  # type: ignore[attr-defined]
                "partial": self.partial,
                "suites": [str(folder) for folder in _suites(self.config)],
                "collected": sorted(self.collected),
                "paper": None if paper is None else pickle.dumps(paper),
            }
            return
        if paper is None or self.config.option.collectonly:
            return
        if self._is_whole(session):
            book = judge(paper.claims, [self.outcomes[key] for key in sorted(self.outcomes)], versions())
            self.ledger = replace(
                book,
                problems=(*book.problems, *self._nameless()),
                paper=paper.name,
                title=paper.title,
                sources=digest_of_sources(self._folders),
            )
            write_ledger(self.ledger, self.config.rootpath / self.config.getoption("--ledger"))
        elif self.wanted:
            ids = with_foundations(self.wanted, paper.claims)
            outcomes = [self.outcomes[key] for key in sorted(self.outcomes) if key[0] in ids]
            self.ledger = judge([claim for claim in paper.claims if claim.id in ids], outcomes)
        if self.ledger and self.ledger.problems and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @property
    def _folders(self) -> list[Path]:
        return _suites(self.config) or self.suites_of_workers

    def _nameless(self) -> list[str]:
        return [f"{test}: a check that names no claim" for test in sorted(self.unnamed)]

    def _is_whole(self, session: pytest.Session) -> bool:
        """Whether nothing was left out: the folder was asked for, and every test that stands in it ran."""
        ended = session.exitstatus in _RAN_TO_THE_END and not (session.shouldstop or session.shouldfail)
        option = self.config.option
        if (
            not ended
            or self.partial
            or option.plant
            or getattr(option, "lf", False)
            or option.ignore
            or option.ignore_glob
        ):
            return False
        here = self.config.invocation_params.dir
        asked = [
            (here / argument.split("::")[0]).resolve()
            for argument in self.config.args
            if "::" not in argument
        ]
        if not all(_in(suite, asked) for suite in self._folders) or self.collected - self.ran:
            return False
        ran = {name.split("[")[0] for name in self.ran}
        return all(f"{name}::{test}" in ran for name, test in self._standing())

    def _standing(self) -> Generator[tuple[str, str], None, None]:
        """Every test that stands in the files of the suites, found without pytest."""
        for suite in self._folders:
            for path in sorted(suite.rglob("test_*.py")):
                name = path.relative_to(self.config.rootpath.resolve()).as_posix()
                for test in tests_in(path):
                    yield name, test

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


def _why_not(report: pytest.TestReport, watch: Watch | None) -> str:
    """Why this report shows nothing; empty if it shows what its mark says."""
    if hasattr(report, "wasxfail"):
        return "expected to fail"
    if report.outcome != "passed":
        return report.outcome if report.when == "call" else f"{report.outcome} in {report.when}"
    return watch.why_not if watch else "asserts nothing that could come out false"


def digest_of_sources(suites: Sequence[Path]) -> str:
    """Digest of the checks of these suites and of the package they rest on."""
    package = Path(__file__).resolve().parents[1]
    files = {path for folder in (package, *suites) for path in folder.rglob("*.py")}
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.as_posix()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
