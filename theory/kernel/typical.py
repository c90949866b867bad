r"""The coefficient of a far leaf by random inputs: how two tokens at the start are forgotten along each of them.

The coefficient of tokens 1 and 2 at output t is the mean over the other tokens of a second difference,

    k_t^({1,2}) = 1/4 E[H(0,0) - H(0,1) - H(1,0) + H(1,1)],

where the two sequences differ in token 1 iff i = 1, in token 2 iff j = 1, and elsewhere as the input says. All four run
along one input; their differences from H(1,1) fade far below the rounding of H itself and are carried by a recursion of
their own. With g the angle of (1,1) less that of another, D = int kappa_0 sin from theta - g to theta the difference of
their losses, and a prime for the next step,

    sin(g'/2) = (n D / 2 n') / sin(theta' - g'/2),
    (H - H_11)' = kappa_0(theta' - g') (v/2 n D + H - H_11) + (g' / pi) (v/2 K_11 + H_11):

derivatives of the recursion, since g is soon small, and sums of positive terms. The exact mean is computed in
:mod:`theory.kernel.average`; this is an independent estimate, which also shows single inputs.
"""

from __future__ import annotations

import math

import numpy as np

from theory.errors import InputError
from theory.kernel.arc_cosine import Reals, angle_of_loss, kappa_0_of_angle, loss_of_angle
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation

#: Below this the difference of losses is its derivative at the middle, to a part in 10^7.
_SMALL_GAP = 1e-3


def second_differences(t: int, inputs: int, seed: int, init: Initialisation = UNIT_OUTPUT) -> Reals:
    """Return 1/4 (H(0,0) - H(0,1) - H(1,0) + H(1,1)) at output t along uniform inputs; their mean is the coefficient.

    Args:
        t: the output, at least 2.
        inputs: how many.
        seed: draws them.
        init: the variances.

    Returns:
        Shape (inputs,).

    Raises:
        InputError: t is below 2.
    """
    if t < 2:
        raise InputError(f"t = {t}: two tokens are read")
    rng = np.random.default_rng(seed)
    rows = np.array([[1, 1], [0, 0], [0, 1], [1, 0]])  # first the one that differences are taken from
    theta, gap = np.zeros((4, inputs)), np.zeros((3, inputs))
    kernel, change = np.zeros(inputs), np.zeros((3, inputs))
    for r in range(1, t + 1):
        differs = np.repeat(rows[:, r - 1, None], inputs, axis=1) if r <= 2 else rng.integers(0, 2, inputs)
        before, norm = init.norm(r - 1), init.norm(r)
        loss = loss_of_angle(theta)
        middle = theta[0] - gap / 2
        slope = kappa_0_of_angle(middle) * np.sin(middle)
        lost = np.where(gap > _SMALL_GAP, loss[0] - loss[1:], slope * gap)
        apart = (before * loss + init.inputs * differs) / norm
        theta = angle_of_loss(apart)
        # tokens 1 and 2 themselves differ between the four; later ones do not
        less = apart[0] - apart[1:] if r <= 2 else before / norm * lost
        gap = 2 * np.arcsin(less / 2 / np.sin((theta[0] + theta[1:]) / 2))
        fed = init.output / 2 * before * (1 - loss[0]) + kernel
        change = (
            kappa_0_of_angle(theta[1:]) * (init.output / 2 * before * lost + change) + gap / math.pi * fed
        )
        kernel = kappa_0_of_angle(theta[0]) * fed
    mixed: Reals = (change[0] - change[1] - change[2]) / 4
    return mixed
