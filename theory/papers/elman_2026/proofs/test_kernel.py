"""Section 1: the arc-cosine functions, and the kernel of the limit between runs."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from theory.kernel import (
    UNIT_OUTPUT,
    Initialisation,
    decoupled,
    enclosed_kernels,
    free_blocks,
    gram_of_outputs,
    joint_kernel,
    mean_kernels,
)
from theory.kernel.fit import limit_pairings, pairings
from theory.kernel.recursion import State, advance, start
from theory.ledger import supports
from theory.papers.elman_2026.proofs.pivots import pivots
from theory.tasks.cube import all_inputs


def odd(j):
    """(2j - 1)!!, also of a symbol."""
    return sp.factorial2(2 * j - 1)


@supports("lemma-arc-cosine/functions", "lemma-arc-cosine/bounds", evidence="symbolic")
def test_the_arc_cosine_functions_and_their_bounds(claim, over):
    said = claim("lemma-arc-cosine").statement
    rho = over.symbols("rho", positive=True)
    theta = sp.symbols("theta", positive=True)
    first = said.kappa_0(rho=rho, arccos=sp.acos, pi=sp.pi)
    second = said.kappa_1(rho=rho, arccos=sp.acos, pi=sp.pi)
    # twice the measure of the plane's sector where both coordinates are positive: an angle of pi - theta
    assert sp.simplify(first.subs(rho, sp.cos(1)) - (sp.pi - sp.acos(sp.cos(1))) / sp.pi) == 0
    assert sp.expand(second.diff(rho) - said.derivative(kappa0=lambda _: first, rho=rho)).equals(0)
    assert second.subs(rho, 0) == said.apart(pi=sp.pi)
    # kappa_0 >= 1 - sqrt((1 - rho)/2): theta/pi <= sin(theta/2) on [0, pi], concave and equal at both ends
    passed = said.passed(rho=rho)
    assert said.one == 1 and passed.subs(rho, 1) == first.subs(rho, 1) == 1
    assert passed.subs(rho, 0) < first.subs(rho, 0)
    half = sp.sqrt((1 - sp.cos(theta)) / 2)
    assert sp.simplify(sp.expand_trig((1 - passed).subs(rho, sp.cos(theta)) ** 2 - half**2)) == 0
    gap = sp.sin(theta / 2) - theta / sp.pi
    assert gap.subs(theta, 0) == gap.subs(theta, sp.pi) == 0 and gap.diff(theta, 2) == -sp.sin(theta / 2) / 4
    # kappa_1 >= rho: equal at 1, and the slope kappa_0 is at most 1
    assert (second - said.pulled(rho=rho)).subs(rho, 1) == 0
    assert sp.simplify((second - said.pulled(rho=rho)).diff(rho) + sp.acos(rho) / sp.pi) == 0
    for value, inside in ((-1, False), (0, True), (1, True), (2, False), (Fraction(1, 2), True)):
        assert said.range(rho=value) == inside


@supports("lemma-arc-cosine/derivatives", evidence="symbolic")
def test_each_derivative_is_above_its_leading_term_coefficient_by_coefficient(claim, over):
    """By induction on j: the derivative of the bound is the next bound and a series with coefficients >= 0."""
    said = claim("lemma-arc-cosine").statement
    rho, j = over.symbols("rho j", positive=True)
    kappa_0 = 1 - sp.acos(rho) / sp.pi

    def bound(order, double=odd):
        return said.derivatives(odd=double, j=order, rho=rho, pi=sp.pi)

    assert sp.simplify(kappa_0.diff(rho) - bound(sp.Integer(0))) == 0
    for order in range(said.equal + 1):
        assert sp.simplify(kappa_0.diff(rho, order + 1) - bound(sp.Integer(order))) == 0
    more = kappa_0.diff(rho, said.equal + 2) - bound(sp.Integer(said.equal + 1))
    assert sp.simplify(more).subs(rho, sp.Rational(1, 2)).is_positive
    # (2j + 1)!! = (2j + 1) (2j - 1)!!; what is left is j rho^(j-1) (1 - rho^2)^(-j-1/2) times the constant
    factor = sp.symbols("factor", positive=True)
    now = bound(j, lambda _: factor)
    following = bound(j + 1, lambda _: (2 * j + 1) * factor)
    rest = factor / sp.pi * j * rho ** (j - 1) * (1 - rho**2) ** (-j - sp.Rational(1, 2))
    assert sp.simplify((now.diff(rho) - following - rest) / rest) == 0
    # the series themselves: those of arcsin, by the binomial series of (1 - rho^2)^(-1/2), and its integral
    series = sp.series(kappa_0, rho, 0, 12).removeO()
    assert all(c >= 0 for c in sp.Poly(series, rho).coeffs())


@supports("lemma-kernel/start", "lemma-kernel/step", evidence="symbolic")
def test_the_recursion_of_the_library_is_the_one_that_is_stated(claim, over):
    """One step of the code at several states of each lag and start against the formulas; the formulas as identities."""
    said = claim("lemma-kernel").statement
    over.every("K", "H", "a", "s", "l", "delta")
    for a, s, lag in ((1.0, 0, 0), (0.125, 3, 0), (0.125, 2, 3), (1.0, 4, 1)):
        init = Initialisation(inputs=a)
        assert init.norm(s) == said.norm(a=a, s=s)
        # a ReLU keeps half of the second moment of m entries: W keeps the squared norm, A adds a to it
        m = 64
        assert m * said.W(m=m) / 2 == init.start and m * said.A(a=a, m=m) / 2 == init.norm(s + 1) - init.norm(
            s
        )
        same, other = (float(start((1,), lag, init, equal).hidden[0]) for equal in (True, False))
        if lag == 0:
            assert same == said.equal and other == pytest.approx(said.independent(pi=math.pi), rel=1e-15)
        else:
            assert same == other == pytest.approx(said.apart(a=a, l=lag, pi=math.pi), rel=1e-15)
        assert float(start((1,), lag, init).kernel[0]) == said.zero
        for equal in (0, 1):
            state = State(np.array([0.4]), np.array([0.3]), s, lag)
            advance(state, np.array([equal]), init)
            n, p = init.norm(s + 1), init.norm(s + 1 + lag)
            rho = said.rho(K=0.4, a=a, delta=equal, n=n, p=p)
            kappa_0 = 1 - math.acos(rho) / math.pi
            kappa_1 = (math.sqrt(1 - rho**2) + (math.pi - math.acos(rho)) * rho) / math.pi
            assert state.hidden[0] == pytest.approx(
                said.state(n=n, p=p, rho=rho, kappa1=lambda _, value=kappa_1: value)
            )
            assert state.kernel[0] == pytest.approx(
                said.gradient(rho=rho, K=0.4, H=0.3, kappa0=lambda _, value=kappa_0: value), rel=1e-12
            )
    # one token read, one state: |D B|^2/m is half of the variance of B
    assert said.gradient(rho=1, K=1, H=0, kappa0=lambda _: 1) == Fraction(said.B) / 2


@supports("lemma-kernel/positive", evidence="exhaustive")
def test_the_kernel_is_positive_definite_on_all_short_free_sequences(claim, over):
    """Balls: the pivots of every block (one set of tokens, all outputs) are positive."""
    said = claim("lemma-kernel").statement
    [length] = over(T=(said.tokens,))
    assert said.printed == UNIT_OUTPUT.inputs and said.small(T=float(length)) == decoupled(length).inputs
    for a, same in over(a=(said.printed, said.small(T=Fraction(length))), same_start=(True, False)):
        blocks = free_blocks(length, a, same_start=same)
        assert sum(map(len, blocks)) == said.prefixes == sum(2**t for t in range(1, length + 1))
        assert all(pivot > 0 for block in blocks for pivot in pivots(block))


def ends_of(tokens, t, back):
    """The tokens that are ``back`` before the last of the first t, one column each."""
    return tokens[:, [t - 1 - i for i in back]].astype(int)


@supports("lemma-kernel/positive", evidence="exhaustive")
def test_blocks_and_means_are_those_of_the_joint_kernel_of_all_sequences(over):
    """Every set of tokens at every two outputs: signed means, and means over pairs that end alike."""
    for a, same in over(a=(Fraction(1), Fraction(1, 27)), same_start=(True, False)):
        init, tokens = Initialisation(output=1.0, inputs=float(a)), all_inputs(3)
        joint = joint_kernel(tokens, range(1, 4), init, same_start=same)
        blocks = free_blocks(3, a, same_start=same)
        assert len(blocks) == 8
        for number, block in enumerate(blocks):
            back = [i for i in range(3) if number >> i & 1]
            outputs = range(max(back, default=0) + 1, 4)
            assert [len(row) for row in block] == [len(outputs)] * len(outputs)
            for (i, s), (j, t) in itertools.product(enumerate(outputs), repeat=2):
                ends = [ends_of(tokens, output, back) for output in (s, t)]
                left, right = ((-1) ** end.sum(axis=1) for end in ends)
                alike = (ends[0][:, None] == ends[1][None, :]).all(axis=2)
                between = joint[:, s - 1, :, t - 1]
                signed = left @ between @ right / 64
                assert float(block[i][j].mid()) == pytest.approx(signed, rel=1e-9)
                assert float(block[i][j].rad()) < 1e-35
                for digits in (0, 96)[: 2 if number == 3 else 1] if s <= t and number != 5 else ():
                    means = [
                        mean_kernels([s], t - s, init, same_start=same, nodes=16, bits=digits, **{kind: back})
                        for kind in ("signed", "equal")
                    ]
                    assert float(means[0][0]) == pytest.approx(signed, rel=1e-7)
                    assert float(means[1][0]) == pytest.approx(between[alike].mean(), rel=1e-7)
    several = mean_kernels([2, 5, 3], signed=[1])
    assert several == pytest.approx([mean_kernels([t], 0, signed=[1])[0] for t in (2, 5, 3)], rel=1e-12)
    left_out = mean_kernels([4], 0, UNIT_OUTPUT, signed=[0], equal=(), same_start=True, bits=0)
    assert mean_kernels([4], signed=[0]) == left_out
    for one, two in zip(enclosed_kernels(2), enclosed_kernels(2, 0, 1, same_start=True), strict=True):
        assert all(a.overlaps(b) for a, b in zip(one, two, strict=True))
    assert free_blocks(1)[0][0][0].overlaps(free_blocks(1, 1, same_start=True)[0][0][0])
    gram = gram_of_outputs(range(2, 5), signed=[0], bits=96, nodes=20)
    ends = [
        (s, t, mean_kernels([min(s, t)], abs(s - t), signed=[0])[0]) for s in (2, 3, 4) for t in (2, 3, 4)
    ]
    assert [float(gram[s - 2, t - 2]) for s, t, _ in ends] == pytest.approx([x for *_, x in ends], rel=1e-9)


@supports("lemma-kernel/positive", evidence="numeric")
def test_nets_tend_to_the_kernel_between_equal_and_independent_starts(over):
    """Root mean square over all pairs of outputs and of the 32 runs of four tokens; medians over nets."""
    outputs, init, errors = range(2, 5), decoupled(4), []
    limits, widths = limit_pairings(outputs, init), (32, 96, 288)
    over.sample(12, "nets a width, all runs of four tokens from two starts", seed=0)
    for width in over(m=widths):
        found = [np.sqrt(np.mean((pairings(outputs, width, s, init) - limits) ** 2)) for s in range(12)]
        errors.append(float(np.median(found)))
    slope = np.polyfit(np.log(widths), np.log(errors), 1)[0]
    assert -0.65 < slope < -0.35
