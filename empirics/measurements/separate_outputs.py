r"""The net linearised at its initialisation and fitted in closed form, each output by weights of its own.

At infinite width this is the kernel's regression output by output, the one of the learning curves. At width m the
kernel of output t is

    H_ij = (1/m) <G_i, G_j>,      G_i = grad f_t(z_i) = sum_s b_s(z_i) h_{s-1}(z_i)^T,

the G_i being m x m matrices. They are made for a few rows of W at a time and added into H, which is then factored.
That takes n^2 m^2 products; sums over pairs of steps, as in :func:`empirics.measurements.kernel_regime.kernel`, take
2 t^2 m n^2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from empirics.models.elman import Elman
from theory.errors import InputError

#: Numbers held at once of the gradients.
HELD = 1 << 27
#: Rows of H that one product makes; blocks above the diagonal are not computed.
PANEL = 1024


@dataclass(frozen=True, slots=True)
class OutputFit:
    """One output, fitted to the labels of a sample by the change V of least norm.

    Attributes:
        predicted: <grad f_t(z), V> at the other sequences.
        radius: sqrt(m) ||V||_F = sqrt(y^T H^{-1} y).
        residual: the largest error left at a label of the sample, for H as rounded to the net's own precision.
    """

    predicted: Tensor
    radius: float
    residual: float


def fit_output(net: Elman, z: Tensor, signs: Tensor) -> OutputFit:
    """Fit the last output of the first n sequences, and evaluate it at the others.

    Args:
        net: at its initialisation.
        z: tokens (N, t) up to the output, no two rows equal.
        signs: y of the first n, (n,).

    Raises:
        InputError: H is not positive definite in floats.
    """
    n = len(signs)
    kernel = output_kernel(net, z, n)
    among = torch.tril(kernel[:n]).double()
    among += torch.tril(among, -1).T
    triangle, failed = torch.linalg.cholesky_ex(among)
    if failed:
        raise InputError(
            f"the kernel of {n} samples at width {len(net.B)} is not positive definite in floats"
        )
    y = signs.double()[:, None]
    weights = torch.cholesky_solve(y, triangle)
    return OutputFit(
        (kernel[n:].double() @ weights)[:, 0],
        math.sqrt(float((y * weights).sum())),
        float((among @ weights - y).abs().max()),
    )


def output_kernel(net: Elman, z: Tensor, n: int) -> Tensor:
    """H of all N sequences (N, t) against the first n at their last output, (N, n); only its lower triangle is made."""
    back, before = _factors(net, z)
    total, width = len(z), len(net.B)
    kernel = before.new_zeros(total, n)
    rows = max(1, HELD // (total * width))
    for part in back.split(rows, dim=2):
        gradients = torch.bmm(part.mT, before).reshape(total, -1)
        for start in range(0, total, PANEL):
            stop = min(start + PANEL, total)
            kernel[start:stop, :stop].addmm_(gradients[start:stop], gradients[: min(stop, n)].T)
    return kernel / width


def _factors(net: Elman, z: Tensor) -> tuple[Tensor, Tensor]:
    """b_1 ... b_t and h_0 ... h_{t-1}, (N, t, m) each."""
    hidden = net.hidden(z)
    shape = z.shape[1], len(z), len(net.B)
    back, before = (factor.reshape(shape).transpose(0, 1) for factor in net.factors(hidden))
    return back, before
