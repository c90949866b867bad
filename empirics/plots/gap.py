"""The gap in one picture: sequences that learning takes with sub-tasks and end to end, bounded, seen and predicted.

With sub-tasks the sequences grow slowly with d; end to end no seed learned more than a dozen bits within its budget,
and the printed bound is far above both.
"""

from __future__ import annotations

from pathlib import Path
from statistics import fmean
from typing import Any

from empirics.analysis.gap import summaries
from empirics.analysis.stored import learning_rows
from empirics.plots.kernel_learning_curves import SIZES
from empirics.plots.sample_complexity import kernel_samples
from empirics.plots.style import SETTINGS, Files, figure
from empirics.spec.one_layer import one_layer
from theory.hypothesis_class.bounds import parity_bound

_BITS = (8, 16, 32, 64, 128)
#: Marks of the upper axis: powers of ten, at heights that are logarithms of their exponents.
_EXPONENTS = (50, 100, 300, 1000)


def draw(runs_dir: Path | None, files: Files) -> None:
    """Draw above theorem 2 as printed, below recorded runs and recorded kernel regression; no other run is read."""
    with figure(files, 2, columns=1, height=3.0) as (_, (above, below)):
        for supervised, (how, color) in SETTINGS.items():
            _bounded(above, supervised, how, color)
            _seen(below, supervised, how, color)
            _predicted(below, supervised, how, color)
        below.set_yscale("log")
        above.set_yscale("log")
        above.minorticks_off()
        above.set(yticks=_EXPONENTS, title="what theorem 2 as printed asks for")
        above.set_yticklabels([f"$10^{{{exponent}}}$" for exponent in _EXPONENTS])
        below.set_ylim(80, 6e6)
        below.set(title="what was seen, and what the kernel predicts")
        for panel in (above, below):
            panel.set_xscale("log", base=2)
            panel.set(xticks=_BITS, xticklabels=[str(d) for d in _BITS], xlim=(4.5, 300))
            panel.set(xlabel="input bits d of the parity", ylabel="sequences drawn for training")


def _bounded(panel: Any, supervised: bool, how: str, color: str) -> None:
    found = [(d, parity_bound(d, end_to_end=not supervised).log10_samples) for d in _BITS]
    panel.plot(*zip(*found, strict=True), ":", color=color, label=f"theorem 2 as printed, {how}")


def _seen(panel: Any, supervised: bool, how: str, color: str) -> None:
    """Draw means over the seeds that learned; hollow triangles where no seed did within its budget."""
    learned: list[tuple[int, float]] = []
    not_learned: list[tuple[int, float]] = []
    for found in summaries():
        if found.supervised is not supervised or found.threads != 1:
            continue
        batch = one_layer(found.d, supervised).model.batch
        steps = [steps for steps, done in zip(found.steps, found.reached, strict=True) if done]
        (learned if steps else not_learned).append((found.d, batch * fmean(steps or found.steps)))
    panel.plot(*zip(*learned, strict=True), "o-", color=color, label=f"Transformer, {how}")
    if not_learned:
        label = f"Transformer, {how}, not learned"
        panel.plot(*zip(*not_learned, strict=True), "^", mfc="white", mec=color, label=label)


def _predicted(panel: Any, supervised: bool, how: str, color: str) -> None:
    """Draw the samples that the wide net's kernel needs; end to end it learns from no recorded sample."""
    if supervised:
        found = list(kernel_samples().items())
        panel.plot(*zip(*found, strict=True), "D--", ms=4, color=color, label=f"kernel, {how}")
    else:
        most = [(d, max(row["samples"] for row in learning_rows(d))) for d in SIZES]
        label = f"kernel, {how}, not learned"
        panel.plot(*zip(*most, strict=True), "v", ms=5, mfc="white", mec=color, label=label)
