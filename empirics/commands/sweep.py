"""``subtask sweep``: the runs of a preset, here or on a Slurm cluster."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from empirics import choices
from empirics.commands import run_options as options
from empirics.commands.bars import progress_bar
from empirics.commands.run_options import RUNS
from theory.cli.output import Json, answer
from theory.errors import InputError
from theory.words import counted

if TYPE_CHECKING:
    from empirics.sweeps.planned import Planned
    from theory.results import Result


def sweep(
    preset: Annotated[
        str,
        typer.Argument(
            help="cpu: the runs of the report. long: 64 bits by AdamW. table-1: the paper's grid, "
            "which takes months on one GPU."
        ),
    ],
    out: Annotated[Path, typer.Option(help="The folder of the runs.")] = RUNS,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TERM,...",
            help="Only runs that meet every term: KEY=VALUE, supervised, end-to-end. May be given "
            "several times: runs that meet one of the lists.",
        ),
    ] = None,
    budget: Annotated[
        str | None, typer.Option(metavar="DURATION", help="Stop after this time: 40min, 1h30min, 90s.")
    ] = None,
    listing: Annotated[
        bool, typer.Option("--list", help="List the runs, finished and not, and train none.")
    ] = False,
    processes: Annotated[
        int | None,
        typer.Option(help="Number of runs at the same time (default: 2; on cuda one for each GPU)."),
    ] = None,
    device: options.Device = "cpu",
    precision: options.Precision = "float32",
    slurm: Annotated[
        bool, typer.Option("--slurm", help="Submit the workers as a Slurm array, and return.")
    ] = False,
    partition: Annotated[str | None, typer.Option(help="With --slurm: the partition to submit to.")] = None,
    json: Json = False,
) -> None:
    """Train the runs of a preset that are not finished. It may be killed and started again at any time.

    Example: subtask sweep table-1 --only d=8,supervised --budget 40min
    """
    plans = chosen(preset, only or (), device, precision)
    seconds = float("inf") if budget is None else duration(budget)
    if partition is not None and not slurm:
        raise InputError("--partition needs --slurm")
    if listing:
        rows = [_standing(plan, out) for plan in plans]
        answer({"runs": rows}, json, _listed(rows))
    elif slurm:
        from empirics.sweeps.slurm import submit

        jobs = submit(plans, out, workers=processes, budget=seconds, partition=partition)
        answer({"jobs": jobs}, json, [f"submitted {', '.join(jobs)}", f"logs in {out / '.slurm'}"])
    else:
        results = with_a_bar(plans, out, processes, seconds)
        payload = [None if result is None else result.as_dict() for result in results]
        answer({"runs": payload}, json, _lines(plans, results))


def chosen(
    preset: str, only: Sequence[str], device: choices.Device, precision: choices.Precision = "float32"
) -> list[Planned]:
    """The runs of a preset that are selected; InputError if there are none."""
    from empirics.sweeps.presets import preset as preset_named
    from empirics.sweeps.selection import selector

    selected = selector(only)
    planned = preset_named(preset, device, precision)
    plans = [plan for plan in planned if selected(plan.config)]
    if not plans:
        raise InputError(f"no run of {preset} is {' or '.join(only)}")
    return plans


def duration(text: str) -> float:
    """Seconds of "40min", "1h30min", "90s"; InputError for anything else."""
    found = re.fullmatch(r"(?:(\d{1,9})h)?(?:(\d{1,9})min)?(?:(\d{1,9})s)?", text)
    if not text or found is None:
        raise InputError(f"{text!r} is not a duration; write 40min, 1h30min or 90s")
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return float(3600 * hours + 60 * minutes + seconds)


def with_a_bar(
    plans: Sequence[Planned], root: Path, processes: int | None, budget: float = float("inf")
) -> list[Result | None]:
    """Sweep with a progress bar and the time left on standard error."""

    from empirics.sweeps.sweep import sweep

    with progress_bar("training", percent=True) as bar:
        job = bar.add_task("", total=sum(plan.cost for plan in plans))

        def report(done: float, runs: Sequence[str]) -> None:
            bar.update(job, completed=done, description=", ".join(name.rsplit("-", 2)[0] for name in runs))

        return sweep(plans, root, processes=processes, budget=budget, report=report)


def _standing(plan: Planned, root: Path) -> dict[str, Any]:
    """Return a run and its progress."""
    from empirics.store import Run

    run = Run(root / plan.config.name)
    state = run.state
    standing = (
        "finished" if run.has_result else "training" if run.in_use else "begun" if state else "not begun"
    )
    return {
        "run": plan.config.name,
        "state": standing,
        "step": state.step if state else 0,
        "steps": plan.config.steps,
        "config": plan.config.as_dict(),
    }


def _listed(rows: Sequence[dict[str, Any]]) -> list[str]:
    lines = [f"{row['run']:<60} {row['step']:>8} of {row['steps']:>8} steps  {row['state']}" for row in rows]
    return [
        *lines,
        f"finished: {sum(row['state'] == 'finished' for row in rows)} of {counted(len(rows), 'run')}",
    ]


def _lines(plans: Sequence[Planned], results: Sequence[Result | None]) -> list[str]:
    lines = []
    for plan, result in zip(plans, results, strict=True):
        if result is None:
            lines.append(f"{plan.config.name:<52} not finished")
            continue
        state = "learned" if result.learned else "not learned"
        lines.append(
            f"{result.run.name:<52} {result.steps:>6} steps {result.seconds:7.1f} s  "
            f"error {result.free_running_error:7.2%}  {state}"
        )
    return lines
