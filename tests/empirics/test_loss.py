"""Eq 4, its two normalisers, and its derivative."""

import math

import pytest
import torch

from empirics.models.loss import divisor, loss, loss_gradient
from theory.errors import InputError


def test_it_is_equation_4_with_the_number_of_labels_below() -> None:
    scores = torch.tensor([[9.0, 0.5, -1.0, 2.0]], dtype=torch.float64)
    labels = torch.tensor([[1, 1, 0]], dtype=torch.uint8)
    terms = [math.log1p(math.exp(-y * s)) for y, s in ((1, 0.5), (1, -1.0), (-1, 2.0))]
    assert float(loss(scores, labels, "labels")) == pytest.approx(sum(terms) / 3, rel=1e-12)
    assert float(loss(scores, labels, "printed")) == pytest.approx(sum(terms) / 2, rel=1e-12)


def test_scores_before_d_do_not_matter() -> None:
    labels = torch.tensor([[1, 0]], dtype=torch.uint8)
    one, other = torch.tensor([[5.0, 1.0, 2.0]]), torch.tensor([[-3.0, 1.0, 2.0]])
    assert float(loss(one, labels, "labels")) == float(loss(other, labels, "labels"))
    assert float(loss_gradient(one, labels, "labels")[0, 0]) == 0.0


def test_the_derivative_is_that_of_the_loss() -> None:
    generator = torch.Generator().manual_seed(0)
    scores = torch.randn(5, 7, generator=generator, dtype=torch.float64, requires_grad=True)
    labels = torch.randint(0, 2, (5, 4), generator=generator, dtype=torch.uint8)
    for normaliser in ("labels", "printed"):
        (expected,) = torch.autograd.grad(loss(scores, labels, normaliser), scores)
        torch.testing.assert_close(loss_gradient(scores.detach(), labels, normaliser), expected)


def test_the_printed_normaliser_divides_by_zero_end_to_end_and_is_refused() -> None:
    assert divisor(1, "labels") == 1
    with pytest.raises(InputError, match="divides by T - d, which is 0"):
        divisor(1, "printed")
    with pytest.raises(InputError, match="normalisers"):
        divisor(3, "mean")  # type: ignore[arg-type]
