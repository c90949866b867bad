"""``subtask sweep``: the runs of a preset."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from empirics.commands.run_options import RUNS
from theory.cli.output import Json, answer

if TYPE_CHECKING:
    from empirics.runs import Result


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def sweep(
        preset: Annotated[str, typer.Argument(help="cpu: the runs of the report; long: 64 bits, hours.")],
        out: Annotated[Path, typer.Option(help="The folder of the runs.")] = RUNS,
        processes: Annotated[int, typer.Option(help="Runs at a time.")] = 2,
        json: Json = False,
    ) -> None:
        """Do the runs of a preset that are not finished yet."""
        results = with_a_bar(preset, out, processes)
        answer(
            {"runs": [result.as_dict() for result in results]}, json, (_line(result) for result in results)
        )


def with_a_bar(name: str, root: Path, processes: int) -> list[Result]:
    """Sweep with a progress bar and the time left on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    from empirics.runs.presets import preset
    from empirics.runs.sweep import sweep

    plans = preset(name)
    columns = (
        TextColumn("training"),
        BarColumn(),
        TextColumn("{task.percentage:.0f} %  left"),
        TimeRemainingColumn(),
        TextColumn("gone"),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        job = bar.add_task("", total=sum(plan.seconds for plan in plans))
        return sweep(
            plans,
            root,
            processes=processes,
            report=lambda seconds, names: bar.update(job, completed=seconds, description=names),
        )


def _line(result: Result) -> str:
    state = "learned" if result.learned else "not learned"
    return (
        f"{result.run.name:<52} {result.steps:>6} steps {result.seconds:7.1f} s  "
        f"error {result.free_running_error:7.2%}  {state}"
    )
