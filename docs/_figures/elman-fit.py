"""The explicit weights in nets: the largest error of a label against the width, and what the deviations allow."""

from pathlib import Path

import matplotlib.pyplot as plt

from theory.results import recorded_rows


def draw(path: Path) -> None:
    rows = recorded_rows("elman", "fit")
    widths = [row["width"] for row in rows]
    figure, axes = plt.subplots(figsize=(5.6, 3.4), layout="constrained")
    axes.loglog(
        widths, [row["bound"] for row in rows], "^", color="tab:gray", label="allowed by the deviations"
    )
    axes.loglog(widths, [row["largest_error"] for row in rows], "o", color="tab:blue", label="largest error")
    first = min(widths)
    axes.loglog(
        sorted(set(widths)),
        [2 * (first / m) ** 0.5 for m in sorted(set(widths))],
        "--",
        color="tab:blue",
        linewidth=0.8,
        label=r"$m^{-1/2}$",
    )
    axes.axhline(1 / 8, color="black", linewidth=0.8)
    axes.annotate("1/8", (first, 0.135), fontsize=8)
    axes.set(xlabel="width $m$", ylabel="error of a label")
    axes.legend(frameon=False, fontsize=8)
    figure.savefig(path)
    plt.close(figure)
