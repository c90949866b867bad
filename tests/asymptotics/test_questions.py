"""The questions that people ask: the right answer, and a witness that both checkers accept."""

import pytest

from tests.asymptotics.questions import QUESTIONS
from theory.asymptotics import Undecided, checker, decide_order
from theory.asymptotics.tails import decide_tail_text
from theory.errors import InputError
from theory.formal.certificates import certificate_definition


@pytest.mark.parametrize(
    ("left", "right", "given", "parameters", "small", "follows"), QUESTIONS, ids=range(len(QUESTIONS))
)
def test_the_answer_and_its_witness(left, right, given, parameters, small, follows):
    answer = decide_order(left, right, given, parameters, small=small)
    assert answer.follows is follows
    checker.check((answer.certificate or answer.refutation).text)


def test_coq_reads_every_certificate_or_says_what_it_does_not_replay():
    read, refused = 0, set()
    for left, right, given, parameters, small, follows in QUESTIONS:
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
    ("left", "right", "given", "says"),
    [
        ("n*exp(-O(m))", "1", ["m >= n"], "it needs Omega"),
        ("exp(Omega(T))*exp(-Omega(m))", "1", ["m >= T"], "it needs O"),
        ("n/0.5**d", "exp(-L)", ["d >= n", "d >= L"], "exactly one exp"),
        ("n/1**d", "exp(-L)", ["d >= n", "d >= L"], "exactly one exp"),
        ("exp(T)*exp(-Omega(min(m/T**8, T**10/m)))", "1", ["m >= T**9", "m <= T**9"], "cannot all hold"),
        ("exp(-Omega(m))", "1", [], "nothing to beat"),
    ],
)
def test_what_a_relation_with_some_constant_cannot_mean_is_refused(left, right, given, says):
    with pytest.raises(InputError, match=says):
        decide_tail_text(left, right, given)


@pytest.mark.parametrize(
    ("left", "right", "given", "small", "follows"),
    [
        ("exp(T)*exp(-Omega(min(m/T**8, T**10/m)))", "1", ["m == T**9"], [], False),
        ("exp(T)*exp(-Omega(min(m/T**8, T**11/m)))", "1", ["m >= T**9", "m <= T**10"], [], True),
        ("n*0.5**d", "exp(-L)", ["d >= n", "d >= L"], [], True),
        ("exp(O(T))*exp(-Omega(m))", "1", ["m >= T"], [], True),
        ("n*exp(-Omega(m*eps**2))", "delta", ["m >= log(n/delta)/eps**2"], ["eps", "delta"], True),
        ("n*exp(-Omega(m*eps**2))", "delta", ["m >= log(n/delta)/eps"], ["eps", "delta"], False),
    ],
)
def test_tail_events_are_questions_about_the_constant(left, right, given, small, follows):
    answer = decide_tail_text(left, right, given, small=small)
    assert answer.follows is follows
    decided = answer.decided
    checker.check((decided.certificate or decided.refutation).text)


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


def test_tilde_is_not_asked_of_exponentials():
    with pytest.raises(InputError, match="O~"):
        decide_order("n", "2**n", ignore_logs=True)
