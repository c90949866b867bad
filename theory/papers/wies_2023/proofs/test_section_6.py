"""Section 6: circuits as sequences, and section 5.2's statements about the experiments' own numbers."""

from fractions import Fraction
from itertools import combinations, pairwise, product

from theory.ledger import corrects, other_reading, refutes, supports
from theory.reported.table_1 import TABLE_1
from theory.reported.training_lengths import CLAIMED_ITERATIONS_32, LONGER_ITERATIONS, STANDARD_ITERATIONS
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


@other_reading("corollary-1", evidence="exhaustive", scope="d = 8: all 70 parities, all 256 inputs")
def test_one_exact_gradient_step_learns_every_parity_of_a_model_that_has_them_as_features():
    # p_w = sum of w_S chi_S over all S of d/2 bits, from w = 0: the logistic loss has gradient -E[y chi_S] / 2 there.
    d = 8
    subsets = list(combinations(range(d), d // 2))
    inputs = list(product((0, 1), repeat=d))
    signs = [[(-1) ** sum(x[i] for i in subset) for subset in subsets] for x in inputs]
    for target in range(len(subsets)):
        moments = [sum(row[target] * row[k] for row in signs) for k in range(len(subsets))]
        learned = [sum(w * chi for w, chi in zip(moments, row, strict=True)) for row in signs]
        assert all(p * row[target] > 0 for p, row in zip(learned, signs, strict=True))


@refutes("remark-5-2-two-million-steps", evidence="exhaustive", scope="footnote 4 and table 1 as printed")
def test_the_protocol_has_no_room_for_two_million_steps_at_32_bits():
    allowed = LONGER_ITERATIONS.get(32, STANDARD_ITERATIONS)
    assert allowed < CLAIMED_ITERATIONS_32


@corrects("remark-5-2-two-million-steps", evidence="exhaustive", scope="footnote 4 and table 1 as printed")
def test_what_table_1_reports_of_32_bits():
    (row,) = [row for row in TABLE_1 if row.d == 32 and not row.supervised]
    assert row.iterations is None  # "> 100K"
    assert abs(row.accuracy.mean - Fraction(1, 2)) <= row.accuracy.spread


@supports("remark-5-2-sizes", evidence="exhaustive", scope="table 1 as printed")
def test_the_sizes_of_table_1():
    sizes = {row.d for row in TABLE_1}
    assert (min(sizes), max(sizes)) == (8, 128)
    supervised = {row.d for row in TABLE_1 if row.supervised}
    # exactly the sizes with a tree: d/2 a power of two
    assert supervised == {d for d in sizes if (d // 2) & (d // 2 - 1) == 0}


@supports("remark-5-2-same-gap", "figure-3", evidence="exhaustive", scope="table 1 as printed")
def test_growth_of_the_iterations_in_table_1():
    by_size = sorted((row for row in TABLE_1 if row.iterations), key=lambda row: row.d)
    without = [row.iterations.mean for row in by_size if not row.supervised]
    assert all(later > 4 * earlier for earlier, later in pairwise(without))
    supervised = [row.iterations.mean for row in by_size if row.supervised]
    assert all(later < 8 * earlier for earlier, later in pairwise(supervised))
