"""``subtask measure``: make a record again, or one more."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from empirics.commands.run_options import RUNS
from theory.cli.output import Json, answer


def measure(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="A record, as FOLDER/NAME, or the command that a stored record names. Without a name:"
            " list all records, each with the time that it takes.",
        ),
    ] = None,
    out: Annotated[Path, typer.Option(help="The folder of the records.")] = Path("records"),
    runs: Annotated[Path, typer.Option(help="The folder of the long training runs.")] = RUNS,
    json: Json = False,
) -> None:
    """Repeat the measurement of a stored record. It may be stopped at any moment and continues when started again.

    Example: subtask measure width-convergence
    """
    from empirics.studies.measure import measure as make
    from empirics.studies.measure import records, seconds_of

    if name is None:
        seconds = {name: seconds_of(name) for name in records()}
        payload = [{"name": name, "seconds": taken} for name, taken in seconds.items()]
        lines = [f"{name:<36} {_text(taken)}" for name, taken in seconds.items()]
        answer({"records": payload}, json, lines)
        return
    path = make(name, out, runs)
    answer({"record": str(path)}, json, [str(path)])


def _text(seconds: float) -> str:
    """Return a duration as text, to the minute from one minute on."""
    return f"about {seconds / 60:.0f} min" if seconds >= 60 else f"about {max(1, round(seconds))} s"
