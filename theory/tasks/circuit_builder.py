"""Building circuits gate by gate: constants folded away, wide gates split, outputs brought to the end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.tasks.circuits import COPY, NEGATION, Circuit
from theory.tasks.truth_tables import complement, depends_on, restrict

#: The exact method's limit on the inputs of one gate.
MAX_INPUTS = 10
AND, OR, XOR = "0001", "0111", "0110"
#: The value at (low, high, selector): the selector chooses.
MUX = "01010011"
MAJORITY, XOR3 = "00010111", "01101001"

#: A node of a circuit under construction: the number of a token, or a constant.
Node = int | bool


class CircuitBuilder:
    """Collects gates; nodes are the numbers of inputs (0 ... d - 1) and gates (d, d + 1, ...), or True and False.

    Args:
        d: number of input bits.
        max_inputs: gates with more inputs are split into gates with at most this many; 2 ... 10.

    Example:
        >>> from theory.tasks import CircuitBuilder
        >>> builder = CircuitBuilder(3)
        >>> both = builder.gate("0001", (0, 1))
        >>> circuit = builder.finish([builder.gate("0111", (both, 2))])
        >>> circuit.num_labels, circuit.inputs_per_gate
        (2, 2)
    """

    @check_arguments
    def __init__(self, d: int, max_inputs: int = MAX_INPUTS) -> None:
        if not 2 <= max_inputs <= MAX_INPUTS:
            raise InputError(
                f"gates can be split down to 2 inputs and may have up to {MAX_INPUTS}, not {max_inputs}"
            )
        self.d = d
        self.max_inputs = max_inputs
        self._gates: list[tuple[tuple[int, ...], str]] = []
        self._plain: dict[str, bool] = {}

    def gate(self, table: str, inputs: Sequence[Node]) -> Node:
        """Add a gate by its truth table and return its node; no gate is added for a constant or a copy.

        Raises:
            InputError: the table does not have one value for each input of the gate.
        """
        if len(table) != 1 << len(inputs):
            raise InputError(
                f"a gate of {len(inputs)} inputs has {1 << len(inputs)} values, not {len(table)}"
            )
        if self._is_plain(table) and bool not in map(type, inputs) and len(set(inputs)) == len(inputs):
            self._gates.append((tuple(inputs), table))
            return self.d + len(self._gates) - 1
        nodes, table = _without_constants(table, inputs)
        nodes, table = _without_repeats(table, nodes)
        nodes, table = _without_idle_inputs(table, nodes)
        if not nodes:
            return table == "1"
        if table == COPY:
            return nodes[0]
        if len(nodes) > self.max_inputs:
            return self._split(table, nodes)
        self._gates.append((nodes, table))
        return self.d + len(self._gates) - 1

    def _is_plain(self, table: str) -> bool:
        """Return whether a gate of distinct tokens with this table is added as it is."""
        if table not in self._plain:
            inputs = len(table).bit_length() - 1
            self._plain[table] = (
                1 <= inputs <= self.max_inputs and table != COPY and len(depends_on(table)) == inputs
            )
        return self._plain[table]

    def _split(self, table: str, nodes: tuple[int, ...]) -> Node:
        """Shannon's expansion in the last input: the rest decides between two smaller gates."""
        half = len(table) // 2
        low, high = table[:half], table[half:]
        x, rest = nodes[-1], nodes[:-1]
        if low == complement(high):
            return self.gate(XOR, (x, self.gate(low, rest)))
        a, b = self.gate(low, rest), self.gate(high, rest)
        if isinstance(a, bool) or isinstance(b, bool) or self.max_inputs >= 3:
            return self.gate(MUX, (a, b, x))
        return self.gate(XOR, (a, self.gate(AND, (x, self.gate(XOR, (a, b))))))

    def tree(self, table: str, nodes: Sequence[Node]) -> Node:
        """A balanced tree of one associative gate of two inputs (AND, OR, XOR), as the paper splits AND and OR."""
        layer = list(nodes)
        while len(layer) > 1:
            pairs = [self.gate(table, layer[i : i + 2]) for i in range(0, len(layer) - 1, 2)]
            layer = pairs + layer[len(pairs) * 2 :]
        return layer[0]

    def conjunction(self, nodes: Sequence[Node], bits: str) -> Node:
        """Return whether every node has its bit: one gate where the limit allows it, else a balanced tree of pairs."""
        n = len(nodes)
        if n <= self.max_inputs:
            place = int(bits[::-1] or "0", 2)
            return self.gate("0" * place + "1" + "0" * ((1 << n) - 1 - place), nodes)
        pairs = [self.conjunction(nodes[i : i + 2], bits[i : i + 2]) for i in range(0, n, 2)]
        return self.tree(AND, pairs)

    def invert(self, node: Node) -> Node:
        """The negation of a node."""
        return self.gate(NEGATION, (node,))

    def full_adder(self, a: Node, b: Node, c: Node) -> tuple[Node, Node]:
        """Return the sum and the carry of three bits."""
        return self.gate(XOR3, (a, b, c)), self.gate(MAJORITY, (a, b, c))

    def finish(self, outputs: Sequence[Node]) -> Circuit:
        """Return the circuit, its outputs last."""
        index: dict[str, int] = {}
        table_of = [index.setdefault(table, len(index)) for _, table in self._gates]
        offsets = np.cumsum([0, *(len(nodes) for nodes, _ in self._gates)])
        return assemble(
            self.d,
            np.array([node for nodes, _ in self._gates for node in nodes], dtype=np.int32),
            offsets.astype(np.int64),
            np.array(table_of, dtype=np.int32),
            list(index),
            [(0, "11" if node else "00") if isinstance(node, bool) else (node, COPY) for node in outputs],
        )


