"""Exact distributions of the input x, over which lemma 1 takes its expectations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments, check_fields
from theory.errors import InputError
from theory.tasks.cube import all_inputs
from theory.tasks.sequence import Bits

#: All inputs are written out, and 2^20 of them fill 20 MB.
MAX_BITS = 20


@dataclass(frozen=True, slots=True)
class InputDistribution:
    """Finitely many inputs with integer weights: input k has probability ``weights[k] / sum(weights)``.

    Attributes:
        inputs: shape (n, d), one input a row, each at most once.
        weights: shape (n,), non-negative integers, not all zero.

    Example:
        >>> from theory.composition import InputDistribution
        >>> fair = InputDistribution.uniform(2)
        >>> str(fair.probability(fair.inputs[:, 0] == 1))
        '1/2'
    """

    inputs: Bits
    weights: NDArray[np.int64]

    def __post_init__(self) -> None:
        check_fields(self)
        if self.inputs.ndim != 2 or self.weights.shape != (len(self.inputs),):
            raise InputError(f"{self.weights.shape} weights for inputs of shape {self.inputs.shape}")
        if not len(self.inputs) or self.weights.min() < 0 or not self.weights.any():
            raise InputError("a distribution needs non-negative weights that are not all zero")
        if len({row.tobytes() for row in np.packbits(self.inputs, axis=1)}) != len(self.inputs):
            raise InputError("a distribution names every input at most once")

    @classmethod
    @check_arguments
    def uniform(cls, d: int) -> InputDistribution:
        """Return the uniform distribution over all 2^d inputs; row k holds the bits of k, lowest first."""
        if not 1 <= d <= MAX_BITS:
            raise InputError(f"d = {d}: the uniform distribution is written out for 1 to {MAX_BITS} bits")
        return cls(all_inputs(d), np.ones(1 << d, dtype=np.int64))

    @classmethod
    @check_arguments
    def of(cls, probabilities: Mapping[tuple[int, ...], Fraction | int]) -> InputDistribution:
        """Return the distribution with these exact weights, proportional to the probabilities, by input."""
        exact = [Fraction(p) for p in probabilities.values()]
        common = lcm(*(p.denominator for p in exact)) if exact else 1
        return cls(
            np.array(list(probabilities), dtype=np.uint8).reshape(len(exact), -1),
            np.array([int(p * common) for p in exact], dtype=np.int64),
        )

    def probability(self, event: NDArray[np.bool_]) -> Fraction:
        """The probability of the inputs at which ``event``, shape (n,), is true."""
        return Fraction(int(self.weights[event].sum()), int(self.weights.sum()))
