"""The figure ``kernel-learning-curves`` of ``subtask plot``, from the same stored results."""

from pathlib import Path

from empirics.plots import kernel_learning_curves


def draw(path: Path) -> None:
    kernel_learning_curves.draw(path.parent, path)
