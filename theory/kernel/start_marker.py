r"""An independent copy of h_0 as a START marker: the part of the kernel that tells outputs apart.

Let a run be a sequence together with one of two starts, h_0 = ReLU(M_0) or an independent ReLU(M_0'). The algorithm
uses only the first; the second serves the proof. In the limit the kernel between outputs t != t' is the same for equal
and for independent starts, since h_0 meets an h_l, l > 0, that is independent of it either way. So

    J = J_0 + blockdiag_t(J_1^t),      J_0: between independent starts,      J_1^t = H^t[K_0 = q] - H^t[K_0 = q/pi],

where J_0 is positive semidefinite: averages of gradients over E independent starts have the Gram matrix
J_0 + blockdiag(J_1) / E. Hence the joint kernel of all outputs dominates blockdiag(J_1^t), in which outputs are
decoupled: for any labels Y^T J^+ Y <= sum_t y_t^T (J_1^t)^+ y_t.

On all sequences of free tokens J is carried to small blocks: by characters, for every set of tokens counted back from
the end one matrix over the outputs, of Walsh coefficients between t and t + lag (:func:`free_blocks`).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from theory.arguments import check_arguments
from theory.kernel.arc_cosine import Reals
from theory.kernel.enclosure import enclosed_kernels, mean_of_characters, precision_of
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation
from theory.kernel.parity import Spectrum, spectrum
from theory.kernel.profile import Profile, profiles
from theory.kernel.recursion import pair_kernels
from theory.tasks.sequence import Bits


@check_arguments
def decoupled(sequence_length: int) -> Initialisation:
    """Return the initialisation of the theorem: A of variance 2 / (m T^3), h_0 of norm 1, B of variance 1.

    Example:
        >>> from theory.kernel import decoupled
        >>> decoupled(10).inputs
        0.001
    """
    return Initialisation(inputs=float(sequence_length) ** -3)


@check_arguments
def decoupled_kernels(
    first: Bits, second: Bits, init: Initialisation = UNIT_OUTPUT
) -> Iterator[tuple[int, Reals]]:
    """Yield (t, J_1^t) for every pair of rows, t = 1 ... T: the kernel from equal less that from independent starts.

    Args:
        first, second: tokens, shapes (n, T) and (n', T).
        init: the variances.

    Raises:
        InputError: the sequences differ in length.

    Example:
        >>> import numpy as np
        >>> from theory.kernel import decoupled_kernels
        >>> tokens = np.array([[0, 1], [1, 1]], dtype=np.uint8)
        >>> [kernel.shape for t, kernel in decoupled_kernels(tokens, tokens)]
        [(2, 2), (2, 2)]
    """
    same = pair_kernels(first, second, 0, init)
    other = pair_kernels(first, second, 0, init, same_start=False)
    for (t, _, kernel), (_, _, independent) in zip(same, other, strict=True):
        yield t, kernel - independent


@check_arguments
def decoupled_spectra(t: int, init: Initialisation = UNIT_OUTPUT) -> Iterator[Spectrum]:
    """Yield the Walsh coefficients of J_1 at the outputs 1 ... t over all sequences of free tokens.

    Raises:
        InputError: t is not between 1 and 28.

    Example:
        >>> from theory.kernel import decoupled, decoupled_spectra
        >>> *_, last = decoupled_spectra(8, decoupled(8))
        >>> round(float(last.coefficients.min()) * 8**8, 1)
        1944.1
    """
    pairs = zip(
        profiles(t, (), init, every=True), profiles(t, (), init, same_start=False, every=True), strict=True
    )
    for same, other in pairs:
        yield spectrum(Profile(same.t, same.bits, same.kernel - other.kernel, same.error + other.error))


@check_arguments
def free_blocks(
    t: int, inputs: Fraction | int = 1, *, same_start: bool = True, precision: int = 128
) -> list[list[list[Any]]]:
    """Return the kernel of all outputs 1 ... t on all sequences of free tokens, in blocks, in balls.

    J^{s,s+l}(z, z') depends on where token r of z differs from token r + l of z', so that it carries the character of
    a set of tokens at output s + l to that of the set shifted by l at output s: sets that are equal counted back from
    the end of what was read make one block.

    Args:
        t: the last output.
        inputs: a, the variance of A's entries times m / 2.
        same_start: whether the runs start from one h_0, or rows from one and columns from another.
        precision: bits of the balls.

    Returns:
        The matrix over the outputs that have read all of the set, for each of the 2^t sets; bit i of a set's number
        stands for the token i before the last that was read.

    Raises:
        InputError: t is not between 1 and 10.

    Example:
        >>> from theory.kernel import free_blocks
        >>> blocks = free_blocks(3)
        >>> len(blocks), [len(blocks[mask]) for mask in (0b000, 0b001, 0b100)]
        (8, [3, 3, 1])
    """
    found: dict[tuple[int, int], tuple[Any, ...]] = {}
    for lag in range(t):
        kernels = enclosed_kernels(t - lag, lag, inputs, same_start=same_start, precision=precision)
        for output, kernel in enumerate(kernels, start=1):
            with precision_of(precision):
                found[output, lag] = mean_of_characters(kernel)

    def entry(first: int, second: int, back: int) -> Any:
        earlier, lag = min(first, second), abs(first - second)
        tokens = sum(1 << (earlier - 1 - i) for i in range(earlier) if back >> i & 1)
        return found[earlier, lag][tokens]

    def block(back: int) -> list[list[Any]]:
        outputs = range(max(back.bit_length(), 1), t + 1)
        return [[entry(first, second, back) for second in outputs] for first in outputs]

    return [block(back) for back in range(1 << t)]
