"""Lemma 15 and eq 81, 91-100: what guessing from a part of the class costs."""

from fractions import Fraction
from itertools import combinations, pairwise, product
from math import ceil, comb

import numpy as np
import sympy

from theory.hardness import bent_function, least_loss_of_guessing, printed_loss_of_guessing, subset_masks
from theory.ledger import corrects, follows, refutes, supports
from theory.transforms import walsh_hadamard

SIXTIETHS = [Fraction(j, 60) for j in range(1, 60)]
#: Entry 0 of what is counted from 1, so that a product that begins there is noticed.
NO_BIT = 9
BITS = tuple(product((0, 1), repeat=2))


def vectors(d):
    return [v for v in product((0, 1), repeat=d) if sum(v) == d // 2]


def loss_table(d, members=None):
    """The zero-one loss between every two parities, by counting inputs."""
    inputs = np.array(list(product((0, 1), repeat=d)))
    tables = [(-1) ** (inputs @ v) for v in members or vectors(d)]
    return [[Fraction(int((a != b).sum()), 1 << d) for b in tables] for a in tables]


def large_enough(size, fraction, total):
    return size >= fraction * total


def by_all_subsets(losses, fraction, allowed=large_enough):
    """Eq 81 for one target: the least mean over every subset whose size is allowed."""
    n = len(losses)
    return min(
        sum(losses[i] for i in chosen) / size
        for size in range(1, n + 1)
        if allowed(size, fraction, n)
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
    definition, said = claim("eq-81").statement.size, claim("lemma-15").correction
    again, linear = claim("eq-91").correction, claim("remark-f-guessing-linear").correction
    for d in over(d=(2, 4)):
        table = loss_table(d)
        size = len(table)
        for fraction in over(alpha=SIXTIETHS if d == 2 else SIXTIETHS[4::5]):
            values = {
                by_all_subsets(losses, fraction, lambda k, a, n: definition(Ht=k, alpha=a, H=n))
                for losses in table
            }
            assert values == {least_loss_of_guessing(size, fraction)}
            [value] = values
            assert said.loss(L=value, alpha=fraction, H=size)
            assert said.bound(L=value, alpha=fraction, H=size)
            whole = (fraction * size).denominator == 1
            assert (said.bound.left(alpha=fraction, H=size) == value) == whole
            assert again.loss(alpha=fraction, H=size) == linear.value(alpha=fraction, H=size) == value
            assert (linear.half - linear.gap(alpha=fraction, H=size) == value) == whole
            assert said.alpha(alpha=fraction)
            assert again.alpha(alpha=fraction)
    for domain in (said.alpha, again.alpha):
        assert [domain(alpha=alpha) for alpha in (0, 1)] == [False, False]


@corrects("lemma-15", "eq-91", "remark-f-guessing-linear", evidence="symbolic")
def test_the_ceiling_for_every_class_size(claim, over):
    """By eq 100 a set of k parities that holds h costs (1 - 1/k)/2 and one that does not costs 1/2.

    The cost grows with k, so the least allowed k is best, and it is ceil(alpha |H|) >= 1 as alpha > 0. In symbols:
    alpha |H| = k - r with 0 <= r < 1 has the ceiling k.
    """
    said, again, linear = (
        claim(name).correction for name in ("lemma-15", "eq-91", "remark-f-guessing-linear")
    )
    k, r, size = over.symbols("k r H", positive=True)
    cost = claim("eq-100").statement.held(Ht=k)
    assert sympy.simplify(sympy.diff(cost, k) - 1 / (2 * k**2)) == 0  # positive
    assert sympy.simplify(claim("eq-100").statement.missing - cost - 1 / (2 * k)) == 0  # positive
    for value in (said.loss.right, again.loss, linear.value):
        found = value(
            alpha=(k - r) / size, H=size, ceiling=lambda x: k if sympy.simplify(x - k + r) == 0 else None
        )
        assert sympy.simplify(found - cost) == 0
    printed = said.bound.left(alpha=(k - r) / size, H=size)
    assert sympy.simplify(cost - printed - r / (2 * k * (k - r))) == 0  # not negative, 0 exactly at r = 0
    assert sympy.simplify(linear.half - linear.gap(alpha=k / size, H=size) - cost) == 0
    for n, fraction in product(range(1, 16), SIXTIETHS[::2]):
        losses = [Fraction(0)] + [Fraction(1, 2)] * (n - 1)
        assert by_cheapest(losses, fraction) == least_loss_of_guessing(n, fraction)
        assert said.loss(L=by_cheapest(losses, fraction), alpha=fraction, H=n)
        assert said.bound(L=by_cheapest(losses, fraction), alpha=fraction, H=n)
    for alpha in (said.alpha, again.alpha):
        assert [alpha(alpha=a) for a in (-1, 0, Fraction(1, 10**9), 1 - Fraction(1, 10**9), 1, 2)] == [
            False, False, True, True, False, False,
        ]  # fmt: skip


@refutes("lemma-15", "eq-91", evidence="exhaustive")
def test_the_printed_formula_is_not_the_minimum(claim, over):
    printed, case = claim("lemma-15").statement, claim("lemma-15").counterexample
    again, other = claim("eq-91").statement, claim("eq-91").counterexample
    cases = (
        (printed, case.smallest, case.quarter, case.negative, case.least),
        (printed, case.d, case.alpha, case.printed, case.value),
        (again, other.d, other.alpha, other.printed, other.value),
    )
    for said, d, fraction, wrong, least in cases:
        losses = loss_table(d)[0]
        for _ in over(d=(d,), alpha=(fraction,)):
            assert said.alpha(alpha=fraction)
            assert said.loss.right(alpha=fraction, H=len(losses)) == wrong
            assert by_all_subsets(losses, fraction) == least
            assert not said.loss(L=least, alpha=fraction, H=len(losses))
    assert case.negative == other.printed < 0
    for size in (2, 6, 20):
        for fraction in SIXTIETHS:
            library = printed_loss_of_guessing(size, fraction)
            assert library == printed.loss.right(alpha=fraction, H=size)
            assert (library == least_loss_of_guessing(size, fraction)) == ((fraction * size).denominator == 1)


@refutes("remark-f-guessing-linear", evidence="exhaustive")
def test_equal_steps_of_the_fraction_are_not_equal_steps_of_the_error(claim, over):
    case = claim("remark-f-guessing-linear").counterexample
    for d in over(d=(case.d,)):
        losses = loss_table(d)[0]
        errors = [by_all_subsets(losses, a) for a in over(alpha=case.fractions)]
        assert errors == case.errors
        steps = {b - a for a, b in pairwise(case.fractions)}
        rises = {b - a for a, b in pairwise(errors)}
        assert len(steps) == 1 < len(rises)
        assert all((a * len(losses)).denominator == 1 for a in case.fractions)  # where eq 91 is right as well


@supports("remark-f-guessing-constant-order", evidence="symbolic")
def test_for_a_fixed_fraction_the_error_stays_between_a_quarter_and_a_half(claim, over):
    """ceil(alpha |H|) >= 2 once alpha |H| > 1, and (1 - 1/k)/2 lies in [1/4, 1/2) for k >= 2."""
    said = claim("remark-f-guessing-constant-order").reading
    excess = over.symbols("k-2", nonnegative=True)
    value = claim("eq-100").statement.held(Ht=2 + excess)
    assert sympy.simplify(value - said.least - excess / (4 * (excess + 2))) == 0
    assert sympy.simplify(said.most - value - 1 / (2 * (excess + 2))) == 0
    assert sympy.limit(value, excess, sympy.oo) == said.most
    errors = set()
    for d, fraction in product(range(2, 21, 2), SIXTIETHS):
        size = comb(d, d // 2)
        error = least_loss_of_guessing(size, fraction)
        assert said.large(alpha=fraction, H=size) == (ceil(fraction * size) >= 2)
        if said.large(alpha=fraction, H=size):
            assert said.least <= error < said.most
            errors.add(error)
    assert min(errors) == said.least


@supports("remark-f-alpha-to-one", evidence="exhaustive")
def test_at_a_fraction_of_one_it_is_the_loss_of_a_random_parity(claim, over):
    one = claim("remark-f-alpha-to-one").statement.one
    for d in over(d=(2, 4, 6, 8)):
        table = loss_table(d)
        size = len(table)
        near = one - Fraction(1, 2 * size)
        for losses in table:
            assert by_cheapest(losses, near) == sum(losses) / size == least_loss_of_guessing(size, near)


def line_by_line(claim, d, h, chosen):
    """The values of eq 92 to 98 for one target and one set of parities."""
    inputs = np.array(list(product((0, 1), repeat=d)))
    members = np.array(chosen)
    numbered = np.concatenate([np.full((len(members), 1), NO_BIT + 1), members], axis=1).T
    one_bit = np.array([[0], [1]])

    def mean(values):
        return values.sum(axis=0) / len(values)  # exact: a power of two

    def mean_of_members(values):
        return Fraction(float(np.sum(values, axis=0))) / len(members)

    whole = {
        "x": inputs,
        "h": np.array(h),
        "ht": members,
        "inner": lambda x, v: x @ np.atleast_2d(v).T,
        "E_x": mean,
        "E_ht": mean_of_members,
    }
    by_bit = {
        "x": [one_bit] * (d + 1),
        "h": [NO_BIT, *h],
        "ht": numbered,
        "d": d,
        "E_x_i": mean,
        "E_ht": mean_of_members,
    }
    same = {
        "h": np.array(h),
        "ht": members,
        "indicator": lambda equal: equal.all(axis=1).astype(int),
        "E_ht": mean_of_members,
    }
    eq = {k: claim(f"eq-{k}").statement for k in range(92, 100)}
    return [
        eq[92].line(**whole, indicator=lambda differ: differ.astype(int)),
        eq[93].line(**whole),
        eq[94].line(**whole),
        eq[95].line(**by_bit),
        eq[96].line(**{key: by_bit[key] for key in ("h", "ht", "d", "E_ht")}),
        eq[97].line(**same, d=d),
        eq[98].line(**same),
    ], eq[99].mean(**same)


@supports(*(f"eq-{k}" for k in range(92, 101)), evidence="exhaustive")
def test_every_line_of_the_proof(claim, over):
    """Every subset of the class, against two targets: a permutation of the bits takes any target to any other.

    The lines hold for parities of any size as well; so all four parities of two bits are a third class here.
    """
    chance, loss = claim("eq-99").statement, claim("eq-100").statement
    classes = {"d = 2": (2, vectors(2)), "d = 4": (4, vectors(4)), "all of two bits": (2, list(BITS))}
    for name, target in over(parities=classes, target=(0, 1)):
        d, members = classes[name]
        losses = loss_table(d, members)[target]
        for size in range(1, len(members) + 1):
            for chosen in combinations(range(len(members)), size):
                counted = sum(losses[i] for i in chosen) / size
                lines, held = line_by_line(claim, d, members[target], [members[i] for i in chosen])
                assert lines == [counted] * 7
                if target in chosen:
                    assert (held, counted) == (chance.held(Ht=size), loss.held(Ht=size))
                else:
                    assert (held, counted) == (chance.missing, loss.missing)


@supports("eq-93", evidence="symbolic")
def test_the_indicator_is_the_fraction_at_each_input(claim, over):
    """For both signs of both parities; so the expectations are equal at every d."""
    over.every("inputs, targets and members: both signs of both parities")
    for a, b in BITS:
        meaning = {
            "x": 1,
            "h": a,
            "ht": b,
            "inner": lambda x, v: x * v,
            "E_x": lambda value: value,
            "E_ht": lambda value: value,
        }
        indicator = claim("eq-92").statement.line(**meaning, indicator=int)
        assert claim("eq-93").statement.line(**meaning) == indicator == int(a != b)


@supports("eq-97", "eq-98", evidence="symbolic")
def test_the_power_of_two_cancels(claim, over):
    d, share = over.symbols("d p", positive=True)
    meaning = {"h": 0, "ht": 0, "indicator": lambda equal: share, "E_ht": lambda value: value}
    lines = [claim("eq-97").statement.line(**meaning, d=d), claim("eq-98").statement.line(**meaning)]
    assert [sympy.simplify(line - (1 - share) / 2) for line in lines] == [0, 0]


@supports("eq-99", "eq-100", evidence="symbolic")
def test_a_uniform_member_is_the_target_with_probability_one_over_the_size(claim, over):
    """k equally likely members, of which the target is one or none: the mean of the losses 0 and 1/2."""
    k = over.symbols("k", positive=True)
    chance, loss = claim("eq-99").statement, claim("eq-100").statement
    for held in (0, 1):
        mean_indicator = sympy.simplify((held * 1 + (k - held) * 0) / k)
        mean_loss = sympy.simplify((held * 0 + (k - held) * sympy.Rational(1, 2)) / k)
        assert sympy.simplify((chance.held(Ht=k) if held else chance.missing) - mean_indicator) == 0
        assert sympy.simplify((loss.held(Ht=k) if held else loss.missing) - mean_loss) == 0
    weighted = {"h": 0, "ht": 0, "indicator": lambda equal: int(equal) / k, "E_ht": lambda value: value}
    assert chance.mean(**weighted) == mean_indicator  # of one equal member among k


@follows("eq-81", evidence="exhaustive")
def test_with_any_predictor_in_the_place_of_the_target_the_value_is_smaller(claim, over):
    """d = 4: the k parities that are best for the best of all predictors. All d: the best one over the whole class.

    The mean correlation of p is E[p K]/|H| with K the sum of all parities: at most E|K|/|H|, reached by K's sign.
    """
    said = claim("eq-81").consequence
    inputs = np.arange(16)
    masks = subset_masks(4)
    signs = 1 - 2 * (np.bitwise_count(masks[:, None] & inputs).astype(int) & 1)
    predictors = 1 - 2 * ((np.arange(1 << 16)[:, None] >> inputs) & 1)
    sums = np.sort(predictors @ signs.T, axis=1)[:, ::-1].cumsum(axis=1)  # (2^16, 6)
    values = [(1 - Fraction(int(b), 16 * k)) / 2 for k, b in enumerate(sums.max(axis=0), start=1)]
    for k, value in enumerate(values, start=1):
        assert said.least(k=k) <= value <= least_loss_of_guessing(6, Fraction(k, 6))
        assert Fraction(0) <= said.least(k=k) if k == 1 else said.least(k=k) > Fraction(1, 8)
    assert said.least(k=1) == values[0] == 0
    assert said.best(d=4) == values[-1] < said.member(H=6) == sum(loss_table(4)[0]) / 6
    for d in over(d=range(2, 17, 2)):
        members = np.zeros(1 << d, dtype=np.int64)
        members[subset_masks(d)] = 1
        total = walsh_hadamard(members)  # K(x), for every x
        best = int(np.abs(total).sum())
        assert best == int(bent_function(d) @ total)
        assert said.best(d=d) == (1 - Fraction(best, comb(d, d // 2) << d)) / 2
        assert (said.best(d=d) < said.member(H=comb(d, d // 2))) == said.least_d(d=d)
    assert [said.least_d(d=d) for d in (3, 4, 5)] == [False, True, True]
