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

TaskName = Annotated[
    str, typer.Option("--task", help="parity, another built-in task, or the file of a circuit.")
]
D = Annotated[
    int | None,
    typer.Option(
        "--d", help="Number of input bits. For a parity it is even; with sub-tasks d/2 is a power of two."
    ),
]
EndToEnd = Annotated[
    bool, typer.Option("--end-to-end", help="Train on the answer only, without intermediate labels.")
]
Samples = Annotated[
    int | None, typer.Option(help="Number of training inputs (default: all that are not held out).")
]
Seed = Annotated[int, typer.Option(help="Determines the subset, the inputs, the weights and the batches.")]
Out = Annotated[Path | None, typer.Option(help="The run's folder (default: runs/NAME).")]
Resume = Annotated[bool, typer.Option("--resume", help="Continue the run in the folder of --out.")]
CheckpointSeconds = Annotated[
    float | None,
    typer.Option(
        help="Seconds between checkpoints (default: 2, or more if this takes over 2 % of the time)."
    ),
]
DropCheckpoint = Annotated[
    bool,
    typer.Option("--drop-checkpoint", help="Delete the checkpoint of the finished run and keep its result."),
]
Steps = Annotated[int, typer.Option(help="Largest number of updates.")]
EvaluateEvery = Annotated[int, typer.Option(help="Steps between evaluations.")]
StopBelow = Annotated[float, typer.Option(help="End when the free-running validation error is at most this.")]
AllSteps = Annotated[bool, typer.Option("--all-steps", help="Never end early.")]
HeldOut = Annotated[int, typer.Option(help="Largest number of validation inputs and of test inputs.")]
Threads = Annotated[int, typer.Option(help="Threads of torch.")]
Device = Annotated[choices.Device, typer.Option(help="The device that computes the steps.")]
Precision = Annotated[
    choices.Precision, typer.Option(help="Precision of the Transformer's matrix products; tf32 needs a GPU.")
]

Execution = Annotated[
    choices.Execution | None,
    typer.Option(
        help="How a step is executed: eager, or on a GPU captured (one CUDA graph) or compiled "
        "(default: captured on a GPU).",
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
        raise InputError(f"{folder}: there is no run to continue; omit --resume to start one")
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
