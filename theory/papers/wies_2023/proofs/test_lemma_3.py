"""Lemma 3: every gate as a polynomial of one inner product; eq 9, eq 22 and the remarks around them."""

from fractions import Fraction
from itertools import product
from math import comb, factorial

import sympy as sp
from sympy.functions.combinatorial.numbers import stirling

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
from theory.ledger import corrects, follows, other_reading, refutes, supports


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


def polynomials(n, values):
    """Every gate with psi of the library, in Q(sqrt S)."""
    for table in gates(n):
        psi = gate_polynomial(table, values)
        yield table, psi, [in_field(a, squared_norm(n)) for a in psi.coefficients]


class Weights(list):
    """2N integer weights; over their norm they are a unit vector, whose inner products are in Q(sqrt S)."""

    def __truediv__(self, squared_length):
        return Weights((Fraction(0), Fraction(c, squared_length)) for c in self)  # c/s = (c/S) s


@supports("eq-9", evidence="exhaustive")
@supports("lemma-3", evidence="exhaustive")
def test_eq_9_holds_with_the_true_inner_product(claim, over):
    """All gates (4, 16 and 256) at all inputs, values {0, 1}."""
    said = claim("eq-9").statement.value
    for n in over(N=(1, 2, 3)):
        field = QuadraticField(squared_norm(n))
        weights = Weights(c for i in range(n) for c in (2**i, 0))
        cases = [(z, [int(v) for bit in z for v in (1 - bit, bit)]) for z in product((0, 1), repeat=n)]
        for table, polynomial, psi in polynomials(n, "zero_one"):
            assert all(
                said(
                    psi=lambda u, psi=psi, field=field: Taken(field, field.horner(psi, u)),
                    inner=lambda w, e: tuple(
                        sum(c[k] for c, one in zip(w, e, strict=True) if one) for k in (0, 1)
                    ),
                    norm=lambda w: sum(c * c for c in w),
                    w=weights,
                    e=e,
                    gate=lambda z, table=table: value(table, z),
                    z=z,
                )
                for z, e in cases
            )
            assert polynomial.degree <= 2**n - 1
            assert polynomial.max_abs_coefficient <= largest_coefficient(n, "zero_one").value


class Taken:
    """An element of Q(sqrt S) that is compared with a rational number."""

    def __init__(self, field, pair):
        self.field, self.pair = field, pair

    def __eq__(self, rational):
        return self.field.equals(self.pair, rational)

    __hash__ = None


@corrects("remark-6-membership", evidence="exhaustive")
def test_values_plus_minus_one_have_every_sign_right(claim, over):
    """All gates of N inputs (4, 16 and 256) at all inputs."""
    said = claim("remark-6-membership").correction
    for n in over(N=(1, 2, 3)):
        field = QuadraticField(squared_norm(n))
        nodes = list(inner_products(n))
        margins, sizes = set(), set()
        for (table, ours, psi), (_, printed, bits) in zip(
            polynomials(n, "plus_minus"), polynomials(n, "zero_one"), strict=True
        ):
            wanted = [said.values(gate=value(table, z)) for z, _, _ in nodes]
            found = [field.horner(psi, u) for _, _, u in nodes]
            assert all(field.equals(pair, w) for pair, w in zip(found, wanted, strict=True))
            # 2 psi - 1 of the psi of eq 9, and the sign of the label
            taken = [field.horner(bits, u) for _, _, u in nodes]
            if field.root.is_rational:
                taken = [(rational + root * int(field.root), 0) for rational, root in taken]
            assert [said.psi(psi=rational) for rational, _ in taken] == wanted
            margins |= {w * (2 * value(table, z) - 1) for w, (z, _, _) in zip(wanted, nodes, strict=True)}
            assert ours.degree == printed.degree
            first, constant = printed.coefficients[0].coefficient, ours.coefficients[0].coefficient
            assert said.constant(a_0=first) == constant
            assert [a * said.double for a in printed.coefficients[1:]] == list(ours.coefficients[1:])
            sizes.add(ours.degree)
        assert margins == {said.margin}
        assert max(sizes) == 2**n - 1


