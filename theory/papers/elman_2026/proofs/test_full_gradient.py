"""Gradient descent on the expected loss, and gradients of finite precision."""

from fractions import Fraction

import sympy

from theory.convergence.wide_elman import RADIUS_ALL, THEOREM_STEPS
from theory.ledger import supports
from theory.papers.elman_2026.proofs.orders import decides
from theory.papers.elman_2026.proofs.test_theorem import logs_dropped


@supports("theorem-full-gradient/exact", evidence="symbolic")
def test_the_bound_of_full_gradients(claim, over):
    said, theorem = claim("theorem-full-gradient").statement, claim("theorem-1").statement
    descent, martingale, margin = (
        claim(i).statement for i in ("lemma-descent", "lemma-martingale", "lemma-margin")
    )
    n, m, k, length, radius, eta, c, tokens, log_term = over.symbols("n m k T R eta c N L", positive=True)
    chain = martingale.union(k=k) * descent.sum(R=radius, eta=eta, m=m) / n
    assert sympy.simplify(said.bound(k=k, R=radius, eta=eta, m=m, n=n) - chain) == 0
    for name in ("rate", "tokens", "long"):
        assert said.formula(name).text == theorem.formula(name).text
    assert said.formula("width").text == claim("lemma-widths").statement.formula("width_all").text
    # all 2^d inputs at once: L + T for L in the bound of the outputs, and sqrt(L + T) <= sqrt(L) + sqrt(T)
    union = 2**length * n * length * sympy.exp(-margin.L(n=n, T=length, delta=1) - length)
    assert sympy.simplify(union / margin.rare(delta=1)).subs(length, 1) < 1
    assert sympy.log(2) < 1  # so it falls with T
    wider = sympy.Rational(3, 2)  # times sqrt(T), beside L
    outputs = margin.start(L=length)  # grows like the square root
    extra = margin.c(L=wider * sympy.sqrt(length)) * (1 - sympy.Rational(margin.fit))
    assert sympy.simplify(extra / outputs) > 1
    names = {"L": log_term, "k": k, "T": length, "N": tokens, "c": c}
    own = said.formula("radius").right(**names)
    samples = theorem.formula("radius").right(**{**names, "L": log_term + wider * sympy.sqrt(length)})
    assert sympy.simplify(own - samples) == 0
    assert said.formula("radius").left(R=radius) == radius**2
    assert said.radius(R=5, L=1, k=1, T=1, N=1, c=1) and not said.radius(R=2, L=1, k=1, T=1, N=1, c=1)


@supports("theorem-full-gradient/steps", evidence="certificate")
def test_the_number_of_steps(claim, over):
    said = claim("theorem-full-gradient").statement
    over.every("T", "k", "L", "n", "epsilon", "N")
    given = f"n >= {logs_dropped(said.formula('steps'))}*L**2"
    assert decides(THEOREM_STEPS["steps-all"], f"k*T*{RADIUS_ALL}**2/n", "1/E", given, "T >= k")


@supports("theorem-full-gradient/rounded", evidence="symbolic")
def test_gradients_of_finite_precision(claim, over):
    """|G - g| <= 1 in Frobenius norm adds 2 eta |W - W*| and doubles the squares."""
    said, descent = claim("theorem-full-gradient").statement, claim("lemma-descent").statement
    n, m, length, radius, eta = over.symbols("n m T R eta", positive=True)
    largest = said.formula("half_rate").right(m=m, T=length)
    assert said.half_rate(eta=Fraction(1, 16), m=1, T=8) and said.half_rate(eta=0, m=1, T=8)
    assert not said.half_rate(eta=Fraction(1, 15), m=1, T=8)
    rounding = sympy.sqrt(m**2 * said.precision(m=m) ** 2)  # of m^2 entries
    gain = 2 * (1 - sympy.Rational(descent.error)) - 2 * largest * descent.squares(m=m, T=length)
    a_step = 2 * rounding * descent.near(R=radius, m=m) + 2 * eta * rounding**2  # over eta, beside 2 l*
    assert said.precise(m=9, n=3) and said.precise(m=10, n=3) and not said.precise(m=8, n=3)
    narrowest = said.formula("precise").right(n=n)
    spent = (n * a_step).subs(eta, largest).subs(m, narrowest)
    # sqrt(m) = n: 4 R, and 2 eta n = 1/(n T), at most 1
    spent = sympy.simplify(spent)
    assert sympy.simplify(spent - 4 * radius - 1 / (n * length)) == 0
    total = (radius**2 / (eta * m) + 2 + 4 * radius + 1) / gain
    assert sympy.simplify(said.rounded(R=radius, eta=eta, m=m) - total) == 0
    # and the iterates stay: Delta <= R^2/m + 2 eta + eta (4 R + 1) <= (2 R)^2/m for R >= 3
    room = m * (descent.near(R=radius, m=m) ** 2 - radius**2 / m - largest * (2 + 4 * radius + 1))
    room = sympy.simplify(room.subs(length, 8))
    assert room.subs(radius, 1) > 0 and sympy.diff(room, radius).subs(radius, 1) > 0
    assert THEOREM_STEPS["rounded"].certified()
