r"""A proved bound after the repair: with |h_0|^2 = T^3 every gate of N tokens has polynomial complexity.

Let every pair's correlation at step r be at least rho_r^-, that of two inputs that differ everywhere. K, H and rho are
polynomials in the indicators delta_r = [z_r = z'_r] with non-negative coefficients: kappa_0 and kappa_1 have power
series about rho_r^- with non-negative coefficients, and rho - rho_r^- has no constant term. With delta = (1 + chi)/2
the coefficients in the characters are then bounded below by those of any part of the series:

    K_r^(S) >= kappa_0(rho_r^-) K_{r-1}^(S)                     r not in S,
    K_r^(S) >= a / (2 pi n_r) K_{r-1}^(S without r)             r the last of several tokens of S   [kappa_1'' >= 1/pi],
    K_r^({r}) >= kappa_0(rho_r^-) a / 2,
    H_t^(S) >= kappa_0(rho_t^-) v/2 K_{t-1}^(S),                t not in S,
    H_t^(S) >= a / (2 pi n_t) v/2 K_{t-1}^(S without t),        t in S                              [kappa_0' >= 1/pi].

For |h_0|^2 = q the energy D is at most a t, so 1 - rho^- <= a t / q, and kappa_0(rho^-) >= 1 - sqrt((1 - rho^-)/2) by
1 - cos theta >= 2 (theta/pi)^2. With q = T^3 and a = 1 the product of T such factors is at least
(1 - 1/(sqrt 2 T))^T >= 1 - 1/sqrt 2, a constant. A function y of N tokens with values +-1 then has

    y^T H^{-1} y <= max_S 1 / H_t^(S) = O(1)^N T^{3N}

over all inputs, and over any sample of them (the minimum-norm interpolant of fewer values is no longer).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.kernel.initialisation import Initialisation


def coefficient_at_least(t: int, subset: Iterable[int], init: Initialisation) -> float:
    """A lower bound on log k_t^(S) for any initialisation with a t <= q.

    Args:
        t: the output.
        subset: positions counted from 0, below t.
        init: the variances.

    Raises:
        InputError: q < a t, or a position is out of range.
    """
    signed = {i + 1 for i in subset}
    if init.start < init.inputs * t or not all(1 <= r <= t for r in signed):
        raise InputError(f"the bound needs |h_0|^2 >= {init.inputs * t} and positions below {t}")
    log_bound = 0.0  # of K^(S up to r) after the first token of S is read; K itself before
    seen = False
    for r in range(1, t):
        if r not in signed:
            log_bound += _log_passed(r, init) if seen else 0.0
        elif seen:
            log_bound += _log_joined(r, init)
        else:
            log_bound, seen = _log_passed(r, init) + math.log(init.inputs / 2), True
    if not seen:  # K_{t-1} is at least its least value n kappa_1(rho^-) >= q (1 - a t / q)
        log_bound = math.log(max(init.start - init.inputs * (t - 1), init.norm(t - 1) / math.pi))
    last = _log_joined(t, init) if t in signed else _log_passed(t, init)
    return log_bound + math.log(init.output / 2) + last


def _log_passed(r: int, init: Initialisation) -> float:
    """log of a lower bound on kappa_0 at step r."""
    return math.log1p(-math.sqrt(init.inputs * r / init.norm(r) / 2))


def _log_joined(r: int, init: Initialisation) -> float:
    return math.log(init.inputs / (2 * math.pi * init.norm(r)))


@check_arguments
def complexity_at_most(sequence_length: int, tokens: int) -> float:
    """Bound log10 of the complexity of any +-1 function of ``tokens`` tokens, for |h_0|^2 = T^3 and B of variance 1.

    Every S takes at most N factors 2 pi n_T <= 4 pi T^3, the constant 2/v, 2/a and the product of kappa_0.

    Example:
        >>> from theory.kernel import complexity_at_most
        >>> round(complexity_at_most(100, 2), 2)
        7.55
    """
    t = sequence_length
    kept = t * math.log1p(-1 / (math.sqrt(2) * t))
    return (math.log(4.0) - kept + tokens * math.log(4 * math.pi * float(t) ** 3)) / 2 / math.log(10)
