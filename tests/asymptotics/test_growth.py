"""The stand-alone judge of counterexamples: against numbers of enormous size, the prover, and what it refuses."""

from fractions import Fraction

import pytest

from tests.asymptotics.numeric import Point, growth
from theory.asymptotics import breaks_along, growth_along
from theory.convergence import chain, gd, recurrence, sgd
from theory.errors import InputError

TABLES = (sgd.STEPS, sgd.CONVERSES, gd.STEPS, recurrence.STEPS, chain.LEMMA_4_STEPS, chain.PRINTED_STEPS)
STEPS = [step for table in TABLES for step in table.values()]
SCALE = 10**40  # ln M, so large that a power of log M tells it from 1


@pytest.mark.parametrize("step", [step for step in STEPS if not step.decide().follows], ids=lambda s: s.name)
def test_every_ray_of_the_prover_breaks_its_step_and_no_step_that_follows(step):
    curve = step.decide().ray.equations
    assert step.breaks_along(curve)
    for other in STEPS:
        try:
            breaks = other.breaks_along(curve)
        except InputError:  # it has other variables
            continue
        assert not (breaks and other.decide().follows)


@pytest.mark.parametrize(
    "text",
    [
        "T**8*sqrt(n)/m + log(n)**2",
        "(n/m)**(1/3)*log(m)*(T + n*m)",
        "min(n*log(n), T**2)/max(m, T)",
        "log(log(m))**2/log(n)",
        "log(n/m) + 1/T",
    ],
)
def test_exponents_agree_with_numbers(text):
    places = {"n": (Fraction(2),), "m": (Fraction(1), Fraction(-3)), "T": (Fraction(0), Fraction(1, 2))}
    curve = ["n == M**2", "m == M/log(M)**3", "T == sqrt(log(M))"]
    point = Point({name: growth((shape, 1), SCALE) for name, shape in places.items()})
    there = growth((tuple(growth_along(text, curve)[:3]), 1), SCALE)
    assert abs(point.ln(text) - there) < 10


def test_a_curve_must_stay_in_the_region():
    question = ("n**2", "m", ["m >= n"])
    assert breaks_along(*question, ["n == M", "m == M"])
    assert not breaks_along(*question, ["n == M", "m == M**2"])  # bounded
    assert not breaks_along(*question, ["n == M", "m == 1"])  # m >= n does not hold
    assert not breaks_along("1/n", "1", [], ["n == 1/M"])  # n falls below 1
    assert not breaks_along("n", "n**2", ["n <= m", "m == n"], ["n == M", "m == M**2"])
    assert breaks_along("n**N", "n", [], ["n == M", "N == 2"], ["N > 1"])
    assert not breaks_along("n**N", "n", [], ["n == M", "N == 2"], ["N > 2"])


@pytest.mark.parametrize(
    "question, complaint",
    [
        (("n - 1", "n", [], ["n == M"]), "no growth"),
        (("n", "m", [], ["n == M"]), "not on the curve"),
        (("n", "n", ["n > 1"], ["n == M"]), "not of the form A >= B"),
        (("n", "n", [], ["n >= M"]), "not of the form n == M"),
        (("n", "n", [], ["n == n*M"]), "stands on the curve before"),
        (("n", "n", [], ["n == M", "n == 1"]), "twice"),
        (("n +", "n", [], ["n == M"]), "cannot read"),
        (("2**n", "n", [], ["n == M"]), "no exponent"),
        (("exp(n)", "n", [], ["n == M"]), "no growth"),
    ],
)
def test_what_cannot_be_read_is_refused(question, complaint):
    with pytest.raises(InputError, match=complaint):
        breaks_along(*question)
