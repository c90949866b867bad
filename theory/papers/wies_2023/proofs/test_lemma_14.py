"""Lemma 14, eq 79, 80, 89 and 90: the variance of the gradient over all parities."""

from fractions import Fraction
from math import comb

import numpy as np
import sympy

from theory.hardness import LOSSES, correlations, gradient_variance, subset_masks
from theory.hardness.losses import P, Y
from theory.hardness.parities import parity
from theory.ledger import corrects, other_reading, refutes, supports
from theory.transforms import hadamard_matrix

SEED = 14


def integer_net(d, rng, units=3):
    """A ReLU net with small integer weights: predictions (2^d,) and their gradients (2^d, parameters), integers."""
    inputs = (np.arange(1 << d)[:, None] >> np.arange(d)) & 1
    w, c, b = rng.integers(-2, 3, (units, d)), rng.integers(-1, 2, units), rng.integers(-2, 3, units)
    hidden = np.maximum(inputs @ w.T + c, 0)
    on = (hidden > 0) * b
    gradients = [hidden, on, *(on[:, k, None] * inputs for k in range(units))]
    return hidden @ b, np.concatenate(gradients, axis=1)


def variance_by_definition(loss_derivative, predictions, gradients, d):
    """Eq 79 and 80 term by term: the gradient of F_h for each h from the loss's derivative at its labels."""
    inputs = np.arange(1 << d)
    rows = []
    for mask in subset_masks(d):
        labels = parity(int(mask), inputs)
        weights = [
            loss_derivative(Fraction(int(p)), int(y)) for p, y in zip(predictions, labels, strict=True)
        ]
        rows.append(
            [
                sum(w * int(g) for w, g in zip(weights, column, strict=True)) / (1 << d)
                for column in gradients.T
            ]
        )
    mean = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    return sum((g - m) ** 2 for row in rows for g, m in zip(row, mean, strict=True)) / len(rows)


@supports(
    "eq-79",
    "eq-80",
    evidence="numeric",
    scope="two random integer ReLU nets, d = 2, 4, half-square loss, in exact arithmetic: equal",
)
def test_one_transform_gives_the_variance_of_the_definition():
    """The definition, target by target, against one transform; b = -1 for half the square."""
    for d in (2, 4):
        predictions, gradients = integer_net(d, np.random.default_rng(SEED + d))
        by_definition = variance_by_definition(lambda p, y: p - y, predictions, gradients, d)
        assert gradient_variance(gradients, d, sensitivity=-1).variance == by_definition > 0


@supports("eq-80", evidence="symbolic")
def test_every_loss_is_affine_in_the_label_and_the_logistic_one_has_slope_one_half():
    """l'(p, y) = a(p) + b(p) y at y = -1, 1, for each loss; for eq 4's, b = -1/2 for all p."""
    for name in ("logistic", "half-square", "square", "exponential"):
        loss = LOSSES[name]
        for label in (-1, 1):
            derivative = sympy.diff(loss.formula.subs(Y, label), P)
            assert (
                sympy.simplify((loss.offset + loss.sensitivity * label - derivative).rewrite(sympy.exp)) == 0
            )
    assert sympy.simplify(LOSSES["logistic"].sensitivity) == -sympy.Rational(1, 2)
    assert LOSSES["half-square"].sensitivity == -1


@supports("eq-90", "remark-f-uncorrelated-variance", evidence="symbolic")
def test_parseval_for_every_d_and_the_constants_of_the_losses():
    """Var |H| <= sum over ALL s of v^(s)^2 = E||v||^2 = E[b^2 ||grad p||^2], with b^2 <= 1.

    The equality is H^T H = 2^d: the step d -> d + 1 for a symmetric block H with H H = n, and its start. What is
    dropped is a sum of squares (the s outside H) and the square of a mean.
    """
    n, h_h = sympy.symbols("n H2", positive=True)  # H2 stands for the block H H
    block_square = sympy.Matrix([[1, 1], [1, -1]]) * sympy.Matrix([[1, 1], [1, -1]]) * h_h
    assert block_square.subs(h_h, n) == 2 * n * sympy.eye(2)
    assert (hadamard_matrix(2) == [[1, 1], [1, -1]]).all()
    # The matrix of the transform is this Kronecker power.
    assert (hadamard_matrix(32) == np.kron(hadamard_matrix(2), hadamard_matrix(16))).all()
    # The variance is the mean of squares less the square of the mean, which is not negative.
    u = sympy.symbols("u:3", real=True)
    mean = sum(u) / 3
    assert sympy.expand(sum((x - mean) ** 2 for x in u) / 3 - (sum(x**2 for x in u) / 3 - mean**2)) == 0
    # A margin loss r(yp) has b = (r'(p) + r'(-p))/2, so |r'| <= 1 gives |b| <= 1: for polynomials of degree 6.
    coefficients = sympy.symbols("c:7")
    r = sympy.Lambda(P, sum(c * P**k for k, c in enumerate(coefficients)))
    slope = sympy.Lambda(P, sympy.diff(r(P), P))
    b = (sympy.diff(r(P), P) - sympy.diff(r(-P), P)) / 2
    assert sympy.expand(b - (slope(P) + slope(-P)) / 2) == 0
    assert LOSSES["logistic"].sensitivity ** 2 == sympy.Rational(1, 4)
    assert LOSSES["half-square"].sensitivity ** 2 == 1


@supports(
    "eq-90",
    "remark-f-uncorrelated-variance",
    evidence="numeric",
    scope="11 random integer ReLU nets, d = 4, 6, 8, seed 14, in exact arithmetic: no violation",
)
def test_the_bound_on_integer_nets():
    rng = np.random.default_rng(SEED)
    for d in (4, 6, 8):
        for _ in range(1 if d == 8 else 5):
            found = gradient_variance(integer_net(d, rng)[1], d)
            assert found.variance <= found.mean_square_gradient / (4 * found.class_size)


