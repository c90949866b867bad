"""The theorem and its corollaries: how the lemmas are put together."""

import math
from fractions import Fraction

import sympy

from theory.convergence import log10_guaranteed_samples
from theory.convergence.wide_elman import RADIUS, THEOREM_STEPS
from theory.ledger import Verdict, supports
from theory.papers.elman_2026 import PAPER
from theory.papers.elman_2026.proofs.orders import decides, words
from theory.papers.wies_2023.proofs.orders import inside
from theory.tasks import BitSubsetParity


@supports("theorem-1/theorem", evidence="symbolic")
def test_the_bound_is_put_together_from_the_lemmas(claim, over):
    said, descent, margin = (claim(i).statement for i in ("theorem-1", "lemma-descent", "lemma-margin"))
    martingale = claim("lemma-martingale").statement
    n, m, k, length, radius, eta, delta, c = over.symbols("n m k T R eta delta c", positive=True)
    sums = descent.sum(R=radius, eta=eta, m=m) + martingale.tail(delta=delta / 2)
    chain = martingale.union(k=k) * sympy.Rational(martingale.rounded) * sums / n
    names = {"k": k, "R": radius, "eta": eta, "m": m, "delta": delta, "n": n}
    assert sympy.simplify(said.bound(**names) - chain) == 0
    assert margin.rare(delta=1) < Fraction(1, 2)  # what the start may fail with, beside the martingale's half
    assert sympy.simplify(said.L(n=n, T=length, delta=delta) - margin.L(n=n, T=length, delta=delta)) == 0
    tokens, log_term = over.symbols("N L", positive=True)
    least = claim("lemma-coefficients").statement.mu(c=c, T=length, N=tokens)
    own = said.formula("radius").right(L=log_term, k=k, T=length, N=tokens, c=c)
    assert sympy.simplify(own - margin.formula("radius").right(L=log_term, k=k, mu=least)) == 0
    assert said.formula("radius").left(R=radius) == radius**2
    assert said.radius(R=2, L=1, k=1, T=1, N=1, c=1) and not said.radius(R=1, L=1, k=1, T=1, N=1, c=1)
    assert said.formula("rate").text == descent.formula("rate").text
    assert said.inside(R=radius, m=m) == descent.inside(R=radius, m=m)
    assert said.formula("width").text == claim("lemma-widths").statement.formula("width").text
    assert said.tokens(N=2) and not said.tokens(N=1) and said.tokens(N=3)
    assert said.long(T=12, N=3) and not said.long(T=11, N=3) and not said.long(T=7, N=1)
    assert said.long(T=8, N=2) and said.long(T=13, N=3)


@supports("theorem-1/initialisation", evidence="symbolic")
def test_the_initialisation_keeps_the_state_at_norm_one(claim, over):
    """|h_t|^2 grows by half of m times the variance of A a step, by T^-2 in all; that of W keeps it."""
    said = claim("theorem-1").statement
    m, length = over.symbols("m T", positive=True)
    assert m * said.W(m=m) / 2 == 1
    growth = length * m * said.A(m=m, T=length) / 2
    assert sympy.simplify(growth - length ** (-2)) == 0
    assert 1 + growth.subs(length, 8) < Fraction(claim("lemma-margin").statement.variance)
    assert said.B == 1  # so that f_t is of the size of h_t


@supports("theorem-1/printed-normaliser", evidence="symbolic")
def test_the_printed_normaliser(claim, over):
    said, descent = claim("theorem-1").statement, claim("lemma-descent").statement
    assert said.two(k=2) and said.two(k=3) and not said.two(k=1)
    m, length, k = over.symbols("m T k", positive=True)
    largest = said.formula("printed").right(k=k, m=m, T=length)
    effective = descent.effective(eta=largest, k=k)
    assert sympy.simplify(effective - said.formula("rate").right(m=m, T=length)) == 0
    assert said.printed(eta=Fraction(3, 8), k=2, m=1, T=1) and said.printed(eta=0, k=2, m=1, T=1)
    assert not said.printed(eta=Fraction(1, 2), k=2, m=1, T=1)
    assert sympy.simplify(said.smaller(k=k) * descent.effective(eta=1, k=k)) == 1


def least_samples(bound, n, epsilon):
    """The n at which a bound that is a constant over n equals epsilon."""
    return sympy.simplify(bound * n / epsilon)


