"""Lemma 12 and eq 82: an oracle that tells nothing, and what a predictor that was told nothing can do."""

from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import sympy
import z3

from theory.hardness import (
    correlations,
    flat_predictor,
    gradient_variance,
    least_loss_of_guessing,
    loss_to_every_parity,
    resist,
    subset_masks,
)
from theory.hardness.parities import parity
from theory.ledger import corrects, other_reading, refutes, supports


@refutes("lemma-12", "eq-82", evidence="exhaustive", scope="even d, 4 ... 16: every target")
def test_a_predictor_outside_the_class_beats_the_guessing_error_against_all_targets():
    """The model p_w = g whatever w is: no gradient, Var = 0, epsilon = 0, alpha = 1. Its loss is the same for all h."""
    for d in range(4, 17, 2):
        losses = loss_to_every_parity(flat_predictor(d), d)
        claimed = least_loss_of_guessing(comb(d, d // 2), Fraction(1))
        assert set(losses) == {(1 - Fraction(1, 2 ** (d // 2))) / 2}
        assert max(losses) < claimed
    four = loss_to_every_parity(flat_predictor(4), 4)
    assert (four, least_loss_of_guessing(6, Fraction(1))) == ([Fraction(3, 8)] * 6, Fraction(5, 12))


@refutes("lemma-12", "eq-82", evidence="symbolic")
def test_its_correlation_with_every_parity_at_every_d():
    """The sum over x of weight j of a parity of k = d/2 bits is the coefficient of z^j in (1-z)^k (1+z)^k.

    That is (1 - z^2)^k. Signs +, +, -, - by |x| mod 4 take the coefficient of z^(2i), (-1)^i C(k, i), with sign
    (-1)^i, and the odd ones are 0: in all sum_i C(k, i) = 2^k, so the loss is (1 - 2^-k)/2. The class has more
    than 2^k members for k >= 2, so that is less than (1 - 1/|H|)/2.
    """
    z, i, k = sympy.symbols("z i k", integer=True, positive=True)
    assert sympy.expand((1 - z) * (1 + z) - (1 - z**2)) == 0
    assert (
        sympy.simplify(sympy.summation((-1) ** i * (-1) ** i * sympy.binomial(k, i), (i, 0, k)) - 2**k) == 0
    )
    for half in range(1, 5):
        coefficients = sympy.Poly((1 - z**2) ** half, z).all_coeffs()[::-1]
        signs = [1, 1, -1, -1]
        assert sum(signs[j % 4] * c for j, c in enumerate(coefficients)) == 2**half
    # |H| = C(2k, k) grows by (4k+2)/(k+1) a step, at least 2; at k = 2 it is 6 > 4.
    assert (
        sympy.simplify(
            sympy.combsimp(sympy.binomial(2 * k + 2, k + 1) / sympy.binomial(2 * k, k))
            - (4 * k + 2) / (k + 1)
        )
        == 0
    )
    assert sympy.simplify((4 * k + 2) / (k + 1) - 2 - 2 * k / (k + 1)) == 0
    assert comb(4, 2) > 2**2


@refutes("eq-82", evidence="exhaustive", scope="d = 4: every target")
def test_an_average_is_not_a_bound_at_each_target():
    """Always return one of the parities: its own target has loss 0, so the probability is 5/6, not 1."""
    masks = subset_masks(4)
    losses = loss_to_every_parity(parity(int(masks[0]), np.arange(16)), 4)
    claimed = least_loss_of_guessing(6, Fraction(1))
    assert Fraction(sum(loss >= claimed for loss in losses), 6) == Fraction(5, 6) < 1


@corrects("lemma-12", "eq-82", "remark-f-iterations", evidence="symbolic")
def test_the_two_inequalities_of_the_corrected_lemma():
    """Chebyshev and Bessel, at one target, for all reals; summed over targets they are the corrected lemma.

    A target whose squared distance u from the mean gradient exceeds sigma^2 pays sigma^2 <= u; so of |H| targets at
    most |H| Var / sigma^2 do. One with correlation c >= tau pays tau^2 <= c^2; and the squares of one predictor's
    correlations sum to at most E[p^2] = 1 (eq 90's Parseval). A union over n steps and the predictor ends it: the
    oracle that answers with the mean where it may is lawful, and all targets it hides see one run.
    """
    u, sigma, c, tau = z3.Reals("u sigma c tau")
    solver = z3.Solver()
    solver.add(u >= 0, sigma > 0, tau > 0)
    told = z3.If(u > sigma * sigma, 1.0, 0.0) * sigma * sigma
    lucky = z3.If(c >= tau, 1.0, 0.0) * tau * tau
    solver.add(z3.Or(told > u, lucky > c * c))
    assert solver.check() == z3.unsat
    n, e = sympy.symbols("n epsilon", positive=True)
    assert sympy.simplify(n * (e**3 / e**2) - n * e) == 0  # n Var / sigma^2 at sigma = epsilon = Var^(1/3)


def quadratic_model(d, rng):
    """Gradients of half the square loss for p_w(x) = sum_k w_k g_k(x): G w - c_h, in integers over 2^d."""
    g = rng.integers(-2, 3, size=(1 << d, 3))
    gram, moments = g.T @ g, correlations(g, d)
    return lambda w: (gram @ w)[None, :] - moments, g


@corrects(
    "lemma-12",
    evidence="numeric",
    scope="6 random models, d = 4, 6, seed 12, 4 steps each, exact arithmetic: every target run on its own",
)
def test_every_hidden_target_ends_where_the_one_run_ends():
    """Each target is run alone against its own oracle: those never told end in the same parameters; few are told."""
    rng = np.random.default_rng(12)
    for d, _ in product((4, 6), range(3)):
        gradients, _ = quadratic_model(d, rng)
        size = len(subset_masks(d))
        start = np.array([Fraction(0)] * 3)
        precision = Fraction(int(rng.integers(4, 9)) * (1 << d), 40)

        def update(w, answer, d=d):
            return w - answer / Fraction(8 << d)

        run = resist(gradients, update, start, 4, precision)
        for target in range(size):
            w, ever = start, False
            for _ in range(4):
                table = gradients(w)
                mean = table.sum(axis=0) / size
                distance = ((table[target] - mean) ** 2).sum()
                answer = mean if distance <= precision**2 else table[target]
                assert ((answer - table[target]) ** 2).sum() <= precision**2  # the oracle is lawful
                ever |= bool(distance > precision**2)
                w = update(w, answer)
            if not run.told[target]:
                assert not ever and (w == run.final).all()
        assert run.told.sum() <= size * sum(run.bounds)
        assert all(row.sum() <= size * bound for row, bound in zip(run.moved, run.bounds, strict=True))


@corrects("lemma-12", "eq-82", evidence="exhaustive", scope="d = 4: all 2^16 predictors, every threshold")
def test_one_predictor_is_correlated_with_few_parities():
    """#{h : correlation >= tau} tau^2 <= 1 for every predictor and tau: k times the k-th largest squared."""
    signs = np.array([parity(int(m), np.arange(16)) for m in subset_masks(4)])
    predictors = 1 - 2 * ((np.arange(1 << 16)[:, None] >> np.arange(16)) & 1)
    sums = np.sort(predictors @ signs.T, axis=1)[:, ::-1].clip(min=0)  # of 16, largest first
    assert (sums**2 * np.arange(1, 7) <= 16**2).all()
    assert (sums**2 * np.arange(1, 7) == 16**2).any()  # and it is attained, by a parity


@other_reading("lemma-12", evidence="exhaustive", scope="d = 4, 6: every target, exact gradients")
def test_with_exact_gradients_one_step_finds_every_target():
    """p_w = |H|^(-1/2) sum_S w_S chi_S: E||grad||^2 = 1 and Var = (1 - 1/|H|)/(4|H|), yet one exact step learns all."""
    for d in (4, 6):
        masks = subset_masks(d)
        size = len(masks)
        inputs = np.arange(1 << d)
        features = np.array([parity(int(m), inputs) for m in masks])  # times |H|^(-1/2)
        for target in features:
            # grad = -E[y/2 chi_S] |H|^(-1/2); the factor |H|^(-1/2) twice is positive and leaves the sign alone
            step = (features @ target) / 2 / (1 << d)
            assert (np.sign(step @ features) == target).all()
        found = gradient_variance(features.T, d)  # of the features without |H|^(-1/2)
        assert found.mean_square_gradient / size == 1
        assert found.variance / size == (1 - Fraction(1, size)) / (4 * size)


@refutes("remark-f-iterations", evidence="symbolic")
def test_at_the_printed_number_of_iterations_one_target_in_six_is_told():
    """A share 1/6 of the class has the gradient c = 13/5, the rest 0: Var = 5 c^2/36 < 1, so n = 1 <= Var^(-1/3).

    c^3 > 8 Var, so c > 2 epsilon: no answer is within epsilon of both gradients, whatever the oracle. The share and
    so the numbers are the same at every |H| divisible by 6 (d = 4, 10, ...).
    """
    c, share = sympy.Rational(13, 5), sympy.Rational(1, 6)
    mean = share * c
    variance = share * (c - mean) ** 2 + (1 - share) * mean**2
    assert variance == sympy.Rational(169, 180) < 1
    assert c**3 > 8 * variance
    # d = 4, by the model itself: p_w = 2 c w chi_S
    gradients = np.array([[Fraction(13, 5) * int(m == subset_masks(4)[0])] for m in subset_masks(4)])
    exact = Fraction(169, 180)
    assert sum(((gradients - gradients.sum() / 6) ** 2).ravel()) / 6 == exact
    lemma = 1 - float(exact) ** (1 / 3)
    assert 0.02 < lemma < 0.03 < Fraction(5, 6) < 1


@supports(
    "remark-f-reduction",
    evidence="exhaustive",
    scope="d = 2, all predictors and classes of targets; d = 4, all predictors, the parities",
)
def test_a_constant_predictor_has_at_least_half_the_guessing_error():
    for d, classes in ((2, 1), (4, 0)):
        masks = subset_masks(d)
        targets = [parity(int(m), np.arange(1 << d)) for m in masks]
        predictors = 1 - 2 * ((np.arange(1 << (1 << d))[:, None] >> np.arange(1 << d)) & 1)
        collections = [targets]
        if classes:  # every pair of functions on two bits as the class
            collections += [[a, b] for a in predictors for b in predictors]
        for members in collections:
            table = np.array(members)
            disagreements = sum(int((a != b).sum()) for a in table for b in table) / len(table) ** 2
            losses = (predictors[:, None, :] != table[None]).sum(axis=2).mean(axis=1)
            assert (2 * losses >= disagreements - 1e-12).all()
