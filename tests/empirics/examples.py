"""Batches, nets, runs and archives that several tests use."""

from __future__ import annotations

import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from empirics.models.elman import Elman
from empirics.spec import RunConfig, TransformerConfig
from empirics.training.algorithm_1 import Algorithm1
from empirics.training.inputs import tensors
from empirics.training.loop import train
from tests.program import subtask
from theory.tasks.parity import BitSubsetParity

TOY = RunConfig(
    8,
    True,
    TransformerConfig(layers=2, width=16, heads=2, batch=8, learning_rate=3e-3),
    steps=30,
    evaluate_every=5,
    stop_below=None,
    held_out=16,
    tested="best",
)


def example(d: int, rows: int, seed: int = 2, *, supervised: bool = True) -> tuple[Tensor, Tensor]:
    """Tokens and label bits of random inputs, always of the same parity."""
    x = np.random.default_rng(seed).integers(0, 2, size=(rows, d), dtype=np.uint8)
    return tensors(BitSubsetParity.random(d, seed=1, supervised=supervised), x)


def tokens(rows: int, length: int, seed: int) -> Tensor:
    """Random tokens, (rows, length)."""
    return torch.randint(0, 2, (rows, length), generator=torch.Generator().manual_seed(seed))


def doubled(learner: Algorithm1) -> None:
    """Go on in double precision, so that two ways to a step can be compared closely."""
    net = learner.model
    learner.hold(Elman(*(getattr(net, name).double() for name in ("W", "A", "B", "M_0"))))


def jacobian(net: Elman, z: Tensor, outputs: int) -> Tensor:
    """The derivative of the last scores in W by automatic differentiation: (n, outputs, m, m)."""

    def scores(W: Tensor) -> Tensor:
        return Elman(W, net.A, net.B, net.M_0).scores(z)[:, -outputs:]

    found: Tensor = torch.autograd.functional.jacobian(scores, net.W)
    return found


class Stop(Exception):
    """Raised out of a run in progress."""


def stopped(config: RunConfig, folder: Path, at: int, checkpoint_seconds: float = 0) -> Path:
    """Train until the evaluation of step ``at``, and stop there; the folder."""

    def stop(step: int, line: dict[str, Any]) -> None:
        if step == at:
            raise Stop

    with pytest.raises(Stop):
        train(config, folder, progress=stop, checkpoint_seconds=checkpoint_seconds)
    return folder


def unpacked(archive: Path, into: Path) -> Path:
    """The folder that an archive was made from."""
    with tarfile.open(archive) as file:
        file.extractall(into, filter="data")
    return into


def recorded(archive: Path, into: Path) -> list[Path]:
    """Record an archive by the command; the folders of its runs."""
    assert subtask("record", archive, "--out", into / "runs", "--findings", into / "found") == 0
    return sorted((into / "runs").iterdir()) if (into / "runs").exists() else []
