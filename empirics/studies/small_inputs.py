"""The printed initialisation and the one of elman-2026, whose A is smaller by T^(3/2): errors along training."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import product
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from empirics.models.elman import Elman
from empirics.models.loss import loss_gradient
from empirics.studies.descent import with_sub_tasks
from empirics.studies.measure import Case, Cases
from theory.kernel.descent import KernelDescent
from theory.kernel.initialisation import Initialisation
from theory.results.records import Row
from theory.tasks.cube import all_inputs
from theory.tasks.sequence import Task

#: Variance of the entries of A, times m/2: as printed, and as in elman-2026.
INPUTS = ("1", "T^-3")
#: Infinite width: bits, draws of subset and samples, numbers of samples, and eta m: a rate of the theorem, and the
#: printed one.
BITS, DRAWS = (4, 8), 4
SAMPLES = (100, 1000, 10_000, 100_000)
RATES = ("1/(2T)", "1/sqrt(n)")
#: Finite width: bits, batch, steps, and eta m from either initialisation: the theorem's rate for single samples; with a
#: batch a larger one, in reach of the edge of stability, which lies lower where the kernel is larger.
WIDTH = 512
NETS = ((8, 1, 20_000, (0.05, 0.05)), (8, 32, 10_000, (1.0, 4.0)), (16, 32, 1_500, (1.0, 4.0)))
SEEDS, EVALUATIONS = range(2), 20
#: Errors are over all inputs, or over this number of uniform draws of them.
TEST_INPUTS = 2048


def variance_of_inputs(inputs: str, task: Task) -> float:
    """The number a behind one of ``INPUTS``."""
    return 1.0 if inputs == "1" else float(task.sequence_length) ** -3


def descent(_: Path) -> Iterator[Case]:
    """Yield algorithm 1 at infinite width, one sample a step, at two rates from two initialisations."""
    for d, inputs, seed in product(BITS, INPUTS, range(DRAWS)):
        trained = cache(partial(_limit, d, inputs, seed))
        for rate, samples in product(RATES, SAMPLES):
            key: Row = {"d": d, "inputs": inputs, "seed": seed, "rate": rate, "samples": samples}
            yield Case(key, partial(_limit_errors, trained, key))


def _limit(d: int, inputs: str, seed: int) -> KernelDescent:
    task = with_sub_tasks(d, seed)
    return KernelDescent(task, Initialisation(inputs=variance_of_inputs(inputs, task)))


def _limit_errors(trained: Callable[[], KernelDescent], key: Row) -> Row:
    run = trained()
    rate = 1 / (2 * run.task.sequence_length) if key["rate"] == RATES[0] else None
    found = run.run(key["samples"], seed=key["seed"], random_start=True, rate=rate)
    return {"mean_any_wrong": found.mean_any_wrong, "any_wrong": found.any_wrong}


def nets(_: Path) -> Iterator[Case]:
    """Yield nets of finite width from both initialisations: errors of each sub-task along the run."""
    for (d, batch, steps, rates), start, seed in product(NETS, range(len(INPUTS)), SEEDS):
        key: Row = {"d": d, "width": WIDTH, "batch": batch, "rate": rates[start], "steps": steps}
        key |= {"inputs": INPUTS[start], "seed": seed}
        yield Case(key, partial(train, key))


def train(key: Row) -> Row:
    """Train by SGD on the mean loss over the outputs with eta = rate / m, on uniform draws of the inputs."""
    torch.set_num_threads(1)
    task = with_sub_tasks(key["d"], key["seed"])
    net = Elman.initialise(key["width"], "1", key["seed"])
    net.A.mul_(variance_of_inputs(key["inputs"], task) ** 0.5)
    inputs = all_inputs(task.d)
    tokens = torch.as_tensor(task.teacher_forced(inputs).astype(np.int64))
    labels = torch.as_tensor(task.labels(inputs).astype(np.int64))
    draw = np.random.default_rng(key["seed"])
    tested = draw.permutation(len(tokens))[:TEST_INPUTS]
    found: dict[str, list[object]] = {"at_steps": [], "sub_task_errors": [], "any_wrong": []}
    for step in range(key["steps"] + 1):
        if step % (key["steps"] // EVALUATIONS) == 0:
            wrong = _wrong(net, tokens[tested], labels[tested])
            found["at_steps"].append(step)
            found["sub_task_errors"].append(wrong.mean(dim=0).tolist())
            found["any_wrong"].append(float(wrong.amax(dim=1).mean()))
        rows = torch.as_tensor(draw.integers(0, len(tokens), key["batch"]))
        hidden = net.hidden(tokens[rows])
        slopes = loss_gradient(net.scores_of(hidden[1:]), labels[rows], "labels")
        net.W -= key["rate"] / key["width"] * net.gradient(hidden, slopes)
    return {**found, "gates": [sorted(gate.inputs) for gate in task.gates]}


def _wrong(net: Elman, tokens: Tensor, labels: Tensor) -> Tensor:
    """Return which outputs are wrong, teacher forced: (inputs, outputs), of 0 and 1."""
    scores = net.scores(tokens)[:, -labels.shape[1] :]
    return ((scores > 0) != (labels > 0)).double()


RECORDS: dict[str, Cases] = {"elman/descent": descent, "elman/nets": nets}
