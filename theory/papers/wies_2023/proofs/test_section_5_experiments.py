"""Section 5.2: what it says of the experiments, against the paper's own numbers."""

from fractions import Fraction
from itertools import pairwise
from math import ceil, comb, floor

from theory.ledger import corrects, follows, refutes, supports
from theory.reported.table_1 import TABLE_1, inputs_tested
from theory.reported.table_2 import TABLE_2
from theory.reported.training_lengths import CLAIMED_ITERATIONS_32, LONGER_ITERATIONS, STANDARD_ITERATIONS

PRINTED = "table 1, table 2 and footnote 4 as printed"


def sizes(supervised):
    return sorted(row.d for row in TABLE_1 if row.supervised is supervised)


def row_of(d, supervised):
    (row,) = [row for row in TABLE_1 if (row.d, row.supervised) == (d, supervised)]
    return row


def is_power_of_two(number):
    return number > 0 and number & (number - 1) == 0


@refutes("remark-5-2-two-million-steps", evidence="exhaustive")
def test_the_protocol_has_no_room_for_two_million_steps_at_32_bits(claim, over):
    said, case = (
        claim("remark-5-2-two-million-steps").statement,
        claim("remark-5-2-two-million-steps").counterexample,
    )
    over.data(PRINTED)
    assert said.standard == STANDARD_ITERATIONS
    assert sorted(LONGER_ITERATIONS) == [said.first, said.second]
    assert said.claimed == CLAIMED_ITERATIONS_32
    assert said.d == case.d == 32 not in LONGER_ITERATIONS
    assert case.allowed == LONGER_ITERATIONS.get(case.d, STANDARD_ITERATIONS) < said.claimed
    assert row_of(case.d, supervised=False).iterations is None  # it prints "> 100K"
    assert case.reported == 100_000


@corrects("remark-5-2-two-million-steps", evidence="exhaustive")
def test_what_table_1_reports_of_32_bits(claim, over):
    said = claim("remark-5-2-two-million-steps").correction
    over.data(PRINTED)
    row = row_of(said.d, supervised=False)
    assert row.iterations is None
    assert said.d == 32
    assert said.within == LONGER_ITERATIONS.get(said.d, STANDARD_ITERATIONS)
    assert abs(row.accuracy.mean - said.guess) <= row.accuracy.spread
    assert 2 * said.guess == 1  # one of two labels


@supports("remark-5-2-sizes", evidence="exhaustive")
@follows("remark-5-2-sizes", evidence="exhaustive")
def test_the_sizes_of_table_1(claim, over):
    said = claim("remark-5-2-sizes").statement
    over.data(PRINTED)
    every = set(sizes(True)) | set(sizes(False))
    assert (min(every), max(every)) == (said.least, said.most)
    supervised = claim("remark-5-2-sizes").consequence.supervised
    assert sizes(True) == supervised == [d for d in sorted(every) if is_power_of_two(d // 2)]


@refutes("remark-5-2-iterations", evidence="exhaustive")
def test_no_model_of_10_bits_with_supervision_is_reported(claim, over):
    said, case = claim("remark-5-2-iterations").statement, claim("remark-5-2-iterations").counterexample
    over.data(PRINTED)
    assert said.standard == STANDARD_ITERATIONS
    assert {said.first: said.longer, said.second: said.longest} == LONGER_ITERATIONS
    assert case.d in sizes(False)
    assert case.d not in sizes(True)
    assert case.half == case.d // 2
    assert not is_power_of_two(case.half)
    assert case.d == min(d for d in sizes(False) if d not in sizes(True))


@corrects("remark-5-2-iterations", evidence="exhaustive")
def test_which_models_are_reported(claim, over):
    said = claim("remark-5-2-iterations").correction
    over.data(PRINTED)
    assert said.with_labels == sizes(True)
    assert said.without == sizes(False)


@supports("remark-5-2-same-gap/trend", evidence="exhaustive")
def test_growth_of_the_iterations_in_table_1(claim, over):
    said = claim("remark-5-2-same-gap").reading
    over.data(PRINTED)
    by_size = sorted((row for row in TABLE_1 if row.iterations), key=lambda row: row.d)
    without = [row for row in by_size if not row.supervised]
    supervised = [row for row in by_size if row.supervised]
    assert {later.d - earlier.d for earlier, later in pairwise(without)} == {said.bits}
    assert {later.d / earlier.d for earlier, later in pairwise(supervised)} == {2}
    assert (len(without), len(supervised)) == (said.unsupervised, said.supervised)
    growth = [later.iterations.mean / earlier.iterations.mean for earlier, later in pairwise(without)]
    assert min(growth) > said.factor == floor(min(growth))
    growth = [later.iterations.mean / earlier.iterations.mean for earlier, later in pairwise(supervised)]
    assert max(growth) < said.doubling == ceil(max(growth))
    assert [str(said.batch)] == list(TABLE_2["Batch Size"])


@supports("remark-5-2-easily-learned/table-1", evidence="exhaustive")
def test_32_bits_with_supervision_take_a_small_part_of_the_budget(claim, over):
    said = claim("remark-5-2-easily-learned")
    over.data(PRINTED)
    row = row_of(said.statement.d, supervised=True)
    assert row.iterations.mean == said.reading.steps
    assert (row.accuracy.mean, row.accuracy.spread) == (said.reading.accuracy, said.reading.deviation)
    assert said.reading.budget == STANDARD_ITERATIONS
    assert Fraction(said.reading.steps) / said.reading.budget == said.reading.percent / 100


def exceeds_by_coin(inputs, cut):
    """The probability that fair coins get more than this share of the inputs right."""
    return Fraction(sum(comb(inputs, k) for k in range(inputs + 1) if Fraction(k, inputs) > cut), 2**inputs)


@supports("figure-3/chance", evidence="exhaustive")
def test_at_8_bits_a_coin_passes_the_threshold(claim, over):
    cut, said = claim("figure-3").statement.cut, claim("figure-3").reading
    over.data(PRINTED)
    assert said.inputs == inputs_tested(said.small)
    assert floor(1000 * exceeds_by_coin(said.inputs, cut)) == 1000 * said.chance
    chances = {d: exceeds_by_coin(inputs_tested(d), cut) for d in sizes(False)}
    assert [d for d, chance in chances.items() if chance < said.out] == [d for d in chances if d >= said.safe]
    assert ceil(10**6 * chances[said.safe]) == 10**6 * said.out


@supports("remark-5-2-exactly-as-described/labels", evidence="exhaustive")
def test_with_the_labels_that_eq_14_prints_the_answer_is_constant(claim, over):
    said, printed = claim("remark-5-2-exactly-as-described").reading, claim("eq-14").statement
    for left in over(left=(-1, 1)):
        for right in over(right=(-1, 1)):
            assert printed.inner(y=(left, right), s=0) == said.constant
