"""Lemma 2 by Coq's kernel."""

from theory.formal.suite import states
from theory.ledger import corrects, refutes, supports


@supports("lemma-2", "eq-8", evidence="formal")
def test_lemma_2_over_every_real_closed_field(over):
    assert states(over, "Lemma2.lemma_2")
    assert states(over, "Lemma2.lemma_2_largest_coefficient")


@supports("eq-16", evidence="formal")
def test_the_inner_products_of_eq_16(over):
    assert states(over, "Lemma2.w2_is_unit")
    assert states(over, "Lemma2.eq_16")


@supports("eq-17", evidence="formal")
def test_eq_17_is_enough(over):
    assert states(over, "Lemma2.eq_17_suffices")


@supports("eq-18", evidence="formal")
def test_eq_18_takes_the_values_of_eq_17(over):
    assert states(over, "Lemma2.eq_18_values")


@refutes("eq-19", "eq-20", "eq-21", evidence="formal")
def test_the_printed_polynomials_are_not_eq_18(over):
    assert states(over, "Lemma2.eq_19_20_21_agree")
    assert states(over, "Lemma2.eq_21_values")
    assert states(over, "Lemma2.eq_21_is_not_eq_18")


@corrects("eq-19", "eq-20", evidence="formal")
def test_with_the_factors_2_and_1_they_are(over):
    assert states(over, "Lemma2.eq_19_20_corrected_are_eq_18")


@corrects("eq-21", evidence="formal")
def test_the_polynomial_is_the_only_one_and_the_printed_signs_still_serve_eq_6(over):
    assert states(over, "Lemma2.eq_18_is")
    assert states(over, "Lemma2.eq_17_determines")
    assert states(over, "Lemma2.eq_21_signs")
