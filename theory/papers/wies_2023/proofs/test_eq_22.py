"""The proof of lemma 3 in appendix B: the number of an input, the unit weights, and the interpolation of eq 22."""

from fractions import Fraction
from functools import cache
from itertools import product

import numpy as np
import pytest
import sympy as sp

from theory.hypothesis_class.gates import gate_polynomial, largest_coefficient
from theory.ledger import corrects, refutes, supports
from theory.tasks.arithmetic import GREATER
from theory.tasks.circuit_builder import AND, MAJORITY, MUX, OR, XOR, XOR3
from theory.tasks.sequence import Gate

#: What circuits are built of, each with its value as Python computes it.
NAMED_GATES = {
    AND: lambda a, b: a and b,
    OR: lambda a, b: a or b,
    XOR: lambda a, b: a != b,
    MAJORITY: lambda a, b, c: a + b + c >= 2,
    XOR3: lambda a, b, c: (a + b + c) % 2,
    MUX: lambda low, high, selector: high if selector else low,
    GREATER: lambda a, b, so_far: a > b or (a == b and so_far),
}


def all_bits(n):
    return tuple(product((0, 1), repeat=n))


def is_zero(bit):
    return int(bit == 0)


def number(formula, bits):
    """The number of an input by a formula of the claims, with the bits numbered from 1."""
    return formula(z={k + 1: bit for k, bit in enumerate(bits)}, N=len(bits), is_zero=is_zero)


def gate_tables(n):
    return ("".join(table) for table in product("01", repeat=2**n))


@cache
def lagrange(nodes):
    """The polynomials that are 1 at one node and 0 at the others, lowest coefficients first."""
    basis = []
    for k, own in enumerate(nodes):
        term = [Fraction(1)]
        for node in nodes[:k] + nodes[k + 1 :]:
            inverse = Fraction(1) / (own - node)
            shifted = [Fraction(0), *term]
            term = [inverse * (a - node * b) for a, b in zip(shifted, [*term, Fraction(0)], strict=True)]
        basis.append(term)
    return basis


def printed_polynomial(claim, table):
    """Eq 22 for a gate, on the nodes that it prints; the gate's values are those that the tasks compute."""
    n = len(table).bit_length() - 1
    node, alpha = claim("eq-22").statement.node, claim("remark-b-alpha").correction.alpha
    inputs = all_bits(n)
    values = Gate(tuple(range(n)), table).evaluate(np.array(inputs, dtype=np.uint8))
    basis = lagrange(tuple(node(alpha=number(alpha, bits), s=None) for bits in inputs))
    return [sum(int(v) * own[i] for v, own in zip(values, basis, strict=True)) for i in range(2**n)]


@refutes("remark-b-alpha", evidence="certificate")
def test_the_printed_sum_asks_for_a_bit_that_is_not_there(claim, over):
    printed, case = claim("remark-b-alpha").statement, claim("remark-b-alpha").counterexample
    for bits in over(z=(case.bits,)):
        from_one = {k + case.first: bit for k, bit in enumerate(bits)}
        asked = []

        def noted(bit, asked=asked):
            asked.append(bit)
            return is_zero(bit)

        with pytest.raises(KeyError, match=str(case.absent)):
            printed.alpha(z=from_one, N=case.N, is_zero=is_zero)
        # with the bits numbered from 0 it has a value, which is the string of the complemented bits
        shifted = {key - 1: bit for key, bit in from_one.items()}
        assert printed.alpha(z=shifted, N=case.N, is_zero=noted) == case.value
        assert asked == list(bits) and len(bits) == case.N
        assert min(shifted) == case.absent == case.first - 1
        string = sum(2**k * bit for k, bit in enumerate(bits))
        assert string == case.number != case.value == 2 ** len(bits) - 1 - string


@corrects("remark-b-alpha", evidence="exhaustive")
def test_alpha_takes_every_number_of_n_bits_once(claim, over):
    said = claim("remark-b-alpha").correction
    for n in over(N=range(1, 11)):
        assert said.N(N=n)
        numbers = sorted(number(said.alpha, bits) for bits in all_bits(n))
        assert numbers == [k for k in range(-1, 2**n + 1) if said.values(alpha=k, N=n)]
        assert len(numbers) == 2**n
        for bits in all_bits(n):
            complemented = "".join(str(1 - bit) for bit in reversed(bits))
            assert number(said.alpha, bits) == int(complemented, 2)
    assert not said.N(N=0)


def unit_weights(said, n):
    """w as the claim describes it: its entries for each bit, at the first and at the second coordinate."""
    return [entry for i in range(said.from_, n + said.from_) for entry in (said.weight(N=n, i=i), said.rest)]


def projected(said, bits):
    one_hot = [entry for bit in bits for entry in ((1, 0) if bit == 0 else (0, 1))]
    return sp.simplify(sp.Matrix(unit_weights(said, len(bits))).dot(sp.Matrix(one_hot)))


@refutes("remark-b-unit-weights", evidence="exhaustive")
def test_a_unit_vector_cannot_give_alpha_itself(claim, over):
    said, case = claim("remark-b-unit-weights").statement, claim("remark-b-unit-weights").counterexample
    alpha = claim("remark-b-alpha").correction.alpha
    for n in over(N=(1, 2, 3, 4)):
        assert sp.simplify(sp.Matrix(unit_weights(said, n)).norm()) == 1
    product_there = projected(said, case.bits)
    assert product_there == case.value
    assert said.product(alpha=number(alpha, case.bits)) == case.alpha == 3 != product_there
    assert len(case.bits) == case.N


