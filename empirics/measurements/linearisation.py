"""Lemmas 8 and 11 measured: how far f is from linear in W, against the bound (72), in r, m and T."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from empirics.measurements.directions import moved
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
