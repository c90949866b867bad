"""The figure ``kernel-complexity`` of ``subtask plot``, from the same stored results."""

from pathlib import Path

from empirics.plots import kernel_complexity


def draw(path: Path) -> None:
    kernel_complexity.draw(path.parent, path)
