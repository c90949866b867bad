"""Results that take minutes, written as JSON with the command that made them: ``python -m theory.kernel.records``."""

from __future__ import annotations

import itertools
import json
import math
import platform
import sys
import time
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from theory.errors import InputError
from theory.files import replace_text
from theory.kernel.average import leaf_log10_complexity, log_coefficient
from theory.kernel.complexity import sub_task_outputs
from theory.kernel.decay import forgetting_bound
from theory.kernel.descent import KernelDescent
from theory.kernel.initialisation import repaired
from theory.kernel.parity import parity_spectrum
from theory.kernel.recursion import joint_kernel
from theory.kernel.regression import MAX_SAMPLES, learning_errors
from theory.nets.floats import FloatElman
from theory.tasks.circuits import Circuit
from theory.tasks.parity import BitSubsetParity
from theory.tasks.sequence import ParityGate, Task

Row = dict[str, Any]


def end_to_end(largest: int = 28, subsets: int = 1000) -> list[Row]:
    """Complexities of random parities end to end: quartiles and extremes over drawn subsets, even d.

    28 bits take half a minute and 4.3 GB.
    """
    rows = []
    for d in range(4, largest + 1, 2):
        found = parity_spectrum(d)
        rng = np.random.default_rng(d)
        masks = [sum(1 << int(i) for i in rng.choice(d, d // 2, replace=False)) for _ in range(subsets)]
        values = found.coefficients[masks] ** -0.5
        low, median, high = np.quantile(values, (0.25, 0.5, 0.75))
        rows.append(
            {
                "d": d,
                "subsets": subsets,
                "seed": d,
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
        )
    return rows


def end_to_end_large(subsets: int = 20) -> list[Row]:
    """The same beyond any table, by averages over all inputs; every value is computed at two numbers of nodes."""
    rows = []
    for d in (16, 24, 32, 48, 64, 96, 128):
        values, differences = [], []
        for seed in range(subsets):
            subset = BitSubsetParity.random(d, seed, supervised=False).subset
            pair = [log_coefficient(d, subset, nodes=nodes) for nodes in (32, 48)]
            values.append(-pair[1] / 2 / math.log(10))
            differences.append(abs(pair[0] - pair[1]))
        rows.append(
            {
                "d": d,
                "subsets": subsets,
                "log10_smallest": min(values),
                "log10_median": float(np.median(values)),
                "log10_largest": max(values),
                "log10_proved_mean_at_least": math.log10(4 * math.comb(d, d // 2) / (d * (d + 1))) / 2,
                "largest_difference_between_nodes": max(differences),
            }
        )
    return rows


def sub_tasks() -> list[Row]:
    """Complexities of the sub-tasks of random parities with a tree, over all 2^d inputs."""
    rows = []
    for d, subsets in ((4, 100), (8, 100), (16, 100), (32, 10)):
        draws = np.array(
            [[c.complexity for c in sub_task_outputs(BitSubsetParity.random(d, s))] for s in range(subsets)],
            dtype=np.float64,
        )
        largest = np.max(draws, axis=1)
        rows.append(
            {
                "d": d,
                "subsets": subsets,
                "smallest": float(np.min(draws)),
                "median": float(np.median(draws)),
                "median_of_largest": float(np.median(largest)),
                "largest": float(largest.max()),
            }
        )
    return rows


def distance() -> list[Row]:
    """The first leaf, the parity of tokens 1 and 2 at output t: exact averages, the proved bound, the repair."""
    rows = []
    for t in (4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768):
        rows.append(
            {
                "t": t,
                "log10_complexity": leaf_log10_complexity(t, 0, 1),
                "proved_log10_complexity_at_least": forgetting_bound(t, 1).log10_complexity,
                "log10_complexity_last_two_tokens": leaf_log10_complexity(t, t - 2, t - 1),
                "log10_complexity_repaired": leaf_log10_complexity(t, 0, 1, repaired(t)),
                "log10_complexity_repaired_last_two_tokens": leaf_log10_complexity(
                    t, t - 2, t - 1, repaired(t)
                ),
            }
        )
    return rows


class Kept:
    """Rows of a record in the making, a line each, so that a long one goes on after an interruption."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: list[Row] = (
            [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        )

    def row(self, key: Row, make: Callable[[], Row]) -> Row:
        """The row that agrees with the key, made only if it is not there yet."""
        for kept in self.rows:
            if kept.items() >= key.items():
                return kept
        made = make()
        with self.path.open("a") as file:
            file.write(json.dumps(made) + "\n")
        return made


def learning_curves(kept: Kept, d: int, sizes: Iterable[int], draws: Callable[[int], int]) -> list[Row]:
    """Errors of kernel regression: so many draws of subset, inputs and test inputs, by seed, for every n.

    To 16 bits all inputs that were not drawn are tested, beyond 1,024 of them.
    """
    tests = 1 << d if d <= 16 else 1024
    return [
        kept.row({"d": d, "samples": n, "seed": seed}, partial(_learning_row, d, n, seed, tests))
        for n in sizes
        for seed in range(draws(n))
    ]


def powers(first: int, last: int) -> list[int]:
    """first, 2 first, 4 first ... to last."""
    return [first << k for k in range((last // first).bit_length())]


def _learning_row(d: int, samples: int, seed: int, test_inputs: int) -> Row:
    started = time.process_time()
    found = learning_errors(BitSubsetParity.random(d, seed), samples, seed=seed, test_inputs=test_inputs)
    row: Row = {
        "d": d,
        "samples": samples,
        "seed": seed,
        "distinct": found.distinct,
        "test_inputs": found.test_inputs,
        "sub_task_errors": list(found.sub_task_errors),
        "any_wrong": found.any_wrong,
        "end_to_end_error": found.end_to_end_error,
        "cpu_seconds": round(time.process_time() - started, 2),
    }
    print(json.dumps(row), file=sys.stderr)
    return row


def descent(kept: Kept) -> list[Row]:
    """Algorithm 1 at infinite width, d = 8 and 12, with sub-tasks and end to end; a subset and a start a seed.

    Five outputs of 12 bits start at 0 only: their covariance is 20,480 x 20,480, and would have to be factored.
    """
    kinds = ((8, True, 8, (False, True)), (8, False, 8, (False, True)), (12, True, 2, (False,)))
    rows = []
    for d, supervised, draws, starts in (*kinds, (12, False, 2, (False, True))):
        for seed in range(draws):
            rows += _descent_rows(kept, d, supervised, seed, starts)
    return rows


def _descent_rows(kept: Kept, d: int, supervised: bool, seed: int, starts: Iterable[bool]) -> list[Row]:
    trained = cache(lambda: KernelDescent((with_sub_tasks if supervised else _end_to_end)(d, seed)))

    def run(samples: int, random_start: bool) -> Row:
        key = {
            "d": d,
            "supervised": supervised,
            "seed": seed,
            "samples": samples,
            "random_start": random_start,
        }

        def make() -> Row:
            found = trained().run(samples, seed=seed, random_start=random_start)
            return {
                **key,
                "sub_task_errors": list(found.sub_task_errors),
                "any_wrong": found.any_wrong,
                "mean_any_wrong": found.mean_any_wrong,
            }

        return kept.row(key, make)

    return [run(n, start) for n, start in itertools.product(powers(16, MAX_SAMPLES)[::2], starts)]


def _end_to_end(d: int, seed: int) -> Task:
    return BitSubsetParity.random(d, seed, supervised=False)


def with_sub_tasks(d: int, seed: int) -> Task:
    """The paper's tree where d/2 is a power of two; else pairs, and then the two oldest nodes not yet joined."""
    if d % 4 == 0 and (d // 2) & (d // 2 - 1) == 0:
        return BitSubsetParity.random(d, seed)
    subset = BitSubsetParity.random(d, seed, supervised=False).subset
    waiting, gates = list(subset), []
    while len(waiting) > 1:
        gates.append(ParityGate((waiting.pop(0), waiting.pop(0))))
        waiting.append(d + len(gates) - 1)
    return Circuit.from_gates(d, gates)


def width_convergence(seeds: int = 4) -> list[Row]:
    """Root mean square and largest error of the finite-width kernel over pairs of random sequences, T = 8."""
    rng = np.random.default_rng(0)
    tokens = rng.integers(0, 2, (16, 8)).astype(np.uint8)
    outputs = range(6, 9)
    limit = joint_kernel(tokens, outputs)
    rows = []
    for width in (512, 1024, 2048, 4096, 8192):
        for seed in range(seeds * 8192 // width if width > 1024 else 8 * seeds):
            net = FloatElman.initialise(width, seed, dtype=np.float32)
            for lag in (0, 1, 2):
                error = net.kernel(tokens, 8 - lag, 8) - limit[:, 2 - lag, :, 2]
                rows.append(
                    {
                        "width": width,
                        "seed": seed,
                        "lag": lag,
                        "rms_error": math.sqrt(float(np.mean(error**2))),
                        "largest_error": float(np.abs(error).max()),
                        "mean_kernel": float(limit[:, 2 - lag, :, 2].mean()),
                    }
                )
    return rows


RECORDS: dict[str, Callable[[Kept], list[Row]]] = {
    "end-to-end": lambda kept: end_to_end(),
    "end-to-end-large": lambda kept: end_to_end_large(),
    "sub-tasks": lambda kept: sub_tasks(),
    "distance": lambda kept: distance(),
    "learning-curves-8": lambda kept: learning_curves(kept, 8, powers(16, 512), lambda n: 32),
    "learning-curves-16": lambda kept: learning_curves(kept, 16, powers(16, MAX_SAMPLES), lambda n: 8),
    "learning-curves-32": lambda kept: learning_curves(
        kept, 32, powers(16, 8192), lambda n: 8 if n <= 2048 else 5
    ),
    "learning-curves-32-largest": lambda kept: learning_curves(kept, 32, (MAX_SAMPLES,), lambda n: 4),
    "descent": descent,
    "width-convergence": lambda kept: width_convergence(),
}


def main(arguments: list[str]) -> None:
    """``NAME FOLDER``: make one record; learning curves and descent go on where they were interrupted."""
    if len(arguments) != 2 or arguments[0] not in RECORDS:
        raise InputError(f"usage: python -m theory.kernel.records NAME FOLDER; names: {', '.join(RECORDS)}")
    name, folder = arguments
    Path(folder).mkdir(parents=True, exist_ok=True)
    kept = Kept(Path(folder) / f"{name}.rows")
    before = sum(row.get("cpu_seconds", 0.0) for row in kept.rows)
    started = time.process_time()
    rows = RECORDS[name](kept)
    record = {
        "command": f"python -m theory.kernel.records {name} {folder}",
        "numpy": np.__version__,
        "python": platform.python_version(),
        "cpu_seconds": round(before + time.process_time() - started, 1),
        "rows": rows,
    }
    replace_text(Path(folder) / f"{name}.json", json.dumps(record, indent=1) + "\n")
    kept.path.unlink(missing_ok=True)


if __name__ == "__main__":
    main(sys.argv[1:])
