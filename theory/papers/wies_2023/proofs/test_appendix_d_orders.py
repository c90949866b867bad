"""Appendix D: every step that is an order, by certificate or along a curve on which it breaks."""

import pytest
import sympy

from theory.asymptotics import breaks_along, growth_along
from theory.asymptotics.least import least_bound
from theory.convergence.gd import RADIUS, STEPS
from theory.convergence.recurrence import all_inputs_tail
from theory.convergence.sgd import LINEARISATION, ROUNDING, TRAVEL
from theory.ledger import corrects, refutes, supports
from theory.papers.wies_2023.proofs.orders import follows, inside, same

T, n, m, R, eta, k = sympy.symbols("T n m R eta k", positive=True)
NAMES = {"T": T, "n": n, "m": m, "R": R, "eta": eta, "O": lambda x: x}
LOG = 1 + sympy.log(m)  # what log(m) stands for in an order


def equal(first, second) -> bool:
    """Whether two expressions are the same for all positive values."""
    return sympy.simplify(sympy.expand_power_base(sympy.powdenest(first - second, force=True))) == 0


def terms(formula, name="max"):
    """The arguments of the maximum in a formula, as expressions."""
    delta = sympy.Symbol("delta", positive=True)
    found = formula(
        **{name: lambda *parts: parts, **NAMES, "Omega": lambda x: x, "delta": delta, "K": 1, "k": k}
    )
    return found, delta


def excess(ratio: str, *curve: str):
    """The growth of a ratio along a curve; what is not on it is constant."""
    given = {text.split()[0] for text in curve}
    return growth_along(
        ratio, [*curve, *(f"{x} == 1" for x in ("T", "R", "L", "delta", "n") if x not in given)]
    )


def least_term(width: str, needed: str, allowed: str, *given: str) -> bool:
    """Whether ``m >= width`` is enough for NEEDED = O(ALLOWED), and nothing of smaller order is."""
    bound = least_bound(needed, allowed, "m", given).threshold
    return same(str(bound).replace("^", "**"), width, *given)


def constant(*texts: str) -> list[str]:
    """The texts with T and R constant: R covers every power of T that occurs, and then only n is left."""
    return [text.replace("T", "1").replace("R", "1") for text in texts]


# The auxiliary run of SGD that finds W~.


@supports("eq-53", evidence="certificate")
def test_some_iterate_of_sgd_is_good_and_near(claim, over):
    said = claim("eq-53").statement
    steps = said.formula("steps").text
    given = (RADIUS, f"k == {steps}")
    over.every("n", "R", "delta")
    assert follows("(R**2*sqrt(k) + R*log(1/delta))/k", inside(said.formula("loss")), *given)
    few = sympy.exp(-sympy.Symbol("L", positive=True))
    assert said.steps(n=n, delta=1, max=lambda a, b: (a, b)) == (n, 0)
    assert sympy.simplify(said.steps(n=0, delta=few, max=lambda a, b: b) - sympy.log(few) ** 2) == 0
    # n steps at the least, and sqrt(k) >= log(1/delta): with k of smaller order the confidence term is larger
    assert equal(sympy.sqrt(said.steps(n=1, delta=sympy.exp(-7))), sympy.Integer(7))
    assert not follows("R*log(1/delta)/k", "R**2/sqrt(n)", RADIUS, "k == max(n, log(1/delta))")
    # (51) over k steps is of this order and no smaller, for k = n
    assert same("(R**2*sqrt(n) + R)/n", inside(said.formula("loss")), RADIUS)
    assert equal(said.loss(**NAMES), R**2 / sympy.sqrt(n))
    # the run stays in the ball as soon as m >= k, and it may reach its surface
    corrected = claim("remark-d-auxiliary-width").correction.formula("corrected").text
    assert follows(
        "sqrt(k)*T**8/m", said.formula("radius").text, f"k == {steps}", corrected.replace("K * ", "")
    )
    assert equal((sympy.sqrt(k) * T**8 / m).subs(m, k), said.radius(**NAMES).subs(m, k))
    assert not breaks_along("sqrt(n)*T**8/m", said.formula("radius").text, [], ["n == M", "m == M", "T == M"])


@supports("eq-53", evidence="certificate")
@pytest.mark.parametrize("name", ["eq-53", "eq-53-radius"])
def test_the_steps_of_the_auxiliary_run(name):
    assert STEPS[name].certified()


ERROR = f"{LINEARISATION}*k*R/sqrt(m)"


