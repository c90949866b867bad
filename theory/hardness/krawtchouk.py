r"""The mean of all parities of k of d bits at one input: a Krawtchouk polynomial over a binomial coefficient.

At an input with m bits of -1 the parities of k bits sum to :math:`K_k(m) = [t^k] (1-t)^m (1+t)^{d-m}`. Since distinct
parities are orthogonal, the mean square of their mean over all inputs is one over their number.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb

from theory.arguments import check_arguments
from theory.errors import InputError


@check_arguments
def krawtchouk(d: int, k: int, m: int) -> int:
    """Return the sum of the parities of all k-subsets of d bits at an input with m bits of -1.

    Raises:
        InputError: k or m is not between 0 and d.

    Example:
        >>> from theory.hardness import krawtchouk
        >>> [krawtchouk(4, 2, m) for m in range(5)]
        [6, 0, -2, 0, 6]
    """
    if not (0 <= k <= d and 0 <= m <= d):
        raise InputError(f"k and m lie between 0 and d = {d}; not k = {k}, m = {m}")
    return sum((-1) ** j * comb(m, j) * comb(d - m, k - j) for j in range(min(k, m) + 1))


@check_arguments
def mean_parity(d: int, k: int, m: int) -> Fraction:
    """Return the mean of the parities of all k-subsets of d bits at an input with m bits of -1.

    Example:
        >>> from theory.hardness import mean_parity
        >>> str(mean_parity(4, 2, 2)), str(mean_parity(4, 4, 1))
        ('-1/3', '-1')
    """
    return Fraction(krawtchouk(d, k, m), comb(d, k))


@check_arguments
def chance_of_large_mean(d: int, k: int, level: Fraction) -> Fraction:
    """Return the probability over a uniform input that the mean parity is above a level in absolute value.

    Example:
        >>> from fractions import Fraction
        >>> from theory.hardness import chance_of_large_mean
        >>> str(chance_of_large_mean(4, 2, Fraction(1, 2)))
        '1/8'
    """
    large = sum(comb(d, m) for m in range(d + 1) if abs(mean_parity(d, k, m)) > level)
    return Fraction(large, 2**d)
