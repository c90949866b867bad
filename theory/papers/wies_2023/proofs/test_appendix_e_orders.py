"""Appendix E: bounds on outputs and gradients, and what a union bound does to their probabilities."""

import math

import numpy as np
import pytest
import sympy
from scipy.stats import chi2

from theory.asymptotics import breaks_along, growth_along
from theory.asymptotics.least import least_bound
from theory.convergence.recurrence import STEPS, all_inputs_tail, linearisation_tail, one_input_tail
from theory.ledger import corrects, other_reading, refutes, supports
from theory.ledger.judge import with_foundations
from theory.papers.wies_2023.claims import CLAIMS
from theory.papers.wies_2023.proofs.orders import follows, inside, same
from theory.papers.wies_2023.proofs.test_appendix_d_orders import assert_least_tail
from theory.tasks import all_inputs

T, m, rho = sympy.symbols("T m rho", positive=True)
#: The ball is small: rho = 1/r with r at least 1.
SMALL_BALL = "(1/r)"


def near(text: str) -> str:
    return text.replace("rho", SMALL_BALL)


def exact(formula, **meaning):
    return formula(O=lambda x: x, **meaning)


# The product of the factors of (76).


@refutes("eq-75", evidence="symbolic")
def test_the_factors_of_76_give_more_than_75(claim, over):
    printed, case = claim("eq-75").statement, claim("eq-75").counterexample
    over.every("T", "rho")
    state, factor = exact(printed.state, T=T, rho=rho), exact(printed.product, T=T, rho=rho)
    assert inside(printed.formula("last")) == "1"
    assert sympy.expand(case.summed(T=T, rho=rho) - T * factor * state) == 0
    gradient = exact(printed.gradient, T=T, rho=rho)
    places = ((case.far, case.far_own, case.far_printed), (case.close, case.close_own, case.close_printed))
    for place, own, said in places:
        at = sympy.sympify(place(T=T) if callable(place) else place)
        assert sympy.degree(sympy.expand((T * factor * state).subs(rho, at)), T) == sympy.degree(own(T=T), T)
        assert sympy.degree(sympy.expand(gradient.subs(rho, at)), T) == sympy.degree(said(T=T), T)
        assert sympy.degree(own(T=T), T) > sympy.degree(said(T=T), T)
        assert sympy.LC(own(T=T)) == sympy.LC(said(T=T)) == 1
    assert at == T**-5 and sympy.sympify(case.far) == 1
    step = STEPS["eq-75"]
    assert step.asks(near(case.formula("summed").text), near(inside(printed.formula("gradient"))))
    assert step.broken()


@refutes("lemma-10/factors", evidence="certificate")
def test_the_factors_as_quoted_have_this_product(claim, over):
    said = claim("lemma-10").counterexample.formula("product").text
    over.every("T", "rho")
    summed = claim("eq-75").counterexample.formula("summed").text
    assert same(near(said), near(summed))
    assert not follows(near(summed), near(inside(claim("eq-75").statement.formula("gradient"))))
    assert sympy.Poly(claim("lemma-10").counterexample.product(T=T, rho=rho), T, rho).coeffs() == [1, 1, 1]


def proved_factors(claim) -> str:
    """The sum over (76) of the norms, from what the source proves."""
    state = inside(claim("eq-75").statement.formula("state"))
    return f"T*({inside(claim('remark-e-product-bound').counterexample.formula('source'))})*({state})"


@corrects("eq-75", evidence="certificate")
def test_the_corrected_bounds_on_gradients_and_no_less(claim, over):
    said = claim("eq-75").correction
    over.every("T", "rho", "m")
    assert same(
        near(inside(said.formula("quoted"))), near(claim("eq-75").counterexample.formula("summed").text)
    )
    assert same(near(inside(said.formula("proved"))), near(proved_factors(claim)))
    for name in ("quoted", "proved"):
        assert_no_idle_term(said.formula(name))
    assert STEPS["eq-75-exact"].certified()


def assert_no_idle_term(formula) -> None:
    """Every term has coefficient one, and is the largest one somewhere: none could be left out."""
    log = sympy.Symbol("l", positive=True)
    found = formula(O=lambda x: x, T=T, rho=rho, m=m, log=lambda x: log)
    terms = sympy.Add.make_args(sympy.expand(found))
    assert all(term.subs({T: 1, rho: 1, log: 1}) == 1 for term in terms)
    texts = [near(str(term).replace("l", "log(m)")) for term in terms]
    for k, text in enumerate(texts):
        others = [other for j, other in enumerate(texts) if j != k]
        assert not follows(text, " + ".join(others))


