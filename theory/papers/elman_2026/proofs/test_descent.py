"""Descent: the logistic loss, the margin of W*, one step and the sum of the losses, and the exponential of a sum."""

from fractions import Fraction

import sympy

from theory.ledger import supports

N_SAMPLES, LENGTH = 1, 8  # the smallest allowed: L is at least log 64


@supports("lemma-log-loss/slope", evidence="symbolic")
def test_the_slope_is_below_one_and_below_the_loss(claim, over):
    said = claim("lemma-log-loss").statement
    x = over.symbols("x", real=True)
    u = sympy.Symbol("u", positive=True)  # exp(-x)
    loss, slope = said.loss(x=x), said.slope(x=x)
    assert sympy.simplify(sympy.diff(loss, x) + slope) == 0
    curvature = sympy.simplify(sympy.diff(loss, x, 2).subs(x, -sympy.log(u)))
    assert sympy.simplify(curvature - u / (1 + u) ** 2) == 0  # positive: the loss is convex
    of_u = sympy.simplify(slope.subs(x, -sympy.log(u)))
    assert sympy.simplify(of_u - u / (1 + u)) == 0  # below 1
    # log(1 + u) - u/(1 + u) vanishes at 0 and grows; both bounds are attained in the limit
    excess = sympy.log(1 + u) - of_u
    assert sympy.limit(excess, u, 0) == 0
    assert sympy.simplify(sympy.diff(excess, u) - u / (1 + u) ** 2) == 0
    for value in (-9, 0, 9):
        at = sympy.Integer(value)
        least = said.ceiling(x=at)
        assert sympy.simplify(least - min(sympy.Integer(1), said.loss(x=at), key=float)) == 0
        assert said.slope(x=at) < least
    assert said.slope(x=-40.0) > (1 - 1e-6) * said.ceiling(x=-40.0)
    assert said.slope(x=30.0) > (1 - 1e-6) * said.ceiling(x=30.0)


@supports("lemma-log-loss/ends", evidence="symbolic")
def test_wrong_outputs_and_sure_ones(claim, over):
    said = claim("lemma-log-loss").statement
    x = over.symbols("x", real=True)
    assert said.wrong(x=0) and said.wrong(x=-1) and not said.wrong(x=1)
    assert sympy.diff(said.slope(x=x), x).subs(x, 1) < 0  # it falls, so the end of the range is the least
    assert said.slope(x=sympy.Integer(0)) == said.half
    n = over.symbols("n", positive=True)
    at_margin = sympy.simplify(said.loss(x=said.margin(n=n)))
    assert sympy.simplify(at_margin - sympy.log(1 + 1 / n)) == 0
    assert sympy.limit(at_margin / said.sure(n=n), n, sympy.oo) == 1
    assert sympy.diff(n * at_margin, n).subs(n, 1) > 0  # the ratio grows to that limit


@supports("lemma-margin/start", evidence="symbolic")
def test_all_outputs_at_the_start_at_once(claim, over):
    """P(|N| > s) <= exp(-s^2/(2 v)) for each of at most n T outputs."""
    said = claim("lemma-margin").statement
    n, length, delta = over.symbols("n T delta", positive=True)
    log_term = sympy.Symbol("L", positive=True)
    exponent = said.start(L=log_term) ** 2 / (2 * sympy.Rational(said.variance))
    assert sympy.simplify(exponent - log_term) == 0
    union = n * length * sympy.exp(-said.L(n=n, T=length, delta=delta))
    assert sympy.simplify(union - said.rare(delta=delta)) == 0


