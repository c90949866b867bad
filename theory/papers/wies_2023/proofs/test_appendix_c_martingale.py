"""Appendix C: the martingale (42)-(47), Freedman's inequality (48)-(49), its constant (50), and the last lines."""

import itertools
import math
from fractions import Fraction

import numpy as np
import sympy

from theory.convergence.sgd import STEPS
from theory.ledger import other_reading, supports
from theory.papers.wies_2023.proofs.questions import certified, identity, inside

#: Sizes of the finite sample spaces below; the loss and the learner on them are arbitrary functions.
POINTS = 3


def probabilities(over):
    free = over.symbols(f"p0:{POINTS - 1}", positive=True)
    return [*free, 1 - sum(free)]


def largest_loss(claim, constant, length):
    """C T^14, from the line below (41)."""
    return claim("remark-c-loss-bound").statement.bound.right(C=constant, T=length)


@supports("eq-42", "eq-47", evidence="exhaustive")
def test_the_differences_have_mean_zero_if_the_weights_have_not_seen_the_sample(claim, over):
    """Any loss and any learner on three points, after every history of up to two samples."""
    said, mean = claim("eq-42").statement.martingale, claim("eq-47").statement.mean
    p, loss = probabilities(over), sympy.Function("loss")
    constant, length = over.symbols("C T", positive=True)
    learner = [sympy.Function(f"W{t}") for t in range(4)]

    def at(history):
        return learner[len(history)](*history)  # W(t), made from s_0 ... s_(t-1)

    def parts(history):
        return {
            "expected": lambda t: sum(q * loss(s, at(history[:t])) for s, q in enumerate(p)),
            "observed": lambda t: loss(history[t], at(history[:t])),
            "C": constant,
            "T": length,
        }

    bound = largest_loss(claim, constant, length)
    assert said(i=0, **parts(())) == 0
    for history in over(history=[(), (0,), (2,), (0, 1), (2, 2)]):
        now = said(i=len(history), **parts(history))
        after = [said(i=len(history) + 1, **parts((*history, s))) for s in range(POINTS)]
        drift = sum(q * (value - now) for q, value in zip(p, after, strict=True))
        assert sympy.expand(bound * drift) == 0
        own = mean(t=len(history), **parts(history))
        losses = [loss(s, at(history)) for s in range(POINTS)]
        assert sympy.expand(bound * own - sum(q * x for q, x in zip(p, losses, strict=True))) == 0
        steps = [bound * (value - now - own) + x for value, x in zip(after, losses, strict=True)]
        assert [sympy.expand(step) for step in steps] == [0] * POINTS


@other_reading("eq-42", evidence="symbolic")
def test_with_the_numbering_of_algorithm_2_the_sum_drifts(over):
    rate, weight = over.symbols("eta w", positive=True)
    samples = (0, 1)  # equally likely, loss (w - s)^2, one step of gradient descent on the sample seen
    seen = {s: weight - rate * 2 * (weight - s) for s in samples}

    def loss(s, w):
        return (w - s) ** 2

    drift = sum(sum(loss(r, seen[s]) for r in samples) / 2 - loss(s, seen[s]) for s in samples) / 2
    assert sympy.simplify(drift - rate) == 0  # positive: the loss on the sample just seen is too small


@supports("eq-43", evidence="symbolic")
def test_a_difference_is_at_most_one(claim, over):
    said = claim("eq-43").statement.bound
    observed, below, constant, length = over.symbols("l b C T", positive=True)
    largest = largest_loss(claim, constant, length)
    parts = {
        "observed": lambda _: observed,
        "expected": lambda _: largest - below,
        "C": constant,
        "T": length,
        "t": 0,
    }
    room = said.right(**parts) - said.left(
        **parts
    )  # the mean is at most the largest loss, the loss at least 0
    assert sympy.simplify(room - (observed + below) / largest) == 0
    for expected, holds in ((3, True), (2, True), (4, False)):
        assert said(observed=lambda _: 0, expected=lambda _: expected, C=3, T=1, t=0) == holds  # noqa: B023


