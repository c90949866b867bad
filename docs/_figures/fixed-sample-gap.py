"""The figure ``fixed-sample-gap`` of ``subtask plot``, from the same stored results."""

from pathlib import Path

from empirics.plots import fixed_sample_gap


def draw(path: Path) -> None:
    fixed_sample_gap.draw(path.parent, path)
