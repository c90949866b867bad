"""Appendix G: what the printed tables can and cannot mean, in whole numbers."""

from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement, pairwise, product
from math import ceil, comb, floor, pi, sqrt, tan

import numpy as np
import pytest
import sympy as sp

from theory.errors import InputError
from theory.ledger import corrects, follows, other_reading, refutes, supports
from theory.reported.decoding import sampled_accuracy
from theory.reported.feasibility import Reading, matching_sample, readings
from theory.reported.table_1 import SEEDS_PER_CELL as SEEDS
from theory.reported.table_1 import TABLE_1, TOTAL_STEPS, Cell, inputs_tested, row
from theory.reported.table_2 import TABLE_2, grid
from theory.reported.training_lengths import CLAIMED_ITERATIONS_32, LONGER_ITERATIONS
from theory.results.chance import LEVEL, PAPER_ACCURACY, better_than_random, beyond_chance, tail
from theory.results.exponents import slope_with_error
from theory.results.intervals import CONFIDENCE, binomial_interval, mean_interval
from theory.tasks.parity import BitSubsetParity

ONE, TWO = tuple(readings(1)), tuple(readings(2))


def accuracies(cell: Cell, d: int, reading: Reading) -> bool:
    return matching_sample(cell, reading, Fraction(1, inputs_tested(d)), largest=Fraction(1)) is not None


def steps(cell: Cell, reading: Reading, spacing: int, offset: int = 0) -> bool:
    return matching_sample(cell, reading, Fraction(spacing), offset=Fraction(offset)) is not None


def iterations(d: int, *, supervised: bool) -> Cell:
    cell = row(d, supervised=supervised).iterations
    assert cell is not None
    return cell


def as_printed(line) -> str:
    counts = str(line.iterations) if line.iterations else "more than 100K"
    return f"{line.d} bits, {'with' if line.supervised else 'without'}: {line.accuracy}; {counts}"


@refutes("table-1", evidence="exhaustive")
def test_the_cells_are_those_of_the_paper(claim, over):
    said = claim("table-1").statement
    assert [as_printed(line) for line in over(line=TABLE_1)] == said.cells
    assert (said.step, said.seeds) == (TOTAL_STEPS, SEEDS)
    assert Fraction(said.threshold, 100) == PAPER_ACCURACY


def near_triples(cell: Cell, inputs: int):
    """All triples of whole numbers whose mean is the printed one within a digit."""
    window = range(inputs - 8, inputs + 1)
    for triple in combinations_with_replacement(window, 3):
        if abs(Fraction(sum(triple), 3 * inputs) - cell.mean) <= cell.mean_digit:
            yield triple


def variance(values, divisor: int) -> Fraction:
    mean = Fraction(sum(values), len(values))
    return sum((value - mean) ** 2 for value in values) / divisor


@refutes("table-1", "remark-g-two-or-one-deviation", evidence="exhaustive")
def test_three_tests_do_not_have_two_deviations_as_small_as_printed(claim, over):
    said, case = claim("table-1").statement, claim("table-1").counterexample
    text = claim("remark-g-two-or-one-deviation")
    assert text.counterexample.size == case.d
    for d, supervised in over(d=(case.d,), supervised=(True,)):
        cell = row(d, supervised=supervised).accuracy
        assert not any(accuracies(cell, d, reading) for reading in readings(said.deviations))
    cell = row(case.other, supervised=False).accuracy
    assert not any(accuracies(cell, case.other, reading) for reading in readings(case.deviations))
    assert text.statement.caption == text.counterexample.not_two == said.deviations == case.deviations
    assert case.inputs == inputs_tested(case.d)
    # Independently of the search: all triples that have the printed mean within one digit.
    cell = row(case.d, supervised=True).accuracy
    percent = 100
    assert (cell.mean, cell.spread) == (case.mean / percent, case.spread / percent)
    assert text.counterexample.small == case.spread
    near = list(near_triples(cell, case.inputs))
    assert case.triple in near
    least = min(variance(triple, 3) for triple in near)
    assert least == variance(case.triple, 3)
    for divisor in (2, 3):
        # Four variances against the square of the printed spread and a digit: no root is needed.
        square = case.deviations**2 * variance(case.triple, divisor) / case.inputs**2
        assert square > (cell.spread + cell.spread_digit) ** 2
        limit = {3: case.smallest, 2: case.largest}[divisor]
        digit = Fraction(1, 1000)
        # The printed limits enclose both deviations and no narrower limits of three digits do.
        inner = limit + digit if divisor == 3 else limit - digit
        between = sorted((limit, inner))
        assert (between[0] / percent) ** 2 < square < (between[1] / percent) ** 2


