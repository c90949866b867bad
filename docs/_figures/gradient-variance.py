"""Lemma 14 on real nets, from the stored measurements."""

from pathlib import Path

from empirics.plots.gradient_variance import draw as draw_stored

RESULTS = Path(__file__).parents[1] / "results"


def draw(path: Path) -> None:
    draw_stored(RESULTS, path)
