"""The loss of eq 4: binary cross-entropy on the labels y_d ... y_T, without the scores on x."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor

from empirics.choices import Normaliser
from theory.errors import InputError


def divisor(num_labels: int, normaliser: Normaliser) -> int:
    """Return the divisor of the sum over t = d ... T.

    Raises:
        InputError: the printed 1/(T - d) where T = d, that is, end to end: eq 4 divides by zero there.
    """
    if normaliser == "labels":
        return num_labels
    if normaliser != "printed":
        raise InputError(f'the normalisers are "labels" and "printed", not {normaliser!r}')
    if num_labels == 1:
        raise InputError("eq 4 as printed divides by T - d, which is 0 end to end; use the normaliser labels")
    return num_labels - 1


def signs(labels: Tensor) -> Tensor:
    """Bits (n, k) -> labels y in {-1, +1}, (n, k)."""
    return labels.float().mul(2).sub(1)


def loss(scores: Tensor, labels: Tensor, normaliser: Normaliser) -> Tensor:
    """Eq 4, averaged over the batch.

    Args:
        scores: s_1 ... s_T, shape (n, T); of k nets (k, n, T).
        labels: the bits of y_d ... y_T, shape (n, T - d + 1).
        normaliser: see :data:`empirics.choices.Normaliser`.

    Returns:
        One number; of k nets (k,).
    """
    num_labels = labels.shape[-1]
    s = scores[..., -num_labels:]
    total = F.softplus(-signs(labels).to(s) * s).sum(dim=(-2, -1))
    return total / (divisor(num_labels, normaliser) * s.shape[-2])


def loss_gradient(scores: Tensor, labels: Tensor, normaliser: Normaliser) -> Tensor:
    """The derivative of :func:`loss` in the scores, shape (n, T): -y sigmoid(-y s) / divisor, zero for t < d."""
    k = labels.shape[-1]
    y = signs(labels).to(scores)
    gradient = scores.new_zeros(scores.shape)
    terms = divisor(k, normaliser) * scores.shape[-2]
    gradient[..., -k:] = -y * (-y * scores[..., -k:]).sigmoid() / terms
    return gradient
