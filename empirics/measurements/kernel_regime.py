r"""How far a net in training is from its initialisation, and from the net linearised there.

The kernel regime is where ||W - W_0|| is so small that the net is linear in W: lemmas 8 to 11 promise it within radius
poly(T)/sqrt(m). Everything here is measured on a few fixed sequences, so that an evaluation stays cheap.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from empirics.measurements.linearised import Tangent
from empirics.models.elman import Elman

#: Rounds of power iteration for the operator norm: a lower bound, within a percent on the changes that training makes.
POWER_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class KernelRegime:
    """The distance of W from W_0, and of the net from its linearisation.

    Attributes:
        distance: ||W - W_0||_F.
        movement: the same over ||W_0||_F.
        radius: sqrt(m) ||W - W_0||_F, to be compared with the R of lemmas 4 to 7.
        operator_norm: the largest singular value of W - W_0.
        signs_moved: the share of units, over all steps and sequences, that are active at one of W, W_0 and not at the
            other.
        output: root mean square of f_t over the sequences, t = 1 ... T (lemma 9).
        gradient: root mean square of ||grad f_t||_F at the last outputs (lemma 10).
        kernel_drift: ||H - H_0||_F / ||H_0||_F of the empirical kernel at the last output.
        change: root mean square of f_t(W) - f_t(W_0) over the last outputs.
        linearisation_error: the same of f_t(W) - f_t(W_0) - <grad f_t(W_0), W - W_0> (lemmas 8 and 11).
    """

    distance: float
    movement: float
    radius: float
    operator_norm: float
    signs_moved: float
    output: tuple[float, ...]
    gradient: tuple[float, ...]
    kernel_drift: float
    change: float
    linearisation_error: float


def kernel_regime(start: Elman, net: Elman, z: Tensor, outputs: int) -> KernelRegime:
    """Return the kernel regime's quantities of a net.

    Args:
        start: the net at its initialisation.
        net: the same net now; only W differs.
        z: tokens of a few sequences, (n, T).
        outputs: how many of the last steps have labels.
    """
    V = net.W - start.W
    distance, width = float(V.norm()), len(net.B)
    before, after = start.hidden(z), net.hidden(z)
    moved = [(h > 0) != (g > 0) for h, g in zip(before[1:], after[1:], strict=True)]
    f = net.scores_of(after[1:])
    change = (f - start.scores_of(before[1:]))[:, -outputs:]
    linear = Tangent(start, z, outputs).times(V)
    labelled = range(z.shape[1] - outputs + 1, z.shape[1] + 1)
    kernels = [kernel(at, h, z.shape[1]) for at, h in ((start, before), (net, after))]
    gradients = [kernel(net, after, t).diagonal().mean().mul(width).sqrt() for t in labelled]
    return KernelRegime(
        distance,
        distance / float(start.W.norm()),
        math.sqrt(width) * distance,
        operator_norm(V),
        float(torch.stack(moved).double().mean()),
        tuple(rms(column) for column in f.unbind(1)),
        tuple(float(g) for g in gradients),
        float((kernels[1] - kernels[0]).norm() / kernels[0].norm()),
        rms(change),
        rms(change - linear),
    )


def kernel(net: Elman, hidden: list[Tensor], t: int) -> Tensor:
    """(1/m) <grad f_t(z_i), grad f_t(z_j)>, eq 69, of n sequences: (n, n).

    grad f_t = sum_s delta_s h_{s-1}^T, so that the inner product is a sum over pairs of steps of two inner products.
    """
    n = len(hidden[0])
    left, right = net.factors(hidden[: t + 1])  # (t n, m), step after step
    pairs = (left @ left.T) * (right @ right.T)
    return pairs.reshape(t, n, t, n).sum(dim=(0, 2)) / len(net.B)


def operator_norm(V: Tensor) -> float:
    """The largest singular value by power iteration on V^T V from a fixed start."""
    x = torch.randn(V.shape[1], generator=torch.Generator().manual_seed(0), dtype=torch.float64).to(V)
    for _ in range(POWER_ROUNDS):
        x = V.T @ (V @ x)
        x = x / x.norm().clamp_min(torch.finfo(x.dtype).tiny)
    return float((V @ x).norm())


def rms(values: Tensor) -> float:
    """Root mean square."""
    return float(values.square().mean().sqrt())