@refutes("remark-d-auxiliary-width", evidence="symbolic")
def test_the_printed_width_of_the_auxiliary_run_is_too_small(claim, over):
    printed, case = (
        claim("remark-d-auxiliary-width").statement,
        claim("remark-d-auxiliary-width").counterexample,
    )
    over.every("n")
    width = printed.width.right.text
    allowed = case.formula("allowed").text
    assert follows("m", f"({width})**2", "m >= 1") is False  # the condition bounds m from below only
    curve = ("n == M", f"m == {width.replace('max', '').split(',')[0].strip('( ')}")
    ratio = f"({ERROR})/({allowed})".replace("k", "n")
    assert excess(ratio, *curve) == excess(case.formula("excess").text, *curve) > excess("1", *curve)
    assert breaks_along(ERROR.replace("k", "n"), allowed, ["m >= n**2"], [*curve, "T == 1", "R == 1"])
    # that curve lies on the printed bound: m = n^2 is the first of its two terms, and the run stays in the ball there
    (first, second), delta = terms(printed.width.right)
    assert first == n**2
    assert equal(second, sympy.log(1 / delta) ** 4)
    assert printed.width(m=n**2 + 1, n=n, delta=1, max=lambda a, b: a)
    assert not printed.width(m=4, n=2, delta=1)
    assert printed.width(m=5, n=2, delta=1)
    assert follows("sqrt(n)*T**8/m", "T**8/sqrt(m)", f"m >= {first}")
    assert excess(allowed, "n == M") == excess("sqrt(n)", "n == M")
    assert equal(case.allowed(**NAMES), R**2 * sympy.sqrt(n))
    of_the_run = [text.replace("k", "n").replace("n", "(n + L**2)") for text in (ERROR, allowed)]
    logarithmic = str(second).replace("log(1/delta)", "L")
    assert STEPS["eq-53-width-as-printed"].asks(*of_the_run, [RADIUS, f"m >= {first}", f"m >= {logarithmic}"])


@corrects("remark-d-auxiliary-width", evidence="certificate")
def test_the_corrected_width_of_the_auxiliary_run_is_enough_and_the_least(claim, over):
    said = claim("remark-d-auxiliary-width").correction.corrected
    over.every("n", "T", "R", "delta", "m")
    given = said.text.replace("K * ", "")
    steps = f"k == {claim('eq-53').statement.formula('steps').text}"
    assert follows(f"{ERROR} + k*R/sqrt(m)", "R**2*sqrt(k)", RADIUS, steps, given)
    assert follows("sqrt(k)*T**8/m", "T**8/sqrt(m)", steps, given)
    first, second = terms(said.right)[0]
    width = sympy.sympify(said.left(m=m, log=sympy.Function("lg"), K=1))
    assert width == m / sympy.Function("lg")(m) ** 6
    for term, variable in ((str(first), "n"), (str(second).replace("log(1/delta)", "L"), "L")):
        own = {"n": "n", "L": "L**2"}[variable]
        needed = ERROR.replace("k", f"({own})")
        assert least_term(f"({term})*log(m)**6", *constant(needed, f"R**2*sqrt({own})"))


# The gradients along the run.


def factors(claim, which: str, distance: str) -> str:
    """At most T summands of (76), each the product of a factor with the norm of a state."""
    state = inside(claim("eq-73").statement.formula("output")).replace("t", "T")
    product = inside(getattr(claim("remark-e-product-bound"), which[0]).formula(which[1]))
    return f"T*({product})*({state})".replace("rho", f"({distance})")


QUOTED, PROVED = ("statement", "product"), ("counterexample", "source")


