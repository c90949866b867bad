"""Sections 2 and 3 between the theorems: what samples tell, what the model is given, the filter and the rounding."""

import math
from fractions import Fraction
from itertools import combinations, product
from math import floor

import numpy as np
import sympy

from theory.attention import APPENDIX_D, ParityTree, forward, node_values
from theory.hardness import solve_over_gf2
from theory.ledger import corrects, refutes, supports
from theory.papers.kim_suzuki_2025.proofs.parities import exponent, is_zero, same, signs, tables
from theory.papers.kim_suzuki_2025.proofs.scores import solved

SEED = 3


@refutes("theorem-1/precision", evidence="symbolic")
def test_one_query_tells_many_targets(claim, over):
    """An answer of precision sigma serves two targets exactly where their gradients are at most 2 sigma apart."""
    printed, case = claim("theorem-1").statement, claim("theorem-1").counterexample
    d = over.symbols("d", positive=True)
    for bits, k, K in product((4, 5), (case.two, 3), (1, 2, 3)):
        table, scale = tables(bits, k), case.scale(K=sympy.Integer(K))
        assert (table[:K] ** 2).sum(axis=0).tolist() == [(case.norm / scale) ** 2] * table.shape[1]
        gradients = -2 * (table @ table[:K].T >> bits)  # of E (p - f_w)^2 at w = 0, over the scale
        apart = [min(((g - h) ** 2).sum() for h in gradients if (g != h).any()) for g in gradients[:K]]
        for sigma in (scale * Fraction(9, 10), scale, scale * Fraction(11, 10)):
            told = {bool(square * scale**2 > 4 * sigma**2) for square in apart}
            assert told == {bool(case.few(K=K, sigma=sigma))}
    assert is_zero(case.sigma(d=d) - printed.precision(O=same, d=d))
    for bits in range(2, 30):
        pairs = case.pairs(d=bits)
        assert bits > 9 or pairs == len(tables(bits, case.two))
        assert case.few(K=pairs, sigma=case.sigma(d=sympy.Integer(bits)))
    assert sympy.limit(case.pairs(d=d) * case.sigma(d=d) ** 2, d, sympy.oo) == 0
    assert sympy.limit(case.fraction(d=d) / case.failure(O=same, d=d), d, sympy.oo) == sympy.oo
    assert is_zero(case.failure(O=same, d=d) - (1 - printed.probability(O=same, d=d)))
    told = [told_over_fraction(case, size) for size in (200, 400, 800)]
    assert abs(told[2] / told[1] - 1) < abs(told[1] / told[0] - 1) < 0.01


def told_over_fraction(case, d):
    """1/sigma^2 of C(d, d/2) targets, over the printed order of that fraction."""
    size = sympy.Integer(d)
    logarithm = -2 * sympy.log(case.sigma(d=size)) - sympy.log(sympy.binomial(d, case.half(d=size)))
    return sympy.exp(sympy.N(sympy.expand_log(logarithm, force=True) - sympy.log(case.fraction(d=size)), 30))


