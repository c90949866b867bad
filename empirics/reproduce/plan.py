"""Which cells of table 1 are run, in which order, for how long: one protocol for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from empirics.choices import Device, Execution, Precision
from empirics.spec.bert_base import WARM_UP, bert_base, evaluation_grid, protocol_precision
from empirics.spec.config import RunConfig
from empirics.spec.model_config import TransformerConfig
from empirics.sweeps.selection import selector
from theory.reported.table_1 import row
from theory.reported.table_2 import DATASET_SEEDS

#: The cells with most value for their time first; of the last two one seed.
ORDER = (
    (8, True),
    (8, False),
    (16, True),
    (32, True),
    (10, False),
    (12, False),
    (64, True),
    (14, False),
    (128, True),
    (16, False),
)
ONE_SEED = ((128, True), (16, False))
#: A run is given up after this multiple of its expected steps.
PATIENCE = 3
#: The steps of a toy, which need not learn.
TOY_STEPS = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """A half row of table 1 and the seeds it is run with."""

    d: int
    supervised: bool
    seeds: tuple[int, ...]

    @property
    def name(self) -> str:
        """The name in messages and files, such as ``8 with``."""
        return f"{self.d} {'with' if self.supervised else 'without'}"

    @property
    def expected_steps(self) -> int:
        """The steps that a run may take, from our warm-up, the paper's mean and what follows the plus-minus sign."""
        printed = row(self.d, supervised=self.supervised).iterations
        assert printed is not None, "a half row that the paper did not learn is not in the order"
        return WARM_UP + int(printed.mean + printed.spread)

    @property
    def precision(self) -> Precision:
        """The precision of matrix products on a GPU."""
        return protocol_precision(self.d)

    @property
    def evaluate_every(self) -> int:
        """Steps between evaluations."""
        return evaluation_grid(self.d)

    def configs(
        self, device: Device, precision: Precision, execution: Execution, *, toy: bool = False
    ) -> list[RunConfig]:
        """Return its runs, one a seed; ``toy`` keeps the protocol with a decoder that a CPU trains in a moment."""
        found = []
        for seed in self.seeds:
            config = bert_base(self.d, self.supervised, seed=seed)
            assert isinstance(config.model, TransformerConfig)
            model = replace(config.model, precision=precision, execution=execution)
            steps = TOY_STEPS if toy else PATIENCE * self.expected_steps
            if toy:
                model = replace(model, layers=2, width=32, heads=4, warmup=0, learning_rate=3e-3)
            found.append(
                replace(
                    config,
                    device=device,
                    model=model,
                    steps=steps,
                    evaluate_every=self.evaluate_every,
                )
            )
        return found


def cells(only: Sequence[str] = (), *, toy: bool = False) -> list[Cell]:
    """The cells in order; with ``only`` the runs of which any selection holds, see :mod:`empirics.sweeps.selection`.

    Raises:
        InputError: a selection that cannot be read.
    """
    selected = selector(only)
    found = []
    for task in ORDER:
        seeds = DATASET_SEEDS[:1] if task in ONE_SEED else DATASET_SEEDS
        if chosen := tuple(seed for seed in seeds if selected(bert_base(*task, seed=seed))):
            found.append(Cell(*task, chosen))
    return [cell for cell in found if not toy or cell.d == min(d for d, _ in ORDER)]
