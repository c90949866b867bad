"""``subtask train rnn``: the wide Elman net, W alone trained."""

from __future__ import annotations

from typing import Annotated

import typer

from empirics import choices
from empirics.commands import run_options as options
from theory.cli.output import Json, answer


def rnn(
    context: typer.Context,
    d: options.D = None,
    task: options.TaskName = "parity",
    end_to_end: options.EndToEnd = False,
    samples: options.Samples = None,
    seed: options.Seed = 27,
    out: options.Out = None,
    resume: options.Resume = False,
    json: Json = False,
    steps: options.Steps = 6000,
    evaluate_every: options.EvaluateEvery = 50,
    stop_below: options.StopBelow = 0.005,
    all_steps: options.AllSteps = False,
    held_out: options.HeldOut = 1024,
    threads: options.Threads = 1,
    device: options.Device = "cpu",
    width: Annotated[int, typer.Option(help="Width m of the net.")] = 1024,
    algorithm: Annotated[
        int,
        typer.Option(
            help="1: the gradient of a sample. 2: an approximation of it. 3: an approximation of the "
            "expected gradient."
        ),
    ] = 1,
    variant: Annotated[
        choices.Variant,
        typer.Option(
            help="Defaults of the options below: printed (as in the paper), corrected (as printed, "
            "with its errors corrected), or practical (settings that learn)."
        ),
    ] = "practical",
    batch: Annotated[int | None, typer.Option(help="Sequences in each step; 1 is algorithm 1.")] = None,
    b_variance: Annotated[
        choices.BVariance | None, typer.Option(help="Variance of the entries of B.")
    ] = None,
    eta: Annotated[float | None, typer.Option(help="The learning rate is ETA / m.")] = None,
    eta_over_sqrt_n: Annotated[
        bool | None,
        typer.Option(
            "--eta-over-sqrt-n/--eta-over-m", help="ETA / (m sqrt(steps)), as in theorem 2, or ETA / m."
        ),
    ] = None,
    normaliser: Annotated[
        choices.Normaliser | None,
        typer.Option(help="Divide the loss of eq 4 by T - d + 1, or by T - d as printed."),
    ] = None,
    whole_cube: Annotated[
        bool,
        typer.Option(
            "--whole-cube",
            help="Draw from all inputs and test on all inputs, as in the theorems' expectations.",
        ),
    ] = False,
    sigma: Annotated[
        float, typer.Option(help="Precision of algorithms 2 and 3: SIGMA / m in each entry.")
    ] = 0.0,
    approximation: Annotated[
        choices.Approximation,
        typer.Option(
            help="Round to a grid, or choose the error against the gradient, as large as sigma allows."
        ),
    ] = "rounding",
) -> None:
    """Train only W of the wide recurrent net, and measure both sides of lemma 1 during training.

    With --samples this number of inputs is drawn once and used again and again. End to end, the run then ends when
    they are fitted without an error.

    Example: subtask train rnn --d 8 --width 512
    """
    from empirics.spec import ElmanConfig, RunConfig
    from empirics.spec.config import task_settings
    from empirics.spec.variants import departures
    from empirics.spec.variants import variant as settings_of

    settings = options.given(context, RunConfig) | task_settings(task, d)
    if all_steps:
        settings["stop_below"] = None
    config = RunConfig(
        **settings,
        supervised=not end_to_end,
        model=ElmanConfig(**settings_of(variant) | options.given(context, ElmanConfig)),
        stop_fitted=end_to_end and samples is not None and not all_steps,
    )
    result = options.do(config, out, resume)
    named = {"algorithm": algorithm, "departures": list(departures(config))}
    text = [*options.lines(result), f"algorithm {algorithm}           " + "; ".join(departures(config))]
    answer({**result.as_dict(), **named}, json, text)
