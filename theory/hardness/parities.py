r"""The class H of section 5: the parities of d/2 of d bits, as masks, and their correlations.

A subset is the mask whose bit j says whether it holds coordinate j; an input x is an integer in the same way, so that
:math:`h(x) = (-1)^{\langle h, x\rangle}` is the parity of the ones of ``h & x``, and the correlations of a function
with all parities are one Walsh-Hadamard transform.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.transforms import walsh_hadamard

#: Tables of 2^d entries are refused beyond this: 2^24 float64 are 128 MiB.
MAX_D = 24


def check_even(d: int) -> None:
    """Raise InputError unless d is even and at least 2."""
    if d < 2 or d % 2:
        raise InputError(f"d = {d}: the subsets have d/2 bits, so d must be even and at least 2")


@check_arguments
def subset_masks(d: int) -> NDArray[np.int64]:
    """Return the masks of all C(d, d/2) subsets of d/2 coordinates, in increasing order.

    Raises:
        InputError: d is odd, below 2 or above 24.

    Example:
        >>> from theory.hardness import subset_masks
        >>> [f"{mask:04b}" for mask in subset_masks(4)]
        ['0011', '0101', '0110', '1001', '1010', '1100']
    """
    check_even(d)
    if d > MAX_D:
        raise InputError(f"d = {d}: all 2^d inputs at once are for d up to {MAX_D}")
    everything = np.arange(1 << d, dtype=np.int64)
    return everything[np.bitwise_count(everything) == d // 2]


def parity(masks: NDArray[np.int64] | int, inputs: NDArray[np.int64] | int) -> NDArray[np.int64]:
    """Return (-1)^<h, x> as +1 or -1, with numpy's broadcasting."""
    ones = np.bitwise_count(np.bitwise_and(masks, inputs)).astype(np.int64)
    return 1 - 2 * (ones & 1)


@check_arguments
def correlations(values: NDArray[Any], d: int, *, overwrite: bool = False) -> NDArray[Any]:
    r"""Return the sums :math:`\sum_x h(x) g(x)` for every h in H, in the order of :func:`subset_masks`.

    Divide by 2^d for the expectation; it is left out so that integers stay integers.

    Args:
        values: g, of shape (2^d, ...), its first axis over inputs.
        d: number of bits.
        overwrite: the transform may use the memory of ``values``.

    Example:
        >>> import numpy as np
        >>> from theory.hardness import correlations
        >>> correlations(np.array([1, -1, 1, -1]), 2).tolist()
        [4, 0]
    """
    if values.shape[0] != 1 << d:
        raise InputError(f"a function of {d} bits has {1 << d} values, not {values.shape[0]}")
    return walsh_hadamard(values, axis=0, overwrite=overwrite)[subset_masks(d)]
