"""The runs that a figure is drawn from: a folder's, or those that are recorded with the project."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from empirics.store import Run, list_runs
from theory.errors import InputError
from theory.results.records import RECORDED
from theory.results.runs import CONFIG

MODELS = {"transformer": "Transformer", "rnn": "wide Elman net"}


class NothingToDraw(InputError):
    """A folder holds nothing that a figure could show."""


def finished_runs(runs_dir: Path | None, recorded: str = "runs") -> list[Run]:
    """Return the finished runs of a folder that can be read; None stands for the recorded ones of this name.

    The folder of one run is the folder of that run alone.
    """
    return _read(RECORDED / recorded if runs_dir is None else runs_dir)[0]


def damaged_runs(runs_dir: Path) -> list[str]:
    """Return one line for each run of a folder that cannot be read."""
    return _read(runs_dir)[1]


def _read(folder: Path) -> tuple[list[Run], list[str]]:
    finished, damaged = [], []
    for run in [Run(folder)] if (folder / CONFIG).is_file() else list_runs(folder):
        try:
            if run.config and run.finished and run.metrics():
                finished.append(run)
        except InputError as error:
            damaged.append(str(error))
    return finished, damaged


def by_task(runs: Iterable[Run]) -> dict[str, list[Run]]:
    """Return the runs by task and model, in words: "parity, Transformer"."""
    found: dict[str, list[Run]] = {}
    for run in runs:
        found.setdefault(f"{Path(run.config.task_name).stem}, {MODELS[run.config.model.kind]}", []).append(
            run
        )
    return dict(sorted(found.items(), reverse=True))


def source(runs_dir: Path | None) -> str:
    """Return where the runs of a figure are from, in words."""
    return "recorded with the project" if runs_dir is None else f"of the folder {runs_dir.resolve().name}"
