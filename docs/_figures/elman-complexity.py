"""Parity's sub-tasks before and after, and labels that disagree on sequences that end alike at the printed A."""

from typing import Any

from empirics.plots.style import BLACK, BLUE, GREY, PURPLE, VERMILLION, Files, figure
from theory.results import recorded_rows


def draw(files: Files) -> None:
    with figure(files, 2) as (_, (sizes, outputs)):
        _sizes(sizes)
        _outputs(outputs)


def _sizes(axes: Any) -> None:
    rows = recorded_rows("elman", "complexity")
    d = [row["d"] for row in rows]
    for suffix, color, name in (("_printed", VERMILLION, "printed $A$"), ("", BLUE, "$2/(mT^3)$")):
        axes.loglog(d, [r[f"largest{suffix}"] for r in rows], "o-", color=color, label=f"dearest, {name}")
        axes.loglog(d, [r[f"least{suffix}"] for r in rows], "o:", color=color, label=f"cheapest, {name}")
    axes.loglog(d, [r["joint_at_most"] for r in rows], "s-", color=BLACK, ms=4, label="all together, at most")
    axes.set_xticks(d, [str(size) for size in d])
    axes.minorticks_off()
    axes.set(xlabel="input bits $d$", ylabel="complexity", title="the tree of parity")


def _outputs(axes: Any) -> None:
    rows = recorded_rows("elman", "shared-weights")
    free = [row for row in rows if row["family"] == "free sequences"]
    forced = [row for row in rows if row["family"] != "free sequences"]
    for k, color in ((2, GREY), (3, BLUE), (4, PURPLE)):
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
        color=VERMILLION,
        label="teacher-forced, 3 outputs (at least)",
    )
    axes.axhline(1, color=BLACK, linewidth=0.8)
    t = [row["first_output"] for row in free]
    axes.set_xticks(t, [str(value) for value in t])
    axes.minorticks_off()
    axes.set(xlabel="first output $t$", ylabel=r"joint / ($T$ $\times$ sum of separate)", title="printed $A$")
