"""Learning curves: validation accuracy against steps, as figure 4 sketches it, with sub-tasks and end to end.

With sub-tasks accuracy rises within about a thousand steps; end to end it takes longer, or hardly rises in the run.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from empirics.analysis.cells import is_of_grid, measured
from empirics.plots import style
from empirics.plots.own_runs import NothingToDraw, by_task, finished_runs, source
from empirics.plots.style import PAPER, SETTINGS, Files, figure
from empirics.store import Run
from theory.reported.table_1 import TABLE_1
from theory.results.chance import ALMOST_PERFECT, PAPER_ACCURACY
from theory.words import counted

#: A colour for each size.
COLOURS = {
    8: style.BLUE,
    10: style.ORANGE,
    12: style.GREEN,
    14: style.PURPLE,
    16: style.VERMILLION,
    18: style.BLACK,
    32: style.SKY,
    64: style.YELLOW,
    128: style.PALE,
}
#: How the models of one row are distinguished.
STYLES = ("-", "--", "-.", ":")


def draw(runs_dir: Path | None, files: Files) -> None:
    """Draw one row a task and model: left with sub-tasks, right end to end; one line a run."""
    groups = shown_runs(runs_dir)
    with figure(files, 2 * len(groups)) as (fig, panels):
        for row, (title, runs) in zip(
            zip(panels[::2], panels[1::2], strict=True), groups.items(), strict=True
        ):
            for panel, how in zip(row, SETTINGS, strict=True):
                _panel(panel, runs, how)
                panel.set_title(f"{title}, {SETTINGS[how][0]}")
        fig.supxlabel(
            f"{counted(sum(map(len, groups.values())), 'finished run')} {source(runs_dir)}. "
            f"Dotted: {float(PAPER_ACCURACY):.0%} and {float(ALMOST_PERFECT):.0%}."
        )


#: The name of the runs at the paper's size.
AT_THE_PAPER_S_SIZE = "parity, Transformer of the paper's size: 12 layers of width 768, batch 32"


def shown_runs(runs_dir: Path | None) -> dict[str, list[Run]]:
    """Return the runs by task and model, those at the paper's size first and of their best setting only.

    Raises:
        NothingToDraw: there are none.
    """
    runs = finished_runs(runs_dir, "table-1")
    grid = [run for run in runs if is_of_grid(run.config)]
    cells = [found for row in TABLE_1 if (found := measured(row, grid)) is not None]
    shown = {AT_THE_PAPER_S_SIZE: [run for found in cells for run in found.runs]} if cells else {}
    shown |= by_task(run for run in runs if not is_of_grid(run.config))
    if not shown:
        raise NothingToDraw(f"{runs_dir}: no finished run; `subtask sweep cpu` makes some")
    return shown


def curve(run: Run) -> tuple[list[int], list[float]]:
    """Steps and validation accuracies of a run."""
    metrics = run.metrics()
    return (
        [int(line["step"]) for line in metrics],
        [1 - float(line["validation"]["free_running_error"]) for line in metrics],
    )


def _panel(panel: Any, group: Sequence[Run], supervised: bool) -> None:
    models = sorted({run.config.model.description for run in group})
    labelled = set()
    for run in sorted(group, key=lambda run: (run.config.d, run.config.seed)):
        d, model = run.config.d, run.config.model.description
        if run.config.supervised is not supervised:
            continue
        label = f"{d} bits" + (f", {model}" if len(models) > 1 else "")
        hidden = "" if label not in labelled else "_"
        labelled.add(label)
        panel.plot(
            *curve(run),
            STYLES[models.index(model) % len(STYLES)],
            marker="." if len(run.metrics()) == 1 else None,
            lw=1.2,
            color=COLOURS.get(d, PAPER),
            label=f"{hidden}{label}, seed {run.config.seed}" if hidden else label,
        )
    for level in (PAPER_ACCURACY, ALMOST_PERFECT):
        panel.axhline(float(level), color=PAPER, lw=0.8, ls=":", label=f"_{float(level):.0%}")
    panel.set(ylim=(-0.02, 1.02), xscale="log", xlabel="steps", ylabel="validation accuracy (fraction)")
    if not labelled:
        panel.text(0.5, 0.5, "no finished run", ha="center", transform=panel.transAxes)
        panel.set_xticks([])
        panel.minorticks_off()
