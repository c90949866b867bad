"""The figure ``linearisation`` of ``subtask plot``, from the same stored results."""

from pathlib import Path

from empirics.plots import linearisation


def draw(path: Path) -> None:
    linearisation.draw(path.parent, path)
