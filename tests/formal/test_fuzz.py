"""The independent checker and Coq's on mutants of certificates: no difference, no crash, no hang."""

import random

from tests.coq import needs_coq
from tests.fuzz.orders import compare, coq_folder, definition, mutant, seeds, verdict, verdicts_of_coq
from theory.asymptotics import checker, decide_order
from theory.papers.wies_2023.proofs.known_orders import LONG_QUESTIONS, QUESTIONS

MUTANTS = 200


def test_no_mutant_makes_the_checker_crash_or_hang():
    draw = random.Random(7)
    documents = seeds()
    verdicts = [verdict(mutant(draw, documents)) for _ in range(MUTANTS)]
    assert 0 < sum(why is None for why in verdicts) < MUTANTS / 4
    assert len(set(verdicts)) > 10


@needs_coq
def test_both_checkers_agree_on_mutants():
    accepted, differences = compare(MUTANTS)
    assert accepted
    assert differences == []


@needs_coq
def test_coq_accepts_the_certificates_of_the_questions_that_it_can_read():
    followed = [question for question in QUESTIONS + LONG_QUESTIONS if question[-1]]
    texts = [
        decide_order(left, right, given, parameters, small=small).certificate.text
        for left, right, given, parameters, small, _ in followed
    ]
    terms = [definition(text, "c")[0] for text in texts]
    served = [term for term in terms if term is not None]
    assert len(served) > 25
    renamed = [term.replace("c :", f"c{k} :", 1) for k, term in enumerate(served)]
    with coq_folder() as folder:
        assert all(verdicts_of_coq(renamed, folder))


@needs_coq
def test_a_checker_that_skips_a_step_differs(monkeypatch):
    monkeypatch.setattr(checker._Certificate, "ratio", lambda self, larger, smaller: {})
    _, differences = compare(MUTANTS)
    assert differences
