"""Around the start: orders of products, of what moves, and of the deviation from linearity, as certificates."""

from fractions import Fraction

import numpy as np
import sympy

from theory.asymptotics import Monomial, least_bound, parse_conditions
from theory.convergence.wide_elman import FLIPPED, MOVED
from theory.convergence.wide_elman import STABILITY_STEPS as STEPS
from theory.ledger import supports
from theory.papers.elman_2026.proofs.orders import decides, inner
from theory.papers.wies_2023.proofs.orders import same

RADIUS = "(R/sqrt(m))"


@supports("lemma-products/dense", evidence="symbolic")
def test_norms_of_chains_and_the_constant_of_a_net(claim, over):
    """U3 with h = 1/(2T) multiplies a squared norm by at most 1 + h a step; a net of radius 1/4 costs 4/3."""
    said = claim("lemma-products").statement
    steps = over.symbols("T", positive=True)
    growth = sympy.limit((1 + 1 / (2 * steps)) ** steps, steps, sympy.oo)  # increasing in T
    net = 1 / (1 - sympy.Rational(1, 4))
    assert net * sympy.sqrt(growth) < said.most
    assert net * sympy.sqrt(growth) > said.most - 1


class Drawn:
    """A net of width 512 with small inputs, and its masks on one sequence of eight tokens."""

    width, length = 512, 8

    def __init__(self, seed):
        rng = np.random.default_rng(seed)
        self.W = rng.standard_normal((self.width, self.width)) * np.sqrt(2 / self.width)
        self.A = rng.standard_normal((self.width, 2)) * np.sqrt(2 / self.width / self.length**3)
        self.M = rng.standard_normal(self.width) * np.sqrt(2 / self.width)
        self.B = rng.standard_normal(self.width)
        self.tokens = rng.integers(0, 2, self.length)

    def run(self, moved=0.0):
        """Preactivations, shape (T, m), and the last output, where W moves by a matrix."""
        h, seen = np.maximum(self.M, 0), []
        for token in self.tokens:
            seen.append((self.W + moved) @ h + self.A[:, token])
            h = np.maximum(seen[-1], 0)
        return np.array(seen), float(self.B @ h)


@supports("lemma-products/seen", "lemma-products/dense", evidence="numeric")
def test_products_seen_on_a_net(claim, over):
    """The largest stretch of random sparse sets is below the constant and above its half: chains keep norms."""
    said = claim("lemma-products").statement
    net, rng, found = Drawn(5), np.random.default_rng(6), []
    assert (net.width, net.length) == (said.width, said.T)
    over.sample(20, "sets of eight units, width 512, T = 8", seed=6)
    masks = net.run()[0] > 0
    for _ in range(20):
        chain = np.eye(net.width)[:, rng.permutation(net.width)[: said.units]]
        assert chain.shape == (net.width, 8)
        for mask in masks:
            chain = mask[:, None] * (net.W @ chain)
            found.append(np.linalg.norm(chain, 2))
    assert said.most / 2 < max(found) < said.most


@supports("lemma-stability/seen", "lemma-stability/moved", evidence="numeric")
def test_what_moves_seen_on_a_net(claim, over):
    """A random matrix of norm omega = R/sqrt(m) moves preactivations in proportion, within T^2 sqrt(log m) omega."""
    said = claim("lemma-stability").statement
    net = Drawn(5)
    assert (net.width, net.length) == (said.seen_width, said.seen_T)
    before, _ = net.run()
    direction = np.random.default_rng(8).standard_normal(net.W.shape)
    direction /= np.linalg.norm(direction, 2)
    over.sample(3, "sizes of one random matrix, width 512, T = 8", seed=8)
    for radius in (0.01, 0.1, 1.0):
        after, _ = net.run(radius / np.sqrt(net.width) * direction)
        moved = np.linalg.norm(after - before, axis=1).max()
        flips = ((after > 0) != (before > 0)).sum(axis=1).max()
        size = {"T": net.length, "m": net.width, "R": radius, "O": lambda x: x}
        assert radius / np.sqrt(net.width) / 2 < moved < said.moved(**size)
        assert flips <= said.flipped(**size)
    assert flips > 0