@corrects("remark-b-unit-weights", evidence="exhaustive")
def test_the_inner_product_is_alpha_over_s(claim, over):
    printed, said = claim("remark-b-unit-weights").statement, claim("remark-b-unit-weights").correction
    alpha = claim("remark-b-alpha").correction.alpha
    for n in over(N=(1, 2, 3, 4)):
        assert said.N(N=n)
        for bits in all_bits(n):
            expected = said.product(alpha=number(alpha, bits), s=said.scale(N=n))
            assert sp.simplify(projected(printed, bits) - expected) == 0
    assert not said.N(N=0)


def at(polynomial, point):
    return sp.expand(sum(sp.Rational(a) * point**i for i, a in enumerate(polynomial)))


@refutes("eq-22", evidence="exhaustive")
def test_xor_at_0_0(claim, over):
    case, weights = claim("eq-22").counterexample, claim("remark-b-unit-weights").statement
    for bits in over(z=(case.bits,)):
        point = projected(weights, bits)
        assert point == case.inner
        assert at(printed_polynomial(claim, XOR), point) == sp.expand(case.value)
        assert case.wanted == (bits[0] + bits[1]) % 2 != sp.expand(case.value)
        assert len(bits) == case.N


@refutes("eq-22", evidence="exhaustive")
def test_eq_22_read_literally_is_right_for_the_constant_gates_only(claim, over):
    case, weights = claim("eq-22").counterexample, claim("remark-b-unit-weights").statement
    points = {bits: projected(weights, bits) for bits in all_bits(case.N)}
    right, right_cut, distances = [], [], set()
    for table in over(gate=tuple(gate_tables(case.N))):
        values = {bits: int(table[sum(bit << k for k, bit in enumerate(bits))]) for bits in points}
        found = {bits: at(printed_polynomial(claim, table), point) for bits, point in points.items()}
        if all(found[bits] == values[bits] for bits in points):
            right.append(table)
        if all((found[bits] > case.threshold) == bool(values[bits]) for bits in points):
            right_cut.append(table)
        distances |= {abs(v - sp.Rational(1, 2)) for v in found.values()}
    assert right == ["0" * len(points), "1" * len(points)]
    assert (len(right), len(right_cut)) == (case.right, case.right_cut)
    # the threshold lies halfway between the two values of a gate
    assert case.threshold == Fraction(0 + 1, 2)
    assert 0 not in distances


@corrects("eq-22", evidence="exhaustive")
def test_scaling_the_nodes_mends_eq_22(claim, over):
    said, weights = claim("eq-22").correction, claim("remark-b-unit-weights").statement
    alpha = claim("remark-b-alpha").correction.alpha
    for n in over(N=(1, 2, 3)):
        assert said.inputs(N=n)
        s = said.scale(N=n)
        assert sp.simplify(s**2) == sum(4**i for i in range(n))
        factors = [sp.sympify(said.factor(s=s, i=i)) for i in range(2**n)]
        for bits in all_bits(n):
            assert sp.simplify(said.node(alpha=number(alpha, bits), s=s) - projected(weights, bits)) == 0
        for table in gate_tables(n):
            printed, mended = (
                printed_polynomial(claim, table),
                gate_polynomial(table, "zero_one").coefficients,
            )
            scaled = [sp.Rational(p) * factor for p, factor in zip(printed, factors, strict=True)]
            same = [a.to_sympy() for a in mended] == scaled[: len(mended)]
            assert same and not any(scaled[len(mended) :])
        # psi(s u) at the nodes is the gate's value, in full for two inputs
        if n == 2:
            for table in gate_tables(n):
                polynomial = [a.to_sympy() for a in gate_polynomial(table, "zero_one").coefficients]
                for bits in all_bits(n):
                    point = said.node(alpha=number(alpha, bits), s=s)
                    expected = int(table[sum(bit << k for k, bit in enumerate(bits))])
                    assert sp.expand(sum(a * point**i for i, a in enumerate(polynomial))) == expected
    assert not said.inputs(N=0)


@corrects("eq-22", evidence="exhaustive")
def test_the_gates_that_circuits_are_built_of_are_interpolated_as_they_compute(claim, over):
    alpha = claim("remark-b-alpha").correction.alpha
    for table in over(gate=tuple(NAMED_GATES)):
        n = len(table).bit_length() - 1
        polynomial = gate_polynomial(table, "zero_one").node_polynomial
        gate = Gate(tuple(range(n)), table)
        for bits in all_bits(n):
            value = int(bool(NAMED_GATES[table](*bits)))
            assert gate.evaluate(np.array([bits], dtype=np.uint8))[0] == value
            assert sum(a * number(alpha, bits) ** i for i, a in enumerate(polynomial)) == value


@supports("remark-b-footnote-6", evidence="exhaustive")
def test_the_maximum_over_the_gates_is_one_number_whatever_d_is(claim, over):
    order = claim("remark-b-footnote-6").statement.order(O=lambda size: size)
    for n in over(N=(1, 2, 3)):
        sizes = {table: gate_polynomial(table, "zero_one").max_abs_coefficient for table in gate_tables(n)}
        assert len(sizes) == 2 ** (2**n)
        largest = max(sizes.values(), key=lambda size: size.log10)
        assert largest == largest_coefficient(n, "zero_one").value
        # the same for every d: the quotient by the order does not grow
        assert sp.limit(largest.to_sympy() / order, sp.Symbol("d"), sp.oo) == largest.to_sympy()
    assert order == 1
