"""Circuits in arrays: labels bit by bit in parallel, building, splitting, graphs."""

import itertools

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from theory.errors import InputError
from theory.tasks.circuit_builder import MUX, CircuitBuilder, split_gates
from theory.tasks.circuit_graphs import circuit_from_graph
from theory.tasks.circuits import Circuit, evaluate_words, pack
from theory.tasks.sequence import Gate, Task, free_running, teacher_forced_predictions

ALL_4 = np.array(list(itertools.product((0, 1), repeat=4)), dtype=np.uint8)[:, ::-1].copy()


@st.composite
def circuits(draw):
    """A circuit of up to 6 gates of up to 3 inputs, and the same gates as a list."""
    d = draw(st.integers(1, 5))
    gates = []
    for k in range(draw(st.integers(1, 6))):
        inputs = draw(st.lists(st.integers(0, d + k - 1), min_size=1, max_size=3))
        table = draw(st.text("01", min_size=2 ** len(inputs), max_size=2 ** len(inputs)))
        gates.append(Gate(tuple(inputs), table))
    return Circuit.from_gates(d, gates, draw(st.integers(1, len(gates)))), gates


def simulate(d, gates, row):
    tokens = list(row)
    for gate in gates:
        tokens.append(int(gate.truth_table[sum(tokens[i] << place for place, i in enumerate(gate.inputs))]))
    return tokens[d:]


@given(circuits(), st.integers(1, 200), st.integers(0, 2**32 - 1))
def test_labels_agree_with_a_simulation_gate_by_gate(drawn, n, seed):
    circuit, gates = drawn
    x = np.random.default_rng(seed).integers(0, 2, (n, circuit.d), dtype=np.uint8)
    labels = circuit.labels(x)
    assert labels.tolist() == [simulate(circuit.d, gates, row) for row in x.tolist()]
    assert list(circuit.gates) == gates
    assert np.array_equal(circuit.outputs(x), labels[:, -circuit.num_outputs :])


@given(circuits())
def test_a_circuit_is_a_task_and_runs_freely(drawn):
    circuit, gates = drawn
    assert isinstance(circuit, Task)
    x = np.random.default_rng(0).integers(0, 2, (9, circuit.d), dtype=np.uint8)

    def right(tokens):
        return gates[tokens.shape[1] - circuit.d].evaluate(tokens)

    assert np.array_equal(free_running(circuit, x, right), circuit.labels(x))
    assert np.array_equal(teacher_forced_predictions(circuit, x, right), circuit.labels(x))
    assert circuit.teacher_forced(x).shape == (9, circuit.sequence_length)


@given(circuits(), st.integers(2, 4))
def test_splitting_keeps_the_outputs(drawn, max_inputs):
    circuit, _ = drawn
    split = split_gates(circuit, max_inputs)
    x = np.random.default_rng(1).integers(0, 2, (40, circuit.d), dtype=np.uint8)
    assert split.inputs_per_gate <= max_inputs
    assert np.array_equal(split.outputs(x), circuit.outputs(x))


@pytest.mark.parametrize("inputs", [1, 2, 3])
def test_every_table_on_words(inputs):
    rows = np.array(list(itertools.product((0, 1), repeat=inputs)), dtype=np.uint8)[:, ::-1]
    words = list(pack(np.ascontiguousarray(rows.T)))
    for table in map("".join, itertools.product("01", repeat=2**inputs)):
        value = evaluate_words(table, words)
        got = (
            [value] * 2**inputs
            if isinstance(value, int)
            else [int(value[0]) >> k & 1 for k in range(2**inputs)]
        )
        assert "".join(map(str, got)) == table


def test_outputs_come_last_and_in_order():
    builder = CircuitBuilder(2)
    conjunction = builder.gate("0001", (0, 1))
    negation = builder.invert(conjunction)
    # An output that feeds a gate, an input, a constant, the same output twice.
    circuit = builder.finish([conjunction, 0, True, negation, negation])
    x = np.array([[0, 1], [1, 1]], dtype=np.uint8)
    assert circuit.outputs(x).tolist() == [[0, 0, 1, 1, 1], [1, 1, 1, 0, 0]]
    assert circuit.num_outputs == 5


