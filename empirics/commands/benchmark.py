"""``subtask benchmark``: how fast a training step of the Transformer is on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from theory.cli.output import Json, answer

if TYPE_CHECKING:
    from empirics.measurements.speed import Speed


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def benchmark(
        d: Annotated[list[int], typer.Option("--d", help="Input bits; may be given several times.")] = [  # noqa: B006
            8,
            32,
            128,
        ],
        end_to_end: Annotated[bool, typer.Option("--end-to-end", help="No intermediate labels.")] = False,
        device: Annotated[str, typer.Option(help="cuda or cpu.")] = "cuda",
        precision: Annotated[str, typer.Option(help="float32, tf32 or bf16.")] = "float32",
        threads: Annotated[int, typer.Option(help="Threads of torch, on a CPU.")] = 1,
        repeat: Annotated[int, typer.Option(help="Timings of each, of which the best counts.")] = 5,
        json: Json = False,
    ) -> None:
        """Time a training step of the paper's size against its matrix products and against ``transformers``."""
        import torch

        from empirics.measurements.speed import clock_of, measure
        from empirics.runs.folder import versions

        torch.set_num_threads(threads)
        speeds = [measure(size, not end_to_end, device, precision, repeat=repeat) for size in d]
        record = {
            "supervised": not end_to_end,
            "device": device,
            "precision": precision,
            "threads": threads,
            "clock": clock_of(device),
            "versions": versions(),
            "speeds": [speed.as_dict() for speed in speeds],
        }
        answer(record, json, map(_line, speeds))


def _line(speed: Speed) -> str:
    use = (
        ""
        if speed.peak_flops is None
        else f"  {speed.flops / speed.seconds / speed.peak_flops:.0%} of the measured peak"
    )
    return (
        f"d = {speed.d:<4} {1 / speed.seconds:8.2f} steps/s  {speed.tokens / speed.seconds:10.0f} tokens/s "
        f"({speed.read} of {speed.tokens} tokens read)  {speed.over_matrix_rate:.2f} x its matrix products  "
        f"{speed.faster:.2f} x as fast as transformers{use}"
    )
