"""Theorem 4: its rates, the size of the class, eq 101, and whether both halves of corollary 1 share a set-up."""

from fractions import Fraction
from itertools import combinations, product
from math import ceil, comb

import numpy as np
import pytest
import sympy
import z3

from theory.hardness import (
    bent_function,
    class_size,
    correlations,
    end_to_end_guarantee,
    gradient_variance,
    least_loss_of_guessing,
    loss_to_every_parity,
    solve_over_gf2,
    subset_masks,
)
from theory.hardness.parities import parity
from theory.ledger import corrects, follows, refutes, supports
from theory.papers.wies_2023.proofs.test_lemma_12 import (
    JUST_BELOW,
    Z3_MILLISECONDS,
    Extremal,
    parities,
    share,
)
from theory.tasks.parity import BitSubsetParity

infinity = sympy.oo


def same(value):
    """The meaning of O, Omega and Theta where the order itself is asked for."""
    return value


def is_zero(value):
    return sympy.simplify(value) == 0


@refutes("remark-f-binomial-bound", evidence="symbolic")
def test_at_k_equal_one_both_sides_are_n(claim, over):
    printed, case = (
        claim("remark-f-binomial-bound").statement,
        claim("remark-f-binomial-bound").counterexample,
    )
    n = over.symbols("n", positive=True, integer=True)
    sides = printed.bound.left(n=n, k=case.k).expand(func=True), printed.bound.right(n=n, k=case.k)
    assert sides == (case.value(n=n), case.value(n=n))
    for size in (2, 7):
        assert printed.domain(n=size, k=case.k)
        assert not printed.bound(n=size, k=case.k)
    assert printed.bound(n=7, k=2)  # where it is right
    assert case.d / Fraction(2) == case.k  # the class of d = 2
    assert class_size(case.d).size == case.value(n=case.d)


@corrects("remark-f-binomial-bound", evidence="exhaustive")
def test_the_binomial_bound_and_where_it_is_an_equality(claim, over):
    said = claim("remark-f-binomial-bound").correction
    for n in over(n=range(1, 16)):
        for k in range(n + 2):
            holds = k > 0 and comb(n, k) >= Fraction(n, k) ** k  # at k = 0 there is no n/k
            assert said.domain(n=n, k=k) == holds
            if holds:
                assert said.bound(n=n, k=k)
                equal = said.bound.left(n=n, k=k) == said.bound.right(n=n, k=k)
                assert equal == (comb(n, k) == Fraction(n, k) ** k) == (k in (said.first, n))


@corrects("remark-f-binomial-bound", evidence="symbolic")
def test_every_factor_of_the_binomial_is_at_least_n_over_k(claim, over):
    """C(n, k) is the product over i < k of (n-i)/(k-i), and (n-i)/(k-i) - n/k = i (n-k) / (k (k-i)) >= 0.

    It is 0 only for i = 0 or n = k; there is an i > 0 below k exactly where k >= 2.
    """
    said = claim("remark-f-binomial-bound").correction
    n, k, i = over.symbols("n k i", positive=True)
    assert is_zero((n - i) / (k - i) - n / k - i * (n - k) / (k * (k - i)))
    assert is_zero(said.bound.right(n=n, k=k) - (n / k) ** k)
    assert [said.domain(n=5, k=size) for size in (0, 1, 5, 6)] == [False, True, True, False]
    assert said.first == 2 - 1  # the only k >= 1 without an i > 0 below it
    for size in range(1, 16):
        for chosen in range(1, size + 1):
            factors = [Fraction(size - j, chosen - j) for j in range(chosen)]
            assert sympy.prod(factors) == said.bound.left(n=size, k=chosen)
            assert said.bound(n=size, k=chosen)


