"""The inputs {0, 1}^d: bit i of an input's number in column i."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.tasks.sequence import Bits

#: All inputs of this number of bits fill 0.4 GB.
MAX_CUBE_BITS = 24


def numbered_inputs(numbers: NDArray[np.int64], d: int) -> Bits:
    """Return the inputs of d bits with these numbers, shape (n,) -> (n, d); bit i is in column i.

    Raises:
        InputError: a number is not from 0 to 2^d - 1.
    """
    if numbers.size and not 0 <= int(numbers.min()) <= int(numbers.max()) < 1 << d:
        raise InputError(f"inputs of {d} bits have the numbers from 0 to 2^{d} - 1")
    octets = numbers.astype("<i8")[:, None].view(np.uint8)
    return np.unpackbits(octets, axis=1, count=d, bitorder="little")


@check_arguments
def all_inputs(d: int) -> Bits:
    """Return every input of d bits in the order of its number, shape (2^d, d).

    Raises:
        InputError: d is not from 1 to 24.

    Example:
        >>> from theory.tasks import all_inputs
        >>> all_inputs(2).tolist()
        [[0, 0], [1, 0], [0, 1], [1, 1]]
    """
    if not 1 <= d <= MAX_CUBE_BITS:
        raise InputError(f"d = {d}: all 2^d inputs are written out for d from 1 to {MAX_CUBE_BITS}")
    return numbered_inputs(np.arange(1 << d), d)
