"""The figure ``sample-complexity`` of ``subtask plot``, from the same stored results."""

from pathlib import Path

from empirics.plots import sample_complexity


def draw(path: Path) -> None:
    sample_complexity.draw(path.parent, path)
