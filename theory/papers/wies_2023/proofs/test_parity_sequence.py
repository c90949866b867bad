"""Sections 5 and 7 and appendix B on sequences: eq 13 to 15 and what is said of the tree of labels."""

import math
from itertools import combinations, product

import numpy as np
import pytest
import sympy as sp

from theory.errors import InputError
from theory.hypothesis_class.bounds import parity_bound
from theory.hypothesis_class.gates import parity_polynomial
from theory.ledger import corrects, follows, other_reading, refutes, supports
from theory.tasks.parity import BitSubsetParity, labels_by_equation_14
from theory.tasks.sequence import free_running
from theory.transforms import walsh_hadamard


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


def in_signs(labels):
    return 2 * labels.astype(int) - 1


def as_the_paper_counts(x, subset):
    """The bits and the chosen positions by the paper's numbers, which begin at 1."""
    bits = {p + 1: x[:, p].astype(float) for p in range(x.shape[1])}
    return bits, {j + 1: p + 1 for j, p in enumerate(subset)}


def trees(said, over, last):
    """The sizes of the domain up to 2^last; below them there is no tree."""
    assert [said.k(k=k) for k in range(6)] == [k >= 2 for k in range(6)]
    with pytest.raises(InputError, match="a power of two"):
        BitSubsetParity(2, (0,))
    return over(d=[said.d(k=k) for k in range(2, last + 1)])


@supports("remark-5-parity-task", evidence="exhaustive")
def test_the_sign_tells_even_from_odd(claim, over):
    said = claim("remark-5-parity-task").statement
    for d in over(d=range(2, 13, 2)):
        task = BitSubsetParity.random(d, seed=d, supervised=False)
        x, y = all_inputs(d), in_signs(task.labels(all_inputs(d))[:, -1])
        bits, i = as_the_paper_counts(x, task.subset)
        assert said.label(y=y, x=bits, i=i, d=d).all()
        ones = x[:, list(task.subset)].sum(axis=1)
        assert (y == np.where(ones % 2 == 0, said.even, said.odd)).all()


class Noted(dict):
    """A dictionary that notes which of its keys are asked for."""

    def __init__(self, *items):
        super().__init__(*items)
        self.keys_asked = []

    def __getitem__(self, key):
        self.keys_asked.append(key)
        return super().__getitem__(key)


