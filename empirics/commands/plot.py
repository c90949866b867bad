"""``subtask plot``: figures from stored runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from empirics.commands.run_options import RUNS
from empirics.plots import NAMES, check_name, draw
from empirics.plots.own_runs import NothingToDraw, damaged_runs
from theory.cli.output import Json, answer


def plot(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help=f"All, if none is named: {', '.join(NAMES)}."),
    ] = None,
    out: Annotated[Path, typer.Option(help="The folder of the pictures.")] = Path("figures"),
    runs: Annotated[
        Path | None,
        typer.Option(
            help="A folder of runs. By default the folder runs, and the project's stored runs for "
            "figures of which it has no runs.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        Literal["svg", "png", "pdf"], typer.Option(help="File format of the pictures.")
    ] = "svg",
    data: Annotated[
        bool, typer.Option("--data", help="Write the numbers of each figure beside it, as NAME.csv.")
    ] = False,
    json: Json = False,
) -> None:
    """Draw figures from stored runs.

    Runs that cannot be read are named on standard error and omitted. The exit status is then 1.

    Example: subtask plot learning-curve --runs MINE --format pdf --data
    """
    for name in names or ():
        check_name(name)
    folder, drawn = runs or RUNS, {}
    for name in names or NAMES:
        try:
            picture = draw(name, folder, out, format=format, numbers=data, or_recorded=runs is None)
        except NothingToDraw as error:
            if names:
                raise
            print(f"subtask: {name} is omitted: {error}", file=sys.stderr)
            continue
        drawn[name] = str(picture)
    damaged = damaged_runs(folder)
    for line in damaged:
        print(f"subtask: omitted: {line}", file=sys.stderr)
    numbers = {name: str(Path(picture).with_suffix(".csv")) for name, picture in drawn.items() if data}
    payload = {"figures": drawn, "numbers": numbers, "left_out": damaged}
    answer(payload, json, [*drawn.values(), *numbers.values()])
    raise typer.Exit(1 if damaged else 0)
