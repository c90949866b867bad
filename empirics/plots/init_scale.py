"""The printed variance of B: as the net grows, algorithm 1 with the rate of theorem 2 changes no answer any more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from empirics.plots.style import BOUND, PAPER, SUPERVISED, figure
from empirics.plots.wide_net_records import rows

LABELS = {"1": ("variance 1", SUPERVISED, "o-"), "1/m": ("variance $1/m$, as printed", PAPER, "s-")}


def by_width(table: list[dict[str, Any]], b_variance: str, key: str) -> dict[int, list[float]]:
    """Values of all seeds by width, in order of the width."""
    chosen = [row for row in table if row["b_variance"] == b_variance]
    return {
        m: [row[key] for row in chosen if row["width"] == m] for m in sorted({row["width"] for row in chosen})
    }


def draw(runs_dir: Path, path: Path) -> None:
    """Error at the end and loss at the end against the width; no run is read."""
    table = rows("wide-init-scale")
    with figure(path, 2, (7.6, 3.3)) as (_, (left, right)):
        for variance, (label, color, style) in LABELS.items():
            for panel, key in ((left, "free_running_error"), (right, "movement")):
                values = by_width(table, variance, key)
                panel.plot(
                    list(values),
                    [sum(v) / len(v) for v in values.values()],
                    style,
                    color=color,
                    ms=4,
                    label=label,
                )
                for width, found in values.items():
                    panel.plot([width] * len(found), found, ".", color=color, ms=4, alpha=0.5)
        steps, d = table[0]["steps"], table[0]["d"]
        left.set(ylabel="error of the answer, all inputs", ylim=(-0.02, 1.0))
        left.axhline(0.5, color="black", lw=0.6)
        widths = list(by_width(table, "1", "movement"))
        start = sum(by_width(table, "1", "movement")[widths[0]]) / len(
            by_width(table, "1", "movement")[widths[0]]
        )
        right.plot(
            widths,
            [start * (widths[0] / m) ** 0.5 for m in widths],
            "--",
            color=BOUND,
            lw=1,
            label=r"slope $-\frac{1}{2}$",
        )
        right.plot(
            widths, [start * widths[0] / m for m in widths], ":", color=BOUND, lw=1, label="slope $-1$"
        )
        right.set(ylabel=r"$\|W - W_0\|_F / \|W_0\|_F$", yscale="log")
        for panel in (left, right):
            panel.set(xscale="log", xlabel="width $m$")
            panel.set_xticks(widths, [str(m) for m in widths])
            panel.minorticks_off()
            panel.legend(fontsize=7)
        left.set_title(f"$d={d}$, {steps:,} steps of algorithm 1, $\\eta = 1/(m\\sqrt{{n}})$", fontsize=8)
