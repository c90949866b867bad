"""Lemma 2 and the chain of its proof, eq 8 and 16 to 21, exactly in Q(sqrt 2)."""

from itertools import product

import pytest
import sympy as sp

from theory.hypothesis_class.gates import parity_polynomial
from theory.ledger import corrects, follows, other_reading, refutes, supports

Z = sp.Symbol("z")
BITS = tuple(product((0, 1), repeat=2))


def same(left, right):
    return sp.simplify(sp.expand(left - right)) == 0


def value(polynomial, point):
    return sp.nsimplify(sp.simplify(sp.sympify(polynomial).subs(Z, point)))


def one_hot_vectors(claim):
    said = claim("remark-b-one-hot").statement
    return {0: said.zero, 1: said.one}


def inner_product(weights, bits, vectors):
    """<w/||w||, (e_{z_1}; ...)> with w as a list of numbers."""
    weights, inputs = sp.Matrix(weights), [entry for bit in bits for entry in vectors[bit]]
    return sp.simplify((weights / weights.norm()).dot(sp.Matrix(inputs)))


def nodes_and_values(claim):
    """The three conditions of eq 17, as it states them."""
    said = claim("eq-17").statement
    return {said.both_one: said.equal, said.between: said.different, said.both_zero: said.equal}


def interpolant(conditions):
    """The only polynomial of degree below the number of conditions that meets them, by linear algebra."""
    unknowns = sp.symbols(f"a0:{len(conditions)}")
    polynomial = sum(a * Z**i for i, a in enumerate(unknowns))
    equations = [polynomial.subs(Z, node) - wanted for node, wanted in conditions.items()]
    (solution,) = sp.linsolve(equations, unknowns)
    return polynomial.subs(dict(zip(unknowns, solution, strict=True)))


def library_psi():
    coefficients = parity_polynomial(2).coefficients
    return sum(a.to_sympy() * Z**i for i, a in enumerate(coefficients))


@supports("eq-16", "remark-b-one-hot", evidence="exhaustive")
def test_the_inner_product_is_root_2_then_its_half_then_0(claim, over):
    said, vectors = claim("eq-16").statement, one_hot_vectors(claim)
    counted = claim("remark-b-one-hot").reading.counted
    assert sp.Matrix(said.w).norm() == 1
    assert set(vectors.values()) == {(1, 0), (0, 1)}
    for bits in over(z=BITS):
        expected = said.different if bits[0] != bits[1] else None
        if bits[0] == bits[1]:
            expected = {said.low: said.both_zero, said.high: said.both_one}[bits[0]]
        assert inner_product(said.w, bits, vectors) == expected
        # by hand: the number of bits that are counted, over the root of 2
        assert expected == bits.count(counted) / sp.sqrt(2)
    assert sp.Matrix(said.w) == sp.Matrix([w.to_sympy() for w in parity_polynomial(2).weights])


@other_reading("remark-b-one-hot", evidence="exhaustive")
def test_the_other_coordinate_would_only_swap_the_equal_cases(claim, over):
    weights, vectors = claim("eq-16").statement.w, one_hot_vectors(claim)
    swapped = {bit: tuple(reversed(vector)) for bit, vector in vectors.items()}
    for bits in over(z=BITS):
        complement = tuple(1 - bit for bit in bits)
        assert inner_product(weights, bits, swapped) == inner_product(weights, complement, vectors)


@supports("eq-17", evidence="exhaustive")
def test_three_conditions_on_psi_are_eq_8(claim, over):
    # whatever psi is, its values at the four inputs are its values at the three nodes
    required, vectors, weights = nodes_and_values(claim), one_hot_vectors(claim), (1, 0, 1, 0)
    assert len(required) == 3
    for z1, z2 in over(z=BITS):
        assert required[inner_product(weights, (z1, z2), vectors)] == (1 if z1 == z2 else -1)


