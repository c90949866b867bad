"""The premises of a proof: conditions, parameters, and the elementary inequalities that follow from them.

Every elementary inequality is a ratio that is bounded below by a positive constant. A proof is a product of
nonnegative powers of such ratios.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from theory.asymptotics.expressions import Condition, Disjunction
from theory.asymptotics.linear import nonnegative_solution
from theory.asymptotics.monomials import Monomial, Vector, combine, logarithm_of

_ONE, _MINUS = Fraction(1), Fraction(-1)
#: log(x) = O(x^SMALL_POWER), as floats can tell it from 0; proofs use the largest that fits.
SMALL_POWER = Fraction(1, 4096)


@dataclass(frozen=True, slots=True)
class Inequality:
    """A ratio bounded below by a positive constant, and how the certificate names it."""

    ratio: Vector
    name: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Region:
    """Conditions, parameters with their lower bounds, and what is assumed in a case distinction.

    Attributes:
        conditions: all of these hold.
        bounds: the parameters and their lower bounds.
        assumed: the conditions of the current case, outermost first.
        disjunctions: at least one condition of each holds.
        strict: the parameters that exceed their bounds.
        levels: the levels of the rays on which relations are refuted here: M, log M, log log M ...
    """

    conditions: tuple[Condition, ...] = ()
    bounds: Mapping[str, Fraction] = field(default_factory=dict)
    assumed: tuple[Condition, ...] = ()
    disjunctions: tuple[Disjunction, ...] = ()
    strict: frozenset[str] = frozenset()
    levels: int = 3

    def assuming(self, condition: Condition) -> Region:
        """Return this region with one more condition assumed."""
        return replace(self, assumed=(*self.assumed, condition))

    @property
    def every(self) -> tuple[Condition | Disjunction, ...]:
        """All conditions, in the order in which certificates count them."""
        return (*self.conditions, *self.disjunctions)

    @property
    def monomials(self) -> list[Monomial]:
        """All monomials of its conditions."""
        options = [option for d in self.disjunctions for option in d.options]
        return [m for c in (*self.conditions, *self.assumed, *options) for m in (c.larger, c.smaller)]

    def basic_inequalities(self, variables: Iterable[str]) -> list[Inequality]:
        """The conditions, the assumptions, and that variables are at least 1."""
        found = [
            Inequality(condition.ratio, {"rule": "given", "index": index})
            for index, condition in enumerate(self.conditions)
        ]
        found += [
            Inequality(condition.ratio, {"rule": "assumed", "index": index})
            for index, condition in enumerate(self.assumed)
        ]
        found += [Inequality({(x, ()): _ONE}, {"rule": "at least 1", "of": x}) for x in variables]
        return found

    def inequalities(
        self,
        variables: list[str],
        logged: list[str],
        small: Fraction = SMALL_POWER,
        *,
        nested: bool = False,
    ) -> list[Inequality]:
        """All elementary inequalities over these variables, of which ``logged`` occur inside logarithms.

        Args:
            variables, logged: as :func:`theory.asymptotics.gaps.variables_in` finds them.
            small: the exponent in log(x) = O(x^small).
            nested: compare logarithms also through other logarithms, as is needed for logarithms of logarithms.
        """
        basic = self.basic_inequalities(variables)
        found = list(basic)
        for x in logged:
            log = logarithm_of(x)
            found.append(Inequality({(log, ()): _ONE}, {"rule": "at least 1", "of": log}))
            found.append(
                Inequality(
                    {(x, ()): small, (log, ()): _MINUS},
                    {"rule": "log below power", "variable": x, "epsilon": small},
                )
            )
        found += [
            monotone for smaller in logged for monotone in self._log_comparisons(smaller, logged, basic)
        ]
        if nested:
            known = [inequality.ratio for inequality in found]
            more = [m for y in logged for m in self._log_comparisons(y, logged, found)]
            found += [inequality for inequality in more if inequality.ratio not in known]
        return found

    def _log_comparisons(self, smaller: str, logged: list[str], basic: list[Inequality]) -> list[Inequality]:
        """log(y) = O(log(x)) for every x of which some power dominates y; else one such product, if any."""
        others = [x for x in logged if x != smaller]
        found = [self._log_comparison(smaller, [x], basic) for x in others]
        single = [inequality for inequality in found if inequality]
        if single or len(others) < 2:
            return single
        product = self._log_comparison(smaller, others, basic)
        return [product] if product else []

    def _log_comparison(self, smaller: str, larger: list[str], basic: list[Inequality]) -> Inequality | None:
        columns = [inequality.ratio for inequality in basic]
        columns += [{(x, ()): _MINUS} for x in larger]
        solution = nonnegative_solution(columns, {(smaller, ()): _MINUS})
        if solution is None:
            return None
        powers = dict(zip(larger, solution[len(basic) :], strict=True))
        used = {x: power for x, power in powers.items() if power}
        if not used:
            return None
        because = [
            {**inequality.name, "power": power}
            for inequality, power in zip(basic, solution[: len(basic)], strict=True)
            if power
        ]
        ratio = combine(
            [(_ONE, {(logarithm_of(x), ()): _ONE}) for x in used]
            + [(_MINUS, {(logarithm_of(smaller), ()): _ONE})]
        )
        exponents = list(used.values())
        name = {"rule": "log monotone", "smaller": smaller, "larger": list(used), "exponents": exponents}
        return Inequality(ratio, {**name, "because": because})


def at_most(smaller: str, larger: str) -> Condition:
    """The condition that one variable is at most another one."""
    return Condition(Monomial.of({(larger, ()): _ONE}), Monomial.of({(smaller, ()): _ONE}))


def shift_parameters(vector: Mapping[Any, Fraction], bounds: Mapping[str, Fraction]) -> Vector:
    """Write every parameter as its lower bound plus a nonnegative rest; names now stand for the rests."""
    if not bounds:
        return dict(vector)
    shifted: Vector = {}
    for (base, names), value in vector.items():
        for chosen in itertools.product((True, False), repeat=len(names)):
            factor = value
            for name, keep in zip(names, chosen, strict=True):
                factor *= 1 if keep else bounds[name]
            key = (base, tuple(name for name, keep in zip(names, chosen, strict=True) if keep))
            shifted[key] = shifted.get(key, Fraction(0)) + factor
    return {key: value for key, value in shifted.items() if value}


def times_parameters(vector: Mapping[Any, Fraction], names: tuple[str, ...]) -> Vector:
    """A shifted vector times a product of (nonnegative) parameter rests."""
    if not names:
        return dict(vector)
    return {(base, tuple(sorted(own + names))): value for (base, own), value in vector.items()}


def parameter_products(vectors: Iterable[Mapping[Any, Fraction]]) -> list[tuple[str, ...]]:
    """All products of parameters that divide one occurring in the vectors, the empty one first."""
    found: set[tuple[str, ...]] = {()}
    for vector in vectors:
        for names in {names for _, names in vector} - {()}:
            for size in range(len(names) + 1):
                found.update(itertools.combinations(names, size))
    return sorted(found, key=lambda names: (len(names), names))
