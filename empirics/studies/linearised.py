"""Nets linearised at their initialisation and fitted to one sample; every seed is a net of its own."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property, partial
from pathlib import Path

import torch
from torch import Tensor

from empirics.measurements.directions import moved
from empirics.measurements.errors import count_errors
from empirics.measurements.linearised import LinearisedElman, fit
from empirics.models.elman import Elman
from empirics.studies.measure import Case, Cases
from theory.kernel.joint_regression import joint_interpolant
from theory.kernel.regression import draw_inputs
from theory.results.records import Row
from theory.tasks.parity import BitSubsetParity

SAMPLES, TEST_INPUTS = 128, 256
#: By d: the widths, each with how many seeds.
WIDTHS: dict[int, dict[int, int]] = {
    8: {128: 3, 256: 3, 512: 3, 1024: 3, 2048: 1},
    16: {512: 1, 1024: 1},
    32: {512: 1},
}


class JointSample:
    """Inputs of one parity, to fit and to test, and the interpolant of infinite width."""

    def __init__(self, d: int) -> None:
        self.d, self.task = d, BitSubsetParity.random(d, 0)
        self.train, self.test = draw_inputs(d, SAMPLES, TEST_INPUTS, 0)

    @cached_property
    def limit(self) -> tuple[Tensor, float, float]:
        """Its outputs at the test inputs, its radius, and its share of test inputs with any output wrong."""
        limit, radius = joint_interpolant(self.task, self.train, self.test)
        wrong = ((limit > 0) != self.task.labels(self.test)).any(axis=1).mean()
        return torch.from_numpy(limit), radius, float(wrong)


def linearised(d: int, _: Path) -> Iterator[Case]:
    """One net a row."""
    sample = JointSample(d)
    for width, seeds in WIDTHS[d].items():
        for seed in range(seeds):
            key = {"d": d, "samples": SAMPLES, "distinct": len(sample.train), "width": width, "seed": seed}
            yield Case(key, partial(_fitted, sample, width, seed))


def _fitted(sample: JointSample, width: int, seed: int) -> Row:
    net, task, train, test = Elman.initialise(width, "1", seed), sample.task, sample.train, sample.test
    expected, limit_radius, limit_wrong = sample.limit
    tokens = task.teacher_forced(train)
    signs = torch.from_numpy(2.0 * task.labels(train) - 1)
    change, solution = fit(net, tokens, signs)
    without_start = LinearisedElman(net, change, start=0.0)
    away = without_start.scores(torch.from_numpy(task.teacher_forced(test)).long())[:, -task.num_labels :]
    errors = {
        "training": count_errors(without_start, task, train),
        "test": count_errors(without_start, task, test),
    }
    # Lemma 7, corrected: this margin outweighs f_0 and makes every loss small, if the net is linear that far.
    at_start = net.scores(torch.from_numpy(tokens).long())[:, -task.num_labels :]
    margin = 2 * math.log(len(train)) + float(at_start.abs().max())
    for name, at in (
        ("net_itself", moved(net, margin * change)),
        ("linearised", LinearisedElman(net, margin * change)),
    ):
        errors[f"training_{name}"] = count_errors(at, task, train)
        errors[f"test_{name}"] = count_errors(at, task, test)
    return {
        "iterations": solution.iterations,
        "residual": solution.residual,
        "radius": without_start.radius,
        "margin": margin,
        "relative_distance": float(change.norm() / net.W.norm()),
        "rms_from_limit": float((away - expected).square().mean().sqrt()),
        **{f"{name}_errors": list(counted.teacher_forced_errors) for name, counted in errors.items()},
        **{f"{name}_free_running": counted.free_running_error for name, counted in errors.items()},
        "limit_radius": limit_radius,
        "limit_any_wrong": limit_wrong,
    }


RECORDS: dict[str, Cases] = {f"linearised-{d}": partial(linearised, d) for d in WIDTHS}
