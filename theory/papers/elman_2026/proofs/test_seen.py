"""What runs show: SGD at infinite width, and nets of width 512, from the printed start and from that of the theorem."""

from itertools import combinations
from statistics import fmean

from theory.kernel import Initialisation, decoupled_coefficient
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
