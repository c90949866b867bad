"""The complexity phi of eq 10, and what section 4 says of its growth."""

import math
from fractions import Fraction

import pytest
import sympy

from theory.hypothesis_class.complexity import BASE_EXPONENT, Complexity, symbolic_phi
from theory.hypothesis_class.no_free_lunch import power_part
from theory.ledger import other_reading, supports


@supports("eq-10", evidence="symbolic")
def test_phi_is_one_positive_product_for_every_degree_from_one(claim, over):
    said, reading = claim("eq-10").statement, claim("eq-10").reading
    phi, s = symbolic_phi()
    over.every(*s, positive=True)
    t, c, n, degree, a = (s[name] for name in ("T", "C", "N", "D", "a"))
    assert phi.is_positive
    by_hand = (
        16 * sympy.log(t)
        + 3 * n * sympy.log(t * degree)
        + degree * sympy.log(t)
        + 2 * n * sympy.log(c)
        + 2 * sympy.log(a)
    )
    for product in (phi, said.phi(T=t, C=c, N=n, D=degree, a=a)):
        difference = sympy.log(product) - by_hand
        assert sympy.expand(sympy.expand_log(difference, force=True)) == 0
    assert [said.constant(C=value) for value in (-1, 0, sympy.Rational(1, 2), 1)] == [
        False,
        False,
        True,
        True,
    ]
    without = t ** (BASE_EXPONENT + 3 * n + degree) * c ** (2 * n) * a**2
    assert (
        sympy.simplify(said.phi(T=t, C=c, N=n, D=degree, a=a) / reading.factor(D=degree, N=n) - without) == 0
    )
    # a sequence of constant labels has phi zero if its degree counts as zero; the logarithm in use counts it as one
    assert said.phi(T=t, C=c, N=2, D=reading.zero, a=a) == reading.vanishes == 0
    assert Complexity(10, 2, 0, 0.0).log10_phi == Complexity(10, 2, 0, 0.0, c=float(reading.C)).log10_phi
    assert Complexity(10, 2, reading.zero, 0.0).log10_phi == pytest.approx(
        BASE_EXPONENT + 6 + math.log10(reading.least)
    )


@supports("eq-10", evidence="exhaustive")
def test_the_logarithm_is_that_of_the_exact_product(claim, over):
    said = claim("eq-10").statement.phi
    for t in over(T=range(1, 41, 3)):
        for n, degree in over(N=range(1, 5), D=range(1, 6)):
            exact = said(T=t, N=n, D=degree, C=2, a=10)
            assert exact == t ** (16 + 3 * n + degree) * 2 ** (2 * n) * degree ** (3 * n) * 100
            assert power_part(t, n, degree, Fraction(100), Fraction(2)) == exact
            assert Complexity(t, n, degree, 1.0, 2.0).log10_phi == pytest.approx(math.log10(exact), rel=1e-12)


def elasticity(phi, x):
    """The exponent with which phi depends on x, if it is a monomial in x: x phi'(x) / phi(x)."""
    return sympy.simplify(x * sympy.diff(phi, x) / phi)


@supports("remark-4-phi-growth", evidence="symbolic")
def test_phi_is_a_monomial_in_t_and_in_the_largest_coefficient(claim, over):
    said = claim("remark-4-phi-growth").reading
    phi, s = symbolic_phi()
    over.every(*s, positive=True)
    for name, power in (("T", said.in_T(N=s["N"], D=s["D"])), ("a", sympy.sympify(said.in_a))):
        assert sympy.simplify(elasticity(phi, s[name]) - power) == 0
        assert not power.has(s[name])


@supports("remark-4-phi-growth", evidence="symbolic")
def test_phi_is_exponential_in_n_with_one_base(claim, over):
    said = claim("remark-4-phi-growth").reading
    phi, s = symbolic_phi()
    over.every(*s, positive=True)
    base = sympy.simplify(phi.subs(s["N"], s["N"] + 1) / phi)
    assert sympy.simplify(base - said.grows.left(T=s["T"], C=s["C"], D=s["D"])) == 0
    assert not base.has(s["N"])
    # the base is increasing in each variable, and above 1 at the least values of the domain
    assert all(sympy.diff(base, s[name]).is_positive for name in ("T", "C", "D"))
    growth = phi.subs(s["N"], 3) > phi.subs(s["N"], 2)
    for values in over(T=(1, 2, 3), C=(Fraction(1, 1000), Fraction(1, 2), 1, 2), D=(1, 2)):
        at = dict(zip("TCD", values, strict=True))
        grows = bool(
            growth.subs({s[name]: sympy.Rational(value) for name, value in at.items()} | {s["a"]: 1})
        )
        assert said.grows(**at) == grows
        inside = all(claim_of_domain(**at) for claim_of_domain in (said.T, said.C, said.D))
        assert grows or not inside
    assert said.T(T=2)
    assert said.C(C=1)
    assert said.D(D=1)
    assert not said.D(D=0)
    assert not said.C(C=0)


@supports("remark-4-phi-growth", evidence="symbolic")
def test_phi_is_exponential_in_the_degree_up_to_a_power(claim, over):
    phi, s = symbolic_phi()
    over.every(*s, positive=True)
    rest = sympy.simplify(phi / claim("remark-4-phi-growth").reading.in_D(T=s["T"], N=s["N"], D=s["D"]))
    assert not rest.has(s["D"])


@other_reading("remark-4-phi-growth", evidence="symbolic")
def test_jointly_phi_is_no_polynomial_and_for_small_c_it_falls_with_n():
    phi, s = symbolic_phi()
    # no common exponent of T serves all N
    assert (sympy.diff(BASE_EXPONENT + 3 * s["N"] + s["D"], s["N"])) == 3
    assert (
        sympy.limit(
            phi.subs({s["N"]: s["T"], s["D"]: 1, s["C"]: 1, s["a"]: 1}) / sympy.exp(s["T"]), s["T"], sympy.oo
        )
        == sympy.oo
    )
    # "C > 0" allows a base below 1: more inputs, smaller phi
    base = (phi.subs(s["N"], s["N"] + 1) / phi).subs({s["T"]: 10, s["D"]: 2, s["C"]: sympy.Rational(1, 1000)})
    assert sympy.simplify(base) < 1
    # at T = 1 the degree enters as a power only
    assert (
        sympy.simplify(phi.subs(s["T"], 1) - s["C"] ** (2 * s["N"]) * s["D"] ** (3 * s["N"]) * s["a"] ** 2)
        == 0
    )
