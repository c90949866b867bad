"""Appendix C: every step that is an order, by certificate or by a ray on which it breaks.

The tables of `theory.convergence` hold the questions; each is compared with the formulas of the claims it is about.
"""

import pytest
import sympy

from theory.asymptotics import breaks_along, checker
from theory.asymptotics.least import least_bound
from theory.asymptotics.tails import decide_tail_text
from theory.convergence.recurrence import all_inputs_tail
from theory.convergence.sgd import BOUND_39, BOUND_39_TIGHT, CONVERSES, RADIUS, STEPS
from theory.errors import InputError
from theory.ledger import corrects, refutes, supports
from theory.papers.wies_2023.proofs.questions import (
    breaks_by,
    certified,
    condition,
    exponents,
    identity,
    inside,
    same,
    terms,
    thresholds,
)

VARIABLES = ("T", "n", "m", "R", "L")


class Parts:
    """What the formulas of lemma 4's proof bring to each other, as texts of the calculus."""

    def __init__(self, claim):
        lemma = claim("lemma-4").statement
        self.eta, self.radius = inside(lemma.eta), inside(lemma.radius)
        self.premise, self.losses = condition(lemma.premise), inside(lemma.losses)
        self.rounding = f"sqrt(m**2*({inside(lemma.sigma)})**2)"  # m^2 entries
        self.gradient = inside(claim("remark-c-gradient-width").correction.bound)
        self.step = f"({self.eta})*({self.gradient} + {self.rounding})"
        self.travel = inside(claim("remark-c-induction").statement.moved).replace("(i + 1)", "n")
        self.error = inside(claim("eq-31").statement.error)
        self.distance = f"({self.travel} + {self.radius})"  # of an iterate from W*


def least(left, right, given=()):
    """The weakest conditions on m, with the certificate of their sufficiency checked."""
    found = least_bound(left, right, "m", list(given))
    checker.check(found.answer.certificate.text)
    return exponents(found.threshold.monomials)


def with_tail(left, right):
    """The weakest conditions on m for LEFT = O(RIGHT), and for lemma 10 at n inputs to fail with probability delta."""
    return sorted(least("log(n) + log(T) + L", "m**(1/3)/T**2") + least(left, right), key=str)


@refutes("remark-c-gradient-width", evidence="certificate")
def test_the_cited_bounds_exceed_t8_at_the_printed_width(claim, over):
    over.every("T", "n", "m", "L")
    printed, case, parts = (
        claim("remark-c-gradient-width").statement,
        claim("remark-c-gradient-width").counterexample,
        Parts(claim),
    )
    product = inside(case.gradient, rho=inside(case.rho))
    step = STEPS["gradient-at-printed-width"]
    assert same(inside(case.rho), parts.travel)
    assert certified(product, step.left)
    assert certified(step.left, product)
    assert breaks_by(
        inside(case.factor), product, inside(printed.bound), [condition(printed.width)], case.ray
    )
    # The printed width is what lemma 10 needs for n inputs, and what keeps the ball of radius 1.
    assert thresholds(condition(printed.width)) == with_tail(parts.travel, "1")
    assert step.asks(step.left, inside(printed.bound), [f"1 >= {parts.travel}"])
    assert step.broken()


@corrects("remark-c-gradient-width", evidence="certificate")
def test_gradients_are_t8_at_the_corrected_width_and_no_less_will_do(claim, over):
    over.every("T", "n", "m")
    said, step = claim("remark-c-gradient-width").correction, STEPS["gradient-corrected"]
    assert step.asks(step.left, inside(said.bound), ["m >= sqrt(n)*T**11"])
    assert step.certified()
    assert with_tail(step.left, inside(said.bound)) == thresholds(condition(said.width))
    assert with_tail(step.left, inside(said.smaller)) == thresholds(condition(said.wider))
    assert certified(step.left, inside(said.smaller), [condition(said.wider)])


