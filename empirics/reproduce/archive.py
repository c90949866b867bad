"""One archive of all findings so far, replaced whole, so that the last one is complete if the work is interrupted."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from empirics.store.runs import Run, list_runs
from theory.files import replace_bytes
from theory.results.runs import CONFIG, METRICS, STATE, State

ARCHIVE = "reproduce.tar.gz"
RUNS = "runs"
#: The files of a stage: findings, output, figures, tables.
KEPT = ("*.json", "*.log", "*.svg", "*.txt")


def write_archive(work: Path, path: Path) -> None:
    """Replace the archive: the stages' files, and every run that has been evaluated.

    A run in progress goes in as one that was given up at its last evaluation, so that it can be recorded.
    """
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz", compresslevel=6) as archive:
        for name, data in members(work):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    replace_bytes(path, content.getvalue())


def members(work: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of the archive's files."""
    for pattern in KEPT:
        for path in sorted(work.glob(pattern)):
            if not path.name.startswith("."):
                yield path.name, path.read_bytes()
    for run in list_runs(work / RUNS):
        for name, data in recordable(run).items():
            yield f"{RUNS}/{run.folder.name}/{name}", data


def recordable(run: Run) -> dict[str, bytes]:
    """The files of a run as of its last evaluation; empty before its first.

    This is safe while another process trains the run: the state is read first, and metrics only grow.
    """
    state, path = run.state, run.folder / METRICS
    metrics = path.read_bytes() if path.exists() else b""
    if state is None or not state.finished:
        metrics = metrics[: metrics.rfind(b"\n") + 1]
        if not metrics:
            return {}
        step = int(json.loads(metrics.splitlines()[-1])["step"])
        seconds = path.stat().st_mtime - (run.folder / CONFIG).stat().st_mtime
        ended = State(step, len(metrics), round(max(0.0, seconds), 3), finished=True, given_up=True)
        state = run.chained(ended).sealed
    return {
        CONFIG: (run.folder / CONFIG).read_bytes(),
        METRICS: metrics[: state.metrics_bytes],
        STATE: (json.dumps(asdict(state)) + "\n").encode(),
    }
