"""Exact kernel regression at infinite width: errors against samples, with and without sub-tasks.

With sub-tasks the error falls to zero; end to end it stays near one half at 16 and 32 bits.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from empirics.analysis.stored import learning_rows
from empirics.plots.style import BOUND, END_TO_END, SUPERVISED, Files, figure
from theory.kernel.draws import mean_over_draws
from theory.results.records import RECORDED

SIZES = (8, 16, 32)


def draw(runs_dir: Path | None, files: Files) -> None:
    """Draw one panel a recorded size: every draw, means and 95% intervals over draws; no run is read."""
    sizes = [d for d in SIZES if (RECORDED / "kernel" / f"learning-curves-{d}.json").exists()] or [SIZES[0]]
    with figure(files, len(sizes)) as (_, panels):
        for panel, d in zip(panels, sizes, strict=True):
            _panel(panel, d)


def _panel(panel: Any, d: int) -> None:
    table = learning_rows(d)
    for key, color, label in (
        ("any_wrong", SUPERVISED, "any sub-task wrong"),
        ("end_to_end_error", END_TO_END, "end to end"),
    ):
        by_size: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for row in table:
            by_size[row["samples"]].append(row)
        samples = sorted(by_size)
        means = [
            mean_over_draws([r[key] for r in by_size[n]], [r["test_inputs"] for r in by_size[n]])
            for n in samples
        ]
        panel.plot(samples, [m.mean for m in means], "-", color=color, label=label)
        panel.fill_between(
            samples,
            [m.low for m in means],
            [m.high for m in means],
            color=color,
            alpha=0.25,
            lw=0,
            label=f"_{label}, mean, 95 %",
        )
        panel.plot(
            [r["samples"] for r in table],
            [r[key] for r in table],
            ".",
            ms=2.5,
            alpha=0.6,
            color=color,
            label=f"_{label}, each draw",
        )
    panel.axhline(0.5, color="black", lw=0.6, label="_guessing")
    if d == 8:
        panel.axvline(2**d, color=BOUND, ls="--", label="number of inputs")
    panel.set(
        xscale="log",
        xlabel="samples $n$",
        ylabel="error on inputs not drawn (fraction)",
        title=f"$d = {d}$",
        ylim=(-0.02, 1.02),
    )
    ticks = samples[::2]
    panel.set_xticks(ticks, [f"{n:,}" for n in ticks])
    panel.minorticks_off()
