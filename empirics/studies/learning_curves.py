"""Errors of kernel regression against the number of samples."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from empirics.studies.measure import Case, Cases
from theory.kernel.regression import MAX_SAMPLES, learning_errors
from theory.results.records import Row
from theory.tasks.parity import BitSubsetParity

#: Up to this number of bits all inputs that were not drawn are tested, beyond it :data:`TEST_INPUTS` of them.
ALL_TESTED_BITS, TEST_INPUTS = 16, 1024


def learning_curves(d: int, sizes: Iterable[int], draws: Callable[[int], int]) -> Iterator[Case]:
    """Yield one draw of subset, inputs and test inputs a seed, ``draws(n)`` for every number n of samples."""
    tests = 1 << d if d <= ALL_TESTED_BITS else TEST_INPUTS
    for n in sizes:
        for seed in range(draws(n)):
            yield Case({"d": d, "samples": n, "seed": seed}, partial(_errors, d, n, seed, tests))


def _errors(d: int, samples: int, seed: int, test_inputs: int) -> Row:
    started = time.process_time()
    found = learning_errors(BitSubsetParity.random(d, seed), samples, seed=seed, test_inputs=test_inputs)
    return {
        "distinct": found.distinct,
        "test_inputs": found.test_inputs,
        "sub_task_errors": list(found.sub_task_errors),
        "any_wrong": found.any_wrong,
        "end_to_end_error": found.end_to_end_error,
        "cpu_seconds": round(time.process_time() - started, 2),
    }


def powers(first: int, last: int) -> list[int]:
    """Return first, 2 first, 4 first ... up to last."""
    return [first << k for k in range((last // first).bit_length())]


def _of(d: int, sizes: Iterable[int], draws: Callable[[int], int]) -> Cases:
    return lambda _: learning_curves(d, sizes, draws)


RECORDS: dict[str, Cases] = {
    "kernel/learning-curves-8": _of(8, powers(16, 512), lambda n: 32),
    "kernel/learning-curves-16": _of(16, powers(16, MAX_SAMPLES), lambda n: 8),
    "kernel/learning-curves-32": _of(32, powers(16, 8192), lambda n: 8 if n <= 2048 else 5),
    "kernel/learning-curves-32-largest": _of(32, (MAX_SAMPLES,), lambda n: 4),
}