@corrects("remark-c-gradient-width", evidence="certificate")
def test_with_the_factors_of_the_source_gradients_are_t8_at_a_larger_width_and_no_less_will_do(claim, over):
    """T summands, each at most |B| = O(1) times T^3 + T^6 rho^(1/3) log m + T^7 rho times T^6 rho + T."""
    over.every("T", "n", "m")
    said, rho = claim("remark-c-gradient-width").correction, f"({Parts(claim).travel})"
    proved = inside(said.proved, rho=rho)
    product = f"T*(T**3 + T**6*{rho}**(1/3)*log(m) + T**7*{rho})*(T**6*{rho} + T)"
    near = ["m >= sqrt(n)*T**8"]  # rho <= 1
    assert certified(product, proved, near)
    assert certified(proved, product, near)
    assert with_tail(proved, inside(said.proved_bound)) == thresholds(condition(said.proved_width))
    assert same(inside(said.proved_bound), inside(claim("remark-c-gradient-width").statement.bound))


@supports("eq-29", evidence="certificate")
def test_a_step_is_as_short_as_29_says(claim, over):
    over.every("T", "n", "m")
    said, parts = claim("eq-29").statement, Parts(claim)
    assert STEPS["eq-29-middle"].asks(parts.step, inside(said.middle, eta=parts.eta))
    assert STEPS["eq-29"].asks(parts.step, inside(said.last))
    assert STEPS["eq-29-middle"].certified()
    assert STEPS["eq-29"].certified()


@supports("remark-c-induction", evidence="certificate")
def test_so_many_steps_move_so_far(claim, over):
    """The step from W(i) is number i + 1 by (25), for the n iterates from W(0) to W(n - 1)."""
    over.every("T", "n", "m", "i")
    said, parts = claim("remark-c-induction").statement, Parts(claim)
    path = claim("eq-25").statement.path.right
    T, n, m = sympy.symbols("T n m", positive=True)
    for i in over(i=range(5)):
        steps = path(norm=lambda _: 1, W=lambda _: 0, i=i)
        assert (
            sympy.simplify(said.moved(O=identity, T=T, n=n, m=m, i=i) - steps * T**8 / (m * sympy.sqrt(n)))
            == 0
        )
        assert [k for k in range(-2, i + 3) if said.i(i=k, n=i)] == list(range(i))
    assert STEPS["travel"].asks(f"n*{parts.step}", parts.travel)
    assert STEPS["travel"].certified()
    assert certified(f"(i + 1)*{parts.step}", inside(said.moved))


@refutes("remark-c-rounding-norm", evidence="certificate")
def test_entrywise_errors_are_larger_in_frobenius_norm_than_printed(claim, over):
    over.every(*VARIABLES)
    said, parts = claim("remark-c-rounding-norm").statement, Parts(claim)
    size = f"sqrt(m**2*({inside(said.sigma)})**2)"
    region = [parts.premise, condition(claim("remark-c-ball").statement.m, ">", mstar="m")]
    assert STEPS["rounding-norm"].asks(size, inside(said.norm))
    assert STEPS["eq-38-rounding"].asks(f"n*{size}*{parts.distance}", inside(said.total), region)
    assert STEPS["rounding-norm"].broken()
    assert STEPS["eq-38-rounding"].broken()
    assert same(inside(said.total), inside(terms(claim("eq-38").statement.bound)[1]))


@supports("remark-c-footnote-10", evidence="symbolic")
def test_the_norm_of_the_ball_is_that_of_the_inner_product(claim, over):
    """On 2 x 2 matrices of any entries; the last matrix lies on the sphere, farther than any entry says."""
    said = claim("remark-c-footnote-10").statement
    entries = sympy.Matrix(2, 2, over.symbols("x:4", real=True))
    parts = {"X": entries, "norm": lambda a: a.norm("fro"), "inner": lambda a, b: (a.T * b).trace()}
    assert sympy.expand(said.square.left(**parts) - said.square.right(**parts)) == 0
    assert said.square(**{**parts, "X": sympy.Matrix([[1, 2], [3, 4]])})
    ball = {"norm": parts["norm"], "W": {0: sympy.ones(2, 2)}.__getitem__, "m": 4}
    for largest, holds in over(
        largest=[(1, True), (sympy.Rational(11, 10), False), (sympy.Rational(9, 10), True)]
    ):
        assert said.ball(Wstar=sympy.ones(2, 2) * (1 + largest), R=4, **ball) == holds
    distance = claim("lemma-4").statement.radius
    assert said.ball.right(R=4, m=4) == distance(R=4, m=4) == sympy.ones(2, 2).norm("fro")


