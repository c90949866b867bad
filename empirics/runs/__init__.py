"""Runs on disk: what decides one, its folder, and sweeps over many. Reading needs no torch."""

from empirics.runs.checkpoints import State
from empirics.runs.config import RunConfig
from empirics.runs.folder import Run, RunInUse, list_runs
from empirics.runs.milestones import Milestones
from empirics.runs.model_config import ElmanConfig, TransformerConfig
from empirics.runs.results import Result, first_step_at_most, result_of

__all__ = [
    "ElmanConfig",
    "Milestones",
    "Result",
    "Run",
    "RunConfig",
    "RunInUse",
    "State",
    "TransformerConfig",
    "first_step_at_most",
    "list_runs",
    "result_of",
]
