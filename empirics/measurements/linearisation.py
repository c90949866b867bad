"""Lemmas 8 and 11 measured: how far f is from linear in W, against the bound (72), in r, m and T."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from empirics.measurements.directions import DIRECTIONS, moved
from empirics.measurements.linearised import Tangent
from empirics.models.elman import Elman


@dataclass(frozen=True, slots=True)
class Remainder:
    """|f_t(W_0 + V) - f_t(W_0) - <grad f_t(W_0), V>| of eq 71.

    Attributes:
        aimed: at the sequence and the last output that the change was made for.
        largest: over all sequences and outputs.
        linear: the largest |<grad f_t(W_0), V>|, for comparison.
    """

    aimed: float
    largest: float
    linear: float


def remainder(net: Elman, z: Tensor, change: Tensor) -> Remainder:
    """Eq 71 for tokens (n, T); the change was made for the first of them."""
    linear = Tangent(net, z, z.shape[1]).times(change)
    left = (moved(net, change).scores(z) - net.scores(z) - linear).abs()
    return Remainder(float(left[0, -1]), float(left.max()), float(linear.abs().max()))


def remainder_at(direction: str, m: int, length: int, r: float, seed: int, sequences: int = 4) -> Remainder:
    """The remainder at distance r in one direction, in double precision.

    Args:
        direction: see :data:`DIRECTIONS`.
        m: width; B of variance 1.
        length: T, of random tokens.
        r: the Frobenius norm of the change.
        seed: decides net and tokens.
        sequences: how many.
    """
    net = Elman.initialise(m, "1", seed, torch.float64)
    z = torch.randint(0, 2, (sequences, length), generator=torch.Generator().manual_seed(seed))
    return remainder(net, z, DIRECTIONS[direction](net, z[0], r, seed))
