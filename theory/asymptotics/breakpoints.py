"""One concrete point of a ray at which LEFT / RIGHT, as they were asked, is visibly large; in rigorous arithmetic."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import flint

from theory.asymptotics.evaluation import Evaluation, exactly
from theory.asymptotics.monomials import Exponent, Monomial
from theory.asymptotics.rays import Growth, Ray
from theory.asymptotics.vocabulary import Definition

#: LEFT / RIGHT must exceed this where it grows like a power of M, of log M, of log log M, of log log log M.
_THRESHOLDS = (Fraction(10**6), Fraction(100), Fraction(3), Fraction(2))
#: A point at which a condition fails by a larger factor is not shown.
_WITHIN = 10**6
#: M = 10^s; s is raised by one this often on plain rays, and then tenfold.
_SMALL_STEPS = 100
_MOST_TRIES = 400
#: Bits of a ball, and more of them for every digit of s.
_BITS, _BITS_PER_DIGIT = 256, 8
#: Steps of the search for constants, and the error of ln ln E that ends it.
_STEPS, _ERROR = 60, 1e-13
#: A variable below ten to this is shown with this many decimals, a larger one by its logarithm with more.
_PLAIN, _DECIMALS, _DECIMALS_OF_LOG = 12, 2, 4
_LN10 = math.log(10)


@dataclass(frozen=True, slots=True)
class Breakpoint:
    """A point at which LEFT / RIGHT, as they were asked, exceeds a threshold.

    Returned by :func:`decide_order`.

    Attributes:
        log10_m: the point was computed from the ray at M = 10 to this power.
        values: every variable of the question: a number (``33.22``, ``10**12``) or a formula in M.
        log10_values: the decimal logarithm of every variable.
        log10_ratio: of LEFT / RIGHT at this point, a lower bound.
        exceeds: LEFT / RIGHT is proved to be larger than this here.
        conditions_within: the conditions that were asked under hold here up to this factor (1: as written).
    """

    log10_m: int
    values: Mapping[str, str]
    log10_values: Mapping[str, float]
    log10_ratio: float
    exceeds: Fraction
    conditions_within: float


@dataclass(frozen=True, slots=True)
class Question:
    """A question as text, and the meaning of the names on its ray.

    Attributes:
        left, right, given: the texts.
        definitions: the variables of the ray that stand for an expression.
        towers: the exponents of the variables that stand for exponentials.
        parameters: each parameter as a polynomial in those on the ray.
    """

    left: str
    right: str
    given: Sequence[str]
    definitions: dict[str, Definition]
    towers: Mapping[str, Monomial]
    parameters: Mapping[str, Exponent]

    def at(self, logs: Mapping[str, Any], ray: Ray) -> Evaluation:
        """The point with these variables."""
        fixed = {
            name: sum(
                (
                    exactly(value * math.prod(map(ray.parameters.__getitem__, own)))
                    for own, value in terms.items()
                ),
                flint.arb(0),
            )
            for name, terms in self.parameters.items()
        }
        return Evaluation(logs, fixed, {name: d.meaning for name, d in self.definitions.items()})


def find_breakpoint(ray: Ray, level: int, question: Question) -> Breakpoint | None:
    """The first point tried at which LEFT / RIGHT exceeds the threshold of its level of growth, or None."""
    for scale in _scales(ray):
        with flint.ctx.workprec(_BITS + _BITS_PER_DIGIT * len(str(scale))):
            if found := _breakpoint(ray, scale, _THRESHOLDS[level], question):
                return found
    return None


def _scales(ray: Ray) -> Iterator[int]:
    pure = _is_pure(ray)
    step = lcm(*(own[0].denominator for own in ray.exponents.values())) if pure else 1
    scale = step
    for _ in range(_MOST_TRIES):
        yield scale
        scale = scale + step if pure and scale < _SMALL_STEPS * step else scale * 10


def _is_pure(ray: Ray) -> bool:
    """Return whether every variable is a power of M."""
    return not any(value for own in ray.exponents.values() for value in own[1:])


def _breakpoint(ray: Ray, scale: int, threshold: Fraction, question: Question) -> Breakpoint | None:
    places = _places(ray, scale, question)
    if places is None:
        return None
    logs = {x: ln for x, (_, ln) in places.items()}
    point = question.at(logs, ray)
    ratio = (point.ln(question.left) - point.ln(question.right)).lower()
    slack = min([flint.arb(0), *(point.slack(text).lower() for text in question.given)], key=float)
    numbers = {x: float(ln.mid()) / _LN10 for x, ln in logs.items()}
    if not (ratio > exactly(threshold).log() and -slack <= flint.arb(_WITHIN).log()):
        return None
    if not all(map(math.isfinite, (float(ratio), *numbers.values()))):
        return None
    return Breakpoint(
        scale,
        {x: text for x, (text, _) in places.items()},
        numbers,
        float(ratio) / _LN10,
        threshold,
        float((-slack).exp().upper()) if slack < -1e-9 else 1.0,
    )


def _places(ray: Ray, scale: int, question: Question) -> dict[str, tuple[str, Any]] | None:
    """The variables of the question on the ray at M = 10^scale: each as text, and its logarithm."""
    names = ["M"]
    sizes = [flint.arb(scale) * flint.arb(10).log()]
    while sizes[-1] > 0:
        names.append(f"log({names[-1]})")
        sizes.append(sizes[-1].log())
    if any(power for own in ray.exponents.values() for power in own[len(sizes) :]):
        return None  # M is so small that log log log M is negative
    lns = {x: _dot(own, sizes) for x, own in ray.exponents.items()}
    free = [x for x in lns if x not in question.definitions or not question.definitions[x].conditions]
    towers = [x for x in question.towers if ray.exponents.get(x, ray.constant) > ray.constant]
    if towers:
        wanted = {x: float(lns[x]) for x in towers}
        start = {x: float(lns[x]) for x in free}
        constants = _with_constants(ray, start, wanted, question)
        places = {x: _number(ln) for x, ln in constants.items()} if constants else {}
    else:
        places = {x: (_formula(ray.exponents[x], names, scale), lns[x]) for x in free}
    if not places or any(ln < 0 for _, ln in places.values()):
        return None
    return _own_names(places, question.definitions)


def _dot(own: Growth, sizes: Sequence[Any]) -> Any:
    return sum((exactly(power) * size for power, size in zip(own, sizes, strict=False)), flint.arb(0))


def _with_constants(
    ray: Ray, lns: dict[str, float], wanted: Mapping[str, float], question: Question
) -> dict[str, float] | None:
    """Multiply the variables that grow by constants such that every exponential has its value on the ray.

    Newton's method for ln c_x in ln ln E, without the small derivatives of logarithms; the least constants are taken.
    """
    import numpy as np

    growing = [x for x in lns if ray.exponents[x] > ray.constant]
    rows = [[float(dict(question.towers[e].entries).get((x, ()), 0)) for x in growing] for e in wanted]
    for _ in range(_STEPS):
        places = {x: ("", flint.arb(ln)) for x, ln in lns.items()}
        point = question.at({x: ln for x, (_, ln) in _own_names(places, question.definitions).items()}, ray)
        found = {e: float(point.ln(question.definitions[e].meaning).mid()) for e in wanted}
        if not all(math.isfinite(found[e]) and min(found[e], wanted[e]) > 0 for e in wanted):
            return None
        missing = [math.log(wanted[e] / found[e]) for e in wanted]
        steps = np.linalg.lstsq(np.array(rows), np.array(missing), rcond=None)[0]
        lns = {**lns, **{x: lns[x] + float(step) for x, step in zip(growing, steps, strict=True)}}
        if max(map(abs, missing)) < _ERROR:
            return lns
    return lns


def _number(ln: float) -> tuple[str, Any]:
    """A number as it is shown, and the logarithm of what is shown."""
    if ln / _LN10 < _PLAIN:
        text = _short(math.exp(ln), _DECIMALS)
        return text, exactly(Fraction(text)).log()
    power = _short(ln / _LN10, _DECIMALS_OF_LOG)
    return f"10**{power}", exactly(Fraction(power)) * flint.arb(10).log()


def _short(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".rstrip("0").removesuffix(".")


def _formula(own: Growth, names: Sequence[str], scale: int) -> str:
    if not any(own[1:]) and (power := own[0] * scale).denominator == 1:
        return f"10**{power}" if power else "1"
    factors = [name if p == 1 else f"{name}**({p})" for name, p in zip(names, own, strict=False) if p]
    return "*".join(factors)


def _own_names(
    places: Mapping[str, tuple[str, Any]], definitions: dict[str, Definition]
) -> dict[str, tuple[str, Any]]:
    """The variables of the question in place of 1/x for a small x, and of log(x) where x occurs in no other way."""
    found = dict(places)
    for name in reversed(definitions):  # log(1/x) was defined after 1/x
        if name not in found:
            continue
        text, ln = found.pop(name)
        meaning = definitions[name].meaning
        if match := re.fullmatch(r"log\((\w+)\)", meaning):
            found[match[1]] = ("1" if text == "1" else f"exp({text} - 1)", ln.exp() - 1)
        else:
            power, number = re.fullmatch(r"10\*\*([\d.]+)", text), re.fullmatch(r"[\d.]+", text)
            inverse = f"10**-{power[1]}" if power else f"1/{text}" if number else f"1/({text})"
            found[meaning.removeprefix("1/")] = ("1" if text == "1" else inverse, -ln)
    return dict(sorted(found.items()))
