"""The figure of ``subtask plot learning-curve``, from the runs that are kept with the project."""

from pathlib import Path

from empirics.plots import learning_curve
from theory.experiments.recorded import RECORDED


def draw(path: Path) -> None:
    learning_curve.draw(RECORDED / "runs", path)