@refutes("remark-c-rounding-norm", evidence="symbolic")
def test_the_rounding_term_of_the_constant_matrix_is_m_times_what_38_says(claim, over):
    m, n, radius = over.symbols("m n R", positive=True)
    said, case = claim("remark-c-rounding-norm").statement, claim("remark-c-rounding-norm").counterexample
    sizes = {"m": m, "n": n, "R": radius}
    entries, entry, difference = (part(**sizes) for part in (case.entries, case.entry, case.difference))
    assert entries == m**2
    assert entry == said.sigma(O=identity, m=m)
    assert sympy.simplify(sympy.sqrt(entries * entry**2) - case.norm) == 0
    ball = claim("lemma-4").statement.radius(**sizes)
    assert sympy.simplify(sympy.sqrt(entries * difference**2) - ball) == 0
    inner = {"rounding": lambda _: entry, "W": lambda _: difference, "Wstar": 0, "i": 1}
    total = n * said.term(inner=lambda a, b: entries * a * b, **inner)
    assert said.term(inner=lambda a, b: b - a, rounding=lambda _: 1, W=lambda i: 10 * i, Wstar=4, i=1) == -5
    assert sympy.simplify(total - case.sum(**sizes)) == 0
    assert sympy.simplify(total - case.factor(m=m) * case.share(**sizes)) == 0
    printed = said.total(O=identity, T=1, **sizes)  # its part that does not come from the path
    assert sympy.simplify(sympy.expand(printed).coeff(radius) * radius - case.share(**sizes)) == 0


@corrects("remark-c-rounding-norm", evidence="certificate")
def test_entrywise_errors_are_of_order_one_in_frobenius_norm_and_drown_in_the_linearisation_error(
    claim, over
):
    over.every(*VARIABLES)
    said, parts = claim("remark-c-rounding-norm").correction, Parts(claim)
    region = [condition(said.R), condition(said.m)]
    assert STEPS["eq-38-rounding-corrected"].asks(
        f"n*{parts.rounding}*{parts.distance}", inside(said.sum), region
    )
    assert STEPS["eq-38-rounding-corrected"].certified()
    assert STEPS["eq-38-total"].asks(
        f"n*{parts.rounding}*{parts.distance}", f"{parts.error}*n*{parts.distance}"
    )
    assert STEPS["eq-38-total"].certified()


@corrects("remark-c-rounding-norm", evidence="symbolic")
def test_the_frobenius_norm_of_the_rounding_error_is_of_order_one_and_not_less(claim, over):
    said = claim("remark-c-rounding-norm").correction
    m, sigma = over.symbols("m sigma", positive=True)
    largest = sympy.sqrt(m**2 * sigma**2)  # all m^2 entries at the limit
    assert said.norm.right(m=m, sigma=sigma) == largest
    for width, error in over(m=(1, 2, 5), sigma=(0, 1, 3)):
        assert said.norm(norm=identity, rounding=lambda _: width * error, m=width, sigma=error, i=0)  # noqa: B023
        assert not said.norm(norm=identity, rounding=lambda _: width * error + 1, m=width, sigma=error, i=0)  # noqa: B023
    assert STEPS["rounding-norm-corrected"].certified()
    assert CONVERSES["rounding-norm"].certified()


