"""Questions with known answers, and both kinds of witness on random ones."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theory.asymptotics import (
    Condition,
    Monomial,
    Quantity,
    Undecided,
    checker,
    decide_order,
    decide_relation,
)
from theory.asymptotics.rays import Ray
from theory.convergence.steps import Step
from theory.errors import InputError
from theory.ledger import Formula


def test_a_ray_breaks_only_where_the_conditions_hold_and_the_quotient_grows():
    (a,), (b,) = ([Monomial.of({(name, ()): Fraction(1)})] for name in "ab")
    ray = Ray({"a": (Fraction(2), Fraction(0)), "b": (Fraction(1), Fraction(0))})
    assert ray.breaks((a,), (b,), [])
    assert not ray.breaks((a,), (b,), [Condition(b, a)])
    assert not ray.breaks((b,), (b,), [])
    assert not ray.breaks((b,), (a,), [])
    assert not ray.breaks((a, b), (b,), [])
    assert not ray.breaks((a,), (a, b), [])


def test_a_ray_on_which_an_exponential_is_not_what_it_stands_for_is_not_used():
    # With m bounded 2^(n m) is at least 2^n, whatever log(2^(n m)) = Theta(n m) alone would allow.
    assert decide_order("2**n", "2**(n*m)")
    with pytest.raises(Undecided):
        decide_order("n", "n**m")


def test_a_step_is_certified_only_by_the_checker(monkeypatch):
    step = Step("n", "n", "n", "n**2")
    assert step.certified()

    def reject(text):
        raise checker.Rejected("no")

    monkeypatch.setattr(checker, "check", reject)
    with pytest.raises(checker.Rejected):
        step.certified()


def test_a_question_beyond_the_calculus_is_called_undecided_and_not_guessed():
    with pytest.raises(Undecided):
        decide_order("n", "n**m")


DIFFERENCES = ["a - b", "-a", "0*a"]
UNKNOWN = [
    "f(a)",
    "log(1/a)",
    "2**(a*log(1/a))",
    "a if b else c",
    "a**(1/0)",
    "'a'",
    "a.b",
    "max()",
]
UNREADABLE = ["", "a +", "\x00", "(" * 300 + "a" + ")" * 300]


@pytest.mark.parametrize("text", [*DIFFERENCES, *UNKNOWN, *UNREADABLE])
def test_what_cannot_be_read_is_one_clear_line(text):
    with pytest.raises(InputError) as caught:
        decide_order(text, "a")
    assert "\n" not in str(caught.value)


def monomials(bases):
    exponents = st.builds(Fraction, st.integers(-6, 6), st.integers(1, 3))
    return st.dictionaries(st.sampled_from(bases), exponents, max_size=3).map(
        lambda powers: Monomial.of({(base, ()): power for base, power in powers.items()})
    )


POWERS = monomials(["a", "b", "c", "d"])
WITH_LOGS = monomials(["a", "b", "log(a)", "log(b)"])


def check_witness(left, right, conditions):
    answer = decide_order(Quantity.of(left), Quantity.of(right), conditions)
    if answer.follows:
        checker.check(answer.certificate.text)
    else:
        assert answer.ray.breaks(*answer.broken, answer.conditions)
        assert answer.breakpoint is not None


@given(
    st.lists(POWERS, min_size=1, max_size=2),
    st.lists(POWERS, min_size=1, max_size=2),
    st.lists(POWERS, max_size=3),
)
def test_products_of_powers_are_always_decided(left, right, ratios):
    conditions = [Condition(ratio, Monomial()) for ratio in ratios]
    check_witness([[m] for m in left], [[m] for m in right], conditions)


@given(WITH_LOGS, WITH_LOGS, st.lists(WITH_LOGS, max_size=2))
def test_with_logs_every_answer_carries_its_witness(left, right, ratios):
    conditions = [Condition(ratio, Monomial()) for ratio in ratios]
    try:
        check_witness([[left]], [[right]], conditions)
    except Undecided:
        return


@pytest.mark.parametrize(
    ("left", "right", "relation", "follows"),
    [
        ("n", "n**2", "O", True),
        ("n**2", "n", "O", False),
        ("n**2", "n", "Omega", True),
        ("n", "n**2", "Theta", False),
        ("n**2", "n", "Theta", False),
        ("2*n + 1", "n", "Theta", True),
        ("n*log(n)", "n", "O~", True),
    ],
)
def test_an_answer_is_true_where_the_relation_follows(left, right, relation, follows):
    name = {"O~": "Otilde"}.get(relation, relation)
    for answer in (
        decide_order(left, right, relation=relation),
        decide_relation(f"{left} == {name}({right})"),
        decide_relation(Formula(f"{left} == {name}({right})")),
    ):
        assert bool(answer) is answer.follows is follows
        for found in filter(None, (answer, answer.converse)):
            checker.check((found.certificate or found.refutation).text)
        assert (answer.converse is not None) is (follows and relation == "Theta")


@pytest.mark.parametrize("relation", ["o", "~", "P", ""])
def test_another_relation_is_refused_with_the_names_of_those_that_are_decided(relation):
    with pytest.raises(InputError, match="O, Omega, Theta, O~"):
        decide_order("n", "n", relation=relation)


@pytest.mark.parametrize(
    "text", ["n", "n == n", "n <= O(n)", "n == o(n)", "n == O(n, m)", "n == O(n) == m", "n == O("]
)
def test_a_relation_of_another_form_is_refused(text):
    with pytest.raises(InputError, match=r"LEFT == O\(RIGHT\)|cannot read"):
        decide_relation(text)


def test_conditions_of_a_relation_may_be_formulas():
    assert decide_relation(Formula("n**2 == O(m)"), [Formula("m >= n**3")])
    assert not decide_relation(Formula("n**2 == O(m)"), [Formula("m >= n")])


@pytest.mark.parametrize("text", ["ln(n)", "log2(n)", "2**ln(n)", "2**n*binomial(n, k)"])
def test_an_unknown_function_is_refused_with_the_names_of_the_known(text):
    with pytest.raises(
        InputError, match=r"unknown function .* \(known: log, exp, sqrt, factorial, max, min\)"
    ):
        decide_order(text, "n")


def test_a_bound_that_is_no_parameter_yet_is_refused_with_what_to_declare():
    with pytest.raises(InputError, match='declare a first, for example "a >= 0"'):
        decide_order("n**b", "n**a", [], ["b > a"])
