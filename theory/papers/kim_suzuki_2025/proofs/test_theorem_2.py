"""Theorem 2 and appendix A: how many parities there are, their correlations, and one predictor against them."""

from fractions import Fraction
from itertools import combinations, product
from math import comb

import numpy as np
import sympy

from theory.hardness import chance_of_large_mean, krawtchouk, mean_parity, subset_of
from theory.ledger import corrects, follows, refutes, supports
from theory.papers.kim_suzuki_2025.proofs.parities import exponent, is_zero, same, tables

SIZES = {"d": (2, 3, 4, 5, 6), "k": (1, 2, 3, 4, 5, 6)}
SEED = 2


def sizes(over):
    """All d and k with k <= d in a small range."""
    return ((d, k) for d, k in over(**SIZES) if k <= d)


@supports("remark-2-orthogonal", evidence="exhaustive")
def test_the_means_of_products_of_parities(claim, over):
    said = claim("remark-2-orthogonal").statement
    for d, k in sizes(over):
        table = tables(d, k)
        means = table @ table.T / table.shape[1]
        assert set(np.diag(means)) == {said.own}
        assert set(means[~np.eye(len(table), dtype=bool)]) <= {said.other}
    assert means.shape == (1, 1)  # d = k at last
    assert tables(3, 2)[0] @ tables(3, 2)[1] == said.other


def ranks(d, n):
    """How many of all n x d matrices over GF(2) have each rank: a row is in the span of r dimensions or it adds one."""
    counts = {0: 1}
    for _ in range(n):
        new = dict.fromkeys(range(max(counts) + 2), 0)
        for rank, count in counts.items():
            new[rank] += count * 2**rank
            new[rank + 1] += count * (2**d - 2**rank)
        counts = new
    return counts


def determined(rows, k):
    """Whether the first k of three bits have other labels than every other subset of k bits."""
    labels = [tuple(sum(row[j] for j in chosen) % 2 for row in rows) for chosen in combinations(range(3), k)]
    return labels.count(labels[0]) == 1


@supports("remark-3-elimination", evidence="exhaustive")
@follows("remark-3-elimination", evidence="exhaustive")
def test_elimination_finds_the_subset(claim, over):
    """Full rank determines the subset; a row is added to at most n rows of d entries for each of d columns."""
    said, more = claim("remark-3-elimination").statement, claim("remark-3-elimination").consequence
    for d, spare in over(d=(1, 2, 3, 6), s=(0, 1, 4)):
        full = Fraction(ranks(d, d + spare).get(d, 0), 2 ** (d * (d + spare)))
        assert full == more.determined(d=d, s=spare) >= more.least(s=spare)
    for k, samples in product((1, 2, 3), (3, 4)):  # a subset of k of three bits, against all of its size
        known = sum(determined(rows, k) for rows in product(product((0, 1), repeat=3), repeat=samples))
        assert Fraction(known, 8**samples) >= more.determined(d=3, s=samples - 3)
    d, s = sympy.symbols("d s", positive=True)
    assert is_zero(more.least(s=s) - (1 - 2**-s))
    assert sympy.limit((d + 20) / said.samples(d=d), d, sympy.oo) == 1
    assert sympy.limit(d * (d + 20) * d / said.steps(d=d), d, sympy.oo) == 1
    for first in range(3):  # the bound is the limit of a sum: 2^-(s+1) + 2^-(s+2) + ... = 2^-s
        assert sum(Fraction(1, 2**i) for i in range(first + 1, 60)) < 1 - more.least(s=first)
        assert more.determined(d=40, s=first) - more.least(s=first) < Fraction(1, 2 ** (first + 1))
    draw = np.random.default_rng(SEED)
    x = draw.integers(0, 2, (40, 20), dtype=np.uint8)
    chosen = (1, 5, 6, 19)
    labels = (1 - x[:, list(chosen)].sum(axis=1) % 2).astype(np.uint8)  # one where the parity is +1
    assert subset_of(x, labels) == chosen


@refutes("remark-a-class-size", evidence="exhaustive")
def test_one_parity_at_k_equal_d(claim, over):
    """The inequalities are the printed ones, and say nothing of the order at k = d."""
    printed, case = claim("remark-a-class-size").statement, claim("remark-a-class-size").counterexample
    d = sympy.Symbol("d", positive=True)
    for size in over(d=(2, 3, 8, 20)):
        everything, nearly = case.all(d=size), case.most(d=size)
        assert len(list(combinations(range(size), everything))) == case.one
        assert len(list(combinations(range(size), nearly))) == case.few(d=size)
        assert (Fraction(size) / everything) ** everything == case.least == case.one
        for k in range(1, size + 1):
            assert printed.bounds(d=size, k=k, e=sympy.E)
            assert not printed.bounds(d=size, k=k, e=1) or comb(size, k) == Fraction(size, k) ** k
        assert printed.k(k=everything, d=size, Theta=same)
    assert is_zero(printed.bounds.left(d=d, k=3) - (d / 3) ** 3)
    assert is_zero(printed.bounds.right(d=d, k=3, e=2) - (2 * d / 3) ** 3)
    assert sympy.limit(case.few(d=d) / printed.order(Theta=same, d=d), d, sympy.oo) == 0
    assert is_zero(sympy.log(printed.order(Theta=same, d=d)) - d)


