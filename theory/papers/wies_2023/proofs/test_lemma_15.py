"""Lemma 15 and eq 81, 91-100: what guessing from a part of the class costs."""

from fractions import Fraction
from itertools import combinations, product
from math import ceil, comb

import numpy as np
import sympy

from theory.hardness import flat_predictor, least_loss_of_guessing, printed_loss_of_guessing, subset_masks
from theory.ledger import corrects, other_reading, refutes, supports
from theory.transforms import walsh_hadamard

SIXTIETHS = [Fraction(j, 60) for j in range(1, 60)]


def vectors(d):
    return [v for v in product((0, 1), repeat=d) if sum(v) == d // 2]


def loss_table(d):
    """The zero-one loss between every two parities, by counting inputs."""
    inputs = np.array(list(product((0, 1), repeat=d)))
    tables = [(-1) ** (inputs @ v) for v in vectors(d)]
    return [[Fraction(int((a != b).sum()), 1 << d) for b in tables] for a in tables]


def by_all_subsets(losses, fraction):
    """Eq 81 for one target: the least mean over every subset that is large enough."""
    n = len(losses)
    return min(
        sum(losses[i] for i in chosen) / size
        for size in range(1, n + 1)
        if size >= fraction * n
        for chosen in combinations(range(n), size)
    )


def by_cheapest(losses, fraction):
    """The same: of each size the cheapest members."""
    n, ordered = len(losses), sorted(losses)
    return min(sum(ordered[:size]) / size for size in range(ceil(fraction * n), n + 1))


@corrects("lemma-15", "eq-91", "remark-f-guessing-linear", evidence="exhaustive")
@supports("eq-81", evidence="exhaustive")
def test_the_ceiling_against_all_subsets(claim, over):
    """Every target and every subset of the class; one value for all targets."""
    said = claim("lemma-15").correction
    for d in over(d=(2, 4)):
        table = loss_table(d)
        for fraction in over(alpha=SIXTIETHS if d == 2 else SIXTIETHS[::4]):
            values = {by_all_subsets(losses, fraction) for losses in table}
            assert values == {least_loss_of_guessing(len(table), fraction)}
            [value] = values
            assert said.loss(L=value, alpha=fraction, H=len(table))
            assert said.bound(L=value, alpha=fraction, H=len(table))
            assert (
                said.bound.left(alpha=fraction, H=len(table)) == value
                or (fraction * len(table)).denominator > 1
            )
            assert said.alpha(alpha=fraction)
    assert not said.alpha(alpha=0)
    assert not said.alpha(alpha=1)


@corrects("lemma-15", "eq-91", evidence="symbolic")
def test_the_ceiling_for_every_class_size():
    """By eq 100 a set of k parities that holds h costs (1 - 1/k)/2 and one that does not costs 1/2.

    The cost grows with k, so the least allowed k is best, and it is ceil(alpha |H|) >= 1 as alpha > 0.
    """
    k = sympy.Symbol("k", positive=True)
    with_target = (1 - 1 / k) / 2
    assert sympy.simplify(sympy.diff(with_target, k) - 1 / (2 * k**2)) == 0  # positive
    assert sympy.simplify(sympy.Rational(1, 2) - with_target - 1 / (2 * k)) == 0  # positive
    for size, fraction in product(range(1, 16), SIXTIETHS[::2]):
        losses = [Fraction(0)] + [Fraction(1, 2)] * (size - 1)
        assert by_cheapest(losses, fraction) == least_loss_of_guessing(size, fraction)


@refutes("lemma-15", "eq-91", evidence="exhaustive")
def test_the_printed_formula_is_not_the_minimum(claim, over):
    printed, case = claim("lemma-15").statement, claim("lemma-15").counterexample
    cases = (
        (case.smallest, case.quarter, case.negative, case.least),
        (case.d, case.alpha, case.printed, case.value),
    )
    for d, fraction, wrong, least in over(case=cases):
        losses = loss_table(d)[0]
        assert printed.alpha(alpha=fraction)
        assert printed.loss.right(alpha=fraction, H=len(losses)) == wrong
        assert by_all_subsets(losses, fraction) == least
        assert not printed.loss(L=least, alpha=fraction, H=len(losses))
    for size in (2, 6, 20):
        for fraction in SIXTIETHS:
            printed, true = (f(size, fraction) for f in (printed_loss_of_guessing, least_loss_of_guessing))
            assert printed <= true
            assert (printed == true) == (fraction * size == int(fraction * size))


@refutes("remark-f-guessing-linear", evidence="exhaustive", scope="d = 4: all subsets, alpha = 1/6, 1/3, 1/2")
def test_equal_steps_of_the_fraction_are_not_equal_steps_of_the_error():
    losses = loss_table(4)[0]
    errors = [by_all_subsets(losses, Fraction(k, 6)) for k in (1, 2, 3)]
    assert errors == [0, Fraction(1, 4), Fraction(1, 3)]
    assert errors[2] - errors[1] != errors[1] - errors[0]
    # as printed it is not linear (nor affine) either
    a, n = sympy.symbols("alpha n", positive=True)
    assert sympy.diff((1 - 1 / (a * n)) / 2, a, 2) == -1 / (a**3 * n)


@supports("remark-f-guessing-constant-order", evidence="symbolic")
def test_for_a_fixed_fraction_the_error_stays_between_a_quarter_and_a_half():
    """ceil(alpha |H|) >= 2 once alpha |H| > 1, and (1 - 1/k)/2 lies in [1/4, 1/2) for k >= 2."""
    excess = sympy.Symbol("e", nonnegative=True)  # k = 2 + e
    value = (1 - 1 / (2 + excess)) / 2
    assert sympy.simplify(value - sympy.Rational(1, 4) - excess / (4 * (excess + 2))) == 0
    assert sympy.limit(value, excess, sympy.oo) == sympy.Rational(1, 2)
    for d, fraction in product(range(2, 21, 2), SIXTIETHS):
        size = comb(d, d // 2)
        error = least_loss_of_guessing(size, fraction)
        assert Fraction(1, 4) <= error < Fraction(1, 2) if fraction * size > 1 else error == 0


@supports("remark-f-alpha-to-one", evidence="exhaustive", scope="every target, d = 2 ... 8")
def test_at_a_fraction_of_one_it_is_the_loss_of_a_random_parity():
    for d in (2, 4, 6, 8):
        table = loss_table(d)
        size = len(table)
        for losses in table:
            assert sum(losses) / size == least_loss_of_guessing(size, 1 - Fraction(1, 2 * size))


@supports(
    *(f"eq-{k}" for k in range(92, 101)),
    evidence="exhaustive",
    scope="d = 2, 4: every target and every subset of the class",
)
def test_every_line_of_the_proof():
    for d in (2, 4):
        inputs = np.array(list(product((0, 1), repeat=d)))
        members = [np.array(v) for v in vectors(d)]
        for h in members:
            signs = (-1) ** (inputs @ h)
            per_member = []
            for other in members:
                theirs, both = (-1) ** (inputs @ other), h + other
                same = bool((h == other).all())
                per_member.append(
                    [
                        Fraction(int((signs != theirs).sum()), 1 << d),
                        sum(Fraction(1 - int(s * t), 2) for s, t in zip(signs, theirs, strict=True))
                        / (1 << d),
                        (1 - Fraction(int(((-1) ** (inputs @ both)).sum()), 1 << d)) / 2,
                        (1 - np.prod([Fraction(1 + (-1) ** int(b), 2) for b in both])) / 2,
                        (1 - Fraction(int(np.prod((-1) ** both + (-1) ** 0)), 1 << d)) / 2,
                        (1 - Fraction(2**d * same, 2**d)) / 2,
                        Fraction(1 - same, 2),
                    ]
                )
            for size in range(1, len(members) + 1):
                for chosen in combinations(range(len(members)), size):
                    lines = [
                        sum(column) / size for column in zip(*(per_member[i] for i in chosen), strict=True)
                    ]
                    holds_target = any((members[i] == h).all() for i in chosen)
                    eq_100 = Fraction(1, 2) - (Fraction(1, 2 * size) if holds_target else 0)
                    assert lines == [eq_100] * 7


@supports("eq-93", "eq-94", "eq-95", "eq-96", "eq-97", "eq-98", evidence="symbolic")
def test_the_lines_for_every_d():
    """Eq 93: 1[a != b] = (1 - ab)/2 on signs. Eq 94: linear. Eq 95-98: one more bit multiplies by lemma 13's factor."""
    for a, b in product((-1, 1), repeat=2):
        assert int(a != b) == sympy.Rational(1 - a * b, 2)
    rest = sympy.Symbol("S")  # E over the other bits
    for h, other in product((0, 1), repeat=2):
        expectation = sum(rest * (-1) ** (x * (h + other)) for x in (0, 1)) / 2
        assert sympy.expand(expectation - rest * sympy.Rational((-1) ** (h + other) + (-1) ** 0, 2)) == 0
        assert expectation == rest * int(h == other)  # so the product is 1[h = h~]


@supports("eq-92", "eq-99", "eq-100", evidence="symbolic")
def test_a_uniform_member_is_the_target_with_probability_one_over_the_size():
    """k equally likely members, of which the target is one or none: the mean of the losses 0 and 1/2."""
    k = sympy.Symbol("k", positive=True)
    half = sympy.Rational(1, 2)
    for held in (0, 1):
        mean_indicator = (held * 1 + (k - held) * 0) / k
        mean_loss = (held * 0 + (k - held) * half) / k
        assert sympy.simplify(mean_loss - (half - half * mean_indicator)) == 0
        assert mean_indicator == (1 / k if held else 0)


@other_reading("eq-81", evidence="exhaustive", scope="d = 4: all 2^16 predictors against every subset size")
def test_with_any_predictor_in_the_place_of_the_target_the_value_is_smaller():
    """Least mean loss over the k best parities of the best of all predictors: never below (1 - k^(-1/2))/2."""
    inputs = np.arange(16)
    masks = [sum(b << j for j, b in enumerate(v)) for v in vectors(4)]
    signs = np.array([[1 - 2 * ((m & x).bit_count() & 1) for x in inputs] for m in masks])
    predictors = 1 - 2 * ((np.arange(1 << 16)[:, None] >> inputs) & 1)
    sums = np.sort(predictors @ signs.T, axis=1)[:, ::-1].cumsum(axis=1)  # (2^16, 6)
    best = sums.max(axis=0)
    values = [(1 - Fraction(int(b), 16 * k)) / 2 for k, b in enumerate(best, start=1)]
    assert values[-1] == Fraction(3, 8) < least_loss_of_guessing(6, Fraction(1)) == Fraction(5, 12)
    for k, value in enumerate(values, start=1):
        assert (1 - 2 * value) ** 2 * k <= 1
        assert value <= least_loss_of_guessing(6, Fraction(k, 6))


@other_reading(
    "eq-81", evidence="exhaustive", scope="even d <= 16, every predictor: the best is known pointwise"
)
def test_over_the_whole_class_the_best_predictor_is_the_bent_one():
    """The mean correlation of p is E[p K]/|H| with K the sum of all parities: at most E|K|/|H|, reached by K's sign."""
    for d in range(2, 17, 2):
        members = np.zeros(1 << d, dtype=np.int64)
        members[subset_masks(d)] = 1
        total = walsh_hadamard(members)  # K(x), for every x
        best = int(np.abs(total).sum())
        assert best == int(flat_predictor(d) @ total) == comb(d, d // 2) * 2 ** (d // 2)
