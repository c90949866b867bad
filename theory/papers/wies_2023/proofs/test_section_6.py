"""Section 6: circuits as sequences."""

from itertools import product

from theory.ledger import corrects, other_reading, refutes, supports
from theory.tasks.parity import BitSubsetParity


def fold_in_tree(operation, bits):
    """A binary tree of two-input gates over the bits; the value and the number of gates."""
    level, used = list(bits), 0
    while len(level) > 1:
        pairs = list(zip(level[::2], level[1::2], strict=False))
        used += len(pairs)
        level = [operation(a, b) for a, b in pairs] + (level[-1:] if len(level) % 2 else [])
    return level[0], used


@supports("remark-6-fan-in", evidence="exhaustive", scope="AND and OR of fan-in 2 ... 10, all inputs")
def test_wide_gates_split_into_binary_trees():
    for fan_in in range(2, 11):
        inputs = list(product((0, 1), repeat=fan_in))
        ands = [fold_in_tree(lambda a, b: a & b, bits) for bits in inputs]
        ors = [fold_in_tree(lambda a, b: a | b, bits) for bits in inputs]
        assert ands == [(int(all(bits)), fan_in - 1) for bits in inputs]
        assert ors == [(int(any(bits)), fan_in - 1) for bits in inputs]


@supports("remark-6-topological-order", evidence="exhaustive", scope="the parity trees d = 4, 8, ..., 256")
def test_gates_read_earlier_tokens_only():
    for k in range(2, 9):
        task = BitSubsetParity(2**k, tuple(range(0, 2**k, 2)))
        for step, gate in enumerate(task.gates):
            assert max(gate.inputs) < task.d + step


@other_reading("remark-6-topological-order", evidence="exhaustive", scope="all orders of a two-gate circuit")
def test_not_every_topological_order_reads_the_input_first():
    # inputs a, b, c; g = a AND b; output = g OR c. The order a, b, g, c, output is topological.
    edges = {("a", "g"), ("b", "g"), ("g", "out"), ("c", "out")}
    order = ["a", "b", "g", "c", "out"]
    assert all(order.index(u) < order.index(v) for u, v in edges)
    assert order[:3] != ["a", "b", "c"]


@refutes("remark-6-length", evidence="exhaustive", scope="the parity trees d = 4, 8, ..., 256")
def test_the_label_sequence_is_not_as_long_as_the_circuit():
    for k in range(2, 9):
        task = BitSubsetParity(2**k, tuple(range(0, 2**k, 2)))
        vertices, intermediate = task.d + len(task.gates), task.num_labels - 1
        assert intermediate != vertices
        assert task.sequence_length != vertices


@corrects("remark-6-length", evidence="exhaustive", scope="the parity trees d = 4, 8, ..., 256")
def test_the_lengths_by_counting():
    for k in range(2, 9):
        task = BitSubsetParity(2**k, tuple(range(0, 2**k, 2)))
        vertices, intermediate = task.d + len(task.gates), task.num_labels - 1
        assert intermediate == vertices - task.d - 1
        assert task.sequence_length == task.d + intermediate == vertices - 1


@other_reading(
    "corollary-2",
    "remark-6-unlearnable-functions",
    evidence="exhaustive",
    scope="every function of 3 bits as the one fixed problem",
)
def test_a_fixed_problem_is_solved_by_the_algorithm_that_ignores_its_data():
    def printing(program):
        return lambda _sample: program.__getitem__

    for target in product((0, 1), repeat=8):
        predictor = printing(target)([])
        errors = sum(predictor(x) != target[x] for x in range(8))
        assert errors == 0