@refutes("remark-d-gradient-width", evidence="symbolic")
def test_the_exponent_of_one_input_does_not_beat_all_inputs(claim, over):
    printed, case = (
        claim("remark-d-gradient-width").statement,
        claim("remark-d-gradient-width").counterexample,
    )
    over.every("n", "T", "delta")
    (first, second), delta = terms(printed.formula("width").right)
    logarithm = {sympy.log(n * T / delta): sympy.Symbol("l", positive=True)}
    alone = case.alone(T=T, n=n, delta=delta)
    assert equal(case.rate(m=first, T=T).subs(logarithm), alone.subs(logarithm))
    assert alone.subs({T: 1, n: 1, delta: sympy.exp(-3)}) == 3
    at = {n: case.single, delta: sympy.Rational(1, 2)}
    larger = case.larger(T=T)
    assert follows(str(first.subs(at)).replace("2*T", "T"), str(larger)) and second.subs(at) == larger
    assert sympy.limit(first.subs(at) / larger, T, sympy.oo) == 0
    assert case.single == 1
    assert equal(case.rate(m=larger, T=T), case.exponent(T=T))
    # 2^d inputs fail together with probability 2^d e^-rate at most, d = T: no constant makes rate >= T
    assert case.inputs(d=10) == len(list(__import__("itertools").product((0, 1), repeat=10)))
    assert breaks_along("T", str(case.exponent(T=T)), [], ["T == M"])
    answer = all_inputs_tail("m >= T**7*log(n)**3 + T**7*log(T)**3 + T**7*L**3")
    assert not answer.follows
    assert answer.order.ray.breaks(*answer.order.broken, answer.order.conditions)
    assert not all_inputs_tail(f"m >= {larger}").follows
    assert inside(printed.formula("width").right, "Omega")
    assert printed.formula("width")(Omega=lambda x: x, m=7, n=1, T=1, delta=1, max=lambda a, b: 7)


@refutes("remark-d-gradient-width", evidence="symbolic")
def test_at_the_printed_width_the_factors_exceed_the_bound(claim, over):
    printed, case = (
        claim("remark-d-gradient-width").statement,
        claim("remark-d-gradient-width").counterexample,
    )
    over.every("T")
    (_, second), _ = terms(printed.formula("width").right)
    assert sympy.simplify((sympy.sqrt(n) * T**8 / m).subs(m, second)) == case.distance
    bound = factors(claim, QUOTED, "1")
    assert same(bound, case.formula("factors").text)
    assert breaks_along(bound, inside(printed.formula("gradient")), [], ["T == M"])
    assert inside(printed.formula("gradient")) == "T ** 8"


@corrects("remark-d-gradient-width/union", evidence="certificate")
def test_t9_is_wide_enough_for_all_inputs_at_once_and_nothing_less(claim, over):
    union = claim("remark-d-gradient-width").correction.union
    over.every("T", "delta", "d")
    assert_least_tail(union.right.text)
    assert union(m=8, K=2, T=1, delta=sympy.exp(-1))
    assert union(m=2, K=2, T=1, delta=1)
    assert not union(m=1, K=2, T=1, delta=1)


def assert_least_tail(width: str) -> None:
    """All inputs at once: this width is enough, and each of its terms is needed where it is the larger one."""
    width = width.replace("K * ", "").replace("log(1 / delta)", "L")
    assert all_inputs_tail(f"m >= {width}").follows
    for smaller, case in (("T", "L == 1"), ("T", "L >= T**2"), ("L", "L >= T**2")):
        narrower = all_inputs_tail(f"m*{smaller}**(1/100) >= {width}", case)
        assert not narrower.follows
        wide_enough = all_inputs_tail(f"m/{smaller}**(1/100) >= {width}", case)
        assert wide_enough.follows


@corrects("remark-d-gradient-width", evidence="certificate")
@pytest.mark.parametrize(("name", "which"), [("quoted", QUOTED), ("proved", PROVED)])
def test_the_width_for_gradients_and_nothing_less(claim, over, name, which):
    said = getattr(claim("remark-d-gradient-width").correction, name)
    over.every("n", "T", "m")
    width = said.right.text.replace("K * ", "")
    wanted = inside(claim("remark-d-gradient-width").statement.formula("gradient"))
    assert same(claim("remark-d-gradient-width").correction.formula("travel").text, TRAVEL)
    assert least_term(width, factors(claim, which, TRAVEL), wanted)
    assert said(m=2, K=2, n=1, T=1, log=lambda x: 1)
    assert not said(m=1, K=2, n=1, T=1, log=lambda x: 1)


@supports("eq-58", evidence="certificate")
def test_a_step_is_as_short_as_58_says(claim, over):
    said, premise = claim("eq-58").statement, claim("lemma-5").statement
    over.every("T", "n", "m")
    rate, precision = premise.rate(**NAMES), premise.precision(**NAMES)
    rounding = sympy.sqrt(m**2 * precision**2)  # m^2 entries
    assert equal(said.gradient(**NAMES), T**8 + rounding)
    # what is printed counts an entry's precision for the norm: the sum is of the true order all the same
    assert equal(said.step(**NAMES), rate * (T**8 + precision))
    assert same(f"{rate}*(T**8 + {ROUNDING})", inside(said.formula("step")))
    assert STEPS["eq-58"].asks(f"({rate})*(T**8 + {ROUNDING})", inside(said.formula("step")))
    assert same(inside(said.formula("gradient")), f"T**8 + {ROUNDING}")


