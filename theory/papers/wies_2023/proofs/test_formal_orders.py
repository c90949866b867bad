"""Lines of appendices C and D that say that one expression is O of another, and no more, by Coq's kernel."""

import pytest

from theory.formal.suite import SCOPE, replayed
from theory.ledger import supports


@supports("eq-29", evidence="formal", scope=SCOPE)
@pytest.mark.parametrize("step", ["eq-29-middle", "eq-29"])
def test_both_forms_of_29(step):
    assert replayed("C", step)


@supports("eq-37", evidence="formal", scope=SCOPE)
@pytest.mark.parametrize("step", ["eq-37-start", "eq-37-gradients"])
def test_37_bounds_distance_and_gradients(step):
    assert replayed("C", step)


@supports("eq-38", evidence="formal", scope=SCOPE)
def test_38_bounds_linearisation_and_rounding_together():
    assert replayed("C", "eq-38")


@supports("eq-39", evidence="formal", scope=SCOPE)
def test_39_bounds_37_and_38_and_is_no_more_than_they_make_of_it():
    assert replayed("C", "eq-39")
    assert replayed("C_converse", "eq-39")


@supports("eq-51", evidence="formal", scope=SCOPE)
def test_51_follows():
    assert replayed("C", "eq-51")


@supports("eq-66", evidence="formal", scope=SCOPE)
@pytest.mark.parametrize("step", ["eq-66-linearisation", "eq-66"])
def test_66_bounds_linearisation_and_rounding(step):
    assert replayed("D", step)


@supports("eq-67", evidence="formal", scope=SCOPE)
def test_67_bounds_65_and_66():
    assert replayed("D", "eq-67")
