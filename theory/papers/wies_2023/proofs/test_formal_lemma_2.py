"""Lemma 2 by Coq's kernel. The polynomials that its statements name are compared with those of the claims."""

import re

import pytest
import sympy as sp

from theory.formal.suite import statement, states
from theory.ledger import corrects, refutes, supports

Z, ROOT = sp.Symbol("z"), sp.sqrt(2)
_MEANING = (
    ("r2^-1", "(1/r2)"),
    ("%:P", ""),
    ("*:", "*"),
    ("'X^2", "z**2"),
    ("'X", "z"),
    ("2^-1", "(1/2)"),
    ("^-1", "**(-1)"),
)


def pinned(name):
    return statement(f"Lemma2.{name}")


def coq_polynomial(name):
    """The polynomial that the pinned definition gives to a name, in sympy; r2 is the root of 2."""
    body = re.search(r"=> (.*?) : forall", pinned(name)).group(1)
    for coq, python in _MEANING:
        body = body.replace(coq, python)
    return sp.sympify(body, locals={"r2": ROOT, "z": Z})


def is_defined_as(name, formula):
    return sp.expand(coq_polynomial(name) - formula(z=Z)) == 0


@supports("lemma-2", evidence="formal")
def test_lemma_2_over_every_real_closed_field(claim, over):
    said = claim("lemma-2").statement
    assert states(over, "Lemma2.lemma_2")
    assert f"size psi = {said.degree + 1}%N, forall i : nat, `|psi`_i| < {said.bound.right()} " in pinned(
        "lemma_2"
    )
    assert [said.bound(a=a) for a in (-10, -9, 9, 10)] == [False, True, True, False]


@supports("eq-8", evidence="formal")
def test_eq_8_over_every_real_closed_field(claim, over):
    said = claim("eq-8").statement
    assert states(over, "Lemma2.lemma_2")
    assert f"size psi = {said.degree + 1}%N" in pinned("lemma_2")
    assert f"(if z1 == z2 then {said.equal} else {said.different})]" in pinned("lemma_2")


@supports("eq-16", evidence="formal")
def test_the_inner_products_of_eq_16(claim, over):
    said = claim("eq-16").statement
    assert states(over, "Lemma2.w2_is_unit")
    assert states(over, "Lemma2.eq_16")
    coq = {ROOT: "Num.sqrt 2", 1 / ROOT: "(Num.sqrt 2)^-1", 0: "0"}
    both_zero, different, both_one = (coq[v] for v in (said.both_zero, said.different, said.both_one))
    cases = f"(if ~~ z1 && ~~ z2 then {both_zero} else if z1 != z2 then {different} else {both_one})"
    assert cases in pinned("eq_16")
    assert f"(if j == ord0 then {coq[said.w[0]]} else {coq[said.w[1]]})" in pinned("w2")
    assert said.w == said.w[:2] * 2 and (said.low, said.high) == (False, True)


@supports("eq-17", evidence="formal")
def test_eq_17_is_enough(claim, over):
    said = claim("eq-17").statement
    assert states(over, "Lemma2.eq_17_suffices")
    coq = {ROOT: "Num.sqrt 2", 1 / ROOT: "(Num.sqrt 2)^-1", 0: "0"}
    conditions = [(said.both_one, said.equal), (said.both_zero, said.equal), (said.between, said.different)]
    premises = " -> ".join(f"psi.[{coq[node]}] = {value}" for node, value in conditions)
    assert premises in pinned("eq_17_suffices")


@supports("eq-18", evidence="formal")
def test_eq_18_takes_the_values_of_eq_17(claim, over):
    assert states(over, "Lemma2.eq_18_values")
    assert is_defined_as("eq_18", claim("eq-18").statement.psi)


@pytest.mark.parametrize("number", [19, 20, 21])
@refutes("eq-19", "eq-20", "eq-21", evidence="formal")
def test_the_printed_polynomials_are_not_eq_18(number, claim, over):
    assert states(over, "Lemma2.eq_19_20_21_agree")
    assert states(over, "Lemma2.eq_21_values")
    assert states(over, "Lemma2.eq_21_is_not_eq_18")
    assert is_defined_as(f"eq_{number}_printed", claim(f"eq-{number}").statement.psi)


@pytest.mark.parametrize("number", [19, 20])
@corrects("eq-19", "eq-20", evidence="formal")
def test_with_the_factors_2_and_1_they_are(number, claim, over):
    assert states(over, "Lemma2.eq_19_20_corrected_are_eq_18")
    assert is_defined_as(f"eq_{number}_corrected", claim(f"eq-{number}").correction.psi)


@corrects("eq-21", evidence="formal")
def test_the_polynomial_is_the_only_one_and_the_printed_signs_still_serve_eq_6(claim, over):
    said = claim("eq-21").correction
    assert states(over, "Lemma2.eq_18_is")
    assert states(over, "Lemma2.eq_17_determines")
    assert states(over, "Lemma2.eq_21_signs")
    assert is_defined_as("parity_polynomial", said.psi)
    assert f"(size psi <= {said.degree + 1})%N" in pinned("eq_17_determines")
