r"""Means of the kernel over the tokens of two sequences, at any lag and from equal or independent starts.

As in :mod:`theory.kernel.average` the recursion's state is one number, the angle theta of the step, and H enters
linearly, so that a mean goes backward in time with two functions of the angle,

    E[w_{r+1} ... w_t H^t | state after r tokens] = A_r(theta) H + B_r(theta),

here with a weight w at each token: 1 where the two tokens are independent and uniform, +1 (equal) or -1 (they differ)
at *signed* tokens, and 1 or 0 at tokens that are *equal* in both. Means with signs are Walsh coefficients. The means
between outputs t and t + lag make up the Gram matrix of one function of the last tokens at several outputs, for
gates on free sequences, where every character of the tokens is carried to the same character, shifted by the lag.

The angle runs from that of sequences that agree everywhere to that of sequences that differ everywhere. Nodes are
Chebyshev's in u, theta = s sinh(u), s the least angle (or, where that is 0, of the order of the angle of one
difference): the functions' singularities lie at imaginary angles of that size, and u keeps them away.

Signed sums cancel, and nearly singular Gram matrices need many digits: ``bits`` asks for midpoints of that precision
(Arb's, through python-flint) in place of floats. Neither bounds its error: compare numbers of nodes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.kernel.enclosure import precision_of
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation

#: 48 nodes agree with 64 and 96 to 1e-12 of the mean at t = 128, lags 0 to 2.
NODES = 48
#: Of the functions' distance to their singularities, as a part of the angle of one difference.
_SHARE = 0.5


@check_arguments
def mean_kernels(
    ends: Sequence[int],
    lag: int = 0,
    init: Initialisation = UNIT_OUTPUT,
    *,
    signed: Collection[int] = (),
    equal: Collection[int] = (),
    same_start: bool = True,
    nodes: int = NODES,
    bits: int = 0,
) -> list[Any]:
    """Return the weighted means of the kernel between outputs t and t + lag, for each t of ``ends``.

    Args:
        ends: the outputs t, each at least 1.
        lag: how many more tokens the second sequence has read.
        init: the variances.
        signed: tokens weighted by their sign, counted back from the last token read (0) of each sequence.
        equal: tokens that both sequences share, counted alike.
        same_start: whether both runs start from one h_0, or each from its own.
        nodes: Chebyshev nodes.
        bits: precision; 0 for floats.

    Returns:
        Floats, or Arb's numbers where ``bits`` are asked for.

    Raises:
        InputError: an output below 1, a token that an output has not read, or a negative number.

    Example:
        >>> from theory.kernel import mean_kernels, parity_spectrum
        >>> [last_two] = mean_kernels([8], signed=(0, 1))
        >>> round(last_two, 10), parity_spectrum(8).coefficients[0b11000000].round(10).item()
        (0.0385937703, 0.0385937703)
    """
    if lag < 0 or nodes < 2 or bits < 0:
        raise InputError(f"lag = {lag}, nodes = {nodes}, bits = {bits}: at least 0, 2 and 0 are needed")
    if not ends or min(ends) < 1 or max((*signed, *equal, 0)) >= min(ends):
        raise InputError(
            f"outputs {list(ends)} that have read the tokens {[*signed, *equal]} back are needed"
        )
    if not bits:
        means = _means(ends, _Steps(lag, init, same_start, _FLOATS), signed, equal, nodes)
        return [float(mean) for mean in means]
    with precision_of(bits):
        return _means(ends, _Steps(lag, init, same_start, _digits()), signed, equal, nodes)


@check_arguments
def gram_of_outputs(
    outputs: range,
    init: Initialisation = UNIT_OUTPUT,
    *,
    signed: Collection[int] = (),
    equal: Collection[int] = (),
    nodes: int = NODES,
    bits: int = 0,
) -> Any:
    """Return the weighted means of the kernel between all outputs, shape (outputs, outputs).

    With ``signed`` tokens it is the joint kernel on the span of one character of the last tokens at every output, over
    all sequences of free tokens: labels that are multiples c_t of that character have joint complexity
    sqrt(c^T G^-1 c). With ``equal`` tokens it is the Gram matrix of the mean features of the sequences that end alike.

    Args:
        outputs: the steps t (counted from 1) that are outputs.
        init, signed, equal, nodes, bits: as in :func:`mean_kernels`.

    Raises:
        InputError: a token that an output has not read.

    Example:
        >>> from theory.kernel import gram_of_outputs
        >>> gram_of_outputs(range(7, 9), signed=(0,)).round(3)
        array([[0.232, 0.198],
               [0.198, 0.251]])
    """
    count = len(outputs)
    gram = np.empty((count, count), dtype=object if bits else np.float64)
    for lag in range(count):
        means = mean_kernels(
            outputs[: count - lag], lag, init, signed=signed, equal=equal, nodes=nodes, bits=bits
        )
        for i, mean in enumerate(means):
            gram[i, i + lag] = gram[i + lag, i] = mean
    return gram


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Elementary functions of arrays, and the conversion to a number."""

    of: Callable[[float], Any]
    pi: Any
    functions: Callable[[str, Any], Any]
    rounded: Callable[[Any], Any]

    def __getattr__(self, name: str) -> Callable[[Any], Any]:
        return lambda x: self.functions(name, x)


_NUMPY = {"asin": "arcsin", "asinh": "arcsinh"}
_FLOATS = _Numbers(float, math.pi, lambda name, x: getattr(np, _NUMPY.get(name, name))(x), lambda x: x)


def _digits() -> _Numbers:
    """Midpoints of balls of the precision that is set."""
    from flint import arb

    def apply(name: str, x: Any) -> Any:
        if not isinstance(x, np.ndarray):
            return getattr(x, name)().mid()
        return np.array([getattr(value, name)().mid() for value in x.flat], dtype=object).reshape(x.shape)

    return _Numbers(arb, arb.pi(), apply, lambda x: np.vectorize(lambda v: arb(v).mid(), otypes=[object])(x))


