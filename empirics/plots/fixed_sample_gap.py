"""One fixed sample, used again and again: errors in it and outside it, with and without sub-tasks.

With sub-tasks the error on other inputs falls with the error in the sample; end to end the sample is fitted and other
inputs stay wrong, the more so the wider the net.

The first two panels are stored runs with and without supervision, the third their ends at several widths.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from empirics.analysis.stored import learning_rows
from empirics.plots.own_runs import NothingToDraw, finished_runs, source
from empirics.plots.style import BOUND, SETTINGS, Files, figure
from empirics.spec import ElmanConfig
from empirics.spec.config import PARITY
from empirics.store import Run


def by_width(runs_dir: Path | None) -> dict[int, dict[bool, Run]]:
    """Return finished runs of one task on a fixed sample by width and setting: of the largest d and sample.

    Raises:
        NothingToDraw: there is no such pair.
    """
    found: dict[tuple[int, int, str], dict[int, dict[bool, Run]]] = {}
    for run in finished_runs(runs_dir):
        config = run.config
        if isinstance(config.model, ElmanConfig) and config.samples is not None:
            widths = found.setdefault((config.d, config.samples, config.task_name), {})
            widths.setdefault(config.model.width, {})[config.supervised] = run
    whole = [key for key, widths in found.items() if any(len(runs) == 2 for runs in widths.values())]
    if not whole:
        raise NothingToDraw(
            f"{runs_dir}: no fixed sample was learned both ways; `subtask train rnn --d 16 --samples 4096`, "
            "and the same with --end-to-end, do that"
        )
    return dict(sorted(found[max(whole)].items()))


def pair(runs_dir: Path | None) -> dict[bool, Run]:
    """Return the runs with and without supervision at the largest width that has both."""
    return [runs for runs in by_width(runs_dir).values() if len(runs) == 2][-1]


def kernel_error(d: int, samples: int, supervised: bool) -> float | None:
    """Return the error of the infinitely wide net, fitted to as many inputs, on the others; None if not recorded."""
    key = "any_wrong" if supervised else "end_to_end_error"
    found = [row[key] for row in learning_rows(d) if row["samples"] == samples]
    return sum(found) / len(found) if found else None


def draw(runs_dir: Path | None, files: Files) -> None:
    """Draw errors against samples drawn, and against the width."""
    runs = pair(runs_dir)
    with figure(files, 3) as (fig, (left, middle, right)):
        _along(left, runs[True])
        _along(middle, runs[False])
        _widths(right, by_width(runs_dir))
        fig.supxlabel(f"{Path(runs[True].config.task_name).stem}, runs {source(runs_dir)}")


def _along(panel: Any, run: Run) -> None:
    config, lines = run.config, run.metrics()
    title, color = SETTINGS[config.supervised]
    drawn = [line["step"] * config.model.batch for line in lines]
    for part, label, style in (
        ("validation", "inputs not in the sample", "-"),
        ("training", "the sample", ":"),
    ):
        errors = [line[part]["free_running_error"] for line in lines]
        panel.plot(drawn, errors, style, color=color, label=label)
    predicted = kernel_error(config.d, config.samples or 0, config.supervised)
    if predicted is not None and config.task_name == PARITY:
        panel.axhline(predicted, color=BOUND, ls="--", lw=1, label="kernel regression, infinite width")
    others, them = (lines[-1][part]["free_running_error"] for part in ("test", "training"))
    panel.set(
        xlabel="samples drawn from the fixed inputs",
        ylabel="error of the answer (fraction)",
        ylim=(-0.02, 0.62),
        title=f"{title}: $d={config.d}$, {config.samples:,} fixed inputs, $m={_width(run)}$; "
        f"ends at {others:.1%} on others, {them:.1%} on them",
    )
    panel.locator_params(axis="x", nbins=4)


def _widths(panel: Any, runs: dict[int, dict[bool, Run]]) -> None:
    for how, (name, color) in SETTINGS.items():
        ends = {width: both[how].metrics()[-1] for width, both in runs.items() if how in both}
        panel.plot(
            list(ends),
            [line["test"]["free_running_error"] for line in ends.values()],
            "o-",
            color=color,
            label=f"other inputs, {name}",
        )
        panel.plot(
            list(ends),
            [line["movement"] for line in ends.values()],
            "s:",
            color=color,
            ms=3,
            label=rf"$\|W - W_0\| / \|W_0\|$, {name}",
        )
    panel.set(
        xscale="log",
        xlabel="width $m$",
        ylabel="error, or relative movement (fraction)",
        ylim=(-0.02, 0.62),
        title="at the end",
    )
    panel.set_xticks(list(runs), [str(m) for m in runs])
    panel.minorticks_off()


def _width(run: Run) -> int:
    model = run.config.model
    return int(model.width)