@refutes("remark-5-leaves", evidence="exhaustive")
def test_without_parentheses_every_leaf_is_minus_one(claim, over):
    printed, case = claim("remark-5-leaves").statement, claim("remark-5-leaves").counterexample
    d = 16
    for k in over(k=range(printed.first, printed.leaves(d=d) + 1)):
        for bits in over(z=tuple(product((0, 1), repeat=2))):
            x, i = Noted({7: bits[0], 9: bits[1]}), Noted({2 * k - 1: 7, 2 * k: 9})
            assert printed.leaf(x=x, i=i, k=k) == case.printed
            # it reads both bits, and ignores them
            assert (i.keys_asked, x.keys_asked) == ([2 * k - 1, 2 * k], [7, 9])
            if bits == case.bits:
                assert case.label == (-1) ** sum(bits) != case.printed
    assert [k, len(case.bits)] == [d // 4, 2]
    assert printed.first == 1
    assert case.bits in product((0, 1), repeat=2)
    assert case.bits[0] == case.bits[1] == 0


@corrects("remark-5-leaves", evidence="exhaustive")
def test_leaves_are_powers_of_minus_one(claim, over):
    said = claim("remark-5-leaves").correction
    for d in over(d=(4, 8, 16)):
        x, subset = relevant_inputs(d)
        labels = in_signs(BitSubsetParity(d, subset).labels(x))
        bits, i = as_the_paper_counts(x, subset)
        for k in range(1, d // 4 + 1):
            assert (said.leaf(x=bits, i=i, k=k) == labels[:, k - 1]).all()


@supports("eq-13", evidence="symbolic")
def test_length_of_the_sequence(claim, over):
    said, d = claim("eq-13"), over.symbols("d", positive=True)
    chain = said.statement.length

    def nodes(leaves):
        """A full binary tree has one inner node less than leaves: every inner node joins two subtrees into one."""
        return leaves + (leaves - 1)

    assert sp.expand(chain.left(d=d, nodes=nodes) - chain.right(d=d)) == 0
    assert sp.expand(chain.right(d=d) - (sp.Rational(3, 2) * d - 2)) == 0
    assert said.reading.leaves(d=d) == d / 4
    assert chain.right(d=said.reading.two) == said.reading.short < said.reading.two == 2
    assert sp.solve(sp.Eq(chain.right(d=d), d), d) == [said.reading.four]
    assert chain.right(d=said.reading.four) == said.reading.same


@supports("eq-13", "remark-b-tokens", "remark-7-number-of-sub-tasks", evidence="exhaustive")
@follows("remark-7-number-of-sub-tasks", evidence="exhaustive")
def test_length_and_counts_by_building_the_tree(claim, over):
    said, counts = claim("eq-13").statement, claim("remark-7-number-of-sub-tasks").consequence

    def nodes(leaves):
        return leaves + nodes(leaves // 2) if leaves else 0

    assert list(trees(claim("remark-b-tokens").statement, over, 10)) == list(trees(said, over, 10))
    for d in trees(said, over, 10):
        task = BitSubsetParity(d, tuple(range(0, d, 2)))
        assert said.length(d=d, nodes=nodes)
        assert task.sequence_length == said.length.right(d=d)
        assert task.num_labels == nodes(d // 4) == counts.labels(d=d)
        assert task.num_labels - 1 == counts.intermediate(d=d)
        # every node but the root is read as a token, by its parent, exactly once
        read = [column for gate in task.gates for column in gate.inputs if column >= d]
        assert sorted(read) == list(range(d, task.sequence_length))


@supports("remark-7-number-of-sub-tasks", evidence="symbolic")
def test_the_number_of_sub_tasks_is_linear(claim, over):
    d = over.symbols("d", positive=True)
    order = claim("remark-7-number-of-sub-tasks").statement.order(d=d, O=lambda size: size)
    assert sp.limit((d / 2 - 1) / order, d, sp.oo) == sp.Rational(1, 2)


@supports("remark-5-tree", evidence="exhaustive")
def test_every_node_is_the_parity_of_the_bits_below_it(claim, over):
    said = claim("remark-5-tree").statement
    for d in trees(said, over, 5):
        x, subset = relevant_inputs(d)
        task = BitSubsetParity(d, subset)
        labels = in_signs(task.labels(x))
        bits, i = as_the_paper_counts(x, subset)
        below, height = (
            {},
            {},
        )  # the bits under each token and the height of each label, found by walking the gates
        for t, gate in enumerate(task.gates):
            below[d + t] = [leaf for c in gate.inputs for leaf in below.get(c, [c])]
            height[d + t] = said.leaf + max(height.get(c, 0) for c in gate.inputs)
            assert (labels[:, t] == parity_sign(x[:, below[d + t]])).all()
            n = said.zero + sum(height[node] == height[d + t] for node in range(d, d + t))
            assert said.node(y=labels[:, t], x=bits, i=i, n=n, h=height[d + t]).all()
        root = below[task.sequence_length]
        assert sorted(root) == list(subset)
        assert len(root) == said.all(d=d)


@supports("remark-5-tree", evidence="exhaustive")
def test_the_product_of_the_labels_below_the_root_is_not_its_label(claim, over):
    reading = claim("remark-5-tree").reading
    products = {}
    for d in over(d=(8, 16)):
        x, subset = relevant_inputs(d)
        labels = in_signs(BitSubsetParity(d, subset).labels(x))
        products[d] = labels[:, :-1].prod(axis=1)
        assert (products[d] == labels[:, -1]).all() == (d < reading.example)
    assert set(products[reading.example]) == {reading.constant}


@supports("remark-5-inverse-bfs", evidence="exhaustive")
def test_levels_come_from_the_leaves_to_the_root_and_each_from_left_to_right(claim, over):
    for d in trees(claim("remark-5-inverse-bfs").statement, over, 10):
        gates = BitSubsetParity(d, tuple(range(0, d, 2))).gates
        depth = {d + len(gates) - 1: 0}
        for step in range(len(gates) - 1, -1, -1):
            children = [column for column in gates[step].inputs if column >= d]
            depth |= dict.fromkeys(children, depth[d + step] + 1)
            assert not children or children[1] == children[0] + 1
        order = [depth[d + step] for step in range(len(gates))]
        assert order == sorted(order, reverse=True)
        # left to right: the first child of each node, and the first bit of each leaf, come in increasing order
        leaves = [gate.inputs[0] for gate in gates if gate.inputs[0] < d]
        inner = [gate.inputs[0] for gate in gates if gate.inputs[0] >= d]
        assert leaves == sorted(leaves)
        assert inner == sorted(inner)


@supports("figure-2", evidence="exhaustive")
def test_the_sequence_of_figure_2(claim, over):
    said = claim("figure-2").statement
    for d in over(d=(said.d,)):
        task = BitSubsetParity(d, (0, 2, 4, 6))
        leaves = [gate for gate in task.gates if max(gate.inputs) < d]
        assert len(leaves) == said.leaves == task.num_labels - 1
        assert (task.sequence_length, task.num_labels) == (said.T, said.outputs)
        assert said.d == 8 == said.T - said.leaves


def by_equation_14(x, subset, leaf, leaves, child, inner):
    """The labels y_d ... y_T as the formulas of eq 14 give them, one after the other."""
    d = x.shape[1]
    bits, i = as_the_paper_counts(x, subset)
    y = {}
    for t in range(d, 3 * d // 2 - 1):
        if leaves(t=t, d=d):
            y[t] = leaf(x=bits, i=i, t=t, d=d)
        else:
            y[t] = inner(y, child(t=t, d=d))
    return np.stack(list(y.values()), axis=1)


def printed_labels(claim, x, subset):
    said = claim("eq-14").statement
    return by_equation_14(x, subset, said.leaf, said.leaves, said.child, lambda y, s: said.inner(y=y, s=s))


@refutes("eq-14/constant", "eq-14", evidence="exhaustive")
def test_eq_14_as_printed_is_constant_above_the_leaves(claim, over):
    case = claim("eq-14").counterexample
    for d in over(d=(8, 16, 32)):
        x, subset = relevant_inputs(d)
        printed = printed_labels(claim, x, subset)
        true = in_signs(BitSubsetParity(d, subset).labels(x))
        assert (printed[:, : d // 4] == true[:, : d // 4]).all()
        assert (printed[:, d // 4 :] == case.constant).all()
        assert (labels_by_equation_14(x, subset, "printed") == printed).all()
        assert set(true.ravel()) == {case.minus, case.plus}
    signs = (case.minus, case.plus)
    assert {(-1) ** (a + b) for a in signs for b in signs} == {case.constant}
    # the printed exponent reads both children, and its value does not depend on them
    for pair in over(children=tuple(product(signs, repeat=2))):
        y = Noted({8: float(pair[0]), 9: float(pair[1])})
        assert claim("eq-14").statement.inner(y=y, s=8) == case.constant
        assert y.keys_asked == [8, 9]


@refutes("eq-14/constant", evidence="exhaustive")
def test_the_counterexample_to_eq_14(claim, over):
    case = claim("eq-14").counterexample
    for bits in over(bits=(case.bits,)):
        x = np.zeros((1, case.d), dtype=np.uint8)
        subset = tuple(range(1, case.d, 2))
        x[0, list(subset)] = bits
        printed = tuple(printed_labels(claim, x, subset)[0])
        assert printed == case.printed
        assert case.parity == parity_sign(x)[0] != printed[-1]


@refutes("eq-14/share", evidence="exhaustive")
def test_how_many_inputs_eq_14_as_printed_labels_wrongly(claim, over):
    case, shares = claim("eq-14").counterexample, {}
    for d in over(d=[case.sizes(k=k) for k in (3, 4, 5)]):
        x, subset = relevant_inputs(d)
        wrong = printed_labels(claim, x, subset) != in_signs(BitSubsetParity(d, subset).labels(x))
        assert not wrong[:, : d // 4].any()
        assert (wrong[:, d // 4 :].mean(axis=0) == float(case.half)).all()
        shares[d] = wrong.any(axis=1).mean()
        assert shares[d] == float(case.some(d=d))
    assert (shares[case.sixteen], shares[case.thirty_two]) == (case.at_16, case.at_32)
    # at d = 4 there is no label above the leaves
    assert [case.k(k=k) for k in range(6)] == [k >= 3 for k in range(6)]


@refutes("eq-14/range", evidence="symbolic")
def test_the_children_come_first_up_to_the_last_label_and_no_further(claim, over):
    d, t = over.symbols("d t", positive=True)
    said, case = claim("eq-14").statement, claim("eq-14").counterexample
    last_child, end = said.child(d=d, t=t) + 1, claim("eq-13").statement.length.right(d=d)
    # last_child <= t - 1 exactly up to t = T, where there is equality; one step later it is t itself
    assert sp.expand(t - 1 - last_child) == sp.expand(end - t)
    assert sp.expand(case.beyond(d=d) - end) == 1
    assert sp.expand(last_child.subs(t, case.beyond(d=d)) - case.beyond(d=d)) == 0


@corrects("eq-14/range", evidence="exhaustive")
def test_the_labels_are_those_from_step_d_to_step_t(claim, over):
    mended = claim("eq-14").correction
    for d in over(d=(4, 8, 16, 32, 64)):
        task = BitSubsetParity(d, tuple(range(0, d, 2)))
        steps = [step for step in range(2 * d) if mended.range(t=step, d=d, T=task.sequence_length)]
        assert steps == list(range(d, d + task.num_labels))


@corrects("eq-14/label", evidence="exhaustive")
def test_the_product_of_labels_mends_eq_14(claim, over):
    said, printed = claim("eq-14").correction, claim("eq-14").statement
    token_of = claim("eq-15").statement.training

    def by_tokens(y, s):
        z = {s + 1: said.token(y=y, s=s), s + 2: said.token(y=y, s=s + 1)}
        assert all((z[t] == token_of(y=y, t=t)).all() for t in z)
        return said.tokens(z=z, s=s)

    for d in trees(said, over, 5):
        x, subset = relevant_inputs(d)
        true = in_signs(BitSubsetParity(d, subset).labels(x))
        for inner in (lambda y, s: said.inner(y=y, s=s), by_tokens):
            mended = by_equation_14(x, subset, printed.leaf, printed.leaves, printed.child, inner)
            assert (mended == true).all()
        assert (true[:, -1] == parity_sign(x[:, list(subset)])).all()
        assert (labels_by_equation_14(x, subset, "meant") == true).all()


@supports("eq-15", evidence="exhaustive")
def test_tokens_at_training_and_at_test_time(claim, over):
    said = claim("eq-15").statement
    for d in over(d=(4, 8)):
        task, x = BitSubsetParity(d, tuple(range(0, d, 2))), all_inputs(d)
        z, last = task.teacher_forced(x), task.sequence_length
        y = {d + k: column for k, column in enumerate(in_signs(task.labels(x)).T)}
        for t in range(1, last + 1):
            expected = x[:, t - 1] if said.given(t=t, d=d) else said.training(y=y, t=t)
            assert (z[:, t - 1] == expected).all()
        for scores in over(scores=tuple(product((-3, 2), repeat=task.num_labels))):
            seen, f = [], {d + k: score for k, score in enumerate(scores)}

            def predictor(prefix, seen=seen, f=f):
                seen.append(prefix.copy())
                return np.full(len(prefix), f[prefix.shape[1]] > 0, dtype=np.uint8)

            free_running(task, x, predictor)
            for t in range(d + 1, last + 1):
                token = said.test(f=f, t=t, sign=lambda score: score // abs(score))
                assert (seen[t - d][:, t - 1] == token).all()
                assert token in (0, 1)


@supports("eq-15", evidence="symbolic")
def test_a_score_of_zero_is_no_token_if_its_sign_is_zero(claim, over):
    said, reading = claim("eq-15").statement, claim("eq-15").reading
    score = over.symbols("f", real=True)

    def token(sign):
        return said.test(f={0: score}, t=1, sign=sign)

    assert token(lambda s: sp.sign(s)).subs(score, reading.zero) == reading.half
    assert (token(lambda _: reading.minus), token(lambda _: reading.plus)) == (0, 1)
    assert sp.sign(reading.zero) == 0


@supports("remark-b-causality", evidence="exhaustive")
def test_outputs_contain_no_later_token(claim, over):
    later = claim("remark-b-causality").statement.later
    m, length = 2, 4
    w, a = sp.MatrixSymbol("W", m, m).as_explicit(), sp.MatrixSymbol("A", m, 2).as_explicit()
    b, h = sp.MatrixSymbol("B", m, 1).as_explicit(), sp.MatrixSymbol("M0", m, 1).as_explicit()
    z = sp.symbols("z1:5")
    relu = sp.Function("ReLU")
    h = h.applyfunc(relu)
    for s in over(s=range(1, length + 1)):
        one_hot = sp.Matrix([1 - z[s - 1], z[s - 1]])
        h = (w * h + a * one_hot).applyfunc(relu)
        output = (b.T * h)[0]
        for t in over(t=range(1, length + 1)):
            assert output.has(z[t - 1]) != later(t=t, s=s)


@supports("remark-5-1-bounded-parameters", evidence="exhaustive")
@follows("remark-5-1-bounded-parameters", evidence="exhaustive")
def test_one_polynomial_serves_every_sub_task(claim, over):
    said = claim("remark-5-1-bounded-parameters").consequence
    psi = [float(a) for a in parity_polynomial(2).coefficients]
    for d in trees(claim("remark-5-1-bounded-parameters").statement, over, 7):
        bound = parity_bound(d)
        assert (bound.complexity.inputs_per_gate, bound.complexity.degree) == (said.N, said.degree)
        assert bound.max_abs_coefficient.to_sympy() == said.largest
        x, subset = (
            relevant_inputs(d) if d < 32 else (all_inputs(8).repeat(d // 8, axis=1), tuple(range(0, d, 2)))
        )
        task = BitSubsetParity(d, subset)
        z, y = task.teacher_forced(x), in_signs(task.labels(x))
        for k, gate in enumerate(task.gates):
            u = (z[:, list(gate.inputs)] == 0).sum(axis=1) / math.sqrt(2)
            assert np.abs(sum(a * u**i for i, a in enumerate(psi)) - y[:, k]).max() < 1e-12


@supports("remark-5-1-end-to-end-arity", evidence="exhaustive")
def test_the_end_to_end_target_depends_on_exactly_half_of_the_bits(claim, over):
    bits = claim("remark-5-1-end-to-end-arity").statement.bits
    for d in over(d=range(2, 13, 2)):
        task = BitSubsetParity.random(d, seed=d, supervised=False)
        x = all_inputs(d)
        y = task.labels(x)[:, -1]
        relevant = []
        for position in range(d):
            flipped = x.copy()
            flipped[:, position] ^= 1
            if (task.labels(flipped)[:, -1] != y).any():
                relevant.append(position)
        assert tuple(relevant) == task.subset
        assert len(relevant) == bits(d=d)
        # against all parities at once: the target is one of them, that of these bits
        expected = np.zeros(2**d)
        expected[sum(1 << (d - 1 - position) for position in relevant)] = 2**d
        assert (walsh_hadamard(in_signs(y).astype(float)) == expected).all()
        assert (walsh_hadamard(in_signs(y)) == expected).all()


@other_reading("remark-5-1-end-to-end-arity", evidence="exhaustive")
def test_the_hidden_state_of_a_net_may_depend_on_fewer_bits(over):
    """One unit that has forgotten the first token: h_T of eq 1 is a function of the second alone."""
    for z1, z2 in over(z=tuple(product((0, 1), repeat=2))):
        state = 0
        for token in (z1, z2):
            state = max(0 * state + token, 0)
        assert state == z2


@supports("remark-1-parity-sub-tasks", evidence="exhaustive")
def test_every_sub_task_is_the_parity_of_a_part_of_the_subset(over):
    def part(d, step):
        """Positions in the subset below node ``step`` of the tree: level sizes d/4, d/8, ..., 1."""
        size, width = d // 4, 2
        while step >= size:
            step, size, width = step - size, size // 2, width * 2
        return range(step * width, (step + 1) * width)

    cases = [(8, s) for s in combinations(range(8), 4)] + [(16, (0, 3, 4, 6, 9, 11, 14, 15))]
    for d, subset in over(task=cases):
        x = all_inputs(d)
        labels = in_signs(BitSubsetParity(d, subset).labels(x))
        for step in range(labels.shape[1]):
            columns = [subset[k] for k in part(d, step)]
            assert (labels[:, step] == parity_sign(x[:, columns])).all()
        assert list(part(d, labels.shape[1] - 1)) == list(range(d // 2))
