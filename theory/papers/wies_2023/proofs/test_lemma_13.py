"""Lemma 13 and eq 83-89: parities of different subsets are uncorrelated."""

from fractions import Fraction
from itertools import combinations, product
from math import comb

import numpy as np
import sympy

from theory.hardness.parities import parity, subset_masks
from theory.ledger import corrects, follows, refutes, supports
from theory.transforms import walsh_hadamard

#: Entry 0 of what is counted from 1, so that a product that begins there is noticed.
NO_BIT = 9


def bits(d):
    """Every input, one column each; row i is bit i, counted from 1 (row 0 is no bit)."""
    inputs = np.array(list(product((0, 1), repeat=d)))
    return np.concatenate([np.full((len(inputs), 1), NO_BIT), inputs], axis=1).T


def mean(values):
    """The expectation over all inputs."""
    return Fraction(int(values.sum()), len(values))


def subsets(d):
    return list(combinations(range(1, d + 1), d // 2))


def correlation(indices, others, d):
    """By counting the inputs at which the two parities agree."""
    agree = sum(
        sum(x[i - 1] for i in indices) % 2 == sum(x[i - 1] for i in others) % 2
        for x in product((0, 1), repeat=d)
    )
    return Fraction(2 * agree - 2**d, 2**d)


@supports("remark-f-identification", evidence="exhaustive")
def test_a_predictor_is_its_vector(claim, over):
    said = claim("remark-f-identification").statement
    for d in over(d=(2, 4, 6, 8)):
        inputs = np.array(list(product((0, 1), repeat=d)))
        tables = set()
        for indices in subsets(d):
            h = np.array([said.inside if i in indices else said.outside for i in range(1, d + 1)])
            odd = np.logical_xor.reduce(inputs[:, np.array(indices) - 1] == 1, axis=1)
            assert ((inputs @ h) % 2 == odd).all()
            assert set(h.tolist()) == {0, 1}
            tables.add(odd.tobytes())
        assert len(tables) == comb(d, d // 2)


@supports("lemma-13", "eq-83", "eq-89", evidence="exhaustive")
def test_all_pairs_of_subsets(claim, over):
    """The printed expectation is 0 where the sets differ, and 1 (so not 0) where they do not."""
    for name in ("lemma-13", "eq-83", "eq-89"):
        zero = claim(name).statement.zero
        for d in over(d=(2, 4)):
            x = bits(d)
            for i, it in product(subsets(d), repeat=2):
                meaning = {"x": x, "i": (None, *i), "it": (None, *it), "d": d, "E_x": mean}
                assert zero(**meaning) == (i != it)
                assert zero.left(**meaning) == correlation(i, it, d)


@supports("lemma-13", "eq-83", evidence="exhaustive")
def test_one_transform_of_the_constant_decides_all_pairs(claim, over):
    """The product of two parities is the parity of the symmetric difference, which is empty for equal sets only."""
    said = [claim(name).statement.zero.right() for name in ("lemma-13", "eq-83")]
    for d in over(d=range(2, 17, 2)):
        sums = walsh_hadamard(np.ones(1 << d, dtype=np.int64))
        assert sums[0] == 1 << d
        assert [set((sums[1:]).tolist())] * 2 == [{value} for value in said]
        masks = subset_masks(d)
        assert len(set(masks.tolist())) == len(masks) == comb(d, d // 2)
        rng = np.random.default_rng(d)
        h, h_tilde = rng.choice(masks, size=(2, 8))
        inputs = rng.integers(0, 1 << d, size=(64, 1))
        assert (parity(h, inputs) * parity(h_tilde, inputs) == parity(h ^ h_tilde, inputs)).all()


@supports("eq-84", "eq-85", "eq-86", "eq-87", "eq-88", evidence="exhaustive")
def test_every_line_of_the_chain(claim, over):
    """For all pairs of bit vectors, those of subsets of half of the bits among them."""
    eq = {k: claim(f"eq-{k}").statement for k in range(84, 89)}
    for d in over(d=(1, 2, 3, 4)):
        x = bits(d)
        one_bit = np.array([[0, 1]] * (d + 1))
        for a, b in product(product((0, 1), repeat=d), repeat=2):
            h, ht = np.array([NO_BIT, *a]), np.array([NO_BIT + 1, *b])
            whole = {"x": x[1:].T, "h": h[1:], "ht": ht[1:], "inner": np.matmul, "E_x": mean}
            by_bit = {"x": x, "h": h, "ht": ht, "d": d, "E_x": mean}
            lines = [
                eq[84].line(**whole),
                eq[85].line(**whole),
                eq[86].line(**by_bit),
                eq[87].swapped(**{**by_bit, "x": one_bit}),
                eq[87].line(h=h, ht=ht, d=d),
                eq[88].line(h=h, ht=ht, d=d),
            ]
            assert lines == [correlation(np.flatnonzero(a) + 1, np.flatnonzero(b) + 1, d)] * 6


@supports("eq-85", evidence="symbolic")
def test_at_each_input_the_integrands_are_equal(claim, over):
    """With a = <x, h> and b = <x, h~> the inner product with the sum of both is a + b; so eq 84 = eq 85 at every d."""
    a, b = over.symbols("a b", integer=True)
    meaning = {"x": 1, "h": a, "ht": b, "inner": lambda x, v: x * v, "E_x": lambda value: value}
    before, after = claim("eq-84").statement.line(**meaning), claim("eq-85").statement.line(**meaning)
    assert sympy.powsimp(before) == after


@supports("remark-f-differing-coordinate", evidence="symbolic")
@corrects("remark-f-vanishing-product", evidence="symbolic")
def test_a_coordinate_where_they_differ_makes_the_sum_zero_whatever_the_others_do(claim, over):
    """One bit more multiplies the sum over the other bits, any number S, by its factor: 0 where they differ, else 1.

    Different sets differ in a coordinate; so the correlation of different subsets is 0 and of equal ones 1, at
    every d.
    """
    others = over.symbols("S")
    said, corrected = (
        claim("remark-f-differing-coordinate").statement,
        claim("remark-f-vanishing-product").correction,
    )
    for h, ht in product((0, 1), repeat=2):
        summed = sum(others * (-1) ** (x * h) * (-1) ** (x * ht) for x in (0, 1)) / 2
        assert summed == (others if h == ht else 0)
        pair = {"h": np.array([NO_BIT, h]), "ht": np.array([NO_BIT + 1, ht]), "d": 1}
        assert said.sum(h=pair["h"], ht=pair["ht"], j=1) == (h != ht)
        for relation in (said.product, corrected.product):
            assert relation(**pair) == (h != ht)
            assert Fraction(float(relation.left(**pair))) * others == summed
    for d in (2, 3, 5):  # the product runs over every coordinate: a difference in any one of them counts
        equal = {"h": np.array([NO_BIT] + [1] * d), "ht": np.array([NO_BIT + 1] + [1] * d), "d": d}
        for relation in (said.product, corrected.product):
            assert relation.left(**equal) == 1
            for j in range(1, d + 1):
                changed = equal["ht"].copy()
                changed[j] = 0
                assert relation(**{**equal, "ht": changed})


@follows("lemma-13", evidence="exhaustive")
def test_of_ordered_tuples_it_is_false(claim, over):
    said, zero = claim("lemma-13").consequence, claim("lemma-13").statement.zero
    for d in over(d=(4,)):
        meaning = {"x": bits(d), "i": (None, *said.one), "it": (None, *said.other), "d": d, "E_x": mean}
        assert said.one != said.other
        assert set(said.one) == set(said.other) == {1, 2}
        assert zero.left(**meaning) == said.correlation == 1


@refutes("remark-f-vanishing-product", evidence="symbolic")
def test_with_the_one_in_the_exponent_no_product_vanishes(claim, over):
    """Every factor is 1/2 or -1/2, in all four cases of the two bits: no product of them is 0, at any d."""
    printed, case = (
        claim("remark-f-vanishing-product").statement.printed,
        claim("remark-f-vanishing-product").counterexample,
    )
    factors = [
        printed.left(h=np.array([NO_BIT, h]), ht=np.array([NO_BIT + 1, ht]), d=1)
        for h, ht in product((0, 1), repeat=2)
    ]
    assert factors == [-Fraction(1, 2), Fraction(1, 2), Fraction(1, 2), -Fraction(1, 2)]
    over.every("factors of the product")
    h, ht = np.array([NO_BIT, *case.h]), np.array([NO_BIT + 1, *case.ht])
    assert set(case.h) == set(case.ht) == {0, 1}
    assert sum(case.h) == sum(case.ht) == len(case.h) / 2 == len(case.ht) / 2
    assert (h != ht).any()
    assert len(case.h) == case.d
    assert printed.left(h=h, ht=ht, d=case.d) == case.value != 0
    assert not printed(h=h, ht=ht, d=case.d)
    assert printed.right() == np.prod(((-1) ** (h + ht)[1:] + 1) / 2)  # what eq 97 needs
