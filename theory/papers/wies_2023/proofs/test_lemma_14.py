"""Lemma 14, eq 79, 80 and 90: the variance of the gradient over all parities."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
import sympy

from theory.errors import InputError
from theory.hardness import (
    LOSSES,
    class_size,
    correlations,
    gradient_variance,
    loss_to_every_parity,
    subset_masks,
)
from theory.hardness.losses import P, Y
from theory.hardness.parities import parity
from theory.ledger import corrects, follows, refutes, supports
from theory.transforms import hadamard_matrix, walsh_hadamard

SEED = 14


def integer_net(d, rng, units=3):
    """A ReLU net with small integer weights: predictions (2^d,) and their gradients (2^d, parameters), integers."""
    inputs = (np.arange(1 << d)[:, None] >> np.arange(d)) & 1
    w, c, b = rng.integers(-2, 3, (units, d)), rng.integers(-1, 2, units), rng.integers(-2, 3, units)
    hidden = np.maximum(inputs @ w.T + c, 0)
    on = (hidden > 0) * b
    gradients = [hidden, on, *(on[:, k, None] * inputs for k in range(units))]
    return hidden @ b, np.concatenate(gradients, axis=1)


def parities(d):
    """The tables of all members of the class, (|H|, 2^d)."""
    return parity(subset_masks(d)[:, None], np.arange(1 << d))


def gradients_by_definition(loss_derivative, predictions, gradients, d):
    """Eq 79 term by term: the gradient of F_h for each h from the loss's derivative at its labels."""
    rows = []
    for labels in parities(d):
        weights = [
            loss_derivative(Fraction(int(p)), int(y)) for p, y in zip(predictions, labels, strict=True)
        ]
        rows.append(
            [
                sum(w * int(g) for w, g in zip(weights, column, strict=True)) / (1 << d)
                for column in gradients.T
            ]
        )
    return np.array(rows, dtype=object)


def norms(rows):
    """The Euclidean norm of each row, exact."""
    return np.array([sympy.sqrt(sympy.Rational(sum(v**2 for v in row))) for row in rows], dtype=object)


def opposite_parities(d):
    """The gradient chi_S - chi_S': E[g^2] = 2, and all variance is in two targets with opposite gradients."""
    table = parities(d)
    return (table[0] - table[-1])[:, None]


