"""Appendix C: every step that is an order, by certificate or by a ray on which it breaks."""

from fractions import Fraction

import pytest

from theory.asymptotics import Monomial
from theory.asymptotics.least import least_bound
from theory.convergence.sgd import BOUND_39, BOUND_39_TIGHT, CONVERSES, RADIUS, STEPS
from theory.ledger import corrects, refutes, supports


def exponents(monomial: Monomial) -> dict[str, Fraction]:
    return {base: power for (base, _), power in monomial.entries}


@refutes("remark-c-gradient-width", evidence="certificate")
def test_the_cited_bounds_exceed_t8_at_the_printed_width():
    assert STEPS["gradient-at-printed-width"].broken()
    ray = STEPS["gradient-at-printed-width"].decide().ray
    assert ray.exponents["T"] > ray.exponents["n"]


@corrects("remark-c-gradient-width", evidence="certificate")
def test_gradients_are_t8_at_the_corrected_width_and_no_less_will_do():
    assert STEPS["gradient-corrected"].certified()
    step = STEPS["gradient-corrected"]
    least = least_bound(step.left, step.right, "m")
    assert {"n": Fraction(1, 2), "T": Fraction(11)} in [exponents(m) for m in least.threshold.monomials]


@supports("eq-29", evidence="certificate")
@pytest.mark.parametrize("name", ["eq-29-middle", "eq-29", "travel"])
def test_a_step_and_n_steps_are_as_short_as_29_says(name):
    assert STEPS[name].certified()


@refutes("remark-c-rounding-norm", evidence="certificate")
@pytest.mark.parametrize("name", ["rounding-norm", "eq-38-rounding"])
def test_entrywise_errors_are_larger_in_frobenius_norm_than_printed(name):
    assert STEPS[name].broken()


@refutes("remark-c-rounding-norm", evidence="symbolic")
def test_the_rounding_term_of_the_constant_matrix_is_m_times_what_38_says():
    import sympy

    m, n, radius = sympy.symbols("m n R", positive=True)
    entry_of_sigma, entry_of_difference = 1 / m, -radius / m ** sympy.Rational(3, 2)
    term = -n * m**2 * entry_of_sigma * entry_of_difference
    assert sympy.simplify(m * entry_of_sigma) == 1
    assert sympy.simplify(sympy.sqrt(m**2 * entry_of_difference**2) - radius / sympy.sqrt(m)) == 0
    assert sympy.simplify(term / (n * radius * m ** -sympy.Rational(3, 2))) == m


@corrects("remark-c-rounding-norm", evidence="certificate")
@pytest.mark.parametrize("name", ["rounding-norm-corrected", "eq-38-rounding-corrected", "eq-38-total"])
def test_entrywise_errors_are_o1_in_frobenius_norm_and_drown_in_the_linearisation_error(name):
    assert STEPS[name].certified()


@corrects("remark-c-rounding-norm", evidence="certificate")
def test_the_frobenius_norm_of_the_rounding_error_is_of_order_one_and_not_less():
    assert STEPS["rounding-norm-corrected"].certified()
    assert CONVERSES["rounding-norm"].certified()


@supports("remark-c-ball", "eq-31", evidence="certificate")
def test_the_iterates_stay_in_the_ball_of_lemma_8():
    assert STEPS["in-the-ball"].certified()


@supports("eq-37", evidence="certificate")
@pytest.mark.parametrize("name", ["eq-37-start", "eq-37-gradients"])
def test_37_bounds_distance_and_gradients(name):
    assert STEPS[name].certified()


@supports("eq-38", evidence="certificate")
@pytest.mark.parametrize("name", ["eq-38-linearisation", "eq-38"])
def test_38_bounds_linearisation_and_rounding_together(name):
    assert STEPS[name].certified()


@supports("eq-39", evidence="certificate")
@pytest.mark.parametrize("name", ["eq-39", "eq-39-tight"])
def test_39_bounds_37_and_38(name):
    assert STEPS[name].certified()


@supports("eq-39", evidence="certificate")
def test_39_is_no_more_than_37_and_38_make_of_it():
    """Both ways: the parts of (39) are O of those of (37) and (38), so its exponents are not larger than need be."""
    assert CONVERSES["eq-39"].certified()
    assert CONVERSES["eq-38-linearisation"].certified()
    assert CONVERSES["eq-38-linearisation-back"].certified()


@refutes("remark-c-width", evidence="certificate")
@pytest.mark.parametrize("name", ["width-as-printed", "width-as-printed-tight"])
def test_the_printed_width_is_too_small_for_39_in_either_form(name):
    assert STEPS[name].broken()


@corrects("remark-c-width", evidence="certificate")
@pytest.mark.parametrize("name", ["width-corrected", "width-corrected-tight"])
def test_the_corrected_widths_are_enough(name):
    assert STEPS[name].certified()


@corrects("remark-c-width", evidence="certificate")
def test_the_least_widths_are_those_stated():
    least = least_bound(BOUND_39, "R**2*sqrt(n)", "m", [RADIUS])
    assert [exponents(monomial) for monomial in least.threshold.monomials] == [
        {"R": -4, "T": 60, "log(m)": 6, "n": 3},
        {"R": -10, "T": 108, "log(m)": 6, "n": 9},
        {"R": Fraction(-2, 3), "n": 1},
    ]
    assert least.answer.follows
    tight = least_bound(BOUND_39_TIGHT, "R**2*sqrt(n)", "m", [RADIUS])
    assert {"R": -4, "T": 60, "log(m)": 6, "n": 3} in [exponents(m) for m in tight.threshold.monomials]


@supports("eq-40", evidence="certificate")
@pytest.mark.parametrize("name", ["width-corrected", "eq-40"])
def test_40_follows_at_the_corrected_width(name):
    assert STEPS[name].certified()


@supports("eq-41", evidence="certificate")
@pytest.mark.parametrize("name", ["eq-41", "eq-41-end"])
def test_outputs_stay_within_t14(name):
    assert STEPS[name].certified()


@supports("eq-51", evidence="certificate")
def test_51_follows_from_50_and_40():
    assert STEPS["eq-51"].certified()


@refutes("remark-c-division", evidence="certificate")
def test_51_over_n_is_not_24():
    assert STEPS["eq-24-directly"].broken()


@corrects("remark-c-division", evidence="certificate")
@supports("eq-24", evidence="certificate")
def test_the_smaller_of_51_over_n_and_2_is_24():
    assert STEPS["eq-24"].certified()
