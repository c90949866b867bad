"""Theorem 4: its rates, the size of the class, eq 101, and whether both halves of corollary 1 share a set-up."""

from fractions import Fraction
from itertools import product
from math import ceil, comb

import numpy as np
import pytest
import sympy

from theory.hardness import (
    class_size,
    end_to_end_guarantee,
    flat_predictor,
    gradient_variance,
    least_loss_of_guessing,
    loss_to_every_parity,
    solve_over_gf2,
    subset_masks,
)
from theory.hardness.parities import parity
from theory.ledger import corrects, other_reading, refutes, supports
from theory.tasks.parity import BitSubsetParity

D = sympy.Symbol("d", positive=True)


@refutes("remark-f-binomial-bound", evidence="symbolic")
def test_at_k_equal_one_both_sides_are_n():
    n = sympy.Symbol("n", positive=True, integer=True)
    assert sympy.simplify(sympy.binomial(n, 1).expand(func=True) - (n / 1) ** 1) == 0


@corrects("remark-f-binomial-bound", evidence="symbolic")
def test_every_factor_of_the_binomial_is_at_least_n_over_k():
    """C(n, k) is the product over i < k of (n-i)/(k-i), and (n-i)/(k-i) - n/k = i (n-k) / (k (k-i)) >= 0.

    It is 0 only for i = 0 or n = k; there is an i > 0 below k exactly where k >= 2.
    """
    n, k, i = sympy.symbols("n k i", positive=True)
    assert sympy.simplify((n - i) / (k - i) - n / k - i * (n - k) / (k * (k - i))) == 0
    for size in range(1, 16):
        for chosen in range(1, size + 1):
            factors = [Fraction(size - j, chosen - j) for j in range(chosen)]
            assert sympy.prod(factors) == comb(size, chosen)
            assert (comb(size, chosen) > Fraction(size, chosen) ** chosen) == (1 < chosen < size)


