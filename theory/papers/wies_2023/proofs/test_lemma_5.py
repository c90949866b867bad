"""Lemma 5 as a whole: its chain of orders, at the widths of its reading."""

import pytest
import sympy

from theory.asymptotics import breaks_along
from theory.convergence.gd import RADIUS, STEPS
from theory.convergence.recurrence import linearisation_tail
from theory.convergence.sgd import LINEARISATION
from theory.ledger import other_reading, supports
from theory.papers.wies_2023.proofs.orders import follows, inside, same
from theory.papers.wies_2023.proofs.test_appendix_d_orders import (
    NAMES,
    PROVED,
    assert_least_tail,
    constant,
    equal,
    factors,
    k,
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
    # (67) as printed has another power of n
    loose = f"k**{said.loose}*log(m)**6"
    assert least_term(loose, *constant("m**(-1/6)*T**(62/3)*k**2*log(m)", "R**2*sqrt(k)"))


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
    """Even with the factors as the proof of lemma 10 quotes them."""
    over.every("M")
    curve = ["n == 1", "L == M**3", "T == M**(54/11)", "m == M**55", "R == T**16", "k == L**2"]
    widths = [
        "m >= sqrt(n)*T**11",
        "m >= T**9",
        "m >= T**6*L**3",
        "m >= k**(9)*log(m)**6",
        "m >= n**9*log(m)**6",
    ]
    gradient = f"T*(T**3 + T**7*{TRAVEL})*(T**6*{TRAVEL} + T)"
    assert breaks_along(gradient, "T**8", widths, curve)
    assert same("k", "max(n, log(1/delta)**2)", GIVEN[0])
    assert k not in (m, n)
