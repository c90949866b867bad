"""Run the stages one after the other, each in a process of its own, and keep the archive up to date meanwhile."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from empirics.choices import Device
from empirics.reproduce.archive import ARCHIVE, write_archive
from empirics.reproduce.notes import Notes
from theory.errors import InputError

#: In order, with the most seconds that each may take; None for all that is left.
STAGES: dict[str, float | None] = {
    "environment": 45.0,
    "ladder": 100.0,
    "speed": 100.0,
    "cells": None,
    "wide-net": None,
    "results": 40.0,
}
ON_REQUEST = ("wide-net",)
#: Seconds kept for the last stage, which works on the results of the others.
LAST, KEPT_SHARE, KEPT_SECONDS = "results", 0.15, 25.0
#: Seconds between two archives while a stage works; tests use less.
ARCHIVE_SECONDS = float(os.environ.get("SUBTASK_ARCHIVE_SECONDS", "20"))
POLL_SECONDS = 0.1
#: A stage that trains ends after its last evaluation; after this many more seconds it is ended by the supervisor.
GRACE_SECONDS = 10.0
OVERVIEW = "reproduce"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a reproduction.

    Attributes:
        work: the folder that the stages work in.
        archive: the file that keeps all findings.
        seconds: for all stages together.
        device: cpu or cuda.
        stages: which stages; in the order of :data:`STAGES`.
        only: which cells, see :mod:`empirics.sweeps.selection`; none for all.
        toy: the same protocol with models that a processor trains in a moment.
    """

    work: Path
    archive: Path
    seconds: float
    device: Device
    stages: tuple[str, ...]
    only: tuple[str, ...] = ()
    toy: bool = False


def supervise(settings: Settings) -> dict[str, str]:
    """Run the stages and return how each ended: done, failed (with its exit status), cut, or no time."""
    begun = time.monotonic()
    overview = Notes(settings.work, OVERVIEW)
    overview.keep(command=sys.argv, seconds=settings.seconds, stages={})
    write_archive(settings.work, settings.archive)
    deadline = begun + settings.seconds
    for stage in settings.stages:
        waiting = LAST in settings.stages and stage != LAST
        kept = min(KEPT_SECONDS, KEPT_SHARE * settings.seconds) if waiting else 0.0
        until = min(deadline - kept, time.monotonic() + (STAGES[stage] or settings.seconds))
        started = time.monotonic()
        ended = _stage(settings, stage, until) if until > started else "no time"
        overview.keep(
            stages={**overview["stages"], stage: {"ended": ended, "seconds": time.monotonic() - started}}
        )
        write_archive(settings.work, settings.archive)
    return {stage: str(found["ended"]) for stage, found in overview["stages"].items()}


def prepare(out: Path) -> Path:
    """Make the folder of the archive and return the archive's path.

    Raises:
        InputError: it holds an archive already, or cannot be made.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{out}: cannot be used as a folder ({error.strerror})") from None
    if (out / ARCHIVE).exists():
        raise InputError(
            f"{out / ARCHIVE}: the archive of an earlier reproduction; record it or name another folder"
        )
    return out / ARCHIVE


def _stage(settings: Settings, stage: str, until: float) -> str:
    """Run a stage until a moment of :func:`time.monotonic`; again if it dies after having found something new.

    A stage notes its current work, so that the next process leaves that out.
    """
    while True:
        before = dict(Notes(settings.work, stage))
        status = _process(settings, stage, until)
        if status == 0:
            return "done"
        if status is None or dict(Notes(settings.work, stage)) == before:
            return "cut" if status is None else f"failed ({status})"


def _process(settings: Settings, stage: str, until: float) -> int | None:
    """Run one process of a stage, renewing the archive; return its exit status, None if it had to be ended."""
    # Sums of several streams must not share a workspace, or they would not repeat.
    environment = os.environ | {"CUBLAS_WORKSPACE_CONFIG": ":4096:8", "PYTHONUNBUFFERED": "1"}
    with (settings.work / f"{stage}.log").open("ab") as log:
        process = subprocess.Popen(
            _command(settings, stage, until), stdout=log, stderr=log, env=environment, start_new_session=True
        )
        written = time.monotonic()
        try:
            while process.poll() is None and time.monotonic() < until + GRACE_SECONDS:
                time.sleep(POLL_SECONDS)
                if time.monotonic() - written >= ARCHIVE_SECONDS:
                    write_archive(settings.work, settings.archive)
                    written = time.monotonic()
            return process.poll()
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _command(settings: Settings, stage: str, until: float) -> Sequence[str]:
    asked = {
        "stage": stage,
        "until": until,
        "out": str(settings.work),
        "device": settings.device,
        "only": settings.only,
        "toy": settings.toy,
    }
    return (sys.executable, "-m", "empirics.reproduce.stage", json.dumps(asked))
