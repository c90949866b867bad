"""Is LEFT = O(RIGHT)? The question of every step of the appendices, decided with a witness either way."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from theory.arguments import check_arguments
from theory.asymptotics.breakpoints import Breakpoint, Question, find_breakpoint
from theory.asymptotics.certificates import Certificate, build_certificate
from theory.asymptotics.exponentials import Towers
from theory.asymptotics.expressions import Clause, Condition, Disjunction, Quantity
from theory.asymptotics.gaps import variables_in
from theory.asymptotics.linear import TooManyPrograms, at_most
from theory.asymptotics.monomials import ONE, Monomial, is_logarithm, variable_of
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
#: The relations that are decided, and why two others are not.
_RELATIONS = ("O", "Omega", "Theta", "O~")
_NOT_SERVED = {
    "o": "o speaks of a limit, and here variables may stay bounded: ask for O with a factor that grows on the left, "
    'such as "n*log(n)" "n**2"',
    "~": "~ speaks of the constant 1, and here constant factors drop out: ask for Theta",
}
#: More combinations of alternatives than this are not tried.
_MOST_ALTERNATIVES = 16
#: Linear programs for one question: some seconds.
_MOST_PROGRAMS = 2_000
_PROGRAMS_FOR_A_PAIR = 50


class Undecided(InputError):
    """Neither a proof nor a ray was found, or the search became too long.

    Example:
        >>> from theory.asymptotics import Undecided, decide_order
        >>> try:
        ...     decide_order("n", "n**m")
        ... except Undecided:
        ...     print("undecided")
        undecided
    """


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """The answer to whether LEFT = O(RIGHT) under the conditions, with its witness.

    Returned by :func:`decide_order`.

    Attributes:
        left, right: the question in normal form.
        region: its conditions, those of the definitions included, and its parameters.
        given: the conditions that were asked under.
        definitions: the variables that stand for an expression of the question.
        certificate: if it follows, the proof.
        ray: if not, a curve on which LEFT / RIGHT is unbounded.
        breakpoint: a point near it, in numbers, at which LEFT / RIGHT as they were asked is large; None if none was
            found for M up to 10^(10^300) and variables up to 10^(10^308).
        broken: if not, the part of LEFT and the part of RIGHT that the ray refutes.
        by_exponents: whether the ray compares the exponents: log(LEFT) / log(RIGHT) is unbounded on it, while the
            exponentials themselves do not lie on a ray.
        swapped: whether LEFT and RIGHT are the question's right and left side, as for Omega.
        converse: the answer with the sides exchanged, where Theta follows.
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
    swapped: bool = False
    converse: OrderAnswer | None = None

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that are no disjunctions, those of the definitions included."""
        return self.region.conditions

    @property
    def follows(self) -> bool:
        """Return whether the relation follows; this is also the truth value of the answer."""
        return self.certificate is not None

    @property
    def refutation(self) -> Refutation | None:
        """If it does not follow, the ray as a file that the independent checker reads."""
        if self.ray is None or self.broken is None:
            return None
        return build_refutation(*self.broken, self.region, self.ray)

    def __bool__(self) -> bool:
        return self.follows


@check_arguments
def decide_order(
    left: str | Quantity,
    right: str | Quantity,
    given: Sequence[str | Condition | Disjunction] = (),
    parameters: Sequence[str] = (),
    *,
    relation: str = "O",
    small: Sequence[str] = (),
) -> OrderAnswer:
    """Decide whether there is a C with LEFT <= C RIGHT wherever the variables are at least 1 and GIVEN holds.

    Conditions hold up to constant factors; ``log(x)`` stands for 1 + ln x, and for 1 where x is below 1.

    Args:
        left, right: quantities, such as ``"T**8*sqrt(n)/m"`` or ``"2**n*log(n/k)"``.
        given: conditions, such as ``"R >= T**16"``.
        parameters: fixed numbers that occur in exponents, with bounds, such as ``"N >= 1"``, ``"eps > 0"`` and,
            after that of ``a``, ``"b > a"``.
        relation: ``"O"``; ``"Omega"``, RIGHT = O(LEFT); ``"Theta"``, both; ``"O~"``, O without all logarithms.
        small: variables that lie in (0, 1] instead.

    Raises:
        InputError: something cannot be read, or the relation is another one.
        Undecided: neither a proof nor a ray was found.

    Example:
        >>> from theory.asymptotics import decide_order
        >>> bool(decide_order("n**2*sqrt(T)", "m", ["m >= n**3", "n >= T"]))
        True
        >>> print(decide_order("n**2", "m", ["m >= n"]).ray)
        m = M^3, n = M^2
        >>> bool(decide_order("n", "n**2", relation="Theta"))
        False
    """
    if relation not in _RELATIONS:
        why = _NOT_SERVED.get(relation, f"there is no relation {relation[:40]!r}")
        raise InputError(f"{why}; the relations are {', '.join(_RELATIONS)}")
    if relation == "Theta":
        answer = decide_order(left, right, given, parameters, small=small)
        if not answer:
            return answer
        converse = decide_order(left, right, given, parameters, relation="Omega", small=small)
        return replace(answer, converse=converse) if converse else converse
    swapped = relation == "Omega"
    first, second = (right, left) if swapped else (left, right)
    answer = _decide_text(first, second, given, parameters, small, relation == "O~")
    return replace(answer, swapped=swapped)


def _decide_text(
    left: str | Quantity,
    right: str | Quantity,
    given: Sequence[str | Condition | Disjunction],
    parameters: Sequence[str],
    small: Sequence[str],
    ignore_logs: bool,
) -> OrderAnswer:
    """Decide LEFT = O(RIGHT)."""
    vocabulary = make_vocabulary([left, right, *given, *parameters], parameters, small, ignore_logs)
    lower, upper = (read_quantity(q, vocabulary) if isinstance(q, str) else q for q in (left, right))
    asked: list[Condition | Disjunction] = []
    for condition in given:
        asked += read_condition(condition, vocabulary) if isinstance(condition, str) else [condition]
    if ignore_logs:
        if vocabulary.towers:
            raise InputError(
                "O~ ignores logarithms, and the logarithm of an exponential is its exponent; ask for "
                "O instead"
            )
        lower, upper = lower.without_logarithms(), upper.without_logarithms()
        asked = [
            Condition(c.larger.without_logarithms(), c.smaller.without_logarithms())
            if isinstance(c, Condition)
            else c
            for c in asked
        ]
    return decide_read(lower, upper, asked, vocabulary, (str(left), str(right), *map(str, given)))


def decide_read(
    lower: Quantity,
    upper: Quantity,
    asked: Sequence[Condition | Disjunction],
    vocabulary: Vocabulary,
    texts: Sequence[str] = (),
) -> OrderAnswer:
    """Decide a question that has been read.

    Args:
        lower, upper, asked, vocabulary: the question.
        texts: its sides and conditions as they were asked, for the point at which it breaks.

    Raises:
        InputError: a parameter in an exponent has no bound.
        Undecided: neither a proof nor a ray was found.
    """
    given = Region(
        tuple(c for c in asked if isinstance(c, Condition)),
        disjunctions=tuple(c for c in asked if isinstance(c, Disjunction)),
    )
    spoken = [*lower.monomials, *upper.monomials, *given.monomials]
    vocabulary.plain = {base for monomial in spoken for base in monomial.bases}
    region = make_region(asked, vocabulary)
    if unbounded := {name for monomial in spoken for name in monomial.parameters} - region.bounds.keys():
        name = min(unbounded)
        raise InputError(f"{name} occurs in an exponent but is not declared; add a parameter, {name} >= 1")
    defining = frozenset(vocabulary.tower_conditions())
    towers = Towers(vocabulary.towers, vocabulary.relatives, vocabulary.powers, defining)
    try:
        answer = _decide_within(lower, upper, region, towers)
    except Undecided:
        names = _only_in_logs([*lower.monomials, *upper.monomials, *region.monomials], vocabulary)
        if not names:
            raise
        region = make_region([c.renamed(names) for c in asked], vocabulary, names)
        towers = towers.renamed(names)
        answer = _decide_within(lower.renamed(names), upper.renamed(names), region, towers)
    match answer:
        case OrderAnswer(ray=Ray() as ray, broken=(low, high)):
            left, right, *conditions = texts or map(str, (lower, upper, *asked))
            question = Question(
                left, right, conditions, dict(vocabulary.definitions), towers.towers, vocabulary.parameters
            )
            level = next(k for k, power in enumerate(ray.excess(low, high)) if power)
            # what ln(LEFT / RIGHT) grows like is a level below what LEFT / RIGHT does
            point = find_breakpoint(ray, max(0, level - answer.by_exponents), question)
            answer = replace(answer, breakpoint=point)
    distances = (Definition(name, meaning) for name, meaning in vocabulary.distances.items())
    definitions = (*vocabulary.definitions.values(), *distances)
    return replace(answer, given=tuple(dict.fromkeys(asked)), definitions=definitions)


def _only_in_logs(monomials: Sequence[Monomial], vocabulary: Vocabulary) -> dict[str, str]:
    """A variable in place of the logarithm of each variable that occurs in no other way."""
    bases = {base for monomial in monomials for base in monomial.bases}
    logs = sorted(base for base in bases if is_logarithm(base) and variable_of(base) not in bases)
    return {base: vocabulary.stand_in(base) for base in logs}


def make_vocabulary(
    texts: Sequence[object],
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


def make_region(
    asked: Sequence[Condition | Disjunction],
    vocabulary: Vocabulary,
    names: Mapping[str, str] | None = None,
) -> Region:
    """Return the region: conditions, those of the definitions (with other names), and parameters with their bounds."""
    defined = [condition.renamed(names or {}) for condition in vocabulary.conditions()]
    plain = Region(tuple(c for c in asked if isinstance(c, Condition)), dict(vocabulary.bounds))
    every = dict.fromkeys([*asked, *(_settled(condition, plain) for condition in defined)])
    return Region(
        tuple(c for c in every if isinstance(c, Condition)),
        dict(vocabulary.bounds),
        disjunctions=tuple(c for c in every if isinstance(c, Disjunction)),
        strict=frozenset(vocabulary.strict),
        levels=MORE_LEVELS if vocabulary.nests_logs else LEVELS,
    )


def _settled(condition: Condition | Disjunction, plain: Region) -> Condition | Disjunction:
    """Return q <= v in place of q <= max(1, v) where the conditions bound v from below."""
    if isinstance(condition, Disjunction) and condition.options[0].larger == ONE:
        above = condition.options[1].larger
        if find_proof((ONE,), (above,), plain):
            return condition.options[1]
    return condition


def _decide_within(left: Quantity, right: Quantity, region: Region, towers: Towers) -> OrderAnswer:
    """Decide with a bounded number of linear programs for each pair of clauses."""
    pairs = len(left.clauses) * len(right.dual)
    try:
        with at_most(_MOST_PROGRAMS + _PROGRAMS_FOR_A_PAIR * pairs):
            return _decide(left, right, region, towers)
    except TooManyPrograms as error:
        raise Undecided(str(error)) from None


def _decide(left: Quantity, right: Quantity, region: Region, towers: Towers) -> OrderAnswer:
    if math.prod(len(d.options) for d in region.disjunctions) > _MOST_ALTERNATIVES:
        raise Undecided(
            "undecided: the conditions have too many alternatives; ask about each case separately"
        )
    proofs: dict[tuple[int, int], Proof] = {}
    for (i, low), (j, high) in itertools.product(enumerate(left.clauses), enumerate(right.dual)):
        witness = _Pair(low, high, region, towers).witness()
        if isinstance(witness, Ray):
            return OrderAnswer(left, right, region, ray=witness, broken=(low, high))
        if isinstance(witness, OrderAnswer):
            return replace(witness, left=left, right=right)
        proofs[i, j] = witness
    return OrderAnswer(left, right, region, build_certificate(left.clauses, right.dual, region, proofs))


@dataclass(frozen=True, slots=True)
class _Pair:
    """Is min(low) = O(max(high)) in this region?"""

    low: Clause
    high: Clause
    region: Region
    towers: Towers

    def witness(self) -> Proof | Ray | OrderAnswer:
        """Return a proof, a ray, or an answer by comparing exponents.

        Attempts with floats come first, then attempts in exact arithmetic.

        Raises:
            Undecided: there is none.
        """
        low, high, region = self.low, self.high, self.region
        attempts = (
            lambda: find_proof(low, high, region),
            lambda: self.ray(decide=False),
            lambda: find_proof_by_gaps(low, high, region),
            self.by_exponents,
            lambda: find_proof_by_cases(low, high, region, _CASES),
            lambda: find_proof(low, high, region, decide=True),
            lambda: self.ray(decide=True),
            lambda: find_proof_by_cases(low, high, region, 1, decide=True),
        )
        for attempt in attempts:
            found: Proof | Ray | OrderAnswer | None = attempt()
            if found is not None:
                return found
        sides = (f"min({', '.join(map(str, low))})", f"max({', '.join(map(str, high))})")
        question = f"{sides[0]} = O({sides[1]})"
        raise Undecided(f"undecided: neither a proof nor a breaking ray was found for {question[:200]}")

    def ray(self, *, decide: bool) -> Ray | None:
        """A ray for some parameter values and some alternatives, on which every exponential has its defined value."""
        low, high, region = self.low, self.high, self.region
        variables, _ = variables_in(region, [*low, *high])
        alternatives = itertools.product(*(d.options for d in region.disjunctions))
        values = _parameter_values(region, [*low, *high])
        for chosen, fixed in itertools.product(alternatives, values):
            conditions = (*region.conditions, *chosen)
            ray = find_ray(low, high, conditions, variables, fixed, decide=decide, levels=region.levels)
            if ray and self.towers.allow(ray, low, high, conditions):
                return self.towers.settled(ray)
        return None

    def by_exponents(self) -> OrderAnswer | None:
        """A refutation by comparing exponents."""
        quotient = self.towers.exponents(self.low, self.high)
        if quotient is None:
            return None
        region = self.towers.without(self.region)
        if any(variable_of(base) in self.towers.names for m in region.monomials for base in m.bases):
            return None  # a condition contains an exponential
        try:
            answer = _decide(quotient, Quantity.of([[ONE]]), region, Towers({}, {}))
        except Undecided:
            return None
        return replace(answer, by_exponents=True) if answer.ray else None


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
