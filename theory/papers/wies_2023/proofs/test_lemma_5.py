"""Lemma 5 as a whole: its chain of orders, at the widths of its reading."""

import pytest
import sympy

from theory.asymptotics import breaks_along
from theory.convergence.chain import RADIUS as SMALL_RADIUS
from theory.convergence.chain import WIDTHS as LEMMA_4_WIDTHS
from theory.convergence.gd import RADIUS, STEPS
from theory.convergence.recurrence import linearisation_tail
from theory.convergence.sgd import LINEARISATION
from theory.ledger import corrects, other_reading, refutes, supports
from theory.papers.wies_2023.proofs.orders import follows, inside, same
from theory.papers.wies_2023.proofs.test_appendix_d_orders import (
    NAMES,
    PROVED,
    T,
    assert_least_tail,
    constant,
    equal,
    factors,
    least_term,
    m,
    n,
    terms,
)

GIVEN = ("k == max(n, log(1/delta)**2)", RADIUS)
LINEAR = f"{LINEARISATION}*k*R/sqrt(m) + k*R/sqrt(m)"
TRAVEL = "sqrt(k)*T**8/m"


@supports("lemma-5", evidence="certificate")
def test_the_widths_of_the_reading_are_enough(claim, over):
    said = claim("lemma-5").reading
    over.every("n", "R", "T", "delta", "m")
    widths = (*GIVEN, f"m >= {said.formula('width').text}")
    steps = claim("eq-53").statement.steps
    for count, likely in ((9, 1), (1, sympy.exp(-4)), (16, sympy.exp(-3))):
        found = steps(n=count, delta=likely)
        assert said.samples(k=found, n=count, delta=likely)
        assert not said.samples(k=found + 1, n=count, delta=likely)
    # (40) in the auxiliary run, gradients along it, (67) in its sharper form, and the run in the ball
    assert follows(LINEAR, "R**2*sqrt(k)", *widths)
    assert follows(factors(claim, PROVED, TRAVEL), "T**8", *widths)
    assert follows(
        f"T**16*sqrt(n) + {LINEARISATION}*n*T**8/sqrt(m) + n*T**8/sqrt(m)", "R**2*sqrt(n)", *widths
    )
    assert follows("sqrt(n)*T**8/m", "T**8/sqrt(m)", *widths)
    assert linearisation_tail("m**(1/3)", "m >= T**9 + T**6*L**3").follows


@supports("lemma-5", evidence="certificate")
def test_no_width_of_the_reading_can_be_smaller(claim, over):
    said = claim("lemma-5").reading
    over.every("k", "T", "delta")
    parts, _ = terms(said.formula("width"))
    linear, gradients, inputs, confidence = (str(part).replace("log(1/delta)", "L") for part in parts)
    assert least_term(linear, *constant(LINEAR, "R**2*sqrt(k)"))
    # the other term of the least width for gradients, sqrt(k) T^8 log(m)^3, follows from these
    bound = f"max({gradients}, sqrt(k)*T**8*log(m)**3)"
    assert least_term(bound, factors(claim, PROVED, TRAVEL), "T**8")
    assert_least_tail(f"max({inputs}, {confidence})")
    # (67) as printed
    loose = said.formula("loose").text
    assert least_term(loose, *constant("m**(-1/6)*T**(62/3)*n**2*log(m)", "R**2*sqrt(n)"))


