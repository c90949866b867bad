"""The questions that people ask: the right answer, and a witness that both checkers accept."""

import pytest

from theory.asymptotics import Undecided, checker, decide_order
from theory.errors import InputError
from theory.formal.certificates import certificate_definition
from theory.papers.wies_2023.proofs.known_orders import LONG_QUESTIONS, QUESTIONS


@pytest.mark.parametrize(
    ("left", "right", "given", "parameters", "small", "follows"),
    LONG_QUESTIONS,
    ids=range(len(LONG_QUESTIONS)),
)
def test_the_answer_and_its_witness(left, right, given, parameters, small, follows):
    answer = decide_order(left, right, given, parameters, small=small)
    assert answer.follows is follows
    checker.check((answer.certificate or answer.refutation).text)


def test_coq_reads_every_certificate_or_says_what_it_does_not_replay():
    read, refused = 0, set()
    for left, right, given, parameters, small, follows in QUESTIONS + LONG_QUESTIONS:
        if not follows:
            continue
        document = decide_order(left, right, given, parameters, small=small).certificate.document
        try:
            certificate_definition("c", document)
            read += 1
        except InputError as error:
            assert str(error).startswith("Coq replays")
            refused.add(str(error).partition(",")[0])
    assert read > 25
    assert len(refused) <= 5


@pytest.mark.parametrize(
    ("left", "right", "given", "parameters", "small", "says"),
    [
        ("log(1/eps)", "n", [], [], [], "--small"),
        ("2**(2**n)", "n", [], [], [], "exponential in an exponent"),
        ("n**(k*n)", "n", [], ["k >= 0"], [], "a parameter and a variable"),
        ("(n + m)**k", "n", [], ["k >= -1"], [], "bound its parameters"),
        ("(n + 1)**m", "n", [], [], [], "a sum to the power of a variable"),
        ("n", "m", [], [], ["q"], "does not occur"),
        ("n", "m", ["n > m"], [], [], "write >= or <="),
        ("n**a", "m", [], ["a > b"], [], "declared before"),
        ("n", "n**m", [], [], [], "undecided"),
        ("é", "n", [], [], [], "ASCII"),
        ("1" * 5001, "n", [], [], [], "cannot read|digits"),
    ],
)
def test_what_is_not_served_is_said_in_one_line(left, right, given, parameters, small, says):
    with pytest.raises(InputError, match=says) as caught:
        decide_order(left, right, given, parameters, small=small)
    assert "\n" not in str(caught.value)


def test_a_search_that_takes_too_long_ends(monkeypatch):
    monkeypatch.setattr("theory.asymptotics.orders._MOST_PROGRAMS", 3)
    monkeypatch.setattr("theory.asymptotics.orders._PROGRAMS_FOR_A_PAIR", 1)
    with pytest.raises(Undecided, match="too long"):
        decide_order("n**log(n)", "log(n)**n")
