"""The arithmetic behind lemma 3 and section 4: surds, nodes, interpolants, linear programs and their certificates.

Everything is computed a second time, by sympy, by exhaustion or by hand, and every certificate is forged.
"""

import itertools
import math
import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import sympy
from flint import fmpz_poly
from scipy.optimize import linprog

from theory.errors import InputError, ProofError
from theory.hypothesis_class.bounds import log10_samples, parity_bound, theorem_2_bound
from theory.hypothesis_class.circuit_bounds import check_polynomial, circuit_bound, distinct_gates
from theory.hypothesis_class.cube_orders import all_orders, characteristic_polynomial, cube_order, symmetries
from theory.hypothesis_class.gates import (
    GatePolynomial,
    gate_polynomial,
    largest_coefficient,
    parity_polynomial,
    parse_truth_table,
)
from theory.hypothesis_class.interpolation import (
    certify,
    check_all,
    interpolate,
    interpolate_all,
    inverse_vandermonde,
)
from theory.hypothesis_class.many_gates import _matrix, candidates_by_floats, served, worst_of_many
from theory.hypothesis_class.no_free_lunch import (
    PromisedError,
    error_floor,
    promised_error,
    scaled_class,
)
from theory.hypothesis_class.placements import Placement, paper_nodes, square_root
from theory.hypothesis_class.quadratic import Quadratic
from theory.hypothesis_class.representations import (
    class_representation,
    largest_small_representation,
    small_representation,
    stored_representations,
)
from theory.hypothesis_class.sign_degree import (
    SignRepresentation,
    least_degree,
    represent,
    sign_degrees,
    signed_weights,
)
from theory.hypothesis_class.small_coefficients import (
    NoSuchPolynomial,
    SmallestCoefficients,
    smallest_coefficients,
)
from theory.hypothesis_class.surds import Surd, squarefree_split
from theory.ledger import corrects, supports
from theory.tasks import Circuit, Gate
from theory.tasks.parity import BitSubsetParity
from theory.tasks.sequence import ParityGate

LEAST = "remark-4-phi-complexity-of-function/least-degrees"
ZERO, HALF, ONE, TWO = Fraction(0), Fraction(1, 2), Fraction(1), Fraction(2)


def refused(error, function, *arguments, **named):
    """Whether a call is refused by this error."""
    with pytest.raises(error):
        function(*arguments, **named)
    return True


def random_table(inputs, seed):
    draw = random.Random(seed)
    return "".join(draw.choice("01") for _ in range(2**inputs))


