"""Sign degrees, reachable nodes, smallest coefficients: the parts, and that the checkers can say no."""

import dataclasses
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linprog

from theory.errors import InputError, ProofError
from theory.hypothesis_class.circuit_bounds import check_polynomial
from theory.hypothesis_class.cube_orders import all_orders, characteristic_polynomial, cube_order
from theory.hypothesis_class.gates import gate_polynomial
from theory.hypothesis_class.placements import Placement, paper_nodes, square_root
from theory.hypothesis_class.quadratic import Quadratic
from theory.hypothesis_class.representations import smallest_found, stored_representations
from theory.hypothesis_class.sign_degree import SignRepresentation, least_degree, represent, sign_degrees
from theory.hypothesis_class.small_coefficients import (
    NoSuchPolynomial,
    SmallestCoefficients,
    evaluate,
    smallest_coefficients,
)
from theory.tasks.sequence import Gate, ParityGate

rationals = st.fractions(min_value=-2, max_value=2, max_denominator=9)
quadratics = st.builds(Quadratic, rationals, rationals, st.just(5))


@given(quadratics, quadratics)
def test_the_quadratic_field_agrees_with_floats(a, b):
    for exact, approximate in (
        (a + b, float(a) + float(b)),
        (a * b, float(a) * float(b)),
        (a - b, float(a) - float(b)),
    ):
        assert float(exact) == pytest.approx(approximate, abs=1e-9)
    if b:
        assert a / b * b == a
    assert (a < b) == (float(a) < float(b)) or abs(float(a) - float(b)) < 1e-9
    assert abs(a) >= 0
    assert a**2 == a * a


def test_fields_do_not_mix():
    with pytest.raises(ValueError, match="different fields"):
        Quadratic(Fraction(0), Fraction(1), 2) + Quadratic(Fraction(0), Fraction(1), 3)
    assert square_root(Fraction(9, 4)) == Fraction(3, 2)
    assert square_root(Fraction(8)) ** 2 == 8


@given(
    st.lists(rationals, min_size=2, max_size=7, unique=True),
    st.lists(st.sampled_from((1, -1)), min_size=7, max_size=7),
    st.integers(0, 4),
)
def test_the_exact_program_agrees_with_highs(nodes, signs, degree):
    signs = signs[: len(nodes)]
    answer = smallest_coefficients(nodes, signs, degree)
    answer.check()
    powers = np.array(
        [[s * float(x) ** i for i in range(degree + 1)] for x, s in zip(nodes, signs, strict=True)]
    )
    identity, ones = np.eye(degree + 1), np.ones((degree + 1, 1))
    matrix = np.block([[-powers, np.zeros((len(nodes), 1))], [identity, -ones], [-identity, -ones]])
    bounds = np.concatenate([-np.ones(len(nodes)), np.zeros(2 * degree + 2)])
    result = linprog([*[0.0] * (degree + 1), 1.0], A_ub=matrix, b_ub=bounds, bounds=(None, None))
    if isinstance(answer, SmallestCoefficients):
        assume(answer.largest < 10**5)  # beyond, floats are no peer
        assert result.status == 0
        assert result.fun == pytest.approx(float(answer.largest), rel=1e-5)
    else:
        assert result.status != 0 or result.fun > 10**5


def test_the_checker_refuses_planted_errors():
    nodes = Placement((Fraction(1), Fraction(1))).nodes
    answer = smallest_coefficients(nodes, [1, -1, -1, 1], 2)
    assert isinstance(answer, SmallestCoefficients)
    a, y = answer.coefficients, answer.multipliers
    for wrong in (
        dataclasses.replace(answer, coefficients=(a[0], a[1], a[2] - Fraction(1, 10**9))),  # margin missed
        dataclasses.replace(answer, coefficients=(a[0], a[1], a[2] + Fraction(1, 10**9))),  # not optimal
        dataclasses.replace(answer, multipliers=(y[0] * 2, *y[1:])),  # moments too large
        dataclasses.replace(answer, multipliers=(-y[0], *y[1:])),  # negative
        # Half of everything: bound and coefficients agree, but the margin is a half.
        dataclasses.replace(
            answer, coefficients=tuple(c / 2 for c in a), multipliers=tuple(m / 2 for m in y)
        ),
        dataclasses.replace(answer, signs=(1, 1, -1, 1)),
    ):
        with pytest.raises(ProofError):
            wrong.check()
    refusal = smallest_coefficients(nodes, [1, -1, -1, 1], 1)
    assert isinstance(refusal, NoSuchPolynomial)
    for multipliers in (
        (Fraction(0),) * 4,
        (Fraction(1), *[Fraction(0)] * 3),
        tuple(-m for m in refusal.multipliers),
    ):
        with pytest.raises(ProofError):
            dataclasses.replace(refusal, multipliers=multipliers).check()


