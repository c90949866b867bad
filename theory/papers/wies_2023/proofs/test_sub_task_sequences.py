"""Sequences of sub-tasks as the library makes them, by another simulation: labels, circuits, the parity tree."""

import itertools
import random

import networkx
import numpy as np
import pytest

from theory.errors import InputError
from theory.ledger import supports
from theory.tasks import BitSubsetParity, Circuit, Gate, ParityGate, free_running, teacher_forced_predictions
from theory.tasks.arithmetic import GREATER
from theory.tasks.circuit_builder import MUX, XOR, CircuitBuilder, assemble, split_gates
from theory.tasks.circuit_graphs import circuit_from_graph
from theory.tasks.circuits import evaluate_words, pack
from theory.tasks.cube import MAX_CUBE_BITS, all_inputs, numbered_inputs
from theory.tasks.library import build
from theory.tasks.parity import labels_by_equation_14
from theory.tasks.sequence import GateSequence
from theory.tasks.simon import simon
from theory.tasks.truth_tables import complement, depends_on, restrict, rows_where_one, table_number

ORDER = "remark-6-topological-order"


def every_table(inputs):
    return map("".join, itertools.product("01", repeat=2**inputs))


def simulate(gates, row):
    """The label of every gate, one by one."""
    tokens = list(row)
    for gate in gates:
        tokens.append(int(gate.truth_table[sum(tokens[i] << place for place, i in enumerate(gate.inputs))]))
    return tokens[len(row) :]


def random_gates(draw, d, count, widest=3):
    gates = []
    for place in range(count):
        reads = tuple(draw.randrange(d + place) for _ in range(draw.randint(0 if place == 1 else 1, widest)))
        gates.append(Gate(reads, "".join(draw.choice("01") for _ in range(2 ** len(reads)))))
    return gates


def refused(what, function, *arguments, **named):
    """Whether a call is refused with these words."""
    with pytest.raises(InputError, match=what):
        function(*arguments, **named)
    return True


@supports(ORDER, evidence="numeric")
def test_labels_of_random_circuits_are_those_of_their_gates_one_by_one(over):
    """Circuits with constant gates, repeated inputs and several outputs; 2,200 inputs once, else 70."""
    over.sample(25, "circuits", seed=1)
    for seed in range(25):
        draw = random.Random(seed)
        d, count = draw.randint(1, 5), draw.randint(2, 7)
        gates, outputs = random_gates(draw, d, count), draw.randint(1, count)
        circuit = Circuit.from_gates(d, gates, outputs)
        x = np.random.default_rng(seed).integers(0, 2, (2200 if seed == 0 else 70, d), dtype=np.uint8)
        labels, expected = circuit.labels(x), [simulate(gates, row) for row in x.tolist()]
        assert labels.tolist() == expected
        assert circuit.outputs(x).tolist() == [row[-outputs:] for row in expected]
        assert (circuit.num_labels, circuit.num_outputs, circuit.sequence_length) == (
            count,
            outputs,
            d + count - 1,
        )
        assert circuit.inputs_per_gate == max(len(gate.inputs) for gate in gates)
        assert list(circuit.gates) == gates == circuit.gates[:]
        assert (circuit.gates[-1], circuit.gates[0:1], len(circuit.gates)) == (gates[-1], gates[:1], count)
        levels = [0] * d
        for gate in gates:
            levels.append(1 + max((levels[i] for i in gate.inputs), default=0))
        assert circuit.levels.tolist() == levels[d:]
        tokens = circuit.teacher_forced(x)
        assert tokens.tolist() == [[*row, *own[:-1]] for row, own in zip(x.tolist(), expected, strict=True)]

        def right(tokens, gates=gates, d=d):
            return gates[tokens.shape[1] - d].evaluate(tokens)

        assert free_running(circuit, x, right).tolist() == expected
        assert teacher_forced_predictions(circuit, x, right).tolist() == expected
        for limit in (2, 3):
            split = split_gates(circuit, limit)
            assert split.inputs_per_gate <= limit
            assert split.outputs(x).tolist() == circuit.outputs(x).tolist()
    sequence = GateSequence()
    sequence.d, sequence.gates = 2, (Gate((0, 1), "0110"), Gate((2,), "10"))
    assert (sequence.inputs_per_gate, sequence.num_labels, sequence.sequence_length) == (2, 2, 3)
    assert sequence.labels(all_inputs(2)).tolist() == [[0, 1], [1, 0], [1, 0], [0, 1]]
    task, seen = BitSubsetParity(8, (0, 1, 2, 3)), []

    def always_one(tokens):
        seen.append(tokens[0, 8:].tolist())
        return np.ones(len(tokens), dtype=np.uint8)

    x = np.eye(1, 8, dtype=np.uint8)  # the first leaf is 0
    assert free_running(task, x, always_one).tolist() == [[1, 1, 1]]
    assert teacher_forced_predictions(task, x, always_one).tolist() == [[1, 1, 1]]
    assert seen == [[], [1], [1, 1], [], [0], [0, 1]]


