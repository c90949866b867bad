"""The explicit weights in nets: the largest error of a label against the width, and what the deviations allow."""

from empirics.plots.style import BLACK, BLUE, GREY, Files, figure
from theory.results import recorded_rows


def draw(files: Files) -> None:
    rows = recorded_rows("elman", "fit")
    widths = [row["width"] for row in rows]
    with figure(files) as (_, [axes]):
        axes.loglog(
            widths, [row["bound"] for row in rows], "^", color=GREY, label="allowed by the deviations"
        )
        axes.loglog(widths, [row["largest_error"] for row in rows], "o", color=BLUE, label="largest error")
        first = min(widths)
        axes.loglog(
            sorted(set(widths)),
            [2 * (first / m) ** 0.5 for m in sorted(set(widths))],
            "--",
            color=BLUE,
            linewidth=0.8,
            label=r"$m^{-1/2}$",
        )
        axes.axhline(1 / 8, color=BLACK, linewidth=0.8, label="1/8")
        axes.set(xlabel="width $m$", ylabel="error of a label")
