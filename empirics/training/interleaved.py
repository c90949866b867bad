"""Several runs at once on one device: their steps in turn, each run's on a stream of its own."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path

import torch

from empirics.spec import RunConfig
from empirics.store.writer import RunWriter
from empirics.training.loop import Terms, begun
from theory.results import Result, result_of


def train_interleaved(
    configs: Sequence[RunConfig], root: Path, *, deadline: float = math.inf
) -> list[Result]:
    """Do runs that fit on one device together; each writes the same metrics as when it is done alone.

    While the host prepares the step of one run, or waits for its evaluation, the device works at the others. There are
    no checkpoints: a run that reaches the deadline is evaluated and given up.

    Args:
        configs: the runs; finished ones are not done again.
        root: each run's folder is ``root / config.name``.
        deadline: of :func:`time.monotonic`.

    Returns:
        The results, in the order of the configurations.

    Raises:
        InputError: a folder holds something else or is in use, or a configuration cannot be run.
    """
    terms = Terms(None, math.inf, keep_checkpoint=False, deadline=deadline, give_up=True)
    runs = [RunWriter(root / config.name) for config in configs]
    with ExitStack() as locks:
        waiting = []
        for config, run in zip(configs, runs, strict=True):
            if run.has_result:
                continue
            torch.set_num_threads(config.threads)
            stream = _stream(config.device)
            with _on(stream):
                sitting = begun(config, run, locks)
            waiting.append((sitting.steps(terms), stream))
        while waiting:
            waiting = [(steps, stream) for steps, stream in waiting if _advanced(steps, stream)]
    return [result_of(run) for run in runs]


def _advanced(steps: Iterator[None], stream: torch.cuda.Stream | None) -> bool:
    """Take one step; return whether there was one."""
    with _on(stream):
        return next(steps, steps) is not steps


def _stream(device: str) -> torch.cuda.Stream | None:
    return torch.cuda.Stream() if device == "cuda" else None


def _on(stream: torch.cuda.Stream | None) -> AbstractContextManager[object]:
    """Return the context of a stream; on a CPU an empty one."""
    return nullcontext() if stream is None else torch.cuda.stream(stream)
