"""The subset of a parity from samples of the answer alone, by Gaussian elimination over GF(2).

Learning parity without noise is easy for an algorithm that looks at single samples exactly; appendix F is about
gradients of an expectation, which hide the subset (footnotes 3 and 18).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.tasks.sequence import Bits


@check_arguments
def solve_over_gf2(rows: NDArray[np.integer], right: NDArray[np.integer]) -> NDArray[np.uint8] | None:
    """Return the solution s of rows s = right over GF(2); None if there is none, or more than one.

    Args:
        rows: zeros and ones, (n, d).
        right: zeros and ones, (n,).

    Returns:
        Zeros and ones, (d,).

    Raises:
        InputError: the shapes do not match.

    Example:
        >>> import numpy as np
        >>> from theory.hardness import solve_over_gf2
        >>> solve_over_gf2(np.array([[1, 1], [0, 1]]), np.array([1, 1])).tolist()
        [0, 1]
    """
    if rows.ndim != 2 or right.shape != rows.shape[:1]:
        raise InputError(
            f"rows of shape {rows.shape} and a right side of shape {right.shape} do not fit together"
        )
    n, d = rows.shape
    table = np.concatenate([(part & 1).astype(np.uint8) for part in (rows, right[:, None])], axis=1)
    for column in range(min(n, d)):
        pivot = column + int(np.argmax(table[column:, column]))
        if not table[pivot, column]:
            return None
        table[[column, pivot]] = table[[pivot, column]]
        others = np.flatnonzero(table[:, column])
        table[others[others != column]] ^= table[column]
    if n < d or table[d:, -1].any():
        return None
    solution: NDArray[np.uint8] = table[:d, -1].copy()
    return solution


@check_arguments
def subset_of(x: Bits, answers: Bits) -> tuple[int, ...] | None:
    """Return the subset of a parity from inputs and answers, counted from 0; None if they do not decide it.

    Args:
        x: inputs, (n, d).
        answers: the bits of y, 1 where an even number of the subset's bits is 1, (n,).

    Raises:
        InputError: the shapes do not match.

    Example:
        >>> import numpy as np
        >>> from theory.hardness import subset_of
        >>> subset_of(np.array([[1, 1], [0, 1]], dtype=np.uint8), np.array([0, 0], dtype=np.uint8))
        (1,)
    """
    solution = solve_over_gf2(x, 1 - answers.astype(np.int8))
    return None if solution is None else tuple(int(i) for i in np.flatnonzero(solution))
