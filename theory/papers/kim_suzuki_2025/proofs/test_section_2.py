"""Section 2: theorem 1 as it is quoted, the tree, the link function and the layer."""

from fractions import Fraction
from itertools import product
from math import log2

import numpy as np
import sympy

from theory.attention import APPENDIX_D, ParityTree, forward, node_values
from theory.ledger import corrects, follows, refutes, supports
from theory.papers.kim_suzuki_2025.proofs.parities import (
    OF_WIES,
    is_zero,
    same,
    signs,
    sums_with_parities,
    tables,
)


@refutes("theorem-1/bent", evidence="exhaustive")
def test_the_bent_function_is_as_close_to_every_parity_of_any_size(claim, over):
    case = claim("theorem-1").counterexample
    for d in over(d=(2, 4, 6, 8)):
        minuses = np.bitwise_count(np.arange(1 << d)).astype(int)
        bent = np.array([case.bent(m=int(m)) for m in minuses])
        for k in range(1, d + 1):
            sums = sums_with_parities(bent, d, k)
            assert (
                len(set(sums.tolist())) == 1
            )  # one sign for all of them, so that the negative serves as well
            best = Fraction((1 << d) - abs(int(sums[0])), 2 << d)
            assert is_zero(best - case.loss(d=sympy.Integer(d)))


@refutes("theorem-1", evidence="symbolic")
def test_the_printed_rates_are_those_quoted_and_the_losses_lie_below(claim, over):
    """The gap 2^(-d/2)/2 of the bent function outgrows e^(-d); a class of one target hides nothing."""
    printed, case = claim("theorem-1").statement, claim("theorem-1").counterexample
    quoted = OF_WIES["theorem-4"].content("statement")
    d = over.symbols("d", positive=True)
    allowed = sympy.Rational(1, 2) - printed.level(O=same, d=d)
    assert is_zero(allowed - sympy.exp(-d))
    assert sympy.limit((sympy.Rational(1, 2) - case.loss(d=d)) / allowed, d, sympy.oo) == sympy.oo
    assert is_zero(printed.precision(O=same, d=d) - sympy.exp(-d / 3))
    assert is_zero(printed.probability(O=same, d=d) - (1 - printed.precision(O=same, d=d)))
    for rate in ("level", "probability"):
        assert is_zero(getattr(printed, rate)(O=same, d=d) - quoted[rate](O=same, d=d))
    assert is_zero(printed.precision(O=same, d=d) - quoted["precision"](Omega=same, d=d))
    for size in (2, 5):
        k = case.k(d=size)
        assert len(tables(size, k)) == case.targets
        assert np.mean(tables(size, k)[0] != tables(size, k)[0]) == case.none
    assert sympy.limit(printed.probability(O=same, d=d), d, sympy.oo) > case.none


@corrects("theorem-1", evidence="symbolic")
def test_the_corrected_rate_is_composed_of_chebyshev_and_bessel(claim, over):
    """Lemma 12 of the first paper with the variance of proposition 3 as corrected, for functions of values +-1."""
    said = claim("theorem-1").correction
    mechanism = OF_WIES["lemma-12"].content("correction")
    T, G, size, precision, tau = over.symbols("T G P precision tau", positive=True)
    variance = claim("proposition-3").correction.bound(B=said.sign, F=G, H=size)
    whole = mechanism["probability"](n=T, V=variance, sigma=precision, tau=tau, H=size)
    assert is_zero(said.probability(T=T, G=G, precision=precision, tau=tau, P=size) - whole)
    assert is_zero(said.loss(tau=tau) - mechanism["level"](tau=tau))
    for d, k in product(range(1, 7), range(1, 7)):
        if k <= d:
            assert said.P(d=d, k=k) == len(tables(d, k))


@supports("remark-2-footnote-3", evidence="exhaustive")
@follows("remark-2-footnote-3", evidence="exhaustive")
def test_one_exact_gradient_tells_every_target(claim, over):
    """The gradient of E (p - f_w)^2 at w = 0 is -2 E[p p'] |P|^(-1/2) for f_w = |P|^(-1/2) sum_p' w_p' p'."""
    said = claim("remark-2-footnote-3").consequence
    for d, k in over(d=(2, 3, 4, 5, 6), k=(1, 2, 3)):
        if k > d:
            continue
        table = tables(d, k)
        size = len(table)
        assert set((table**2).sum(axis=0)) == {size * said.norm**2}
        at_origin = np.full(size, said.origin) @ table
        gradients = -2 * (table - at_origin) @ table.T // table.shape[1]  # times |P|^(1/2)
        expected = np.full(gradients.shape, said.other)
        np.fill_diagonal(expected, said.own(P=sympy.Integer(size)) * sympy.sqrt(size))
        assert np.array_equal(gradients, expected)


def pairs_by_level(d, k):
    """The tree by definition: levels of sets of bits, paired from left to right, and the numbers of the nodes."""
    levels = [[frozenset((j,)) for j in range(1, k + 1)]]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([below[i] | below[i + 1] for i in range(0, len(below), 2)])
    numbers = iter(range(d + 1, 2 * d + k))
    return levels, [[next(numbers) for _ in level] for level in levels[1:]]


