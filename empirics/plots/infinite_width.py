"""A net trained on a fixed sample against its own limit of infinite width, at growing width."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from empirics.plots.style import BOUND, END_TO_END, SUPERVISED, figure
from theory.experiments.recorded import Row, rows

#: What is drawn: its colour, its name, and its value in a row.
CURVES = (
    (
        END_TO_END,
        "distance from the limit / change of the limit",
        lambda row: row["distance"] / row["limit_change"],
    ),
    (
        SUPERVISED,
        "error of the linearised net / change",
        lambda row: row["linearisation_error"] / row["change"],
    ),
    (BOUND, "change of the net's kernel, relative", lambda row: row["kernel_drift"]),
)


def table() -> list[Row]:
    """The recorded nets; InputError if there are none."""
    return rows("wide-net", "infinite-width-8")


def draw(runs_dir: Path, path: Path) -> None:
    """With sub-tasks and end to end, at each learning rate; no run is read."""
    found = table()
    rates = sorted({row["rate"] for row in found})
    with figure(path, 2, (8.0, 3.6)) as (_, panels):
        for panel, supervised in zip(panels, (True, False), strict=True):
            for colour, name, value in CURVES:
                for rate, dash in zip(rates, ("-", ":"), strict=True):
                    of_width: dict[int, list[float]] = defaultdict(list)
                    for row in found:
                        if (row["supervised"], row["rate"]) == (supervised, rate):
                            of_width[row["width"]].append(value(row))
                    widths = sorted(of_width)
                    means = [sum(of_width[m]) / len(of_width[m]) for m in widths]
                    label = name if rate == rates[0] else None
                    panel.plot(widths, means, dash, marker=".", color=colour, label=label)
            panel.set(
                xscale="log",
                yscale="log",
                xlabel="width $m$",
                title="with sub-tasks" if supervised else "end to end",
            )
            panel.set_xticks(widths, [str(m) for m in widths])
            panel.minorticks_off()
        panels[0].legend(fontsize=6)
        panels[1].set_ylabel(
            " and ".join(f"{rate:g}" for rate in rates) + r": $\eta m$, solid and dotted", fontsize=6
        )
