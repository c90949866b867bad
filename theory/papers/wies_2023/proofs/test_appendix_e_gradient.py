"""Appendix E: the gradient formula (76) against exact forward differentiation."""

import itertools
import random
from fractions import Fraction

import pytest
import sympy

from theory.errors import InputError
from theory.ledger import corrects, refutes
from theory.nets import ExactElman

TOKENS = (1, 0, 1, 1)


def random_net(seed: int, width: int = 3) -> ExactElman:
    source = random.Random(seed)

    def number() -> Fraction:
        return Fraction(source.randint(-9, 9), source.randint(1, 7))

    weights = [[number() for _ in range(width)] for _ in range(width)]
    inputs = [[number() for _ in range(2)] for _ in range(width)]
    return ExactElman(weights, inputs, [number() for _ in range(width)], [number() for _ in range(width)])


def smooth_nets(count: int):
    """Nets none of whose units sits at its kink on the tokens, and not all of which are silent."""
    found, seed = [], 0
    while len(found) < count:
        net = random_net(seed)
        seed += 1
        try:
            gradient = net.gradient(TOKENS)
        except InputError:
            continue
        if any(any(row) for row in gradient):
            found.append((net, gradient))
    return found


def printed(net: ExactElman, rows_first: bool, decreasing: bool):
    """(76) as printed, in a reading where its dimensions fit: columns and rows, and the order of the product."""
    states = net.states(TOKENS)
    length, width = len(TOKENS), len(net.M_0)
    masked = [[h if h > 0 else Fraction(0) for h in state] for state in states]
    total = [[Fraction(0)] * width for _ in range(width)]
    for i in range(1, length + 1):
        order = list(range(length, i, -1)) if decreasing else list(range(i + 1, length + 1))
        column = list(net.B)
        if rows_first:  # B D_i h_i read as (D_i B) h_i^T
            column = [b if h > 0 else Fraction(0) for b, h in zip(column, states[i], strict=True)]
        for j in reversed(order):  # the rightmost factor acts first
            column = [b if h > 0 else Fraction(0) for b, h in zip(column, states[j], strict=True)]
            column = net.transposed_times(column)
        for row in range(width):
            for other in range(width):
                total[row][other] += column[row] * masked[i][other]
    return total


@refutes("eq-76", evidence="symbolic")
@pytest.mark.parametrize(("rows_first", "decreasing"), list(itertools.product((True, False), repeat=2)))
def test_the_printed_formula_is_not_the_gradient_in_any_reading(rows_first, decreasing):
    net, gradient = smooth_nets(1)[0]
    assert printed(net, rows_first, decreasing) != gradient


@refutes("eq-76", evidence="symbolic")
def test_mending_only_the_state_or_only_the_order_is_not_enough():
    net, gradient = smooth_nets(1)[0]
    states = net.states(TOKENS)
    shifted = ExactElman(net.W, net.A, net.B, net.M_0)
    late = [[Fraction(0)] * 3 for _ in range(3)]
    backward = shifted.B
    for i in range(len(TOKENS), 0, -1):  # the right product, but h_i for h_{i-1}
        backward = [b if h > 0 else Fraction(0) for b, h in zip(backward, states[i], strict=True)]
        late = [
            [x + b * h for x, h in zip(row, states[i], strict=True)]
            for row, b in zip(late, backward, strict=True)
        ]
        backward = shifted.transposed_times(backward)
    assert late != gradient


@corrects(
    "eq-76",
    evidence="numeric",
    scope="40 random rational nets of width 3 and length 4, seeds 0 onwards, exact arithmetic",
)
def test_the_corrected_formula_is_the_gradient():
    for net, gradient in smooth_nets(40):
        assert net.corrected_76(TOKENS) == gradient


@corrects(
    "eq-76", evidence="symbolic", scope="width 2, length 3; all weights, all activation patterns at once"
)
def test_the_corrected_formula_for_every_activation_pattern():
    width, length = 2, 3
    weights = sympy.Matrix(width, width, sympy.symbols("w0:4"))
    output = sympy.Matrix(width, 1, sympy.symbols("b0:2"))
    masks = [sympy.diag(*sympy.symbols(f"m{t}_0:2")) for t in range(length)]  # 0 or 1, but any values do
    states = [sympy.Matrix(width, 1, sympy.symbols("s0:2"))]
    for t in range(length):
        push = sympy.Matrix(width, 1, sympy.symbols(f"a{t}_0:2"))
        states.append(masks[t] * (weights * states[-1] + push))
    value = (output.T * states[-1])[0]
    formula = sympy.zeros(width, width)
    backward = output
    for t in range(length, 0, -1):
        backward = masks[t - 1] * backward
        formula += backward * states[t - 1].T
        backward = weights.T * backward
    for entry, symbol in zip(formula, weights, strict=True):
        assert sympy.expand(entry - sympy.diff(value, symbol)) == 0
