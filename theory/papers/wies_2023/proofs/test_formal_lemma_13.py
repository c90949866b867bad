"""Lemma 13 by Coq's kernel."""

from theory.formal.suite import states
from theory.ledger import other_reading, supports


@supports("lemma-13", "eq-83", "eq-89", evidence="formal")
def test_parities_over_different_sets_are_orthogonal(over):
    assert states(over, "Lemma13.lemma_13")
    assert states(over, "Lemma13.lemma_13_unique_indices")


@supports("eq-88", evidence="formal")
def test_the_expectation_is_the_product_over_the_bits(over):
    assert states(over, "Lemma13.eq_88")


@other_reading("lemma-13", "eq-83", "eq-89", evidence="formal")
def test_as_tuples_it_fails_and_the_exact_statement(over):
    assert states(over, "Lemma13.lemma_13_fails_at_4")
    assert states(over, "Lemma13.lemma_13_tuples")
