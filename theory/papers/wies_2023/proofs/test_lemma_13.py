"""Lemma 13 and eq 83-88: parities of different subsets are uncorrelated."""

from itertools import permutations, product

import numpy as np
import sympy

from theory.hardness.parities import parity, subset_masks
from theory.ledger import corrects, other_reading, refutes, supports
from theory.transforms import walsh_hadamard

BITS = list(product((0, 1), repeat=2))
CHAIN_D = 6


def vectors(d):
    """All vectors of {0,1}^d with d/2 ones."""
    return [v for v in product((0, 1), repeat=d) if sum(v) == d // 2]


@supports(
    "remark-f-identification",
    evidence="exhaustive",
    scope="d = 2, 4, 6, 8: different vectors are different functions",
)
def test_a_predictor_is_its_vector():
    for d in (2, 4, 6, 8):
        inputs = list(product((0, 1), repeat=d))
        tables = {
            tuple(sum(a * b for a, b in zip(v, x, strict=True)) % 2 for x in inputs) for v in vectors(d)
        }
        assert len(tables) == len(vectors(d)) == sympy.binomial(d, d // 2)


@supports("eq-85", "eq-86", "eq-87", "eq-88", evidence="symbolic")
def test_one_coordinate_more_multiplies_the_sum_by_its_own_factor():
    """The step d -> d + 1 of eq 84-88, in all four cases of (h_j, h~_j): with eq 84's sum over d bits any number S.

    Summing over the new bit of the product of both signs must give S times the factor that eq 87 and 88 print; by
    induction from the empty product (S = 1) the chain holds for every d.
    """
    total = sympy.Symbol("S")
    for h, h_tilde in BITS:
        eq_84 = sum(total * (-1) ** (x * h) * (-1) ** (x * h_tilde) for x in (0, 1))
        eq_85 = sum(total * (-1) ** (x * (h + h_tilde)) for x in (0, 1))
        eq_87 = 2 * total * sympy.Rational((-1) ** (h + h_tilde) + (-1) ** 0, 2)
        eq_88 = 2 * total * sympy.Rational((-1) ** (h + h_tilde) + 1, 2)
        assert sympy.expand(eq_84 - eq_85) == sympy.expand(eq_85 - eq_87) == sympy.expand(eq_87 - eq_88) == 0


@corrects("remark-f-vanishing-product", evidence="symbolic")
@supports("lemma-13", "eq-83", "remark-f-differing-coordinate", evidence="symbolic")
def test_a_coordinate_where_they_differ_makes_the_sum_zero_whatever_the_others_do():
    """A factor of eq 88 is 0 exactly where h_j != h~_j, and there h_j + h~_j = 1; elsewhere it is 1.

    The sum over the other bits is any number S. Different sets differ in a coordinate; so the correlation of
    different subsets is 0 and that of equal ones 1, at every d.
    """
    others = sympy.Symbol("S")
    for h, h_tilde in BITS:
        summed = sum(others * (-1) ** (x * (h + h_tilde)) for x in (0, 1)) / 2
        assert (h + h_tilde == 1) == (h != h_tilde)
        assert summed == (0 if h != h_tilde else others)


@supports(
    "eq-84",
    "eq-85",
    "eq-86",
    "eq-87",
    "eq-88",
    evidence="exhaustive",
    scope="all pairs of subsets, d = 2, 4, 6",
)
def test_every_line_of_the_chain():
    for d in range(2, CHAIN_D + 1, 2):
        inputs = np.array(list(product((0, 1), repeat=d)))
        for h, h_tilde in product(vectors(d), repeat=2):
            i, i_tilde = (np.flatnonzero(v) for v in (h, h_tilde))
            both = np.array(h) + np.array(h_tilde)
            printed = ((-1) ** inputs[:, i].sum(1) * (-1) ** inputs[:, i_tilde].sum(1)).sum()
            lines = [
                ((-1) ** (inputs @ h) * (-1) ** (inputs @ h_tilde)).sum(),
                ((-1) ** (inputs @ both)).sum(),
                np.prod((-1) ** (inputs * both), axis=1).sum(),
                np.prod((-1) ** both + 1),
            ]
            assert lines == [printed] * 4
            assert printed == (2**d if h == h_tilde else 0)


@supports(
    "lemma-13",
    "eq-83",
    evidence="exhaustive",
    scope="all pairs of subsets, even d <= 16, by one transform each",
)
def test_one_transform_of_the_constant_decides_all_pairs():
    """The product of two parities is the parity of the symmetric difference, which is empty for equal sets only."""
    for d in range(2, 17, 2):
        sums = walsh_hadamard(np.ones(1 << d, dtype=np.int64))
        assert sums[0] == 1 << d
        assert not sums[1:].any()
        masks = subset_masks(d)
        assert len(set(masks.tolist())) == len(masks) == sympy.binomial(d, d // 2)
        # That products of parities are parities of differences, at every input, for random pairs of this d.
        rng = np.random.default_rng(d)
        h, h_tilde = rng.choice(masks, size=(2, 8))
        inputs = rng.integers(0, 1 << d, size=(64, 1))
        assert (parity(h, inputs) * parity(h_tilde, inputs) == parity(h ^ h_tilde, inputs)).all()


@other_reading(
    "lemma-13", "eq-83", evidence="exhaustive", scope="d = 4: all pairs of ordered tuples of distinct indices"
)
def test_of_ordered_tuples_it_is_false():
    inputs = np.array(list(product((0, 1), repeat=4)))
    wrong = 0
    for i, i_tilde in product(permutations(range(4), 2), repeat=2):
        expectation = ((-1) ** inputs[:, i].sum(1) * (-1) ** inputs[:, i_tilde].sum(1)).sum() / 16
        assert expectation == (set(i) == set(i_tilde))
        wrong += i != i_tilde and expectation != 0
    assert wrong == 12  # each of the 6 subsets in its two orders, both ways round


@refutes("remark-f-vanishing-product", evidence="symbolic")
def test_with_the_one_in_the_exponent_no_product_vanishes():
    """Every factor is 1/2 or -1/2, so no product is 0; d = 2, h = (1,0), h~ = (0,1) gives 1/4."""
    factors = {sympy.Rational((-1) ** (h + h_tilde + 1), 2) for h, h_tilde in BITS}
    assert factors == {sympy.Rational(1, 2), sympy.Rational(-1, 2)}
    assert sympy.prod(
        sympy.Rational((-1) ** (h + t + 1), 2) for h, t in zip((1, 0), (0, 1), strict=True)
    ) == sympy.Rational(1, 4)


@corrects("remark-f-vanishing-product", evidence="symbolic")
def test_with_the_one_outside_a_single_different_coordinate_makes_the_product_vanish():
    rest = sympy.Symbol("rest")  # the other factors, whatever they are
    products = {(h, h_tilde): rest * sympy.Rational((-1) ** (h + h_tilde) + 1, 2) for h, h_tilde in BITS}
    assert all((value == 0) == (h != h_tilde) for (h, h_tilde), value in products.items())
