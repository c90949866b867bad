"""The layout of a figure for one width: panels in a grid, texts broken into lines, names beside their lines."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import Any

from empirics.plots.names import MOST_NAMES, label_lines

POINTS_PER_INCH = 72
#: What a panel needs beside its axes for tick labels and the label of its axis, in points.
_BESIDE = 62
#: From the axes down to a panel's key, below the axis' label, in points.
_BELOW = 30
#: The width of a line's sample in a key and the room around it, in points.
_SAMPLE = 48
#: The first guess at what stands above and below a panel's axes, in inches: more than any key.
_KEY = 3.0


def arrange(fig: Any, width: float, columns: int, height: float) -> None:
    """Arrange a figure's panels in columns; may be called again with another width.

    Args:
        fig: the figure; a name that it shows is an artist's label that does not begin with ``_``.
        width: of the figure, in inches.
        columns: panels side by side.
        height: of the axes of each panel, in inches.
    """
    rows = math.ceil(len(fig.axes) / columns)
    for panel, cell in zip(fig.axes, fig.add_gridspec(rows, columns), strict=False):
        panel.set_subplotspec(cell)
    _break_texts(fig, POINTS_PER_INCH * width, columns, POINTS_PER_INCH * height)
    named = [panel for panel in fig.axes if panel.get_legend_handles_labels()[1]]
    _forget_names(fig)
    missing = [panel for panel in named if len(panel.get_legend_handles_labels()[1]) > MOST_NAMES]
    keyed: list[Any] = []
    fig.set_layout_engine("constrained")
    while True:
        if missing and _have_one_key(named):
            keyed = named
            _key_of_all(fig, named[0], columns)
        else:
            keyed += missing
            for panel in missing:
                _key(panel, POINTS_PER_INCH * width / columns)
        _fit(fig, width, rows, height)
        for panel in named:
            _forget_names_of(panel)
        missing = [panel for panel in named if panel not in keyed and not label_lines(panel)]
        if not missing:
            break
    fig.set_layout_engine("none")  # what is written has its names where they were placed


def _fit(fig: Any, width: float, rows: int, height: float) -> None:
    """Give the figure the height at which its axes have theirs."""
    fig.set_size_inches(width, rows * (height + _KEY))
    fig.get_layout_engine().execute(fig)
    shortest = min(panel.get_window_extent().height for panel in fig.axes) / POINTS_PER_INCH
    fig.set_figheight(fig.get_figheight() + rows * (height - shortest))
    fig.get_layout_engine().execute(fig)


def _have_one_key(named: list[Any]) -> bool:
    """Whether the names of all panels that have some are the same, so that they can share a key."""
    return len({tuple(sorted(panel.get_legend_handles_labels()[1])) for panel in named}) == 1


def _key_of_all(fig: Any, panel: Any, columns: int) -> None:
    fig.legend(*panel.get_legend_handles_labels(), loc="outside upper left", ncols=columns)


def _key(panel: Any, width: float) -> None:
    """Write a panel's key below it, as wide as the panel with what is beside its axes."""
    from matplotlib.transforms import offset_copy

    below = offset_copy(panel.transAxes, panel.figure, x=8 - _BESIDE, y=-_BELOW, units="points")
    handles, labels = panel.get_legend_handles_labels()
    labels = [broken(label, width - _SAMPLE) for label in labels]
    panel.legend(handles, labels, loc="upper left", bbox_to_anchor=(0, 0), bbox_transform=below, borderpad=0)


def _forget_names(fig: Any) -> None:
    for key in list(fig.legends):
        key.remove()
    for panel in fig.axes:
        _forget_names_of(panel)
        if panel.get_legend():
            panel.get_legend().remove()


def _forget_names_of(panel: Any) -> None:
    for text in [text for text in panel.texts if text.get_gid() == "name"]:
        text.remove()


def _break_texts(fig: Any, width: float, columns: int, height: float) -> None:
    """Break titles and the labels of axes into lines that fit their panel, and the note into the figure's."""
    beside = width / columns - _BESIDE
    for panel in fig.axes:
        panel.set_title(broken(panel.get_title(loc="left"), beside, bold=True))
        panel.set_xlabel(broken(panel.get_xlabel(), beside))
        panel.set_ylabel(broken(panel.get_ylabel(), height))
    if fig.get_supxlabel():
        fig.supxlabel(broken(fig.get_supxlabel(), width - 12), x=0.01, ha="left")


def broken(text: str, width: float, *, bold: bool = False) -> str:
    """Return a text in lines of at most a width in points; formulas stay whole."""
    lines = [""]
    for word in re.findall(r"(?:\$[^$]*\$|[^\s$])+", text):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


@cache
def text_width(text: str, bold: bool = False) -> float:
    """Return the width of a line of text in points."""
    from matplotlib import rcParams
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(size=rcParams["font.size"], weight="bold" if bold else "normal")
    return float(text_to_path.get_text_width_height_descent(text, font, ismath="$" in text)[0])
