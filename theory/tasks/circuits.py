"""Boolean circuits as decomposed tasks: every gate a sub-task, in topological order, the outputs last (section 6).

Gates are kept in arrays, so that circuits of a million gates stay small, and labels of many inputs are computed bit
by bit in parallel: 64 inputs to a machine word, all gates of one level with one truth table at a time.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast, overload

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments, check_fields
from theory.errors import InputError
from theory.tasks.sequence import Bits, Gate, ParityGate, check_inputs

Words = NDArray[np.uint64]
#: Words of 64 inputs that are evaluated at a time; the rows of a block stay in the cache.
_BLOCK = 32
_ONES = np.uint64(2**64 - 1)
#: Truth tables of one input.
COPY, NEGATION = "01", "10"


@dataclass(frozen=True)
class Circuit:
    """A circuit as a task: d input bits, then one label a gate; the last labels are the outputs, in their order.

    Attributes:
        d: number of input bits.
        fan_ins: the tokens that the gates read, gate after gate; gate k may read tokens 0 ... d + k - 1.
        offsets: gate k reads ``fan_ins[offsets[k] : offsets[k + 1]]``; shape (gates + 1,).
        table_of: index into ``tables`` of each gate's truth table; shape (gates,).
        tables: the distinct truth tables; character k is the value at z_1 + 2 z_2 + ... = k.
        num_outputs: how many of the last labels are outputs.

    Raises:
        InputError: a gate reads a token that does not come before it, or a table does not fit its fan-in.

    Example:
        >>> import numpy as np
        >>> from theory.tasks import Circuit, Gate
        >>> half_adder = Circuit.from_gates(2, [Gate((0, 1), "0110"), Gate((0, 1), "0001")], num_outputs=2)
        >>> half_adder.outputs(np.array([[1, 1]], dtype=np.uint8)).tolist()
        [[0, 1]]
    """

    d: int
    fan_ins: NDArray[np.int32]
    offsets: NDArray[np.int64]
    table_of: NDArray[np.int32]
    tables: tuple[str, ...]
    num_outputs: int = 1

    def __post_init__(self) -> None:
        check_fields(self)
        if self.d < 1 or self.num_labels < 1:
            raise InputError("a circuit needs at least one input and one gate")
        if not 1 <= self.num_outputs <= self.num_labels:
            raise InputError(f"{self.num_outputs} outputs among {self.num_labels} gates")
        owners = np.repeat(np.arange(self.num_labels), self.arities)
        wrong = np.flatnonzero((self.fan_ins < 0) | (self.fan_ins >= self.d + owners))
        if len(wrong):
            gate = int(owners[wrong[0]])
            raise InputError(
                f"gate {gate + 1} reads token {int(self.fan_ins[wrong[0]]) + 1}, which is not before it"
            )
        sizes = np.array([len(table) for table in self.tables], dtype=np.int64)
        wrong = np.flatnonzero(sizes[self.table_of] != np.left_shift(np.int64(1), self.arities))
        if len(wrong):
            raise InputError(f"gate {int(wrong[0]) + 1}: the truth table does not fit its number of inputs")

    @classmethod
    @check_arguments
    def from_gates(cls, d: int, gates: Iterable[Gate | ParityGate], num_outputs: int = 1) -> Circuit:
        """Return a circuit from gates in order; the last ``num_outputs`` are its outputs."""
        index: dict[str, int] = {}
        fan_ins: list[int] = []
        offsets, table_of = [0], []
        for gate in gates:
            fan_ins.extend(gate.inputs)
            offsets.append(len(fan_ins))
            table_of.append(index.setdefault(gate.truth_table, len(index)))
        return cls(
            d,
            np.array(fan_ins, dtype=np.int32),
            np.array(offsets, dtype=np.int64),
            np.array(table_of, dtype=np.int32),
            tuple(index),
            num_outputs,
        )

    @property
    def num_labels(self) -> int:
        """T - d + 1, one label a gate."""
        return len(self.table_of)

    @property
    def sequence_length(self) -> int:
        """The number T of inputs and of all labels but the last."""
        return self.d + self.num_labels - 1

    @property
    def arities(self) -> NDArray[np.int64]:
        """Number of inputs of each gate."""
        return np.diff(self.offsets)

    @property
    def inputs_per_gate(self) -> int:
        """The largest fan-in, N of eq 6."""
        return int(self.arities.max())

    @property
    def gates(self) -> Sequence[Gate]:
        """The gates, made on access."""
        return _Gates(self)

    @cached_property
    def levels(self) -> NDArray[np.int32]:
        """Length of the longest path from an input to each gate, at least 1."""
        level = [0] * (self.d + self.num_labels)
        ends = self.offsets.tolist()
        fan_ins = self.fan_ins.tolist()
        for k in range(self.num_labels):
            level[self.d + k] = 1 + max((level[i] for i in fan_ins[ends[k] : ends[k + 1]]), default=0)
        return np.array(level[self.d :], dtype=np.int32)

    def labels(self, x: Bits) -> Bits:
        """The bits of y_d ... y_T for inputs of shape (n, d), as shape (n, T - d + 1) (a transposed view)."""
        check_inputs(x, self.d)
        n = len(x)
        packed = self.packed_labels(pack(np.ascontiguousarray(x.T)))
        return np.unpackbits(
            packed.astype("<u8", copy=False).view(np.uint8), axis=1, count=n, bitorder="little"
        ).T

    def packed_labels(self, words: Words) -> Words:
        """Labels bit by bit in parallel.

        Args:
            words: bit j of ``words[i, w]`` is input i of example 64 w + j; shape (d, number of words).

        Returns:
            The same for the labels, shape (T - d + 1, number of words).
        """
        labels = np.empty((self.num_labels, words.shape[1]), dtype=np.uint64)
        for start in range(0, words.shape[1], _BLOCK):
            block = slice(start, min(start + _BLOCK, words.shape[1]))
            self._run(np.ascontiguousarray(words[:, block]), labels[:, block])
        return labels

    def _run(self, words: Words, labels: Words) -> None:
        schedule = self._schedule
        rows = np.empty((self.d + self.num_labels, words.shape[1]), dtype=np.uint64)
        rows[: self.d] = words
        for table, start, stop, reads in schedule.steps:
            inputs = [np.take(rows, read, axis=0) for read in reads]
            value = evaluate_words(table, inputs)
            rows[start:stop] = (_ONES if value else 0) if isinstance(value, int) else value
        labels[:] = rows[schedule.row_of[self.d :]]

    @cached_property
    def _schedule(self) -> _Schedule:
        """Gates sorted by level and table, so that each step writes a contiguous range of rows."""
        order = np.lexsort((self.table_of, self.levels))
        row_of = np.arange(self.d + self.num_labels)
        row_of[self.d + order] = self.d + np.arange(self.num_labels)
        level, table = self.levels[order], self.table_of[order]
        cuts = np.flatnonzero((np.diff(level) != 0) | (np.diff(table) != 0)) + 1
        bounds = [0, *cuts.tolist(), self.num_labels]
        steps = []
        for start, stop in itertools.pairwise(bounds):
            text = self.tables[table[start]]
            first = self.offsets[order[start:stop]]
            reads = [row_of[self.fan_ins[first + i]] for i in range(len(text).bit_length() - 1)]
            steps.append((text, self.d + start, self.d + stop, reads))
        return _Schedule(row_of, steps)

    def teacher_forced(self, x: Bits) -> Bits:
        """Return the tokens z_1 ... z_T at training time, shape (n, T)."""
        return np.concatenate([x, self.labels(x)[:, :-1]], axis=1)

    def outputs(self, x: Bits) -> Bits:
        """The circuit's outputs alone, shape (n, num_outputs)."""
        return self.labels(x)[:, -self.num_outputs :]


