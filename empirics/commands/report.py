"""``subtask report``: verify, train, plot, and write one page."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from empirics.commands import run_options as options
from empirics.commands.bars import progress_bar
from empirics.commands.run_options import RUNS
from empirics.commands.sweep import chosen, with_a_bar
from theory.cli.claims import LedgerFile, PaperName
from theory.cli.output import Json, answer
from theory.errors import InputError
from theory.papers import FIRST

if TYPE_CHECKING:
    from rich.progress import Progress

    from empirics.report import Figure
    from empirics.store import Run
    from empirics.sweeps.planned import Planned
    from theory.results import Result

PAGE = "index.html"


def report(
    preset: Annotated[
        str,
        typer.Option(
            help="cpu: train runs that take minutes. paper: use the finished runs of the paper's grid."
        ),
    ] = "cpu",
    out: Annotated[Path, typer.Option(help="The folder of the page.")] = Path("report"),
    runs: Annotated[Path, typer.Option(help="The folder of the runs.")] = RUNS,
    paper: PaperName = FIRST,
    ledger: LedgerFile = Path("ledger.json"),
    verify: Annotated[bool, typer.Option(help="Run the proof suite, or use the present ledger.")] = True,
    train: Annotated[
        bool | None,
        typer.Option(
            help="Train the missing runs, or omit them (default: train them; with paper omit them).",
            show_default=False,
        ),
    ] = None,
    processes: Annotated[
        int | None,
        typer.Option(
            help="Number of runs at the same time (default: 2; on cuda one for each GPU).",
            show_default=False,
        ),
    ] = None,
    device: options.Device = "cpu",
    json: Json = False,
) -> None:
    """Verify, train, plot, and write one page that opens from the disk without network.

    Example: subtask report --preset cpu
    """
    from empirics.analysis.cells import grid_runs
    from empirics.report import Report, page
    from empirics.report.mathjax import script
    from empirics.report.page import versions_of
    from empirics.store import Run
    from empirics.sweeps.sweep import check_processes
    from theory.files import check_writable, write_bytes
    from theory.ledger.store import read_ledger
    from theory.papers import paper_named
    from theory.results.records import RECORDED

    on = paper_named(paper)
    grid_only = preset == "paper"
    swept = "table-1" if grid_only else preset
    try:
        plans = chosen(swept, (), device)
    except InputError as error:
        raise InputError(f"{error}, paper") from None
    if "runs" not in on.demonstrations:
        plans, train = [], False
    # Checked now, so that a missing or unwritable file is reported before the work.
    script()
    check_writable(out / PAGE)
    check_writable(out / "figures" / PAGE)
    train = not grid_only if train is None else train
    if train:
        check_processes(plans, processes)
        check_writable(runs / PAGE)
    carried = run_proofs(ledger, paper) if verify else True
    book = read_ledger(ledger, on.name)
    trained = train_missing(plans, runs, processes) if train else True
    damaged: list[str] = []
    grid = grid_runs((RECORDED / "table-1", runs), damaged) if on.demonstrations else []
    wanted = [(run.config, run) for run in grid]
    if not grid_only:
        wanted = [(plan.config, Run(runs / plan.config.name)) for plan in plans]
    results = [(config, finished(run, damaged)) for config, run in wanted]
    figures = draw_figures(on.figures, runs, out / "figures")
    folders = [Run(result.run) for _, result in results if result]
    commands = _commands(paper, preset, swept if plans else "", runs, out, ledger)
    found = {config.name: result for config, result in results if result}
    missed = [
        text for plan in plans if (result := found.get(plan.config.name)) and (text := plan.missed(result))
    ]
    damaged = list(dict.fromkeys(damaged))
    report = Report(
        book,
        figures,
        results,
        commands,
        grid,
        versions_of(book, folders),
        missed,
        damaged,
        says=on.says,
        demonstrations=on.demonstrations,
    )
    write_bytes(out / PAGE, page(report).encode())
    counts = {verdict.value: count for verdict, count in book.counts.items()}
    payload = {
        "page": str(out / PAGE),
        "claims": counts,
        "problems": list(book.problems),
        "missed": missed,
        "damaged": damaged,
        "runs": [result.as_dict() if result else None for _, result in results],
        "figures": {figure.name: str(figure.wide) if figure.wide else None for figure in figures},
    }
    answer(payload, json, [str(out / PAGE)])
    raise typer.Exit(0 if carried and trained and not missed and not damaged else 1)


def _commands(paper: str, preset: str, swept: str, runs: Path, out: Path, ledger: Path) -> list[str]:
    """Return the commands that make the page again, step by step; ``swept`` is empty where no run is trained."""
    which = "" if paper == FIRST else f"--paper {paper} "
    return [
        f"subtask verify {which}--ledger {ledger}",
        *([f"subtask sweep {swept} --out {runs}"] if swept else []),
        f"subtask plot --runs {runs} --out {out / 'figures'}",
        f"subtask report {which}--preset {preset} --no-verify --no-train --out {out}",
        f"# or, all of it: make report PRESET={preset}"
        if paper == FIRST
        else f"# or, all of it: subtask report {which}",
    ]


def run_proofs(ledger: Path, paper: str) -> bool:
    """Run the proof suite with a bar; return whether every verdict is carried."""
    from theory.cli.verify import run_suite

    said = io.StringIO()
    with progress_bar("verifying") as bar, contextlib.redirect_stdout(said):
        failed = run_suite((), ledger, paper, plugins=[_Ticker(bar)])
    if failed:
        print(said.getvalue(), file=sys.stderr)
        print("subtask: the proof suite failed; the page shows which claims", file=sys.stderr)
    return not failed


class _Ticker:
    """A pytest plugin that moves a bar by one a test."""

    def __init__(self, bar: Progress) -> None:
        self.bar = bar
        self.job = bar.add_task("", total=None)

    def pytest_collection_finish(self, session: Any) -> None:
        self.bar.update(self.job, total=len(session.items))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.bar.update(self.job, description=nodeid.rsplit("::", 1)[-1][:60])

    def pytest_runtest_logfinish(self) -> None:
        self.bar.advance(self.job)


def train_missing(plans: Sequence[Planned], runs: Path, processes: int | None) -> bool:
    """Do the runs that are not finished; return whether all of them are finished now."""

    try:
        with_a_bar(plans, runs, processes)
    except InputError as error:
        print(f"subtask: {error}; the page shows what was not run", file=sys.stderr)
        return False
    return True


def finished(run: Run, damaged: list[str]) -> Result | None:
    """Return the result of a finished run; None if it is not finished or cannot be read (reported to ``damaged``)."""
    from theory.results import result_of

    try:
        return result_of(run) if run.has_result else None
    except InputError as error:
        damaged.append(str(error))
        return None


def draw_figures(names: Sequence[str], runs: Path, out: Path) -> list[Figure]:
    """Draw these figures where their runs are there, with a bar."""
    from empirics.plots import caption, draw, narrow_of
    from empirics.report import Figure

    figures = []
    with progress_bar("plotting") as bar:
        for name in bar.track(names, description=""):
            try:
                wide = draw(name, runs, out, narrow=True, or_recorded=True)
                figures.append(Figure(name, caption(name), wide, narrow_of(wide)))
            except InputError as error:
                figures.append(Figure(name, caption(name), None, reason=str(error)))
    return figures
