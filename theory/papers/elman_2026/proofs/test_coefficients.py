"""Section 1: the lower bound on the Walsh coefficients of the decoupled kernel, step by step, and its power of T."""

import math
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from theory.errors import InputError
from theory.kernel import (
    decoupled,
    decoupled_coefficient,
    decoupled_coefficient_at_least,
    decoupled_spectra,
    profiles,
)
from theory.ledger import supports


@supports("lemma-distance/distance", evidence="symbolic")
def test_the_distance_grows_by_at_most_a_a_step(claim, over):
    """K_s = n_s kappa_1(rho_s) >= n_s rho_s = n_s - D_s, and n_{s+1} - K_s is the next distance: tokens differ."""
    said = claim("lemma-distance").statement
    a, s, t, n, distance = over.symbols("a s t n D", positive=True)
    tau = said.tau(a=a, t=t)
    assert sp.simplify((1 + a) - said.low(tau=tau) - said.first(tau=tau, a=a)) == 0
    state = (1 + a * s) - distance
    assert sp.simplify((1 + a * (s + 1)) - state - said.next(Dm=distance, a=a)) == 0
    along = said.distance(tau=tau, a=a, s=s)
    assert sp.simplify(along.subs(s, 1) - said.first(tau=tau, a=a)) == 0
    assert sp.simplify(said.next(Dm=along, a=a) - along.subs(s, s + 1)) == 0
    assert sp.simplify(along.subs(s, t) / n - said.loss.right(a=a, t=t, n=n)) == 0
    assert sp.simplify(said.defined(n=n, rho=(n - distance) / n) - distance) == 0  # rho is K over n
    assert said.loss(rho=0, a=1, t=1, n=2) and not said.loss(rho=0, a=1, t=1, n=3)


@supports("lemma-distance/product", evidence="symbolic")
def test_no_factor_is_far_below_one_and_their_product_above_a_constant(claim, over):
    """theta = 2 arcsin(sqrt(eps/2)), arcsin x <= x/sqrt(1 - x^2), eps <= a (t + s) <= 2/T^2; the sum by an integral."""
    said = claim("lemma-distance").statement
    a, s, t, x = over.symbols("a s t x", positive=True)
    eps = said.distance(tau=said.tau(a=a, t=t), a=a, s=s)  # over n_s >= 1
    least = min(length for length in range(1, 20) if said.eight(T=length))
    largest = eps.subs({a: said.small(T=sp.Integer(least)), t: least, s: least}) / 2  # x^2
    slope = sp.diff(
        x / sp.sqrt(1 - x**2) - sp.asin(x), x
    )  # at least zero, as (1 - x^2)^(-3/2) >= (1 - x^2)^(-1/2)
    assert sp.simplify(slope - ((1 - x**2) ** sp.Rational(-3, 2) - (1 - x**2) ** sp.Rational(-1, 2))) == 0
    turn = 1 - said.kept(a=a, t=t, s=s, pi=sp.pi)
    assert sp.simplify(turn * sp.pi - 2 * sp.sqrt(eps / 2) / sp.sqrt(1 - largest)) == 0
    assert [said.within(t=length, T=2) for length in (1, 2, 3)] == [True, True, False]
    # -log(1 - x) <= x (1 + x / (2 (1 - x))), and x is largest at T = 8
    total = sp.integrate(
        turn.subs({t: 1, s: x, a: 1}), (x, 0, 1)
    )  # sum over s < t at most this times a^(1/2) t^(3/2)
    last = turn.subs({a: said.small(T=sp.Integer(least)), t: least, s: least})
    exponent = total * (1 + last / (2 * (1 - last)))
    assert -sp.log(said.product) * 19 / 20 < exponent <= -sp.log(said.product)


