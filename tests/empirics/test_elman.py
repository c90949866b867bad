"""The Elman net: eq 1-3, and the gradient by hand against automatic differentiation."""

import pytest
import torch

from empirics.models.elman import Elman
from empirics.models.loss import loss, loss_gradient
from tests.empirics.examples import example
from theory.errors import InputError


@pytest.mark.parametrize("supervised", [True, False])
def test_the_gradient_by_hand_is_that_of_automatic_differentiation(supervised: bool) -> None:
    z, labels = example(8, 7, supervised=supervised)
    net = Elman.initialise(48, "1", seed=3, dtype=torch.float64)
    net.W.requires_grad_(True)
    loss(net.scores(z), labels, "labels").backward()
    expected = net.W.grad
    net.W.requires_grad_(False)
    by_hand = net.gradient(net.hidden(z), loss_gradient(net.scores(z), labels, "labels"))
    assert float((by_hand - expected).norm() / expected.norm()) < 1e-6


def test_a_sample_moves_w_by_a_matrix_of_rank_at_most_t() -> None:
    z, labels = example(8, 1, seed=4)
    net = Elman.initialise(40, "1", seed=5, dtype=torch.float64)
    gradient = net.gradient(net.hidden(z), loss_gradient(net.scores(z), labels, "labels"))
    singular = torch.linalg.svdvals(gradient)
    assert int((singular > 1e-10 * singular[0]).sum()) <= z.shape[1]


def test_reading_token_by_token_gives_the_same_scores() -> None:
    net = Elman.initialise(30, "1", seed=8, dtype=torch.float64)
    z = torch.randint(0, 2, (4, 9), generator=torch.Generator().manual_seed(9))
    score, state = net.prefill(z[:, :6])
    found = [score]
    for t in range(6, 9):
        score, state = net.advance(z[:, t], state, torch.arange(len(z)))
        found.append(score)
    torch.testing.assert_close(torch.stack(found, dim=1), net.scores(z)[:, 5:])


def test_bad_width_and_bad_variance_are_refused() -> None:
    with pytest.raises(InputError, match="width"):
        Elman.initialise(0, "1", seed=0)
    with pytest.raises(InputError, match="variance"):
        Elman.initialise(4, "2/m", seed=0)  # type: ignore[arg-type]
