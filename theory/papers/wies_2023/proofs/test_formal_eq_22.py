"""The proof of lemma 3 in appendix B by Coq's kernel. What its definitions say is compared with the claims."""

import re
from itertools import product

import sympy as sp

from theory.formal.suite import statement, states
from theory.ledger import corrects, refutes, supports


def pinned(name):
    return statement(f"Lemma3.{name}")


def in_sympy(coq, **names):
    """A Coq term of real arithmetic in sympy."""
    for old, new in (
        ("Num.sqrt", "sqrt"),
        ("%:R", ""),
        ("^", "**"),
        ("(alpha z)", "alpha"),
        ("Lemma3.scale R N", "s"),
    ):
        coq = coq.replace(old, new)
    return sp.sympify(coq, locals=names)


def coq_scale(n):
    return in_sympy(re.search(r"=> (.*?) : forall", pinned("scale")).group(1), N=n)


@corrects("remark-b-alpha", evidence="formal")
def test_alpha_takes_every_value_below_2_to_the_n_once(claim, over):
    said = claim("remark-b-alpha").correction
    assert states(over, "Lemma3.alpha_lt")
    assert states(over, "Lemma3.alpha_injective")
    assert r"(\sum_(i < N) 2 ^ i * ~~ tnth z i)%N" in pinned("alpha")
    assert "(alpha z < 2 ^ N)%N" in pinned("alpha_lt")
    for n in (1, 2, 3, 4):  # the sum of Coq's definition, in Python
        assert [said.values(alpha=k, N=n) for k in range(-1, 2**n + 1)] == [False, *[True] * 2**n, False]
        for bits in product((False, True), repeat=n):
            from_one = dict(enumerate(bits, start=1))
            alpha = said.alpha(z=from_one, N=n, is_zero=lambda bit: not bit)
            assert alpha == sum(2**i * (not bits[i]) for i in range(n))
    assert [said.N(N=n) for n in range(4)] == [False, True, True, True]


@corrects("remark-b-unit-weights", evidence="formal")
def test_the_weights_are_unit_and_the_inner_product_is_alpha_over_s(claim, over):
    said, n = claim("remark-b-unit-weights").correction, sp.Symbol("N", positive=True)
    assert states(over, "Lemma3.unit_weights_are_unit")
    assert states(over, "Lemma3.projection_is")
    alpha, s = sp.symbols("alpha s")
    quotient = re.search(r"projection \(unit_weights R N\) z = (.*)", pinned("projection_is")).group(1)
    assert in_sympy(quotient, alpha=alpha, s=s) == said.product(alpha=alpha, s=s)
    assert sp.simplify(coq_scale(n) - said.scale(N=n)) == 0
    assert "(0 < N)%N -> forall z" in pinned("projection_is")
    assert [said.N(N=k) for k in range(4)] == [k > 0 for k in range(4)]


@refutes("remark-b-unit-weights", evidence="formal")
def test_the_weights_that_coq_speaks_of_are_the_printed_ones(claim, over):
    said, (n, i) = claim("remark-b-unit-weights").statement, sp.symbols("N i", positive=True)
    assert states(over, "Lemma3.unit_weights_are_unit")
    first, rest = re.search(r"if j == ord0 then (.*) else (.*?)\)", pinned("unit_weights")).groups()
    assert sp.simplify(in_sympy(first, N=n, i=i) - said.weight(N=n, i=i)) == 0
    assert int(rest) == said.rest


@refutes("eq-22", evidence="formal")
def test_eq_22_read_literally_is_right_only_for_one_input_or_constant_gates(claim, over):
    alpha = sp.Symbol("alpha")
    assert states(over, "Lemma3.eq_22_literal")
    assert "\\prod_(z' | z' != z) (((alpha z)%:R - (alpha z')%:R)^-1 *: ('X - ((alpha z')%:R)%:P))" in pinned(
        "eq_22"
    )
    assert claim("eq-22").statement.node(alpha=alpha) == alpha
    assert "N = 1%N \\/ (forall z z' : N.-tuple bool, f z = f z')" in pinned("eq_22_literal")


@corrects("eq-22", evidence="formal")
def test_eq_22_with_its_factor_is_right_for_all_gates(claim, over):
    said, n = claim("eq-22").correction, sp.Symbol("N", positive=True)
    assert states(over, "Lemma3.eq_22_corrected")
    assert states(over, "Lemma3.eq_22_degree")
    # psi(s X) at the inner product alpha/s: the coefficient of power i is multiplied by s^i
    assert "(eq_22 f \\Po Lemma3.scale R N *: 'X).[projection (unit_weights R N) z] = f z" in pinned(
        "eq_22_corrected"
    )
    alpha, s, x, i = sp.symbols("alpha s x i", positive=True)
    assert s * said.node(alpha=alpha, s=s) == alpha
    assert sp.expand_power_base((s * x) ** i) == said.factor(s=s, i=i) * x**i
    assert sp.simplify(coq_scale(n) - said.scale(N=n)) == 0
    assert [said.inputs(N=k) for k in range(4)] == [k > 0 for k in range(4)]


@supports("remark-b-footnote-6", evidence="formal")
def test_one_bound_serves_the_coefficients_of_all_gates(claim, over):
    assert states(over, "Lemma3.lemma_3")
    # a bound that is chosen before the gate, for each number of inputs; there is no d in it
    proved = pinned("lemma_3")
    assert proved.index("(bound : R)") < proved.index("forall l : N.-tuple bool -> R")
    assert claim("remark-b-footnote-6").statement.order(O=lambda size: size) == 1