@pytest.mark.parametrize("max_inputs", [2, 3, 10])
def test_a_wide_gate_is_split(max_inputs):
    builder = CircuitBuilder(12, max_inputs)
    table = "".join(str(int(k % 7 < 3)) for k in range(2**12))
    circuit = builder.finish([builder.gate(table, range(12))])
    x = np.random.default_rng(2).integers(0, 2, (500, 12), dtype=np.uint8)
    assert circuit.inputs_per_gate <= max_inputs
    assert circuit.outputs(x)[:, 0].tolist() == [
        int(table[int((row << np.arange(12)).sum())]) for row in x.astype(int)
    ]


def test_a_graph_with_wide_named_gates():
    graph = networkx.DiGraph()
    graph.add_nodes_from(f"x{i}" for i in range(15))
    for name in ("and", "or", "xor", "nand", "nor", "xnor"):
        graph.add_node(name, gate=name)
        graph.add_edges_from((f"x{i}", name) for i in range(15))
    graph.graph["outputs"] = ["and", "or", "xor", "nand", "nor", "xnor"]
    circuit = circuit_from_graph(graph)
    x = np.random.default_rng(3).integers(0, 2, (200, 15), dtype=np.uint8)
    x[0], x[1] = 1, 0
    conjunction, disjunction, parity = x.all(axis=1), x.any(axis=1), x.sum(axis=1) % 2
    expected = np.stack(
        [conjunction, disjunction, parity, 1 - conjunction, 1 - disjunction, 1 - parity], axis=1
    )
    assert np.array_equal(circuit.outputs(x), expected)


def test_the_order_of_a_gates_inputs_is_by_place():
    graph = networkx.DiGraph()
    graph.add_nodes_from("abs")
    graph.add_node("m", gate=MUX)
    for node, place in (("s", 2), ("b", 1), ("a", 0)):
        graph.add_edge(node, "m", place=place)
    circuit = circuit_from_graph(graph)
    x = ALL_4[:8, :3]
    assert circuit.outputs(x)[:, 0].tolist() == [int(b if s else a) for a, b, s in x]


def faulty_graphs():
    cycle = networkx.DiGraph([("a", "g"), ("g", "h"), ("h", "g")])
    networkx.set_node_attributes(cycle, {"g": "and", "h": "buf"}, "gate")
    yield cycle, "cycle"
    unknown = networkx.DiGraph([("a", "g")])
    unknown.nodes["g"]["gate"] = "nope"
    yield unknown, "unknown gate 'nope'"
    table = networkx.DiGraph([("a", "g")])
    table.nodes["g"]["gate"] = "0110"
    yield table, "1 inputs but a truth table of 4"
    bare = networkx.DiGraph([("a", "g")])
    yield bare, "no attribute 'gate'"
    yield networkx.DiGraph(), "no inputs"
    missing = networkx.DiGraph([("a", "g")], outputs=["z"])
    missing.nodes["g"]["gate"] = "not"
    yield missing, "'z' is not a node"


@pytest.mark.parametrize(("graph", "message"), list(faulty_graphs()))
def test_faulty_graphs(graph, message):
    with pytest.raises(InputError, match=message):
        circuit_from_graph(graph)


def test_faulty_gates():
    with pytest.raises(InputError, match="reads token 3, which is not before it"):
        Circuit.from_gates(2, [Gate((0, 2), "0110")])
    with pytest.raises(InputError, match="at least one input and one gate"):
        Circuit.from_gates(2, [])
    with pytest.raises(InputError, match="takes"):
        Circuit.from_gates(2, [Gate((0, 1), "0110")]).labels(np.zeros((3, 5), dtype=np.uint8))
    with pytest.raises(InputError, match="2 inputs"):
        CircuitBuilder(3, max_inputs=1)
