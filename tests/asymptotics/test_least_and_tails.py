"""The weakest lower bound, and tail events."""

from fractions import Fraction

import pytest

from theory.asymptotics import decide_order
from theory.asymptotics.least import least_bound
from theory.asymptotics.tails import decide_tail
from theory.errors import InputError


@pytest.mark.parametrize(
    ("left", "right", "given", "threshold"),
    [
        ("n**2/m", "1", [], "n^2"),
        ("n/sqrt(m) + T/m", "1", [], "max(n^2, T)"),
        ("n/sqrt(m) + T/m", "1", ["n >= T"], "n^2"),
        ("log(m)*n**2/m**(1/6)", "sqrt(n)", [], "log(m)^6 * n^9"),
        ("T/n + n/m", "1", ["n >= T"], "n"),
        ("n", "n", [], "1"),
    ],
)
def test_the_threshold(left, right, given, threshold):
    least = least_bound(left, right, "m", given)
    assert str(least.threshold) == threshold
    assert least.answer.follows


@pytest.mark.parametrize("left", ["n**2/m + T/m**2", "log(m)*n/m**(1/3)", "R**3*n/sqrt(m)"])
def test_no_smaller_power_will_do(left):
    least = least_bound(left, "1", "m")
    for clause in least.threshold.clauses:
        term = clause[0]
        for base in [base for base in term.bases if not base.startswith("log")]:
            weaker = [f"m >= {str(c[0]).replace(' * ', '*')}" for c in least.threshold.clauses if c != clause]
            weaker.append(f"m >= ({str(term).replace(' * ', '*')})/{base}**(1/100)")
            assert not decide_order(left, "1", weaker)


def test_growing_terms_have_no_least_bound():
    with pytest.raises(InputError):
        least_bound("m*n", "1", "m")
    with pytest.raises(InputError):
        least_bound("n/m", "a + b", "m")


def test_tails_need_a_condition_whose_constant_counts():
    assert decide_tail("d + L", "m**(1/3)/T**2", "m >= T**6*d**3 + T**6*L**3").amplified == Fraction(1, 3)
    assert not decide_tail("d + L", "m**(1/3)/T**2", "m >= T**6*d**2 + T**6*L**3")
    # rate = Omega(d) by a condition whose constant is given, not chosen: nothing follows.
    answer = decide_tail("d", "m", "m >= 1", ["m >= d"])
    assert answer.order.follows
    assert not answer
