"""Formulas in a terminal say what their LaTeX says."""

import math
import random
import re

import pytest

from theory.ledger import Formula, plain
from theory.ledger.latex import latex
from theory.ledger.plain_text import formula

SHOWN = {
    r"\frac{a + b}{2} \le x^{2k}": "(a + b)/2 ≤ x^(2k)",
    r"\frac{1}{\sqrt{2}}": "1/√2",
    r"\frac12-\epsilon": "1/2-ε",
    r"n \ge \left(\frac{\left(T - d\right) r}{\epsilon}\right)^{2}": "n ≥ (((T - d) r)/ε)^2",
    r"|\mathcal H|^{-1/3}": "|H|^(-1/3)",
    r"\frac{G^{2}}{4 |\mathcal H|}": "G^2/(4 |H|)",
    r"\frac{a}{b}^{2}": "(a/b)^2",
    r"2 \frac{a}{b}": "2 (a/b)",
    r"x_{i_{2}}": "x_(i_2)",
    r"\|\nabla f_{t}\| \in \{-1, 1\}": "‖∇f_t‖ ∈ {-1, 1}",
    r"\tilde O(n), \hat y, \tilde{h_1}": "Õ(n), ŷ, tilde(h_1)",
    r"\binom{n}{k} \text{ and } \log d": "C(n, k) and log d",
    r"85\,057\,536": "85 057 536",
    r"m^*": "m^*",
    r"\unknown{x}": "unknownx",
}


@pytest.mark.parametrize(("source", "text"), SHOWN.items())
def test_a_formula_keeps_the_brackets_it_needs(source, text):
    assert formula(source) == text


def test_only_what_stands_between_dollars_is_read_as_latex():
    assert plain(r"A file C:\frac costs $\frac{a}{2}$ dollars.") == r"A file C:\frac costs a/2 dollars."


def drawn(rng: random.Random, depth: int) -> str:
    """A random formula in the letters a, b and c."""
    if depth == 0 or rng.random() < 0.2:
        return rng.choice(["a", "b", "c", "2", "3"])
    kind = rng.choice("+-*/^r")
    one, other = drawn(rng, depth - 1), drawn(rng, depth - 1)
    if kind == "r":
        return f"sqrt({one})"
    if kind == "^":
        return f"({one})**{rng.choice('23')}"
    return f"({one}){kind}({other})"


def read_back(text: str) -> str:
    """The text as Python: a space or nothing between two operands multiplies."""
    text = text.replace("√(", "sqrt(").replace("^", "**").replace("·", "*")
    while "√" in text:
        text = re.sub(r"√(\w+(?:\(\w+\))?)", r"sqrt(\1)", text)
    return re.sub(r"(?<=[\w)]) (?=[\w(])", "*", text)


@pytest.mark.parametrize("seed", range(300))
def test_a_formula_has_the_value_that_its_text_has(seed):
    rng = random.Random(seed)
    wanted = Formula(drawn(rng, 4))
    text = formula(latex(wanted))
    values = {"a": 1.7, "b": 2.9, "c": 0.6, "sqrt": lambda x: abs(x) ** 0.5}
    try:
        value = eval(wanted.text, {}, values)
    except ZeroDivisionError:
        pytest.skip("divides by zero")
    assert math.isclose(eval(read_back(text), {}, values), value, rel_tol=1e-9), (wanted.text, text)
