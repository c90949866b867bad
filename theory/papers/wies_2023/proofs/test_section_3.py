"""Section 3: the recurrent net (eq 1-3), its initialisation, the loss (eq 4), algorithm 1, and figure 1."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
import sympy

from theory.convergence.training import sgd_step
from theory.kernel.initialisation import UNIT_OUTPUT, printed
from theory.ledger import corrects, follows, refutes, supports
from theory.nets import ExactElman, FloatElman
from theory.tasks import BitSubsetParity
from theory.tasks.parity import check_size

NET = ExactElman(
    W=((Fraction(1, 2), Fraction(-1, 3)), (Fraction(2, 3), 1)),
    A=((1, Fraction(-1, 2)), (Fraction(1, 4), 2)),
    B=(1, Fraction(-3, 2)),
    M_0=(Fraction(1, 5), -1),
)
ONE_HOT = {0: sympy.Matrix([1, 0]), 1: sympy.Matrix([0, 1])}


def rectified(activation):
    return lambda drive: drive.applyfunc(activation)


def states_by_eq_1_and_3(claim, weights, tokens, activation, one_hot):
    """h_0, ..., h_T as eq 1 and eq 3 say, for weights W, A, M_0 in sympy."""
    relu, z = rectified(activation), dict(enumerate(tokens, start=1))
    h = {0: claim("eq-3").statement.start(ReLU=relu, M_0=weights["M_0"])}
    for t in range(1, len(tokens) + 1):
        h[t] = claim("eq-1").statement.state(
            ReLU=relu, W=weights["W"], A=weights["A"], h=h, z=z, e=one_hot, t=t
        )
    return h


def scores_by_eq_2(claim, weights, h):
    transpose = sympy.Matrix.transpose
    said = claim("eq-2").statement.score
    return [said(B=weights["B"], h=h, t=t, transpose=transpose)[0] for t in range(1, len(h))]


def symbolic_weights(width):
    return {
        "W": sympy.Matrix(width, width, sympy.symbols(f"w:{width * width}")),
        "A": sympy.Matrix(width, 2, sympy.symbols(f"a:{2 * width}")),
        "B": sympy.Matrix(sympy.symbols(f"b:{width}")),
        "M_0": sympy.Matrix(sympy.symbols(f"u:{width}")),
    }


def unrolled(claim, steps, width=2):
    """Tokens, states and scores of eq 1-3 with every weight, every token and the activation a symbol."""
    z, weights = sympy.symbols(f"z1:{steps + 1}"), symbolic_weights(width)
    one_hot = {token: sympy.Matrix([1 - token, token]) for token in z}
    h = states_by_eq_1_and_3(claim, weights, z, sympy.Function("relu"), one_hot)
    return z, h, scores_by_eq_2(claim, weights, h)


@supports("eq-1", "eq-2", "eq-3", evidence="exhaustive")
def test_the_score_of_step_t_reads_exactly_the_first_t_tokens(claim, over):
    for steps in over(T=range(1, 5)):
        z, h, scores = unrolled(claim, steps)
        for t, score in enumerate(scores, start=1):
            assert score.free_symbols & set(z) == set(z[:t])
            assert h[t].free_symbols & set(z) == set(z[:t])
        assert not h[0].free_symbols & set(z)
        for said in (claim("eq-1").statement.steps, claim("eq-2").statement.steps):
            assert [t for t in range(-1, steps + 2) if said(t=t, T=steps)] == list(range(1, len(scores) + 1))


@supports("eq-1", "eq-2", "eq-3", evidence="exhaustive")
def test_the_scores_are_those_of_the_exact_net(claim, over):
    """One rational net of width 2: eq 1-3 as they stand against the library's net, and later tokens change nothing."""
    weights = {name: sympy.Matrix(getattr(NET, name)) for name in ("W", "A", "B", "M_0")}
    found = set()
    for tokens in over(z=tuple(product((0, 1), repeat=5))):
        h = states_by_eq_1_and_3(claim, weights, tokens, lambda x: max(x, 0), ONE_HOT)
        scores = scores_by_eq_2(claim, weights, h)
        assert scores == [sympy.Rational(score) for score in NET.scores(tokens)]
        for t in range(1, 6):
            assert NET.scores(tokens[:t]) == NET.scores(tokens)[:t]
        assert all(claim("eq-1").reading.tokens(z=tokens, t=t) for t in range(5))
        found.add(tuple(scores))
    assert len(found) > 1
    # a label that is taken for a token has no one-hot vector; extended linearly it is another net than for the token 0
    assert not claim("eq-1").reading.tokens(z=(-1,), t=0)
    with pytest.raises(KeyError, match="-1"):
        states_by_eq_1_and_3(claim, weights, (-1,), lambda x: max(x, 0), ONE_HOT)
    assert NET.scores([-1]) != NET.scores([0])