@supports("lemma-3", evidence="exhaustive")
def test_surds_and_quadratic_numbers_are_what_they_stand_for(over):
    pairs = list(over(a=(ZERO, Fraction(3, 2), Fraction(-1, 6), TWO), b=(ONE, Fraction(12), Fraction(5, 18))))
    surds = [Surd.of(a, b) for a, b in pairs]
    for (a, b), one in zip(pairs, surds, strict=True):
        size = float(a) * math.sqrt(b)
        assert one.coefficient**2 * one.radicand == a * a * b
        assert (float(one), float(abs(one))) == (pytest.approx(size), pytest.approx(abs(size)))
        assert squarefree_split(one.radicand) == (1, one.radicand)
        assert one.log10 == (pytest.approx(math.log10(abs(size))) if a else -math.inf)
        assert float(one * Fraction(2, 3)) == float(Fraction(2, 3) * one) == pytest.approx(size * 2 / 3)
    texts = [str(one) for one in surds]
    assert texts[3:6] == ["3/2", "3*sqrt(3)", "sqrt(10)/4"]
    assert texts[6:9] == ["-1/6", "-sqrt(3)/3", "-sqrt(10)/36"]
    assert [one.to_sympy() for one in surds[3:9]] == list(map(sympy.sympify, texts[3:9]))
    for (one, u), (other, v) in itertools.product([(s, float(s)) for s in surds], repeat=2):
        product = one * other
        assert float(product) == pytest.approx(u * v)
        assert squarefree_split(product.radicand) == (1, product.radicand)
        assert (one > other, one <= other) == (u > v + 1e-12, u <= v + 1e-12)
    assert (Surd(TWO) > 1, Surd(TWO) <= 2, Surd(ZERO, 1) * Surd(ONE, 3)) == (True, True, Surd(ZERO))
    assert (Surd.of(3), Surd.of(0, 5), Surd(TWO, 3) * 0) == (Surd(Fraction(3)), Surd(ZERO), Surd(ZERO))
    assert all(refused(ValueError, Surd.of, 1, b) for b in (0, -1))
    assert [squarefree_split(n) for n in (1, 12, 49, 45, 8, 7)] == [
        (1, 1),
        (2, 3),
        (7, 1),
        (3, 5),
        (2, 2),
        (1, 7),
    ]
    root = math.sqrt(5)
    numbers = [Quadratic(p, q, 5) for p, q in itertools.product((ZERO, HALF, -TWO), repeat=2)]
    for a, b in itertools.product(numbers, numbers):
        u, v = (n.rational + n.irrational * root for n in (a, b))
        found = [(a + b, u + v), (a - b, u - v), (a * b, u * v), (-a, -u), (abs(a), abs(u)), (1 - a, 1 - u)]
        found += [(a / b, u / v), (1 / b, 1 / v)] if b else []
        for ours, there in found:
            assert float(ours) == pytest.approx(ours.rational + ours.irrational * root, abs=1e-12)
            assert float(ours) == pytest.approx(there, abs=1e-12)
        assert (a < b, a == b, a >= b) == (u < v - 1e-12, abs(u - v) < 1e-12, u > v - 1e-12)
        assert (a.sign, bool(a)) == ((u > 0) - (u < 0), u != 0)
        assert not b or a / b * b == a
    assert Quadratic(TWO, ZERO, 5) == 2 != Quadratic(TWO, ONE, 5)
    assert [str(Quadratic(TWO, q, 5)) for q in (ZERO, HALF)] == ["2", "2 + (1/2)*sqrt(5)"]
    assert refused(ValueError, lambda: Quadratic(ZERO, ONE, 2) + Quadratic(ZERO, ONE, 3))


@corrects(LEAST, evidence="exhaustive")
def test_nodes_are_those_of_unit_vectors_and_of_no_others(over):
    for weights in over(weights=((1, 2), (2, 1), (1, 1, 1), (1, 2, 4))):
        norm = math.sqrt(sum(c * c for c in weights))
        nodes = [
            sum(c for i, c in enumerate(weights) if not z >> i & 1) / norm for z in range(2 ** len(weights))
        ]
        assert [float(node) for node in paper_nodes(weights)] == pytest.approx(nodes, abs=1e-12)
    assert [square_root(Fraction(n)) for n in ("0", "9/4", "1")] == [0, Fraction(3, 2), 1]
    assert square_root(Fraction(8)) * square_root(Fraction(8)) == 8
    assert square_root(Fraction(2, 9)) == Quadratic(ZERO, Fraction(1, 3), 2)
    for slopes, centre in (
        ((ONE, HALF), HALF), ((HALF, -HALF, HALF), Fraction(1, 5)), ((ONE, ONE), ZERO), ((ONE,) * 2, ZERO)
    ):  # fmt: skip
        placed = Placement(slopes, centre)
        assert sum(w * w for w in placed.weights) == 1
        for z, node in enumerate(placed.nodes):
            assert sum(placed.weights[2 * i + (z >> i & 1)] for i in range(len(slopes))) == node
    single = Placement((Fraction(7, 5),), Fraction(1, 10))  # w = (-3/5, 4/5)
    assert (single.nodes, single.weights) == ((Fraction(-3, 5), Fraction(4, 5)),) * 2
    for slopes, centre in (((ONE, ONE), Fraction(1, 100)), ((ONE,), ZERO), ((), ZERO), ((TWO,), ZERO)):
        assert refused(InputError, Placement, slopes, centre)


