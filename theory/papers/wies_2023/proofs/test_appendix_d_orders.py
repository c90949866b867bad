"""Appendix D: every step that is an order, by certificate or by a ray on which it breaks."""

from fractions import Fraction

import pytest
import sympy

from theory.asymptotics import parse_quantity
from theory.asymptotics.least import least_bound
from theory.convergence.gd import BOUND_67, BOUND_67_TIGHT, RADIUS, STEPS
from theory.convergence.recurrence import all_inputs_tail
from theory.convergence.sgd import STEPS as SGD_STEPS
from theory.ledger import corrects, refutes, supports


@supports("eq-53", evidence="certificate")
@pytest.mark.parametrize("name", ["eq-53", "eq-53-radius"])
def test_some_iterate_of_sgd_is_good_and_near(name):
    assert STEPS[name].certified()


@refutes("remark-d-auxiliary-width", evidence="certificate")
def test_the_printed_width_of_the_auxiliary_run_is_too_small():
    assert STEPS["eq-53-width-as-printed"].broken()


@corrects("remark-d-auxiliary-width", evidence="certificate")
def test_the_corrected_width_of_the_auxiliary_run_is_enough():
    assert STEPS["eq-53-width-corrected"].certified()


@refutes("remark-d-gradient-width", evidence="certificate")
def test_t7_is_too_narrow_for_all_inputs_at_once():
    answer = all_inputs_tail("m >= T**7*log(n)**3 + T**7*log(T)**3 + T**7*L**3")
    assert answer.order.ray is not None
    assert answer.order.ray.breaks(*answer.order.broken, answer.order.conditions)


@corrects("remark-d-gradient-width", evidence="certificate")
def test_t9_is_wide_enough_for_all_inputs_at_once():
    assert all_inputs_tail("m >= T**9 + T**6*L**3").follows
    assert SGD_STEPS["gradient-corrected"].certified()


@supports("eq-58", evidence="certificate")
@pytest.mark.parametrize("name", ["eq-58", "eq-58-travel"])
def test_a_step_and_n_steps_are_as_short_as_58_says(name):
    assert STEPS[name].certified()


@supports("eq-60", "eq-59", evidence="certificate")
def test_the_iterates_stay_in_the_ball_of_lemma_11():
    assert STEPS["in-the-ball"].certified()


@supports("eq-63", "eq-64", evidence="certificate")
def test_the_rounding_term_left_out_drowns_in_the_linearisation_error():
    assert STEPS["eq-64-rounding"].certified()


@supports("eq-65", evidence="certificate")
def test_65_bounds_distance_and_gradients():
    assert STEPS["eq-65-start"].certified()
    assert SGD_STEPS["eq-37-gradients"].certified()


@supports("eq-66", evidence="certificate")
@pytest.mark.parametrize("name", ["eq-66-linearisation", "eq-66"])
def test_66_bounds_linearisation_and_rounding_together(name):
    assert STEPS[name].certified()


@supports("eq-67", evidence="certificate")
@pytest.mark.parametrize("name", ["eq-67", "eq-67-tight"])
def test_67_bounds_65_and_66(name):
    assert STEPS[name].certified()


@supports("eq-67", evidence="symbolic")
def test_the_exponents_of_67_are_those_of_65_and_66():
    m, n, t = sympy.symbols("m n T", positive=True)
    eta = 1 / (m * sympy.sqrt(n))
    terms = {
        "T**16*sqrt(n)": t**16 / (eta * m),
        "T**(62/3)*n**2/m**(1/6)": (t**8 / sympy.sqrt(m)) ** sympy.Rational(1, 3) * t**10 * n * (n * t**8),
        "n**2*T**8/m**(3/2)": m ** sympy.Rational(-3, 2) * n**2 * t**8,
    }
    without_logs = parse_quantity(BOUND_67).without_logarithms().monomials
    assert set(without_logs) == {parse_quantity(text).monomials[0] for text in terms}
    for text, value in terms.items():
        powers = dict(
            base_and_power(f) for f in sympy.Mul.make_args(sympy.powsimp(sympy.expand_power_base(value)))
        )
        printed = {base: power for (base, _), power in parse_quantity(text).monomials[0].entries}
        assert {str(base): Fraction(int(p.p), int(p.q)) for base, p in powers.items()} == printed


def base_and_power(factor):
    return factor.as_base_exp()


@refutes("remark-d-width", evidence="certificate")
def test_the_printed_width_is_too_small_for_67():
    assert STEPS["width-as-printed"].broken()


@corrects("remark-d-width", evidence="certificate")
@pytest.mark.parametrize("name", ["width-corrected", "width-corrected-tight", "width-as-printed-tight"])
def test_the_corrected_widths_are_enough_and_the_printed_one_is_for_the_sharper_form(name):
    assert STEPS[name].certified()


@corrects("remark-d-width", evidence="certificate")
def test_the_least_width_for_67_is_ninth_power_and_for_the_sharper_form_third():
    for bound, power in ((BOUND_67, 9), (BOUND_67_TIGHT, 3)):
        least = least_bound(bound, "R**2*sqrt(n)", "m", [RADIUS])
        main = [m for m in least.threshold.monomials if m.exponent_of("log(m)")]
        assert [m.exponent_of("n") for m in main] == [{(): Fraction(power)}]
        assert [m.exponent_of("log(m)") for m in main] == [{(): Fraction(6)}]


@supports("eq-68", evidence="certificate")
@pytest.mark.parametrize("name", ["width-as-printed-tight", "eq-68"])
def test_68_follows(name):
    assert STEPS[name].certified()


@supports("eq-52", evidence="certificate")
def test_52_follows_from_68():
    assert STEPS["eq-52"].certified()