@supports("remark-c-ball", "eq-31", evidence="certificate")
def test_the_iterates_stay_in_the_ball_of_lemma_8(claim, over):
    over.every(*VARIABLES)
    said, parts = claim("remark-c-ball").statement, Parts(claim)
    region = [condition(said.premise), condition(said.m, ">", mstar="m")]
    step = STEPS["in-the-ball"]
    assert step.asks(parts.travel, inside(said.ball), region)
    assert step.certified()
    assert same(inside(said.ball), parts.radius)
    # The linearisation error of all tables is that of lemma 8 at this radius.
    assert STEPS["eq-38-linearisation"].asks(
        f"{inside(claim('eq-31').statement.error)}*n*{parts.distance}", STEPS["eq-38-linearisation"].right
    )


@supports("eq-37", evidence="symbolic")
def test_37_is_33_with_its_bounds_put_in(claim, over):
    bound, substituted = claim("eq-33").statement.bound, claim("eq-37").statement.bound
    eta, n, m, radius, T = over.symbols("eta n m R T", positive=True)
    start = sympy.sqrt((radius**2 + T**16) / m)
    parts = {
        "norm": identity,
        "W": lambda _: start,
        "Wstar": 0,
        "rounding": lambda _: 1,
        "gradloss": lambda *_: T**8,
    }
    of_33 = bound(Sum=lambda body, first, last: (last - first + 1) * body(first), eta=eta, n=n, **parts)
    assert sympy.simplify(of_33 - substituted(O=identity, eta=eta, n=n, m=m, R=radius, T=T)) == 0


@supports("eq-37", evidence="certificate")
def test_37_bounds_distance_and_gradients(claim, over):
    over.every(*VARIABLES)
    parts = Parts(claim)
    start, gradients = (inside(term, eta=parts.eta) for term in terms(claim("eq-37").statement.bound))
    first = f"({parts.eta})*{parts.gradient}"  # W(1) is a step from W(0)
    assert STEPS["eq-37-start"].asks(f"({first} + {parts.radius})**2/({parts.eta})", start)
    assert STEPS["eq-37-gradients"].asks(
        f"({parts.eta})*n*({parts.gradient} + {parts.rounding})**2", gradients
    )
    assert STEPS["eq-37-start"].certified()
    assert STEPS["eq-37-gradients"].certified()


@supports("eq-38", evidence="certificate")
def test_38_bounds_linearisation_and_rounding_together(claim, over):
    over.every(*VARIABLES)
    said, parts = claim("eq-38").statement.bound, Parts(claim)
    first, _ = terms(said)
    assert STEPS["eq-38"].asks(f"({parts.error} + {parts.rounding})*n*{parts.distance}", inside(said))
    assert STEPS["eq-38-linearisation"].asks(f"{parts.error}*n*{parts.distance}", inside(first))
    assert STEPS["eq-38"].certified()
    assert STEPS["eq-38-linearisation"].certified()


@supports("eq-39", evidence="certificate")
def test_39_bounds_37_and_38_and_is_no_more_than_they_make_of_it(claim, over):
    """Both ways: the parts of (39) are O of those of (37) and (38), so its exponents are not larger than need be."""
    over.every(*VARIABLES)
    said, parts = inside(claim("eq-39").statement.bound), Parts(claim)
    before = (
        f"{inside(claim('eq-37').statement.bound, eta=parts.eta)} + {inside(claim('eq-38').statement.bound)}"
    )
    assert same(said, BOUND_39)
    assert STEPS["eq-39"].asks(before, said, [parts.premise])
    assert CONVERSES["eq-39"].asks(said, f"{before} + n**2*R/m**(3/2)", [parts.premise])
    assert STEPS["eq-39"].certified()
    assert CONVERSES["eq-39"].certified()
    assert CONVERSES["eq-38-linearisation"].certified()
    assert CONVERSES["eq-38-linearisation-back"].certified()


