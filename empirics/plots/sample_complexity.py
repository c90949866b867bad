"""Samples that the wide net needs: observed, as its kernel predicts, and as theorem 2 bounds them.

The net needs more than its kernel, and both need many orders of magnitude less than the bound.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from pathlib import Path
from typing import Any

from empirics.analysis import stored
from empirics.plots.kernel_learning_curves import SIZES
from empirics.plots.style import BOUND, SETTINGS, SUPERVISED, Files, figure
from theory.results.outcomes import LEARNED_ERROR
from theory.results.records import recorded_rows


def single_pass(supervised: bool) -> dict[int, list[int]]:
    """Return the samples until the error was first at most 5 %, by d, of the runs that reached this."""
    found: dict[int, list[int]] = defaultdict(list)
    for row in stored.single_pass_rows():
        if row["supervised"] is supervised and row["samples_to_learn"] is not None:
            found[row["d"]].append(row["samples_to_learn"])
    return dict(sorted(found.items()))


def not_learned(supervised: bool) -> dict[int, int]:
    """Return the samples drawn by runs that did not learn, by d."""
    return {
        row["d"]: row["steps"] * row["batch"]
        for row in stored.single_pass_rows()
        if row["supervised"] is supervised and row["samples_to_learn"] is None
    }


def kernel_samples() -> dict[int, float]:
    """Samples after which the kernel's regression gets at most 5 % of the unseen inputs wrong in any sub-task, by d.

    Between two recorded sizes the error is taken to fall evenly in the size's logarithm.
    """
    found = {}
    for d in SIZES:
        by_size: dict[int, list[float]] = defaultdict(list)
        for row in stored.learning_rows(d):
            by_size[row["samples"]].append(row["any_wrong"])
        means = [(n, sum(values) / len(values)) for n, values in sorted(by_size.items())]
        for (n, before), (more, after) in itertools.pairwise(means):
            if after <= LEARNED_ERROR < before:
                found[d] = n * (more / n) ** ((before - LEARNED_ERROR) / (before - after))
                break
    return found


def letter(supervised: bool) -> dict[int, list[float]]:
    """Return the sum of the teacher-forced errors after n steps of algorithm 1 as printed, by n, one number a seed."""
    found: dict[int, list[float]] = defaultdict(list)
    for row in recorded_rows("wide-net", "wide-letter"):
        if row["supervised"] is supervised:
            found[row["steps"]].append(sum(row["teacher_forced_errors"]))
    return dict(sorted(found.items()))


def letter_at_infinite_width(d: int, supervised: bool) -> dict[int, list[float]]:
    """Return the same sums for the kernel's own descent, which is algorithm 1 at infinite width."""
    found: dict[int, list[float]] = defaultdict(list)
    for row in recorded_rows("kernel", "descent"):
        if (row["d"], row["supervised"], row["random_start"]) == (d, supervised, True):
            found[row["samples"]].append(sum(row["sub_task_errors"]))
    return dict(sorted(found.items()))


def draw(runs_dir: Path | None, files: Files) -> None:
    """Draw the measurements, then algorithm 1 as printed, then all under the bound; no run is read."""
    with figure(files, 3) as (fig, (left, middle, right)):
        _measured(left, log10=False)
        left.set(yscale="log", ylabel="samples until the error is at most 5%", title="a single pass")
        _letter(middle)
        _bound(right)
        _measured(right, log10=True)
        right.set(
            ylabel=r"$\log_{10}$ of samples (itself on a log scale)",
            yscale="log",
            title="the same, and theorem 2",
        )
        for panel in (left, right):
            panel.set_xscale("log", base=2)
            panel.set(xlabel="input bits d", xticks=[4, 8, 16, 32], xticklabels=["4", "8", "16", "32"])
        one = recorded_rows("wide-net", "wide-single-pass")[-1]
        batch, eta, width = one["batch"], one["eta"], one["width"]
        fig.supxlabel(
            f"Single pass: batches of {batch}, $\\eta = {eta:g}/m$, $m = {width}$ (at $d=8$ 1024). "
            "To the letter: one sample a step, $\\eta = 1/(m\\sqrt{n})$. B of variance 1 in both. "
            "Bound: C = 1, $\\epsilon = \\delta = 0.1$, the logarithms of $\\tilde O$ left out."
        )


def _measured(panel: Any, *, log10: bool) -> None:
    from math import log10 as log

    hidden = "_" if log10 else ""  # the left panel has the legend

    def height(samples: float) -> float:
        return log(samples) if log10 else samples

    for supervised, (label, color) in SETTINGS.items():
        found = single_pass(supervised)
        points = [(d, height(n)) for d, values in found.items() for n in values]
        panel.plot(
            *zip(*points, strict=True), "o", color=color, ms=3, alpha=0.5, label=f"_net, each seed, {label}"
        )
        means = [(d, height(sum(values) / len(values))) for d, values in found.items()]
        panel.plot(*zip(*means, strict=True), "-", color=color, label=f"{hidden}net, {label}")
        vain = [(d, height(n)) for d, n in not_learned(supervised).items()]
        if vain:
            name = f"{hidden}not learned, {label}"
            panel.plot(*zip(*vain, strict=True), "^", color=color, mfc="white", label=name)
    predicted = [(d, height(n)) for d, n in kernel_samples().items()]
    panel.plot(
        *zip(*predicted, strict=True),
        "s--",
        color=SUPERVISED,
        mfc="white",
        label=f"{hidden}kernel regression, output by output",
    )
    if not log10:
        sizes = sorted({row["d"] for row in stored.single_pass_rows()})
        panel.plot(sizes, [2**d for d in sizes], ":", color="black", lw=1, label="number of inputs $2^d$")


def _letter(panel: Any) -> None:
    d = recorded_rows("wide-net", "wide-letter")[0]["d"]
    width = recorded_rows("wide-net", "wide-letter")[0]["width"]
    for supervised, (label, color) in SETTINGS.items():
        for found, style, name in (
            (letter(supervised), "o", f"$m = {width}$, {label}"),
            (letter_at_infinite_width(d, supervised), "-", f"infinite width, {label}"),
        ):
            means = [(n, sum(values) / len(values)) for n, values in found.items()]
            panel.plot(*zip(*means, strict=True), style, color=color, ms=4, label=name)
    panel.set(
        xscale="log", xlabel="samples $n$", ylabel="sum of the teacher-forced errors", ylim=(-0.02, 1.62)
    )
    panel.set_title(f"algorithm 1 to the letter, $d={d}$")


def _bound(panel: Any) -> None:
    from theory.hypothesis_class.bounds import parity_bound

    for supervised, style in ((True, "-"), (False, ":")):
        sizes = (4, 8, 16, 32) if supervised else (4, 6, 8, 10, 12, 14, 16, 32)
        heights = [parity_bound(d, end_to_end=not supervised).log10_samples for d in sizes]
        panel.plot(sizes, heights, style, color=BOUND, lw=2, label=f"theorem 2, {SETTINGS[supervised][0]}")
