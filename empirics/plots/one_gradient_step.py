"""Training strings that one gradient step of the softmax model needs, by d, beside the d^2 that a theorem asks for.

With half of the bits read, the number grows with a smaller power of d than the theorem asks for, at these sizes.

It is the first size at which no test string is wrong, with the best of seven learning rates by the test error.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from empirics.plots.own_runs import NothingToDraw
from empirics.plots.style import BOUND, SUPERVISED, Files, figure
from theory.errors import InputError
from theory.results import fitted_exponent
from theory.results.intervals import mean_interval
from theory.results.records import Row, recorded_rows

NAME = ("attention", "one-gradient-step")


def rows(runs_dir: Path | None) -> list[Row]:
    """Return the stored thresholds; a folder of runs has none of its own."""
    if runs_dir is not None:
        raise NothingToDraw(
            f"{runs_dir}: runs hold no thresholds; `subtask measure {'/'.join(NAME)}` makes them"
        )
    found = recorded_rows(*NAME)
    if any(row["samples"] is None for row in found):
        raise InputError(f"{'/'.join(NAME)}: a search ended without a size that suffices")
    return found


def draw(runs_dir: Path | None, files: Files) -> None:
    """Draw, left: the thresholds by d, with intervals for their geometric means. Right: the error on the way."""
    stored = rows(runs_dir)
    with figure(files, 2) as (_, (by_size, along)):
        _by_size(by_size, stored)
        _along(along, stored)


def _by_size(panel: Any, stored: list[Row]) -> None:
    grouped: dict[int, list[float]] = defaultdict(list)
    for row in stored:
        grouped[row["d"]].append(float(np.log(row["samples"])))
    d = sorted(grouped)
    means = [float(np.exp(fmean(grouped[size]))) for size in d]
    intervals = [mean_interval(grouped[size]) for size in d]
    spread = [
        [mean - float(np.exp(i.low)) for mean, i in zip(means, intervals, strict=True)],
        [float(np.exp(i.high)) - mean for mean, i in zip(means, intervals, strict=True)],
    ]
    exponent = fitted_exponent(stored, "d", "samples")
    panel.errorbar(d, means, yerr=spread, fmt="o-", color=SUPERVISED, capsize=3, label="no test string wrong")
    panel.plot(d, [size**2 for size in d], "--", color=BOUND, label=r"$d^2$; the theorem asks for more")
    panel.set(
        xlabel="input bits d, half of them read",
        ylabel="training strings n",
        title=f"grows like d to the {exponent}",
    )
    panel.set_xscale("log", base=2)
    panel.set_yscale("log")


def _along(panel: Any, stored: list[Row]) -> None:
    sizes = sorted({row["d"] for row in stored})
    for place, d in enumerate(sizes):
        errors: dict[int, list[float]] = defaultdict(list)
        for row in stored:
            if row["d"] == d:
                for n, error in zip(row["tried"], row["errors"], strict=True):
                    errors[n].append(error)
        n = sorted(errors)
        shade = 0.3 + 0.7 * place / max(len(sizes) - 1, 1)
        means = [fmean(errors[size]) for size in n]
        panel.plot([size / d**2 for size in n], means, ".-", color=SUPERVISED, alpha=shade, label=f"d = {d}")
    panel.set(
        xlabel=r"training strings over $d^2$",
        ylabel="error of the parity",
        title="on the way, of the seeds not there yet",
    )
    panel.set_xscale("log")
