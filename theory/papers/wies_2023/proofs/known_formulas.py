"""Formulas with known exact values: (text, the meaning of its names, value)."""

from fractions import Fraction

import sympy

VALUES = [
    ("(1 - 1/ceiling(alpha*H))/2", {"alpha": Fraction(3, 4), "H": 6}, Fraction(2, 5)),
    ("2**(-d/2)", {"d": 4}, Fraction(1, 4)),
    ("2**(1/2)", {}, sympy.sqrt(2)),
    ("424.22", {}, Fraction(21211, 50)),
    ("1/3 < 2/3 < 1", {}, True),
    ("1/3 < 2/3 > 1", {}, False),
    ("sqrt(8) == 2*sqrt(2)", {}, True),
    ("x == 2 or not x < 3 and x != 4", {"x": 4}, False),
    ("Sum(a[t]*2**t, t, 1, T)", {"a": {1: 1, 2: 2}, "T": 2}, 10),
    ("Product(t, t, 1, n)", {"n": 5}, 120),
    ("binomial(d, d/2)", {"d": 6}, 20),
    ("factorial(5) % 7", {}, 1),
    ("max(1, 3/2, 1/2) - min(1, 2)", {}, Fraction(1, 2)),
    ("f(3, x)", {"f": lambda a, b: a - b, "x": 1}, 2),
    ("[8, 16]", {}, [8, 16]),
    ("'all of them'", {}, "all of them"),
    ("x in [8, 16]", {"x": 16}, True),
    ("floor(7/2) + abs(-2)", {}, 5),
    ("log(exp(3))", {}, 3),
]
