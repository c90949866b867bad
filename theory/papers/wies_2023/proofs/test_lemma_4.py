"""Lemma 4 as a whole: its chain of orders, in the printed scale of B and in that of a standard normal B."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
import sympy

from theory.asymptotics import Certificate, checker, parse_conditions
from theory.convergence import steps
from theory.convergence.chain import FINAL, LEMMA_4_STEPS, R_OF_PHI, WIDTHS
from theory.convergence.sgd import RADIUS, STEPS
from theory.ledger import other_reading, supports
from theory.papers.wies_2023.proofs.questions import (
    certified,
    condition,
    identity,
    inside,
    same,
    thresholds,
)
from theory.papers.wies_2023.proofs.test_appendix_c_orders import Parts, least

VARIABLES = ("T", "n", "m", "R", "L")


def ratios(conditions):
    return {one.larger / one.smaller for one in parse_conditions(conditions)}


def same_conditions(first, second):
    """Whether two lists of conditions are the same in normal form."""
    return ratios(first) == ratios(second)


@supports("lemma-4", evidence="certificate")
def test_lemma_4_in_the_printed_scale(claim, over):
    """Every step of the printed proof, at widths that are enough; test_appendix_c_orders compares what each asks."""
    over.every(*VARIABLES)
    said, read, parts = claim("lemma-4").statement, claim("lemma-4").reading, Parts(claim)
    names = (
        "gradient-corrected",
        "travel",
        "in-the-ball",
        "eq-38",
        "eq-39",
        "width-corrected",
        "eq-40",
        "eq-51",
        "eq-24",
    )
    for name in names:
        assert STEPS[name].certified()
    assert same_conditions([condition(said.premise)], [RADIUS])
    assert STEPS["travel"].asks(f"n*{parts.step}", parts.travel)
    assert not STEPS["travel"].asks(f"n*{parts.step}", "n") and not STEPS["travel"].asks("n", parts.travel)
    assert STEPS["in-the-ball"].asks(parts.travel, inside(said.radius), ["R >= T**16", "m >= n"])
    assert STEPS["eq-40"].asks(f"R**2*sqrt(n) + n*({inside(said.losses)})", STEPS["eq-40"].right)
    # The widths: of (39), where T and R do not grow; of the gradients; of all inputs at once; of the n samples.
    of_39 = max(
        least(STEPS["width-corrected"].left, "R**2*sqrt(n)", [RADIUS]), key=lambda own: own.get("n", 0)
    )
    samples = [own for own in least("log(n) + log(T) + L", "m**(1/3)/T**2") if "log(T)" not in own]
    needed = [
        {base: power for base, power in of_39.items() if base in ("n", "log(m)")},
        *least(STEPS["gradient-corrected"].left, parts.gradient),
        *least("T + L", "m**(1/3)/T**2"),
        *samples,
    ]
    stated = thresholds(condition(read.m, K="1"))
    assert stated == sorted({str(own): own for own in needed}.values(), key=str)
    assert certified("T**6*log(T)**3", "m", [condition(read.m, K="1")])


@supports("lemma-4", evidence="symbolic")
def test_the_constants_of_its_premises(claim, over):
    """What orders do not see: the rate, the rounding error and the losses at W* as (29), (36) and lemma 7 have them."""
    said = claim("lemma-4").statement
    T, n, m, R = over.symbols("T n m R", positive=True)
    one_step = claim("remark-c-induction").statement.moved(O=identity, T=T, n=n, m=m, i=0)
    assert sympy.simplify(one_step - said.eta(m=m, n=n) * T**8) == 0
    assert (
        sympy.simplify(
            said.sigma(O=identity, m=m) - claim("remark-c-rounding-norm").statement.norm(O=identity, m=m)
        )
        == 0
    )
    enough = claim("lemma-4").reading.n.right(R=R)
    assert sympy.simplify(said.losses(R=R, n=enough) - sympy.log(2)) == 0
    for delta in over(delta=[Fraction(1, 10), Fraction(1, 2), Fraction(9, 10)]):
        assert 0 < said.P(delta=delta) < 1
        assert said.P(delta=delta) + delta == 1


@supports("lemma-4", evidence="certificate")
def test_in_the_printed_scale_no_weights_in_the_ball_have_such_losses(claim, over):
    """Outputs in the ball are O(T^6 R/sqrt(m) + T/sqrt(m)) and vanish; scores of 0 have a loss above log 2."""
    over.every("T", "R", "m", "D")
    said, losses, parts = claim("lemma-4").reading, claim("lemma-4").statement.losses, Parts(claim)
    outputs = f"T**6*{parts.radius} + T/sqrt(m)"
    assert certified(outputs, "1/D", ["m >= T**12*R**2*D**2", "m >= T**2*D**2"])
    least_loss = sympy.log(2)  # times (T - d + 1)/(T - d) > 1
    for R in over(R=range(1, 6)):
        edge = (1 + R**2) / least_loss
        for n in (edge - 1, edge, edge + 1):
            cannot = bool(losses(R=R, n=n).evalf(30) < least_loss.evalf(30)) if n != edge else False
            assert bool(said.n(n=n, R=R)) == cannot
    # Elsewhere n is at most of order R^2, and (24) is above what every loss is below.
    bound, trivial = inside(claim("eq-24").statement.bound), inside(said.trivial)
    assert certified(trivial, bound, ["R**2 >= n", parts.premise])
    assert not certified(f"D*{trivial}", bound, ["R**2 >= n", parts.premise])
    assert certified("T**16", trivial, [parts.premise])
    assert said.most == max(sympy.Rational(T - d + 1, T - d) for T in range(2, 9) for d in range(1, T))


def standard_normal_questions(claim):
    """The questions of the chain with standard normal B, where gradients carry a factor sqrt(m), by name."""
    parts, read = Parts(claim), claim("lemma-4").reading
    premise = condition(read.R)
    ball, eta, losses = f"({parts.radius})", f"({parts.eta})", f"({parts.losses})"
    small = inside(claim("remark-c-gradient-width").correction.smaller)
    gradient = f"sqrt(m)*{small}"
    error = f"({inside(claim('eq-31').statement.error)} + {parts.rounding})"
    outputs = f"sqrt(m)*T**6*{ball} + T*sqrt(T + L)"  # lemma 9
    goal = inside(claim("eq-24").statement.bound)
    region = (premise, *WIDTHS)
    n_steps = f"m*{eta}*n"  # what the potential m ||W - W*||^2 pays for n steps
    return {
        "ball": (
            f"m*{ball}**2 + {n_steps}*({losses} + {eta}*({gradient})**2 + {error}*{ball})",
            f"m*{ball}**2",
            region,
        ),
        "regret": (
            f"{ball}**2/{eta} + {eta}*n*({gradient} + {parts.rounding})**2 + n*{error}*{ball} + n*{losses}",
            f"n*({inside(claim('eq-40').statement.mean)})",
            region,
        ),
        "loss": (outputs, inside(read.range)),
        "bound": (f"min(2, {inside(claim('eq-40').statement.mean)} + ({outputs})*L/n)", goal, [premise]),
        "gradient": (f"T*(T**7*{ball} + T**3)*(T**6*{ball} + T)", small, region),
    }


@supports("lemma-4", evidence="certificate")
def test_lemma_4_in_the_scale_of_standard_normal_b(claim, over):
    over.every(*VARIABLES)
    read, questions = claim("lemma-4").reading, standard_normal_questions(claim)
    product = inside(claim("remark-c-gradient-width").counterexample.gradient, rho=Parts(claim).radius)
    assert certified(product, *questions["gradient"][1:])
    assert set(questions) == set(LEMMA_4_STEPS)
    assert same(inside(read.replaced), inside(claim("remark-c-loss-bound").statement.bound.right, C="1"))
    assert certified(inside(read.range), questions["loss"][0])  # and it is no larger than need be
    for name, question in questions.items():
        assert LEMMA_4_STEPS[name].asks(*question)
        assert LEMMA_4_STEPS[name].certified()
    stated = [condition(read.width, K="1")]
    assert ratios(stated) < ratios(WIDTHS)
    for implied in ratios(WIDTHS) - ratios(stated):
        [other] = [text for text in WIDTHS if ratios([text]) == {implied}]
        assert certified(other.removeprefix("m >= "), "m", stated)


@supports("lemma-4", evidence="certificate")
def test_what_changes_with_the_factors_of_their_source(claim, over):
    over.every("T", "n", "m", "R")
    read, width, parts = claim("lemma-4").reading, claim("remark-c-gradient-width").correction, Parts(claim)
    for own, whole in ((read.was, width.width), (read.proved, width.proved_width)):
        alone, all_of_it = thresholds(f"m >= {inside(own)}"), thresholds(condition(whole))
        assert alone == [one for one in all_of_it if one in alone]
        assert [one for one in all_of_it if "n" in one] == alone  # the rest is that of the union bound
    product, proved = (LEMMA_4_STEPS["gradient"].left, inside(width.proved, rho=f"({parts.radius})"))
    small = inside(width.smaller)
    assert least(product, small) == thresholds(f"m >= {inside(read.was_normal)}")
    assert least(proved, small) == thresholds(f"m >= {inside(read.proved_normal)}")
    assert thresholds(f"m >= {inside(read.was)}")[0] in thresholds(condition(read.m, K="1"))
    assert thresholds(f"m >= {inside(read.was_normal)}")[0] in thresholds(condition(read.width, K="1"))
    # The final width of theorem 2 has room for the larger term as well.
    assert certified(inside(read.proved_normal, R=f"({R_OF_PHI})"), "m", FINAL)


@other_reading("lemma-4", evidence="certificate")
@pytest.mark.parametrize("name", ["gradient-at-printed-width", "width-as-printed", "width-as-printed-tight"])
def test_at_the_widths_of_the_printed_proof_its_chain_breaks(name, monkeypatch):
    assert STEPS[name].broken()
    # with the same ray the corrected step does not break, whatever the prover says
    answer = STEPS[name].decide()
    monkeypatch.setattr(steps, "_decide", lambda *_: answer)
    assert not STEPS[
        name.replace("at-printed-width", "corrected").replace("as-printed", "corrected")
    ].broken()


@supports("lemma-4", evidence="certificate")
def test_a_certificate_with_a_proof_left_out_is_no_certificate(monkeypatch, claim, over):
    """Neither for the checker nor for a step, which goes by the checker and not by the prover."""
    over.every(*VARIABLES)
    for name in over(step=["eq-38", "eq-39"]):
        answer = STEPS[name].decide()
        proofs = answer.certificate.document["proofs"]
        for left_out in range(len(proofs)):
            forged = {**answer.certificate.document, "proofs": proofs[:left_out] + proofs[left_out + 1 :]}
            with pytest.raises(checker.Rejected, match="not one proof for each pair"):
                checker.check(json.dumps(forged))
            wrong = replace(answer, certificate=Certificate(forged))
            monkeypatch.setattr(steps, "_decide", lambda *_, wrong=wrong: wrong)
            with pytest.raises(checker.Rejected, match="not one proof for each pair"):
                STEPS[name].certified()
            monkeypatch.undo()
