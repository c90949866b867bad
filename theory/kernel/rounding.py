r"""Rounding errors of the kernel's table, bounded entry by entry along the recursion.

Let e_K and e_H bound the errors of K and H before a step, u = 2^-53, and let the machine's arccos have relative error
at most A u (:data:`ARCCOS_ROUNDINGS`). To first order, with rho computed by a sum, a quotient and n_t by two roundings,

    e_rho = e_K / n + 4 u,
    e_K'  = n kappa_0 e_rho + u (A (1 - kappa_0) + 9) K',
    e_H'  = kappa_0 (e_H + v/2 e_K) + fed e_rho / (pi sin theta) + u (A (1 - kappa_0) + 7 kappa_0) fed,

where fed = v/2 K + H, kappa_1 has slope kappa_0 and kappa_0 has slope 1 / (pi sin theta). The constants: theta = pi
(1 - kappa_0) is wrong by A u theta, pi by 0.36 u of itself, sin theta = sqrt((1 - rho)(1 + rho)) by 2.5 u; then every
sum, product and quotient counts once, and with 1/2 <= kappa_0, rho <= kappa_1 all become multiples of K' and of fed.

As kappa_0 < 1 for inputs that differ, errors fade as fast as the kernel forgets: a bound on the worst entry, which
they do not, is an order of magnitude larger at 20 tokens. Second order is a part in 10^6 of the first
(:class:`Margin` checks this), and the bounds themselves are rounded to 24 bits: :data:`SLACK` pays for both.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from theory.errors import InputError
from theory.kernel.arc_cosine import Reals, angle_of_loss, loss_of_angle
from theory.kernel.initialisation import Initialisation

Reals32 = NDArray[np.float32]

#: Half the spacing of floats at 1: the unit roundoff u.
UNIT_ROUNDOFF = 2.0**-53
#: Assumed of the machine's arccos: relative error at most this multiple of u (glibc states one unit in the last place,
#: 2 u).
ARCCOS_ROUNDINGS = 4
#: Of the quotient rho, relative: a sum, a quotient, and two of the norm q + a t.
_RHO_ROUNDINGS = 4
#: Beside those of arccos, relative to K and to H.
_HIDDEN_ROUNDINGS, _KERNEL_ROUNDINGS = 9, 7
#: The errors of rho stay below this part of 1 - rho.
_SMALL = 1e-6
#: Less than 100 steps of a dozen operations on floats of 24 bits, and as many times second order.
SLACK = 1 + 4e-4


def step_errors(
    kappa_0: Reals,
    kappa_1: Reals,
    sine: Reals,
    fed: Reals,
    fed_error: Reals32,
    hidden_error: Reals32,
    norm: float,
) -> tuple[Reals32, Reals32]:
    """e_H' and e_K' from e_H + v/2 e_K and e_K, elementwise; ``sine`` is infinite for equal inputs."""
    u, slope = UNIT_ROUNDOFF, kappa_0.astype(np.float32)
    rho_error = hidden_error / np.float32(norm) + np.float32(_RHO_ROUNDINGS * u)
    arc = ARCCOS_ROUNDINGS * u * (1 - slope)
    sensitivity = (fed / sine).astype(np.float32)
    sensitivity *= np.float32(1 / math.pi)
    kernel_error = sensitivity * rho_error
    kernel_error += slope * fed_error
    kernel_error += (arc + np.float32(_KERNEL_ROUNDINGS * u) * slope) * fed.astype(np.float32)
    rho_error *= slope
    rho_error += (arc + np.float32(_HIDDEN_ROUNDINGS * u)) * kappa_1.astype(np.float32)
    rho_error *= np.float32(norm)
    return kernel_error, rho_error


class Margin:
    """A check that errors of rho stay far below 1 - rho, for the least positive angle and the worst error."""

    def __init__(self, init: Initialisation, same_start: bool) -> None:
        self.init = init
        self.worst = 0.0  # e_K without fading
        # Least positive angle after the last step: independent starts are at right angles before the ReLU.
        self.least_angle = math.inf if same_start else math.pi / 2

    def step(self, t: int) -> None:
        """Take one token into account.

        Raises:
            InputError: the first-order bound is not sufficient.
        """
        norm, u = self.init.norm(t), UNIT_ROUNDOFF
        losses = [self.init.inputs / norm]  # the first difference is here
        if math.isfinite(self.least_angle):
            before = float(loss_of_angle(np.full(1, self.least_angle))[0])
            losses.append(before * self.init.norm(t - 1) / norm)
        self.least_angle = float(min(angle_of_loss(np.array(losses))))
        rho = self.worst / norm + _RHO_ROUNDINGS * u
        if rho > _SMALL * min(losses):
            raise InputError(
                f"rounding at step {t} is too large to be bounded: use fewer tokens or ball arithmetic"
            )
        self.worst += (_RHO_ROUNDINGS + ARCCOS_ROUNDINGS + _HIDDEN_ROUNDINGS) * u * norm
