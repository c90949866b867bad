"""Lemma 3 by Coq's kernel."""

from theory.formal.record import pin_file
from theory.formal.suite import SCOPE, states
from theory.hypothesis_class.gates import largest_coefficient
from theory.ledger import supports


@supports("lemma-3", "eq-9", evidence="formal", scope=SCOPE)
def test_lemma_3_for_every_number_of_inputs_and_every_gate_with_real_values():
    assert states("Lemma3.lemma_3")


@supports("remark-6-footnote-5", evidence="formal", scope=SCOPE)
def test_one_bound_serves_the_coefficients_of_all_gates():
    assert states("Lemma3.lemma_3")


@supports("lemma-3", "remark-6-footnote-5", evidence="formal", scope=SCOPE)
def test_the_largest_coefficients_over_all_gates_of_up_to_4_inputs_are_those_of_the_exact_method():
    assert states("Coefficients.largest_is_sum")
    for n in (1, 2, 3, 4):
        for suffix, values in (("", "plus_minus"), ("_bits", "zero_one")):
            name = f"LargestCoefficients.largest_coefficient_{n}{suffix}"
            assert states(name)
            value = largest_coefficient(n, values).value
            numbers = f"{value.coefficient.numerator} {value.coefficient.denominator} {value.radicand}"
            assert pin_file(name).read_text().rstrip().endswith(f" {n} (surd R {numbers})")
