"""``subtask report``: the main job. Verify, train, plot, and write one page."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from empirics.commands.run_options import RUNS
from theory.cli.claims import LedgerFile
from theory.cli.output import Json, answer

if TYPE_CHECKING:
    from rich.progress import Progress

    from empirics.report import Figure
    from empirics.runs import Result

PAGE = "index.html"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def report(
        preset: Annotated[str, typer.Option(help="Which runs; cpu takes minutes.")] = "cpu",
        out: Annotated[Path, typer.Option(help="The folder of the page.")] = Path("report"),
        runs: Annotated[Path, typer.Option(help="The folder of the runs.")] = RUNS,
        ledger: LedgerFile = Path("ledger.json"),
        verify: Annotated[
            bool, typer.Option(help="Run the proof suite, or take the ledger that is there.")
        ] = True,
        train: Annotated[bool, typer.Option(help="Do the runs that are missing, or leave them out.")] = True,
        processes: Annotated[int, typer.Option(help="Runs at a time.")] = 2,
        json: Json = False,
    ) -> None:
        """Verify, train, plot, and write one page that opens from the disk without network."""
        from empirics.report import Report, page
        from empirics.report.mathjax import script
        from empirics.report.page import versions_of
        from empirics.runs import Run
        from empirics.runs.presets import preset as preset_named
        from theory.ledger.store import read_ledger, write_text_atomically

        plans = preset_named(preset)
        script()  # asked for now, so that a package that is missing is known before the work
        carried = run_proofs(ledger) if verify else True
        book = read_ledger(ledger)
        trained = train_missing(preset, runs, processes) if train else True
        results = [(plan, finished(runs / plan.config.name)) for plan in plans]
        figures = draw_figures(runs, out / "figures")
        folders = [Run(runs / plan.config.name) for plan, result in results if result]
        commands = [f"subtask verify --ledger {ledger}", f"subtask sweep {preset} --out {runs}"]
        commands += [f"subtask plot --runs {runs} --out {out / 'figures'}"]
        commands += [f"subtask report --preset {preset} --no-verify --no-train --out {out}"]
        commands += ["# or, all of it: make report"]
        write_text_atomically(
            out / PAGE, page(Report(book, figures, results, commands, versions_of(book, folders)))
        )
        counts = {verdict.value: count for verdict, count in book.counts.items()}
        payload = {
            "page": str(out / PAGE),
            "claims": counts,
            "problems": list(book.problems),
            "runs": [result.as_dict() if result else None for _, result in results],
            "figures": {figure.name: str(figure.path) if figure.path else None for figure in figures},
        }
        answer(payload, json, [str(out / PAGE)])
        raise typer.Exit(0 if carried and trained else 1)


def run_proofs(ledger: Path) -> bool:
    """Run the proof suite with a bar; whether every verdict is carried."""
    from theory.cli.verify import run_suite

    said = io.StringIO()
    with _bar("verifying") as bar, contextlib.redirect_stdout(said):
        failed = run_suite((), ledger, plugins=[_Ticker(bar)])
    if failed:
        print(said.getvalue(), file=sys.stderr)
        print("subtask: the proof suite failed; the page will say where", file=sys.stderr)
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


def train_missing(preset: str, runs: Path, processes: int) -> bool:
    """Do the runs of a preset that are not finished; whether all of them now are."""
    from empirics.commands.sweep import chosen, with_a_bar
    from theory.errors import InputError

    try:
        with_a_bar(chosen(preset, (), "cpu"), runs, processes)
    except InputError as error:
        print(f"subtask: {error}; the page will say what was not run", file=sys.stderr)
        return False
    return True


def finished(folder: Path) -> Result | None:
    """The result of a run that is finished; None if it is not."""
    from empirics.runs import Run, result_of

    run = Run(folder)
    return result_of(run) if run.finished else None


def draw_figures(runs: Path, out: Path) -> list[Figure]:
    """Draw every figure whose runs are there, with a bar."""
    import importlib
    import inspect

    from empirics.plots import NAMES, draw
    from empirics.report import Figure
    from theory.errors import InputError

    figures = []
    with _bar("plotting") as bar:
        for name in bar.track(NAMES, description=""):
            module = importlib.import_module(f"empirics.plots.{name.replace('-', '_')}")
            caption = " ".join((inspect.getdoc(module) or name).split("\n\n")[0].split())
            try:
                figures.append(Figure(name, caption, draw(name, runs, out)))
            except InputError:
                figures.append(Figure(name, caption, None))
    return figures


@contextmanager
def _bar(title: str) -> Iterator[Progress]:
    """A bar with the time left, on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns: Sequence[Any] = (
        TextColumn(f"{title:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        yield bar