@corrects("lemma-10/gradient", evidence="certificate")
def test_the_gradient_bound_of_the_source_and_no_less(claim, over):
    said = claim("lemma-10").correction.formula("proved")
    over.every("T", "rho", "m")
    assert same(near(inside(said)), near(proved_factors(claim)))
    assert_no_idle_term(said)


@corrects("lemma-10/near", evidence="certificate")
def test_how_near_is_near_enough_for_t8(claim, over):
    said = claim("lemma-10").correction
    over.every("T", "rho", "m")
    least = least_bound(near(proved_factors(claim)), inside(said.formula("used")), "r", ["m >= 1"]).threshold
    first, second = said.near.right(
        min=lambda *parts: parts, T=T, m=m, log=lambda x: sympy.Function("log", positive=True)(x)
    )
    said_least = f"max({sympy.powsimp(1 / first)}, {1 / second})"
    assert same(str(least).replace("^", "**"), said_least)
    assert (
        inside(said.formula("used")) == inside(claim("eq-58").statement.formula("gradient")).split(" + ")[0]
    )
    assert said.near(rho=1, T=1, m=1, log=lambda x: 1)
    assert said.near(rho=sympy.Rational(1, 2), T=1, m=1, log=lambda x: 1)
    assert not said.near(rho=2, T=1, m=1, log=lambda x: 1)


@refutes("remark-e-product-bound", evidence="symbolic")
def test_the_source_proves_less_than_is_quoted(claim, over):
    printed, case = claim("remark-e-product-bound").statement, claim("remark-e-product-bound").counterexample
    over.every("T", "m")
    place = case.place(T=T)
    first, second = sympy.Add.make_args(exact(printed.product, T=T, rho=rho))
    assert sympy.simplify((first / second).subs(rho, place)) == 1
    curve = ["T == M", "m == M**9", f"r == {1 / place}".replace("T", "M")]
    quoted = near(inside(printed.formula("product")))
    for name, excess in (("alone", "excess_alone"), ("source", "excess")):
        ratio = f"({near(inside(case.formula(name)))})/({quoted})"
        assert growth_along(ratio, curve) == growth_along(case.formula(excess).text, curve)
        assert breaks_along(near(inside(case.formula(name))), quoted, [], curve)
    # elsewhere: the terms of the source that are not the largest there
    for far, term in (("1", "T**7"), ("T**12", "T**3")):
        curve = ["T == M", "m == 1", f"r == {far}"]
        own = growth_along(near(inside(case.formula("source"))), curve)
        assert own == growth_along(term, curve) == growth_along(quoted, curve)
    log = sympy.Symbol("l", positive=True)
    source = exact(case.formula("source"), T=1, rho=1, m=m, log=lambda x: log)
    assert source == 2 + log
    assert exact(case.formula("alone"), T=1) == 1
    assert exact(printed.product, T=1, rho=1) == 2
    assert case.excess_alone(T=1) == 1
    assert case.excess(T=1, m=1, log=lambda x: 5) == 5


@corrects("remark-e-product-bound", evidence="numeric")
def test_a_summand_of_the_gradient_is_a_product_of_two_vectors(claim, over):
    """In random nets: its norm is that of the product with B times that of the state before."""
    said = claim("remark-e-product-bound").correction.summand
    random = np.random.default_rng(10)
    over.sample(20, "sequences of states and masks, width 5", seed=10)
    for _ in range(20):
        weights, last = random.normal(size=(5, 5)), random.normal(size=5)
        masks = [np.diag(random.integers(0, 2, 5)) for _ in range(4)]
        states = [np.abs(random.normal(size=5)) for _ in range(4)]
        backward = {3: masks[3] @ last}
        for j in (2, 1):
            backward[j] = masks[j] @ weights.T @ backward[j + 1]
        for i in (1, 2, 3):
            value = said(norm_F=np.linalg.norm, b=backward, h=states, i=i)
            assert value == pytest.approx(np.linalg.norm(np.outer(backward[i], states[i - 1])), rel=1e-12)