@supports("lemma-margin/radius", evidence="symbolic")
def test_the_margin_and_the_radius(claim, over):
    """c (1 - fit) - max|f_0| - deviation >= log n: in u = 1/sqrt(L) a parabola against a line."""
    said = claim("lemma-margin").statement
    u = over.symbols("u", positive=True)
    log_term, k, mu = 1 / u**2, *over.symbols("k mu", positive=True)
    room = said.L(n=1, T=sympy.Integer(LENGTH), delta=1)  # log n <= L - room
    assert said.long(T=LENGTH) and not said.long(T=LENGTH - 1)
    assert said.sure(delta=1) and not said.sure(delta=Fraction(3, 2))
    left = said.c(L=log_term) * (1 - sympy.Rational(said.fit)) - said.start(L=log_term)
    spare = sympy.expand(u**2 * (left - sympy.Rational(said.deviation) - (log_term - room)))
    parabola = sympy.Poly(spare, u)
    assert parabola.LC() > 0 and parabola.discriminant() < 0  # positive for every u
    assert said.deviation == claim("lemma-descent").statement.error  # one lemma gives both
    fit = claim("lemma-fit").statement
    assert said.fit == fit.eighth
    norm = fit.short(k=k, mu=mu)
    assert sympy.simplify(said.formula("norm").right(k=k, mu=mu) - norm) == 0
    v, m = sympy.symbols("V m", positive=True)
    assert said.formula("norm").left(m=m, V=v) == m * v**2
    assert said.norm(m=1, V=1, k=4, mu=9) and not said.norm(m=1, V=2, k=4, mu=9)
    assert said.loss(n=7) == claim("lemma-log-loss").statement.sure(n=7)
    size = sympy.Symbol("L", positive=True)
    assert sympy.simplify(said.c(L=size) ** 2 * norm - said.formula("radius").right(L=size, k=k, mu=mu)) == 0
    radius = sympy.Symbol("R", positive=True)
    assert said.distance(R=radius, m=m) ** 2 * m == radius**2  # of cV, whose square is c^2 V^2
    assert said.formula("radius").left(R=radius) == radius**2
    assert said.radius(R=2, L=1, k=1, mu=1) and not said.radius(R=3, L=1, k=1, mu=1)
    # a factor of 5/4 in place of 4/3 would not do
    smaller = sympy.Rational(5, 4) / said.c(L=1) * said.c(L=log_term)
    short = u**2 * (
        smaller * sympy.Rational(7, 8) - said.start(L=log_term) - sympy.Rational(1, 8) - (log_term - room)
    )
    assert sympy.Poly(sympy.expand(short), u).discriminant() > 0


@supports("lemma-descent/step", evidence="symbolic")
def test_one_step_of_the_recursion(claim, over):
    """Convexity, the error against the slope, which is below the loss, and the squared gradient."""
    said = claim("lemma-descent").statement
    eta, m, length, loss, star = over.symbols("eta m T ell star", positive=True)
    descent = loss - star - sympy.Rational(said.error) * loss  # at least this is <grad, W - W*>
    squared = said.squares(m=m, T=length) * loss  # (mean slope)^2 <= mean slope <= loss
    change = -2 * eta * descent + eta**2 * squared
    names = {"eta": eta, "m": m, "T": length, "ell": loss, "star": star, "Delta": lambda i: i}
    right = said.formula("step").right(**names)
    assert sympy.expand(right - change) == 0
    before, after = sympy.symbols("D0 D1")
    left = said.formula("step").left(**{**names, "Delta": {0: before, 1: after}.__getitem__})
    assert left == after - before
    numbers = {"eta": Fraction(1, 8), "m": 1, "T": 1, "ell": 1, "star": 0}
    at = right.subs({eta: Fraction(1, 8), m: 1, length: 1, loss: 1, star: 0})
    for shift, holds in ((-1, True), (0, True), (1, False)):
        values = {0: Fraction(0), 1: Fraction(str(at)) + shift}
        assert said.step(Delta=values.__getitem__, **numbers) == holds


@supports("lemma-descent/sum", evidence="symbolic")
def test_the_losses_add_up_and_the_iterates_stay(claim, over):
    said = claim("lemma-descent").statement
    eta, m, length, radius = over.symbols("eta m T R", positive=True)
    largest = said.formula("rate").right(m=m, T=length)
    assert sympy.simplify(sympy.Rational(7, 4) - largest * m * length) == said.gain
    assert said.rate(eta=Fraction(3, 32), m=1, T=8) and said.rate(eta=0, m=1, T=8)
    assert not said.rate(eta=Fraction(1, 8), m=1, T=8)
    n = over.symbols("n", positive=True)
    start = said.far(R=radius, m=m) ** 2  # Delta_0
    stars = 2 * eta * n * said.stars(n=n)  # what the losses at W* add
    assert said.stars(n=n) == claim("lemma-margin").statement.loss(n=n)
    assert said.large(R=1) and said.large(R=2) and not said.large(R=Fraction(1, 2))
    assert sympy.simplify((start + stars) / (eta * said.gain) - said.sum(R=radius, eta=eta, m=m)) == 0
    # Delta never exceeds start + stars, which is below near^2 for R >= 1 and T >= 1
    near, inside = said.near(R=radius, m=m), said.inside(R=radius, m=m)
    room = sympy.simplify((near**2 - start - stars.subs(eta, largest)) * m)
    assert room.subs({radius: 1, length: 1}) > 0
    assert sympy.diff(room, radius).subs(radius, 1) > 0 and sympy.diff(room, length).subs(length, 1) > 0
    tighter = (near - radius / sympy.sqrt(m)) ** 2 - start - stars.subs(eta, largest)
    assert sympy.simplify(tighter * m).subs({radius: 1, length: 1}) < 0  # one radius less would not do
    assert sympy.simplify(near + said.far(R=radius, m=m) - inside) == 0


