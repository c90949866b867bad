"""The figure ``width-convergence`` of ``subtask plot``, from the same stored results."""

from pathlib import Path

from empirics.plots import width_convergence


def draw(path: Path) -> None:
    width_convergence.draw(path.parent, path)