@supports("lemma-5/standard-normal", evidence="certificate")
def test_with_standard_normal_b_the_regret_inequality_keeps_the_iterates_near(claim, over):
    """|W_i - W~|^2 <= |W_1 - W~|^2 + 2 eta sum (loss(W~) + error |W_i - W~|) + eta^2 sum |g|^2, in units of 1/m."""
    said, premise = claim("lemma-5").reading, claim("lemma-5").statement
    over.every("n", "T", "R", "delta", "m")
    kept, rate = f"({inside(said.formula('kept'))})", f"({premise.formula('rate').text})"
    assert equal(said.kept(**NAMES), premise.ball(**NAMES))
    (first, second), _ = terms(said.formula("fake"))
    steps = f"k == max({first}, {second})".replace("log(1/delta)", "L")
    # in the width of lemma 4 for this scale k stands for n
    given = [SMALL_RADIUS, steps, *(text.replace("n", "k") for text in LEMMA_4_WIDTHS)]
    gradient, goal = "sqrt(m)*T**5", "R**2/sqrt(n)"
    assert follows(f"T*(T**7*{kept} + T**3)*(T**6*{kept} + T)", "T**5", *given)  # lemma 10, over sqrt(m)
    outputs = f"sqrt(m)*T**6*{kept} + T*sqrt(T + L)"  # lemma 9, over all inputs
    assert follows(f"(R**2*sqrt(k) + ({outputs})*L)/k", goal, *given)  # (51) over k: the loss at W~
    error = f"({LINEARISATION} + 1)"
    assert follows(
        f"m*{kept}**2 + m*{rate}*n*({goal} + {rate}*({gradient} + 1)**2 + {error}*{kept})",
        f"m*{kept}**2",
        *given,
    )
    regret = f"{kept}**2/{rate} + {rate}*n*({gradient} + 1)**2 + n*{error}*{kept} + n*{goal}"
    assert follows(regret, f"n*{goal}", *given)
    # so many steps, and no other power of log(1/delta): the part of the outputs that does not grow with R
    assert first == n
    own = str(second).replace("log(1/delta)", "L")
    assert same("sqrt(L)*L/k", "1/sqrt(k)", f"k == {own}")


@other_reading("lemma-5", evidence="certificate")
def test_with_standard_normal_b_the_printed_chain_does_not_close(claim, over):
    """Lemma 10 gains sqrt(m): steps of (58) add up to sqrt(n) T^8 / sqrt(m), and (65) starts with n^(3/2) T^16."""
    over.every("n", "T", "m")
    rate = claim("lemma-5").statement.formula("rate").text
    step = f"sqrt(m)*T**8*({rate})"
    assert same(step, "T**8/sqrt(m*n)")
    assert same(f"n*({step})", "sqrt(n)*T**8/sqrt(m)")
    assert same(f"(n*({step}))**2/({rate})", "n**(3/2)*T**16")
    assert breaks_along("n**(3/2)*T**16", "R**2*sqrt(n)", [RADIUS], ["n == M", "T == 1", "R == 1"])


@supports("lemma-5", evidence="certificate")
def test_the_premises_are_those_of_the_chain(claim, over):
    said = claim("lemma-5").statement
    over.every("n", "R", "T", "m")
    rate, ball = said.rate(**NAMES), said.ball(**NAMES)
    assert equal(sympy.sqrt(m**2 * said.precision(**NAMES) ** 2), sympy.Integer(1))  # of m^2 entries
    assert equal(ball**2 / rate, NAMES["R"] ** 2 * sympy.sqrt(n))  # the first term of (39)
    assert said.losses(R=3, n=5) == claim("lemma-7").statement.losses(R=3, n=5)
    assert said.losses(R=2, n=7) == claim("lemma-7").statement.losses(R=2, n=7)
    assert equal(ball, claim("lemma-7").statement.ball(**NAMES))
    loss = str(sympy.expand(n * said.losses(**NAMES)))
    assert follows(loss, "R**2*sqrt(n)", RADIUS)
    least = inside(said.large.right, "Omega")
    assert said.large(R=7, T=1, Omega=lambda x: 7)
    assert not said.large(R=6, T=1, Omega=lambda x: 7)
    # T^14 log(1/delta) in (51) and the linearisation error of the auxiliary run need R of this size
    widths = ("m >= k**3*log(m)**6", f"R >= {least}")
    assert follows(f"{LINEARISATION}*k*R/sqrt(m)", "R**2*sqrt(k)", *widths)
    assert not follows(f"{LINEARISATION}*k*R/sqrt(m)", "R**2*sqrt(k)", widths[0], "R >= T**14")
    assert follows("T**14*L", "R*L", widths[1])


@supports("lemma-5", evidence="certificate")
@pytest.mark.parametrize(
    "name", ["eq-53", "eq-53-width-corrected", "eq-58-travel", "width-corrected", "eq-68", "eq-52"]
)
def test_the_chain_of_lemma_5(name):
    assert STEPS[name].certified()


