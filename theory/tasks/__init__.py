"""Decomposed tasks: d input bits and a sequence of sub-tasks, each a gate of earlier tokens (sections 3, 5, 6)."""

from theory.tasks.circuit_builder import CircuitBuilder, split_gates
from theory.tasks.circuit_files import FORMATS, CircuitFile, CompletedGate, read_circuit
from theory.tasks.circuit_graphs import circuit_from_graph
from theory.tasks.circuits import Circuit
from theory.tasks.cube import all_inputs
from theory.tasks.library import TASKS, build
from theory.tasks.parity import BitSubsetParity
from theory.tasks.sequence import (
    Bits,
    Gate,
    GateSequence,
    ParityGate,
    Predictor,
    Task,
    free_running,
    teacher_forced_predictions,
)

__all__ = [
    "FORMATS",
    "TASKS",
    "BitSubsetParity",
    "Bits",
    "Circuit",
    "CircuitBuilder",
    "CircuitFile",
    "CompletedGate",
    "Gate",
    "GateSequence",
    "ParityGate",
    "Predictor",
    "Task",
    "all_inputs",
    "build",
    "circuit_from_graph",
    "free_running",
    "read_circuit",
    "split_gates",
    "teacher_forced_predictions",
]
