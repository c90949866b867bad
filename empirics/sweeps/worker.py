"""A worker of a sweep: one process that claims runs which no other process is doing, and does them one after the other.

Workers do not communicate. A run is claimed by the lock on its folder, which ends with its process, and is over once
its folder holds the result; so any number of them, of any number of sweeps, may share one folder of runs.
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

#: Called with a run's name when it is begun, and again with the error if it fails.
Tell = Callable[[str, str], None]


def work(
    configs: Sequence[RunConfig],
    root: Path,
    *,
    budget: float = math.inf,
    tell: Tell = lambda name, problem: None,
) -> dict[str, str]:
    """Do every run that is neither finished nor being done by another process when its turn comes.

    A finished run keeps no checkpoint: at the paper's size the grid's would fill half a terabyte.

    Args:
        configs: the runs, in the order in which they are wanted.
        root: each run's folder is ``root / config.name``.
        budget: seconds; then no further run is begun, and the run in progress stops at its next evaluation.
        tell: called for each run that is begun, and for each that fails.

    Returns:
        The errors, by run; all other runs were done.
    """
    from empirics.training.loop import OutOfTime, train

    deadline = time.monotonic() + budget
    failures: dict[str, str] = {}

    def fail(config: RunConfig, problem: str) -> None:
        failures[config.name] = problem.removeprefix(f"{root / config.name}: ")
        tell(config.name, failures[config.name])

    for config in configs:
        try:
            run = run_of(root, config)
            if run.has_result or run.in_use:
                continue
        except InputError as error:  # a damaged run: it is named, and the others are done
            fail(config, str(error))
            continue
        if time.monotonic() >= deadline:
            break
        tell(config.name, "")
        try:
            train(config, run.folder, resume=True, keep_checkpoint=False, deadline=deadline)
        except RunInUse:
            continue
        except OutOfTime:
            break
        except InputError as error:
            fail(config, str(error))
        except Exception as error:
            # An error of one run, for example too little memory on the card, does not stop the others.
            traceback.print_exc()
            fail(config, f"{type(error).__name__}: {error}")
    return failures


def unfinished(configs: Sequence[RunConfig], root: Path) -> Iterator[RunConfig]:
    """Yield the runs that have no result yet, in order."""
    return (config for config in configs if not is_finished(root, config))


def is_finished(root: Path, config: RunConfig) -> bool:
    """Return whether the run has its result; a run that cannot be read is not finished, and a worker reports why."""
    try:
        return run_of(root, config).has_result
    except InputError:
        return False


def is_in_use(root: Path, config: RunConfig) -> bool:
    """Return whether a process is training the run; one that cannot be read is left to a worker, which reports why."""
    try:
        return run_of(root, config).in_use
    except InputError:
        return False
