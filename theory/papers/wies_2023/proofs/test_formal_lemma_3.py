"""Lemma 3 by Coq's kernel."""

from theory.formal.phrases import Phrase
from theory.formal.suite import statement, states
from theory.hypothesis_class.gates import largest_coefficient
from theory.ledger import corrects, follows, supports


class Weights(Phrase):
    def __truediv__(self, length):
        return f"({length})^-1 *: {self}"


def inner(w, z):
    """Coq's ``projection w z`` where it is that: of the normalised w with the one-hot vectors of z."""
    text = f"inner ({w}) (one_hot R {z})"
    return "projection w z" if f"=> {text} : forall" in statement("Encoding.projection") else text


@supports("eq-9", "lemma-3", evidence="formal")
def test_lemma_3_for_every_number_of_inputs_and_every_gate_with_real_values(claim, over):
    said = claim("eq-9").statement.value(
        psi=lambda u: Phrase(f"psi.[{u}]"),
        inner=inner,
        norm=lambda w: f"norm {w}",
        w=Weights("w"),
        e="z",
        gate=lambda z: f"l {z}",
        z="z",
    )
    assert states(over, "Lemma3.lemma_3")
    proved = statement("Lemma3.lemma_3")
    assert (
        "exists (w : 'M_(N, 2)) (bound : R), norm w = 1 /\\ (forall l : N.-tuple bool -> R, exists psi"
        in proved
    )
    assert f"[/\\ (size psi <= 2 ^ N)%N, forall z : N.-tuple bool, {said}, " in proved


@follows("remark-6-degree/bound", evidence="formal")
def test_the_degree_is_below_the_number_of_nodes(claim, over):
    degree = claim("remark-6-degree").consequence.least(N=Phrase("N", natural=True))
    assert states(over, "Lemma3.lemma_3")
    # the size of a polynomial is its degree and one more
    assert f"(size psi <= {degree})%N".replace(" - 1", "") in statement("Lemma3.lemma_3")
    assert str(degree).endswith(" - 1")


@supports("remark-6-footnote-5", evidence="formal")
def test_one_bound_serves_the_coefficients_of_all_gates(over):
    assert states(over, "Lemma3.lemma_3")
    assert statement("Lemma3.lemma_3").endswith(
        "(forall z : N.-tuple bool, `|l z| <= 1) -> forall i : nat, `|psi`_i| <= bound])"
    )


@supports("remark-6-footnote-5", evidence="formal")
@follows("lemma-3/largest-coefficients", evidence="formal")
def test_the_largest_coefficients_over_all_gates_of_up_to_4_inputs_are_those_of_the_exact_method(claim, over):
    assert states(over, "Coefficients.largest_is_sum")
    for n in (1, 2, 3, 4):
        for suffix, values in (("", "plus_minus"), ("_bits", "zero_one")):
            name = f"LargestCoefficients.largest_coefficient_{n}{suffix}"
            assert states(over, name)
            value = largest_coefficient(n, values).value
            numbers = f"{value.coefficient.numerator} {value.coefficient.denominator} {value.radicand}"
            assert statement(name).endswith(f" {n} (surd R {numbers})")
    said = claim("lemma-3").consequence
    for n, largest in zip(said.inputs, said.small, strict=True):
        name = f"LargestCoefficients.largest_coefficient_{n}"
        assert statement(name).endswith(f"largest_coefficient (as_sign R) {n} (surd R {largest} 1 1)")


@corrects("remark-6-n-bit-number", evidence="formal")
def test_alpha_takes_every_value_below_2_to_the_N_once(claim, over):
    said = claim("remark-6-n-bit-number").correction
    assert f"(alpha z < {said.numbers(N=Phrase('N', natural=True))})%N" in statement("Lemma3.alpha_lt")
    assert states(over, "Lemma3.alpha_lt")
    assert states(over, "Lemma3.alpha_injective")
