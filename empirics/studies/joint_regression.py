"""One W for all outputs against weights of its own for each output, at infinite width, from the same draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path

from empirics.studies.measure import Case, Cases
from theory.kernel.joint_regression import joint_regression
from theory.kernel.regression import learning_errors
from theory.results.records import Row
from theory.tasks.parity import BitSubsetParity

TEST_INPUTS = 512
#: By d: how many draws of each number of samples.
DRAWS: dict[int, dict[int, int]] = {
    8: dict.fromkeys((16, 32, 64, 128, 256, 512), 4),
    16: {64: 3, 128: 3, 256: 3, 512: 3, 1024: 1, 2048: 1, 4096: 1},
    32: {128: 1, 256: 1},
}


def joint_regressions(d: int, _: Path) -> Iterator[Case]:
    """A subset, inputs and test inputs a seed."""
    for samples, draws in DRAWS[d].items():
        for seed in range(draws):
            yield Case({"d": d, "samples": samples, "seed": seed}, partial(_errors, d, samples, seed))


def _errors(d: int, samples: int, seed: int) -> Row:
    task = BitSubsetParity.random(d, seed)
    separate = learning_errors(task, samples, seed=seed, test_inputs=TEST_INPUTS)
    joint = asdict(joint_regression(task, samples, seed=seed, test_inputs=TEST_INPUTS))
    return {
        **joint,
        "any_wrong_separately": separate.any_wrong,
        "sub_task_errors_separately": list(separate.sub_task_errors),
    }


RECORDS: dict[str, Cases] = {f"joint-regression-{d}": partial(joint_regressions, d) for d in DRAWS}