@corrects("remark-a-class-size", evidence="exhaustive")
def test_exponentially_many_in_between(claim, over):
    """C(d, k) >= C(d, a d) >= (1/a)^(a d) for a d <= k <= (1-a) d: each of a d factors is at least 1/a."""
    said = claim("remark-a-class-size").correction
    for d, share in over(d=(4, 8, 12, 20), alpha=(Fraction(1, 4), Fraction(1, 2), Fraction(1))):
        inside = [k for k in range(d + 1) if said.range(alpha=share, d=d, k=k)]
        assert inside == list(range(int(share * d), int((1 - share) * d) + 1))
        least = min(comb(d, int(share * d)), comb(d, d - int(share * d)))
        assert said.positive(alpha=share)
        for k in inside:
            assert said.size(alpha=share, d=d, k=k)
            assert least <= comb(d, k) <= said.largest(d=d)
        factors = [Fraction(d - j, int(share * d) - j) for j in range(int(share * d))]
        assert said.size.right(alpha=share, d=d) == (1 / share) ** int(share * d) <= np.prod(factors)
        assert said.size.left(d=d, k=3) == comb(d, 3)
        assert said.largest(d=d) == sum(comb(d, k) for k in range(d + 1))
    assert not said.positive(alpha=0)


@supports("remark-a-union", evidence="symbolic")
def test_the_union_bound(claim, over):
    """Hoeffding, 2 exp(-n delta^2/2) for each of P(P-1)/2 pairs; P <= 2^d."""
    said = claim("remark-a-union").statement
    d, n, P, delta = over.symbols("d n P delta", positive=True)
    assert is_zero(said.delta(d=d, n=n) ** 2 - 4 * d / n)
    pairs = P * (P - 1) / 2
    assert is_zero(said.first(P=P, n=n, delta=delta) - pairs * 2 * sympy.exp(-n * delta**2 / 2))
    at_delta = said.first(P=P, n=n, delta=said.delta(d=d, n=n))
    assert is_zero(said.second(P=P, d=d) - at_delta - P * sympy.exp(-2 * d))
    third = said.second(P=2**d, d=d)
    assert is_zero(sympy.expand_log(sympy.log(said.third(d=d, e=sympy.E) / third), force=True))
    assert all(comb(size, k) <= 2**size for size in range(20) for k in range(size + 1))


@supports("remark-a-gershgorin", evidence="exhaustive")
def test_the_largest_eigenvalue_where_all_correlations_are_alike(claim, over):
    """A row sums to at most 1 + (P-1) delta in absolute value; equal correlations attain it at the vector of ones."""
    said = claim("remark-a-gershgorin").statement
    delta = over.symbols("delta", positive=True)
    for size in over(P=range(1, 7)):
        gram = sympy.Matrix(size, size, lambda i, j: 1 if i == j else delta)
        ones = sympy.ones(size, 1)
        assert (gram * ones - said.row(P=size, delta=delta) * ones).expand() == sympy.zeros(size, 1)
        for value in (Fraction(1, 100), 1 / Fraction(size), Fraction(1)):
            row, bound = said.row(P=size, delta=value), said.bound(P=size, delta=value)
            assert row <= bound == 2 * max(1, size * value)
    P, small = sympy.symbols("P delta", positive=True)
    # P delta - (1 + (P-1) delta) + 1 = delta and so both cases: 1 + (P-1) delta <= 1 + P delta <= 2 max(1, P delta).
    assert is_zero(1 + P * small - said.row(P=P, delta=small) - small)


def sample(draw, d, n):
    return draw.choice((-1, 1), (n, d))


def values_of(x, k):
    """All parities of k bits at a sample, shape (|P|, n)."""
    return np.array([x[:, list(chosen)].prod(axis=1) for chosen in combinations(range(x.shape[1]), k)])


@supports("remark-a-frame", evidence="numeric")
def test_the_frame_bound_is_the_largest_eigenvalue(claim, over):
    """A sample and a function; the largest eigenvector attains it."""
    said = claim("remark-a-frame").statement
    draw = np.random.default_rng(SEED)
    over.sample(20, "samples and functions", seed=SEED)
    over.error(1e-9)
    for d, k, n in over(d=(4, 5), k=(2, 3), n=(3, 6, 20)):
        values = values_of(sample(draw, d, n), k)
        gram = values @ values.T / n
        eigenvalues, vectors = np.linalg.eigh(gram)
        for f in (draw.normal(size=n), vectors[:, -1] @ values):
            found = ((values @ f / n) ** 2).sum()
            bound = said.bound(lambdamax=eigenvalues[-1], norm2=np.mean(f**2))
            assert found <= bound * (1 + 1e-9)
        np.testing.assert_allclose(found, bound, rtol=1e-9)  # of the eigenvector