@supports(ORDER, evidence="exhaustive")
def test_every_table_on_words_and_in_parts(over):
    for inputs in over(N=(1, 2, 3)):
        cube = all_inputs(inputs)
        assert cube.tolist() == [[k >> i & 1 for i in range(inputs)] for k in range(2**inputs)]
        words = list(pack(np.ascontiguousarray(cube.T)))
        for table in every_table(inputs):
            value = evaluate_words(table, words)
            bits = [value if isinstance(value, int) else int(value[0]) >> k & 1 for k in range(2**inputs)]
            assert "".join(map(str, bits)) == table
            assert Gate(tuple(range(inputs)), table).evaluate(cube).tolist() == list(map(int, table))
            assert table_number(table) == sum(2**k for k, bit in enumerate(table) if bit == "1")
            assert complement(table) == "".join("10"[int(bit)] for bit in table)
            halves = [[restrict(table, i, bit) for bit in (0, 1)] for i in range(inputs)]
            assert depends_on(table) == tuple(i for i, (low, high) in enumerate(halves) if low != high)
            for i, parts in enumerate(halves):
                assert parts == [
                    "".join(table[k] for k in range(2**inputs) if k >> i & 1 == bit) for bit in (0, 1)
                ]
        rows = [rows_where_one(i, inputs) for i in range(inputs)]
        assert rows == [sum(2**k for k in range(2**inputs) if k >> i & 1) for i in range(inputs)]
    assert pack(np.ones((2, 65), dtype=np.uint8)).tolist() == [[2**64 - 1, 1]] * 2
    assert rows_where_one(1, 6) == sum(2**k for k in range(64) if k & 2)
    assert numbered_inputs(np.array([5, 0, 7]), 3).tolist() == [[1, 0, 1], [0, 0, 0], [1, 1, 1]]
    assert numbered_inputs(np.array([], dtype=np.int64), 3).shape == (0, 3)
    assert all(refused("numbers from 0", numbered_inputs, np.array([k]), 3) for k in (-1, 8))
    assert all(refused("written out", all_inputs, d) for d in (0, MAX_CUBE_BITS + 1))
    for n in (1, 2, 3, 4):
        gate, x = ParityGate(tuple(range(n))), all_inputs(n)
        assert (
            gate.evaluate(x).tolist()
            == [1 - sum(row) % 2 for row in x.tolist()]
            == list(map(int, gate.truth_table))
        )
    assert len(ParityGate(tuple(range(20))).truth_table) == 2**20
    assert refused("2\\^21", lambda: ParityGate(tuple(range(21))).truth_table)
    assert all(refused("4 characters", Gate, (0, 1), table) for table in ("01", "01102", "012x"))


