"""Appendix G: what the printed tables can and cannot mean, in whole numbers."""

from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement, pairwise, product
from math import ceil, comb, floor

import numpy as np
import pytest
import sympy as sp

from theory.errors import InputError
from theory.ledger import corrects, other_reading, refutes, supports
from theory.reported.decoding import sampled_accuracy
from theory.reported.feasibility import Reading, explain, readings
from theory.reported.table_1 import SEEDS_PER_CELL as SEEDS
from theory.reported.table_1 import TABLE_1, TOTAL_STEPS, Cell, inputs_tested, row
from theory.reported.table_2 import TABLE_2, grid
from theory.reported.training_lengths import CLAIMED_ITERATIONS_32
from theory.results.chance import better_than_random, tail
from theory.tasks.parity import BitSubsetParity

ONE, TWO = tuple(readings(1)), tuple(readings(2))
#: Footnote 4: 18 bits without supervision had 2M steps.
LIMIT_AT_18 = Fraction(2_000_000)


def accuracies(cell: Cell, d: int, reading: Reading) -> bool:
    return explain(cell, reading, Fraction(1, inputs_tested(d)), largest=Fraction(1)) is not None


def steps(cell: Cell, reading: Reading, spacing: int, offset: int = 0) -> bool:
    return explain(cell, reading, Fraction(spacing), offset=Fraction(offset)) is not None


def iterations(d: int, *, supervised: bool) -> Cell:
    cell = row(d, supervised=supervised).iterations
    assert cell is not None
    return cell


@refutes(
    "table-1",
    "remark-g-two-or-one-deviation",
    evidence="exhaustive",
    scope="all triples of 1024ths, 8 readings",
)
def test_three_tests_of_1024_do_not_have_two_deviations_as_small_as_printed() -> None:
    for d, supervised in ((128, True), (64, False)):
        cell = row(d, supervised=supervised).accuracy
        assert not any(accuracies(cell, d, reading) for reading in TWO)
    # Independently of the search: 128 bits, all triples that have the printed mean within one digit.
    cell = row(128, supervised=True).accuracy
    near = [
        triple
        for triple in combinations_with_replacement(range(1024 - 8, 1025), 3)
        if abs(Fraction(sum(triple), 3 * 1024) - cell.mean) <= cell.mean_digit
    ]
    assert (1023, 1024, 1024) in near
    for triple in near:
        mean = Fraction(sum(triple), 3)
        squares = sum((value - mean) ** 2 for value in triple) / 1024**2
        for divisor in (2, 3):
            # Four variances against the square of the printed spread and a digit: no root is needed.
            assert 4 * squares / divisor > (cell.spread + cell.spread_digit) ** 2


@corrects("table-1", evidence="exhaustive", scope="all 14 accuracies, all 11 counts")
def test_one_deviation_fits_each_accuracy_and_two_fit_each_count() -> None:
    for line in TABLE_1:
        assert any(accuracies(line.accuracy, line.d, reading) for reading in ONE)
        if line.iterations is not None:
            limit = LIMIT_AT_18 if line.d == 18 else None
            reading = Reading(2, sample=True, truncated_mean=True, truncated_spread=True)
            # Whole steps; multiples of 1000 are tried first, where there are fewer to try.
            found = (
                explain(line.iterations, reading, Fraction(g), largest=limit) for g in (1000, 500, 10, 1)
            )
            assert any(sample is not None for sample in found)


@corrects("table-1", evidence="exhaustive", scope="16 readings, 14 accuracies")
def test_no_single_convention_fits_all_accuracies() -> None:
    for reading in (*ONE, *TWO):
        assert not all(accuracies(line.accuracy, line.d, reading) for line in TABLE_1)


def largest_deviation_squared(mean: Fraction, limit: Fraction) -> Fraction:
    """The largest sample variance of three numbers in [0, limit] with this mean: all but one at an end."""
    ends = [
        (limit, limit, 3 * mean - 2 * limit),
        (Fraction(0), Fraction(0), 3 * mean),
        (limit, Fraction(0), 3 * mean - limit),
    ]
    inside = [triple for triple in ends if all(0 <= value <= limit for value in triple)]
    return max(sum(((value - mean) ** 2 for value in triple), Fraction(0)) / 2 for triple in inside)


