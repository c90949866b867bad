r"""The complexity of a sub-task at any distance: averages over all inputs without a table of 2^t entries.

The recursion's state is one number, K (H enters linearly), so the mean of chi_S(x) H^t(x) over all x in {0,1}^t is
found by going backward in time with functions of that number. With s_r = -1 for a token r of S that differs, else +1,

    E[s_{r+1} ... s_t H^t | state after r tokens] = A_r(theta) H + B_r(theta),

where theta is the angle of step r. A and B are analytic in theta on [0, theta of two inputs that differ everywhere]
(in rho they have a branch point at 1), so a few Chebyshev nodes hold them to rounding error. Far from the tokens
of S, B is a constant and a variation many orders below it; its derivative is therefore carried too, by its own
recursion of terms of one sign, and differences of B are integrals of that derivative. So tiny coefficients keep their
relative precision; they come as logarithms. Work: O(t) steps of a few small matrix products.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.kernel.arc_cosine import Reals, angle_of_loss, kappa_0_of_angle, loss_of_angle
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation

#: Enough for full precision: 32 nodes agree with 128 to 1e-11 at t = 3000, and 24 with the table of 2^16 to 1e-13.
NODES = 48


@check_arguments
def log_coefficient(
    t: int, subset: Iterable[int], init: Initialisation = UNIT_OUTPUT, nodes: int = NODES
) -> float:
    """Return the natural logarithm of k_t^(S), the mean of chi_S(x) k_t(x) over all x of t bits.

    Every further element of S costs a difference of neighbouring values, and so a digit or two: meant for sub-tasks of
    few tokens.

    Args:
        t: the output; all t tokens before it are free bits.
        subset: positions counted from 0, not empty, below t.
        init: the variances.
        nodes: Chebyshev nodes.

    Raises:
        InputError: the subset is empty or reaches beyond t, or cancellation left no correct digit of the coefficient.

    Example:
        >>> from theory.kernel import log_coefficient
        >>> round(log_coefficient(100, (98, 99)), 3)
        -2.646
    """
    signed = {i + 1 for i in subset}
    if t < 1 or not signed or min(signed) < 1 or max(signed) > t:
        raise InputError(f"a subset of positions 0 to {t - 1} is needed, not {sorted(i - 1 for i in signed)}")
    largest = largest_angles(t, init)
    basis = Basis(nodes)
    functions = _Functions(np.ones(nodes), np.zeros(nodes), np.zeros(nodes), False)
    log_scale = 0.0
    for r in range(t, 1, -1):
        theta = basis.points * largest[r - 1]
        functions = _read(functions, r, r in signed, theta, largest[r], basis, init)
        scale = max(float(np.abs(f).max()) for f in (functions.slope, functions.offset))
        functions = _Functions(
            functions.slope / scale,
            functions.derivative / scale,
            functions.offset / scale,
            functions.difference,
        )
        log_scale += math.log(scale)
    value = _first_step(functions, 1 in signed, largest[1], basis, init)
    if not value > 0:
        raise InputError(f"{len(signed)} tokens are too many for {t}: the differences cancel to nothing")
    return math.log(value) + log_scale


@check_arguments
def leaf_log10_complexity(t: int, first: int, second: int, init: Initialisation = UNIT_OUTPUT) -> float:
    """Return log10 of the complexity of the parity of two tokens (counted from 0) at output t, over all inputs.

    Example:
        >>> from theory.kernel import leaf_log10_complexity
        >>> round(leaf_log10_complexity(1000, 0, 1), 2), round(leaf_log10_complexity(1000, 998, 999), 2)
        (15.85, 0.4)
    """
    return -log_coefficient(t, (first, second), init) / 2 / math.log(10)


@dataclass(frozen=True, slots=True)
class _Functions:
    """A (``slope``), dB/dtheta (``derivative``) and B (``offset``, once ``difference`` says that it is known)."""

    slope: Reals
    derivative: Reals
    offset: Reals
    difference: bool


class Basis:
    """Chebyshev nodes of the first kind on [0, 1] and the maps from values at them."""

    def __init__(self, nodes: int) -> None:
        k = np.arange(nodes)
        angles = (2 * k + 1) * np.pi / (2 * nodes)
        self.orders = np.arange(nodes + 1)
        self.points = (np.cos(angles) + 1) / 2
        self.coefficients = np.cos(np.outer(k, angles)) * 2 / nodes
        self.coefficients[0] /= 2
        # d/dx on [0, 1] is twice d/du on [-1, 1]; T_k' = k sin(k a) / sin(a)
        self.derivative = 2 * (np.sin(np.outer(angles, k)) * k / np.sin(angles)[:, None]) @ self.coefficients
        integral = np.zeros((nodes + 1, nodes))
        integral[1, 0], integral[2, 1] = 1, 0.25
        for j in range(2, nodes):
            integral[j + 1, j] = 1 / (2 * (j + 1))
            integral[j - 1, j] -= 1 / (2 * (j - 1))
        self.integral = integral @ self.coefficients / 2

    def evaluation(self, points: Reals) -> tuple[Reals, Reals]:
        """Matrices from values at the nodes to values and to integrals (up to a constant) at points of [0, 1]."""
        polynomials = np.cos(np.outer(np.arccos(np.clip(2 * points - 1, -1, 1)), self.orders))
        return polynomials[:, :-1] @ self.coefficients, polynomials @ self.integral


def largest_angles(t: int, init: Initialisation) -> list[float]:
    """The angle of two inputs that differ in every token, after 0 ... t tokens."""
    angles = [0.0]
    for r in range(1, t + 1):
        angles.append(float(next_angle(np.array(angles[-1]), r, False, init)))
    return angles


def next_angle(theta: Reals, r: int, equal: bool, init: Initialisation) -> Reals:
    """The angle of step r from that of step r - 1, for tokens that are equal or differ."""
    shrink = init.norm(r - 1) / init.norm(r)
    return angle_of_loss(shrink * loss_of_angle(theta) + (0.0 if equal else init.inputs / init.norm(r)))


def _read(
    after: _Functions, r: int, signed: bool, theta: Reals, width: float, basis: Basis, init: Initialisation
) -> _Functions:
    """From functions of the angle after token r to functions of the angle before it."""
    norm, v = init.norm(r - 1), init.output
    hidden = norm * (1 - loss_of_angle(theta))
    hidden_slope = -norm * kappa_0_of_angle(theta) * np.sin(theta)
    product = kappa_0_of_angle(basis.points * width) * after.slope
    product_derivative = basis.derivative @ product / width
    slope = derivative = offset = np.zeros_like(theta)
    for equal in (True, False):
        sign = -0.5 if signed and not equal else 0.5
        there = next_angle(theta, r, equal, init)
        values, integrals = basis.evaluation(there / width)
        stretch = norm / init.norm(r) * kappa_0_of_angle(theta) * np.sin(theta) / np.sin(there)
        passed = values @ product
        slope = slope + sign * passed
        derivative = derivative + sign * (
            v / 2 * (hidden_slope * passed + hidden * (values @ product_derivative) * stretch)
            + (values @ after.derivative) * stretch
        )
        carried = integrals @ after.derivative * width if signed else values @ after.offset
        offset = offset + sign * (v / 2 * hidden * passed + carried)
    known = after.difference or signed
    return _Functions(slope, derivative, offset if known else np.zeros_like(offset), known)


def _first_step(after: _Functions, signed: bool, width: float, basis: Basis, init: Initialisation) -> float:
    """The mean over the first token, from the exact start K = q, H = 0."""
    total = 0.0
    product = kappa_0_of_angle(basis.points * width) * after.slope
    for equal in (True, False):
        sign = -0.5 if signed and not equal else 0.5
        there = next_angle(np.zeros(1), 1, equal, init)
        values, integrals = basis.evaluation(there / width)
        carried = integrals @ after.derivative * width if signed else values @ after.offset
        total += sign * float((init.output / 2 * init.start * (values @ product) + carried)[0])
    return total
