"""A worker of a sweep: one process that claims runs which nobody is at, and does them one after the other.

Workers need not know of each other. A run is claimed by the lock on its folder, which dies with its holder, and is over
once its folder says so; so any number of them, of any number of sweeps, may share one folder of runs.
"""

from __future__ import annotations

import math
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from empirics.spec.config import RunConfig
from empirics.store.runs import run_of
from empirics.store.writer import RunInUse
from theory.errors import InputError

#: Called with a run's name when it is begun, and again with what went wrong, if anything did.
Tell = Callable[[str, str], None]


def work(
    configs: Sequence[RunConfig], root: Path, *, budget: float = math.inf, tell: Tell | None = None
) -> dict[str, str]:
    """Do every run that is neither finished nor in another's hands when its turn comes.

    A finished run keeps no checkpoint: at the paper's size the grid's would fill half a terabyte.

    Args:
        configs: the runs, in the order in which they are wanted.
        root: each run's folder is ``root / config.name``.
        budget: seconds; then nothing more is begun, and what is being done stops at its next evaluation.
        tell: told of each run that is begun, and of each that fails.

    Returns:
        What went wrong, by run; the others were done all the same.
    """
    from empirics.training.loop import OutOfTime, train

    deadline = time.monotonic() + budget
    failures: dict[str, str] = {}
    for config in configs:
        try:
            run = run_of(root, config)
            if run.finished or run.in_use:
                continue
        except InputError as error:  # a damaged run: it is named, and the others are done
            failures[config.name] = str(error).removeprefix(f"{root / config.name}: ")
            if tell is not None:
                tell(config.name, failures[config.name])
            continue
        if time.monotonic() >= deadline:
            break
        if tell is not None:
            tell(config.name, "")
        try:
            train(config, run.folder, resume=True, keep_checkpoint=False, deadline=deadline)
        except RunInUse:
            continue
        except OutOfTime:
            break
        except Exception as error:
            # Whatever befalls one run, the card's memory too small for it say, the others do not pay for it.
            if isinstance(error, InputError):
                failures[config.name] = str(error).removeprefix(f"{run.folder}: ")
            else:
                traceback.print_exc()
                failures[config.name] = f"{type(error).__name__}: {error}"
            if tell is not None:
                tell(config.name, failures[config.name])
    return failures


def unfinished(configs: Sequence[RunConfig], root: Path) -> Iterator[RunConfig]:
    """The runs whose result is not there, in order."""
    return (config for config in configs if not is_finished(root, config))


def is_finished(root: Path, config: RunConfig) -> bool:
    """Whether the run's result is there; one that cannot be read is not finished, and a worker says why."""
    try:
        return run_of(root, config).finished
    except InputError:
        return False


def is_in_use(root: Path, config: RunConfig) -> bool:
    """Whether a process is training the run; one that cannot be read is left to a worker, which says why."""
    try:
        return run_of(root, config).in_use
    except InputError:
        return False
