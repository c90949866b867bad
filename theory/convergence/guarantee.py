"""The number of samples in the theorem about a wide Elman net with small token weights, solved for n."""

from __future__ import annotations

import math

from theory.arguments import check_arguments
from theory.errors import InputError

#: Of the bound: 2 k e/(e - 1), rounded up, times the sum of the losses; and R^2 in units of L^2 k / coefficient.
_FACTOR, _RADIUS = 16 / 5, 4.0
#: Fixed-point iterations: n enters its own condition through a logarithm, so that each gains several digits.
_ROUNDS = 100


@check_arguments
def guaranteed_samples(
    length: int,
    outputs: int,
    coefficient: float,
    *,
    epsilon: float = 0.1,
    delta: float = 0.1,
    printed_rate: bool = False,
) -> float:
    """Return the least n at which the theorem bounds the average error by epsilon (elman-2026, corollary 1).

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
        >>> from theory.convergence import guaranteed_samples
        >>> f"{guaranteed_samples(10, 3, 3.4e-7):.1e}"
        '6.7e+13'
    """
    if min(length, outputs) < 1 or not 0 < coefficient < math.inf:
        raise InputError("T, k and the coefficient must be positive")
    if not (0 < epsilon <= 1 and 0 < delta <= 1):
        raise InputError(f"epsilon and delta lie in (0, 1], not {epsilon} and {delta}")
    rest = 2 + math.log(2 / delta)
    n = 1.0
    for _ in range(_ROUNDS):
        squared = _RADIUS * math.log(8 * n * length / delta) ** 2 * outputs / coefficient
        if printed_rate:
            n = max((2 * _FACTOR * outputs * squared / epsilon) ** 2, 2 * _FACTOR * outputs * rest / epsilon)
            n = max(n, 16 * length**2 / 9)
        else:
            n = _FACTOR * outputs * (4 * length / 3 * squared + rest) / epsilon
    return n