@supports("corollary-1/fast", "corollary-1/slow", evidence="symbolic")
def test_the_numbers_of_samples(claim, over):
    said, theorem = claim("corollary-1").statement, claim("theorem-1").statement
    n, m, k, length, delta, c, epsilon, tokens, log_term = over.symbols(
        "n m k T delta c epsilon N L", positive=True
    )
    squared = theorem.formula("radius").right(L=log_term, k=k, T=length, N=tokens, c=c)
    names = {"k": k, "R": sympy.sqrt(squared), "m": m, "delta": delta, "n": n}
    shown = {"k": k, "T": length, "N": tokens, "L": log_term, "c": c, "delta": delta, "epsilon": epsilon}
    fast_rate = said.fast_rate(m=m, T=length)
    assert fast_rate == theorem.formula("rate").right(m=m, T=length)
    bound = theorem.bound(eta=fast_rate, **names)
    assert sympy.simplify(said.formula("fast").right(**shown) - least_samples(bound, n, epsilon)) == 0
    assert said.formula("fast").left(n=n) == n
    # at the printed rate two summands, each half of epsilon
    slow_rate = said.slow_rate(m=m, n=n)
    assert sympy.simplify(slow_rate * m * sympy.sqrt(n)) == 1
    bound = theorem.bound(eta=slow_rate, **names)
    rest = theorem.bound(**{**names, "R": 0, "eta": slow_rate})
    growing = sympy.simplify((bound - rest) * sympy.sqrt(n))
    first, second = (2 * growing / epsilon) ** 2, 2 * rest * n / epsilon
    at = {k: 3, length: 10, tokens: 2, log_term: 12, c: sympy.Rational(1, 7), delta: sympy.Rational(1, 5)}
    for accuracy in (sympy.Rational(1, 2), sympy.Integer(10) ** 15):  # either of the two is the larger one
        numbers = {**at, epsilon: accuracy}
        values = {name: symbol.subs(numbers) for name, symbol in shown.items()}
        largest = max(sympy.simplify(first.subs(numbers)), sympy.simplify(second.subs(numbers)), key=float)
        assert sympy.simplify(said.formula("slow").right(**values) - largest) == 0
        assert said.slow(n=sympy.ceiling(largest), **values) and said.slow(n=largest, **values)
        assert not said.slow(n=largest - 1, **values)
        least = said.formula("fast").right(**values)
        assert said.fast(n=least, **values) and said.fast(n=least + 1, **values)
        assert not said.fast(n=least - 1, **values)
    # where the printed rate is one that the theorem allows
    square = sympy.solve(sympy.Eq(1 / sympy.sqrt(n), m * fast_rate), n)[0]
    assert sympy.simplify(said.formula("allowed").right(T=length) - square) == 0
    assert said.allowed(n=16, T=3) and said.allowed(n=17, T=3) and not said.allowed(n=15, T=3)


@supports("corollary-1/fast", "corollary-1/slow", evidence="numeric")
def test_the_function_that_solves_for_n(claim, over):
    """The condition holds just above the number that the function returns, and not just below."""
    said, theorem = claim("corollary-1").statement, claim("theorem-1").statement
    constant, tokens = 1 / 30000, 2
    for length, k, epsilon, delta in over(T=(10, 22), k=(1, 3), epsilon=(0.1, 0.01), delta=(0.1,)):
        for name, printed in (("fast", False), ("slow", True)):
            found = 10 ** log10_guaranteed_samples(
                length, k, constant * length**-tokens, epsilon=epsilon, delta=delta, printed_rate=printed
            )
            for n, holds in (((1 + 1e-9) * found, True), ((1 - 1e-9) * found, False)):
                log_term = math.log(8 * n * length / delta)
                assert math.isclose(float(theorem.L(n=n, T=length, delta=delta)), log_term)
                names = {"T": length, "k": k, "N": tokens, "c": constant, "L": log_term}
                condition = said.formula(name)(n=n, epsilon=epsilon, delta=delta, **names)
                assert bool(condition) == holds
    # where the radius does not matter: the largest rate allowed, or the failure probability, decides
    rate_decides = 10 ** log10_guaranteed_samples(100, 1, 1e9, epsilon=1.0, delta=1.0, printed_rate=True)
    assert math.isclose(rate_decides, said.formula("allowed").right(T=100))
    for delta, epsilon in ((1.0, 1.0), (0.01, 1.0), (0.01, 0.5)):
        names = {"T": 8, "k": 50, "N": 0, "c": 1e12, "L": 1, "epsilon": epsilon, "delta": delta}
        for name, printed in (("fast", False), ("slow", True)):
            found = 10 ** log10_guaranteed_samples(
                8, 50, 1e12, epsilon=epsilon, delta=delta, printed_rate=printed
            )
            assert math.isclose(found, said.formula(name).right(**names), rel_tol=1e-6)
    left_out = log10_guaranteed_samples(10, 3, 1e-6)
    assert left_out == log10_guaranteed_samples(10, 3, 1e-6, epsilon=0.1, delta=0.1, printed_rate=False)


def logs_dropped(formula):
    """What stands inside Otilde, as a power of T and of E = 1/epsilon."""
    return f"({words(inside(formula, 'Otilde'))})"


