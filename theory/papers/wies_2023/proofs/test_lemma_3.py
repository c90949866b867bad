"""Lemma 3: every gate as a polynomial of one inner product; eq 9, eq 22 and the remarks around them."""

from fractions import Fraction
from itertools import product
from math import comb, factorial

import pytest
import sympy as sp

from theory.hypothesis_class.gates import (
    gate_polynomial,
    largest_coefficient,
    largest_node_coefficient,
    squared_norm,
)
from theory.hypothesis_class.interpolation import (
    certify,
    check_all,
    interpolate_all,
    inverse_vandermonde,
)
from theory.ledger import corrects, other_reading, refutes, supports
from theory.papers.wies_2023 import CLAIMS


class QuadraticField:
    """a + b sqrt(S) for one S, evaluated by Horner's rule: independent of the library's surds.

    Where S is a square the pairs are not unique, so equality is asked of :meth:`equals`.
    """

    def __init__(self, radicand):
        self.radicand = radicand
        self.root = sp.sqrt(radicand)

    def equals(self, pair, rational):
        if self.root.is_rational:
            return pair[0] + pair[1] * int(self.root) == rational
        return pair == (rational, 0)

    def times(self, left, right):
        (a, b), (c, d) = left, right
        return a * c + b * d * self.radicand, a * d + b * c

    def horner(self, coefficients, u):
        value = (Fraction(0), Fraction(0))
        for a in reversed(coefficients):
            value = self.times(value, u)
            value = value[0] + a[0], value[1] + a[1]
        return value


def inner_products(n):
    """alpha(z) / s_N for every z, in the field Q(sqrt S), S = (4^N - 1)/3: 1/sqrt(S) = sqrt(S)/S."""
    norm2 = squared_norm(n)
    for z in product((0, 1), repeat=n):
        alpha = sum(2**i for i in range(n) if z[i] == 0)
        yield z, alpha, (Fraction(0), Fraction(alpha, norm2))


def gates(n):
    for table in product("01", repeat=2**n):
        yield "".join(table)


def value(table, z):
    return int(table[sum(bit << i for i, bit in enumerate(z))])


def in_field(surd, radicand):
    """A library surd as a + b sqrt(radicand); the library's radicands are square-free, and so is each S here."""
    if surd.radicand == 1:
        return surd.coefficient, Fraction(0)
    if surd.radicand != radicand:
        raise ValueError(f"sqrt({surd.radicand}) is not in Q(sqrt({radicand}))")
    return Fraction(0), surd.coefficient


def eq_9_misses(n, values):
    """Gates for which psi(<w, e>) is not the wanted value somewhere, by exact evaluation in Q(sqrt S)."""
    field = QuadraticField(squared_norm(n))
    nodes = list(inner_products(n))
    for table in gates(n):
        psi = [in_field(a, field.radicand) for a in gate_polynomial(table, values).coefficients]
        for z, _, u in nodes:
            wanted = value(table, z) if values == "zero_one" else 2 * value(table, z) - 1
            if not field.equals(field.horner(psi, u), wanted):
                yield table
                break


@supports("eq-9", "lemma-3", evidence="exhaustive", scope="N <= 3: 276 gates at all inputs, values {0, 1}")
@pytest.mark.parametrize("n", [1, 2, 3])
def test_eq_9_holds_with_the_true_inner_product(n):
    assert list(eq_9_misses(n, "zero_one")) == []
    for table in gates(n):
        polynomial = gate_polynomial(table, "zero_one")
        assert polynomial.degree <= 2**n - 1
        assert polynomial.max_abs_coefficient <= largest_coefficient(n, "zero_one").value


@corrects(
    "remark-6-membership", evidence="exhaustive", scope="N <= 3: 276 gates at all inputs, values {-1, +1}"
)
@pytest.mark.parametrize("n", [1, 2, 3])
def test_values_plus_minus_one_have_every_sign_right(n):
    assert list(eq_9_misses(n, "plus_minus")) == []
    for table in gates(n):
        ours, printed = gate_polynomial(table, "plus_minus"), gate_polynomial(table, "zero_one")
        assert [2 * a for a in printed.coefficients[1:]] == list(ours.coefficients[1:])
        assert 2 * printed.coefficients[0].coefficient - 1 == ours.coefficients[0].coefficient


@refutes("remark-6-membership", evidence="exhaustive", scope="N <= 2: 20 gates")
def test_values_zero_one_have_wrong_signs():
    for n in (1, 2):
        right = [
            table
            for table in gates(n)
            if all(sp.sign(value(table, z)) == 2 * value(table, z) - 1 for z, _, _ in inner_products(n))
        ]
        assert right == ["1" * 2**n]