@supports("remark-d-induction", evidence="certificate")
def test_steps_add_up_to_the_travel_that_is_claimed(claim, over):
    said, one = claim("remark-d-induction").statement, claim("eq-58").statement
    over.every("T", "n", "m", "i")
    i = sympy.Symbol("i", positive=True)
    travel = said.travel.right(**NAMES, i=i)
    assert equal(travel, (i + 1) * (T**8 / (m * sympy.sqrt(n))))
    assert same(inside(one.formula("step")), str(travel.subs(i, 0)))
    assert equal(travel.subs(i, n - 1), n * T**8 / (m * sympy.sqrt(n)))  # all n steps
    assert [said.iterates(i=j, n=3) for j in range(5)] == [True] * 3 + [False] * 2
    path = [2, 3, 5]
    assert said.travel(norm_F=abs, W=path, i=1, T=1, m=1, n=1, O=lambda x: 3 if x == 2 else 0)
    assert not said.travel(norm_F=abs, W=path, i=1, T=1, m=1, n=1, O=lambda x: 4)
    assert STEPS["eq-58-travel"].certified()


# The linearisation and the sum of the regrets.


@supports("eq-60", evidence="certificate")
def test_60_is_lemma_11_at_the_radius_of_the_run(claim, over):
    said, lemma = claim("eq-60").statement, claim("eq-78").statement
    over.every("T", "n", "m")
    radius = said.radius(**NAMES)
    assert equal(said.remainder(**NAMES), lemma.bound(**NAMES, r=radius))
    assert follows(TRAVEL, inside(said.formula("radius")), f"m >= {said.wide.right.text}")
    assert not follows(TRAVEL, inside(said.formula("radius")), "m >= sqrt(n)")
    assert said.wide(m=3, n=2)
    assert not said.wide(m=2, n=2)
    assert equal(radius, T**8 / sympy.sqrt(m))
    assert equal((sympy.sqrt(n) * T**8 / m).subs(m, n), radius.subs(m, n))  # m = n reaches the surface
    x = sympy.Symbol("x", positive=True)
    assert sympy.limit(x / (1 + x), x, sympy.oo) == said.slope
    assert (said.slope - x / (1 + x)).simplify().is_positive


@supports("eq-63", "eq-64", evidence="certificate")
def test_the_rounding_term_left_out_is_below_the_linearisation_error(claim, over):
    said, before = claim("eq-64").statement, claim("eq-60").statement
    over.every("T", "m")
    assert equal(said.remainder(**NAMES), before.remainder(**NAMES))
    assert follows(ROUNDING, inside(said.formula("remainder")))
    assert STEPS["eq-64-rounding"].certified()


@supports("eq-63", "eq-64", evidence="symbolic")
def test_the_other_terms_of_63_and_64_are_those_of_62(claim, over):
    bound = claim("eq-62").statement.bound
    over.every("W", "g", "sigma", "eta")
    for meaning in runs_of_gradient_descent():
        values = {name: meaning[name] for name in ("W", "Wt", "eta", "norm_F", "g", "sigma", "n")}
        first = claim("eq-63").statement.start(**{x: values[x] for x in ("W", "Wt", "eta", "norm_F")})
        rest = claim("eq-64").statement.squares(
            **{x: values[x] for x in ("g", "sigma", "eta", "norm_F", "n")}
        )
        assert sympy.expand(first + rest - bound(**values)) == 0


class Vector(tuple):
    """A matrix, as a row of entries."""

    def __add__(self, other):
        return Vector(a + b for a, b in zip(self, other, strict=True))

    def __sub__(self, other):
        return Vector(a - b for a, b in zip(self, other, strict=True))


def norm(v):
    return sympy.sqrt(sum(x**2 for x in v))


def inner(v, w):
    return sum(x * y for x, y in zip(v, w, strict=True))


def runs_of_gradient_descent():
    """Algorithm 3 for one to three steps, all gradients, errors and weights free symbols of two entries."""
    for count in (1, 2, 3):
        symbols = iter(sympy.symbols(f"x0:{4 * count + 4}", real=True))

        def two(source=symbols):
            return Vector((next(source), next(source)))

        gradients = {i: two() for i in range(1, count + 1)}
        errors = {i: two() for i in range(1, count + 1)}
        weights, goal = {1: two()}, two()
        for i in range(1, count + 1):
            move = Vector(eta * x for x in gradients[i] + errors[i])
            weights[i + 1] = weights[i] - move
        yield {
            "W": weights, "Wt": goal, "g": gradients, "sigma": errors, "eta": eta, "n": count,
            "norm_F": norm, "inner": inner,
        }  # fmt: skip


