"""Sequences of tokens and labels: teacher forcing, free running, and the gates between them (section 3, eq 15).

Tokens are bits z_t in {0, 1}; a label y_t in {-1, +1} is stored as the bit (1 + y_t) / 2, which is the token
z_{t+1} that it becomes (the paper's footnote 1). Positions are counted from 0 in code: token ``t`` of the paper
is column ``t - 1``; the label of step t (d <= t <= T) is column ``t - d`` of the labels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments, check_fields
from theory.errors import InputError

Bits = NDArray[np.uint8]
#: Maps a prefix of tokens, shape (n, t), to the predicted bit of step t, shape (n,).
Predictor = Callable[[Bits], Bits]

#: A truth table of more inputs than this is not written out.
MAX_TABLE_INPUTS = 20


@dataclass(frozen=True, slots=True)
class Gate:
    """A sub-task: a Boolean function of earlier tokens.

    Attributes:
        inputs: columns of the tokens it reads, in the order of its arguments.
        truth_table: 2^N characters 0/1; character k is the value at z_1 + 2 z_2 + 4 z_3 + ... = k.

    Example:
        >>> import numpy as np
        >>> from theory.tasks import Gate
        >>> Gate((0, 1), "0110").evaluate(np.array([[0, 1], [1, 1]], dtype=np.uint8)).tolist()
        [1, 0]
    """

    inputs: tuple[int, ...]
    truth_table: str

    def __post_init__(self) -> None:
        check_fields(self)
        if len(self.truth_table) != 1 << len(self.inputs) or set(self.truth_table) - {"0", "1"}:
            raise InputError(
                f"a gate of {len(self.inputs)} inputs needs a truth table of {1 << len(self.inputs)} characters 0/1"
            )

    def evaluate(self, tokens: Bits) -> Bits:
        """Its bit for each row of ``tokens``, shape (n, at least max(inputs) + 1) -> (n,)."""
        table = np.frombuffer(self.truth_table.encode(), dtype=np.uint8) - ord("0")
        index = np.zeros(len(tokens), dtype=np.int64)
        for place, column in enumerate(self.inputs):
            index |= tokens[:, column].astype(np.int64) << place
        return table[index]


@dataclass(frozen=True, slots=True)
class ParityGate:
    """The label (-1)^(sum of its inputs) as a gate of any fan-in: bit 1 where an even number of inputs is 1.

    Example:
        >>> from theory.tasks import ParityGate
        >>> ParityGate((0, 1)).truth_table
        '1001'
    """

    inputs: tuple[int, ...]

    def __post_init__(self) -> None:
        check_fields(self)

    @property
    def truth_table(self) -> str:
        """The truth table as in ``Gate.truth_table``; refused beyond 2^20 characters."""
        if len(self.inputs) > MAX_TABLE_INPUTS:
            raise InputError(
                f"the truth table of {len(self.inputs)} inputs would have 2^{len(self.inputs)} characters"
            )
        return "".join("01"[1 - k.bit_count() % 2] for k in range(1 << len(self.inputs)))

    def evaluate(self, tokens: Bits) -> Bits:
        """Its bit for each row of ``tokens``, shape (n, at least max(inputs) + 1) -> (n,)."""
        parity: Bits = np.bitwise_xor.reduce(tokens[:, list(self.inputs)], axis=1)
        return parity ^ np.uint8(1)


@runtime_checkable
class Task(Protocol):
    """A decomposed task: d input bits, then T - d + 1 labels, the last of which are the answer (for a parity, one).

    Example:
        >>> from theory.tasks import BitSubsetParity, Task
        >>> isinstance(BitSubsetParity(4, (0, 2)), Task)
        True
    """

    @property
    def d(self) -> int:
        """Number of input bits."""

    @property
    def gates(self) -> Sequence[Gate | ParityGate]:
        """The sub-task of each label, in order; gate k reads columns below d + k."""

    @property
    def sequence_length(self) -> int:
        """The number T of input bits and intermediate labels, without the answer."""

    @property
    def num_labels(self) -> int:
        """T - d + 1."""

    @property
    def num_outputs(self) -> int:
        """The number of last labels that are the answer."""

    def labels(self, x: Bits) -> Bits:
        """The bits of y_d ... y_T for inputs of shape (n, d), as shape (n, T - d + 1)."""

    def teacher_forced(self, x: Bits) -> Bits:
        """The tokens z_1 ... z_T at training time, shape (n, T)."""


class GateSequence:
    """The base of tasks that are given by ``d`` and ``gates``.

    Example:
        >>> from theory.tasks import Gate, GateSequence
        >>> task = GateSequence()
        >>> task.d, task.gates = 2, (Gate((0, 1), "0110"), Gate((0, 2), "0001"))
        >>> task.sequence_length, task.inputs_per_gate
        (3, 2)
    """

    d: int
    gates: Sequence[Gate | ParityGate]

    @property
    def num_outputs(self) -> int:
        """The answer is one bit."""
        return 1

    @property
    def num_labels(self) -> int:
        """T - d + 1, the number of sub-tasks, the answer included."""
        return len(self.gates)

    @property
    def sequence_length(self) -> int:
        """T = d + number of sub-tasks - 1, since the answer is predicted, not read."""
        return self.d + self.num_labels - 1

    @property
    def inputs_per_gate(self) -> int:
        """The largest fan-in, N of eq 6."""
        return max(len(gate.inputs) for gate in self.gates)

    def labels(self, x: Bits) -> Bits:
        """The bits of y_d ... y_T for inputs of shape (n, d), as shape (n, T - d + 1)."""
        tokens = np.empty((len(x), self.d + self.num_labels), dtype=np.uint8)
        tokens[:, : self.d] = self._checked(x)
        for k, gate in enumerate(self.gates):
            tokens[:, self.d + k] = gate.evaluate(tokens)
        return tokens[:, self.d :]

    def teacher_forced(self, x: Bits) -> Bits:
        """Return the tokens of eq 15 at training time, x and then the true labels y_d ... y_{T-1}, shape (n, T)."""
        return np.concatenate([self._checked(x), self.labels(x)[:, :-1]], axis=1)

    def _checked(self, x: Bits) -> Bits:
        check_inputs(x, self.d)
        return x


def check_inputs(x: Bits, d: int) -> None:
    """Raise InputError unless ``x`` is an array of shape (n, d) of whole numbers 0 and 1."""
    if not isinstance(x, np.ndarray) or x.dtype.kind not in "biu":
        found = f"an array of {x.dtype}" if isinstance(x, np.ndarray) else f"a {type(x).__name__}"
        raise InputError(f"inputs are a numpy array of whole numbers 0 and 1, not {found}")
    if x.ndim != 2 or x.shape[1] != d:
        raise InputError(f"inputs of shape {x.shape}; this task takes (n, {d})")
    if x.size and (x.max() > 1 or x.min() < 0):
        raise InputError("inputs hold other numbers than 0 and 1")


@check_arguments
def free_running(task: Task, x: Bits, predictor: Predictor) -> Bits:
    """Decode at test time (eq 15): every predicted bit is fed back as the next token.

    Args:
        task: gives d and the number of steps; its labels are not used.
        x: inputs, shape (n, d).
        predictor: maps the tokens so far, shape (n, t), to the bit predicted at step t.

    Returns:
        The predicted bits of steps d ... T, shape (n, T - d + 1).

    Example:
        >>> import numpy as np
        >>> from theory.tasks import BitSubsetParity, free_running
        >>> task, x = BitSubsetParity(8, (0, 1, 2, 3)), np.zeros((1, 8), dtype=np.uint8)
        >>> free_running(task, x, lambda tokens: np.zeros(len(tokens), dtype=np.uint8)).tolist()
        [[0, 0, 0]]
    """
    tokens = np.empty((len(x), task.d + task.num_labels), dtype=np.uint8)
    tokens[:, : task.d] = x
    for t in range(task.d, task.d + task.num_labels):
        tokens[:, t] = predictor(tokens[:, :t])
    return tokens[:, task.d :]


@check_arguments
def teacher_forced_predictions(task: Task, x: Bits, predictor: Predictor) -> Bits:
    """Return the bits predicted at steps d ... T from the true tokens, shape (n, T - d + 1).

    Args:
        task: gives d, the number of steps and the true tokens.
        x: inputs, shape (n, d).
        predictor: maps the tokens so far, shape (n, t), to the bit predicted at step t.

    Example:
        >>> import numpy as np
        >>> from theory.tasks import BitSubsetParity, teacher_forced_predictions
        >>> task, x = BitSubsetParity(8, (0, 1, 2, 3)), np.zeros((1, 8), dtype=np.uint8)
        >>> teacher_forced_predictions(task, x, lambda tokens: tokens[:, -1]).tolist()
        [[0, 1, 1]]
    """
    tokens = task.teacher_forced(x)
    steps = range(task.d, task.d + task.num_labels)
    return np.stack([predictor(tokens[:, :t]) for t in steps], axis=1).astype(np.uint8)
