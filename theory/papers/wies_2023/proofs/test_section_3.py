"""Section 3: the recurrent net (eq 1-3), its initialisation, the loss (eq 4), algorithm 1, and figure 1."""

from fractions import Fraction
from itertools import product

import pytest
import sympy

from theory.ledger import corrects, other_reading, refutes, supports
from theory.nets import ExactElman
from theory.tasks import BitSubsetParity
from theory.tasks.parity import check_size

NET = ExactElman(
    W=((Fraction(1, 2), Fraction(-1, 3)), (Fraction(2, 3), 1)),
    A=((1, Fraction(-1, 2)), (Fraction(1, 4), 2)),
    B=(1, Fraction(-3, 2)),
    M_0=(Fraction(1, 5), -1),
)


def unrolled(steps, width=2):
    """f_1 ... f_T of eq 1-3 with every weight, every token and the activation a symbol."""
    relu = sympy.Function("relu")
    w = sympy.Matrix(width, width, sympy.symbols(f"w:{width * width}"))
    a = sympy.Matrix(width, 2, sympy.symbols(f"a:{2 * width}"))
    b, m0 = sympy.Matrix(sympy.symbols(f"b:{width}")), sympy.Matrix(sympy.symbols(f"u:{width}"))
    z = sympy.symbols(f"z1:{steps + 1}")
    state, outputs = m0.applyfunc(relu), []
    for token in z:
        state = (w * state + a * sympy.Matrix([1 - token, token])).applyfunc(relu)
        outputs.append((b.T * state)[0, 0])
    return z, m0, outputs


@supports("eq-1", "eq-2", evidence="symbolic")
def test_the_score_of_step_t_reads_exactly_the_first_t_tokens():
    z, _, outputs = unrolled(4)
    for t, score in enumerate(outputs, start=1):
        assert score.free_symbols & set(z) == set(z[:t])


@supports(
    "eq-1", "eq-2", evidence="exhaustive", scope="one rational net of width 2, all 2^5 sequences of 5 tokens"
)
def test_later_tokens_do_not_change_earlier_scores():
    for tokens in product((0, 1), repeat=5):
        scores = NET.scores(tokens)
        for t in range(1, 6):
            assert NET.scores(tokens[:t]) == scores[:t]
    # and it is no constant
    assert len({tuple(NET.scores(tokens)) for tokens in product((0, 1), repeat=5)}) > 1


@other_reading("eq-1", evidence="certificate")
def test_a_token_other_than_a_bit_has_no_one_hot_vector():
    # extended linearly, e_z for a label z = -1 is (2, -1): another net than for the token 0
    assert NET.scores([-1]) != NET.scores([0])


@supports("eq-3", evidence="symbolic")
def test_the_first_state_depends_on_no_token_and_has_mean_square_one():
    z, m0, _ = unrolled(1)
    assert not m0.free_symbols & set(z)
    m = sympy.Symbol("m", positive=True)
    assert m * rectified_second_moment(2 / m) == 1


def rectified_second_moment(variance):
    """E[ReLU(g)^2] for g ~ N(0, variance), by integration."""
    x = sympy.Symbol("x", positive=True)
    density = sympy.exp(-(x**2) / (2 * variance)) / sympy.sqrt(2 * sympy.pi * variance)
    return sympy.simplify(sympy.integrate(x**2 * density, (x, 0, sympy.oo)))


@supports("remark-3-initialization", evidence="symbolic")
def test_each_step_adds_one_to_the_squared_length_of_the_state():
    # given ||h_{t-1}||^2 = q a coordinate of W h + A e_z has variance 2/m (q + 1): exact for t = 1, the limit for t > 1
    m, q, t = sympy.symbols("m q t", positive=True)
    step = m * rectified_second_moment(2 / m * (q + 1))
    assert sympy.simplify(step - (q + 1)) == 0
    start = m * rectified_second_moment(2 / m)
    length = sympy.Function("length")
    solution = sympy.rsolve(length(t) - length(t - 1) - 1, length(t), {length(0): start})
    assert sympy.simplify(solution - (t + 1)) == 0
    # f_t = <B, h_t> with B_i ~ N(0, 1/m) then has variance (t+1)/m, which vanishes; with B_i ~ N(0, 1) it is t+1
    assert sympy.limit(solution / m, m, sympy.oo) == 0


@other_reading("remark-3-initialization", evidence="symbolic")
def test_with_2_over_m_as_a_standard_deviation_the_state_vanishes():
    m = sympy.Symbol("m", positive=True)
    assert sympy.limit(m * rectified_second_moment((2 / m) ** 2), m, sympy.oo) == 0