@supports(
    "eq-90", evidence="exhaustive", scope="even d <= 12: the constant 1/4 of the logistic loss is attained"
)
@corrects("lemma-14", evidence="exhaustive", scope="even d <= 12: the constant 1/4 is attained")
def test_two_parities_of_opposite_sign_attain_the_constant():
    for d in range(2, 13, 2):
        first, last = subset_masks(d)[[0, -1]]
        inputs = np.arange(1 << d)
        gradient = (parity(first, inputs) - parity(last, inputs))[:, None]
        found = gradient_variance(gradient.astype(float), d)
        assert found.ratio == 1 / 4


@corrects("lemma-14", evidence="symbolic")
def test_the_bound_with_its_polynomial_factor():
    """Var <= E||b grad p||^2 / |H| with b^2 = 1/4, and E||grad p||^2 <= C d^k: at most C d^k / (4 |H|)."""
    size, c, d, k, energy = sympy.symbols("H C d k E", positive=True)
    b = LOSSES["logistic"].sensitivity
    bound = b**2 * energy / size
    assert sympy.simplify(bound.subs(energy, c * d**k) - c * d**k / (4 * size)) == 0
    # and Bessel's inequality itself, on the whole cube, exactly: dropping coefficients only loses.
    rng = np.random.default_rng(SEED)
    for bits in (4, 6):
        v = rng.integers(-9, 10, size=(1 << bits, 5))
        inside = (correlations(v, bits) ** 2).sum()
        everything = ((hadamard_matrix(1 << bits) @ v) ** 2).sum()
        assert inside <= everything == (1 << bits) * (v**2).sum()


@refutes("lemma-14", evidence="symbolic")
def test_a_polynomial_gradient_makes_the_variance_larger_than_any_multiple_of_one_over_the_class():
    """p_w = d w chi_S: E||grad p||^2 = d^2; Var |H| = d^2/4 (1 - 1/|H|), computed, then to infinity."""
    for d in (2, 4, 6, 8):
        size = comb(d, d // 2)
        gradient = d * parity(int(subset_masks(d)[0]), np.arange(1 << d))[:, None]
        found = gradient_variance(gradient, d)
        assert found.mean_square_gradient == d**2
        assert found.ratio * d**2 == found.variance * size == Fraction(d**2, 4) * (1 - Fraction(1, size))
    d = sympy.Symbol("d", positive=True)
    assert sympy.limit(d**2 / 4 * (1 - 2 ** (-d / 2)), d, sympy.oo) == sympy.oo  # as |H| >= 2^(d/2)


@other_reading("eq-90", "remark-f-uncorrelated-variance", evidence="symbolic")
def test_for_other_losses_the_printed_constant_is_too_small():
    """(p - y)^2: b^2 = 4. e^(-yp): b^2 = cosh(p)^2, already above 100 at p = 3. Hinge: b = -1 for |p| < 1."""
    assert LOSSES["square"].sensitivity ** 2 == 4
    exponential = LOSSES["exponential"].sensitivity
    assert sympy.simplify((exponential + sympy.cosh(P)).rewrite(sympy.exp)) == 0
    assert exponential.subs(P, 3) ** 2 > 100
    assert LOSSES["hinge"].sensitivity.subs(P, sympy.Rational(1, 2)) == -1
    first, last = subset_masks(4)[[0, -1]]
    gradient = (parity(first, np.arange(16)) - parity(last, np.arange(16)))[:, None]
    assert gradient_variance(gradient, 4, sensitivity=-2).ratio == 4


@supports("eq-89", evidence="exhaustive", scope="all pairs of subsets, even d <= 10: the Gram matrix")
def test_the_gram_matrix_is_the_identity():
    for d in range(2, 11, 2):
        masks = subset_masks(d)
        table = parity(masks[:, None], np.arange(1 << d)).astype(np.float64)
        assert (table @ table.T == (1 << d) * np.eye(len(masks))).all()


@supports("remark-f-differentiable", evidence="symbolic")
def test_the_mechanism_asks_for_one_gradient_affine_in_the_label_not_for_a_derivative():
    """At a kink any g(x) serves as p's gradient: the class's are E[a g] + E[h b g], and eq 90's proof is the same.

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
    # whichever value in [0, 1] the unit's slope is given at the kink, the bound on the variance holds
    for slope in (0, Fraction(1, 2), 1):
        gradient = np.array([[Fraction(k % 3) * slope] for k in range(16)], dtype=object)
        found = gradient_variance(gradient, 4)
        assert found.variance <= found.mean_square_gradient / (4 * 6)


@supports(
    "remark-f-variance-alone",
    evidence="exhaustive",
    scope="d = 2 ... 8: a class of two targets that differ at one input",
)
def test_a_class_of_two_close_targets_has_almost_no_variance_and_is_learned():
    """h and h with one value flipped: Var = 4^-d / 4 for p_w = w h at w = 0, and one step learns both but for 2^-d."""
    for d in range(2, 9, 2):
        h = parity(int(subset_masks(d)[0]), np.arange(1 << d))
        flipped = h.copy()
        flipped[0] = -flipped[0]
        gradients = [-Fraction(int((target * h).sum()), 2 << d) for target in (h, flipped)]  # E[-y/2 h]
        mean = sum(gradients) / 2
        assert sum((g - mean) ** 2 for g in gradients) / 2 == Fraction(1, 4 ** (d + 1))
        learned = np.sign(float(-mean)) * h
        assert [Fraction(int((learned != target).sum()), 1 << d) for target in (h, flipped)] == [
            0,
            Fraction(1, 1 << d),
        ]