def rectified_second_moment(variance):
    """E[ReLU(g)^2] for g ~ N(0, variance), by integration."""
    x = sympy.Symbol("x", positive=True)
    density = sympy.exp(-(x**2) / (2 * variance)) / sympy.sqrt(2 * sympy.pi * variance)
    return sympy.simplify(sympy.integrate(x**2 * density, (x, 0, sympy.oo)))


@follows("eq-3", evidence="symbolic")
def test_the_first_state_has_mean_square_one(claim, over):
    m, said = over.symbols("m", positive=True), claim("eq-3").consequence
    assert said.variance(m=m) == claim("remark-3-initialization").statement.hidden(m=m)
    assert sympy.simplify(m * rectified_second_moment(said.variance(m=m)) - said.mean) == 0


@supports("remark-3-initialization", evidence="symbolic")
@follows("remark-3-initialization", evidence="symbolic")
def test_each_step_adds_one_to_the_squared_length_of_the_state(claim, over):
    # given ||h_{t-1}||^2 = q a coordinate of W h + A e_z has variance 2/m (q + 1): exact for t = 1, the limit for t > 1
    m, q, t = over.symbols("m q t", positive=True)
    said, reading = claim("remark-3-initialization").statement, claim("remark-3-initialization").reading
    variance = said.hidden(m=m)
    step = m * rectified_second_moment(variance * (q + 1))
    assert sympy.simplify(step - (q + reading.step)) == 0
    start = m * rectified_second_moment(variance)
    length = sympy.Function("length")
    solution = sympy.rsolve(length(t) - length(t - 1) - reading.step, length(t), {length(0): start})
    assert sympy.simplify(solution - reading.length(t=t)) == 0
    assert UNIT_OUTPUT.norm(5) == reading.length(t=5)
    # the density is symmetric, as the half of its second moment needs
    x = sympy.Symbol("x", real=True)
    density = sympy.exp(-((x - said.mean) ** 2))
    assert sympy.simplify(density - density.subs(x, -x)) == 0
    # f_t = <B, h_t> with B_i of variance 1/m has the variance (t+1)/m, which vanishes; with variance 1 it is t+1
    consequence = claim("remark-3-initialization").consequence
    score = said.output(m=m) * solution
    assert sympy.simplify(score - consequence.score(t=t, m=m)) == 0
    assert sympy.limit(score, m, sympy.oo) == consequence.limit
    assert consequence.needed == UNIT_OUTPUT.output
    assert said.output(m=1024) == Fraction(printed(1024).output)
    vanishing = sympy.limit(m * rectified_second_moment(variance**2), m, sympy.oo)
    assert vanishing == reading.vanishing


@supports("remark-3-initialization", evidence="exhaustive")
def test_the_mean_is_exact_where_the_state_before_is_independent_of_w(claim, over):
    exact = claim("remark-3-initialization").reading.exact
    first = claim("remark-3-initialization").consequence.first
    assert [first(t=t) for t in range(4)] == [exact(t=t) for t in range(4)]
    _, h, _ = unrolled(claim, 4)
    w = set(symbolic_weights(2)["W"])
    for t in over(t=range(5)):
        assert exact(t=t) == (t == 0 or not h[t - 1].free_symbols & w)


