"""Lemma 1 by Coq's kernel."""

from theory.formal.suite import states
from theory.ledger import corrects, other_reading, refutes, supports


@supports("lemma-1", "eq-5", evidence="formal")
def test_lemma_1_for_every_causal_predictor_weighting_and_alphabet(over):
    assert states(over, "Lemma1.lemma_1")
    assert states(over, "Lemma1.lemma_1_bits")


@supports("eq-15", evidence="formal")
def test_the_free_running_sequence_exists_and_is_unique(over):
    assert states(over, "Lemma1.free_running_exists")
    assert states(over, "Lemma1.free_running_unique")


@other_reading("lemma-1", "eq-5", evidence="formal")
def test_a_loss_that_calls_a_score_of_0_right_breaks_it(over):
    assert states(over, "Lemma1.ties_must_count")


@refutes("remark-4-error-factor", evidence="formal")
def test_a_factor_of_T_minus_d_is_exceeded(over):
    assert states(over, "Lemma1.factor_T_minus_d_fails")


@corrects("remark-4-error-factor", evidence="formal")
def test_T_minus_d_plus_1_is_enough_and_attained(over):
    assert states(over, "Lemma1.error_grows_by_at_most")
    assert states(over, "Lemma1.factor_is_attained")