@dataclass(frozen=True, slots=True)
class _Schedule:
    row_of: NDArray[np.int64]  # of each token
    steps: list[
        tuple[str, int, int, list[NDArray[np.int64]]]
    ]  # truth table, first row, last row + 1, rows read


class _Gates(Sequence[Gate]):
    """A circuit's gates as objects."""

    def __init__(self, circuit: Circuit) -> None:
        self._circuit = circuit

    def __len__(self) -> int:
        return self._circuit.num_labels

    @overload
    def __getitem__(self, k: int) -> Gate: ...
    @overload
    def __getitem__(self, k: slice) -> Sequence[Gate]: ...
    def __getitem__(self, k: int | slice) -> Gate | Sequence[Gate]:
        if isinstance(k, slice):
            return [self[i] for i in range(*k.indices(len(self)))]
        k = range(len(self))[k]
        circuit = self._circuit
        inputs = circuit.fan_ins[circuit.offsets[k] : circuit.offsets[k + 1]].tolist()
        return Gate(tuple(inputs), circuit.tables[circuit.table_of[k]])

    def __iter__(self) -> Iterator[Gate]:
        return (self[k] for k in range(len(self)))


def pack(bits: Bits) -> Words:
    """Rows of bits as rows of 64-bit words, bit j of word w being column 64 w + j; the last word is padded with 0."""
    packed = np.packbits(bits, axis=1, bitorder="little")
    padded = np.zeros((len(packed), -(-packed.shape[1] // 8) * 8), dtype=np.uint8)
    padded[:, : packed.shape[1]] = packed
    return padded.view("<u8").astype(np.uint64, copy=False)


def evaluate_words(table: str, inputs: Sequence[Words]) -> Words | int:
    """A truth table on words, by Shannon's expansion in its last input; 0 or 1 where it is constant.

    Any gate of two inputs takes one or two word operations, a parity of n inputs n - 1 (n where it is negated).
    """
    if "1" not in table:
        return 0
    if "0" not in table:
        return 1
    half = len(table) // 2
    low, high = table[:half], table[half:]
    if low == high:
        return evaluate_words(low, inputs[:-1])
    x, rest = inputs[-1], inputs[:-1]
    if low == high.translate(_FLIP):
        value = evaluate_words(low, rest)
        return (~x if value else x) if isinstance(value, int) else x ^ value
    a, b = evaluate_words(low, rest), evaluate_words(high, rest)
    mixed: Any
    if isinstance(a, int):
        mixed = (~x | b) if a else (x & b)
    elif isinstance(b, int):
        mixed = (x | a) if b else (~x & a)
    else:
        mixed = a ^ (x & (a ^ b))
    return cast(Words, mixed)


_FLIP = str.maketrans("01", "10")
