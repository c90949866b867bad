"""Complexities of the infinite-width kernel: of random parities end to end, of sub-tasks, and of a distant pair."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial

import numpy as np

from empirics.studies.measure import Case, Cases
from theory.kernel.average import leaf_log10_complexity, log_coefficient
from theory.kernel.complexity import sub_task_outputs
from theory.kernel.decay import forgetting_bound
from theory.kernel.initialisation import repaired
from theory.kernel.parity import parity_spectrum
from theory.results.records import Row
from theory.tasks.parity import BitSubsetParity

#: The number of random parities of each size: within a table, beyond it, and for sub-tasks by d.
SUBSETS, LARGE_SUBSETS = 1000, 20
SUB_TASK_SUBSETS = {4: 100, 8: 100, 16: 100, 32: 10}
LARGE_SIZES = (16, 24, 32, 48, 64, 96, 128)


def end_to_end(largest: int = 28) -> Iterator[Case]:
    """Yield complexities of random parities end to end: quartiles and extremes over drawn subsets, even d.

    28 bits take half a minute and 4.3 GB.
    """
    for d in range(4, largest + 1, 2):
        yield Case({"d": d, "subsets": SUBSETS, "seed": d}, partial(_quartiles, d))


def _quartiles(d: int) -> Row:
    found = parity_spectrum(d)
    rng = np.random.default_rng(d)
    masks = [sum(1 << int(i) for i in rng.choice(d, d // 2, replace=False)) for _ in range(SUBSETS)]
    values = found.coefficients[masks] ** -0.5
    low, median, high = np.quantile(values, (0.25, 0.5, 0.75))
    return {
        "smallest": values.min(),
        "quartile_1": low,
        "median": median,
        "quartile_3": high,
        "largest": values.max(),
        "mean": values.mean(),
        "proved_mean_at_least": math.sqrt(4 * math.comb(d, d // 2) / (d * (d + 1))),
        "coefficient_error": found.error,
        "smallest_eigenvalue": found.smallest_eigenvalue,
    }


def end_to_end_large() -> Iterator[Case]:
    """Yield the same beyond any table, by averages over all inputs; every value is computed at two numbers of nodes."""
    for d in LARGE_SIZES:
        yield Case({"d": d, "subsets": LARGE_SUBSETS}, partial(_logarithms, d))


def _logarithms(d: int) -> Row:
    values, differences = [], []
    for seed in range(LARGE_SUBSETS):
        subset = BitSubsetParity.random(d, seed, supervised=False).subset
        pair = [log_coefficient(d, subset, nodes=nodes) for nodes in (32, 48)]
        values.append(-pair[1] / 2 / math.log(10))
        differences.append(abs(pair[0] - pair[1]))
    return {
        "log10_smallest": min(values),
        "log10_median": float(np.median(values)),
        "log10_largest": max(values),
        "log10_proved_mean_at_least": math.log10(4 * math.comb(d, d // 2) / (d * (d + 1))) / 2,
        "largest_difference_between_nodes": max(differences),
    }


def sub_tasks() -> Iterator[Case]:
    """Yield complexities of the sub-tasks of random parities with a tree, over all 2^d inputs."""
    for d, subsets in SUB_TASK_SUBSETS.items():
        yield Case({"d": d, "subsets": subsets}, partial(_sub_tasks, d, subsets))


def _sub_tasks(d: int, subsets: int) -> Row:
    draws = np.array(
        [[c.complexity for c in sub_task_outputs(BitSubsetParity.random(d, s))] for s in range(subsets)],
        dtype=np.float64,
    )
    largest = np.max(draws, axis=1)
    return {
        "smallest": float(np.min(draws)),
        "median": float(np.median(draws)),
        "median_of_largest": float(np.median(largest)),
        "largest": float(largest.max()),
    }


def distance() -> Iterator[Case]:
    """Yield complexities of the first leaf, the parity of tokens 1 and 2 at output t: exact, bounded, repaired."""
    for t in (1 << k for k in range(2, 16)):
        yield Case({"t": t}, partial(_at_distance, t))


def _at_distance(t: int) -> Row:
    return {
        "log10_complexity": leaf_log10_complexity(t, 0, 1),
        "proved_log10_complexity_at_least": forgetting_bound(t, 1).log10_complexity,
        "log10_complexity_last_two_tokens": leaf_log10_complexity(t, t - 2, t - 1),
        "log10_complexity_repaired": leaf_log10_complexity(t, 0, 1, repaired(t)),
        "log10_complexity_repaired_last_two_tokens": leaf_log10_complexity(t, t - 2, t - 1, repaired(t)),
    }


RECORDS: dict[str, Cases] = {
    "kernel/end-to-end": lambda _: end_to_end(),
    "kernel/end-to-end-large": lambda _: end_to_end_large(),
    "kernel/sub-tasks": lambda _: sub_tasks(),
    "kernel/distance": lambda _: distance(),
}
