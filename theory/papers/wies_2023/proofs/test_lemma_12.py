"""Lemma 12 and eq 82: an oracle that tells nothing, and what a predictor that was told nothing can do.

The corrected bounds are *attained*: :func:`extremal_run` is a model, an algorithm and an oracle for which the share
of lost targets equals the bound, so that a bound with any error in it is refused.
"""

from fractions import Fraction
from itertools import combinations_with_replacement
from math import comb

import numpy as np
import sympy
import z3

from theory.hardness import (
    bent_function,
    correlations,
    gradient_variance,
    least_loss_of_guessing,
    loss_to_every_parity,
    run_hiding_oracle,
    subset_masks,
)
from theory.hardness.parities import parity
from theory.ledger import corrects, refutes, supports

#: Just below one half, the distance from the mean of the two targets that each step of the extremal run tells.
JUST_BELOW = Fraction(1, 2) - Fraction(1, 10**9)
#: What is true here z3 finds in a fraction of this; what is not it may never decide.
Z3_MILLISECONDS = 5000


def parities(d):
    """The tables of all members of the class, (|H|, 2^d)."""
    return parity(subset_masks(d)[:, None], np.arange(1 << d))


def losses_of(predictor, d):
    """The zero-one loss against every parity, by counting inputs."""
    return [Fraction(int((predictor != target).sum()), 1 << d) for target in parities(d)]


def share(truths):
    return Fraction(int(np.sum(truths)), len(truths))


