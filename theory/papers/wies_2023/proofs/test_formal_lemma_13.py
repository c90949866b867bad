"""Lemma 13 by Coq's kernel.

What the formulas of the claims say is tied to what Coq proved by their values: the theorems give the value for every
d, the formulas are evaluated at small ones.
"""

from collections import Counter
from itertools import combinations, permutations, product

import numpy as np

from theory.formal.suite import states
from theory.ledger import follows, supports
from theory.papers.wies_2023.proofs.test_lemma_13 import NO_BIT, bits, mean


@supports("lemma-13", "eq-83", "eq-89", evidence="formal")
def test_parities_over_different_sets_are_orthogonal(claim, over):
    """``lemma_13``: it is 1 for equal sets, 0 for others; ``lemma_13_unique_indices``: of tuples as well."""
    for theorem in ("Lemma13.lemma_13", "Lemma13.lemma_13_unique_indices"):
        assert states(over, theorem)
    d = 4
    for name in ("lemma-13", "eq-83", "eq-89"):
        zero = claim(name).statement.zero
        for i, it in product(permutations(range(1, d + 1), d // 2), repeat=2):
            meaning = {"x": bits(d), "i": (None, *i), "it": (None, *it), "d": d, "E_x": mean}
            assert zero.left(**meaning) == (set(i) == set(it))
            assert zero(**meaning) == (set(i) != set(it))


@supports("eq-84", "eq-88", evidence="formal")
def test_the_expectation_is_the_product_over_the_bits(claim, over):
    """``eq_88``: for all natural vectors; ``correlation``: both sides are 1 if the same entries are odd, else 0."""
    for theorem in ("Lemma13.lemma_13", "Lemma13.eq_88", "Lemma13.correlation"):
        assert states(over, theorem)
    before, line = claim("eq-84").statement.line, claim("eq-88").statement.line
    for d in (1, 2, 3):
        x = bits(d)[1:].T
        for h, ht in product(product((0, 1, 2), repeat=d), repeat=2):
            same = all(a % 2 == b % 2 for a, b in zip(h, ht, strict=True))
            assert line(h=np.array([NO_BIT, *h]), ht=np.array([NO_BIT + 1, *ht]), d=d) == same
            assert before(x=x, h=np.array(h), ht=np.array(ht), inner=np.matmul, E_x=mean) == same


@follows("lemma-13", evidence="formal")
def test_as_tuples_it_fails_and_the_exact_statement(claim, over):
    """``lemma_13_fails_at_4`` and ``lemma_13_tuples``: 1 where the odd indices are the same."""
    for theorem in ("Lemma13.lemma_13_fails_at_4", "Lemma13.lemma_13_tuples"):
        assert states(over, theorem)
    said = claim("lemma-13").consequence
    one, other = Counter(said.one), Counter(said.other)
    assert len(said.one) == len(said.other) == 4 // 2
    assert said.one != said.other
    assert set(combinations(range(1, 5), 2)) >= {tuple(sorted(said.one)), tuple(sorted(said.other))}
    odd = {m for m, count in one.items() if count % 2}
    assert said.correlation == (odd == {m for m, count in other.items() if count % 2})