def prints(values, cell: Cell, reading: Reading) -> bool:
    """Whether three values have the mean and the spread of a cell, digits cut off or rounded either way at a tie."""
    mean, square = (
        Fraction(sum(values), 3),
        reading.deviations**2 * variance(values, 2 if reading.sample else 3),
    )
    fits = []
    for printed, digit, cut, power, value in (
        (cell.mean, cell.mean_digit, reading.truncated_mean, 1, mean),
        (cell.spread, cell.spread_digit, reading.truncated_spread, 2, square),
    ):
        low, high = (printed, printed + digit) if cut else (printed - digit / 2, printed + digit / 2)
        fits.append(max(low, 0) ** power <= value <= high**power and not (cut and value == high**power))
    return all(fits)


def plain(mean: str, spread: str) -> Cell:
    """A cell without units."""
    return Cell(mean, Fraction(1), spread, Fraction(1))


def cell_of(values) -> Cell:
    """Three values as a cell, two deviations of the sample, rounded to hundredths."""
    return plain(f"{float(sum(values)) / 3:.2f}", f"{2 * sqrt(variance(values, 2)):.2f}")


@corrects("table-1", evidence="exhaustive")
def test_the_search_for_three_values_finds_them_wherever_there_are_some(over):
    """Against all triples on coarse grids, shifted and limited; a cell that nothing gives is among them."""
    assert Reading(2, True) == Reading(2, True, False, False)
    outcomes = set()
    seventh, tenths = Fraction(1, 7), Fraction(3, 10)
    cases = [(plain(mean, spread), Fraction(mean) / 3, -1) for mean, spread in (("1", "0.8"), ("5.0", "2.6"))]
    for three in ((0, 0, 1), (0, 2, 5), (2, 3, 9)):
        cases.append((cell_of([seventh * k for k in three]), seventh, -seventh / 2))
    # values at the ends of what a cell admits: all zero, and two deviations or a mean that end it exactly
    for mean, spread in (("0.0", "0.0"), ("0.3", "0.5"), ("0.14", "0.6")):
        cases.append((plain(mean, spread), tenths, -tenths / 2))
    cases.append((plain("0.75", "1"), Fraction(3, 4), Fraction(-3, 8)))
    for (cell, spacing, shift), shifted in over(case=cases, shifted=(False, True)):
        offset = shift if shifted else Fraction(0)
        sums = {k for k in range(46) if abs(3 * offset + spacing * k - 3 * cell.mean) <= 3 * cell.mean_digit}
        three = [k for k in combinations_with_replacement(range(16), 3) if sum(k) in sums]
        near = [[offset + spacing * k for k in places] for places in three]
        for reading, largest in product(readings(2), (None, cell.mean * 3 / 2, Fraction(6, 7))):
            allowed = [t for t in near if (largest is None or t[2] <= largest) and prints(t, cell, reading)]
            found = matching_sample(cell, reading, spacing, largest=largest, offset=Fraction(offset))
            outcomes.add(found is None)
            assert (found is None) == (not allowed)
            if found is not None:
                assert [offset + spacing * k for k in found.values] in allowed
    assert outcomes == {True, False}


@corrects("table-1", evidence="exhaustive")
def test_one_deviation_fits_each_accuracy_and_two_fit_each_count(claim, over):
    said = claim("table-1").correction
    kinds = set()
    for line in over(line=TABLE_1):
        fitting = {r.sample for r in readings(said.one) if accuracies(line.accuracy, line.d, r)}
        assert fitting
        kinds.add(frozenset(fitting))
        if line.iterations is not None:
            limit = Fraction(said.limit) if line.d == said.d else None
            reading = Reading(said.two, sample=True, truncated_mean=True, truncated_spread=True)
            # Whole steps; multiples of 1000 are tried first, where there are fewer to try.
            found = (
                matching_sample(line.iterations, reading, Fraction(g), largest=limit)
                for g in (1000, 500, 10, 1)
            )
            assert any(sample is not None for sample in found)
    # Some cells fit the sample's deviation only, others the population's only.
    assert {frozenset({True}), frozenset({False})} <= kinds


@corrects("table-1", evidence="exhaustive")
def test_no_single_convention_fits_all_accuracies(claim, over):
    said = claim("table-1").correction
    assert said.deviations == [said.one, said.two]
    for reading in over(reading=[r for k in said.deviations for r in readings(k)]):
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
def test_counts_below_2m_do_not_have_one_deviation_as_large_as_printed_at_18_bits(claim, over):
    # A convex function on a polytope is largest at a vertex, and those are the triples tried.
    over.every("three numbers from 0 to the limit with the printed mean", real=True)
    said, case = claim("table-1").correction, claim("remark-g-two-or-one-deviation").counterexample
    assert (case.d, case.limit) == (said.d, said.limit) == (18, LONGER_ITERATIONS[18])
    assert case.not_one == said.fits_not == claim("remark-g-two-or-one-deviation").statement.text
    cell = iterations(case.d, supervised=False)
    assert cell.spread == case.spread
    for mean in (cell.mean - cell.mean_digit, cell.mean + cell.mean_digit):
        largest = largest_deviation_squared(mean, Fraction(case.limit))
        assert largest * case.not_one**2 < (cell.spread - cell.spread_digit) ** 2
        assert largest * said.fits_not**2 < (cell.spread - cell.spread_digit) ** 2
        assert largest * said.fits**2 > cell.spread**2
        # Printed with the next larger number of deviations the limit would not decide.
        assert largest * (case.not_one + 1) ** 2 > cell.spread**2