@supports("corollary-1/orders", evidence="certificate")
def test_the_orders_of_the_numbers_of_samples(claim, over):
    said = claim("corollary-1").statement
    over.every("T", "k", "L", "n", "epsilon", "N")
    for name, left, powers, step in (
        ("fast_order", f"k*(T*{RADIUS}**2 + L)/n", "L**2", THEOREM_STEPS["samples-fast"]),
        ("slow_order", f"k*({RADIUS}**2*sqrt(n) + L)/n", "L**4", THEOREM_STEPS["samples-slow"]),
    ):
        assert decides(step, left, "1/E", f"n >= {logs_dropped(said.formula(name))}*{powers}", "T >= k")


@supports("corollary-2", "theorem-1/theorem", evidence="symbolic")
def test_parity_in_powers_of_d(claim, over):
    said = claim("corollary-2").statement
    samples, theorem = claim("corollary-1").statement, claim("theorem-1").statement
    d, epsilon = sympy.symbols("d epsilon", positive=True)
    for size in over(d=(8, 16, 32, 64)):
        task = BitSubsetParity.random(size, 0)
        assert said.sizes(d=size)
        assert said.outputs(k=task.num_labels, d=size) and said.length(T=task.sequence_length, d=size)
        assert said.tokens(N=max(len(gate.inputs) for gate in task.gates))
        assert theorem.outputs(k=task.num_labels, T=task.sequence_length, d=size)
        assert not theorem.outputs(k=task.num_labels + 1, T=task.sequence_length, d=size)
    assert not said.sizes(d=7)
    outputs, length = said.formula("outputs").right(d=d), said.formula("length").right(d=d)

    def power(expression):
        return sympy.degree(sympy.expand(expression), d)

    own = {"k": outputs, "T": length, "N": 2, "L": 1, "c": 1, "delta": 1, "epsilon": 1}
    fast = samples.formula("fast").right(**own)
    slow = (outputs**2 * length**2) ** 2  # the first of the two, without its constants
    assert power(sympy.expand(fast * outputs**2 * length**2)) == power(fast) + power(slow) / 2
    width = outputs**4 * length ** (4 * 2 + _power_of_the_width(theorem))
    for name, found, accuracy in (("fast", fast, 1), ("slow", slow, 2), ("width", width, 0)):
        shown = said.formula(name)(d=d, epsilon=epsilon, Otilde=lambda order: order)
        assert shown == d ** power(found) / epsilon**accuracy


def _power_of_the_width(theorem):
    """What 4 N is added to in the exponent of T."""
    right = theorem.formula("width").right(K=1, k=1, T=2, N=0, L=1, m=1, log=lambda x: 1)
    return int(right).bit_length() - 1


@supports("remark-larger-start", evidence="certificate")
def test_the_larger_start(claim, over):
    said = claim("remark-larger-start").statement
    over.every("T", "k", "L", "n", "epsilon", "N", "R", "m", "K")
    m, length = sympy.symbols("m T", positive=True)
    theorem = claim("theorem-1").statement
    # the ratio of the two variances is that of theorem 1, and outputs are homogeneous in (A, M_0)
    ratio = said.M(m=m, T=length) / said.A(m=m)
    assert sympy.simplify(ratio - theorem.W(m=m) / theorem.A(m=m, T=length)) == 0
    assert said.A(m=m) == theorem.W(m=m)
    scale = said.scale(T=length)
    assert sympy.simplify(scale**2 - ratio) == 0
    rate = said.rate(m=m, T=length)
    squared = claim("lemma-descent").statement.squares(m=m, T=length) * scale**2
    assert sympy.simplify(rate * squared) == 1
    width = f"({said.formula('width').text})"
    assert decides(THEOREM_STEPS["start-width"], f"T**25*{RADIUS}**8*log(m)**7", width)
    assert THEOREM_STEPS["start-linear"].certified()
    assert "m >= K*T**25*R**8*log(m)**7" in THEOREM_STEPS["start-linear"].given
    given = f"n >= {logs_dropped(said.formula('samples'))}*L**2"
    assert decides(THEOREM_STEPS["start-samples"], f"k*(T**4*{RADIUS}**2 + L)/n", "1/E", given, "T >= k")


@supports("remark-premises", evidence="exhaustive")
def test_one_premise_is_cited_and_it_is_about_these_pages(claim, over):
    said = claim("remark-premises").statement
    claims = list(over(claim=PAPER.claims))
    premises = [own.id for own in claims if own.verdict is Verdict.CITED or own.source]
    assert len(premises) == said.cited
    assert premises == ["remark-written-proofs"]
    assert len([use for own in claims for use in own.foundations if "/" in use.claim]) == said.foreign