@supports("remark-a-variance", evidence="symbolic")
def test_the_variance_is_the_frame_bound_over_the_number_of_targets(claim, over):
    """Var <= lambda/P G^2 with lambda <= 2 max(1, P delta): the gradient of half the square is <grad f, f - p>_n."""
    said = claim("remark-a-variance").statement
    d, n, G, P = over.symbols("d n G P", positive=True)
    delta = claim("remark-a-union").statement.delta(d=d, n=n)
    largest = claim("remark-a-gershgorin").statement.bound(P=P, delta=delta)
    difference = said.bound(P=P, d=d, n=n, G=G) - largest / P * G**2
    r = over.symbols("r", positive=True)
    for ratio in (1 + r, 1 / (1 + r)):  # P delta above one and below it
        assert is_zero(difference.subs(n, 4 * d * P**2 / ratio**2))
    draw = np.random.default_rng(SEED)
    for bits, k, samples in product((4, 5), (2, 3), (6, 40)):
        values = values_of(sample(draw, bits, samples), k)
        gradients = draw.normal(size=(samples, 3))
        each = values @ gradients / samples
        variance = ((each - each.mean(axis=0)) ** 2).sum(axis=1).mean()
        gram = np.linalg.eigvalsh(values @ values.T / samples)[-1]
        assert variance <= gram / len(values) * (gradients**2).sum() / samples + 1e-9


@supports("remark-a-oracle", evidence="symbolic")
def test_chebyshev_at_every_step(claim, over):
    said = claim("remark-a-oracle").statement
    T, d, n, G, P, precision = over.symbols("T d n G P precision", positive=True)
    variance = claim("remark-a-variance").statement.bound(P=P, d=d, n=n, G=G)
    told = 1 - said.probability(T=T, precision=precision, P=P, d=d, n=n, G=G)
    assert is_zero(told - T * variance / precision**2)
    # Chebyshev is attained: one target far from the mean of the others.
    gradients = np.array([Fraction(0)] * 3 + [Fraction(4)], dtype=object)
    away = gradients - gradients.sum() / 4
    assert sum(abs(away) >= 3) == 1
    assert Fraction(1, 4) == Fraction((away**2).sum() / 4, 9) * Fraction(3, 4)


@supports("remark-a-sup-norm", evidence="exhaustive")
def test_two_parities_are_two_apart(claim, over):
    said, read = claim("remark-a-sup-norm").statement, claim("remark-a-sup-norm").reading
    draw = np.random.default_rng(SEED)
    for d, k in sizes(over):
        table = tables(d, k)
        for size in {1, 2, 3, len(table)} & set(range(1, len(table) + 1)):
            f = draw.normal(size=table.shape[1])
            errors = np.abs(table[:size] - f).max(axis=1)
            share = Fraction(size, len(table))
            # A fixed-point-free permutation exists from two on; with one parity the predictor may be that parity.
            own = int(np.abs(table[:size] - table[0]).max(axis=1).sum())
            fails = Fraction(own, len(table)) < said.bound(PQ=share)
            assert fails == (size < 2) == (not read.size(Q=size))
            if size >= 2:
                assert errors.sum() / len(table) >= said.bound(PQ=share) - 1e-12
    # Attained: the zero function has the error 1 everywhere, so that two errors sum to 2.
    zero = np.abs(tables(3, 2)).max(axis=1)
    assert zero[0] + zero[1] == said.sum
    assert Fraction(int(zero.sum()), len(zero)) == said.bound(PQ=1)


@refutes("eq-5", evidence="symbolic")
def test_one_parity_is_learned_without_a_query(claim, over):
    printed, case = claim("eq-5").statement, claim("eq-5").counterexample
    d, q = over.symbols("d q", positive=True)
    for bits in (2, 4):
        table = tables(bits, case.k(d=bits))
        assert len(table) * Fraction(1, len(table)) == case.all
        assert np.mean((table[0] - table[0]) ** 2) == case.loss
    assert printed.first(PQ=case.all) == case.claimed
    assert printed.second(t=printed.t(PQ=case.all)) == case.claimed
    assert sympy.limit(printed.rest(Omega=same, d=d), d, sympy.oo) == 0
    # What the display says: Pr(Q) - (1 - Pr(Q))^2/Pr(Q) is 2 - 1/Pr(Q), and 1 - 2t below it up to one half.
    assert is_zero(printed.first(PQ=q) - (q - (1 - q) ** 2 / q))
    t = printed.t(PQ=q)
    assert is_zero(printed.first(PQ=q) - printed.second(t=t) - t * (1 - 2 * t) / (1 - t))
    assert is_zero(printed.rest(Omega=same, d=d) - 2 * sympy.exp(-d))


