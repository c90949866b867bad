"""Many runs on one machine, by several workers at a time; finished runs are not done again."""

from __future__ import annotations

import math
import multiprocessing
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from empirics.spec.config import RunConfig
from empirics.store.runs import LOCK, Run
from empirics.sweeps.planned import Planned
from empirics.sweeps.worker import is_finished, is_in_use, unfinished, work
from theory.errors import InputError
from theory.files import check_writable
from theory.limits import MOST_WORKERS, check_range
from theory.results.outcomes import Result, result_of
from theory.results.runs import METRICS

#: Called repeatedly with the share of the whole that is done, in units of :attr:`Planned.cost`, and with
#: the names of the runs that are being done.
Report = Callable[[float, Sequence[str]], None]
POLL_SECONDS = 0.2
#: Runs at a time where no number is given and there is no GPU to count.
DEFAULT_PROCESSES = 2


def sweep(
    plans: Sequence[Planned],
    root: Path,
    *,
    processes: int | None = None,
    budget: float = math.inf,
    report: Report | None = None,
) -> list[Result | None]:
    """Do the runs that are not finished yet, in their order; runs that another sweep is doing are waited for.

    Args:
        plans: the runs.
        root: each run's folder is ``root / config.name``.
        processes: how many at a time; None for one a GPU where runs want one, else :data:`DEFAULT_PROCESSES`.
        budget: seconds; then no further run is begun, and runs in progress stop at their next evaluation.
        report: called with the progress.

    Returns:
        The results, in the order of ``plans``; None where the budget came first.

    Raises:
        InputError: a run could not be done; all the others were.
    """
    deadline = time.monotonic() + budget
    cards, processes = check_processes(plans, processes)
    with suppress(OSError):  # kept: another sweep may begin here at the same moment
        root.mkdir(parents=True, exist_ok=True)
    check_writable(root / LOCK)
    crew = _Crew(root, cards)
    configs, progress = [plan.config for plan in plans], _Progress(plans, root, report)
    while todo := [config for config in unfinished(configs, root) if config.name not in crew.failures]:
        if time.monotonic() >= deadline:
            break
        if all(is_in_use(root, config) for config in todo):
            time.sleep(POLL_SECONDS)  # another sweep is doing them; if it is killed, this one takes them
            continue
        crew.do(todo, min(processes, len(todo)), deadline, progress)
    progress.tell(())
    if crew.failures:
        (name, why), *more = crew.failures.items()
        others = f" (and {len(more)} more)" if more else ""
        raise InputError(f"a run failed: {name}: {why}{others}")
    runs = [Run(root / config.name) for config in configs]
    return [result_of(run) if run.has_result else None for run in runs]


def check_processes(plans: Sequence[Planned], processes: int | None) -> tuple[list[str], int]:
    """Return the GPUs that the runs may use, if they want one, and how many are done at a time.

    Raises:
        InputError: they want a GPU and there is none, or the number of processes is none.
    """
    cards = gpus() if any(plan.config.device == "cuda" for plan in plans) else []
    if processes is None:
        processes = len(cards) or DEFAULT_PROCESSES
    check_range("the number of processes", processes, 1, MOST_WORKERS)
    return cards, processes


def gpus() -> list[str]:
    """Return the GPUs that this process may use, as named in CUDA_VISIBLE_DEVICES, without torch.

    Raises:
        InputError: there is none.
    """
    if "CUDA_VISIBLE_DEVICES" in os.environ:
        found = [name for name in os.environ["CUDA_VISIBLE_DEVICES"].split(",") if name]
    else:
        found = asked_of_cards("uuid")
    if not found:
        raise InputError("no GPU on this machine for runs on cuda; use --device cpu (in Python device='cpu')")
    return found


def asked_of_cards(what: str) -> list[str]:
    """Return the line of NVIDIA's program on each card; empty where it is missing or does not answer."""
    command = ["nvidia-smi", f"--query-gpu={what}", "--format=csv,noheader"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=20).stdout.split()
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return []


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection
    run: str = ""


