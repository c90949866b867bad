"""The settings that decide a run: its task, its model and its training."""

from empirics.spec.config import RunConfig
from empirics.spec.model_config import ElmanConfig, TransformerConfig

__all__ = ["ElmanConfig", "RunConfig", "TransformerConfig"]