@refutes("remark-c-width", evidence="certificate")
def test_the_printed_width_is_too_small_for_39_in_either_form(claim, over):
    over.every(*VARIABLES)
    said, case, parts = (
        claim("remark-c-width").statement,
        claim("remark-c-width").counterexample,
        Parts(claim),
    )
    goal = inside(said.goal)
    region = [parts.premise, condition(said.width, ">", mstar="m"), condition(case.more)]
    term, factor = inside(case.term), inside(case.factor)
    for name, bound in (("width-as-printed", BOUND_39), ("width-as-printed-tight", BOUND_39_TIGHT)):
        assert STEPS[name].asks(bound, goal, region)
        assert STEPS[name].broken()
        assert certified(term, bound)
    assert certified(BOUND_39_TIGHT, f"{goal} + {term} + n*R/sqrt(m)")
    assert breaks_by(factor, term, goal, region, case.ray)
    # The same ray is no counterexample at the corrected width, nor one where nothing grows.
    curve = STEPS["width-as-printed"].decide().ray
    broken = STEPS["width-as-printed"].decide().broken
    assert not STEPS["width-corrected"].breaks_along(curve.equations)
    assert not breaks_along(goal, goal, region, curve.equations)
    assert curve.breaks(*broken, STEPS["width-as-printed"].decide().conditions)
    assert not curve.breaks(*broken, STEPS["width-corrected"].decide().conditions)
    assert not curve.breaks(broken[0], broken[0], STEPS["width-as-printed"].decide().conditions)


@corrects("remark-c-width", evidence="certificate")
def test_the_corrected_widths_are_enough(claim, over):
    over.every(*VARIABLES)
    said, goal, parts = (
        claim("remark-c-width").correction,
        inside(claim("remark-c-width").statement.goal),
        Parts(claim),
    )
    width, for_tight = (condition(one, mstar="m") for one in (said.width, said.width_for_tight))
    distance = inside(said.distance)
    tight = f"{goal} + {parts.error}*n*{distance} + n*{parts.rounding}*{distance}"
    assert STEPS["width-corrected"].asks(inside(claim("eq-39").statement.bound), goal, [parts.premise, width])
    assert STEPS["width-corrected-tight"].asks(tight, goal, [parts.premise, for_tight])
    assert STEPS["width-corrected"].certified()
    assert STEPS["width-corrected-tight"].certified()
    assert STEPS["eq-39-tight"].certified()


@corrects("remark-c-width", evidence="certificate")
def test_the_least_widths_are_those_stated(claim, over):
    """In the variable m, exactly; and where T and R do not grow, n^9 and n^3 with six logarithms are needed."""
    over.every(*VARIABLES)
    said, goal = claim("remark-c-width").correction, inside(claim("remark-c-width").statement.goal)
    bound = inside(claim("eq-39").statement.bound)
    assert least(bound, goal, [RADIUS]) == thresholds(condition(said.exact), condition(said.exact_rest))
    for expression, width in ((bound, said.width), (BOUND_39_TIGHT, said.width_for_tight)):
        needed = [
            {k: v for k, v in own.items() if k in ("n", "log(m)")}
            for own in least(expression, goal, [RADIUS])
        ]
        assert [max(needed, key=lambda own: own["n"])] == thresholds(condition(width, mstar="m"))


@supports("remark-c-width-polynomial", evidence="certificate")
def test_a_polynomial_is_such_a_width(claim, over):
    """m* = n^2 and n^5 for the printed widths; n^10 and n^4 for those of the corrections."""
    over.every("n")
    printed, said = claim("remark-c-width").statement.width, claim("remark-c-width").correction
    for width, power in ((printed, 2), (said.width, 10), (said.width_for_tight, 4)):
        assert certified(inside(width.right), inside(width.left, mstar=f"n**{power}"))
    printed, said = claim("remark-d-width").statement.width, claim("remark-d-width").correction
    for width, power in ((printed, 5), (said.printed, 10), (said.least, 4)):
        assert certified(inside(width.right, K="1"), inside(width.left, m=f"n**{power}"))


@supports("eq-40", evidence="certificate")
def test_40_follows_at_the_corrected_width(claim, over):
    over.every(*VARIABLES)
    said, goal, parts = claim("eq-40").statement, inside(claim("remark-c-width").statement.goal), Parts(claim)
    assert STEPS["eq-40"].asks(f"{goal} + n*{parts.losses}", f"n*({inside(said.mean)})")
    assert STEPS["eq-40"].certified()
    assert STEPS["width-corrected"].certified()


