"""Appendix E: bounds on outputs and gradients, and what a union bound does to their probabilities."""

from fractions import Fraction

import numpy as np
import pytest
import sympy

from theory.convergence.recurrence import STEPS, all_inputs_tail, linearisation_tail, one_input_tail
from theory.ledger import corrects, other_reading, refutes, supports


@refutes("eq-75", "lemma-10", evidence="certificate")
def test_the_factors_of_76_give_more_than_75():
    assert STEPS["eq-75"].broken()


@refutes("eq-75", "lemma-10", evidence="symbolic")
def test_the_two_gaps_of_75():
    t, rho = sympy.symbols("T rho", positive=True)
    product = sympy.expand(t * (t**7 * rho + t**3) * (t**6 * rho + t))
    printed = t**8 * rho + t**4
    for value, own, said in ((sympy.Integer(1), 14, 8), (t**-5, 5, 4)):
        assert sympy.degree(sympy.expand(product.subs(rho, value)), t) == own
        assert sympy.degree(sympy.expand(printed.subs(rho, value)), t) == said


@corrects("eq-75", "lemma-10", evidence="certificate")
@pytest.mark.parametrize("name", ["eq-75-corrected", "eq-75-exact", "gradient-T8", "gradient-T5"])
def test_the_corrected_bound_on_gradients_and_no_less(name):
    assert STEPS[name].certified()


@supports("remark-e-polynomial-gradients", evidence="certificate")
def test_gradients_are_polynomial_for_every_power_of_t_in_the_radius():
    assert STEPS["polynomial-gradients"].certified()


@refutes("eq-74", "lemma-9", "lemma-10", evidence="symbolic")
def test_a_union_of_independent_events_is_likelier_than_one_of_them():
    events, one = 2**10, Fraction(1, 10**4)
    union = 1 - (1 - one) ** events
    assert union > Fraction(9, 100)
    assert union > one


@corrects("eq-74", "lemma-9", "lemma-10", evidence="certificate")
def test_all_inputs_at_once_need_and_get_t9():
    assert all_inputs_tail("m >= T**9 + T**6*L**3").follows
    narrower = all_inputs_tail("m >= T**(9 - 1/100) + T**6*L**3")
    assert narrower.order.ray.breaks(*narrower.order.broken, narrower.order.conditions)


@supports("eq-73", evidence="certificate")
def test_n_inputs_need_only_t6_and_logs():
    assert one_input_tail().follows


@other_reading(
    "eq-73", evidence="numeric", scope="one net, m = 96, rank-one change of norm 8, lengths 8, 16, 24; seed 0"
)
def test_in_a_ball_that_is_not_small_outputs_grow_exponentially():
    random = np.random.default_rng(0)
    width, radius = 96, 8.0
    direction = np.ones(width) / np.sqrt(width)
    weights = random.normal(0, np.sqrt(2 / width), (width, width)) + radius * np.outer(direction, direction)
    push = random.normal(0, np.sqrt(2 / width), (width, 2))
    output = random.normal(0, np.sqrt(1 / width), width)
    state = np.maximum(random.normal(0, np.sqrt(2 / width), width), 0)
    ratios = {}
    for t in range(1, 25):
        state = np.maximum(weights @ state + push[:, t % 2], 0)
        ratios[t] = abs(output @ state) / (t**6 * radius + t)
    assert ratios[16] > 100 * ratios[8]
    assert ratios[24] > 100 * ratios[16]


@supports("remark-e-b-norm", evidence="symbolic")
def test_the_norm_of_b_is_below_sqrt_two_but_for_an_exponentially_rare_event():
    m, s = sympy.symbols("m s", positive=True)
    # Chernoff for the sum of m squares of N(0, 1/m): E exp(s m B_i^2) = (1 - 2s)^(-1/2), at threshold 2.
    exponent = -m / 2 * sympy.log(1 - 2 * s) - 2 * s * m
    best = exponent.subs(s, sympy.Rational(1, 4))
    assert sympy.simplify(best + m * (1 - sympy.log(2)) / 2) == 0
    assert (1 - sympy.log(2)).is_positive


@supports("lemma-11", "eq-77", "eq-78", evidence="certificate")
def test_the_union_over_all_inputs_is_within_the_printed_probability():
    assert STEPS["union-exponent"].certified()
    assert linearisation_tail("m**(1/3)", "m >= T**3 + L**3").follows


@supports("remark-e-weak-tail", evidence="certificate")
def test_the_unpublished_tail_allows_polynomial_width():
    assert linearisation_tail("m**(1/3)", "m >= T**3 + L**3").follows


@other_reading("remark-e-weak-tail", evidence="certificate")
def test_the_published_tail_allows_no_polynomial_width():
    answer = linearisation_tail("log(m)", "m >= T**100*L**100")
    assert answer.order.ray.breaks(*answer.order.broken, answer.order.conditions)
