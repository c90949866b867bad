"""The paper's experiment, run by run: every task of table 1 with every setting of table 2.

Where the paper leaves something open, this is the choice:

* warm-up was "disabled for models that converged after less than 5K steps": for all runs of a task whose count in
  table 1 is below 5,000, since that is known before a run and not after it;
* evaluations came "every 10 steps for models that converged in less than 4K": for all runs of a task whose count is
  below 4,000; for the others every 1,000;
* training ends at the first evaluation in which every answer of the validation set is right, or after the number of
  steps that the paper gives (2M for 18 bits, 300K for 16, 100K for all others).
"""

from __future__ import annotations

from empirics.runs.config import RunConfig
from empirics.runs.model_config import TransformerConfig
from empirics.runs.planned import Planned
from theory.experiments.table_1 import TABLE_1, Row
from theory.experiments.table_2 import grid
from theory.experiments.training_lengths import LONGER_ITERATIONS, STANDARD_ITERATIONS

#: Footnote 20: models that converged in less steps had no warm-up.
WARMUP_FROM = 5_000
#: Footnote 22: models that converged in less steps were evaluated at the first interval, others at the second.
COARSE_FROM = 4_000
FINE_INTERVAL, COARSE_INTERVAL = 10, 1_000
#: Of BERT base; table 2 does not print it, and 12 is what a width of 768 has in every model of that name.
HEADS = 12


def steps_printed(row: Row) -> float:
    """The count of a half row of table 1; for "> 100K" infinite."""
    return float("inf") if row.iterations is None else float(row.iterations.mean)


def total_steps(row: Row) -> int:
    """How long the paper says that it trained (footnote 4)."""
    longer = {} if row.supervised else LONGER_ITERATIONS
    return longer.get(row.d, STANDARD_ITERATIONS)


def table_1_runs() -> tuple[Planned, ...]:
    """Every half row of table 1 (14) by every setting and seed of table 2 (36): what the paper learned soonest first.

    Within a task the largest learning rate comes first, and the seeds of one setting follow each other.
    """
    rows = sorted(TABLE_1, key=lambda row: (steps_printed(row), row.d))
    settings = sorted(grid(), key=lambda setting: -float(setting["Learning Rate"]))
    return tuple(_planned(row, setting) for row in rows for setting in settings)


def _planned(row: Row, setting: dict[str, str]) -> Planned:
    expected = steps_printed(row)
    config = RunConfig(
        d=row.d,
        supervised=row.supervised,
        model=TransformerConfig(
            layers=int(setting["Number of Layers"]),
            width=int(setting["Hidden Size"]),
            heads=HEADS,
            initialisation="gpt2",
            learning_rate=float(setting["Learning Rate"]),
            weight_decay=float(setting["Weight Decay"]),
            warmup=int(setting["Warmup Steps"]) if expected >= WARMUP_FROM else 0,
            batch=int(setting["Batch Size"]),
        ),
        seed=int(setting["Dataset Seed"]),
        steps=total_steps(row),
        evaluate_every=FINE_INTERVAL if expected < COARSE_FROM else COARSE_INTERVAL,
        stop_below=0.0,
    )
    tokens = row.d + (row.d // 2 - 2 if row.supervised else 0)
    return Planned(config, min(expected, config.steps) * tokens)
