"""Lemma 14 on real nets: the gradient variance over all parities against its bound, by d and along training.

It lies below the bound at every size, and along training too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from empirics.plots.own_runs import NothingToDraw, source
from empirics.plots.style import BOUND, END_TO_END, SUPERVISED, Files, figure
from theory.errors import InputError
from theory.hardness import class_size
from theory.results.records import RECORDED, Record

COLOURS = {"rnn": SUPERVISED, "transformer": END_TO_END}
TITLES = {"rnn": "wide Elman net", "transformer": "Transformer"}
#: b^2 of the logistic loss: lemma 14's sharp constant.
CONSTANT = 0.25
FOLDER = "gradient-variance"


def measurements(runs_dir: Path | None) -> list[dict[str, Any]]:
    """Return the measurements of ``subtask hardness --out`` below a folder (None: the recorded ones), by model and d.

    Raises:
        InputError: nothing is stored there, or a file is not such a measurement.
    """
    found = []
    for path in sorted(((RECORDED if runs_dir is None else runs_dir) / FOLDER).glob("*.json")):
        try:
            document = dict(Record.read(path).content)
            document["points"][0]["ratio"], document["config"]["model"], document["class_size"]
        except (KeyError, IndexError, TypeError) as error:
            raise InputError(f"{path}: not a stored measurement ({type(error).__name__})") from None
        found.append(document)
    if not found:
        raise NothingToDraw(
            f"{runs_dir}: no stored gradient variance; `subtask hardness parity ... --out DIR` makes it"
        )
    return sorted(found, key=lambda m: (m["config"]["model"], m["d"]))


def draw(runs_dir: Path | None, files: Files) -> None:
    """Draw, left: at the start, by d, variance and bound. Right: |H| Var / E||grad||^2 along each run."""
    stored = measurements(runs_dir)
    with figure(files, 2) as (fig, (by_size, along)):
        for model in sorted({m["config"]["model"] for m in stored}):
            of_model = [m for m in stored if m["config"]["model"] == model]
            _by_size(by_size, of_model, model)
            _along(along, of_model, model)
        by_size.set(
            xlabel="input bits d",
            ylabel="variance of the gradient at the start",
            title="variance over all parities, and lemma 14's bound",
        )
        by_size.set_yscale("log")
        along.axhline(CONSTANT, color=BOUND, linestyle="--", label="1/4, never exceeded")
        along.set(
            xlabel="full-batch updates",
            ylabel=r"$|H|\,$Var$\,/\,E\|\nabla p\|^2$",
            title="the ratio along training",
        )
        along.set_yscale("log")
        fig.supxlabel(f"parity; measurements {source(runs_dir)}")


def _by_size(panel: Any, stored: list[dict[str, Any]], model: str) -> None:
    d = [m["d"] for m in stored]
    start = [m["points"][0] for m in stored]
    bounds = [
        CONSTANT * p["mean_square_gradient"] / class_size(m["d"]).size
        for p, m in zip(start, stored, strict=True)
    ]
    colour = COLOURS[model]
    panel.plot(d, [p["gradient_variance"] for p in start], "o-", color=colour, label=f"{TITLES[model]}: Var")
    panel.plot(d, bounds, "--", color=colour, label=f"{TITLES[model]}: " + r"$E\|\nabla p\|^2/4|H|$")


def _along(panel: Any, stored: list[dict[str, Any]], model: str) -> None:
    for m in stored:
        points = m["points"]
        shade = 0.3 + 0.7 * m["d"] / max(other["d"] for other in stored)
        label = (
            TITLES[model] + ", lighter for smaller d"
            if m is stored[-1]
            else f"_{TITLES[model]}, d = {m['d']}"
        )
        steps, ratios = [p["step"] for p in points], [p["ratio"] for p in points]
        panel.plot(steps, ratios, ".-", color=COLOURS[model], alpha=shade, label=label)
