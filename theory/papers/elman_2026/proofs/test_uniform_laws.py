"""The uniform laws: means, moments, the tail that they give, and what the nets cost."""

import math

import numpy as np
import sympy

from theory.ledger import supports

#: Sizes of the samples that the rate is seen on, and how many pairs of random directions.
SIZES, DIRECTIONS, DIMENSION, REPEATS = (256, 1024, 4096), 100, 8, 4


@supports("lemma-uniform-laws/means", evidence="symbolic")
def test_the_means_are_integrals_over_a_sector(claim, over):
    """In polar coordinates of the plane of L and L' both are positive on a sector of the angle pi - theta."""
    said = claim("lemma-uniform-laws").statement
    over.every("theta")
    theta, phi = sympy.symbols("theta phi", positive=True)

    def mean(angular, power):  # the integral of r^(power + 1) exp(-r^2/2) is 2^(power/2) Gamma(power/2 + 1)
        radial = 2 ** sympy.Rational(power, 2) * sympy.gamma(sympy.Rational(power, 2) + 1)
        return radial * sympy.integrate(angular, (phi, theta - sympy.pi / 2, sympy.pi / 2)) / (2 * sympy.pi)

    both = sympy.cos(phi) * sympy.cos(phi - theta)
    split = (sympy.cos(theta) + sympy.cos(2 * phi - theta)) / 2
    assert (
        sympy.expand(sympy.expand_trig(both - split))
        .subs(sympy.sin(phi) ** 2, 1 - sympy.cos(phi) ** 2)
        .expand()
        == 0
    )
    meaning = {"theta": theta, "pi": sympy.pi, "sin": sympy.sin, "cos": sympy.cos}
    product = sympy.expand_trig(mean(split, 2))
    assert sympy.expand(product - said.product(**meaning)) == 0
    assert sympy.expand(mean(sympy.Integer(1), 0) - said.overlap(theta=theta, pi=sympy.pi)) == 0
    # x -> -x maps a half-space onto the other and keeps (ux)^2: two equal parts of the moment 1
    parts = [sympy.gamma(sympy.Rational(3, 2)) / sympy.sqrt(sympy.pi)] * 2
    assert sum(parts) == 1 and parts == [said.half] * 2


@supports("lemma-uniform-laws/tail", evidence="symbolic")
def test_the_moments_give_the_tail_of_bernstein(claim, over):
    said = claim("lemma-uniform-laws").statement
    q = over.symbols("q", integer=True, positive=True)
    first = said.equal

    def moment(order):  # half of the moment of order 2q of a standard normal
        return sympy.factorial2(2 * order - 1) / 2

    bound = said.moments(q=q)
    assert moment(first) == bound.subs(q, first)
    assert moment(first - 1) > bound.subs(q, first - 1)  # one moment lower it fails
    growth = sympy.combsimp(bound.subs(q, q + 1) / bound)
    own = 2 * q + 1  # of the odd factorials
    assert sympy.simplify(growth - own) > 0  # from each order to the next the bound grows more
    assert sympy.limit(growth / own, q, sympy.oo) == 1  # and no smaller base would do
    # E exp(l (X - EX)) <= exp(v l^2 / (2 (1 - c l))), term by term, and the best l between 0 and 1/c
    v, c = moment(2), sympy.limit(own / (q + 1), q, sympy.oo)  # E X^2 = q!/2 v at q = 2
    rate = sympy.Symbol("l")
    cumulant = sympy.series(v * rate**2 / (2 * (1 - c * rate)), rate, 0, 8).removeO()
    for order in over(q=range(2, 8)):
        assert cumulant.coeff(rate, order) == sympy.Rational(said.moments(q=order)) / sympy.factorial(order)
    s, m = over.symbols("s m", positive=True)
    best = s / (v + c * s)
    exponent = -best * s + v * best**2 / (2 * (1 - c * best))
    assert sympy.simplify(sympy.exp(m * exponent) / said.tail(m=m, s=s)) == 1


@supports("lemma-uniform-laws/slab", evidence="exhaustive")
def test_a_slab_that_scales_with_the_point_has_little_mass(claim, over):
    """The coordinate of a uniform point of the sphere: largest at 0 where r >= 3; r = 2 is arcsin."""
    said = claim("lemma-uniform-laws").statement
    width = sympy.Rational(1, 10)
    for r in over(r=range(2, 41)):
        assert said.dimension(r=r)
        density = (
            sympy.gamma(sympy.Rational(r, 2)) / sympy.gamma(sympy.Rational(r - 1, 2)) / sympy.sqrt(sympy.pi)
        )
        mass = 2 * density * width if r > 2 else 2 * sympy.asin(width) / sympy.pi
        largest = mass / width if r > 2 else sympy.Integer(1)  # arcsin is convex: at width 1
        assert float(largest) * float(width) <= float(said.slab(beta=width, r=r))
        assert float(said.slab(beta=width, r=r)) <= 2 * float(largest * width)
    assert not said.dimension(r=1)


