"""Lemma 1 by Coq's kernel."""

from theory.formal.phrases import Phrase
from theory.formal.suite import statement, states
from theory.ledger import corrects, other_reading, refutes, supports

LENGTH, BITS = Phrase("T", natural=True), Phrase("d", natural=True)


class Labels(Phrase):
    """y, the answer, and y[t]."""

    def __getitem__(self, t):
        return f"(label x {t})"


def expectation(loss):
    return Phrase(f"\\sum_x p x * {loss}")


def over_the_locations(body, first, last):
    return Phrase(f"(\\sum_({first} <= t < {last}.+1) {body('t')})")


@supports("eq-5", evidence="formal")
def test_eq_5_for_every_causal_predictor_weighting_and_alphabet(claim, over):
    said = claim("eq-5").statement.bound(
        E=expectation,
        Sum=over_the_locations,
        l=lambda y, score: f"(wrong {y} {score})%:R",
        f=lambda t, z: f"(f {t} {z})",
        y=Labels("(label x T)"),
        z_train="(train x)",
        z_test="(test x)",
        T=LENGTH,
        d=BITS,
    )
    assert states(over, "Lemma1.lemma_1")
    assert statement("Lemma1.lemma_1").endswith(f" -> {said}")
    assert states(over, "Lemma1.lemma_1_bits")


class ForcedLosses:
    def __getitem__(self, t):
        return f"(wrong (label x {t}) (f {t} (train x)))%:R"


@supports("lemma-1", evidence="formal")
def test_lemma_1_for_every_causal_predictor_weighting_and_alphabet(claim, over):
    said = claim("lemma-1").statement.bound(
        L_free=expectation("(wrong (label x T) (f T (test x)))%:R"),
        L=ForcedLosses(),
        Sum=lambda *sum_: expectation(over_the_locations(*sum_)),
        T=LENGTH,
        d=BITS,
    )
    assert states(over, "Lemma1.lemma_1")
    assert statement("Lemma1.lemma_1").endswith(f" -> {said}")


@supports("eq-15", evidence="formal")
def test_the_free_running_sequence_exists_and_is_unique(over):
    assert states(over, "Lemma1.free_running_exists")
    assert states(over, "Lemma1.free_running_unique")


@other_reading("lemma-1", "eq-5/zero-scores", evidence="formal")
def test_a_loss_that_calls_a_score_of_0_right_breaks_it(over):
    assert states(over, "Lemma1.ties_must_count")


@refutes("remark-4-error-factor/net", evidence="formal")
def test_a_factor_of_T_minus_d_is_exceeded(over):
    assert states(over, "Lemma1.factor_T_minus_d_fails")


@corrects("remark-4-error-factor/bound", evidence="formal")
def test_the_number_of_locations_is_enough(claim, over):
    said = claim("remark-4-error-factor").correction.bound(T=LENGTH, d=BITS, p="e")
    assert states(over, "Lemma1.error_grows_by_at_most")
    assert statement("Lemma1.error_grows_by_at_most").endswith(
        f"{expectation('(wrong (label x T) (f T (test x)))%:R')} <= {said}"
    )


@corrects("remark-4-error-factor/attained", evidence="formal")
def test_for_some_labels_it_is_attained(claim, over):
    said = claim("remark-4-error-factor").correction
    location = said.location(T=LENGTH, d=BITS)
    assert states(over, "Lemma1.factor_is_attained")
    proved = statement("Lemma1.factor_is_attained")
    assert f": forall (R : numFieldType) (d T : nat), ({said.range(T=LENGTH, d=BITS)})%N -> exists" in proved
    assert f"\\sum_x {location} * (f t (train x) != label x t)%:R = {location} & " in proved
    assert proved.endswith(f"\\sum_x {location} * (f T (test x) != label x T)%:R = {said.free}]")
