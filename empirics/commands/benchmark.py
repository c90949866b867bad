"""``subtask benchmark``: how fast a training step of the Transformer is on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from empirics.commands import run_options as options
from theory.cli.output import Json, answer
from theory.limits import MOST_WORKERS, check_range

if TYPE_CHECKING:
    from empirics.studies.speed import Speed


#: Timings of one step.
MOST_REPEATS = 10_000


def benchmark(
    d: Annotated[list[int], typer.Option("--d", help="Input bits; may be given several times.")] = [  # noqa: B006
        8,
        32,
        128,
    ],
    end_to_end: Annotated[
        bool, typer.Option("--end-to-end", help="Train on the answer only, without intermediate labels.")
    ] = False,
    device: options.Device = "cuda",
    precision: options.Precision = "float32",
    execution: options.Execution = None,
    threads: Annotated[int, typer.Option(help="Threads of torch, on a CPU.")] = 1,
    repeat: Annotated[int, typer.Option(help="Number of timings of each step; the shortest counts.")] = 5,
    json: Json = False,
) -> None:
    """Time a training step of the paper's size, its matrix products, and the step of the package transformers.

    Example: subtask benchmark --d 16 --device cpu
    """
    import torch

    from empirics.spec.model_config import default_execution
    from empirics.studies.speed import clock_of, time_step, timed_run
    from theory.results.machine import versions

    check_range("--threads", threads, 1, MOST_WORKERS)
    check_range("--repeat", repeat, 1, MOST_REPEATS)
    torch.set_num_threads(threads)
    how = execution or default_execution(device)
    runs = [timed_run(size, not end_to_end, device, precision, execution=how, repeat=repeat) for size in d]
    speeds = list(map(time_step, runs))
    record = {
        "supervised": not end_to_end,
        "device": device,
        "precision": precision,
        "execution": how,
        "threads": threads,
        "clock": clock_of(device),
        "versions": versions(),
        "speeds": [speed.as_dict() for speed in speeds],
    }
    answer(record, json, map(_line, speeds))


def _line(speed: Speed) -> str:
    found = speed.as_dict()
    limit, use = found["seconds_over_the_limit"], found["model_flop_use"]
    of_the_device = f"  {limit:.2f} x its products and the optimiser's bytes"
    if use is not None:
        of_the_device += f"  {use:.0%} of the rate of a large product"
    return (
        f"d = {speed.d:<4} {1 / speed.seconds:8.2f} steps/s  {speed.tokens / speed.seconds:10.0f} tokens/s "
        f"({speed.read} of {speed.tokens} tokens read)  {speed.over_matrix_rate:.2f} x its matrix products  "
        f"{found['times_faster_than_transformers']:.2f} x as fast as transformers{of_the_device}"
    )
