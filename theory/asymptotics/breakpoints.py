"""One concrete point of a ray at which a step has visibly broken, checked with rigorous arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import flint

from theory.asymptotics.expressions import Clause, Condition
from theory.asymptotics.monomials import Monomial, is_logarithm, variable_of
from theory.asymptotics.rays import Ray

#: LEFT / RIGHT must exceed this where it grows like a power of M, of log M, of log log M, of log log log M.
_THRESHOLDS = (Fraction(10**6), Fraction(100), Fraction(3), Fraction(2))
#: M = 10^s; s is raised by one this often on plain rays, and then tenfold.
_SMALL_STEPS = 100
_MOST_TRIES = 400


@dataclass(frozen=True, slots=True)
class Breakpoint:
    """A point on a ray at which LEFT / RIGHT exceeds a threshold.

    Returned by :func:`decide_order`.

    Attributes:
        log10_m: M is ten to this power.
        values: every variable, exact where it is a power of ten (``10**12``), else as a formula in M.
        log10_values: the decimal logarithm of every variable.
        log10_ratio: of LEFT / RIGHT at this point, a lower bound.
        exceeds: LEFT / RIGHT is proved to be larger than this here.
        conditions_within: every condition holds here up to this constant factor (1: as written).
    """

    log10_m: int
    values: Mapping[str, str]
    log10_values: Mapping[str, float]
    log10_ratio: float
    exceeds: Fraction
    conditions_within: float


def find_breakpoint(
    ray: Ray, left: Clause, right: Clause, conditions: Sequence[Condition]
) -> Breakpoint | None:
    """The first M = 10^s tried at which the ratio exceeds the threshold for its kind of growth."""
    excess = ray.excess(left, right)
    level = next(index for index, value in enumerate(excess) if value)
    threshold = _THRESHOLDS[level]
    pure = not any(value for own in ray.exponents.values() for value in own[1:])
    step = lcm(*(own[0].denominator for own in ray.exponents.values())) if pure else 1
    scale = step
    for _ in range(_MOST_TRIES):
        point = _Point(ray, scale)
        ratio = min((point.log(a / b) for a in left for b in right), key=lambda ball: float(ball.mid()))
        if ratio.lower() > _arb(threshold).log():
            worst = [float(point.log(c.larger / c.smaller).lower()) for c in conditions]
            slack = min([0.0, *worst])
            return Breakpoint(
                scale,
                {x: _value_text(own, scale, pure) for x, own in ray.exponents.items()},
                {x: float(point.logs[x].mid()) / _LN10 for x in ray.exponents},
                float(ratio.lower()) / _LN10,
                threshold,
                float(flint.arb(-slack).exp().upper()) if slack < -1e-9 else 1.0,
            )
        scale = scale + step if pure and scale < _SMALL_STEPS * step else scale * 10
    return None


_LN10 = float(flint.arb(10).log().mid())


class _Point:
    """Natural logarithms of the variables and of monomials at M = 10^scale, as rigorous balls."""

    def __init__(self, ray: Ray, scale: int) -> None:
        self.ray = ray
        base = flint.arb(scale) * flint.arb(10).log()
        scales: list[Any] = [base]
        while len(scales) < len(ray.constant):
            scales.append(scales[-1].log() if scales[-1] > 1 else flint.arb(0))
        self.logs = {
            x: sum((_arb(power) * part for power, part in zip(own, scales, strict=True)), flint.arb(0))
            for x, own in ray.exponents.items()
        }

    def log(self, monomial: Monomial) -> Any:
        total = flint.arb(0)
        for (base, _), power in monomial.at(self.ray.parameters).entries:
            own = self.logs[variable_of(base)]
            total += _arb(power) * ((1 + own).log() if is_logarithm(base) else own)
        return total


def _arb(value: Fraction) -> Any:
    return flint.arb(flint.fmpq(value.numerator, value.denominator))


def _value_text(own: tuple[Fraction, ...], scale: int, pure: bool) -> str:
    if pure:
        power = own[0] * scale
        return "1" if not power else f"10**{power}"
    names = ["M"]
    while len(names) < len(own):
        names.append(f"log({names[-1]})")
    factors = [name if p == 1 else f"{name}**({p})" for name, p in zip(names, own, strict=True) if p]
    return "*".join(factors) or "1"
