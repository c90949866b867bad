"""Formulas: exact values, LaTeX in the order in which they were written, and errors planted one at a time."""

import pickle

import numpy as np
import pytest
import sympy

from theory.errors import InputError
from theory.ledger import Clause, Formula
from theory.ledger.latex import latex
from theory.ledger.planting import planted
from theory.papers.wies_2023.proofs.known_formulas import VALUES

SHOWN = [
    ("(1 - 1/(alpha*H))/2", r"\frac{1 - \frac{1}{\alpha |\mathcal H|}}{2}"),
    ("-1/2", r"-\tfrac{1}{2}"),
    ("a - (b - c)", r"a - \left(b - c\right)"),
    ("(a + b)*c", r"\left(a + b\right) c"),
    ("2*3**n", r"2 \cdot 3^{n}"),
    ("(2*n)**2", r"\left(2 n\right)^{2}"),
    ("x <= y < z", r"x \le y < z"),
    ("T in [8, 10]", r"T \in \{8, 10\}"),
    ("O(T**14*rho)", r"O(T^{14} \rho)"),
    ("Sum(a[t], t, 1, n)", r"\sum_{t=1}^{n} a_{t}"),
    ("W_0", "W_{0}"),
    ("x1", "x_{1}"),
    ("P_h(loss > 0)", r"P_{h}[\mathrm{loss} > 0]"),
    ("100000", r"100\,000"),
]


@pytest.mark.parametrize(("text", "shown"), SHOWN, ids=[text for text, _ in SHOWN])
def test_the_latex_keeps_the_order_and_the_meaning(text, shown):
    assert latex(Formula(text), {"H": r"|\mathcal H|"}) == shown


@pytest.mark.parametrize("text", [text for text, _, _ in VALUES])
def test_every_planted_error_is_another_formula_that_can_be_printed(text):
    wrong = planted(Formula(text))
    assert len({formula.text for formula in wrong}) == len(wrong)
    assert all(latex(formula) != latex(Formula(text)) for formula in wrong)


def test_the_kinds_of_planted_errors():
    texts = [formula.text for formula in planted(Formula("floor(x) + 1 <= max(a, -b/2)"))]
    for expected in (
        "ceiling(x) + 1 <= max(a, -b / 2)",
        "floor(x) - 1 <= max(a, -b / 2)",
        "floor(x) + 2 <= max(a, -b / 2)",
        "floor(x) + 0 <= max(a, -b / 2)",
        "floor(x) + 1 < max(a, -b / 2)",
        "floor(x) + 1 >= max(a, -b / 2)",
        "floor(x) + 1 <= min(a, -b / 2)",
        "floor(x) + 1 <= max(a, b / 2)",
        "floor(x) + 1 <= max(a, 2 / -b)",
    ):
        assert expected in texts


def test_formulas_and_clauses_go_through_pickle():
    clause = Clause(r"It is $[[value: n + 1]]$.", "name", "every $[[least: n >= 1]]$")
    _ = clause.content["value"](n=1)  # compiled by now
    assert pickle.loads(pickle.dumps(clause)) == clause


def test_among_words_a_formula_gets_its_dollars_and_texts_are_shown_as_they_are():
    clause = Clause(r"At [[n: 4]] and $d = [[d: 8]]$: [[names: ['a', 'b']]], again [[n]].")
    assert clause.rendered() == "At $4$ and $d = 8$: a, b, again $4$."


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[x]]", "shown again before it is given"),
        ("[[x: 1]] and [[x: 2]]", "given twice"),
        ("[[x: 1 +]]", "not a formula"),
        ("[[x: n = 2]]", "equality is written =="),
        ("[[x: 2n]]", r"a product is written with \*"),
        ("[[x: n^2]]", r"a power is written \*\*"),
        ("[[x: 1e400]]", "write it as a power"),
        ("[[n**2]]", r"with a name and both ends, not '\[\[n\*\*2"),
        ("[[x: 1] for all", "with a name and both ends"),
    ],
)
def test_a_clause_without_sense_is_refused(text, complaint):
    with pytest.raises(InputError, match=complaint):
        Clause(text)


@pytest.mark.parametrize(
    "text", ["not n % 2", "n % 2 and n % 3", "n or n > 2", "not floor(n/2)", "not a", "not a*s"]
)
def test_a_number_is_not_taken_for_a_truth_value(text):
    with pytest.raises(InputError, match="is a number and not true or false"):
        Formula(text)(n=5, a=np.array([1, 2]), s=sympy.Integer(1), **{})
    assert Formula("not n % 2 == 0 and (n > 4 or n < 2)")(n=5) is True
    assert Formula("not a > 1")(a=np.array([1, 2])).tolist() == [True, False]


@pytest.mark.parametrize(
    "text", ["9**9**9", "2**-(10**9)", "binomial(10**9, 10**8)", "factorial(10**8)", "Sum(k, k, 1, 10**12)"]
)
def test_a_number_that_would_take_minutes_is_refused(text):
    with pytest.raises(InputError, match="for a formula"):
        Formula(text)()


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ("By lemma 2, eq 14 to 16 and section 5.1 (2017).", ()),
        ("Of $N$ gates in $\\mathcal H$ and $W^{(0)}$.", ()),
        ("About 3 of $2^N$.", ("3", "2^N")),
        ("$a \\le b$", ("a \\le b",)),
        ("$d = [[d: 4]]$", ()),
    ],
)
def test_what_is_typed_beside_the_formulas(text, stray):
    assert Clause(text).stray == stray
