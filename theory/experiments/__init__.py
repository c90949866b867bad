"""What the paper reports of its experiments, and which data could have given it: tables 1 and 2, exactly."""

from theory.experiments.chance import ByChance, better_than_random, beyond_chance
from theory.experiments.decoding import sampled_accuracy
from theory.experiments.exponents import Exponent, fitted_exponent
from theory.experiments.feasibility import Reading, Sample, explain
from theory.experiments.intervals import Interval, binomial_interval
from theory.experiments.table_1 import TABLE_1, Cell, Row, in_thousands, inputs_tested
from theory.experiments.table_2 import TABLE_2, grid

__all__ = [
    "TABLE_1",
    "TABLE_2",
    "ByChance",
    "Cell",
    "Exponent",
    "Interval",
    "Reading",
    "Row",
    "Sample",
    "better_than_random",
    "beyond_chance",
    "binomial_interval",
    "explain",
    "fitted_exponent",
    "grid",
    "in_thousands",
    "inputs_tested",
    "sampled_accuracy",
]