@corrects("table-1", evidence="symbolic")
@refutes("remark-g-two-or-one-deviation", evidence="symbolic")
def test_counts_below_2m_do_not_have_one_deviation_as_large_as_printed_at_18_bits() -> None:
    # A convex function on a polytope is largest at a vertex, and those are the triples tried.
    cell = iterations(18, supervised=False)
    for mean in (cell.mean - cell.mean_digit, cell.mean + cell.mean_digit):
        assert largest_deviation_squared(mean, LIMIT_AT_18) < (cell.spread - cell.spread_digit) ** 2
        assert largest_deviation_squared(mean, LIMIT_AT_18) * 4 > cell.spread**2


@corrects("remark-g-two-or-one-deviation", evidence="certificate")
def test_two_deviations_fit_18_bits_and_one_fits_128() -> None:
    two = explain(
        iterations(18, supervised=False), Reading(2, sample=True), Fraction(1000), largest=LIMIT_AT_18
    )
    assert two is not None
    mean = Fraction(sum(two.values), 3)
    variance = sum((value - mean) ** 2 for value in two.values) / 2
    # In thousands: the mean prints as 1.534M, two deviations as 1.094M.
    assert abs(mean - 1534) <= Fraction(1, 2)
    assert Fraction(2187, 2) ** 2 <= 4 * variance <= Fraction(2189, 2) ** 2
    one = explain(
        row(128, supervised=True).accuracy,
        Reading(1, sample=True, truncated_mean=True),
        Fraction(1, 1024),
        largest=Fraction(1),
    )
    assert one is not None
    assert one.values == (1023, 1024, 1024)


@supports("table-2", evidence="exhaustive", scope="the whole grid; every task of table 1")
def test_the_settings_are_12_times_3_and_the_sets_fit() -> None:
    settings = grid()
    assert len({tuple(sorted(setting.items())) for setting in settings}) == len(settings)
    assert len(settings) == 12 * SEEDS == 12 * len(TABLE_2["Dataset Seed"])
    for d in {line.d for line in TABLE_1}:
        training = 2**d - 2 * inputs_tested(d)
        assert training >= 0.75 * 2**d
    assert min(d for d in range(4, 20) if inputs_tested(d) == 1024) == 13


def chance_of_better_than_random(d: int) -> Fraction:
    """Of more than 60 % right in one evaluation by tossing a coin for every validation input."""
    return better_than_random(inputs_tested(d), 1).once


@refutes("remark-g-better-than-random", evidence="exhaustive", scope="d = 8, all outcomes on 32 inputs")
def test_a_coin_passes_60_percent_of_32_inputs_in_one_of_ten_evaluations() -> None:
    assert inputs_tested(8) == 32
    assert Fraction(107, 1000) < chance_of_better_than_random(8) < Fraction(108, 1000)
    # A constant answer is right on 128 of the 256 inputs; the 32 are drawn from these without replacement.
    drawn = sum(comb(128, k) * comb(128, 32 - k) for k in range(20, 33))
    assert Fraction(9, 100) < Fraction(drawn, comb(256, 32)) < Fraction(10, 100)


@corrects("remark-g-better-than-random", evidence="exhaustive", scope="every task of table 1, all outcomes")
def test_from_12_bits_on_60_percent_is_better_than_random() -> None:
    assert Fraction(13, 1000) < chance_of_better_than_random(10) < Fraction(14, 1000)
    for line in TABLE_1:
        if line.d < 12:
            continue
        evaluations = (line.iterations.mean if line.iterations else Fraction(TOTAL_STEPS)) / 10
        assert chance_of_better_than_random(line.d) < Fraction(3, 10**6)
        assert evaluations * chance_of_better_than_random(line.d) < Fraction(1, 100)