@refutes("remark-2-finite-precision", evidence="symbolic")
def test_the_averaged_gradient_tells_every_label(claim, over):
    """The loss sum (y_i - f(x_i))^2/(2n): entries of samples are G/(n sqrt(2(d+1))) away from zero."""
    case = claim("remark-2-finite-precision").counterexample
    G, n, d, y = over.symbols("G n d y", positive=True)
    for size in (2, 5):
        indices = range(case.first, size + 1)
        theta, w = (sympy.symbols([f"{name}{j}" for j in indices]) for name in ("theta", "w"))
        scale, origin = case.scale(G=G, d=size), dict.fromkeys((*theta, *w), case.other)
        for bits in product((-1, 1), repeat=size):
            x = (case.one, *bits)
            angle = scale * sum(a for j, a in zip(indices, w, strict=True) if j == 0 or x[j] == case.minus)
            value = scale * sum(a * b for a, b in zip(theta, x, strict=True)) + sympy.sin(angle)
            # the sine's gradient is cos(angle) times one for w_0 and for each w_j that counts
            counted = sum((sympy.diff(angle, one) / scale) ** 2 for one in w)
            assert counted <= size + 1
            assert is_zero(sum(sympy.diff(value, one) ** 2 for one in theta) - G**2 / 2)
            assert is_zero(scale**2 * (size + 1) - G**2 / 2)
            for one, bit in zip(theta, x, strict=True):
                entry = sympy.diff((y - value) ** 2 / (2 * n), one).subs(origin)
                assert is_zero(case.entry(G=G, y=y, n=n, x_j=bit, d=size) - entry)
            for subset in product((0, 1), repeat=size):
                at = dict.fromkeys(theta, 0) | {w[0]: case.quarter(pi=sympy.pi) / scale}
                turn = case.half(pi=sympy.pi) / scale
                at |= {one: inside * turn for one, inside in zip(w[1:], subset, strict=True)}
                parity = math.prod(bit for bit, inside in zip(bits, subset, strict=True) if inside)
                assert value.subs(at) == parity
    apart = abs(case.entry(G=3, y=1, n=5, x_j=-1, d=sympy.Integer(7)) - case.other)
    assert apart == Fraction(3, 20)
    for sigma in (Fraction(749, 10000), Fraction(3, 40), Fraction(1, 10)):
        assert bool(case.precision(sigma=sigma, G=3, n=5, d=sympy.Integer(7))) == (apart > 2 * sigma)
    assert is_zero(case.samples(d=d) - claim("remark-3-distinguish").correction.samples(d=d))
    # two samples share their first b bits with probability 2^-b, and there are n(n-1)/2 pairs
    pairs = n * (n - 1) / 2
    assert is_zero(1 - case.distinct(n=n) - pairs / n**3 - 1 / (2 * n**2))
    # there are fewer than 2 n^3 values of h, each with d + 1 parameters, and as many w_j
    assert is_zero(case.parameters(n=n, d=d) - 2 * n**3 * (d + 1) - (d + 1))


