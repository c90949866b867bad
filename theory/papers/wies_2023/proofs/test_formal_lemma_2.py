"""Lemma 2 by Coq's kernel."""

from theory.formal.suite import SCOPE, states
from theory.ledger import corrects, refutes, supports


@supports("lemma-2", "eq-8", evidence="formal", scope=SCOPE)
def test_lemma_2_over_every_real_closed_field():
    assert states("Lemma2.lemma_2")
    assert states("Lemma2.lemma_2_largest_coefficient")


@supports("eq-16", evidence="formal", scope=SCOPE)
def test_the_inner_products_of_eq_16():
    assert states("Lemma2.w2_is_unit")
    assert states("Lemma2.eq_16")


@supports("eq-17", evidence="formal", scope=SCOPE)
def test_eq_17_is_enough():
    assert states("Lemma2.eq_17_suffices")


@supports("eq-18", evidence="formal", scope=SCOPE)
def test_eq_18_takes_the_values_of_eq_17():
    assert states("Lemma2.eq_18_values")


@refutes("eq-19", "eq-20", "eq-21", evidence="formal", scope=SCOPE)
def test_the_printed_polynomials_are_not_eq_18():
    assert states("Lemma2.eq_19_20_21_agree")
    assert states("Lemma2.eq_21_values")
    assert states("Lemma2.eq_21_is_not_eq_18")


@corrects("eq-19", "eq-20", evidence="formal", scope=SCOPE)
def test_with_the_factors_2_and_1_they_are():
    assert states("Lemma2.eq_19_20_corrected_are_eq_18")


@corrects("eq-21", evidence="formal", scope=SCOPE)
def test_the_polynomial_is_the_only_one_and_the_printed_signs_still_serve_eq_6():
    assert states("Lemma2.eq_18_is")
    assert states("Lemma2.eq_17_determines")
    assert states("Lemma2.eq_21_signs")
