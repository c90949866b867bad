"""``subtask plot``: figures from stored runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from empirics.commands.run_options import RUNS
from empirics.plots import NAMES, draw
from theory.cli.output import Json, answer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def plot(
        names: Annotated[
            list[str] | None,
            typer.Argument(metavar="[NAME]...", help=f"All, if none is named: {', '.join(NAMES)}."),
        ] = None,
        out: Annotated[Path, typer.Option(help="Where the pictures go.")] = Path("figures"),
        runs: Annotated[Path, typer.Option(help="The folder of the runs.")] = RUNS,
        json: Json = False,
    ) -> None:
        """Draw figures from stored runs."""
        drawn = {name: str(draw(name, runs, out)) for name in names or NAMES}
        answer({"figures": drawn}, json, drawn.values())
