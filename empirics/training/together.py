"""Many runs of algorithm 1 at once: k nets of one width as one batch of matrices, each ending as it would alone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import torch
from torch import Tensor

from empirics.choices import Normaliser
from empirics.models.elman import Elman
from empirics.models.loss import loss, loss_gradient
from empirics.spec import RunConfig
from empirics.spec.model_config import ElmanConfig
from empirics.store.writer import RunWriter
from empirics.training.algorithm_1 import Algorithm1
from empirics.training.loop import Sitting, begun
from theory.errors import InputError
from theory.results import Result, result_of


class ManyNets:
    """Learners of algorithm 1 whose steps are taken together; each still holds its own net, as a part of the stack."""

    def __init__(self, learners: Sequence[Algorithm1], normaliser: Normaliser) -> None:
        self.net, self.normaliser = Elman.stack([learner.model for learner in learners]), normaliser
        self.rates = self.net.W.new_tensor([learner.rate for learner in learners])[:, None, None]
        for k, learner in enumerate(learners):
            learner.hold(self.net.part(k))

    def step(self, z: Tensor, labels: Tensor) -> Tensor:
        """Take one step of each net: tokens (k, n, T), labels (k, n, T - d + 1); return the losses before it, (k,)."""
        hidden = self.net.hidden(z)
        scores = self.net.scores_of(hidden[1:])
        left, right = self.net.factors(hidden, loss_gradient(scores, labels, self.normaliser))
        self.net.W.baddbmm_(left.mul_(self.rates).mT, right, alpha=-1)
        return loss(scores, labels, self.normaliser)


def train_together(configs: Sequence[RunConfig], root: Path) -> list[Result]:
    """Do runs that differ in seed, subset, sample, rate or length, and are of one width, task size and batch.

    Small nets are bound by the number of calls, which k nets share. There are no checkpoints: unfinished runs begin
    again, and finished runs are not done again. Sums may be rounded differently than in a run alone.

    Args:
        configs: the runs, of algorithm 1.
        root: each run's folder is ``root / config.name``.

    Raises:
        InputError: they cannot be trained together, or a folder holds something else.
    """
    _check(configs)
    torch.set_num_threads(configs[0].threads)
    runs = [RunWriter(root / config.name) for config in configs]
    waiting = [(config, run) for config, run in zip(configs, runs, strict=True) if not run.has_result]
    with ExitStack() as locks:
        _work([begun(config, run, locks) for config, run in waiting])
    return [result_of(run) for run in runs]


def _work(sittings: list[Sitting]) -> None:
    """Take all steps of all runs; the batch grows smaller as runs end."""
    step, losses = 0, {sitting.run.folder: list[float]() for sitting in sittings}
    while sittings:
        many = ManyNets([_learner(sitting) for sitting in sittings], _model(sittings[0].config).normaliser)
        while not any(sitting.finished for sitting in sittings):
            step += 1
            batches = [sitting.batches.of(step) for sitting in sittings]
            values = many.step(*(torch.stack(part) for part in zip(*batches, strict=True)))
            for sitting, value in zip(sittings, values.tolist(), strict=True):
                losses[sitting.run.folder].append(value)
                if step % sitting.config.evaluate_every == 0 or step == sitting.config.steps:
                    _evaluate(sitting, step, losses[sitting.run.folder])
        sittings = [sitting for sitting in sittings if not sitting.finished]


def _evaluate(sitting: Sitting, step: int, losses: list[float]) -> None:
    sitting.step = step
    line, sitting.finished = sitting.evaluate(sum(losses) / len(losses))
    losses.clear()
    sitting.write(line)
    if sitting.finished:
        sitting.run.finish(sitting.state)


def _check(configs: Sequence[RunConfig]) -> None:
    """Raise InputError unless one batch of matrices can hold them."""
    shared = {
        (
            c.d,
            c.supervised,
            c.task_name,
            c.evaluate_every,
            c.device,
            _model(c).width,
            _model(c).batch,
            _model(c).normaliser,
        )
        for c in configs
    }
    if len(shared) != 1 or any(_model(config).algorithm != 1 for config in configs):
        raise InputError(
            "runs are trained together only by algorithm 1, and only with the same task, width, "
            "batch, normaliser and evaluation steps"
        )


def _model(config: RunConfig) -> ElmanConfig:
    if not isinstance(config.model, ElmanConfig):
        raise InputError("only runs of the wide recurrent net are trained together")
    return config.model


def _learner(sitting: Sitting) -> Algorithm1:
    if not isinstance(sitting.learner, Algorithm1):
        raise InputError("only runs of the wide recurrent net are trained together")
    return sitting.learner