@supports("eq-41", evidence="certificate")
def test_outputs_stay_within_t14(claim, over):
    over.every(*VARIABLES)
    said, read, parts = claim("eq-41").statement, claim("eq-41").reading, Parts(claim)
    assert said.locations(t=3, d=2, T=3)
    assert not said.locations(t=2, d=2, T=3)
    assert not said.locations(t=4, d=2, T=3)
    assert STEPS["eq-41"].asks(f"T**6*({parts.travel}) + T", inside(said.outputs))  # lemma 9
    assert STEPS["eq-41-end"].asks(inside(said.outputs), inside(said.end), [condition(read.n)])
    assert STEPS["eq-41"].certified()
    assert STEPS["eq-41-end"].certified()
    assert least("T + L", "m**(1/3)/T**2") == thresholds(
        condition(read.m, K="1")
    )  # 2^d inputs, d <= T, at 1/delta


@supports("eq-41", evidence="certificate")
def test_the_union_over_all_inputs_is_rare_at_that_width_and_at_no_smaller_one(claim, over):
    """Here constants count: with a large enough one the rate beats d log 2 + log T + log(1/delta)."""
    over.every("T", "d", "m", "L")
    width = condition(claim("eq-41").reading.m, K="1")
    assert all_inputs_tail(width).follows
    for smaller in ("m >= T**8 + T**6*L**3", "m >= T**9 + T**5*L**3", "m >= T**9 + T**6*L**2"):
        assert not all_inputs_tail(smaller).follows
    with pytest.raises(InputError, match="not positive"):  # no events are no count of events
        decide_tail_text("0*T*exp(-Omega(m**(1/3)/T**2))", "exp(-L)", [width])


@supports("eq-51", evidence="certificate")
def test_51_follows_from_50_and_40(claim, over):
    over.every(*VARIABLES)
    said, parts = claim("eq-51").statement, Parts(claim)
    largest = inside(claim("remark-c-loss-bound").statement.bound.right, C="1")
    assert STEPS["eq-51"].asks(
        f"n*({inside(claim('eq-40').statement.mean)}) + {largest}*L", inside(said.bound), [parts.premise]
    )
    assert STEPS["eq-51"].certified()


@refutes("remark-c-division", evidence="certificate")
def test_51_over_n_is_not_24(claim, over):
    over.every(*VARIABLES)
    said, case, parts = (
        claim("remark-c-division").statement,
        claim("remark-c-division").counterexample,
        Parts(claim),
    )
    divided, goal = inside(said.divided), inside(said.goal)
    assert same(divided, f"({inside(claim('eq-51').statement.bound)})/n")
    assert same(goal, inside(claim("eq-24").statement.bound))
    assert STEPS["eq-24-directly"].asks(divided, goal, [parts.premise])
    assert STEPS["eq-24-directly"].broken()
    assert same(divided, f"R**2/sqrt(n) + {inside(case.term)}")
    assert breaks_by(inside(case.factor), inside(case.term), goal, [parts.premise], case.ray)


@corrects("remark-c-division", evidence="certificate")
@supports("eq-24", evidence="certificate")
def test_the_smaller_of_51_over_n_and_2_is_24(claim, over):
    over.every(*VARIABLES)
    said, parts = claim("remark-c-division").correction, Parts(claim)
    divided = inside(claim("remark-c-division").statement.divided)
    largest = max(
        sympy.Rational(T - d + 1, T - d) for T in range(2, 9) for d in range(1, T)
    )  # all wrong, by (4)
    assert said.trivial == largest
    assert said.smaller(R=10**6, n=1, delta=sympy.Rational(1, 2)) == largest
    assert STEPS["eq-24"].asks(f"min(2, {divided})", inside(said.goal), [parts.premise])
    assert STEPS["eq-24"].asks(inside(said.smaller), inside(claim("eq-24").statement.bound), [parts.premise])
    assert STEPS["eq-24"].certified()
