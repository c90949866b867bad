"""Decomposed tasks: d input bits and a sequence of sub-tasks, each a gate of earlier tokens (sections 3, 5, 6)."""

from theory.tasks.parity import BitSubsetParity
from theory.tasks.sequence import Gate, ParityGate, Predictor, Task, free_running, teacher_forced_predictions

__all__ = [
    "BitSubsetParity",
    "Gate",
    "ParityGate",
    "Predictor",
    "Task",
    "free_running",
    "teacher_forced_predictions",
]