@supports("remark-6-fan-in", evidence="exhaustive")
def test_gates_with_constants_copies_and_repeated_inputs_are_built_right(over):
    """All gates of three inputs, each of which is one of two tokens, a constant or a repetition."""
    cube = all_inputs(2)
    sources = ((0, 1, 0), (1, True, 0), (0, 0, 0), (False, 1, 1), (True, False, 1), (True, True, False))
    for inputs in over(inputs=sources):
        for table in list(every_table(3))[::5]:
            builder = CircuitBuilder(2)
            node = builder.gate(table, inputs)
            outputs = builder.finish([node]).outputs(cube)[:, 0].tolist()
            read = [[own if isinstance(own, bool) else row[own] for own in inputs] for row in cube.tolist()]
            assert outputs == [int(table[sum(bit << k for k, bit in enumerate(bits))]) for bits in read]
            # one gate at the most, and none for what is a constant or a token
            plain = [[0] * 4, [1] * 4, *cube.T.tolist()]
            assert len(builder._gates) == (outputs not in plain)
            assert len(builder._gates) == 0 or len(set(builder._gates[0][0])) == len(builder._gates[0][0])
    builder = CircuitBuilder(2)
    conjunction = builder.gate("0001", (0, 1))
    negation = builder.invert(conjunction)
    outputs = builder.finish([conjunction, 0, True, negation, negation, False])
    assert outputs.outputs(cube)[1:].tolist() == [[0, 1, 1, 1, 1, 0], [0, 0, 1, 1, 1, 0], [1, 1, 1, 0, 0, 0]]
    assert (outputs.num_outputs, set(outputs.tables) >= {"0001"}) == (6, True)
    last = CircuitBuilder(2)
    first, second = last.gate("0110", (0, 1)), last.gate("0111", (0, 1))
    swapped = last.finish([second, first])  # gates that are outputs move to the end, in the order asked for
    assert [gate.truth_table for gate in swapped.gates] == ["0111", "0110"]
    assert refused("no outputs", last.finish, [])
    assert all(refused("values, not 4", last.gate, "0110", range(inputs)) for inputs in (0, 1, 3))
    assert all(refused("up to 10, not", CircuitBuilder, 2, limit) for limit in (1, 11))
    both_kinds = Circuit.from_gates(
        4, [Gate((0, 1, 2, 3), "0001011101101001")]
    )  # a majority or a parity of three
    assert [split_gates(both_kinds, limit).num_labels for limit in (3, 4)] == [3, 1]
    assert split_gates(Circuit.from_gates(3, [Gate((0, 1, 2), "00010111")]), 2).num_labels == 5
    halves = Circuit.from_gates(2, [Gate((0, 1), "0001"), Gate((0, 1), "0110")])
    arrays = (halves.fan_ins, halves.offsets, halves.table_of, list(halves.tables))
    negated = assemble(2, *arrays, [(3, "10"), (2, "01"), (1, "10"), (0, "11")])
    assert negated.outputs(cube).tolist() == [[1, 0, 1, 1], [0, 0, 1, 1], [0, 0, 0, 1], [1, 1, 0, 1]]
    wide, x = "".join(str(int(k % 7 < 3)) for k in range(2**7)), all_inputs(7)
    for limit in (2, 3, 7, 10):
        builder = CircuitBuilder(7, limit)
        circuit = builder.finish([builder.gate(wide, range(7))])
        assert circuit.inputs_per_gate == min(limit, 7)
        assert circuit.outputs(x)[:, 0].tolist() == list(map(int, wide))
        parity = CircuitBuilder(7, limit)
        flat = parity.finish([parity.gate("".join(str(k.bit_count() % 2) for k in range(2**7)), range(7))])
        assert flat.num_labels == max(7 - limit, 0) + 1
        tree = parity.finish([parity.tree(XOR, range(7))])
        assert tree.outputs(x)[:, 0].tolist() == [k.bit_count() % 2 for k in range(2**7)]
        for bits in ("1011001", "0000000"):
            both = CircuitBuilder(7, limit)
            found = both.finish([both.conjunction(range(7), bits)])
            assert found.outputs(x)[:, 0].tolist() == [int(row == list(map(int, bits))) for row in x.tolist()]


def graph_of(edges, **gates):
    graph = networkx.DiGraph(edges)
    networkx.set_node_attributes(graph, gates, "gate")
    return graph


