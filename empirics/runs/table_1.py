"""The paper's experiment, run by run: every half row of table 1 with every setting and seed of table 2.

That is 14 x 12 x 3 = 504 runs. (Were the four blank cells of table 1 filled too, it would be 18 x 36 = 648; their tree
of sub-tasks does not exist.) What one run is, :func:`empirics.runs.bert_base.bert_base` says.
"""

from __future__ import annotations

from empirics.runs.bert_base import bert_base, printed_warmup
from empirics.runs.planned import Planned
from theory.experiments.table_1 import TABLE_1, Row
from theory.experiments.table_2 import grid


def steps_printed(row: Row) -> float:
    """The count of a half row of table 1; for "> 100K" infinite."""
    return float("inf") if row.iterations is None else float(row.iterations.mean)


def table_1_runs() -> tuple[Planned, ...]:
    """The whole grid: first what the paper learned soonest.

    Within a task the largest learning rate comes first, and the seeds of one setting follow each other.
    """
    rows = sorted(TABLE_1, key=lambda row: (steps_printed(row), row.d))
    settings = sorted(grid(), key=lambda setting: -float(setting["Learning Rate"]))
    return tuple(_planned(row, setting) for row in rows for setting in settings)


def _planned(row: Row, setting: dict[str, str]) -> Planned:
    config = bert_base(
        row.d,
        row.supervised,
        seed=int(setting["Dataset Seed"]),
        learning_rate=float(setting["Learning Rate"]),
        weight_decay=float(setting["Weight Decay"]),
        warmup=printed_warmup(row.d, row.supervised),
    )
    # As many steps as the paper's best setting took, of so many tokens each: a guess, and too low for the others.
    tokens = row.d + (row.d // 2 - 2 if row.supervised else 0)
    return Planned(config, min(steps_printed(row), config.steps) * tokens)