def _without_constants(table: str, inputs: Sequence[Node]) -> tuple[tuple[int, ...], str]:
    for place in reversed(range(len(inputs))):
        node = inputs[place]
        if isinstance(node, bool):
            table = restrict(table, place, int(node))
    return tuple(node for node in inputs if not isinstance(node, bool)), table


def _without_repeats(table: str, nodes: tuple[int, ...]) -> tuple[tuple[int, ...], str]:
    for place in reversed(range(len(nodes))):
        first = nodes.index(nodes[place])
        if first < place:
            low, high = restrict(table, place, 0), restrict(table, place, 1)
            table = "".join((low, high)[k >> first & 1][k] for k in range(len(low)))
            nodes = nodes[:place] + nodes[place + 1 :]
    return nodes, table


def _without_idle_inputs(table: str, nodes: tuple[int, ...]) -> tuple[tuple[int, ...], str]:
    used = depends_on(table)
    if len(used) == len(nodes):
        return nodes, table
    for place in reversed(range(len(nodes))):
        if place not in used:
            table = restrict(table, place, 0)
    return tuple(nodes[place] for place in used), table


def assemble(
    d: int,
    fan_ins: NDArray[np.int32],
    offsets: NDArray[np.int64],
    table_of: NDArray[np.int32],
    tables: list[str],
    outputs: Sequence[tuple[int, str]],
) -> Circuit:
    """Return a circuit with the outputs as its last labels, in order.

    A gate that is an output and feeds nothing else moves to the end; any other output gets a gate of one input there.

    Args:
        d, fan_ins, offsets, table_of, tables: gates in topological order, as in :class:`Circuit`.
        outputs: of each, the token it is taken from and a table of one input: copy, negation or a constant.
    """
    if not outputs:
        raise InputError("the circuit has no outputs")
    gates = len(table_of)
    index = {table: i for i, table in enumerate(tables)}
    feeds = np.bincount(fan_ins, minlength=d + gates)
    table_of = table_of.copy()
    last: list[int] = []
    extra: list[tuple[int, int]] = []
    moved = set()
    for node, table in outputs:
        if node >= d and not feeds[node] and node not in moved and table in (COPY, NEGATION):
            moved.add(node)
            last.append(node - d)
            if table == NEGATION:
                table_of[node - d] = index.setdefault(complement(tables[table_of[node - d]]), len(index))
                tables = list(index)
        else:
            last.append(gates + len(extra))
            extra.append((node, index.setdefault(table, len(index))))
            tables = list(index)
    read_by_extra = np.array([node for node, _ in extra], dtype=np.int32)
    tables_of_extra = np.array([table for _, table in extra], dtype=np.int32)
    all_tables = np.concatenate([table_of, tables_of_extra])
    stays = np.ones(len(all_tables), dtype=bool)
    stays[last] = False
    return _permuted(
        d,
        np.concatenate([fan_ins, read_by_extra]),
        np.concatenate([offsets, offsets[-1] + 1 + np.arange(len(extra))]),
        all_tables,
        tuple(index),
        np.concatenate([np.flatnonzero(stays), np.array(last, dtype=np.int64)]),
        len(outputs),
    )


def _permuted(
    d: int,
    fan_ins: NDArray[np.int32],
    offsets: NDArray[np.int64],
    table_of: NDArray[np.int32],
    tables: tuple[str, ...],
    order: NDArray[np.int64],
    num_outputs: int,
) -> Circuit:
    """The gates in another order, tokens renumbered; tables that no gate has are dropped."""
    number = np.arange(d + len(order))
    number[d + order] = d + np.arange(len(order))
    lengths = np.diff(offsets)[order]
    ends = np.concatenate([[0], np.cumsum(lengths)])
    places = np.repeat(offsets[order] - ends[:-1], lengths) + np.arange(ends[-1])
    used, renumbered = np.unique(table_of[order], return_inverse=True)
    return Circuit(
        d,
        number[fan_ins[places]].astype(np.int32),
        ends.astype(np.int64),
        renumbered.astype(np.int32),
        tuple(tables[i] for i in used),
        num_outputs,
    )


@check_arguments
def split_gates(circuit: Circuit, max_inputs: int) -> Circuit:
    """Return a circuit of the same outputs with gates of at most ``max_inputs`` inputs: more and simpler sub-tasks.

    Example:
        >>> from theory.tasks import Circuit, Gate, split_gates
        >>> majority = Circuit.from_gates(3, [Gate((0, 1, 2), "00010111")])
        >>> split_gates(majority, 2).num_labels
        5
    """
    builder = CircuitBuilder(circuit.d, max_inputs)
    nodes: list[Node] = list(range(circuit.d))
    for gate in circuit.gates:
        nodes.append(builder.gate(gate.truth_table, [nodes[i] for i in gate.inputs]))
    return builder.finish(nodes[-circuit.num_outputs :])
