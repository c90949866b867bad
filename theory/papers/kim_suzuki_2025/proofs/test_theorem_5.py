"""Lemma 4, appendix B and theorem 5: the gradient at zero weights, and one step."""

from collections import Counter
from fractions import Fraction
from functools import reduce
from itertools import pairwise, product
from math import comb

import numpy as np
import sympy

from theory.attention import (
    APPENDIX_D,
    MASKS,
    Link,
    ParityTree,
    errors_after_one_step,
    forward,
    gradient_at_zero,
    gradient_over_all_inputs,
    node_values,
    population_gradient,
    softmax_weights,
)
from theory.ledger import corrects, follows, refutes, supports
from theory.papers.kim_suzuki_2025.proofs.parities import exponent, is_zero, same, signs

TREES = ((2, 2), (5, 4), (6, 4), (8, 8), (9, 8))
SEED = 5


@supports("remark-b-softmax", evidence="symbolic")
def test_the_derivatives_of_a_softmax(claim, over):
    """With the sum of all other exponentials as one symbol R, and what they average as another."""
    said = claim("remark-b-softmax").statement
    w, v, R, x, y, rest = over.symbols("w v R x y rest", real=True)
    total = sympy.exp(w) + sympy.exp(v) + R
    own, other = sympy.exp(w) / total, sympy.exp(v) / total
    z = own * x + other * y + rest / total
    assert is_zero(sympy.diff(own, w) - said.score(equal=1, sigma_alpha=own, sigma_j=own))
    assert is_zero(sympy.diff(other, w) - said.score(equal=0, sigma_alpha=other, sigma_j=own))
    assert is_zero(sympy.diff(z, w) - said.mean(sigma_j=own, x_j=x, z=z))
    rows = np.array([[1000.0, 999.0, -np.inf], [-1000.0, -1001.0, -3000.0]])
    assert np.allclose(softmax_weights(rows), [[1 / (1 + np.exp(-1)), 1 / (1 + np.e), 0]], rtol=1e-12, atol=0)


def gradient_square(scores, tokens):
    """The squared norm of the gradient of z in the weights."""
    z = scores @ tokens
    return ((scores * (tokens - z)) ** 2).sum()


@supports("lemma-4", evidence="symbolic")
def test_the_gradient_of_every_node(claim, over):
    """|sigma (x - z)| <= 2 sigma, squares of scores sum to at most one, and there are k - 1 nodes; k <= d."""
    said, read = claim("lemma-4").statement, claim("lemma-4").reading
    phi1, k, d = over.symbols("phi1 k d", positive=True)
    assert is_zero(read.bound(phi1=phi1, k=k) ** 2 - (k - 1) * (phi1 * 2) ** 2)
    assert sympy.limit(read.bound(phi1=1, k=d) / said.order(d=d), d, sympy.oo) == 2
    draw = np.random.default_rng(SEED)
    for size in (2, 3, 20):
        for _ in range(20):
            scores, tokens = draw.dirichlet(np.full(size, 0.3)), draw.choice((-1, 1), size)
            assert gradient_square(scores, tokens) <= 4 * (scores**2).sum() <= 4


@follows("lemma-4", evidence="symbolic")
def test_the_sharp_constant(claim, over):
    """With the score q on +1: at most q^2 (2-2q)^2 + (1-q)^2 (2q)^2 = 8 q^2 (1-q)^2, at most 1/2, at q = 1/2."""
    said = claim("lemma-4").consequence
    q = over.symbols("q", real=True)
    z = 2 * q - 1
    square = q**2 * (1 - z) ** 2 + (1 - q) ** 2 * (1 + z) ** 2
    assert is_zero(said.sharp**2 - square.subs(q, sympy.Rational(1, 2)))
    assert is_zero(sympy.Rational(1, 2) - square - (1 - 2 * q) ** 2 * (1 + 4 * q * (1 - q)) / 2)
    assert gradient_square(np.array([0.5, 0.5]), np.array([1, -1])) == 0.5
    assert is_zero(said.factor * said.sharp - 2)


@supports("lemma-9", evidence="symbolic")
def test_hoeffding_over_all_products(claim, over):
    """2 exp(-n kappa^2/2) each, for fewer than (2d)^4 products of one to four of 2d - 1 tokens."""
    said = claim("lemma-9").statement
    n, d, q = over.symbols("n d q", positive=True)
    tail = 2 * sympy.exp(-n * said.kappa(n=n, d=d, q=q) ** 2 / 2)
    assert is_zero(tail * (2 * d) ** said.most - (1 - said.probability(q=q)))
    tokens = 2 * d - 1
    fewer = sympy.expand((2 * d) ** 4 - sum(tokens**r for r in range(1, said.most + 1)))
    assert min(sympy.Poly(fewer.subs(d, d + 1), d).all_coeffs()) > 0
    assert said.most == 4  # (x_m, z, z^3): what the gradient needs


