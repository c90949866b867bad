"""The number of samples in the theorem about a wide Elman net with small token weights, solved for n."""

from __future__ import annotations

import math

import numpy as np

from theory.arguments import check_arguments
from theory.errors import InputError

#: Of the bound: 2 k e/(e - 1), rounded up, times the sum of the losses; and R^2 in units of L^2 k / coefficient.
_FACTOR, _RADIUS = 16 / 5, 4.0
#: Fixed-point iterations: n enters its own condition through a logarithm, so that each gains several digits.
_ROUNDS = 100


@check_arguments
def log10_guaranteed_samples(
    length: int,
    outputs: int,
    coefficient: float,
    *,
    epsilon: float = 0.1,
    delta: float = 0.1,
    printed_rate: bool = False,
) -> float:
    """Return log10 of the least n at which the theorem bounds the average error by epsilon (elman-2026, corollary 1).

    Args:
        length: T.
        outputs: k, the number of labels.
        coefficient: mu, a lower bound on the coefficients of the decoupled kernel that the labels use, such as
            c_N T^-N.
        epsilon: the average error allowed.
        delta: the probability with which it may be larger.
        printed_rate: take eta = 1/(m sqrt n), not 3/(4 m T).

    Raises:
        InputError: a number is not positive, or epsilon or delta is larger than one.

    Example:
        >>> from theory.convergence import log10_guaranteed_samples
        >>> round(log10_guaranteed_samples(10, 3, 3.4e-7), 2)
        13.83
    """
    if min(length, outputs) < 1 or not 0 < coefficient < math.inf:
        raise InputError("T, k and the coefficient must be positive")
    if not (0 < epsilon <= 1 and 0 < delta <= 1):
        raise InputError(f"epsilon and delta lie in (0, 1], not {epsilon} and {delta}")
    # in natural logarithms, since n may be no float
    log_epsilon, log_delta = math.log(epsilon), math.log(delta)
    log_rest = math.log(2 + math.log(2) - log_delta)
    log_n = 0.0
    for _ in range(_ROUNDS):
        log_term = log_n + math.log(8 * length) - log_delta
        log_squared = math.log(_RADIUS * log_term**2 * outputs) - math.log(coefficient)
        if printed_rate:
            log_factor = math.log(2 * _FACTOR * outputs) - log_epsilon
            log_n = max(2 * (log_factor + log_squared), log_factor + log_rest, math.log(16 * length**2 / 9))
        else:
            log_sum = float(np.logaddexp(math.log(4 * length / 3) + log_squared, log_rest))
            log_n = math.log(_FACTOR * outputs) + log_sum - log_epsilon
    return log_n / math.log(10)