@refutes("remark-2-finite-precision", evidence="exhaustive")
def test_one_query_of_polynomial_size_finds_the_subset(claim, over):
    """The oracle's error in an entry is the largest or its opposite. Empty buckets are left out: they tell nothing."""
    case, draw = claim("remark-2-finite-precision").counterexample, np.random.default_rng(SEED)
    for d in over(d=(24, 32, 48)):
        n, apart = case.samples(d=d), 0
        b = next(b for b in range(d + 1) if case.wide(n=n, b=b))
        made = 2**b * (d + 1 - case.first) + d + 1
        assert made < case.parameters(n=n, d=d)
        unit = 1 / (n * math.sqrt(2 * (d + 1)))
        for _ in range(5):
            subset = draw.integers(0, 2, d)
            x = 1 - 2 * draw.integers(0, 2, (n, d))
            y = np.where(x == -1, 1, 0) @ subset % 2 * -2 + 1
            h = np.where(x[:, :b] == -1, 1, 0) @ (1 << np.arange(b))
            gradient = {int(one): np.zeros(d + 1) for one in h}
            for one, row, label in zip(h, x, y, strict=True):
                gradient[int(one)] += [
                    float(case.entry(G=1, y=int(label), n=n, x_j=int(bit), d=d)) for bit in (case.one, *row)
                ]
            answers = [entries + draw.choice([-0.49, 0.49], d + 1) * unit for entries in gradient.values()]
            signs_seen = np.rint(np.array(answers) / -unit).astype(int)
            labels, bits = signs_seen[:, 0], signs_seen[:, 1:] * signs_seen[:, :1]
            if len(gradient) == n:
                told = solve_over_gf2((1 - bits) // 2, (1 - labels) // 2)
                assert told is not None and told.tolist() == subset.tolist()
                apart += 1
        assert apart >= 4  # of five


@corrects("remark-2-finite-precision", evidence="symbolic")
def test_the_queries_below_which_the_loss_is_above_one_half(claim, over):
    said = claim("remark-2-finite-precision").correction
    d, n, G, P, precision = over.symbols("d n G P precision", positive=True)
    at = {"P": P, "precision": precision, "G": G, "d": d, "n": n}
    loss = claim("theorem-2").correction.loss(T=said.queries(**at), **at)
    assert is_zero(loss - said.loss)
    zero = claim("remark-3-zero-estimator").statement.loss
    assert said.loss == Fraction(zero, 2)
    at = {"G": 1, "precision": 1, "d": 5}
    for size in (6, 7):
        assert said.classes(P=size) == (said.queries(P=sympy.Integer(size), n=10**9, **at) > 1)
    for number in (319, 320, 321):
        assert said.many(n=number, d=5) == (said.queries(P=10**9, n=sympy.Integer(number), **at) > 1)
    coarse = {"G": 1, "precision": 10, "d": 100, "n": sympy.Integer(1), "P": sympy.binomial(100, 50)}
    assert said.queries(**coarse) > 1


@refutes("remark-2-low-variance", evidence="exhaustive")
def test_the_variance_over_the_pairs(claim, over):
    """With all parities of two bits, times |P|^(-1/2), as features: the variance of -2 E[p grad f], exactly."""
    printed, case = claim("remark-2-low-variance").statement, claim("remark-2-low-variance").counterexample
    d = sympy.Symbol("d", positive=True)
    for bits in over(d=(2, 3, 4, 5)):
        table = tables(bits, case.k)
        size = len(table)
        assert size == case.pairs(d=bits)
        gradients = -2 * (table @ table.T >> bits).astype(object)
        away = gradients - gradients.sum(axis=0) / Fraction(size)
        assert (away**2).sum() / Fraction(size) / size == case.variance(P=Fraction(size))
        limit = case.precision(P=sympy.Integer(size))
        few = claim("theorem-1").counterexample.few
        assert few(K=size, sigma=limit * Fraction(9, 10)) and not few(K=size, sigma=limit)
    pairs = case.pairs(d=d)
    assert sympy.limit(pairs / printed.size(Theta=same, d=d), d, sympy.oo) == 0
    assert is_zero(sympy.log(printed.size(Theta=same, d=d)) - d)
    assert sympy.limit(case.variance(P=pairs) * pairs, d, sympy.oo) == 4


@corrects("remark-2-low-variance", evidence="symbolic")
def test_the_variance_of_proposition_3_for_parities(claim, over):
    said = claim("remark-2-low-variance").correction
    G, P = over.symbols("G P", positive=True)
    for d, k in ((3, 2), (5, 2), (4, 3)):
        table = tables(d, k)
        assert np.array_equal(table @ table.T, np.eye(len(table)) * table.shape[1])
    root_mean_square = 1  # of a function with values +-1
    bound = claim("proposition-3").correction.bound(B=root_mean_square, F=G, H=P)
    assert is_zero(said.variance(G=G, P=P) - bound)


@refutes("remark-2-one-shot", evidence="symbolic")
def test_a_chain_of_steep_links(claim, over):
    """Each node sees the token before it, t = phi(t), and multiplies a derivative by phi'(t)."""
    case = claim("remark-2-one-shot").counterexample
    k = over.symbols("k", positive=True)
    middle = claim("remark-d-link").statement.middle
    assert abs(case.fixed) < sympy.Rational(1, 2)
    assert is_zero(middle(t=case.fixed) - case.fixed)
    t = sympy.Symbol("t")
    slope = sympy.diff(middle(t=t), t).subs(t, case.fixed)
    assert is_zero(case.growth(k=k + 1) / case.growth(k=k) + slope)
    tree, h = ParityTree(8, 8), 1e-7
    made = [chained(tree, float(case.fixed) + shift)[0] for shift in (0.0, h)]
    found = (made[1][-1] - made[0][-1]) / (made[1][tree.d] - made[0][tree.d])
    assert abs(abs(found) / float(case.growth(k=tree.k)) - 1) < 1e-3


def chained(tree, mean):
    """The tokens where the first node sees this mean and every later one the node before it."""
    scores = np.zeros((tree.k - 1, tree.tokens))
    scores[0, :2] = (1 + mean) / 2, (1 - mean) / 2
    for row in range(1, tree.k - 1):
        scores[row, tree.d + row - 1] = 1
    return forward(np.array([[1.0, -1.0] + [1.0] * (tree.d - 2)]), tree, scores, APPENDIX_D)


@corrects("remark-2-one-shot", evidence="symbolic")
def test_the_exponent_with_the_other_mask(claim, over):
    phi1 = over.symbols("phi1", positive=True)
    said = claim("remark-2-one-shot").correction
    assert is_zero(said.g(phi1=phi1) - claim("lemma-6").statement.g(phi1=phi1))


@supports("remark-3-more-samples", evidence="symbolic")
def test_the_bound_increases_with_the_samples(claim, over):
    said = claim("remark-3-more-samples").reading
    T, G, precision, P, d, n = over.symbols("T G precision P d n", positive=True)
    at = {"T": T, "G": G, "precision": precision, "P": P, "d": d}
    assert is_zero(said.loss(n=n, **at) - claim("theorem-2").correction.loss(n=n, **at))
    size = {"T": 1, "G": 1, "precision": 1, "P": 4, "d": 1}
    limit = 4 * size["d"] * size["P"] ** 2
    for samples in (limit // 2, limit - 1, limit, limit + 1):
        here, more = (said.loss(n=sympy.Integer(number), **size) for number in (samples, samples + 1))
        assert said.below(n=samples, d=size["d"], P=size["P"]) == bool(here < more)
        assert here <= more


@refutes("remark-3-distinguish", evidence="exhaustive")
def test_one_negative_bit_a_sample(claim, over):
    case = claim("remark-3-distinguish").counterexample
    for d in over(d=(1, 2, 3, 4, 6)):
        columns = [1 << j for j in range(d)]
        all_tables = np.concatenate([tables(d, k) for k in range(d + 1)])
        x = signs(d)[columns]
        assert (x.sum(axis=1) == d - 2).all()
        assert len({tuple(row) for row in all_tables[:, columns]}) == case.all(d=d) == len(all_tables)


@corrects("remark-3-distinguish", evidence="symbolic")
def test_samples_of_full_rank(claim, over):
    """Two parities agree on n uniform samples with probability 2^-n; there are 2^d - 1 differences."""
    said = claim("remark-3-distinguish").correction
    d = over.symbols("d", positive=True)
    assert is_zero(1 - said.probability(d=d) - 2**d * 2 ** (-said.samples(d=d)))
    for bits in (1, 2):
        number = said.samples(d=bits)
        everything = np.concatenate([tables(bits, k) for k in range(bits + 1)])
        draws = list(product(range(1 << bits), repeat=number))
        distinct = sum(len({tuple(row) for row in everything[:, draw]}) == len(everything) for draw in draws)
        assert Fraction(distinct, len(draws)) >= said.probability(d=Fraction(bits))
    for bits in (1, 2, 3):
        everything = np.concatenate([tables(bits, k) for k in range(bits + 1)])
        n = everything.shape[1]
        assert np.array_equal(everything @ everything.T, n * np.eye(len(everything)))
        assert len(everything) == said.most(n=n)  # pairwise orthogonal, hence independent in R^n


@refutes("remark-3-parity-estimators", evidence="symbolic")
def test_the_rate_for_parities_as_estimators(claim, over):
    """The algorithm of theorem 1's counterexample returns a parity; its fraction is the one that is decided there."""
    case, there = claim("remark-3-parity-estimators").counterexample, claim("theorem-1").counterexample
    d = over.symbols("d", positive=True)
    assert is_zero(case.fraction(d=d) - there.fraction(d=d))
    assert is_zero(case.half(d=d) - there.half(d=d))
    assert is_zero(case.failure(O=same, d=d) - there.failure(O=same, d=d))
    assert sympy.limit(case.fraction(d=d) / case.failure(O=same, d=d), d, sympy.oo) == sympy.oo


@corrects("remark-3-parity-estimators", evidence="symbolic")
def test_a_parity_is_right_everywhere_or_half_the_time(claim, over):
    said = claim("remark-3-parity-estimators").correction
    T, G, precision, P = over.symbols("T G precision P", positive=True)
    for d, k in ((2, 1), (4, 2), (5, 3)):
        table = tables(d, k)
        losses = {Fraction(int((p != q).sum()), 1 << d) for p in table for q in table}
        assert losses == {said.hit, Fraction(said.half)}
    told = T * claim("proposition-3").correction.bound(B=1, F=G, H=P) / precision**2
    guessed = 1 / P
    found = said.probability(T=T, G=G, precision=precision, P=P)
    assert is_zero(found - (1 - told - guessed))


@refutes("remark-3-fixed-mapping", evidence="certificate")
def test_the_same_weights_and_sample_for_two_targets(claim):
    case = claim("remark-3-fixed-mapping").counterexample
    x = np.ones(case.d, dtype=int)
    x[case.minus - 1] = -1
    for target, expected in ((case.first, case.one), (case.second, case.two)):
        first_node = x[target[0] - 1] * x[target[1] - 1]
        assert APPENDIX_D(Fraction(int(first_node + x[case.bit - 1]), 2)) == expected
    targets = list(combinations(range(1, case.d + 1), 4))
    assert (case.first, case.second) == (list(targets[0]), list(targets[-1]))
    assert case.bit == case.d
    assert case.minus == 1


@corrects("remark-3-fixed-mapping", evidence="exhaustive")
def test_the_last_node_is_given_the_answer(claim, over):
    """The model sees the true values of the children, whatever the other weights are."""
    said = claim("remark-3-fixed-mapping").correction
    for d, k in over(d_and_k=((2, 2), (5, 4), (8, 8))):
        tree, share = ParityTree(d, k), Fraction(said.half)
        left, right = (j - 1 for j in tree.children(tree.tokens))
        for row in node_values(signs(d), k):
            seen = share * (int(row[left]) + int(row[right]))
            assert abs(APPENDIX_D(seen) - int(row[-1])) == said.error


@supports("remark-3-exponential-queries", evidence="symbolic")
def test_the_queries_for_exponentially_many_samples(claim, over):
    said, read = (
        claim("remark-3-exponential-queries").statement,
        claim("remark-3-exponential-queries").reading,
    )
    names = "d n G P precision epsilon"
    d, n, G, P, precision, epsilon = over.symbols(names, positive=True)
    separation = claim("remark-3-separation").statement
    for part in ("queries", "precision"):
        assert is_zero(
            getattr(read, part)(d=d, epsilon=epsilon) - getattr(separation, part)(d=d, epsilon=epsilon)
        )
    assert exponent(read.queries(d=d, epsilon=epsilon), d).diff(epsilon) > 0
    at = {"P": P, "precision": precision, "G": G, "d": d, "n": n}
    assert is_zero(claim("theorem-2").correction.loss(T=read.needed(**at), **at) - Fraction(1, 2))
    rates = []
    for size in map(sympy.Integer, (10**3, 10**4, 10**5)):
        powers = {"P": 2**size, "G": size**3, "precision": size**-2, "d": size}
        needed = read.needed(n=said.samples(Omega=same, d=size), **powers)
        rates.append(float(sympy.log(sympy.N(needed, 20)) / size))
    assert rates == sorted(rates)
    assert abs(rates[-1] - 0.5) < 0.01  # sqrt(n) = e^(d/2) is less than |P| = 2^d


@supports("remark-3-footnote-4", evidence="exhaustive")
def test_a_component_is_at_most_the_norm(claim, over):
    said = claim("remark-3-footnote-4").statement
    for a, b in over(a=range(6), b=range(6)):
        left, right = said.largest.left(a=a, b=b), said.largest.right(a=sympy.Integer(a), b=b)
        assert left == sorted((a, b))[1]
        assert is_zero(right**2 - a * a - b * b)
        assert said.largest(a=sympy.Integer(a), b=b)
        assert (left == right) == (0 in (a, b))


@refutes("remark-3-filter", evidence="certificate")
def test_a_node_that_attends_to_one_bit(claim):
    printed, case = claim("remark-3-filter").statement, claim("remark-3-filter").counterexample
    assert {APPENDIX_D(bit) for bit in (-1, 1)} == {case.constant}
    grid = [APPENDIX_D(Fraction(t, 20)) for t in range(-20, 21)]
    assert case.difference == case.constant - printed.minus == max(grid) - min(grid)
    assert case.untrained == printed.minus == APPENDIX_D(0)


@corrects("remark-3-filter", evidence="exhaustive")
def test_the_output_near_zero(claim, over):
    said = claim("remark-3-filter").correction
    for step in over(z_in_twentieths=range(-20, 21)):
        z = Fraction(step, 20)
        assert said.range(z=z) == (APPENDIX_D(z) - said.untrained == said.square(z=z))


@supports("remark-3-quantized", evidence="exhaustive")
def test_rounding_commutes_with_whole_shifts(claim, over):
    said, read = claim("remark-3-quantized").statement, claim("remark-3-quantized").reading

    def up(value):
        return floor(value + Fraction(1, 2))

    for w, quarters in over(w=range(-3, 4), u_in_quarters=range(-9, 10)):
        assert said.equal(round=up, w=w, u=Fraction(quarters, 4))
    assert not said.equal(round=round, w=read.w, u=Fraction(read.u))
    assert said.equal(round=round, w=2 * read.w, u=Fraction(read.u))


@refutes("remark-3-footnote-5", evidence="symbolic")
def test_few_augmented_samples_shut_the_filter(claim, over):
    printed, case = claim("theorem-7").statement, claim("remark-3-footnote-5").counterexample
    d = over.symbols("d", positive=True)
    for n2 in (1, 2, 3):
        nodes = [first * second for first, second in product((-1, 1), repeat=2)]
        shut = sum(set(draw) == {case.minus} for draw in product(nodes, repeat=n2))
        assert Fraction(shut, len(nodes) ** n2) == case.bad(n2=Fraction(n2))
    assert is_zero(case.allowed(d=d) - (1 - printed.probability(d=d, epsilon=1)))
    for value in map(sympy.Rational, ("1/2", 1, 3)):
        printed_failure = 1 - printed.probability(d=d, epsilon=value)
        assert case.large(epsilon=value) == is_zero(printed_failure - case.allowed(d=d))
    assert case.minus == claim("lemma-10").counterexample.bad
    for levels in (1, 2, 3):
        below_the_root = ParityTree(8, 2**levels).depth - 1
        assert case.levels(v=levels) == (below_the_root > 0)
    few = case.few(d=d)
    assert sympy.limit(sympy.log(case.bad(n2=few)) / sympy.log(case.allowed(d=d)), d, sympy.oo) == 0
    assert is_zero(few - claim("lemma-10").counterexample.few(d=d))
    tree = ParityTree(4, 4)
    scores = solved(tree)
    strings = np.array([[1.0, -1.0, 1.0, 1.0], [-1.0, 1.0, -1.0, 1.0]])
    assert set(forward(strings, tree, scores, APPENDIX_D, 1.5)[:, -1]) == {case.output}
    assert case.output not in forward(strings, tree, scores, APPENDIX_D)[:, -1]
    assert case.output not in forward(strings[:1], tree, scores, APPENDIX_D)[:, -1]
    tree = ParityTree(8, 8)  # level two is zero at every string, which a low threshold takes for informative
    strings = np.hstack([strings, strings])
    scores = solved(tree)
    for threshold in (0.5, 1.0, 1.5, 2.0):
        made = forward(strings, tree, scores, APPENDIX_D, threshold)
        assert case.threshold(eps0=threshold) == (not made[:, tree.last(1) :].any())


@refutes("remark-3-footnote-5", evidence="exhaustive")
def test_the_filter_shuts_what_is_above_a_token_that_says_nothing(claim, over):
    """A solved tree on two strings of five bits: each level by the definition of the filter, token by token."""
    case = claim("remark-3-footnote-5").counterexample
    tree = ParityTree(5, 4)
    levels = ((range(5), (0, 2)), (range(5, 7), (5,)))  # the tokens below, and the left children of the nodes
    scores = solved(tree)
    shut = set()
    for threshold in over(threshold=(1.0, 1.5, 2.0)):
        for pair in combinations(signs(5)[::3] * 1.0, 2):
            tokens = list(np.array(pair).T)
            for below, children in levels:
                least = min(max(abs(value + 1) for value in tokens[j]) for j in below)
                for left in children:
                    value = APPENDIX_D((tokens[left] + tokens[left + 1]) / 2)
                    tokens.append(case.output * value if least < threshold else value)
            made = forward(np.array(pair), tree, scores, APPENDIX_D, threshold)
            assert np.array_equal(made, np.array(tokens).T)
            shut.add((threshold, bool((made[:, -1] == case.output).all())))
    assert shut == set(product((1.0, 1.5, 2.0), (True, False)))


@corrects("remark-3-footnote-5", evidence="symbolic")
def test_enough_augmented_samples(claim, over):
    """Fewer than 2d tokens, each all -1 with probability 2^-n'."""
    said = claim("remark-3-footnote-5").correction
    d, n2 = over.symbols("d n2", positive=True)
    least = said.enough.right(d=d)
    assert is_zero(sympy.expand_log(sympy.log(said.union(d=d, n2=least) / said.failure(d=d)), force=True))
    assert is_zero(said.union(d=d, n2=n2) - 2 * d * claim("lemma-10").counterexample.chance(n2=n2))
    lemma = claim("lemma-10").statement.probability
    assert is_zero(said.failure(d=d) - (1 - lemma(Omega=same, d=d)))
    assert [bool(said.enough(d=16, n2=number)) for number in (10, 11)] == [False, True]
    size = sympy.Integer(16)
    assert said.enough(d=size, n2=said.enough.right(d=size))
    assert said.minus == claim("lemma-10").counterexample.bad
