"""Lemma 2 and the chain of its proof, eq 8 and 16 to 21, exactly in Q(sqrt 2)."""

from itertools import product

import sympy as sp

from theory.hypothesis_class.gates import parity_polynomial
from theory.ledger import corrects, other_reading, refutes, supports

Z = sp.Symbol("z")
ROOT = sp.sqrt(2)
NODES = (sp.Integer(0), 1 / ROOT, ROOT)
WANTED = (1, -1, 1)
W = sp.Matrix([1, 0, 1, 0]) / ROOT
ONE_HOT = {0: (1, 0), 1: (0, 1)}

# Eq 18 to 21 as the paper prints them.
EQ_18 = (
    (Z - 1 / ROOT) / (0 - 1 / ROOT) * (Z - ROOT) / (0 - ROOT)
    - (Z - 0) / (1 / ROOT - 0) * (Z - ROOT) / (1 / ROOT - ROOT)
    + (Z - 0) / (ROOT - 0) * (Z - 1 / ROOT) / (ROOT - 1 / ROOT)
)
EQ_19 = (Z - 1 / ROOT) * (Z - ROOT) + Z / 2 * (Z - ROOT) + 3 * Z * (Z - 1 / ROOT)
EQ_20 = (Z**2 - 3 / ROOT * Z + 1) + (Z**2 / 2 - Z / ROOT) + (3 * Z**2 - 3 * Z / ROOT)
EQ_21 = sp.Rational(9, 2) * Z**2 - 7 / ROOT * Z + 1
CORRECT = 4 * Z**2 - 4 * ROOT * Z + 1


def at_nodes(polynomial):
    return tuple(sp.nsimplify(sp.simplify(polynomial.subs(Z, node))) for node in NODES)


def same(left, right):
    return sp.simplify(sp.expand(left - right)) == 0


def inner_product(weights, bits):
    inputs = sp.Matrix([entry for bit in bits for entry in ONE_HOT[bit]])
    return sp.simplify((weights / weights.norm()).dot(inputs))


def library_psi():
    coefficients = parity_polynomial(2).coefficients
    return sum(a.to_sympy() * Z**i for i, a in enumerate(coefficients))


@supports("eq-16", "remark-b-one-hot", evidence="exhaustive", scope="the four inputs")
def test_the_inner_product_is_root_2_then_its_half_then_0():
    assert W.norm() == 1
    values = {bits: inner_product(W, bits) for bits in product((0, 1), repeat=2)}
    assert values == {(0, 0): ROOT, (0, 1): 1 / ROOT, (1, 0): 1 / ROOT, (1, 1): 0}


@other_reading("remark-b-one-hot", evidence="exhaustive", scope="the four inputs")
def test_the_other_coordinate_would_only_swap_the_equal_cases():
    swapped = sp.Matrix([0, 1, 0, 1]) / ROOT
    for bits in product((0, 1), repeat=2):
        assert inner_product(swapped, bits) == inner_product(W, tuple(1 - b for b in bits))


@supports("eq-17", evidence="exhaustive", scope="the four inputs")
def test_three_conditions_on_psi_are_eq_8():
    # Whatever psi is, its values at the four inputs are its values at the three nodes.
    psi = sp.Function("psi")
    required = dict(zip(NODES, WANTED, strict=True))
    for z1, z2 in product((0, 1), repeat=2):
        value = psi(inner_product(W, (z1, z2))).subs({psi(node): v for node, v in required.items()})
        assert value == (1 if z1 == z2 else -1)


@supports("eq-18", evidence="symbolic")
def test_the_lagrange_terms_interpolate():
    assert at_nodes(EQ_18) == WANTED
    assert sp.degree(sp.expand(EQ_18), Z) == 2


@refutes("eq-19", evidence="symbolic")
def test_printed_eq_19_is_another_polynomial():
    assert not same(EQ_18, EQ_19)
    assert at_nodes(EQ_19) == (1, sp.Rational(-1, 4), 3)


