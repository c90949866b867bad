"""Section 6: circuits as sequences."""

from itertools import permutations, product

import networkx
import numpy as np
import pytest

from theory.errors import InputError
from theory.ledger import corrects, follows, other_reading, refutes, supports
from theory.tasks.library import build
from theory.tasks.parity import BitSubsetParity


def fold_in_tree(operation, bits):
    """A binary tree of two-input gates over the bits; the value and the number of gates."""
    level, used = list(bits), 0
    while len(level) > 1:
        pairs = list(zip(level[::2], level[1::2], strict=False))
        used += len(pairs)
        level = [operation(a, b) for a, b in pairs] + (level[-1:] if len(level) % 2 else [])
    return level[0], used


@supports("remark-6-fan-in", evidence="exhaustive")
@follows("remark-6-fan-in", evidence="exhaustive")
def test_wide_gates_split_into_binary_trees(claim, over):
    """AND and OR, all inputs."""
    said = claim("remark-6-fan-in").consequence
    assert said.fan_in == 2  # fold_in_tree takes two at a time
    for fan_in in over(fan_in=range(2, 11)):
        inputs = list(product((0, 1), repeat=fan_in))
        ands = [fold_in_tree(lambda a, b: a & b, bits) for bits in inputs]
        ors = [fold_in_tree(lambda a, b: a | b, bits) for bits in inputs]
        assert ands == [(int(all(bits)), said.gates(k=fan_in)) for bits in inputs]
        assert ors == [(int(any(bits)), said.gates(k=fan_in)) for bits in inputs]


@supports("remark-6-topological-order", evidence="exhaustive")
def test_gates_read_earlier_tokens_only(over):
    """The parity trees."""
    for d in over(d=[2**k for k in range(2, 9)]):
        task = BitSubsetParity(d, tuple(range(0, d, 2)))
        for step, gate in enumerate(task.gates):
            assert max(gate.inputs) < task.d + step


@other_reading("remark-6-topological-order", evidence="exhaustive")
def test_not_every_topological_order_reads_the_input_first(over):
    """All orders of a circuit of two gates."""
    # inputs a, b, c; g = a AND b; output = g OR c. The order a, b, g, c, output is topological.
    edges = {("a", "g"), ("b", "g"), ("g", "out"), ("c", "out")}
    topological = [
        order
        for order in over(order=list(permutations(["a", "b", "c", "g", "out"])))
        if all(order.index(u) < order.index(v) for u, v in edges)
    ]
    inputs_first = [order for order in topological if set(order[:3]) == {"a", "b", "c"}]
    assert ("a", "b", "g", "c", "out") in topological
    assert 0 < len(inputs_first) < len(topological)
    assert {order[-1] for order in topological} == {"out"}


def parity_graph(d, subset):
    """The circuit of the parity of a subset as a graph of its own: d inputs, and gates that pair the level below."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(("input", k) for k in range(d))
    level = [("input", k) for k in subset]
    while len(level) > 1:
        gates = [("gate", len(level), k) for k in range(len(level) // 2)]
        for k, gate in enumerate(gates):
            graph.add_edges_from([(level[2 * k], gate), (level[2 * k + 1], gate)])
        level = gates
    return graph


def lengths(d):
    """|V|, T and |S| of the parity tree: vertices of its graph, tokens of its sequence, tokens behind the input."""
    subset = tuple(range(0, d, 2))
    tokens = BitSubsetParity(d, subset).teacher_forced(np.zeros((1, d), dtype=np.uint8))
    return {"V": len(parity_graph(d, subset)), "T": tokens.shape[1], "S": tokens.shape[1] - d, "d": d}


@refutes("remark-6-length", evidence="exhaustive")
def test_the_label_sequence_is_not_as_long_as_the_circuit(claim, over):
    """The parity trees."""
    printed, case = claim("remark-6-length").statement.length, claim("remark-6-length").counterexample
    for d in over(d=[2**k for k in range(2, 9)]):
        found = lengths(d)
        assert not printed(**found)
        assert found["S"] < found["T"] < found["V"]
        # each of the two equations is false
        assert printed.left(**found) != printed.right(**found)
        assert [printed(S=s, T=t, V=9) for s, t in ((9, 9), (8, 9), (9, 8))] == [True, False, False]
    found = lengths(case.d)
    assert (found["V"], found["T"], found["S"]) == (case.vertices, case.T, case.labels)


@corrects("remark-6-length", evidence="exhaustive")
def test_the_lengths_by_counting(claim, over):
    """The parity trees."""
    said = claim("remark-6-length").correction
    for d in over(d=[2**k for k in range(2, 9)]):
        found = lengths(d)
        assert said.labels(**found)
        assert said.T(**found)
        assert BitSubsetParity(d, tuple(range(0, d, 2))).sequence_length == found["T"]


@supports("remark-6-polynomial-length/parity", evidence="exhaustive")
def test_the_length_of_the_parity_task(claim, over):
    said = claim("remark-6-polynomial-length").statement
    for d in over(d=[2**k for k in range(2, 9)]):
        assert said.d(d=d)
        assert said.parity(**lengths(d))
    assert not said.d(d=3)  # no tree over pairs
    with pytest.raises(InputError, match="power of two"):
        BitSubsetParity(2, (0,))


@supports("remark-6-polynomial-length/polynomial", evidence="symbolic")
def test_a_polynomial_size_gives_a_polynomial_length(claim, over):
    size = over.symbols("V", positive=True)
    correct = claim("remark-6-length").correction.T
    length = correct.right(V=size)
    assert (size - length).is_positive  # T < |V|: what bounds the size bounds the length
    assert correct(S=7, d=3, T=10, V=11)


@supports("remark-6-polynomial-length/polynomial", evidence="exhaustive")
def test_the_lengths_of_the_built_in_circuits_are_at_most_quadratic(over):
    for name, d in over(task=("addition", "comparison", "majority", "multiplication"), d=(8, 16, 32, 64)):
        assert build(name, d).num_labels + d <= 8 * d**2


@other_reading("remark-6-unlearnable-functions", evidence="exhaustive")
@other_reading("corollary-2/fixed-target", evidence="exhaustive")
def test_a_fixed_problem_is_solved_by_the_algorithm_that_ignores_its_data(claim, over):
    """Every function of 3 bits as the one fixed problem."""

    def printing(program):
        return lambda _sample: program.__getitem__

    for target in over(target=list(product((0, 1), repeat=8))):
        predictor = printing(target)([])
        assert sum(predictor(x) != target[x] for x in range(8)) == claim("corollary-2").reading.none
