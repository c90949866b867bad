"""Records: finished runs without their checkpoints, small enough to be kept with the project."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from empirics.runs.folder import CONFIG, METRICS, STATE, Run, list_runs, replace_bytes
from empirics.runs.results import result_of
from theory.errors import InputError

RECORDED_FILES = (CONFIG, METRICS, STATE)


def record(run: Run, root: Path) -> Path:
    """Copy what a finished run found to ``root / config.name``, which appears whole, by one rename.

    A record that is there already and says the same is left alone.

    Raises:
        InputError: the run is not finished, or its metrics are not the ones it ended with; or the folder holds
            something else.
    """
    result_of(run)
    target = root / run.config.name
    contents = {name: (run.folder / name).read_bytes() for name in RECORDED_FILES}
    state = run.state
    if state is None or len(contents[METRICS]) != state.metrics_bytes:
        raise InputError(f"{run.folder / METRICS}: not what the run ended with; it cannot be recorded")
    if target.exists():
        if any((target / name).read_bytes() != content for name, content in contents.items()):
            raise InputError(f"{target}: another record of this run is there")
        return target
    root.mkdir(parents=True, exist_ok=True)
    # Always the same name, so that nothing piles up however often this is killed.
    temporary = root / f".{target.name}.new"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    for name, content in contents.items():
        replace_bytes(temporary / name, content)
    temporary.rename(target)
    return target


def runs_to_record(folders: Sequence[Path]) -> tuple[list[Run], list[Run]]:
    """The finished and the unfinished runs among folders, each a run or a folder of runs.

    Raises:
        InputError: a folder is neither; or one that is itself a run is not finished.
    """
    finished: list[Run] = []
    unfinished: list[Run] = []
    for folder in folders:
        if (folder / CONFIG).exists():
            result_of(Run(folder))  # asked for by name, so it must be finished
            finished.append(Run(folder))
            continue
        below = list(list_runs(folder))
        if not below:
            raise InputError(f"{folder}: neither a run nor a folder of runs")
        finished += [run for run in below if run.finished]
        unfinished += [run for run in below if not run.finished]
    return finished, unfinished
