"""The figure ``infinite-width`` of ``subtask plot``, from the same stored results."""

from pathlib import Path

from empirics.plots import infinite_width


def draw(path: Path) -> None:
    infinite_width.draw(path.parent, path)
