"""A tiny run, and archives of a reproduction, for the tests of what makes and records them."""

from __future__ import annotations

import tarfile
from pathlib import Path

from empirics.spec import RunConfig, TransformerConfig
from tests.program import subtask

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


def unpacked(archive: Path, into: Path) -> Path:
    """The folder that an archive was made from."""
    with tarfile.open(archive) as file:
        file.extractall(into, filter="data")
    return into


def recorded(archive: Path, into: Path) -> list[Path]:
    """Record an archive by the command; the folders of its runs."""
    assert subtask("record", archive, "--out", into / "runs", "--findings", into / "found") == 0
    return sorted((into / "runs").iterdir()) if (into / "runs").exists() else []
