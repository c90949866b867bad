"""Is LEFT = O(RIGHT)? The question of every step of the appendices, decided with a witness either way."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from theory.asymptotics.breakpoints import Breakpoint, find_breakpoint
from theory.asymptotics.certificates import Certificate, build_certificate
from theory.asymptotics.exponentials import Towers
from theory.asymptotics.expressions import Clause, Condition, Disjunction, Quantity
from theory.asymptotics.gaps import variables_in
from theory.asymptotics.monomials import ONE, Monomial
from theory.asymptotics.proofs import Proof, find_proof, find_proof_by_cases, find_proof_by_gaps
from theory.asymptotics.rays import LEVELS, MORE_LEVELS, Ray, find_ray
from theory.asymptotics.reading import read_condition, read_quantity
from theory.asymptotics.refutations import Refutation, build_refutation
from theory.asymptotics.regions import Region
from theory.asymptotics.vocabulary import Definition, Vocabulary, identifiers
from theory.errors import InputError

#: How deep case distinctions on variables inside logarithms may nest.
_CASES = 2
#: A relation that fails for some values of its parameters is looked for at their bounds plus these.
_PARAMETER_OFFSETS = (0, 1, 10, 1000)
#: And, where a bound is never attained, this part of the smallest exponent above it.
_NEAR = Fraction(1, 1000)
_ONE = Fraction(1)
#: More combinations of alternatives than this are not tried.
_MOST_ALTERNATIVES = 64


class Undecided(InputError):
    """Neither a proof nor a ray was found: only questions that nest logarithms unusually end here."""


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """Whether LEFT = O(RIGHT) under the conditions, with the witness.

    Attributes:
        left, right: the question in normal form.
        region: its conditions, those of the definitions included, and its parameters.
        given: the conditions that were asked under.
        definitions: the variables that stand for something.
        certificate: if it follows, the proof.
        ray, breakpoint: if not, a curve on which LEFT / RIGHT is unbounded, and one point of it.
        broken: if not, the part of LEFT and the part of RIGHT that the ray is about.
        by_exponents: whether the ray is about the exponents: log(LEFT) / log(RIGHT) is unbounded on it, while the
            exponentials themselves have no place on a ray.
    """

    left: Quantity
    right: Quantity
    region: Region
    certificate: Certificate | None = None
    ray: Ray | None = None
    breakpoint: Breakpoint | None = None
    broken: tuple[Clause, Clause] | None = None
    given: tuple[Condition | Disjunction, ...] = ()
    definitions: tuple[Definition, ...] = ()
    by_exponents: bool = False

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that are no disjunctions, those of the definitions included."""
        return self.region.conditions

    @property
    def follows(self) -> bool:
        """Whether LEFT = O(RIGHT)."""
        return self.certificate is not None

    @property
    def refutation(self) -> Refutation | None:
        """If it does not follow, the ray as a file that the independent checker reads."""
        if self.ray is None or self.broken is None:
            return None
        return build_refutation(*self.broken, self.region, self.ray)

    def __bool__(self) -> bool:
        return self.follows


def decide_order(
    left: str | Quantity,
    right: str | Quantity,
    given: Sequence[str | Condition] = (),
    parameters: Sequence[str] = (),
    *,
    ignore_logs: bool = False,
    small: Sequence[str] = (),
) -> OrderAnswer:
    """Decide whether there is a C with LEFT <= C RIGHT wherever the variables are at least 1 and GIVEN holds.

    Conditions hold up to constant factors; ``log(x)`` stands for 1 + ln x, and for 1 where x is below 1.

    Args:
        left, right: quantities, such as ``"T**8*sqrt(n)/m"`` or ``"2**n*log(n/k)"``.
        given: conditions, such as ``"R >= T**16"``.
        parameters: fixed numbers that occur in exponents, with bounds, such as ``"N >= 1"``, ``"eps > 0"``, ``"b > a"``.
        ignore_logs: drop all logarithms first (O-tilde).
        small: variables that lie in (0, 1] instead.

    Raises:
        InputError: something cannot be read.
        Undecided: neither a proof nor a ray was found.
    """
    vocabulary = make_vocabulary([left, right, *given, *parameters], parameters, small, ignore_logs)
    lower, upper = (read_quantity(q, vocabulary) if isinstance(q, str) else q for q in (left, right))
    asked: list[Condition | Disjunction] = []
    for condition in given:
        asked += [condition] if isinstance(condition, Condition) else read_condition(condition, vocabulary)
    if ignore_logs:
        if vocabulary.towers:
            raise InputError("O~ drops logarithms, and that of an exponential is its exponent: ask for O")
        lower, upper = lower.without_logarithms(), upper.without_logarithms()
        asked = [
            Condition(c.larger.without_logarithms(), c.smaller.without_logarithms())
            if isinstance(c, Condition)
            else c
            for c in asked
        ]
    region = make_region(asked, vocabulary)
    answer = _decide(lower, upper, region, Towers(vocabulary.towers, vocabulary.relatives))
    definitions = tuple(vocabulary.definitions.values())
    return replace(answer, given=tuple(dict.fromkeys(asked)), definitions=definitions)


def make_vocabulary(
    texts: Sequence[str | Quantity | Condition],
    parameters: Sequence[str] = (),
    small: Sequence[str] = (),
    ignore_logs: bool = False,
) -> Vocabulary:
    """The vocabulary of a question before it is read.

    Raises:
        InputError: a parameter cannot be read, or a small variable does not occur.
    """
    words = identifiers(text for text in texts if isinstance(text, str))
    vocabulary = Vocabulary(small=frozenset(small), ignore_logs=ignore_logs, used=words)
    for name in small:
        if name not in words:
            raise InputError(f"the small variable {name[:40]!r} does not occur in the question")
    for text in parameters:
        vocabulary.declare(text)
    both = sorted(set(small) & set(vocabulary.parameters))
    if both:
        raise InputError(f"{both[0]} is declared as a parameter and as a small variable")
    return vocabulary


