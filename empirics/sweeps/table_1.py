"""The paper's experiment, run by run: every half row of table 1 with every setting and seed of table 2.

That is 14 x 12 x 3 = 504 runs. (Were the four blank cells of table 1 filled too, it would be 18 x 36 = 648; their tree
of sub-tasks does not exist.) One run is defined by :func:`empirics.spec.bert_base.bert_base`.
"""

from __future__ import annotations

from empirics.spec.bert_base import bert_base, printed_warmup
from empirics.sweeps.planned import Planned
from theory.reported.table_1 import TABLE_1, HalfRow
from theory.reported.table_2 import grid


def steps_printed(row: HalfRow) -> float:
    """Return the count of a half row of table 1; infinite for "> 100K"."""
    return float("inf") if row.iterations is None else float(row.iterations.mean)


#: With a warm-up the largest rate learns soonest; without one it learned nothing in a trial, and the next one did.
RATES_BY_VALUE = {True: (1e-4, 1e-5, 1e-6), False: (1e-5, 1e-4, 1e-6)}


def table_1_runs() -> tuple[Planned, ...]:
    """Return the whole grid, the most informative runs for their time first.

    The best setting of every task with all its seeds comes before any second setting; tasks that the paper learned
    soonest come first.
    """
    rows = sorted(TABLE_1, key=lambda row: (steps_printed(row), row.d))
    ranked = [
        (_rank(row, setting), place, _planned(row, setting))
        for place, row in enumerate(rows)
        for setting in grid()
    ]
    return tuple(planned for _, _, planned in sorted(ranked, key=lambda entry: entry[:2]))


def _rank(row: HalfRow, setting: dict[str, str]) -> tuple[int, float]:
    """The place of a setting among those of a task: its rate, then more weight decay before less."""
    rates = RATES_BY_VALUE[printed_warmup(row.d, row.supervised) > 0]
    return rates.index(float(setting["Learning Rate"])), -float(setting["Weight Decay"])


def _planned(row: HalfRow, setting: dict[str, str]) -> Planned:
    config = bert_base(
        row.d,
        row.supervised,
        seed=int(setting["Dataset Seed"]),
        learning_rate=float(setting["Learning Rate"]),
        weight_decay=float(setting["Weight Decay"]),
        warmup=printed_warmup(row.d, row.supervised),
    )
    # The steps of the paper's best setting times the tokens of a step: an estimate, too low for the other settings.
    tokens = row.d + (row.d // 2 - 2 if row.supervised else 0)
    return Planned(config, min(steps_printed(row), config.steps) * tokens)
