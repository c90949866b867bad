"""Section 4 and appendix D: what the text says of the trained models that can be computed without training."""

from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import sympy

from theory.attention import APPENDIX_D, ParityTree, forward
from theory.ledger import corrects, refutes, supports
from theory.papers.kim_suzuki_2025.proofs.parities import signs, tables
from theory.papers.kim_suzuki_2025.proofs.scores import solved, uniform

SEED = 6


@supports("remark-4-rates", evidence="exhaustive")
def test_the_rates_for_the_loss_of_the_theorems(claim, over):
    """A loss divided by k - 1 with a rate r takes the step of the undivided loss with the rate r/(k - 1)."""
    said = claim("remark-4-rates").statement
    d = sympy.symbols("d", positive=True)
    pairs = list(zip(said.rates, said.k, strict=True))
    assert [
        Fraction(rate, ParityTree(64, k).tokens - 64) for rate, k in over(rate_and_k=pairs)
    ] == said.quotients
    assert said.k == claim("remark-d-levels").statement.k
    assert max(said.quotients) < said.theorems(d=said.d)
    assert sympy.simplify(said.theorems(d=d) - claim("theorem-5").statement.eta(d=d, epsilon=0)) == 0
    assert said.d == claim("figure-4").statement.d


@refutes("remark-4-informative", evidence="exhaustive")
def test_a_level_that_is_not_solved_and_an_informative_answer(claim, over):
    """All inputs of 5 bits, exactly: one node of level one attends to the unread bit as well."""
    case = claim("remark-4-informative").counterexample
    tree = ParityTree(5, case.k)
    scores = solved(tree)
    scores[0, :2], scores[0, tree.d - 1] = Fraction(case.score), Fraction(case.stray)
    assert scores.sum(axis=1).tolist() == [1, 1, 1]
    x = np.array([[Fraction(int(bit)) for bit in row] for row in over(inputs=signs(tree.d).tolist())])
    made = forward(x, tree, scores, APPENDIX_D)
    answers = x[:, : tree.k].prod(axis=1)
    assert abs(made[:, tree.d] - x[:, 0] * x[:, 1]).max() == Fraction(str(case.error))
    assert (made[:, -1] * answers > 0).all()
    correlation = sum(made[:, -1] * answers) / len(x)
    assert abs(correlation - Fraction(str(case.correlation))) < Fraction(1, 200)


@corrects("remark-4-informative", evidence="exhaustive")
def test_an_output_without_one_of_the_bits(claim, over):
    """The parity changes its sign with that bit, the output does not, so that inputs cancel in pairs."""
    said = claim("remark-4-informative").correction
    draw = np.random.default_rng(SEED)
    for d, k in over(d_and_k=((2, 2), (4, 2), (5, 4), (6, 4))):
        for parity in tables(d, k):
            bit = next(j for j in range(d) if (parity != parity[np.arange(1 << d) ^ (1 << j)]).all())
            output = draw.integers(-9, 10, 1 << d)
            output = output + output[np.arange(1 << d) ^ (1 << bit)]
            assert (output * parity).sum() == said.none


def rotations(d, mean):
    """All rotations of a string of d bits with this mean."""
    ones = int(d * (1 + mean) / 2)
    string = [Fraction(1)] * ones + [Fraction(-1)] * (d - ones)
    return [string[turn:] + string[:turn] for turn in range(d)]


def zeroed_at_zero_weights(tree, threshold, strings):
    """The levels that the filter of section 3.3 sets to zero at zero weights."""
    made = forward(np.array(strings), tree, uniform(tree), APPENDIX_D, threshold)
    ends = [tree.last(level) for level in range(tree.depth + 1)]
    return [level for level, (a, b) in enumerate(pairwise(ends), start=1) if not made[:, a:b].any()]


@refutes("remark-d-filter", evidence="exhaustive")
def test_the_filter_by_scores_and_the_filter_by_tokens(claim, over):
    printed, case = claim("remark-d-filter").statement, claim("remark-d-filter").counterexample
    largest = Fraction(str(printed.score))
    assert case.largest == printed.score
    for tokens in (2, 3, 4, 64):
        assert (Fraction(1, tokens) <= largest) == case.many(d=tokens)
    tree = ParityTree(16, 8)
    by_scores = list(range(getattr(case, "from"), tree.depth + 1))
    assert by_scores == [
        level for level in range(1, tree.depth + 1) if level > 1
    ]  # no node of level one passes
    assert case.deep == max(case.both) == tree.depth
    assert case.minus == APPENDIX_D(0)
    assert case.zero == abs(0 - case.minus)
    # At a mean of 1/2 level one outputs zero, which is not the filter's doing.
    means = [Fraction(eighths, 8) for eighths in range(-7, 8) if abs(eighths) != 4]
    thresholds = (Fraction(1, 10), Fraction(1, 2), Fraction(1), Fraction(3, 2))
    for threshold, mean in over(threshold=thresholds, mean=means):
        for strings in (rotations(tree.d, mean), rotations(tree.d, mean)[:1]):
            by_tokens = zeroed_at_zero_weights(tree, threshold, strings)
            assert not case.low(eps0=threshold) or not set(case.both) <= set(by_tokens)
    for threshold in (Fraction(1), Fraction(3, 2)):
        by_tokens = zeroed_at_zero_weights(tree, threshold, rotations(tree.d, 0))
        assert case.low(eps0=threshold) == (not set(case.both) <= set(by_tokens))
    one = Fraction(str(case.one))
    differences = {abs(APPENDIX_D(z) - case.untrained) for z in (-one, one)}
    assert case.untrained == APPENDIX_D(0)
    assert differences == {case.difference}
    for threshold in (Fraction(1, 2), Fraction(1), Fraction(3, 2)):
        shut = case.difference < threshold
        assert case.high(eps0=threshold) == (shut and one > largest)


@corrects("remark-d-filter", evidence="exhaustive")
def test_where_both_filters_zero_the_same_levels(claim, over):
    said = claim("remark-d-filter").correction
    largest = Fraction(str(claim("remark-d-filter").statement.score))
    assert [said.many(d=tokens) for tokens in (2, 3)] == [Fraction(1, tokens) <= largest for tokens in (2, 3)]
    tree = ParityTree(16, 8)
    by_scores = list(range(2, tree.depth + 1))
    halves = (1, 2, 3, 4, 5)
    for threshold in over(threshold=[Fraction(half, 2) for half in halves]):
        found = zeroed_at_zero_weights(tree, threshold, rotations(tree.d, 0))
        assert said.range(eps0=threshold) == (found == by_scores)
    for eighths, bits in product(range(-6, 7), (16, 48)):  # at a threshold just above one
        mean, tree = Fraction(eighths, 8), ParityTree(bits, 8)
        strings = rotations(bits, mean) + rotations(bits, 0)
        found = zeroed_at_zero_weights(tree, 1 + Fraction(1, 10**6), strings)
        assert said.balanced(mean=mean) == (found == by_scores)
    one_string = rotations(16, 0)[:1]  # half of the bits are positive in no string
    assert zeroed_at_zero_weights(ParityTree(16, 8), Fraction(3, 2), one_string) != by_scores
