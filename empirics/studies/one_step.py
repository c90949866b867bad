"""One gradient step of the one-layer softmax model: the number of samples needed (Kim and Suzuki 2025, theorem 5)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from empirics.studies.measure import Case, Cases
from theory.attention import ParityTree, errors_after_one_step
from theory.results.records import Row

SIZES, SEEDS = (16, 32, 64, 128, 256), 8
#: Learning rates over d^2; the one with the least error on the test strings counts.
RATES = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0)
#: Sample sizes are d times powers of this; the search ends at the last factor.
STEP, LARGEST_FACTOR = 2**0.25, 4096.0
TESTS = 2000


def thresholds(_: Path) -> Iterator[Case]:
    """Yield, for k = d/2, sample sizes in increasing order until no test string is wrong."""
    for d in SIZES:
        for seed in range(SEEDS):
            yield Case({"d": d, "k": d // 2, "seed": seed}, partial(_threshold, d, seed))


def _threshold(d: int, seed: int) -> Row:
    tree, factor = ParityTree(d, d // 2), 1.0
    tried: list[int] = []
    errors: list[float] = []
    while factor < LARGEST_FACTOR and (not errors or errors[-1] > 0):
        tried.append(round(d * factor))
        errors.append(min(errors_after_one_step(tree, tried[-1], RATES, seed, TESTS)))
        factor *= STEP
    return {"samples": tried[-1] if errors[-1] == 0 else None, "tried": tried, "errors": errors}


RECORDS: dict[str, Cases] = {"attention/one-gradient-step": thresholds}