@supports("lemma-uniform-laws/nets", evidence="symbolic")
def test_what_the_nets_cost(claim, over):
    said = claim("lemma-uniform-laws").statement
    h, r = over.symbols("h r", positive=True)
    # twice the average of |x|^2 (|L - L_1| + |L' - L'_1|)
    lipschitz = 2 * said.size(r=r) * 2 * said.net_1(h=h, r=r)
    assert sympy.simplify(lipschitz - said.cost_1(h=h)) == 0
    assert said.size(r=r) == 2 * r * (
        sympy.Integer(1) if r else 0
    )  # twice the mean, which chi^2 rarely exceeds
    # twice the mean of (ux)^2 on the slab, by Cauchy-Schwarz with E (ux)^4 = 3
    slab = said.slab(beta=said.net_3(h=h, r=r), r=r)
    assert sympy.simplify(2 * sympy.sqrt(3) * sympy.sqrt(slab) - said.cost_3(h=h)) == 0


def deviation(points, rng):
    """The largest deviation of twice the averages of U1 to U3 over random directions."""
    pairs = rng.standard_normal((3, DIRECTIONS, points.shape[1]))
    pairs /= np.linalg.norm(pairs, axis=2, keepdims=True)
    first, second, third = (points @ part.T for part in pairs)
    theta = np.arccos(np.clip((pairs[0] * pairs[1]).sum(axis=1), -1, 1))
    kappa_0 = (np.pi - theta) / np.pi
    kappa_1 = (np.sin(theta) + (np.pi - theta) * np.cos(theta)) / np.pi
    found = (
        (2 * (first.clip(0) * second.clip(0)).mean(axis=0), kappa_1),
        (2 * ((first > 0) & (second > 0)).mean(axis=0), kappa_0),
        (2 * ((first > 0) * third**2).mean(axis=0), 1.0),
    )
    return max(float(np.abs(average - mean).max()) for average, mean in found)


@supports("lemma-uniform-laws/laws", evidence="numeric")
def test_the_laws_seen_on_samples(claim, over):
    said = claim("lemma-uniform-laws").statement
    assert said.enough(m=1, h=0, C=9, r=DIMENSION)  # equality, log 1 = 0
    rng = np.random.default_rng(7)
    over.sample(DIRECTIONS * REPEATS * len(SIZES), "directions L, L', u", seed=7)
    means = []
    for m in over(m=SIZES):
        samples = [rng.standard_normal((m, DIMENSION)) for _ in range(REPEATS)]
        means.append(np.mean([deviation(sample, rng) for sample in samples]))
        direction = np.eye(DIMENSION)[0]
        h = 3 * math.sqrt(DIMENSION * math.log(m) / m)
        constant = {"m": m, "r": DIMENSION, "C": 9}
        assert said.enough(h=1.001 * h, **constant) and not said.enough(h=0.999 * h, **constant)
        for beta in (0.0, 0.1, 0.5):
            assert (np.abs(samples[0] @ direction) <= beta).sum() <= said.count(m=m, beta=beta, h=h)  # U4
            assert said.count(m=m, beta=beta, h=h) == m * (0.0 + beta + h)
        assert means[-1] < h
    slope = np.polyfit(np.log(SIZES), np.log(means), 1)[0]
    stated = math.log(said.rate(m=SIZES[-1]) / said.rate(m=SIZES[0])) / math.log(SIZES[-1] / SIZES[0])
    over.error(0.1)
    assert abs(slope - stated) < 0.1


@supports("lemma-uniform-laws/laws", evidence="symbolic")
def test_the_failure_is_that_of_the_tail(claim, over):
    """For a small h the logarithms of the tail and of the stated failure are in one ratio, whatever h and m are."""
    said = claim("lemma-uniform-laws").statement
    h, m, c = over.symbols("h m c", positive=True)
    ratio = sympy.log(said.tail(m=m, s=h)) / sympy.log(said.rare(m=m, h=h, c=c))
    leading = sympy.limit(sympy.simplify(sympy.expand_log(ratio, force=True)), h, 0)
    assert leading.free_symbols == {c} and leading.subs(c, 1) > 0
    assert sympy.diff(leading * c, c) == 0
