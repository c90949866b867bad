"""Muon, and the small run that it trains: the update, what a checkpoint holds, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from empirics.models.one_layer import MATRICES
from empirics.spec import RunConfig, TransformerConfig
from empirics.spec.one_layer import RECIPES, TIMES_LONGER, one_layer, recipe
from empirics.training.loop import train
from empirics.training.muon import Muon, orthogonalised
from empirics.training.one_layer import MOMENTUM, OneLayerLearner
from tests.empirics.examples import example
from theory.errors import InputError

TINY = TransformerConfig(
    architecture="one-layer", optimizer="muon", width=16, heads=4, muon_rate=0.03, learning_rate=0.02, batch=8
)


@pytest.mark.parametrize("shape", [(6, 6), (4, 9), (9, 4)])
def test_orthogonalised_keeps_the_singular_vectors_and_evens_the_values(shape: tuple[int, int]) -> None:
    gradient = torch.randn(shape, generator=torch.Generator().manual_seed(3), dtype=torch.float64)
    left, values, right = torch.linalg.svd(gradient, full_matrices=False)
    assert float(values[0] / values[-1]) > 2
    moved = left.T @ orthogonalised(gradient) @ right.T
    torch.testing.assert_close(moved, torch.diag(moved.diagonal()), atol=1e-9, rtol=0)
    # Where five times the quintic take all values that are not too small.
    assert float(moved.diagonal().min()) > 0.65
    assert float(moved.diagonal().max()) < 1.25


def test_a_zero_gradient_moves_nothing_and_its_update_is_finite() -> None:
    assert torch.equal(orthogonalised(torch.zeros(3, 5)), torch.zeros(3, 5))


def test_steps_are_those_of_torch_up_to_its_bfloat16() -> None:
    draw = torch.Generator().manual_seed(5)
    ours, theirs = (
        [torch.randn(s, generator=draw.manual_seed(5)) for s in ((8, 8), (12, 6))] for _ in range(2)
    )
    start = [matrix.clone() for matrix in ours]
    mine = Muon(ours, MOMENTUM, weight_decay=0.1)
    peer = torch.optim.Muon(theirs, lr=0.05, weight_decay=0.1, momentum=MOMENTUM, nesterov=True)
    for step in range(3):
        for a, b in zip(ours, theirs, strict=True):
            a.grad = torch.randn(a.shape, generator=draw.manual_seed(step))
            b.grad = a.grad.clone()
        mine.step(0.05)
        peer.step()
    for a, b, before in zip(ours, theirs, start, strict=True):
        moved = (b - before).norm()
        assert float((a - b).norm()) < 0.03 * float(moved)  # bfloat16 has 8 bits
        assert float(moved) > 0.2


def test_muon_moves_the_matrices_and_adamw_the_rest() -> None:
    z, labels = example(8, 20)
    for by_muon in (MATRICES, ("query", "key"), ()):
        learner = OneLayerLearner(TINY, 10, seed=4, steps=8, by_muon=by_muon)
        before = {name: p.detach().clone() for name, p in learner.model.named_parameters()}
        learner.step(z, labels, 1)
        for name, parameter in learner.model.named_parameters():
            moved = parameter.detach() - before[name] * (1 - 0.01 * TINY.learning_rate)
            if name.removesuffix(".weight") in by_muon:
                moved = parameter.detach() - before[name] * (1 - 0.01 * TINY.muon_rate)
                assert float(torch.linalg.svdvals(moved)[0]) == pytest.approx(TINY.muon_rate, rel=0.35)
            else:
                # Adam's first step is the rate in every entry that has a gradient.
                assert float(moved.abs().max()) == pytest.approx(TINY.learning_rate, rel=0.02)


@pytest.mark.parametrize("optimizer", ["muon", "adamw"])
def test_a_learner_restored_goes_on_as_the_one_that_was_saved(optimizer: Any) -> None:
    config = replace(TINY, optimizer=optimizer, muon_rate=TINY.muon_rate if optimizer == "muon" else 0.0)
    first, second = (OneLayerLearner(config, 10, seed=seed, steps=8) for seed in (4, 5))
    for number in (1, 2):
        first.step(*example(8, 12, seed=number), number)
    second.restore({name: tensor.clone() for name, tensor in first.tensors().items()})
    for number in (3, 4):
        for learner in (first, second):
            learner.step(*example(8, 12, seed=number), number)
    held = first.tensors()
    assert any(name.startswith("muon.") for name in held) is (optimizer == "muon")
    for name, tensor in second.tensors().items():
        assert torch.equal(tensor, held[name]), name


def test_a_linear_schedule_ends_both_rates_at_zero() -> None:
    learner = OneLayerLearner(replace(TINY, schedule="linear"), 10, seed=4, steps=8)
    z, labels = example(8, 20)
    learner.step(z, labels, 4)
    assert learner.adamw.param_groups[0]["lr"] == TINY.learning_rate / 2
    before = {name: p.detach().clone() for name, p in learner.model.named_parameters()}
    learner.step(z, labels, 8)
    for name, parameter in learner.model.named_parameters():
        assert torch.equal(parameter.detach(), before[name])


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"layers": 2}, "layers 1, not 2"),
        ({"precision": "bf16"}, "precision float32"),
        ({"decayed": "matrices"}, "decayed all"),
        ({"initialisation": "gpt2"}, "initialisation loud"),
        ({"muon_rate": 0.0}, "muon_rate is positive"),
        ({"optimizer": "adamw"}, "muon_rate is positive"),
        ({"architecture": "gpt2"}, "one-layer decoder only"),
        ({"architecture": "two-layer"}, "architecture must be"),
        ({"optimizer": "sgd"}, "optimizer must be"),
    ],
)
def test_what_the_small_run_does_not_have_is_refused(changed: dict[str, Any], complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        RunConfig(8, True, replace(TINY, **changed))


def test_runs_recorded_before_keep_their_names() -> None:
    recorded = RunConfig(8, True, TransformerConfig())
    assert not {"architecture", "optimizer", "muon_rate"} & recorded.as_dict()["model"].keys()
    for config in (one_layer(8, True), one_layer(32, False, optimizer="adamw")):
        assert RunConfig.from_dict(config.as_dict()) == config
        assert config.name != recorded.name


def test_the_recipe_follows_from_the_bits_and_end_to_end_has_more_steps() -> None:
    assert [recipe(d).bits for d in (8, 32, 34, 64, 128)] == [32, 32, 64, 64, float("inf")]
    for d in (8, 64, 128):
        assert one_layer(d, False).steps == TIMES_LONGER * one_layer(d, True).steps
    same = (
        "architecture",
        "width",
        "heads",
        "batch",
        "optimizer",
        "muon_rate",
        "learning_rate",
        "weight_decay",
    )
    for d in (32, 64):
        with_sub_tasks, without = (one_layer(d, how).model for how in (True, False))
        assert all(getattr(with_sub_tasks, name) == getattr(without, name) for name in same)
    assert all(one.steps % one.evaluate_every == 0 for one in RECIPES)


def test_16_bits_with_sub_tasks_are_learned_within_half_of_the_budget(tmp_path: Path) -> None:
    config = one_layer(16, True, seed=3)
    result = train(config, tmp_path / "run")
    assert 2 * result.steps <= config.steps
    assert result.free_running_error <= 0.02
