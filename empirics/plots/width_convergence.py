"""The kernel of nets of finite width against its limit.

The deviation falls about like the power minus one half of the width (dashed).
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from empirics.plots.style import END_TO_END, PAPER, SUPERVISED, Files, figure
from theory.results.records import recorded_rows


def draw(runs_dir: Path | None, files: Files) -> None:
    """Draw errors at one output and between outputs against the width; no run is read."""
    table = recorded_rows("kernel", "width-convergence")
    with figure(files) as (_, [panel]):
        for lag, color in ((0, SUPERVISED), (1, END_TO_END), (2, PAPER)):
            errors: dict[int, list[float]] = defaultdict(list)
            for row in table:
                if row["lag"] == lag:
                    errors[row["width"]].append(row["rms_error"] / row["mean_kernel"])
            widths = sorted(errors)
            label = "one output" if lag == 0 else f"outputs {lag} apart"
            for width in widths:
                panel.plot(
                    [width] * len(errors[width]),
                    errors[width],
                    ".",
                    ms=3,
                    color=color,
                    alpha=0.5,
                    label=f"_{label}, each net",
                )
            panel.plot(
                widths,
                [sum(errors[w]) / len(errors[w]) for w in widths],
                "-",
                color=color,
                label=label,
            )
        panel.plot(
            widths,
            [0.6 * (widths[0] / w) ** 0.5 for w in widths],
            "--",
            color="black",
            lw=0.8,
            label=r"slope $-1/2$",
        )
        panel.set(
            xscale="log", yscale="log", xlabel="width $m$", ylabel="root mean square error / mean kernel"
        )
        panel.set_xticks(widths, [str(w) for w in widths])
        panel.minorticks_off()
