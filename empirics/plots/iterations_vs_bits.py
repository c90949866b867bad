"""Iterations against bits (figure 3): the paper's table 1, ours at its size and small, and the bound of theorem 2.

Both at the paper's size and small, steps with sub-tasks grow slowly and steps end to end quickly; the bound is far
above all of them.

The small runs are by Muon and, as the paper trained its models, by AdamW.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from statistics import fmean
from typing import Any

from empirics.analysis.cells import Measured, is_of_grid, measured
from empirics.analysis.gap import FOLDER, summaries
from empirics.plots.own_runs import NothingToDraw, finished_runs, source
from empirics.plots.style import BOUND, PAPER, SETTINGS, Files, figure
from empirics.spec import TransformerConfig
from empirics.spec.config import PARITY
from empirics.store import Run
from theory.reported.table_1 import TABLE_1
from theory.results.outcomes import LEARNED_ERROR, first_step_at_most
from theory.results.records import RECORDED

BOUND_SIZES = {True: (8, 16, 32, 64, 128), False: (8, 10, 12, 14, 16, 18, 32, 64, 128)}


#: (d, supervised, step, learned): the step at which the task was learned, or the last step.
Point = tuple[int, bool, int, bool]
#: How the small runs are drawn, by optimiser: marker, line, and name in the key.
OURS = {"muon": ("o", "-", "ours, one layer, Muon"), "adamw": ("x", ":", "ours, small, AdamW")}


def points(runs_dir: Path, optimizer: str = "adamw") -> list[Point]:
    """Return every small Transformer run by one optimiser on parity; if not learned, its last step."""
    found = []
    for run in finished_runs(runs_dir):
        model = run.config.model
        if not isinstance(model, TransformerConfig) or is_of_grid(run.config):
            continue
        if model.optimizer != optimizer or run.config.task_name != PARITY:
            continue
        step = first_step_at_most(run, LEARNED_ERROR)
        found.append((run.config.d, run.config.supervised, step or _steps(run), step is not None))
    return sorted(found)


def recorded_points() -> list[Point]:
    """The recorded seeds of the small run by Muon, on one thread."""
    return [
        (found.d, found.supervised, steps, learned)
        for found in summaries()
        if found.threads == 1
        for steps, learned in zip(found.steps, found.reached, strict=True)
    ]


def _of_grid(runs: Iterable[Run]) -> list[Run]:
    return [run for run in runs if is_of_grid(run.config)]


def _steps(run: Run) -> int:
    return int(run.metrics()[-1]["step"])


def draw(runs_dir: Path | None, files: Files) -> None:
    """Draw left the measurements, right the same under the bound, on a scale that contains it."""
    folders = [RECORDED / name for name in ("runs", FOLDER, "table-1")]
    stored = {optimizer: [p for folder in folders for p in points(folder, optimizer)] for optimizer in OURS}
    stored["muon"] += recorded_points()
    own: dict[str, list[Point]] = {optimizer: [] for optimizer in OURS}
    if runs_dir is not None:
        own = {optimizer: points(runs_dir, optimizer) for optimizer in OURS}
        folders.append(runs_dir)
    grid = {run.config.name: run for folder in reversed(folders) for run in finished_runs(folder)}
    at_size = [found for row in TABLE_1 if (found := measured(row, _of_grid(grid.values()))) is not None]
    if runs_dir is not None and not any(own.values()) and not _of_grid(finished_runs(runs_dir)):
        raise NothingToDraw(
            f"{runs_dir}: no finished Transformer run of parity; `subtask sweep cpu` makes them"
        )
    # Runs that take longer than a report may are kept with the project, and drawn beside a folder's.
    ours = {optimizer: sorted({*own[optimizer], *stored[optimizer]}) for optimizer in OURS}
    with figure(files, 2) as (fig, (left, right)):
        _measured(left, ours)
        _at_the_paper_s_size(left, at_size)
        circled = [(d, step) for found in own.values() for d, _, step, _ in found]
        if circled:
            label = f"the runs {source(runs_dir)}"
            left.plot(*zip(*circled, strict=True), "o", mfc="none", mec="black", ms=9, label=label)
        left.set(yscale="log", ylabel="iterations", title="measured")
        _bound(right)
        _measured(right, ours, log10=True)
        right.set(
            ylabel=r"$\log_{10}$ of iterations (itself on a log scale)",
            yscale="log",
            title="the same, and what theorem 2 asks for",
        )
        for panel in (left, right):
            panel.set_xscale("log", base=2)
            panel.set(
                xlabel="input bits d of parity",
                xticks=[8, 16, 32, 64, 128],
                xticklabels=["8", "16", "32", "64", "128"],
            )
        fig.supxlabel(
            f"Ours: recorded with the project{'; circled: the runs ' + source(runs_dir) if circled else ''}. "
            "The paper's iterations: batch 32, 12 layers of width 768, until validation accuracy > 60 %. Ours at that "
            "size: until beyond chance, mean and two deviations over seeds. Ours, small: batch 256, one layer of "
            "width 128 (Muon at 128 bits: 256), until 95 %; lines join means. Triangles: not learned in that many. "
            "Bound: C = 1, "
            "$\\epsilon = \\delta = 0.1$, the logarithms that $\\tilde O$ hides left out."
        )


def _measured(panel: Any, ours: dict[str, list[Point]], *, log10: bool = False) -> None:
    from math import log10 as log

    hidden = "_" if log10 else ""  # the left panel has the key

    def height(steps: float) -> float:
        return log(steps) if log10 else steps

    for supervised, (how, color) in SETTINGS.items():
        for optimizer, found in ours.items():
            _small(
                panel,
                [(d, height(step), done) for d, how_, step, done in found if how_ is supervised],
                how,
                color,
                optimizer,
                hidden,
            )
        rows = [row for row in TABLE_1 if row.supervised is supervised]
        theirs = [(row.d, height(float(row.iterations.mean))) for row in rows if row.iterations is not None]
        theirs_not = [(row.d, height(100_000)) for row in rows if row.iterations is None]
        panel.plot(
            *zip(*theirs, strict=True),
            "s--",
            color=color,
            mfc="white",
            alpha=0.7,
            label=f"{hidden}table 1, {how}",
        )
        if theirs_not:
            panel.plot(
                *zip(*theirs_not, strict=True),
                "^",
                color=PAPER,
                mfc="white",
                mec=color,
                alpha=0.7,
                label=f"_table 1, {how}, not learned in that many",
            )


def _small(
    panel: Any, found: list[tuple[int, float, bool]], how: str, color: str, optimizer: str, hidden: str
) -> None:
    """Draw our small runs by one optimiser: (d, height, learned)."""
    marker, line, label = OURS[optimizer]
    learned = [(d, y) for d, y, done in found if done]
    not_learned = [(d, y) for d, y, done in found if not done]
    if learned:
        panel.plot(*zip(*learned, strict=True), marker, color=color, ms=4, label=f"{hidden}{label}, {how}")
        # Several seeds of a size: the line joins their means.
        sizes = sorted({d for d, _ in learned})
        panel.plot(
            sizes,
            [fmean(y for d, y in learned if d == size) for size in sizes],
            line,
            color=color,
            label=f"_{label}, {how}, mean",
        )
    if not_learned:
        panel.plot(
            *zip(*not_learned, strict=True),
            "^",
            color=color,
            ms=4 if optimizer == "adamw" else 7,
            label=f"_{label}, {how}, not learned in that many",
        )


def _at_the_paper_s_size(panel: Any, ours: list[Measured]) -> None:
    for supervised, (how, color) in SETTINGS.items():
        found = [cell for cell in ours if cell.row.supervised is supervised]
        learned = [cell for cell in found if cell.beyond_chance.reached]
        not_learned = [
            (cell.row.d, cell.beyond_chance.missed_within) for cell in found if not cell.beyond_chance.reached
        ]
        if learned:
            panel.errorbar(
                [cell.row.d for cell in learned],
                [cell.beyond_chance.mean for cell in learned],
                # On a logarithmic scale a bar does not reach down to 0.
                [
                    [
                        min(cell.beyond_chance.two_deviations, 0.9 * cell.beyond_chance.mean)
                        for cell in learned
                    ],
                    [cell.beyond_chance.two_deviations for cell in learned],
                ],
                fmt="D",
                color=color,
                capsize=2,
                label=f"ours at the paper's size, {how}",
            )
        if not_learned:
            panel.plot(
                *zip(*not_learned, strict=True),
                "^",
                ms=9,
                color=color,
                label=f"_ours at the paper's size, {how}, not learned in that many",
            )


def _bound(panel: Any) -> None:
    from theory.hypothesis_class.bounds import parity_bound

    for supervised, style in ((True, "-"), (False, ":")):
        sizes = BOUND_SIZES[supervised]
        heights = [parity_bound(d, end_to_end=not supervised).log10_samples for d in sizes]
        how = SETTINGS[supervised][0]
        panel.plot(sizes, heights, style, color=BOUND, lw=2, label=f"theorem 2, {how}")
