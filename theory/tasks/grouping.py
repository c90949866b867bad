"""Grouping the gates of a circuit into larger ones: fewer sub-tasks, each of at most N inputs.

For every gate the sets of at most four earlier tokens that decide it (its cuts) are listed from those of the gates it
reads, the best few of each. A grouping picks one cut for each gate that is kept, from the outputs down; area flow, an
estimate of the gates that a cut costs, decides between them (Cong, Wu and Ding 1999; Manohararajah, Brown and Vranesic
2006). It finds small groupings, not the smallest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from theory.tasks.circuit_builder import CircuitBuilder, Node, split_gates
from theory.tasks.circuits import COPY, Circuit
from theory.tasks.truth_tables import rows_where_one, table_text

#: The largest number of inputs of a group: the least degree of every gate is known up to here.
MAX_GROUP_INPUTS = 4
#: Cuts that are kept of each gate.
_KEPT = 7
#: Rounds of choosing cuts, each with the fan-outs of the previous round.
_ROUNDS = 3
_ALL = (1 << (1 << MAX_GROUP_INPUTS)) - 1

#: The tokens of a cut in increasing order, and the gate's table over them as a number over four inputs.
Cut = tuple[tuple[int, ...], int]


@dataclass(frozen=True)
class CutGraph:
    """A circuit of gates of two inputs with the cuts of each.

    Attributes:
        d: number of inputs; tokens below are inputs.
        cuts: of each token the cuts that are kept; inputs have none.
        outputs: tokens, or constants.
    """

    d: int
    cuts: list[list[Cut]]
    outputs: list[Node]

    def group(self, max_inputs: int, allowed: Callable[[int, int], bool] | None = None) -> Circuit:
        """The circuit by gates of at most ``max_inputs`` inputs.

        Args:
            max_inputs: 2 to 4.
            allowed: whether a table (its inputs, the table as a number) may be a gate; the table of a single gate of
                the circuit is used where no other is allowed.
        """
        choices = [
            [cut for cut in cuts if _serves(cut, max_inputs, allowed)] or cuts[:1] for cuts in self.cuts
        ]
        fan_out = [1.0] * len(self.cuts)
        chosen: list[Cut | None] = []
        used: list[int] = []
        for _ in range(_ROUNDS):
            chosen = self._choose(choices, fan_out)
            used = self._used(chosen)
            fan_out = [
                max(1.0, (2 * count + estimate) / 3) for count, estimate in zip(used, fan_out, strict=True)
            ]
        builder = CircuitBuilder(self.d)
        nodes: list[Node] = [*range(self.d), *[False] * (len(self.cuts) - self.d)]
        for token in range(self.d, len(self.cuts)):
            cut = chosen[token]
            if used[token] and cut is not None:
                leaves, table = cut
                nodes[token] = builder.gate(_narrowed(table, len(leaves)), [nodes[leaf] for leaf in leaves])
        return builder.finish(
            [output if isinstance(output, bool) else nodes[output] for output in self.outputs]
        )

    def _choose(self, choices: list[list[Cut]], fan_out: list[float]) -> list[Cut | None]:
        """Return for each gate the cut of least area flow."""
        flow = [0.0] * len(choices)
        chosen: list[Cut | None] = [None] * len(choices)
        for token in range(self.d, len(choices)):
            best = -1.0
            for cut in choices[token]:
                cost = 1.0
                for leaf in cut[0]:
                    cost += flow[leaf]
                if best < 0 or cost < best:
                    best, chosen[token] = cost, cut
            flow[token] = best / fan_out[token]
        return chosen

    def _used(self, chosen: list[Cut | None]) -> list[int]:
        """Return how often each token is read by the gates that the outputs need."""
        used = [0] * len(chosen)
        for output in self.outputs:
            if not isinstance(output, bool):
                used[output] += 1
        for token in range(len(chosen) - 1, self.d - 1, -1):
            cut = chosen[token]
            if used[token] and cut is not None:
                for leaf in cut[0]:
                    used[leaf] += 1
        return used


def cut_graph(circuit: Circuit) -> CutGraph:
    """List the cuts of a circuit; gates of more than two inputs are split first."""
    circuit = split_gates(circuit, 2)
    d = circuit.d
    stands_for: list[Node] = list(range(d))
    cuts: list[list[Cut]] = [[] for _ in range(d)]
    for gate in circuit.gates:
        table = gate.truth_table
        if len(set(table)) == 1:
            stands_for.append(table[0] == "1")
        elif table == COPY:
            stands_for.append(stands_for[gate.inputs[0]])
        else:
            reads = [stands_for[i] for i in gate.inputs]
            tokens = [token for token in reads if not isinstance(token, bool)]
            if len(tokens) < len(reads):  # a constant output feeds nothing, and no other gate is constant
                raise AssertionError("a gate reads a constant after constants were folded")
            stands_for.append(len(cuts))
            cuts.append(_merged(table, tokens, cuts))
    return CutGraph(d, cuts, stands_for[len(stands_for) - circuit.num_outputs :])


def _merged(table: str, reads: list[int], cuts: list[list[Cut]]) -> list[Cut]:
    """The best cuts of a gate: its own inputs first, then by the number of tokens."""
    own = [((token,), _FIRST) for token in reads]
    found: dict[tuple[int, ...], int] = {}
    first = [own[0], *cuts[reads[0]]]
    if len(reads) == 1:
        for leaves, function in first:
            found[leaves] = function ^ _ALL
        return list(found.items())[: _KEPT + 1]
    second = [own[1], *cuts[reads[1]]]
    for a_leaves, a in first:
        for b_leaves, b in second:
            leaves = a_leaves if a_leaves == b_leaves else tuple(sorted({*a_leaves, *b_leaves}))
            if len(leaves) <= MAX_GROUP_INPUTS and leaves not in found:
                found[leaves] = _applied(table, _moved(a, a_leaves, leaves), _moved(b, b_leaves, leaves))
    (smallest, *others) = found.items()
    others.sort(key=lambda cut: len(cut[0]))
    return [smallest, *others[:_KEPT]]


_FIRST = rows_where_one(0, MAX_GROUP_INPUTS)


@lru_cache(maxsize=1 << 16)
def _applied(table: str, a: int, b: int) -> int:
    """A gate of two inputs on columns of a table."""
    value = 0
    for k, bit in enumerate(table):
        if bit == "1":
            value |= (a if k & 1 else a ^ _ALL) & (b if k & 2 else b ^ _ALL)
    return value


def _moved(function: int, leaves: tuple[int, ...], target: tuple[int, ...]) -> int:
    """A table over some tokens as a table over more."""
    if leaves == target[: len(leaves)]:
        return function
    return _placed(function, tuple(map(target.index, leaves)))


@lru_cache(maxsize=1 << 16)
def _placed(function: int, places: tuple[int, ...]) -> int:
    value = 0
    for row in range(1 << MAX_GROUP_INPUTS):
        key = sum((row >> place & 1) << i for i, place in enumerate(places))
        value |= (function >> key & 1) << row
    return value


def _serves(cut: Cut, max_inputs: int, allowed: Callable[[int, int], bool] | None) -> bool:
    n = len(cut[0])
    return n <= max_inputs and (allowed is None or allowed(n, cut[1] & ((1 << (1 << n)) - 1)))


def _narrowed(table: int, inputs: int) -> str:
    """A table over four inputs that reads the first few, as text over those."""
    return table_text(table & ((1 << (1 << inputs)) - 1), inputs)
