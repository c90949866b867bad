"""Appendix C: the update rule (26), the derivative of the loss (27), its norm (28), the triangle inequality (25)."""

# ruff: noqa: B023 (formulas call the functions that they are given at once)

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import sympy

from theory.ledger import corrects, refutes, supports
from theory.nets import ExactElman


def norm_squared(entries):
    return sum(entry**2 for entry in entries)


@supports("eq-25", evidence="symbolic")
def test_a_path_is_at_least_as_long_as_the_distance_of_its_ends(claim, over):
    """Steps add up to the difference of the ends, whatever they are; |a + b| <= |a| + |b| by Lagrange's identity."""
    said, i = claim("eq-25").statement, over.symbols("i", integer=True, nonnegative=True)
    k, weight = sympy.Symbol("k", integer=True), sympy.Function("w")

    def telescoped(body, first, last):
        return sympy.Sum(body(k), (k, first, last)).doit()

    steps = said.path.right(norm=lambda x: x, W=weight, Sum=telescoped, i=i)
    assert sympy.simplify(steps - said.path.left(norm=lambda x: x, W=weight, i=i)) == 0
    a, b = over.symbols("a:4", real=True), over.symbols("b:4", real=True)
    inner = sum(x * y for x, y in zip(a, b, strict=True))
    minors = sum((a[r] * b[s] - a[s] * b[r]) ** 2 for r in range(4) for s in range(r + 1, 4))
    assert sympy.expand(norm_squared(a) * norm_squared(b) - inner**2 - minors) == 0
    straight, bent = [0, 1, 2, 5], [0, 1, -1, 5]
    assert said.path(norm=abs, W=straight.__getitem__, i=2)  # with equality
    assert said.path(norm=abs, W=bent.__getitem__, i=2)


@supports("eq-27", evidence="symbolic")
def test_the_gradient_of_the_loss_is_the_weighted_sum_of_those_of_the_outputs(claim, over):
    """Location by location, for outputs that are any functions of a weight; the normaliser is that of (4)."""
    said, read = claim("eq-27").statement, claim("eq-27").reading
    t, d, horizon = over.symbols("t d T", integer=True, positive=True)
    weight = over.symbols("w", real=True)
    label, output = sympy.IndexedBase("y"), sympy.Function("f")(weight)
    terms = []

    def only_one(body, first, last):
        terms.append((first, last))
        return body(t)

    located = {t: output}
    gradient = said.gradient(
        Sum=only_one, y=label, f=located, gradf={t: sympy.diff(output, weight)}, d=d, T=horizon
    )
    loss = sympy.log(1 + sympy.exp(-label[t] * output)) / (horizon - d)
    assert sympy.simplify(gradient - sympy.diff(loss, weight)) == 0
    assert terms == [(d, horizon)]
    for length in over(length=range(1, 5)):
        assert read.T(T=length, d=2) == (length > 2)  # where 1/(T - d) is a positive number


@supports("remark-c-slope", evidence="symbolic")
def test_a_share_lies_between_0_and_1(claim, over):
    said = claim("remark-c-slope").statement
    x = over.symbols("x", nonnegative=True)
    low, middle, high = said.formula("slope").left, x / (1 + x), said.formula("slope").right
    assert low() == sympy.limit(middle, x, 0) == 0
    assert high() == sympy.limit(middle, x, sympy.oo) == 1
    assert sympy.simplify(sympy.diff(middle, x) - 1 / (1 + x) ** 2) == 0  # rising between them
    for value in over(x=[Fraction(0), Fraction(1, 7), Fraction(10**9), Fraction(-1, 2), Fraction(-2)]):
        assert said.x(x=value) == (value >= 0)
        assert said.slope(x=value) == (value >= 0)


def unit(case) -> ExactElman:
    """Width 1, all from a claim."""
    start = [[Fraction(case.W_start)]], [[Fraction(case.A), Fraction(case.A)]]
    return ExactElman(*start, [Fraction(case.B)], [Fraction(case.h_0)])


