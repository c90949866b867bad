"""What is measured of Muon: the sub-tasks' gradients add up to the whole, and each one's own part is its own."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from empirics.models.loss import loss
from empirics.models.one_layer import MATRICES
from empirics.spec.one_layer import one_layer
from empirics.studies import why_muon
from empirics.studies.why_muon import Training


def test_the_gradients_of_the_sub_tasks_add_up_to_that_of_the_loss() -> None:
    training = Training(one_layer(16, True, seed=1), MATRICES)
    training.steps(1, 2)
    parts = why_muon._gradients(training, "query", 3)
    z, labels = training.batches.of(3)
    model = training.learner.model
    (whole,) = torch.autograd.grad(
        loss(model.shared_scores(z, labels.shape[1]), labels, "labels"), model.query.weight
    )
    assert len(parts) == training.task.num_labels
    torch.testing.assert_close(torch.stack(parts).sum(0), whole, rtol=1e-4, atol=1e-7)


def test_an_own_part_is_at_right_angles_to_all_other_gradients() -> None:
    draw = torch.Generator().manual_seed(2)
    shared = torch.randn(6, 5, generator=draw)
    gradients = [shared + 0.3 * torch.randn(6, 5, generator=draw) for _ in range(4)]
    own = why_muon._own_parts(gradients)
    for k, part in enumerate(own):
        for j, gradient in enumerate(gradients):
            product = float((part * gradient).sum())
            # With its own gradient it has the product of its square.
            assert product == pytest.approx(float(part.square().sum()) if j == k else 0.0, abs=1e-5)
        assert 0.1 < float(part.norm()) < float(gradients[k].norm())


def test_no_direction_of_the_same_spectral_norm_goes_further_down_than_the_orthogonal_one() -> None:
    gradient = torch.diag(torch.tensor([3.0, 1.0]))
    slopes = {
        "gradient": why_muon._slope(gradient, gradient),
        "orthogonal": why_muon._slope(torch.eye(2), gradient),
    }
    assert slopes["gradient"] == pytest.approx(10**0.5 / 3)
    assert slopes["orthogonal"] == pytest.approx(4 / 10**0.5)  # the nuclear norm over the norm


def test_rows_say_what_was_trained_and_how_far_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(why_muon, "BITS", 8)
    monkeypatch.setattr(why_muon, "MUON_SEEDS", range(1))
    monkeypatch.setattr(why_muon, "STEPS", 40)
    monkeypatch.setattr(why_muon, "CASES", {"all six": (MATRICES, (2e-3,)), "none": ((), (1e-9,))})
    learned, stuck = (case.key | case.find() for case in why_muon.ablation(Path()))
    assert (learned["by_muon"], learned["found"], learned["of"]) == ("all six", 3, 3)
    assert learned["steps"] < 40
    assert (stuck["by_muon"], stuck["steps"]) == ("none", 40)
    assert stuck["found"] < 3
    rows = [case.key | case.find() for case in why_muon.directions(Path())]
    assert [row["matrix"] for row in rows] == ["query", "key", "value"]
    for row in rows:
        assert 1 <= row["found"] < row["of"]
        assert 0 < row["share_of_largest"] <= 1
        assert 0 < row["own_share"] <= 1
