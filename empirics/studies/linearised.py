"""The net linearised at its start and fitted to one sample: all outputs by one W, and each output by its own."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cached_property, partial
from itertools import product
from pathlib import Path

import torch
from torch import Tensor

from empirics.measurements.directions import moved
from empirics.measurements.errors import count_errors
from empirics.measurements.linearised import LinearisedElman, fit
from empirics.measurements.separate_outputs import fit_output
from empirics.models.elman import Elman
from empirics.studies.measure import Case, Cases
from theory.kernel.joint_regression import joint_interpolant, joint_regression
from theory.kernel.regression import draw_inputs, learning_errors
from theory.nets.floats import growth
from theory.results.records import Row
from theory.tasks.parity import BitSubsetParity

#: By d: at infinite width, the number of draws for each number of samples.
DRAWS: dict[int, dict[int, int]] = {
    8: dict.fromkeys((16, 32, 64, 128, 256, 512), 4),
    16: {64: 3, 128: 3, 256: 3, 512: 3, 1024: 1, 2048: 1, 4096: 1},
    32: {128: 1, 256: 1},
}
#: By d: all outputs at once: the number of samples, the widths and the number of nets of each.
JOINT_SAMPLES = 128
JOINT_NETS: dict[int, dict[int, int]] = {
    8: {128: 3, 256: 3, 512: 3, 1024: 3, 2048: 1},
    16: {512: 1, 1024: 1},
    32: {512: 1},
}
#: By d: output by output: the number of samples, widths, seeds of the nets, and outputs, counted from 0.
SEPARATE_NETS: dict[int, tuple[int, tuple[tuple[int, Sequence[int], Sequence[int]], ...]]] = {
    16: (1024, ((128, range(8), range(7)), (256, (1, 2, 4), (0, 3, 6)))),
    32: (8192, ((256, (1, 4), (0, 4, 14)),)),
}


def joint_regressions(d: int, _: Path) -> Iterator[Case]:
    """Yield, at infinite width, one W for all outputs and separate weights for each, from the same draws."""
    for samples, draws in DRAWS[d].items():
        for seed in range(draws):
            yield Case({"d": d, "samples": samples, "seed": seed}, partial(_regressions, d, samples, seed))


def _regressions(d: int, samples: int, seed: int) -> Row:
    task = BitSubsetParity.random(d, seed)
    separate = learning_errors(task, samples, seed=seed, test_inputs=512)
    return {
        **asdict(joint_regression(task, samples, seed=seed, test_inputs=512)),
        "any_wrong_separately": separate.any_wrong,
        "sub_task_errors_separately": list(separate.sub_task_errors),
    }


class OneSample:
    """The inputs that all nets are fitted to, and the results of the limits on them."""

    def __init__(self, d: int, samples: int, test_inputs: int) -> None:
        self.task = BitSubsetParity.random(d, 0)
        self.samples, self.test_inputs = samples, test_inputs
        self.train, self.test = draw_inputs(d, samples, test_inputs, 0)

    @property
    def key(self) -> Row:
        """The entries of a row that identify it."""
        return {"d": self.task.d, "samples": self.samples, "distinct": len(self.train)}

    @cached_property
    def joint(self) -> tuple[Tensor, float, float]:
        """For one W, the outputs at the test inputs, its radius, and the share of test inputs with any output wrong."""
        limit, radius = joint_interpolant(self.task, self.train, self.test)
        wrong = ((limit > 0) != self.task.labels(self.test)).any(axis=1).mean()
        return torch.from_numpy(limit), radius, float(wrong)

    @cached_property
    def separate(self) -> Sequence[float]:
        """The error of each output by its own weights."""
        return learning_errors(self.task, self.samples, seed=0, test_inputs=self.test_inputs).sub_task_errors


def linearised(d: int, _: Path) -> Iterator[Case]:
    """Yield nets fitted in all their outputs; every seed is a separate net."""
    sample = OneSample(d, JOINT_SAMPLES, 256)
    for width, seeds in JOINT_NETS[d].items():
        for seed in range(seeds):
            yield Case(sample.key | {"width": width, "seed": seed}, partial(_jointly, sample, width, seed))


def _jointly(sample: OneSample, width: int, seed: int) -> Row:
    net, task, train, test = Elman.initialise(width, "1", seed), sample.task, sample.train, sample.test
    expected, limit_radius, limit_wrong = sample.joint
    tokens = task.teacher_forced(train)
    signs = torch.from_numpy(2.0 * task.labels(train) - 1)
    change, solution = fit(net, tokens, signs)
    without_start = LinearisedElman(net, change, start=0.0)
    away = without_start.scores(torch.from_numpy(task.teacher_forced(test)).long())[:, -task.num_labels :]
    errors = {
        "training": count_errors(without_start, task, train),
        "test": count_errors(without_start, task, test),
    }
    # Lemma 7, corrected: this margin outweighs f_0 and makes every loss small, if the net is linear up to that
    # distance.
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


def separately(d: int, _: Path) -> Iterator[Case]:
    """Yield nets fitted output by output, one a row."""
    samples, nets = SEPARATE_NETS[d]
    sample = OneSample(d, samples, 1024)
    for width, seeds, outputs in nets:
        for seed, output in product(seeds, outputs):
            key = sample.key | {
                "test_inputs": len(sample.test),
                "width": width,
                "seed": seed,
                "output": output,
            }
            yield Case(key, partial(_separately, sample, width, seed, output))


def _separately(sample: OneSample, width: int, seed: int, output: int) -> Row:
    task, n = sample.task, len(sample.train)
    z, labels = (
        torch.cat([torch.from_numpy(of(x)) for x in (sample.train, sample.test)])
        for of in (task.teacher_forced, task.labels)
    )
    net, signs = Elman.initialise(width, "1", seed), 2 * labels[:, output].double() - 1
    fitted = fit_output(net, z[:, : task.d + output].long(), signs[:n])
    return {
        "growth": growth(net.W.numpy()),
        "error": float((fitted.predicted * signs[n:] <= 0).double().mean()),
        "limit_error": sample.separate[output],
        "radius": fitted.radius,
        "residual": fitted.residual,
    }


RECORDS: dict[str, Cases] = {
    **{f"linearised/joint-regression-{d}": partial(joint_regressions, d) for d in DRAWS},
    **{f"linearised/linearised-{d}": partial(linearised, d) for d in JOINT_NETS},
    **{f"linearised/separately-{d}": partial(separately, d) for d in SEPARATE_NETS},
}