@supports("lemma-descent/printed-normaliser", evidence="symbolic")
def test_the_printed_normaliser_is_another_rate(claim, over):
    said = claim("lemma-descent").statement
    assert said.two(k=2) and said.two(k=3) and not said.two(k=1)
    eta, m, length, radius, k = over.symbols("eta m T R k", positive=True)
    effective = said.effective(eta=eta, k=k)
    assert sympy.simplify(effective * (k - 1) - eta * k) == 0
    largest = said.half_rate(m=m, T=length)
    gain = sympy.Rational(7, 4) - effective.subs(eta, largest) * m * length
    assert sympy.simplify(gain - said.printed_gain(k=k)) == 0
    assert sympy.diff(gain, k).subs(k, 2) > 0 and gain.subs(k, 2) == said.least_gain
    # R^2/(effective m) / gain and 2 / gain, over all k from 2 on
    first = sympy.simplify(eta / effective / gain)
    second = sympy.simplify(2 / gain)
    constant = said.printed_sum(R=radius, eta=eta, m=m).subs(radius, 0)
    factor = sympy.simplify((said.printed_sum(R=radius, eta=eta, m=m) - constant) * eta * m / radius**2)
    assert second.subs(k, 2) == constant
    assert sympy.limit(first, k, sympy.oo) == factor
    for outputs in over(k=range(2, 65)):
        assert first.subs(k, outputs) < factor and second.subs(k, outputs) <= constant
    tail = sympy.numer(sympy.together(factor - first))
    assert all(root < 64 for root in sympy.real_roots(sympy.Poly(tail, k)))  # and beyond


@supports("lemma-martingale/chord", evidence="symbolic")
def test_the_exponential_lies_below_its_chord(claim, over):
    said = claim("lemma-martingale").statement
    q, mean = over.symbols("q EQ", real=True)
    chord = said.formula("chord").right(q=q)
    below = said.formula("chord").left(q=q)
    assert below == sympy.exp(-q)
    for end in (0, 1):
        assert said.range(q=end) and sympy.simplify((chord - below).subs(q, end)) == 0
    assert not said.range(q=2) and not said.range(q=-1)
    assert sympy.diff(below, q, 2).subs(q, 1) > 0  # convex
    assert said.chord(q=0.5) and said.chord(q=0) and not said.chord(q=2.0)
    # 1 + x <= e^x at x = slope times EQ, with equality to first order
    slope = said.exponent
    assert sympy.simplify(chord - 1 - slope * q) == 0
    moment = 1 + slope * mean
    assert sympy.diff(sympy.exp(slope * mean) - moment, mean).subs(mean, 0) == 0


@supports("lemma-martingale/sum", evidence="symbolic")
def test_markov_on_the_exponential_of_the_difference(claim, over):
    """exp(slope sum E[Q] ... ) has expectation at most 1: with probability 1 - delta it is below 1/delta."""
    said = claim("lemma-martingale").statement
    delta, total = over.symbols("delta S", positive=True)
    slope = -said.exponent
    bound = (total + sympy.log(1 / delta)) / slope
    assert sympy.simplify(said.factor(e=sympy.E) * (total + said.tail(delta=delta)) - bound) == 0
    tenth = sympy.Rational(1, 10)
    assert said.factor(e=sympy.E) < said.rounded
    assert said.rounded - tenth < said.factor(e=sympy.E)


@supports("lemma-martingale/union", evidence="exhaustive")
def test_a_wrong_output_counts_twice_its_slope(claim, over):
    """Every pattern of right and wrong outputs at the least slopes: 1/2 where wrong, 0 where right."""
    said, loss = claim("lemma-martingale").statement, claim("lemma-log-loss").statement
    for k in over(k=range(1, 7)):
        least = min(
            sum(pattern) * loss.half / k for pattern in _patterns(k) if any(pattern)
        )  # mean slope where any output is wrong
        assert least * said.union(k=k) == 1


def _patterns(k):
    return [[number >> place & 1 for place in range(k)] for number in range(2**k)]
