r"""The least loss of guessing (eq 81, 91, 101): with a member of H, as in the paper, and with any predictor.

The zero-one loss of two distinct parities is 1/2, of a parity with itself 0. So guessing from a set that holds the
target costs :math:`\tfrac12(1 - 1/|\tilde H|)`, and the cheapest set is the smallest one allowed. A predictor outside
H can do better against all targets at once: the bent function :func:`bent_function` has correlation
:math:`2^{-d/2}` with *every* member of H.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.hardness.parities import MAX_D, check_even, correlations


@check_arguments
def least_loss_of_guessing(class_size: int, fraction: Fraction) -> Fraction:
    r"""Return the least loss of guessing, eq 81, for a target in H: 1/2 (1 - 1/ceil(alpha |H|)).

    Raises:
        InputError: the class is empty or the fraction is not in (0, 1].

    Example:
        >>> from fractions import Fraction
        >>> from theory.hardness import least_loss_of_guessing
        >>> str(least_loss_of_guessing(70, Fraction(1, 10)))
        '3/7'
    """
    _check(class_size, fraction)
    return (1 - Fraction(1, ceil(fraction * class_size))) / 2


@check_arguments
def printed_loss_of_guessing(class_size: int, fraction: Fraction) -> Fraction:
    """Return eq 91 as printed: 1/2 (1 - 1/(alpha |H|)), negative where alpha |H| < 1.

    Raises:
        InputError: the class is empty or the fraction is not in (0, 1].

    Example:
        >>> from fractions import Fraction
        >>> from theory.hardness import printed_loss_of_guessing
        >>> str(printed_loss_of_guessing(2, Fraction(1, 4)))
        '-1/2'
    """
    _check(class_size, fraction)
    return (1 - 1 / (fraction * class_size)) / 2


@check_arguments
def loss_to_every_parity(predictions: NDArray[Any], d: int) -> list[Fraction]:
    r"""Return the zero-one loss of one predictor against each h in H: (1 - E[h p])/2.

    Args:
        predictions: +1 or -1 at each of the 2^d inputs.
        d: number of bits.

    Example:
        >>> from theory.hardness import bent_function, loss_to_every_parity
        >>> [str(loss) for loss in loss_to_every_parity(bent_function(2), 2)]
        ['1/4', '1/4']
    """
    if not np.isin(predictions, (-1, 1)).all():
        raise InputError("the values of a predictor must be +1 or -1")
    sums = correlations(np.asarray(predictions, dtype=np.int64), d)
    return [Fraction((1 << d) - int(s), 2 << d) for s in sums]


@check_arguments
def bent_function(d: int) -> NDArray[np.int64]:
    r"""Return the bent function :math:`(-1)^{\binom{|x|}{2}}`: +, +, -, - as the number of ones is 0, 1, 2, 3 modulo 4.

    Its sum against a parity of d/2 bits collects the coefficients of :math:`(1-z)^{d/2}(1+z)^{d/2} = (1-z^2)^{d/2}`,
    those of :math:`z^{2i}` with sign :math:`(-1)^i`: :math:`\sum_i \binom{d/2}{i} = 2^{d/2}` of 2^d, for every subset.

    Example:
        >>> from theory.hardness import bent_function
        >>> bent_function(2).tolist()
        [1, 1, 1, -1]
    """
    check_even(d)
    if d > MAX_D:
        raise InputError(f"d = {d}: all 2^d inputs at once are for d up to {MAX_D}")
    ones = np.bitwise_count(np.arange(1 << d, dtype=np.int64)).astype(np.int64)
    return 1 - 2 * ((ones * (ones - 1) // 2) & 1)


def _check(class_size: int, fraction: Fraction) -> None:
    if class_size < 1:
        raise InputError(f"a class has at least one member, not {class_size}")
    if not 0 < fraction <= 1:
        raise InputError(f"the fraction alpha lies in (0, 1], not {fraction}")
