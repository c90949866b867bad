"""Balls around the kernel: every digit proved (Arb, through python-flint)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
    """The end-to-end kernel of all 2^d xors and its spectrum, in ball arithmetic of so many bits.

    Raises:
        InputError: d is not between 1 and 10.
    """
    if not 1 <= d <= MAX_BITS:
        raise InputError(f"d = {d}: ball arithmetic serves d from 1 to {MAX_BITS}")
    from flint import arb, ctx

    before = ctx.prec
    ctx.prec = precision
    try:
        pi, two = arb.pi(), arb(2)
        states = [(arb(1), arb(0), True)]  # K, H, inputs equal so far
        for t in range(1, d + 1):
            # index bit t - 1: clear where the tokens are equal, set where they differ
            states = [_step(*state, same, t, pi, two) for same in (True, False) for state in states]
        kernel = [state[1] for state in states]
        coefficients = [value / 2**d for value in _transform(kernel)]
        return EnclosedSpectrum(d, tuple(kernel), tuple(coefficients))
    finally:
        ctx.prec = before


def _step(
    hidden: Any, kernel: Any, equal: bool, same: bool, t: int, pi: Any, two: Any
) -> tuple[Any, Any, bool]:
    """One token of one pair; equal inputs are kept exactly at correlation 1."""
    equal = equal and same
    if equal:
        return hidden + 1, kernel + hidden / two, True
    norm = t + 1
    rho = (hidden + 1 if same else hidden) / norm
    complement = pi - rho.acos()
    sine = (1 - rho * rho).sqrt()
    return norm * (sine + complement * rho) / pi, complement / pi * (hidden / two + kernel), False


def _transform(values: list[Any]) -> list[Any]:
    """The Walsh-Hadamard transform of a list, by halves."""
    if len(values) == 1:
        return values
    half = len(values) // 2
    low, high = _transform(values[:half]), _transform(values[half:])
    return [a + b for a, b in zip(low, high, strict=True)] + [a - b for a, b in zip(low, high, strict=True)]
