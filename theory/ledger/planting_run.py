"""``pytest --plant``: every check again, with one error planted in one formula that it decides.

A planted error is caught when a check that passes without it refuses with it: an assertion fails, a checker raises an
error of this project, the formula has no value where the check needs one, or the check does not end in time. Where no
check refuses but one stops with another exception, the error counts as crashed. ``--plant all`` plants every error,
``--plant 0.02:7`` a random 2 % of them with seed 7. The run fails where an error is missed that the paper does not list
as equivalent, and where it lists one that is caught or that cannot be planted any more. With ``--plant-record FILE``
the result is kept, with a digest of what was tested.
"""

from __future__ import annotations

import json
import random
import signal
import traceback
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from types import FrameType
from typing import Any

import numpy.testing
import pytest

from theory.errors import InputError, SubtaskError
from theory.files import replace_bytes
from theory.ledger.assertions import WATCH, Watch
from theory.ledger.claims import DECIDED_BY, Claim, Shows, Verdict
from theory.ledger.clauses import Part
from theory.ledger.formulas import Formula
from theory.ledger.marks import MARK
from theory.ledger.planting import planted
from theory.ledger.store import digest_of_folder

#: An error that makes a check run this much longer than without it, in seconds, counts as caught: it did not pass.
_PATIENCE = 20.0


class Hung(BaseException):
    """A check did not end in time with a planted error."""


#: Exceptions by which a check refuses, besides its assertions; any other exception means only that it stopped.
_REFUSALS = (pytest.fail.Exception, SubtaskError, Hung)
#: Exceptions of a formula that uses a missing entry or divides by zero: it has no value where the check needs one, and
#: no check can take it for true.
_UNDEFINED = (LookupError, ZeroDivisionError)
#: Folders with assertions of checks, besides the suites.
_ASSERTING = Path(numpy.testing.__file__).parent


def share_and_seed(text: str) -> tuple[float, int]:
    """Read the value of ``--plant``: ``all``, or a share and a seed as in ``0.02:7``."""
    share, _, seed = text.partition(":")
    try:
        return (1.0, 0) if text == "all" else (float(share), int(seed or 0))
    except ValueError:
        raise InputError(f"--plant takes all, or a share and a seed such as 0.02:7; not {text!r}") from None


