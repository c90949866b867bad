"""Section 4: is phi a complexity of the function? What the class needs is the sign, and how little it takes."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
import sympy

from theory.hypothesis_class.complexity import BASE_EXPONENT, Complexity, symbolic_phi
from theory.hypothesis_class.cube_orders import all_orders
from theory.hypothesis_class.gates import gate_polynomial
from theory.hypothesis_class.placements import Placement, paper_nodes
from theory.hypothesis_class.representations import (
    class_of_each,
    class_representatives,
    largest_small_representation,
    small_representation,
    stored_representations,
)
from theory.hypothesis_class.sign_degree import (
    least_degree,
    represent,
    sign_degrees,
    signed_weights,
    truth_table_of,
)
from theory.hypothesis_class.small_coefficients import (
    NoSuchPolynomial,
    SmallestCoefficients,
    smallest_coefficients,
)
from theory.ledger import corrects, refutes

PHI = "remark-4-phi-complexity-of-function"
#: Threshold functions of N inputs, constants among them (Muroga, Threshold Logic and its Applications, 1971).
THRESHOLD_FUNCTIONS = {1: 4, 2: 14, 3: 104, 4: 1882}
#: Classes of gates under flips and permutations of inputs and negation (the same book).
CLASSES = {1: 2, 2: 4, 3: 14, 4: 222}


def signs(truth_table):
    return [1 if bit == "1" else -1 for bit in truth_table]


@refutes(f"{PHI}/parity", evidence="certificate")
def test_a_thousandth_of_psi_keeps_the_function_and_changes_phi(claim):
    case = claim(PHI).counterexample
    nodes = list(Placement((Fraction(1), Fraction(1))).nodes)
    assert nodes == case.nodes
    parity = [(-1) ** (k % 2 + k // 2) for k in range(4)]
    sizes = []
    for part in (1, case.part):
        values = [part * case.psi(u=u) for u in nodes]
        assert [1 if v > 0 else -1 for v in values] == parity
        # the coefficients of part psi: its values at three points determine them
        middle, below, above = (part * case.psi(u=u) for u in (0, -1, 1))
        coefficients = [middle, Fraction(above - below) / 2, Fraction(above + below) / 2 - middle]
        sizes.append(max(map(abs, coefficients)))
    largest, smaller = (Complexity(10, 2, 2, math.log10(size)).log10_phi for size in sizes)
    assert largest - smaller == pytest.approx(6)
    assert (sizes[0] / sizes[1]) ** 2 == case.ratio
    assert {abs(case.psi(u=u)) for u in nodes} == {1}


@refutes(f"{PHI}/degree", evidence="certificate")
def test_one_function_has_representations_of_different_degree(claim):
    case = claim(PHI).counterexample
    conjunction = "0001"
    interpolating, smaller = gate_polynomial(conjunction), small_representation(conjunction)
    smaller.check()
    assert (interpolating.degree, smaller.degree) == (case.interpolated, case.least)
    # psi takes the labels as values, at the nodes alpha = 3 - z for the inputs z = 0 ... 3
    taken = [sum(a * alpha**i for i, a in enumerate(interpolating.node_polynomial)) for alpha in (3, 2, 1, 0)]
    assert taken == signs(conjunction)
    assert sorted(set(taken)) == case.values
    bits = gate_polynomial(conjunction, "zero_one").node_polynomial  # lemma 3's own
    assert [case.signed(psi=sum(a * alpha**i for i, a in enumerate(bits))) for alpha in (3, 2, 1, 0)] == taken
    # with equal weights the same values at the number of ones of z
    u = sympy.Symbol("u")
    assert [case.quadratic(u=z.bit_count()) for z in range(4)] == taken
    assert sympy.degree(case.quadratic(u=u), u) == case.equal
    # degree 1 is a sum of functions of single bits: its values at 00 and 11 sum to those at 01 and 10
    assert taken[0] + taken[3] != taken[1] + taken[2]
    line = smaller.polynomial.coefficients
    values = [sum(a * node**i for i, a in enumerate(line)) for node in smaller.placement.nodes]
    assert values[0] + values[3] == values[1] + values[2]
    assert all(y * v >= 1 for y, v in zip(signs(conjunction), values, strict=True))
    exponents = [Complexity(10, 2, k, 0.0).exponent_of_t for k in (case.interpolated, case.equal, case.least)]
    assert exponents == sorted(exponents, reverse=True)


@corrects(f"{PHI}/definition", evidence="exhaustive")
def test_margin_one_is_what_interpolation_of_labels_gives_and_what_scaling_loses(claim, over):
    """Lemma 3's polynomials with values +-1 for all gates of N inputs."""
    margin = claim(PHI).correction.margin
    for n in over(N=(1, 2, 3)):
        for function in range(2 ** (2**n)):
            table = truth_table_of(function, n)
            psi = gate_polynomial(table).node_polynomial
            values = [sum(a * alpha**i for i, a in enumerate(psi)) for alpha in reversed(range(2**n))]
            assert all(margin(y=y, psi=v) for y, v in zip(signs(table), values, strict=True))
            assert not any(
                margin(y=y, psi=v * Fraction(999, 1000)) for y, v in zip(signs(table), values, strict=True)
            )
            assert not any(margin(y=-y, psi=v) for y, v in zip(signs(table), values, strict=True))
            assert all(margin(y=y, psi=2 * v) for y, v in zip(signs(table), values, strict=True))
    # so the infimum over what the margin admits is not zero, and a constant label needs no more than the constant 1
    assert [Complexity(10, 2, degree, 0.0).exponent_of_t - 16 - 6 for degree in (0, 1)] == [0, 1]
    assert Complexity(10, 2, 0, 0.0).log10_phi == pytest.approx(22)