@refutes("remark-f-class-size", evidence="symbolic")
def test_the_class_is_smaller_than_two_to_the_d_and_so_not_of_order_e_to_the_d(claim, over):
    """|H| is one coefficient of (1+x)^d, whose coefficients are positive and sum to 2^d."""
    printed, case = claim("remark-f-class-size").statement, claim("remark-f-class-size").counterexample
    x, d = sympy.Symbol("x"), over.symbols("d", positive=True)
    for bits in range(2, 21, 2):
        row = sympy.Poly((1 + x) ** bits, x).all_coeffs()
        assert len(subset_masks(bits)) == printed.size(d=bits) == row[bits // 2]
        assert row[bits // 2] <= sum(row) == case.above(d=bits)
    order = printed.order(Omega=same, d=d)
    assert sympy.limit(case.above(d=d) / order, d, infinity) == 0
    assert case.below(d=d) == order
    drawn = claim("remark-f-binomial-bound").correction.bound.right(n=d, k=d / 2)
    assert is_zero(case.drawn(d=d) - drawn)


@corrects("remark-f-class-size", evidence="symbolic")
def test_two_to_the_d_over_the_root_of_d_from_both_sides(claim, over):
    """Induction with n = d/2: C(2n+2, n+1)^2 / C(2n, n)^2 = (2(2n+1)/(n+1))^2 against the steps of both bounds squared.

    Both bounds begin with equality at d = 2.
    """
    said = claim("remark-f-class-size").correction
    n = over.symbols("d/2", positive=True)
    step = (2 * (2 * n + 1) / (n + 1)) ** 2
    least, greatest = (said.bounds.left(d=2 * n) ** 2, said.bounds.right(d=2 * n) ** 2)
    above = sympy.simplify(step - least.subs(n, n + 1) / least)
    below = sympy.simplify(greatest.subs(n, n + 1) / greatest - step)
    assert is_zero(above - 4 / (n + 1) ** 2)
    assert is_zero(below - 4 * n / ((n + 1) ** 2 * (3 * n + 4)))
    assert said.bounds.left(d=2) == said.bounds.right(d=2) == class_size(2).size
    for bits in range(2, 41, 2):
        found = class_size(bits)
        assert said.bounds(d=bits, H=found.size)
        assert found.least_square == said.bounds.left(d=bits) ** 2
        assert found.greatest_square == said.bounds.right(d=bits) ** 2
        assert found.printed_bound == claim("remark-f-class-size").counterexample.drawn(d=bits)
    d = sympy.Symbol("d", positive=True)
    for bound in (said.bounds.left, said.bounds.right):
        assert 0 < sympy.limit(bound(d=d) / said.order(Theta=same, d=d), d, infinity) < infinity
    assert [said.least(d=bits) for bits in (0, 1, 2)] == [False, False, True]


@refutes("remark-f-probability", evidence="symbolic")
def test_the_cube_root_of_the_class_does_not_decay_like_e_to_minus_d_over_three(claim, over):
    """|H| <= 2^d, so |H|^(-1/3) >= 2^(-d/3); and 2^(-d/3) / e^(-d/3) grows without bound."""
    printed, case = claim("remark-f-probability").statement, claim("remark-f-probability").counterexample
    d, size, n = over.symbols("d H n", positive=True)
    epsilon = claim("lemma-12").statement.epsilon.right(varsup=1 / size)
    assert is_zero(case.epsilon(H=size) - epsilon)
    assert is_zero(case.epsilon(H=2**d) - case.least(d=d))
    order = case.order(O=same, d=d)
    assert sympy.limit(case.least(d=d) / order, d, infinity) == infinity
    assert is_zero(printed.level(guess=same, O=same, n=n, H=size) - (1 - n * case.epsilon(H=size)))
    assert is_zero(printed.probability(O=same, n=n, d=d) - (1 - n * order))
    for bits in range(2, 17, 2):
        assert class_size(bits).size <= 2**bits
    # Nothing is told, and still the bent predictor's loss is below that of guessing for every target.
    for bits in range(2, 17, 2):
        total = class_size(bits).size
        losses = loss_to_every_parity(bent_function(bits), bits)
        assert (max(losses) < case.member(H=total)) == case.least_d(d=bits)
        whole_class_left(case, total)
    assert [case.least_d(d=bits) for bits in (3, 4, 5)] == [False, True, True]


def whole_class_left(case, total):
    """Eq 81 at alpha = 1 - n epsilon in (0, 1): guessing from all the class exactly if n epsilon is small."""
    for steps, part in product((1, 2), (Fraction(1, 2), Fraction(99, 100), Fraction(1), Fraction(3, 2))):
        epsilon = part / total / steps
        if steps * epsilon < 1:
            guessing = least_loss_of_guessing(total, 1 - steps * epsilon)
            assert (guessing == case.member(H=total)) == case.small(n=steps, epsilon=epsilon, H=total)


def composed(claim, n, g, sigma, tau, size):
    """Lemma 12's probability with lemma 14's variance: theorem 4 from its corrected parts."""
    variance = claim("lemma-14").correction.bound.right(G=g, H=size)
    return claim("lemma-12").correction.probability(n=n, V=variance, sigma=sigma, tau=tau, H=size)


@corrects(
    "theorem-4",
    "remark-f-follows-directly",
    "remark-f-probability",
    "remark-f-exponential-steps",
    "remark-f-combination",
    evidence="symbolic",
)
def test_the_corrected_rates(claim, over):
    """Var <= G^2/(4|H|) (lemma 14), told and correlated (lemma 12): put together, balanced, solved for the steps."""
    said, again = claim("theorem-4").correction, claim("remark-f-follows-directly").correction
    likely, steps = claim("remark-f-probability").correction, claim("remark-f-exponential-steps").correction
    combined = claim("remark-f-combination").correction
    lemma = claim("lemma-12").correction
    n, g, size, sigma, tau, q, d, c = over.symbols("n G H sigma tau q d c", positive=True)
    here = {"n": n, "G": g, "sigma": sigma, "tau": tau, "H": size}
    whole = composed(claim, n, g, sigma, tau, size)
    assert is_zero(said.probability(**here) - whole)
    assert is_zero(again.probability(**here) - whole)
    assert is_zero(combined.probability(**here) - whole)
    for level in (said.level, again.level, combined.level, steps.level):
        assert is_zero(level(tau=tau) - lemma.level(tau=tau))
    root = claim("lemma-12").statement.epsilon.right(varsup=1 / size)
    balanced = whole.subs({sigma: root, tau: root})
    for formula in (said.root, likely.root, steps.root):
        assert is_zero(formula(H=size) - root)
    for formula in (said.balanced, likely.probability):
        assert is_zero(formula(n=n, G=g, H=size) - balanced)
    for formula in (said.loss, likely.level):
        assert is_zero(formula(H=size) - lemma.level(tau=root))
    # to fail for a fraction q takes this many steps: exponential in d
    [solved] = sympy.solve(sympy.Eq(1 - balanced, q), n)
    assert is_zero(steps.steps(q=q, H=size, G=g) - solved)
    assert is_zero(steps.square(G=g) - said.premise.right(G=g))
    # |H| = 2^d / sqrt(c d) with c between 3/2 (and a bit) and 2: orders, up to factors that depend on c alone
    class_of = 2**d / sympy.sqrt(c * d)
    for order in (said.order, likely.order):
        ratio = sympy.simplify(root.subs(size, class_of) / order(Theta=same, d=d))
        assert ratio.free_symbols == {c}
    precision = claim("theorem-4").statement.precision(Omega=same, d=d)
    assert is_zero(said.sigma(d=d) - precision)
    revealed = lemma.revealed(
        n=n, V=claim("lemma-14").correction.bound.right(G=g, H=class_of), sigma=precision
    )
    ratio = sympy.simplify(
        sympy.powsimp(sympy.expand_log(sympy.log(revealed / said.printed(O=same, n=n, G=g, d=d)), force=True))
    )
    assert ratio.free_symbols == {c}
    assert sympy.exp(sympy.Rational(2, 3)) < 2  # so it decays


@refutes("remark-f-exponential-steps", evidence="symbolic")
def test_more_steps_than_any_polynomial_and_fewer_than_any_exponential(claim, over):
    """In L = log d: L^2 - k L -> infinity for every k, as its derivative 2 L - k does; c e^L - L^2 -> infinity."""
    case, steps = claim("remark-f-exponential-steps").counterexample, claim("theorem-4").statement.steps
    k, c, rate = over.symbols("k c L", positive=True)
    logarithm = {
        name: sympy.expand_log(sympy.log(formula), force=True)
        for name, formula in {
            "steps": case.steps(d=sympy.exp(rate)),
            "polynomial": case.polynomial(d=sympy.exp(rate), k=k),
            "exponential": case.exponential(d=sympy.exp(rate), c=c),
        }.items()
    }
    assert sympy.limit(sympy.expand(logarithm["steps"] - logarithm["polynomial"]), rate, infinity) == infinity
    assert sympy.limit(logarithm["exponential"] - logarithm["steps"], rate, infinity) == infinity
    assert logarithm["polynomial"] == k * rate  # every degree, and every rate
    assert logarithm["exponential"] == c * sympy.exp(rate)
    assert logarithm["steps"] == rate**2  # (log d)^2
    assert steps(O=same, poly=lambda d: d**7, d=3) == 3**7  # theorem 4 speaks of polynomials


@refutes("remark-f-combination", evidence="symbolic")
def test_the_factor_n_of_lemma_12_is_not_in_theorem_4(claim, over):
    """Lemma 12's 1 - n epsilon with epsilon = O(e^(-d/3)), and n = d iterations: n e^(-d/3) / e^(-d/3) is unbounded."""
    case, printed = claim("remark-f-combination").counterexample, claim("theorem-4").statement
    n, d = over.symbols("n d", positive=True)
    likely = claim("lemma-12").statement.bound.right(n=n, epsilon=sympy.exp(-d / 3))
    assert is_zero(case.given(O=same, n=n, d=d) - likely)
    assert is_zero(case.claimed(O=same, d=d) - printed.probability(O=same, d=d))
    assert is_zero(case.steps(d=d) - printed.steps(O=same, poly=same, d=d))  # a polynomial
    failing = 1 - case.given(O=same, n=case.steps(d=d), d=d)
    assert sympy.limit(failing / (1 - case.claimed(O=same, d=d)), d, infinity) == infinity


@corrects("theorem-4/sharp", "theorem-4/one-ball", evidence="symbolic")
def test_when_a_ball_holds_all_gradients_and_when_a_simplex_has_longer_sides(claim, over):
    """Up to a shift the squares |v_h|^2 sum to at most S = G^2/4 (Bessel, b = -1/2). Let a be the largest of them.

    The point t v_1 on the way to it, t >= 0, with (1-t) sqrt(a) = t sqrt(a) + sqrt(S-a), is within that distance of
    all: if a <= S/2 the origin is near enough. A regular simplex of K+1 corners has sides with square 2 S/K.
    """
    said, logistic = claim("theorem-4").correction, claim("lemma-14").correction.bound
    g, a, rest, sigma, corners = over.symbols("G a r sigma K", positive=True)
    total = g**2 / 4
    assert is_zero(logistic.right(G=g, H=1) - total)
    t = (sympy.sqrt(a) - sympy.sqrt(rest)) / (2 * sympy.sqrt(a))
    reach = (1 - t) * sympy.sqrt(a)
    assert is_zero(t * sympy.sqrt(a) + sympy.sqrt(rest) - reach)
    slack = (a + rest) / 2 - reach**2  # at a + r = S
    assert is_zero(slack - (sympy.sqrt(a) - sympy.sqrt(rest)) ** 2 / 4)
    assert is_zero(said.ball(G=g) ** 2 - total / 2)
    assert is_zero(said.ball(G=g) - said.below.right(G=g))
    # e_i - (1, ..., 1)/(K+1): the squares of the lengths sum to K, those of the sides are 2
    side = total / corners * 2
    assert is_zero(said.simplex.right(G=g, sigma=sigma) / corners - side / (2 * sigma) ** 2)
    assert is_zero(said.side(sigma=sigma) - 2 * sigma)  # the diameter of all that one answer serves
    assert is_zero(said.corners(K=corners) - corners - 1)
    # x = G^2/(8 sigma^2) in (K, K+1]: the second term is 2x/|H|, at most 2 (K+1)/K times what is told; K = 1 is worst
    x, excess = over.symbols("x e", nonnegative=True)
    second = 1 - composed(claim, 1, sigma * sympy.sqrt(8 * x), sigma, infinity, 1)
    assert is_zero(second - 2 * x)
    worst = 2 * (corners + 1) / corners
    assert is_zero(worst.subs(corners, 1) - said.factor)
    assert is_zero(said.factor - worst.subs(corners, 1 + excess) - 2 * excess / (1 + excess))
    # the square of G / (2 sqrt 2 sigma) must exceed 1, already for K = 1
    for square in (Fraction(1, 2), 1, Fraction(101, 100)):
        root = sympy.sqrt(sympy.Rational(square)) * 2 * sympy.sqrt(2)
        assert bool(said.below(sigma=1, G=root)) == bool(said.simplex(K=1, sigma=1, G=root)) == (square > 1)


@corrects("theorem-4/sharp", evidence="exhaustive")
def test_no_oracle_improves_the_second_term_by_more_than_four(claim, over):
    """Gradients computed from a model for each K; K told against the second term at G^2 = 4 K, sigma^2 = K/(2x).

    So x = G^2/(8 sigma^2), the second term is 2x of |H| targets. Between two whole x the most that can be told is
    ceil(x) - 1, so 2x / (ceil(x) - 1) is largest at the whole x = 2, below 2 (1 + 1/(x - 1)) elsewhere.
    """
    said, factors = claim("theorem-4").correction, {}
    table = parities(6)
    for count in over(K=range(1, 10)):
        corners = table[: count + 1]
        features = [(count + 1) * corners[i] - corners.sum(axis=0) for i in range(count + 1)]  # times K + 1
        gradients = -np.stack([correlations(f, 6) for f in features], axis=1) / Fraction(2 << 6) / (count + 1)
        assert share(sum(f**2 for f in features)) / (count + 1) ** 2 == count  # G^2 = K
        apart = min(((gradients[i] - gradients[j]) ** 2).sum() for i, j in combinations(range(count + 1), 2))
        for x in (count + Fraction(part, 4) for part in range(5)):
            sigma = sympy.sqrt(sympy.Rational(count / (8 * x)))
            serves_two = apart <= said.side(sigma=sigma) ** 2
            assert said.corners(K=count) == len(gradients.T)
            middle = (gradients[0] + gradients[1]) / 2  # the answer that is nearest to two of them
            assert (((middle - gradients[0]) ** 2).sum() <= sigma**2) == serves_two
            assert (
                bool(said.simplex(K=count, G=sympy.sqrt(count), sigma=sigma))
                == (not serves_two)
                == (x > count)
            )
            second = count / (4 * sigma**2)  # of |H| targets: theorem 4's n G^2 / (4 sigma^2 |H|) at n = 1
            if not serves_two and count == ceil(x) - 1:
                factors[x] = second / count
    assert max(factors.values()) == factors[2] == said.factor
    for x, factor in factors.items():
        assert bool(said.below(sigma=1, G=sympy.sqrt(8 * sympy.Rational(x))))
        assert factor == 2 * x / (ceil(x) - 1)
        assert factor <= said.factor
        # The class has this many targets besides the guessed one if the second term is at most one.
        assert ceil(x) - 1 <= 2 * x / said.one - 1


@corrects("theorem-4/third", evidence="exhaustive")
def test_at_most_three_parities_of_four_bits_have_correlation_one_half(claim, over):
    """All 2^16 predictors of signs on four bits, against all six parities."""
    said, third = claim("theorem-4").correction, claim("lemma-12").correction.correlated
    for d in over(d=(said.d,)):
        predictors = said.sign * (1 - 2 * ((np.arange(1 << 16)[:, None] >> np.arange(16)) & 1))
        assert set(np.unique(predictors).tolist()) == {-1, 1}
        table = parities(d)
        assert len(table.T) == 16
        met = (predictors @ table.T >= said.tau * 16).sum(axis=1)
        assert met.max() == said.most < said.allowed
        assert third(tau=said.tau, H=len(table)) * len(table) == said.allowed
        assert (predictors @ table.T == said.tau * 16).any()


@corrects("theorem-4", "theorem-4/approached", "remark-f-follows-directly", evidence="exhaustive")
def test_the_losses_are_counted_and_equal_the_bound(claim, over):
    """Every target alone against its oracle: P_h[loss > 0] is exactly the bound at G^2 = 2, sigma = 1/2, tau = 1."""
    said, again = claim("theorem-4").correction, claim("remark-f-follows-directly").correction
    for d, n in over(d=(4, 6), n=(1, 2)):
        extremal = Extremal(d)
        gradient = extremal.table[1] - extremal.table[2]
        energy = {"gradf": gradient, "norm": abs, "E_x": share}
        roots = (Fraction(13, 10), sympy.sqrt(2), Fraction(3, 2))
        assert [bool(said.premise(**energy, G=root)) for root in roots] == [False, True, True]
        losses, revealed = extremal.lost(n, JUST_BELOW)
        assert [bool(said.square(G=root)) for root in roots] == [False, True, False]
        assert said.two * n == revealed.sum() == extremal.lost(n, Fraction(1, 100))[1].sum()
        assert [said.half(sigma=at) for at in (JUST_BELOW, Fraction(1, 2))] == [True, False]
        assert not extremal.lost(n, Fraction(1, 2))[1].any()
        kept = share(losses > said.level(tau=1))
        at = {"n": n, "G": sympy.sqrt(2), "sigma": Fraction(1, 2), "tau": 1, "H": extremal.size}
        assert kept == said.probability(**at) == again.probability(**at) > 0
        assert again.level(tau=1) == said.level(tau=1) == min(losses)
        library = end_to_end_guarantee(
            d, steps=n, square_gradient=Fraction(2), precision=Fraction(1, 2), margin=Fraction(1)
        )
        assert (library.probability, library.loss, library.revealed_fraction) == (
            kept,
            min(losses),
            share(revealed),
        )
        assert library.correlated_fraction == Fraction(
            1, extremal.size
        )  # the target that the algorithm returns if told nothing
    for d, tau in product((4, 6, 8), (Fraction(1, 2), Fraction(1, 4), Fraction(2, 3))):
        library = end_to_end_guarantee(
            d, steps=3, square_gradient=Fraction(5), precision=Fraction(4), margin=tau
        )
        at = {"n": 3, "G": sympy.sqrt(5), "sigma": 4, "tau": tau, "H": comb(d, d // 2)}
        assert library.probability == max(0, said.probability(**at))
        assert library.loss == said.level(tau=tau)


@refutes("theorem-4", "remark-f-follows-directly", evidence="symbolic")
def test_the_loss_level_is_false(claim, over):
    """f_theta = theta g with the bent g: E||grad||^2 = E[g^2] = 1; loss (1 - 2^(-d/2))/2 for every target.

    For all d by lemma 12's generating function; here every target of every d <= 16 again. 2^(-d/2) e^d is unbounded.
    """
    printed, case = claim("theorem-4").statement, claim("theorem-4").counterexample
    direct = claim("remark-f-follows-directly").counterexample
    d = over.symbols("d", positive=True)
    for bits in range(2, 17, 2):
        g = bent_function(bits)
        assert share(g**2) == case.energy
        losses = loss_to_every_parity(g, bits)
        assert set(losses) == {Fraction(1, 2) - case.gap(d=bits)} == {direct.loss(d=bits)}
        guessing = least_loss_of_guessing(class_size(bits).size, Fraction(1))
        assert direct.guessing(H=class_size(bits).size) == guessing
        # the premise of theorem 4, also for theta d g, whose gradient has the norm d
        for factor, poly in ((1, lambda _: 1), (bits, lambda k: k**2)):
            meaning = {"gradf": factor * g, "norm": abs, "E_x": share, "O": same, "poly": poly, "d": bits}
            assert printed.premise(**meaning)
        assert printed.steps(O=same, poly=lambda _: 1, d=bits) == 1  # one query, whose answer is not used
    order = case.order(O=same, d=d)
    assert sympy.limit(case.gap(d=d) / order, d, infinity) == infinity
    assert is_zero(sympy.Rational(1, 2) - printed.level(O=same, d=d) - order)
    assert is_zero(printed.level(O=same, d=d) - direct.level(O=same, d=d))
    assert is_zero(sympy.Rational(1, 2) - direct.loss(d=d) - case.gap(d=d))


@refutes("theorem-4", evidence="symbolic")
def test_the_probability_is_false(claim, over):
    """The K targets have gradients of length 1/(2 sqrt K) at right angles, all others have none, at w = 0.

    So the least distance of two different gradients is 1/(2 sqrt K): above 2 sigma exactly for K < 1/(16 sigma^2), and
    then no answer is within sigma of two of them. At sigma = c e^(-d/3) the share K/|H| exceeds any C e^(-d/3).
    """
    printed, case = claim("theorem-4").statement, claim("theorem-4").counterexample
    for d, members in ((4, 3), (6, 8), (6, 20), (8, 15)):
        table = parities(d)
        scale = case.scale(K=members)
        # gradients at w = 0, for each target, over the scale: -E[h chi_S]/2, an exact integer over 2^(d+1)
        gradients = -(table @ table[:members].T) / Fraction(2 << d)
        apart = [
            ((gradients[a] - gradients[b]) ** 2).sum() * scale**2
            for a, b in product(range(members), range(len(table)))
            if a != b
        ]
        nearest = Fraction(1, 4 * members) if members < len(table) else Fraction(1, 2 * members)
        assert min(apart) == nearest
        assert share((table[:members] ** 2).sum(axis=0)) * scale**2 == case.square
        assert case.square == 1
    for inverse, members in product((5, 12, 16, 40), range(1, 130)):
        sigma = Fraction(1, inverse)
        assert case.few(K=members, sigma=sigma) == (Fraction(1, 4 * members) > (2 * sigma) ** 2)
    d, c = over.symbols("d c", positive=True)
    sigma, failure = case.sigma(c=c, d=d), case.failure(O=same, d=d)
    assert is_zero(sigma.subs(c, 1) - printed.precision(Omega=same, d=d))
    assert is_zero(1 - printed.probability(O=same, d=d) - failure)
    fraction = case.fraction(d=d)
    leading = case.few.right(sigma=sigma) / (2**d / sympy.sqrt(d))  # K over |H| = Theta(2^d / sqrt d)
    ratio = sympy.simplify(sympy.expand_log(sympy.log(leading / fraction), force=True))
    assert ratio.free_symbols == {c}
    assert sympy.limit(sympy.exp(2 * d / 3) / 2**d / failure, d, infinity) == infinity
    assert is_zero(fraction**2 - d * (sympy.exp(2 * d / 3) / 2**d) ** 2)


@refutes("eq-101", evidence="symbolic")
def test_a_maximum_with_the_class_size_less_one_leaves_at_most_one(claim, over):
    """max{A, N-1} >= N-1, so N - max <= 1: the printed value is 0, or above 1/2, or undefined."""
    printed, case = claim("eq-101").statement.loss, claim("eq-101").counterexample
    size, n = over.symbols("H n", positive=True)
    order = {"H": size, "n": n, "O": same}
    # what stands in the maximum: the number of members left out, and all but one
    alpha = printed.left(guess=same, **order)
    meant = claim("lemma-15").statement.loss.right(alpha=alpha, H=size)
    assert is_zero(printed.right(**order, max=lambda first, _: first) - meant)
    assert is_zero(
        printed.right(**order, max=lambda _, second: second) - (1 - 1 / sympy.Integer(case.one)) / 2
    )
    assert is_zero(size - case.greatest(H=size) - case.one)
    for excess in (0, 1, 2, Fraction(1, 2)):  # A = N - 1 + excess leaves 1 - excess: never a loss in (0, 1/2)
        left = case.one - excess
        assert left == 0 or not 0 < (1 - 1 / Fraction(left)) / 2 < Fraction(1, 2)
    total = class_size(case.d).size
    at = {"H": total, "n": case.n, "O": lambda value: case.c * value}
    assert printed.right(**at) == case.printed
    alpha = printed.left(guess=same, **at)
    needed = ceil(float(alpha * total))
    assert (needed - 1, needed) == (int(alpha * total), ceil(alpha * total))
    true = least_loss_of_guessing(total, Fraction(needed, total))
    assert true == case.value != case.printed
    assert not printed(guess=lambda _: true, **at)


@corrects("eq-101", evidence="symbolic")
def test_rounded_down_it_is_the_loss_of_guessing(claim, over):
    """ceil(alpha N) = N - floor(x) with x = N - alpha N, for all whole N and real x below it, by z3."""
    said = claim("eq-101").correction
    true = claim("lemma-15").correction.loss.right
    over.every("H", "x")
    size, x = z3.Int("H"), z3.Real("x")
    rounding = {"floor": z3.ToInt, "ceiling": lambda y: -z3.ToInt(-y)}
    solver = z3.Solver()
    solver.set("timeout", Z3_MILLISECONDS)
    solver.add(said.positive(x=x, H=size), size > 0)
    assert solver.check() == z3.sat
    ours = said.value(H=z3.ToReal(size), x=x, floor=lambda y: z3.ToReal(z3.ToInt(y)))
    # lemma 15 at alpha = (H - x)/H: (1 - 1/ceil(H - x))/2
    theirs = true(alpha=1, H=z3.ToReal(size) - x, ceiling=lambda y: z3.ToReal(rounding["ceiling"](y)))
    solver.add(ours != theirs)
    assert solver.check() == z3.unsat
    n, c, whole = over.symbols("n c N", positive=True)
    removed = said.x.right(n=n, c=c, H=whole)
    assert is_zero(whole * (1 - said.alpha(n=n, c=c, H=whole)) - removed)
    assert is_zero(said.alpha(n=n, c=c, H=whole) - claim("eq-101").statement.loss.left(
        guess=same, n=n, H=whole, O=lambda value: c * value
    ))  # fmt: skip
    assert [said.x(x=x, n=1, c=2, H=27) for x in (17, 18, 19)] == [False, True, False]
    for total in (1, 2, 6, 20):
        for part in (Fraction(j, 12) for j in range(12 * total)):
            assert said.positive(x=part, H=total)
            assert said.value(x=part, H=total) == least_loss_of_guessing(total, 1 - part / total)
        assert not said.positive(x=total, H=total)
        assert not said.positive(x=Fraction(-1, 12), H=total)


@refutes("remark-f-same-setup", evidence="exhaustive")
def test_end_to_end_the_printed_loss_divides_by_zero(claim, over):
    case = claim("remark-f-same-setup").counterexample
    for d in over(d=range(4, 65, 2)):
        task = BitSubsetParity(d, tuple(range(d // 2)), supervised=False)
        length = task.sequence_length
        assert case.normaliser(T=length, d=task.d) == case.zero
        assert task.num_labels == 1
        with pytest.raises(ZeroDivisionError, match="Fraction"):
            Fraction(1, case.normaliser(T=length, d=task.d))
        assert not any(case.range(d=task.d, t=t, T=length) for t in range(length + 2))
        if d & (d - 1):  # no tree of sub-tasks
            continue
        longer = BitSubsetParity(d, tuple(range(d // 2)), supervised=True)
        inside = [
            t
            for t in range(d - 1, longer.sequence_length + 2)
            if case.range(d=d, t=t, T=longer.sequence_length)
        ]
        assert inside == list(range(d + 1, longer.sequence_length + 1))


@corrects("remark-f-same-setup", evidence="symbolic")
def test_the_hiding_oracle_is_lawful_for_algorithm_3(claim, over):
    """max_i |v_i| <= ||v||: squared, for three entries with the first the largest; and poly(d) |H|^(-1/3) -> 0."""
    said = claim("remark-f-same-setup").correction
    v, rest, another = over.symbols("v u w", real=True)
    assert sympy.expand((v**2 + rest**2 + another**2) - v**2) == rest**2 + another**2  # not negative
    # an error of length epsilon may stand in one entry: lawful exactly where it is at most sigma there
    for epsilon, sigma in product((Fraction(1, 3), Fraction(1, 2), Fraction(2, 3)), repeat=2):
        assert said.lawful(epsilon=epsilon, sigma=sigma) == (max(epsilon, 0) <= sigma)
    d, c, m, size = over.symbols("d c m H", positive=True)
    assert (said.sigma(c=c, m=m) * m).free_symbols == {c}
    assert is_zero(said.epsilon(H=size) - claim("theorem-4").correction.root(H=size))
    least = claim("remark-f-class-size").correction.bounds.left(d=d)
    ratio = said.epsilon(H=least) / said.sigma(c=1, m=d**40)
    assert sympy.limit(ratio, d, infinity) == 0
    n, g, radius = over.symbols("n G R", positive=True)
    ball = claim("remark-f-gradients-of-the-net").correction.width.right
    width = said.width(n=n, G=g, c=c, R=radius)
    in_ball = claim("remark-f-gradients-of-the-net").correction.radius
    assert is_zero(said.radius(R=radius, m=m) - in_ball(R=radius, m=m))
    assert is_zero(width - ball(n=n, G=g, m=m, sigma=said.sigma(c=c, m=m), R=radius))
    # epsilon <= c/m at the least width m is a bound on n, as c/m falls with m
    assert is_zero(sympy.diff(said.sigma(c=c, m=m), m) + c / m**2)
    [most] = sympy.solve(sympy.Eq(said.epsilon(H=size), said.sigma(c=c, m=width)), n)
    assert is_zero(said.most.right(c=c, H=size, R=radius, G=g) - most)
    for steps in (1, 2, 3):
        at = {"c": 1, "G": 1, "R": 2, "n": steps}
        lawful = bool(said.lawful(epsilon=said.epsilon(H=8), sigma=said.sigma(c=1, m=said.width(**at))))
        assert bool(said.most(**at, H=8)) == lawful == (steps <= 2)
    for bits, supervised in product((8, 16), (False, True)):
        task = BitSubsetParity(bits, tuple(range(bits // 2)), supervised=supervised)
        assert said.normaliser(T=task.sequence_length, d=task.d) == task.num_labels > 0


@corrects("remark-f-gradients-of-the-net", evidence="symbolic")
def test_algorithm_3_stays_in_the_ball_of_lemma_10(claim, over):
    """n steps of eta, each at most G + m sigma (m^2 entries <= sigma have norm <= m sigma); first exit by induction."""
    said = claim("remark-f-gradients-of-the-net").correction
    n, m, g, sigma, radius = over.symbols("n m G sigma R", positive=True)
    here = {"n": n, "m": m, "G": g, "sigma": sigma}
    assert is_zero(sympy.sqrt(m**2 * sigma**2) - m * sigma)
    assert is_zero(n * said.eta(n=n, m=m) * (g + m * sigma) - said.moved(**here))
    ball, width = said.radius(R=radius, m=m), said.width.right(n=n, m=m, G=g, sigma=sigma, R=radius)
    # inside the ball: (moved)^2 <= radius^2 exactly where m >= width
    assert is_zero((ball**2 - said.moved(**here) ** 2) * m**2 / radius**2 - (m - width))
    for width in (Fraction(99, 100), 1, Fraction(101, 100), 4):
        at = {"n": 1, "m": width, "G": 1, "sigma": 0}
        stays = bool(said.moved(**at) <= said.radius(R=1, m=width))
        assert bool(said.width(**at, R=1)) == stays == (width >= 1)
    assert is_zero(said.eta(n=n, m=m) * m - 1 / sympy.sqrt(n))
    for d in (4, 9):
        assert not any(said.range(d=d, t=t, T=d) for t in range(d + 3))
        assert [t for t in range(d + 3) if said.range(d=d, t=t, T=d + 1)] == [d + 1]


@refutes("remark-f-gradients-of-the-net", "remark-e-polynomial-gradients", evidence="exhaustive")
def test_an_algorithm_that_may_go_anywhere_meets_exponential_gradients(claim, over):
    """h_t = relu(W h_(t-1) + A e_z), W a multiple of the identity: the derivatives in all entries of W, three units.

    Computed at every input of d bits; the gradient in A and B only adds squares.
    """
    case = claim("remark-f-gradients-of-the-net").counterexample
    a, b = np.array([[3, -5], [-2, 7], [1, 4]]), np.array([2, -3, 1])
    for d, start in over(d=range(2, 9), h_0=((0, 0, 0), (4, 1, 2))):
        total, constant = 0, {}
        for z in product((0, 1), repeat=d):
            h, slope = np.array(start), np.zeros((3, 3), dtype=int)  # slope: of h_i in W_ij
            for token in z:
                before = case.scale * h + a[:, token]
                slope = (before > 0)[:, None] * (h[None, :] + case.scale * slope)
                h = np.maximum(before, 0)
            total += int(((b[:, None] * slope) ** 2).sum())
            if len(set(z)) == 1:
                constant[z[0]] = b[:, None] * slope
        for v, found in constant.items():
            on = a[:, v] > 0
            expected = case.derivative(d=d) * np.outer(b, a[:, v]) + case.start(d=d) * np.outer(b, start)
            assert (found == expected)[np.ix_(on, on)].all()
            product_of_sums = int((b[on] ** 2).sum() * (a[on, v] ** 2).sum())
            one_input = Fraction(int((found**2).sum()), 2**d)
            assert one_input >= case.mean(d=d) * product_of_sums
            assert any(start) or one_input == case.mean(d=d) * product_of_sums
            assert Fraction(total, 2**d) > one_input
    assert [case.least(d=d) for d in (1, 2, 3)] == [False, True, True]
    growth = [case.mean(d=d + 1) / case.mean(d=d) for d in range(4, 60)]
    assert min(growth) > 2  # exponential


def mean_of_active(polynomial, active, m):
    """The mean of a polynomial of a binomial number of m units, each active with probability 1/2.

    The mean of k (k-1) ... (k-r+1) is m (m-1) ... (m-r+1) / 2^r.
    """
    total, rest = sympy.Integer(0), sympy.Poly(sympy.expand(polynomial), active)
    while not rest.is_zero:
        r, leading = rest.degree(), rest.LC()
        falling = [sympy.prod([x - j for j in range(r)]) for x in (m, active)]
        total += leading * falling[0] / 2**r
        rest = sympy.Poly(sympy.expand(rest.as_expr() - leading * falling[1]), active)
    return sympy.factor(total)


@refutes("remark-f-gradients-of-the-net", evidence="symbolic")
def test_the_product_of_the_two_sums_does_not_shrink_with_the_width(claim, over):
    """Given that k units are active the sums are independent: of k squares of N(0, s), mean k s, square k (k+2) s^2.

    A sign says nothing of a square, so that the active weights have the same squares as any.
    """
    case = claim("remark-f-gradients-of-the-net").counterexample
    drawn = claim("remark-3-initialization").statement
    m, k = over.symbols("m k", positive=True)
    z = sympy.Symbol("z", real=True)
    density = sympy.exp(-(z**2) / 2) / sympy.sqrt(2 * sympy.pi)
    second, fourth = (sympy.integrate(z**r * density, (z, -sympy.oo, sympy.oo)) for r in (2, 4))
    ends = drawn.hidden(m=m), drawn.output(m=m)
    first = [s * second * k for s in ends]
    squares = [s**2 * (fourth * k + second**2 * k * (k - 1)) for s in ends]
    mean = mean_of_active(first[0] * first[1], k, m)
    spread = mean_of_active(squares[0] * squares[1], k, m) - mean**2
    assert is_zero(mean - case.expected(m=m))
    assert is_zero(spread - case.spread(m=m))
    assert sympy.limit(case.expected(m=m), m, infinity) == case.half
    assert sympy.limit(case.spread(m=m), m, infinity) == 0  # Chebyshev: near one half
    for width in (1, 2, 5):  # the binomial means once more, term by term
        counted = sum(Fraction(comb(width, j), 2**width) * j**2 for j in range(width + 1))
        assert mean_of_active(k**2, k, m).subs(m, width) == counted


@supports("remark-f-finite-precision", evidence="symbolic")
def test_the_precisions_for_which_both_halves_speak_of_algorithm_3(claim, over):
    """An error of length epsilon may stand in one entry; lemma 5 allows a constant over m; c H^(1/3)/m is unbounded."""
    said = claim("remark-f-finite-precision").reading
    positive, hidden = claim("lemma-5").statement, claim("theorem-4").correction
    d = over.symbols("d", positive=True)
    over.every("H", "sigma", "c", "m", positive=True)
    for eighth in (1, 8, 27, 64):
        for tenth in range(1, 14):
            sigma = Fraction(tenth, 12)
            lawful = hidden.root(H=eighth) <= sigma
            allowed = sigma <= 3 * positive.precision(m=4, O=same)
            assert bool(said.range(H=eighth, sigma=sigma, c=3, m=4)) == bool(lawful and allowed)
    least = claim("remark-f-class-size").correction.bounds.left(d=d)
    assert sympy.limit(hidden.root(H=least) * d**40, d, infinity) == 0


@supports("remark-f-footnote-17", evidence="exhaustive")
def test_a_bound_on_the_one_run_is_enough(claim, over):
    """p_(w,v) = w chi_1 + v^2 chi_2 from (0, 0): the run of mean gradients never leaves v = 0, where E||grad||^2 = 1.

    Elsewhere it is 1 + 4 v^2, without bound; still the fraction told obeys the bound with the variance on the run.
    """
    bound = claim("lemma-12").correction.revealed
    for d in over(d=(4, 6)):
        size, precision = comb(d, d // 2), Fraction(2, 5)
        masks, inputs = subset_masks(d), np.arange(1 << d)
        at_zero = np.stack([parity(int(masks[0]), inputs), np.zeros(1 << d, dtype=int)], axis=1)
        found = gradient_variance(at_zero, d)
        assert found.mean_square_gradient == 1
        assert Fraction(found.moved(precision), size) == Fraction(1, size)
        assert Fraction(1, size) <= bound(n=1, V=found.variance, sigma=precision) < Fraction(1, 3)
        far = np.stack([parity(int(masks[0]), inputs), 2 * 100 * parity(int(masks[1]), inputs)], axis=1)
        assert gradient_variance(far, d).mean_square_gradient == 1 + 4 * 100**2
        # there even a variance of lemma 14's size tells nothing of the run: the bound would be vacuous
        assert bound(n=1, V=gradient_variance(far, d).variance, sigma=precision) > 1


@supports("remark-f-footnote-18", evidence="exhaustive")
@follows("remark-f-footnote-18", evidence="exhaustive")
def test_one_sample_at_a_time_the_subset_is_found_by_elimination(claim, over):
    """At w = 0 the one-sample gradient of log(1 + exp(-y p)), p = w_0 + <w, x>, is -y/2 (1, x).

    An answer of an oracle lies in an interval around each entry; whether y and x can be read from it is a question
    of the ends of these intervals. Read, any samples of full rank give the subset, for every target.
    """
    said = claim("remark-f-footnote-18").consequence
    for precision in over(precision=[Fraction(1, 8), Fraction(6, 25), Fraction(1, 4), Fraction(1, 3)]):
        ends = {
            bit: [abs(-Fraction(y * bit, 2) + e) for y in (-1, 1) for e in (-precision, precision)]
            for bit in (0, 1)
        }
        readable = max(ends[0]) < min(ends[1])  # and then the sign of the first entry is that of -y
        assert said.precision(sigma=precision) == readable
    for d in over(d=(4, 6, 8)):
        upper, lower = np.triu(np.ones((d, d), dtype=int)), np.tril(np.ones((d, d), dtype=int))
        for samples in (upper[::-1], lower @ upper % 2, np.concatenate([lower, upper])):
            for mask in subset_masks(d):
                target = (int(mask) >> np.arange(d)) & 1
                y = 1 - 2 * ((samples @ target) % said.field)
                answers = -y[:, None] / 2 * np.concatenate([np.ones((len(samples), 1)), samples], axis=1)
                for worst in (-1 / 8, 1 / 8):
                    labels = -np.sign((answers + worst)[:, 0])
                    read = (np.abs((answers + worst)[:, 1:]) > 1 / 4).astype(int)
                    found = solve_over_gf2(read, ((1 - labels) // 2).astype(int))
                    assert found is not None
                    assert (found == target).all()
                if len(samples) > d:  # more samples than needed: one wrong label among them is noticed
                    assert solve_over_gf2(samples, (samples @ target + (np.arange(2 * d) == d)) % 2) is None


@follows("remark-f-exponential-steps", evidence="exhaustive")
def test_with_exact_gradients_one_step_finds_every_target(claim, over):
    """p_w = |H|^(-1/2) sum_S w_S chi_S: E||grad||^2 = 1 and Var = (1 - 1/|H|)/(4|H|), yet one exact step learns all."""
    said = claim("remark-f-exponential-steps").consequence
    for d in over(d=(4, 6)):
        features = parities(d)  # times |H|^(-1/2)
        size = len(features)
        for target in features:
            # grad = -E[y/2 chi_S] |H|^(-1/2); the factor |H|^(-1/2) twice is positive and leaves the sign alone
            step = correlations(target, d) / Fraction(2 << d)
            assert (np.sign((step @ features).astype(float)) == target).all()
        found = gradient_variance(features.T, d)  # of the features without |H|^(-1/2)
        assert found.mean_square_gradient / size == said.energy
        assert found.variance / size == (1 - Fraction(1, size)) / (4 * size)
