"""Lemma 1 along real training: the free-running error against the sum of the teacher-forced errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from empirics.plots.style import END_TO_END, PAPER, SUPERVISED, figure
from empirics.store import Run, list_runs
from theory.errors import InputError
from theory.results.intervals import binomial_interval, interval_of_a_sum

TITLES = {"transformer": "Transformer", "rnn": "wide Elman net"}


def shown_runs(runs_dir: Path) -> dict[str, Run]:
    """Of each model the finished supervised run with the most bits (B of variance 1 for the Elman net)."""
    best: dict[str, Run] = {}
    for run in list_runs(runs_dir):
        config = run.config
        if not (run.finished and config.supervised):
            continue
        kind = config.model.kind
        if getattr(config.model, "b_variance", "1") == "1" and (
            kind not in best or best[kind].config.d < config.d
        ):
            best[kind] = run
    return best


def violations(run: Run) -> list[int]:
    """Steps at which a stored evaluation has more free-running errors than teacher-forced ones: lemma 1 says none."""
    return [
        line["step"]
        for line in run.metrics()
        for part in ("validation", "test", "training")
        if part in line and line[part]["free_running_wrong"] > sum(line[part]["teacher_forced_wrong"])
    ]


def draw(runs_dir: Path, path: Path) -> None:
    """One panel a model."""
    runs = shown_runs(runs_dir)
    if not runs:
        raise InputError(f"{runs_dir}: no finished run with supervision; `subtask sweep cpu` makes them")
    with figure(path, len(runs), (4.2 * len(runs), 3.2)) as (_, axes):
        panels = axes if len(runs) > 1 else [axes]
        for panel, kind in zip(panels, sorted(runs, reverse=True), strict=True):
            _panel(panel, runs[kind], TITLES[kind])


def _panel(panel: Any, run: Run, title: str) -> None:
    lines = run.metrics()
    steps = [line["step"] for line in lines]
    counted = [line["validation"] for line in lines]
    inputs = counted[0]["inputs"]
    terms = [tuple(c["teacher_forced_wrong"]) for c in counted]
    sums, answers = (
        [interval_of_a_sum(wrong, inputs) for wrong in terms],
        [binomial_interval(c["free_running_wrong"], inputs) for c in counted],
    )
    for k in range(len(terms[0])):
        label = "teacher-forced error of each sub-task" if k == 0 else None
        panel.plot(steps, [wrong[k] / inputs for wrong in terms], color=PAPER, lw=0.5, alpha=0.6, label=label)
    for color, label, values, intervals in (
        (SUPERVISED, "their sum", [c["teacher_forced_sum"] for c in counted], sums),
        (END_TO_END, "free-running error of $y$", [c["free_running_error"] for c in counted], answers),
    ):
        panel.plot(steps, values, color=color, label=label)
        low, high = [i.low for i in intervals], [i.high for i in intervals]
        panel.fill_between(steps, low, high, color=color, alpha=0.2, lw=0)
    broken = violations(run)
    verdict = f"lemma 1 broken at steps {broken}" if broken else "the sum is never below"
    panel.set_title(
        f"{title}, d = {run.config.d}\n{len(lines)} evaluations on {inputs} inputs: {verdict}", fontsize=8
    )
    panel.set_xlabel("step")
    # Linear near zero, so that runs that end without an error can be shown on a scale that shows small ones.
    panel.set_yscale("symlog", linthresh=1 / inputs)
    panel.set_ylim(bottom=0)
    panel.legend(fontsize=7, title="bands: exact binomial, 95 % for other inputs", title_fontsize=6)