@corrects(LEAST, evidence="numeric")
def test_the_least_coefficients_agree_with_floats_and_forged_certificates_are_refused(over):
    over.sample(24, "linear programs", seed=3)
    draw, kinds = random.Random(3), set()
    for _ in range(24):
        size, degree = draw.randint(2, 6), draw.randint(0, 4)
        nodes = [Fraction(k, 9) for k in draw.sample(range(-18, 19), size)]
        signs = [draw.choice((1, -1)) for _ in nodes]
        answer = smallest_coefficients(nodes, signs, degree)
        powers = np.array(
            [[s * float(x) ** i for i in range(degree + 1)] for x, s in zip(nodes, signs, strict=True)]
        )
        identity, ones = np.eye(degree + 1), np.ones((degree + 1, 1))
        matrix = np.block([[-powers, np.zeros((size, 1))], [identity, -ones], [-identity, -ones]])
        bounds = np.concatenate([-np.ones(size), np.zeros(2 * degree + 2)])
        peer = linprog([*[0.0] * (degree + 1), 1.0], A_ub=matrix, b_ub=bounds, bounds=(None, None))
        changes = sum(
            a != b for a, b in itertools.pairwise(s for _, s in sorted(zip(nodes, signs, strict=True)))
        )
        kinds.add(type(answer))
        assert isinstance(answer, NoSuchPolynomial) == (changes > degree)
        assert changes > degree or peer.fun == pytest.approx(float(answer.largest), rel=1e-5)
        assert (answer.nodes, answer.signs) == (tuple(nodes), tuple(signs))
    assert kinds == {NoSuchPolynomial, SmallestCoefficients}
    nodes = Placement((ONE, ONE)).nodes
    answer, refusal = (smallest_coefficients(nodes, [1, -1, -1, 1], degree) for degree in (2, 1))
    a, y, tiny = answer.coefficients, answer.multipliers, Fraction(1, 10**9)
    answer.check()
    refusal.check()
    forged = [
        replace(answer, coefficients=(*a[:2], a[2] - tiny)),  # the margin is missed
        replace(answer, coefficients=(*a[:2], a[2] + tiny)),  # not the least
        replace(answer, multipliers=(y[0] * 2, *y[1:])),  # moments too large
        replace(answer, multipliers=(-y[0], *y[1:])),
        replace(answer, coefficients=tuple(c / 2 for c in a), multipliers=tuple(m / 2 for m in y)),
        replace(answer, signs=(1, 1, -1, 1)),
        replace(refusal, multipliers=(ZERO,) * 4),
        replace(refusal, multipliers=(ONE, ZERO, ZERO, ZERO)),
        replace(refusal, multipliers=tuple(-m for m in refusal.multipliers)),
        replace(refusal, degree=2),  # the last moment does not vanish
        replace(smallest_coefficients([ZERO, ONE], [1, 1], 0), multipliers=(TWO, -ONE)),
        SmallestCoefficients((TWO,), (1,), (ZERO, ONE), (ONE,)),  # bound 1, attained, but sum |mu_i| = 3
        SmallestCoefficients((ONE,), (1,), (ZERO, ONE), (ONE,)),  # and here it is 2
    ]
    assert all(refused(ProofError, wrong.check) for wrong in forged)
    for nodes, signs, degree in (([], [], 1), ([ONE], [1, 1], 1), ([ONE], [2], 1), ([ONE], [1], -1)):
        assert refused(InputError, smallest_coefficients, nodes, signs, degree)
    assert smallest_coefficients([ONE], [-1], 0).coefficients == (-ONE,)