@supports("eq-18", evidence="symbolic")
def test_the_lagrange_terms_interpolate(claim, over):
    psi = claim("eq-18").statement.psi(z=over.symbols("z"))
    conditions = {sp.Integer(0): 1, 1 / sp.sqrt(2): -1, sp.sqrt(2): 1}
    assert {node: value(psi, node) for node in conditions} == conditions
    assert same(psi, interpolant(conditions))
    assert sp.degree(sp.expand(psi), Z) == 2


def printed_against_eq_18(claim, name):
    """Each node of a counterexample with what eq 18 and the printed polynomial give there, and what is said of both."""
    case, printed = claim(name).counterexample, claim(name).statement.psi(z=Z)
    right = claim("eq-18").statement.psi(z=Z)
    for node, true, wrong in (
        (case.node, case.value, case.printed),
        (case.last, case.value_last, case.printed_last),
    ):
        yield (value(right, node), value(printed, node)), (true, sp.sympify(wrong))


@pytest.mark.parametrize("name", ["eq-19", "eq-20"])
@refutes("eq-19", "eq-20", evidence="symbolic")
def test_the_printed_polynomials_take_other_values_at_two_of_three_nodes(name, claim, over):
    over.every("z")
    for computed, said in printed_against_eq_18(claim, name):
        assert computed == said
        assert computed[0] != computed[1]
    printed, third = claim(name).statement.psi(z=Z), sp.Integer(0)
    assert value(printed, third) == value(claim("eq-18").statement.psi(z=Z), third) == 1
    assert sp.degree(sp.expand(printed), Z) == 2
    nodes = {claim(name).counterexample.node, claim(name).counterexample.last}
    assert nodes == {1 / sp.sqrt(2), sp.sqrt(2)}


@refutes("eq-20", evidence="symbolic")
def test_eq_20_expands_eq_19_and_inherits_its_error(claim, over):
    z = over.symbols("z")
    assert same(claim("eq-20").statement.psi(z=z), claim("eq-19").statement.psi(z=z))


@corrects("eq-19", evidence="symbolic")
def test_the_factors_are_2_and_1(claim, over):
    z, root = over.symbols("z"), sp.sqrt(2)
    said = claim("eq-19").correction
    second = -1 / ((1 / root - 0) * (1 / root - root))
    third = 1 / ((root - 0) * (root - 1 / root))
    assert (sp.simplify(second), sp.simplify(third)) == (said.second, said.third)
    assert same(said.psi(z=z), claim("eq-18").statement.psi(z=z))
    # what the printed terms have instead: the value of each term at the node where the other two vanish
    printed = claim("eq-19").statement.psi(z=Z)
    wrong = (said.wrong_second, said.wrong_third)
    assert value(printed, 1 / root) == wrong[0] * (1 / root) * (1 / root - root)
    assert value(printed, root) == wrong[1] * root * (root - 1 / root)


@corrects("eq-20", evidence="symbolic")
def test_eq_20_with_the_right_factors(claim, over):
    z = over.symbols("z")
    assert same(claim("eq-20").correction.psi(z=z), claim("eq-18").statement.psi(z=z))


@refutes("eq-21", evidence="symbolic")
def test_printed_polynomial_misses_two_of_three_values(claim, over):
    over.every("z")
    printed, case = claim("eq-21").statement.psi(z=Z), claim("eq-21").counterexample
    assert same(printed, claim("eq-20").statement.psi(z=Z))
    assert [value(printed, node) for node in case.nodes] == case.printed
    assert dict(zip(case.nodes, case.values, strict=True)) == {0: 1, 1 / sp.sqrt(2): -1, sp.sqrt(2): 1}
    assert case.printed != case.values


@corrects("eq-21", evidence="symbolic")
def test_the_interpolant_is_unique_and_is_4z2_minus_4_root_2_z_plus_1(claim, over):
    over.every("z")
    said = claim("eq-21").correction
    corrected, conditions = said.psi(z=Z), nodes_and_values(claim)
    # linear algebra finds exactly one solution among the polynomials with as many coefficients as conditions
    assert same(interpolant(conditions), corrected)
    assert sp.degree(corrected, Z) == said.degree == len(conditions) - 1
    assert same(library_psi(), corrected)


