"""The range that a check covered, as the ledger shows it."""

from fractions import Fraction

import sympy

from theory.ledger.coverage import Coverage
from theory.papers.elman_2026 import PAPER
from theory.reported import TABLE_1


def text_of(**ranges):
    over = Coverage()
    for _ in over(**ranges):
        pass
    return over.text


def test_values_are_shown_as_a_reader_writes_them():
    large = sympy.Integer(10) ** 15 * sympy.Integer(10) ** sympy.Rational(17, 20)
    assert (
        text_of(case=[(1000, large), (Fraction(1, 60), sympy.sqrt(2))])
        == "case = (1000, 7.079e+15), (1/60, sqrt(2))"
    )
    assert text_of(line=TABLE_1[:1]).startswith("line = (8, True, ")
    assert text_of(claim=PAPER.claims[:2]) == "claim = theorem-1, corollary-1"


def test_values_that_are_shown_alike_count_each():
    tall = [sympy.Integer(10) ** 20 + k for k in range(9)]
    assert text_of(n=tall) == "n = 1.000e+20, 1.000e+20, 1.000e+20, ..., 1.000e+20 (9 values)"
