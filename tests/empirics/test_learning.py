"""Both models learn small tasks, and their steps are the ones that the paper writes."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
import torch

from empirics.models.loss import loss
from empirics.spec import ElmanConfig, RunConfig, TransformerConfig
from empirics.training.adamw import AdamW
from empirics.training.algorithm_1 import Algorithm1
from empirics.training.loop import train
from tests.empirics.examples import example


@pytest.mark.parametrize(("over_sqrt_n", "rate"), [(False, 0.5 / 20), (True, 0.5 / 20 / 10)])
def test_a_step_of_algorithm_1_moves_w_alone_by_minus_eta_times_the_gradient(
    over_sqrt_n: bool, rate: float
) -> None:
    config = ElmanConfig(width=20, eta=0.5, eta_over_sqrt_n=over_sqrt_n, batch=1, normaliser="printed")
    learner = Algorithm1(config, seed=3, steps=100)
    before = {name: tensor.clone() for name, tensor in learner.tensors().items()}
    z, labels = example(8, 1)
    W = before["W"].clone().requires_grad_(True)
    learner.model.W = W
    (gradient,) = torch.autograd.grad(loss(learner.model.scores(z), labels, "printed"), W)
    learner.model.W = before["W"].clone()
    learner.step(z, labels, 1)
    after = learner.tensors()
    torch.testing.assert_close(after["W"], before["W"] - rate * gradient)
    assert not torch.equal(after["W"], before["W"])
    assert all(torch.equal(after[name], before[name]) for name in ("A", "B", "M_0"))


@pytest.mark.parametrize(
    ("schedule", "after"), [("constant", [0.1, 0.1, 0.1, 0.1]), ("linear", [0.1, 0.075, 0.05, 0.025])]
)
def test_the_rate_rises_linearly_over_the_warm_up_and_then_stays_or_falls(
    schedule: Literal["constant", "linear"], after: list[float]
) -> None:
    config = TransformerConfig(width=16, heads=2, warmup=4, learning_rate=0.1, schedule=schedule)
    learner = AdamW(config, 10, seed=4, steps=8)
    z, labels = example(8, 4)
    rates = []
    for number in range(1, 8):
        learner.step(z, labels, number)
        rates.append(learner.optimizer.param_groups[0]["lr"])
    assert rates == pytest.approx([0.025, 0.05, 0.075, *after])


@pytest.mark.parametrize("decayed", ["all", "matrices"])
def test_a_step_is_that_of_torch_on_every_token(decayed: Literal["all", "matrices"]) -> None:
    config = TransformerConfig(
        width=16, heads=2, layers=2, learning_rate=0.01, weight_decay=0.5, decayed=decayed
    )
    learner, peer = (AdamW(config, 10, seed=4, steps=8) for _ in range(2))
    z, labels = example(8, 20)
    before = {name: p.detach().clone() for name, p in learner.model.named_parameters()}
    found = learner.step(z, labels, 1)
    value = loss(peer.model.scores(z, last=labels.shape[1]), labels, "labels")
    value.backward()
    free = [name for name, p in peer.model.named_parameters() if p.ndim == 1] if decayed == "matrices" else []
    parameters = dict(peer.model.named_parameters())
    groups = [
        {"params": [p for name, p in parameters.items() if name not in free], "weight_decay": 0.5},
        {"params": [p for name, p in parameters.items() if name in free], "weight_decay": 0.0},
    ]
    torch.optim.AdamW(groups, lr=0.01, betas=(0.9, 0.999), eps=1e-8).step()
    torch.testing.assert_close(found, value.detach())
    for name, parameter in learner.model.named_parameters():
        # Where a gradient is as small as epsilon Adam divides rounding by rounding: the biases of the keys have none.
        torch.testing.assert_close(parameter, parameters[name], rtol=1e-4, atol=5e-4)
        assert not torch.equal(parameter, before[name])


@pytest.mark.parametrize(
    "config",
    [
        RunConfig(8, True, ElmanConfig(), steps=350),
        RunConfig(8, True, TransformerConfig(), steps=300),
    ],
    ids=["rnn", "transformer"],
)
def test_eight_bits_with_supervision_are_learned(config: RunConfig, tmp_path: Path) -> None:
    result = train(config, tmp_path / "run")
    assert result.steps < config.steps
    assert result.training_error <= 0.05
    # 32 test inputs: 10 % is three of them.
    assert result.free_running_error <= 0.1
