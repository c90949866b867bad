"""Bit-subset parity, end to end and decomposed along a binary tree (section 5, appendix B, eq 13-14)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments, check_fields
from theory.errors import InputError
from theory.limits import check_range, check_seed
from theory.tasks.sequence import Bits, GateSequence, ParityGate

#: No built-in task has more input bits than this.
MAX_D = 1_000_000


@dataclass(frozen=True)
class BitSubsetParity(GateSequence):
    """The parity of d/2 of d input bits: y = (-1)^(sum of the bits of the subset).

    Attributes:
        d: number of input bits, even.
        subset: d/2 distinct positions in increasing order, counted from 0; the paper's i_1 ... i_{d/2} less one.
        supervised: with the tree of intermediate labels (d/2 must be a power of two), or end to end.

    Raises:
        InputError: d is odd or below 2, the subset is not d/2 distinct positions, or the tree does not exist.

    Example:
        >>> import numpy as np
        >>> from theory.tasks import BitSubsetParity
        >>> task = BitSubsetParity(8, (0, 2, 4, 6))
        >>> task.sequence_length, task.num_labels
        (10, 3)
        >>> task.labels(np.array([[1, 0, 1, 0, 1, 0, 0, 0]], dtype=np.uint8)).tolist()
        [[1, 0, 0]]
    """

    d: int
    subset: tuple[int, ...]
    supervised: bool = True

    def __post_init__(self) -> None:
        check_fields(self)
        check_size(self.d, self.supervised)
        if len(self.subset) != self.d // 2 or len(set(self.subset)) != len(self.subset):
            raise InputError(f"the subset must be {self.d // 2} distinct positions, not {list(self.subset)}")
        if min(self.subset) < 0 or max(self.subset) >= self.d:
            raise InputError(f"positions of the subset run from 0 to {self.d - 1}, not {list(self.subset)}")
        object.__setattr__(self, "subset", tuple(sorted(self.subset)))

    @classmethod
    @check_arguments
    def random(cls, d: int, seed: int, *, supervised: bool = True) -> BitSubsetParity:
        """Return a parity whose subset is drawn uniformly with numpy's default generator."""
        check_size(d, supervised)
        check_range("d, of a parity whose subset is drawn,", d, 2, MAX_D)
        check_seed(seed)
        subset = np.random.default_rng(seed).choice(d, size=d // 2, replace=False)
        return cls(d, tuple(sorted(int(i) for i in subset)), supervised)

    @cached_property
    def gates(self) -> tuple[ParityGate, ...]:  # type: ignore[override]
        """The sub-tasks, first d/4 leaves of two bits each, then each node of two children; end to end one gate."""
        if not self.supervised:
            return (ParityGate(self.subset),)
        leaves = [ParityGate(self.subset[k : k + 2]) for k in range(0, self.d // 2, 2)]
        inner = [ParityGate((self.d + 2 * k, self.d + 2 * k + 1)) for k in range(self.d // 4 - 1)]
        return (*leaves, *inner)


def check_size(d: int, supervised: bool) -> None:
    """Raise InputError where the task does not exist: odd d, or no full binary tree over pairs of the subset."""
    if d < 2 or d % 2:
        raise InputError(f"d = {d}: the subset has d/2 bits, so d must be even and at least 2")
    half = d // 2
    if supervised and (half < 2 or half & (half - 1)):
        raise InputError(
            f"d = {d}: the tree of sub-tasks pairs the d/2 = {half} bits of the subset, so d/2 must be a power of two, "
            "at least 2; end to end any even d will do"
        )


def labels_by_equation_14(
    x: Bits, subset: tuple[int, ...], reading: Literal["printed", "meant"]
) -> NDArray[np.int8]:
    """The labels y_d ... y_T in {-1, +1} by the recursion of eq 14, shape (n, d/2 - 1).

    Read as ``printed``, the second case raises -1 to the sum of two labels +-1, which is even, so that
    every label above the leaves is +1. It is ``meant`` to sum the labels' bits, z_{s+1} = (1 + y_s)/2.

    Args:
        x: inputs, shape (n, d).
        subset: i_1 < ... < i_{d/2}, counted from 0.
        reading: ``printed`` or ``meant``.
    """
    d = x.shape[1]
    labels: dict[int, NDArray[np.int64]] = {}
    for t in range(d, 3 * d // 2 - 1):
        if 4 * t < 5 * d:
            j = 2 * (t - d)  # the paper's i_{2(t-d)+1} and i_{2(t-d)+2}, counted from 1
            exponent = x[:, subset[j]].astype(np.int64) + x[:, subset[j + 1]]
        else:
            s = 2 * (t - 5 * d // 4) + d
            children = labels[s], labels[s + 1]
            exponent = sum(y if reading == "printed" else (1 + y) // 2 for y in children)  # type: ignore[assignment]
        labels[t] = 1 - 2 * (exponent % 2)
    return np.stack(list(labels.values()), axis=1).astype(np.int8)