@supports("lemma-linearisation/seen", "lemma-linearisation/deviation", evidence="numeric")
def test_the_deviation_seen_on_a_net(claim, over):
    """Along a random direction the second difference of the output is within the deviation, and not zero."""
    said = claim("lemma-linearisation").statement
    net = Drawn(5)
    assert (net.width, net.length) == (said.seen_width, said.seen_T)
    direction = np.random.default_rng(9).standard_normal(net.W.shape)
    direction /= np.linalg.norm(direction)
    over.sample(2, "sizes of one random matrix, width 512, T = 8", seed=9)
    for radius in (0.1, 1.0):
        step = radius / np.sqrt(net.width)
        ends = [net.run(sign * step * direction)[1] for sign in (-1, 0, 1)]
        deviation = abs(ends[0] - 2 * ends[1] + ends[2]) / step  # of both halves together
        assert 1e-9 < deviation < 2 * said.deviation(T=net.length, m=net.width, R=radius, O=lambda x: x)


@supports("lemma-products/dense", evidence="certificate")
def test_a_product_on_all_units_is_a_sum_over_blocks(claim, over):
    said = claim("lemma-products").statement
    over.every("T", "m")
    assert decides(
        STEPS["blocks"], "sqrt(m/S)", inner(said.formula("product")), f"S == {said.formula('sparsity').text}"
    )


@supports("lemma-products/sparse", evidence="certificate")
def test_products_with_sparse_sets(claim, over):
    said = claim("lemma-products").statement
    over.every("T", "m", "S")
    sparse, enough = inner(said.formula("sparse")), said.formula("enough").text
    assert said.enough(S=3, T=3) and said.enough(S=4, T=3) and not said.enough(S=2, T=3)
    assert decides(STEPS["sparse"], "(sqrt(T) + sqrt(S*log(m)))/sqrt(m)", sparse, enough)
    assert decides(STEPS["rows"], f"sqrt(m/S)*{sparse}", inner(said.formula("rows")))
    assert same(
        inner(said.formula("readout")), f"sqrt(m)*{sparse}"
    )  # B has m times the variance of W, up to 2


@supports("lemma-products/perturbed", evidence="symbolic")
def test_the_series_over_the_places_of_changes(claim, over):
    said = claim("lemma-products").statement
    kappa = over.symbols("kappa", positive=True)
    for steps in over(T=range(1, 9)):
        closed = sympy.Poly((1 + kappa) ** steps - 1, kappa).quo(sympy.Poly(kappa, kappa))
        assert sympy.Poly(said.series(T=steps, kappa=kappa), kappa) == closed
        largest = said.kappa.right(T=steps)  # the series grows with kappa
        assert said.kappa(kappa=largest, T=steps) and said.kappa(kappa=0, T=steps)
        assert not said.kappa(kappa=2 * largest, T=steps)
        assert steps == 1 or float(closed.eval(largest)) < float(said.bound(T=steps, e=sympy.E))
    nearly = 0.9 * float(said.bound(T=steps, e=sympy.E))
    assert float(closed.eval(largest)) > nearly
    steps = over.symbols("T", positive=True)  # (1 + 1/T)^T grows to e
    assert sympy.simplify(said.bound(T=steps, e=sympy.E) - (sympy.E - 1) * steps) == 0


