"""``python -m empirics.reproduce``: table 1 on a bare GPU machine, in the available time."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from empirics.choices import Device
from empirics.reproduce.plan import cells
from empirics.reproduce.supervisor import ON_REQUEST, STAGES, Settings, prepare, supervise
from theory.cli.app import run
from theory.errors import InputError

program = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
DEFAULT_STAGES = ",".join(stage for stage in STAGES if stage not in ON_REQUEST)


@program.command()
def reproduce(
    out: Annotated[Path, typer.Option(help="The folder of the archive.")],
    seconds: Annotated[float, typer.Option(min=1, help="Time for all stages together.")] = 570,
    device: Annotated[Device, typer.Option(help="The device that computes the steps.")] = "cuda",
    stages: Annotated[
        str, typer.Option(help=f"Which stages, joined by commas: {', '.join(STAGES)}.")
    ] = DEFAULT_STAGES,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TERM,...", help="Only these runs: d=8,supervised,seed=27. May be given several times."
        ),
    ] = None,
    toy: Annotated[
        bool, typer.Option("--toy", help="Run everything on tiny models, with --device cpu.")
    ] = False,
) -> int:
    """Check the card and the code, time the steps, train the cells of table 1, and keep one archive of it all.

    ``OUT/reproduce.tar.gz`` is replaced whole after each stage and every 20 seconds; ``subtask record`` reads it.
    """
    asked = tuple(stages.split(","))
    if unknown := set(asked) - STAGES.keys():
        raise InputError(f"no stage is called {min(unknown)!r}; there are {', '.join(STAGES)}")
    if device == "cpu" and not toy:
        raise InputError("on a CPU use --toy, or train the cells with `subtask sweep table-1`")
    if not cells(only or ()):
        raise InputError(f"no cell is {' or '.join(only or ())}")
    ordered = tuple(stage for stage in STAGES if stage in asked)
    archive = prepare(out)
    # Not in OUT: from a machine that is taken away perhaps only a few files can be copied.
    with TemporaryDirectory(prefix="reproduce-") as work:
        ended = supervise(Settings(Path(work), archive, seconds, device, ordered, tuple(only or ()), toy))
    for stage, how in ended.items():
        print(f"{stage:<12} {how}")
    print(archive)
    return 0 if all(how in ("done", "cut", "no time") for how in ended.values()) else 1


if __name__ == "__main__":
    sys.exit(run(program))
