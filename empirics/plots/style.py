"""How every figure looks, and how it and its numbers are written.

A figure is written in two layouts: a wide one for a page's column, and a narrow one, with the panels below each other,
for a phone. Text has the same size in both, and a page shows each at a width at which that is at least
:data:`LEAST_PIXELS` (``tests/docs/test_figure_style.py``).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from empirics.plots.layout import arrange
from empirics.plots.numbers import numbers_csv
from theory.files import write_bytes

#: Okabe and Ito's palette (Color Universal Design, 2008): distinct also with red-green colour blindness.
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILLION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
#: For what stands behind the data, and for shapes with text on them.
GREY, PALE, WHITE = "#666666", "#CCCCCC", "#FFFFFF"
PALETTE = (BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILLION, PURPLE, GREY, PALE, WHITE)
#: What a colour means where a figure compares these.
SUPERVISED, END_TO_END, PAPER, BOUND = BLUE, VERMILLION, GREY, GREEN
#: The two settings in the order of the panels: with sub-tasks, end to end.
SETTINGS = {True: ("with sub-tasks", SUPERVISED), False: ("end to end", END_TO_END)}

#: The widths of the two layouts in inches. Panels of the wide one stand side by side, at most two of them.
WIDE, NARROW = 7.0, 3.4
#: The size of all text in points, and the least that it may have on a page: 9 pt, in CSS pixels.
FONT_SIZE, LEAST_PIXELS = 9, 12
#: The height of a panel's axes in inches.
HEIGHT = 2.3
#: The metadata that would make the files of a format differ between drawings, by format.
METADATA: dict[str, dict[str, None]] = {
    "svg": {"Date": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None},
}
#: Dots an inch, of the formats that have dots.
RESOLUTION = 200
_SETTINGS: dict[str, Any] = {
    "figure.dpi": 72,  # so that a pixel of the layout is a point
    "font.size": FONT_SIZE,
    **dict.fromkeys(("axes.labelsize", "xtick.labelsize", "ytick.labelsize", "legend.fontsize"), FONT_SIZE),
    **dict.fromkeys(("axes.titlesize", "figure.titlesize", "figure.labelsize"), FONT_SIZE),
    "legend.title_fontsize": FONT_SIZE,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": PALE,
    "grid.linewidth": 0.5,
    "legend.frameon": False,
    "axes.prop_cycle": f"cycler('color', {[BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK]})",
    "svg.hashsalt": "subtask",
}


@dataclass(frozen=True, slots=True)
class Files:
    """The place of a figure and the form in which it is written.

    Attributes:
        picture: its file, in the wide layout; the suffix is the format.
        numbers: the file of its numbers, as CSV; None for no such file.
        narrow: the file of its narrow layout, in the same format; None for no such file.
    """

    picture: Path
    numbers: Path | None = None
    narrow: Path | None = None


@contextmanager
def figure(
    files: Files, panels: int = 1, *, columns: int = 2, height: float = HEIGHT
) -> Iterator[tuple[Any, list[Any]]]:
    """Open a figure and write it at the end: whole, and the same bytes for the same data.

    What has a label is named beside its line where there is room for it, and in a key otherwise.

    Args:
        files: where it goes.
        panels: their number; they are yielded in reading order.
        columns: panels side by side in the wide layout.
        height: of each panel's axes, in inches.
    """
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    with pyplot.rc_context(_SETTINGS):
        fig = pyplot.figure(layout="constrained")
        try:
            yield fig, [fig.add_subplot(1, panels, place + 1) for place in range(panels)]
            contents: dict[Path, bytes] = {}
            for path, width, across in ((files.picture, WIDE, columns), (files.narrow, NARROW, 1)):
                if path is not None:
                    arrange(fig, width, min(across, panels), height)
                    contents[path] = _saved(fig, path.suffix[1:])
            if files.numbers is not None:
                contents[files.numbers] = numbers_csv(fig).encode()
            for path, content in contents.items():
                write_bytes(path, content)
        finally:
            pyplot.close(fig)


def _saved(fig: Any, kind: str) -> bytes:
    picture = io.BytesIO()
    fig.savefig(picture, format=kind, metadata=METADATA[kind], dpi=RESOLUTION)
    return picture.getvalue()
