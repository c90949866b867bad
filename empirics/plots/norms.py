"""Lemmas 9 and 10 measured: outputs, states and gradients against T, at the start, near it and far from it.

At the start and near it they grow like small powers of T; at distance one, far outside the ball of the lemmas, they
explode.
"""

from __future__ import annotations

from pathlib import Path

from empirics.plots.linearisation import curve
from empirics.plots.style import BOUND, END_TO_END, PAPER, SUPERVISED, Files, figure
from theory.results.records import recorded_rows

QUANTITIES = {
    "output": r"$|f_T|$",
    "hidden": r"$\Vert h_T\Vert$",
    "gradient": r"$\Vert\nabla f_T\Vert_F$",
}


def draw(runs_dir: Path | None, files: Files) -> None:
    """Draw one panel a quantity; no run is read."""
    table = recorded_rows("norms", "norms")
    with figure(files, len(QUANTITIES)) as (_, panels):
        for panel, (what, symbol) in zip(panels, QUANTITIES.items(), strict=True):
            near = [row for row in table if row["sweep"] == "T"]
            far = [row for row in table if row["sweep"] == "T far"]
            of = {
                direction: [row for row in near if row["direction"] == direction]
                for direction in ("gradient", "growing")
            }
            growing = [row for row in far if row["direction"] == "growing"]
            curve(panel, of["gradient"], "T", f"{what} start", PAPER, "at $W_0$")
            for direction, colour in (("gradient", SUPERVISED), ("growing", BOUND)):
                name = f"change at $r = {near[0]['r']:g}$, {direction}"
                curve(panel, of[direction], "T", f"{what} change", colour, name)
            curve(panel, growing, "T", f"{what} there", END_TO_END, f"at $r = {far[0]['r']:g}$, growing")
            panel.set(
                yscale="log",
                xlabel="length $T$",
                ylabel=f"{symbol}, or its change",
                title=f"{symbol}, exponents in $T$ with 95 % intervals",
            )
            panel.set_xscale("log", base=2)
