"""The files of a run: its folder, its checkpoints and its record. Reading needs no torch."""

from empirics.store.runs import Run, list_runs
from empirics.store.writer import RunInUse

__all__ = ["Run", "RunInUse", "list_runs"]
