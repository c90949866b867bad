"""Lemma 1 along real training: the free-running error against the sum of the teacher-forced errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from empirics.plots.style import END_TO_END, SUPERVISED, figure
from empirics.runs import Run, list_runs
from theory.errors import InputError

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
    validation = [line["validation"] for line in lines]
    panel.plot(
        steps,
        [v["teacher_forced_sum"] for v in validation],
        color=SUPERVISED,
        label="sum of teacher-forced errors",
    )
    panel.plot(
        steps,
        [v["free_running_error"] for v in validation],
        color=END_TO_END,
        label="free-running error of $y$",
    )
    broken = violations(run)
    verdict = f"lemma 1 broken at steps {broken}" if broken else "the sum is never below"
    inputs = validation[0]["inputs"]
    panel.set_title(
        f"{title}, d = {run.config.d}\n{len(lines)} evaluations on {inputs} inputs: {verdict}", fontsize=8
    )
    panel.set_xlabel("step")
    # Linear near zero, so that runs that end without an error can be shown on a scale that shows small ones.
    panel.set_yscale("symlog", linthresh=1 / inputs)
    panel.set_ylim(bottom=0)
    panel.legend()
