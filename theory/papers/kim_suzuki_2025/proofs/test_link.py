"""The link function: how steep it must be, that of appendix D, and what uniform weights make of it."""

from fractions import Fraction
from math import log2

import numpy as np
import pytest
import sympy

from theory.attention import APPENDIX_D, ParityTree, forward, link_of_slope
from theory.errors import InputError
from theory.ledger import follows, refutes, supports
from theory.papers.kim_suzuki_2025.proofs.parities import is_zero

SEED = 4


@supports("remark-3-slope", evidence="symbolic")
def test_how_steep_a_link_function_is(claim, over):
    """A slope that starts at 0, grows at most like L t and stays below s rises by at most s - s^2/2L on [0, 1]."""
    said = claim("remark-3-slope").statement
    s, L, delta = over.symbols("s L delta", positive=True)
    rise = sympy.integrate(L * sympy.Symbol("t"), (sympy.Symbol("t"), 0, s / L)) + s * (1 - s / L)
    assert is_zero(rise - (s - s**2 / (2 * L)))
    needed = APPENDIX_D(1) - APPENDIX_D(0)
    for slope in (Fraction(1), Fraction(2), Fraction(5, 2)):
        enough = sympy.limit(rise.subs(s, sympy.Rational(slope)), L, sympy.oo) > needed
        assert said.least(phi1=slope) == enough
    for size in (Fraction(1, 10), Fraction(1, 3), Fraction(1)):
        link = link_of_slope(said.slope(delta=size))
        assert said.delta(delta=size)
        assert link.steepest == needed + size
        conditions(link)
    assert not said.delta(delta=0)
    with pytest.raises(InputError, match="lies above 2"):
        link_of_slope(Fraction(said.slope(delta=Fraction(0))))
    assert said.limit == claim("lemma-6").statement.g(phi1=2)
    assert is_zero(said.slope(delta=delta) - 2 - delta)
    # A layer of rectified quadratic units: t^2 is two of them, and each knot two more.
    for t in (Fraction(-7, 8), Fraction(-1, 3), Fraction(0), Fraction(5, 8)):
        link = link_of_slope(Fraction(5, 2))
        units = [(link.c, Fraction(0))] + [(b, knot) for knot, b in link.knots]
        layer = -1 + sum(b * (max(side * t - knot, 0) ** 2) for b, knot in units for side in (-1, 1))
        assert layer == link(t)


def conditions(link):
    """Assert the conditions of section 2.2: values, slopes, symmetry, range, continuity at the knots."""
    assert [link(Fraction(t)) for t in (-1, 0, 1)] == [1, -1, 1]
    assert [link.slope(Fraction(t)) for t in (-1, 0, 1)] == [0, 0, 0]
    grid = [Fraction(t, 40) for t in range(-40, 41)]
    assert all(link(t) == link(-t) and -1 <= link(t) <= 1 for t in grid)


@supports("remark-3-slope", evidence="symbolic")
def test_the_room_for_the_parabolas(claim, over):
    """Slopes that grow linearly from 0 to s and back rise by half as much as a line: s (1 - L/2) is the rise."""
    read = claim("remark-3-slope").reading
    s = over.symbols("s", positive=True)
    rise = APPENDIX_D(1) - APPENDIX_D(0)
    assert rise == read.rise
    assert is_zero(s * (1 - read.length(s=s) / 2) - rise)
    assert [link_of_slope(slope).steepest for slope in (Fraction(5, 2), Fraction(4))] == [Fraction(5, 2), 4]
    for slope in (Fraction(3), Fraction(4), Fraction(5)):
        assert (read.length(s=slope) <= read.room) == (slope <= read.most)
    assert read.length(s=read.most) == read.room
    with pytest.raises(InputError, match="at most at 4"):
        link_of_slope(read.most + Fraction(1, 9))


@follows("remark-3-slope", evidence="exhaustive")
def test_the_steepest_straight_line(claim, over):
    for slope in over(slope=(Fraction(4),)):
        assert link_of_slope(slope) == APPENDIX_D
        assert 2 * (1 + len(APPENDIX_D.knots)) == claim("remark-3-slope").consequence.units


@supports("remark-d-link", evidence="symbolic")
@follows("remark-d-link", evidence="symbolic")
def test_the_link_of_appendix_d(claim, over):
    said, more = claim("remark-d-link").statement, claim("remark-d-link").consequence
    t = over.symbols("t", real=True)
    left, middle, right = said.left(t=t), said.middle(t=t), said.right(t=t)
    first, second = map(sympy.Rational, said.knots)
    assert (first, second) == (-second, sympy.Rational(1, 2))
    for one, two, at in ((left, middle, first), (middle, right, second)):
        assert is_zero((one - two).subs(t, at))
        assert is_zero(sympy.diff(one - two, t).subs(t, at))
    assert [left.subs(t, -1), middle.subs(t, 0), right.subs(t, 1)] == [1, -1, 1]
    assert [sympy.diff(f, t).subs(t, at) for f, at in ((left, -1), (middle, 0), (right, 1))] == [0, 0, 0]
    assert is_zero(left - right.subs(t, -t))
    for value in (Fraction(-3, 4), Fraction(-1, 4), Fraction(1, 4), Fraction(3, 4)):
        piece = left if value < said.knots[0] else middle if value < said.knots[1] else right
        assert piece.subs(t, sympy.Rational(value)) == sympy.Rational(APPENDIX_D(value))
    conditions(APPENDIX_D)
    assert middle.coeff(t, 2) == more.c == APPENDIX_D.c
    assert abs(sympy.diff(middle, t).subs(t, second)) == more.steepest == APPENDIX_D.steepest
    assert is_zero(claim("lemma-6").statement.g(phi1=more.steepest) - more.g)


@supports("remark-d-levels", evidence="exhaustive")
def test_the_levels_between(claim, over):
    said = claim("remark-d-levels").statement
    assert len(said.k) == len(said.levels)
    for k, levels in over(k_and_levels=list(zip(said.k, said.levels, strict=True))):
        assert ParityTree(64, k).depth - 1 == levels == log2(k) - 1
    assert said.k == [8, 16, 32]  # the sizes of figure 5
    assert claim("figure-5").statement.large == said.k[1:]


@refutes("remark-4-uniform", evidence="numeric")
def test_uniform_weights_do_not_give_zero(claim, over):
    printed, case = claim("remark-4-uniform").statement, claim("remark-4-uniform").counterexample
    over.sample(20_000, "strings", seed=SEED)
    tree = ParityTree(case.d, case.k)
    rows = np.arange(tree.tokens) < np.arange(tree.d, tree.tokens)[:, None]
    x = 1.0 - 2 * np.random.default_rng(SEED).integers(0, 2, (20_000, tree.d))
    made = forward(x, tree, rows / rows.sum(axis=1, keepdims=True), APPENDIX_D)
    target = x[:, : tree.k].prod(axis=1)
    loss = np.mean((made[:, -1] - target) ** 2) / 2
    over.error(0.005)
    assert abs(made[:, -1].mean() - float(case.mean)) < 0.005
    assert abs(loss - float(case.value)) < 0.005
    assert abs(made[:, tree.d].mean() - case.untrained) < 0.1
    # An output of zero has the loss of the text.
    assert np.mean((printed.output - target) ** 2) / 2 == printed.loss