@other_reading("remark-6-membership", evidence="exhaustive")
def test_a_sign_of_zero_decides_the_signs_and_never_the_margin(claim, over):
    """All gates of N inputs with the values of eq 9, under both conventions."""
    said = claim("remark-6-membership").reading
    assert {said.minus, said.plus} == {-1, 1}
    for n in over(N=(1, 2)):
        field, nodes = QuadraticField(squared_norm(n)), list(inner_products(n))
        right = {said.minus: 0, said.plus: 0}
        for table, _, psi in polynomials(n, "zero_one"):
            labels = [2 * value(table, z) - 1 for z, _, _ in nodes]
            taken = [field.horner(psi, u) for _, _, u in nodes]
            for zero in right:
                signs = [zero if field.equals(pair, 0) else 1 for pair in taken]
                right[zero] += signs == labels
            assert all(field.equals(p, said.none) for p, y in zip(taken, labels, strict=True) if y == -1)
        assert right == {said.minus: 2 ** (2**n), said.plus: 1}


@refutes("remark-6-membership", evidence="exhaustive")
def test_values_zero_one_have_wrong_signs(claim, over):
    """All gates of N inputs."""
    case = claim("remark-6-membership").counterexample
    for n in over(N=case.inputs):
        right = [
            table
            for table in gates(n)
            if all(sp.sign(value(table, z)) == 2 * value(table, z) - 1 for z, _, _ in inner_products(n))
        ]
        assert right == [str(case.constant) * 2**n]
    conjunction, field = gate_polynomial("0001", "zero_one"), QuadraticField(squared_norm(2))
    taken = {
        z: field.horner([in_field(a, field.radicand) for a in conjunction.coefficients], u)
        for z, _, u in inner_products(2)
    }
    assert [z for z in taken if field.equals(taken[z], case.value)] == case.zeros
    assert {2 * min(z) - 1 for z in case.zeros} == {case.label} != {sp.sign(case.value)}
    assert case.inputs == [1, 2]


@supports("eq-9", "lemma-3", evidence="exhaustive")
def test_all_gates_of_four_inputs(over):
    """All gates at all nodes."""
    for n in over(N=(4,)):
        interpolants = interpolate_all(2**n)
        # psi(u) = p(s u), so psi at alpha/s is p at alpha: the nodes that are evaluated here
        certificate = check_all(interpolants)
        assert certificate.gates == 2**16
        table = "0110100110010111"
        column = sum(1 << j for j in range(16) if table[15 - j] == "1")
        coefficients = tuple(interpolants.coefficient(i, column) for i in range(16))
        assert coefficients == (gate_polynomial(table, "zero_one").node_polynomial)


@supports("eq-9", "lemma-3", evidence="certificate")
def test_every_gate_by_one_certificate(over):
    """All 2^(2^N) gates by linearity; N = 10, some seconds more, is certified in the tests of the software."""
    for n in over(N=range(1, 10)):
        certificate = certify(2**n)
        assert certificate.gates == 2 ** (2**n)
        assert squared_norm(n) == sum(4**i for i in range(n))


@supports("remark-6-degree", evidence="exhaustive")
def test_every_gate_has_an_interpolant_of_degree_two_to_the_n(claim, over):
    """All gates of N inputs (4, 16 and 256)."""
    said = claim("remark-6-degree").statement
    x = sp.Symbol("x")
    for n in over(N=(1, 2, 3)):
        points = range(2**n)
        vanishing = sp.Poly(sp.prod(x - alpha for alpha in points), x)
        assert said.points(N=n) == len(list(product((0, 1), repeat=n)))
        for table in gates(n):
            psi = gate_polynomial(table).node_polynomial
            longer = sp.Poly(list(reversed(psi)), x) + vanishing
            assert longer.degree() == said.degree(N=n) > len(psi) - 1
            values = [longer.eval(alpha) for alpha in reversed(points)]
            assert values == [2 * int(bit) - 1 for bit in table]


@follows("remark-6-degree", evidence="exhaustive")
def test_the_degree_is_at_most_one_less_and_most_gates_attain_it(claim, over):
    """All gates of up to 4 inputs (65,536)."""
    said = claim("remark-6-degree").consequence
    counts = []
    for n in over(N=(1, 2, 3)):
        degrees = [gate_polynomial(t).degree for t in gates(n)]
        assert max(degrees) == said.least(N=n)
        counts.append(degrees.count(said.least(N=n)))
    # N = 4 from the last row of the inverse: degree 15 unless the alternating binomial sum of the values vanishes
    row = [(-1) ** k * comb(15, k) for k in range(16)]
    sums = [0]
    for weight in row:
        sums = sums + [s + weight for s in sums]
    counts.append(sum(s != 0 for s in sums))
    assert [w * factorial(15) for w in inverse_vandermonde(16).row(15)] == [-w for w in row]
    assert said.least(N=4) == 15
    assert (said.inputs, said.counts) == ([1, 2, 3, 4], counts)


