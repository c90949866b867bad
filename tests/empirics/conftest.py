"""Runs that were never trained, for the tests of what is read from runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from empirics.spec import RunConfig
from empirics.store import Run
from empirics.store.writer import RunWriter
from theory.results.runs import METRICS, STATE


@pytest.fixture
def write() -> Callable[..., Run]:
    """See :func:`written`."""
    return written


def written(root: Path, config: RunConfig, wrong: list[int], *, loss: float, every: int = 10) -> Run:
    """A finished run with these counts of wrong answers at its evaluations; no model of this size is trained here."""
    run = RunWriter(root / config.name)
    run.folder.mkdir(parents=True)
    run.create(config)
    length = 0
    for k, count in enumerate(wrong):
        errors = {"inputs": 32, "free_running_wrong": count, "free_running_error": count / 32}
        errors |= {"teacher_forced_wrong": [count], "teacher_forced_errors": [count / 32]}
        errors["teacher_forced_sum"] = count / 32
        line = {"step": (k + 1) * every, "loss": 0.5, "validation": {**errors, "loss": loss + len(wrong) - k}}
        length = run.append({**line, "test": errors, "training": errors}, length)
    (run.folder / STATE).write_text(
        json.dumps({"step": len(wrong) * every, "metrics_bytes": length, "seconds": 1.0, "finished": True})
    )
    return Run(run.folder)


@pytest.fixture
def rewrite() -> Callable[[Path, list[dict[str, Any]]], None]:
    """See :func:`rewritten`."""
    return rewritten


def rewritten(folder: Path, lines: list[dict[str, Any]]) -> None:
    """Put other metrics in a finished run, with a state as it was before there were digests."""
    length = (folder / METRICS).write_text("".join(json.dumps(line) + "\n" for line in lines))
    state = json.loads((folder / STATE).read_text())
    kept = {name: state[name] for name in ("step", "seconds", "finished", "given_up") if name in state}
    (folder / STATE).write_text(json.dumps({**kept, "metrics_bytes": length}))


@pytest.fixture(autouse=True)
def one_thread() -> None:
    """Begin each test with one thread: nets this small are slower on several, which wait for each other busily."""
    torch.set_num_threads(1)
