"""Names beside their lines: each where it covers nothing, nearest to its own line, or none at all."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

_NO_MARK = (None, "None", "")
#: A panel with more names than this has a key.
MOST_NAMES = 6
#: Points between a line, or the edge of its marks, and its name; around every name; and between it and all lines.
_GAP, _MARGIN, _CLEAR = 4.0, 1.5, 3.5
#: How much nearer to its own line than to another one with a name a name must be, in points.
_APART = 3.0
#: How far another line must be from a name before distance stops to count, in points.
_FAR = 24.0
#: Points of distance that a place at the end of a line, or a name without a break, is worth.
_AT_THE_END, _UNBROKEN = 8.0, 3.0


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    bottom: float
    width: float
    height: float

    def distances(self, points: Points) -> Points:
        """Distances of points from the box; 0 inside."""
        middle = np.array([self.left + self.width / 2, self.bottom + self.height / 2])
        beyond = np.abs(points - middle) - np.array([self.width, self.height]) / 2
        return np.hypot(*np.maximum(beyond, 0).T)

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.bottom < other.bottom + other.height
            and other.bottom < self.bottom + self.height
        )


def label_lines(panel: Any) -> bool:
    """Write every label of a panel's artists beside its line; return False, and write none, if one has no place."""
    handles, labels = panel.get_legend_handles_labels()
    lines = [handle[0] if isinstance(handle, tuple) else handle for handle in handles]
    points = [_points(panel, line) if hasattr(line, "get_path") else np.empty((0, 2)) for line in lines]
    if not all(map(len, points)):
        return False
    everything = np.concatenate([_points(panel, line) for line in panel.lines])
    order = list(range(len(lines)))
    for _ in lines:
        found: dict[int, tuple[str, _Box]] = {}
        for k in order:
            others = [points[other] for other in order if other != k]
            taken = [*map(_box_of, panel.texts), *(box for _, box in found.values())]
            gap = _GAP + (lines[k].get_markersize() / 2 if lines[k].get_marker() not in _NO_MARK else 0)
            place = _best_place(panel, labels[k], points[k], gap, others, everything, taken)
            if place is None:
                order.remove(k)
                order.insert(0, k)  # the name that is hardest to place comes first in the next try
                break
            found[k] = place
        else:
            for k, (text, box) in found.items():
                _write(panel, text, box, lines[k])
            return True
    return False


def _write(panel: Any, text: str, box: _Box, line: Any) -> None:
    x, y = panel.transAxes.inverted().transform((box.left, box.bottom))
    color = line.get_color() if line.get_linestyle() not in ("None", "") else line.get_markeredgecolor()
    panel.text(x, y, text, color=color, va="bottom", transform=panel.transAxes, gid="name")


def _points(panel: Any, line: Any) -> Points:
    """Return points of a line a few points of length apart, or those of its marks, inside the panel."""
    vertices = line.get_transform().transform(line.get_path().vertices)
    vertices = vertices[np.isfinite(vertices).all(axis=1)]
    if line.get_linestyle() not in ("None", "") and len(vertices) > 1:
        lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(vertices, axis=0).T))])
        at = np.arange(0.0, min(lengths[-1], 1e5), 3.0)
        vertices = np.column_stack([np.interp(at, lengths, axis) for axis in vertices.T])
    frame = panel.get_window_extent()
    inside = (vertices >= [frame.x0 - 1, frame.y0 - 1]) & (vertices <= [frame.x1 + 1, frame.y1 + 1])
    return np.asarray(vertices[inside.all(axis=1)], dtype=np.float64)


def _box_of(text: Any) -> _Box:
    extent = text.get_window_extent()
    return _Box(
        extent.x0 - _MARGIN, extent.y0 - _MARGIN, extent.width + 2 * _MARGIN, extent.height + 2 * _MARGIN
    )


def _best_place(
    panel: Any,
    label: str,
    own: Points,
    gap: float,
    others: list[Points],
    everything: Points,
    taken: list[_Box],
) -> tuple[str, _Box] | None:
    """Return the name in the best of its shapes and its place, None if there is no place.

    Args:
        panel: the axes.
        label: the name.
        own: points of the line that is named.
        gap: between these and the name.
        others: points of each other line that has a name.
        everything: points of all lines, which no name covers.
        taken: places of other texts.
    """
    frame = panel.get_window_extent()
    best, found = -np.inf, None
    for text, width, height in _shapes(panel, label):
        for share, box in _places(own, gap, width, height):
            inside = (
                box.left >= frame.x0
                and box.bottom >= frame.y0
                and box.left + width <= frame.x1
                and box.bottom + height <= frame.y1
            )
            if not inside or any(box.meets(other) for other in taken):
                continue
            distance = float(box.distances(own).min())
            if min(distance, float(box.distances(everything).min())) < _CLEAR:
                continue
            nearest = min((float(box.distances(points).min()) for points in others), default=_FAR)
            if nearest < distance + _APART:  # a reader could take it for the other's name
                continue
            score = min(nearest, _FAR) - distance + _AT_THE_END * share - _UNBROKEN * text.count("\n")
            if score > best:
                best, found = score, (text, box)
    return found


def _shapes(panel: Any, label: str) -> Iterator[tuple[str, float, float]]:
    """Yield the label in one line and, if it is no formula, in two and three, each with its width and height."""
    texts = [label]
    if "$" not in label:
        texts += [
            "\n".join(textwrap.wrap(label, len(label) // parts + 3, break_long_words=False))
            for parts in (2, 3)
        ]
    for text in dict.fromkeys(texts):
        artist = panel.text(0, 0, text, transform=None)
        box = _box_of(artist)
        artist.remove()
        yield text, box.width, box.height


def _places(own: Points, least: float, width: float, height: float) -> Iterator[tuple[float, _Box]]:
    """Yield boxes beside the points of a line, each with how far along the line it is, from 0 to 1."""
    for place in range(0, len(own), max(1, len(own) // 60)):
        x, y = own[place]
        share = place / max(1, len(own) - 1)
        for gap in (least, least + _GAP):
            right, left, above, below = x + gap, x - width - gap, y + gap, y - height - gap
            beside, over = y - height / 2, x - width / 2
            for at in (
                (right, beside),
                (over, above),
                (over, below),
                (left, beside),
                (right, above),
                (left, above),
                (right, below),
                (left, below),
            ):
                yield share, _Box(*at, width, height)