@corrects(f"{PHI}/positive", f"{PHI}/coefficients", evidence="exhaustive")
def test_with_margin_one_the_infimum_is_positive(claim, over):
    said = claim(PHI).correction
    # |<w, e>|^2 <= N ||w||^2: the gap is a sum of squares, whichever entry of each pair is read.
    for n in over(N=range(1, 7)):
        read, unread = sympy.symbols(f"r:{n}", real=True), sympy.symbols(f"s:{n}", real=True)
        gap = n * (sum(r**2 for r in read) + sum(s**2 for s in unread)) - sum(read) ** 2
        squares = sum((a - b) ** 2 for a, b in itertools.combinations(read, 2)) + n * sum(
            s**2 for s in unread
        )
        assert sympy.expand(gap - squares) == 0
    # So 1 <= |psi| <= max|a| sum_{i<=k} N^(i/2): the least coefficient, attained at u = sqrt(N) by equal coefficients.
    for n, k in itertools.product(range(1, 6), range(5)):
        least = said.coefficient(N=n, k=k)
        assert sympy.expand(1 / least - sum(sympy.sqrt(n) ** i for i in range(k + 1))) == 0
    # With T >= N, T^k k^(3N) max|a|^2 >= (T/N)^k k^(3N)/(k+1)^2 >= 1/4: 4 k^3 - (k+1)^2 >= 0 for k >= 1.
    k, shift = sympy.symbols("k shift", nonnegative=True)
    shifted = sympy.Poly((4 * k**3 - (k + 1) ** 2).subs(k, shift + 1), shift)
    assert all(coefficient >= 0 for coefficient in shifted.all_coeffs())
    phi, s = symbolic_phi()
    over.every("T", "C", "a", "degree")
    least = Fraction(1, 4)  # of k^(3N)/(k+1)^2, at k = 1; nothing smaller holds there
    assert least == Fraction(1**3, (1 + 1) ** 2) == min(Fraction(k**3, (k + 1) ** 2) for k in range(1, 9))
    rest = sympy.simplify(phi / (s["T"] ** s["D"] * s["D"] ** (3 * s["N"]) * s["a"] ** 2))
    assert sympy.simplify(said.lower.right(C=s["C"], T=s["T"], N=s["N"]) - sympy.Rational(1, 4) * rest) == 0
    at_the_corner = phi.subs({s["T"]: 1, s["N"]: 1, s["D"]: 1, s["C"]: 3, s["a"]: sympy.Rational(1, 2)})
    assert said.coefficient(N=1, k=1) == Fraction(1, 2)
    assert said.lower(phi=at_the_corner, T=1, N=1, C=3)
    assert not said.lower(phi=at_the_corner * Fraction(99, 100), T=1, N=1, C=3)
    assert [t for t in range(4) if said.T(T=t, N=2)] == [2, 3]


@corrects(f"{PHI}/coefficients", evidence="exhaustive")
def test_no_stored_representation_has_smaller_coefficients(claim, over):
    coefficient = claim(PHI).correction.coefficient
    for n in over(N=range(1, 5)):
        for found in stored_representations(n):
            assert found.largest >= float(coefficient(N=n, k=found.degree))