@corrects(LEAST, evidence="exhaustive")
def test_orders_and_sign_representations_by_hand(over, monkeypatch):
    assert cube_order((1, 1)) is None
    assert cube_order((1, 2)).points == (0, 1, 2, 3)
    assert cube_order((3, 1)).points == (0, 2, 1, 3)
    assert characteristic_polynomial(1) == (-1, 1)
    assert characteristic_polynomial(2) == (3, -4, 1)  # the lines x = 0, y = 0, x = y, x = -y
    assert [len(symmetries(n)) for n in (1, 2, 3)] == [2, 8, 48]
    assert [all_orders(n).total for n in (1, 2, 3, 4)] == [2, 8, 96, 5376]
    for n in over(N=(1, 2, 3)):
        for order in all_orders(n).representatives:
            assert order.weights[0] > 0 and list(order.weights) == sorted(set(order.weights))
        for moved in symmetries(n):
            images = [moved.image(z) for z in range(2**n)]
            for z, image in enumerate(images):
                bits = [(z >> axis & 1) ^ flip for axis, flip in zip(moved.axes, moved.flips, strict=True)]
                assert image == sum(bit << i for i, bit in enumerate(bits))
    assert [refused(InputError, all_orders, n) for n in (0, 5)]
    counts = (lambda n, q: q * q + Fraction(q, 2), lambda n, q: 2 * q * q, lambda n, q: q * q + (q > 11))
    for count in counts:  # no monic polynomial with whole coefficients
        with monkeypatch.context() as patched:
            patched.setattr("theory.hypothesis_class.cube_orders._points_off_hyperplanes", count)
            assert refused(ProofError, characteristic_polynomial, 2)
    with monkeypatch.context() as patched:  # an order is missing
        patched.setattr(
            "theory.hypothesis_class.sign_degree.signed_weights", lambda n: signed_weights(n)[:-1]
        )
        assert refused(ProofError, least_degree, "0110")
    right = represent("0110", (1, 1))
    assert (right.roots, right.leading_sign, right.degree) == ((HALF, Fraction(3, 2)), -1, 2)
    right.check()
    assert represent("1001", (1, 1)).leading_sign == 1
    for wrong in (
        replace(right, leading_sign=1),
        replace(right, roots=right.roots[:1]),
        SignRepresentation("0110", (1, 1), (ONE, Fraction(3, 2)), -1),  # a root at a node
    ):
        assert refused(ProofError, wrong.check)
    assert represent("0010", (1, 1)) is None  # unequal values tie
    assert refused(InputError, represent, "01", (1, 1))
    for table in ("0", "011", "0120", "01" * 16):
        assert all(
            refused(InputError, ask, table)
            for ask in (least_degree, small_representation, class_representation)
        )
    assert [
        (largest_small_representation(n).degree, largest_small_representation(n).inputs) for n in (1, 2, 3, 4)
    ] == [
        (1, 1),
        (2, 2),
        (3, 3),
        (5, 4),
    ]
    for n in (1, 2, 3):
        found = stored_representations(n)
        assert largest_small_representation(n).largest == max(
            max(map(abs, f.polynomial.coefficients)) for f in found
        )
    stored = next(found for found in stored_representations(2) if found.degree == 1)
    stored.check()
    for wrong in (replace(stored, truth_table="0110"), replace(stored, placement=Placement((HALF, HALF)))):
        assert refused(ProofError, wrong.check)
    for table in ("0111", "0010", "11010000"):
        assert (
            class_representation(table).degree
            == small_representation(table).degree
            == least_degree(table).degree
        )
        assert class_representation(table).largest == small_representation(table).largest
    assert not sign_degrees(2).flags.writeable
    by_hand = [0, 1, 1, 1, 1, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 0]  # XOR and its negation; the constants
    assert sign_degrees(2).tolist() == by_hand


@supports("lemma-3", evidence="exhaustive")
def test_the_polynomials_of_gates_are_checked_and_their_largest_coefficients_found(over, monkeypatch):
    for values in over(values=([0, 1, 1, 0], [1, -1, 1, -1, 1], [7], [0, 0], [0, 1, 4, 9, 16])):
        coefficients = interpolate(values)
        assert [sum(a * k**i for i, a in enumerate(coefficients)) for k in range(len(values))] == values
        assert len(coefficients) == 1 or coefficients[-1]
    assert refused(InputError, interpolate, [])
    for nodes in (1, 2, 5):
        rows = [inverse_vandermonde(nodes).row(i) for i in range(nodes)]
        for k, j in itertools.product(range(nodes), repeat=2):
            assert sum(rows[i][k] * j**i for i in range(nodes)) == (j == k)
        assert (certify(nodes).nodes, certify(nodes).gates) == (nodes, 2**nodes)
    for roots in ((0, 1, 3), (0, 1, 2, 5), (0, 0, 1, 2)):  # not those of three nodes
        product = math.prod((fmpz_poly([-root, 1]) for root in roots), start=fmpz_poly([1]))
        with monkeypatch.context() as patched:
            patched.setattr("theory.hypothesis_class.interpolation._node_product", lambda _, p=product: p)
            assert refused(ProofError, certify, 3)
    every = interpolate_all(3)
    assert check_all(every).gates == 8
    assert refused(ProofError, check_all, replace(every, denominator=every.denominator * 2))
    constant = gate_polynomial("11")
    assert (constant.degree, constant.coefficients, constant.inputs) == (0, (Surd(ONE),), 1)
    assert sum(w.coefficient**2 * w.radicand for w in gate_polynomial("0110").weights) == 1
    # three numbers whose logarithms nearly tie, the largest the one with a root in it
    near = (Surd(Fraction(10**9)), Surd(Fraction(-(10**9) - 1)), Surd(Fraction(707106782), 2), Surd(ONE, 3))
    for order in itertools.permutations(near):
        assert GatePolynomial(2, (), "plus_minus", (), order).max_abs_coefficient == Surd(
            Fraction(707106782), 2
        )
        assert GatePolynomial(2, (), "plus_minus", (), order[:2]).max_abs_coefficient == max(
            map(abs, order[:2])
        )
    found = largest_coefficient(1, "zero_one")
    assert (found.value, found.power, found.truth_table) == (Surd(ONE), 0, "01")
    for table in ("", "0", "011", "01x1", "01" * 1024):
        assert refused(InputError, parse_truth_table, table)
    assert [parse_truth_table(table) for table in ("01", "0110", "01" * 512)] == [1, 2, 10]
    assert [refused(InputError, largest_coefficient, n) for n in (0, 11)]
    assert refused(InputError, parity_polynomial, 0) and refused(InputError, parity_polynomial, 2501)
    for n in (1, 2, 3, 4):
        parity = parity_polynomial(n)
        assert (parity.degree, len(parity.weights)) == (n, 2 * n)
        check_polynomial(ParityGate(tuple(range(n))), parity)
    check_polynomial(Gate((0, 1), "0111"), gate_polynomial("0111"))
    for gate, polynomial in (
        (Gate((0, 1), "0110"), gate_polynomial("0111")),
        (Gate((0, 1), "1000"), gate_polynomial("1001")),
        (ParityGate((0, 1)), gate_polynomial("0111")),
        (ParityGate((0, 1, 2)), parity_polynomial(2)),
    ):
        assert refused(ProofError, check_polynomial, gate, polynomial)


