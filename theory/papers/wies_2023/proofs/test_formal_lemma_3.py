"""Lemma 3 by Coq's kernel."""

from theory.formal.record import pin_file
from theory.formal.suite import states
from theory.hypothesis_class.gates import largest_coefficient
from theory.ledger import corrects, refutes, supports


@supports("lemma-3", "eq-9", evidence="formal")
def test_lemma_3_for_every_number_of_inputs_and_every_gate_with_real_values(over):
    assert states(over, "Lemma3.lemma_3")


@supports("remark-6-footnote-5", "remark-b-footnote-6", evidence="formal")
def test_one_bound_serves_the_coefficients_of_all_gates(over):
    assert states(over, "Lemma3.lemma_3")


@supports("lemma-3", "remark-6-footnote-5", "remark-b-footnote-6", evidence="formal")
def test_the_largest_coefficients_over_all_gates_of_up_to_4_inputs_are_those_of_the_exact_method(over):
    assert states(over, "Coefficients.largest_is_sum")
    for n in (1, 2, 3, 4):
        for suffix, values in (("", "plus_minus"), ("_bits", "zero_one")):
            name = f"LargestCoefficients.largest_coefficient_{n}{suffix}"
            assert states(over, name)
            value = largest_coefficient(n, values).value
            numbers = f"{value.coefficient.numerator} {value.coefficient.denominator} {value.radicand}"
            assert pin_file(name).read_text().rstrip().endswith(f" {n} (surd R {numbers})")


@supports("remark-b-alpha", evidence="formal")
def test_alpha_takes_every_value_below_2_to_the_N_once(over):
    assert states(over, "Lemma3.alpha_lt")
    assert states(over, "Lemma3.alpha_injective")


@corrects("remark-b-unit-weights", evidence="formal")
def test_the_weights_are_unit_and_the_inner_product_is_alpha_over_s(over):
    assert states(over, "Lemma3.unit_weights_are_unit")
    assert states(over, "Lemma3.projection_is")


@refutes("eq-22", evidence="formal")
def test_eq_22_read_literally_is_right_only_for_one_input_or_constant_gates(over):
    assert states(over, "Lemma3.eq_22_literal")


@corrects("eq-22", evidence="formal")
def test_eq_22_with_its_factor_is_right_for_all_gates(over):
    assert states(over, "Lemma3.eq_22_corrected")
    assert states(over, "Lemma3.eq_22_degree")