@supports("eq-9", "lemma-3", evidence="exhaustive", scope="N = 4: 65,536 gates at 16 nodes")
def test_all_gates_of_four_inputs():
    interpolants = interpolate_all(16)
    # psi(u) = p(s u), so psi at alpha/s is p at alpha: the nodes that are evaluated here
    certificate = check_all(interpolants)
    assert certificate.gates == 2**16
    table = "0110100110010111"
    column = sum(1 << j for j in range(16) if table[15 - j] == "1")
    coefficients = tuple(interpolants.coefficient(i, column) for i in range(16))
    assert coefficients == (gate_polynomial(table, "zero_one").node_polynomial)


@supports("eq-9", "lemma-3", evidence="certificate", scope="N <= 9: all 2^(2^N) gates by linearity")
def test_every_gate_by_one_certificate():
    # N = 10, some seconds more, is certified in the tests of the software.
    for n in range(1, 10):
        certificate = certify(2**n)
        assert certificate.gates == 2 ** (2**n)
        assert squared_norm(n) == sum(4**i for i in range(n))


@refutes("remark-6-degree", evidence="exhaustive", scope="N <= 3: 276 gates")
@pytest.mark.parametrize("n", [1, 2, 3])
def test_no_gate_has_degree_two_to_the_n(n):
    assert max(gate_polynomial(table).degree for table in gates(n)) < 2**n


@corrects("remark-6-degree", evidence="exhaustive", scope="N <= 4: 65,812 gates")
def test_the_degree_is_at_most_one_less_and_most_gates_attain_it():
    counts = [sum(gate_polynomial(t).degree == 2**n - 1 for t in gates(n)) for n in (1, 2, 3)]
    # N = 4 from the last row of the inverse: degree 15 unless the alternating binomial sum of the values vanishes
    row = [(-1) ** k * comb(15, k) for k in range(16)]
    sums = [0]
    for weight in row:
        sums = sums + [s + weight for s in sums]
    counts.append(sum(s != 0 for s in sums))
    assert [w * factorial(15) for w in inverse_vandermonde(16).row(15)] == [-w for w in row]
    text = next(c for c in CLAIMS if c.id == "remark-6-degree").text("correction")
    printed = ", ".join(f"${c:,}$".replace(",", r"\,") for c in counts)
    assert printed in text


@supports("remark-6-footnote-5", evidence="exhaustive", scope="N <= 3: 276 gates")
@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("values", ["zero_one", "plus_minus"])
def test_the_maximum_over_all_gates_is_attained_where_said(n, values):
    found = largest_coefficient(n, values)
    sizes = {table: gate_polynomial(table, values).max_abs_coefficient for table in gates(n)}
    assert len(sizes) == 2 ** (2**n)
    assert max(sizes.values(), key=lambda a: a.log10) == found.value == sizes[found.truth_table]


@supports(
    "remark-6-footnote-5",
    evidence="exhaustive",
    scope="N <= 6, every power of x, both kinds of values",
)
def test_the_closed_form_of_the_maximum():
    for n in range(1, 7):
        inverse = inverse_vandermonde(2**n)
        for i in range(2**n):
            row = inverse.row(i)
            assert sum(map(abs, row)) == largest_node_coefficient(2**n, i, "plus_minus")
            positive = sum(w for w in row if w > 0)
            assert max(positive, positive - sum(row)) == largest_node_coefficient(2**n, i, "zero_one")


@supports("lemma-3", evidence="exhaustive", scope="N <= 8: the largest coefficients that the claim quotes")
def test_the_constants_are_large_and_the_worst_gate_is_a_literal():
    text = next(c for c in CLAIMS if c.id == "lemma-3").consequence
    values = [largest_coefficient(n).value for n in range(1, 9)]
    assert f"${values[0]}$, ${values[1]}$, $13\\,034$" in text
    assert (str(values[2]), f"{float(values[3]) / 1e9:.1f}") == ("13034", "6.6")
    assert f"10^{{{values[7].log10:.0f}}}" in text
    assert all(value.log10 > 2**n * sp.log(2, 10) for n, value in enumerate(values[1:], start=2))
    for n in range(1, 9):
        table = largest_coefficient(n).truth_table
        assert table in {"01" * 2 ** (n - 1), "10" * 2 ** (n - 1)}  # z_1 or its negation


@supports("remark-6-n-bit-number", evidence="exhaustive", scope="N <= 10")
def test_alpha_is_a_bijection_onto_the_numbers_of_n_bits():
    for n in range(1, 11):
        numbers = sorted(sum(2**i for i in range(n) if z[i] == 0) for z in product((0, 1), repeat=n))
        assert numbers == list(range(2**n))


@other_reading("remark-6-n-bit-number", evidence="exhaustive", scope="N = 3")
def test_one_bit_more_has_twice_as_many_combinations_as_numbers():
    combinations = list(product((0, 1), repeat=4))
    numbers = {sum(2**i for i in range(3) if z[i] == 0) for z in combinations}
    assert len(numbers) < len(combinations)
