"""Linearised nets fitted output by output, beside the same regression at infinite width."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from itertools import product
from pathlib import Path

import torch
from torch import Tensor

from empirics.measurements.separate_outputs import fit_output
from empirics.models.elman import Elman
from empirics.studies.measure import Case, Cases
from theory.kernel.finite_width import growth
from theory.kernel.regression import draw_inputs, learning_errors
from theory.results.records import Row
from theory.tasks.parity import BitSubsetParity

TEST_INPUTS = 1024
#: By d: how many draws the sample has, and widths, seeds of the nets, and outputs, counted from 0.
SEPARATE_NETS: dict[
    int, tuple[int, tuple[tuple[int, range | tuple[int, ...], range | tuple[int, ...]], ...]]
] = {
    16: (1024, ((128, range(8), range(7)), (256, (1, 2, 4), (0, 3, 6)))),
    32: (8192, ((256, (1, 4), (0, 4, 14)),)),
}


class SeparateSample:
    """Inputs of one parity, to fit and to test, and what the limit gets wrong of the latter."""

    def __init__(self, d: int, samples: int) -> None:
        self.d, self.samples, self.task = d, samples, BitSubsetParity.random(d, 0)

    @cached_property
    def inputs(self) -> tuple[Tensor, Tensor, int, int]:
        """Tokens (N, T) and signs (N, outputs) of all inputs; how many are fitted, and how many are tested."""
        train, test = draw_inputs(self.d, self.samples, TEST_INPUTS, 0)
        z, labels = (
            torch.cat([torch.from_numpy(of(x)) for x in (train, test)])
            for of in (self.task.teacher_forced, self.task.labels)
        )
        return z.long(), 2 * labels.double() - 1, len(train), len(test)

    @cached_property
    def limit(self) -> tuple[float, ...]:
        """The errors at infinite width, output by output."""
        return tuple(
            learning_errors(self.task, self.samples, seed=0, test_inputs=TEST_INPUTS).sub_task_errors
        )


def separately(d: int, _: Path) -> Iterator[Case]:
    """One output of one net a row."""
    samples, nets = SEPARATE_NETS[d]
    sample = SeparateSample(d, samples)
    for width, seeds, outputs in nets:
        for seed, output in product(seeds, outputs):
            key = {"d": d, "samples": samples, "width": width, "seed": seed, "output": output}
            yield Case(key, partial(_fitted, sample, width, seed, output))


def _fitted(sample: SeparateSample, width: int, seed: int, output: int) -> Row:
    z, signs, fitted, tested = sample.inputs
    net = Elman.initialise(width, "1", seed)
    found = fit_output(net, z[:, : sample.d + output], signs[:fitted, output])
    return {
        "distinct": fitted,
        "test_inputs": tested,
        "growth": growth(net.W.numpy()),
        "error": float((found.predicted * signs[fitted:, output] <= 0).double().mean()),
        "limit_error": sample.limit[output],
        "radius": found.radius,
        "residual": found.residual,
    }


RECORDS: dict[str, Cases] = {f"separately-{d}": partial(separately, d) for d in SEPARATE_NETS}
