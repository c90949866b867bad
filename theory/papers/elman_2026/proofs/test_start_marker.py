"""Section 1: with an independent copy of h_0 as a marker, outputs are told apart exactly in the limit."""

import math
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from theory.kernel import decoupled_kernels, enclosed_kernels, joint_kernel
from theory.kernel.fit import limit_pairings
from theory.kernel.initialisation import Initialisation
from theory.kernel.recursion import start
from theory.ledger import supports
from theory.tasks.cube import all_inputs


@supports("lemma-start-marker/other-outputs", evidence="symbolic")
def test_an_independent_state_hides_which_start_the_other_run_has(claim, over):
    """kappa_1 at correlation zero times the norms: M_0 is in no later preactivation, from either start."""
    said = claim("lemma-start-marker").statement
    a, lag = over.symbols("a l", positive=True)
    apart = said.apart(a=a, l=lag, pi=sp.pi)
    # 2 E ReLU(u) ReLU(v) = 2 (E ReLU(u))^2 = 1/pi for independent standard normal u, v
    u = sp.symbols("u", real=True)
    mean = sp.integrate(u * sp.exp(-(u**2) / 2) / sp.sqrt(2 * sp.pi), (u, 0, sp.oo))
    assert sp.simplify(apart - sp.sqrt(1 + a * lag) * 2 * mean**2) == 0
    for rate, steps in ((1.0, 1), (0.125, 5)):
        both = [start((1,), steps, Initialisation(inputs=rate), same).hidden[0] for same in (True, False)]
        assert both[0] == both[1] == pytest.approx(said.apart(a=rate, l=steps, pi=math.pi), rel=1e-15)


@supports("lemma-start-marker/other-outputs", evidence="exhaustive")
def test_the_kernel_between_two_outputs_does_not_depend_on_the_starts(claim, over):
    """Every pair of sequences and every two outputs; balls by their xor, exactly the same."""
    for length, rate in over(T=(6,), a=(Fraction(1), Fraction(1, 6**3))):
        for lag in range(1, length):
            both = [enclosed_kernels(length - lag, lag, rate, same_start=same) for same in (True, False)]
            for equal, other in zip(*both, strict=True):
                assert all(one.overlaps(two) for one, two in zip(equal, other, strict=True))
        apart = claim("lemma-start-marker").statement.apart(a=float(rate), l=0, pi=math.pi)
        [first, *_], [marked, *_] = (enclosed_kernels(1, 0, rate, same_start=same) for same in (True, False))
        assert not first[0].overlaps(marked[0]) and apart == 1 / math.pi  # at lag 0 they differ


@supports("lemma-start-marker/pairings", evidence="exhaustive")
def test_a_marked_gradient_pairs_with_its_own_output_alone(claim, over):
    """All sequences, both starts, all outputs: the four kernels between starts, summed with their signs."""
    said = claim("lemma-start-marker").statement
    for length, rate in over(T=(2, 3, 4), a=(1.0, 1 / 64)):
        outputs, init = range(1, length + 1), Initialisation(inputs=rate)
        limits = limit_pairings(outputs, init)
        with_first = limits[:, 0, :, :, 0] - limits[:, 0, :, :, 1]
        with_marked = with_first - (limits[:, 1, :, :, 0] - limits[:, 1, :, :, 1])
        tokens = all_inputs(length)
        by_t = dict(decoupled_kernels(tokens, tokens, init))
        for i, t in enumerate(outputs):
            h = {1: np.array([[kernel_from(z, x, t, init, True) for x in tokens] for z in tokens])}
            h[1 / math.pi] = np.array([[kernel_from(z, x, t, init, False) for x in tokens] for z in tokens])
            decoupled = said.decoupled(H=lambda at, h=h: h[at], pi=math.pi)
            assert np.allclose(by_t[t], decoupled, rtol=1e-12)
            for j in range(length):
                own, marked = (
                    (said.gradient(J1=decoupled), said.marker(J1=decoupled)) if i == j else (said.none,) * 2
                )
                assert np.allclose(with_first[i, :, j], own, atol=1e-13)
                assert np.allclose(with_marked[i, :, j], marked, atol=1e-13)


def kernel_from(z, x, t, init, same):
    """H^t by the recursion, written out for one pair."""
    hidden, kernel = init.start if same else init.start / math.pi, 0.0
    for s in range(1, t + 1):
        rho = min(1.0, (hidden + init.inputs * (z[s - 1] == x[s - 1])) / init.norm(s))
        if rho > 1 - 1e-14:
            rho = 1.0
        kappa_0 = 1 - math.acos(rho) / math.pi
        kernel = kappa_0 * (hidden / 2 + kernel)
        hidden = init.norm(s) * (math.sqrt(1 - rho**2) + math.pi * kappa_0 * rho) / math.pi
    return kernel


@supports("lemma-start-marker/pairings", evidence="exhaustive")
def test_the_joint_kernel_of_the_library_has_the_marked_blocks(over):
    for length in over(T=(3, 5)):
        tokens, init = all_inputs(length), Initialisation(inputs=float(length) ** -3)
        outputs = range(1, length + 1)
        equal, other = (joint_kernel(tokens, outputs, init, same_start=same) for same in (True, False))
        marked = equal - other
        for t, kernel in decoupled_kernels(tokens, tokens, init):
            assert np.allclose(marked[:, t - 1, :, t - 1], kernel)
            marked[:, t - 1, :, t - 1] = 0
        assert np.all(marked == 0)
