"""Why Muon helps, measured at 32 bits.

``ablation`` trains the small run with Muon on some of its matrices and AdamW on the others. ``directions`` compares the
gradients of the sub-tasks, found and not yet found, and the directions that optimisers take from their sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import product
from pathlib import Path
from statistics import fmean

import torch
from torch import Tensor

from empirics.measurements.errors import count_errors
from empirics.models.loss import loss
from empirics.models.one_layer import MATRICES
from empirics.spec.config import RunConfig
from empirics.spec.model_config import TransformerConfig
from empirics.spec.one_layer import one_layer
from empirics.studies.measure import Case, Cases
from empirics.training.inputs import Batches, inputs_of
from empirics.training.muon import orthogonalised
from empirics.training.one_layer import OneLayerLearner
from theory.results.outcomes import LEARNED_ERROR
from theory.results.records import Row

BITS, MUON_SEEDS = 32, range(3)
#: Twice the budget of the small run.
STEPS = 2 * one_layer(BITS, True).steps
#: The matrices that Muon updates, and AdamW's rates; several rates where AdamW updates all matrices.
CASES: dict[str, tuple[tuple[str, ...], tuple[float, ...]]] = {
    "all six": (MATRICES, (2e-3,)),
    "query and key": (("query", "key"), (2e-3,)),
    "all but query and key": (("value", "project", "expand", "contract"), (2e-3,)),
    "none": ((), (5e-4, 1e-3, 2e-3, 5e-3)),
}


class Training:
    """A learner on the batches of a run."""

    def __init__(self, config: RunConfig, by_muon: tuple[str, ...], rate: float | None = None) -> None:
        """Set up a run of the one-layer decoder, with another rate of AdamW if one is given."""
        model = config.model
        if not isinstance(model, TransformerConfig):
            raise TypeError(model)
        if rate is not None:
            model = replace(model, learning_rate=rate)
        self.task = config.task
        self.inputs = inputs_of(config)
        self.batches = Batches(self.task, self.inputs.training, config)
        length = self.task.sequence_length
        self.learner = OneLayerLearner(model, length, config.seed, config.steps, by_muon=by_muon)

    def steps(self, first: int, last: int) -> None:
        """Do the steps from ``first`` to ``last``, counted from 1."""
        for number in range(first, last + 1):
            self.learner.step(*self.batches.of(number), number)

    def found(self) -> list[bool]:
        """Return whether each sub-task is found."""
        errors = count_errors(self.learner.model, self.task, self.inputs.validation)
        return [error <= LEARNED_ERROR for error in errors.teacher_forced_errors]


def ablation(_: Path) -> Iterator[Case]:
    """Train with Muon on some of the matrices: steps until all sub-tasks are found, or the number found at the end."""
    for name, (by_muon, rates) in CASES.items():
        for rate, seed in product(rates, MUON_SEEDS):
            yield Case({"by_muon": name, "rate": rate, "seed": seed}, partial(_trained, by_muon, rate, seed))


def _trained(by_muon: tuple[str, ...], rate: float, seed: int) -> Row:
    config = replace(one_layer(BITS, True, seed=seed), steps=STEPS)
    training, every = Training(config, by_muon, rate), config.evaluate_every
    step, found = 0, [False]
    while step < STEPS and not all(found):
        training.steps(step + 1, step + every)
        step += every
        found = training.found()
    return {"steps": step, "found": sum(found), "of": len(found)}


def directions(_: Path) -> Iterator[Case]:
    """Compare the sub-tasks' gradients where Muon has found between a third and two thirds of them."""
    for seed in MUON_SEEDS:
        part_way = cache(partial(_part_way, seed))
        for name in ("query", "key", "value"):
            yield Case({"seed": seed, "matrix": name}, partial(_of_matrix, part_way, name))


def _part_way(seed: int) -> tuple[Training, int, list[bool]]:
    """Return a training where a third of the sub-tasks are found, its steps, and which sub-tasks are found."""
    training = Training(one_layer(BITS, True, seed=seed), MATRICES)
    step, known = 0, [False]
    while sum(known) < len(known) / 3:
        step += 1
        training.steps(step, step)
        known = training.found()
    return training, step, known


def _of_matrix(part_way: Callable[[], tuple[Training, int, list[bool]]], name: str) -> Row:
    training, step, known = part_way()
    compared = _compared(_gradients(training, name, step + 1), known)
    return {"step": step, "found": sum(known), "of": len(known), **compared}


def _gradients(training: Training, name: str, number: int) -> list[Tensor]:
    """The gradient of each sub-task's part of the loss in one matrix, on the batch of a step."""
    z, labels = training.batches.of(number)
    model = training.learner.model
    weight = model.get_parameter(f"{name}.weight")
    scores = model.shared_scores(z, labels.shape[1])
    count = labels.shape[1]
    parts = [loss(scores[:, k : k + 1], labels[:, k : k + 1], "labels") / count for k in range(count)]
    return [torch.autograd.grad(part, weight, retain_graph=True)[0] for part in parts]


def _compared(gradients: list[Tensor], known: list[bool]) -> Row:
    """Compare the gradients of found sub-tasks and of the others, and the effect of directions on the others.

    A sub-task's own part is the component of its gradient orthogonal to the span of all other sub-tasks' gradients.
    ``slope`` is the decrease of a sub-task's loss along a direction of spectral norm 1, over the norm of its gradient
    (or of its own part): the spectral norm bounds what a step changes in any activation.
    """
    total = torch.stack(gradients).sum(0)
    own = _own_parts(gradients)
    values = torch.linalg.svdvals(total)
    row: Row = {
        "norm_found": fmean(float(g.norm()) for g, done in zip(gradients, known, strict=True) if done),
        "norm_others": fmean(float(g.norm()) for g, done in zip(gradients, known, strict=True) if not done),
        "own_share": fmean(float(p.norm() / g.norm()) for g, p in zip(gradients, own, strict=True)),
        "share_of_largest": float(values[0] ** 2 / values.square().sum()),
    }
    taken = {"gradient": total, "sign": total.sign(), "orthogonalised": orthogonalised(total)}
    for name, direction in taken.items():
        for part, compared in (("whole", gradients), ("own", own)):
            row[f"slope_{part}_{name}"] = fmean(
                _slope(direction, g) for g, done in zip(compared, known, strict=True) if not done
            )
    return row


def _slope(direction: Tensor, gradient: Tensor) -> float:
    return float((direction * gradient).sum() / (torch.linalg.matrix_norm(direction, 2) * gradient.norm()))


def _own_parts(gradients: list[Tensor]) -> list[Tensor]:
    """Each gradient less its projection on the span of the others."""
    flat = torch.stack(gradients).flatten(1).double()
    own = []
    for k, gradient in enumerate(flat):
        others = torch.cat([flat[:k], flat[k + 1 :]])
        basis = torch.linalg.qr(others.T).Q
        own.append((gradient - basis @ (basis.T @ gradient)).view_as(gradients[k]).to(gradients[k]))
    return own


RECORDS: dict[str, Cases] = {"gap/ablation": ablation, "gap/directions": directions}
