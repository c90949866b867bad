"""The complexity phi of eq 10, and what section 4 says of its growth."""

import math

import pytest
import sympy

from theory.hypothesis_class.complexity import BASE_EXPONENT, Complexity, symbolic_phi
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
            assert Complexity(t, n, degree, 1.0, 2.0).log10_phi == pytest.approx(math.log10(exact), rel=1e-12)


@supports("remark-4-phi-growth", evidence="symbolic")
def test_phi_is_a_monomial_in_t_and_in_the_largest_coefficient():
    phi, s = symbolic_phi()
    for name, power in (("T", BASE_EXPONENT + 3 * s["N"] + s["D"]), ("a", 2)):
        x = s[name]
        assert sympy.simplify(x * sympy.diff(phi, x) / phi - power) == 0
        assert not sympy.sympify(power).has(x)


@supports("remark-4-phi-growth", evidence="symbolic")
def test_phi_is_exponential_in_n_with_base_t_cubed_c_squared_degree_cubed():
    phi, s = symbolic_phi()
    base = sympy.simplify(phi.subs(s["N"], s["N"] + 1) / phi)
    assert sympy.simplify(base - s["T"] ** 3 * s["C"] ** 2 * s["D"] ** 3) == 0


@supports("remark-4-phi-growth", evidence="symbolic")
def test_phi_is_exponential_in_the_degree_up_to_a_power():
    phi, s = symbolic_phi()
    degree = s["D"]
    rest = sympy.simplify(phi / s["T"] ** degree)
    # what is left of T^D is a power of D: its elasticity is constant
    assert sympy.simplify(degree * sympy.diff(rest, degree) / rest - 3 * s["N"]) == 0


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