@supports("remark-b-kappa", evidence="symbolic")
def test_the_order_of_kappa(claim, over):
    """kappa^2 = (2/n)(log 32 + 4 log d + d^(eps/2)), and the last summand leads."""
    said = claim("remark-b-kappa").statement
    d, epsilon = over.symbols("d epsilon", positive=True)
    tail = -sympy.log(said.p(d=d, epsilon=epsilon))
    power = (exponent(sympy.simplify(tail), d) - exponent(said.n(d=d, epsilon=epsilon), d)) / 2
    assert is_zero(power - exponent(said.kappa(d=d, epsilon=epsilon), d))
    general = claim("lemma-9").statement.kappa
    leading = general(n=1, d=d, q=said.p(d=d, epsilon=2)) ** 2
    assert sympy.limit(leading / d, d, sympy.oo) == 2
    # The orders are those of the two theorems.
    theorem = claim("theorem-5").statement
    assert is_zero(said.n(d=d, epsilon=epsilon) - theorem.n(d=d, epsilon=epsilon))
    assert is_zero(said.p(d=d, epsilon=epsilon) - 1 + theorem.probability(d=d, epsilon=epsilon))


@supports("eq-6", evidence="exhaustive")
def test_the_gradient_by_the_formula_and_by_difference_quotients(claim, over):
    """The loss as a polynomial in one weight's score: its exact derivative at zero, input by input."""
    said = claim("eq-6").statement
    e = sympy.Symbol("e")
    for d, k in over(d=(2, 3, 4), k=(2, 4)):
        if k > d:
            continue
        tree, x = ParityTree(d, k), node_values(signs(d), k)
        for m in tree.nodes:
            j, M = 1, m - 1
            derivative, by_formula = 0, 0
            for row in x:
                # exp(w) = 1 + e on token j: z(e) = (sum + e x_j)/(M + e), d/dw = d/de at e = 0.
                z_e = (int(row[:M].sum()) + e * int(row[j - 1])) / (M + e)
                z = Fraction(int(row[:M].sum()), M)
                slope = sympy.Rational(APPENDIX_D.slope(z))
                loss_slope = (sympy.Rational(APPENDIX_D(z)) - int(row[m - 1])) * slope
                derivative += loss_slope * sympy.diff(z_e, e).subs(e, 0)
                by_formula += said.term(
                    phi=APPENDIX_D(z), x_m=int(row[m - 1]), dphi=APPENDIX_D.slope(z), x_j=int(row[j - 1]), z=z
                )
            mean = by_formula * said.score(m=m) / len(x)
            assert is_zero(derivative / len(x) - mean)
            assert mean == population_gradient(tree, m, j, APPENDIX_D)
    for d, k in TREES:
        tree = ParityTree(d, k)
        for m, mask in product(tree.nodes, MASKS):
            everything = gradient_over_all_inputs(tree, m, APPENDIX_D, mask)
            attended = range(1, tree.attended(m, mask) + 1)
            assert everything == [population_gradient(tree, m, j, APPENDIX_D, mask) for j in attended]
    h = 1e-6
    f = [float(APPENDIX_D(0.3 + s * h) - APPENDIX_D(0.3 - s * h)) / (2 * h) for s in (1,)]
    assert abs(f[0] - float(APPENDIX_D.slope(0.3))) < 1e-6


def products_of(tree, m, size, with_m):
    """Tuples of tokens before m, with m or not, whose product is trivial."""
    supports = {j: tree.support(j) for j in range(1, m + 1)}
    for chosen in product(range(1, m), repeat=size):
        odd = frozenset()
        for j in chosen:
            odd ^= supports[j]
        if odd == (supports[m] if with_m else frozenset()):
            yield chosen


@supports("remark-b-third-order", evidence="exhaustive")
def test_the_trivial_products_with_a_node(claim, over):
    said = claim("remark-b-third-order").statement
    for d, k in over(d=(2, 4, 5, 8, 9, 16, 18), k=(2, 4, 8, 16)):
        if k > d:
            continue
        tree = ParityTree(d, k)
        for m in tree.nodes:
            found = set(products_of(tree, m, 2, with_m=True))
            left, right = tree.children(m)
            assert found == {(left, right), (right, left)}
            assert len(found) == said.pairs


def trivial(tree, *tokens):
    """Whether a product of tokens is one at every input."""
    odd = frozenset()
    for j in tokens:
        odd ^= tree.support(j)
    return not odd


@refutes("remark-b-trivial-pair", evidence="certificate")
def test_a_token_that_is_no_child(claim):
    case = claim("remark-b-trivial-pair").counterexample
    tree = ParityTree(case.d, case.k)
    m = tree.nodes[0]
    assert case.j not in tree.children(m)
    assert case.j == case.d
    assert sum(not trivial(tree, m, alpha, case.j) for alpha in range(1, m)) == case.pairs == m - 1


@corrects("remark-b-trivial-pair", evidence="exhaustive")
def test_each_child_has_one_partner(claim, over):
    said = claim("remark-b-trivial-pair").correction
    for d, k in over(d_and_k=((2, 2), (5, 4), (8, 8), (17, 16))):
        tree = ParityTree(d, k)
        for m in tree.nodes:
            for j in range(1, m):
                partners = sum(trivial(tree, m, alpha, j) for alpha in range(1, m))
                assert partners == (said.one if j in tree.children(m) else 0)


