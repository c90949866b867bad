"""``subtask train transformer``: the Transformer decoder."""

from __future__ import annotations

from typing import Annotated

import typer

from empirics.commands import run_options as options
from theory.cli.output import Json, answer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def transformer(
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
        batch: Annotated[int, typer.Option(help="Sequences a step.")] = 256,
        width: Annotated[int, typer.Option(help="Of the residual stream.")] = 128,
        layers: Annotated[int, typer.Option(help="Blocks.")] = 1,
        heads: Annotated[int, typer.Option(help="Attention heads.")] = 16,
        init: Annotated[str, typer.Option(help='"loud" or "gpt2".')] = "loud",
        learning_rate: Annotated[float, typer.Option(help="AdamW's.")] = 2e-3,
        weight_decay: Annotated[
            float | None, typer.Option(help="AdamW's [0.01; end to end up to 8 bits 1.0].")
        ] = None,
        warmup: Annotated[int, typer.Option(help="Steps of linear warm-up.")] = 0,
    ) -> None:
        """Train the Transformer decoder with AdamW, measuring both sides of lemma 1 on the way."""
        from empirics.runs import RunConfig, TransformerConfig
        from empirics.runs.config import default_weight_decay, task_settings

        chosen = task_settings(task, d)
        if weight_decay is None:
            weight_decay = default_weight_decay(chosen["d"], not end_to_end)
        config = RunConfig(
            **chosen,
            supervised=not end_to_end,
            model=TransformerConfig(
                layers=layers,
                width=width,
                heads=heads,
                initialisation=init,  # type: ignore[arg-type]
                learning_rate=learning_rate,
                weight_decay=weight_decay,
                warmup=warmup,
                batch=batch,
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
