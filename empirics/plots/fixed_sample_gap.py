"""One fixed sample, used again and again: with sub-tasks the wide net learns the parity, without them the sample.

Left and middle the stored runs with and without supervision, right the width.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from empirics.plots.kernel_records import learning_rows
from empirics.plots.style import BOUND, END_TO_END, PAPER, RECORDED, SUPERVISED, figure
from empirics.plots.wide_net_records import rows
from empirics.runs import ElmanConfig, Run, list_runs
from theory.errors import InputError


def pair(runs_dir: Path) -> dict[bool, Run]:
    """The run with supervision and the one without, of the largest d and sample that have both.

    Raises:
        InputError: no such pair is among the runs or the stored ones.
    """
    found: dict[tuple[int, int], dict[bool, Run]] = {}
    for run in (*list_runs(runs_dir), *list_runs(RECORDED / "runs")):
        config = run.config
        if run.finished and isinstance(config.model, ElmanConfig) and config.samples is not None:
            found.setdefault((config.d, config.samples), {})[config.supervised] = run
    pairs = [key for key, runs in found.items() if len(runs) == 2]
    if not pairs:
        raise InputError(
            f"{runs_dir}: no fixed sample was learned both ways; `subtask train rnn --d 16 --samples 4096`, "
            "and the same with --end-to-end, do that"
        )
    return found[max(pairs)]


def kernel_error(d: int, samples: int, supervised: bool) -> float | None:
    """What the infinitely wide net, fitted to as many random inputs, gets wrong of the others; None if not recorded."""
    key = "any_wrong" if supervised else "end_to_end_error"
    found = [row[key] for row in learning_rows(d) if row["samples"] == samples]
    return sum(found) / len(found) if found else None


def draw(runs_dir: Path, path: Path) -> None:
    """Errors against samples drawn, and against the width."""
    runs = pair(runs_dir)
    with figure(path, 3, (10.6, 3.4)) as (_, (left, middle, right)):
        _along(left, runs[True], SUPERVISED, "with sub-tasks")
        _along(middle, runs[False], END_TO_END, "end to end")
        left.legend(fontsize=7)
        _widths(right)


def _along(panel: Any, run: Run, color: str, title: str) -> None:
    config, lines = run.config, run.metrics()
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
        title=f"{title}: $d={config.d}$, {config.samples:,} fixed inputs\n"
        f"ends at {others:.1%} on others, {them:.1%} on them",
    )
    panel.title.set_fontsize(8)


def _widths(panel: Any) -> None:
    table = rows("wide-fixed-sample")
    widths = sorted({row["width"] for row in table})
    d, samples = table[0]["d"], table[0]["fixed_sample"]
    panel.plot(
        [row["width"] for row in table],
        [row["free_running_error"] for row in table],
        "o",
        color=SUPERVISED,
        ms=4,
        label="net, other inputs",
    )
    panel.plot(
        widths,
        [_mean([row["movement"] for row in table if row["width"] == m]) for m in widths],
        "s-",
        color=PAPER,
        ms=3,
        label=r"$\|W - W_0\| / \|W_0\|$",
    )
    predicted = kernel_error(d, samples, supervised=True)
    if predicted is not None:
        panel.axhline(predicted, color=BOUND, ls="--", lw=1, label="kernel, any sub-task")
    panel.set(
        xscale="log",
        xlabel="width $m$",
        ylim=(-0.02, 0.62),
        title=f"{samples} fixed inputs, fitted, with sub-tasks",
    )
    panel.title.set_fontsize(8)
    panel.set_xticks(widths, [str(m) for m in widths])
    panel.minorticks_off()
    panel.legend(fontsize=7)


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