@supports("lemma-distance/constant", "lemma-distance/slopes", evidence="symbolic")
def test_the_constant_part_and_the_slopes(claim, over):
    """K_s >= n_s - D_s; H_{t-1} + K_{t-1}/2 has t terms; the slopes by the chain rule, each step a factor kappa_0."""
    said = claim("lemma-distance").statement
    a, s, t, tau, n, product, x = over.symbols("a s t tau n C_0 x", positive=True)
    least = (1 + a * s) - said.distance(tau=tau, a=a, s=s)
    assert sp.simplify(least - said.state(tau=tau)) == 0
    assert sp.simplify(t * least / 2 * product - said.constant(t=t, tau=tau, C0=product)) == 0
    between = said.between(tau=tau, x=x)
    assert between.subs(x, 0) == said.low(tau=tau) and sp.simplify(between.subs(x, 1)) == 1
    before, delta, kernel = sp.symbols("K delta H", positive=True)
    assert said.fed(K=before, H=kernel) - kernel == before / 2  # half of the last K, and all terms before it
    rho = (before + a * delta) / n
    state = n * (sp.sqrt(1 - rho**2) + (sp.pi - sp.acos(rho)) * rho) / sp.pi
    kappa_0 = 1 - sp.acos(rho) / sp.pi
    assert sp.expand(state.diff(before) - kappa_0).equals(0)
    assert sp.expand(state.diff(delta) - a * kappa_0).equals(0)
    assert sp.simplify(rho.diff(delta) * product - said.token(a=a, C0=product, n=n)) == 0
    assert (
        sp.simplify(rho.diff(before) * product * between.diff(x) - said.start(tau=tau, C0=product, n=n)) == 0
    )


