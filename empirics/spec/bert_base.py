"""The runs behind table 1: a GPT-2 decoder of BERT-base size on bit-subset parity (section 5.2, appendix G, table 2).

Details that the paper does not state are settings of :class:`RunConfig` or :class:`TransformerConfig`, with the values
chosen here: the rate's ``schedule`` after the warm-up (constant), what is ``decayed`` (all parameters, torch's
default), how batches are drawn (``sampling``, independently, as in algorithm 1), when a run has converged
(``stop_below`` for ``stop_after`` evaluations in a row), and which model of a run is ``tested`` (that of least
validation loss).
"""

from __future__ import annotations

from typing import Literal

from empirics.spec.config import FIRST_SEED, PARITY, RunConfig
from empirics.spec.model_config import TransformerConfig
from theory.reported.table_1 import TABLE_1, TOTAL_STEPS
from theory.reported.table_2 import TABLE_2
from theory.reported.training_lengths import LONGER_ITERATIONS

#: The paper does not say how many heads; BERT-base, and GPT-2 of this width, have heads of 64.
HEAD_WIDTH = 64
#: Footnote 20: no warm-up for models that converged in fewer steps.
WARM_UP_FROM = 5_000
#: Footnote 22: evaluations every 10 steps for models that converged in less than 4,000, else every 1,000. Table 1's
#: 4.049K is no mean of three multiples of 1,000, so where it prints less than 5K we take 10 as well.
EVALUATE_OFTEN, EVALUATE_SELDOM = 10, 1_000
#: Converged: at most 1 % of the validation answers wrong at one evaluation, which is not chance at any size. Asked for
#: three in a row, 8 bits end to end went from 100 % at step 330 to 62 % at 430, as the rate went on rising.
CONVERGED_ERROR, CONVERGED_EVALUATIONS = 0.01, 1
#: The bits and the setting of that run: its good end is no test of the rule.
RULE_CHOSEN_ON = 8, False
#: The one setting of table 2 where only one is used, chosen by a short trial at 8 bits, seed 27, products in bf16.
#: While still in the warm-up to 1e-4, all validation inputs were right at step 180 with sub-tasks and at 300 end to
#: end. Without a warm-up 1e-4 learned nothing in 150 steps; 1e-5 took 270 with sub-tasks and learned nothing end to end
#: in 430.
LEARNING_RATE, WEIGHT_DECAY, WARM_UP = 1e-4, 1e-2, 1_000
#: Our protocol on a GPU, one for all cells. Steps between evaluations, up to the given number of bits: there an
#: evaluation costs at most about as much as the steps. And the precision: up to the given number of bits a step moves
#: weights more than it multiplies, and TF32 moves fewer bytes than bf16 with its copies.
EVALUATION_GRID = ((12, 10), (32, 50), (64, 100), (128, 500))
TF32_BITS = 16
#: The bits and the seed of that trial: a result for them is no test of the setting.
PICKED_ON = 8, FIRST_SEED


def bert_base(
    d: int,
    supervised: bool,
    *,
    seed: int = FIRST_SEED,
    learning_rate: float = LEARNING_RATE,
    weight_decay: float = WEIGHT_DECAY,
    warmup: int = WARM_UP,
    task_name: str = PARITY,
    circuit_sha256: str = "",
) -> RunConfig:
    """The paper's run for d bits, by default with the one setting; for its grid see also :func:`printed_warmup`.

    A task that is not in the paper is evaluated as rarely as the tasks that the paper learned slowly.

    Raises:
        InputError: the task does not exist.
    """
    width = int(TABLE_2["Hidden Size"][0])
    return RunConfig(
        d,
        supervised,
        TransformerConfig(
            layers=int(TABLE_2["Number of Layers"][0]),
            width=width,
            heads=width // HEAD_WIDTH,
            initialisation="gpt2",
            learning_rate=learning_rate,
            weight_decay=weight_decay,
            warmup=warmup,
            batch=int(TABLE_2["Batch Size"][0]),
        ),
        seed,
        steps=TOTAL_STEPS if supervised else LONGER_ITERATIONS.get(d, TOTAL_STEPS),
        evaluate_every=EVALUATE_OFTEN
        if task_name == PARITY and _is_quick(d, supervised)
        else EVALUATE_SELDOM,
        stop_below=CONVERGED_ERROR,
        stop_after=CONVERGED_EVALUATIONS,
        tested="best",
        task_name=task_name,
        circuit_sha256=circuit_sha256,
    )


def evaluation_grid(d: int) -> int:
    """Steps between evaluations in our protocol for d bits; beyond its sizes those of its largest."""
    return next((every for most, every in EVALUATION_GRID if d <= most), EVALUATION_GRID[-1][1])


def protocol_precision(d: int) -> Literal["tf32", "bf16"]:
    """The precision of matrix products in our protocol for d bits."""
    return "tf32" if d <= TF32_BITS else "bf16"


def printed_warmup(d: int, supervised: bool) -> int:
    """Table 2's warm-up; 0 for the models that footnote 20 excepts."""
    return 0 if _is_quick(d, supervised) else int(TABLE_2["Warmup Steps"][0])


def _is_quick(d: int, supervised: bool) -> bool:
    """Return whether table 1 prints fewer iterations than :data:`WARM_UP_FROM`."""
    rows = (row for row in TABLE_1 if (row.d, row.supervised) == (d, supervised))
    return any(row.iterations is not None and row.iterations.mean < WARM_UP_FROM for row in rows)
