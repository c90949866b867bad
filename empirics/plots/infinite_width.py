"""A net trained on a fixed sample against its own limit of infinite width, at growing width.

At the rate 1/m the distance falls as the width grows; at 8/m, where the limit itself is unstable, it does not.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from pathlib import Path

from empirics.plots.style import BLACK, BOUND, END_TO_END, SUPERVISED, Files, figure
from theory.results.records import Row, recorded_rows

#: The quantities that are drawn: colour, name, and key in a row.
CURVES = (
    (END_TO_END, "distance of the outputs from the limit's", "distance"),
    (SUPERVISED, "error of the linearised net", "linearisation_error"),
    (BOUND, "change of the net's kernel, relative", "kernel_drift"),
)


def table() -> list[Row]:
    """The recorded nets; InputError if there are none."""
    return recorded_rows("wide-net", "infinite-width-8")


def draw(runs_dir: Path | None, files: Files) -> None:
    """Draw both settings at each learning rate; no run is read."""
    found = table()
    widths = sorted({row["width"] for row in found})
    dashes = dict(zip(sorted({row["rate"] for row in found}), ("-", ":"), strict=True))
    with figure(files, 2) as (_, panels):
        for panel, supervised in zip(panels, (True, False), strict=True):
            for (colour, name, key), (rate, dash) in product(CURVES, dashes.items()):
                of_width: dict[int, list[float]] = defaultdict(list)
                for row in found:
                    if (row["supervised"], row["rate"]) == (supervised, rate):
                        of_width[row["width"]].append(row[key])
                means = [(m, sum(values) / len(values)) for m, values in sorted(of_width.items())]
                shown = f"_{name}, $\\eta = {rate:g}/m$"
                panel.plot(*zip(*means, strict=True), dash, marker=".", color=colour, label=shown)
            panel.set(
                xscale="log", yscale="log", xlabel="width $m$", ylabel="distance, error, change (relative)"
            )
            panel.set_title("with sub-tasks" if supervised else "end to end")
            panel.set_xticks(widths, [str(m) for m in widths])
            panel.minorticks_off()
        for colour, name, _ in CURVES:  # the key: colours, then dashes
            panels[0].plot([], [], color=colour, label=name)
        for rate, dash in dashes.items():
            panels[0].plot([], [], dash, color=BLACK, label=rf"$\eta = {rate:g}/m$")
        panels[1].sharey(panels[0])
        panels[0].set_ylim(bottom=0.01)
