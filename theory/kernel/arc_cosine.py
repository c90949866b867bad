r"""Arc-cosine kernels of orders 0 and 1: how a layer of ReLUs maps correlations.

For a standard Gaussian pair (u, v) of correlation rho = cos(theta), 0 <= theta <= pi/2 here,

    2 E[1(u > 0) 1(v > 0)]     = kappa_0 = (pi - theta) / pi,
    2 E[ReLU(u) ReLU(v)]       = kappa_1 = (sin(theta) + (pi - theta) cos(theta)) / pi,

and kappa_1' = kappa_0 as functions of rho. Both are power series in rho with non-negative coefficients.
(Cho and Saul, Kernel methods for deep learning, 2009.)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]


def kappas(rho: Reals) -> tuple[Reals, Reals, Reals]:
    """Return kappa_0, kappa_1 and sin(theta) of correlations in [0, 1], elementwise; clip ``rho`` at 1 in place."""
    np.minimum(rho, 1.0, out=rho)  # rounding may carry it past 1 by an ulp
    complement = np.arccos(rho)
    np.subtract(np.pi, complement, out=complement)  # pi - theta
    sine = (1.0 - rho) * (1.0 + rho)
    np.sqrt(sine, out=sine)
    kappa_1 = complement * rho
    kappa_1 += sine
    kappa_1 /= np.pi
    complement /= np.pi
    return complement, kappa_1, sine


def kappa_0_of_angle(theta: Reals) -> Reals:
    """Return kappa_0 as a function of the angle."""
    return 1.0 - theta / np.pi


def loss_of_angle(theta: Reals) -> Reals:
    """Return 1 - kappa_1 as a function of the angle, without the cancellation near theta = 0."""
    return 2.0 * np.sin(theta / 2) ** 2 - excess_of_angle(theta)


def excess_of_angle(theta: Reals) -> Reals:
    """Return kappa_1(rho) - rho = (sin(theta) - theta cos(theta)) / pi >= 0, a layer's increase of the correlation."""
    return (np.sin(theta) - theta * np.cos(theta)) / np.pi


def angle_of_loss(loss: Reals) -> Reals:
    """The angle whose cosine is 1 - loss."""
    return 2.0 * np.arcsin(np.sqrt(loss / 2))
