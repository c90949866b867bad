"""The independent checker and Coq's on mutants of certificates: no difference, no crash, no hang."""

import random

import pytest

from tests.fuzz.orders import compare, mutant, seeds, verdict
from theory.asymptotics import checker
from theory.formal import coq_version

MUTANTS = 200


def test_no_mutant_makes_the_checker_crash_or_hang():
    draw = random.Random(7)
    documents = seeds()
    verdicts = [verdict(mutant(draw, documents)) for _ in range(MUTANTS)]
    assert 0 < sum(why is None for why in verdicts) < MUTANTS / 4
    assert len(set(verdicts)) > 10


@pytest.mark.skipif(coq_version() is None, reason="there is no Coq here")
def test_both_checkers_agree_on_mutants():
    accepted, differences = compare(MUTANTS)
    assert accepted
    assert differences == []


@pytest.mark.skipif(coq_version() is None, reason="there is no Coq here")
def test_a_checker_that_skips_a_step_differs(monkeypatch):
    monkeypatch.setattr(checker._Certificate, "ratio", lambda self, larger, smaller: {})
    _, differences = compare(MUTANTS)
    assert differences
