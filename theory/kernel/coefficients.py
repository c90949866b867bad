r"""A proved lower bound on the Walsh coefficients of the decoupled kernel J_1, and the steps that lead to it.

Let a = T^-3, t <= T, tau = a t, n_s = 1 + a s. All quantities are power series with non-negative coefficients in
K_0 and in delta_r = [z_r = z'_r], so that coefficientwise J_1 = H[1] - H[1/pi] >= H[1] - H[1 - tau]. With
K_0 = 1 - tau + tau x the last difference is what x = 1 adds to x = 0. Let rho_s^- be the correlations at delta = 0,
x = 0, and D_s = n_s (1 - rho_s^-). Then, step by step,

    D_1 = tau + a,   D_{s+1} <= D_s + a,              so that D_s <= tau + a s  and  1 - rho_s^- <= 2 a t / n_s,
    kappa_0(rho_s^-) >= 1 - x_s,                      x_s = (8 / sqrt 63) sqrt(2 a (t + s)) / pi,
                                                      so that C_0 = prod_{s<t} kappa_0(rho_s^-) >= e^{-3/5}  (T >= 8),
    K_s^- >= n_s - D_s >= 1 - tau,                    so that (K_{t-1}/2 + H_{t-1})^- >= (t/2) (1 - tau) C_0,
    in rho_t:  delta_r has at least a C_0 / n_t,      x at least tau C_0 / n_t,
    kappa_0^{(j+1)}(rho) >= (2j-1)!!/pi rho^j (1 - rho^2)^{-j-1/2},   1 - rho_t^2 <= 4 a t / n_t.

The coefficient of x prod_{r in S} delta_r in H_t = kappa_0(rho_t) (K_{t-1}/2 + H_{t-1}), |S| = j, is at least the
product of these, and delta = (1 + chi)/2 gives a factor 2^-j:

    J_1^(S) >= (2j-1)!!/(4 pi 8^j) C_0^{j+2} rho^j (1 - tau) n_t^{-1/2} a^{1/2} t^{3/2-j}
            >= (9/10) (2j-1)!!/(4 pi 8^j) e^{-3(j+2)/5} (t/T)^{3/2} t^-j       for T >= max(8, 4j).
"""

from __future__ import annotations

import math

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.kernel.initialisation import Initialisation
from theory.kernel.mean_kernels import NODES, mean_kernels

#: The least T of the bound, and the least T for each token of a gate.
LEAST_LENGTH, LENGTH_A_TOKEN = 8, 4
#: C_0 >= exp(-FADING); rho^j (1 - tau) / sqrt(n) >= MIDDLE.
FADING, MIDDLE = 3 / 5, 9 / 10


@check_arguments
def decoupled_coefficient_at_least(t: int, tokens: int, sequence_length: int) -> float:
    """Return the proved lower bound on the Walsh coefficients of J_1^t of ``tokens`` tokens, for a = T^-3.

    Raises:
        InputError: not 1 <= t <= T, T < 8 or T < 4 j.

    Example:
        >>> from theory.kernel import decoupled_coefficient_at_least
        >>> round(1 / decoupled_coefficient_at_least(100, 2, 100) / 100**2)
        3283
    """
    enough = max(LEAST_LENGTH, LENGTH_A_TOKEN * tokens)
    if not 1 <= t <= sequence_length or tokens < 0 or sequence_length < enough:
        raise InputError(f"the bound for {tokens} tokens at output {t} needs T >= {max(t, enough)}")
    odd = math.prod(range(1, 2 * tokens, 2))
    constant = MIDDLE * odd / (4 * math.pi * 8**tokens) * math.exp(-FADING * (tokens + 2))
    return constant * (t / sequence_length) ** 1.5 * float(t) ** -tokens


@check_arguments
def decoupled_coefficient(
    t: int, back: tuple[int, ...], init: Initialisation, nodes: int = NODES, bits: int = 0
) -> float:
    """Return one Walsh coefficient of J_1^t by averages over all sequences, without a table of 2^t entries.

    The difference of two means, each of alternating sums: floats keep about 12 digits below the largest value of the
    kernel, t / 2, so that three tokens at t = 512 need ``bits``.

    Args:
        t: the output.
        back: the tokens, counted back from the last token read (0).
        init: the variances.
        nodes: Chebyshev nodes.
        bits: precision; 0 for floats.

    Raises:
        InputError: a token that output t has not read.

    Example:
        >>> from theory.kernel import decoupled, decoupled_coefficient
        >>> round(decoupled_coefficient(100, (0, 99), decoupled(100)) * 100**2, 3)
        0.04
    """
    same, other = (
        mean_kernels([t], 0, init, signed=back, same_start=start, nodes=nodes, bits=bits)[0]
        for start in (True, False)
    )
    return float(same - other)