@supports("eq-44", "eq-45", "eq-46", evidence="symbolic")
def test_the_second_moment_is_at_most_the_mean_over_the_bound(claim, over):
    """Losses B u on three points with u between 0 and 1, B = C T^14."""
    p, shares = probabilities(over), over.symbols(f"u0:{POINTS}", nonnegative=True)
    constant, length = over.symbols("C T", positive=True)
    bound = largest_loss(claim, constant, length)
    losses = np.array([bound * u for u in shares])

    def mean(values):
        return sum(q * x for q, x in zip(p, values, strict=True))

    parts = {
        "given_past": mean,
        "observed": lambda _: losses,
        "expected": lambda _: mean(losses),
        "C": constant,
        "T": length,
        "t": 0,
    }
    difference = [
        claim("eq-43").statement.bound.left(**{**parts, "observed": lambda _, x=x: x}) for x in losses
    ]
    second, expanded = claim("eq-44").statement.moment(**parts), claim("eq-45").statement.moment(**parts)
    assert sympy.simplify(second - mean([x**2 for x in difference])) == 0
    assert sympy.simplify(second - expanded) == 0  # (45)
    room = claim("eq-46").statement.bound(**parts) - expanded
    of_shares = mean([u * (1 - u) for u in shares]) + mean(shares) ** 2  # no term is negative
    assert sympy.simplify(room - of_shares) == 0
    assert sympy.simplify(claim("eq-47").statement.mean(**parts) - mean(shares)) == 0


@supports("eq-48", "eq-49", evidence="symbolic")
def test_the_constant_of_freedmans_inequality(claim, over):
    """The one step that is not of textbooks: E exp(Y) <= exp((e-2) E Y^2) for Y <= 1 with mean zero; then Markov."""
    y, s = over.symbols("y s", positive=True)
    quotient = sympy.integrate((1 - s) * sympy.exp(s * y), (s, 0, 1))
    assert sympy.simplify(quotient - (sympy.exp(y) - 1 - y) / y**2) == 0
    # The integrand rises with y, so (e^y - 1 - y)/y^2 is at most its value at y = 1 ...
    assert (sympy.diff((1 - s) * sympy.exp(s * y), y) / (s * (1 - s) * sympy.exp(s * y))).simplify() == 1
    S, log, bound = sympy.symbols("S L B", positive=True)
    parts = {"expected": lambda _: S, "observed": lambda _: 0, "n": 1, "C": bound, "T": 1}
    printed = claim("eq-49").statement.bound(e=sympy.E, delta=sympy.exp(-log), **parts)
    constant = sympy.simplify((printed - log) / claim("eq-48").statement.sum(**parts))
    assert sympy.simplify(quotient.subs(y, 1) - constant) == 0
    # ... and E e^Y <= 1 + (e-2) E Y^2 <= exp((e-2) E Y^2).
    v = over.symbols("v", nonnegative=True)
    remainder = sympy.integrate((v - s) * sympy.exp(s), (s, 0, v))  # of a nonnegative function
    assert sympy.simplify(remainder - (sympy.exp(v) - 1 - v)) == 0
    # Markov's inequality for exp(sum Y - (e-2) sum E Y^2), whose mean is at most 1, at 1/delta.
    assert claim("eq-48").statement.P(delta=sympy.exp(-log)) == 1 - sympy.exp(-log)


@supports("eq-50", evidence="symbolic")
def test_solving_49_for_the_expected_losses(claim, over):
    said = claim("eq-50").statement.bound
    expected, observed, bound, log = over.symbols("S s C L", positive=True)
    length = over.symbols("T", positive=True)
    parts = {
        "expected": lambda _: expected,
        "observed": lambda _: observed,
        "e": sympy.E,
        "C": bound,
        "T": length,
    }
    parts |= {"n": 1, "delta": sympy.exp(-log), "O": lambda x: bound * x / (3 - sympy.E)}
    inequality = claim("eq-48").statement.sum(**parts) - claim("eq-49").statement.bound(**parts)
    largest = sympy.solve(inequality, expected)[0]
    assert sympy.simplify(largest - said.right(**parts)) == 0
    assert said.left(**parts) == expected
    assert (3 - sympy.E).is_positive
    # Both sides are sums over the steps.
    sums = {"e": sympy.Rational(5, 2), "delta": 1, "O": identity, "T": 1, "n": 3}
    for mean, holds in ((19, True), (20, True), (21, False)):
        steps = {1: 1, 2: 3, 3: mean - 4}
        assert said(expected=steps.__getitem__, observed={1: 5, 2: 3, 3: 2}.__getitem__, **sums) == holds


@supports("eq-48", evidence="exhaustive")
def test_a_shift_by_one_iterate_moves_an_average_of_errors_by_at_most_two_over_n(claim, over):
    read = claim("eq-48").reading
    lowest, highest = 0, max(sympy.Rational(T - d + 1, T - d) for T in range(2, 9) for d in range(1, T))
    assert (read.least, read.most) == (lowest, highest)
    for n in over(n=range(1, 5)):
        shifts = [
            sum(errors[1:]) / sympy.Integer(n) - sum(errors[:-1]) / sympy.Integer(n)
            for errors in itertools.product((lowest, highest / 2, highest), repeat=n + 1)
        ]
        assert max(map(abs, shifts)) == read.shift(n=n)
    assert certified(inside(read.shift), inside(claim("eq-24").statement.bound))