class Planter:
    """Plants errors while a suite runs."""

    def __init__(self, config: pytest.Config, recorder: Any) -> None:
        self.config, self.recorder = config, recorder
        self.share, self.seed = share_and_seed(config.getoption("--plant"))
        if getattr(config.option, "numprocesses", None) or hasattr(config, "workerinput"):
            raise InputError("--plant runs in one process: leave out -n")
        self.caught: dict[str, str] = {}
        self.crashed: dict[str, str] = {}
        self.missed: set[str] = set()
        self._errors: dict[tuple[str, ...], tuple[tuple[str, Formula], ...]] = {}

    @property
    def equivalent(self) -> Mapping[str, str]:
        """The errors that the papers list as equivalent, as ``PAPER/ID PART.NAME: formula``, with reasons."""
        papers = [suite.paper for suite in self.recorder.suites]
        return {f"{paper.name}/{key}": why for paper in papers for key, why in paper.equivalent.items()}

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        """After a check passed, run it with each error of the formulas that it decided."""
        yield
        watch = item.stash.get(WATCH, None)
        places = sorted(self.recorder.reading.asked) if item.get_closest_marker(MARK) else []
        suite = self.recorder.suite_of(item.path)
        if places and self.recorder.wanted:  # of other claims some checks are left out
            places = [place for place in places if place[0] in self.recorder.ids(suite)]
        for place in places:
            claim = next(claim for claim in suite.paper.claims if claim.id == place[0])
            if _decides(item, claim, place[1]):
                for name, formula in self._planted(suite.paper.name, claim, place):
                    if name not in self.caught:
                        self._plant(item, place, name, formula)
        self.recorder.planted.clear()
        if watch is not None:
            item.stash[WATCH] = watch

    def _planted(
        self, paper: str, claim: Claim, place: tuple[str, str, str]
    ) -> tuple[tuple[str, Formula], ...]:
        if (paper, *place) not in self._errors:
            claim_id, part, name = place
            errors = planted(claim.content(part)[name])
            # A printed domain of a claim that fails: nothing is true in it that an error could make false.
            printed = claim.verdict is Verdict.FAILS and part == Part.STATEMENT
            if printed and any(name in clause.of_the_domain for clause in claim.clauses(part)):
                errors = ()
            named = [(f"{paper}/{claim_id} {part}.{name}: {wrong.text}", wrong) for wrong in errors]
            self._errors[paper, *place] = tuple(
                (key, wrong)
                for key, wrong in named
                if random.Random(f"{self.seed} {key}").random() < self.share
            )
        return self._errors[paper, *place]

    def _plant(self, item: pytest.Item, place: tuple[str, str, str], name: str, formula: Formula) -> None:
        self.recorder.planted.clear()
        self.recorder.planted[place] = formula
        item.stash[WATCH] = Watch(item)  # checks that run now are no evidence for the claims
        asked, self.recorder.reading.asked = self.recorder.reading.asked, set()
        try:
            with _limited(_PATIENCE), redirect_stdout(StringIO()):
                item.runtest()
        except (KeyboardInterrupt, SystemExit):
            raise
        except pytest.skip.Exception:
            self._passed(name)
        except BaseException as error:
            self.missed.discard(name)
            if _refuses(error, [suite.folder for suite in self.recorder.suites]):
                self.caught[name] = f"{item.nodeid}: {type(error).__name__}"
                self.crashed.pop(name, None)
            else:
                self.crashed[name] = f"{item.nodeid}: {type(error).__name__}: {error}".partition("\n")[0]
        else:
            self._passed(name)
        finally:
            self.recorder.reading.asked = asked

    def _passed(self, name: str) -> None:
        if name not in self.crashed:
            self.missed.add(name)

    def problems(self) -> Iterator[str]:
        """Yield the problems: missed errors that are not listed, listed ones that are caught or do not exist."""
        for name in sorted(self.missed - set(self.equivalent)):
            yield f"planted and missed: {name}"
        for name in sorted(set(self.equivalent) & {*self.caught, *self.crashed}):
            yield f"listed as equivalent, yet caught: {name}"
        if self.share == 1.0 and not self.recorder.partial:
            for name in sorted(set(self.equivalent) - {*self.caught, *self.crashed} - self.missed):
                yield f"listed as equivalent, yet not planted: {name}"

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail the run where there are problems, and keep the record."""
        if list(self.problems()) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if path := self.config.getoption("--plant-record"):
            replace_bytes(
                Path(path), (json.dumps(self.record(), indent=1, ensure_ascii=False) + "\n").encode()
            )

    def record(self) -> dict[str, Any]:
        """The result as JSON: counts by claim, and every error that was not caught."""
        survivors = sorted(self.missed)
        by_claim = {
            claim: {"caught": caught, "missed": sum(name.startswith(f"{claim} ") for name in survivors)}
            for claim, caught in Counter(n.split(" ")[0] for n in (*self.caught, *self.crashed)).items()
        }
        command = f"pytest --plant {self.config.getoption('--plant')}"
        return {
            "command": command,
            "papers": {s.paper.name: digest_of_folder(s.folder.parent) for s in self.recorder.suites},
            "share": self.share,
            "seed": self.seed,
            "planted": len(self.caught) + len(self.crashed) + len(self.missed),
            "caught": len(self.caught),
            "crashed": dict(sorted(self.crashed.items())),
            "equivalent": len(self.missed & set(self.equivalent)),
            "missed": sorted(self.missed - set(self.equivalent)),
            "claims": by_claim,
        }

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print how many errors were planted, and how many were caught, missed and equivalent."""
        terminalreporter.section("planted errors")
        record = self.record()
        terminalreporter.write_line(
            f"share {self.share}, seed {self.seed}: {record['planted']} planted, {record['caught']} caught, "
            f"{len(record['crashed'])} crashed, {record['equivalent']} equivalent, {len(record['missed'])} missed"
        )
        for problem in self.problems():
            terminalreporter.write_line(problem, red=True)


def _decides(item: pytest.Item, claim: Claim, part: str) -> bool:
    """Return whether one of the test's marks decides this part of the claim."""
    kinds = DECIDED_BY[claim.verdict].get(Part(part), {Shows.FOLLOWS} if part == Part.CONSEQUENCE else set())
    return any(
        Shows(mark.kwargs["shows"]) in kinds
        and claim.id in [name.partition("/")[0] for name in mark.kwargs["claims"]]
        for mark in item.iter_markers(MARK)
    )


def _refuses(error: BaseException, suites: Sequence[Path]) -> bool:
    """Return whether an exception is a refusal by the check; an assertion that fails inside a library is not."""
    frames = [frame.f_code for frame, _ in traceback.walk_tb(error.__traceback__)]
    if isinstance(error, AssertionError):
        file = Path(frames[-1].co_filename)
        return any(file.is_relative_to(folder) for folder in (*suites, _ASSERTING))
    if isinstance(error, _UNDEFINED):
        return Formula.__call__.__code__ in frames
    return isinstance(error, _REFUSALS)


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise :class:`Hung` if the block takes longer than ``seconds``."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise Hung

    before: Callable[..., Any] | int | None = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
