"""Parity's sub-tasks before and after, and labels that disagree on sequences that end alike at the printed A."""

from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt

from theory.results import recorded_rows


def draw(path: Path) -> None:
    figure, (sizes, outputs) = plt.subplots(1, 2, figsize=(9.6, 3.6), layout="constrained")
    _sizes(sizes)
    _outputs(outputs)
    figure.savefig(path)
    plt.close(figure)


def _sizes(axes: Any) -> None:
    rows = recorded_rows("elman", "complexity")
    d = [row["d"] for row in rows]
    for suffix, color, name in (("_printed", "tab:red", "printed $A$"), ("", "tab:blue", "$2/(mT^3)$")):
        axes.loglog(d, [r[f"largest{suffix}"] for r in rows], "o-", color=color, label=f"dearest, {name}")
        axes.loglog(d, [r[f"least{suffix}"] for r in rows], "o:", color=color, label=f"cheapest, {name}")
    axes.loglog(
        d, [r["joint_at_most"] for r in rows], "s-", color="black", ms=4, label="all together, at most"
    )
    axes.set_xticks(d, [str(size) for size in d])
    axes.minorticks_off()
    axes.set(xlabel="input bits $d$", ylabel="complexity", title="the tree of parity")
    axes.legend(frameon=False, fontsize=7)


def _outputs(axes: Any) -> None:
    rows = recorded_rows("elman", "shared-weights")
    free = [row for row in rows if row["family"] == "free sequences"]
    forced = [row for row in rows if row["family"] != "free sequences"]
    for k, color in ((2, "tab:gray"), (3, "tab:blue"), (4, "tab:purple")):
        axes.loglog(
            [row["first_output"] for row in free],
            [row[f"over_printed_{k}"] for row in free],
            "o-",
            color=color,
            label=f"free sequences, {k} outputs",
        )
    axes.loglog(
        [row["first_output"] for row in forced],
        [row["over_printed"] for row in forced],
        "s-",
        color="tab:red",
        label="teacher-forced, 3 outputs (at least)",
    )
    axes.axhline(1, color="black", linewidth=0.8)
    t = [row["first_output"] for row in free]
    axes.set_xticks(t, [str(value) for value in t])
    axes.minorticks_off()
    axes.set(xlabel="first output $t$", ylabel=r"joint / ($T$ $\times$ sum of separate)", title="printed $A$")
    axes.legend(frameon=False, fontsize=7)
