"""Lemmas 9 and 10 measured: states, outputs and gradients at W_0 and at a distance from it, with B as printed."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from empirics.measurements.directions import last_gradient, moved
from empirics.models.elman import Elman


@dataclass(frozen=True, slots=True)
class Norms:
    """Sizes at step T, each the largest over the sequences.

    Attributes:
        output: |f_T|, eq 73.
        hidden: the norm of h_T.
        gradient: the Frobenius norm of grad f_T, eq 75.
    """

    output: float
    hidden: float
    gradient: float


@dataclass(frozen=True, slots=True)
class NormsInTheBall:
    """At W_0, at W_0 + V, and the norms of the differences between the two."""

    start: Norms
    there: Norms
    change: Norms


def norms_in_the_ball(net: Elman, z: Tensor, change: Tensor) -> NormsInTheBall:
    """The sizes for tokens (n, T) and a change (m, m)."""
    nets = (net, moved(net, change))
    hidden = [at.hidden(z)[-1] for at in nets]
    gradients = [[last_gradient(at, row) for at in nets] for row in z]

    def sizes(h: Tensor, G: list[Tensor]) -> Norms:
        f = (h @ net.B).abs()
        return Norms(float(f.max()), float(h.norm(dim=1).max()), max(float(g.norm()) for g in G))

    start, there = (sizes(hidden[k], [pair[k] for pair in gradients]) for k in range(2))
    return NormsInTheBall(start, there, sizes(hidden[1] - hidden[0], [b - a for a, b in gradients]))