@corrects(f"{PHI}/least-degrees", evidence="exhaustive")
def test_unit_weights_reach_exactly_the_forms_inside_one_ellipsoid(over):
    over.every("slopes b", "centre M")
    for n in over(N=range(2, 7)):
        slopes = sympy.symbols(f"b:{n}", real=True)
        middles = sympy.symbols(f"m:{n}", real=True)
        norm2 = sum((m - b / 2) ** 2 + (m + b / 2) ** 2 for m, b in zip(middles, slopes, strict=True))
        mean = sum(middles) / n
        gap = norm2 - (2 * sum(middles) ** 2 / n + sum(b**2 for b in slopes) / 2)
        assert sympy.expand(gap - 2 * sum((m - mean) ** 2 for m in middles)) == 0  # never negative: necessary
        # Sufficient: m_1, m_2 = M/N +- delta fills any gap 4 delta^2.
        centre, delta = sympy.symbols("M delta", real=True)
        chosen = [centre / n + delta, centre / n - delta, *([centre / n] * (n - 2))]
        filled = gap.subs(dict(zip(middles, chosen, strict=True)))
        assert sympy.expand(filled - 4 * delta**2) == 0
    for placement in (
        Placement((Fraction(1), Fraction(1))),
        Placement((Fraction(1, 2), Fraction(-1, 3)), Fraction(1, 7)),
    ):
        weights = placement.weights
        assert sum(w * w for w in weights) == 1
        for z, node in enumerate(placement.nodes):
            assert sum(weights[2 * i + (z >> i & 1)] for i in range(2)) == node


@corrects(f"{PHI}/least-degrees", f"{PHI}/degree-5", evidence="exhaustive")
def test_the_least_degree_of_every_gate(claim, over):
    """All gates (65,536 of four inputs), all orders of the cube."""
    said = claim(PHI).correction
    largest = []
    for n in over(N=said.inputs):
        degrees = sign_degrees(n)
        assert int((degrees <= 1).sum()) == THRESHOLD_FUNCTIONS[n]
        assert int((degrees == 0).sum()) == 2
        largest.append(int(degrees.max()))
        assert Complexity(100, n, largest[-1], 0.0).exponent_of_t == BASE_EXPONENT + 3 * n + largest[-1]
    assert said.inputs == sorted(THRESHOLD_FUNCTIONS)
    assert largest == said.degrees
    lemma_3 = [
        max(gate_polynomial(truth_table_of(1 << k, n)).degree for k in range(2**n)) for n in said.inputs
    ]
    assert lemma_3 == [said.lemma_3(N=n) for n in said.inputs]
    assert said.saved == [a - b for a, b in zip(lemma_3, largest, strict=True)]
    assert int((sign_degrees(said.four) == said.most).sum()) == said.many
    assert said.most == largest[-1]


@corrects(f"{PHI}/least-degrees", evidence="exhaustive")
def test_no_order_of_the_cube_is_missing(over):
    for n in over(N=range(1, 5)):
        found = all_orders(n)
        orders = set()
        for weights in signed_weights(n):
            heights = [sum(w for i, w in enumerate(weights) if z >> i & 1) for z in range(2**n)]
            assert len(set(heights)) == 2**n
            orders.add(tuple(sorted(range(2**n), key=heights.__getitem__)))
        # Zaslavsky: |chi(-1)| chambers, chi counted over finite fields; each order belongs to one chamber.
        chambers = abs(sum(c * (-1) ** i for i, c in enumerate(found.characteristic)))
        assert len(orders) == chambers
        # Planted: without its last class the list of orders is caught.
        kept = len(found.representatives) - 1
        assert kept * 2**n * math.factorial(n) != chambers


@corrects(f"{PHI}/least-degrees", evidence="exhaustive")
def test_ties_do_not_lower_the_degree(over):
    """All gates of 3 inputs; ties among the weights."""
    degrees = sign_degrees(3)
    tied = 0
    for weights in over(weights=list(itertools.combinations_with_replacement(range(5), 3))):
        for function in range(256):
            representation = represent(truth_table_of(function, 3), weights)
            if representation is not None:
                representation.check()
                tied += len(set(weights)) < 3
                assert representation.degree >= degrees[function]
    assert tied > 0


