"""Lemma 1 along real training: the free-running error against the sum of the teacher-forced errors.

The sum is never below the error of the answer, as lemma 1 says; how far above it lies depends on whether errors fall
on the same inputs.

One run a task, model and setting: of those with the most bits that both settings have, the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from empirics.plots.own_runs import NothingToDraw, by_task, finished_runs, source
from empirics.plots.style import END_TO_END, PAPER, SETTINGS, SUPERVISED, Files, figure
from empirics.store import Run
from theory.results.intervals import binomial_interval, interval_of_a_sum
from theory.words import counted


def shown_runs(runs_dir: Path | None) -> dict[tuple[str, bool], Run]:
    """Return the run of each task and model, with sub-tasks (True) and end to end (False)."""
    return {
        (title, supervised): run
        for title, runs in by_task(finished_runs(runs_dir)).items()
        for supervised, run in _chosen(runs).items()
    }


def _chosen(runs: Sequence[Run]) -> dict[bool, Run]:
    """Return of each setting the first run of the most bits that both settings have, B of variance 1 first."""
    settings = {how: {r.config.d for r in runs if r.config.supervised is how} for how in SETTINGS}
    common = settings[True] & settings[False]
    found: dict[bool, Run] = {}
    for run in sorted(runs, key=lambda run: getattr(run.config.model, "b_variance", "1") != "1"):
        how = run.config.supervised
        if run.config.d == max(common or settings[how]):
            found.setdefault(how, run)
    return found


def violations(run: Run) -> list[int]:
    """Return the steps at which an evaluation has more free-running than teacher-forced errors: by lemma 1 none."""
    return [
        line["step"]
        for line in run.metrics()
        for part in ("validation", "test", "training")
        if part in line and line[part]["free_running_wrong"] > sum(line[part]["teacher_forced_wrong"])
    ]


def draw(runs_dir: Path | None, files: Files) -> None:
    """Draw one row a task and model: left with sub-tasks, right end to end."""
    runs = shown_runs(runs_dir)
    if not runs:
        raise NothingToDraw(f"{runs_dir}: no finished run; `subtask sweep cpu` makes some")
    titles = list(dict.fromkeys(title for title, _ in runs))
    total = len(finished_runs(runs_dir))
    with figure(files, 2 * len(titles)) as (fig, panels):
        for row, title in zip(zip(panels[::2], panels[1::2], strict=True), titles, strict=True):
            for panel, how in zip(row, SETTINGS, strict=True):
                panel.set(xlabel="steps", ylabel="error (fraction of the inputs)")
                _panel(panel, runs.get((title, how)), f"{title}, {SETTINGS[how][0]}")
        fig.supxlabel(
            f"{len(runs)} of {counted(total, 'finished run')} {source(runs_dir)}: of each task, model and setting one. "
            "Bands: exact binomial, 95 % for other inputs."
        )


def _panel(panel: Any, run: Run | None, title: str) -> None:
    if run is None:
        panel.set_title(f"{title}: no finished run")
        panel.set(xticks=[], yticks=[])
        return
    lines = run.metrics()
    steps = [line["step"] for line in lines]
    found = [line["validation"] for line in lines]
    inputs = found[0]["inputs"]
    terms = [tuple(c["teacher_forced_wrong"]) for c in found]
    sums, answers = (
        [interval_of_a_sum(wrong, inputs) for wrong in terms],
        [binomial_interval(c["free_running_wrong"], inputs) for c in found],
    )
    for k in range(len(terms[0])):
        label = (
            "teacher-forced error of each sub-task"
            if k == 0
            else f"_teacher-forced error of sub-task {k + 1}"
        )
        panel.plot(steps, [wrong[k] / inputs for wrong in terms], color=PAPER, lw=0.5, alpha=0.6, label=label)
    for color, label, values, intervals in (
        (SUPERVISED, "their sum", [c["teacher_forced_sum"] for c in found], sums),
        (END_TO_END, "free-running error of $y$", [c["free_running_error"] for c in found], answers),
    ):
        panel.plot(steps, values, color=color, label=label)
        low, high = [i.low for i in intervals], [i.high for i in intervals]
        panel.fill_between(steps, low, high, color=color, alpha=0.2, lw=0, label=f"_{label}, 95 %")
    broken = violations(run)
    verdict = f"lemma 1 broken at steps {broken}" if broken else "the sum is never below"
    evaluations = counted(len(lines), "evaluation")
    panel.set_title(
        f"{title}, $d = {run.config.d}$, seed {run.config.seed}: {evaluations} on {counted(inputs, 'input')}; {verdict}"
    )
    # Linear near zero, so that runs that end without an error can be shown on a scale that shows small ones.
    panel.set_yscale("symlog", linthresh=1 / inputs)
    panel.set_ylim(bottom=0)
