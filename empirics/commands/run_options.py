"""The options that every ``subtask train`` takes, and the run that they define."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from empirics import choices
from empirics.commands.bars import progress_bar
from theory.errors import InputError

if TYPE_CHECKING:
    from empirics.spec import ElmanConfig, RunConfig, TransformerConfig
    from theory.results import Result

#: Where runs go when no folder is named.
RUNS = Path("runs")

TaskName = Annotated[str, typer.Option("--task", help="parity, another built-in task, or a circuit's file.")]
D = Annotated[
    int | None,
    typer.Option("--d", help="Input bits; for a parity even, and d/2 a power of two with supervision."),
]
EndToEnd = Annotated[bool, typer.Option("--end-to-end", help="No intermediate labels.")]
Samples = Annotated[int | None, typer.Option(help="Training inputs; all that are not held out, if left out.")]
Seed = Annotated[int, typer.Option(help="Decides subset, inputs, weights and batches.")]
Out = Annotated[Path | None, typer.Option(help="The run's folder; runs/NAME, if left out.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the run in that folder.")]
CheckpointSeconds = Annotated[
    float | None,
    typer.Option(
        help="Seconds between checkpoints; by itself 2, or more if that costs over 2 % of the time."
    ),
]
DropCheckpoint = Annotated[
    bool, typer.Option("--drop-checkpoint", help="Keep no checkpoint of the finished run; its result stays.")
]
Steps = Annotated[int, typer.Option(help="Updates at most.")]
EvaluateEvery = Annotated[int, typer.Option(help="Steps between evaluations.")]
StopBelow = Annotated[float, typer.Option(help="End once the free-running validation error is at most this.")]
AllSteps = Annotated[bool, typer.Option("--all-steps", help="Never end early.")]
HeldOut = Annotated[int, typer.Option(help="Validation and test inputs at most.")]
Threads = Annotated[int, typer.Option(help="Threads of torch.")]
Device = Annotated[choices.Device, typer.Option(help="Where the steps are computed.")]
Precision = Annotated[
    choices.Precision, typer.Option(help="Of the Transformer's matrix products; tf32 on a GPU.")
]

Execution = Annotated[
    choices.Execution | None,
    typer.Option(
        help="How a step is carried out: eager, or on a GPU captured (one CUDA graph) or compiled "
        "[captured on a GPU].",
        show_default=False,
    ),
]


def given(
    context: typer.Context, settings: type[RunConfig | ElmanConfig | TransformerConfig]
) -> dict[str, Any]:
    """Return the values of a command's options that have the name of one of these settings and are not None."""
    names = {field.name for field in fields(settings)}
    return {name: value for name, value in context.params.items() if name in names and value is not None}


def do(
    config: RunConfig,
    out: Path | None,
    resume: bool,
    *,
    checkpoint_seconds: float | None = None,
    keep_checkpoint: bool = True,
) -> Result:
    """Do the run, or resume it, with a progress bar on standard error."""
    from empirics.training.loop import train

    folder = out or RUNS / config.name
    if resume and not folder.exists():
        raise InputError(f"{folder}: there is no run to go on with; leave out --resume to begin one")
    with progress_bar(folder.name) as bar:
        job = bar.add_task("", total=config.steps)

        def show(step: int, line: dict[str, Any]) -> None:
            bar.update(job, completed=step)
            if line:
                error = line["validation"]["free_running_error"]
                bar.update(job, description=f"error {error:.1%}")

        return train(
            config,
            folder,
            resume=resume,
            progress=show,
            checkpoint_seconds=checkpoint_seconds,
            keep_checkpoint=keep_checkpoint,
        )


def lines(result: Result) -> list[str]:
    """Return the result as text."""
    forced = ", ".join(f"{error:.2%}" for error in result.teacher_forced_errors)
    return [
        f"run                   {result.run}",
        f"steps                 {result.steps}  ({result.seconds:.0f} s)",
        f"free-running error    {result.free_running_error:.2%} of {result.test_inputs} test inputs",
        f"training error        {result.training_error:.2%}",
        f"teacher-forced errors {forced}",
    ]
