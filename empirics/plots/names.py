"""Names beside their lines: each where it covers nothing, nearest to its own line, or none at all."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

#: A panel with more names than this has a key.
MOST_NAMES = 5
#: Points between a line and its name, and a margin around every name.
_GAP, _MARGIN = 4.0, 1.5
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
    if len(labels) > MOST_NAMES:
        return False
    lines = {id(line): _points(panel, line) for line in panel.lines}
    taken = [_box_of(text) for text in panel.texts]
    written = []
    for handle, label in zip(handles, labels, strict=True):
        line = handle[0] if isinstance(handle, tuple) else handle
        found = None
        if id(line) in lines and len(lines[id(line)]):
            own = lines[id(line)]
            others = [points for key, points in lines.items() if key != id(line) and len(points)]
            found = _best_place(panel, label, own, others, taken)
        if found is None:
            for text in written:
                text.remove()
            return False
        text, box = found
        x, y = panel.transAxes.inverted().transform((box.left, box.bottom))
        color = line.get_color() if line.get_linestyle() not in ("None", "") else line.get_markeredgecolor()
        written.append(
            panel.text(x, y, text, color=color, va="bottom", transform=panel.transAxes, gid="name")
        )
        taken.append(box)
    return True


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
    panel: Any, label: str, own: Points, others: list[Points], taken: list[_Box]
) -> tuple[str, _Box] | None:
    frame = panel.get_window_extent()
    everything = np.concatenate([own, *others])
    best, found = -np.inf, None
    for text, width, height in _shapes(panel, label):
        for share, box in _places(own, width, height):
            inside = (
                box.left >= frame.x0
                and box.bottom >= frame.y0
                and box.left + width <= frame.x1
                and box.bottom + height <= frame.y1
            )
            if not inside or any(box.meets(other) for other in taken):
                continue
            if box.distances(everything).min() < _GAP - 1:
                continue
            nearest = min((float(box.distances(points).min()) for points in others), default=_FAR)
            if nearest < 2 * _GAP:  # a reader could take it for the other's name
                continue
            score = min(nearest, _FAR) + _AT_THE_END * share - _UNBROKEN * text.count("\n")
            if score > best:
                best, found = score, (text, box)
    return found


def _shapes(panel: Any, label: str) -> Iterator[tuple[str, float, float]]:
    """Yield the label in one line and, if it is no formula, in two and three, each with its width and height."""
    texts = [label]
    if "$" not in label:
        texts += ["\n".join(textwrap.wrap(label, len(label) // parts + 3)) for parts in (2, 3)]
    for text in dict.fromkeys(texts):
        artist = panel.text(0, 0, text, transform=None)
        box = _box_of(artist)
        artist.remove()
        yield text, box.width, box.height


def _places(own: Points, width: float, height: float) -> Iterator[tuple[float, _Box]]:
    """Yield boxes beside the points of a line, each with how far along the line it is, from 0 to 1."""
    for place in range(0, len(own), max(1, len(own) // 60)):
        x, y = own[place]
        share = place / max(1, len(own) - 1)
        for left, bottom in (
            (x + _GAP, y - height / 2),
            (x - width / 2, y + _GAP),
            (x - width / 2, y - height - _GAP),
            (x - width - _GAP, y - height / 2),
            (x + _GAP, y + _GAP),
            (x - width - _GAP, y + _GAP),
            (x + _GAP, y - height - _GAP),
            (x - width - _GAP, y - height - _GAP),
        ):
            yield share, _Box(left, bottom, width, height)
