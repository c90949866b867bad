"""Balls around the kernel: every digit proved (Arb, through python-flint)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from theory.arguments import check_arguments
from theory.errors import InputError

#: Work in balls is meant for tables of at most 2^10 entries.
MAX_BITS = 10


@dataclass(frozen=True, slots=True)
class EnclosedSpectrum:
    """Balls that contain the true values, for B of variance 1 and A, W, M_0 as printed.

    Attributes:
        d: input bits.
        kernel: k_d(x), a ball for every x.
        coefficients: k^(S), a ball for every S.
    """

    d: int
    kernel: tuple[Any, ...]
    coefficients: tuple[Any, ...]


def enclosed_spectrum(d: int, precision: int = 128) -> EnclosedSpectrum:
    """The end-to-end kernel of all 2^d xors and its spectrum, in ball arithmetic of ``precision`` bits.

    Raises:
        InputError: d is not between 1 and 10.
    """
    *_, kernel = enclosed_kernels(d, precision=precision)
    with precision_of(precision):
        return EnclosedSpectrum(d, kernel, mean_of_characters(kernel))


@check_arguments
def enclosed_kernels(
    d: int, lag: int = 0, inputs: Fraction | int = 1, *, same_start: bool = True, precision: int = 128
) -> Iterator[tuple[Any, ...]]:
    """Yield the kernel between outputs t and t + lag for all 2^t ways in which tokens differ, t = 1 ... d, in balls.

    Args:
        d: the last t.
        lag: how many more tokens the second sequence has read.
        inputs: a, the variance of A's entries times m / 2; M_0 and B are those of :data:`UNIT_OUTPUT`.
        same_start: whether both runs start from one h_0, or each from its own.
        precision: bits of the balls.

    Yields:
        2^t balls; bit i of the index says whether token i + 1 of the first and token i + 1 + lag of the second differ.

    Raises:
        InputError: d is not between 1 and 10.

    Example:
        >>> from theory.kernel import enclosed_kernels
        >>> [len(kernel) for kernel in enclosed_kernels(3, lag=1)]
        [2, 4, 8]
    """
    if not 1 <= d <= MAX_BITS:
        raise InputError(f"d = {d}: ball arithmetic is for d from 1 to {MAX_BITS}")
    from flint import arb

    with precision_of(precision):
        a = arb(Fraction(inputs).numerator) / Fraction(inputs).denominator
        norms = [((1 + a * t) * (1 + a * (t + lag))).sqrt() for t in range(d + 1)]
        same = same_start and lag == 0
        states = [(arb(1) if same else norms[0] / arb.pi(), arb(0), same)]  # K, H, inputs equal so far
    for norm in norms[1:]:
        with precision_of(precision):
            # index bit t - 1: clear where the tokens are equal, set where they differ
            states = [_step(*state, token, norm, arb) for token in (a, arb(0)) for state in states]
        yield tuple(state[1] for state in states)


@contextmanager
def precision_of(bits: int) -> Iterator[None]:
    """Set the precision of ball arithmetic in bits inside this block."""
    from flint import ctx

    before = ctx.prec
    ctx.prec = bits
    try:
        yield
    finally:
        ctx.prec = before


def _step(hidden: Any, kernel: Any, equal: bool, token: Any, norm: Any, arb: Any) -> tuple[Any, Any, bool]:
    """One token of one pair; equal inputs are kept exactly at correlation 1."""
    if equal and token != 0:
        return hidden + token, kernel + hidden / 2, True
    rho = (hidden + token) / norm
    complement = arb.pi() - rho.acos()
    sine = (1 - rho * rho).sqrt()
    return norm * (sine + complement * rho) / arb.pi(), complement / arb.pi() * (hidden / 2 + kernel), False


def mean_of_characters(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The mean of a function of t bits times each of the 2^t characters: its Walsh coefficients."""
    return tuple(value / len(values) for value in _transform(list(values)))


def _transform(values: list[Any]) -> list[Any]:
    """The Walsh-Hadamard transform of a list, by halves."""
    if len(values) == 1:
        return values
    half = len(values) // 2
    low, high = _transform(values[:half]), _transform(values[half:])
    return [a + b for a, b in zip(low, high, strict=True)] + [a - b for a, b in zip(low, high, strict=True)]