@supports(ORDER, evidence="exhaustive")
def test_graphs_are_read_by_names_places_and_outputs(over):
    for limit in over(max_inputs=(2, 3, 10)):
        graph = networkx.DiGraph()
        graph.add_nodes_from(range(5))
        for name in ("and", "or", "xor", "nand", "nor", "xnor"):
            graph.add_node(name, gate=name.upper())
            graph.add_edges_from((i, name) for i in range(5))
        graph.add_node("not", gate="not")
        graph.add_node("buf", gate="buf")
        graph.add_edges_from([(3, "not"), ("xor", "buf")])
        graph.graph["outputs"] = ["and", "or", "xor", "nand", "nor", "xnor", "not", "buf", 2]
        circuit = circuit_from_graph(graph, limit)
        for row, found in zip(all_inputs(5).tolist(), circuit.outputs(all_inputs(5)).tolist(), strict=True):
            plain = [all(row), any(row), sum(row) % 2]
            assert found == [*plain, *(not bit for bit in plain), not row[3], plain[2], row[2]]
        assert circuit.inputs_per_gate <= limit
    chosen = networkx.DiGraph()
    chosen.add_nodes_from("abs")
    chosen.add_node("m", gate=MUX)
    for node, place in (("s", 2), ("b", 1), ("a", 0)):
        chosen.add_edge(node, "m", place=place)
    x = all_inputs(3)
    assert circuit_from_graph(chosen).outputs(x)[:, 0].tolist() == [b if s else a for a, b, s in x.tolist()]
    unordered = graph_of([("s", "m")], m=MUX)
    unordered.add_edge("b", "m", place=0)
    unordered.add_edge("a", "m", place=1)
    assert circuit_from_graph(unordered).gates[0].inputs == (0, 1, 2)  # not every edge has a place
    for faulty, what in (
        (graph_of([("a", "g"), ("g", "h"), ("h", "g")], g="and", h="buf"), "cycle: 'g' -> 'h' -> 'g'"),
        (graph_of([("a", "g")], g="nope"), "unknown gate 'nope'"),
        (graph_of([("a", "g")], g=""), "unknown gate"),
        (graph_of([("a", "g")], g="0110"), "1 inputs but a truth table of 4"),
        (graph_of([("a", "g"), ("b", "g")], g="not"), "takes one input, not 2"),
        (graph_of([("a", "g")]), "no attribute 'gate'"),
        (networkx.DiGraph(), "no inputs"),
    ):
        assert refused(what, circuit_from_graph, faulty)
    without = graph_of([("a", "h")], h="buf", g="and")
    without.add_node("g", gate="and")
    assert refused("without inputs", circuit_from_graph, without)
    missing = graph_of([("a", "g")], g="not")
    missing.graph["outputs"] = ["z"]
    assert refused("'z' is not a node", circuit_from_graph, missing)


