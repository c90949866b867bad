"""``subtask train``: one run of one model."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from theory.cli.output import Json, answer

if TYPE_CHECKING:
    from empirics.runs import Result, RunConfig

#: Where runs go when no folder is named.
RUNS = Path("runs")


class Model(StrEnum):
    """The two models."""

    RNN = "rnn"
    TRANSFORMER = "transformer"


class Kept(StrEnum):
    """Which normaliser eq 4 takes."""

    LABELS = "labels"
    PRINTED = "printed"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def train(
        model: Annotated[Model, typer.Argument(help="The wide Elman net, or the Transformer decoder.")],
        d: Annotated[int, typer.Option("--d", help="Input bits, even; d/2 a power of two with supervision.")],
        end_to_end: Annotated[bool, typer.Option("--end-to-end", help="No intermediate labels.")] = False,
        samples: Annotated[
            int | None, typer.Option(help="Training inputs; all that are not held out, if left out.")
        ] = None,
        seed: Annotated[int, typer.Option(help="Decides subset, inputs, weights and batches.")] = 27,
        out: Annotated[Path | None, typer.Option(help="The run's folder; runs/NAME, if left out.")] = None,
        resume: Annotated[bool, typer.Option("--resume", help="Go on with the run in that folder.")] = False,
        json: Json = False,
        steps: Annotated[int, typer.Option(help="Updates at most.")] = 2000,
        evaluate_every: Annotated[int, typer.Option(help="Steps between evaluations.")] = 20,
        stop_below: Annotated[
            float, typer.Option(help="End once the free-running validation error is at most this.")
        ] = 0.02,
        all_steps: Annotated[bool, typer.Option("--all-steps", help="Never end early.")] = False,
        held_out: Annotated[int, typer.Option(help="Validation and test inputs at most.")] = 1024,
        threads: Annotated[int, typer.Option(help="Threads of torch.")] = 1,
        batch: Annotated[int | None, typer.Option(help="Sequences a step [rnn 32, transformer 256].")] = None,
        width: Annotated[int | None, typer.Option(help="[rnn 1024, transformer 128]")] = None,
        b_variance: Annotated[str, typer.Option(help='rnn: variance of B, "1" or "1/m".')] = "1",
        eta: Annotated[float, typer.Option(help="rnn: the learning rate is ETA / m.")] = 4.0,
        eta_over_sqrt_n: Annotated[
            bool,
            typer.Option("--eta-over-sqrt-n", help="rnn: ETA / (m sqrt(steps)), as theorem 2 prints it."),
        ] = False,
        normaliser: Annotated[
            Kept, typer.Option(help="rnn: divide the loss of eq 4 by T - d + 1, or by T - d as printed.")
        ] = Kept.LABELS,
        layers: Annotated[int, typer.Option(help="transformer: blocks.")] = 1,
        heads: Annotated[int, typer.Option(help="transformer: attention heads.")] = 16,
        init: Annotated[str, typer.Option(help='transformer: "loud" or "gpt2".')] = "loud",
        learning_rate: Annotated[float, typer.Option(help="transformer: AdamW's.")] = 2e-3,
        weight_decay: Annotated[
            float | None, typer.Option(help="transformer: AdamW's [0.01; end to end up to 8 bits 1.0].")
        ] = None,
        warmup: Annotated[int, typer.Option(help="transformer: steps of linear warm-up.")] = 0,
    ) -> None:
        """Train one model on bit-subset parity, measuring both sides of lemma 1 on the way."""
        from empirics.runs import ElmanConfig, RunConfig, TransformerConfig
        from empirics.runs.config import default_weight_decay

        sizes: dict[str, Any] = {
            name: value for name, value in (("batch", batch), ("width", width)) if value is not None
        }
        chosen: ElmanConfig | TransformerConfig
        if model is Model.RNN:
            chosen = ElmanConfig(
                b_variance=b_variance,  # type: ignore[arg-type]
                eta=eta,
                eta_over_sqrt_n=eta_over_sqrt_n,
                normaliser=normaliser.value,
                **sizes,
            )
        else:
            if weight_decay is None:
                weight_decay = default_weight_decay(d, not end_to_end)
            chosen = TransformerConfig(
                layers=layers,
                heads=heads,
                initialisation=init,  # type: ignore[arg-type]
                learning_rate=learning_rate,
                weight_decay=weight_decay,
                warmup=warmup,
                **sizes,
            )
        config = RunConfig(
            d,
            not end_to_end,
            chosen,
            seed,
            samples,
            steps,
            evaluate_every,
            None if all_steps else stop_below,
            held_out,
            threads,
        )
        result = with_a_bar(config, out or RUNS / config.name, resume)
        answer(result.as_dict(), json, lines(result))


def with_a_bar(config: RunConfig, folder: Path, resume: bool) -> Result:
    """Do the run with a progress bar on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from empirics.training.loop import train

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True))
    job = bar.add_task(folder.name, total=config.steps)

    def show(step: int, line: dict[str, Any]) -> None:
        bar.start()  # not before: a run that is refused leaves one line and no bar
        bar.update(job, completed=step)
        if line:
            bar.update(
                job, description=f"{folder.name}  error {line['validation']['free_running_error']:.1%}"
            )

    try:
        return train(config, folder, resume=resume, progress=show)
    finally:
        if bar.live.is_started:
            bar.stop()


def lines(result: Result) -> list[str]:
    """The result for a person."""
    forced = ", ".join(f"{error:.2%}" for error in result.teacher_forced_errors)
    return [
        f"run                   {result.run}",
        f"steps                 {result.steps}  ({result.seconds:.0f} s)",
        f"free-running error    {result.free_running_error:.2%} of {result.test_inputs} inputs not trained on",
        f"training error        {result.training_error:.2%}",
        f"teacher-forced errors {forced}",
    ]
