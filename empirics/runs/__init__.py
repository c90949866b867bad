"""Runs on disk: what decides one, its folder, and sweeps over many. Reading needs no torch."""

from empirics.runs.checkpoints import State
from empirics.runs.config import RunConfig
from empirics.runs.folder import Run, list_runs
from empirics.runs.model_config import ElmanConfig, TransformerConfig
from empirics.runs.results import Result, result_of

__all__ = [
    "ElmanConfig",
    "Result",
    "Run",
    "RunConfig",
    "State",
    "TransformerConfig",
    "list_runs",
    "result_of",
]
