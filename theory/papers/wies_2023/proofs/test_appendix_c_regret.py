"""Appendix C: the inequality of online gradient descent (32)-(33) and what is put together in (34)-(36)."""

import sympy

from theory.ledger import supports

SIZE = 3


def inner(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


def vectors(names):
    return [sympy.symbols(f"{name}0:{SIZE}", real=True) for name in names]


@supports("eq-32", "eq-33", "eq-61", "eq-62", evidence="symbolic")
def test_every_step_of_gradient_descent_pays_for_itself():
    rate = sympy.Symbol("eta", positive=True)
    weight, goal, step = vectors(["w", "u", "v"])
    after = [w - rate * v for w, v in zip(weight, step, strict=True)]
    before_distance = norm_squared_difference(weight, goal)
    after_distance = norm_squared_difference(after, goal)
    own = inner(step, [w - u for w, u in zip(weight, goal, strict=True)])
    bound = (before_distance - after_distance) / (2 * rate) + rate / 2 * inner(step, step)
    assert sympy.expand(own - bound) == 0


@supports("eq-32", "eq-33", "eq-61", "eq-62", evidence="symbolic")
def test_the_distances_telescope_and_the_last_one_is_dropped():
    i, n = sympy.symbols("i n", integer=True, positive=True)
    distance = sympy.Function("D", nonnegative=True)
    total = sympy.Sum(distance(i) - distance(i + 1), (i, 1, n)).doit()
    assert sympy.simplify(total - (distance(1) - distance(n + 1))) == 0
    assert distance(n + 1).is_nonnegative


def norm_squared_difference(a, b):
    difference = [x - y for x, y in zip(a, b, strict=True)]
    return inner(difference, difference)


@supports("eq-34", "eq-35", "eq-36", "eq-63", "eq-64", evidence="symbolic")
def test_the_rounding_term_appears_with_a_minus_sign():
    gradient, rounding, difference = vectors(["g", "s", "d"])
    noisy = [g + s for g, s in zip(gradient, rounding, strict=True)]
    linear = inner(gradient, difference)
    assert sympy.expand(linear - (inner(noisy, difference) - inner(rounding, difference))) == 0
    # (30) for one step, remainder e: loss difference <= linear + e, so (34) + (35) + (36) bounds it.
    remainder, loss_difference = sympy.symbols("e l", real=True)
    slack = linear + remainder - loss_difference
    assembled = inner(noisy, difference) + remainder - inner(rounding, difference)
    assert sympy.expand(assembled - loss_difference - slack) == 0
