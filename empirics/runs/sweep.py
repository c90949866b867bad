"""Many runs, some at a time, each in a process of its own; what is finished is not done again."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.context import SpawnProcess
from pathlib import Path

from empirics.runs.config import RunConfig
from empirics.runs.folder import Run
from empirics.runs.presets import Planned
from empirics.runs.results import Result, result_of
from theory.errors import InputError

#: Called again and again with the share of the whole that is done, in seconds of :attr:`Planned.seconds`.
Report = Callable[[float, str], None]
POLL_SECONDS = 0.2


@dataclass(slots=True)
class _Job:
    plan: Planned
    run: Run
    process: SpawnProcess


def sweep(
    plans: Sequence[Planned], root: Path, *, processes: int = 2, report: Report | None = None
) -> list[Result]:
    """Do the runs of a preset that are not finished yet, the longest first.

    Args:
        plans: the runs.
        root: each run's folder is ``root / config.name``.
        processes: how many at a time.
        report: told how far it is.

    Returns:
        The results, in the order of ``plans``.

    Raises:
        InputError: a run could not be done; the others were, as far as they had begun.
    """
    if processes < 1:
        raise InputError(f"at least one process is needed, not {processes}")
    waiting = sorted((plan for plan in plans if not _run(plan, root).finished), key=lambda plan: plan.seconds)
    done = sum(plan.seconds for plan in plans) - sum(plan.seconds for plan in waiting)
    working: list[_Job] = []
    try:
        while waiting or working:
            while waiting and len(working) < processes:
                working.append(_start(waiting.pop(), root))
            for job in [job for job in working if not job.process.is_alive()]:
                job.process.join()
                if job.process.exitcode:
                    raise InputError(
                        f"{job.run.folder}: failed (exit {job.process.exitcode}); its output says why"
                    )
                working.remove(job)
                done += job.plan.seconds
            if report is not None:
                names = ", ".join(job.plan.config.name.rsplit("-", 2)[0] for job in working)
                report(done + sum(_share(job) * job.plan.seconds for job in working), names)
            time.sleep(POLL_SECONDS)
    finally:
        for job in working:
            job.process.terminate()
            job.process.join()
    return [result_of(_run(plan, root)) for plan in plans]


def _run(plan: Planned, root: Path) -> Run:
    return Run(root / plan.config.name)


def _start(plan: Planned, root: Path) -> _Job:
    run = _run(plan, root)
    # A fresh interpreter: torch's threads do not survive a fork.
    process = multiprocessing.get_context("spawn").Process(
        target=_work, args=(plan.config, run.folder), daemon=True
    )
    process.start()
    return _Job(plan, run, process)


def _work(config: RunConfig, folder: Path) -> None:
    """What a process of a sweep does; torch is first imported here."""
    os.environ["OMP_NUM_THREADS"] = str(config.threads)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    from empirics.training.loop import train

    try:
        train(config, folder, resume=True)
    except InputError as error:
        sys.exit(f"subtask: {error}")


def _end_with_the_parent() -> None:
    """A sweep that was killed leaves no run behind that goes on alone; the run resumes with the next sweep."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _share(job: _Job) -> float:
    """How much of a run is done, by its steps; one that stops early jumps to the end."""
    metrics = job.run.folder / "metrics.jsonl"
    if not metrics.exists():
        return 0.0
    # Evaluations are equally spaced, and counting lines needs no parsing.
    evaluations = metrics.read_bytes().count(b"\n")
    return min(1.0, evaluations * job.plan.config.evaluate_every / job.plan.config.steps)