@supports("remark-5-parity-task", evidence="exhaustive")
def test_the_tree_of_the_parity_and_what_has_none(over):
    for d in over(d=(4, 8, 16)):
        draw = np.random.default_rng(d)
        subset = tuple(sorted(map(int, draw.choice(d, d // 2, replace=False))))
        task, x = BitSubsetParity(d, subset), draw.integers(0, 2, (60, d), dtype=np.uint8)
        assert BitSubsetParity(d, subset[::-1]) == task
        expected = []
        for row in x.tolist():
            layer = [row[i] for i in subset]
            own = []
            while len(layer) > 1:
                pairs = zip(layer[::2], layer[1::2], strict=True)
                layer = [1 - (a + b) % 2 for a, b in pairs]  # the bit of (-1)^(a + b)
                own += layer
            expected.append(own)
        assert task.labels(x).tolist() == expected
        signs = labels_by_equation_14(x, subset, "meant")
        assert ((1 + signs) // 2).tolist() == expected
        printed = labels_by_equation_14(x, subset, "printed")
        assert (printed[:, : d // 4] == signs[:, : d // 4]).all() and (printed[:, d // 4 :] == 1).all()
        assert task.sequence_length == 3 * d // 2 - 2 == task.teacher_forced(x).shape[1]
        whole = BitSubsetParity(d, subset, supervised=False)
        assert (whole.num_labels, whole.inputs_per_gate, task.inputs_per_gate) == (1, d // 2, 2)
        assert (whole.num_outputs, task.num_outputs) == (1, 1)
        assert whole.labels(x)[:, 0].tolist() == [1 - sum(row[i] for i in subset) % 2 for row in x.tolist()]
    assert BitSubsetParity(6, (5, 0, 1), supervised=False).subset == (0, 1, 5)
    assert refused("power of two", BitSubsetParity, 6, (0, 1, 5))
    for d, supervised, what in (
        (7, True, "even"), (7, False, "even"), (0, False, "at least 2"), (-4, True, "at least 2"),
        (2, True, "at least 2"), (12, True, "power of two"),
    ):  # fmt: skip
        assert refused(what, BitSubsetParity.random, d, 0, supervised=supervised)
        assert refused(what, BitSubsetParity, d, tuple(range(max(d, 0) // 2)), supervised)
    for subset in ((0, 1, 2), (0, 1, 2, 2), (0, 1, 2, 8), (-1, 0, 1, 2), ()):
        assert refused("positions", BitSubsetParity, 8, subset)
    assert BitSubsetParity(8, (0, 1, 2, 7)).subset[-1] == 7
    first, again, other = (BitSubsetParity.random(32, seed) for seed in (3, 3, 4))
    assert first == again != other
    assert len(first.subset) == 16
    assert refused("1 to|at most|from 2", BitSubsetParity.random, 1_000_002, 0, supervised=False)
    good = np.zeros((2, 8), dtype=np.uint8)
    wide = good.astype(np.int64)
    for x, what in (
        (good[:, :4], "takes"), (good[0], "takes"), (wide + 2, "other numbers"), (wide - 1, "other numbers"),
        (good.astype(float), "float"), (good.tolist(), "a list"),
    ):  # fmt: skip
        assert refused(what, first.__class__(8, (0, 1, 2, 3)).labels, x)
    assert BitSubsetParity(8, (0, 1, 2, 3)).labels(good[:0]).shape == (0, 3)


@supports(ORDER, evidence="exhaustive")
def test_circuits_that_are_none_are_refused(over):
    xor = Gate((0, 1), "0110")
    for what, d, gates, outputs in over(
        fault=(
            ("reads token 3, which is not before it", 2, [Gate((0, 2), "0110")], 1),
            ("gate 2 reads token 4", 2, [xor, Gate((3,), "01")], 1),
            ("reads token 0", 2, [Gate((-1, 1), "0110")], 1),
            ("at least one input and one gate", 2, [], 1),
            ("at least one input and one gate", 0, [Gate((), "1")], 1),
            ("2 outputs among 1", 2, [xor], 2),
            ("0 outputs among 1", 2, [xor], 0),
        )
    ):
        assert refused(what, Circuit.from_gates, d, gates, outputs)
    whole = Circuit.from_gates(2, [xor, Gate((2,), "10")])
    assert refused(
        "does not fit", Circuit, 2, whole.fan_ins, whole.offsets, whole.table_of[::-1].copy(), whole.tables
    )
    for name, d, what in (
        ("adition", 4, "did you mean addition"), ("addition", 5, "must be even"), ("comparison", 0, "1 to"),
        ("simon", 33, "blocks of 32"), ("majority", 0, "1 to"), ("multiplication", 2050, "1 to 2048"),
    ):  # fmt: skip
        assert refused(what, build, name, d)
    assert refused("only parity", build, "addition", 4, end_to_end=True)
    assert (build("parity", 6, end_to_end=True).num_labels, build("parity", 16, seed=3).subset) == (
        1,
        BitSubsetParity.random(16, 3).subset,
    )
    for d in (1, 2, 3, 4, 5, 7):
        x = all_inputs(d)
        assert build("majority", d).outputs(x)[:, 0].tolist() == (2 * x.sum(axis=1) > d).tolist()
        assert build("majority", d).inputs_per_gate <= 3
    assert "".join(str(int((a, b, c) in ((1, 0, 0), (1, 0, 1), (1, 1, 1), (0, 0, 1)))) for c in (0, 1)
                              for b in (0, 1) for a in (0, 1)) == GREATER  # fmt: skip
    x = all_inputs(4)
    for name, value in (("addition", lambda a, b: a + b), ("multiplication", lambda a, b: a * b)):
        outputs = build(name, 4).outputs(x)
        assert outputs @ (1 << np.arange(outputs.shape[1])) == pytest.approx(
            np.array([value(k & 3, k >> 2) for k in range(16)])
        )
        assert (build(name, 4).num_outputs, build(name, 2).num_outputs) == (
            (3, 2) if name == "addition" else (4, 2)
        )
    for key, rounds, what in (
        ([1, 2, 3], None, "4 words of 16 bits"), ([1 << 16, 0, 0, 0], None, "4 words"),
        ([-1, 0, 0, 0], None, "4 words"), (None, 33, "has 32"), (None, 1, "at least 2"),
    ):  # fmt: skip
        assert refused(what, simon, 32, key=key, rounds=rounds)
    assert (simon(32, rounds=2).num_outputs, simon(32, rounds=2).num_labels) == (32, 48)
    assert simon(32, [0xFFFF, 0, 0, 0], rounds=3).num_labels == 3 * 16 + 16
