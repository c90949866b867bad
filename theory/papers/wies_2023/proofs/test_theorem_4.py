"""Theorem 4: its rates, the size of the class, eq 101, and whether both halves of corollary 1 share a set-up."""

from fractions import Fraction
from itertools import product
from math import ceil, comb

import numpy as np
import pytest
import sympy
import z3

from theory.hardness import (
    class_size,
    correlations,
    end_to_end_guarantee,
    flat_predictor,
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
    # Nothing is told, so n epsilon = 0, and still the bent predictor's loss is below E^{H,1,l} for every target.
    for bits in range(4, 17, 2):
        total = class_size(bits).size
        losses = loss_to_every_parity(flat_predictor(bits), bits)
        assert max(losses) < case.member(H=total) == least_loss_of_guessing(total, Fraction(1))


def composed(claim, n, g, sigma, tau, size):
    """Lemma 12's probability with lemma 14's variance: theorem 4 from its corrected parts."""
    variance = claim("lemma-14").correction.bound.right(G=g, H=size)
    return claim("lemma-12").correction.probability(n=n, V=variance, sigma=sigma, tau=tau, H=size)


@corrects("theorem-4", "remark-f-follows-directly", "remark-f-probability", evidence="symbolic")
@supports("remark-f-exponential-steps", evidence="symbolic")
def test_the_corrected_rates(claim, over):
    """Var <= G^2/(4|H|) (lemma 14), told and correlated (lemma 12): put together, balanced, solved for the steps."""
    said, again = claim("theorem-4").correction, claim("remark-f-follows-directly").correction
    likely, steps = claim("remark-f-probability").correction, claim("remark-f-exponential-steps").reading
    lemma = claim("lemma-12").correction
    n, g, size, sigma, tau, q, d, c = over.symbols("n G H sigma tau q d c", positive=True)
    here = {"n": n, "G": g, "sigma": sigma, "tau": tau, "H": size}
    whole = composed(claim, n, g, sigma, tau, size)
    assert is_zero(said.probability(**here) - whole)
    assert is_zero(again.probability(**here) - whole)
    for level in (said.level, again.level, steps.level):
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
    told = lemma.told(n=n, V=claim("lemma-14").correction.bound.right(G=g, H=class_of), sigma=precision)
    ratio = sympy.simplify(
        sympy.powsimp(sympy.expand_log(sympy.log(told / said.printed(O=same, n=n, G=g, d=d)), force=True))
    )
    assert ratio.free_symbols == {c}
    assert sympy.exp(sympy.Rational(2, 3)) < 2  # so it decays
    few = claim("theorem-4").counterexample.few.right(sigma=sigma)
    second = lemma.told(n=1, V=claim("lemma-14").correction.bound.right(G=1, H=size), sigma=sigma)
    assert is_zero(second / (few / size) - said.factor)


@corrects("theorem-4", "theorem-4/sharp", "remark-f-follows-directly", evidence="exhaustive")
def test_the_losses_are_counted_and_equal_the_bound(claim, over):
    """Every target alone against its oracle: P_h[loss > 0] is exactly the bound at G^2 = 2, sigma = 1/2, tau = 1."""
    said, again = claim("theorem-4").correction, claim("remark-f-follows-directly").correction
    for d, n in over(d=(4, 6), n=(1, 2)):
        extremal = Extremal(d)
        gradient = extremal.table[1] - extremal.table[2]
        energy = {"gradf": gradient, "norm": abs, "E_x": share}
        roots = (Fraction(13, 10), sympy.sqrt(2), Fraction(3, 2))
        assert [bool(said.premise(**energy, G=root)) for root in roots] == [False, True, True]
        losses, told = extremal.lost(n, JUST_BELOW)
        kept = share(losses > said.level(tau=1))
        at = {"n": n, "G": sympy.sqrt(2), "sigma": Fraction(1, 2), "tau": 1, "H": extremal.size}
        assert kept == said.probability(**at) == again.probability(**at) > 0
        assert again.level(tau=1) == said.level(tau=1) == min(losses)
        library = end_to_end_guarantee(
            d, steps=n, square_gradient=Fraction(2), precision=Fraction(1, 2), margin=Fraction(1)
        )
        assert (library.probability, library.loss, library.told) == (kept, min(losses), share(told))
        assert library.lucky == Fraction(
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
        g = flat_predictor(bits)
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


@refutes("remark-f-gradients-of-the-net", evidence="exhaustive")
def test_an_algorithm_that_may_go_anywhere_meets_exponential_gradients(claim, over):
    """h_t = relu(W h_(t-1) + A e_z), W a multiple of the identity: units do not meet, each is one recursion.

    Computed at every input of d bits for two units; the rest of the gradient only adds squares.
    """
    case = claim("remark-f-gradients-of-the-net").counterexample
    weights = ((3, -5), (-2, 7))  # A_(i, 0), A_(i, 1) of each unit: each has one positive weight
    for d in over(d=range(2, 9)):
        for unit, out in zip(weights, (2, -3), strict=True):
            bit = int(unit[1] > 0)
            total, at_constant = 0, None
            for z in product((0, 1), repeat=d):
                h, slope = 0, 0
                for token in z:
                    before = case.scale * h + unit[token]
                    slope = (h + case.scale * slope) if before > 0 else 0
                    h = max(before, 0)
                total += (out * slope) ** 2
                if set(z) == {bit}:
                    at_constant = abs(out * slope)
            assert at_constant == abs(out) * unit[bit] * case.derivative(d=d)
            one_input = Fraction(at_constant**2, 2**d)
            assert one_input == case.mean(d=d) * (out * unit[bit]) ** 2
            assert Fraction(total, 2**d) >= one_input
    growth = [case.mean(d=d + 1) / case.mean(d=d) for d in range(4, 60)]
    assert min(growth) > 2  # exponential


@supports("remark-f-footnote-17", evidence="exhaustive")
def test_a_bound_on_the_one_run_is_enough(claim, over):
    """p_(w,v) = w chi_1 + v^2 chi_2 from (0, 0): the run of mean gradients never leaves v = 0, where E||grad||^2 = 1.

    Elsewhere it is 1 + 4 v^2, without bound; still the fraction told obeys the bound with the variance on the run.
    """
    bound = claim("lemma-12").correction.told
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