@corrects("eq-5", evidence="exhaustive")
def test_the_least_loss_of_one_predictor_over_a_set_of_parities(claim, over):
    """The mean over targets of 1_Q ||p - f||^2 is least at the mean of Q, where it is (|Q| - 1)/|P|."""
    said = claim("eq-5").correction
    draw = np.random.default_rng(SEED)
    for d, k in sizes(over):
        table = tables(d, k)
        for size in {1, 2, len(table) // 2, len(table)} & set(range(1, len(table) + 1)):
            mean = table[:size].sum(axis=0)
            exact = sum(Fraction(int(((size * p - mean) ** 2).sum()), size**2 << d) for p in table[:size])
            share = Fraction(size, len(table))
            assert exact / len(table) == said.bound(PQ=share, P=len(table))
            f = draw.normal(size=table.shape[1])
            worse = ((table[:size] - f) ** 2).mean(axis=1).sum() / len(table)
            assert worse >= said.bound(PQ=share, P=len(table)) - 1e-12


@refutes("theorem-2", evidence="symbolic")
def test_with_one_parity_nothing_is_hidden(claim, over):
    printed, case = claim("theorem-2").statement, claim("theorem-2").counterexample
    d, nu1, nu2, nu3, nu4 = over.symbols("d nu1 nu2 nu3 nu4", positive=True)
    for bits in (2, 4, 8):
        table = tables(bits, case.k(d=bits))
        assert printed.k(k=case.k(d=bits), d=bits, Theta=same)
        assert len(table) == case.P
        assert np.mean((table[0] - table[0]) ** 2) == case.loss
        nearly = tables(bits, case.most(d=bits))
        assert len(nearly) == case.targets(d=bits)
        sums = len(nearly) * nearly - nearly.sum(axis=0)  # |P| times the errors of the mean of all targets
        assert Fraction(int((sums**2).sum()), nearly.size * len(nearly) ** 2) == case.mean(d=Fraction(bits))
        assert printed.k(k=bits, d=case.most(d=bits) + 1, Theta=same)
    assert sympy.limit(printed.loss(Omega=same, d=d), d, sympy.oo) == 1 != case.loss
    short = 1 - case.mean(d=d)
    assert sympy.limit(short / (1 - printed.loss(Omega=same, d=d)), d, sympy.oo) == sympy.oo
    for power in (Fraction(1, 2), 1, Fraction(3, 2)):
        ratio = sympy.limit(short / (1 - printed.gap(O=same, d=d, nu4=sympy.Rational(power))), d, sympy.oo)
        assert case.above(nu4=power) == (ratio == sympy.oo)
    assert is_zero(printed.loss(Omega=same, d=d) - (1 - sympy.exp(-d)))
    assert sympy.limit(printed.gap(O=same, d=d, nu4=1), d, sympy.oo) == 1
    assert exponent(1 - printed.gap(O=same, d=d, nu4=nu4), d) == -nu4
    assert is_zero(sympy.log(printed.samples(Omega=same, d=d)) - d)
    assert is_zero(sympy.log(printed.precision(Omega=same, d=d)) + d)
    powers = {"nu": printed.nu.right(nu1=nu1, nu2=nu2, nu3=nu3, nu4=nu4)}
    assert exponent(printed.n(d=d, nu=powers["nu"]), d) == powers["nu"] == solved_for_nu(nu1, nu2, nu3, nu4)
    assert exponent(printed.gradient(d=d, nu1=nu1), d) == nu1
    assert exponent(printed.sigma(d=d, nu2=nu2), d) == -nu2
    assert exponent(printed.queries(d=d, nu3=nu3), d) == nu3
    for nu in (19, 20, 21):
        assert (
            printed.nu(nu=nu, nu1=1, nu2=2, nu3=3, nu4=1) == (nu == solved_for_nu(1, 2, 3, 1)) == (nu == 21)
        )


def solved_for_nu(nu1, nu2, nu3, nu4):
    """The power nu of n at which T G^2/precision^2 sqrt(d/n) is d^(-nu4)."""
    nu = sympy.Symbol("nu")
    power = nu3 + 2 * nu1 + 2 * nu2 + sympy.Rational(1, 2) - nu / 2
    return sympy.expand(sympy.solve(power + nu4, nu)[0])


@corrects("theorem-2", evidence="symbolic")
def test_the_bound_is_composed_and_its_exponents_solved(claim, over):
    said = claim("theorem-2").correction
    names = "T d n G P precision nu1 nu2 nu3 nu4"
    T, d, n, G, P, precision, nu1, nu2, nu3, nu4 = over.symbols(names, positive=True)
    hidden = claim("remark-a-oracle").statement.probability(T=T, precision=precision, P=P, d=d, n=n, G=G)
    whole = claim("eq-5").correction.bound(PQ=hidden, P=P)
    assert is_zero(said.loss(T=T, G=G, precision=precision, P=P, d=d, n=n) - whole)
    assert is_zero(said.sampling(P=P, d=d) - (1 - claim("remark-a-union").statement.second(P=P, d=d)))
    for bits, k in product((1, 2, 5), (1, 2, 5)):
        assert k > bits or said.P(d=bits, k=k) == len(tables(bits, k))
    assert is_zero(said.nu(nu1=nu1, nu2=nu2, nu3=nu3, nu4=nu4) - solved_for_nu(nu1, nu2, nu3, nu4))
    assert exponent(1 - said.gap(O=same, d=d, nu4=nu4), d) == -nu4
    assert sympy.limit(said.gap(O=same, d=d, nu4=1), d, sympy.oo) == 1
    wide = claim("remark-a-class-size").correction
    for share, bits, k in product((Fraction(0), Fraction(1, 4), Fraction(1, 2)), (4, 8), range(9)):
        assert said.range(alpha=share, d=bits, k=k) == wide.range(alpha=share, d=bits, k=k)
        assert said.alpha(alpha=share) == wide.positive(alpha=share)


@follows("theorem-2/stronger", evidence="numeric")
def test_the_correlations_of_parities_and_of_samples(claim, over):
    """Gershgorin for the n x n matrix with mean_parity(x_i x_j)/n: 1/n on the diagonal, |P|^(-1/3)/n beside it.

    Two samples' product is uniform, so each of n(n-1)/2 pairs is above |P|^(-1/3) with at most that probability.
    """
    said = claim("theorem-2").consequence
    n, P, nu1, nu2, nu3, nu4, epsilon = sympy.symbols("n P nu1 nu2 nu3 nu4 epsilon", positive=True)
    draw = np.random.default_rng(SEED)
    over.sample(8, "samples", seed=SEED)
    over.error(1e-9)
    for d, k, size in over(d=(6, 8), k=(2, 3), n=(3, 7)):
        x = sample(draw, d, size)
        values = values_of(x, k)
        minuses = (x[:, None, :] * x[None, :, :] < 0).sum(axis=2)
        small = np.array([[float(mean_parity(d, k, int(m))) for m in row] for row in minuses]) / size
        eigenvalues = np.linalg.eigvalsh(values @ values.T / size) / len(values)
        np.testing.assert_allclose(np.linalg.eigvalsh(small), eigenvalues[-size:], rtol=1e-9, atol=1e-12)
        assert np.abs(eigenvalues[:-size]).max() < 1e-12
        largest = eigenvalues[-1]
        assert largest <= np.abs(small).sum(axis=1).max() + 1e-9
    tail = claim("lemma-8").correction
    assert is_zero(said.factor(n=n, P=P) - 1 / n - tail.level(P=P))
    assert is_zero(1 - said.likely(n=n, P=P) - n**2 / 2 * tail.probability(P=P))
    # T G^2/precision^2 times 1/n is d^(-nu4).
    assert is_zero(nu3 + 2 * nu1 + 2 * nu2 - said.nu(nu1=nu1, nu2=nu2, nu3=nu3, nu4=nu4) + nu4)
    lemma_4, precision = claim("remark-3-separation").reading.nu1, 2 + epsilon / 8
    at = said.nu(nu1=lemma_4, nu2=precision, nu3=said.queries(epsilon=epsilon), nu4=0)
    assert is_zero(at - said.n(epsilon=epsilon))
    assert said.n(epsilon=0) == said.nu(nu1=lemma_4, nu2=2, nu3=0, nu4=0)


@supports("remark-3-zero-estimator", evidence="exhaustive")
@follows("remark-3-zero-estimator", evidence="exhaustive")
def test_the_zero_function(claim, over):
    said, more = claim("remark-3-zero-estimator").statement, claim("remark-3-zero-estimator").consequence
    for d, k in sizes(over):
        table = tables(d, k)
        assert np.mean((table - said.f) ** 2) == said.loss
        mean = table.sum(axis=0)
        exact = sum(Fraction(int(((len(table) * p - mean) ** 2).sum()), len(table) ** 2 << d) for p in table)
        assert exact / len(table) == more.least(P=len(table))


@supports("remark-3-high-probability", evidence="symbolic")
def test_no_predictor_is_near_many_parities(claim, over):
    """With c = <f, p> and N = ||f|| the loss is 1 - 2c + N^2, below 1 - tau^2 only if c > tau N; then Bessel."""
    said = claim("remark-3-high-probability").reading
    tau, c, N, P = over.symbols("tau c N P", positive=True)
    loss = 1 - 2 * c + N**2
    assert is_zero(loss - said.level(tau=tau) - ((N - tau) ** 2 - 2 * (c - tau * N)))
    # K parities with c > tau N have K tau^2 N^2 < N^2: fewer than 1/tau^2 of |P|.
    assert is_zero(said.fraction(tau=tau, P=P) * P * tau**2 - 1)
    # Attained: f = tau^2 times the sum of 1/tau^2 parities has N = tau, c = tau^2 for each, and loss 1 - tau^2.
    table = tables(4, 2)[:4]
    half = Fraction(1, 2)
    f = sum((half**2 * row for row in table), Fraction(0))
    losses = {sum((p - v) ** 2 for p, v in zip(row, f, strict=True)) / 16 for row in table.astype(object)}
    assert losses == {said.level(tau=half)}
    assert Fraction(len(table), 6) == said.fraction(tau=half, P=6)


@supports("remark-3-empirical-correlation", evidence="exhaustive")
def test_the_mean_square_of_the_empirical_correlation(claim, over):
    """The product of two distinct parities is a uniform sign at each sample."""
    said, read = (
        claim("remark-3-empirical-correlation").statement,
        claim("remark-3-empirical-correlation").reading,
    )
    for n in over(n=range(1, 13)):
        sums = [sum(draw) for draw in product((-1, 1), repeat=n)] if n < 9 else None
        counts = [(n - 2 * j, comb(n, j)) for j in range(n + 1)]
        if sums is not None:
            assert sorted(sums) == sorted(s for s, c in counts for _ in range(c))
        square = Fraction(sum(c * s * s for s, c in counts), n * n << n)
        assert square == read.square(n=n)
        assert is_zero(said.order(n=sympy.Integer(n)) - sympy.sqrt(sympy.Rational(square)))
    assert len({tuple(row) for row in tables(4, 2)[:1] * tables(4, 2)[1:]}) == 5


def variance_of(table, gradient, factor):
    """The variance over the targets of factor E[h g], exactly."""
    means = [factor * Fraction(int((row * gradient).sum()), len(gradient)) for row in table]
    mean = sum(means) / len(means)
    return sum((value - mean) ** 2 for value in means) / len(means)


@refutes("proposition-3", evidence="certificate")
def test_the_full_square_has_four_times_the_variance(claim):
    printed, case = claim("proposition-3").statement, claim("proposition-3").counterexample
    h, f = sympy.symbols("h f")
    factor = sympy.diff(
        printed.loss(h=h, f=f), h, f
    )  # the gradient of E (h - f)^2 sees the target by -2 E[h grad f]
    table = tables(case.d, 1)
    gradient = table[0] - table[1]
    assert Fraction(int((gradient**2).sum()), len(gradient)) == sympy.Integer(case.size**2)
    assert variance_of(table, gradient, int(factor)) == case.variance
    assert printed.bound(F=case.size, H=len(table)) == case.printed < case.variance
    assert variance_of(case.scale * table, gradient, int(factor)) == case.scaled
    assert is_zero(printed.loss(h=h, f=f) - (f - h) ** 2)
    F, H = sympy.symbols("F H", positive=True)
    corrected = claim("proposition-3").correction.bound
    assert is_zero(corrected(B=1, F=F, H=H) / printed.bound(F=F, H=H) - Fraction(case.variance, case.printed))


@corrects("proposition-3", evidence="symbolic")
def test_bessel_with_the_factor_of_the_loss(claim, over):
    """With g = sum_h c_h h/||h|| + r the variance times |H| is at most factor^2 sum ||h||^2 c_h^2 <= factor^2 B^2 F^2.

    Term by term (B^2 - ||h||^2) c_h^2 >= 0, and r and the square of the mean are what is left.
    """
    said = claim("proposition-3").correction
    B, F, H, b, c = over.symbols("B F H b c", positive=True)
    bound = said.bound(B=B, F=F, H=H)
    assert is_zero(bound * H - said.factor * B**2 * F**2)
    below = over.symbols("r", positive=True)
    assert ((B**2 - b**2) * c**2).subs(B, b + below).expand().is_positive
    h, f = sympy.symbols("h f")
    assert sympy.diff((h - f) ** 2, h, f) ** 2 == said.factor
    assert sympy.diff((h - f) ** 2 / 2, h, f) ** 2 == said.half
    for d, k in ((3, 1), (4, 2)):  # attained by the difference of two parities, at any scale
        for scale in (1, 3):
            table = scale * tables(d, k)
            gradient = table[0] - table[1]
            square = Fraction(int((gradient**2).sum()), len(gradient))
            assert variance_of(table, gradient, -2) == said.bound(B=scale, F=sympy.sqrt(square), H=len(table))


@refutes("lemma-8", evidence="symbolic")
def test_the_mean_of_one_parity_is_large(claim, over):
    printed, case = claim("lemma-8").statement, claim("lemma-8").counterexample
    d = over.symbols("d", positive=True)
    for bits in (2, 5, 8):
        k = case.k(d=bits)
        assert printed.k(k=k, d=bits, Theta=same)
        assert {abs(mean_parity(bits, k, m)) for m in range(bits + 1)} == {case.value}
        means = [abs(mean_parity(bits, case.most(d=bits), m)) for m in range(bits + 1)]
        assert means == [abs(Fraction(bits - 2 * m, bits)) for m in range(bits + 1)]
        assert bits % 2 == 0 or min(means) == case.mean(d=Fraction(bits))
    assert sympy.limit(printed.level(Omega=same, d=d) / case.mean(d=d), d, sympy.oo) == 0
    assert is_zero(sympy.log(printed.level(Omega=same, d=d)) + d)
    assert is_zero(printed.probability(Omega=same, d=d) - 1 + printed.level(Omega=same, d=d))


@corrects("lemma-8", evidence="exhaustive")
def test_the_mean_square_of_the_mean_parity(claim, over):
    """Orthogonality: |P|^2 E (E_p p)^2 = sum over pairs of E[p p'] = |P|. Chebyshev at |P|^(-1/3)."""
    said = claim("lemma-8").correction
    P = sympy.Symbol("P", positive=True)
    for d in over(d=range(1, 11)):
        for k in range(d + 1):
            square = sum(comb(d, m) * mean_parity(d, k, m) ** 2 for m in range(d + 1)) / 2**d
            assert square == said.square(P=comb(d, k))
    for d, k in ((3, 2), (5, 2), (6, 3)):
        table = tables(d, k)
        assert np.array_equal(table @ table.T, np.eye(len(table)) * table.shape[1])
        level = sympy.Rational(said.level(P=sympy.Integer(10) ** 3))
        assert chance_of_large_mean(d, k, Fraction(1, 2)) <= said.square(P=len(table)) / Fraction(1, 4)
        assert level == sympy.Rational(1, 10)
        means = [abs(Fraction(int(total), len(table))) for total in table.sum(axis=0)]
        for value in {Fraction(0), Fraction(2, 5), *means}:
            assert chance_of_large_mean(d, k, value) == Fraction(sum(x > value for x in means), len(means))
    assert is_zero(said.square(P=P) / said.level(P=P) ** 2 - said.probability(P=P))


@supports("remark-a-count", evidence="exhaustive")
def test_both_counts_of_the_parities_that_are_one(claim, over):
    said = claim("remark-a-count").statement
    for d, k in sizes(over):
        for m in range(d + 1):
            x = np.array([said.minus] * m + [1] * (d - m))
            number = sum(x[list(chosen)].prod() == said.plus for chosen in combinations(range(d), k))
            small = said.least(m=m, d=d)
            s = said.sign if m <= d - m else said.other
            assert small == min(m, d - m)
            assert said.direct(m=m, d=d, k=k) == number
            assert said.signed(d=d, k=k, s=s, small=small) == number
            assert 2 * number - comb(d, k) == krawtchouk(d, k, m)


@supports("remark-a-chain", evidence="exhaustive")
def test_the_last_bound_of_the_proof(claim, over):
    said, read = claim("remark-a-chain").statement, claim("remark-a-chain").reading
    tight = Fraction(10**9)
    for d in over(d=range(4, 33)):
        for k in range(2, d + 1):
            delta = said.delta(k=k, d=d)
            assert delta == min(Fraction(1, 4), Fraction(k, 2 * d))
            assert read.range(k=k, d=d) == (k <= d - k)
            near = [m for m in range(d + 1) if abs(m - Fraction(d, 2)) <= delta * d / 2]
            assert near == [m for m in range(d + 1) if said.near(m=m, d=d, delta=delta)]
            if k <= d - k:
                bound = said.bound(d=d, k=k)
                assert bound == Fraction(d, 4) / comb(d // 4, k // 4)
                largest = max(abs(Fraction(krawtchouk(d, k, m), 2 * comb(d, k))) for m in near)
                assert largest <= bound
                tight = min(tight, bound / max(largest, Fraction(1, 10**9)))
    assert tight < 100


@refutes("remark-a-power", evidence="certificate")
def test_the_power_of_the_last_display(claim):
    printed, case = claim("remark-a-power").statement, claim("remark-a-power").counterexample
    assert printed.bound.left(d=case.d, k=case.k) == comb(case.d // 4, case.k // 4) == case.left
    assert printed.bound.right(d=Fraction(case.d), k=case.k) == case.right == Fraction(9, 4)
    assert [case.range(d=d, k=4) for d in (7, 8, case.d)] == [False, True, True]
    assert not printed.bound(d=sympy.Integer(case.d), k=case.k)
    d, k = sympy.symbols("d k", positive=True)
    assert is_zero(
        sympy.expand_log(sympy.log(printed.bound.right(d=d, k=k)), force=True) - k / 4 * sympy.log(d / k)
    )
    assert [bool(printed.bound(d=sympy.Integer(d), k=8)) for d in (64, 65)] == [True, True]
    assert printed.bound.left(d=19, k=11) == comb(4, 2)
    assert printed.bound(d=sympy.Integer(4), k=4)  # an equality


@corrects("remark-a-power", evidence="exhaustive")
def test_the_power_of_whole_quarters(claim, over):
    """C(a, b) is a product of b factors (a - i)/(b - i), each at least a/b; an equality at b = 1."""
    said = claim("remark-a-power").correction
    for d in over(d=range(4, 29)):
        for k in range(d + 1):
            a, b = said.a(d=d), said.b(k=k)
            assert (a, b) == (d // 4, k // 4)
            assert said.least(k=k) == (b > 0)
            if b:
                power = said.power(a=Fraction(a), b=b)
                assert comb(a, b) >= power
                assert (comb(a, b) == power) == (b == 1 or a == b)


@supports("remark-a-clipping", evidence="exhaustive")
def test_clipping(claim, over):
    said = claim("remark-a-clipping").statement
    for label, quarters in over(y=(said.minus, said.plus), f_in_quarters=range(-9, 10)):
        f = Fraction(quarters, 4)
        clipped = sorted((Fraction(-1), f, Fraction(1)))[1]
        assert said.clipped(y=label, f=f)
        assert said.clipped.left(y=label, f=f) == abs(label - clipped)
        assert said.clipped.right(y=label, f=f) == abs(label - f)
    assert (said.minus, said.plus) == (-1, 1)


@supports("remark-a-split", evidence="symbolic")
@follows("remark-a-split", evidence="symbolic")
def test_the_split_is_a_square(claim, over):
    said, more = claim("remark-a-split").statement, claim("remark-a-split").consequence
    q, f = over.symbols("q f", positive=True)
    at = {"PQ": q, "f": f}
    difference = said.inequality.right(**at) - said.inequality.left(**at)
    assert is_zero(difference - (1 - q - q * f) ** 2 / (2 * q))
    assert is_zero(sympy.solve(1 - q - q * f, f)[0] - more.equal(PQ=q))
    assert all(said.inequality(PQ=Fraction(1, 2), f=f) for f in (0, more.equal(PQ=Fraction(1, 2)), 2))


@supports("remark-a-quadratic", evidence="symbolic")
def test_the_inequality_and_its_range(claim, over):
    said = claim("remark-a-quadratic").statement
    t = over.symbols("t", real=True)
    difference = said.inequality.left(t=t) - said.inequality.right(t=t)
    assert is_zero(difference - t * (1 - 2 * t) / (1 - t))
    for value in (-1, 0, Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)):
        assert said.range(t=value) == (0 <= value <= Fraction(1, 2)) == said.inequality(t=value)


@supports("remark-a-exponents", evidence="symbolic")
def test_the_exponents_of_case_two(claim, over):
    said = claim("remark-a-exponents").statement
    nu1, nu2, nu3, nu4, nu = over.symbols("nu1 nu2 nu3 nu4 nu", positive=True)
    d = sympy.Symbol("d", positive=True)
    # T G^2 sqrt(d/n) with T = d^nu3, G = d^nu1, n = d^nu.
    assert is_zero(
        said.middle(nu1=nu1, nu3=nu3, nu=nu) - exponent(d**nu3 * d ** (2 * nu1) * sympy.sqrt(d / d**nu), d)
    )
    at = claim("theorem-2").correction.nu(nu1=nu1, nu2=nu2, nu3=nu3, nu4=nu4)
    assert is_zero(said.middle(nu1=nu1, nu3=nu3, nu=at) - said.last(nu2=nu2, nu4=nu4))
    assert is_zero(said.last(nu2=nu2, nu4=nu4) + 2 * nu2 + nu4)


@supports("remark-3-separation", evidence="symbolic")
def test_the_queries_that_theorem_2_asks_for(claim, over):
    said, read = claim("remark-3-separation").statement, claim("remark-3-separation").reading
    d, epsilon = over.symbols("d epsilon", positive=True)
    queries = exponent(said.queries(d=d, epsilon=epsilon), d)
    precision = -exponent(said.precision(d=d, epsilon=epsilon), d)
    nu = claim("theorem-2").correction.nu
    at = nu(nu1=read.nu1, nu2=precision, nu3=queries, nu4=read.nu4)
    assert is_zero(exponent(said.n(d=d, epsilon=epsilon), d) - at)
    # Lemma 4's order gives nu1; the precision is theorem 5's; a loss of one half is what 1 - O(d^-nu4) excludes.
    assert exponent(claim("lemma-4").statement.order(d=d), d) == read.nu1
    assert is_zero(precision + exponent(claim("theorem-5").statement.precision(d=d, epsilon=epsilon), d))
    zero = claim("remark-3-zero-estimator").statement.loss
    assert said.loss == Fraction(zero, 2)
    assert queries == epsilon / 4
    # the first bound at this n, at a class so large that its size does not matter: the power of d, exactly
    smallest = sympy.sqrt(said.n(d=d, epsilon=epsilon) / d)
    assert is_zero(sympy.powsimp(read.class_size(d=d, epsilon=epsilon) / smallest) - 1)
    bound = claim("remark-2-finite-precision").correction
    needed = bound.queries(
        P=sympy.oo,
        G=d**read.nu1,
        precision=said.precision(d=d, epsilon=epsilon),
        d=d,
        n=said.n(d=d, epsilon=epsilon),
    )
    assert is_zero(exponent(needed / needed.subs(d, 1), d) - queries)


@supports("remark-3-same-separation", evidence="symbolic")
def test_the_separation_with_the_gradients_of_theorem_7s_own_model(claim, over):
    read = claim("remark-3-same-separation").reading
    d, epsilon, g = over.symbols("d epsilon g", positive=True)
    separation = claim("remark-3-separation").statement
    precision = -exponent(claim("theorem-7").statement.precision(d=d, epsilon=epsilon), d)
    queries = exponent(separation.queries(d=d, epsilon=epsilon), d)
    nu = claim("theorem-2").correction.nu
    assert is_zero(read.same(epsilon=epsilon) - nu(nu1=Fraction(1, 2), nu2=precision, nu3=queries, nu4=0))
    assert is_zero(read.own(g=g, epsilon=epsilon) - nu(nu1=g, nu2=precision, nu3=queries, nu4=0))
    limit = claim("remark-3-slope").statement.limit
    assert read.own(g=limit, epsilon=0) == read.least
