"""Sections 5 and 7 and appendix B on sequences: eq 13 to 15 and what is said of the tree of labels."""

import math
from itertools import product

import numpy as np
import pytest
import sympy as sp

from theory.hypothesis_class.bounds import parity_bound
from theory.hypothesis_class.gates import parity_polynomial
from theory.ledger import corrects, other_reading, refutes, supports
from theory.tasks.parity import BitSubsetParity, labels_by_equation_14
from theory.tasks.sequence import free_running

SIZES = (4, 8, 16, 32, 64, 128)


def all_inputs(d):
    return np.array(list(product((0, 1), repeat=d)), dtype=np.uint8)


def relevant_inputs(d):
    """Every value of the d/2 bits of the subset (placed on the even positions), all others random (seed 0)."""
    subset = tuple(range(0, d, 2))
    x = np.random.default_rng(0).integers(0, 2, size=(2 ** (d // 2), d), dtype=np.uint8)
    x[:, list(subset)] = all_inputs(d // 2)
    return x, subset


def parity_sign(bits):
    """(-1)^sum by multiplication of signs, not by the library."""
    return np.prod(1 - 2 * bits.astype(int), axis=1)


@supports("remark-5-parity-task", evidence="exhaustive", scope="d = 2, 4, ..., 12, all inputs")
def test_the_sign_tells_even_from_odd():
    for d in range(2, 13, 2):
        task = BitSubsetParity.random(d, seed=d, supervised=False)
        x = all_inputs(d)
        ones = x[:, list(task.subset)].sum(axis=1)
        y = 2 * task.labels(x)[:, -1].astype(int) - 1
        assert (y == np.where(ones % 2 == 0, 1, -1)).all()


@supports("remark-5-leaves", evidence="exhaustive", scope="the four pairs of bits")
def test_leaves_are_powers_of_minus_one():
    x, subset = relevant_inputs(4)
    leaf = labels_by_equation_14(x, subset, "meant")[:, 0]
    assert (leaf == [(-1) ** int(a + b) for a, b in x[:, list(subset)]]).all()


@other_reading("remark-5-leaves", evidence="exhaustive", scope="exponents 0, 1, 2")
def test_without_parentheses_every_leaf_would_be_minus_one():
    assert {int(sp.sympify(f"-1**{k}")) for k in (0, 1, 2)} == {-1}


@supports("eq-13", evidence="symbolic")
def test_length_of_the_sequence():
    d = sp.Symbol("d", positive=True)
    leaves = d / 4
    nodes = 2 * leaves - 1  # a full binary tree has one inner node less than leaves
    assert sp.expand(d + nodes - 1) == sp.Rational(3, 2) * d - 2


@supports(
    "eq-13",
    "remark-b-tokens",
    "remark-7-number-of-sub-tasks",
    evidence="exhaustive",
    scope="d = 4, 8, ..., 1024, d/2 a power of two",
)
def test_length_and_counts_by_building_the_tree():
    for k in range(1, 10):
        d = 2 ** (k + 1)
        task = BitSubsetParity(d, tuple(range(0, d, 2)))
        level, nodes = d // 4, 0
        while level:
            nodes, level = nodes + level, level // 2
        assert task.num_labels == nodes == d // 2 - 1
        assert task.sequence_length == d + nodes - 1 == 3 * d // 2 - 2
        # every node but the root is read as a token, by its parent, exactly once
        read = [column for gate in task.gates for column in gate.inputs if column >= d]
        assert sorted(read) == list(range(d, task.sequence_length))


@other_reading("eq-13", evidence="symbolic")
def test_the_smallest_sizes():
    d = sp.Symbol("d")
    length = sp.Rational(3, 2) * d - 2
    assert length.subs(d, 2) < 2
    assert sp.solve(sp.Eq(length, d), d) == [4]


@supports(
    "remark-5-tree",
    "figure-2",
    evidence="exhaustive",
    scope="d = 4, 8, 16, 32: all values of the subset's bits",
)
@pytest.mark.parametrize("d", [4, 8, 16, 32])
def test_every_node_is_the_parity_of_the_bits_below_it(d):
    x, subset = relevant_inputs(d)
    task = BitSubsetParity(d, subset)
    labels = 2 * task.labels(x).astype(int) - 1
    below = {}  # the bits under each token, found by walking the gates
    for t in range(task.num_labels):
        below[d + t] = [leaf for c in task.gates[t].inputs for leaf in below.get(c, [c])]
        assert (labels[:, t] == parity_sign(x[:, below[d + t]])).all()
    assert sorted(below[task.sequence_length]) == list(subset)
    if d == 8:
        assert (task.sequence_length, task.num_labels) == (10, 3)
        assert [len(below[t]) for t in (8, 9, 10)] == [2, 2, 4]


@refutes("eq-14", evidence="exhaustive", scope="d = 8, 16, 32: all values of the subset's bits")
@pytest.mark.parametrize("d", [8, 16, 32])
def test_eq_14_as_printed_is_constant_above_the_leaves_and_wrong_half_the_time(d):
    x, subset = relevant_inputs(d)
    printed = labels_by_equation_14(x, subset, "printed")
    assert (printed[:, d // 4 :] == 1).all()
    wrong = (printed[:, -1] != parity_sign(x[:, list(subset)])).sum()
    assert 2 * wrong == len(x)


@refutes("eq-14", evidence="exhaustive", scope="one input: d = 8, subset bits (1, 0, 0, 0)")
def test_the_counterexample_to_eq_14():
    x = np.array([[1, 0, 0, 0, 0, 0, 0, 0]], dtype=np.uint8)
    y8, y9, y10 = labels_by_equation_14(x, (0, 2, 4, 6), "printed")[0]
    assert (y8, y9, y10) == (-1, 1, 1)
    assert y8 * y9 != y10


@corrects("eq-14", evidence="exhaustive", scope="d = 4, 8, 16, 32: all values of the subset's bits")
@pytest.mark.parametrize("d", [4, 8, 16, 32])
def test_the_labels_bits_in_the_exponent_mend_eq_14(d):
    x, subset = relevant_inputs(d)
    meant = labels_by_equation_14(x, subset, "meant")
    assert (meant[:, -1] == parity_sign(x[:, list(subset)])).all()
    assert (2 * BitSubsetParity(d, subset).labels(x).astype(int) - 1 == meant).all()


@corrects("eq-14", evidence="symbolic")
def test_bits_in_the_exponent_are_the_product_of_the_labels_and_the_children_come_first():
    for y1, y2 in product((-1, 1), repeat=2):
        assert (-1) ** ((1 + y1) // 2 + (1 + y2) // 2) == y1 * y2
    d, t = sp.symbols("d t", positive=True)
    last_child = 2 * (t - sp.Rational(5, 4) * d) + d + 1
    end = sp.Rational(3, 2) * d - 2
    # last_child <= t - 1 exactly up to t = T, where there is equality; one step later it is t itself
    assert sp.expand(t - 1 - last_child) == sp.expand(end - t)
    assert sp.simplify(last_child.subs(t, end + 1) - (end + 1)) == 0


@supports(
    "eq-15",
    evidence="exhaustive",
    scope="d = 4, 8: all inputs; every pattern of predicted signs on the free-running steps",
)
def test_tokens_at_training_and_at_test_time():
    for d in (4, 8):
        task = BitSubsetParity(d, tuple(range(0, d, 2)))
        x = all_inputs(d)
        z = task.teacher_forced(x)
        y = 2 * task.labels(x).astype(int) - 1
        assert (z[:, :d] == x).all()
        assert (2 * z[:, d:].astype(int) - 1 == y[:, :-1]).all()
        for signs in product((-1, 1), repeat=task.num_labels):
            seen = []

            def predictor(prefix, signs=signs, seen=seen, d=d):
                seen.append(prefix.copy())
                return np.full(len(prefix), (1 + signs[prefix.shape[1] - d]) // 2, dtype=np.uint8)

            free_running(task, x, predictor)
            for t in range(d + 1, task.sequence_length + 1):
                assert (
                    seen[t - d][:, t - 1] == sp.Rational(1, 2) + sp.Rational(1, 2) * signs[t - 1 - d]
                ).all()


@other_reading("eq-15", evidence="symbolic")
def test_a_score_of_zero_is_no_token_if_its_sign_is_zero():
    token = sp.Rational(1, 2) + sp.sign(0) / 2
    assert token not in {0, 1}


@supports(
    "remark-b-causality", evidence="exhaustive", scope="width 2, T = 4: every weight and token a symbol"
)
def test_outputs_do_not_contain_later_tokens():
    m, length = 2, 4
    w, a = sp.MatrixSymbol("W", m, m).as_explicit(), sp.MatrixSymbol("A", m, 2).as_explicit()
    b, h = sp.MatrixSymbol("B", m, 1).as_explicit(), sp.MatrixSymbol("M0", m, 1).as_explicit()
    z = sp.symbols("z1:5")
    relu = sp.Function("ReLU")
    h = h.applyfunc(relu)
    for t in range(length):
        one_hot = sp.Matrix([1 - z[t], z[t]])
        h = (w * h + a * one_hot).applyfunc(relu)
        output = (b.T * h)[0]
        assert output.has(z[t])
        assert not output.has(*z[t + 1 :]) if t + 1 < length else output.has(*z)


@supports("remark-5-1-bounded-parameters", evidence="exhaustive", scope="d = 4, 8, ..., 128: every gate")
def test_one_polynomial_serves_every_sub_task():
    found = {
        (
            parity_bound(d).complexity.inputs_per_gate,
            parity_bound(d).complexity.degree,
            str(parity_bound(d).max_abs_coefficient),
        )
        for d in SIZES
    }
    assert found == {(2, 2, "4*sqrt(2)")}
    psi = [float(a) for a in parity_polynomial(2).coefficients]
    for d in (4, 8, 16):
        x, subset = relevant_inputs(d)
        task = BitSubsetParity(d, subset)
        z, y = task.teacher_forced(x), 2 * task.labels(x).astype(int) - 1
        for k, gate in enumerate(task.gates):
            u = (z[:, list(gate.inputs)] == 0).sum(axis=1) / math.sqrt(2)
            value = sum(a * u**i for i, a in enumerate(psi))
            assert np.abs(value - y[:, k]).max() < 1e-12


@supports(
    "remark-5-1-end-to-end-arity", evidence="exhaustive", scope="d = 2, 4, ..., 12: all inputs and positions"
)
def test_the_end_to_end_target_depends_on_exactly_half_of_the_bits():
    for d in range(2, 13, 2):
        task = BitSubsetParity.random(d, seed=d, supervised=False)
        x = all_inputs(d)
        y = task.labels(x)[:, -1]
        for position in range(d):
            flipped = x.copy()
            flipped[:, position] ^= 1
            changed = task.labels(flipped)[:, -1] != y
            assert changed.all() if position in task.subset else not changed.any()