@corrects("remark-g-two-or-one-deviation", evidence="certificate")
@corrects("table-1", evidence="certificate")
def test_two_deviations_fit_18_bits_and_one_fits_128(claim):
    said, limit = claim("remark-g-two-or-one-deviation").correction, claim("table-1").correction
    assert said.iterations == limit.fits
    cell = iterations(said.d, supervised=False)
    two = matching_sample(
        cell, Reading(said.iterations, sample=True), Fraction(1000), largest=Fraction(limit.limit)
    )
    assert two is not None
    steps_taken = [1000 * value for value in two.values]
    assert max(steps_taken) <= limit.limit
    assert abs(Fraction(sum(steps_taken), 3) - cell.mean) <= cell.mean_digit / 2
    low, high = cell.spread - cell.spread_digit / 2, cell.spread + cell.spread_digit / 2
    assert low**2 <= said.iterations**2 * variance(steps_taken, 2) <= high**2
    accuracy = row(said.size, supervised=True).accuracy
    mean = Fraction(sum(said.triple), 3 * said.inputs)
    assert accuracy.mean <= mean < accuracy.mean + accuracy.mean_digit  # cut off
    square = said.accuracies**2 * variance(said.triple, 2) / said.inputs**2
    assert (accuracy.spread - accuracy.spread_digit / 2) ** 2 <= square
    assert square < (accuracy.spread + accuracy.spread_digit / 2) ** 2
    assert said.inputs == inputs_tested(said.size)


