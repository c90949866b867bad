r"""The kernel as a function of the xor of two inputs: 2^d numbers instead of a 2^d x 2^d matrix.

The recursion sees two sequences only through where their tokens differ. For inputs x and x' of free bits that is
x xor x'; for teacher-forced labels that are parities of earlier tokens, the xor of the labels is the same parity of
the xor. So H^t(x, x') = k_t(x xor x'), and after t tokens the state depends on t bits alone: each token of the input
doubles the table. Index: bit i of the table's index says whether token i + 1 differs.

The rounding of the table is bounded while it is made; see :class:`Profile`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from theory.errors import InputError
from theory.kernel.arc_cosine import Reals, angle_of_loss, kappas, loss_of_angle
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation

#: Half the spacing of floats at 1: the unit roundoff u.
UNIT_ROUNDOFF = 2.0**-53
#: 2^28 numbers of 8 bytes, twice, are 4 GiB.
MAX_BITS = 28
#: Entries worked on at a time: a handful of arrays of 2^14 doubles stay in the second-level cache.
_CHUNK = 1 << 14
#: Assumed of the machine's arccos: at most so many units in the last place (glibc states 1).
ARCCOS_ULPS = 4
#: Roundings of one step beside those of arccos and sin: sums, products and quotients, counted generously.
_STEP_ROUNDINGS = 12


@dataclass(slots=True)
class Profile:
    """k_t(x) for every x of ``bits`` bits.

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


def profiles(
    d: int,
    label_masks: Sequence[int] = (),
    init: Initialisation = UNIT_OUTPUT,
    threads: int = 1,
) -> Iterator[Profile]:
    """The kernel at step d, then at d + 1, ... with teacher-forced labels.

    Args:
        d: input bits.
        label_masks: for each token read after the input, the set of input bits (as a mask) whose parity it is.
        init: the variances.
        threads: worker threads.

    Yields:
        1 + len(label_masks) profiles over 2^d inputs; each is valid until the next is asked for.

    Raises:
        InputError: d is not between 1 and 28.
    """
    if not 1 <= d <= MAX_BITS:
        raise InputError(f"d = {d}: the table of 2^d kernels is made for d from 1 to {MAX_BITS}")
    table = _Table(d, init, threads)
    for t in range(1, d + 1):
        table.double(keep_hidden=t < d or bool(label_masks))
    yield table.profile
    for mask in label_masks:
        table.read_label(mask)
        yield table.profile


