"""What runs show: SGD at infinite width, and nets of width 512, from the printed start and from that of the theorem."""

from itertools import combinations
from statistics import fmean

import sympy

from theory.kernel import Initialisation, decoupled_coefficient
from theory.ledger import supports
from theory.results import recorded_rows


def average_errors(d, inputs, rate):
    """The share of inputs with any wrong output, averaged over the run and over draws, by the number of samples."""
    rows = [
        row
        for row in recorded_rows("elman", "descent")
        if (row["d"], row["inputs"], row["rate"]) == (d, inputs, rate)
    ]
    sizes = sorted({row["samples"] for row in rows})
    return {n: fmean(row["mean_any_wrong"] for row in rows if row["samples"] == n) for n in sizes}


def first_below(errors, goal):
    """The first number of samples with an error below the goal; None if there is none."""
    return next((n for n, error in errors.items() if error < goal), None)


def least_coefficient(length):
    """The least Walsh coefficient of J_1 of two tokens at the last output, for a = T^-3."""
    init = Initialisation(inputs=float(length) ** -3)
    return min(decoupled_coefficient(length, back, init) for back in combinations(range(length), 2))


def two_digits(value):
    """The value with two significant digits, as the claim prints it."""
    return float(f"{value:.2g}")


@supports("remark-seen/infinite-width", evidence="experiment")
def test_both_starts_at_infinite_width(claim, over, recorded):
    said = claim("remark-seen").statement
    rows = [row for row in recorded("elman", "descent") if row["d"] == said.d]
    assert len({row["seed"] for row in rows}) == said.draws
    names = {}
    for rate, formula in (("1/(2T)", said.formula("fast")), ("1/sqrt(n)", said.formula("slow"))):
        # the names of the record are the formulas
        names[rate] = formula(**{name: sympy.Symbol(name, positive=True) for name in formula.names})
        own = sympy.sympify(rate.replace("2T", "2*T"), {n: sympy.Symbol(n, positive=True) for n in "nT"})
        assert sympy.simplify(names[rate] - own) == 0
    for inputs, rate, shown in (
        ("T^-3", "1/(2T)", said.small_fast),
        ("1", "1/(2T)", said.printed_fast),
        ("T^-3", "1/sqrt(n)", said.small_slow),
        ("1", "1/sqrt(n)", said.printed_slow),
    ):
        assert two_digits(average_errors(said.d, inputs, rate)[said.n]) == float(shown)


@supports("remark-seen/nets", evidence="experiment")
def test_both_starts_in_nets(claim, over, recorded):
    said = claim("remark-seen").statement
    rows = [row for row in recorded("elman", "nets") if (row["d"], row["batch"]) == (8, 1)]
    assert {row["width"] for row in rows} == {said.width}
    assert {row["at_steps"][-1] for row in rows} == {said.samples}
    assert {row["rate"] * 2 * 10 for row in rows} == {1.0}  # T = 10
    for inputs, shown in (("T^-3", said.small_net), ("1", said.printed_net)):
        ends = [row["any_wrong"][-1] for row in rows if row["inputs"] == inputs]
        assert [two_digits(end) for end in ends] == [float(x) for x in shown]


@supports("remark-seen/batches", evidence="experiment")
def test_both_starts_with_batches(claim, over, recorded):
    said = claim("remark-seen").statement
    rows = [row for row in recorded("elman", "nets") if row["batch"] == said.batch]
    for d, steps, small, printed in (
        (said.small_d, said.small_steps, said.small_batch, said.printed_batch),
        (said.large_d, said.large_steps, said.small_far, said.printed_far),
    ):
        for inputs, rate, shown in (("T^-3", said.small_rate, small), ("1", said.printed_rate, printed)):
            found = [row for row in rows if (row["d"], row["inputs"]) == (d, inputs)]
            assert {row["at_steps"][-1] for row in found} == {steps}
            assert {row["rate"] / row["width"] for row in found} == {float(rate(m=512))}
            assert [two_digits(row["any_wrong"][-1]) for row in found] == [float(x) for x in shown]


@supports("remark-seen/leaves", evidence="experiment")
def test_the_leaves_of_the_larger_tree(claim, over, recorded):
    said = claim("remark-seen").statement
    rows = [row for row in recorded("elman", "nets") if row["d"] == said.large_d and row["seed"] == 0]
    for inputs, shown in (("T^-3", said.small_leaves), ("1", said.printed_leaves)):
        (row,) = (row for row in rows if row["inputs"] == inputs)
        leaves = [tuple(bit + 1 for bit in gate) for gate in row["gates"] if max(gate) < said.large_d]
        assert leaves == list(map(tuple, said.leaves))
        assert [two_digits(e) for e in row["sub_task_errors"][-1][: len(leaves)]] == [float(x) for x in shown]