@corrects("eq-19", evidence="symbolic")
def test_the_factors_are_2_and_1():
    second = -1 / ((1 / ROOT - 0) * (1 / ROOT - ROOT))
    third = 1 / ((ROOT - 0) * (ROOT - 1 / ROOT))
    assert (sp.simplify(second), sp.simplify(third)) == (2, 1)
    corrected = (Z - 1 / ROOT) * (Z - ROOT) + 2 * Z * (Z - ROOT) + Z * (Z - 1 / ROOT)
    assert same(corrected, EQ_18)


@refutes("eq-20", evidence="symbolic")
def test_printed_eq_20_expands_eq_19_and_inherits_its_error():
    assert same(EQ_20, EQ_19)
    assert not same(EQ_20, EQ_18)
    assert at_nodes(EQ_20)[1:] == (sp.Rational(-1, 4), 3)


@corrects("eq-20", evidence="symbolic")
def test_eq_20_with_the_right_factors():
    assert same((Z**2 - 3 / ROOT * Z + 1) + (2 * Z**2 - 2 * ROOT * Z) + (Z**2 - Z / ROOT), EQ_18)


@refutes("eq-21", evidence="symbolic")
def test_printed_polynomial_misses_two_of_three_values():
    assert same(EQ_21, EQ_20)
    assert at_nodes(EQ_21) == (1, sp.Rational(-1, 4), 3)
    assert at_nodes(EQ_21) != WANTED


@corrects("eq-21", evidence="symbolic")
def test_the_interpolant_is_unique_and_is_4z2_minus_4_root_2_z_plus_1():
    a = sp.symbols("a0:3")
    unknown = sum(a_i * Z**i for i, a_i in enumerate(a))
    equations = [unknown.subs(Z, n) - v for n, v in zip(NODES, WANTED, strict=True)]
    (solution,) = sp.linsolve(equations, a)
    assert same(unknown.subs(dict(zip(a, solution, strict=True))), CORRECT)
    assert same(CORRECT, EQ_18)
    # what the library computes by another route
    assert same(library_psi(), CORRECT)


@corrects("eq-21", evidence="symbolic")
def test_the_printed_signs_still_serve_eq_6_with_a_quarter_of_the_margin():
    values = at_nodes(EQ_21)
    assert [sp.sign(v) for v in values] == list(WANTED)
    margin = min(abs(v) for v in values)
    assert margin == sp.Rational(1, 4)
    largest = max(abs(c) for c in sp.Poly(EQ_21 / margin, Z).all_coeffs())
    assert largest > 10


@supports("eq-8", "remark-5-1-degree-two-sketch", evidence="exhaustive", scope="the four inputs")
def test_eq_8_at_all_four_inputs():
    psi = library_psi()
    for z1, z2 in product((0, 1), repeat=2):
        assert sp.simplify(psi.subs(Z, inner_product(W, (z1, z2)))) == (1 if z1 == z2 else -1)


@supports("lemma-2", evidence="exhaustive", scope="the four inputs: all that the lemma speaks of")
def test_lemma_2():
    polynomial = parity_polynomial(2)
    weights = sp.Matrix([w.to_sympy() for w in polynomial.weights])
    assert weights == W
    psi = sp.Poly(library_psi(), Z)
    assert psi.degree() == 2
    assert all(abs(c) < 10 for c in psi.all_coeffs())
    assert max(abs(c) for c in psi.all_coeffs()) == 4 * ROOT == polynomial.max_abs_coefficient.to_sympy()
    for z1, z2 in product((0, 1), repeat=2):
        assert sp.simplify(psi.eval(inner_product(weights, (z1, z2)))) == (1 if z1 == z2 else -1)


@supports("lemma-2", evidence="symbolic")
def test_no_smaller_degree_will_do():
    # a_1 u + a_0 at three nodes in arithmetic progression: the middle value is the mean of the others
    a0, a1 = sp.symbols("a0 a1")
    line = a1 * Z + a0
    first, middle, last = (line.subs(Z, node) for node in NODES)
    assert sp.simplify(first + last - 2 * middle) == 0
    assert sp.solve([first - 1, middle + 1, last - 1], [a0, a1]) == []
