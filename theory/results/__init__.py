"""Stored records and runs of measurements, read and checked without torch, and statistics of them."""

from theory.results.chance import ByChance, better_than_random, beyond_chance
from theory.results.exponents import Exponent, fitted_exponent, slope_with_error
from theory.results.intervals import Interval, binomial_interval, mean_interval
from theory.results.milestones import Milestones
from theory.results.outcomes import Result, first_step_at_most, result_of
from theory.results.records import Record, recorded_rows
from theory.results.runs import State, StoredRun

__all__ = [
    "ByChance",
    "Exponent",
    "Interval",
    "Milestones",
    "Record",
    "Result",
    "State",
    "StoredRun",
    "better_than_random",
    "beyond_chance",
    "binomial_interval",
    "first_step_at_most",
    "fitted_exponent",
    "mean_interval",
    "recorded_rows",
    "result_of",
    "slope_with_error",
]