class _Table:
    """The growing table; arrays of full size are filled from the front."""

    def __init__(self, d: int, init: Initialisation, threads: int) -> None:
        self.d, self.init, self.threads = d, init, threads
        self.t = 0
        self.kernel = np.empty(1 << d)
        self.hidden = np.empty(1 << d)  # pages are touched only when written
        self.kernel[0], self.hidden[0] = 0.0, init.start
        self.errors = ErrorBound(init)

    @property
    def profile(self) -> Profile:
        return Profile(self.t, self.d, self.kernel, self.errors.kernel)

    def double(self, *, keep_hidden: bool) -> None:
        """Read token t + 1 of the input: entries [0, 2^t) where it is equal, [2^t, 2^{t+1}) where it differs."""
        size = 1 << self.t
        self.t += 1
        sums: list[tuple[float, float, float]] = []

        def work(k: int) -> None:
            here, there = slice(k, min(k + _CHUNK, size)), slice(k + size, min(k + _CHUNK, size) + size)
            hidden, kernel = self.hidden[here].copy(), self.kernel[here].copy()
            for target, token in ((here, self.init.inputs), (there, 0.0)):
                sums.append(self._step(target, hidden, kernel, token, keep_hidden))

        run_all(work, range(0, size, _CHUNK), self.threads)
        self._account(sums, 2 * size)

    def read_label(self, mask: int) -> None:
        """Read a label that is the parity of the bits in ``mask``."""
        size = 1 << self.d
        self.t += 1
        sums: list[tuple[float, float, float]] = []

        def work(k: int) -> None:
            here = slice(k, min(k + _CHUNK, size))
            index = np.arange(here.start, here.stop, dtype=np.uint32)
            token = self.init.inputs * (1.0 - (np.bitwise_count(index & np.uint32(mask)) & 1))
            sums.append(self._step(here, self.hidden[here].copy(), self.kernel[here].copy(), token, True))

        run_all(work, range(0, size, _CHUNK), self.threads)
        self._account(sums, size)

    def _step(
        self, target: slice, hidden: Reals, kernel: Reals, token: float | Reals, keep_hidden: bool
    ) -> tuple[float, float, float]:
        norm = self.init.norm(self.t)
        rho = hidden + token
        rho /= norm
        if target.start == 0:
            rho[0] = 1.0  # equal inputs: without error
        kappa_0, kappa_1, sine = kappas(rho)
        fed = hidden * (self.init.output / 2)
        fed += kernel
        np.multiply(kappa_0, fed, out=self.kernel[target])
        if keep_hidden:
            np.multiply(kappa_1, norm, out=self.hidden[target])
        if target.start == 0:
            sine[0] = np.inf  # they do not enter the error bound
        return float(np.sum(fed / sine)), float(np.sum(fed)), float(np.sum(self.kernel[target]))

    def _account(self, sums: list[tuple[float, float, float]], size: int) -> None:
        amplified, fed, kernel = (math.fsum(column) / size for column in zip(*sums, strict=True))
        self.errors.step(self.t, amplified, fed, kernel)


class ErrorBound:
    r"""A bound on the mean rounding error of the kernel, carried along the recursion.

    With e_K and e_rho for the worst errors of K and rho, e_K' <= e_K + O(u) n (kappa_1 has slope at most 1). The error
    of kappa_0 is at most sqrt(2) e_rho / (pi sin theta) as long as e_rho stays below half of 1 - rho, which holds for
    the least positive angle of every step or else :class:`InputError` is raised; it enters the kernel with the
    factor v/2 K + H. The mean of that product over all inputs is taken from the table itself.
    """

    def __init__(self, init: Initialisation) -> None:
        self.init = init
        self.hidden = 0.0  # worst
        self.kernel = 0.0  # mean
        self.least_angle = math.inf  # least positive angle after the last step

    def step(self, t: int, amplified: float, fed: float, kernel: float) -> None:
        """One token: means over x of (v/2 K + H) / sin(theta), of v/2 K + H and of the new kernel."""
        norm, u = self.init.norm(t), UNIT_ROUNDOFF
        rho = self.hidden / norm + 3 * u
        self._least(t)
        if rho > 0.5 * 2 * math.sin(self.least_angle / 2) ** 2:
            raise InputError(
                f"rounding at step {t} is too large to be bounded: use smaller T or ball arithmetic"
            )
        self.kernel += self.init.output / 2 * self.hidden
        self.kernel += math.sqrt(2) / math.pi * rho * amplified
        self.kernel += (ARCCOS_ULPS + _STEP_ROUNDINGS) * u * (fed + kernel)
        self.hidden += (3 + ARCCOS_ULPS + _STEP_ROUNDINGS) * u * norm

    def _least(self, t: int) -> None:
        losses = [self.init.inputs / self.init.norm(t)]  # the first difference is here
        if t > 1 and math.isfinite(self.least_angle):
            losses.append(
                float(loss_of_angle(np.full(1, self.least_angle))[0])
                * self.init.norm(t - 1)
                / self.init.norm(t)
            )
        self.least_angle = float(min(angle_of_loss(np.array(losses))))


def run_all(work: Callable[[int], None], items: Iterable[int], threads: int) -> None:
    """Do the work on every item; numpy lets go of the interpreter's lock, so threads help."""
    if threads <= 1:
        for item in items:
            work(item)
        return
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(work, items):
            pass
