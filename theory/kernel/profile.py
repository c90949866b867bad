r"""The kernel as a function of the xor of two inputs: 2^d numbers instead of a 2^d x 2^d matrix.

The recursion depends on two sequences only through the positions where their tokens differ. For inputs x and x' of free
bits that is x xor x'; for teacher-forced labels that are parities of earlier tokens, the xor of the labels is the same
parity of the xor. So H^t(x, x') = k_t(x xor x'), and after t tokens the state depends on t bits alone: each token of
the input doubles the table. Index: bit i of the table's index says whether token i + 1 differs.

The rounding of every entry is bounded while the table is made; see :mod:`theory.kernel.rounding`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.kernel.arc_cosine import Reals, kappas
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation
from theory.kernel.rounding import SLACK, UNIT_ROUNDOFF, Margin, Reals32, step_errors

Result = TypeVar("Result")
#: 2^28 kernels of 8 bytes are 2 GiB; the state before the last token takes as much again.
MAX_BITS = 28
#: Entries worked on at a time: a handful of arrays of 2^14 doubles stay in the second-level cache.
_CHUNK = 1 << 14


@dataclass(slots=True)
class Profile:
    """k_t(x) for every x of ``bits`` bits.

    Returned by :func:`profiles`.

    Attributes:
        t: tokens read.
        bits: how many bits the table is indexed by.
        kernel: k_t(x), the H of eq 69 in the limit, shape (2^bits,).
        error: bound on the mean over x of the rounding error of ``kernel``.
    """

    t: int
    bits: int
    kernel: Reals
    error: float


@check_arguments
def profiles(
    d: int,
    label_masks: Sequence[int] = (),
    init: Initialisation = UNIT_OUTPUT,
    threads: int = 1,
    *,
    same_start: bool = True,
    every: bool = False,
) -> Iterator[Profile]:
    """Yield the kernel at step d, then at d + 1, ... with teacher-forced labels.

    Args:
        d: input bits.
        label_masks: for each token read after the input, the set of input bits (as a mask) whose parity it is.
        init: the variances.
        threads: worker threads.
        same_start: whether the two runs of a pair start from one h_0 or from independent copies.
        every: yield the profiles at the steps 1 ... d - 1 as well, over 2^t inputs each.

    Yields:
        1 + len(label_masks) profiles over 2^d inputs; each is valid, and must not be changed, until the next is
        asked for.

    Raises:
        InputError: d is not between 1 and 28.

    Example:
        >>> from theory.kernel import profiles
        >>> next(profiles(3)).kernel.shape
        (8,)
    """
    if not 1 <= d <= MAX_BITS:
        raise InputError(f"d = {d}: the table of 2^d kernels is made for d from 1 to {MAX_BITS}")
    table = _Table(d, init, threads, same_start)
    for t in range(1, d + 1):
        table.double(keep_hidden=t < d or bool(label_masks))
        if every or t == d:
            yield table.profile
    for mask in label_masks:
        table.read_label(mask)
        yield table.profile


class _Table:
    """The growing table; arrays of full size are filled from the front, and their pages touched only when written."""

    def __init__(self, d: int, init: Initialisation, threads: int, same_start: bool) -> None:
        self.d, self.init, self.threads, self.same_start = d, init, threads, same_start
        self.t = 0
        self.kernel, self.hidden = np.empty(1 << d), np.empty(1 << d)
        self.kernel_error, self.hidden_error = (np.empty(1 << d, dtype=np.float32) for _ in range(2))
        self.kernel[0], self.hidden[0] = 0.0, init.start if same_start else init.start / math.pi
        self.kernel_error[0] = 0.0
        self.hidden_error[0] = 0.0 if same_start else UNIT_ROUNDOFF * self.hidden[0]  # pi is rounded
        self.margin = Margin(init, same_start)
        self.error = 0.0

    @property
    def profile(self) -> Profile:
        bits = min(self.t, self.d)
        return Profile(self.t, bits, self.kernel[: 1 << bits], self.error)

    def double(self, *, keep_hidden: bool) -> None:
        """Read token t + 1 of the input: entries [0, 2^t) where it is equal, [2^t, 2^{t+1}) where it differs."""
        size = 1 << self.t

        def work(k: int) -> float:
            here, there = slice(k, min(k + _CHUNK, size)), slice(k + size, min(k + _CHUNK, size) + size)
            before = self._copy(here)
            equal = self._step(here, before, self.init.inputs, keep_hidden)
            return equal + self._step(there, before, 0.0, keep_hidden)

        self._read(work, size, 2 * size)

    def read_label(self, mask: int) -> None:
        """Read a label that is the parity of the bits in ``mask``."""
        size = 1 << self.d

        def work(k: int) -> float:
            here = slice(k, min(k + _CHUNK, size))
            index = np.arange(here.start, here.stop, dtype=np.uint32)
            token = self.init.inputs * (1.0 - (np.bitwise_count(index & np.uint32(mask)) & 1))
            return self._step(here, self._copy(here), token, True)

        self._read(work, size, size)

    def _read(self, work: Callable[[int], float], size: int, entries: int) -> None:
        self.t += 1
        self.margin.step(self.t)
        self.error = math.fsum(run_all(work, range(0, size, _CHUNK), self.threads)) / entries * SLACK

    def _copy(self, part: slice) -> tuple[Reals, Reals, Reals32, Reals32]:
        columns = self.hidden, self.kernel, self.hidden_error, self.kernel_error
        return tuple(column[part].copy() for column in columns)  # type: ignore[return-value]

    def _step(
        self,
        target: slice,
        before: tuple[Reals, Reals, Reals32, Reals32],
        token: float | Reals,
        keep_hidden: bool,
    ) -> float:
        """Fill the target; returns the sum of the kernel's error bounds there."""
        hidden, kernel, hidden_error, kernel_error = before
        norm = self.init.norm(self.t)
        rho = hidden + token
        rho /= norm
        equal = target.start == 0 and self.same_start
        if equal:
            rho[0] = 1.0  # equal inputs: without error
        kappa_0, kappa_1, sine = kappas(rho)
        if equal:
            sine[0] = np.inf
        fed = hidden * (self.init.output / 2)
        fed += kernel
        np.multiply(kappa_0, fed, out=self.kernel[target])
        fed_error = hidden_error * np.float32(self.init.output / 2)
        fed_error += kernel_error
        errors = step_errors(kappa_0, kappa_1, sine, fed, fed_error, hidden_error, norm)
        if keep_hidden:
            np.multiply(kappa_1, norm, out=self.hidden[target])
            self.kernel_error[target], self.hidden_error[target] = errors
        return float(np.sum(errors[0], dtype=np.float64))


def run_all(work: Callable[[int], Result], items: Iterable[int], threads: int) -> list[Result]:
    """Apply ``work`` to every item; numpy releases the interpreter's lock, so that threads run in parallel."""
    if threads <= 1:
        return [work(item) for item in items]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, items))