@corrects("remark-e-polynomial-gradients", evidence="certificate")
def test_gradients_are_polynomial_for_every_power_of_t_in_the_radius(claim, over):
    said = claim("remark-e-polynomial-gradients").correction
    over.every("T", "k", "m")
    ball = said.formula("ball").text
    bound = inside(claim("lemma-10").correction.formula("proved")).replace("rho", f"({ball})")
    for power in (1, 2, 5):
        at, small = bound.replace("k", str(power)), ball.replace("k", str(power))
        assert follows(at, "T**16", f"{1}*m >= T**{2 * power}", "m >= 1") or follows(
            at, "T**16*log(m)", f"m >= T**{2 * power}"
        )
        assert same(f"1/({small})", f"sqrt(m)/T**{power}")
    assert said.ball(T=3, m=4, k=2) == sympy.Rational(9, 2)
    # end to end the range that is printed is empty; with one label more it is not
    assert not any(said.empty(d=5, t=t, T=5) for t in range(12))
    assert [t for t in range(12) if said.empty(d=5, t=t, T=7)] == [6, 7]
    assert STEPS["polynomial-gradients"].certified()


# Union bounds.


@refutes("eq-74", evidence="symbolic")
def test_a_union_of_independent_events_is_likelier_than_one_of_them(claim, over):
    case = claim("eq-74").counterexample
    over.every("events")
    union = 1 - (1 - case.one) ** case.events
    assert round(union, 3) == case.union
    assert case.events == 2 ** len(bin(case.events)[3:]) == 1024  # the inputs of ten bits
    assert case.printed == case.one < union
    assert case.one == sympy.Rational(1, 10**4)


def corrected(formula, d, exponent):
    """The probability for all inputs, with ln 2 T for O(T) and the exponent of one input for Omega."""
    return formula(O=lambda x: sympy.log(2) * x, Omega=lambda x: x, T=d, m=exponent**3 * d**6)


def assert_is_a_union_bound(formula, over) -> None:
    """One less than 2^d times the probability of one failure, d = T."""
    for d, exponent in over(d=(1, 2, 5), exponent=(1, 2, 7)):
        failure = sympy.exp(-sympy.Integer(exponent))
        assert (
            sympy.simplify(
                corrected(formula, sympy.Integer(d), sympy.Integer(exponent)) - (1 - 2**d * failure)
            )
            == 0
        )


@corrects("eq-74", evidence="certificate")
def test_all_inputs_at_once_need_and_get_t9(claim, over):
    said = claim("eq-74").correction
    over.every("T", "delta", "d")
    assert_is_a_union_bound(said.formula("summed"), over)
    assert_least_tail(said.width.right.text)
    assert said.confidence(delta=sympy.Rational(1, 3)) == sympy.Rational(2, 3)
    assert said.width(m=2, K=2, T=1, delta=1)
    assert not said.width(m=1, K=2, T=1, delta=1)


@refutes("lemma-9", "lemma-10/union", evidence="exhaustive")
def test_the_union_bound_multiplies_by_the_number_of_inputs(claim, over):
    """Failures that exclude each other: the union is as likely as their sum, and likelier than any one."""
    for name in ("lemma-9", "lemma-10"):
        inputs = claim(name).counterexample.inputs
        for d in over(d=range(1, 7)):
            count = len(set(np.ndindex(*(2,) * d)))
            assert inputs(d=d) == count
            one = sympy.Rational(1, 10**4)
            assert count * one > one


@corrects("lemma-9", "lemma-10/union", evidence="certificate")
def test_what_the_union_bound_gives(claim, over):
    for name in ("lemma-9", "lemma-10"):
        assert_is_a_union_bound(claim(name).correction.formula("union"), over)
    width = claim("lemma-9").correction.width
    over.every("T")
    bare = width.right.text.replace("K * ", "")
    assert all_inputs_tail(f"m >= {bare}", "L == 1").follows
    assert not all_inputs_tail(f"m*T**(1/100) >= {bare}", "L == 1").follows
    assert width(m=2, K=2, T=1)
    assert not width(m=1, K=2, T=1)


@supports("eq-73", evidence="certificate")
def test_n_inputs_need_only_t6_and_logs():
    assert one_input_tail().follows


# A ball that is not small.