def loss(labels, scores, normaliser):
    return sum(sympy.log(1 + sympy.exp(-y * s)) for y, s in zip(labels, scores, strict=True)) / normaliser


@supports("remark-3-cross-entropy", evidence="symbolic")
def test_each_term_is_the_cross_entropy_of_a_sigmoid(claim, over):
    s, said = over.symbols("s", real=True), claim("remark-3-cross-entropy").statement
    probability = said.sigmoid(s=s)
    assert sympy.limit(probability, s, sympy.oo) == 1
    assert probability.subs(s, 0) == sympy.Rational(1, 2)
    for y in over(y=(-1, 1)):
        cross_entropy = -sympy.log(probability if y == said.positive else 1 - probability)
        assert sympy.simplify(sympy.exp(cross_entropy) - sympy.exp(said.loss(y=y, s=s))) == 0
    assert said.positive in (-1, 1)
    # the odds of the positive label are e^s
    assert sympy.simplify(probability / (1 - probability) - sympy.exp(s)) == 0


@refutes("eq-4", evidence="exhaustive")
def test_the_printed_normaliser_divides_by_zero_where_nothing_is_decomposed(claim, over):
    # end to end there are no intermediate labels, T = d; and at d = 4 the tree has only its root
    printed_loss, case = claim("eq-4").statement.loss, claim("eq-4").counterexample
    for d in over(d=(4, 8, 12, 30)):
        check_size(d, supervised=False)
        task = BitSubsetParity(d, tuple(range(d // 2)), supervised=False)
        assert task.sequence_length - d == case.zero
        with pytest.raises(ZeroDivisionError, match="Fraction"):
            printed_loss(T=task.sequence_length, d=d, y={d: 1}, s={d: 0})
    lengths = {d: BitSubsetParity(d, tuple(range(d // 2))).sequence_length for d in (4, 8, 16, 32)}
    assert [d for d, length in lengths.items() if length == d] == [case.four]


@refutes("eq-4", evidence="exhaustive")
def test_the_printed_loss_of_a_silent_net_is_not_that_of_one_location(claim, over):
    printed_loss, case = claim("eq-4").statement.loss, claim("eq-4").counterexample
    for d in over(d=(8, 16, 32, 64, 128)):
        task = BitSubsetParity(d, tuple(range(d // 2)))
        meaning = {"d": d, "T": task.sequence_length}
        silent = dict.fromkeys(range(d, task.sequence_length + 1), case.silent)
        signs = dict.fromkeys(silent, 1)
        found = sympy.simplify(printed_loss(y=signs, s=silent, **meaning))
        assert sympy.simplify(found - case.sum(**meaning)) == 0
        assert found > case.each
        if d == case.d:
            assert sympy.simplify(found - case.value) == 0
    assert case.d == 8
    assert sympy.simplify(case.each - sympy.log(1 + sympy.exp(case.silent))) == 0
    # no mean: each location has another loss than the printed mean, and by the same factor whatever the scores
    t, d, big_t = 9, 8, 9
    scores, signs = {8: sympy.Symbol("a"), 9: sympy.Symbol("b")}, {8: 1, 9: -1}
    by_hand = sympy.log(1 + sympy.exp(-scores[8])) + sympy.log(1 + sympy.exp(scores[t]))
    assert sympy.simplify(printed_loss(T=big_t, d=d, y=signs, s=scores) - by_hand) == 0


@corrects("eq-4", evidence="symbolic")
def test_with_t_minus_d_plus_1_the_loss_is_the_mean_over_locations(claim, over):
    big_t, d = over.symbols("T d", integer=True, positive=True)
    over.every("y_t", "s_t")
    said, t = claim("eq-4").correction, sympy.Symbol("t", integer=True)
    y, s = sympy.IndexedBase("y"), sympy.IndexedBase("s")

    def total(body, first, last):
        return sympy.Sum(body(t), (t, first, last))

    terms = sympy.summation(1, (t, d, big_t))
    each = sympy.log(1 + sympy.exp(-y[t] * s[t]))
    mean = sympy.Sum(each, (t, d, big_t)) / terms
    assert sympy.expand(terms - said.terms(T=big_t, d=d)) == 0
    assert sympy.simplify(said.loss(T=big_t, d=d, y=y, s=s, Sum=total) - mean) == 0
    for size in (4, 8):
        assert [said.range(d=size, T=last) for last in (size - 1, size, size + 1)] == [
            len(range(size, last + 1)) > 0 for last in (size - 1, size, size + 1)
        ]


@follows("eq-4", evidence="symbolic")
def test_the_printed_loss_is_the_mean_times_a_factor_of_at_most_two(claim, over):
    gap, said = over.symbols("g", integer=True, positive=True), claim("eq-4").consequence
    factor = said.factor(T=gap, d=0)  # g = T - d
    assert sympy.simplify(factor - (1 + 1 / gap)) == 0
    assert said.factor(T=9, d=8) == said.most
    assert sympy.simplify(sympy.diff(factor, gap)).is_negative


@supports("remark-3-loss-locations", evidence="exhaustive")
@follows("remark-3-loss-locations", evidence="exhaustive")
def test_the_locations_from_d_to_t_are_the_intermediate_labels_and_the_answer(claim, over):
    said, counts = claim("remark-3-loss-locations").statement, claim("remark-3-loss-locations").consequence
    for d in over(d=(4, 8, 16, 32)):
        task = BitSubsetParity(d, tuple(range(d // 2)))
        meaning = {"d": d, "T": task.sequence_length}
        # f_d has read x and predicts the first label; f_T has read all T tokens and predicts the answer
        locations = [t for t in range(2 * d) if said.locations(t=t, **meaning)]
        assert locations == [d + k for k in range(task.num_labels)]
        assert len(locations) == counts.all(**meaning)
        x = np.zeros((1, d), dtype=np.uint8)
        assert task.teacher_forced(x)[:, d:].shape[1] == counts.intermediate(**meaning) == len(locations) - 1


@supports("remark-3-length", "remark-3-next-token", evidence="exhaustive")
def test_the_input_is_x_followed_by_all_labels_but_the_last(claim, over):
    length, following = claim("remark-3-length"), claim("remark-3-next-token")
    x = np.array(list(product((0, 1), repeat=8)), dtype=np.uint8)
    for subset in over(subset=((1, 2, 4, 7), (0, 1, 2, 3))):
        task = BitSubsetParity(8, subset)
        tokens, labels = task.teacher_forced(x), task.labels(x)
        intermediate = labels[:, :-1]
        last = length.statement.length(d=8, S=intermediate.T, len=len)
        assert tokens.shape[1] == task.sequence_length == last
        assert (tokens == np.concatenate([x, intermediate], axis=1)).all()
        assert task.num_labels == length.reading.labels(T=last, d=8)
        # y_t is z_{t+1}, translated; the answer y_T would be z_{T+1}, which the sequence does not hold
        y = {8 + k: column for k, column in enumerate(labels.T)}
        z = {k + 1: column for k, column in enumerate(tokens.T)}
        read = [t for t in y if following.reading.range(t=t, d=8, T=last)]
        assert read == sorted(set(y) & {t - 1 for t in z})
        assert all(following.statement.next(y=y, z=z, t=t).all() for t in read)
        assert not following.reading.range(t=7, d=8, T=last)


@supports("remark-3-footnote-1", evidence="exhaustive")
@follows("remark-3-footnote-1", evidence="exhaustive")
def test_footnote_1_maps_tokens_to_labels_one_to_one(claim, over):
    said, inverse = claim("remark-3-footnote-1").statement, claim("remark-3-footnote-1").consequence
    tokens = [k for k in range(-3, 4) if said.tokens(z={1: k}, t=0)]
    labels = [k for k in range(-3, 4) if said.labels(y={0: k}, t=0)]
    assert (tokens, labels) == ([0, 1], [-1, 1])
    task = BitSubsetParity(4, (0, 1))
    for bits in over(z=tuple(product((0, 1), repeat=4))):
        # the label of a token, from what the token stands for: the bit of the label (-1)^(sum of the bits)
        token = int(task.labels(np.array([bits], dtype=np.uint8))[0, 0])
        label = (-1) ** (bits[0] + bits[1])
        assert said.label(z={1: token}, t=0) == label
        assert inverse.token(y={0: label}, t=0) == token
    # the literal y = z would hold for the token 1 alone
    assert [token for token in tokens if said.label(z={1: token}, t=0) == token] == [1]


def one_unit(w, tokens, net):
    """States and their derivatives by w of a net of width 1, forward, in a region where no unit switches."""
    states, slopes = [sympy.Integer(max(net["m0"], 0))], [sympy.Integer(0)]
    for z in tokens:
        drive, slope = w * states[-1] + net["a"][z], states[-1] + w * slopes[-1]
        states.append(drive if drive > 0 else sympy.Integer(0))
        slopes.append(slope if drive > 0 else sympy.Integer(0))
    return states[1:], slopes[1:]


@supports("algorithm-1", evidence="certificate")
def test_one_update_follows_the_gradient_and_lowers_the_loss_of_its_sample(claim, over):
    said, mean_loss = claim("algorithm-1").statement, claim("eq-4").correction.loss
    net = {"w": sympy.Rational(1, 2), "a": (1, 2), "b": sympy.Integer(1), "m0": 1}
    eta, w = sympy.Rational(1, 10), sympy.Symbol("w", positive=True)
    for x, labels in over(sample=(((0,), (1, 1)), ((1,), (-1, 1)))):
        tokens = [*x, *((1 + y) // 2 for y in labels[:-1])]
        y = dict(enumerate(labels, start=1))

        def value(weight, tokens=tokens, y=y):
            states, _ = one_unit(weight, tokens, net)
            scores = {t: net["b"] * state for t, state in enumerate(states, start=1)}
            return mean_loss(T=len(y), d=1, y=y, s=scores)

        def slope(of, w=w):
            return sympy.diff(of, w).subs(w, net["w"])

        updated = said.update(W=net["w"], eta=eta, loss=value(w), grad=slope)
        # by the chain rule, term by term
        states, slopes = one_unit(net["w"], tokens, net)
        terms = [
            -sign * net["b"] * change / (1 + sympy.exp(sign * net["b"] * state))
            for sign, state, change in zip(labels, states, slopes, strict=True)
        ]
        by_hand = net["w"] - eta * sum(terms) / len(labels)
        assert abs((updated - by_hand).evalf(50)) < sympy.Float("1e-45")
        assert (value(net["w"]) - value(updated)).evalf(50) > 0
    for n in (1, 5):
        steps = [i for i in range(-1, n + 2) if said.steps(i=i, n=n)]
        assert len(steps) == n
        assert 0 not in steps  # that is the initialisation


@supports("algorithm-1/gradient", evidence="certificate")
def test_where_a_unit_is_exactly_at_zero_the_gradient_is_not_defined(claim, over):
    # w h_0 + a = 0 at w = -1; Gaussian weights avoid it with probability 1
    def score(w):
        return ExactElman(W=((w,),), A=((1, 1),), B=(1,), M_0=(1,)).scores([0])[0]

    reading = claim("algorithm-1").reading
    for step in over(step=(Fraction(1, 1000), Fraction(1, 10))):
        right, left = (score(-1 + step) - score(-1)) / step, (score(-1) - score(-1 - step)) / step
        assert (left, right) == (reading.left, reading.right)
        assert -1 * max(1, 0) + 1 == reading.kink


@supports("remark-3-frozen", "algorithm-1", evidence="numeric")
def test_one_step_of_the_library_is_that_update_of_w_and_of_nothing_else(claim, over):
    """The loss is that of eq 4 as printed, which is what the library trains on; differences of 2e-6 in each entry."""
    said, printed_loss = claim("algorithm-1").statement, claim("eq-4").statement.loss
    d, eta, small = 4, 0.5, 1e-6
    over.error(1e-8)
    for seed in over(seed=(0, 1, 2)):
        random = np.random.default_rng(seed)
        net = FloatElman.initialise(6, random, 1.0)
        before = {name: getattr(net, name).copy() for name in ("W", "A", "B", "M_0")}
        tokens, labels = random.integers(0, 2, size=(1, d + 1)).astype(np.uint8), np.array([[1.0, -1.0]])

        def loss_of(net=net, tokens=tokens, labels=labels):
            scores = net.scores(tokens)[0]
            s = {t: float(scores[t - 1]) for t in (d, d + 1)}
            y = dict(zip(s, labels[0].tolist(), strict=True))
            return float(printed_loss(T=d + 1, d=d, y=y, s=s))

        gradient = np.zeros_like(net.W)
        for place in np.ndindex(net.W.shape):
            values = []
            for step in (small, -small):
                net.W[place] = before["W"][place] + step
                values.append(loss_of())
            net.W[place] = before["W"][place]
            gradient[place] = (values[0] - values[1]) / (2 * small)
        assert np.abs(gradient).max() > 1e-3
        sgd_step(net, tokens, labels, eta)
        expected = said.update(W=before["W"], eta=eta, loss=gradient, grad=lambda slopes: slopes)
        assert np.abs(net.W - expected).max() < 1e-8
        assert all((getattr(net, name) == before[name]).all() for name in ("A", "B", "M_0"))


@supports("remark-3-frozen", evidence="exhaustive")
def test_the_scores_depend_on_every_weight_that_is_held_as_well_as_on_w(claim, over):
    """Training A, B or M_0 too would be another algorithm: the loss has a gradient in each of them."""
    _, _, scores = unrolled(claim, 2, width=2)
    weights = symbolic_weights(2)
    for name in over(weights=("W", "A", "B", "M_0")):
        gradient = [sympy.diff(scores[-1], entry) for entry in weights[name]]
        assert all(entry != 0 for entry in gradient)
    trained = {symbol for symbol in scores[-1].free_symbols if symbol in set(weights["W"])}
    assert trained == set(weights["W"])


@supports("figure-1", evidence="exhaustive")
def test_minimising_the_loss_maximises_the_likelihood_of_everything_after_the_input(claim, over):
    # a score for each prefix; the product of the sigmoids is a distribution over label sequences
    mean_loss, likelihood = claim("eq-4").correction.loss, claim("figure-1").reading.likelihood
    for depth in over(locations=(1, 2, 3)):
        d = 4
        big_t, total = d + depth - 1, sympy.Integer(0)
        for labels in product((-1, 1), repeat=depth):
            names = [f"s_{'_'.join(map(str, (0, *labels[:k])))}" for k in range(depth)]
            scores = {d + k: sympy.Symbol(name, real=True) for k, name in enumerate(names)}
            y = {d + k: label for k, label in enumerate(labels)}
            probability = likelihood(T=big_t, d=d, loss=mean_loss(T=big_t, d=d, y=y, s=scores))
            by_hand = sympy.prod(1 / (1 + sympy.exp(-y[t] * scores[t])) for t in scores)
            assert sympy.simplify(probability / by_hand) == 1
            total += by_hand
        symbols = sorted(total.free_symbols, key=str)
        assert len(symbols) == 2**depth - 1
        odds = {s: sympy.log(sympy.Symbol(f"o{k}", positive=True)) for k, s in enumerate(symbols)}
        assert sympy.simplify(sympy.expand_log(total.subs(odds), force=True)) == 1
