"""Exact and symbolic mathematics of sub-task decomposition; never imports torch or empirics.

What most users need can be imported from here; everything else from the packages, which list their names in
``__all__``. A name is imported when it is first used, so that ``import theory`` takes no time.

Example:
    >>> from theory import gate_polynomial
    >>> gate_polynomial("0110").degree
    2
"""

from typing import TYPE_CHECKING

from theory.errors import InputError, ProofError, SubtaskError
from theory.lazy import lazy_names

if TYPE_CHECKING:
    from theory.asymptotics import decide_order
    from theory.hardness import end_to_end_guarantee, gradient_variance
    from theory.hypothesis_class import circuit_bound, gate_polynomial, parity_bound, theorem_2_bound
    from theory.kernel import KernelDescent, learning_errors, task_complexity
    from theory.ledger import Claim, read_ledger
    from theory.tasks import BitSubsetParity, Circuit, Gate, ParityGate, Task, build, read_circuit

__all__ = [
    "BitSubsetParity",
    "Circuit",
    "Claim",
    "Gate",
    "InputError",
    "KernelDescent",
    "ParityGate",
    "ProofError",
    "SubtaskError",
    "Task",
    "build",
    "circuit_bound",
    "decide_order",
    "end_to_end_guarantee",
    "gate_polynomial",
    "gradient_variance",
    "learning_errors",
    "parity_bound",
    "read_circuit",
    "read_ledger",
    "task_complexity",
    "theorem_2_bound",
]
__getattr__, __dir__ = lazy_names(__name__)
