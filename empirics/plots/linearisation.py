"""Lemma 8 measured: the remainder of the linearisation against r, m and T, with fitted exponents.

How large it is depends on the direction by orders of magnitude: random directions give the least.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from empirics.plots.style import BOUND, END_TO_END, PAPER, SUPERVISED, Files, figure
from theory.results.exponents import fitted_exponent
from theory.results.records import Row, recorded_rows

COLOURS = {"random": PAPER, "gradient": SUPERVISED, "steepest": END_TO_END, "kinks": BOUND}
SWEEPS = (
    ("r", r"distance $r$", r"$r^{4/3}$ of (72)", 4 / 3),
    ("m", r"width $m$", r"$\sqrt{m}$ of (72)", 1 / 2),
    ("T", r"length $T$", None, None),
)


def draw(runs_dir: Path | None, files: Files) -> None:
    """Draw one panel a sweep; no run is read."""
    table = recorded_rows("linearisation", "linearisation")
    with figure(files, len(SWEEPS)) as (_, panels):
        for panel, (sweep, label, claim, power) in zip(panels, SWEEPS, strict=True):
            of_sweep = [row for row in table if row["sweep"] == sweep]
            for direction, colour in COLOURS.items():
                of_direction = [row for row in of_sweep if row["direction"] == direction]
                curve(panel, of_direction, sweep, "largest", colour, direction)
            if claim is not None and power is not None:
                sizes = sorted({row[sweep] for row in of_sweep})
                top = max(row["largest"] for row in of_sweep if row[sweep] == sizes[-1])
                heights = [2 * top * (size / sizes[-1]) ** power for size in sizes]
                panel.plot(sizes, heights, "--", color="black", lw=0.8, label=claim)
            panel.set(yscale="log", xlabel=label, ylabel="largest deviation from linearity")
            panel.set_title("exponents with 95 % intervals")
            panel.set_xscale("log", base=2)


def curve(panel: Any, table: list[Row], x: str, y: str, colour: str, name: str) -> None:
    """Draw every seed as points, their mean as a line, the exponent in the name."""
    by_size: dict[float, list[float]] = defaultdict(list)
    for row in table:
        by_size[row[x]].append(row[y])
    each = [(row[x], row[y]) for row in table]
    panel.plot(*zip(*each, strict=True), ".", ms=2, color=colour, alpha=0.5, label=f"_{name}, each seed")
    sizes = sorted(by_size)
    means = [sum(by_size[size]) / len(by_size[size]) for size in sizes]
    panel.plot(sizes, means, "-", color=colour, label=f"{name}: {fitted_exponent(table, x, y)}")