@supports("eq-61", "eq-62", evidence="symbolic")
def test_the_sum_is_the_bound_less_the_last_distance(claim, over):
    """For every gradient, error and rate; entries and steps only add up."""
    total, bound = claim("eq-61").statement.sum, claim("eq-62").statement.bound
    over.every("W", "g", "sigma", "eta")
    for run in over(run=runs_of_gradient_descent()):
        left = total(**{x: run[x] for x in ("g", "sigma", "W", "Wt", "inner", "n")})
        right = bound(**{x: run[x] for x in ("W", "Wt", "eta", "norm_F", "g", "sigma", "n")})
        last = run["W"][run["n"] + 1] - run["Wt"]
        assert sympy.expand(right - left - inner(last, last) / (2 * eta)) == 0


def start_and_squares(distance):
    """The first term of (63) for a distance from the start, and the squared gradients for norms of T^8 + 1."""
    return distance**2 / (2 * eta), eta / 2 * n * (T**8 + 1) ** 2


@refutes("eq-65", evidence="symbolic")
def test_for_the_distance_that_lemma_5_allows_the_first_term_is_larger(claim, over):
    case = claim("eq-65").counterexample
    over.every("T", "R", "n", "m")
    rate = claim("lemma-5").statement.rate(**NAMES)
    first = start_and_squares(case.ball(**NAMES))[0].subs(eta, rate)
    assert equal(2 * first, case.first(**NAMES))
    bound = claim("eq-65").correction.mended(**NAMES).subs(eta, rate)
    text = str(sympy.expand(bound)).replace("Rational", "")
    assert breaks_along(str(first), text, [RADIUS, "m >= n"], ["T == M", "R == M**16", "n == 1", "m == 1"])
    assert equal(case.ball(**NAMES), claim("lemma-5").statement.ball(**NAMES))


@corrects("eq-65", evidence="symbolic")
def test_65_bounds_distance_and_gradients(claim, over):
    over.every("T", "n", "m", "eta")
    mended = claim("eq-65").correction.mended(**NAMES)
    radius = claim("eq-53").statement.radius(**NAMES)
    assert equal(mended, sum(start_and_squares(radius)))
    assert STEPS["eq-65-start"].certified()


@supports("eq-66", evidence="certificate")
def test_66_bounds_linearisation_and_rounding_together(claim, over):
    said = claim("eq-66").statement
    over.every("T", "n", "m")
    remainder = claim("eq-64").statement.remainder(**NAMES)
    precision = claim("lemma-5").statement.precision(**NAMES)
    distance = 2 * n * T**8 / sympy.sqrt(m)  # of an iterate from W~, as the text bounds it
    rounding = precision * n * (n * T**8) / sympy.sqrt(m)
    assert equal(sympy.expand(said.bound(**NAMES)), sympy.expand(n * remainder * distance + rounding))
    assert follows(f"({inside(claim('eq-64').statement.formula('remainder'))} + {ROUNDING})*n*T**8/sqrt(m)",
                   order_of(said.formula("bound")))  # fmt: skip
    assert STEPS["eq-66"].certified()


def order_of(formula) -> str:
    """A sum of terms O(...), times products, as one quantity."""
    return formula.text.replace("O(", "(")


@supports("eq-67", evidence="certificate")
def test_67_is_the_order_of_65_and_66(claim, over):
    said = claim("eq-67").statement
    over.every("T", "n", "m")
    rate = claim("lemma-5").statement.formula("rate").text
    first = order_of(claim("eq-65").correction.formula("mended")).replace("eta", f"({rate})")
    assert same(
        f"{first} + {order_of(claim('eq-66').statement.formula('bound'))}", order_of(said.formula("bound"))
    )
    # term by term, and without a change of any power
    start, _ = start_and_squares(T**8 / sympy.sqrt(m))
    printed = said.bound(**NAMES).as_ordered_terms()
    exact = sympy.expand(claim("eq-66").statement.bound(**NAMES)).as_ordered_terms()
    wanted = [2 * start.subs(eta, 1 / (m * sympy.sqrt(n))), *exact]
    for term in wanted:
        assert sum(is_multiple(term, other) for other in printed) == 1
    assert len(printed) == len(wanted)


