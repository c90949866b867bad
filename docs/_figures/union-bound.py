"""The figure ``union-bound`` of ``subtask plot``, from the runs that are kept with the project."""

from pathlib import Path

from empirics.plots import union_bound
from theory.experiments.recorded import RECORDED


def draw(path: Path) -> None:
    union_bound.draw(RECORDED / "runs", path)
