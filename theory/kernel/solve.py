r"""H alpha = y for positive definite H: by Cholesky while that is quick, else by conjugate gradients.

Conjugate gradients stop at a residual r = y - H alpha that is recomputed, not updated. The remaining error of a
prediction is k(x)^T H^{-1} r, and since k(x)^T H^{-1} k(x) <= k(x, x) for a kernel that is positive semidefinite on the
sample and x together,

    |k(x)^T H^{-1} r| <= sqrt(k(x, x) / lambda_min(H)) |r|.

H of n random inputs has few large eigenvalues, for the parities of few bits, and many small ones close together: some
tens to hundreds of products with H are enough, where Cholesky takes the work of n / 6.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from theory.errors import InputError
from theory.kernel.arc_cosine import Reals

#: Above this number of equations conjugate gradients are used (at d = 32 both take half a second there).
MAX_CHOLESKY = 4096
#: |y - H alpha| <= TOLERANCE |y|.
TOLERANCE = 1e-10
#: Products with H before giving up.
MAX_PRODUCTS = 5000


def solve(lower: Reals, right: Reals) -> Reals:
    """Return H^{-1} y for a positive definite H given by its lower triangle; y of shape (n,) or (n, columns).

    Raises:
        InputError: H is not positive definite to working precision, or conjugate gradients do not converge.
    """
    if len(lower) <= MAX_CHOLESKY:
        return cholesky(lower, right)
    from scipy.linalg.blas import dsymv

    # The transpose of a matrix in row order is in column order, without a copy; its upper triangle is our lower one.
    return conjugate_gradients(lambda v: dsymv(1.0, lower.T, v, lower=0), right)


def cholesky(lower: Reals, right: Reals) -> Reals:
    """Return H^{-1} y by Cholesky's factors: n^3 / 3 multiplications and a copy of the matrix."""
    from scipy.linalg import LinAlgError, cho_factor, cho_solve

    try:
        factor = cho_factor(lower.copy().T, lower=False, overwrite_a=True, check_finite=False)
    except LinAlgError:
        raise InputError(f"the kernel of {len(lower)} inputs is not positive definite in floats") from None
    solution: Reals = cho_solve(factor, right, check_finite=False)
    return solution


def conjugate_gradients(product: Callable[[Reals], Reals], right: Reals) -> Reals:
    """Return H^{-1} y column by column, for a positive definite H of which only products with vectors are needed.

    Raises:
        InputError: H is not positive definite, or the residual is above :data:`TOLERANCE` after 5,000 products.
    """
    columns = [_one_column(product, y) for y in right.reshape(len(right), -1).T]
    return np.stack(columns, axis=1).reshape(right.shape)


def _one_column(product: Callable[[Reals], Reals], right: Reals) -> Reals:
    target = TOLERANCE * float(np.linalg.norm(right))
    solution, residual = np.zeros_like(right), np.array(right)
    direction, square = residual.copy(), float(residual @ residual)
    for _ in range(MAX_PRODUCTS):
        if (
            math.sqrt(square) <= target / 2
        ):  # of the residual carried along; rounding sets it apart from the true one
            residual = right - product(solution)
            if float(np.linalg.norm(residual)) <= target:
                return solution
            direction, square = residual.copy(), float(residual @ residual)  # start again from where we are
        image = product(direction)
        curvature = float(direction @ image)
        if not curvature > 0:
            raise InputError(f"the kernel of {len(right)} inputs is not positive definite in floats")
        step = square / curvature
        solution += step * direction
        residual -= step * image
        previous, square = square, float(residual @ residual)
        direction *= square / previous
        direction += residual
    raise InputError(f"conjugate gradients leave a residual above {TOLERANCE} of {len(right)} equations")
