"""Section 6: circuits as sequences."""

import math
from itertools import permutations, product

import networkx
import numpy as np
import pytest
import sympy

from theory.errors import InputError
from theory.hypothesis_class.complexity import Complexity, symbolic_phi
from theory.ledger import corrects, follows, other_reading, refutes, supports
from theory.papers.wies_2023.proofs.test_lemma_6 import first_leaf
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


@other_reading("remark-6-topological-order", evidence="exhaustive")
def test_an_output_that_feeds_a_gate_comes_last_only_once_that_gate_is_dropped(over):
    """All orders of a circuit whose output is read by a further gate, before and after the further gate is dropped."""
    graph = networkx.DiGraph([("a", "out"), ("b", "out"), ("out", "spare"), ("b", "spare")])
    used = graph.subgraph({"out"} | networkx.ancestors(graph, "out"))
    last = {}
    for name, kept in over(circuit=[("whole", graph), ("what the output uses", used)]):
        orders = [list(order) for order in permutations(kept) if _is_topological(kept, order)]
        last[name] = {order[-1] for order in orders}
        assert ["a", "b", "out"] in [order[:3] for order in orders]
    assert last == {"whole": {"spare"}, "what the output uses": {"out"}}


def _is_topological(graph, order):
    return all(order.index(u) < order.index(v) for u, v in graph.edges)


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
        # all inputs are vertices, also the half that no gate reads
        assert sum(kind == "input" for kind, *_ in parity_graph(d, range(0, d, 2))) == d
    # without a gate nothing is predicted: a sequence of -1 labels
    assert [v for v in range(2, 6) if said.gates(V=v, d=3)] == [4, 5]
    assert said.labels(S=-1, V=3, d=3)


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


@refutes("remark-6-universality/far-tokens", "remark-5-1-learnable", evidence="exhaustive")
@follows("corollary-2/inference", evidence="exhaustive")
def test_the_first_gate_may_read_the_first_bit(claim, over):
    """The first label of the trees; the last token that it may read is the d-th."""
    for d in over(d=[2**k for k in range(2, 9)]):
        first = BitSubsetParity(d, tuple(range(d // 2))).gates[0]
        for said in (
            claim("remark-6-universality").counterexample,
            claim("remark-5-1-learnable").counterexample,
            claim("corollary-2").consequence,
        ):
            assert said.back(d=d) == (d - 1) - min(first.inputs)


@refutes("remark-6-universality", evidence="numeric")
def test_a_gate_that_reads_the_first_bits_costs_more_than_phi_allows(claim, over):
    """What lemma 6 asks is decided at lemma 6; here for the first label of a circuit, by the kernel at its start."""
    case = claim("remark-6-universality").counterexample
    [d] = over(d=(case.at,))
    assert round(first_leaf(d), 2) == round(math.log10(case.complexity), 6)
    over.error(0.005)
    # the power of T allows this complexity only to circuits that are far longer than the input
    assert d < case.longest
    assert case.allowed(T=case.longest) < case.complexity < case.allowed(T=case.longest * 4 // 3)
    exponents = [Complexity(length, 2, 2, 0.0).log10_phi / 2 for length in (d, 10 * d)]
    grows = case.allowed(T=10 * d) / case.allowed(T=d)
    assert exponents[1] - exponents[0] == pytest.approx(math.log10(grows))
    # and from one length to the next it outgrows every fixed power: the local power of d itself grows
    slopes = [first_leaf(10 * k) - first_leaf(k) for k in (10, 100, 1000)]
    assert slopes == sorted(slopes)
    assert slopes[-1] > 12


@corrects("remark-6-universality", evidence="symbolic")
def test_where_lemma_6_holds_the_samples_are_a_power_of_the_length(claim, over):
    said, bound = claim("remark-6-universality").correction, claim("theorem-2").correction.samples.right
    phi, s = symbolic_phi()
    length, inputs = s["T"], over.symbols("N", integer=True, positive=True)
    over.every("T", "C", "a", positive=True)
    of_a_circuit = phi.subs({s["N"]: inputs, s["D"]: 2**inputs - 1})
    leading = bound(T=length, phi=of_a_circuit, epsilon=1, delta=1)  # log(1/delta) = 0
    rest = sympy.expand_log(sympy.log(leading / said.samples(T=length, N=inputs)), force=True)
    assert sympy.simplify(rest.diff(length)) == 0
    assert said.samples(T=2, N=1) == 2 ** (2 * (4 + 16 + 3 + 1) + 2)
    assert [n for n in range(3) if said.N(N=n)] == [1, 2]
