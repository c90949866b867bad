"""Learning curves: validation accuracy against steps, as figure 4 sketches it, of runs with and without sub-tasks.

Runs at the paper's size where there are any, else the small ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from empirics.analysis.cells import grid_runs, is_of_grid, measured
from empirics.plots.style import PAPER, figure
from empirics.spec import TransformerConfig
from empirics.store import Run, list_runs
from theory.errors import InputError
from theory.reported.table_1 import TABLE_1
from theory.results.chance import ALMOST_PERFECT, PAPER_ACCURACY
from theory.results.records import RECORDED

#: A colour for each size, from Okabe and Ito's palette.
COLOURS = {
    8: "#0072B2",
    10: "#E69F00",
    12: "#009E73",
    14: "#CC79A7",
    16: "#D55E00",
    18: "#000000",
    32: "#56B4E9",
    64: "#F0E442",
    128: "#999999",
}


def draw(runs_dir: Path, path: Path) -> None:
    """Left with sub-tasks, right without; one line a run."""
    runs, size = shown_runs(runs_dir)
    with figure(path, 2, (9.6, 3.8)) as (fig, panels):
        for panel, supervised in zip(panels, (True, False), strict=True):
            _panel(panel, [run for run in runs if run.config.supervised is supervised])
            panel.set(title="with sub-tasks" if supervised else "without", xlabel="steps")
        panels[0].set_ylabel("validation accuracy")
        fig.supxlabel(
            f"{size}. Dotted: {float(PAPER_ACCURACY):.0%} and {float(ALMOST_PERFECT):.0%}.", fontsize=7
        )


def shown_runs(runs_dir: Path) -> tuple[list[Run], str]:
    """The runs, and what they are.

    Raises:
        InputError: there are none.
    """
    grid = grid_runs((RECORDED / "table-1", runs_dir))
    ours = [found for row in TABLE_1 if (found := measured(row, grid)) is not None]
    if ours:
        return [
            run for found in ours for run in found.runs
        ], "The paper's size: 12 layers of width 768, batch 32"
    small = [
        run
        for run in list_runs(runs_dir)
        if run.finished and isinstance(run.config.model, TransformerConfig) and not is_of_grid(run.config)
    ]
    if not small:
        raise InputError(f"{runs_dir}: no finished Transformer run; `subtask sweep cpu` makes them")
    return small, "Not the paper's size: one layer of width 128, batch 256"


def curve(run: Run) -> tuple[list[int], list[float]]:
    """Steps and validation accuracies of a run."""
    metrics = run.metrics()
    return (
        [int(line["step"]) for line in metrics],
        [1 - float(line["validation"]["free_running_error"]) for line in metrics],
    )


def _panel(panel: Any, runs: Sequence[Run]) -> None:
    labelled = set()
    for run in sorted(runs, key=lambda run: (run.config.d, run.config.seed)):
        d = run.config.d
        label = None if d in labelled else f"{d} bits"
        labelled.add(d)
        panel.plot(*curve(run), "-", lw=1.2, color=COLOURS.get(d, PAPER), label=label)
    for level in (PAPER_ACCURACY, ALMOST_PERFECT):
        panel.axhline(float(level), color=PAPER, lw=0.8, ls=":")
    panel.set(ylim=(0.3, 1.02), xscale="log")
    if runs:
        panel.legend(fontsize=7, loc="lower left")
    else:
        panel.text(0.5, 0.5, "not run", ha="center", transform=panel.transAxes)
