"""Section 6: circuits as sequences of sub-tasks, on circuits of every kind and against independent simulations."""

import random
from itertools import product

import networkx
import numpy as np

from theory.hypothesis_class.circuit_bounds import check_polynomial, circuit_bound, distinct_gates
from theory.hypothesis_class.gates import gate_polynomial
from theory.ledger import corrects, supports
from theory.tasks.circuit_builder import CircuitBuilder, split_gates
from theory.tasks.circuit_graphs import circuit_from_graph
from theory.tasks.library import build
from theory.tasks.sequence import Gate, ParityGate, free_running
from theory.tasks.simon import TEST_VECTORS, VARIANTS, parse_words, simon

FUNCTIONS = {"and": all, "or": any, "xor": lambda bits: sum(bits) % 2 == 1}


def random_graph(seed, inputs=5, gates=12):
    """A circuit with one sink, as a graph; evaluated by :func:`graph_values`, not by the library."""
    source = random.Random(seed)
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(inputs))
    for gate in range(inputs, inputs + gates):
        graph.add_node(gate, gate=source.choice(sorted(FUNCTIONS)))
        for place, node in enumerate(source.sample(range(gate), source.choice((2, 3, 4)))):
            graph.add_edge(node, gate, place=place)
    loose = [node for node in graph if not graph.out_degree(node)]
    graph.add_node("out", gate="xor")
    graph.add_edges_from((node, "out") for node in [*loose, *([0] if len(loose) == 1 else [])])
    return graph


def graph_values(graph, bits):
    values = dict(enumerate(bits))
    for node in networkx.topological_sort(graph):
        if node not in values:
            values[node] = int(
                FUNCTIONS[graph.nodes[node]["gate"]]([values[p] for p in graph.predecessors(node)])
            )
    return values


def to_number(bits):
    return sum(int(bit) << place for place, bit in enumerate(bits))


@supports("remark-6-topological-order", evidence="numeric")
def test_labels_of_random_circuits_by_another_simulation(over):
    """All 32 inputs each."""
    over.sample(20, "graphs of 12 gates", seed=0)
    x = np.array(list(product((0, 1), repeat=5)), dtype=np.uint8)
    for seed in range(20):
        graph = random_graph(seed)
        circuit = circuit_from_graph(graph)
        for step, gate in enumerate(circuit.gates):
            assert max(gate.inputs) < circuit.d + step
        labels = circuit.labels(x)
        for row, bits in enumerate(x):
            values = graph_values(graph, bits.tolist())
            assert labels[row, -1] == values["out"]
            assert sorted(labels[row].tolist()) == sorted(
                v for node, v in values.items() if node not in range(5)
            )
        gates = circuit.gates
        predicted = free_running(circuit, x, lambda z, gates=gates: gates[z.shape[1] - 5].evaluate(z))
        assert np.array_equal(predicted, labels)


@corrects("remark-6-length", evidence="numeric")
def test_the_sequence_is_one_token_shorter_than_the_graph(claim, over):
    said = claim("remark-6-length").correction
    over.sample(20, "graphs with one sink", seed=0)
    for seed in range(20):
        graph = random_graph(seed)
        circuit = circuit_from_graph(graph)
        tokens = circuit.teacher_forced(np.zeros((1, 5), dtype=np.uint8)).shape[1]
        found = {"d": 5, "T": tokens, "S": tokens - 5, "V": len(graph)}
        assert said.labels(**found)
        assert said.T(**found)
        assert circuit.sequence_length == tokens


@supports("remark-6-topological-order", evidence="exhaustive")
def test_a_gate_reads_its_table_with_the_first_input_lowest(over):
    """All gates of N inputs on all inputs; the tables of the circuit builder's gates by Python's operators."""
    for n in over(N=(1, 2, 3)):
        x = np.array(list(product((0, 1), repeat=n)), dtype=np.uint8)
        for function in range(2 ** (2**n)):
            table = "".join("01"[function >> k & 1] for k in range(2**n))
            gate = Gate(tuple(range(n)), table)
            expected = [int(table[to_number(bits)]) for bits in x]
            assert gate.evaluate(x).tolist() == expected
            backwards = Gate(tuple(reversed(range(n))), table)
            assert backwards.evaluate(x[:, ::-1].copy()).tolist() == expected
    for d in over(d=(2, 3, 4)):
        x = np.array(list(product((0, 1), repeat=d)), dtype=np.uint8)
        for name, function in FUNCTIONS.items():
            graph = networkx.DiGraph()
            graph.add_nodes_from(range(d))
            graph.add_node("out", gate=name)
            graph.add_edges_from((k, "out") for k in range(d))
            found = circuit_from_graph(graph).labels(x)[:, -1]
            assert found.tolist() == [int(function(bits)) for bits in x.tolist()]
        parity = ParityGate(tuple(range(d)))
        assert [2 * int(b) - 1 for b in parity.evaluate(x)] == [(-1) ** sum(bits) for bits in x.tolist()]
        assert [parity.truth_table[to_number(bits)] for bits in x] == [str(b) for b in parity.evaluate(x)]


