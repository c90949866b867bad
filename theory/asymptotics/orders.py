"""Is LEFT = O(RIGHT)? The question of every step of the appendices, decided with a witness either way."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from theory.arguments import check_arguments
from theory.asymptotics.certificates import Certificate, build_certificate
from theory.asymptotics.expressions import (
    Clause,
    Condition,
    Quantity,
    parse_conditions,
    parse_parameter,
    parse_quantity,
)
from theory.asymptotics.numbers import Breakpoint, find_breakpoint
from theory.asymptotics.proofs import Proof, find_proof, find_proof_by_cases, variables_in
from theory.asymptotics.rays import Ray, find_ray
from theory.asymptotics.regions import Region
from theory.errors import InputError

#: How deep case distinctions on variables inside logarithms may nest.
_CASES = 2
#: A relation that fails for some values of its parameters is looked for at their bounds plus these.
_PARAMETER_OFFSETS = (0, 1, 10, 1000)


class Undecided(InputError):
    """Neither a proof nor a ray was found: only questions that nest logarithms unusually end here.

    Example:
        >>> from theory import InputError
        >>> from theory.asymptotics import Undecided
        >>> issubclass(Undecided, InputError)
        True
    """


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """Whether LEFT = O(RIGHT) under the conditions, with the witness.

    Returned by :func:`decide_order`.

    Attributes:
        left, right, conditions: the question in normal form.
        certificate: if it follows, the proof.
        ray, breakpoint: if not, a curve on which LEFT / RIGHT is unbounded, and one point of it.
        broken: if not, the part of LEFT and the part of RIGHT that the ray is about.
    """

    left: Quantity
    right: Quantity
    conditions: tuple[Condition, ...]
    certificate: Certificate | None = None
    ray: Ray | None = None
    breakpoint: Breakpoint | None = None
    broken: tuple[Clause, Clause] | None = None

    @property
    def follows(self) -> bool:
        """Whether LEFT = O(RIGHT)."""
        return self.certificate is not None

    def __bool__(self) -> bool:
        return self.follows


@check_arguments
def decide_order(
    left: str | Quantity,
    right: str | Quantity,
    given: Sequence[str | Condition] = (),
    parameters: Sequence[str] = (),
    *,
    ignore_logs: bool = False,
) -> OrderAnswer:
    """Decide whether there is a C with LEFT <= C RIGHT wherever the variables are at least 1 and GIVEN holds.

    Conditions hold up to constant factors; ``log(x)`` stands for 1 + ln x.

    Args:
        left, right: quantities, such as ``"T**8*sqrt(n)/m"``.
        given: conditions, such as ``"R >= T**16"``.
        parameters: fixed numbers that occur in exponents, with lower bounds, such as ``"N >= 1"``.
        ignore_logs: drop all logarithms first (O-tilde).

    Raises:
        InputError: something cannot be read.
        Undecided: neither a proof nor a ray was found.

    Example:
        >>> from theory.asymptotics import decide_order
        >>> bool(decide_order("n**2*sqrt(T)", "m", ["m >= n**3", "n >= T"]))
        True
        >>> print(decide_order("n**2", "m", ["m >= n"]).ray)
        m = M^3, n = M^2
    """
    bounds = dict(parse_parameter(text) for text in parameters)
    lower = parse_quantity(left, bounds) if isinstance(left, str) else left
    upper = parse_quantity(right, bounds) if isinstance(right, str) else right
    conditions: list[Condition] = []
    for condition in given:
        conditions += (
            [condition] if isinstance(condition, Condition) else parse_conditions([condition], bounds)
        )
    if ignore_logs:
        lower, upper = lower.without_logarithms(), upper.without_logarithms()
        conditions = [
            Condition(c.larger.without_logarithms(), c.smaller.without_logarithms()) for c in conditions
        ]
    return _decide(lower, upper, Region(tuple(conditions), bounds))


def _decide(left: Quantity, right: Quantity, region: Region) -> OrderAnswer:
    proofs: dict[tuple[int, int], Proof] = {}
    for (i, low), (j, high) in itertools.product(enumerate(left.clauses), enumerate(right.dual)):
        proof, ray = _proof_or_ray(low, high, region)
        if proof is None:
            point = find_breakpoint(ray, low, high, region.conditions) if ray else None
            return OrderAnswer(left, right, region.conditions, None, ray, point, (low, high))
        proofs[i, j] = proof
    return OrderAnswer(
        left, right, region.conditions, build_certificate(left.clauses, right.dual, region, proofs)
    )


def _proof_or_ray(low: Clause, high: Clause, region: Region) -> tuple[Proof | None, Ray | None]:
    """Quick tries with floats first; then cases; then the same programs with nothing left to floats."""
    proof = find_proof(low, high, region)
    if proof:
        return proof, None
    ray = _ray(low, high, region, decide=False)
    if ray:
        return None, ray
    proof = find_proof_by_cases(low, high, region, _CASES) or find_proof(low, high, region, decide=True)
    if proof:
        return proof, None
    ray = _ray(low, high, region, decide=True)
    if ray:
        return None, ray
    question = f"min({', '.join(map(str, low))}) = O(max({', '.join(map(str, high))}))"
    raise Undecided(f"undecided: neither a proof nor a breaking ray was found for {question}")


def _ray(low: Clause, high: Clause, region: Region, *, decide: bool) -> Ray | None:
    variables, _ = variables_in(region, [*low, *high])
    for values in _parameter_values(region.bounds):
        ray = find_ray(low, high, region.conditions, variables, values, decide=decide)
        if ray:
            return ray
    return None


def _parameter_values(bounds: Mapping[str, Fraction]) -> list[dict[str, Fraction]]:
    names = sorted(bounds)
    offsets = (
        itertools.product(_PARAMETER_OFFSETS, repeat=len(names)) if len(names) <= 3 else [(0,) * len(names)]
    )
    return [{x: bounds[x] + by for x, by in zip(names, row, strict=True)} for row in offsets]


def describe(answer: OrderAnswer) -> dict[str, Any]:
    """The JSON object of an answer."""
    payload: dict[str, Any] = {
        "left": str(answer.left),
        "right": str(answer.right),
        "given": [str(condition) for condition in answer.conditions],
        "follows": answer.follows,
    }
    if answer.certificate:
        return {**payload, "certificate": answer.certificate.document}
    if answer.ray is None:
        return payload
    scales = ("m_power", "log_m_power", "log_log_m_power")
    ray = {
        x: {s: str(p) for s, p in zip(scales, own, strict=True)} for x, own in answer.ray.exponents.items()
    }
    payload |= {"ray": ray, "parameters": {x: str(value) for x, value in answer.ray.parameters.items()}}
    point = answer.breakpoint
    payload["numbers"] = point and {
        "log10_m": point.log10_m,
        "values": dict(point.values),
        "log10_values": dict(point.log10_values),
        "exceeds": str(point.exceeds),
        "log10_ratio": point.log10_ratio,
        "conditions_within": point.conditions_within,
    }
    return payload
