"""Theorem 2 from its parts: the chain that holds. Why it fails in the printed scale: test_theorem_3.py."""

import math
from dataclasses import replace

import pytest
import sympy

from theory.convergence.chain import (
    COMPLEXITY,
    LEMMA_4_STEPS,
    PRINTED_STEPS,
    SAMPLES,
    THEOREM_2_STEPS,
    WIDTH,
)
from theory.hypothesis_class.complexity import Complexity
from theory.ledger import corrects


@corrects("theorem-2/polynomial", evidence="certificate")
@pytest.mark.parametrize("name", LEMMA_4_STEPS)
def test_lemma_4_in_the_scale_of_standard_normal_b(name):
    assert LEMMA_4_STEPS[name].certified()


def conditions_of(said):
    """The conditions of theorem 2's correction in the variables of the chain: L = log(1/delta), E = 1/epsilon."""
    names = {name: sympy.Symbol(name, positive=True) for name in ("n", "m", "T", "phi", "L", "E")}
    meaning = {**names, "delta": sympy.exp(-names["L"]), "epsilon": 1 / names["E"], "log": sympy.log}
    return {
        SAMPLES: str(said.samples(**meaning)),
        WIDTH: str(said.width(**meaning)),
        COMPLEXITY: str(said.phi(**meaning)),
    }


@corrects("theorem-2/polynomial", evidence="certificate")
def test_theorem_2_with_the_final_polynomial(claim, over):
    said = conditions_of(claim("theorem-2").correction)
    for name in over(step=list(THEOREM_2_STEPS)):
        step = THEOREM_2_STEPS[name]
        assert replace(step, given=tuple(said[condition] for condition in step.given)).certified()


@corrects("theorem-2/polynomial", evidence="certificate")
def test_the_final_polynomial_asks_for_no_more_than_the_chain_needs(claim, over):
    said = conditions_of(claim("theorem-2").correction)
    exactly = {condition: text.replace(">=", "==") for condition, text in said.items()}
    step = THEOREM_2_STEPS["end-to-end"]
    back = replace(step, left=step.right, right=step.left, given=(exactly[SAMPLES],))
    over.every("T", "n", "m", "phi", "L", "E")
    assert back.certified()
    widest = THEOREM_2_STEPS["width-0"]  # the linearisation, at the least complexity
    asked = said[WIDTH].split(" >= ")[1]
    assert replace(widest, left=asked, right=widest.left, given=(exactly[COMPLEXITY],)).certified()
    assert Complexity(7, 1, 0, 0.0).log10_phi == pytest.approx(
        math.log10(claim("theorem-2").correction.phi.right(T=7)), rel=1e-12
    )
    # margin one: the least of the proved lower bounds, C = 1 and one input; more inputs give more
    lower = claim("remark-4-phi-complexity-of-function").correction.lower.right
    least = [lower(C=1, T=7, N=n) for n in (1, 2, 3)]
    assert claim("theorem-2").correction.least.right(T=7) == min(least) == least[0]
    assert claim("theorem-2").correction.least(phi=least[0], T=7)
    assert not claim("theorem-2").correction.least(phi=least[0] - 1, T=7)


@corrects("theorem-2/polynomial", evidence="certificate")
@pytest.mark.parametrize("name", ["samples-polynomial", "phi-at-least"])
def test_the_final_polynomial_for_all_n_and_degrees(name):
    assert PRINTED_STEPS[name].certified()
