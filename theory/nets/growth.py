"""How much one step of a net stretches its state when no token drives it."""

from __future__ import annotations

import math

import numpy as np

from theory.arguments import check_arguments
from theory.nets.floats import Reals

#: Steps without input before and in which the growth is measured.
_BEFORE, _MEASURED = 50, 150


@check_arguments
def growth(w: Reals) -> float:
    """Return the factor by which a step h -> ReLU(W h) stretches the state, in the geometric mean over many steps.

    At m = infinity it is 1. Its logarithm has mean about 0 and deviation about sqrt(5) / (2 sqrt m): along a given
    unit vector u each unit of ReLU(W u) has a square of mean 1/m and variance 5/m^2. The state's direction need not
    settle, but W is one for all times: t steps raise the factor to the power t, and few nets with t far above sqrt m
    are near the kernel's limit.

    Args:
        w: W, shape (m, m), entries of variance 2/m.

    Example:
        >>> from theory.nets import FloatElman, growth
        >>> 0.7 < growth(FloatElman.initialise(256, seed=0).W) < 1.3
        True
    """
    h, total = np.full(len(w), len(w) ** -0.5, dtype=w.dtype), 0.0
    for step in range(_BEFORE + _MEASURED):
        h = np.maximum(w @ h, 0)
        norm = float(np.linalg.norm(h))
        h /= norm
        if step >= _BEFORE:
            total += math.log(norm)
    return math.exp(total / _MEASURED)


@check_arguments
def growth_deviation(width: int) -> float:
    """Return the standard deviation of the logarithm of :func:`growth`, as estimated there.

    Example:
        >>> from theory.nets import growth_deviation
        >>> growth_deviation(500)
        0.05
    """
    return math.sqrt(5 / width) / 2
