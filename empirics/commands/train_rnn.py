"""``subtask train rnn``: the wide Elman net, W alone trained."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from empirics.commands import run_options as options
from theory.cli.output import Json, answer


class Normaliser(StrEnum):
    """What the loss of eq 4 is divided by."""

    LABELS = "labels"
    PRINTED = "printed"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def rnn(
        d: options.D = None,
        task: options.TaskName = "parity",
        end_to_end: options.EndToEnd = False,
        samples: options.Samples = None,
        seed: options.Seed = 27,
        out: options.Out = None,
        resume: options.Resume = False,
        json: Json = False,
        steps: options.Steps = 2000,
        evaluate_every: options.EvaluateEvery = 20,
        stop_below: options.StopBelow = 0.02,
        all_steps: options.AllSteps = False,
        held_out: options.HeldOut = 1024,
        threads: options.Threads = 1,
        device: options.Device = "cpu",
        batch: Annotated[int, typer.Option(help="Sequences a step; 1 is algorithm 1.")] = 32,
        width: Annotated[int, typer.Option(help="m.")] = 1024,
        b_variance: Annotated[str, typer.Option(help='Variance of B, "1" or "1/m".')] = "1",
        eta: Annotated[float, typer.Option(help="The learning rate is ETA / m.")] = 4.0,
        eta_over_sqrt_n: Annotated[
            bool, typer.Option("--eta-over-sqrt-n", help="ETA / (m sqrt(steps)), as theorem 2 prints it.")
        ] = False,
        normaliser: Annotated[
            Normaliser, typer.Option(help="Divide the loss of eq 4 by T - d + 1, or by T - d as printed.")
        ] = Normaliser.LABELS,
    ) -> None:
        """Train the wide recurrent net in W alone, measuring both sides of lemma 1 on the way."""
        from empirics.runs import ElmanConfig, RunConfig
        from empirics.runs.config import task_settings

        config = RunConfig(
            **task_settings(task, d),
            supervised=not end_to_end,
            model=ElmanConfig(
                width=width,
                b_variance=b_variance,  # type: ignore[arg-type]
                eta=eta,
                eta_over_sqrt_n=eta_over_sqrt_n,
                batch=batch,
                normaliser=normaliser.value,
            ),
            seed=seed,
            samples=samples,
            steps=steps,
            evaluate_every=evaluate_every,
            stop_below=None if all_steps else stop_below,
            held_out=held_out,
            threads=threads,
            device=device,  # type: ignore[arg-type]
        )
        result = options.do(config, out, resume)
        answer(result.as_dict(), json, options.lines(result))
