"""The figure ``init-scale`` of ``subtask plot``, from the same stored results."""

from pathlib import Path

from empirics.plots import init_scale


def draw(path: Path) -> None:
    init_scale.draw(path.parent, path)
