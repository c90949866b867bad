"""Many nets at once: each equal to itself alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from empirics.spec import ElmanConfig, RunConfig
from empirics.store import Run
from empirics.training.algorithm_1 import Algorithm1
from empirics.training.inputs import inputs_of, tensors
from empirics.training.loop import train
from empirics.training.together import ManyNets, train_together
from tests.empirics.examples import doubled
from theory.errors import InputError
from theory.tasks.parity import BitSubsetParity

RUN = RunConfig(
    8, True, ElmanConfig(width=24, batch=2), steps=12, evaluate_every=5, stop_below=None, whole_cube=True
)


def test_a_step_of_many_nets_is_a_step_of_each() -> None:
    learners, alone = (
        [Algorithm1(ElmanConfig(width=20, eta=1.0 + seed), seed, 10) for seed in range(3)] for _ in range(2)
    )
    for learner in (*learners, *alone):
        doubled(learner)
    tasks = [BitSubsetParity.random(8, seed) for seed in range(3)]
    x = np.random.default_rng(1).integers(0, 2, size=(3, 4, 8), dtype=np.uint8)
    z, labels = map(torch.stack, zip(*map(tensors, tasks, x), strict=True))
    many = ManyNets(learners, "labels")
    losses = many.step(z, labels)
    for k, learner in enumerate(alone):
        assert float(learner.step(z[k], labels[k], 1)) == pytest.approx(float(losses[k]), rel=1e-12)
        torch.testing.assert_close(many.net.W[k], learner.model.W, rtol=1e-10, atol=1e-12)
        assert learners[k].model.W.data_ptr() == many.net.W[k].data_ptr()


def test_runs_done_together_end_as_they_do_alone(tmp_path: Path) -> None:
    configs = [
        RUN,
        replace(RUN, seed=28, steps=7),
        replace(RUN, model=replace(RUN.model, eta=2.0, eta_over_sqrt_n=True)),
    ]
    results = train_together(configs, tmp_path / "together")
    assert [result.steps for result in results] == [12, 7, 12]
    for config, result in zip(configs, results, strict=True):
        train(config, tmp_path / config.name)
        ours, theirs = Run(result.run).metrics(), Run(tmp_path / config.name).metrics()
        for line, other in zip(ours, theirs, strict=True):
            assert line["step"] == other["step"]
            assert line["loss"] == pytest.approx(other["loss"], rel=1e-5)
            assert line["movement"] == pytest.approx(other["movement"], rel=1e-4)
            assert line["validation"]["inputs"] == 2**8
    again = train_together(configs, tmp_path / "together")  # nothing is left to do
    assert again == results


def test_what_no_batch_of_matrices_holds_is_refused(tmp_path: Path) -> None:
    for other in (replace(RUN, evaluate_every=6), replace(RUN, model=replace(RUN.model, algorithm=3))):
        with pytest.raises(InputError, match="together"):
            train_together([RUN, other], tmp_path)
    assert not any(tmp_path.iterdir())


def test_the_whole_cube_is_drawn_from_and_tested_on() -> None:
    inputs = inputs_of(RUN)
    for part in (inputs.training, inputs.validation, inputs.test):
        assert len(np.unique(part, axis=0)) == 2**8
    for change in ({"samples": 10}, {"d": 16}):
        with pytest.raises(InputError, match="whole cube"):
            replace(RUN, **change)  # type: ignore[arg-type]