@supports("remark-2-tree", evidence="exhaustive")
def test_the_numbers_of_the_nodes(claim, over):
    said = claim("remark-2-tree").statement
    for d, v in over(d=range(2, 20), v=(1, 2, 3, 4)):
        k = said.k(v=v)
        if k > d:
            continue
        levels, numbers = pairs_by_level(d, k)
        assert len(levels[0]) == 2**v
        assert sum(map(len, levels)) == said.nodes(k=k)
        assert (numbers[0][0], numbers[-1][0]) == (said.first(d=d), said.root(d=d, k=k))
        tree = ParityTree(d, k)
        parents = {child: m for m in tree.nodes for child in tree.children(m)}
        assert [tree.parent(j) for j in range(1, tree.tokens + 1)] == [
            parents.get(j) for j in range(1, tree.tokens + 1)
        ]
        last = [d, *(level[-1] for level in numbers)]
        for level in range(-1, v + 2):
            assert said.levels(l=level, v=v) == (0 <= level < len(last))
            if 0 <= level <= v:
                assert said.last(d=d, v=v, l=level) == last[level] == ParityTree(d, k).last(level)


@supports("figure-1", evidence="exhaustive")
def test_the_figure(claim, over):
    said = claim("figure-1").statement
    for first in over(node=(17,)):
        levels, numbers = pairs_by_level(said.d, said.k)
        assert (said.node, len(levels[0])) == (first, 8)
        assert numbers[0][0] == first == said.d + 1
        assert numbers[1][0] == said.parent
        tree = ParityTree(said.d, said.k)
        assert tree.parent(first) == said.parent
        assert tree.height(first) == said.level == 1
        # The two first bits of the figure are x_1 and x_4: the subset begins with them.
        assert said.children == [1, 4]
        assert said.d == 16