@corrects(f"{PHI}/least-degrees", evidence="certificate")
def test_degrees_with_both_certificates():
    # One gate of each class of greatest degree, N = 3 and 4: a witness, and no polynomial one degree lower.
    for n in (3, 4):
        degrees = sign_degrees(n)
        greatest = int(degrees.max())
        for function in class_representatives(n):
            if degrees[function] == greatest:
                truth_table = truth_table_of(int(function), n)
                certificate = least_degree(truth_table)
                certificate.representation.check()
                assert certificate.degree == greatest
                assert certificate.orders_examined == all_orders(n).total
                if n == 3:
                    _refuse_lower_degree(truth_table, greatest - 1)


def _refuse_lower_degree(truth_table, degree):
    """Along every order an exact certificate of infeasibility; an order and its reverse are one program."""
    for weights in signed_weights(3):
        if weights > tuple(-w for w in weights):
            nodes = [Fraction(sum(w for i, w in enumerate(weights) if z >> i & 1)) for z in range(8)]
            answer = smallest_coefficients(nodes, signs(truth_table), degree)
            assert isinstance(answer, NoSuchPolynomial)
            answer.check()


@corrects(f"{PHI}/least-degrees", evidence="certificate")
def test_threshold_functions_by_asummability():
    # Two true and two false points with the same sum rule out degree 1 by themselves: b.(x + x') = b.(y + y').
    # Every gate of 1 to 4 inputs has such points or a witness of degree at most 1, never both.
    for n in range(1, 5):
        functions = np.arange(2 ** (2**n))
        true_pair, false_pair = {}, {}
        for x, y in itertools.combinations_with_replacement(range(2**n), 2):
            total = tuple((x >> i & 1) + (y >> i & 1) for i in range(n))
            both = (functions >> x & 1) + (functions >> y & 1)
            true_pair[total] = true_pair.get(total, False) | (both == 2)
            false_pair[total] = false_pair.get(total, False) | (both == 0)
        summable = np.zeros(len(functions), dtype=bool)
        for total in true_pair:
            summable |= true_pair[total] & false_pair[total]
        assert np.array_equal(summable, sign_degrees(n) > 1)


@corrects(f"{PHI}/least-degrees", evidence="certificate")
def test_stored_representations_cover_every_gate():
    for n, classes in CLASSES.items():
        stored = stored_representations(n)
        assert len(stored) == classes == len(np.unique(class_of_each(n)))
        assert {int(found.truth_table[::-1], 2) for found in stored} == set(class_representatives(n).tolist())
        for found in stored:
            found.check()
            assert found.degree == sign_degrees(n)[int(found.truth_table[::-1], 2)]
    # Carried over to the other gates of a class: all of N <= 2, a thinned sample of N = 3 and 4.
    for n, step in ((1, 1), (2, 1), (3, 17), (4, 6551)):
        for function in range(0, 2 ** (2**n), step):
            found = small_representation(truth_table_of(function, n))
            values = [
                sum(a * node**i for i, a in enumerate(found.polynomial.coefficients))
                for node in found.placement.nodes
            ]
            assert all(s * v >= 1 for s, v in zip(signs(truth_table_of(function, n)), values, strict=True))


@corrects(f"{PHI}/least-degrees", evidence="certificate")
def test_smallest_coefficients_at_the_papers_own_nodes():
    # At the paper's w and degree 2^N - 1, exactly, in Q(sqrt 5) and Q(sqrt 21): smaller than by interpolation.
    for truth_table in ("0001", "0110", "10010110", "11011000"):
        n = len(truth_table).bit_length() - 1
        nodes = paper_nodes([2**i for i in range(n)])
        answer = smallest_coefficients(nodes, signs(truth_table), 2**n - 1)
        assert isinstance(answer, SmallestCoefficients)
        answer.check()
        printed = gate_polynomial(truth_table)
        assert float(answer.largest) <= float(printed.max_abs_coefficient) + 1e-9
        assert float(small_representation(truth_table).largest) < float(printed.max_abs_coefficient)


@corrects(f"{PHI}/least-degrees", evidence="certificate")
def test_the_best_found_lowers_phi_for_every_n():
    from theory.hypothesis_class.gates import largest_coefficient

    length = 1000
    for n in range(1, 5):
        paper = Complexity(length, n, 2**n - 1, largest_coefficient(n).value.log10)
        worst = largest_small_representation(n)
        best = Complexity(length, n, worst.degree, math.log10(worst.largest))
        assert best.log10_phi < paper.log10_phi
        assert paper.exponent_of_t - best.exponent_of_t == 2**n - 1 - worst.degree
