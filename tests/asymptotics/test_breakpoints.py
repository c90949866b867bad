"""The point at which a relation is shown to break, for the question as it was asked."""

import re

import mpmath
import pytest

from theory.asymptotics import decide_order


def sides_at(texts, values):
    """The decimal logarithms of texts at the numbers that a point shows."""
    with mpmath.workprec(300):
        functions = {"exp": mpmath.exp, "sqrt": mpmath.sqrt, "log": lambda x: 1 + mpmath.log(max(1, x))}
        exact = {x: re.sub(r"[\d.]+", r"mpf('\g<0>')", value) for x, value in values.items()}
        sizes = {x: eval(value, {"exp": mpmath.exp, "mpf": mpmath.mpf}) for x, value in exact.items()}
        names = {**functions, **sizes}
        return [float(mpmath.log10(eval(text, names))) for text in texts]


@pytest.mark.parametrize(
    ("left", "right", "given", "small"),
    [
        ("1.01**n", "n", [], []),
        ("1.01**n", "n**3", [], []),
        ("3**n", "2**n", [], []),
        ("exp(n)", "2**n", [], []),
        ("2**n", "n", [], []),
        ("2**sqrt(n)", "n**100", [], []),
        ("2**n*m", "3**n", [], []),
        ("2**sqrt(log(n))", "log(n)**3", [], []),
        ("2**(n**2)", "2**n", [], []),
        ("n**log(n)", "n**5", [], []),
        ("2**(1/e)", "1/e**2", [], ["e"]),
        ("3**n", "m", ["2**n >= m", "m >= n"], []),
        ("m**2", "2**n", ["m >= 2**n"], []),
        ("exp(n*log(n))", "m", ["m <= 2**(n*log(n))"], []),
        ("n", "10000000*m", [], []),
    ],
)
def test_the_point_is_a_counterexample_to_what_was_asked(left, right, given, small):
    point = decide_order(left, right, given, small=small).breakpoint
    above, below = sides_at((left, right), point.values)
    assert above - below > 6
    assert above - below == pytest.approx(point.log10_ratio, rel=1e-9)
    assert point.exceeds == 10**6
    for condition in given:
        first, second = sides_at(condition.replace("<=", ">=").split(">="), point.values)
        missed = second - first if ">=" in condition else first - second
        assert missed < 0.1
        assert 10**missed <= point.conditions_within * (1 + 1e-9)


def test_a_variable_is_what_its_formula_says_where_m_is_small():
    point = decide_order("log(m)/n + m + log(n)", "log(n)").breakpoint
    m = mpmath.mpf(10) ** point.log10_m
    sizes = {x: eval(value, {"log": mpmath.log, "M": m}) for x, value in point.values.items()}
    for name, log10 in point.log10_values.items():
        assert float(mpmath.log10(sizes[name])) == pytest.approx(log10)


def test_without_a_point_in_the_range_none_is_shown():
    answer = decide_order("log(log(log(n)))", "10**9")
    assert not answer.follows
    assert answer.breakpoint is None
