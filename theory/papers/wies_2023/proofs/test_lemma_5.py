"""Lemma 5 as a whole: its chain of orders."""

import pytest

from theory.convergence.gd import STEPS
from theory.convergence.recurrence import all_inputs_tail
from theory.convergence.sgd import STEPS as SGD_STEPS
from theory.ledger import other_reading, supports


@supports("lemma-5", evidence="certificate")
@pytest.mark.parametrize(
    "name", ["eq-53", "eq-53-width-corrected", "eq-58-travel", "width-corrected", "eq-68", "eq-52"]
)
def test_the_chain_of_lemma_5(name):
    assert STEPS[name].certified()


@supports("lemma-5", evidence="certificate")
def test_the_gradients_of_all_inputs_at_once():
    assert all_inputs_tail("m >= T**9 + T**6*L**3").follows
    assert SGD_STEPS["gradient-corrected"].certified()


@other_reading("lemma-5", evidence="certificate")
@pytest.mark.parametrize("name", ["eq-53-width-as-printed", "width-as-printed"])
def test_at_the_widths_of_the_printed_proof_its_chain_breaks(name):
    assert STEPS[name].broken()
