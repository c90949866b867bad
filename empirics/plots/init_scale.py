"""The printed variance of B: as the net grows, algorithm 1 with the rate of theorem 2 changes no answer any more.

As printed the errors stay where they begin, at every width; with outputs of variance one they fall.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from empirics.plots.style import BOUND, PAPER, SUPERVISED, Files, figure
from theory.results.records import recorded_rows

LABELS = {"1": ("variance 1", SUPERVISED, "o-"), "1/m": ("variance $1/m$, as printed", PAPER, "s-")}
#: The distance that W moves in a step of size 1/(m sqrt n) along a gradient of norm sqrt(m H), relative to sqrt(2 m): H
#: is proportional to the variance of B.
SLOPES = {"1": -1.0, "1/m": -1.5}


def by_width(table: list[dict[str, Any]], b_variance: str, key: str) -> dict[int, list[float]]:
    """Values of all seeds by width, in order of the width; of several errors their sum."""
    found: dict[int, list[float]] = {}
    for row in sorted(table, key=lambda row: int(row["width"])):
        if row["b_variance"] == b_variance:
            value = row[key]
            found.setdefault(row["width"], []).append(sum(value) if isinstance(value, list) else value)
    return found


def draw(runs_dir: Path | None, files: Files) -> None:
    """Draw errors at the end and distance travelled against the width; no run is read."""
    table = recorded_rows("wide-net", "wide-init-scale")
    with figure(files, 2) as (_, (left, right)):
        for variance in LABELS:
            _lines(left, by_width(table, variance, "teacher_forced_errors"), variance)
            moved = by_width(table, variance, "movement")
            _lines(right, moved, variance)
            widths = list(moved)
            start = sum(moved[widths[0]]) / len(moved[widths[0]])
            heights = [start * (m / widths[0]) ** SLOPES[variance] for m in widths]
            right.plot(widths, heights, "--", color=BOUND, lw=1, label=f"slope ${SLOPES[variance]:g}$")
        labels = len(table[0]["teacher_forced_errors"])
        left.axhline(labels / 2, color="black", lw=0.6, label="_guessing")
        left.set(ylabel="sum of the teacher-forced errors", ylim=(0, labels / 2 + 0.1))
        left.set_title(
            f"$d={table[0]['d']}$, {table[0]['steps']:,} steps of algorithm 1, $\\eta = 1/(m\\sqrt{{n}})$"
        )
        right.set(ylabel=r"$\|W - W_0\|_F / \|W_0\|_F$", yscale="log")
        for panel in (left, right):
            panel.set(xscale="log", xlabel="width $m$")
            panel.set_xticks(widths, [str(m) for m in widths])
            panel.minorticks_off()


def _lines(panel: Any, values: dict[int, list[float]], variance: str) -> None:
    label, color, style = LABELS[variance]
    panel.plot(
        list(values), [sum(v) / len(v) for v in values.values()], style, color=color, ms=4, label=label
    )
    for width, found in values.items():
        panel.plot(
            [width] * len(found), found, ".", color=color, ms=4, alpha=0.5, label=f"_{label}, each seed"
        )
