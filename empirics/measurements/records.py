"""Measurements that take minutes, written as JSON with the command: ``python -m empirics.measurements.records``."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import asdict

import torch

from empirics.measurements.directions import moved
from empirics.measurements.errors import count_errors
from empirics.measurements.infinite_width import FixedSample, compare
from empirics.measurements.linearisation import measure as measure_remainder
from empirics.measurements.linearised import LinearisedElman, fit
from empirics.measurements.norms import measure as measure_norms
from empirics.measurements.separate_outputs import fit_output
from empirics.models.elman import Elman
from theory.experiments.recorded import Row, make
from theory.kernel.joint_regression import joint_interpolant, joint_regression
from theory.kernel.regression import draw_inputs, learning_errors
from theory.nets.floats import growth
from theory.tasks.parity import BitSubsetParity
from theory.tasks.sequence import Bits

#: Independent nets, each with a slope of its own in every fit.
SEEDS = 5


def joint_regressions(d: int, seeds: dict[int, int]) -> list[Row]:
    """One W for all outputs against weights of its own for each output: m = infinity, the same draws.

    Args:
        d: bits.
        seeds: how many draws of each number of samples.
    """
    return [_joint_row(d, samples, seed) for samples, count in seeds.items() for seed in range(count)]


def _joint_row(d: int, samples: int, seed: int) -> Row:
    task = BitSubsetParity.random(d, seed)
    separate = learning_errors(task, samples, seed=seed, test_inputs=512)
    joint = asdict(joint_regression(task, samples, seed=seed, test_inputs=512))
    row = {"d": d, **joint, "any_wrong_separately": separate.any_wrong}
    row["sub_task_errors_separately"] = list(separate.sub_task_errors)
    print(row, file=sys.stderr, flush=True)
    return row


def linearised(d: int, samples: int, widths: tuple[int, ...], seeds: int) -> list[Row]:
    """Nets linearised at their initialisation and fitted to one sample; every seed is a net of its own."""
    task = BitSubsetParity.random(d, 0)
    train, test = draw_inputs(d, samples, 256, 0)
    limit, limit_radius = joint_interpolant(task, train, test)
    expected = torch.from_numpy(limit)
    limit_wrong = ((limit > 0) != task.labels(test)).any(axis=1).mean()
    found = []
    for width in widths:
        for seed in range(seeds):
            net = Elman.initialise(width, "1", seed)
            row = _linearised_row(net, task, train, test, expected)
            found.append(
                {"d": d, "samples": samples, "distinct": len(train), "width": width, "seed": seed, **row}
                | {"limit_radius": limit_radius, "limit_any_wrong": float(limit_wrong)}
            )
            print(found[-1], file=sys.stderr, flush=True)
    return found


def _linearised_row(net: Elman, task: BitSubsetParity, train: Bits, test: Bits, limit: torch.Tensor) -> Row:
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
        "rms_from_limit": float((away - limit).square().mean().sqrt()),
        **{f"{name}_errors": list(counted.teacher_forced_errors) for name, counted in errors.items()},
        **{f"{name}_free_running": counted.free_running_error for name, counted in errors.items()},
    }


def separately(d: int, samples: int, cases: list[tuple[int, tuple[int, ...], tuple[int, ...]]]) -> list[Row]:
    """Linearised nets fitted output by output, beside the same regression at infinite width.

    Args:
        d, samples: the parity, and how many draws.
        cases: widths, seeds of the nets, and outputs, counted from 0.
    """
    task = BitSubsetParity.random(d, 0)
    limit = learning_errors(task, samples, seed=0, test_inputs=1024)
    train, test = draw_inputs(d, samples, 1024, 0)
    z, signs = (
        torch.cat([torch.from_numpy(of(x)) for x in (train, test)])
        for of in (task.teacher_forced, task.labels)
    )
    signs = 2 * signs.double() - 1
    found = []
    for width, seeds, outputs in cases:
        for seed, output in ((seed, output) for seed in seeds for output in outputs):
            net = Elman.initialise(width, "1", seed)
            fitted = fit_output(net, z[:, : d + output].long(), signs[: len(train), output])
            wrong = fitted.predicted * signs[len(train) :, output] <= 0
            row: Row = {"d": d, "samples": samples, "distinct": len(train), "test_inputs": len(test)}
            row |= {"width": width, "seed": seed, "growth": growth(net.W.numpy()), "output": output}
            row |= {"error": float(wrong.double().mean()), "limit_error": limit.sub_task_errors[output]}
            found.append(row | {"radius": fitted.radius, "residual": fitted.residual})
            print(found[-1], file=sys.stderr, flush=True)
    return found


def linearisation() -> list[Row]:
    """Lemma 8's remainder in three sweeps, of r, m and T, the others fixed."""
    sweeps = [("r", 512, 8, 2.0**-k) for k in range(1, 7)]
    sweeps += [("m", m, 8, 2.0**-5) for m in (128, 256, 512, 1024, 2048)]
    sweeps += [("T", 256, length, 2.0**-5) for length in (4, 8, 16, 32, 64)]
    found = []
    for seed in range(SEEDS):
        for sweep, m, length, r in sweeps:
            for direction in ("random", "gradient", "steepest", "kinks"):
                case = {"sweep": sweep, "direction": direction, "m": m, "T": length, "r": r, "seed": seed}
                found.append(case | asdict(measure_remainder(direction, m, length, r, seed)))
            print(found[-1], file=sys.stderr, flush=True)
    return found