def loss_gradient(net, labels, d):
    """Of (4), one weight, by the exact gradients of the outputs at the token 0."""
    length = d + len(labels) - 1
    slopes = [net.gradient([0] * t)[0][0] for t in range(d, length + 1)]
    outputs = net.scores([0] * length)[d - 1 :]
    weights = [-y / (1 + math.exp(float(y * f))) for y, f in zip(labels, outputs, strict=True)]
    return slopes, math.fsum(w * float(g) for w, g in zip(weights, slopes, strict=True)) / (length - d)


@refutes("eq-28", evidence="exhaustive")
def test_the_gradient_of_the_loss_can_exceed_every_gradient_of_the_output(claim, over):
    printed, case = claim("eq-28").statement, claim("eq-28").counterexample
    for d, length, label in over(d=[case.d], T=[case.T], y=[case.y]):
        assert label in (-1, 1)
        slopes, gradient = loss_gradient(unit(case), [label] * (length - d + 1), d)
        meaning = {"grad": lambda x: x, "norm": abs, "ell": gradient}
        assert slopes == [case.each] * 2
        assert abs(case.norm(**meaning) - case.value) < 0.005
        norms = {**meaning, "gradf": {0: np.array(slopes, float)}, "t": 0, "max_t": np.max}
        assert not printed.bound(**norms)
        assert printed.bound(**{**norms, "ell": 10.0})  # which is the relation that it breaks


@corrects("eq-28", evidence="exhaustive")
def test_the_normaliser_costs_at_most_a_factor_two(claim, over):
    """Every weight is below 1 in size and any share below it occurs, so the bound is the count over the normaliser."""
    bound = claim("eq-28").correction.bound
    for horizon, d in over(T=range(2, 9), d=range(1, 4)):
        if horizon > d:
            parts = {
                "max_t": max,
                "norm": np.abs,
                "gradf": {0: [1.0] * (horizon - d + 1)},
                "t": 0,
                "T": horizon,
                "d": d,
            }
            for share in (1.0, 0.0, -1.0):
                steepest = (
                    share * (horizon - d + 1) / (horizon - d)
                )  # weights of this size, labels of one sign
                assert bound(grad=lambda x: x, ell=steepest, **parts) == (
                    horizon - d + 1 <= 2 * (horizon - d)
                )
                assert not bound(grad=lambda x: x, ell=2.001 + 0 * share, **parts)
            assert not bound(grad=lambda x: x, ell=(horizon - d + 1.001) / (horizon - d), **parts)
            assert bound.right(**parts) == max(
                Fraction(k + 1, k) for k in range(1, 9)
            )  # the largest, at T = d + 1
            nothing = {**parts, "gradf": {0: [0.0] * (horizon - d + 1)}}
            assert bound(grad=lambda x: x, ell=0.0, **nothing)


@refutes("eq-26", evidence="exhaustive")
def test_the_step_from_w1_uses_sample_2_not_sample_1(claim, over):
    """Two steps of algorithm 2 with exact gradients; step i follows sample i."""
    printed, case = claim("eq-26").statement, claim("eq-26").counterexample
    labels, rate = {1: case.first, 2: case.second}, float(case.eta)

    def gradient(i, weight):
        net = replace(unit(case), W=[[Fraction(weight)]])
        return loss_gradient(net, [labels[i]] * (case.T - case.d + 1), case.d)[1]

    assert sorted(labels.values()) == [-1, 1]
    for k in over(k=[case.k]):
        first = float(case.before) - rate * gradient(1, case.before)
        assert abs(first - case.W_start) < 5e-6  # the start is rounded to five digits
        at = float(case.W_start)
        needed = gradient(case.used, at) - gradient(k, at)
        assert case.used == k + 1
        assert abs(needed - case.needed) < 1e-9
        reached = {k: at, k + 1: at - rate * gradient(k + 1, at)}
        parts = {"W": reached.__getitem__, "eta": rate, "k": k, "gradloss": gradient}
        assert abs(printed.step.left(**parts) - printed.step.right(rounding=lambda _: needed, **parts)) < 1e-9
        assert abs(printed.step.left(**parts) - printed.step.right(rounding=lambda _: 0.0, **parts)) > 0.1
        assert not printed.step(rounding=lambda _: 0.0, **parts)
    whole = {"W": {1: 5, 2: 1}.__getitem__, "eta": 2, "k": 1, "gradloss": lambda i, w: i * w - 4}
    assert printed.step(rounding=lambda _: 1, **whole)


