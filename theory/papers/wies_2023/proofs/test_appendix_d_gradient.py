"""Appendix D: the step of algorithm 3, the derivative of the loss, its norm, the triangle inequality, convexity."""

import math
from fractions import Fraction
from itertools import product

import pytest
import sympy

from theory.ledger import corrects, refutes, supports


@supports("algorithm-3", evidence="symbolic")
def test_a_step_goes_down_the_gradient_and_errs_by_at_most_the_precision(claim, over):
    said = claim("algorithm-3").statement
    g, sigma = over.symbols("g sigma", positive=True)
    rate, weight = over.symbols("eta W", positive=True)
    share = over.symbols("s", real=True)
    step = said.step(W=weight, eta=rate, G=g + share * sigma)
    assert sympy.expand(step - (weight - rate * g) + rate * share * sigma) == 0
    # entry by entry, both ends included
    for error in (-1, Fraction(-1, 3), 0, 1):
        assert said.near(G=5 + error, g=5, sigma=1)
    assert not said.near(G=Fraction(61, 10), g=5, sigma=1)
    assert not said.near(G=Fraction(39, 10), g=5, sigma=1)


@refutes("eq-55", evidence="symbolic")
def test_an_error_of_the_size_of_the_precision_is_allowed(claim, over):
    printed, case = claim("eq-55").statement, claim("eq-55").counterexample
    g, sigma = over.symbols("g sigma", positive=True)
    rate, weight = over.symbols("eta W", positive=True)
    farthest = case.farthest(g=g, sigma=sigma)
    error = farthest - g
    step = claim("algorithm-3").statement.step(W=weight, eta=rate, G=farthest) - weight
    assert sympy.expand(step - printed.step(eta=rate, g=g, sigma_k=error)) == 0
    for bound in (Fraction(1, 3), Fraction(2)):
        assert claim("algorithm-3").statement.near(G=case.farthest(g=7, sigma=bound), g=7, sigma=bound)
        own = case.farthest(g=7, sigma=bound) - 7
        assert case.attained(norm_max=abs, sigma_k=own, sigma=bound)
        assert not case.attained(norm_max=abs, sigma_k=2 * own, sigma=bound)
        assert not printed.rounding(norm_max=abs, sigma_i=own, sigma=bound)
        assert printed.rounding(norm_max=abs, sigma_i=own / 2, sigma=bound)


@refutes("eq-55", evidence="exhaustive")
def test_a_bound_on_the_last_error_of_algorithm_3_leaves_the_others_free(claim, over):
    printed, case = claim("eq-55").statement, claim("eq-55").counterexample
    for i, k in over(i=[case.i], k=[case.free]):
        errors = dict.fromkeys(range(i + 1), 0) | {k: 100}  # one error for every step of the sum of (54)
        assert sorted(errors) == [k, i]
        assert printed.rounding(norm_max=abs, sigma_i=errors[i], sigma=1)
        assert not claim("eq-55").correction.corrected(norm_max=abs, sigma_k=errors[k], sigma=1)


@corrects("eq-55", evidence="exhaustive")
def test_every_error_up_to_the_precision_is_allowed_and_no_larger_one(claim, over):
    corrected = claim("eq-55").correction.corrected
    near = claim("algorithm-3").statement.near
    for error in over(error=[Fraction(j, 8) for j in range(-12, 13)]):
        assert corrected(norm_max=abs, sigma_k=error, sigma=1) == near(G=3 + error, g=3, sigma=1)


@supports("eq-54", evidence="exhaustive")
def test_the_way_is_at_least_as_long_as_the_distance(claim, over):
    """Of points in the plane; for a straight way both are equal. More entries only add up."""
    path = claim("eq-54").statement.path

    def norm(v):
        return math.hypot(*v) if isinstance(v, tuple) else abs(v)

    points = [complex(x, y) for x, y in product((0, 3), repeat=2)]
    for i in over(i=(0, 1, 2)):
        for way in product(points, repeat=i + 2):
            meaning = {"norm_F": lambda v: round(abs(v), 9), "W": way, "i": i}
            assert path.right(**meaning) - path.left(**meaning) > -1e-8
        straight = [2**j for j in range(i + 2)]
        assert path(norm_F=norm, W=straight, i=i)
        assert (
            path.left(norm_F=norm, W=straight, i=i)
            == path.right(norm_F=norm, W=straight, i=i)
            == 2 ** (i + 1) - 1
        )
        assert path(norm_F=norm, W=[*straight[:-1], 0], i=i)


