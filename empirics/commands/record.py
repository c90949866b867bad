"""``subtask record``: keep the results of finished runs, without their checkpoints."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from theory.cli.output import Json, answer


def record(
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="SOURCE...",
            help="Finished runs; folders of runs, of which the finished ones are taken; or archives of"
            " a reproduction (reproduce.tar.gz).",
        ),
    ],
    out: Annotated[Path, typer.Option(help="The folder of the records.")] = Path(
        "theory/results/data/table-1"
    ),
    findings: Annotated[
        Path, typer.Option(help="The folder for the results of the stages of a reproduction.")
    ] = Path("theory/results/data/reproduce"),
    json: Json = False,
) -> None:
    """Store the configuration, metrics and final state of finished runs as records, which the docs read.

    Example: subtask record OUT/reproduce.tar.gz
    """
    from empirics.store import list_runs
    from empirics.store.records import record as record_run
    from empirics.store.records import record_findings, runs_to_record, unpack

    folders = [source for source in sources if not source.is_file()]
    finished, unfinished = runs_to_record(folders)
    recorded = [str(record_run(run, out)) for run in finished]
    for archive in sources:
        if not archive.is_file():
            continue
        with TemporaryDirectory() as scratch:
            runs = list_runs(unpack(archive, Path(scratch)))
            recorded += [str(record_run(run, out)) for run in runs]
            recorded.append(str(record_findings(archive, Path(scratch), findings)))
    left_out = [str(run.folder) for run in unfinished]
    lines = [*recorded, *(f"{folder}: not finished, left out" for folder in left_out)]
    answer({"recorded": recorded, "left_out": left_out}, json, lines)
