r"""The Walsh-Hadamard transform: a function on the cube against all 2^d parities at once.

:math:`\hat g(s) = \sum_x (-1)^{\langle s, x\rangle} g(x)`, where entry k of the array stands for the x (or s)
whose bit j is bit j of k. The transform is not normalised: applied twice it is 2^d times the identity.

The 2^d x 2^d matrix is the Kronecker power of [[1, 1], [1, -1]], so it is applied a few bits at a time. For
floats a step is a product with a 16 x 16 matrix, in blocks small enough for a core's own cache and for BLAS to stay in
one thread (its threads would make it slower here); for exact integers a step is one butterfly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments
from theory.errors import InputError

#: Bits that one matrix product transforms. Fewer means more passes over memory, more means more arithmetic.
BITS_A_STEP = 4
#: Elements of a block: 16 x 1024 float64 are 128 KiB, and 16 * 16 * 1024 = 2^18 multiply-adds are the most that
#: OpenBLAS does in one thread.
BLOCK = 1 << 14


@check_arguments
def walsh_hadamard(values: Any, axis: int = -1, *, overwrite: bool = False) -> NDArray[Any]:
    r"""Return :math:`\sum_x (-1)^{\langle s, x\rangle} g(x)` for every s in {0,1}^d, along one axis.

    Floats (and complex numbers) keep their type. Integers and booleans become int64 where no sum can overflow and
    Python integers (dtype object) where one could, so that they are always exact; objects (Fractions, sympy
    numbers) stay objects.

    Args:
        values: an array or array-like, of any shape; the length of ``axis`` is a power of two, 2^d.
        axis: the axis to transform.
        overwrite: transform ``values`` itself, with no second array of its size.

    Raises:
        InputError: the length is not a power of two, or ``overwrite`` is asked of an array that cannot be
            transformed in place (not C-contiguous, not writable, a narrow or a possibly overflowing integer type).

    Example:
        >>> import numpy as np
        >>> from theory.transforms import walsh_hadamard
        >>> walsh_hadamard(np.array([1, 0, 0, 0])).tolist()
        [1, 1, 1, 1]
    """
    array = np.asarray(values)
    if array.ndim == 0 or not -array.ndim <= axis < array.ndim:
        raise InputError(f"an array of shape {array.shape} has no axis {axis} to transform")
    axis %= array.ndim
    check_power_of_two(array.shape[axis])
    dtype = _working_type(array, array.shape[axis])
    if not overwrite:
        work = np.array(array, dtype=dtype, order="C", copy=True)
    elif array.dtype == dtype and array.flags.c_contiguous and array.flags.writeable:
        work = array
    else:
        raise InputError(
            f"cannot transform in place: needs a writable C-contiguous array of type {dtype}, not {array.dtype}"
        )
    if work.dtype.kind in "fc":
        transform_by_products(work, axis, lambda size: hadamard_matrix(size).astype(work.dtype))
    else:
        _transform_by_butterflies(work, axis)
    return work


@check_arguments
def hadamard_matrix(size: int) -> NDArray[np.int64]:
    """Return Sylvester's matrix of a power of two: entry (s, x) is (-1)^<s, x>.

    Example:
        >>> from theory.transforms import hadamard_matrix
        >>> hadamard_matrix(2).tolist()
        [[1, 1], [1, -1]]
    """
    check_power_of_two(size)
    matrix = np.ones((1, 1), dtype=np.int64)
    while len(matrix) < size:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    return matrix


def check_power_of_two(length: int) -> None:
    """Raise InputError unless the length is 2^d."""
    if length < 1 or length & (length - 1):
        raise InputError(f"the transform needs a length that is a power of two, not {length}")


def _working_type(array: NDArray[Any], length: int) -> np.dtype[Any]:
    if array.dtype.kind in "fcO":
        return array.dtype if array.dtype != np.float16 else np.dtype(np.float32)
    if array.dtype.kind not in "biu":
        raise InputError(f"cannot transform an array of type {array.dtype}")
    if array.size == 0:
        return np.dtype(np.int64)
    # Every partial sum is at most `length` terms, each at most the largest magnitude.
    largest = max(int(array.max()), -int(array.min()))
    return np.dtype(np.int64 if largest * length <= np.iinfo(np.int64).max else object)


def transform_by_products(values: Any, axis: int, matrix: Callable[[int], Any], block: int = BLOCK) -> None:
    """Transform an array in place by small matrix products.

    It uses only ``reshape``, slices and ``@``, so that it works on numpy's arrays and torch's tensors alike.

    Args:
        values: contiguous, floating, of length 2^d along ``axis``.
        axis: not negative.
        matrix: returns the Hadamard matrix of a size, with the kind, type and device of ``values``.
        block: elements that one product takes.
    """
    length, trailing = values.shape[axis], _product(values.shape[axis + 1 :])
    done = 1
    while done < length and 0 not in values.shape:
        size = min(1 << BITS_A_STEP, length // done)
        hadamard = matrix(size)
        if done * trailing == 1:
            rows = values.reshape(-1, size)
            for start in range(0, rows.shape[0], block // size):
                rows[start : start + block // size] = (
                    rows[start : start + block // size] @ hadamard
                )  # symmetric
        else:
            for part in _blocks(values.reshape(-1, size, done * trailing), block):
                part[...] = hadamard @ part
        done *= size


def _transform_by_butterflies(values: NDArray[Any], axis: int) -> None:
    length, trailing = values.shape[axis], _product(values.shape[axis + 1 :])
    done = 1
    while done < length and values.size:
        for part in _blocks(values.reshape(-1, 2, done * trailing), BLOCK):
            low, high = part[..., 0, :], part[..., 1, :]
            total = low + high
            np.subtract(low, high, out=high)
            low[...] = total
        done *= 2


def _blocks(stacks: Any, block: int) -> Iterator[Any]:
    """Views of about ``block`` elements that tile an array (stacks, size, columns), each with its whole axis 1."""
    count, size, columns = stacks.shape
    if size * columns <= block:
        step = block // (size * columns)
        yield from (stacks[i : i + step] for i in range(0, count, step))
    else:
        step = block // size
        for stack in stacks:
            yield from (stack[:, i : i + step] for i in range(0, columns, step))


def _product(sizes: Any) -> int:
    result = 1
    for size in sizes:
        result *= int(size)
    return result