@supports("eq-56", evidence="symbolic")
def test_the_derivative_of_the_loss_in_every_output(claim, over):
    said = claim("eq-56").statement
    over.every("y", "f")
    for d, longer in over(d=(1, 2), more=(1, 2)):
        last = d + longer
        outputs = {t: sympy.Symbol(f"f{t}", real=True) for t in range(last + 2)}
        labels = {t: sympy.Symbol(f"y{t}", real=True) for t in range(last + 2)}
        slopes = {outputs[t]: sympy.Symbol(f"g{t}", real=True) for t in range(last + 2)}
        loss = sum(sympy.log(1 + sympy.exp(-labels[t] * outputs[t])) for t in range(d, last + 1)) / (last - d)
        chain = sum(sympy.diff(loss, outputs[t]) * slopes[outputs[t]] for t in range(d, last + 1))
        printed = said.gradient(y=labels, f=outputs, grad=slopes.__getitem__, t=0, d=d, T=last)
        assert sympy.simplify(printed - chain) == 0
        assert said.longer(T=last, d=d)
    assert not said.longer(T=2, d=2)


@supports("eq-57", evidence="numeric")
def test_57_bounds_the_mean_gradient_and_is_attained_in_the_limit(claim, over):
    """Two inputs with gradients of either sign; where all outputs are far on the wrong side it is an equality."""
    bound = claim("eq-57").statement.bound
    for d, longer in over(d=(1, 2), more=(1, 2, 3)):
        last = d + longer
        for signs in product((1, -1), repeat=2):
            gradients = {t: [s * (t + 2) for s in signs] for t in range(last + 2)}
            for margin in (-40.0, 0.0, 3.0):
                slope = -1 / (1 + math.exp(margin))  # of log(1 + e^-yf) in yf
                per_input = [sum(slope * gradients[t][x] for t in range(d, last + 1)) for x in range(2)]
                mean = sum(per_input) / 2 / (last - d)
                meaning = {"g": gradients, "d": d, "T": last, "E": lambda v: sum(v) / 2}
                right = bound.right(**meaning, norm_F=lambda v: [abs(x) for x in v], t=0)
                assert abs(mean) <= right
                if margin == -40.0 and signs == (1, 1):
                    assert abs(mean) == pytest.approx(right, rel=1e-12)
    gradients = {1: 4, 2: 6}
    for mean, allowed in ((9, True), (10, True), (11, False)):
        sizes = {"norm_F": lambda v, mean=mean: mean if v is gradients else v, "E": lambda v: v}
        assert bound(g=gradients, d=1, T=2, t=0, **sizes) == allowed


@supports("eq-59", evidence="numeric")
def test_the_loss_is_convex_in_the_output(claim, over):
    """a = b + linear + error with |error| at most the remainder, on a grid; the slope is attained for small steps."""
    said = claim("eq-59").statement.convexity

    def loss(f):
        return math.log1p(math.exp(-f))

    def slope(f):
        return -1 / (1 + math.exp(f))

    grid = [float(j) for j in range(-5, 6, 2)]
    for a, b in over(a=grid, b=grid):
        for error in (0.0, 0.25):
            meaning = {"loss": loss, "slope": slope, "a": a, "b": b, "remainder": error}
            for sign in (1, -1):
                linear = a - b + sign * error
                assert said.left(**meaning) <= said.right(**meaning, linear=linear) + 1e-12
    step = 1e-6
    for sign in (1, -1):  # first order: left and right agree for a linear output, and for an error that helps
        meaning = {"loss": loss, "slope": slope, "a": 1.0, "b": 1.0 + step}
        assert said.left(**meaning) == pytest.approx(
            said.right(**meaning, linear=-step, remainder=0.0), rel=1e-5
        )
        shifted = said.right(**meaning, linear=-step + sign * step, remainder=step)
        assert shifted >= said.left(**meaning) - 1e-11
    worst = {"loss": loss, "slope": slope, "a": 1.0, "b": 1.0 + step, "linear": 0.0, "remainder": step}
    assert said.right(**worst) == pytest.approx(
        said.left(**worst), rel=1e-5
    )  # nothing smaller than the remainder will do
    equal = {"loss": loss, "slope": slope, "a": 1.0, "b": 1.0, "linear": 0.0, "remainder": 0.0}
    assert said(**equal)
    assert said(**{**equal, "remainder": 1.0})


@refutes("remark-d-same-setting", evidence="symbolic")
def test_the_loss_of_one_output_is_divided_by_nothing(claim, over):
    case = claim("remark-d-same-setting").counterexample
    d = over.symbols("d", integer=True, positive=True)
    assert case.normaliser(T=d, d=d)
    assert not case.normaliser(T=8, d=7)
    with pytest.raises(ZeroDivisionError):
        Fraction(1, case.normaliser.left(T=5, d=5))


@corrects("remark-d-same-setting", evidence="exhaustive")
def test_the_number_of_outputs_is_positive_in_both_settings(claim, over):
    outputs = claim("remark-d-same-setting").correction.outputs
    for d, labels in over(d=(2, 4, 8), labels=range(1, 9)):
        last = d + labels - 1
        assert outputs(T=last, d=d) == len(range(d, last + 1)) == labels