@other_reading("eq-73", "eq-74", "eq-75", "lemma-9", "lemma-10", evidence="symbolic")
@other_reading("lemma-8", "eq-71", "eq-72", "lemma-11", "eq-77", "eq-78", evidence="symbolic")
def test_in_a_ball_that_is_not_small_outputs_and_gradients_grow_exponentially(claim, over):
    """W = W_0 + rho v v^T. With u = v.h, s = |h|, and |W_0| <= 3, |v^T W_0| <= 2, |A e| <= 2, |v^T A e| <= u:

    u' >= (rho - 1) u - 2 s since ReLU(x) >= x, and s' <= 3 s + 2 + rho u. If s <= 3 u and u >= 1/2 then
    u' >= (rho - 7) u and s' <= 3 u' again, for rho >= 100. The events have probability tending to 1, and h_0 has u near
    0.56, s near 1. Since B is independent of h, |B h| >= e s / sqrt(m) but for probability e. The derivative g of h
    along v v^T obeys the same inequalities up to the small share of units that are not active. Output and gradient at
    W_0 are bounded by powers of T and m, so the deviation from linearity grows as the output does.
    """
    said = claim("eq-73").reading
    rate, u, more = over.symbols("rho u x", positive=True)
    s = 3 * u
    least = (rate - 1) * u - 2 * s
    assert sympy.expand(least - (rate - 7) * u) == 0
    room = 3 * least - (3 * s + 2 + rate * u)  # 3 u' - s', at u >= 1/2 and rho >= 100
    worst = sympy.expand(room.subs({rate: 100 + more, u: sympy.Rational(1, 2)}))
    assert sympy.Poly(worst, more).all_coeffs()[-1] > 0 and sympy.diff(worst, more) > 0
    assert sympy.diff(room, u).subs(rate, 100) > 0
    for length in (5, 6):  # the rate is at least what is said, for the change of norm rho that is said
        assert said.growth(rho=100, T=length) == 92**length < 93**length
    unit = sympy.Matrix([1, 1, 1, 1]) / 2
    change = said.direction(rho=3, v=Outer(unit))
    assert change.norm() == 3 and change * unit == 3 * unit
    # at m = T^7 and radius T^5/sqrt(m) = T^{3/2} one input's exponent m^{1/3}/T^2 grows, so its failures are rare
    width = said.width.right(T=T)
    assert said.width(m=3**7, T=3)
    radius = sympy.powdenest(said.ball(T=T, m=width), force=True)
    assert radius == T ** sympy.Rational(3, 2)
    assert sympy.limit(width ** sympy.Rational(1, 3) / T**2, T, sympy.oo) == sympy.oo
    log_of_growth = T * sympy.log(radius) - sympy.log(width) / 2
    assert sympy.limit(log_of_growth / sympy.log(T**6 * radius + T), T, sympy.oo) == sympy.oo
    for name in ("eq-72", "eq-78"):
        deviation = exact(claim(name).statement.bound, r=radius, T=T, m=width) * radius
        assert sympy.limit(log_of_growth / sympy.log(deviation), T, sympy.oo) == sympy.oo
    assert sympy.limit(T * sympy.log(T) - width ** sympy.Rational(1, 3), T, sympy.oo) == -sympy.oo  # lemma 11


class Outer:
    """A unit vector v for which v*v is written for the matrix v v^T."""

    def __init__(self, vector, before=1):
        self.vector, self.before = vector, before

    def __rmul__(self, factor):
        return Outer(self.vector, factor)

    def __mul__(self, other):
        return self.before * self.vector * other.vector.T


@other_reading("eq-73", "eq-75", evidence="numeric")
def test_in_such_a_ball_a_drawn_net_shows_it(over):
    """One net: the output and its derivative along the change, against (73) and (75) with constants 1."""
    random = np.random.default_rng(0)
    width, radius = 400, 100.0
    over.sample(1, "net, m = 400, rank-one change of norm 100, T = 24", seed=0)
    v = np.ones(width) / np.sqrt(width)
    weights = random.normal(0, np.sqrt(2 / width), (width, width))
    push = random.normal(0, np.sqrt(2 / width), (width, 2))
    output = random.normal(0, np.sqrt(1 / width), width)
    state, slope = np.maximum(random.normal(0, np.sqrt(2 / width), width), 0), np.zeros(width)
    weights = weights + radius * np.outer(v, v)
    length = 24
    for t in range(1, length + 1):
        before = v @ state
        active = weights @ state + push[:, t % 2] > 0
        slope = active * (weights @ slope + v * before)
        state = active * (weights @ state + push[:, t % 2])
        assert v @ state >= (radius - 8) * before
        assert np.linalg.norm(state) <= 3 * (v @ state)
    assert abs(output @ state) > 1e6 * (length**6 * radius + length)
    assert abs(output @ slope) > 1e6 * (length**8 * radius + length**4)


