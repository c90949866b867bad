"""Circuits from networkx graphs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.tasks.circuit_builder import AND, MAX_INPUTS, OR, XOR, CircuitBuilder, Node
from theory.tasks.circuits import COPY, NEGATION

if TYPE_CHECKING:
    import networkx

    from theory.tasks.circuits import Circuit

#: Gates that may be named, of any fan-in: the associative gate they are a tree of, and whether it is negated.
NAMED = {
    "and": (AND, False),
    "or": (OR, False),
    "xor": (XOR, False),
    "nand": (AND, True),
    "nor": (OR, True),
    "xnor": (XOR, True),
}
#: Named gates of one input.
UNARY = {"buf": COPY, "not": NEGATION}


@check_arguments
def circuit_from_graph(graph: networkx.DiGraph, max_inputs: int = MAX_INPUTS) -> Circuit:
    """Return the circuit of a directed acyclic graph whose edges run from a gate's input to the gate.

    Nodes without predecessors and without a ``gate`` are inputs, in the graph's order. Every other node has an
    attribute ``gate``: ``and``, ``or``, ``xor``, ``nand``, ``nor``, ``xnor`` (any fan-in), ``not``, ``buf``, or a truth
    table, character k being the value at z_1 + 2 z_2 + ... = k. The order of a gate's inputs is that of its incoming
    edges' attribute ``place`` where they have one, else the order in which the edges were added. The outputs are
    ``graph.graph["outputs"]``, or the nodes without successors.

    Args:
        graph: the circuit.
        max_inputs: gates with more inputs are split.

    Raises:
        InputError: a cycle, an unknown gate, a truth table that does not fit, no inputs or no outputs.

    Example:
        >>> import networkx
        >>> from theory.tasks import circuit_from_graph
        >>> graph = networkx.DiGraph([("a", "y"), ("b", "y")])
        >>> graph.nodes["y"]["gate"] = "xor"
        >>> circuit_from_graph(graph).gates[0]
        Gate(inputs=(0, 1), truth_table='0110')
    """
    import networkx

    try:
        order = list(networkx.lexicographical_topological_sort(graph, key=_positions(graph)))
    except networkx.NetworkXUnfeasible:
        cycle = [edge[0] for edge in networkx.find_cycle(graph)]
        raise InputError("the graph has a cycle: " + " -> ".join(map(repr, [*cycle, cycle[0]]))) from None
    inputs = [node for node in graph if not graph.in_degree(node) and "gate" not in graph.nodes[node]]
    if not inputs:
        raise InputError("the graph has no inputs: every node has predecessors or a gate")
    builder = CircuitBuilder(len(inputs), max_inputs)
    nodes: dict[Hashable, Node] = {name: i for i, name in enumerate(inputs)}
    for name in order:
        if name not in nodes:
            nodes[name] = _add(
                builder, name, graph.nodes[name].get("gate"), [nodes[p] for p in _inputs(graph, name)]
            )
    outputs = graph.graph.get("outputs", [node for node in graph if not graph.out_degree(node)])
    missing = [name for name in outputs if name not in nodes]
    if missing:
        raise InputError(f"output {missing[0]!r} is not a node of the graph")
    return builder.finish([nodes[name] for name in outputs])


def _positions(graph: Any) -> Callable[[Hashable], int]:
    """Each node's place in the graph's own order."""
    place = {node: i for i, node in enumerate(graph)}
    return place.__getitem__


def _inputs(graph: Any, name: Hashable) -> list[Hashable]:
    edges = list(graph.in_edges(name, data="place"))
    if all(place is not None for *_, place in edges):
        edges.sort(key=lambda edge: edge[2])
    return [edge[0] for edge in edges]


def _add(builder: CircuitBuilder, name: Hashable, gate: Any, inputs: Sequence[Node]) -> Node:
    if not isinstance(gate, str):
        raise InputError(f"node {name!r} has predecessors but no attribute 'gate'")
    kind = gate.lower()
    if kind in NAMED:
        return named_gate(builder, kind, inputs)
    if kind in UNARY and len(inputs) == 1:
        return builder.gate(UNARY[kind], inputs)
    if kind in UNARY:
        raise InputError(f"node {name!r}: {kind} takes one input, not {len(inputs)}")
    if set(gate) - {"0", "1"} or not gate:
        raise InputError(
            f"node {name!r}: unknown gate {gate!r}; known: {', '.join([*NAMED, *UNARY])}, or a truth table"
        )
    if len(gate) != 1 << len(inputs):
        raise InputError(f"node {name!r}: {len(inputs)} inputs but a truth table of {len(gate)} characters")
    return builder.gate(gate, inputs)


def named_gate(builder: CircuitBuilder, kind: str, inputs: Sequence[Node]) -> Node:
    """One gate where the limit allows it, else a balanced tree of gates of two inputs."""
    if not inputs:
        raise InputError(f"a gate {kind!r} without inputs")
    table, negated = NAMED[kind]
    if len(inputs) > builder.max_inputs:
        node = builder.tree(table, inputs)
        return builder.invert(node) if negated else node
    return builder.gate(named_table(kind, len(inputs)), inputs)


def named_table(kind: str, inputs: int) -> str:
    """The truth table of a named gate of this many inputs."""
    table, negated = NAMED[kind]
    values = []
    for k in range(1 << inputs):
        ones = k.bit_count()
        bit = {AND: ones == inputs, OR: ones > 0, XOR: ones % 2 == 1}[table]
        values.append("01"[bit != negated])
    return "".join(values)
