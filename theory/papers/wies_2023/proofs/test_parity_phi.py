"""The complexity phi (eq 10) of bit-subset parity, with and without intermediate labels, and corollary 1."""

from itertools import combinations, product
from math import comb

import sympy as sp

from theory.errors import InputError
from theory.hypothesis_class.bounds import log10_samples, parity_bound
from theory.ledger import corrects, follows, other_reading, refutes, supports
from theory.tasks.parity import BitSubsetParity

D = sp.Symbol("d", positive=True)


def phi_of(claim, **values):
    """The product in eq 10, as the claim has it."""
    return claim("eq-10").statement.phi(**values)


def decomposed_parity(claim, length):
    """Eq 10 for the tree: lemma 2's polynomial, two inputs a label; the degree and the coefficients by hand."""
    return phi_of(claim, T=length, N=2, D=2, C=sp.Symbol("C", positive=True), a=4 * sp.sqrt(2))


def logarithm(expression):
    return sp.expand_log(sp.log(expression), force=True)


def order_in_d(expression):
    """The exponent e with expression ~ d^e: the limit of d f'(d) / f(d)."""
    return sp.limit(D * sp.diff(expression, D) / expression, D, sp.oo)


@refutes("remark-5-1-phi-order", evidence="symbolic")
def test_phi_of_the_decomposed_parity_is_not_linear(claim, over):
    over.every("d", "C", positive=True)
    claimed = claim("remark-5-1-phi-order").statement.order(O=lambda size: size, d=D)
    case, length = claim("remark-5-1-phi-order").counterexample, claim("eq-13").statement.length.right
    # so that the claimed order is d itself, and the quotient by it is the one that is said to be unbounded
    quotient = case.quotient(phi=decomposed_parity(claim, length(d=D)), d=claimed)
    assert order_in_d(claimed) == 1
    assert sp.limit(quotient, D, sp.oo) == sp.oo
    long = length(d=case.d)
    assert long == case.T == 10
    exact = parity_bound(case.d).complexity
    assert (exact.inputs_per_gate, exact.degree) == (case.N, case.D)
    assert case.power(T=long) == case.factor
    assert 2**6 * case.factor == phi_of(claim, T=long, N=2, D=2, C=1, a=1)


@corrects("remark-5-1-phi-order", evidence="symbolic")
@follows("remark-5-1-phi-order", evidence="symbolic")
def test_phi_of_the_decomposed_parity_is_of_order_d_to_the_24(claim, over):
    over.every("d", "C", positive=True)
    said, t, c = (
        claim("remark-5-1-phi-order").correction,
        sp.Symbol("T", positive=True),
        sp.Symbol("C", positive=True),
    )
    length = claim("eq-13").statement.length.right(d=D)
    assert sp.simplify(said.T.right(d=D) - length) == 0
    assert sp.simplify(decomposed_parity(claim, t) / said.phi(T=t, C=c)) == 1
    order = said.order(Thetatilde=lambda size: size, d=D)
    quotient = said.phi(T=length, C=c) / order
    assert sp.limit(quotient, D, sp.oo).is_positive and sp.limit(quotient, D, sp.oo).is_finite
    assert 2 * order_in_d(order) == claim("remark-5-1-phi-order").consequence.samples
    for k in (2, 3, 4, 5):
        assert parity_bound(said.d(k=k)).exponent_of_t == order_in_d(order)
        assert said.T(T=parity_bound(said.d(k=k)).complexity.sequence_length, d=said.d(k=k))
    assert [said.k(k=k) for k in range(6)] == [k >= 2 for k in range(6)]
    # theorem 2's n grows with the square of phi
    assert abs(log10_samples(1000.0, 0.5, 0.5) / 1000 - 2) < 0.001


@corrects("remark-5-1-learnable", evidence="symbolic")
def test_phi_and_the_length_are_polynomials_of_d(claim, over):
    over.every("d", positive=True)
    said, length = claim("remark-5-1-learnable").correction, claim("eq-13").statement.length.right(d=D)
    assert sp.expand(said.T(d=D) - length) == 0
    assert sp.limit(
        decomposed_parity(claim, length).subs(sp.Symbol("C", positive=True), 1) / said.phi(d=D), D, sp.oo
    ).is_positive