def assert_candidates(tables, exact):
    """The candidates are the gates within a millionth of the largest logarithm, and no others."""
    size_of = {table: exact[table].max_abs_coefficient.log10 for table in {*tables}}
    least = max(size_of.values()) - 1e-6
    near = [k for k, table in enumerate(tables) if size_of[table] >= least]
    full = max(exact[table].degree for table in size_of) == len(tables[0]) - 1
    assert candidates_by_floats(tables) == (near, full)


@supports("lemma-3", evidence="numeric")
def test_the_worst_of_many_gates_is_found_by_floats_within_their_error(over, monkeypatch):
    over.sample(40, "gates of N = 2, 3 and 5 inputs each, and all with a single one", seed=0)
    for inputs in (2, 3, 5):
        tables = [random_table(inputs, seed) for seed in range(40)]
        tables += ["0" * k + "1" + "0" * (2**inputs - 1 - k) for k in range(2**inputs)]
        place, polynomial, degree = worst_of_many(tables)
        exact = [gate_polynomial(table) for table in tables]
        sizes = [p.max_abs_coefficient.log10 for p in exact]
        assert polynomial == exact[place]
        assert sizes[place] == max(sizes)
        assert place == sizes.index(max(sizes))
        assert degree == max(p.degree for p in exact)
        assert_candidates(tables, dict(zip(tables, exact, strict=True)))
    few = [f"{function:04b}" for function in range(16)]
    for tables in (few[:2] * 1500, ["0000"] * 1100 + few[:3], ["0000", "1111"] * 600, few * 150):
        assert_candidates(tables, {table: gate_polynomial(table) for table in few})  # in parts
    halves = [random_table(3, seed) for seed in range(20)]
    even = [half + half[::-1] for half in halves]  # none has the full degree
    assert worst_of_many(even)[2] == max(gate_polynomial(table).degree for table in even) == 14
    assert worst_of_many([halves[0] * 2, even[0]])[2] == 15
    assert worst_of_many(["0110"]) == (0, gate_polynomial("0110"), 2)
    for inputs in (1, 2, 6):
        matrix, logs, errors = _matrix(2**inputs)
        for seed in range(4):
            table = random_table(inputs, seed)
            values = np.array([2.0 * int(bit) - 1 for bit in reversed(table)])
            exact = [*gate_polynomial(table).coefficients, *[Surd(ZERO)] * 2**inputs]
            for row, a, log, error in zip(matrix, exact, logs, errors, strict=False):
                true = float(a) / 10**log
                assert abs(row @ values - true) <= error + 1e-9 * abs(true)
                assert 0 < error < 1e-9
    matrix, _, errors = _matrix(256)
    rounding = np.abs(matrix @ np.linspace(-1, 1, 256))[2:]  # a line has no coefficients above the first
    assert rounding.max() > 0
    assert (rounding <= errors[2:]).all()
    assert served(9) == served(10)
    for needed, extended in ((1, True), (10**6, False)):
        monkeypatch.setattr("theory.hypothesis_class.many_gates._NEEDED_EXPONENT", needed)
        assert [served(n) for n in (1, 8, 9, 10, 11)] == [True, True, extended, extended, False]


