"""The paper's reported experiments, and which data are consistent with them: tables 1 and 2, exactly."""

from theory.reported.decoding import sampled_accuracy
from theory.reported.feasibility import Reading, Sample, matching_sample
from theory.reported.table_1 import TABLE_1, Cell, HalfRow, in_thousands, inputs_tested
from theory.reported.table_2 import TABLE_2, grid

__all__ = [
    "TABLE_1",
    "TABLE_2",
    "Cell",
    "HalfRow",
    "Reading",
    "Sample",
    "grid",
    "in_thousands",
    "inputs_tested",
    "matching_sample",
    "sampled_accuracy",
]