def loss(labels, scores, normaliser):
    return sum(sympy.log(1 + sympy.exp(-y * s)) for y, s in zip(labels, scores, strict=True)) / normaliser


@supports("remark-3-cross-entropy", evidence="symbolic")
def test_each_term_is_the_cross_entropy_of_a_sigmoid():
    s = sympy.Symbol("s", real=True)
    probability = 1 / (1 + sympy.exp(-s))  # of the label +1
    for y in (-1, 1):
        cross_entropy = -sympy.log(probability if y == 1 else 1 - probability)
        assert sympy.simplify(sympy.exp(cross_entropy) - (1 + sympy.exp(-y * s))) == 0


@refutes("eq-4", evidence="certificate")
def test_the_printed_normaliser_divides_by_zero_where_nothing_is_decomposed():
    # end to end there are no intermediate labels, T = d; and at d = 4 the tree has only its root
    for d, supervised in ((4, True), (4, False), (8, False), (30, False)):
        check_size(d, supervised)
        task = BitSubsetParity(d, tuple(range(d // 2)), supervised)
        assert task.sequence_length - d == 0
        assert task.num_labels == 1
        with pytest.raises(ZeroDivisionError):
            Fraction(1, task.sequence_length - d)


@refutes("eq-4", evidence="exhaustive", scope="d = 8, 16, 32, 64, 128")
def test_the_printed_loss_of_a_silent_net_is_not_that_of_one_location():
    for d in (8, 16, 32, 64, 128):
        task = BitSubsetParity(d, tuple(range(d // 2)))
        gap = task.sequence_length - d
        silent = loss([1] * task.num_labels, [0] * task.num_labels, gap)
        assert sympy.simplify(silent / sympy.log(2)) == sympy.Rational(gap + 1, gap) > 1


@corrects("eq-4", evidence="symbolic")
def test_with_t_minus_d_plus_1_the_loss_is_the_mean_over_locations():
    big_t, d = sympy.symbols("T d", integer=True, positive=True)
    t = sympy.Symbol("t", integer=True)
    each = sympy.Symbol("c")
    total = sympy.summation(each, (t, d, big_t))
    assert sympy.simplify(total / (big_t - d + 1) - each) == 0
    assert sympy.simplify((total / (big_t - d + 1)).subs(big_t, d) - each) == 0


@supports(
    "remark-3-loss-locations", evidence="exhaustive", scope="d = 4, 8, 16, 32: the labels of every location"
)
def test_the_locations_from_d_to_t_are_the_intermediate_labels_and_the_answer():
    for d in (4, 8, 16, 32):
        task = BitSubsetParity(d, tuple(range(d // 2)))
        # f_d has read x and predicts the first label; f_T has read all T tokens and predicts the answer
        locations = range(d, task.sequence_length + 1)
        assert len(locations) == task.num_labels
        intermediate = task.sequence_length - d
        assert len(locations) == intermediate + 1


@supports("remark-3-length", "remark-3-next-token", evidence="exhaustive", scope="d = 8, all 256 inputs")
def test_the_input_is_x_followed_by_all_labels_but_the_last():
    import numpy as np

    task = BitSubsetParity(8, (1, 2, 4, 7))
    x = np.array(list(product((0, 1), repeat=8)), dtype=np.uint8)
    tokens, labels = task.teacher_forced(x), task.labels(x)
    intermediate = labels[:, :-1]
    assert tokens.shape[1] == task.sequence_length == 8 + intermediate.shape[1]
    assert (tokens == np.concatenate([x, intermediate], axis=1)).all()
    # y_t is z_{t+1} for d <= t < T; the answer y_T would be z_{T+1}, which the sequence does not hold
    for t in range(8, task.sequence_length):
        assert (labels[:, t - 8] == tokens[:, t]).all()
    assert task.num_labels == task.sequence_length - 8 + 1


@supports("remark-3-footnote-1", evidence="exhaustive", scope="both tokens")
def test_footnote_1_maps_tokens_to_labels_one_to_one():
    labels = {z: 2 * (Fraction(z) - Fraction(1, 2)) for z in (0, 1)}
    assert labels == {0: -1, 1: 1}
    assert {z: (1 + y) / 2 for z, y in labels.items()} == {0: 0, 1: 1}
    # the literal y = z would hold for the token 1 alone
    assert [z for z, y in labels.items() if y == z] == [1]


def sgd_step(w, eta, labels, tokens, net, first):
    """One update of algorithm 1 for a net of width 1 in sympy, in a region where no unit switches."""
    state, scores = max(net["m0"], 0), []
    state = sympy.Integer(state)
    for z in tokens:
        drive = w * state + net["a"][z]
        state = drive if drive.subs(w, net["w"]) > 0 else sympy.Integer(0)
        scores.append(net["b"] * state)
    value = loss(labels, scores[first:], len(labels))
    return net["w"] - eta * sympy.diff(value, w).subs(w, net["w"]), value


@supports("algorithm-1", evidence="certificate")
def test_one_update_is_defined_and_lowers_the_loss_of_its_sample():
    w = sympy.Symbol("w")
    net = {"w": sympy.Rational(1, 2), "a": (1, 2), "b": sympy.Integer(1), "m0": 1}
    eta = sympy.Rational(1, 10)
    for x, labels in (((0,), (1, 1)), ((1,), (-1, 1))):
        tokens = [*x, *((1 + y) // 2 for y in labels[:-1])]
        updated, value = sgd_step(w, eta, labels, tokens, net, 0)
        before, after = value.subs(w, net["w"]), value.subs(w, updated)
        assert updated != net["w"]
        assert (before - after).evalf(50) > 0


@other_reading("algorithm-1", evidence="certificate")
def test_where_a_unit_is_exactly_at_zero_the_gradient_is_not_defined():
    # w h_0 + a = 0 at w = -1: slopes 0 and 1 from either side; Gaussian weights avoid it with probability 1
    def score(w):
        return ExactElman(W=((w,),), A=((1, 1),), B=(1,), M_0=(1,)).scores([0])[0]

    step = Fraction(1, 1000)
    right, left = (score(-1 + step) - score(-1)) / step, (score(-1) - score(-1 - step)) / step
    assert (left, right) == (0, 1)


@supports("remark-3-frozen", evidence="symbolic")
def test_the_update_moves_w_alone():
    # f_t as a function of W, with A, B, M_0 held: the gradient that algorithm 1 follows has as many entries as W
    _, _, outputs = unrolled(2, width=2)
    w = sympy.symbols("w:4")
    gradient = [sympy.diff(outputs[-1], entry) for entry in w]
    assert len(gradient) == 4
    assert all(entry != 0 for entry in gradient)
    frozen = {s for s in outputs[-1].free_symbols if s.name[0] in "abu"}
    assert len(frozen) == 2 * 2 + 2 + 2


@supports("figure-1", evidence="symbolic")
def test_minimising_the_loss_maximises_the_likelihood_of_everything_after_the_input():
    # three locations: a score for each prefix; the product of the sigmoids is a distribution over label sequences
    depth = 3
    total = sympy.Integer(0)
    for labels in product((-1, 1), repeat=depth):
        scores = [sympy.Symbol(f"s_{'_'.join(map(str, (0, *labels[:k])))}", real=True) for k in range(depth)]
        negative_log = loss(labels, scores, 1)
        total += sympy.exp(-negative_log)
    symbols = sorted(total.free_symbols, key=str)
    assert len(symbols) == 2**depth - 1
    odds = {s: sympy.log(sympy.Symbol(f"o{k}", positive=True)) for k, s in enumerate(symbols)}
    assert sympy.simplify(sympy.expand_log(total.subs(odds), force=True)) == 1


@supports(
    "remark-1-parity-sub-tasks",
    evidence="exhaustive",
    scope="d = 8: all subsets and inputs; d = 16: one subset",
)
def test_every_sub_task_is_the_parity_of_a_part_of_the_subset():
    from itertools import combinations

    import numpy as np

    from theory.composition import InputDistribution

    def part(d, step):
        """Positions in the subset below node ``step`` of the tree: level sizes d/4, d/8, ..., 1."""
        size, width = d // 4, 2
        while step >= size:
            step, size, width = step - size, size // 2, width * 2
        return range(step * width, (step + 1) * width)

    cases = [(8, s) for s in combinations(range(8), 4)] + [(16, (0, 3, 4, 6, 9, 11, 14, 15))]
    for d, subset in cases:
        task = BitSubsetParity(d, subset)
        x = InputDistribution.uniform(d).inputs
        labels = task.labels(x)
        for step in range(task.num_labels):
            columns = [subset[k] for k in part(d, step)]
            assert (labels[:, step] == 1 - np.bitwise_xor.reduce(x[:, columns], axis=1)).all()
        assert list(part(d, task.num_labels - 1)) == list(range(d // 2))
