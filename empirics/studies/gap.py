"""Measure the one-layer decoder over many seeds; the record has one row a run.

Seconds are of processor time, and of runs on one thread: several threads wait for each other in busy loops, unless
``OMP_WAIT_POLICY=PASSIVE`` is set.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from empirics.spec.config import RunConfig
from empirics.spec.one_layer import one_layer
from empirics.store.runs import Run
from empirics.studies.measure import Case, Cases
from empirics.training.loop import train
from theory.reported.table_2 import DATASET_SEEDS
from theory.results.records import Row

GAP_SEEDS, THREADS = range(20), (1, 2)
#: Sets of runs, each with the sub-tasks unless its name says otherwise.
SETS: dict[str, tuple[RunConfig, ...]] = {
    **{
        f"seeds-{d}": tuple(
            one_layer(d, True, seed=seed, threads=threads) for threads, seed in product(THREADS, GAP_SEEDS)
        )
        for d in (8, 16, 32, 64)
    },
    "seeds-128": tuple(one_layer(128, True, seed=seed) for seed in DATASET_SEEDS),
    "end-to-end": (
        # The sizes that the report expects to be learned have all seeds; the others have fewer.
        *(
            one_layer(d, False, seed=seed, threads=threads)
            for d, threads, seed in product((8, 10), THREADS, GAP_SEEDS)
        ),
        *(one_layer(d, False, seed=seed) for d, seed in product((12, 14, 16), GAP_SEEDS[:5])),
        *(one_layer(32, False, seed=seed) for seed in GAP_SEEDS[:3]),
        one_layer(64, False, seed=0),
    ),
}


def cases(configs: tuple[RunConfig, ...], _: Path) -> Iterator[Case]:
    """Yield one run a row."""
    for config in configs:
        key = {"d": config.d, "supervised": config.supervised, "seed": config.seed, "threads": config.threads}
        yield Case(key | {"budget": config.steps}, partial(_trained, config))


def _trained(config: RunConfig) -> Row:
    with TemporaryDirectory() as folder:
        began = time.process_time()
        result = train(config, Path(folder) / config.name, keep_checkpoint=False)
        seconds = time.process_time() - began
        error = Run(result.run).metrics()[-1]["validation"]["free_running_error"]
    return {
        "steps": result.steps,
        "reached": config.stop_below is not None and error <= config.stop_below,
        "validation_error": error,
        "test_error": result.free_running_error,
        "test_inputs": result.test_inputs,
        "cpu_seconds": round(seconds, 2) if config.threads == 1 else None,
    }


RECORDS: dict[str, Cases] = {f"gap/{name}": partial(cases, configs) for name, configs in SETS.items()}
