"""Lemmas 9 and 10 measured: states, outputs and gradients at W_0 and at a distance from it, with B as printed."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from empirics.measurements.directions import DIRECTIONS, last_gradient, moved
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


def norms_at(direction: str, m: int, length: int, r: float, seed: int, sequences: int = 4) -> NormsInTheBall:
    """The sizes at distance r in one direction, in double precision; entries of B from N(0, 1/m), as printed.

    Args:
        direction: see :data:`DIRECTIONS`.
        m: width.
        length: T, of random tokens.
        r: the Frobenius norm of the change.
        seed: decides net and tokens.
        sequences: how many; the change is made for the first.
    """
    net = Elman.initialise(m, "1/m", seed, torch.float64)
    z = torch.randint(0, 2, (sequences, length), generator=torch.Generator().manual_seed(seed))
    return norms_in_the_ball(net, z, DIRECTIONS[direction](net, z[0], r, seed))