@refutes(
    "remark-g-evaluation-grid",
    evidence="exhaustive",
    scope="all triples on the grid, 16 readings, all offsets",
)
def test_the_counts_are_no_means_of_evaluations_10_or_1000_apart() -> None:
    cell = iterations(8, supervised=True)
    assert not any(steps(cell, reading, 10) for reading in (*ONE, *TWO))
    # By hand: three multiples of 10 add up to one; 79 means a sum from 3 * 78.5 to below 3 * 80.
    assert not [total for total in range(0, 1000, 10) if 3 * Fraction(157, 2) <= total < 3 * 80]
    for d, supervised in ((8, True), (8, False), (10, False), (16, True)):
        for offset, reading in product(range(10), (*ONE, *TWO)):
            assert not steps(iterations(d, supervised=supervised), reading, 10, offset)
    assert not any(steps(iterations(14, supervised=False), reading, 1000) for reading in (*ONE, *TWO))


@corrects(
    "remark-g-evaluation-grid", evidence="exhaustive", scope="all 11 counts; spacings from 3 to 100 steps"
)
def test_whole_steps_fit_every_count_and_no_coarse_grid_does() -> None:
    for line in TABLE_1:
        if line.iterations is not None:
            assert any(steps(line.iterations, reading, g) for reading in TWO for g in (1000, 500, 10, 1))
    for d in (8, 16):
        cell = iterations(d, supervised=True)
        for spacing, reading in product(range(3, 101), (*ONE, *TWO)):
            assert not steps(cell, reading, spacing)
    assert any(steps(iterations(32, supervised=True), reading, 10) for reading in TWO)
    for d, supervised in ((64, True), (16, False), (18, False)):
        assert any(steps(iterations(d, supervised=supervised), reading, 1000) for reading in TWO)


