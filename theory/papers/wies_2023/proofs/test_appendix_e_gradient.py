"""Appendix E: the gradient formula (76) against exact forward differentiation."""

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


def matrices(net: ExactElman, tokens):
    """What stands in (76) for one net and its tokens: W^T, D_j, B and h_j, as matrices."""
    states = net.states(tokens)
    return {
        "WT": sympy.Matrix(net.W).T,
        "B": sympy.Matrix(net.B),
        "D": {j: sympy.diag(*(int(h > 0) for h in state)) for j, state in enumerate(states)},
        "h": {j: sympy.Matrix(state) for j, state in enumerate(states)},
        "t": len(tokens),
        "transposed": lambda matrix: matrix.T,
    }


class Word(tuple):
    """Matrices in the order in which a formula multiplies them, where their dimensions may not fit."""

    def __mul__(self, other):
        return Word((*self, *(other if isinstance(other, Word) else [other])))

    __rmul__ = __mul__


def printed_sum(formula, net: ExactElman, tokens, last_three, falling=True):
    """(76) as printed: the product over falling or rising j, its last three factors read in one way."""
    given = matrices(net, tokens)
    words = {name: Word([given[name]]) for name in ("WT", "B")}
    tables = {name: {j: Word([x]) for j, x in given[name].items()} for name in ("D", "h")}

    def product(body, first, last):
        steps = range(first, last - 1, -1)
        word = Word()
        for j in steps if falling else reversed(steps):
            word = word * body(j)
        return word

    def total(body, first, last):
        found = sympy.zeros(len(net.M_0))
        for i in range(first, last + 1):
            *front, vector, mask, state = body(i)
            term = last_three(vector, mask, state)
            for factor in reversed(front):
                term = factor * term
            found += term
        return found

    return formula(**words, **tables, t=given["t"], Product=product, Sum=total)


def readings(case):
    """The last three factors of (76), as the counterexample reads them: D B h^T, or B (D h)^T."""
    for name in ("read", "other"):
        formula = case.formula(name)
        yield lambda vector, mask, state, f=formula: f(
            B=vector, D={1: mask}, h={1: state}, i=1, transposed=lambda matrix: matrix.T
        )


@refutes("eq-76", evidence="exhaustive")
def test_the_printed_formula_is_not_the_gradient_of_this_net(claim, over):
    printed, case = claim("eq-76").statement.gradient, claim("eq-76").counterexample
    start = [Fraction(x) for x in case.h0]
    weights = [[Fraction(x) for x in row] for row in case.W]
    net = ExactElman(
        weights, [[Fraction(a), Fraction(0)] for a in case.A], [Fraction(b) for b in case.B], start
    )
    tokens = [0] * case.t
    assert len(start) == len(weights) == case.units
    exact = net.gradient(tokens)
    assert exact == case.exact
    first, second = readings(case)
    assert printed_sum(printed, net, tokens, first).tolist() == case.printed
    assert case.printed != case.exact
    for falling in over(falling=(True, False)):
        for read in (first, second):
            assert printed_sum(printed, net, tokens, read, falling).tolist() != exact
    vector, mask, state = sympy.Matrix([2, 3]), sympy.diag(1, 0), sympy.Matrix([5, 7])
    assert first(vector, mask, state) == sympy.Matrix([[10, 14], [0, 0]])
    assert second(vector, mask, state) == sympy.Matrix([[10, 0], [15, 0]])


@refutes("eq-76", evidence="symbolic")
def test_mending_only_the_state_is_not_enough():
    net, gradient = smooth_nets(1)[0]
    states = net.states(TOKENS)
    late = [[Fraction(0)] * 3 for _ in range(3)]
    backward = net.B
    for i in range(len(TOKENS), 0, -1):  # the right product, but h_i for h_{i-1}
        backward = [b if h > 0 else Fraction(0) for b, h in zip(backward, states[i], strict=True)]
        late = [
            [x + b * h for x, h in zip(row, states[i], strict=True)]
            for row, b in zip(late, backward, strict=True)
        ]
        backward = net.transposed_times(backward)
    assert late != gradient


def corrected_sum(formula, given):
    """(76) as corrected, factors in increasing order."""
    size = given["WT"].shape[0]

    def product(body, first, last):
        found = sympy.eye(size)
        for j in range(first, last + 1):
            found = found * body(j)
        return found

    def total(body, first, last):
        found = sympy.zeros(size)
        for i in range(first, last + 1):
            found += body(i)
        return found

    return formula(**given, Product=product, Sum=total)


@corrects("eq-76", evidence="numeric")
def test_the_corrected_formula_is_the_gradient_of_exact_nets(claim, over):
    corrected = claim("eq-76").correction.corrected
    over.sample(12, "rational nets of width 3 and length 4, exact arithmetic", seed=0)
    for net, gradient in smooth_nets(12):
        assert corrected_sum(corrected, matrices(net, TOKENS)).tolist() == gradient
        assert net.corrected_76(TOKENS) == gradient


@corrects("eq-76", evidence="symbolic")
@pytest.mark.parametrize("length", [2, 3])
def test_the_corrected_formula_for_every_activation_pattern(claim, over, length):
    width = 2
    weights = sympy.Matrix(width, width, over.symbols("w0:4"))
    output = sympy.Matrix(width, 1, over.symbols("b0:2"))
    masks = {
        t + 1: sympy.diag(*over.symbols(f"m{t}_0:2")) for t in range(length)
    }  # 0 or 1, but any values do
    states = {0: sympy.Matrix(width, 1, over.symbols("s0:2"))}
    for t in range(length):
        push = sympy.Matrix(width, 1, over.symbols(f"a{t}_0:2"))
        states[t + 1] = masks[t + 1] * (weights * states[t] + push)
    given = {"WT": weights.T, "B": output, "D": masks, "h": states, "t": length}
    formula = corrected_sum(
        claim("eq-76").correction.corrected, given | {"transposed": lambda matrix: matrix.T}
    )
    value = (output.T * states[length])[0]
    for entry, symbol in zip(formula, weights, strict=True):
        assert sympy.expand(entry - sympy.diff(value, symbol)) == 0