def norms() -> list[Row]:
    """Lemmas 9 and 10 in three sweeps, of the distance r, of m and of T, the others fixed; and T at a distance of 1."""
    sweeps = [("r", 256, 16, 2.0**k) for k in range(-7, 2)]
    sweeps += [("m", m, 16, 2.0**-5) for m in (64, 128, 256, 512, 1024)]
    sweeps += [("T", 256, length, 2.0**-5) for length in (4, 8, 16, 32, 64)]
    sweeps += [("T far", 256, length, 1.0) for length in (4, 8, 16, 32, 64)]
    found = []
    for seed in range(SEEDS):
        for sweep, m, length, r in sweeps:
            for direction in ("random", "gradient", "growing"):
                case = {"sweep": sweep, "direction": direction, "m": m, "T": length, "r": r, "seed": seed}
                sizes = asdict(measure_norms(direction, m, length, r, seed))
                flat = {f"{what} {at}": value for at, of in sizes.items() for what, value in of.items()}
                found.append(case | flat)
            print(found[-1], file=sys.stderr, flush=True)
    return found


def comparisons(d: int, samples: int, rates: dict[float, dict[int, int]], steps: int) -> list[Row]:
    """Trained nets beside their own limits of infinite width.

    Args:
        d, samples: the parity, and how many draws its fixed sample has.
        rates: for each eta m the widths, and for each width how many seeds.
        steps: full-batch steps.
    """
    found = []
    for supervised in (True, False):
        sample = FixedSample(BitSubsetParity.random(d, 0), samples, supervised)
        for rate, widths in rates.items():
            for width, seed in ((width, seed) for width, seeds in widths.items() for seed in range(seeds)):
                row: Row = {"d": d, "supervised": supervised, "samples": samples, "distinct": sample.size}
                row |= {"rate": rate, "steps": steps, "width": width, "seed": seed}
                found.append(row | asdict(compare(sample, width, seed, rate=rate, steps=steps)))
                print(found[-1], file=sys.stderr, flush=True)
    return found


RECORDS: dict[str, Callable[[], list[Row]]] = {
    "linearisation": linearisation,
    "norms": norms,
    "infinite-width-8": lambda: comparisons(
        8,
        64,
        {
            1.0: dict.fromkeys((128, 256, 512, 1024, 2048, 4096), 3) | {8192: 1},
            8.0: dict.fromkeys((128, 256, 512, 1024, 2048), 3),
        },
        64,
    ),
    "joint-regression-8": lambda: joint_regressions(8, dict.fromkeys((16, 32, 64, 128, 256, 512), 4)),
    "joint-regression-16": lambda: joint_regressions(
        16, {64: 3, 128: 3, 256: 3, 512: 3, 1024: 1, 2048: 1, 4096: 1}
    ),
    "joint-regression-32": lambda: joint_regressions(32, {128: 1, 256: 1}),
    "separately-16": lambda: separately(
        16, 1024, [(128, tuple(range(8)), tuple(range(7))), (256, (1, 2, 4), (0, 3, 6))]
    ),
    "separately-32": lambda: separately(32, 8192, [(256, (1, 4), (0, 4, 14))]),
    "linearised-8": lambda: linearised(8, 128, (128, 256, 512, 1024), 3) + linearised(8, 128, (2048,), 1),
    "linearised-16": lambda: linearised(16, 128, (512, 1024), 1),
    "linearised-32": lambda: linearised(32, 128, (512,), 1),
}


if __name__ == "__main__":
    torch.set_num_threads(1)
    make("empirics.measurements.records", RECORDS, sys.argv[1:])
