"""Algorithms 1, 2 and 3: their steps against automatic differentiation, and what departs from the printed ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from empirics.models.elman import Elman
from empirics.models.loss import loss, loss_gradient
from empirics.models.shared_prefixes import SharedPass, SharedPrefixes
from empirics.spec import ElmanConfig, RunConfig
from empirics.spec.variants import departures, variant
from empirics.store import Run
from empirics.training import algorithm_3
from empirics.training.algorithm_1 import Algorithm1
from empirics.training.algorithm_2 import Algorithm2, approximate
from empirics.training.algorithm_3 import Algorithm3
from empirics.training.inputs import tensors
from empirics.training.learners import make_learner
from empirics.training.loop import train
from tests.empirics.examples import doubled, example
from theory.errors import InputError
from theory.tasks.cube import all_inputs
from theory.tasks.parity import BitSubsetParity
from theory.tasks.sequence import Bits


def draw(d: int, rows: int) -> Bits:
    return np.random.default_rng(2).integers(0, 2, size=(rows, d), dtype=np.uint8)


def by_automatic_differentiation(net: Elman, z: Tensor, labels: Tensor) -> Tensor:
    tracked = Elman(net.W.clone().requires_grad_(True), net.A, net.B, net.M_0)
    (gradient,) = torch.autograd.grad(loss(tracked.scores(z), labels, "labels"), tracked.W)
    return gradient


def distance(found: Tensor, expected: Tensor) -> float:
    return float((found - expected).norm() / expected.norm())


@pytest.mark.parametrize("supervised", [True, False], ids=["supervised", "end-to-end"])
@pytest.mark.parametrize("rows", [1, 7, 300], ids=["one", "some", "repeated"])
def test_over_distinct_prefixes_the_gradient_is_that_of_automatic_differentiation(
    rows: int, supervised: bool
) -> None:
    z, labels = example(8, rows, supervised=supervised)
    net, prefixes = Elman.initialise(40, "1", seed=3, dtype=torch.float64), SharedPrefixes(z)
    shared = SharedPass(net)
    scores = prefixes.spread(shared.states(prefixes) @ net.B, labels.shape[1])
    torch.testing.assert_close(scores, net.scores(z)[:, -labels.shape[1] :], rtol=1e-10, atol=1e-12)
    force = prefixes.collect(loss_gradient(scores, labels, "labels"))
    left, right = shared.factors(prefixes, force, labels.shape[1])
    assert distance(left.T @ right, by_automatic_differentiation(net, z, labels)) < 1e-6


def test_all_inputs_have_as_many_prefixes_as_a_binary_tree_has_nodes() -> None:
    prefixes = SharedPrefixes(torch.from_numpy(all_inputs(8)).long())
    assert (prefixes.shorter, prefixes.rows) == (2**8 - 1, 2**9 - 1)


def test_algorithm_3_descends_on_the_mean_over_all_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(algorithm_3, "INPUTS_AT_A_TIME", 24)  # several parts, the last one shorter
    task = BitSubsetParity.random(8, seed=1)
    config = ElmanConfig(width=20, eta=0.5, algorithm=3)
    learner = Algorithm3(config, 3, 10, task, all_inputs(8))
    doubled(learner)
    before, (z, labels) = learner.model.W.clone(), tensors(task, all_inputs(8))
    expected = by_automatic_differentiation(learner.model, z, labels)
    value = float(loss(learner.model.scores(z), labels, "labels"))
    assert float(learner.step(z[:1], labels[:1], 1)) == pytest.approx(value, rel=1e-12)
    assert distance((before - learner.model.W) / (0.5 / 20), expected) < 1e-6


def test_algorithm_3_takes_a_fixed_sample_as_its_distribution() -> None:
    config = RunConfig(8, True, ElmanConfig(width=8, algorithm=3), samples=10, held_out=4)
    learner = make_learner(config, config.task, draw(8, 10))
    assert learner.inputs == 10
    everything = RunConfig(8, True, ElmanConfig(width=8, algorithm=3), held_out=4)
    learner = make_learner(everything, everything.task, draw(8, 10))
    assert learner.inputs == 2**8
    beyond = RunConfig(32, True, ElmanConfig(width=8, algorithm=3))
    assert type(make_learner(beyond, beyond.task, draw(32, 10))) is Algorithm2


def test_algorithm_2_without_error_is_algorithm_1() -> None:
    z, labels = example(8, 5)
    learners = [
        Algorithm1(ElmanConfig(width=20), 3, 10),
        Algorithm2(ElmanConfig(width=20, algorithm=2), 3, 10),
    ]
    for learner in learners:
        doubled(learner)
        learner.step(z, labels, 1)
    torch.testing.assert_close(learners[0].model.W, learners[1].model.W, rtol=1e-12, atol=1e-14)


def test_over_every_token_as_a_gpu_takes_it_a_step_is_the_same() -> None:
    z, labels = example(8, 5)
    shared, dense = (Algorithm1(ElmanConfig(width=20), 3, 10) for _ in range(2))
    for learner in (shared, dense):
        doubled(learner)
    value = shared.step(z, labels, 1)
    assert float(dense._dense_step(z, labels)) == pytest.approx(float(value), rel=1e-12)
    torch.testing.assert_close(shared.model.W, dense.model.W, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("how", ["rounding", "adversary"])
def test_a_sigma_approximation_is_within_sigma_and_algorithm_2_moves_along_it(how: str) -> None:
    sigma, width = 0.03, 20
    gradient = torch.randn(width, width, generator=torch.Generator().manual_seed(1), dtype=torch.float64) / 10
    answer = approximate(gradient.clone(), sigma, how)  # type: ignore[arg-type]
    error = (answer - gradient).abs()
    assert float(error.max()) <= sigma * (1 + 1e-12)
    assert float(error.max()) > 0.9 * sigma
    z, labels = example(8, 3)
    config = ElmanConfig(width=width, eta=0.5, algorithm=2, sigma=0.4, approximation=how)  # type: ignore[arg-type]
    learner = Algorithm2(config, 3, 10)
    doubled(learner)
    before, true = learner.model.W.clone(), by_automatic_differentiation(learner.model, z, labels)
    learner.step(z, labels, 1)
    expected = approximate(true, 0.4 / width, how)  # type: ignore[arg-type]
    torch.testing.assert_close((before - learner.model.W) / (0.5 / width), expected, rtol=1e-9, atol=1e-12)


def test_rounding_leaves_multiples_of_two_sigma_and_the_adversary_helps_least() -> None:
    generator = torch.Generator().manual_seed(1)
    gradient, sigma = torch.randn(30, 30, generator=generator, dtype=torch.float64), 0.25
    rounded = approximate(gradient.clone(), sigma, "rounding")
    steps = rounded / (2 * sigma)
    assert torch.equal(steps, steps.round())
    progress = float((gradient * approximate(gradient.clone(), sigma, "adversary")).sum())
    assert progress == pytest.approx(float((gradient**2).sum() - sigma * gradient.abs().sum()), rel=1e-12)
    for _ in range(20):
        other = gradient + sigma * (2 * torch.rand(30, 30, generator=generator, dtype=torch.float64) - 1)
        assert float((gradient * other).sum()) > progress


def test_the_printed_algorithm_departs_from_nothing_and_every_departure_is_named() -> None:
    printed = ElmanConfig(width=8, **variant("printed"))
    assert departures(RunConfig(8, True, printed)) == ()
    corrected = departures(RunConfig(8, True, ElmanConfig(width=8, **variant("corrected"))))
    assert [line.split(",")[0] for line in corrected] == ["B of variance 1", "loss over T - d + 1"]
    practical = departures(RunConfig(8, True, ElmanConfig(width=8, **variant("practical")), samples=9))
    assert [line.split(",")[0].split(";")[0] for line in practical] == [
        "B of variance 1",
        "loss over T - d + 1",
        "learning rate 8/m",
        "64 samples a step",
        "a fixed sample of 9 inputs",
    ]
    beyond = ElmanConfig(width=8, algorithm=3, **{**variant("printed"), "batch": 512})
    assert departures(RunConfig(32, True, beyond)) == ("512 samples a step stand for the expectation",)
    with pytest.raises(InputError, match="variant"):
        variant("new")


def test_a_fixed_sample_is_looked_at_whole_and_ends_the_run_when_it_is_fitted(tmp_path: Path) -> None:
    model = ElmanConfig(width=64, eta=8.0, batch=8)
    config = RunConfig(
        8,
        False,
        model,
        samples=6,
        steps=400,
        evaluate_every=1,
        stop_below=None,
        stop_fitted=True,
        held_out=8,
    )
    result = train(config, tmp_path / "run")
    lines = Run(tmp_path / "run").metrics()
    assert all(line["training"]["inputs"] == 6 for line in lines)
    assert all(line["training"]["free_running_wrong"] > 0 for line in lines[:-1])
    assert result.training_error == 0
    assert result.steps < config.steps
    assert lines[-1]["movement"] > lines[0]["movement"] > 0
    with pytest.raises(InputError, match="fixed sample"):
        RunConfig(8, False, model, stop_fitted=True)
