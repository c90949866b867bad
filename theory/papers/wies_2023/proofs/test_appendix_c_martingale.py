"""Appendix C: the martingale (42)-(47), Freedman's inequality (48)-(49), its constant (50), and the last lines."""

import sympy

from theory.convergence.sgd import STEPS
from theory.ledger import other_reading, supports

#: Sizes of the finite sample spaces below; the loss and the learner on them are arbitrary functions.
POINTS = 3


def probabilities():
    free = sympy.symbols(f"p0:{POINTS - 1}", positive=True)
    return [*free, 1 - sum(free)]


@supports("eq-42", "eq-47", evidence="symbolic", scope="any loss and learner on a sample space of 3 points")
def test_the_difference_has_mean_zero_if_the_weights_have_not_seen_the_sample():
    p = probabilities()
    loss = sympy.Function("loss")
    weights = sympy.Symbol("W_t")  # made from s_0 ... s_{t-1}, so the same for every s_t
    expected = sum(q * loss(s, weights) for s, q in enumerate(p))
    drift = sum(q * (expected - loss(s, weights)) for s, q in enumerate(p))
    assert sympy.simplify(drift) == 0


@other_reading("eq-42", evidence="symbolic")
def test_with_the_numbering_of_algorithm_2_the_sum_drifts():
    rate, weight = sympy.symbols("eta w", positive=True)
    samples = (0, 1)  # equally likely, loss (w - s)^2, one step of gradient descent on the sample seen
    seen = {s: weight - rate * 2 * (weight - s) for s in samples}

    def loss(s, w):
        return (w - s) ** 2

    drift = sum(sum(loss(r, seen[s]) for r in samples) / 2 - loss(s, seen[s]) for s in samples) / 2
    assert sympy.simplify(drift - rate) == 0  # positive: the loss on the sample just seen is too small


@supports("eq-43", evidence="symbolic")
def test_a_difference_is_at_most_one():
    bound, observed, below = sympy.symbols("B l b", nonnegative=True)
    expected = bound - below  # expected loss is at most B, observed at least 0
    assert (bound - (expected - observed)).expand() == below + observed
    assert (below + observed).is_nonnegative


@supports("eq-44", "eq-45", "eq-46", evidence="symbolic", scope="distributions on 3 points")
def test_the_second_moment_is_at_most_the_mean_over_the_bound():
    p = probabilities()
    losses = sympy.symbols(f"l0:{POINTS}", nonnegative=True)
    bound = sympy.Symbol("B", positive=True)
    mean = sum(q * x for q, x in zip(p, losses, strict=True))
    second = sum(q * (mean - x) ** 2 for q, x in zip(p, losses, strict=True)) / bound**2
    squares = sum(q * x**2 for q, x in zip(p, losses, strict=True))
    assert sympy.simplify(second - (squares - mean**2) / bound**2) == 0  # (45)
    x, room = sympy.symbols("x r", nonnegative=True)
    assert (
        (x / (x + room) - (x / (x + room)) ** 2) - x * room / (x + room) ** 2
    ).simplify() == 0  # B = x + r
    assert (x * room).is_nonnegative  # so x^2/B^2 <= x/B, which is (46)


@supports("eq-48", "eq-49", evidence="symbolic")
def test_the_constant_of_freedmans_inequality():
    y, s = sympy.symbols("y s", positive=True)
    quotient = sympy.integrate((1 - s) * sympy.exp(s * y), (s, 0, 1))
    assert sympy.simplify(quotient - (sympy.exp(y) - 1 - y) / y**2) == 0
    # The integrand rises with y, so (e^y - 1 - y)/y^2 is at most its value e - 2 at y = 1 ...
    assert (sympy.diff((1 - s) * sympy.exp(s * y), y) / (s * (1 - s) * sympy.exp(s * y))).simplify() == 1
    assert sympy.simplify(quotient.subs(y, 1) - (sympy.E - 2)) == 0
    # ... and E e^Y <= 1 + (e-2) E Y^2 <= exp((e-2) E Y^2) for differences with mean zero.
    v = sympy.Symbol("v", nonnegative=True)
    remainder = sympy.integrate((v - s) * sympy.exp(s), (s, 0, v))  # of a nonnegative function
    assert sympy.simplify(remainder - (sympy.exp(v) - 1 - v)) == 0


@supports("eq-50", evidence="symbolic")
def test_solving_49_for_the_expected_losses():
    expected, observed, bound, log = sympy.symbols("S s B L", positive=True)
    inequality = (expected - observed) / bound - (sympy.E - 2) * expected / bound - log
    largest = sympy.solve(inequality, expected)[0]
    assert sympy.simplify(largest - (observed + bound * log) / (3 - sympy.E)) == 0
    assert (3 - sympy.E).is_positive


@supports("remark-c-loss-bound", evidence="certificate")
def test_the_loss_of_a_bounded_output_is_bounded():
    over_one = sympy.Symbol("r", nonnegative=True)  # e^u = 1 + r for u >= 0
    gap = 2 * (1 + over_one) - (1 + (1 + over_one))  # 2 e^u - (1 + e^u), so log(1 + e^u) <= u + log 2
    assert gap.expand().is_nonnegative
    assert STEPS["loss-bound"].certified()


@supports("remark-c-log-to-zero-one", evidence="symbolic")
def test_a_wrong_answer_costs_more_than_log_two():
    u = sympy.Symbol("u", real=True)
    loss = sympy.log(1 + sympy.exp(-u))
    assert sympy.simplify(sympy.diff(loss, u) + 1 / (1 + sympy.exp(u))) == 0  # falling
    assert loss.subs(u, 0) == sympy.log(2)
    assert sympy.limit(loss, u, sympy.oo) == 0  # so positive everywhere


@other_reading("remark-c-log-to-zero-one", evidence="symbolic")
def test_if_zero_counts_as_wrong_the_two_losses_can_be_equal():
    horizon, d = 5, 3
    zero_one = sympy.Rational(horizon - d + 1, horizon - d)  # f_t = 0 at all locations
    log_loss = sympy.log(1 + sympy.exp(0)) * (horizon - d + 1) / (horizon - d)
    assert sympy.simplify(zero_one - log_loss / sympy.log(2)) == 0