@follows("eq-21", evidence="symbolic")
def test_the_printed_signs_still_serve_eq_6_with_a_quarter_of_the_margin(claim, over):
    over.every("z")
    said, printed = claim("eq-21").consequence, claim("eq-21").statement.psi(z=Z)
    values = {node: value(printed, node) for node in nodes_and_values(claim)}
    assert all(sp.sign(values[node]) == wanted for node, wanted in nodes_and_values(claim).items())
    assert min(abs(v) for v in values.values()) == said.margin < said.wanted == 1
    largest = max(abs(c) for c in sp.Poly(printed / said.margin, Z).all_coeffs())
    assert largest == said.scaled > said.bound == claim("lemma-2").statement.bound.right()


@supports("eq-8", "remark-5-1-degree-two-sketch", evidence="exhaustive")
def test_eq_8_at_all_four_inputs(claim, over):
    said, sketch, vectors = (
        claim("eq-8").statement,
        claim("remark-5-1-degree-two-sketch").statement,
        one_hot_vectors(claim),
    )
    psi, sums = library_psi(), set()
    for bits in over(z=BITS):
        sums.add(sum(vectors[bit][0] for bit in bits))
        expected = said.equal if bits[0] == bits[1] else said.different
        assert (
            value(psi, inner_product((1, 0, 1, 0), bits, vectors))
            == expected
            == (1 if bits[0] == bits[1] else -1)
        )
    assert len(sums) == sketch.points
    assert sp.degree(psi, Z) == said.degree == sketch.degree


@supports("lemma-2", evidence="exhaustive")
@follows("lemma-2", evidence="exhaustive")
def test_lemma_2(claim, over):
    said, vectors = claim("lemma-2").statement, one_hot_vectors(claim)
    polynomial = parity_polynomial(2)
    psi, weights = sp.Poly(library_psi(), Z), [w.to_sympy() for w in polynomial.weights]
    assert psi.degree() == said.degree
    assert all(said.bound(a=coefficient) for coefficient in psi.all_coeffs())
    largest = max(abs(coefficient) for coefficient in psi.all_coeffs())
    assert largest == claim("lemma-2").consequence.largest == polynomial.max_abs_coefficient.to_sympy()
    assert not said.bound(a=2 * largest)
    for z1, z2 in over(z=BITS):
        assert value(psi.as_expr(), inner_product(weights, (z1, z2), vectors)) == (1 if z1 == z2 else -1)


@supports("lemma-2", evidence="symbolic")
def test_no_smaller_degree_will_do(over):
    # a_1 u + a_0 at three nodes in arithmetic progression: the middle value is the mean of the others
    a0, a1 = over.symbols("a_0 a_1")
    first, middle, last = (a1 * node + a0 for node in (0, 1 / sp.sqrt(2), sp.sqrt(2)))
    assert sp.simplify(first + last - 2 * middle) == 0
    assert sp.solve([first - 1, middle + 1, last - 1], [a0, a1]) == []


@refutes("remark-7-complete-proof", evidence="symbolic")
@corrects("remark-7-complete-proof", evidence="symbolic")
def test_the_last_line_of_the_printed_proof_does_not_prove_lemma_2(claim, over):
    over.every("z")
    case, mended = (
        claim("remark-7-complete-proof").counterexample,
        claim("remark-7-complete-proof").correction,
    )
    printed, corrected = claim("eq-21").statement.psi(z=Z), claim("eq-21").correction.psi(z=Z)
    conditions = {sp.Integer(0): 1, 1 / sp.sqrt(2): -1, sp.sqrt(2): 1}
    assert [value(printed, node) for node in conditions] == case.printed
    assert list(conditions.values()) == case.needed != case.printed
    assert [value(corrected, node) for node in conditions] == mended.values == case.needed