@supports("table-2", evidence="exhaustive")
def test_the_settings_are_12_times_3_and_the_sets_fit(claim, over):
    said, read = claim("table-2").statement, claim("table-2").reading
    sizes = ("Validation Size", "Test Size")
    assert [f"{k}: {', '.join(v)}" for k, v in TABLE_2.items() if k not in sizes] == said.settings
    settings = grid()
    assert len({tuple(sorted(setting.items())) for setting in settings}) == len(settings)
    assert read.seeds == SEEDS == len(TABLE_2["Dataset Seed"])
    assert len(settings) == read.combinations * read.seeds
    exactly = set()
    for d in over(d=sorted({*range(2, 21), *(line.d for line in TABLE_1)})):
        data = read.all(d=d)
        assert said.size(data=data) == inputs_tested(d) == min(1024, 2**d // 8)
        training = data - 2 * said.size(data=data)
        assert training >= read.left * read.all(d=d)
        if training == read.left * read.all(d=d):
            exactly.add(d)
        assert read.all(d=d) == 2**d
    assert max(exactly) == read.last


def chance_of_better_than_random(d: int) -> Fraction:
    """Of more than 60 % right in one evaluation by tossing a coin for every validation input."""
    return better_than_random(inputs_tested(d), 1).once


def coin(inputs: int, share: Fraction) -> Fraction:
    """The same, by counting."""
    passing = range(floor(share * inputs) + 1, inputs + 1)
    return Fraction(sum(comb(inputs, k) for k in passing), 2**inputs)


@follows("remark-g-better-than-random", evidence="exhaustive")
def test_a_coin_passes_60_percent_of_32_inputs_in_one_of_ten_evaluations(claim, over):
    case, percent = claim("remark-g-better-than-random").consequence, Fraction(1, 100)
    assert case.share == PAPER_ACCURACY * 100
    for d in over(d=(case.d,)):
        assert inputs_tested(d) == case.inputs
        chance = coin(case.inputs, case.share * percent)
        assert chance == chance_of_better_than_random(d)
        for evaluations in (1, 3, 10):
            found = better_than_random(case.inputs, evaluations)
            assert found.independent == 1 - (1 - chance) ** evaluations <= found.at_most
            assert found.at_most == min(1, sum([chance] * evaluations))  # attained by disjoint events
            # beyond chance at an evaluation: all shares of the level, 1/2 + 1/6 + 1/12 + ..., add up to it
            level = chance / (Fraction(1, evaluations) - Fraction(1, evaluations + 1))
            right = floor(case.share * percent * case.inputs) + 1
            assert beyond_chance(right, case.inputs, evaluations, level)
            assert not beyond_chance(right, case.inputs, evaluations, level * (1 - percent))
        assert case.coin * percent < chance < (case.coin + Fraction(1, 10)) * percent
        # A constant answer is right on half of all inputs; the validation inputs are drawn without replacement.
        half = 2**d // 2
        passing = range(floor(case.share * percent * case.inputs) + 1, case.inputs + 1)
        drawn = sum(comb(half, k) * comb(half, case.inputs - k) for k in passing)
        assert (
            case.constant * percent < Fraction(drawn, comb(2**d, case.inputs)) < (case.constant + 1) * percent
        )


@other_reading("remark-g-better-than-random", evidence="exhaustive")
def test_the_intervals_of_an_error_and_of_a_mean_over_seeds_are_those_of_their_tails(over):
    """Clopper and Pearson's by the two binomial tails, Student's by its distribution for 2 and 3 values."""

    def tails(wrong, inputs, p):
        ways = [comb(inputs, k) * p**k * (1 - p) ** (inputs - k) for k in range(inputs + 1)]
        return sum(ways[wrong:]), sum(ways[: wrong + 1])

    for wrong, inputs in over(counted=((0, 8), (3, 10), (10, 10), (1, 32))):
        found = binomial_interval(wrong, inputs)
        missed = [tails(wrong, inputs, found.low)[0], tails(wrong, inputs, found.high)[1]]
        assert missed == pytest.approx([0.025 if wrong else 1, 0.025 if wrong < inputs else 1])
        assert (found.low > 0, found.high < 1) == (wrong > 0, wrong < inputs)
        assert 0 <= found.low < found.high <= 1
    # with 2 degrees of freedom P[|t| < x] = x / sqrt(2 + x^2), with one (2/pi) arctan x
    for values, half in (([1, 2, 3], sqrt(2 / 3 * 0.95**2 / (1 - 0.95**2))), ([1, 3], tan(pi * 0.95 / 2))):
        found = mean_interval([float(v) for v in values])
        assert (found.low, found.high) == pytest.approx((2 - half, 2 + half))
    # residuals 1/6, -1/3 and 1/6 with one degree of freedom, and 2 for the squared deviations of x
    assert slope_with_error([0, 1, 2], [0, 1, 3]) == pytest.approx((3 / 2, sqrt(1 / 6 / 2)))
    with pytest.raises(InputError, match="it takes 3 finite points"):
        slope_with_error([0, 1], [0, 1])


def one_digit_above(chance: Fraction) -> Fraction:
    """The least number of one digit that is not smaller."""
    power = Fraction(1)
    while power > chance:
        power /= 10
    return ceil(chance / power) * power


@follows("remark-g-better-than-random", evidence="exhaustive")
def test_at_10_bits_60_percent_is_passed_by_chance(claim, over):
    said, percent = claim("remark-g-better-than-random").consequence, Fraction(1, 100)
    for d in over(d=(said.ten,)):
        chance = chance_of_better_than_random(d)
        assert said.low * percent < chance < said.high * percent
        tenth = Fraction(1, 1000)
        assert said.low * percent == floor(chance / tenth) * tenth
        assert said.high * percent == ceil(chance / tenth) * tenth


@supports("remark-g-better-than-random", evidence="exhaustive")
def test_from_12_bits_on_60_percent_is_better_than_random(claim, over):
    said, sizes = claim("remark-g-better-than-random").reading, sorted({line.d for line in TABLE_1})
    assert claim("remark-g-better-than-random").statement.threshold == PAPER_ACCURACY * 100
    unproved = [d for d in sizes if coin(inputs_tested(d), PAPER_ACCURACY) * TOTAL_STEPS / int(FINE) > 1]
    assert [d for d in range(max(sizes)) if not said.least(d=d)] == list(range(max(unproved) + 2))
    largest, union = Fraction(0), Fraction(0)
    for line in over(line=[line for line in TABLE_1 if said.least(d=line.d)]):
        evaluations = (
            SEEDS * (line.iterations.mean if line.iterations else Fraction(TOTAL_STEPS)) / said.every
        )
        chance = coin(inputs_tested(line.d), PAPER_ACCURACY)
        assert chance < said.once
        assert evaluations * chance < said.run
        largest, union = max(largest, chance), max(union, evaluations * chance)
    # To one digit no smaller bound is true.
    assert (said.once, said.run) == (one_digit_above(largest), one_digit_above(union))
    assert said.every == int(FINE)


#: Footnote 22's finer grid, in steps.
FINE = "10"


@refutes("remark-g-evaluation-grid", evidence="exhaustive")
def test_the_counts_are_no_means_of_evaluations_10_or_1000_apart(claim, over):
    said, case = claim("remark-g-evaluation-grid").statement, claim("remark-g-evaluation-grid").counterexample
    cell = iterations(case.d, supervised=True)
    assert str(cell).split(" ")[0] == case.count == case.with_supervision[0]
    assert case.step == said.fine
    assert (said.coarse, said.fine) == (1000, int(FINE))
    # By hand: three multiples of the step add up to one; the count is printed, cut off or rounded.
    totals = range(0, 1000, case.step)
    assert not [t for t in totals if 3 * (cell.mean - Fraction(1, 2)) <= t < 3 * (cell.mean + 1)]
    fine = [(text, True) for text in case.with_supervision] + [(text, False) for text in case.without]
    found = {(str(c).split(" ")[0], s): c for _, s, c in counted() if c.mean < said.below}
    for text, supervised in fine:
        for offset, reading in over(offset=range(said.fine), reading=(*ONE, *TWO)):
            assert not steps(found[text, supervised], reading, said.fine, offset)
    named_counts = {str(c).split(" ")[0]: c for _, _, c in counted()}
    for text in (*case.coarse_counts, case.neither):
        assert named_counts[text].mean > said.below
        assert not any(steps(named_counts[text], reading, said.coarse) for reading in (*ONE, *TWO))
    assert not any(steps(named_counts[case.neither], reading, said.fine) for reading in (*ONE, *TWO))
    assert said.below == FINE_BELOW


@corrects("remark-g-evaluation-grid", evidence="exhaustive")
def test_whole_steps_fit_every_count_and_no_coarse_grid_does(claim, over):
    said = claim("remark-g-evaluation-grid").correction
    assert said.deviations == claim("table-1").statement.deviations
    for line in TABLE_1:
        if line.iterations is not None:
            fitting = readings(said.deviations)
            assert any(steps(line.iterations, reading, g) for reading in fitting for g in (1000, 500, 10, 1))
    spacings = [g for g in range(1, 120) if said.spacing(g=g)]
    for d, spacing in over(d=said.sizes, spacing=spacings):
        assert not any(steps(iterations(d, supervised=True), reading, spacing) for reading in (*ONE, *TWO))
    # One spacing more on either side is possible for one of the two.
    beyond = (spacings[0] - 1, spacings[-1] + 1)
    assert beyond == (2, 101)
    printed = claim("remark-g-evaluation-grid").statement
    fitting = {printed.fine: set(), printed.coarse: set()}
    for d, supervised, cell in counted():
        step = printed.fine if cell.mean < said.below else printed.coarse
        if any(steps(cell, reading, step) for reading in TWO):
            fitting[step].add(f"{d} bits, {'with' if supervised else 'without'}")
    assert said.below == printed.below
    for names, step in ((said.fits_fine, said.ten), (said.fits_coarse, said.thousand)):
        assert set(names) == fitting[step]
    assert (said.ten, said.thousand) == (int(FINE), 1000)
    assert len(said.sizes) == 2 and set(said.sizes) <= {d for d, supervised, _ in counted() if supervised}


@supports("remark-g-supervised-sizes", evidence="exhaustive")
def test_the_filled_cells(claim, over):
    said = claim("remark-g-supervised-sizes").statement
    filled = {line.d for line in TABLE_1 if line.supervised}
    sizes = list(over(d=sorted({line.d for line in TABLE_1})))
    assert [d for d in sizes if d in filled] == said.filled
    assert [d for d in sizes if d not in filled] == said.blank


@follows("remark-g-supervised-sizes", evidence="exhaustive")
def test_the_filled_cells_are_the_sizes_that_section_5_assumes(over):
    for d in over(d=sorted({line.d for line in TABLE_1})):
        if any(line.d == d and line.supervised for line in TABLE_1):
            assert BitSubsetParity(d, tuple(range(d // 2))).num_labels == d // 2 - 1
        else:
            with pytest.raises(InputError, match="power of two"):
                BitSubsetParity(d, tuple(range(d // 2)))


def at_guessing() -> list[int]:
    """Sizes without supervision whose printed accuracy at 100K is nearer to one half than to 60 %."""
    return [line.d for line in TABLE_1 if not line.supervised and line.accuracy.mean < Fraction(55, 100)]


@refutes("remark-g-continued-until-convergence", evidence="exhaustive")
def test_three_tasks_never_converged(claim, over):
    said = claim("remark-g-continued-until-convergence")
    assert said.statement.step == TOTAL_STEPS
    unreported = [line.d for line in over(line=TABLE_1) if line.iterations is None]
    assert unreported == said.counterexample.unreported
    assert set(unreported) <= set(at_guessing())


@corrects("remark-g-continued-until-convergence", evidence="exhaustive")
def test_two_tasks_were_continued_until_they_converged(claim, over):
    said = claim("remark-g-continued-until-convergence").correction
    counts = [line for line in over(line=TABLE_1) if line.iterations is not None]
    assert [line.d for line in counts if line.iterations.mean > said.step] == said.continued
    assert at_guessing() == said.guessing
    assert said.step == TOTAL_STEPS


@cache
def two_sided(right: int, answers: int) -> Fraction:
    """The probability that guessing is at least this far from one half, on either side."""
    distance = abs(2 * right - answers)
    return min(Fraction(1), 2 * tail(answers, (answers + distance + 1) // 2))


def least_chance(d: int) -> Fraction:
    """The least probability of guessing among the counts that print as the cell without supervision."""
    cell = row(d, supervised=False).accuracy
    answers = SEEDS * inputs_tested(d)
    # Rounded or cut off: within one in the last digit.
    low, high = ((cell.mean + sign * cell.mean_digit) * answers for sign in (-1, 1))
    counts = [k for k in range(floor(low), ceil(high) + 1) if low < k < high]
    return two_sided(max(counts, key=lambda k: abs(2 * k - answers)), answers)


@supports("remark-g-guessing-at-100k", evidence="exhaustive")
def test_no_accuracy_at_100k_is_told_from_guessing(claim, over):
    said, read = claim("remark-g-guessing-at-100k").statement, claim("remark-g-guessing-at-100k").reading
    assert said.step == TOTAL_STEPS
    chances = {d: least_chance(d) for d in over(d=said.sizes)}
    assert list(chances) == at_guessing()
    assert len(chances) == read.looked_at
    assert min(chances.values()) > read.level
    assert min(chances, key=lambda d: chances[d]) == read.nearest
    assert chances[read.nearest] < read.below
    # The next hundredth would be wrong; the level is that share of it that each of so many cells may have.
    assert chances[read.nearest] > read.below - Fraction(1, 100)
    assert read.level == read.below / read.looked_at == LEVEL
    assert {SEEDS * inputs_tested(d) for d in said.sizes} == {read.answers}


@supports("remark-g-almost-perfect-at-128", evidence="exhaustive")
def test_99_96_percent_is_one_wrong_answer(claim, over):
    said, read = (
        claim("remark-g-almost-perfect-at-128").statement,
        claim("remark-g-almost-perfect-at-128").reading,
    )
    cell = row(said.d, supervised=True).accuracy
    assert cell.mean * 100 == read.mean
    answers = SEEDS * inputs_tested(said.d)
    assert answers == read.answers
    every = list(over(wrong=range(answers)))
    wrong = [k for k in every if cell.mean <= 1 - Fraction(k, answers) < cell.mean + cell.mean_digit]
    rounded = [k for k in every if abs(1 - Fraction(k, answers) - cell.mean) <= cell.mean_digit / 2]
    assert wrong == [read.wrong]
    assert rounded == []

    def chance_of_at_most(k: int, error: Fraction) -> Fraction:
        return sum(
            (comb(answers, j) * error**j * (1 - error) ** (answers - j) for j in range(k + 1)), Fraction(0)
        )

    # Clopper and Pearson, one side: with that error so few wrong answers are rare, and with no smaller one of a digit.
    rare = 1 - Fraction(read.confidence, 100)
    digit = Fraction(1, 1000)
    errors = [k * digit for k in range(10) if chance_of_at_most(read.wrong, k * digit) < rare]
    assert min(errors) == read.error
    assert rare == Fraction(str(round(1 - CONFIDENCE, 9)))


#: Footnotes 20 and 22: below these many steps a model had no warm-up, or was evaluated every 10 steps.
NO_WARMUP_BELOW, FINE_BELOW = 5_000, 4_000


def counted() -> list[tuple[int, bool, Cell]]:
    return [(line.d, line.supervised, line.iterations) for line in TABLE_1 if line.iterations is not None]


@supports("remark-g-warmup", evidence="exhaustive")
def test_no_task_has_runs_on_both_sides_of_5k_with_two_deviations(claim, over):
    said, read = claim("remark-g-warmup").statement, claim("remark-g-warmup").reading
    assert (said.below, said.warmup) == (NO_WARMUP_BELOW, int(TABLE_2["Warmup Steps"][0]))
    # None of three numbers is further from their mean than sqrt(2) deviations of the population, which is more than
    # 2/sqrt(3) of the sample: (2/3) of the sum of squares.
    x, y = sp.symbols("x y", real=True)
    squares = x**2 + y**2 + (x + y) ** 2  # three deviations from a mean add up to 0
    assert sp.expand(sp.Rational(2, 3) * squares - (x + y) ** 2 - (x - y) ** 2 / 3) == 0
    below = set()
    for d, supervised, cell in over(cell=counted()):
        nearest = min(
            (cell.mean - cell.mean_digit, cell.mean + cell.mean_digit),
            key=lambda mean: abs(mean - said.below),
        )
        # (nearest - limit)^2 > 2 sigma^2 with the printed spread being two sigma.
        assert (nearest - said.below) ** 2 * read.two**2 > 2 * (cell.spread + cell.spread_digit) ** 2
        if cell.mean < said.below:
            below.add(f"{d} bits, {'with' if supervised else 'without'}")
    assert below == set(read.all_below)
    assert read.two == claim("table-1").statement.deviations


@other_reading("remark-g-warmup", evidence="certificate")
def test_with_one_deviation_12_bits_could_have_had_a_run_above_5k(claim):
    said, read = claim("remark-g-warmup").statement, claim("remark-g-warmup").reading
    cell = iterations(read.d, supervised=False)
    assert abs(Fraction(sum(read.triple), 3) - cell.mean) <= cell.mean_digit / 2
    square = read.one**2 * variance(read.triple, 2)
    assert (cell.spread - cell.spread_digit / 2) ** 2 <= square <= (cell.spread + cell.spread_digit / 2) ** 2
    assert min(read.triple) < said.below < max(read.triple)
    # No run of such a triple could have been longer.
    low, high = (3 * (cell.mean + sign * cell.mean_digit / 2) for sign in (-1, 1))
    triples = (
        (total - b - c, b, c)
        for total in range(ceil(low), floor(high) + 1)
        for c in range(max(read.triple) - 20, max(read.triple) + 20)
        for b in range((total - c) // 2, (total - c) // 2 + 3)
    )
    widest = (cell.spread + cell.spread_digit / 2) ** 2
    fitting = [t for t in triples if t == tuple(sorted(t)) and read.one**2 * variance(t, 2) <= widest]
    assert max(tuple(reversed(triple)) for triple in fitting) == tuple(reversed(read.triple))


@other_reading("remark-g-warmup", evidence="symbolic")
def test_at_12_bits_some_runs_lie_below_footnote_22_s_threshold_and_some_above(claim, over):
    read = claim("remark-g-warmup").reading
    over.every("three numbers from 0 with the printed mean", real=True)
    cell = iterations(read.size, supervised=False)
    assert read.other == claim("remark-g-evaluation-grid").statement.below == FINE_BELOW
    assert cell.mean - cell.mean_digit > read.other  # so not all below
    # Three numbers above the threshold by a on average: the sum of squared deviations is at most that of (0, 0, 3a).
    above = cell.mean + cell.mean_digit - read.other
    assert 4 * (6 * above**2) / 2 < (cell.spread - cell.spread_digit) ** 2  # two deviations of the sample


@supports("remark-g-eighteen-bits", evidence="exhaustive")
def test_none_of_the_larger_tasks_is_told_from_guessing(claim, over):
    said, read = claim("remark-g-eighteen-bits").statement, claim("remark-g-eighteen-bits").reading
    larger = [line for line in TABLE_1 if not line.supervised and line.d > said.d]
    assert [line.d for line in larger] == read.larger
    for line in over(line=larger):
        assert line.iterations is None
        assert least_chance(line.d) > read.level
    assert read.steps == TOTAL_STEPS
    # The largest size that the paper has learned without supervision.
    assert max(d for d, supervised, _ in counted() if not supervised) == said.d
    assert read.level == claim("remark-g-guessing-at-100k").reading.level


@other_reading("remark-g-eighteen-bits", evidence="exhaustive")
def test_what_is_not_learned_in_100k_steps_may_be_learned_later(claim, over):
    read = claim("remark-g-eighteen-bits").reading
    counts = {d: cell.mean for d, supervised, cell in counted() if not supervised}
    assert [d for d in at_guessing() if d in counts] == read.later
    sizes = list(over(d=sorted(counts)))
    growth = min(counts[after] / counts[before] for before, after in pairwise(sizes))
    assert [after - before for before, after in pairwise(sizes)] == [2] * 5
    assert read.growth < growth < read.growth + Fraction(1, 10)
    at_far = counts[sizes[-1]] * growth ** ((read.far - sizes[-1]) // 2)
    assert at_far > read.needed > read.run == CLAIMED_ITERATIONS_32
    assert at_far < 10 * read.needed
    assert read.far == min(d for d in at_guessing() if d not in counts)
    assert read.needed == 10 ** (len(str(read.needed)) - 1)


@supports("remark-g-greedy-decoding", evidence="symbolic")
def test_sampling_falls_to_guessing_as_the_sequence_grows_and_greedy_does_not(claim, over):
    read = claim("remark-g-greedy-decoding").reading
    q = over.symbols("q", nonnegative=True)
    k = over.symbols("k", integer=True, positive=True)
    right = read.right(q=q, k=k)
    # One label more: right if it is right and the rest was, or if both are wrong.
    assert sp.simplify(right.subs(k, 1) - (1 - q)) == 0
    assert sp.simplify(right.subs(k, k + 1) - (right * (1 - q) + (1 - right) * q)) == 0
    # With q between 0 and 1/2 each label more takes something, down to one half.
    shrinking = sp.factor(sp.expand_power_base(right - right.subs(k, k + 1)))
    assert sp.simplify(shrinking - q * (1 - 2 * q) ** k) == 0
    assert sp.limit(right.subs(q, sp.Rational(1, 10)), k, sp.oo) == read.limit
    assert sampled_accuracy(7, Fraction(1, 10)) == read.right(q=Fraction(1, 10), k=7)
    assert sp.limit(right.subs(q, 0), k, sp.oo) == 1  # so that an error of 0 is left out
    for error, holds in (
        (0, False),
        (Fraction(1, 100), True),
        (Fraction(49, 100), True),
        (Fraction(1, 2), False),
    ):
        assert read.error(q=error) is holds


@supports("remark-g-greedy-decoding", evidence="exhaustive")
def test_a_wrong_label_flips_the_answer_and_two_cancel(claim, over):
    read = claim("remark-g-greedy-decoding").reading
    for d in over(d=(8, 16, 32)):
        task = BitSubsetParity(d, tuple(range(d // 2)))
        count = task.num_labels
        assert count == read.labels(d=d)
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
        assert even == read.right(q=error, k=count) == sampled_accuracy(count, error)


@other_reading("remark-g-greedy-decoding", evidence="certificate")
def test_where_the_wrong_label_is_likelier_sampling_is_better(claim):
    read = claim("remark-g-greedy-decoding").reading
    error = Fraction(3, 5)
    assert (
        read.preferred(q=error)
        and not read.preferred(q=Fraction(1, 2))
        and not read.preferred(q=Fraction(2, 5))
    )
    greedy = Fraction(int(error < Fraction(1, 2)))  # one label, the likelier taken
    assert greedy < sampled_accuracy(1, error) == 1 - error == read.sampled(q=error)


def parameters(
    layers: int, hidden: int, inner: int, embedded: int, norms: int = 1, pooler: bool = False
) -> int:
    """The parameters of a Transformer: attention, feed-forward net and two norms a layer; embeddings; norms outside."""
    attention = 4 * (hidden * hidden + hidden)
    feed_forward = hidden * inner + inner + inner * hidden + hidden
    layer = attention + feed_forward + 2 * 2 * hidden
    return layers * layer + embedded * hidden + norms * 2 * hidden + pooler * (hidden * hidden + hidden)


@supports("remark-g-bert-base", evidence="exhaustive")
def test_the_sizes_are_those_of_bert_base_and_the_embedding_is_not(claim, over):
    said, read = claim("remark-g-bert-base").statement, claim("remark-g-bert-base").reading
    printed = [
        int(TABLE_2[name][0])
        for name in over(row=("Number of Layers", "Hidden Size", "FFN Inner Hidden Size"))
    ]
    assert printed == [said.layers, said.hidden, said.inner]
    assert read.ratio * said.hidden == said.inner
    # The label of a sequence of bits is a bit: two tokens.
    assert said.vocabulary == len(
        np.unique(BitSubsetParity(8, (0, 1, 2, 3)).labels(np.eye(8, dtype=np.uint8)))
    )
    sizes = (said.layers, said.hidden, said.inner)
    assert parameters(*sizes, embedded=said.vocabulary) == read.parameters
    # BERT-base: words, positions and two segments, a norm on them and none at the end, and a pooler.
    assert parameters(*sizes, embedded=read.words + read.positions + 2, pooler=True) == read.bert


@supports("remark-g-argmax", evidence="exhaustive")
def test_with_sub_tasks_the_answer_reads_labels_that_are_no_inputs(over):
    for d in over(d=(8, 16, 32, 64, 128)):
        task = BitSubsetParity(d, tuple(range(d // 2)))
        reads_a_label = [any(column >= d for column in gate.inputs) for gate in task.gates]
        assert reads_a_label[-1]  # the answer's gate
        assert task.sequence_length > d
        assert not reads_a_label[
            0
        ]  # the first label needs one pass over the inputs, as the answer does end to end


@supports("remark-g-tie-breaking", evidence="symbolic")
def test_a_finite_margin_leaves_a_loss_also_where_every_answer_is_right(claim, over):
    read = claim("remark-g-tie-breaking").reading
    m = over.symbols("m", real=True)
    loss = read.loss(m=m)
    assert sp.simplify(sp.exp(loss) - 1 - sp.exp(-m)) == 0
    assert (sp.exp(loss) - 1).rewrite(sp.exp).simplify().is_positive
    # Every answer right is a positive margin on each, and a positive loss on each.
    assert Fraction(read.accuracy, 100) == 1
    assert sp.N(read.loss(m=sp.Integer(50)), 40) > 0