@supports("remark-c-loss-bound", evidence="exhaustive")
def test_the_loss_has_one_term_more_than_41_bounds_and_its_normaliser_costs_a_factor(claim, over):
    read, bounded = claim("remark-c-loss-bound").reading, claim("eq-41").statement.locations
    factors = []
    for T, d in over(T=range(2, 7), d=range(1, 6)):
        if d < T:
            terms = []
            gradient = {"y": {0: 0.0}, "f": {0: 0.0}, "gradf": {0: 0.0}, "t": 0, "T": T, "d": d}
            claim("eq-27").statement.gradient(
                Sum=lambda body, first, last, terms=terms: terms.extend(range(first, last + 1)) or 0,
                **gradient,
            )
            assert [t for t in terms if not bounded(t=t, d=d, T=T)] == [
                t for t in terms if read.left_out(t=t, d=d)
            ]
            assert [t for t in range(T + 3) if bounded(t=t, d=d, T=T)] == terms[1:]
            factors.append(Fraction(len(terms), T - d))
    assert max(factors) == read.factor


@supports("remark-c-loss-bound", evidence="certificate")
def test_the_loss_of_a_bounded_output_is_bounded(claim, over):
    said = claim("remark-c-loss-bound").statement.bound
    over_one = over.symbols("r", nonnegative=True)  # e^u = 1 + r for u >= 0
    gap = 2 * (1 + over_one) - (1 + (1 + over_one))  # 2 e^u - (1 + e^u), so log(1 + e^u) <= u + log 2
    assert gap.expand().is_nonnegative
    T = over.symbols("T", positive=True)
    argument = said.left(T=T, O=identity, exp=identity, log=lambda x: x - 1)
    assert said.right(T=T, C=1) == argument == T**14  # C is the constant of O and log 2
    assert STEPS["loss-bound"].asks(f"{argument} + 1", str(said.right(T=T, C=1)))
    assert STEPS["loss-bound"].certified()
    assert said(T=1, O=lambda x: 0 * x, C=sympy.log(2))  # with equality
    for length in over(T=range(1, 4)):
        assert said(T=length, O=lambda x: Fraction(1, 10**6) * x, C=0.70)
        assert not said(T=length, O=lambda x: 0 * x, C=0.1 / length**14)


@supports("remark-c-log-to-zero-one", evidence="symbolic")
def test_a_wrong_answer_costs_more_than_log_two(claim, over):
    said, read = claim("remark-c-log-to-zero-one").statement, claim("remark-c-log-to-zero-one").reading
    u = over.symbols("u", real=True)
    loss = sympy.log(1 + sympy.exp(-u))
    assert sympy.simplify(said.large.left(y=1, f=u) - loss) == 0
    assert sympy.simplify(sympy.diff(loss, u) + 1 / (1 + sympy.exp(u))) == 0  # falling
    assert loss.subs(u, 0) == said.large.right()
    assert sympy.limit(loss, u, sympy.oo) == said.positive.right() == 0  # so positive everywhere
    assert sympy.simplify(said.positive.left(y=1, f=u) - loss) == 0
    for label, score in over(y=(-1, 1), f=range(-3, 4)):
        wrong = label * score < 0
        assert said.wrong(y=label, f=score) == wrong == said.large(y=label, f=score)
        assert said.positive(y=label, f=score)
    assert not said.positive(y=1, f=math.inf)
    almost = 1e-9  # wrong by so little at every location: the least log loss of a wrong answer
    for T, d in over(T=range(2, 7), d=(2, 3)):
        assert read.T(T=T, d=d) == (d < T)
        if d < T:
            share = (T - d + 1) / (T - d)
            assert said.bound(zero_one=share, log_loss=share * math.log1p(math.exp(almost)))
            assert not said.bound(zero_one=share, log_loss=share * math.log1p(math.exp(-almost)))
            assert not said.bound(zero_one=share, log_loss=share * sympy.log(2))


@other_reading("remark-c-log-to-zero-one/wrong", evidence="symbolic")
def test_if_zero_counts_as_wrong_the_two_losses_can_be_equal():
    horizon, d = 5, 3
    zero_one = sympy.Rational(horizon - d + 1, horizon - d)  # f_t = 0 at all locations
    log_loss = sympy.log(1 + sympy.exp(0)) * (horizon - d + 1) / (horizon - d)
    assert sympy.simplify(zero_one - log_loss / sympy.log(2)) == 0