@supports("remark-6-footnote-5", evidence="exhaustive")
@follows("remark-6-footnote-5", evidence="exhaustive")
def test_the_maximum_over_all_gates_is_attained_where_said(claim, over):
    """All gates of N inputs (4, 16 and 256)."""
    for n, values in over(N=(1, 2, 3), values=("zero_one", "plus_minus")):
        found = largest_coefficient(n, values)
        sizes = {table: gate_polynomial(table, values).max_abs_coefficient for table in gates(n)}
        assert len(sizes) == claim("remark-6-footnote-5").consequence.gates(N=n)
        assert max(sizes.values(), key=lambda a: a.log10) == found.value == sizes[found.truth_table]
        assert abs(gate_polynomial(found.truth_table, values).coefficients[found.power]) == found.value


@supports("remark-6-footnote-5", evidence="exhaustive")
@follows("remark-6-footnote-5/closed-form", evidence="exhaustive")
def test_the_closed_form_of_the_maximum(claim, over):
    """Every power of x, both kinds of values; the formula itself for N up to 3."""
    said = claim("remark-6-footnote-5").consequence

    def c(k, i):
        return abs(stirling(k, i, kind=1))

    for n in over(N=range(1, 7)):
        inverse = inverse_vandermonde(2**n)
        for i in range(2**n) if n <= 3 else ():
            signs, bits = (largest_node_coefficient(2**n, i, v) for v in ("plus_minus", "zero_one"))
            assert said.largest(N=n, i=i, c=c) == signs
            assert bits == (signs / 2 if said.power(i=i) else said.constant)
        for i in range(2**n):
            row = inverse.row(i)
            assert sum(map(abs, row)) == largest_node_coefficient(2**n, i, "plus_minus")
            positive = sum(w for w in row if w > 0)
            assert max(positive, positive - sum(row)) == largest_node_coefficient(2**n, i, "zero_one")


@follows("lemma-3", evidence="exhaustive")
def test_the_constants_are_large_and_the_worst_gate_is_a_literal(claim, over):
    """The largest coefficient over all gates of N inputs, exactly."""
    said = claim("lemma-3").consequence
    values = {n: largest_coefficient(n).value for n in over(N=range(1, 9))}
    assert [str(values[n]) for n in said.inputs] == [str(a) for a in said.small]
    assert said.inputs == [1, 2, 3]
    assert round(float(values[said.N]), -8) == said.four
    assert said.eight == 10 ** round(values[said.most].log10)
    assert (said.N, said.most) == (4, max(values))
    assert all(values[n].log10 > 2**n * sp.log(2, 10) for n in range(2, 9))
    for n in values:
        table = largest_coefficient(n).truth_table
        assert table in {"01" * 2 ** (n - 1), "10" * 2 ** (n - 1)}  # z_1 or its negation


@corrects("remark-6-n-bit-number", evidence="exhaustive")
def test_alpha_is_a_bijection_onto_the_numbers_of_n_bits(claim, over):
    said = claim("remark-6-n-bit-number").correction
    for n in over(N=range(1, 11)):
        assert said.N(N=n)
        found = [said.alpha(N=n, z=dict(enumerate(z, start=1))) for z in product((0, 1), repeat=n)]
        assert sorted(found) == list(range(said.numbers(N=n)))
        assert len(found) == 2**n
        # the library counts the weights 1, 2, 4, ... of the zeros in the same way
        assert found == [sum(2**i for i in range(n) if z[i] == 0) for z in product((0, 1), repeat=n)]
    assert not said.N(N=0)


@refutes("remark-6-n-bit-number", evidence="exhaustive")
def test_one_bit_more_has_twice_as_many_combinations_as_numbers(claim, over):
    case = claim("remark-6-n-bit-number").counterexample
    for n in over(N=range(1, 8)):
        combinations = list(product((0, 1), repeat=n + 1))
        assert len(combinations) == case.combinations(N=n) > case.numbers(N=n)
        assert case.numbers(N=n) == len(
            {int("".join(map(str, bits)), 2) for bits in product((0, 1), repeat=n)}
        )
