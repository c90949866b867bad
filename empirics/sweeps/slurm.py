"""The workers of a sweep as an array of Slurm jobs, through submitit.

They claim runs as workers on one machine do, by a lock on the run's folder only. So the folder must be on a
file system that all nodes share and that carries ``flock`` between them; see
:meth:`empirics.store.writer.RunWriter.locked`.
"""

from __future__ import annotations

import math
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

from empirics.sweeps.planned import Planned
from empirics.sweeps.sweep import DEFAULT_PROCESSES
from empirics.sweeps.worker import unfinished, work
from theory.errors import InputError
from theory.files import folder_of
from theory.words import counted

LOGS = ".slurm"
#: The time limit of a job without a budget; a job that reaches its limit is queued again.
DEFAULT_MINUTES = 24 * 60
#: Time beyond the budget, for the evaluation at which a run in progress stops.
GRACE_MINUTES = 10
INSTEAD = "without --slurm the sweep runs on this machine"


class Work:
    """The work of a job; one that is preempted, or reaches its time limit, is queued again."""

    def __call__(self, plans: Sequence[Planned], root: Path, budget: float) -> dict[str, str]:
        """Do the runs; see :func:`empirics.sweeps.worker.work`."""
        return work([plan.config for plan in plans], root, budget=budget)

    def __submitit_checkpoint__(self, *arguments: Any) -> Any:
        """Return the same job again: its progress is in the runs' folders."""
        from submitit.helpers import DelayedSubmission

        return DelayedSubmission(self, *arguments)


def submit(
    plans: Sequence[Planned],
    root: Path,
    *,
    workers: int | None = None,
    budget: float = math.inf,
    partition: str | None = None,
) -> list[str]:
    """Submit an array of workers and return the ids of its jobs.

    Args:
        plans: the runs.
        root: each run's folder is ``root / config.name``; logs go to a new folder below ``root / ".slurm"``.
        workers: how many jobs; each has one GPU where runs want one, and as many cores as a run has threads.
        budget: seconds, of each worker.
        partition: the cluster's partition; None for its default.

    Raises:
        InputError: submitit is not installed, no Slurm takes the jobs, or nothing is left to do; no file is left.
    """
    try:
        import submitit
    except ImportError:
        raise InputError("--slurm needs submitit: pip install 'subtask[slurm]'") from None
    if missing := [name for name in ("sbatch", "srun") if shutil.which(name) is None]:
        raise InputError(f"no Slurm here: {' and '.join(missing)} not found; {INSTEAD}")
    root = root.resolve()
    configs = [plan.config for plan in plans]
    left = len(list(unfinished(configs, root)))
    if not left:
        raise InputError(f"{root}: all runs are finished: {counted(len(plans), 'run')}")
    with _logs(root) as logs:
        executor = submitit.AutoExecutor(folder=logs, cluster="slurm")
        executor.update_parameters(
            name="subtask-sweep",
            timeout_min=DEFAULT_MINUTES if math.isinf(budget) else math.ceil(budget / 60) + GRACE_MINUTES,
            cpus_per_task=max(config.threads for config in configs),
            **({"gpus_per_node": 1} if any(config.device == "cuda" for config in configs) else {}),
            **({"slurm_partition": partition} if partition else {}),
        )
        try:
            # submitit prints what sbatch says, which its error holds too.
            with redirect_stderr(StringIO()), executor.batch():
                jobs = [
                    executor.submit(Work(), plans, root, budget)
                    for _ in range(min(workers or DEFAULT_PROCESSES, left))
                ]
        except submitit.core.utils.FailedJobError as error:
            said = re.sub(r"^sbatch: (error|fatal): ", "", str(error), flags=re.MULTILINE).splitlines()
            raise InputError(f"Slurm takes no jobs: {'; '.join(said)}; {INSTEAD}") from None
    return [job.job_id for job in jobs]


@contextmanager
def _logs(root: Path) -> Iterator[Path]:
    """Make a folder for the files of one submission; remove it, and the folders made above it, if that fails."""
    folder = root / LOGS / f"{datetime.now():%Y-%m-%d-%H%M%S}-{os.getpid()}"
    with folder_of(folder):
        folder.mkdir()
        try:
            yield folder
        except BaseException:
            shutil.rmtree(folder)
            raise
