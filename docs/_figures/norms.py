"""The figure ``norms`` of ``subtask plot``, from the same stored results."""

from pathlib import Path

from empirics.plots import norms


def draw(path: Path) -> None:
    norms.draw(path.parent, path)