class _Steps:
    """The forward recursion of the angle."""

    def __init__(self, lag: int, init: Initialisation, same_start: bool, numbers: _Numbers) -> None:
        self.lag, self.numbers = lag, numbers
        self.a, self.q, self.v = (numbers.of(x) for x in (init.inputs, init.start, init.output))
        self.same = same_start and lag == 0
        self.hidden_at_start = self.q if self.same else self.norm(0) / numbers.pi

    def norm(self, r: int) -> Any:
        """The product of the norms of the two states."""
        first, second = self.q + self.a * r, self.q + self.a * (r + self.lag)
        return self.numbers.sqrt(first * second)

    def hidden(self, r: int, theta: Any) -> Any:
        """K after r tokens."""
        pi, sine, cosine = self.numbers.pi, self.numbers.sin(theta), self.numbers.cos(theta)
        return self.norm(r) * (sine + (pi - theta) * cosine) / pi

    def next_angle(self, r: int, theta: Any | None, equal: bool) -> Any:
        """The angle of step r from that of step r - 1 (None: from the start)."""
        before, after = self.norm(r - 1), self.norm(r)
        roots = [self.numbers.sqrt(self.q + self.a * (r - 1 + lag)) for lag in (0, self.lag)]
        # norm(r) - norm(r - 1) - a, without cancellation
        gap = self.a * (self.a * self.lag / sum(roots)) ** 2 / (after + before + self.a)
        loss = before - self.hidden_at_start if theta is None else before * self._loss(theta)
        total = (loss + gap + (0 if equal else self.a)) / after
        return 2 * self.numbers.asin(self.numbers.sqrt(total / 2))

    def _loss(self, theta: Any) -> Any:
        """1 - kappa_1, without the cancellation near theta = 0."""
        sine, cosine, half = self.numbers.sin(theta), self.numbers.cos(theta), self.numbers.sin(theta / 2)
        return 2 * half * half - (sine - theta * cosine) / self.numbers.pi


class _Grid:
    """Nodes of the angles after r tokens, and interpolation between them."""

    def __init__(self, least: Any, largest: Any, scale: Any, points: Any, numbers: _Numbers) -> None:
        self.numbers, self.scale = numbers, scale if least == 0 else least
        self.low = numbers.asinh(least / self.scale)
        self.width = numbers.asinh(largest / self.scale) - self.low
        self.angles = self.scale * numbers.sinh(self.low + self.width * (points + 1) / 2)

    def polynomials(self, theta: Any, count: int) -> Any:
        """Chebyshev's polynomials at these angles, shape (angles, count)."""
        x = 2 * (self.numbers.asinh(theta / self.scale) - self.low) / self.width - 1
        found = [x * 0 + 1, x]
        for _ in range(2, count):
            found.append(self.numbers.rounded(2 * x * found[-1] - found[-2]))
        return np.stack(found[:count], axis=1)


def _means(
    ends: Sequence[int], steps: _Steps, signed: Collection[int], equal: Collection[int], nodes: int
) -> list[Any]:
    numbers, last = steps.numbers, max(ends)
    angles = np.array([numbers.of(2 * k + 1) * numbers.pi / (2 * nodes) for k in range(nodes)])
    points = numbers.cos(angles)
    to_coefficients = np.stack([numbers.cos(angles * k) * 2 / nodes for k in range(nodes)])
    to_coefficients[0] = to_coefficients[0] / 2
    grids = _grids(steps, last, points)
    one = np.array([numbers.of(1)] * nodes)
    slope, offset = (np.stack([one * 0] * len(ends), axis=1) for _ in range(2))
    for r in range(last, 0, -1):
        for column, t in enumerate(ends):
            if t == r:
                slope[:, column] = one
        weights = [np.array([_weight(t - r, same, signed, equal) for t in ends]) for same in (True, False)]
        kappa_0 = 1 - grids[r].angles / numbers.pi
        passed, kept = to_coefficients @ (kappa_0[:, None] * slope), to_coefficients @ offset
        theta = grids[r - 1].angles if r > 1 else None
        fed = steps.v / 2 * (steps.hidden(r - 1, theta) if r > 1 else np.array([steps.hidden_at_start]))
        slope, offset = 0 * slope[:1], 0 * offset[:1]
        for same, weight in zip((True, False), weights, strict=True):
            there = np.atleast_1d(steps.next_angle(r, theta, same))
            values = grids[r].polynomials(there, nodes)
            slope = slope + weight * (values @ passed)
            offset = offset + weight * (fed[:, None] * (values @ passed) + values @ kept)
        slope, offset = numbers.rounded(slope), numbers.rounded(offset)
    return [offset[0, column] for column in range(len(ends))]


def _grids(steps: _Steps, last: int, points: Any) -> dict[int, _Grid]:
    """The nodes after each number of tokens."""
    grids: dict[int, _Grid] = {}
    least = largest = None
    for r in range(1, last + 1):
        least, largest = steps.next_angle(r, least, True), steps.next_angle(r, largest, False)
        if steps.same:
            least = steps.numbers.of(0)
        scale = _SHARE * steps.numbers.sqrt(steps.a / steps.norm(r))
        grids[r] = _Grid(least, largest, scale, points, steps.numbers)
    return grids


def _weight(back: int, same: bool, signed: Collection[int], equal: Collection[int]) -> float:
    """The weight of a token, with the probability that the two sequences agree (or differ) there."""
    if back in equal:
        return 1.0 if same else 0.0
    return -0.5 if back in signed and not same else 0.5