@supports("lemma-distance", evidence="exhaustive")
def test_every_step_along_the_recursion_and_none_is_far_off(claim, over):
    """The run in which all tokens differ, x = 0; the slopes at x by a difference."""
    said = claim("lemma-distance").statement
    for length, share in over(T=(8, 14, 50, 200), share=(Fraction(1, 4), Fraction(1))):
        a, t = float(said.small(T=float(length))), int(length * share)
        tau = said.tau(a=a, t=t)
        run, moved = (_along(said.between(tau=tau, x=x), a, t) for x in (0.0, 1e-4))
        ratios = [run.distances[s - 1] / said.distance(tau=tau, a=a, s=s) for s in range(1, t + 1)]
        assert run.distances[0] == pytest.approx(said.first(tau=tau, a=a), rel=1e-9)
        assert min(ratios) > 0.75 and max(ratios) <= 1 + 1e-9
        assert said.loss(rho=run.rho[-1], a=a, t=t, n=1 + a * t)
        assert run.distances[-1] == pytest.approx(said.defined(n=1 + a * t, rho=run.rho[-1]))
        turns = [
            (1 - run.kappa_0[s - 1]) / (1 - float(said.kept(a=a, t=t, s=s, pi=math.pi)))
            for s in sorted({1, (t + 1) // 2, t})
        ]
        assert min(turns) > 0.8 and max(turns) <= 1
        product = math.prod(run.kappa_0[:-1])
        assert float(said.product) <= product
        assert product <= 1.2 * float(said.product) or t < length
        assert min(run.states) >= said.state(tau=tau) * (1 - 1e-12)
        assert said.fed(K=run.hidden, H=run.kernel) == run.constant
        assert 1 <= run.constant / said.constant(t=t, tau=tau, C0=product) <= 1.5
        slope = (moved.rho[-1] - run.rho[-1]) / 1e-4
        assert 1 - 1e-3 <= slope / said.start(tau=tau, C0=product, n=1 + a * t) <= 1.01


class _along:
    """The recursion from K_0 for two runs whose tokens all differ."""

    def __init__(self, hidden, a, t):
        kernel, self.distances, self.rho, self.kappa_0, self.states = 0.0, [], [], [], [hidden]
        for s in range(1, t + 1):
            n = 1 + a * s
            self.rho.append(hidden / n)
            self.distances.append(n - hidden)
            angle = math.acos(self.rho[-1])
            self.kappa_0.append(1 - angle / math.pi)
            self.hidden, self.kernel = hidden, kernel
            self.constant = hidden / 2 + kernel
            kernel = self.kappa_0[-1] * self.constant
            hidden = n * (math.sin(angle) + (math.pi - angle) * self.rho[-1]) / math.pi
            self.states.append(hidden)


@supports("lemma-coefficients/bound", evidence="symbolic")
def test_the_steps_multiply_to_the_bound(claim, over):
    """2^-j, the derivative of order j + 1 at 1 - rho^2 <= 2 (1 - rho), the slopes at the tokens and x, the constant."""
    said, steps = claim("lemma-coefficients").statement, claim("lemma-distance").statement
    a, t, n, rho, c, odd = over.symbols("a t n rho C_0 f", positive=True)
    j, length = over.symbols("j T", positive=True)
    tau = steps.tau(a=a, t=t)
    square = sp.symbols("square", positive=True)  # 1 - rho^2
    derivative = odd / sp.pi * rho**j * square ** (-j - sp.Rational(1, 2))
    printed = claim("lemma-arc-cosine").statement.derivatives(odd=lambda _: odd, j=j, rho=rho, pi=sp.pi)
    assert sp.simplify(printed.subs(1 - rho**2, square) / derivative) == 1
    token, start = steps.token(a=a, C0=c, n=n), steps.start(tau=tau, C0=c, n=n)
    constant = steps.constant(t=t, tau=sp.Symbol("tau"), C0=c).subs(sp.Symbol("tau"), tau)
    product = (
        derivative.subs(square, 2 * steps.loss.right(a=a, t=t, n=n)) * start * token**j * constant / 2**j
    )
    chain = said.chain(odd=lambda _: odd, pi=sp.pi, j=j, C0=c, rho=rho, tau=tau, n=n, a=a, t=t)
    assert sp.simplify(sp.powsimp(sp.expand_power_base(chain / product), force=True)) == 1
    # the three factors in the middle are at least 9/10
    small = said.small(T=length)
    middle = rho**j * (1 - tau.subs(a, small)) * n ** sp.Rational(-1, 2)
    least = chain.subs({c: steps.product, a: small}) / middle * sp.Rational(9, 10)
    bound = said.bound(odd=lambda _: odd, pi=sp.pi, j=j, t=t, T=length)
    assert sp.simplify(sp.powsimp(sp.expand_power_base(bound / least), force=True)) == 1


@supports("lemma-coefficients/bound", evidence="symbolic")
def test_the_factors_in_the_middle_are_at_least_nine_tenths(claim, over):
    """rho >= 1 - 2/T^2, j <= T/4, tau <= T^-2, n <= 1 + T^-2: every factor grows with T, from above 9/10."""
    said, steps = claim("lemma-coefficients").statement, claim("lemma-distance").statement
    length = over.symbols("T", positive=True)
    small = said.small(T=length)
    rho = 1 - steps.loss.right(a=small, t=length, n=1)
    rest = (1 - steps.tau(a=small, t=length)) / sp.sqrt(1 + small * length)
    power = 1 - (1 - rho) * length / 4  # by Bernoulli's inequality
    assert sp.simplify(power.diff(length)).is_positive
    assert sp.simplify(rest.diff(length) * length**4).subs(length, 8) > 0
    assert sp.limit(power * rest, length, sp.oo) == 1
    assert (power * rest).subs(length, 8) > sp.Rational(9, 10)
    for tokens in (0, 1, 2, 3, 5):
        for value in range(4, 24):
            for t in (value - 1, value, value + 1):
                allowed = said.long(T=value, j=tokens) and said.within(t=t, T=value)
                try:
                    assert decoupled_coefficient_at_least(t, tokens, value) > 0 and allowed
                except InputError:
                    assert not allowed


@supports("lemma-coefficients/bound", "lemma-coefficients/computed", evidence="exhaustive")
def test_every_coefficient_is_above_the_bound(claim, over):
    """All sets of tokens at all outputs, rounding bounded."""
    said = claim("lemma-coefficients").statement
    for length in over(T=(8, 11, said.T)):
        init = decoupled(length)
        for found in decoupled_spectra(length, init):
            sizes = np.bitwise_count(np.arange(1 << found.t))
            for tokens in range(min(found.t, length // 4) + 1):
                bound = float(said.bound(odd=_odd, pi=math.pi, j=tokens, t=float(found.t), T=length))
                assert bound == pytest.approx(decoupled_coefficient_at_least(found.t, tokens, length))
                least = float(found.coefficients[sizes == tokens].min())
                assert least - found.error >= bound
        if length == said.T:
            scaled = [
                found.coefficients[sizes == j].min() / said.scale(T=float(length), j=j) for j in (1, 2, 3)
            ]
            assert [float(f"{x:.3g}") for x in scaled] == [float(x) for x in said.found]


def _odd(j):
    return math.prod(range(1, 2 * j, 2))


@supports("lemma-coefficients/computed", evidence="numeric")
def test_the_coefficients_of_long_sequences_are_those_of_the_record(claim, over, recorded):
    said = claim("lemma-coefficients").statement
    rows = {(row["T"], row["tokens"]): row for row in recorded("elman", "coefficients")}
    names = ("last", "first_and_last", "last_three")
    found = [rows[said.long_T, name]["scaled"] for name in names]
    assert [float(f"{x:.3g}") for x in found] == [float(x) for x in said.averages]
    assert max(row["difference_between_nodes"] for row in rows.values()) < 1e-5
    for length in over(T=(16, 64)):
        again = decoupled_coefficient(length, (0, length - 1), decoupled(length)) * length**2
        assert again == pytest.approx(rows[length, "first_and_last"]["scaled"], rel=1e-6)
    table = list(decoupled_spectra(10, decoupled(10)))[-1].coefficients
    for back in over(back=((0,), (1,), (0, 9), (2, 5))):
        mask = sum(1 << (9 - i) for i in back)
        assert decoupled_coefficient(10, back, decoupled(10)) == pytest.approx(table[mask], rel=1e-8)


@supports("lemma-coefficients/least", evidence="exhaustive")
def test_the_least_bound_over_sets_and_outputs(claim, over):
    said = claim("lemma-coefficients").statement
    for tokens, factor in over(N=(1, 2, 3, 5), factor=(1, 3)):
        length = max(8, 4 * tokens) * factor
        bounds = {
            (t, j): decoupled_coefficient_at_least(t, j, length)
            for t in range(1, length + 1)
            for j in range(tokens + 1)
        }
        constant = min(
            float(said.constant(least=lambda x, j, n: x, odd=_odd, pi=math.pi, j=j, N=tokens))
            for j in range(tokens + 1)
        )
        least = said.mu(c=constant, T=float(length), N=tokens)
        assert said.tokens(N=tokens) == (min(bounds.values()) >= least * (1 - 1e-12))
        assert bounds[length, tokens] == pytest.approx(least)
        assert said.longer(T=length, N=tokens) and (factor > 1 or not said.longer(T=length - 1, N=tokens))


@supports("lemma-sharp-power/energy", "lemma-sharp-power/influence", evidence="symbolic")
def test_what_the_last_token_changes_is_bounded_by_what_distance_is_left(claim, over):
    said = claim("lemma-sharp-power").statement
    a, s, m, n, left, length = over.symbols("a s M n D T", positive=True)
    theta = sp.symbols("theta", positive=True)
    # kappa_1 - rho = (sin - theta cos)/pi; over (1 - cos)^(3/2) it rises to its value at the right angle (lemma-6)
    excess = (sp.sin(theta) - theta * sp.cos(theta)) / sp.pi
    assert said.excess.right(rho=said.right_angle, pi=sp.pi) == excess.subs(theta, sp.pi / 2)
    assert said.excess(rho=0, pi=1, kappa1=lambda _: 1)  # attained
    kappa_1 = {0: 1 / sp.pi, sp.Rational(1, 2): (sp.sqrt(3) / 2 + sp.pi / 3) / sp.pi, 1: 1, -1: 0}
    for rho, value in kappa_1.items():
        inside = bool(said.excess(rho=rho, pi=sp.pi, kappa1=lambda _, value=value: value))
        assert inside == bool(said.cosines(rho=rho))
    assert not said.cosines(rho=sp.Rational(11, 10))
    most = said.excess.right(rho=sp.cos(theta), pi=sp.pi)
    slope = excess.diff(theta) / excess - most.diff(theta) / most
    g = 2 * theta + theta * sp.cos(theta) - 3 * sp.sin(theta)
    assert sp.simplify(slope * 2 * excess * sp.pi * (1 - sp.cos(theta)) / sp.sin(theta) - g) == 0
    assert [g.diff(theta, k).subs(theta, 0) for k in range(3)] == [0, 0, 0]
    assert sp.simplify(g.diff(theta, 3) - theta * sp.sin(theta)) == 0
    # a difference adds a; a step takes at most n excess(1 - D/n) <= D^(3/2)/pi, D <= a s, that is at most the integral
    assert said.energy(n=1, K=1, a=1, M=0, s=-1, pi=1)  # attained
    assert not said.energy(n=1, K=2, a=1, M=0, s=-1, pi=1)
    energy = said.energy.right(a=a, M=m, pi=sp.pi, s=s)
    assert sp.simplify(energy.diff(m) - a) == 0
    assert sp.simplify(energy.diff(s) + said.excess.right(rho=1 - a * (s + 1), pi=sp.pi)) == 0
    assert sp.simplify(energy.subs(m, 0) / energy.subs({m: 0, s: 0}) - (s + 1) ** sp.Rational(5, 2)) == 0
    # kappa_0 changes by at most (a/n)/(pi sin), sin^2 >= 1 - cos = D/n, times T n/2 for K/2 + H, and the half
    change = a / n / (sp.pi * sp.sqrt(left / n))
    influence = said.influence(a=a, T=length, n=n, pi=sp.pi, Dm=left)
    assert sp.simplify(influence - change * length * n / 2 / 2) == 0


@supports("lemma-sharp-power/energy", "lemma-sharp-power/influence", evidence="exhaustive")
def test_both_inequalities_for_every_pair_of_short_sequences(claim, over):
    said = claim("lemma-sharp-power").statement
    for length in over(T=(4, 7, 10)):
        init = decoupled(length)
        a, n = init.inputs, init.norm(length)
        hidden = _hidden(length - 1, init)
        differences = np.bitwise_count(np.arange(1 << (length - 1)))
        before = init.norm(length - 1)
        left = before - hidden
        kept = said.energy(n=before, K=hidden - 1e-15, a=a, M=differences, pi=math.pi, s=length - 1).all()
        assert kept  # arrays stay out of the assertions: pytest would print them
        rho = np.linspace(0, 0.999, 50)
        kappa_1 = (np.sqrt(1 - rho**2) + (np.pi - np.arccos(rho)) * rho) / np.pi
        below = said.excess(rho=rho, pi=math.pi, kappa1=lambda _, value=kappa_1: value - 1e-16).all()
        assert below
        same, other = (next(profiles(length, (), init, same_start=start)).kernel for start in (True, False))
        decoupled_kernel = (same - other).reshape(2, -1)  # the last token is the highest bit
        half = (decoupled_kernel[0] - decoupled_kernel[1]) / 2
        apart = differences > 0
        bound = said.influence(a=a, T=length, n=n, pi=math.pi, Dm=left[apart])
        ratio = half[apart] / bound
        least, largest = float(half.min()), float(ratio.max())
        assert least >= 0
        assert 1 / 4 < largest <= 1


def _hidden(t, init):
    """K_t of every xor of t tokens."""
    hidden = np.array([init.start])
    for s in range(1, t + 1):
        rho = np.concatenate([hidden + init.inputs, hidden]) / init.norm(s)
        rho = np.minimum(rho, 1)
        hidden = init.norm(s) * (np.sqrt(1 - rho**2) + (np.pi - np.arccos(rho)) * rho) / np.pi
    return hidden


@supports("lemma-sharp-power/power", evidence="numeric")
def test_the_coefficients_with_the_last_token_have_the_power_that_is_stated(claim, over, recorded):
    """Sums over all sets at T = 8 to 14 for one and two tokens; single sets to T = 512 from the record."""
    said, lengths, sums = claim("lemma-sharp-power").statement, (8, 10, 12, 14), {}
    for length in over(T=lengths):
        *_, found = decoupled_spectra(length, decoupled(length))
        sets = np.arange(1 << length)
        for j in (1, 2):
            chosen = (np.bitwise_count(sets) == j) & (sets >> (length - 1) == 1)
            assert chosen.sum() == said.sets(T=length, j=j)
            sums[length, j] = found.coefficients[chosen].sum()
    assert said.small(T=8.0) == decoupled(8).inputs
    stated = _slope([said.sum(O=float, T=float(x)) for x in lengths], lengths)
    for j in (1, 2):
        assert abs(_slope([sums[length, j] for length in lengths], lengths) - stated) < 0.4
    rows = {(row["T"], row["tokens"]): row["scaled"] for row in recorded("elman", "coefficients")}
    for j, name in enumerate(("last", "last_two", "last_three"), start=1):
        far = (128, 512)
        power = _slope([rows[length, name] * float(length) ** -j for length in far], far)
        assert abs(power - _slope([said.order(O=float, T=float(x), j=j) for x in far], far)) < 0.1


def _slope(values, lengths):
    return float(np.polyfit(np.log(lengths), np.log(np.array(values, dtype=float)), 1)[0])
