"""Gates as polynomials: the parser, exact arithmetic, and the numbers that are printed."""

import math
import random
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from theory.errors import InputError, ProofError
from theory.hypothesis_class import interpolation
from theory.hypothesis_class.bounds import log10_samples, parity_bound, theorem_2_bound
from theory.hypothesis_class.circuit_bounds import circuit_bound
from theory.hypothesis_class.complexity import Complexity, symbolic_phi
from theory.hypothesis_class.gates import (
    GatePolynomial,
    gate_polynomial,
    largest_coefficient,
    parity_polynomial,
    parse_truth_table,
)
from theory.hypothesis_class.quadratic import Quadratic
from theory.hypothesis_class.surds import Surd, squarefree_split
from theory.tasks.circuits import Circuit
from theory.tasks.sequence import Gate, ParityGate

fractions = st.fractions(min_value=-50, max_value=50, max_denominator=40)
surds = st.builds(Surd.of, fractions, st.integers(1, 200))


@given(surds)
def test_surds_print_what_sympy_reads_back(surd):
    assert sp.sympify(str(surd)) == surd.to_sympy()
    assert float(surd) == pytest.approx(float(surd.to_sympy()))


def test_numbers_of_any_length_are_shown():
    many, nines = "9" * 5000, Fraction(10**5000 - 1)
    surd = Surd(nines / 7, 2)
    assert (str(surd), surd.latex) == (f"{many}*sqrt(2)/7", rf"\frac{{{many}\sqrt{{2}}}}{{7}}")
    assert str(Surd(1 / nines)) == f"1/{many}"
    assert str(Quadratic(nines, 1 / nines, 2)) == f"{many} + (1/{many})*sqrt(2)"
    for number in (surd, Quadratic(nines, nines, 2), GatePolynomial(1, (), "plus_minus", (nines,), (surd,))):
        assert many in repr(number)


@given(surds, surds)
def test_surds_multiply_and_compare_as_in_sympy(left, right):
    assert (left * right).to_sympy() == sp.simplify(left.to_sympy() * right.to_sympy())
    assert (left < right) == bool(left.to_sympy() < right.to_sympy())
    assert (left <= right) == bool(left.to_sympy() <= right.to_sympy())


@given(st.integers(1, 10**6))
def test_squarefree_split(number):
    outside, inside = squarefree_split(number)
    assert outside**2 * inside == number
    assert all(e == 1 for e in sp.factorint(inside).values())


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=9))
def test_interpolation_agrees_with_sympy(values):
    x = sp.Symbol("x")
    ours = sum(
        sp.Rational(a.numerator, a.denominator) * x**i
        for i, a in enumerate(interpolation.interpolate(values))
    )
    assert sp.expand(ours - sp.interpolate(list(enumerate(values)), x)) == 0


def test_a_wrong_interpolant_is_refused():
    found = interpolation.interpolate_all(4)
    spoilt = interpolation.AllInterpolants(
        4, found.values, found.numerator + found.numerator, found.denominator
    )
    with pytest.raises(ProofError, match="misses a value"):
        interpolation.check_all(spoilt)


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ("01x0", "character 3"),
        ("011", "3 characters"),
        ("", "0 characters"),
        ("1", "1 character;"),
        ("01" * 1024, "11 inputs"),
    ],
)
def test_what_is_no_truth_table(table, complaint):
    with pytest.raises(InputError, match=complaint):
        parse_truth_table(table)


def test_equal_weights_and_powers_of_two_give_the_same_gate():
    xnor, parity = gate_polynomial("1001"), parity_polynomial(2)
    assert (xnor.degree, parity.degree) == (2, 2)
    assert [str(a) for a in parity.coefficients] == ["1", "-4*sqrt(2)", "4"]
    assert sum(w.coefficient**2 * w.radicand for w in xnor.weights) == 1


def test_the_bound_takes_the_worst_gate_and_counts_tokens():
    gates = (Gate((0, 1), "0001"), ParityGate((0, 1, 2)), Gate((3, 4), "0110"))
    bound = theorem_2_bound(3, gates)
    assert bound.complexity.sequence_length == 5
    assert (bound.complexity.inputs_per_gate, bound.complexity.degree) == (3, 3)
    assert bound.max_abs_coefficient == max(
        gate_polynomial("0001").max_abs_coefficient, parity_polynomial(3).max_abs_coefficient
    )


def test_phi_in_symbols_and_as_a_logarithm_agree():
    phi, s = symbolic_phi()
    number = phi.subs({s["T"]: 46, s["C"]: 3, s["N"]: 2, s["D"]: 2, s["a"]: 4 * sp.sqrt(2)})
    ours = Complexity(46, 2, 2, float(sp.log(4 * sp.sqrt(2), 10)), c=3.0).log10_phi
    assert ours == pytest.approx(float(sp.log(number, 10)))


def test_samples_where_phi_is_small_and_where_it_is_astronomical():
    assert log10_samples(0.0, 0.1, 0.5) == pytest.approx(2 * float(sp.log((1 + sp.log(2)) / 0.1, 10)))
    assert log10_samples(10_000.0, 0.1, 0.5) == pytest.approx(20_002)
    assert log10_samples(-400.0, 0.5, 5e-324) == pytest.approx(2 * math.log10(2 * 744.4400719))
    assert log10_samples(-400.0, 0.5, 1 - 2**-53) == pytest.approx(2 * math.log10(2.0**-52))
    with pytest.raises(InputError, match="epsilon"):
        log10_samples(1.0, 1.5, 0.1)


def test_end_to_end_parity_of_any_even_size():
    assert parity_bound(6, end_to_end=True).complexity.degree == 3
    with pytest.raises(InputError, match="power of two"):
        parity_bound(6)


def test_largest_coefficient_of_one_input_is_exact():
    assert largest_coefficient(1).value == Surd(Fraction(2))
    with pytest.raises(InputError):
        largest_coefficient(0)


def test_all_gates_of_ten_inputs_by_one_certificate():
    certificate = interpolation.certify(2**10)
    assert certificate.gates == 2**1024


@pytest.mark.parametrize("few", [16, 0], ids=["one by one", "by floats first"])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_coefficients_with_equal_logarithms_the_larger_is_found(few, order, monkeypatch):
    monkeypatch.setattr("theory.hypothesis_class.circuit_bounds._FEW", few)
    draw = random.Random(0)
    table = "".join(draw.choice("01") for _ in range(128))
    flipped = table[0] + "01"[table[1] == "0"] + table[2:]
    tables = [(table, flipped)[k] for k in order] + ["0" * 127 + "1", "0" * 126 + "10"]
    sizes = [gate_polynomial(text).max_abs_coefficient for text in tables]
    assert sizes[0].log10 == sizes[1].log10
    assert sizes[0] != sizes[1]
    bound = circuit_bound(Circuit.from_gates(7, [Gate(tuple(range(7)), text) for text in tables]))
    assert bound.paper.max_abs_coefficient == max(sizes)
    assert bound.worst.gate.truth_table == tables[sizes.index(max(sizes))]