def of_one_parameter(gradient, variance, d):
    """Meanings for the bounds of a predictor with one parameter; all exact."""
    return {
        "V": variance,
        "H": comb(d, d // 2),
        "gradp": gradient[:, 0],
        "norm": abs,
        "E_x": lambda values: Fraction(int(values.sum()), len(values)),
    }


@supports("eq-80", "eq-79", evidence="numeric")
def test_one_transform_gives_the_variance_of_the_definition(claim, over):
    """The definition, target by target, against one transform; b = -1 for half the square."""
    said = claim("eq-80").statement.variance
    for d in over(d=(2, 4)):
        over.sample(1, "integer ReLU net for each d, in exact arithmetic", seed=SEED + d)
        predictions, gradients = integer_net(d, np.random.default_rng(SEED + d))
        table = gradients_by_definition(lambda p, y: p - y, predictions, gradients, d)
        by_definition = said(
            F_h=table,
            F_ht=table,
            grad=lambda rows: rows,
            norm=norms,
            E_h=lambda values: sum(values) / len(values),
            E_ht=lambda rows: sum(rows) / Fraction(len(rows)),
        )
        assert gradient_variance(gradients, d, sensitivity=-1).variance == by_definition > 0
        at_each_input = np.full(1 << d, Fraction(-1))
        assert gradient_variance(gradients, d, sensitivity=at_each_input).variance == by_definition
        in_floats = gradient_variance(gradients.astype(float), d, sensitivity=-1)
        assert abs(in_floats.variance - by_definition) < 1e-12 * by_definition
        # a loss whose label moves its derivative differently at each input
        slopes = np.arange(1, 1 + (1 << d))
        exact = gradient_variance(slopes[:, None] * gradients, d, sensitivity=1).variance
        assert gradient_variance(gradients, d, sensitivity=slopes).variance == exact
        in_floats = gradient_variance(gradients.astype(float), d, sensitivity=slopes.astype(float))
        assert abs(in_floats.variance - exact) < 1e-12 * exact
        # and the mean gradient does not vanish, so that it matters that it is subtracted
        assert (sum(table) != 0).any()


@supports("eq-80", evidence="exhaustive")
@pytest.mark.parametrize("kind", [np.int64, np.float64, object])
def test_the_transform_is_the_sum_over_all_inputs_for_every_function(over, kind):
    """It is linear, so the functions that are 1 at one input decide it: along either axis, in one block or in many."""
    for d in over(d=range(9)):
        ones = np.eye(1 << d, dtype=kind)
        numbers = np.arange(1 << d)
        by_definition = parity(numbers[:, None], numbers)
        for axis in (0, 1):
            found = walsh_hadamard(ones, axis)
            assert found.dtype == kind
            assert (found == by_definition).all()
        assert walsh_hadamard(ones, overwrite=True) is ones
        assert (ones == by_definition).all()


@supports("eq-80", evidence="exhaustive")
def test_the_transform_of_integers_is_exact_up_to_the_last_that_fits_and_beyond(over):
    """Every sum of 2^d equal numbers, of either sign, about where it leaves 64 bits."""
    for d, sign in over(d=range(5), sign=(1, -1)):
        last = (2**63 - 1) >> d
        for largest, kind in ((last, np.int64), (last + 1, object)):
            if -(2**63) <= sign * largest < 2**63:
                found = walsh_hadamard(np.full(1 << d, sign * largest, dtype=np.int64))
                assert found.dtype == kind
                assert found.tolist() == [sign * largest << d, *[0] * ((1 << d) - 1)]
    for sign in (1, -1):
        assert walsh_hadamard(sign * np.array([0, 2**62, 2**62, 2**62])).tolist()[0] == sign * 3 * 2**62
    assert walsh_hadamard(np.zeros((4, 0), dtype=int), axis=0).shape == (4, 0)
    with pytest.raises(InputError, match="in place"):
        walsh_hadamard(np.ones((2, 4)).T, overwrite=True)


@supports("remark-f-signal", evidence="exhaustive")
def test_no_variance_exactly_where_all_gradients_are_equal(claim, over):
    """n^2 times the variance of n gradients is the sum of the squared distances of all pairs; here of one entry."""
    none, definition = claim("remark-f-signal").reading.none, claim("eq-80").statement.variance

    def variance(gradients):
        return definition(
            F_h=np.array(gradients),
            F_ht=np.array(gradients),
            grad=lambda rows: rows,
            norm=abs,
            E_h=lambda values: sum(values) / len(values),
            E_ht=lambda rows: sum(rows) / len(rows),
        )

    for targets in over(targets=(2, 3, 4, 5)):
        u = sympy.symbols(f"u:{targets}", real=True)
        pairs = sum((a - b) ** 2 for a in u for b in u) / 2
        assert sympy.expand(targets**2 * variance(u) - pairs) == 0
        assert sympy.expand(variance([u[0]] * targets)) == none
        assert variance([Fraction(1)] * (targets - 1) + [Fraction(2)]) > none


@supports("eq-79", evidence="exhaustive")
def test_with_the_zero_one_loss_nothing_is_trained(claim, over):
    """p_w = <w, g>: around a w where no prediction is 0 the zero-one loss against every target is constant."""
    for d in over(d=(2, 4)):
        numbers = np.arange(1 << d)
        features = np.stack([2 * numbers - 7, 2 * (numbers % 3)], axis=1)  # odd and even: no sum is 0
        near = [np.array([1 + a, 1 + b]) for a in (-1e-6, 0, 1e-6) for b in (-1e-6, 0, 1e-6)]
        predictions = [np.where(features @ w > 0, 1, -1) for w in near]
        assert (features @ near[4] != 0).all()
        losses = {tuple(loss_to_every_parity(p, d)) for p in predictions}
        assert len(losses) == 1
        # the loss of training is not constant there: its gradient differs from target to target
        assert gradient_variance(features, d).variance > 0


@follows("eq-80", evidence="symbolic")
def test_every_loss_is_affine_in_the_label_and_how_far_the_label_moves_it(claim, over):
    """b = (l'(p, 1) - l'(p, -1))/2 from the loss itself; for eq 4's it is -1/2 for all p."""
    said = claim("eq-80").consequence
    p = over.symbols("p", real=True)
    formulas = {
        "logistic": lambda y: sympy.log(1 + sympy.exp(-y * p)),
        "half-square": lambda y: (p - y) ** 2 / 2,
        "square": lambda y: (p - y) ** 2,
        "exponential": lambda y: sympy.exp(-y * p),
    }
    for name, formula in formulas.items():
        derivative = {y: sympy.diff(formula(y), p) for y in (-1, 1)}
        loss = LOSSES[name]
        slope = loss.sensitivity.subs(P, p)
        for y in (-1, 1):
            rebuilt = loss.offset.subs(P, p) + slope * y
            assert sympy.simplify((rebuilt - derivative[y]).rewrite(sympy.exp)) == 0
            assert sympy.simplify(loss.formula.subs({P: p, Y: y}) - formula(y)) == 0
    assert LOSSES["logistic"].sensitivity == said.logistic
    assert LOSSES["half-square"].sensitivity == said.half
    hinge = LOSSES["hinge"].sensitivity
    for inside, outside in ((0, 2), (Fraction(99, 100), Fraction(101, 100)), (-0.5, -1.5)):
        # max(0, 1 - y p) falls with slope 1 on the side where it is not 0: both labels inside, one outside
        assert hinge.subs(P, sympy.nsimplify(inside)) == said.inside
        assert hinge.subs(P, sympy.nsimplify(outside)) == said.outside


@supports("eq-90", "remark-f-uncorrelated-variance", evidence="exhaustive")
@corrects("lemma-14", evidence="exhaustive")
def test_the_bound_for_every_gradient_and_where_it_is_attained(claim, over):
    """|H| Var/b^2 = g^T Q g / (4^d |H|) with an integer matrix Q of the parities, and Q^2 = |H| 2^d Q.

    So Q/(|H| 2^d) is a projection and |H| Var <= b^2 E[g^2] for every gradient g, one parameter at a time; two
    parities with opposite signs are in its range.
    """
    statement, reading = claim("eq-90").statement, claim("eq-90").reading
    cited, corrected = claim("remark-f-uncorrelated-variance"), claim("lemma-14").correction
    for d in over(d=(2, 4, 6, 8)):
        table = parities(d).astype(np.int64)
        size = len(table)
        if d <= 6:
            total = table.sum(axis=0)
            q = size * table.T @ table - np.outer(total, total)
            assert (q @ q == (size << d) * q).all()
            rng = np.random.default_rng(SEED)
            g = rng.integers(-9, 10, size=(1 << d, 1))
            by_matrix = Fraction(int(g[:, 0] @ q @ g[:, 0]), size * 4**d * size)
            assert gradient_variance(g, d, sensitivity=-1).variance == by_matrix
        gradient = opposite_parities(d)
        for b in (-1, Fraction(-1, 2), Fraction(1, 2), 1, Fraction(101, 100), 2):
            found = gradient_variance(gradient, d, sensitivity=b)
            meaning = of_one_parameter(gradient, found.variance, d)
            assert found.ratio == b**2  # attained
            assert statement.bound(**meaning) == cited.statement.bound(**meaning) == reading.slope(b=b)
            assert reading.slope(b=b) == (2 * abs(b) <= cited.reading.gap)
        attained = of_one_parameter(gradient, gradient_variance(gradient, d, sensitivity=-1).variance, d)
        assert statement.bound.right(**attained) == cited.statement.bound.right(**attained) == attained["V"]
        logistic = gradient_variance(gradient, d)
        assert logistic.variance == reading.factor * statement.bound.right(**attained)
        assert gradient_variance(gradient, d, sensitivity=reading.logistic).variance == logistic.variance
        meaning = of_one_parameter(gradient, logistic.variance, d)
        for root in (Fraction(1), Fraction(13, 10), sympy.sqrt(2), Fraction(3, 2), Fraction(4)):
            premise, bound = corrected.premise(**meaning, G=root), corrected.bound(**meaning, G=root)
            assert bool(premise) == bool(bound) == (root > 1.4)
        assert corrected.bound.right(H=size, G=sympy.sqrt(2)) == logistic.variance


@supports("eq-90", "remark-f-uncorrelated-variance", evidence="symbolic")
@corrects("lemma-14", evidence="symbolic")
def test_parseval_for_every_d_and_the_constants_of_the_losses(claim, over):
    """Var |H| <= sum over ALL s of v^(s)^2 = E||v||^2 = E[b^2 ||grad p||^2].

    The equality is H^T H = 2^d: the step d -> d + 1 for a symmetric block H with H H = n, and its start. What is
    dropped is a sum of squares (the s outside H) and the square of a mean. So |H| Var <= b^2 E exactly, and what is
    left to decide is which b^2 each clause allows.
    """
    n, h_h = over.symbols("n H2", positive=True)  # H2 stands for the block H H
    block_square = sympy.Matrix([[1, 1], [1, -1]]) * sympy.Matrix([[1, 1], [1, -1]]) * h_h
    assert block_square.subs(h_h, n) == 2 * n * sympy.eye(2)
    assert (hadamard_matrix(2) == [[1, 1], [1, -1]]).all()
    assert (hadamard_matrix(32) == np.kron(hadamard_matrix(2), hadamard_matrix(16))).all()
    u = over.symbols("u:3", real=True)
    mean = sum(u) / 3
    assert sympy.expand(sum((x - mean) ** 2 for x in u) / 3 - (sum(x**2 for x in u) / 3 - mean**2)) == 0
    b, size, g = over.symbols("b H G", positive=True)
    largest = b**2 * g**2 / size  # of the variance, by the above, where E||grad p||^2 = G^2
    meaning = {"H": size, "E_x": lambda value: value, "norm": lambda value: value, "gradp": g}
    reading, cited = claim("eq-90").reading, claim("remark-f-uncorrelated-variance")
    for bound in (claim("eq-90").statement.bound, cited.statement.bound):
        assert sympy.simplify(bound.right(**meaning) - largest.subs(b, 1)) == 0
        assert (
            sympy.simplify(largest.subs(b, cited.reading.square ** sympy.Rational(1, 2)) / largest.subs(b, 1))
            == 4
        )
    assert reading.factor == LOSSES["logistic"].sensitivity ** 2
    assert reading.logistic == LOSSES["logistic"].sensitivity
    assert [reading.slope(b=Fraction(x, 10)) for x in (-11, -10, 0, 10, 11)] == [
        False,
        True,
        True,
        True,
        False,
    ]
    corrected = claim("lemma-14").correction
    assert sympy.simplify(corrected.bound.right(H=size, G=g) - largest.subs(b, sympy.Rational(1, 2))) == 0
    assert [corrected.premise(**meaning | {"gradp": x}, G=2) for x in (1, 2, 3)] == [True, True, False]
    # A margin loss r(yp) has b = (r'(p) + r'(-p))/2, so |r'| <= 1 gives |b| <= 1; r(m) = -m attains it.
    coefficients = over.symbols("c:7")
    r = sympy.Lambda(P, sum(c * P**k for k, c in enumerate(coefficients)))
    slope = sympy.Lambda(P, sympy.diff(r(P), P))
    moved = sympy.diff(r(P), P) - sympy.diff(r(-P), P)
    assert sympy.expand(moved - (slope(P) + slope(-P))) == 0
    steepest = dict.fromkeys(coefficients, 0) | {coefficients[1]: -cited.reading.lipschitz}
    assert moved.subs(steepest) == -cited.reading.gap
    squared = cited.reading.squared
    p = over.symbols("p", real=True)
    halves = [sympy.diff(squared(p=p, y=y), p) / 2 for y in (1, -1)]
    assert sympy.expand(halves[0] - halves[1]) ** 2 == cited.reading.square
    assert sympy.expand(squared(p=p, y=1) - LOSSES["square"].formula.subs({P: p, Y: 1})) == 0


@supports("remark-f-uncorrelated-variance", evidence="exhaustive")
def test_covariance_zero_is_not_what_the_bound_needs(claim, over):
    """Half the square of p - y: the gradient moves by -E[h grad p], here grad p = 1. Classes of two functions."""
    reading, bound = (
        claim("remark-f-uncorrelated-variance").reading,
        claim("remark-f-uncorrelated-variance").statement.bound,
    )
    functions = 1 - 2 * ((np.arange(16)[:, None] >> np.arange(4)) & 1)
    largest = {True: 0, False: 0}
    for h, other in over(h=functions, ht=functions):
        uncorrelated = reading.product(
            x=0, h=lambda _, h=h: h, ht=lambda _, other=other: other, E_x=lambda v: Fraction(int(v.sum()), 4)
        )
        means = [Fraction(int(f.sum()), 4) for f in (h, other)]
        assert uncorrelated == (Fraction(int(h @ other), 4) == 0)
        assert set(h.tolist()) <= {-reading.sign, reading.sign}
        variance = ((means[0] - means[1]) / 2) ** 2
        limit = bound.right(gradp=1, norm=abs, E_x=lambda v: v, H=Fraction(2))
        if uncorrelated:
            assert bound(V=variance, gradp=1, norm=abs, E_x=lambda v: v, H=Fraction(2))
        if uncorrelated or Fraction(int(h @ other), 4) == means[0] * means[1]:
            largest[bool(uncorrelated)] = max(largest[bool(uncorrelated)], variance / limit)
    assert largest[True] <= 1
    assert largest[False] == reading.constants
    constants = functions[0], functions[-1]
    assert [set(f.tolist()) for f in constants] == [{reading.sign}, {-reading.sign}]
    assert ((constants[0].mean() - constants[1].mean()) / 2) ** 2 == reading.constants * limit


@supports("remark-f-uncorrelated-variance", evidence="exhaustive")
@follows("eq-90", evidence="exhaustive")
def test_for_other_losses_the_printed_constant_is_too_small(claim, over):
    """(p - y)^2: b^2 = 4. e^(-yp): b^2 = cosh(p)^2, without bound in p."""
    cited, too_wide = claim("remark-f-uncorrelated-variance").reading, claim("eq-90").consequence
    exponential = LOSSES["exponential"].sensitivity
    assert sympy.simplify((exponential + sympy.cosh(P)).rewrite(sympy.exp)) == 0
    for d in over(d=(2, 4, 6)):
        gradient = opposite_parities(d)
        assert gradient_variance(gradient, d, sensitivity=LOSSES["square"].sensitivity).ratio == cited.square
        b = float(exponential.subs(P, too_wide.p))
        ratio = gradient_variance(gradient.astype(float), d, sensitivity=b).ratio
        assert too_wide.exponential < ratio
        assert (
            too_wide.exponential == 10 ** len(str(int(ratio))) // 10 and too_wide.p == 3
        )  # the round number below


@supports("eq-90", "remark-f-uncorrelated-variance", evidence="numeric")
def test_the_bound_on_integer_nets(claim, over):
    rng = np.random.default_rng(SEED)
    over.sample(11, "integer ReLU nets, in exact arithmetic", seed=SEED)
    factor, ratios = claim("eq-90").reading.factor, set()
    for d in over(d=(4, 6, 8)):
        for _ in range(1 if d == 8 else 5):
            found = gradient_variance(integer_net(d, rng)[1], d)
            assert found.ratio <= factor
            ratios.add(found.ratio)
            # targets further from the mean than a precision: counted from the definition's distances
            distances = sorted(found.squared_distances)
            for precision in (Fraction(1, 3), Fraction(2), *(Fraction(1, k) for k in (20, 50, 100))):
                assert found.moved(precision) == sum(distance > precision**2 for distance in distances)
    assert max(ratios) > factor / 50
    # two targets lie at the distance 1/2 exactly, and that is within a precision of 1/2
    edge = gradient_variance(opposite_parities(4), 4)
    assert [edge.moved(precision) for precision in (Fraction(49, 100), Fraction(1, 2))] == [2, 0]


@refutes("lemma-14", evidence="symbolic")
def test_a_polynomial_gradient_makes_the_variance_larger_than_any_multiple_of_one_over_the_class(claim, over):
    """p_w = d w chi_S: the printed premise holds, |H| Var is computed, and then followed to infinity."""
    printed, case = claim("lemma-14").statement, claim("lemma-14").counterexample
    for d in (2, 4, 6, 8):
        gradient = d * parities(d)[0][:, None]
        found = gradient_variance(gradient, d)
        meaning = of_one_parameter(gradient, found.variance, d)
        assert found.mean_square_gradient == printed.premise.left(**meaning) == case.square(d=d)
        assert printed.premise(**meaning, d=d, poly=lambda d: d**2, O=lambda value: value)
        order = printed.bound.right(H=found.class_size, O=lambda value: value)
        assert found.variance / order == case.scaled(d=d, H=found.class_size)
        # a constant in the O is not enough: with C = d/4 the printed bound is wrong at this d
        assert found.variance > (Fraction(d, 5) if d > 2 else Fraction(1, 3)) * order
        assert not printed.bound(V=found.variance, H=found.class_size, O=lambda value: value) or d == 2
        for number, at in ((case.four, case.d4), (case.eight, case.d8)):
            assert number == found.class_size * found.variance or d != at
    assert {case.d4, case.d8} <= {2, 4, 6, 8}
    d = over.symbols("d", positive=True)
    assert sympy.limit(case.scaled(d=d, H=2 ** (d / 2)), d, sympy.oo) == sympy.oo  # as |H| >= 2^(d/2)


@refutes("remark-f-hence-low-variance", evidence="exhaustive")
def test_uncorrelated_parities_with_a_variance_near_one(claim, over):
    case = claim("remark-f-hence-low-variance").counterexample
    for d in over(d=(2, 4, 6, 8)):
        table = parities(d)
        size = len(table)
        assert (table @ table.T == (np.eye(size, dtype=int) << d)).all()  # uncorrelated
        for scale in (1, 3):
            assert gradient_variance(scale * table[0][:, None], d).variance == case.variance(G=scale, H=size)
        root = 2 * sympy.sqrt(size)
        assert [bool(case.large(G=g, H=size)) for g in (root, root + 1)] == [True, False]
        assert gradient_variance(table[0][:, None], d).variance * root**2 == case.high(H=size)
        assert sympy.simplify(case.variance(G=root, H=size) - case.high(H=size)) == 0


@corrects("remark-f-hence-low-variance", evidence="symbolic")
def test_lemma_14_with_its_premise(claim, over):
    said, lemma = claim("remark-f-hence-low-variance").correction, claim("lemma-14").correction
    g, size, d = over.symbols("G H d", positive=True)
    assert sympy.simplify(said.bound(G=g, H=size) - lemma.bound.right(G=g, H=size)) == 0
    at = {"norm": abs, "E_x": lambda v: v, "G": 2}
    for gradient in (1, 2, Fraction(5, 2), 3):
        assert said.premise(gradp=gradient, **at) == lemma.premise(gradp=gradient, **at) == (gradient <= 2)
    least = claim("remark-f-class-size").correction.bounds.left(d=d)
    assert sympy.limit(said.bound(G=d**50, H=least) * 2 ** (d / 2), d, sympy.oo) == 0


@supports("remark-f-low-variance", evidence="symbolic")
def test_the_variance_decays_exponentially(claim, over):
    """With the corrected bounds: Var <= G^2/(4|H|) and |H| >= 2^d/sqrt(2d); G^2 = d^100 loses against 2^(d/2)."""
    d = over.symbols("d", positive=True)
    least = claim("remark-f-class-size").correction.bounds.left(d=d)
    variance = claim("lemma-14").correction.bound.right(G=d**50, H=least)
    assert sympy.limit(variance * 2 ** (d / 2), d, sympy.oo) == 0
    for bits in (2, 8, 16, 40):
        assert class_size(bits).size >= claim("remark-f-class-size").correction.bounds.left(d=bits)


@follows("remark-f-low-variance", evidence="exhaustive")
def test_for_the_exponential_loss_the_variance_may_grow_exponentially(claim, over):
    said = claim("remark-f-low-variance").consequence
    slope = LOSSES["exponential"].sensitivity
    for d in over(d=(2, 4, 6, 8)):
        squares = {sympy.expand(slope.subs(P, sign * d).rewrite(sympy.exp) ** 2) for sign in (1, -1)}
        found = gradient_variance(parities(d)[0][:, None], d, sensitivity=1)
        assert squares == {
            sympy.expand(said.variance(d=d, H=found.class_size) / sympy.Rational(found.variance))
        }
    d = over.symbols("d", positive=True)
    largest = claim("remark-f-class-size").correction.bounds.right(d=d)
    faster = said.variance(d=d, H=largest) / sympy.Rational(3, 2) ** d
    assert sympy.limit(faster, d, sympy.oo) == sympy.oo


@supports("remark-f-differentiable", evidence="exhaustive")
def test_the_mechanism_asks_for_one_gradient_affine_in_the_label_not_for_a_derivative(claim, over):
    """At a kink any g(x) serves as p's gradient: eq 90's bound holds for every table of numbers (projection, eq 90).

    F_h does have a kink: for one ReLU unit of input w, one-sided derivatives of log(1 + exp(-y relu(w))) at w = 0 are
    0 and -y/2.
    """
    w = sympy.Symbol("w", real=True)
    for y in (-1, 1):
        right, left = (
            sympy.log(1 + sympy.exp(-y * unit)) for unit in (w, 0 * w)
        )  # relu(w) on either side of 0
        assert right.subs(w, 0) == left == sympy.log(2)
        assert sympy.diff(right, w).subs(w, 0) == -sympy.Rational(y, 2) != sympy.diff(left, w)
    # relu(x_1 + ... + x_(d/2) - 1) has its kink at some inputs; whichever slope in [0, 1] it is given there
    bound, variances = claim("lemma-14").correction.bound, set()
    for d, slope in over(d=(4, 6), slope=[Fraction(k, 8) for k in range(9)]):
        ones = np.bitwise_count(np.arange(1 << d) & ((1 << d // 2) - 1)).astype(int)
        gradient = np.array([[slope if k == 1 else Fraction(int(k > 1))] for k in ones], dtype=object)
        found = gradient_variance(gradient, d)
        root = sympy.sqrt(sympy.Rational(found.mean_square_gradient))
        assert bound(V=found.variance, H=found.class_size, G=root)
        variances.add(found.variance)
    assert max(variances) > 0


@supports("remark-f-variance-alone", evidence="exhaustive")
@follows("remark-f-variance-alone", evidence="exhaustive")
def test_a_class_of_two_close_targets_has_almost_no_variance_and_is_learned(claim, over):
    """h and h with one value flipped: Var = 4^-d / 4 for p_w = w h at w = 0, and one step learns both but for 2^-d."""
    said = claim("remark-f-variance-alone").consequence
    for d in over(d=range(2, 9, 2)):
        h = parities(d)[0]
        flipped = h.copy()
        flipped[0] = -flipped[0]
        gradients = [-Fraction(int((target * h).sum()), 2 << d) for target in (h, flipped)]  # E[-y/2 h]
        mean = sum(gradients) / 2
        assert sum((g - mean) ** 2 for g in gradients) / 2 == said.most(d=d)
        assert (gradients[0] - sum(gradients[:1])) ** 2 == said.none  # of the first target alone
        learned = np.sign(float(-mean)) * h
        assert [Fraction(int((learned != target).sum()), 1 << d) for target in (h, flipped)] == [
            0,
            said.left(d=d),
        ]


@refutes("remark-f-perform-similarly", evidence="exhaustive")
def test_one_exact_step_learns_one_target_and_no_other(claim, over):
    """p_w = w chi_S, logistic loss: at w = 0 the gradient is -1/2 for the target chi_S and 0 for all others."""
    case = claim("remark-f-perform-similarly").counterexample
    for d in over(d=(2, 4, 6, 8)):
        table = parities(d)
        found = gradient_variance(table[0][:, None], d)
        assert found.variance == case.variance(H=len(table))
        steps = correlations(table[0], d) / Fraction(2 << d)  # minus the gradient, for each target
        for target, step in zip(table, steps, strict=True):
            for label in (-1, 1):  # of a prediction of 0
                score = step * table[0]
                predicted = np.where(score == case.zero, label, np.sign(score.astype(float)))
                loss = Fraction(int((predicted != target).sum()), 1 << d)
                assert loss == (case.learned if (target == table[0]).all() else case.others)
    size = sympy.Symbol("H", positive=True)
    assert sympy.limit(case.variance(H=size) * size, size, sympy.oo) == sympy.Rational(1, 4)
