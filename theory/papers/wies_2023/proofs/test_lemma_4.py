"""Lemma 4 as a whole: its chain of orders, in the printed scale of B and in that of a standard normal B."""

import pytest

from theory.convergence.chain import LEMMA_4_STEPS
from theory.convergence.sgd import STEPS
from theory.ledger import other_reading, supports


@supports("lemma-4", evidence="certificate")
@pytest.mark.parametrize(
    "name",
    [
        "gradient-corrected",
        "travel",
        "in-the-ball",
        "eq-38",
        "eq-39",
        "width-corrected",
        "eq-40",
        "eq-51",
        "eq-24",
    ],
)
def test_lemma_4_in_the_printed_scale(name):
    assert STEPS[name].certified()


@supports("lemma-4", evidence="certificate")
@pytest.mark.parametrize("name", LEMMA_4_STEPS)
def test_lemma_4_in_the_scale_of_standard_normal_b(name):
    assert LEMMA_4_STEPS[name].certified()


@other_reading("lemma-4", evidence="certificate")
@pytest.mark.parametrize("name", ["gradient-at-printed-width", "width-as-printed", "width-as-printed-tight"])
def test_at_the_widths_of_the_printed_proof_its_chain_breaks(name):
    assert STEPS[name].broken()
