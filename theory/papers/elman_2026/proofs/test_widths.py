"""The arithmetic of the orders: what the proof needs of the width follows from one width."""

import pytest

from theory.convergence.wide_elman import NEEDED, RADIUS, RADIUS_ALL, TAIL, THEOREM_STEPS
from theory.formal.suite import replayed
from theory.ledger import supports
from theory.papers.wies_2023.proofs.orders import same


def needed(claim, name, radius):
    """A lower bound of the claim, with the radius, the largest 1/coefficient and the tail put in."""
    said = claim("lemma-widths").statement
    put_in = {"R": radius, "Q": f"({said.formula('inverse').text})", "G": f"({said.formula('gamma').text})"}
    return "K*" + "".join(put_in.get(letter, letter) for letter in said.formula(name).text)


@supports("lemma-widths", evidence="formal")
@pytest.mark.parametrize(
    ("prefix", "radius", "width"), [("width", "radius", "width"), ("width-all", "radius_all", "width_all")]
)
def test_one_width_is_enough(claim, over, prefix, radius, width):
    said = claim("lemma-widths").statement
    over.every("T", "k", "m", "L", "K", "N")
    size = f"({said.formula(radius).text})"
    for name in over(bound=NEEDED):
        step = THEOREM_STEPS[f"{prefix}-{name}"]
        assert step.asks(needed(claim, name, size), "m", (said.formula(width).text, "T >= k"))
        assert replayed(over, "wide_elman", step.name)


@supports("lemma-widths", evidence="certificate")
def test_the_bounds_are_those_of_the_lemmas(claim, over):
    said = claim("lemma-widths").statement
    over.every("T", "m", "R", "G", "k", "Q")
    kernel = claim("lemma-finite-width").statement.formula("width").right.text
    linear = claim("lemma-linearisation").statement.formula("width").right.text
    assert same(f"K*{said.formula('kernel').text}", kernel) and same(
        f"K*{said.formula('linear').text}", linear
    )
    assert same(said.formula("counts").text, claim("lemma-stability").statement.formula("counts").right.text)
    # a law with h = 1/(2T) for T sources, and failures against e^-G
    assert same(f"m/({said.formula('laws').text})", "m*(1/T)**2/(T*log(m))")
    assert same(f"m/({said.formula('chains').text})", "m*(1/T)**2/G")
    assert said.formula("gamma").text == TAIL.strip("()")
    assert (
        f"({said.formula('radius').text})" == RADIUS and f"({said.formula('radius_all').text})" == RADIUS_ALL
    )


@supports("lemma-widths/samples", evidence="certificate")
def test_the_last_bound_is_the_width(claim, over):
    """At k = T and N = 2 both are powers of T, and neither is larger."""
    said = claim("lemma-widths").statement
    over.every("T", "m", "L", "K")
    last = needed(claim, "linear", RADIUS).replace("T**N", "T**2")
    own = said.formula("width").right.text.replace("4 * N", "8")
    assert same(last, own)
    last = needed(claim, "linear", RADIUS_ALL).replace("T**N", "T**2").replace("L", "1")
    own = said.formula("width_all").right.text.replace("4 * N", "8").replace("L", "1")
    assert same(last, own)