def make_region(asked: Sequence[Condition | Disjunction], vocabulary: Vocabulary) -> Region:
    """Conditions, what the definitions say, and the parameters with their bounds."""
    every = dict.fromkeys([*asked, *vocabulary.conditions()])
    return Region(
        tuple(c for c in every if isinstance(c, Condition)),
        dict(vocabulary.bounds),
        disjunctions=tuple(c for c in every if isinstance(c, Disjunction)),
        strict=frozenset(vocabulary.strict),
        levels=MORE_LEVELS if vocabulary.nests_logs else LEVELS,
    )


def _decide(left: Quantity, right: Quantity, region: Region, towers: Towers) -> OrderAnswer:
    if math.prod(len(d.options) for d in region.disjunctions) > _MOST_ALTERNATIVES:
        raise Undecided("undecided: the conditions have too many alternatives: ask each case by itself")
    proofs: dict[tuple[int, int], Proof] = {}
    for (i, low), (j, high) in itertools.product(enumerate(left.clauses), enumerate(right.dual)):
        proof, ray = _proof_or_ray(low, high, region, towers)
        if ray:
            point = find_breakpoint(ray, low, high, region.conditions)
            return OrderAnswer(left, right, region, None, ray, point, (low, high))
        if proof is None:
            return _by_exponents(left, right, region, towers, low, high)
        proofs[i, j] = proof
    return OrderAnswer(left, right, region, build_certificate(left.clauses, right.dual, region, proofs))


def _by_exponents(
    left: Quantity, right: Quantity, region: Region, towers: Towers, low: Clause, high: Clause
) -> OrderAnswer:
    """Refute by comparing exponents, or give up."""
    quotient = towers.exponents(low, high, region)
    if quotient is not None:
        try:
            answer = _decide(quotient, Quantity.of([[ONE]]), towers.without(region), Towers({}, {}))
        except Undecided:
            answer = None
        if answer is not None and answer.ray is not None:
            return replace(answer, left=left, right=right, by_exponents=True)
    sides = (f"min({', '.join(map(str, low))})", f"max({', '.join(map(str, high))})")
    question = f"{sides[0]} = O({sides[1]})"
    raise Undecided(f"undecided: neither a proof nor a breaking ray was found for {question[:200]}")


def _proof_or_ray(
    low: Clause, high: Clause, region: Region, towers: Towers
) -> tuple[Proof | None, Ray | None]:
    """Quick tries with floats first; then cases; then the same programs with nothing left to floats."""
    attempts: Iterator[tuple[Proof | None, Ray | None]] = (
        attempt()
        for attempt in (
            lambda: (find_proof(low, high, region), None),
            lambda: (None, _ray(low, high, region, towers, decide=False)),
            lambda: (find_proof_by_gaps(low, high, region), None),
            lambda: (find_proof_by_cases(low, high, region, _CASES), None),
            lambda: (find_proof(low, high, region, decide=True), None),
            lambda: (None, _ray(low, high, region, towers, decide=True)),
            lambda: (find_proof_by_gaps(low, high, region, decide=True), None),
            lambda: (find_proof_by_cases(low, high, region, _CASES, gaps=True), None),
        )
    )
    return next((found for found in attempts if any(found)), (None, None))


def _ray(low: Clause, high: Clause, region: Region, towers: Towers, *, decide: bool) -> Ray | None:
    variables, _ = variables_in(region, [*low, *high])
    alternatives = list(itertools.product(*(d.options for d in region.disjunctions)))
    for values, chosen in itertools.product(_parameter_values(region, [*low, *high]), alternatives):
        conditions = (*region.conditions, *chosen)
        ray = find_ray(low, high, conditions, variables, values, decide=decide, levels=region.levels)
        if ray and towers.allow(ray, low, high, conditions):
            return ray
    return None


def _parameter_values(region: Region, monomials: Sequence[Monomial]) -> list[dict[str, Fraction]]:
    """Values within the bounds at which a relation may fail."""
    exponents = [abs(value) for monomial in monomials for _, value in monomial.entries]
    near = min([_ONE, *exponents]) * _NEAR
    own = {
        x: [
            bound + by
            for by in ((near, *_PARAMETER_OFFSETS[1:]) if x in region.strict else _PARAMETER_OFFSETS)
        ]
        for x, bound in sorted(region.bounds.items())
    }
    rows = itertools.product(*own.values()) if len(own) <= 3 else [[values[0] for values in own.values()]]
    return [dict(zip(own, row, strict=True)) for row in rows]


def describe(answer: OrderAnswer) -> dict[str, Any]:
    """The JSON object of an answer."""
    payload: dict[str, Any] = {
        "left": str(answer.left),
        "right": str(answer.right),
        "given": [str(condition) for condition in answer.given],
        "where": {d.name: d.meaning for d in answer.definitions},
        "follows": answer.follows,
    }
    if answer.certificate:
        return {**payload, "certificate": answer.certificate.document}
    if answer.ray is None:
        return payload
    scales = ("m_power", "log_m_power", "log_log_m_power", "log_log_log_m_power")
    ray = {
        x: {s: str(p) for s, p in zip(scales, own, strict=False)} for x, own in answer.ray.exponents.items()
    }
    payload |= {"ray": ray, "parameters": {x: str(value) for x, value in answer.ray.parameters.items()}}
    payload["by_exponents"] = answer.by_exponents
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
