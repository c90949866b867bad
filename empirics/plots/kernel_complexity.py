"""Lemma 6's quantity, exactly: end to end against the sub-tasks, and a leaf against its distance, both beside phi.

End to end it grows exponentially with d and stays small for sub-tasks at these sizes; for the first leaf it passes
the root of phi after some thousand tokens, unless the start is larger.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from empirics.plots.style import BOUND, END_TO_END, PAPER, SUPERVISED, Files, figure
from theory.results.records import recorded_rows


def draw(runs_dir: Path | None, files: Files) -> None:
    """Draw two panels; no run is read."""
    from theory.hypothesis_class.bounds import parity_bound

    with figure(files, 2) as (_, (sizes, distances)):
        _against_size(sizes, parity_bound)
        _against_distance(distances, parity_bound)


def _against_size(panel: Any, parity_bound: Any) -> None:
    table, large = recorded_rows("kernel", "end-to-end"), recorded_rows("kernel", "end-to-end-large")
    d = [r["d"] for r in table]
    panel.fill_between(
        d,
        [r["smallest"] for r in table],
        [r["largest"] for r in table],
        color=END_TO_END,
        alpha=0.2,
        lw=0,
        label="_end to end, range",
    )
    panel.plot(
        d, [r["median"] for r in table], "o-", ms=3, color=END_TO_END, label="end to end, median and range"
    )
    far = [r for r in large if r["d"] > d[-1]]
    panel.plot(
        [r["d"] for r in far],
        [10 ** r["log10_median"] for r in far],
        "o",
        ms=3,
        color=END_TO_END,
        label="_end to end, median",
    )
    panel.plot(
        [r["d"] for r in large],
        [10 ** r["log10_proved_mean_at_least"] for r in large],
        ":",
        color=END_TO_END,
        label="its mean is at least (proved)",
    )
    recorded = recorded_rows("kernel", "sub-tasks")
    panel.plot(
        [r["d"] for r in recorded],
        [r["median_of_largest"] for r in recorded],
        "s-",
        ms=4,
        color=SUPERVISED,
        label="worst sub-task",
    )
    trees = [4 * 2**k for k in range(6)]
    for supervised, style, chosen in ((True, "--", trees), (False, "-.", [4, 6, 8, 12, 16, 24])):
        roots = [parity_bound(d, end_to_end=not supervised).log10_phi / 2 for d in chosen]
        label = rf"$\sqrt{{\phi}}$, {'sub-tasks' if supervised else 'end to end'}"
        panel.plot(chosen, [10**value for value in roots], style, color=BOUND, label=label)
    panel.set(
        xscale="log",
        yscale="log",
        xlabel="input bits $d$",
        ylabel=r"$\sqrt{y^T H^{-1} y}$ over all inputs",
        title="with and without sub-tasks",
        ylim=(0.5, 1e45),
    )
    panel.set_xticks([4, 8, 16, 32, 64, 128], ["4", "8", "16", "32", "64", "128"])


def _against_distance(panel: Any, parity_bound: Any) -> None:
    table = recorded_rows("kernel", "distance")
    t = [r["t"] for r in table]
    panel.semilogx(
        t,
        [r["log10_complexity"] for r in table],
        "o-",
        ms=3,
        color=SUPERVISED,
        label="tokens 1 and 2, as initialised",
    )
    proved = [
        (r["t"], r["proved_log10_complexity_at_least"])
        for r in table
        if r["proved_log10_complexity_at_least"] > 0
    ]
    panel.semilogx(*zip(*proved, strict=True), ":", color=SUPERVISED, label="at least (proved)")
    panel.semilogx(
        t,
        [r["log10_complexity_last_two_tokens"] for r in table],
        "-",
        color=PAPER,
        label="the last two tokens",
    )
    panel.semilogx(
        t,
        [r["log10_complexity_repaired"] for r in table],
        "o-",
        ms=3,
        color=END_TO_END,
        label=r"tokens 1 and 2, $|h_0|^2 = T^3$",
    )
    powers = [2**k for k in range(2, 16)]
    panel.semilogx(
        powers,
        [parity_bound(k).log10_phi / 2 for k in powers],
        "--",
        color=BOUND,
        label=r"$\sqrt{\phi}$, $C = 1$",
    )
    panel.set(
        xlabel="output $t$: tokens read",
        ylabel=r"$\log_{10}\sqrt{y^T H^{-1} y}$",
        title="one leaf, far and near",
        ylim=(-6, 100),
    )