def test_programs_that_make_no_sense():
    for nodes, signs, degree in (
        ([], [], 1),
        ([Fraction(1)], [1, 1], 1),
        ([Fraction(1)], [2], 1),
        ([Fraction(1)], [1], -1),
    ):
        with pytest.raises(InputError):
            smallest_coefficients(nodes, signs, degree)


@given(st.lists(rationals, min_size=2, max_size=4), rationals)
def test_reachable_nodes_have_unit_weights(slopes, centre):
    scale = Fraction(1, 1 + math.isqrt(math.ceil(sum(b * b for b in slopes) + 2 * centre**2)))
    placement = Placement(tuple(b * scale for b in slopes), centre * scale)
    weights = placement.weights
    assert sum(w * w for w in weights) == 1
    for z, node in enumerate(placement.nodes):
        assert sum(weights[2 * i + (z >> i & 1)] for i in range(len(slopes))) == node


def test_nodes_that_no_unit_vector_reaches():
    with pytest.raises(InputError, match="no unit vector"):
        Placement((Fraction(1), Fraction(1)), Fraction(1, 100))
    with pytest.raises(InputError, match="no unit vector"):
        Placement((Fraction(1),))  # one input: the norm must be met exactly
    with pytest.raises(InputError, match="at least one"):
        Placement(())


def test_the_papers_nodes_are_those_of_its_weights():
    nodes = paper_nodes([1, 2])
    assert [float(x) for x in nodes] == pytest.approx(
        [3 / math.sqrt(5), 2 / math.sqrt(5), 1 / math.sqrt(5), 0]
    )


def test_a_wrong_representation_is_refused():
    right = represent("0110", (1, 1))
    assert right is not None
    right.check()
    for wrong in (
        dataclasses.replace(right, leading_sign=-right.leading_sign),
        dataclasses.replace(right, roots=right.roots[:1]),
        SignRepresentation(
            "0110", (1, 1), (Fraction(1), Fraction(3, 2)), right.leading_sign
        ),  # a root at a node
    ):
        with pytest.raises(ProofError):
            wrong.check()
    assert represent("0010", (1, 1)) is None  # unequal values tie


@pytest.mark.parametrize("truth_table", ["0", "011", "0120", "01" * 16])
def test_what_is_no_gate_of_up_to_four_inputs(truth_table):
    with pytest.raises(InputError):
        least_degree(truth_table)
    with pytest.raises(InputError):
        smallest_found(truth_table)


def test_degrees_one_gate_at_a_time_agree_with_all_at_once():
    for function in range(256):
        table = "".join("01"[function >> k & 1] for k in range(8))
        assert least_degree(table).degree == sign_degrees(3)[function]


def test_orders():
    assert cube_order((1, 1)) is None
    assert cube_order((1, 2)).points == (0, 1, 2, 3)
    assert characteristic_polynomial(2) == (3, -4, 1)  # lines x = 0, y = 0, x = y, x = -y
    with pytest.raises(InputError):
        all_orders(5)


def test_a_stored_representation_that_was_tampered_with_is_refused():
    found = next(f for f in stored_representations(2) if f.degree == 1)
    for wrong in (
        dataclasses.replace(found, truth_table="0110"),
        dataclasses.replace(found, placement=Placement((Fraction(1, 2), Fraction(1, 2)))),
    ):
        with pytest.raises(ProofError):
            wrong.check()
    assert evaluate((Fraction(1), Fraction(2)), Fraction(3)) == 7


def test_a_polynomial_that_misses_its_gate_is_refused():
    gate, polynomial = Gate((0, 1), "0111"), gate_polynomial("0111")
    check_polynomial(gate, polynomial)
    with pytest.raises(ProofError):
        check_polynomial(Gate((0, 1), "0110"), polynomial)
    with pytest.raises(ProofError):
        check_polynomial(ParityGate((0, 1)), polynomial)