@supports("remark-b-fourth-order", evidence="exhaustive")
@follows("remark-b-fourth-order/count", evidence="exhaustive")
def test_the_number_of_trivial_products_of_four(claim, over):
    said, more = claim("remark-b-fourth-order").statement, claim("remark-b-fourth-order").consequence
    for d, k in over(d=(2, 4, 5, 8, 9), k=(2, 4, 8)):
        if k > d:
            continue
        tree = ParityTree(d, k)
        for m in (d + 1, (3 * d) // 2 + 1, tree.tokens):
            if m > tree.tokens:
                continue
            supports = [tree.support(j) for j in range(1, m)]
            pairs = {}
            for one, two in product(supports, repeat=2):
                pairs[one ^ two] = pairs.get(one ^ two, 0) + 1
            found = sum(count**2 for count in pairs.values())
            high = sum(tree.height(j) >= 2 for j in range(1, m))
            assert found == more.count(M=m - 1, b=high)
    d = sympy.Symbol("d", positive=True)
    assert sympy.limit(more.count(M=2 * d, b=d) / said.order(d=d), d, sympy.oo) == 12


def term_7(tree, m, c):
    """The mean of -x_m 2c z (x_j - z)/M over all inputs for each token j, by one pass over the inputs."""
    x = node_values(signs(tree.d), tree.k)
    M, s = m - 1, x[:, : m - 1].sum(axis=1)
    sums = [(-x[:, m - 1] * 2 * c * s * (M * x[:, j] - s)).sum() for j in range(M)]
    return [Fraction(int(v), len(x) * M**3) for v in sums]


@refutes("eq-7", evidence="exhaustive")
def test_the_mean_of_the_leading_term(claim, over):
    printed, case = claim("eq-7").statement, claim("eq-7").counterexample
    d, epsilon = sympy.symbols("d epsilon", positive=True)
    for bits, k in over(d=(2, 4, 6, 8), k=(2, 4, 8)):
        if k > bits:
            continue
        tree = ParityTree(bits, k)
        for m, c in product(tree.nodes, (1, 4)):
            for j, mean in enumerate(term_7(tree, m, c), start=1):
                child = int(j in tree.children(m))
                assert mean == case.exact(c=c, child=child, m=m)
                assert mean - printed.value(c=c, child=child, m=m) == Fraction(4 * c, (m - 1) ** 3)
    extra = case.exact(c=1, child=0, m=d + 1)
    assert is_zero(exponent(extra / 4, d) - exponent(case.order(d=d), d))
    for value in (3, 4, 5):
        excess = exponent(case.order(d=d), d) - exponent(printed.error(d=d, epsilon=value), d)
        assert (excess > 0) == case.range(epsilon=value)
    assert is_zero(exponent(printed.error(d=d, epsilon=epsilon), d) - noise(claim, d, epsilon))


def noise(claim, d, epsilon):
    """The power of d of kappa/d, what products of tokens deviate by where divided by m - 1."""
    return sympy.simplify(exponent(claim("remark-b-kappa").statement.kappa(d=d, epsilon=epsilon), d) - 1)


@corrects("eq-7", "eq-8", evidence="symbolic")
def test_what_the_terms_deviate_by_on_samples(claim, over):
    """Both are means of products of at most four tokens over m - 1; those that are not trivial deviate by kappa."""
    d, epsilon = over.symbols("d epsilon", positive=True)
    for name, least in (("eq-7", -3), ("eq-8", -4)):
        said = claim(name).correction
        power = exponent(said.noise(d=d, epsilon=epsilon), d)
        assert is_zero(power - noise(claim, d, epsilon))
        for value in (3, 4, 5, 7, 8, 9):
            assert said.small(epsilon=value) == (power.subs(epsilon, value) >= least)


@refutes("eq-8", evidence="exhaustive")
def test_the_mean_of_the_second_term(claim, over):
    printed, case = claim("eq-8").statement, claim("eq-8").counterexample
    d, epsilon = sympy.symbols("d epsilon", positive=True)
    for bits, k in over(d=(4, 5, 8, 9), k=(4, 8)):
        if k > bits:
            continue
        tree, x = ParityTree(bits, k), node_values(signs(bits), k)
        for m, c in product(tree.nodes, (1, 4)):
            M, s = m - 1, x[:, : m - 1].sum(axis=1)
            sets = trivial_sets(tree, m)
            assert len(sets) == 2 * sum(tree.height(j) >= 2 for j in range(1, m))
            for j in range(1, m):
                # (-1 + c z^2) 2c z (x_j - z)/M with z = s/M
                total = int(((c * s**2 - M**2) * 2 * c * s * (M * x[:, j - 1] - s)).sum())
                mean = Fraction(total, len(x) * M**5)
                containing = sum(j in chosen for chosen in sets)
                assert mean == case.exact(c=c, s=containing, b=len(sets) // 2, m=m)
    tree = ParityTree(32, 16)
    first = tree.last(2) + 1
    assert sum(tree.height(j) >= 2 for j in range(1, first)) == case.nodes(k=16)
    assert all(tree.d not in chosen for chosen in trivial_sets(tree, first))
    assert case.sets == 0
    size = case.exact(c=1, s=case.sets, b=case.nodes(k=d), m=d + 1)
    assert is_zero(exponent(-size / 24, d) - exponent(case.order(d=d), d))
    for value in (7, 8, 9):
        excess = exponent(case.order(d=d), d) - exponent(printed.error(d=d, epsilon=value), d)
        assert (excess > 0) == case.range(epsilon=value)
    assert is_zero(exponent(printed.error(d=d, epsilon=epsilon), d) - noise(claim, d, epsilon))


def trivial_sets(tree, m):
    """The sets of four different tokens with a trivial product: a node, a child, the other child's children."""
    found = set()
    for node in range(1, m):
        if tree.height(node) >= 2:
            for child, other in (tree.children(node), tree.children(node)[::-1]):
                found.add(frozenset((node, child, *tree.children(other))))
    return found


@refutes("remark-b-gradient", evidence="exhaustive")
def test_a_common_part_that_more_samples_do_not_reduce(claim, over):
    """Exactly, for growing d: d^3 times the derivative approaches 4c = 16 for a token that is no child."""
    printed, case = claim("remark-b-gradient").statement, claim("remark-b-gradient").counterexample
    d, epsilon, child_of_m = sympy.symbols("d epsilon child", positive=True)
    same_value = claim("eq-7").statement.value(c=4, child=child_of_m, m=d)
    assert is_zero(printed.value(c=4, child=child_of_m, m=d) - same_value)
    values = []
    for bits in over(d=(64, 128, 256, 512)):
        tree = ParityTree(bits, case.k(d=bits))
        value = population_gradient(tree, bits + 1, bits, APPENDIX_D)
        values.append(abs(value * case.scale(d=bits) - case.limit))
        child = population_gradient(tree, bits + 1, 1, APPENDIX_D)
        leading = printed.value(c=APPENDIX_D.c, child=1, m=bits + 1)
        assert abs(child / leading - 1) < Fraction(3, bits)
    assert values == sorted(values, reverse=True)
    assert values[-1] < Fraction(1, 10**9)
    # 4c/(m-1)^3 is eq 7's second term; the rest needs |z| > 1/2, which has exponentially small probability.
    exact = claim("eq-7").counterexample.exact
    assert exact(c=APPENDIX_D.c, child=0, m=d + 1) * case.scale(d=d) == case.limit
    for value in (7, 8, 9):
        excess = -3 - exponent(printed.error(d=d, epsilon=value), d)
        assert (excess > 0) == case.range(epsilon=value)
    orders = claim("eq-10").statement.error(d=d, epsilon=epsilon)
    assert is_zero(exponent(printed.error(d=d, epsilon=epsilon) / orders, d))
    for bits in (7, 9):
        assert case.k(d=bits) == Fraction(bits, 2)
    assert is_zero(case.scale(d=d) - d * d * d)


@corrects("remark-b-gradient", evidence="symbolic")
def test_the_error_of_the_gradient(claim, over):
    """The largest of the four terms' errors: the third moment is (1/d)^(1/2) (1/d^2 + kappa)^(1/2), over m - 1."""
    said = claim("remark-b-gradient").correction
    d = over.symbols("d", positive=True)
    for value in (Fraction(1, 2), Fraction(2), Fraction(4), Fraction(5), Fraction(10)):
        value = sympy.Rational(value)
        power = exponent(said.error(d=d, epsilon=value), d)
        assert is_zero(power - max(errors_of_the_terms(claim, d, value)))


def errors_of_the_terms(claim, d, epsilon):
    """The powers of d of the errors of eq 7 to 10 at one epsilon."""
    kappa = exponent(claim("remark-b-kappa").statement.kappa(d=d, epsilon=epsilon), d)
    fourth = max(sympy.Integer(-2), kappa)
    second = max(sympy.Integer(-1), kappa)
    return [max(-3, kappa - 1), max(-4, kappa - 1), fourth - 1, (second + fourth) / 2 - 1]


def of_the_first_node(d, term):
    """The mean over all inputs of term(x_1, x_2, z) for the mean z of d bits, exactly."""
    total = Fraction(0)
    for first, second, ones in product((-1, 1), (-1, 1), range(d - 1)):
        z = Fraction(first + second + 2 * ones - (d - 2), d)
        total += comb(d - 2, ones) * term(first, second, z)
    return total / 2**d


def added(first, second):
    """How often each sum of two numbers occurs, from how often each number does."""
    found = Counter()
    for (one, often), (two, times) in product(first.items(), second.items()):
        found[one + two] += often * times
    return found


@refutes("eq-9", evidence="exhaustive")
def test_a_mean_of_order_five_that_more_samples_do_not_reduce(claim, over):
    """All inputs of 16 bits, then the distribution of s = (m - 1) z: d/8 groups of seven tokens and d/2 unread bits.

    E s^6 and E s^5 x_j are polynomials of degree three in the number of groups, so five numbers of groups show all.
    """
    printed, case = claim("eq-9").statement, claim("eq-9").counterexample
    d, t, x_j, z, kappa = sympy.symbols("d t x_j z kappa", positive=True)
    meets_section_2(case.quartic(t=t), t)
    at = {"phi": case.quartic(t=z), "c": case.quartic(t=t).coeff(t, 2), "z": z, "x_j": x_j}
    assert is_zero(case.part(**at, m=23) + 16 * z**5 * (x_j - z) / 22)

    def mean(sum_5, sum_6, inputs, M):
        return -16 * Fraction(M * sum_5 - sum_6, inputs * M**7)

    tree = ParityTree(16, case.k(d=16))
    M = tree.last(2)
    assert (tree.height(M), tree.height(M + 1)) == (2, 3)
    x = node_values(signs(16), tree.k)
    s = x[:, :M].sum(axis=1)
    everything = mean(int((s**5 * x[:, tree.d - 1]).sum()), int((s**6).sum()), len(x), M)
    assert everything == case.exact(d=Fraction(16))
    group = Counter(node_values(signs(4), 4).sum(axis=1).tolist())
    for groups in over(groups=(1, 2, 3, 4, 5)):
        rest = reduce(added, (*[group] * groups, *[Counter((-1, 1))] * (4 * groups - 1)))
        bits, tokens = 8 * groups, 11 * groups
        sums = [sum(n * (s + own) ** 6 for s, n in rest.items() for own in (-1, 1))]
        sums.append(sum(n * (s + own) ** 5 * own for s, n in rest.items() for own in (-1, 1)))
        assert mean(sums[1], sums[0], 2**bits, tokens) == case.exact(d=Fraction(bits))
    assert is_zero(case.order(d=d) - d**-5)
    assert sympy.limit(case.exact(d=d) / case.order(d=d), d, sympy.oo) > 200
    for value in (11, 12, 13):
        assert case.range(epsilon=value) == (exponent(printed.error(d=d, epsilon=value), d) < -5)
    fourth = claim("eq-10").statement.fourth(O=same, d=d, kappa=kappa)
    assert is_zero(printed.fourth(O=same, d=d, kappa=kappa) - fourth)


@follows("eq-9", evidence="exhaustive")
def test_the_fourth_moment_does_not_give_the_bound(claim, over):
    """Bits alone: E z^4 exactly; and E z^5 (x_j - z) = 0, because it is the same for all j and they sum to zero."""
    printed, case = claim("eq-9").statement, claim("eq-9").consequence
    d = sympy.Symbol("d", positive=True)
    for bits in over(d=(2, 3, 5, 8, 13)):
        assert of_the_first_node(bits, lambda _x, _y, z: z**4) == case.moment(d=Fraction(bits))
        assert of_the_first_node(bits, lambda x, _y, z: z**5 * (x - z)) == 0
    bound = case.moment(d=d) / d
    assert sympy.limit(bound / case.bound(d=d), d, sympy.oo) == 3
    for value in (3, 4, 5, 11, 12, 13):
        excess = exponent(case.bound(d=d), d) - exponent(printed.error(d=d, epsilon=value), d)
        known = claim("eq-9").counterexample.range(epsilon=value)
        assert case.between(epsilon=value) == (excess > 0 and not known)
    assert is_zero(exponent(case.bound(d=d), d) + 3)


@refutes("eq-10", evidence="exhaustive")
def test_the_third_order_of_the_slope(claim, over):
    """Exactly, for growing d: phi' - 2cz = 4 e z^3 meets -x_m x_1 = -x_2 and E x_2 z^3, near 3/d^2."""
    printed, case = claim("eq-10").statement, claim("eq-10").counterexample
    d, t, kappa = sympy.symbols("d t kappa", positive=True)
    link = case.quartic(t=t)
    meets_section_2(link, t)
    slope = sympy.Poly(sympy.diff(link, t) - 2 * link.coeff(t, 2) * t, t).all_coeffs()
    values = []
    for bits in over(d=(32, 64, 128, 256)):

        def term(x, y, z, m=bits + 1):
            rest = sum(int(b) * z**power for power, b in enumerate(reversed(slope)))
            at = {"c": int(link.coeff(t, 2)), "z": z, "m": m}
            dphi = rest + 2 * at["c"] * z
            return case.part(phi=case.quartic(t=z), x_m=x * y, dphi=dphi, x_j=x, **at)

        value = of_the_first_node(bits, term)
        values.append(abs(value * case.scale(d=bits) - case.limit))
    assert all(2 * after < before * Fraction(11, 10) for before, after in pairwise(values))  # like 1/d
    six, at = claim("eq-6").statement, {"phi": 2, "x_m": 3, "dphi": 5, "x_j": 7, "z": 11}
    whole = six.term(**at) * six.score(m=13)  # of which the part leaves out 2cz of the slope
    assert case.part(**at, m=13, c=0) == whole
    assert is_zero(exponent(case.scale(d=d), d) - 3)
    for value in (7, 8, 9):
        assert case.range(epsilon=value) == (exponent(printed.error(d=d, epsilon=value), d) < -3)
    assert is_zero(printed.second(O=same, d=d) - d / d**2)  # d pairs of equal tokens of d^2
    order = printed.fourth(O=same, d=d, kappa=kappa)
    count = claim("remark-b-fourth-order").consequence.count
    assert sympy.limit(count(M=d, b=d) / d**4 / order.subs(kappa, 0), d, sympy.oo) == 3
    assert order.coeff(kappa) == 1
    for value in (sympy.Rational(1, 2), sympy.Integer(2), sympy.Integer(4)):
        assert is_zero(
            exponent(printed.error(d=d, epsilon=value), d) - errors_of_the_terms(claim, d, value)[3]
        )


def meets_section_2(link, t):
    """Assert the conditions of section 2.2 on an even polynomial that increases on [0, 1]."""
    slope = sympy.diff(link, t)
    assert [link.subs(t, at) for at in (-1, 0, 1)] == [1, -1, 1]
    assert [slope.subs(t, at) for at in (-1, 0, 1)] == [0, 0, 0]
    assert is_zero(link - link.subs(t, -t))
    assert all(slope.subs(t, sympy.Rational(n, 10)) > 0 for n in range(1, 10))


@corrects("eq-9", "eq-10", evidence="symbolic")
def test_the_orders_of_the_remainders(claim, over):
    d = over.symbols("d", positive=True)
    for value in map(sympy.Rational, ("1/2", 2, 4, 5, 10)):
        errors = errors_of_the_terms(claim, d, value)
        for name, error in zip(("eq-9", "eq-10"), errors[2:], strict=True):
            assert is_zero(exponent(claim(name).correction.corrected(d=d, epsilon=value), d) - error)


@refutes("remark-b-concentration", evidence="symbolic")
def test_the_weights_after_the_step(claim, over):
    """Rate times gradient: 2c d^(eps/16) (d/(m-1))^2 for the children; the error of the gradient for what is left."""
    said = claim("remark-b-concentration").statement
    d, epsilon = over.symbols("d epsilon", positive=True)
    rate = exponent(claim("theorem-5").statement.eta(d=d, epsilon=epsilon), d)
    assert is_zero(rate - 2 - exponent(said.child(d=d, epsilon=epsilon), d))
    error = exponent(claim("eq-10").statement.error(d=d, epsilon=epsilon), d)
    assert is_zero(rate + error - exponent(said.other(d=d, epsilon=epsilon), d))
    precision = exponent(claim("theorem-5").statement.precision(d=d, epsilon=epsilon), d)
    assert is_zero(precision - error)
    # Two scores e^(A + a), e^(A + b) beside many of 1: each tends to one half as A grows and a - b vanishes.
    A, a = sympy.symbols("A a", positive=True)
    score = sympy.exp(A + a) / (sympy.exp(A + a) + sympy.exp(A) + A**9)
    assert sympy.limit(sympy.limit(score, A, sympy.oo), a, 0) == said.half
    assert sympy.series(1 / (1 + sympy.exp(-a)), a, 0, 2).removeO().coeff(a, 1) != 0  # of the order of a
    case, common = claim("remark-b-concentration").counterexample, claim("remark-b-gradient").counterexample
    learning_rate = claim("theorem-5").statement.eta(d=d, epsilon=epsilon)
    weight = case.weight(d=d, epsilon=epsilon)
    assert is_zero(weight + learning_rate * common.limit / common.scale(d=d))
    for value in (7, 8, 9):
        excess = exponent(-weight / 16, d) - exponent(said.other(d=d, epsilon=epsilon), d)
        assert case.range(epsilon=value) == (excess.subs(epsilon, value) > 0)


@corrects("remark-b-concentration", evidence="symbolic")
def test_the_differences_of_the_weights(claim, over):
    """Rate times what two derivatives differ by: noise and the oracle's error, or the leading term."""
    said, more = claim("remark-b-concentration").correction, claim("theorem-5").correction
    d, epsilon = over.symbols("d epsilon", positive=True)
    rate = exponent(claim("theorem-5").statement.eta(d=d, epsilon=epsilon), d)
    oracle = exponent(claim("theorem-5").statement.precision(d=d, epsilon=epsilon), d)
    noise_of_samples = exponent(more.noise(d=d, epsilon=epsilon), d)
    assert sympy.simplify(noise_of_samples - oracle).is_negative
    assert is_zero(rate + oracle - exponent(said.difference(d=d, epsilon=epsilon), d))
    leading = exponent(more.gap(c=sympy.Rational(1, 2), m=d + 1), d)
    assert is_zero(rate + leading - exponent(said.ahead(d=d, epsilon=epsilon), d))
    assert said.score == claim("remark-b-concentration").statement.half


@supports("remark-b-quadratic", evidence="exhaustive")
def test_the_link_is_quadratic_near_three_points(claim, over):
    """Attained by the link of appendix D on the whole half-interval beside each point."""
    said, read = claim("remark-b-quadratic").statement, claim("remark-b-quadratic").reading
    for point in over(z0=said.points):
        assert APPENDIX_D.slope(point) == 0
        ratios = []
        for step in range(-20, 21):
            z = Fraction(step, 20)
            away = abs(APPENDIX_D(z) - APPENDIX_D(point))
            bound = said.bound(C2=read.C2, z=z, z0=point)
            assert away <= bound
            ratios.append(away == bound)
            assert bound == read.C2 * abs(z - point) ** 2
        assert sum(ratios) > 10
    assert said.points == sorted(t for t in (-1, Fraction(-1, 2), 0, 1) if APPENDIX_D.slope(t) == 0)


@supports("remark-b-recursion", evidence="symbolic")
@follows("remark-b-recursion", evidence="symbolic")
def test_the_recursion_and_its_constant(claim, over):
    said, more = claim("remark-b-recursion").statement, claim("remark-b-recursion").consequence
    C1, C2, C3, u, d, epsilon = over.symbols("C1 C2 C3 u d epsilon", positive=True)
    worst = said.step.right(C1=C1, C2=C2, u=u, e1=said.error(C3=C3, u=u))
    assert is_zero(worst / u**2 - said.constant.left(C1=C1, C2=C2, C3=C3, u=u))
    assert is_zero(said.error(C3=said.constant.right(C3=C3), u=u) - said.error(C3=C3, u=u))
    # A constant exists where the quadratic in it has a root: its discriminant is 1 - 4 C1 C2 u.
    gap = sympy.expand(said.constant.left(C1=C1, C2=C2, C3=C3, u=u) - C3)
    assert is_zero(sympy.discriminant(gap, C3) - (1 - 4 * C1 * C2 * u))
    assert is_zero(more.exact.right(C1=C1, C2=C2) - sympy.solve(sympy.discriminant(gap, C3), u)[0])
    for value in (Fraction(1, 9), Fraction(1, 8), Fraction(1, 7)):
        exists = sympy.discriminant(gap.subs({C1: 1, C2: 2, u: sympy.Rational(value)}), C3) >= 0
        assert more.exact(u=value, C1=1, C2=2) == exists
        assert said.step(e2=2 * (value + 1) ** 2, C1=1, C2=2, u=value, e1=1)
        assert not said.step(e2=2 * (value + 1) ** 2 + 1, C1=1, C2=2, u=value, e1=1)
    at = {"C1": 1, "C2": 2, "u": Fraction(1, 8)}
    assert said.constant(C3=8, **at) and not said.constant(C3=9, **at) and not said.constant(C3=7, **at)
    other = exponent(claim("remark-b-concentration").statement.other(d=d, epsilon=epsilon), d)
    assert is_zero(exponent(said.u(d=d, epsilon=epsilon), d) - other)


@refutes("theorem-5", evidence="exhaustive")
def test_a_flat_link_at_two_bits(claim, over):
    """Exactly, for growing d: d^3 times the derivative in the weight of a child approaches -72, of 24 z^3 and 3/d^2."""
    printed, case = claim("theorem-5").statement, claim("theorem-5").counterexample
    d, t, epsilon = sympy.symbols("d t epsilon", positive=True)
    meets_section_2(case.flat(t=t), t)
    slope = [int(b) for b in reversed(sympy.Poly(sympy.diff(case.flat(t=t), t), t).all_coeffs())]
    assert ParityTree(9, case.k).children(10) == (1, 2)
    values = []
    for bits in over(d=(32, 64, 128, 256)):

        def term(x, y, z):
            return (case.flat(t=z) - x * y) * sum(b * z**n for n, b in enumerate(slope)) * (x - z)

        values.append(of_the_first_node(bits, term) / bits / case.order(d=Fraction(bits)))
    assert all(2 * abs(b + 72) < abs(a + 72) * Fraction(11, 10) for a, b in pairwise(values))
    noise_of_samples = exponent(claim("theorem-5").correction.noise(d=d, epsilon=epsilon), d)
    for value in (1, 15, 16, 17):
        rate = exponent(printed.eta(d=d, epsilon=value), d)
        assert case.range(epsilon=value) == (rate + exponent(case.order(d=d), d) < 0)
        assert rate + noise_of_samples.subs(epsilon, value) < 0
    assert case.flat(t=0) == case.output
    answers = [int(row[:2].prod()) for row in signs(8) if row.sum() == 0]
    assert max(answers) == case.answer
    assert 2 * answers.count(case.answer) > len(answers) * (1 - Fraction(2, 8))


@corrects("theorem-5", evidence="exhaustive")
def test_the_children_of_a_node_are_alike(claim, over):
    """A swap of their subtrees leaves all that a node sees: equal derivatives, and the others larger by the gap."""
    said = claim("theorem-5").correction
    for d, k in over(d_and_k=((4, 4), (8, 8), (10, 4))):
        tree = ParityTree(d, k)
        sampled = gradient_at_zero(signs(d) * 1.0, tree, APPENDIX_D)
        for m, row in zip(tree.nodes, sampled, strict=True):
            found = gradient_over_all_inputs(tree, m, APPENDIX_D)
            assert np.allclose(row, np.append(np.array(found, dtype=float), np.zeros(tree.tokens - m + 1)))
            left, right = (found[j - 1] for j in tree.children(m))
            assert left == right == min(found)
            assert found.count(left) == 2
    ratios = []
    for d in (64, 160, 400):
        tree = ParityTree(d, 8)
        for m in (d + 1, tree.tokens):
            child = population_gradient(tree, m, tree.children(m)[0], APPENDIX_D)
            gap = said.gap(c=APPENDIX_D.c, m=Fraction(m))
            others = {1, d, *range(d + 1, m)} - set(tree.children(m))
            gaps = [(population_gradient(tree, m, j, APPENDIX_D) - child) / gap for j in others]
            ratios.append(max(abs(ratio - 1) for ratio in gaps))
    assert ratios[0::2] == sorted(ratios[0::2], reverse=True)
    assert ratios[1::2] == sorted(ratios[1::2], reverse=True)
    assert max(ratios[-2:]) < Fraction(1, 20)
    c, m, d, epsilon = sympy.symbols("c m d epsilon", positive=True)
    leading = [claim("eq-7").counterexample.exact(c=c, child=child, m=m) for child in (0, 1)]
    assert is_zero(leading[0] - leading[1] - said.gap(c=c, m=m))
    printed = claim("theorem-5").statement
    tail = exponent(sympy.simplify(-sympy.log(1 - printed.probability(d=d, epsilon=epsilon))), d)
    deviation = (tail - exponent(printed.n(d=d, epsilon=epsilon), d)) / 2  # Hoeffding, for terms of order one
    power = exponent(said.noise(d=d, epsilon=epsilon), d)
    assert is_zero(power - deviation - exponent(said.term(d=d), d))
    assert exponent(said.term(d=d), d) == -1  # the score 1/(m - 1)


@corrects("theorem-5", evidence="symbolic")
def test_where_the_children_lead(claim, over):
    """c > 0: the leading term is -2c/(m-1)^2, and a link with c = 0 has none. epsilon > 0: the weights part."""
    said = claim("theorem-5").correction
    d = over.symbols("d", positive=True)
    leading = claim("remark-b-gradient").statement.value
    for c in (0, Fraction(1, 2), 1):
        assert said.curved(c=c) == (leading(c=c, child=1, m=9) < 0)
    for value in (3, 4, 5):  # eq 10, whose error has the printed order up to there
        error = claim("eq-10").correction.corrected(d=d, epsilon=value)
        printed = claim("eq-10").statement.error(d=d, epsilon=value)
        assert said.beyond(epsilon=value) == (not is_zero(exponent(error / printed, d)))
    for value in (-1, 0, 1, 40):
        ahead = exponent(claim("remark-b-concentration").correction.ahead(d=d, epsilon=value), d)
        assert said.range(epsilon=value) == (ahead > 0)


@refutes("theorem-5", evidence="symbolic")
def test_the_orders_of_theorem_5(claim, over):
    """From n and the probability to kappa, from it to the gradient's error, to the weights and to the output."""
    said = claim("theorem-5").statement
    d, epsilon = over.symbols("d epsilon", positive=True)
    tail = exponent(sympy.simplify(-sympy.log(1 - said.probability(d=d, epsilon=epsilon))), d)
    kappa = (tail - exponent(said.n(d=d, epsilon=epsilon), d)) / 2
    gradient = (-1 + kappa) / 2 - 1  # eq 10, where kappa is at least d^-2
    assert is_zero(exponent(said.precision(d=d, epsilon=epsilon), d) - gradient)
    weights = exponent(said.eta(d=d, epsilon=epsilon), d) + gradient
    assert is_zero(
        weights + (exponent(said.eta(d=d, epsilon=epsilon), d) - 2)
    )  # the children grow as the others shrink
    assert is_zero(exponent(said.error(d=d, epsilon=epsilon), d) - 2 * weights)
    assert is_zero(kappa - exponent(claim("remark-b-kappa").statement.kappa(d=d, epsilon=epsilon), d))


@corrects("theorem-5", evidence="numeric")
def test_one_step_at_64_bits(claim, over):
    """5 d^2 samples and a rate of 2 d^2: every one of 2,000 test strings is right, by the model's own generation."""
    tree = ParityTree(64, 32)
    draw = np.random.default_rng(SEED)
    over.sample(5 * tree.d**2, "training strings of 64 bits, 2,000 test strings", seed=SEED)
    x = (1.0 - 2 * draw.integers(0, 2, (5 * tree.d**2, tree.d))).astype(np.float32)
    gradient = gradient_at_zero(x, tree, APPENDIX_D)
    causal = np.arange(tree.tokens) < np.arange(tree.d, tree.tokens)[:, None]
    scores = softmax_weights(np.where(causal, -2 * tree.d**2 * gradient, -np.inf))
    test = 1.0 - 2 * draw.integers(0, 2, (2000, tree.d))
    made = forward(test, tree, scores, APPENDIX_D)
    assert np.array_equal(np.sign(made[:, -1]), test[:, : tree.k].prod(axis=1))
    flat = Link(0, ((0.5, 8),))  # c = 0: no term of order d^-2
    children = [gradient_at_zero(x[:4096], tree, link)[0, 0] * tree.d**2 for link in (APPENDIX_D, flat)]
    assert children[0] < -7
    assert abs(children[1]) < 0.1
    small = ParityTree(16, 4)
    errors = errors_after_one_step(small, samples=20_000, rates=(0.0, 3.0), seed=SEED, tests=1000)
    assert errors[1] == 0 < 0.3 < errors[0]
