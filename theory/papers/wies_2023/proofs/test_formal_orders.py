"""Lines of appendices C and D that say that one expression is O of another, and no more, by Coq's kernel."""

import pytest

from theory.formal.suite import replayed
from theory.ledger import supports


@supports("eq-29", evidence="formal")
@pytest.mark.parametrize("step", ["eq-29-middle", "eq-29"])
def test_both_forms_of_29(over, step):
    assert replayed(over, "C", step)


@supports("eq-37", evidence="formal")
@pytest.mark.parametrize("step", ["eq-37-start", "eq-37-gradients"])
def test_37_bounds_distance_and_gradients(over, step):
    assert replayed(over, "C", step)


@supports("eq-38", evidence="formal")
def test_38_bounds_linearisation_and_rounding_together(over):
    assert replayed(over, "C", "eq-38")


@supports("eq-39", evidence="formal")
def test_39_bounds_37_and_38_and_is_no_more_than_they_make_of_it(over):
    assert replayed(over, "C", "eq-39")
    assert replayed(over, "C_converse", "eq-39")


@supports("eq-51", evidence="formal")
def test_51_follows(over):
    assert replayed(over, "C", "eq-51")


@supports("eq-66", evidence="formal")
@pytest.mark.parametrize("step", ["eq-66-linearisation", "eq-66"])
def test_66_bounds_linearisation_and_rounding(over, step):
    assert replayed(over, "D", step)


@supports("eq-67", evidence="formal")
def test_67_bounds_65_and_66(over):
    assert replayed(over, "D", "eq-67")
