"""The figure of ``subtask plot iterations-vs-bits``, from the runs that are kept with the project."""

from pathlib import Path

from empirics.plots import iterations_vs_bits
from theory.experiments.recorded import RECORDED


def draw(path: Path) -> None:
    iterations_vs_bits.draw(RECORDED / "runs", path)