def is_multiple(first, second) -> bool:
    return sympy.simplify(sympy.powdenest(sympy.expand_power_base(first / second), force=True)) in (1, 2)


@refutes("remark-d-width", evidence="symbolic")
def test_the_printed_width_is_too_small_for_67(claim, over):
    printed, case = claim("remark-d-width").statement, claim("remark-d-width").counterexample
    over.every("n")
    wanted = inside(printed.formula("wanted"))
    bound = order_of(claim("eq-67").statement.formula("bound"))
    power = printed.width.right.text.replace("n", "M")
    curve = ("n == M", f"m == ({power})*log(M)**3")
    assert excess(printed.width.left.text, *curve) == excess(printed.width.right.text, *curve)
    assert excess(f"({bound})/({wanted})", *curve) == excess(case.formula("excess").text, *curve)
    assert breaks_along(bound, wanted, [], [*curve, "T == 1", "R == 1"])
    assert not printed.width(m=1, n=1, log=lambda x: 1)
    assert printed.width(m=2, n=1, log=lambda x: 1)
    assert equal(printed.wanted(**NAMES), R**2 * sympy.sqrt(n))
    given = [RADIUS, f"{printed.width.left.text} >= {printed.width.right.text}", "m >= n"]
    assert STEPS["width-as-printed"].asks(bound, wanted, given)
    assert STEPS["width-as-printed"].broken()


@corrects("remark-d-width/printed", evidence="certificate")
def test_the_least_width_for_67(claim, over):
    over.every("T", "n", "R", "m")
    assert_least_width(
        claim("remark-d-width").correction.printed, order_of(claim("eq-67").statement.formula("bound"))
    )


def assert_least_width(said, bound: str) -> None:
    given = said.text.replace("K * ", "")
    assert follows(bound, "R**2*sqrt(n)", RADIUS, given)
    width = f"({said.right.text.replace('K * ', '')})*m/({said.left.text})"
    assert least_term(width, *constant(bound, "R**2*sqrt(n)"))
    assert said(m=2, K=2, n=1, log=lambda x: 1)
    assert not said(m=1, K=2, n=1, log=lambda x: 1)


@corrects("remark-d-width/sharper", evidence="certificate")
def test_the_least_width_for_the_sharper_form(claim, over):
    said = claim("remark-d-width").correction
    over.every("T", "n", "R", "m")
    remainder = claim("eq-64").statement.remainder(**NAMES)
    distance = said.sharper(**NAMES) / sympy.sqrt(m)  # at most T^8/sqrt(m) from the start, both of them
    assert equal(distance, 2 * claim("eq-60").statement.radius(**NAMES))
    assert is_multiple(sympy.expand_power_base(n * remainder * distance), said.middle(**NAMES))
    bound = f"T**16*sqrt(n) + {inside(said.formula('middle'))} + n*T**8/sqrt(m)"
    assert_least_width(said.least, bound)
    assert follows(
        bound, "R**2*sqrt(n)", RADIUS, claim("remark-d-width").statement.width.text.replace(">", ">=")
    )


@supports("eq-68", evidence="certificate")
def test_68_follows(claim, over):
    said, near = claim("eq-68").statement, claim("eq-53").statement
    over.every("n", "R")
    wanted = inside(claim("remark-d-width").statement.formula("wanted"))
    assert same(f"({wanted} + n*({inside(near.formula('loss'))}))/n", inside(said.formula("bound")))
    assert equal(said.bound(**NAMES), R**2 / sympy.sqrt(n))
    assert STEPS["width-as-printed-tight"].certified()


@supports("eq-52", evidence="symbolic")
def test_52_follows_from_68(claim, over):
    said, before = claim("eq-52").statement, claim("eq-68").statement
    over.every("n", "R", "delta")
    certain = claim("eq-52").reading.certain
    assert follows(inside(before.formula("bound")), inside(said.formula("bound")))
    assert equal(said.bound(**NAMES, delta=certain), before.bound(**NAMES))
    assert certain == 1
    small = sympy.Symbol("L", positive=True)  # log(1/delta)
    extra = said.bound(**NAMES, delta=sympy.exp(-small)) - before.bound(**NAMES)
    assert sympy.expand(sympy.expand_log(extra, force=True)).is_positive
    sides = [inside(of.formula("bound")).replace("log(1 / delta)", "L") for of in (before, said)]
    assert STEPS["eq-52"].asks(*sides)
    assert STEPS["eq-52"].certified()