@supports("remark-6-fan-in", evidence="exhaustive")
def test_any_gate_splits_into_gates_of_two_inputs(over):
    """Every gate of 3 inputs, all inputs."""
    x = np.array(list(product((0, 1), repeat=3)), dtype=np.uint8)
    for function in over(gate=range(256)):
        table = "".join("01"[function >> k & 1] for k in range(8))
        builder = CircuitBuilder(3, max_inputs=2)
        circuit = builder.finish([builder.gate(table, (0, 1, 2))])
        assert circuit.inputs_per_gate <= 2
        assert [table[to_number(bits)] for bits in x] == [str(bit) for bit in circuit.outputs(x)[:, 0]]


@supports("remark-6-topological-order", evidence="exhaustive")
def test_the_built_in_circuits_compute_what_they_are_called_after(over):
    """All 2^d inputs; the numbers a and b have d/2 bits, the lowest first."""
    expected = {
        "addition": lambda a, b, ones: a + b,
        "multiplication": lambda a, b, ones: a * b,
        "comparison": lambda a, b, ones: int(a > b),
        "majority": lambda a, b, ones: int(2 * ones > 8),
    }
    x = np.array(list(product((0, 1), repeat=8)), dtype=np.uint8)
    for name in over(task=list(expected)):
        value = expected[name]
        found = [to_number(bits) for bits in build(name, 8).outputs(x)]
        assert found == [value(to_number(bits[:4]), to_number(bits[4:]), sum(bits)) for bits in x.tolist()]


@supports("lemma-3", evidence="exhaustive")
def test_every_gate_of_the_built_in_circuits_is_a_polynomial(over):
    """Every gate at all its inputs."""
    circuits = [("addition", 16), ("multiplication", 8), ("majority", 9), ("comparison", 16), ("simon", 64)]
    for name, d in over(circuit=circuits):
        task = build(name, d)
        gates = distinct_gates(task)
        assert {gate.truth_table for _, gate in gates} == {gate.truth_table for gate in task.gates}
        for _, gate in gates:
            check_polynomial(gate, gate_polynomial(gate.truth_table))
        assert circuit_bound(task).every_gate_checked


@supports("corollary-2", evidence="numeric")
def test_a_block_cipher_has_sub_tasks_of_four_inputs(over):
    over.data("5 published test vectors")
    over.sample(8, "keys and plaintexts", seed=0)
    for d, (_, plaintext, ciphertext) in TEST_VECTORS.items():
        circuit = simon(d)
        assert circuit.inputs_per_gate == 4
        assert circuit.num_labels == d // 2 * VARIANTS[d].rounds + d // 2
        assert encrypt(circuit, d, parse_words(plaintext)) == parse_words(ciphertext)
    source = random.Random(0)
    for _ in range(8):
        key, plaintext = ([source.getrandbits(16) for _ in range(size)] for size in (4, 2))
        assert encrypt(simon(32, key), 32, plaintext) == simon_32_64(key, plaintext)
    halves = split_gates(simon(32), 2)
    assert halves.inputs_per_gate == 2
    assert encrypt(halves, 32, parse_words(TEST_VECTORS[32][1])) == parse_words(TEST_VECTORS[32][2])


def encrypt(circuit, d, words):
    half = d // 2
    x = [word >> i & 1 for word in words for i in range(half)]
    y = circuit.outputs(np.array([x], dtype=np.uint8))[0]
    return [to_number(y[half:]), to_number(y[:half])]


def simon_32_64(key, plaintext):
    """SIMON-32/64 on integers; z_0 as a number whose bit i is the i-th constant."""

    def left(word, by):
        return (word << by | word >> 16 - by) & 0xFFFF

    keys = key[::-1]
    for i in range(28):
        constant = 0x19C3522FB386A45F >> i & 1
        mixed = left(keys[-1], 13) ^ keys[-3]
        keys.append(0xFFFC ^ constant ^ keys[-4] ^ mixed ^ left(mixed, 15))
    x, y = plaintext
    for round_key in keys:
        x, y = y ^ left(x, 1) & left(x, 8) ^ left(x, 2) ^ round_key, x
    return [x, y]
