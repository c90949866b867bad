"""The prediction loss of four ways to train the softmax model on parities of 64 bits, by epoch, seed by seed.

Teacher forcing solves every size; the direct model and the chain of thought without a filter solve none.

The setting is that of Kim and Suzuki's figure 5 with a twentieth of its training strings.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from empirics.plots.own_runs import NothingToDraw
from empirics.plots.style import BOUND, END_TO_END, PAPER, SUPERVISED, Files, figure
from theory.results.records import Row, recorded_rows

NAME = ("attention", "regimes")
#: Epochs between two stored losses, as the study keeps them.
EVERY = 10
#: The name and the colour of each model.
MODELS = {
    "direct": ("direct", END_TO_END),
    "cot": ("chain of thought", PAPER),
    "teacher-forcing": ("teacher forcing", SUPERVISED),
    "self-consistency": ("with the filter", BOUND),
}


def rows(runs_dir: Path | None) -> list[Row]:
    """Return the stored curves; a folder of runs has none of its own."""
    if runs_dir is not None:
        raise NothingToDraw(
            f"{runs_dir}: runs hold no such curves; `subtask measure {'/'.join(NAME)}` makes them"
        )
    return recorded_rows(*NAME)


def draw(runs_dir: Path | None, files: Files) -> None:
    """Draw one panel for each k."""
    stored = rows(runs_dir)
    sizes = sorted({row["k"] for row in stored})
    with figure(files, len(sizes)) as (_, panels):
        for k, panel in zip(sizes, panels, strict=True):
            _curves(panel, [row for row in stored if row["k"] == k])
            panel.set(xlabel="epoch", ylabel="prediction loss", title=f"k = {k}")


def _curves(panel: Any, stored: list[Row]) -> None:
    shown: set[str] = set()
    for row in stored:
        title, colour = MODELS[row["model"]]
        losses = row["prediction_loss"]
        epochs = [EVERY * place for place in range(len(losses))]
        label = f"_{title}, seed {row['seed']}" if title in shown else title
        shown.add(title)
        panel.plot(epochs, losses, "-", color=colour, label=label, alpha=0.8)