@refutes("eq-26", evidence="symbolic")
def test_the_ball_of_algorithm_2_is_closed(claim, over):
    """Footnote 8: the elementwise distances are at most sigma."""
    printed, case = claim("eq-26").statement, claim("eq-26").counterexample
    rule = claim("algorithm-2").statement
    for rounding in over(rounding=[case.farthest]):
        assert rule.ball(
            norm_max=abs, G=lambda _: rounding, gradloss=lambda *_: 0, W=lambda _: 0, i=1, sigma=case.sigma
        )
        assert not printed.ball(norm_max=abs, rounding=lambda _: rounding, i=0, sigma=case.sigma)
        assert printed.ball(norm_max=abs, rounding=lambda _: rounding, i=0, sigma=rounding + 1)
        assert not printed.ball(norm_max=abs, rounding=lambda _: rounding, i=0, sigma=rounding / 2)


@refutes("eq-26", evidence="exhaustive")
def test_a_bound_on_the_last_rounding_error_leaves_the_others_free(claim, over):
    printed, case = claim("eq-26").statement, claim("eq-26").counterexample
    for i, k in over(i=[case.i], k=[case.free]):
        steps = []
        claim("eq-25").statement.path.right(norm=abs, W=lambda j: steps.append(j) or 0, i=i)
        rounding = dict.fromkeys(range(max(steps)), 0) | {k: 100}
        assert sorted(rounding) == [k, i]  # the steps of the sum of (25), and no other
        assert printed.ball(norm_max=abs, rounding=rounding.__getitem__, i=i, sigma=1)
        corrected = claim("eq-26").correction.ball
        assert not corrected(norm_max=abs, rounding=rounding.__getitem__, k=k, sigma=1)


def run_of_algorithm_2(symbols, steps):
    """Weights and gradients of some steps: step i follows sample i at W(i - 1), off by share[i] * sigma."""
    rate, sigma, shares, start = symbols
    slope = sympy.Function("g")
    weights, used = {0: start}, {}
    for i in range(1, steps + 1):
        used[i] = slope(i, weights[i - 1]) + shares[i] * sigma
        weights[i] = weights[i - 1] - rate * used[i]
    return slope, weights, used


