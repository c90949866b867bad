"""One fixed sample, used again and again: errors in it and outside it, with and without sub-tasks.

Left and middle the stored runs with and without supervision, right their ends at several widths.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from empirics.analysis.stored import learning_rows
from empirics.plots.style import BOUND, END_TO_END, SUPERVISED, figure
from empirics.spec import ElmanConfig
from empirics.store import Run, list_runs
from theory.errors import InputError
from theory.results.records import RECORDED

COLORS = {True: SUPERVISED, False: END_TO_END}
NAMES = {True: "with sub-tasks", False: "end to end"}


def by_width(runs_dir: Path) -> dict[int, dict[bool, Run]]:
    """Finished runs on a fixed sample, with and without supervision, by width: of the largest d and sample.

    Raises:
        InputError: nothing was learned both ways, here or among the stored runs.
    """
    found: dict[tuple[int, int], dict[int, dict[bool, Run]]] = {}
    for run in (*list_runs(RECORDED / "runs"), *list_runs(runs_dir)):  # of two of one size the one asked for
        config = run.config
        if run.finished and isinstance(config.model, ElmanConfig) and config.samples is not None:
            widths = found.setdefault((config.d, config.samples), {})
            widths.setdefault(config.model.width, {})[config.supervised] = run
    whole = [key for key, widths in found.items() if any(len(runs) == 2 for runs in widths.values())]
    if not whole:
        raise InputError(
            f"{runs_dir}: no fixed sample was learned both ways; `subtask train rnn --d 16 --samples 4096`, "
            "and the same with --end-to-end, do that"
        )
    return dict(sorted(found[max(whole)].items()))


def pair(runs_dir: Path) -> dict[bool, Run]:
    """Of those, the run with supervision and the one without at the largest width that has both."""
    return [runs for runs in by_width(runs_dir).values() if len(runs) == 2][-1]


def kernel_error(d: int, samples: int, supervised: bool) -> float | None:
    """What the infinitely wide net, fitted to as many random inputs, gets wrong of the others; None if not recorded."""
    key = "any_wrong" if supervised else "end_to_end_error"
    found = [row[key] for row in learning_rows(d) if row["samples"] == samples]
    return sum(found) / len(found) if found else None


def draw(runs_dir: Path, path: Path) -> None:
    """Errors against samples drawn, and against the width."""
    runs = pair(runs_dir)
    with figure(path, 3, (10.6, 3.4)) as (_, (left, middle, right)):
        _along(left, runs[True])
        _along(middle, runs[False])
        left.legend(fontsize=7)
        _widths(right, by_width(runs_dir))


def _along(panel: Any, run: Run) -> None:
    config, lines = run.config, run.metrics()
    color, title = COLORS[config.supervised], NAMES[config.supervised]
    drawn = [line["step"] * config.model.batch for line in lines]
    for part, label, style in (
        ("validation", "inputs not in the sample", "-"),
        ("training", "the sample", ":"),
    ):
        errors = [line[part]["free_running_error"] for line in lines]
        panel.plot(drawn, errors, style, color=color, label=label)
    predicted = kernel_error(config.d, config.samples or 0, config.supervised)
    if predicted is not None:
        panel.axhline(predicted, color=BOUND, ls="--", lw=1, label="kernel regression, infinite width")
    others, them = (lines[-1][part]["free_running_error"] for part in ("test", "training"))
    panel.set(
        xlabel="samples drawn from it",
        ylabel="error of the answer",
        ylim=(-0.02, 0.62),
        title=f"{title}: $d={config.d}$, {config.samples:,} fixed inputs, $m={_width(run)}$\n"
        f"ends at {others:.1%} on others, {them:.1%} on them",
    )
    panel.title.set_fontsize(8)
    panel.locator_params(axis="x", nbins=4)


def _widths(panel: Any, runs: dict[int, dict[bool, Run]]) -> None:
    for how, color in COLORS.items():
        ends = {width: both[how].metrics()[-1] for width, both in runs.items() if how in both}
        panel.plot(
            list(ends),
            [line["test"]["free_running_error"] for line in ends.values()],
            "o-",
            color=color,
            label=f"other inputs, {NAMES[how]}",
        )
        panel.plot(
            list(ends),
            [line["movement"] for line in ends.values()],
            "s:",
            color=color,
            ms=3,
            label=r"$\|W - W_0\| / \|W_0\|$",
        )
    panel.set(xscale="log", xlabel="width $m$", ylim=(-0.02, 0.62), title="at the end")
    panel.title.set_fontsize(8)
    panel.set_xticks(list(runs), [str(m) for m in runs])
    panel.minorticks_off()
    panel.legend(fontsize=7)


def _width(run: Run) -> int:
    model = run.config.model
    return int(model.width)