@supports("remark-e-b-norm", evidence="symbolic")
def test_the_norm_of_b_is_below_sqrt_two_but_for_an_exponentially_rare_event(claim, over):
    said = claim("remark-e-b-norm").reading
    m, s = over.symbols("m s", positive=True)
    # Chernoff for the sum of m squares of N(0, 1/m): E exp(s m B_i^2) = (1 - 2s)^(-1/2), at the squared bound.
    exponent = -m / 2 * sympy.log(1 - 2 * s) - s * m * said.bound**2
    [best] = sympy.solve(sympy.diff(exponent, s), s)
    assert sympy.simplify(sympy.log(said.rare(m=m)) - exponent.subs(s, best)) == 0
    assert (1 - sympy.log(2)).is_positive
    assert said.variance(m=7) * 7 == 1  # of the m squares
    for width in (1, 10, 100):
        true = chi2.sf(width * float(said.bound**2), width)
        assert true <= float(said.rare(m=width))
        assert math.log(true) > 2 * math.log(float(said.rare(m=width))) - 2  # not much rarer than is said


@supports("lemma-11", "eq-77", "eq-78", evidence="certificate")
def test_the_union_over_all_inputs_is_within_the_printed_probability(claim, over):
    over.every("T", "m")
    said = claim("lemma-11").statement.formula("probability")
    found = said(O=lambda x: x, Omega=lambda x: x, T=T, m=m)
    exponent = sympy.log(1 - found)
    assert (
        sympy.simplify(sympy.expand_log(exponent, force=True) - T * sympy.log(T) + m ** sympy.Rational(1, 3))
        == 0
    )
    assert follows("d + log(T)", "T*log(T)", "T >= d")
    bounds = [inside(claim(name).statement.formula("bound")) for name in ("eq-72", "eq-78")]
    assert bounds[0] == bounds[1]
    assert STEPS["union-exponent"].certified()
    assert linearisation_tail("m**(1/3)", "m >= T**3 + L**3").follows


@supports("remark-e-weak-tail", evidence="certificate")
def test_the_unpublished_tail_allows_polynomial_width(claim, over):
    over.every("T", "m")
    said = claim("remark-e-weak-tail").statement
    meaning = {"n": 1, "m": m, "O": lambda x: x, "Omega": lambda x: x}
    assert sympy.log(1 - said.confirmed(**meaning)).simplify() == -(m ** sympy.Rational(1, 3))
    assert sympy.simplify(1 - said.published(**meaning) - 1 / m) == 0
    assert linearisation_tail("m**(1/3)", "m >= T**3 + L**3").follows


@other_reading("remark-e-weak-tail", evidence="certificate")
def test_the_published_tail_allows_no_polynomial_width():
    answer = linearisation_tail("log(m)", "m >= T**100*L**100")
    assert answer.order.ray.breaks(*answer.order.broken, answer.order.conditions)


@supports("remark-e-use-of-lemma-10", evidence="symbolic")
def test_a_bound_on_gradients_gives_no_deviation_that_vanishes_with_the_radius(claim, over):
    """Lemma 10 at both ends of a path bounds the deviation by twice the bound on gradients times the distance."""
    said = claim("remark-e-use-of-lemma-10").reading
    over.every("T", "m", "rho")
    assert said.rough(T=T, rho=rho) == exact(claim("eq-75").statement.gradient, T=T, rho=rho)
    assert sympy.limit(said.rough(T=T, rho=rho), rho, 0).is_positive
    assert sympy.limit(exact(claim("eq-78").statement.bound, r=rho, T=T, m=m), rho, 0) == 0


@supports("remark-e-use-of-lemma-10", evidence="exhaustive")
def test_the_bounds_on_the_deviation_rest_on_lemma_10_by_their_premise_only(over):
    """By the ball in which the steps (29) and (58) keep the weights."""
    for bound in over(bound=["eq-31", "eq-60"]):
        assert "lemma-10" in with_foundations([bound], CLAIMS)
    for lemma in over(lemma=["lemma-8", "lemma-11"]):
        assert "lemma-10" not in with_foundations([lemma], CLAIMS)


@refutes("remark-e-union", evidence="exhaustive")
def test_the_union_counts_one_location_too_few(claim, over):
    printed, case = claim("remark-e-union").statement, claim("remark-e-union").counterexample
    for d, length in over(case=[(case.d, case.T)]):
        assert case.those == list(range(d, length + 1))
        assert case.printed == printed.locations(T=length, d=d) == len(case.those) - 1


@corrects("remark-e-union", evidence="exhaustive")
def test_the_number_of_locations_and_of_inputs(claim, over):
    said = claim("remark-e-union").correction
    for d, length in over(d=range(1, 6), T=range(6, 9)):
        assert said.count(T=length, d=d) == len(range(d, length + 1))
        assert said.inputs(d=d) == len(all_inputs(d))