@refutes("remark-f-class-size", evidence="symbolic")
def test_the_class_is_smaller_than_two_to_the_d_and_so_not_of_order_e_to_the_d():
    x = sympy.Symbol("x")
    for d in range(
        2, 21, 2
    ):  # |H| is one coefficient of (1+x)^d, whose coefficients are positive and sum to 2^d
        row = sympy.Poly((1 + x) ** d, x).all_coeffs()
        assert class_size(d).size == row[d // 2] <= sum(row) == 2**d
    assert sympy.limit(2**D / sympy.exp(D), D, sympy.oo) == 0


@corrects("remark-f-class-size", evidence="symbolic")
@supports("remark-f-low-variance", evidence="symbolic")
def test_two_to_the_d_over_the_root_of_d_from_both_sides():
    """Induction with n = d/2: C(2n+2, n+1)^2 / C(2n, n)^2 = (2(2n+1)/(n+1))^2 against the steps of both bounds squared.

    So Var <= E||grad||^2 / (4|H|) <= poly(d) sqrt(2d) / 2^d, which is exponentially small.
    """
    n = sympy.Symbol("n", positive=True)
    step = (2 * (2 * n + 1) / (n + 1)) ** 2
    least, greatest = (lambda k: 16**k / (4 * k)), (lambda k: 16**k / (3 * k + 1))
    above = sympy.factor(sympy.simplify(step - least(n + 1) / least(n)))
    below = sympy.factor(sympy.simplify(greatest(n + 1) / greatest(n) - step))
    assert sympy.simplify(above - 4 / (n + 1) ** 2) == 0
    assert sympy.simplify(below - 4 * n / ((n + 1) ** 2 * (3 * n + 4))) == 0
    for d in range(2, 41, 2):
        found = class_size(d)
        assert found.least_square <= found.size**2 <= found.greatest_square
        assert (found.least_square, found.greatest_square) == (
            least(Fraction(d, 2)),
            greatest(Fraction(d, 2)),
        )
        assert found.size**2 == found.greatest_square if d == 2 else found.size > found.printed_bound
    assert sympy.limit(D**50 * sympy.sqrt(2 * D) / 2**D, D, sympy.oo) == 0


@refutes("remark-f-probability", evidence="symbolic")
def test_the_cube_root_of_the_class_does_not_decay_like_e_to_minus_d_over_three():
    """|H|^(-1/3) >= 2^(-d/3), and 2^(-d/3) / e^(-d/3) grows without bound."""
    assert sympy.limit(2 ** (-D / 3) / sympy.exp(-D / 3), D, sympy.oo) == sympy.oo
    for d in range(2, 17, 2):
        assert class_size(d).size <= 2**d


@corrects("remark-f-probability", evidence="symbolic")
@corrects("theorem-4", evidence="symbolic")
@supports("remark-f-exponential-steps", evidence="symbolic")
def test_the_corrected_rates():
    """Var <= G^2/(4|H|) (lemma 14), told <= n Var/sigma^2 (lemma 12), lucky <= 1/(tau^2 |H|) (Bessel); their rates."""
    n, g, size, sigma, tau, q = sympy.symbols("n G H sigma tau q", positive=True)
    variance = g**2 / (4 * size)
    failure = n * variance / sigma**2 + 1 / (tau**2 * size)
    root = size ** sympy.Rational(-1, 3)
    balanced = failure.subs({sigma: root, tau: root})
    assert sympy.simplify(balanced - (n * g**2 / 4 + 1) * root) == 0
    # to have failure q takes this many steps: exponential in d
    steps = sympy.solve(sympy.Eq(balanced, q), n)
    assert len(steps) == 1
    assert sympy.simplify(steps[0] - 4 * (q / root - 1) / g**2) == 0
    # |H| = 2^d / sqrt(c d) with c between 3/2 (and a bit) and 2: |H|^(-1/3) = 2^(-d/3) (c d)^(1/6)
    c = sympy.Symbol("c", positive=True)
    assert (
        sympy.simplify(
            (2**D / sympy.sqrt(c * D)) ** sympy.Rational(-1, 3)
            - 2 ** (-D / 3) * (c * D) ** sympy.Rational(1, 6)
        )
        == 0
    )
    # the printed precision: failure n G^2 sqrt(c d)/4 (e^(2/3)/2)^d, still exponentially small
    printed = variance / sympy.exp(-D / 3) ** 2
    at_d = printed.subs(size, 2**D / sympy.sqrt(c * D))
    assert (
        sympy.simplify(at_d - g**2 * sympy.sqrt(c * D) / 4 * (sympy.exp(sympy.Rational(2, 3)) / 2) ** D) == 0
    )
    assert sympy.exp(sympy.Rational(2, 3)) < 2
    # and the library's bound is this formula
    found = end_to_end_guarantee(
        8, steps=5, square_gradient=Fraction(3), precision=Fraction(1, 4), margin=Fraction(1, 2)
    )
    here = {n: 5, g: sympy.sqrt(3), size: 70, sigma: sympy.Rational(1, 4), tau: sympy.Rational(1, 2)}
    assert found.told + found.lucky == failure.subs(here)
    assert found.loss == Fraction(1, 4)


@refutes("theorem-4", evidence="symbolic")
def test_the_loss_level_is_false():
    """f_theta = theta g with the bent g, theta = 1: E||grad||^2 = E[g^2] = 1; loss (1 - 2^(-d/2))/2 for every target.

    For all d by lemma 12's generating function; here every target of every d <= 16 again. 2^(-d/2) e^d is unbounded.
    """
    for d in range(2, 17, 2):
        g = flat_predictor(d)
        assert (g**2 == 1).all()
        assert set(loss_to_every_parity(g, d)) == {Fraction(2 ** (d // 2) - 1, 2 ** (d // 2 + 1))}
    assert sympy.limit(2 ** (-D / 2) / 2 / sympy.exp(-D), D, sympy.oo) == sympy.oo


def decodable(d, precision):
    """Gradients at w = 0 of K^(-1/2) sum_S w_S chi_S over the first K < 1/(16 sigma^2) parities, all targets."""
    members = min(ceil(1 / (16 * precision**2)) - 1, comb(d, d // 2))
    masks = subset_masks(d)
    inputs = np.arange(1 << d)
    features = np.array([parity(int(m), inputs) for m in masks[:members]])
    products = features @ np.array([parity(int(m), inputs) for m in masks]).T  # (K, |H|), exact
    return members, products.T, features  # gradient of target h: -products[h] / (2 2^d sqrt K)


@refutes("theorem-4", evidence="symbolic")
def test_the_probability_is_false():
    """Every oracle of precision sigma identifies K < 1/(16 sigma^2) targets in one query, with E||grad||^2 = 1.

    Their gradients and 0 (that of all others) lie at distances of at least 1/(2 sqrt K) > 2 sigma: no answer is within
    sigma of two of them. At sigma = c e^(-d/3) the share K/|H| exceeds any C e^(-d/3).
    """
    for d, precision in ((6, Fraction(1, 12)), (8, Fraction(1, 16))):
        members, products, features = decodable(d, precision)
        assert members in (8, 15)
        square = Fraction(1, 4 * members * 4**d)  # of the scale 1/(2 2^d sqrt K)
        for a, b in product(range(len(products)), repeat=2):
            if a < b and a < members:
                distance = square * int(((products[a] - products[b]) ** 2).sum())
                assert distance > (2 * precision) ** 2
        assert Fraction(int((features**2).sum()), members << d) == 1  # E||grad||^2
        # the share of told targets is within a factor 4 (and the rounding of K) of the corrected theorem's bound
        bound = end_to_end_guarantee(
            d, steps=1, square_gradient=Fraction(1), precision=precision, margin=Fraction(1)
        ).told
        assert bound / 4 - Fraction(1, comb(d, d // 2)) <= Fraction(members, comb(d, d // 2)) <= bound
    c = sympy.Symbol("c", positive=True)
    share = (1 / (16 * (c * sympy.exp(-D / 3)) ** 2) - 1) / (2**D / sympy.sqrt(sympy.Rational(3, 2) * D + 1))
    leading = sympy.exp(2 * D / 3) / (16 * c**2) / 2**D  # without the root, which only helps, and the -1
    assert sympy.limit(leading / sympy.exp(-D / 3), D, sympy.oo) == sympy.oo
    assert (
        sympy.limit((share / leading).subs(c, 1) / sympy.sqrt(sympy.Rational(3, 2) * D + 1), D, sympy.oo) == 1
    )


@corrects(
    "theorem-4",
    evidence="exhaustive",
    scope="d = 4, 6, 8: every target; models of K parities, logistic loss, one query at 0",
)
def test_the_corrected_bound_on_exact_models():
    for d in (4, 6, 8):
        size = comb(d, d // 2)
        masks, inputs = subset_masks(d), np.arange(1 << d)
        for members in (1, 3, size):
            features = np.array([parity(int(m), inputs) for m in masks[:members]]).T
            found = gradient_variance(features, d)
            for precision in (Fraction(1, 8), Fraction(1, 3)):
                told = end_to_end_guarantee(
                    d,
                    steps=1,
                    square_gradient=found.mean_square_gradient,
                    precision=precision,
                    margin=Fraction(1),
                ).told
                assert Fraction(found.moved(float(precision)), size) <= found.variance / precision**2 <= told


@refutes("eq-101", evidence="symbolic")
def test_a_maximum_with_the_class_size_less_one_leaves_at_most_one():
    """max{A, N-1} >= N-1, so N - max <= 1: the printed value is 0, or above 1/2, or undefined."""
    for n_class, n in ((70, 1), (70, 10), (924, 3)):
        a = sympy.floor(n * sympy.Integer(n_class) ** sympy.Rational(2, 3))
        denominator = n_class - sympy.Max(a, n_class - 1)
        assert denominator <= 1
        printed = (1 - 1 / denominator) / 2
        assert printed == 0 or printed > sympy.Rational(1, 2)
    true = least_loss_of_guessing(
        70, Fraction(54, 70)
    )  # alpha = 1 - 70^(-1/3) asks for ceil(53.02) = 54 of 70
    assert ceil(70 - 70 ** (2 / 3)) == 54
    assert true == Fraction(53, 108) != 0


@corrects("eq-101", evidence="symbolic")
def test_with_a_minimum_it_is_the_loss_of_guessing():
    """ceil(N - x) = N - floor(x), and alpha > 0 means x < N, so min{floor(x), N-1} is floor(x) there."""
    whole, size = sympy.symbols("w N", integer=True)
    for part in (sympy.Integer(0), sympy.Symbol("f", positive=True)):  # x = w + f with 0 <= f < 1
        ceiling = sympy.ceiling(size - whole - part)
        assert sympy.expand(ceiling - (size - whole)) == sympy.ceiling(
            -part
        )  # 0 in both cases, as -1 < -f <= 0
    for n_class, part in product((2, 6, 20, 70), (Fraction(j, 24) for j in range(24))):
        removed = part * n_class
        corrected = (1 - Fraction(1, n_class - min(int(removed), n_class - 1))) / 2
        assert corrected == least_loss_of_guessing(n_class, 1 - part)


@refutes("remark-f-same-setup", evidence="exhaustive", scope="even d, 4 ... 64")
def test_end_to_end_the_printed_loss_divides_by_zero():
    for d in range(4, 65, 2):
        task = BitSubsetParity(d, tuple(range(d // 2)), supervised=False)
        assert task.sequence_length - task.d == 0  # eq 4's T - d
        assert task.num_labels == task.sequence_length - task.d + 1 == 1  # the one term of its sum
        with pytest.raises(ZeroDivisionError):
            Fraction(1, task.sequence_length - task.d)
        assert not range(task.d + 1, task.sequence_length + 1)  # lemma 10's d < t <= T


@corrects("remark-f-same-setup", evidence="symbolic")
def test_the_hiding_oracle_is_lawful_for_algorithm_3():
    """max_i |v_i| <= ||v||: squared, for three entries with the first the largest; and poly(d) |H|^(-1/3) -> 0."""
    v, rest, another = sympy.symbols("v u w", real=True)
    assert sympy.expand((v**2 + rest**2 + another**2) - v**2) == rest**2 + another**2  # not negative
    epsilon_times_width = D**40 * (2**D / sympy.sqrt(2 * D)) ** sympy.Rational(
        -1, 3
    )  # m = d^40, |H| >= 2^d/sqrt(2d)
    assert sympy.limit(epsilon_times_width, D, sympy.oo) == 0
    task = BitSubsetParity(8, (0, 1, 2, 3), supervised=False)
    assert Fraction(1, task.num_labels) == 1  # with T - d + 1 the loss exists end to end


@supports("remark-f-gradients-of-the-net", evidence="symbolic")
def test_algorithm_3_stays_in_the_ball_of_lemma_10():
    """n steps of eta = 1/(m sqrt n), each at most G + m sigma (m^2 entries <= sigma have norm <= m sigma)."""
    n, m, g, sigma, radius = sympy.symbols("n m G sigma R", positive=True)
    moved = n * (1 / (m * sympy.sqrt(n))) * (g + m * sigma)
    assert sympy.simplify(moved - sympy.sqrt(n) * (g + m * sigma) / m) == 0
    assert sympy.simplify(sympy.sqrt(m**2 * sigma**2) - m * sigma) == 0
    width = n * (g + m * sigma) ** 2 / radius**2
    # inside the ball R / sqrt m: (moved)^2 <= R^2 / m exactly where m >= width
    assert sympy.simplify((radius**2 / m - moved**2) * m**2 / radius**2 - (m - width)) == 0


@other_reading("remark-f-gradients-of-the-net", evidence="symbolic")
def test_an_algorithm_that_may_go_anywhere_meets_exponential_gradients():
    """Width 1, A = (1, 1), B = 1, h_0 = 1: h_t = W h_(t-1) + 1, so at W = 2 the derivative is at least T 2^(T-1)."""
    w, big_t = sympy.symbols("W T", positive=True)
    h = sympy.Integer(1)
    for t in range(1, 9):
        h = sympy.expand(w * h + 1)
        assert sympy.diff(h, w).subs(w, 2) >= t * 2 ** (t - 1)
    # the leading term alone: d/dW W^T = T W^(T-1), and all other terms of h_T have positive coefficients
    assert all(c > 0 for c in sympy.Poly(h, w).all_coeffs())
    # and T 2^(T-1) more than doubles with each token: it passes every polynomial
    ratio = (big_t + 1) * 2**big_t / (big_t * 2 ** (big_t - 1))
    assert sympy.simplify(ratio - 2 - 2 / big_t) == 0


@supports(
    "remark-f-footnote-17",
    evidence="exhaustive",
    scope="d = 4, 6: a model whose gradient is unbounded away from the run",
)
def test_a_bound_on_the_one_run_is_enough():
    """p_(w,v) = w chi_1 + v^2 chi_2 from (0, 0): the run of mean gradients never leaves v = 0, where E||grad||^2 = 1.

    Elsewhere it is 1 + 4 v^2, without bound; still the fraction told obeys the bound with G^2 = 1.
    """
    for d in (4, 6):
        size, precision = comb(d, d // 2), Fraction(1, 5)
        masks, inputs = subset_masks(d), np.arange(1 << d)
        at_zero = np.stack([parity(int(masks[0]), inputs), np.zeros(1 << d, dtype=int)], axis=1)
        found = gradient_variance(at_zero, d)
        assert found.mean_square_gradient == 1
        told = end_to_end_guarantee(
            d, steps=1, square_gradient=Fraction(1), precision=precision, margin=Fraction(1)
        ).told
        assert Fraction(found.moved(float(precision)), size) == Fraction(1, size) <= told
        far = np.stack([parity(int(masks[0]), inputs), 2 * 100 * parity(int(masks[1]), inputs)], axis=1)
        assert gradient_variance(far, d).mean_square_gradient == 1 + 4 * 100**2


@supports(
    "remark-f-footnote-18",
    evidence="exhaustive",
    scope="d = 4, 6, 8: every target; one sequence of samples each, seed 18",
)
def test_one_sample_at_a_time_the_subset_is_found_by_elimination():
    """At w = 0 the one-sample gradient of log(1 + exp(-y p)), p = w_0 + <w, x>, is -y/2 (1, x); 1/8 off it tells all.

    So the negative result is one for full gradients only, as footnote 3 says.
    """
    rng = np.random.default_rng(18)
    for d in (4, 6, 8):
        samples = rng.integers(0, 2, size=(4 * d, d))
        for mask in subset_masks(d):
            target = (int(mask) >> np.arange(d)) & 1
            y = 1 - 2 * ((samples @ target) & 1)
            answers = -y[:, None] / 2 * np.concatenate([np.ones((4 * d, 1)), samples], axis=1)
            answers += rng.uniform(-1 / 8, 1 / 8, size=answers.shape)  # any error below the precision
            labels = -np.sign(answers[:, 0])
            read = (np.abs(answers[:, 1:]) > 1 / 4).astype(int)
            assert (solve_over_gf2(read, ((1 - labels) // 2).astype(int)) == target).all()


@refutes("remark-f-probability", evidence="exhaustive", scope="even d, 4 ... 16")
def test_the_quantity_itself_is_no_bound():
    """Nothing is told, so n epsilon = 0, and still the loss is below E^{H,1,l} for every target."""
    for d in range(4, 17, 2):
        losses = loss_to_every_parity(flat_predictor(d), d)
        assert max(losses) < least_loss_of_guessing(class_size(d).size, Fraction(1))
