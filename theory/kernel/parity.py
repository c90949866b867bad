r"""The exact spectrum of the kernel over all 2^d inputs, and the complexity of parities (lemma 6).

The matrix H(x, x') = k(x xor x') is diagonal in the characters chi_S(x) = (-1)^{sum_{i in S} x_i}, with eigenvalues
lambda_S = sum_x k(x) chi_S(x) = 2^d k^(S). Any vector of labels y has

    y^T H^{-1} y = sum_S y^(S)^2 / k^(S),        y^(S) = 2^{-d} sum_x y(x) chi_S(x),

which is 1 / k^(S) for the parity over S. All k^(S) are positive: kappa_0 and kappa_1 are power series with
non-negative coefficients, and products of functions with non-negative coefficients in the characters have non-negative
coefficients.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from theory.arguments import check_arguments
from theory.kernel.arc_cosine import Reals
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation
from theory.kernel.profile import Profile, profiles
from theory.kernel.rounding import UNIT_ROUNDOFF
from theory.tasks.parity import BitSubsetParity
from theory.transforms import walsh_hadamard
from theory.transforms.walsh_hadamard import BITS_A_STEP

#: Entries of a table summed at a time.
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class ParityComplexity:
    """sqrt(y^T H^{-1} y) of one parity over all 2^d inputs.

    Returned by :func:`sub_task_complexities`.

    Attributes:
        t: the output.
        subset: the bits whose parity it is, counted from 0.
        complexity: sqrt(1 / k^(S)).
        relative_error: bound on the relative error of ``complexity`` from rounding; infinite where there is no bound.
    """

    t: int
    subset: tuple[int, ...]
    complexity: float
    relative_error: float


@dataclass(frozen=True, slots=True)
class Spectrum:
    """All eigenvalues of the end-to-end kernel over 2^d inputs.

    Returned by :func:`parity_spectrum`.

    Attributes:
        t, bits: output and number of input bits.
        coefficients: k^(S) at index S; the eigenvalue is 2^bits times it.
        error: bound on the error of every coefficient.
    """

    t: int
    bits: int
    coefficients: Reals
    error: float

    @check_arguments
    def complexity(self, subset: Iterable[int]) -> ParityComplexity:
        """Return the complexity of the parity over ``subset``."""
        chosen = tuple(subset)
        return _complexity(self.t, chosen, float(self.coefficients[mask_of(chosen)]), self.error)

    @property
    def smallest_eigenvalue(self) -> float:
        """min over S of 2^d k^(S)."""
        return float(self.coefficients.min()) * 2.0**self.bits

    @property
    def eigenvalue_error(self) -> float:
        """Bound on the rounding error of every eigenvalue."""
        return self.error * 2.0**self.bits


def rounding_bound(mean: float, bits: int) -> float:
    """Return a bound on the error of a Walsh-Hadamard transform over 2^bits values >= 0 of this mean.

    A step of b bits sums 2^b signed terms in some order, so after k additions in all the error is below gamma_k times
    the sum of absolute values, gamma_k = k u / (1 - k u) (Higham, Accuracy and stability of numerical algorithms,
    section 3.1).
    """
    steps, rest = divmod(bits, BITS_A_STEP)
    additions = steps * ((1 << BITS_A_STEP) - 1) + (1 << rest) - 1
    return additions * UNIT_ROUNDOFF / (1 - additions * UNIT_ROUNDOFF) * mean


def mask_of(subset: Iterable[int]) -> int:
    """Return a set of positions as an integer, bit i standing for position i."""
    return sum(1 << i for i in subset)


def spectrum(profile: Profile) -> Spectrum:
    """Transform a profile in place (its table is overwritten) into the spectrum."""
    table = profile.kernel
    error = profile.error + rounding_bound(float(table.mean()), profile.bits)
    walsh_hadamard(table, overwrite=True)
    table *= 2.0**-profile.bits  # a power of two: exact
    return Spectrum(profile.t, profile.bits, table, error)


@check_arguments
def parity_spectrum(d: int, init: Initialisation = UNIT_OUTPUT, threads: int = 1) -> Spectrum:
    """Return the spectrum of the kernel at output d over all inputs of d bits: O(d 2^d) work.

    Example:
        >>> from theory.kernel import parity_spectrum
        >>> spectrum = parity_spectrum(8)
        >>> round(spectrum.complexity((0, 1)).complexity, 1), round(spectrum.complexity((6, 7)).complexity, 1)
        (2.2, 5.1)
    """
    return spectrum(next(profiles(d, (), init, threads)))


def coefficient(profile: Profile, subset: Iterable[int]) -> float:
    """Return k^(S) of one subset, by one signed mean over the table."""
    mask = np.uint32(mask_of(subset))
    total = []
    for k in range(0, len(profile.kernel), _CHUNK):
        part = profile.kernel[k : k + _CHUNK]
        odd = np.bitwise_count(np.arange(k, k + len(part), dtype=np.uint32) & mask) & 1
        total.append(float(np.sum(np.where(odd, -part, part))))
    return math.fsum(total) / len(profile.kernel)


@check_arguments
def sub_task_complexities(
    task: BitSubsetParity, init: Initialisation = UNIT_OUTPUT
) -> list[ParityComplexity]:
    """Return the complexity of every sub-task of a parity, teacher-forced, over all 2^d inputs.

    Labels are parities of input bits, so that one table of 2^d kernels gives them all.

    Example:
        >>> from theory.kernel import sub_task_complexities
        >>> from theory.tasks import BitSubsetParity
        >>> [round(one.complexity, 1) for one in sub_task_complexities(BitSubsetParity(4, (0, 2)))]
        [2.8]
    """
    sets = label_subsets(task)
    found = []
    for subset, profile in zip(sets, profiles(task.d, [mask_of(s) for s in sets[:-1]], init), strict=True):
        error = profile.error + rounding_bound(float(profile.kernel.mean()), profile.bits)
        found.append(_complexity(profile.t, subset, coefficient(profile, subset), error))
    return found


def label_subsets(task: BitSubsetParity) -> list[tuple[int, ...]]:
    """The input bits whose parity each label is, up to its sign."""
    sets: list[frozenset[int]] = [frozenset((i,)) for i in range(task.d)]
    for gate in task.gates:
        union: frozenset[int] = frozenset()
        for column in gate.inputs:
            union ^= sets[column]
        sets.append(union)
    return [tuple(sorted(s)) for s in sets[task.d :]]


def label_complexity(coefficients: Reals, labels: Sequence[float] | Reals) -> float:
    """Return sqrt(y^T H^{-1} y) over all 2^d inputs for any labels, given all k^(S)."""
    y = walsh_hadamard(np.asarray(labels, dtype=np.float64)) / len(labels)
    return math.sqrt(math.fsum(y * y / coefficients))


def _complexity(t: int, subset: tuple[int, ...], value: float, error: float) -> ParityComplexity:
    if value <= error:
        return ParityComplexity(t, subset, value**-0.5 if value > 0 else math.inf, math.inf)
    # the true value is at least value - error, and the true complexity at most (1 - error / value)^{-1/2} times ours
    return ParityComplexity(t, subset, value**-0.5, math.expm1(-math.log1p(-error / value) / 2))
