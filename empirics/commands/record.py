"""``subtask record``: keep what finished runs found, without their checkpoints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from theory.cli.output import Json, answer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def record(
        folders: Annotated[
            list[Path],
            typer.Argument(
                metavar="FOLDER...",
                help="Runs, each of which must be finished, or folders of runs, of which the finished are taken.",
            ),
        ],
        out: Annotated[Path, typer.Option(help="The folder of the records.")] = Path("docs/results/table-1"),
        json: Json = False,
    ) -> None:
        """Copy configuration, metrics and final state of finished runs; the docs read them from there."""
        from empirics.runs.records import record as record_run
        from empirics.runs.records import runs_to_record

        finished, unfinished = runs_to_record(folders)
        recorded = [str(record_run(run, out)) for run in finished]
        left_out = [str(run.folder) for run in unfinished]
        lines = [*recorded, *(f"{folder}: not finished, left out" for folder in left_out)]
        answer({"recorded": recorded, "left_out": left_out}, json, lines)
