"""Algorithms 1 to 3 for the Elman net, AdamW and Muon for the Transformer, and the loop around all.

The names need torch and are imported on first use.
"""

from typing import TYPE_CHECKING

from theory.lazy import lazy_names

if TYPE_CHECKING:
    from empirics.training.inputs import Inputs, inputs_of
    from empirics.training.loop import OutOfTime, Terms, train

__all__ = ["Inputs", "OutOfTime", "Terms", "inputs_of", "train"]
__getattr__, __dir__ = lazy_names(__name__)