@supports("remark-g-supervised-sizes", evidence="exhaustive", scope="the 9 sizes of table 1")
def test_the_filled_cells_are_the_sizes_whose_tree_exists() -> None:
    for d in {line.d for line in TABLE_1}:
        filled = any(line.d == d and line.supervised for line in TABLE_1)
        if filled:
            assert BitSubsetParity(d, tuple(range(d // 2))).num_labels == d // 2 - 1
        else:
            with pytest.raises(InputError, match="power of two"):
                BitSubsetParity(d, tuple(range(d // 2)))


def at_guessing() -> list[int]:
    """Sizes without supervision whose printed accuracy at 100K is nearer to one half than to 60 %."""
    return [line.d for line in TABLE_1 if not line.supervised and line.accuracy.mean < Fraction(55, 100)]


@refutes("remark-g-continued-until-convergence", evidence="exhaustive", scope="all cells of table 1")
def test_three_tasks_never_converged() -> None:
    unreported = [line.d for line in TABLE_1 if line.iterations is None]
    assert unreported == [32, 64, 128]
    assert set(unreported) <= set(at_guessing())


@corrects("remark-g-continued-until-convergence", evidence="exhaustive", scope="all cells of table 1")
def test_two_tasks_were_continued_until_they_converged() -> None:
    late = [line.d for line in TABLE_1 if line.iterations is not None and line.iterations.mean > TOTAL_STEPS]
    assert late == [16, 18]
    assert set(at_guessing()) == {16, 18, 32, 64, 128}


@cache
def two_sided(right: int, answers: int) -> Fraction:
    """The probability that guessing is at least this far from one half, on either side."""
    distance = abs(2 * right - answers)
    return min(Fraction(1), 2 * tail(answers, (answers + distance + 1) // 2))


@supports(
    "remark-g-guessing-at-100k", evidence="exhaustive", scope="five cells; all counts that print as the mean"
)
def test_no_accuracy_at_100k_is_told_from_guessing() -> None:
    chances = {}
    for d in at_guessing():
        cell = row(d, supervised=False).accuracy
        answers = SEEDS * inputs_tested(d)
        # Rounded or cut off: within one in the last digit.
        low, high = ((cell.mean + sign * cell.mean_digit) * answers for sign in (-1, 1))
        counts = [k for k in range(floor(low), ceil(high) + 1) if low < k < high]
        assert counts
        chances[d] = two_sided(max(counts, key=lambda k: abs(2 * k - answers)), answers)
        assert chances[d] > Fraction(1, 100)
    assert min(chances, key=lambda d: chances[d]) == 16
    assert chances[16] < Fraction(5, 100)


@supports(
    "remark-g-almost-perfect-at-128", evidence="exhaustive", scope="all counts of 3072 that print as the mean"
)
def test_99_96_percent_is_one_wrong_answer() -> None:
    cell = row(128, supervised=True).accuracy
    answers = SEEDS * inputs_tested(128)
    wrong = [k for k in range(answers) if cell.mean <= 1 - Fraction(k, answers) < cell.mean + cell.mean_digit]
    rounded = [k for k in range(answers) if abs(1 - Fraction(k, answers) - cell.mean) <= cell.mean_digit / 2]
    assert wrong == [1]
    assert rounded == []
    # Clopper and Pearson: with an error of 0.2 % at most one wrong answer has less than 5 % chance.
    error = Fraction(2, 1000)
    at_most_one = (1 - error) ** answers + answers * error * (1 - error) ** (answers - 1)
    assert at_most_one < Fraction(5, 100)


#: Footnotes 20 and 22: below these many steps a model had no warm-up, or was evaluated every 10 steps.
NO_WARMUP_BELOW, FINE_BELOW = 5_000, 4_000


def counted() -> list[tuple[int, bool, Cell]]:
    return [(line.d, line.supervised, line.iterations) for line in TABLE_1 if line.iterations is not None]


@supports("remark-g-warmup", evidence="symbolic")
def test_no_task_has_runs_on_both_sides_of_5k_with_two_deviations() -> None:
    # None of three numbers is further from their mean than sqrt(2) deviations of the population, which is more than
    # 2/sqrt(3) of the sample: (2/3) of the sum of squares.
    x, y = sp.symbols("x y", real=True)
    squares = x**2 + y**2 + (x + y) ** 2  # three deviations from a mean add up to 0
    assert sp.expand(sp.Rational(2, 3) * squares - (x + y) ** 2 - (x - y) ** 2 / 3) == 0
    below = set()
    for d, supervised, cell in counted():
        nearest = min(
            (cell.mean - cell.mean_digit, cell.mean + cell.mean_digit),
            key=lambda mean: abs(mean - NO_WARMUP_BELOW),
        )
        assert (nearest - NO_WARMUP_BELOW) ** 2 > (cell.spread + cell.spread_digit) ** 2 / 2
        if cell.mean < NO_WARMUP_BELOW:
            below.add((d, supervised))
    assert below == {(8, True), (8, False), (10, False), (12, False), (16, True), (32, True)}


@other_reading("remark-g-warmup", evidence="certificate")
def test_with_one_deviation_12_bits_could_have_had_a_run_above_5k() -> None:
    cell = iterations(12, supervised=False)
    values = (3395, 3396, 5356)
    mean = Fraction(sum(values), 3)
    variance = sum((value - mean) ** 2 for value in values) / 2
    assert abs(mean - cell.mean) <= cell.mean_digit / 2
    assert (
        (cell.spread - cell.spread_digit / 2) ** 2 <= variance <= (cell.spread + cell.spread_digit / 2) ** 2
    )
    assert max(values) > NO_WARMUP_BELOW


@supports("remark-g-warmup", evidence="symbolic")
def test_at_12_bits_some_runs_lie_below_footnote_22_s_threshold_and_some_above() -> None:
    cell = iterations(12, supervised=False)
    assert cell.mean - cell.mean_digit > FINE_BELOW  # so not all below
    # Three numbers of at least 0 with mean a: the sum of squared deviations is at most that of (0, 0, 3a), 6 a^2.
    above = cell.mean + cell.mean_digit - FINE_BELOW
    assert 4 * (6 * above**2) / 2 < (cell.spread - cell.spread_digit) ** 2  # two deviations of the sample


@supports(
    "remark-g-eighteen-bits", evidence="exhaustive", scope="32, 64 and 128 bits; all counts that print so"
)
def test_none_of_the_larger_tasks_is_told_from_guessing() -> None:
    larger = [line for line in TABLE_1 if not line.supervised and line.d > 18]
    assert [line.d for line in larger] == [32, 64, 128]
    for line in larger:
        assert line.iterations is None
        answers = SEEDS * inputs_tested(line.d)
        low, high = ((line.accuracy.mean + sign * line.accuracy.mean_digit) * answers for sign in (-1, 1))
        assert all(two_sided(k, answers) > Fraction(1, 100) for k in range(floor(low), ceil(high) + 1))


@other_reading("remark-g-eighteen-bits", evidence="exhaustive", scope="the six counts without supervision")
def test_what_is_not_learned_in_100k_steps_may_be_learned_later() -> None:
    counts = {d: cell.mean for d, supervised, cell in counted() if not supervised}
    assert {d for d in at_guessing() if d in counts} == {16, 18}
    sizes = sorted(counts)
    growth = min(counts[after] / counts[before] for before, after in pairwise(sizes))
    assert [after - before for before, after in pairwise(sizes)] == [2] * 5
    assert growth > Fraction(9, 2)
    at_32 = counts[18] * growth ** ((32 - 18) // 2)
    assert at_32 > 10**10 > CLAIMED_ITERATIONS_32


@supports("remark-g-greedy-decoding", evidence="symbolic")
def test_sampling_falls_to_guessing_as_the_sequence_grows_and_greedy_does_not() -> None:
    q = sp.Symbol("q", nonnegative=True)
    k = sp.Symbol("k", integer=True, positive=True)
    right = (1 + (1 - 2 * q) ** k) / 2
    # One label more: right if it is right and the rest was, or if both are wrong.
    assert sp.simplify(right.subs(k, 1) - (1 - q)) == 0
    assert sp.simplify(right.subs(k, k + 1) - (right * (1 - q) + (1 - right) * q)) == 0
    # With q between 0 and 1/2 each label more takes something, down to one half.
    shrinking = sp.factor(sp.expand_power_base(right - right.subs(k, k + 1)))
    assert sp.simplify(shrinking - q * (1 - 2 * q) ** k) == 0
    assert sp.limit(right.subs(q, sp.Rational(1, 10)), k, sp.oo) == sp.Rational(1, 2)
    assert [sampled_accuracy(d // 2 - 1, Fraction(1, 10)) > Fraction(99, 100) for d in (8, 128)] == [
        False
    ] * 2


@supports(
    "remark-g-greedy-decoding",
    evidence="exhaustive",
    scope="all patterns of wrong labels at 8, 16 and 32 bits",
)
def test_a_wrong_label_flips_the_answer_and_two_cancel() -> None:
    for d in (8, 16, 32):
        task = BitSubsetParity(d, tuple(range(d // 2)))
        count = task.num_labels
        wrong = (np.arange(1 << count)[:, None] >> np.arange(count) & 1).astype(np.uint8)
        tokens = np.zeros((len(wrong), d), dtype=np.uint8)
        for gate, flipped in zip(task.gates, wrong.T, strict=True):
            label = gate.evaluate(tokens) ^ flipped  # fed back, as at test time
            tokens = np.concatenate([tokens, label[:, None]], axis=1)
        truth = task.labels(np.zeros((1, d), dtype=np.uint8))[0, -1]
        odd = wrong.sum(axis=1) % 2
        assert np.array_equal(tokens[:, -1] != truth, odd == 1)
        # So the chance of the right answer is that of an even number of errors, term by term.
        error = Fraction(1, 5)
        even = sum(comb(count, j) * error**j * (1 - error) ** (count - j) for j in range(0, count + 1, 2))
        assert even == sampled_accuracy(count, error)


@other_reading("remark-g-greedy-decoding", evidence="certificate")
def test_where_the_wrong_label_is_likelier_sampling_is_better() -> None:
    error = Fraction(3, 5)
    greedy = Fraction(int(error < Fraction(1, 2)))  # one label, the likelier taken
    assert greedy < sampled_accuracy(1, error) == 1 - error