@corrects("eq-26", evidence="symbolic")
@supports("algorithm-2", evidence="symbolic")
def test_a_step_of_algorithm_2_is_gradient_plus_rounding(claim, over):
    said, corrected = claim("algorithm-2").statement, claim("eq-26").correction
    rate, sigma, start = over.symbols("eta sigma w", real=True)
    shares = over.symbols("s:4", real=True)
    slope, weights, used = run_of_algorithm_2((rate, sigma, shares, start), 3)
    for i in over(step=range(1, 4)):
        update = {"W": weights.__getitem__, "G": used.__getitem__, "eta": rate, "i": i}
        assert sympy.expand(said.update.left(**update) - said.update.right(**update)) == 0
        plain = {rate: 2, sigma: 3, start: 5, **dict(zip(shares, (0, 1, -1, 1), strict=True))}
        numbers = [
            {k: v.subs(plain).replace(slope, lambda i, w: i + w) for k, v in of.items()}
            for of in (weights, used)
        ]
        assert said.update(W=numbers[0].__getitem__, G=numbers[1].__getitem__, eta=2, i=i)
        step = {"W": weights.__getitem__, "eta": rate, "k": i - 1, "gradloss": slope}
        rounding = lambda k: shares[k + 1] * sigma  # noqa: E731
        difference = corrected.step.left(**step) - corrected.step.right(rounding=rounding, **step)
        assert sympy.expand(difference) == 0
        assert corrected.step(
            W=numbers[0].__getitem__,
            eta=2,
            k=i - 1,
            gradloss=lambda k, w: k + w,
            rounding=lambda k: 3 * plain[shares[k + 1]],
        )
    for share in over(share=[Fraction(-3, 2), -1, Fraction(-1, 2), 0, 1, Fraction(3, 2)]):
        allowed = abs(share) <= 1
        ball = {"norm_max": abs, "sigma": 1, "gradloss": lambda i, w: 10 * i + w, "W": lambda i: i}
        assert said.ball(G=lambda i: 10 * i + (i - 1) + share, i=2, **ball) == allowed
        assert corrected.ball(norm_max=abs, rounding=lambda _: share, k=1, sigma=1) == allowed
    assert said.exact(sigma=0)  # then what is used is the gradient itself: algorithm 1
    assert not said.exact(sigma=1)
    assert all(used[i].subs(sigma, 0) == slope(i, weights[i - 1]).subs(sigma, 0) for i in used)


@supports("eq-30", evidence="symbolic")
def test_a_convex_loss_of_a_nearly_linear_net(claim, over):
    """The loss lies above its tangent by c >= 0, and the output off the linear one by e, which costs at most |p e|."""
    said = claim("eq-30").statement
    x, y = over.symbols("x", positive=True), over.symbols("y", real=True)  # x = e^(-y f)
    f = sympy.Symbol("f", real=True)
    second = sympy.diff(sympy.log(1 + sympy.exp(-y * f)), f, 2).subs(sympy.exp(-f * y), x)
    assert sympy.simplify(second - y**2 * x / (1 + x) ** 2) == 0  # not negative: convex
    loss, slope, along, error, gap = over.symbols("l p g e c", real=True)
    remainder = over.symbols("r", real=True)
    star = loss + slope * (-along + error) + gap  # at W*: f(W*) - f(W) = -<grad f, W - W*> + e
    parts = {
        "loss": lambda i, w: {(1, 0): loss, (1, 7): star}[i, w],
        "gradloss": lambda i, w: {(1, 0): slope}[i, w],
        "inner": lambda g, difference: {-7: g * along}[difference],  # <p grad f, W - W*>
        "W": lambda i: {1: 0}[i],
        "Wstar": 7,
        "i": 1,
        "X_31": remainder,
    }
    room = said.bound.right(**parts) - said.bound.left(**parts)
    assert sympy.expand(room - (gap + slope * error + remainder)) == 0  # not negative for r >= |p e|
    tight = {loss: 1, slope: -1, along: 2, error: 3, gap: 0, remainder: 3}
    values = {**parts, "X_31": 3}
    for name in ("loss", "gradloss", "inner"):
        values[name] = lambda *at, f=parts[name]: int(sympy.sympify(f(*at)).subs(tight))
    assert said.bound(**values)
    assert not said.bound(**{**values, "X_31": 2})
    assert said.bound(**{**values, "X_31": 4})


@supports("eq-31", evidence="symbolic")
def test_the_slope_of_the_loss_is_at_most_one(claim, over):
    slope = claim("eq-31").statement.slope
    f, y = over.symbols("f y", real=True)
    loss = sympy.log(1 + sympy.exp(-y * f))
    size = slope.left(y=y, f=f)
    assert sympy.simplify(size - sympy.Abs(sympy.diff(loss, f))) == 0
    assert sympy.limit(slope.left(y=1, f=-f), f, sympy.oo) == slope.right()  # and less for every finite score
    for score in over(f=range(-20, 21)):
        assert slope(y=1, f=float(score))