@other_reading("lemma-5", evidence="certificate")
@pytest.mark.parametrize("name", ["eq-53-width-as-printed", "width-as-printed"])
def test_at_the_widths_of_the_printed_proof_its_chain_breaks(name):
    assert STEPS[name].broken()


@other_reading("lemma-5", evidence="symbolic")
def test_with_n_for_the_steps_of_the_auxiliary_run_its_gradients_are_not_bounded(claim, over):
    over.every("M")
    curve = ["n == 1", "L == M**3", "T == M**(54/11)", "m == M**58", "R == T**16", "k == L**2"]
    linear, gradients, inputs, confidence = (
        str(part) for part in terms(claim("lemma-5").reading.formula("width"))[0]
    )
    widths = [
        f"m >= {text}".replace("log(1/delta)", "L")
        for text in (linear, gradients.replace("k", "n"), inputs, confidence)
    ]
    assert breaks_along(factors(claim, PROVED, TRAVEL), "T**8", widths, curve)
    assert not breaks_along(factors(claim, PROVED, TRAVEL.replace("k", "n")), "T**8", widths, curve)
    assert not breaks_along(factors(claim, PROVED, TRAVEL), "T**8", [f"m >= {gradients}"], curve)
    assert same("k", "max(n, log(1/delta)**2)", GIVEN[0])


@supports("remark-d-equivalent-lemma", evidence="symbolic")
def test_lemma_5_has_the_premise_of_lemma_4_and_the_same_right_side(claim, over):
    said, lemma = claim("remark-d-equivalent-lemma").statement, claim("lemma-4").statement
    over.every("n", "R", "m", "delta")
    delta = over.symbols("delta", positive=True)
    for own in (said, claim("lemma-5").statement):
        assert equal(own.losses(**NAMES), lemma.losses(**NAMES))
    assert equal(said.radius(**NAMES), lemma.radius(**NAMES))
    assert equal(claim("lemma-5").statement.ball(**NAMES), lemma.radius(**NAMES))
    for name in ("eq-24", "eq-52"):
        assert (
            sympy.simplify(
                said.bound(**NAMES, delta=delta) - claim(name).statement.bound(**NAMES, delta=delta)
            )
            == 0
        )


@refutes("remark-d-theorem-2", evidence="certificate")
def test_gd_with_the_printed_b_moves_outputs_less_than_their_size_at_the_start(claim, over):
    case, lemma_9 = claim("remark-d-theorem-2").counterexample, claim("eq-73").statement.formula("output")
    over.every("n", "T", "m")
    travel, start = inside(case.formula("travel")), case.formula("start").text
    steps = claim("remark-d-induction").statement.formula("travel").right
    assert same(travel, inside(steps).replace("(i + 1)", "n"))
    per_distance = sympy.sympify(inside(lemma_9)).coeff(sympy.Symbol("rho"))
    assert same(inside(case.formula("moved")), f"({per_distance})*({travel})")
    # B of variance 1/m: the squared size of B^T h is |h|^2 / m
    assert equal(case.start(m=m) ** 2, claim("lemma-7").counterexample.variance(m=m))
    assert breaks_along(start, inside(case.formula("moved")), [], ["n == M", "T == M", "m == M**40"])
    assert not breaks_along(start, inside(case.formula("moved")), [], ["n == M", "T == M", "m == M**29"])


@corrects("remark-d-theorem-2", evidence="symbolic")
def test_lemma_1_turns_52_into_the_number_of_steps(claim, over):
    """T - d times the average of (52) is at most epsilon just from the printed number on."""
    said = claim("remark-d-theorem-2").correction.enough
    d, delta, epsilon = over.symbols("d delta epsilon", positive=True)
    over.every("n", "R", "T")
    least = said.right(**NAMES, d=d, delta=delta, epsilon=epsilon)
    ratio = (T - d) * claim("eq-52").statement.bound(**NAMES, delta=delta) / epsilon
    assert sympy.simplify(ratio**2 * n - least) == 0
    assert said(n=4, T=2, d=1, R=2, delta=1, epsilon=2) and not said(n=3, T=2, d=1, R=2, delta=1, epsilon=2)
