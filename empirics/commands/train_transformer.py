"""``subtask train transformer``: the Transformer decoder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from empirics import choices
from empirics.commands import run_options as options
from theory.cli.output import Json, answer

if TYPE_CHECKING:
    from empirics.spec import RunConfig


#: The values of the options that are not given.
Preset = Literal["small", "adamw", "bert-base"]


def _of_preset(small: object, adamw: object, paper: object, text: str, *names: str) -> Any:
    return typer.Option(
        *names, help=f"{text} (default: {small}; adamw {adamw}; bert-base {paper})", show_default=False
    )


def transformer(
    context: typer.Context,
    d: options.D = None,
    task: options.TaskName = "parity",
    end_to_end: options.EndToEnd = False,
    preset: Annotated[
        Preset,
        typer.Option(
            help="small: one layer, trained by Muon, seconds to minutes on a CPU. adamw: GPT-2's architecture with "
            "one layer and the paper's optimiser. bert-base: the paper's size and settings."
        ),
    ] = "small",
    samples: options.Samples = None,
    seed: options.Seed = 27,
    out: options.Out = None,
    resume: options.Resume = False,
    checkpoint_seconds: options.CheckpointSeconds = None,
    drop_checkpoint: options.DropCheckpoint = False,
    json: Json = False,
    steps: Annotated[
        int | None,
        _of_preset(
            "by d: 240, 600, 1200; end to end 10 times",
            2000,
            "as the paper",
            "Largest number of updates.",
        ),
    ] = None,
    evaluate_every: Annotated[
        int | None, _of_preset("by d: 10, 20, 50", 20, "10 or 1000", "Steps between evaluations.")
    ] = None,
    stop_below: Annotated[
        float | None,
        _of_preset(0.02, 0.02, 0.01, "End when the free-running validation error is at most this."),
    ] = None,
    stop_after: Annotated[
        int | None,
        _of_preset(
            "1, below 13 bits 2",
            1,
            1,
            "Number of consecutive evaluations below --stop-below that end a run.",
        ),
    ] = None,
    all_steps: options.AllSteps = False,
    held_out: options.HeldOut = 1024,
    threads: options.Threads = 1,
    device: options.Device = "cpu",
    precision: options.Precision = "float32",
    execution: options.Execution = None,
    batch: Annotated[int | None, _of_preset(256, 256, 32, "Sequences in each step.")] = None,
    sampling: Annotated[
        choices.Sampling, typer.Option(help="Draw batches independently, or in epochs.")
    ] = "independent",
    width: Annotated[
        int | None, _of_preset("128, beyond 64 bits 256", 128, 768, "Width of the residual stream.")
    ] = None,
    layers: Annotated[int | None, _of_preset(1, 1, 12, "Number of blocks.")] = None,
    heads: Annotated[
        int | None, _of_preset("16, beyond 64 bits 32", 16, 12, "Number of attention heads.")
    ] = None,
    initialisation: Annotated[
        choices.InitialWeights | None,
        _of_preset("its own", "loud", "gpt2", "Initialisation of the weights.", "--init"),
    ] = None,
    learning_rate: Annotated[
        float | None, _of_preset("2e-3, beyond 32 bits 1e-3", 2e-3, 1e-4, "Learning rate of AdamW.")
    ] = None,
    weight_decay: Annotated[
        float | None,
        _of_preset(0.01, "0.01, end to end up to 8 bits 1.0", 0.01, "Weight decay of AdamW and Muon."),
    ] = None,
    decayed: Annotated[
        choices.Decayed,
        typer.Option(help="Weight decay on all parameters, or only on matrices."),
    ] = "all",
    warmup: Annotated[int | None, _of_preset(0, 0, 1000, "Steps of linear warm-up.")] = None,
    schedule: Annotated[
        choices.Schedule | None,
        _of_preset(
            "constant, beyond 64 bits linear",
            "constant",
            "constant",
            "After the warm-up the rates are constant, or linear: they fall to 0.",
        ),
    ] = None,
    muon_rate: Annotated[
        float | None,
        _of_preset("0.04, beyond 32 bits 0.02", "no Muon", "no Muon", "Muon's learning rate."),
    ] = None,
) -> None:
    """Train a Transformer decoder, and measure both sides of lemma 1 during training.

    Example: subtask train transformer --d 64
    """
    from dataclasses import replace

    from empirics.spec import RunConfig, TransformerConfig
    from empirics.spec.config import task_settings
    from empirics.spec.model_config import default_execution

    base = _preset(preset, task_settings(task, d), not end_to_end)
    architecture = getattr(base.model, "architecture", "gpt2")
    run, model = (options.given(context, kind) for kind in (RunConfig, TransformerConfig))
    model.setdefault("execution", default_execution(device, architecture))
    if all_steps:
        run["stop_below"] = None
    config = replace(base, **run, model=replace(base.model, **model))
    result = options.do(
        config, out, resume, checkpoint_seconds=checkpoint_seconds, keep_checkpoint=not drop_checkpoint
    )
    answer(result.as_dict(), json, options.lines(result))


def _preset(preset: Preset, task: dict[str, Any], supervised: bool) -> RunConfig:
    """A preset's run of a task."""
    from empirics.spec import RunConfig, TransformerConfig
    from empirics.spec.bert_base import bert_base
    from empirics.spec.config import default_weight_decay
    from empirics.spec.one_layer import one_layer

    if preset == "bert-base":
        return bert_base(supervised=supervised, **task)
    if preset == "small":
        return one_layer(supervised=supervised, **task)
    decay = default_weight_decay(task["d"], supervised)
    return RunConfig(supervised=supervised, model=TransformerConfig(weight_decay=decay), **task)
