"""What decides a run: its task, its model, how it is trained."""

from empirics.spec.config import RunConfig
from empirics.spec.model_config import ElmanConfig, TransformerConfig

__all__ = ["ElmanConfig", "RunConfig", "TransformerConfig"]