@dataclass(slots=True)
class _Crew:
    """Worker processes, their current runs, and their errors."""

    root: Path
    gpus: list[str]
    failures: dict[str, str] = field(default_factory=dict)
    workers: list[_Worker] = field(default_factory=list)

    def do(self, configs: Sequence[RunConfig], processes: int, deadline: float, progress: _Progress) -> None:
        """Start the given number of workers and return when all of them have ended.

        Raises:
            InputError: all of them died, and no run was done.
        """
        budget = deadline - time.monotonic()
        try:
            with _workers_without_ctrl_c():
                self.workers = [self._start(i, configs, budget) for i in range(processes)]
            while any(worker.process.is_alive() for worker in self.workers):
                self._listen()
                progress.tell(self.workers)
                time.sleep(POLL_SECONDS)
            self._listen()
        finally:
            for worker in self.workers:
                worker.process.terminate()
                worker.process.join()
        codes = [worker.process.exitcode for worker in self.workers]
        runs = {worker.run for worker in self.workers if worker.process.exitcode}
        self.workers = []
        if all(codes) and len(list(unfinished(configs, self.root))) == len(configs) and not self.failures:
            died = ", ".join(sorted(runs)) or "before their first run"
            raise InputError(f"{self.root}: all workers died (exit {codes[0]}), at {died}")

    def _start(self, number: int, configs: Sequence[RunConfig], budget: float) -> _Worker:
        gpu = self.gpus[number % len(self.gpus)] if self.gpus else None
        # A fresh interpreter: torch's threads do not survive a fork, and a GPU is chosen before torch is imported.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(configs, self.root, budget, gpu, theirs), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _listen(self) -> None:
        for worker in self.workers:
            try:
                while worker.connection.poll():
                    worker.run, problem = worker.connection.recv()
                    if problem:
                        self.failures[worker.run] = problem
            except EOFError:
                continue


def _work(
    configs: Sequence[RunConfig], root: Path, budget: float, gpu: str | None, connection: Connection
) -> None:
    """Do a worker process's runs; torch is first imported here."""
    os.environ["OMP_NUM_THREADS"] = str(max(config.threads for config in configs))
    if gpu is not None:
        os.environ["CUDA_VISIBLE_DEVICES"] = gpu
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    work(configs, root, budget=budget, tell=lambda name, problem: connection.send((name, problem)))


@contextmanager
def _workers_without_ctrl_c() -> Iterator[None]:
    """Block SIGINT, as the processes that are started here will: the sweep ends them, and only it prints a message."""
    resource_tracker.ensure_running()  # when it starts it unblocks the signal
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_the_parent() -> None:
    """End with the parent, so that a killed sweep leaves no worker running; the next sweep resumes its runs."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class _Progress:
    """The progress of the whole sweep."""

    def __init__(self, plans: Sequence[Planned], root: Path, report: Report | None) -> None:
        self.root = root
        self.runs = [(plan, Run(root / plan.config.name)) for plan in plans]
        self.done = 0.0
        self.report = report

    def tell(self, workers: Sequence[_Worker]) -> None:
        """Report; a run that was found finished is not read again."""
        if self.report is None:
            return
        finished = {run.folder for plan, run in self.runs if is_finished(self.root, plan.config)}
        self.done += sum(plan.cost for plan, run in self.runs if run.folder in finished)
        self.runs = [(plan, run) for plan, run in self.runs if run.folder not in finished]
        begun = sum(plan.cost * _share(plan.config, run) for plan, run in self.runs)
        names = [worker.run for worker in workers if worker.run and worker.process.is_alive()]
        self.report(self.done + begun, names)


def _share(config: RunConfig, run: Run) -> float:
    """Return the share of a run that is done, by its steps; a run that stops early jumps to 1."""
    metrics = run.folder / METRICS
    if not metrics.exists():
        return 0.0
    # Evaluations are equally spaced, and counting lines needs no parsing.
    return min(1.0, metrics.read_bytes().count(b"\n") * config.evaluate_every / config.steps)
