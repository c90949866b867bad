"""How every figure looks, and how it is written."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from theory.files import replace_bytes

#: Colours that people who cannot tell red from green can tell apart (Okabe and Ito's palette).
SUPERVISED, END_TO_END, PAPER, BOUND = "#0072B2", "#D55E00", "#7F7F7F", "#009E73"


@contextmanager
def figure(path: Path, columns: int, size: tuple[float, float]) -> Iterator[tuple[Any, Any]]:
    """A figure of ``columns`` panels side by side; written whole, and the same bytes for the same data, at the end."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    settings = {
        "font.size": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "grid.alpha": 0.25,
        "legend.frameon": False,
        "svg.hashsalt": "subtask",
    }
    with pyplot.rc_context(settings):
        fig, axes = pyplot.subplots(1, columns, figsize=size, constrained_layout=True)
        try:
            yield fig, axes
            picture = io.BytesIO()
            fig.savefig(picture, format="svg", metadata={"Date": None})
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_bytes(path, picture.getvalue())
        finally:
            pyplot.close(fig)
