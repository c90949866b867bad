"""Appendix C: the update rule (26), the derivative of the loss (27), its norm (28), the triangle inequality (25)."""

from fractions import Fraction

import sympy

from theory.ledger import corrects, refutes, supports
from theory.nets import ExactElman


def norm_squared(entries):
    return sum(entry**2 for entry in entries)


@supports("eq-25", "eq-54", evidence="symbolic", scope="Frobenius norm of 2 x 2 matrices")
def test_the_path_is_at_least_as_long_as_the_distance():
    i, k = sympy.symbols("i k", integer=True, nonnegative=True)
    weight = sympy.Function("w")
    path = sympy.Sum(weight(k + 1) - weight(k), (k, 0, i)).doit()
    assert sympy.simplify(path - (weight(i + 1) - weight(0))) == 0
    a, b = sympy.symbols("a:4", real=True), sympy.symbols("b:4", real=True)
    # Cauchy-Schwarz by Lagrange's identity, and with it |a + b| <= |a| + |b|.
    inner = sum(x * y for x, y in zip(a, b, strict=True))
    minors = sum((a[r] * b[s] - a[s] * b[r]) ** 2 for r in range(4) for s in range(r + 1, 4))
    assert sympy.expand(norm_squared(a) * norm_squared(b) - inner**2 - minors) == 0
    both = [x + y for x, y in zip(a, b, strict=True)]
    assert sympy.expand(norm_squared(both) - norm_squared(a) - norm_squared(b) - 2 * inner) == 0


@supports("eq-27", "eq-56", evidence="symbolic")
def test_the_derivative_of_the_loss_in_every_output():
    horizon, d = sympy.symbols("T d", positive=True)
    outputs, labels = sympy.symbols("f0:3", real=True), sympy.symbols("y0:3", real=True)
    loss = sum(sympy.log(1 + sympy.exp(-y * f)) for y, f in zip(labels, outputs, strict=True)) / (horizon - d)
    for y, f in zip(labels, outputs, strict=True):
        printed = -y * sympy.exp(-y * f) / (1 + sympy.exp(-y * f)) / (horizon - d)
        assert sympy.simplify(sympy.diff(loss, f) - printed) == 0


def lone_unit() -> ExactElman:
    """Width 1: W = 1/2, A = 0, h_0 = 1, B = 10."""
    return ExactElman([[Fraction(1, 2)]], [[Fraction(0), Fraction(0)]], [Fraction(10)], [Fraction(1)])


def least_slope(margin: Fraction) -> Fraction:
    """A lower bound of e^u/(1 + e^u), for u >= 0, by e^u >= 1 + u."""
    return (1 + margin) / (2 + margin)


@refutes("eq-28", evidence="symbolic")
def test_the_gradient_of_the_loss_can_exceed_every_gradient_of_the_output():
    net, tokens, d = lone_unit(), [0, 0], 1
    gradients = [net.gradient(tokens[: t + 1])[0][0] for t in range(2)]
    outputs = net.scores(tokens)  # labels -1: the loss weighs each gradient by e^f/(1 + e^f)
    least = sum(least_slope(f) * g for f, g in zip(outputs, gradients, strict=True)) / (len(tokens) - d)
    assert gradients == [10, 10]
    assert least > 16
    assert least > max(gradients)


@corrects("eq-28", evidence="symbolic")
def test_the_normaliser_costs_at_most_a_factor_two():
    x = sympy.Symbol("x", positive=True)
    assert sympy.simplify(1 - x / (1 + x)).is_positive  # every slope is below 1 ...
    more = sympy.Symbol("j", nonnegative=True)
    locations = 1 + more  # T - d
    room = sympy.simplify(2 - (locations + 1) / locations)
    assert room.is_nonnegative  # ... and T - d + 1 of them over T - d are at most 2


@refutes("eq-26", evidence="symbolic")
def test_the_step_from_w1_uses_sample_2_not_sample_1():
    net, tokens = lone_unit(), [0, 0]
    gradient = net.gradient(tokens)[0][0]
    output = net.scores(tokens)[-1]
    # Sample 1 has label -1 at T, sample 2 the same input with label +1; e^f <= 3^ceil(f).
    slope_of_1 = least_slope(output) * gradient
    slope_of_2 = -gradient / (1 + 3 ** -(-output // 1))
    sigma = Fraction(1, 1000)
    algorithm_moves_by, printed_moves_by = -slope_of_2, -slope_of_1  # in units of eta
    assert algorithm_moves_by - sigma > 0 > printed_moves_by + sigma


@refutes("eq-26", "eq-55", evidence="symbolic")
def test_the_ball_of_the_algorithm_is_closed():
    gradient, sigma = Fraction(3), Fraction(1, 7)
    farthest = gradient + sigma  # "at most sigma": footnotes 8 and 11
    deviation = abs(farthest - gradient)
    assert deviation <= sigma
    assert not deviation < sigma


@corrects("eq-26", "eq-55", evidence="symbolic")
@supports("algorithm-2", "algorithm-3", evidence="symbolic")
def test_an_update_within_the_ball_is_gradient_plus_rounding():
    weight, rate, gradient, sigma, share = sympy.symbols("w eta g sigma s", real=True)
    approximate = gradient + share * sigma  # |share| <= 1 is the closed ball
    rounding = (weight - rate * approximate - weight) / -rate - gradient
    assert sympy.simplify(rounding - share * sigma) == 0
    exact = (weight - rate * approximate).subs(sigma, 0)
    assert sympy.simplify(exact - (weight - rate * gradient)) == 0  # algorithm 1


@supports("eq-57", evidence="symbolic")
def test_57_keeps_the_sum_so_the_normaliser_is_on_both_sides():
    slopes = sympy.symbols("q0:3", positive=True)  # sizes of the loss derivatives, at most 1
    norms = sympy.symbols("g0:3", positive=True)
    horizon = sympy.symbols("T", positive=True)
    gap = sum(g - q * g for q, g in zip(slopes, norms, strict=True)) / horizon
    at_most_one = {q: 1 - sympy.Symbol(f"r{i}", nonnegative=True) for i, q in enumerate(slopes)}
    assert gap.subs(at_most_one).expand().is_nonnegative


@supports("eq-30", "eq-59", evidence="symbolic")
def test_the_loss_is_convex_in_the_output_with_slope_at_most_one():
    f, y = sympy.symbols("f y", real=True)
    x = sympy.Symbol("x", positive=True)  # e^{-yf}
    loss = sympy.log(1 + sympy.exp(-y * f))
    second = sympy.diff(loss, f, 2).subs(sympy.exp(-f * y), x)
    assert sympy.simplify(second - y**2 * x / (1 + x) ** 2) == 0
    assert sympy.simplify(y**2 * x / (1 + x) ** 2).is_nonnegative
    slope = sympy.simplify(sympy.diff(loss, f).subs(sympy.exp(-f * y), x) + y * x / (1 + x))
    assert slope == 0
