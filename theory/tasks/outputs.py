"""A circuit end to end: its outputs are the only labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from theory.errors import InputError
from theory.tasks.cube import all_inputs
from theory.tasks.sequence import MAX_TABLE_INPUTS, Bits, Gate, Task


@dataclass(frozen=True)
class OutputsAlone:
    """The task whose labels are another's outputs, in their order, with no other sub-task between.

    Attributes:
        circuit: the decomposed task.
    """

    circuit: Task

    @property
    def d(self) -> int:
        """Number of input bits."""
        return self.circuit.d

    @property
    def num_outputs(self) -> int:
        """All labels are outputs."""
        return self.circuit.num_outputs

    @property
    def num_labels(self) -> int:
        """T - d + 1."""
        return self.circuit.num_outputs

    @property
    def sequence_length(self) -> int:
        """T."""
        return self.d + self.num_labels - 1

    @property
    def gates(self) -> Sequence[Gate]:
        """Each output as one gate of all d inputs; raises InputError where its truth table is too long."""
        if self.d > MAX_TABLE_INPUTS:
            raise InputError(f"the truth table of {self.d} inputs would have 2^{self.d} characters")
        columns = self.labels(all_inputs(self.d)).T
        return [Gate(tuple(range(self.d)), "".join(map(str, column))) for column in columns]

    def labels(self, x: Bits) -> Bits:
        """The outputs for inputs of shape (n, d), as shape (n, T - d + 1)."""
        return self.circuit.labels(x)[:, -self.num_outputs :]

    def teacher_forced(self, x: Bits) -> Bits:
        """The tokens z_1 ... z_T at training time, shape (n, T)."""
        return np.concatenate([x, self.labels(x)[:, :-1]], axis=1)