@supports("lemma-stability/moved", evidence="certificate")
def test_how_far_states_move_and_how_many_units_flip(claim, over):
    said = claim("lemma-stability").statement
    over.every("T", "m", "R", "G")
    moved, flipped = inner(said.formula("moved")), inner(said.formula("flipped"))
    product = inner(claim("lemma-products").statement.formula("product"))
    assert decides(STEPS["moved"], f"T*{product}*{RADIUS}", moved)
    assert said.ball(R=1, m=4) == Fraction(claim("theorem-1").statement.inside(R=1, m=4))
    cut = f"({moved}**(2/3)/sqrt(m))"
    left = f"m**(3/2)*{cut} + {moved}**2/{cut}**2 + m*sqrt(G/m)"
    assert decides(STEPS["flipped"], left, flipped, said.formula("counts").text)


@supports("lemma-stability/balance", evidence="symbolic")
def test_the_cut_balances_the_two_counts(claim, over):
    said = claim("lemma-stability").statement
    moved, m = over.symbols("Z m", positive=True)
    cut = said.cut(Z=moved, m=m)
    assert sympy.simplify(said.small(tau=cut, m=m) - said.large(tau=cut, Z=moved)) == 0
    tau = sympy.Symbol("tau", positive=True)
    # |g| = sqrt(2/m) |<L, x>| <= tau for a share of tau sqrt(m) of the units
    assert said.small(tau=tau, m=m) == m * (tau * sympy.sqrt(m))
    assert said.large(tau=tau, Z=moved) == (moved / tau) ** 2


@supports("lemma-stability/closes", evidence="certificate")
def test_the_induction_closes_at_the_width(claim, over):
    said = claim("lemma-stability").statement
    over.every("T", "m", "R", "K")
    flipped, width = inner(said.formula("flipped")), said.formula("width").text
    weight = f"({said.formula('weight').text})"
    assert decides(STEPS["few"], f"{weight}*{flipped}/m", inner(said.formula("few")), width)
    assert width == claim("lemma-linearisation").statement.formula("width").text


@supports("lemma-linearisation/changed", evidence="certificate")
def test_backward_vectors_change_by_rows_and_by_moved_weights(claim, over):
    said, products = claim("lemma-linearisation").statement, claim("lemma-products").statement
    over.every("T", "m", "R", "S")
    rows, readout = (inner(products.formula(name)) for name in ("rows", "readout"))
    changed = inner(said.formula("changed"), S=FLIPPED)
    left = (
        f"T*{readout.replace('S', FLIPPED)}*{rows} + T*sqrt(m)*{RADIUS}*{inner(products.formula('product'))}"
    )
    assert decides(STEPS["changed"], left, changed)


@supports("lemma-linearisation/deviation", evidence="certificate")
def test_the_deviation_from_linearity(claim, over):
    said = claim("lemma-linearisation").statement
    over.every("T", "m", "R")
    changed, deviation = inner(said.formula("changed"), S=FLIPPED), inner(said.formula("deviation"))
    given = said.formula("wide").text
    assert decides(STEPS["deviation"], f"T*{changed} + T*sqrt(m)*{MOVED}", deviation, given)
    assert same(inner(claim("lemma-stability").statement.formula("moved")), MOVED)
    assert same(deviation, f"T**2*log(m)*sqrt({FLIPPED})")  # the masks' part is all of it


@supports("lemma-linearisation/width", evidence="certificate")
def test_the_width_for_a_small_deviation_and_no_smaller_one(claim, over):
    said = claim("lemma-linearisation").statement
    over.every("T", "m", "R", "K")
    changed, deviation = inner(said.formula("changed"), S=FLIPPED), inner(said.formula("deviation"))
    width, radius = said.formula("width").text, f"({said.formula('radius').text})"
    assert decides(STEPS["eighth"], f"{deviation}*{radius}", inner(said.formula("eighth")), width)
    left = f"T*{changed} + T*sqrt(m)*{MOVED}"
    assert decides(STEPS["gradient"], left, inner(said.formula("gradient")), width)
    least = least_bound(f"{deviation}*{radius}", "1", "m")
    (stated,) = parse_conditions([width])
    assert [condition.larger / condition.smaller for condition in least.conditions] == [
        stated.larger / stated.smaller * Monomial.of({("K", ()): Fraction(1)})
    ]
