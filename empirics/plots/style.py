"""How every figure looks, and how it and its numbers are written."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from empirics.plots.numbers import numbers_csv
from theory.files import write_bytes

#: Colours that are distinct also with red-green colour blindness (Okabe and Ito's palette).
SUPERVISED, END_TO_END, PAPER, BOUND = "#0072B2", "#D55E00", "#7F7F7F", "#009E73"
#: The two settings in the order of the panels: with sub-tasks, end to end.
SETTINGS = {True: ("with sub-tasks", SUPERVISED), False: ("end to end", END_TO_END)}
#: The metadata that would make the files of a format differ between drawings, by format.
METADATA: dict[str, dict[str, None]] = {
    "svg": {"Date": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None},
}
#: Dots an inch, of the formats that have dots.
RESOLUTION = 200


@dataclass(frozen=True, slots=True)
class Files:
    """The place of a figure and the form in which it is written.

    Attributes:
        picture: its file; the suffix is the format.
        numbers: the file of its numbers, as CSV; None for no such file.
    """

    picture: Path
    numbers: Path | None = None


@contextmanager
def figure(
    files: Files, columns: int, size: tuple[float, float], *, rows: int | None = None
) -> Iterator[tuple[Any, Any]]:
    """Open a figure of panels side by side and write it at the end: whole, and the same bytes for the same data.

    Args:
        files: where it goes.
        columns: panels side by side.
        size: width and height in inches.
        rows: if given, the axes come as an array of this many rows.
    """
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
        fig, axes = pyplot.subplots(
            rows or 1, columns, figsize=size, constrained_layout=True, squeeze=rows is None
        )
        try:
            yield fig, axes
            picture = io.BytesIO()
            kind = files.picture.suffix[1:]
            fig.savefig(picture, format=kind, metadata=METADATA[kind], dpi=RESOLUTION)
            contents = {files.picture: picture.getvalue()}
            if files.numbers is not None:
                contents[files.numbers] = numbers_csv(fig).encode()
            for path, content in contents.items():
                write_bytes(path, content)
        finally:
            pyplot.close(fig)