@supports("eq-10", evidence="exhaustive")
def test_the_bound_of_theorem_2_for_sequences_of_gates(over, monkeypatch):
    gates = [Gate((0, 1), "0001"), Gate((2, 3), "0110"), Gate((0, 1), "0111"), Gate((1,), "10")]
    bound = theorem_2_bound(3, gates, epsilon=0.2, delta=0.05)
    polynomials = [gate_polynomial(gate.truth_table) for gate in gates]
    largest = max(max(abs(a).log10 for a in p.coefficients) for p in polynomials)
    assert (bound.d, bound.gates, bound.complexity.sequence_length) == (3, 4, 6)
    assert (bound.complexity.inputs_per_gate, bound.complexity.degree) == (
        2,
        max(p.degree for p in polynomials),
    )
    assert bound.max_abs_coefficient.log10 == largest == bound.complexity.log10_max_coefficient
    assert bound.exponent_of_t == 16 + 3 * 2 + bound.complexity.degree
    assert (bound.epsilon, bound.delta) == (0.2, 0.05)
    with_union = bound.log10_samples_with_union_bound - bound.log10_samples
    assert with_union == pytest.approx(2 * math.log10(4), rel=1e-9)
    assert bound.log10_samples == log10_samples(bound.log10_phi, 0.2, 0.05)
    for phi, epsilon, delta in over(phi=(-2.0, 0.0, 2.0), epsilon=(0.1, 0.5), delta=(0.01, 0.9)):
        exact = ((10**phi + math.log(1 / delta)) / epsilon) ** 2
        assert log10_samples(phi, epsilon, delta) == pytest.approx(math.log10(exact), abs=1e-12)
    for epsilon, delta in ((0, 0.1), (1, 0.1), (0.1, 0), (0.1, 1)):
        assert refused(InputError, log10_samples, 1.0, float(epsilon), float(delta))
    for d in (4, 8, 32):
        tree, whole = parity_bound(d), parity_bound(d, end_to_end=True)
        assert (tree.complexity.inputs_per_gate, whole.complexity.inputs_per_gate) == (min(2, d // 2), d // 2)
        assert (tree.gates, whole.gates) == (BitSubsetParity(d, tuple(range(d // 2))).num_labels, 1)
        assert (tree.epsilon, tree.delta, whole.complexity.degree) == (0.1, 0.1, d // 2)
    assert theorem_2_bound(3, gates) == theorem_2_bound(3, gates, epsilon=0.1, delta=0.1)
    assert refused(InputError, theorem_2_bound, 11, [Gate(tuple(range(11)), "01" * 1024)])
    monkeypatch.setattr("theory.hypothesis_class.bounds.MAX_INPUTS", 2)
    assert theorem_2_bound(3, gates).gates == 4
    assert refused(InputError, theorem_2_bound, 3, [Gate((0, 1, 2), "01" * 4)])


@supports("eq-10", evidence="exhaustive")
def test_the_bound_of_a_circuit_is_that_of_its_gates_one_by_one(over):
    draw = np.random.default_rng(0)

    def gate(place, inputs):
        reads = tuple(int(i) for i in draw.choice(6 + place, inputs, replace=False))
        return Gate(reads, random_table(inputs, place))

    of_both_degrees = [Gate((0, 1), table) for table in ("0110", "0001", "1001")]
    for sizes in over(inputs=((2,) * 5, (3,) * 30, (2, 3, 1, 2, 3), (4,) * 20, ())):
        gates = [gate(place, inputs) for place, inputs in enumerate(sizes)] or of_both_degrees
        found = circuit_bound(Circuit.from_gates(6, gates))
        exact = {g.truth_table: gate_polynomial(g.truth_table) for g in gates}
        logs = {table: p.max_abs_coefficient.log10 for table, p in exact.items()}
        assert found.paper.max_abs_coefficient.log10 == max(logs.values())
        assert found.worst.polynomial == exact[found.worst.gate.truth_table]
        assert found.worst.gate == gates[found.worst.label - 1]
        worst = [(logs[g.truth_table], exact[g.truth_table].degree, -k) for k, g in enumerate(gates)]
        assert found.worst.label == 1 - max(worst)[2]
        assert found.paper.complexity.degree == max(p.degree for p in exact.values())
        assert found.paper.complexity.inputs_per_gate == max(len(g.inputs) for g in gates)
        assert found.paper.complexity.sequence_length == 6 + len(gates) - 1
        assert (found.num_labels, found.num_outputs) == (len(gates), 1)
        assert found.distinct_gates == found.checked_gates == len(exact)
        assert found.every_gate_checked
        smallest = [small_representation(table) for table in exact]
        assert found.smaller.max_abs_coefficient == max(f.largest for f in smallest)
        assert found.smaller.complexity.degree == max(f.degree for f in smallest)
        assert found.smaller.least_degree
        complexity = found.smaller.complexity
        assert complexity.log10_max_coefficient == math.log10(found.smaller.max_abs_coefficient)
        assert complexity.sequence_length == found.paper.complexity.sequence_length
        assert complexity.inputs_per_gate == found.paper.complexity.inputs_per_gate
        assert found.smaller.samples_log10 == log10_samples(complexity.log10_phi, 0.1, 0.1)
        assert (found.paper.epsilon, found.paper.delta) == (0.1, 0.1)
        assert found.saved_exponent == found.paper.complexity.degree - complexity.degree
        assert [place for place, _ in distinct_gates(Circuit.from_gates(6, gates))] == sorted(
            next(k for k, g in enumerate(gates) if g.truth_table == table) for table in exact
        )
    task = BitSubsetParity(8, (0, 1, 2, 3), supervised=False)
    alone = circuit_bound(task)
    assert (alone.worst.polynomial, alone.paper.complexity.degree) == (parity_polynomial(4), 4)
    assert alone.smaller.complexity.degree == 4
    tree = circuit_bound(BitSubsetParity(8, (0, 1, 2, 3)))
    assert (tree.distinct_gates, tree.worst.label, tree.num_labels) == (1, 1, 3)
    large = circuit_bound(BitSubsetParity(24, tuple(range(12)), supervised=False))
    assert (large.smaller, large.saved_exponent, large.paper.complexity.degree) == (None, None, 12)


def power_part_of_all(inputs):
    """Eq 10 with the largest coefficient that a function of N bits may have, degree 2^N - 1 and T = N + 1."""
    degree = 2**inputs - 1
    norm2 = sum(4**i for i in range(inputs))
    largest = Fraction(4) ** 2**inputs * norm2**degree
    return (inputs + 1) ** (16 + 3 * inputs + degree) * degree ** (3 * inputs) * largest


@supports("eq-6", evidence="exhaustive")
def test_what_n_samples_cannot_do(over):
    for d in over(d=(1, 3, 10)):
        assert error_floor(d, 0) == HALF
        assert error_floor(d, 2**d) == error_floor(d, 2**d + 1) == 0
        assert error_floor(d, 2 ** (d - 1)) == Fraction(1, 4)
    assert [refused(InputError, scaled_class, n, ONE) for n in (0, 13)]
    assert refused(InputError, scaled_class, 2, ZERO)
    assert scaled_class(2, ONE).sequence_length == 3
    assert scaled_class(1, Fraction(10**40)).log2_scale == -1
    for inputs, at_most in ((1, ONE), (2, Fraction(1, 7)), (3, Fraction(10**9))):
        phi, scaled = power_part_of_all(inputs), scaled_class(inputs, at_most)
        assert scaled.phi == phi * Fraction(4) ** scaled.log2_scale <= at_most
        assert 16 * scaled.phi > at_most  # not much more than needed
    assert not PromisedError(1, HALF, HALF).is_impossible
    assert not promised_error(2, ZERO, HALF, Fraction(1, 4)).is_impossible
    at_most = promised_error(10, ZERO, HALF, Fraction(1, 10))
    assert at_most.is_impossible == (at_most.expected_error > Fraction(3, 5))