@supports("corollary-1/with-sub-tasks", evidence="exhaustive")
def test_the_first_half_needs_an_intermediate_label(claim, over):
    least = claim("corollary-1").reading.d
    for d in over(d=(4, 6, 7, 8)):
        try:
            intermediate = BitSubsetParity(d, tuple(range(d // 2))).sequence_length - d
        except InputError:
            intermediate = 0
        assert least(d=d) == (intermediate > 0)


@supports("remark-5-1-end-to-end-complexity", evidence="symbolic")
def test_every_representation_with_margin_one_has_phi_above_e_to_the_d(claim, over):
    # |<w, e>| <= sqrt(N) by Cauchy-Schwarz, so 1 <= |psi| <= max|a| (D + 1) N^(D/2): a bound on max|a| from below.
    over.every("d", "D", "C", positive=True)
    reading = claim("remark-5-1-end-to-end-complexity").reading
    c, degree = sp.symbols("C D", positive=True)
    least_margin = reading.margin.right()
    smallest_square = least_margin**2 * (D / 2) ** -degree / (degree + 1) ** 2
    at_least = phi_of(claim, T=D, N=reading.arity(d=D), D=degree, C=c, a=sp.sqrt(smallest_square))
    said = reading.bound.right(C=c, D=degree, d=D)
    assert sp.simplify(logarithm(at_least) - logarithm(said)) == 0
    numbers = {"C": 3, "D": 2, "d": 6}
    exact = reading.bound.right(**numbers)
    assert [reading.bound(phi=exact + step, **numbers) for step in (-1, 0, 1)] == [False, True, True]
    assert [reading.margin(psi=psi) for psi in (-2, -1, 0, sp.Rational(1, 2), 1)] == [
        True,
        True,
        False,
        False,
        True,
    ]
    # the factor of the degree is smallest at D = 1: it grows, because 3d (D+1) > 4 D for d >= 2, D >= 1
    rest = degree ** (3 * D / 2) * 2**degree / (degree + 1) ** 2
    growth = sp.diff(logarithm(rest), degree)
    assert sp.simplify(growth - (3 * D / (2 * degree) + sp.log(2) - 2 / (degree + 1))) == 0
    above_two, above_one = sp.symbols("e f", nonnegative=True)
    numerator = sp.expand((3 * D * (degree + 1) - 4 * degree).subs({D: 2 + above_two, degree: 1 + above_one}))
    assert all(coefficient > 0 for coefficient in sp.Poly(numerator, above_two, above_one).coeffs())
    least = logarithm(said.subs(degree, 1))
    assert sp.limit(least / reading.logarithm(d=D), D, sp.oo) == 1
    order = claim("remark-5-1-end-to-end-complexity").statement.order(Omega=lambda size: size, d=D)
    assert logarithm(order) == D
    assert sp.limit(least - logarithm(order), D, sp.oo) == sp.oo
    assert (
        [reading.d(d=d) for d in (0, 1, 2, 3)]
        == [reading.D(D=d - 1) for d in (0, 1, 2, 3)]
        == [False, False, True, True]
    )


@supports("remark-5-1-end-to-end-complexity", evidence="exhaustive")
def test_phi_of_the_end_to_end_parity_exceeds_the_bound_and_e_to_the_d(claim, over):
    reading = claim("remark-5-1-end-to-end-complexity").reading
    order = claim("remark-5-1-end-to-end-complexity").statement.order
    for d in over(d=range(2, 129, 2)):
        bound = parity_bound(d, end_to_end=True)
        assert (bound.complexity.inputs_per_gate, bound.complexity.degree) == (d // 2, d // 2)
        assert bound.complexity.inputs_per_gate == reading.arity(d=d)
        least = reading.bound.right(C=1, D=d // 2, d=d)
        # the logarithm of the bound is more than half of that of the equal weights' phi
        assert bound.log10_phi / 2 < sp.log(least, 10).evalf() <= bound.log10_phi
        assert bound.log10_phi > sp.log(order(Omega=lambda size: size, d=d), 10).evalf()


@supports("remark-5-1-end-to-end-complexity/scale", "remark-5-1-end-to-end-complexity", evidence="symbolic")
def test_without_a_margin_phi_can_be_made_as_small_as_one_likes(claim, over):
    reading = claim("remark-5-1-end-to-end-complexity").reading
    t, n, degree, constant, a, c = over.symbols("T N D C a c", positive=True)
    meaning = {"T": t, "N": n, "D": degree, "C": constant}
    # c psi has the sign of psi and coefficients c a
    scaled = phi_of(claim, a=c * a, **meaning)
    assert sp.simplify(scaled - reading.scaled(c=c, phi=phi_of(claim, a=a, **meaning))) == 0
    assert sp.limit(scaled, c, 0) == 0
    # factors from 0 to 1, both excluded, keep the sign and lower phi
    half = sp.Rational(1, 2)
    lowered = {factor: factor > 0 and factor**2 < 1 for factor in (-half, 0, half, 1, 2)}
    assert {factor: bool(reading.scale(c=factor)) for factor in lowered} == lowered


@follows("corollary-1", evidence="symbolic")
def test_the_base_of_the_exponential_is_the_cube_root_of_two(claim, over):
    said = claim("corollary-1").consequence
    d = over.symbols("d", positive=True)
    for even in (2, 4, 6, 8):
        assert said.classes(d=even) == len(list(combinations(range(even), even // 2)))
    # |H| lies between 2^d/(d + 1) and 2^d: the largest of d + 1 binomials that add up to 2^d
    for even in (2, 8, 20):
        assert 2**even / (even + 1) <= comb(even, even // 2) <= 2**even
    for size in (2**d, 2**d / (d + 1)):
        assert sp.limit(logarithm(size) / (3 * d), d, sp.oo) == sp.expand_log(sp.log(said.base), force=True)


@other_reading("corollary-1", evidence="exhaustive")
def test_one_exact_gradient_step_learns_every_parity_of_a_model_that_has_them_as_features(over):
    # p_w = sum of w_S chi_S over all S of d/2 bits, from w = 0: the logistic loss has gradient -E[y chi_S] / 2 there.
    d = 8
    subsets = list(combinations(range(d), d // 2))
    inputs = list(product((0, 1), repeat=d))
    signs = [[(-1) ** sum(x[i] for i in subset) for subset in subsets] for x in inputs]
    for target in over(target=range(len(subsets))):
        moments = [sum(row[target] * row[k] for row in signs) for k in range(len(subsets))]
        learned = [sum(w * chi for w, chi in zip(moments, row, strict=True)) for row in signs]
        assert all(p * row[target] > 0 for p, row in zip(learned, signs, strict=True))
