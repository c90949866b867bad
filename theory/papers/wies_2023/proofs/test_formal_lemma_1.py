"""Lemma 1 by Coq's kernel."""

from theory.formal.suite import SCOPE, states
from theory.ledger import corrects, other_reading, refutes, supports


@supports("lemma-1", "eq-5", evidence="formal", scope=SCOPE)
def test_lemma_1_for_every_causal_predictor_weighting_and_alphabet():
    assert states("Lemma1.lemma_1")
    assert states("Lemma1.lemma_1_bits")


@supports("eq-15", evidence="formal", scope=SCOPE)
def test_the_free_running_sequence_exists_and_is_unique():
    assert states("Lemma1.free_running_exists")
    assert states("Lemma1.free_running_unique")


@other_reading("lemma-1", "eq-5", evidence="formal", scope=SCOPE)
def test_a_loss_that_calls_a_score_of_0_right_breaks_it():
    assert states("Lemma1.ties_must_count")


@refutes("remark-4-error-factor", evidence="formal", scope=SCOPE)
def test_a_factor_of_T_minus_d_is_exceeded():
    assert states("Lemma1.factor_T_minus_d_fails")


@corrects("remark-4-error-factor", evidence="formal", scope=SCOPE)
def test_T_minus_d_plus_1_is_enough_and_attained():
    assert states("Lemma1.error_grows_by_at_most")
    assert states("Lemma1.factor_is_attained")
