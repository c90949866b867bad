"""Algorithm 1 at infinite width."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from empirics.studies.learning_curves import powers
from empirics.studies.measure import Case, Cases
from theory.kernel.descent import KernelDescent
from theory.kernel.regression import MAX_SAMPLES
from theory.results.records import Row
from theory.tasks.circuits import Circuit
from theory.tasks.parity import BitSubsetParity
from theory.tasks.sequence import ParityGate, Task

#: Bits, with sub-tasks or not, the number of seeds, and whether the start is random or 0. Five outputs of 12 bits start
#: at 0 only: their covariance is 20,480 x 20,480, and would have to be factored.
KINDS = (
    (8, True, 8, (False, True)),
    (8, False, 8, (False, True)),
    (12, True, 2, (False,)),
    (12, False, 2, (False, True)),
)


def descent(_: Path) -> Iterator[Case]:
    """Yield runs for d = 8 and 12, with sub-tasks and end to end; each seed draws a subset and a start."""
    for d, supervised, draws, starts in KINDS:
        for seed in range(draws):
            trained = cache(partial(_trained, d, supervised, seed))
            for samples, random_start in itertools.product(powers(16, MAX_SAMPLES)[::2], starts):
                key = {"d": d, "supervised": supervised, "seed": seed}
                key |= {"samples": samples, "random_start": random_start}
                yield Case(key, lambda key=key, trained=trained: _errors(trained(), key))  # type: ignore[misc]


def _trained(d: int, supervised: bool, seed: int) -> KernelDescent:
    return KernelDescent(
        with_sub_tasks(d, seed) if supervised else BitSubsetParity.random(d, seed, supervised=False)
    )


def _errors(trained: KernelDescent, key: Row) -> Row:
    found = trained.run(key["samples"], seed=key["seed"], random_start=key["random_start"])
    return {
        "sub_task_errors": list(found.sub_task_errors),
        "any_wrong": found.any_wrong,
        "mean_any_wrong": found.mean_any_wrong,
    }


def with_sub_tasks(d: int, seed: int) -> Task:
    """Return the paper's tree where d/2 is a power of two; else pairs, then the two oldest nodes not yet joined."""
    if d % 4 == 0 and (d // 2) & (d // 2 - 1) == 0:
        return BitSubsetParity.random(d, seed)
    subset = BitSubsetParity.random(d, seed, supervised=False).subset
    waiting, gates = list(subset), []
    while len(waiting) > 1:
        gates.append(ParityGate((waiting.pop(0), waiting.pop(0))))
        waiting.append(d + len(gates) - 1)
    return Circuit.from_gates(d, gates)


RECORDS: dict[str, Cases] = {"kernel/descent": descent}