@supports("remark-2-link", evidence="exhaustive")
def test_sums_become_parities(claim, over):
    said = claim("remark-2-link").statement
    for a, b in over(a=(said.minus, said.plus), b=(said.minus, said.plus)):
        assert said.parity(phi=APPENDIX_D, a=Fraction(a), b=Fraction(b))
    for zero, left, right in product((-2, -1, 0, 1), repeat=3):
        values = {0: zero, -1: left, 1: right}
        met = said.zero(phi=values.get) and said.ends(phi=values.get)
        holds = all(values[(a + b) // 2] == a * b for a in (-1, 1) for b in (-1, 1))
        assert met == holds
    assert (said.minus, said.plus) == (-1, 1)


@supports("remark-2-curvature", evidence="symbolic")
def test_the_expansion_of_an_even_function(claim, over):
    """Even derivatives alone are left: f(t) = f(0) + c t^2 + O(t^4) with f(0) = -1."""
    said = claim("remark-2-curvature").statement
    c, e, g = over.symbols("c e g", real=True)
    t = sympy.Symbol("t")
    even = -1 + c * t**2 + e * t**4 + g * t**6
    rest = sympy.expand(even - said.expansion(c=c, t=t))
    assert sympy.limit(rest / said.rest(t=t), t, 0) == e
    assert is_zero(even - even.subs(t, -t))


@follows("remark-2-curvature", evidence="symbolic")
def test_a_flat_link_meets_the_conditions(claim, over):
    said = claim("remark-2-curvature").consequence
    t = over.symbols("t", real=True)
    flat = said.flat(t=t)
    slope = sympy.diff(flat, t)
    assert [flat.subs(t, at) for at in (-1, 0, 1)] == [1, -1, 1]
    assert [slope.subs(t, at) for at in (-1, 0, 1)] == [0, 0, 0]
    assert is_zero(flat - flat.subs(t, -t))
    assert sympy.expand(flat).coeff(t, 2) == said.c == 0
    assert sympy.factor(slope) == 24 * t**3 * (1 - t) * (1 + t) or is_zero(slope - 24 * t**3 * (1 - t**2))
    # -1 + c t^2 >= -1 near 0 is what [-1, 1] asks for.
    assert [said.least(c=c) for c in (-1, 0, 1)] == [False, True, True]


@supports("eq-1", evidence="exhaustive")
def test_the_layer_with_the_matrices_of_the_text(claim, over):
    """Keys, queries and values as matrices of symbols; the softmax over the tokens before m."""
    said = claim("eq-1").statement
    for n, d, k in over(n=(1, 2), d=(2, 3), k=(2,)):
        tokens = d + k - 1
        x = sympy.Matrix(n, tokens, lambda i, j: sympy.Symbol(f"x{i}{j}"))
        w = sympy.Matrix(tokens, tokens, lambda i, j: sympy.Symbol(f"w{i}_{j}"))
        key_query = sympy.diag(sympy.zeros(n, n), w)
        value = sympy.Matrix.hstack(sympy.eye(n), sympy.zeros(n, tokens))
        p = [sympy.Matrix.vstack(x[:, j], sympy.eye(tokens)[:, j]) for j in range(tokens)]
        for m in range(d + 1, tokens + 1):
            scores = [sympy.exp((p[j].T * key_query * p[m - 1])[0]) for j in range(m - 1)]
            layer = sum((value * p[j] * scores[j] / sum(scores) for j in range(m - 1)), sympy.zeros(n, 1))
            column = {a: w[a - 1, m - 1] for a in range(1, m)}
            claimed = {j: said.score(w=column.get, j=j, m=m) for j in column}
            assert all(is_zero(c - s / sum(scores)) for c, s in zip(claimed.values(), scores, strict=True))
            for i in range(n):
                row = {j: x[i, j - 1] for j in column}
                mean = said.mean(sigma=claimed.get, x=row.get, m=m)
                assert is_zero(mean - layer[i])


@refutes("remark-2-cube", evidence="certificate")
def test_a_token_has_an_entry_a_sample(claim):
    case = claim("remark-2-cube").counterexample
    for d in (case.n - 1, case.n + 1):
        x = np.ones((case.n, d))
        assert x[:, 0].shape == (case.entries,)
        assert claim("remark-2-cube").statement.dimension(d=d) == d != case.entries


@corrects("remark-2-cube", evidence="exhaustive")
def test_means_of_tokens_stay_in_the_cube(claim, over):
    said = claim("remark-2-cube").correction
    for n, d in over(n=(1, 2, 5), d=(2, 3)):
        x = np.array([[Fraction((-1) ** (i * j)) for j in range(d)] for i in range(n)])
        mean = x.mean(axis=1)
        assert len(mean) == said.dimension(n=n)
        assert max(abs(mean)) <= 1
        assert all(abs(APPENDIX_D(z)) <= 1 for z in mean)


def applications(d, k, mask):
    """How many applications change a token, for random weights and one input."""
    tree = ParityTree(d, k)
    draw = np.random.default_rng(d + k)
    tokens = np.array([Fraction(int(bit)) for bit in draw.choice((-1, 1), d)] + [Fraction(0)] * (k - 1))
    parts = {m: draw.integers(1, 9, tree.attended(m, mask)) for m in tree.nodes}
    scores = {m: np.array([Fraction(int(v), int(part.sum())) for v in part]) for m, part in parts.items()}
    changed = 0
    while True:
        new = tokens.copy()
        for m in tree.nodes:
            new[m - 1] = APPENDIX_D(scores[m] @ tokens[: len(scores[m])])
        if np.array_equal(new, tokens):
            return changed
        tokens, changed = new, changed + 1


@supports("remark-2-steps", evidence="numeric")
@follows("remark-2-steps", evidence="numeric")
def test_the_chain_stops(claim, over):
    said, more = claim("remark-2-steps").statement, claim("remark-2-steps").consequence
    for k in over(k=(2, 4, 8)):
        over.sample(1, "weights and inputs", seed=2 * k + 1)
        assert applications(k + 1, k, "causal") == said.steps(k=k)
        assert applications(k + 1, k, "level") == round(float(more.levels(k=k))) == log2(k)


@supports("eq-3", evidence="numeric")
def test_the_chain_by_levels_stops(claim, over):
    said = claim("eq-3").statement
    for k in over(k=(2, 4, 8, 16)):
        over.sample(1, "weights and inputs", seed=2 * k + 1)
        assert applications(k + 1, k, "level") == round(float(said.steps(k=k))) == log2(k)


@supports("eq-2", "eq-4", evidence="exhaustive")
def test_the_loss_by_tokens_and_by_samples(claim, over):
    """The model's own predictions at uniform weights; a sample's term is the same among other samples."""
    for d, k in over(d=(4, 6), k=(2, 4)):
        tree, x = ParityTree(d, k), signs(d)[3:].astype(object)
        for mask, name in (("causal", "eq-2"), ("level", "eq-4")):
            scores = np.array(
                [
                    [
                        Fraction(int(j < tree.attended(m, mask)), tree.attended(m, mask))
                        for j in range(tree.tokens)
                    ]
                    for m in tree.nodes
                ]
            )
            errors = (forward(x, tree, scores, APPENDIX_D) - node_values(x, k)) ** 2
            loss = errors.sum() / Fraction(2 * len(x))
            outside = Fraction(1)  # what a sum with other limits would add
            rows = [outside, *errors.sum(axis=1)]
            columns = {j: errors[:, j - 1].sum() if j > d else outside for j in range(tree.tokens + 1)}
            assert not errors[:, :d].any()
            said = claim(name).statement
            assert said.samples(sample=rows.__getitem__, n=len(x)) == loss
            if name == "eq-2":
                assert said.tokens(token=columns.__getitem__, d=d, k=k, n=len(x)) == loss
            alone = (forward(x[3:5], tree, scores, APPENDIX_D) - node_values(x[3:5], k)) ** 2
            assert alone.sum(axis=1).tolist() == errors[3:5].sum(axis=1).tolist()
