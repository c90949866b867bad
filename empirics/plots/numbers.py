"""The numbers of a figure, read from the drawn objects, so that they agree with the picture."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

#: The columns of the file. ``series`` is its name in the picture; ``x_axis`` and ``y_axis`` say what x and y are, with
#: their units, as the axes do; a band and the bars of an errorbar have ``low`` and ``high``, a level has no x or no y.
COLUMNS = ("panel", "series", "mark", "x_axis", "x", "y_axis", "y", "low", "high")
Row = tuple[Any, ...]


def numbers_csv(figure: Any) -> str:
    """Return every point, line, band, bar and level of a figure as CSV, one row a point."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, panel in enumerate(figure.axes, 1):
        title = " ".join(panel.get_title(loc="left").split())
        x_axis, y_axis = panel.get_xlabel(), panel.get_ylabel()
        for series, mark, x, y, low, high in _rows(panel):
            writer.writerow((title or number, series, mark, x_axis, x, y_axis, y, low, high))
    return out.getvalue()


def _rows(panel: Any) -> Iterator[Row]:
    """Yield (series, mark, x, y, low, high) of every point in a panel."""
    bars = [container for container in panel.containers if hasattr(container, "has_yerr")]
    of_bars = {id(line) for bar in bars for line in (bar[0], *bar[1])}
    for bar in bars:
        segments = bar[2][0].get_segments()
        for x, y, ends in zip(*bar[0].get_data(orig=True), segments, strict=True):
            yield _name(bar), "bar", _plain(x), _plain(y), _plain(ends[0][1]), _plain(ends[1][1])
    for line in panel.lines:
        if id(line) in of_bars:
            continue
        has_x, has_y = line.get_transform().contains_branch_seperately(panel.transData)
        if not (has_x and has_y):  # drawn from one side of the panel to the other
            x, y = (values[0] for values in line.get_data(orig=True))
            yield _name(line), "level", _plain(x) if has_x else "", _plain(y) if has_y else "", "", ""
            continue
        mark = "line" if line.get_linestyle() not in ("None", "") else "point"
        for x, y in zip(*line.get_data(orig=True), strict=True):
            yield _name(line), mark, _plain(x), _plain(y), "", ""
    for band in panel.collections:
        if hasattr(band, "get_segments"):  # the bars, which have been read
            continue
        heights: dict[float, list[float]] = {}
        for x, y in band.get_paths()[0].vertices:
            heights.setdefault(x, []).append(y)
        for x, found in sorted(heights.items()):
            yield _name(band), "band", _plain(x), "", _plain(min(found)), _plain(max(found))


def _name(artist: Any) -> str:
    """Return an artist's label without the leading ``_`` that keeps it out of the picture."""
    return " ".join(str(artist.get_label()).lstrip("_").split())


def _plain(number: Any) -> Any:
    """Return a number as a Python number, which is written with all its digits."""
    return number.item() if hasattr(number, "item") else number