class Extremal:
    """Query t sees the gradient chi_(2t+1) - chi_(2t+2) of the model: -1/2 and 1/2 for two targets, 0 for all others.

    So the mean over targets is 0 and E||grad p||^2 = 2. (One parameter theta that is t at query t, a polynomial in
    theta for each input.) The algorithm returns the target that an answer gives away, else parity 0.
    """

    def __init__(self, d):
        self.d, self.size = d, comb(d, d // 2)
        self.table = parities(d)

    def gradients(self, state):
        t = state[0]
        g = self.table[2 * t + 1] - self.table[2 * t + 2]
        return -correlations(g, self.d)[:, None] / Fraction(2 << self.d)

    def update(self, state, answer):
        t, found = state
        if answer[0] != 0:
            found = 2 * t + (1 if answer[0] < 0 else 2)
        return t + 1, found

    def run_alone(self, target, steps, precision):
        """The run of one target against its own oracle, and whether an answer ever was not the mean."""
        state, revealed = (0, 0), False
        for _ in range(steps):
            table = self.gradients(state)
            mean = sum(table) / len(table)
            hidden = ((table[target] - mean) ** 2).sum() <= precision**2
            answer = mean if hidden else table[target]
            assert ((answer - table[target]) ** 2).sum() <= precision**2  # the oracle is lawful
            revealed, state = revealed or not hidden, self.update(state, answer)
        return state[1], revealed

    def lost(self, steps, precision):
        """The loss that each target ends with, and which targets were told."""
        found = [self.run_alone(target, steps, precision) for target in range(self.size)]
        losses = [losses_of(self.table[answer], self.d)[target] for target, (answer, _) in enumerate(found)]
        return np.array(losses), np.array([revealed for _, revealed in found])


def printed_meaning(d, predictor, guess, n, epsilon):
    """What the names of eq 82 stand for, for one predictor against every target."""
    return {
        "P_h": share,
        "E_x": lambda values: np.array([share(row) for row in values], dtype=object),
        "l": np.not_equal,
        "h": lambda x: parities(d)[:, x],
        "p_A": lambda x: predictor[x],
        "x": np.arange(1 << d),
        "guess": guess,
        "n": n,
        "epsilon": epsilon,
    }


@refutes("lemma-12", "eq-82", "remark-f-direct-corollary", evidence="exhaustive")
def test_a_predictor_outside_the_class_beats_the_guessing_error_against_all_targets(claim, over):
    """The gradient of the model is the same at every w, and so is the variance for the logistic loss."""
    printed, case = claim("lemma-12").statement, claim("lemma-12").counterexample
    eq_82, again = claim("eq-82").statement, claim("eq-82").counterexample
    corollary = claim("remark-f-direct-corollary").counterexample
    d = case.d
    assert d == again.d == corollary.d == 4
    bent = np.array([case.bent(x=x, abs=int.bit_count) for x in range(1 << d)])
    assert set(bent.tolist()) == {-1, 1}
    table = parities(d) * Fraction(1)
    models = [case.model(g=bent, w=w, chi_S=table[0], chi_T=table[-1]) for w in (0, 1, 2)]
    assert (models[0] == bent).all()
    assert (models[2] - models[1] == models[1] - models[0]).all()
    assert gradient_variance((models[1] - models[0])[:, None], d).variance == case.variance > 0
    assert case.epsilon**3 == case.variance
    assert again.epsilon == case.epsilon
    assert printed.epsilon(epsilon=sympy.Rational(case.epsilon), varsup=sympy.Rational(case.variance))
    assert case.n == again.n == 1
    alpha = 1 - case.n * case.epsilon
    assert 0 < alpha < 1
    claimed = least_loss_of_guessing(case.size, alpha)
    losses = losses_of(bent, d)
    assert (
        losses == [case.loss] * case.size == [again.loss] * comb(d, d // 2) == [corollary.loss] * len(losses)
    )
    assert claimed == case.claimed == again.claimed == corollary.claimed > case.loss
    for bound in (printed.bound, eq_82.bound):
        levels = []

        def guess(alpha, size=case.size, levels=levels):
            levels.append(alpha)
            return least_loss_of_guessing(size, Fraction(alpha))

        meaning = printed_meaning(d, bent, guess, case.n, case.epsilon)
        assert not bound(**meaning)
        assert (bound.left(**meaning), bound.right(**meaning)) == (0, case.sure)
        assert set(levels) == {alpha}
        # the level that it does reach satisfies the printed inequalities, at epsilon = 0 with equality
        for epsilon in (case.epsilon, 0):
            assert bound(**printed_meaning(d, bent, lambda alpha: case.loss, case.n, epsilon))
    for d in over(d=range(4, 17, 2)):
        by_ones = [(1, 1, -1, -1)[x.bit_count() % 4] for x in range(1 << d)]
        assert bent_function(d).tolist() == by_ones
        losses = loss_to_every_parity(bent_function(d), d)
        member = case.member(H=comb(d, d // 2))
        assert case.least(d=d)
        assert set(losses) == {case.every(d=d)}
        assert case.every(d=d) < member
        for n, part in ((1, Fraction(1, 2)), (3, Fraction(99, 100)), (1, Fraction(1)), (2, Fraction(3, 2))):
            epsilon = part / comb(d, d // 2) / n
            level = least_loss_of_guessing(comb(d, d // 2), 1 - n * epsilon)
            assert case.small(n=n, epsilon=epsilon, H=comb(d, d // 2)) == (level == member)
        if d == case.d:
            assert losses == losses_of(bent_function(d), d) == losses_of(bent, d)
    assert [case.least(d=d) for d in (2, 3, 4)] == [False, False, True]
    assert case.every(d=2) == case.member(H=2)  # so the domain begins where it has to


@refutes("lemma-12", "eq-82", evidence="symbolic")
def test_its_correlation_with_every_parity_at_every_d_and_the_printed_form(claim, over):
    """The sum over x of weight j of a parity of k = d/2 bits is the coefficient of z^j in (1-z)^k (1+z)^k.

    That is (1 - z^2)^k. Signs +, +, -, - by |x| mod 4 take the coefficient of z^(2i), (-1)^i C(k, i), with sign
    (-1)^i, and the odd ones are 0: in all sum_i C(k, i) = 2^k, so the loss is (1 - 2^-k)/2. The class has more
    than 2^k members for k >= 2, so that is less than (1 - 1/|H|)/2.
    """
    case, printed = claim("lemma-12").counterexample, claim("lemma-12").statement
    z = over.symbols("z")
    i, k = sympy.symbols("i k", integer=True, positive=True)
    over.every("d", even=True)
    assert sympy.expand((1 - z) * (1 + z) - (1 - z**2)) == 0
    total = sympy.simplify(sympy.summation((-1) ** i * (-1) ** i * sympy.binomial(k, i), (i, 0, k)))
    assert sympy.simplify((1 - total / 4**k) / 2 - case.every(d=2 * k)) == 0
    for half in range(1, 5):
        coefficients = sympy.Poly((1 - z**2) ** half, z).all_coeffs()[::-1]
        signs = [case.bent(x=(1 << j) - 1, abs=int.bit_count) for j in range(len(coefficients))]
        assert sum(sign * c for sign, c in zip(signs, coefficients, strict=True)) == 2**half
    # |H| = C(2k, k) grows by (4k+2)/(k+1) a step, at least 2; at k = 2 it is 6 > 4.
    growth = sympy.combsimp(sympy.binomial(2 * k + 2, k + 1) / sympy.binomial(2 * k, k))
    assert sympy.simplify(growth - 2 - 2 * k / (k + 1)) == 0
    assert comb(4, 2) == case.size > 2**2
    # Printed: the fraction of eq 81 and the probability are one number, 1 - n epsilon, epsilon^3 = sup Var.
    n, e = over.symbols("n epsilon", positive=True)
    for bound in (printed.bound, claim("eq-82").statement.bound):
        meaning = {"P_h": lambda truths: truths, "E_x": lambda losses: losses, "l": lambda a, b: e, "x": 0}
        meaning |= {"h": lambda x: 0, "p_A": lambda x: 0, "guess": lambda alpha: alpha}
        assert (
            sympy.simplify(
                bound.right(n=n, epsilon=e) - 1 + claim("lemma-12").correction.balanced(n=n, epsilon=e)
            )
            == 0
        )
        level = bound.left(**meaning, n=n, epsilon=e).args[1]
        assert sympy.simplify(level - bound.right(n=n, epsilon=e)) == 0
    assert printed.epsilon.right(varsup=e**3) == e
    assert printed.precision(epsilon=e, Omega=lambda value: value) == e


@refutes("eq-82", evidence="exhaustive")
def test_an_average_is_not_a_bound_at_each_target(claim, over):
    """Always return one of the parities: its own target has loss 0."""
    case, bound = claim("eq-82").counterexample, claim("eq-82").statement.bound
    for d in over(d=(case.d,)):
        for own, target in enumerate(parities(d)):
            meaning = printed_meaning(
                d, target, lambda alpha: least_loss_of_guessing(6, Fraction(alpha)), case.n, case.epsilon
            )
            assert losses_of(target, d)[own] == case.own
            assert bound.left(**meaning) == case.probability < bound.right(**meaning) == case.sure
            assert not bound(**meaning)


@corrects("lemma-12", "eq-82", "remark-f-iterations", "remark-f-perform-similarly", evidence="exhaustive")
def test_the_losses_are_counted_and_the_bound_is_attained(claim, over):
    """Each target alone against its own oracle: the lost ones are exactly as many as the bound allows."""
    said, again = claim("lemma-12").correction, claim("eq-82").correction
    iterations, similar = (
        claim("remark-f-iterations").correction,
        claim("remark-f-perform-similarly").correction,
    )
    for d, n in over(d=(4, 6), n=(1, 2)):
        extremal = Extremal(d)
        size = extremal.size
        variance = gradient_variance((extremal.table[1] - extremal.table[2])[:, None], d).variance
        losses, revealed = extremal.lost(n, JUST_BELOW)
        run = run_hiding_oracle(extremal.gradients, extremal.update, (0, 0), n, JUST_BELOW)
        assert (run.revealed == revealed).all()
        assert run.revealed_fraction == float(share(revealed))
        assert run.bounds == (variance / JUST_BELOW**2,) * n
        assert run.final == (n, 0)
        half = {"n": n, "V": variance, "sigma": Fraction(1, 2)}  # where the bound is attained, in the limit
        assert share(revealed) == said.revealed(**half) == similar.revealed(**half) < 1
        kept = share(losses > said.level(tau=1))
        assert kept == said.probability(**half, tau=1, H=size) > 0
        # nothing is told at that precision itself
        assert not extremal.lost(n, Fraction(1, 2))[1].any()
        assert not run_hiding_oracle(
            extremal.gradients, extremal.update, (0, 0), n, Fraction(1, 2)
        ).revealed.any()
        # epsilon^3 = Var where all gradients are scaled so that they have length epsilon
        epsilon = 4 * variance
        assert epsilon**3 == variance * (2 * epsilon) ** 2
        assert share(revealed) == said.balanced(n=n, epsilon=epsilon)
        assert share(~revealed) == iterations.probability(n=n, epsilon=epsilon)
        assert kept == again.probability(n=n, epsilon=epsilon, tau=1, H=size)
        assert again.level(tau=1) == said.level(tau=1)


@corrects("lemma-12", "eq-82", "remark-f-direct-corollary", evidence="exhaustive")
def test_few_parities_are_correlated_with_one_predictor(claim, over):
    """#{h : correlation >= tau} <= 1/tau^2, attained by p = k^(-1/2) (sum of k parities); d = 4: all 2^16 of signs."""
    said, again = claim("lemma-12").correction, claim("eq-82").correction
    corollary = claim("remark-f-direct-corollary").correction
    for d, k in over(d=(4, 6), k=(1, 2, 3, 5)):
        table = parities(d)
        size = len(table)
        tau = 1 / sympy.sqrt(k)
        for scale in (Fraction(9, 10), Fraction(1), Fraction(11, 10)):
            sums = table[:k].sum(axis=0)  # p = scale k^(-1/2) sums
            found = [scale * tau * Fraction(int(c), 1 << d) for c in table @ sums]
            correlated = sum(bool(c >= tau) for c in found)
            whole = said.norm(
                x=0,
                p=lambda x, s=scale, t=tau, v=sums: np.array([s * t * int(value) for value in v]),
                E_x=lambda v: sum(v) / len(v),
            )
            assert bool(whole) == (scale <= 1)
            if scale == 1:
                for bessel in (said.correlated, corollary.correlated):
                    assert bessel(tau=tau, H=size) == Fraction(correlated, size) == Fraction(k, size)
            elif scale > 1:  # one more than the norm allows: beyond the bound at its own largest correlation
                assert correlated > said.correlated(tau=scale * tau, H=size) * size
        for predictor in (table[0], bent_function(d), np.where(table[:3].sum(axis=0) > 0, 1, -1)):
            assert set(predictor.tolist()) == {-said.sign, said.sign}
            for loss, c in zip(losses_of(predictor, d), table @ predictor, strict=True):
                assert (
                    loss
                    == said.level(tau=Fraction(int(c), 1 << d))
                    == again.level(tau=Fraction(int(c), 1 << d))
                )
    signs = parities(4)
    predictors = 1 - 2 * ((np.arange(1 << 16)[:, None] >> np.arange(16)) & 1)
    sums = np.sort(predictors @ signs.T, axis=1)[:, ::-1].clip(min=0)  # of 16, largest first
    for rank in range(1, 7):
        largest = int(sums[:, rank - 1].max())
        if largest:
            assert said.correlated(tau=Fraction(largest, 16), H=6) * 6 >= rank


@corrects(
    "lemma-12",
    "eq-82",
    "remark-f-iterations",
    "remark-f-perform-similarly",
    "remark-f-direct-corollary",
    evidence="symbolic",
)
def test_the_two_inequalities_of_the_corrected_lemma(claim, over):
    """Chebyshev and Bessel, at one target, for all reals; summed over targets they are the corrected lemma.

    A target whose squared distance u from the mean gradient exceeds sigma^2 pays sigma^2 <= u; so of |H| targets at
    most |H| Var / sigma^2 do. One with correlation c >= tau pays tau^2 <= c^2; and the squares of one predictor's
    correlations sum to at most E[p^2] = 1 (eq 90's Parseval). A union over n steps and the predictor ends it: the
    oracle that answers with the mean where it may is lawful, and all targets it hides see one run.
    """
    said, again = claim("lemma-12").correction, claim("eq-82").correction
    iterations, similar = (
        claim("remark-f-iterations").correction,
        claim("remark-f-perform-similarly").correction,
    )
    corollary = claim("remark-f-direct-corollary").correction
    over.every("u", "sigma", "c", "tau", real=True)
    u, sigma, c, tau = z3.Reals("u sigma c tau")
    premises = [u >= 0, sigma > 0, tau > 0]
    for revealed in (said.revealed, similar.revealed):
        one_step = revealed(n=1, V=u, sigma=sigma)  # linear in V: the mean over targets is the bound at Var
        assert z3_says(premises, u > sigma * sigma, one_step < 1) == z3.unsat
        assert z3_says(premises, u > sigma * sigma, one_step < Fraction(11, 10)) == z3.sat  # it is attained
    for bessel in (said.correlated, corollary.correlated):
        one_target = bessel(tau=tau, H=1) * c * c
        assert z3_says(premises, c >= tau, one_target < 1) == z3.unsat
        assert z3_says(premises, c >= tau, one_target <= 1) == z3.sat
    n, v, s, t, size, e = over.symbols("n V sigma tau H epsilon", positive=True)
    revealed, bessel = said.revealed(n=n, V=v, sigma=s), said.correlated(tau=t, H=size)
    assert sympy.simplify(revealed - n * said.revealed(n=1, V=v, sigma=s)) == 0  # a union over the steps
    assert sympy.simplify(revealed - similar.revealed(n=n, V=v, sigma=s)) == 0
    assert sympy.simplify(said.probability(n=n, V=v, sigma=s, tau=t, H=size) - (1 - revealed - bessel)) == 0
    at_epsilon = {v: e**3, s: e}
    balanced = sympy.simplify(revealed.subs(at_epsilon))
    assert sympy.simplify(said.balanced(n=n, epsilon=e) - balanced) == 0
    for probability in (iterations.probability, corollary.same):
        assert sympy.simplify(probability(n=n, epsilon=e) - (1 - balanced)) == 0
    assert sympy.simplify(again.probability(n=n, epsilon=e, tau=t, H=size) - (1 - balanced - bessel)) == 0
    # the correlation of signs is 1 - 2 loss; Bessel's inequality asks for E[p^2] <= 1
    for level in (said.level, again.level):
        assert sympy.simplify(1 - 2 * level(tau=t) - t) == 0
    assert [said.norm(x=0, p=lambda x, r=r: r, E_x=lambda w: w) for r in (0, 1, Fraction(101, 100))] == [
        True, True, False,
    ]  # fmt: skip
    assert {said.sign**2} == {1}  # a predictor of signs has just that norm
    assert said.sign > 0


@supports("remark-f-randomized", evidence="exhaustive")
def test_each_setting_of_the_coins_is_an_algorithm_of_its_own(claim, over):
    """A coin moves the queries of the extremal run, so that other targets are told; all targets under each coin."""
    said = claim("remark-f-randomized").reading
    for d, n in over(d=(4, 6), n=(1, 2)):
        revealed = []
        for coin in over(coin=(0, 1)):
            extremal = Extremal(d)
            extremal.table = np.roll(extremal.table, -2 * n * coin, axis=0)  # the targets are renamed
            _, renamed = extremal.lost(n, JUST_BELOW)
            revealed.append(set((np.flatnonzero(renamed) + 2 * n * coin) % extremal.size))
            variance = gradient_variance((extremal.table[1] - extremal.table[2])[:, None], d).variance
            assert share(renamed) == said.revealed(n=n, V=variance, sigma=Fraction(1, 2))
            if n == 1:
                assert len(revealed[-1]) == said.each
        if n == 1:
            assert len(set.union(*revealed)) == said.together


@supports("remark-f-randomized", evidence="symbolic")
def test_the_bound_of_each_setting_is_that_of_the_corrected_lemma(claim, over):
    said, lemma = claim("remark-f-randomized").reading, claim("lemma-12").correction
    n, v, sigma = over.symbols("n V sigma", positive=True)
    at = {"n": n, "V": v, "sigma": sigma}
    assert sympy.simplify(said.revealed(**at) - lemma.revealed(**at)) == 0


def z3_says(premises, event, negated):
    solver = z3.Solver()
    solver.set("timeout", Z3_MILLISECONDS)
    solver.add(*premises, event, negated)
    return solver.check()


def quadratic_model(d, rng):
    """Gradients of half the square loss for p_w(x) = sum_k w_k g_k(x): G w - c_h, in integers over 2^d."""
    g = rng.integers(-2, 3, size=(1 << d, 3))
    gram, moments = g.T @ g, correlations(g, d)
    return lambda w: (gram @ w)[None, :] - moments, g


@corrects("lemma-12", "eq-82", evidence="numeric")
def test_on_random_models_every_target_alone_and_its_loss(claim, over):
    """The precision is just below the largest distance, so that some targets are told and the bound says something."""
    said, again = claim("lemma-12").correction, claim("eq-82").correction
    over.sample(6, "linear models of three features, exact, each target run alone", seed=12)
    rng, steps, kept, strict = np.random.default_rng(12), 2, [], 0
    for d, _ in over(d=(6, 8), model=range(3)):
        gradients, features = quadratic_model(d, rng)
        size = len(subset_masks(d))
        start = np.array([Fraction(0)] * 3)
        table = gradients(start)
        distances = ((table - table.sum(axis=0) / Fraction(size)) ** 2).sum(axis=1)
        precision = Fraction(int(np.sqrt(float(max(distances)))))
        targets = parities(d)

        def update(w, answer, d=d):
            return w - answer / Fraction(8 << d)

        run = run_hiding_oracle(gradients, update, start, steps, precision)
        ends, revealed = [], []
        for target in range(size):
            w, ever = start, False
            for _ in range(steps):
                own = gradients(w)
                mean = own.sum(axis=0) / size
                distance = ((own[target] - mean) ** 2).sum()
                ever |= bool(distance > precision**2)
                w = update(w, own[target] if distance > precision**2 else mean)
            ends.append(w)
            revealed.append(ever)
            if not run.revealed[target]:
                assert not ever
                assert (w == run.final).all()
        variance = distances.sum() / size
        assert (run.revealed == revealed).all()
        assert share(revealed) <= said.revealed(n=steps, V=variance, sigma=precision) < 1
        losses = np.array(
            [
                Fraction(int((np.where(features @ w > 0, 1, -1) != target).sum()), 1 << d)
                for w, target in zip(ends, targets, strict=True)
            ]
        )
        for tau in (Fraction(3, 10), Fraction(1, 2), Fraction(9, 10)):
            bound = said.probability(n=steps, V=variance, sigma=precision, tau=tau, H=size)
            assert share(losses > said.level(tau=tau)) >= bound
            assert said.level(tau=tau) == again.level(tau=tau)
            strict += bound > 0
        kept.append(share(revealed))
    assert min(kept) > 0
    assert strict >= 6


@refutes("remark-f-iterations", evidence="symbolic")
def test_at_the_printed_number_of_iterations_one_target_in_six_is_told(claim, over):
    """The share and so the numbers are the same at every |H| divisible by the number of targets (d = 4, 10, ...)."""
    printed, case = claim("remark-f-iterations").statement.few, claim("remark-f-iterations").counterexample
    size = over.symbols("H", positive=True)  # of which one in six has the gradient
    rare = size / case.targets
    mean = (rare * case.gradient + (size - rare) * case.rest) / size
    variance = sympy.simplify(
        (rare * (case.gradient - mean) ** 2 + (size - rare) * (case.rest - mean) ** 2) / size
    )
    assert variance == case.variance
    assert case.targets == comb(4, 2)  # d = 4, by the model itself: p_w = 2 gradient w chi_S, logistic loss
    table = case.rest + (case.gradient - case.rest) * 2 * parities(4)[0][:, None] * Fraction(1)
    assert gradient_variance(table, 4).variance == case.variance
    assert printed(n=case.n, V=sympy.Rational(case.variance))
    assert not printed(n=case.n + 1, V=sympy.Rational(case.variance))  # so n is the largest that is allowed
    assert printed(n=case.n, V=1)  # with equality
    assert printed.right(V=sympy.Rational(1, 8)) == 2 == 1 / sympy.Rational(1, 8) ** sympy.Rational(1, 3)
    apart = case.apart(V=sympy.Rational(case.variance))
    assert case.gradient - case.rest > apart
    epsilon = claim("lemma-12").statement.epsilon.right(varsup=sympy.Rational(case.variance))
    assert sympy.simplify(apart - 2 * epsilon) == 0  # two balls of the lemma's precision
    assert case.probability == 1 - Fraction(1, case.targets)


@supports("remark-f-reduction", evidence="symbolic")
def test_a_constant_predictor_loses_the_minority_at_each_input(claim, over):
    """With q = P_h[h(x) = 1] the best guess at x loses min(q, 1 - q), and two members disagree with u = 2 q (1 - q).

    min(q, 1 - q) is the bound at E = u; the bound is convex in E, so by Jensen's inequality it holds for the mean.
    """
    said = claim("remark-f-reduction").reading
    s = over.symbols("s", positive=True)  # q = 1/2 - s
    q = sympy.Rational(1, 2) - s
    assert sympy.simplify(said.bound(E=sympy.expand(2 * q * (1 - q))) - q) == 0
    e = over.symbols("E", positive=True)
    bend = sympy.simplify(sympy.diff(said.bound(E=e), e, 2) * (1 - 2 * e) ** sympy.Rational(3, 2))
    assert bend == sympy.Rational(1, 2)  # so the second derivative is positive below 1/2
    assert said.bound(E=said.half) == said.half
    size = over.symbols("H", positive=True)
    guessing = claim("lemma-12").counterexample.member(H=size)  # the guessing error of the parities
    assert sympy.limit(guessing, size, sympy.oo) == said.half
    assert sympy.limit(said.bound(E=guessing), size, sympy.oo) == said.half


@supports("remark-f-guessing-necessary", evidence="exhaustive")
def test_some_member_is_no_worse_than_the_error_of_guessing(claim, over):
    """The mean over the members of their mean losses is E, so that the least is at most E. Parities attain it."""
    said, attained, below = claim("remark-f-guessing-necessary").reading, 0, 0
    for d in over(d=(2, 4, 6)):
        classes = [parities(d)]
        if d == 2:
            functions = 1 - 2 * ((np.arange(16)[:, None] >> np.arange(4)) & 1)
            classes += [np.array(c) for k in (1, 2, 3) for c in combinations_with_replacement(functions, k)]
        for table in classes:
            losses = [Fraction(int((member != table).sum()), table.size) for member in table]
            error = sum(losses) / len(table)
            assert said.best(L=min(losses), E=error)
            attained += min(losses) == error > 0
            below += min(losses) < error
    assert said.best(L=0, E=1)
    assert not said.best(L=1, E=0)
    assert attained > 0 < below


@supports("remark-f-reduction", evidence="exhaustive")
def test_every_predictor_and_every_small_class(claim, over):
    """All predictors: on two bits against every third class of at most three functions, on four against the class."""
    said, attained = claim("remark-f-reduction").reading, 0
    for d in over(d=(2, 4)):
        predictors = 1 - 2 * ((np.arange(1 << (1 << d))[:, None] >> np.arange(1 << d)) & 1)
        classes = [parities(d)]
        if d == 2:
            classes += [np.array(c) for k in (1, 2, 3) for c in combinations_with_replacement(predictors, k)]
        for table in classes[:: 1 if d == 4 else 3]:
            disagree = Fraction(int((table[:, None] != table[None]).sum()), len(table) ** 2 << d)
            least = min((predictors[:, None, :] != table[None]).sum(axis=(1, 2)))
            mean = Fraction(int(least), len(table) << d)
            bound = said.bound(E=disagree)
            assert bool(mean >= bound)
            attained += bool(mean == bound) and disagree > 0
    assert attained > 0
