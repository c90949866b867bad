"""Counterexamples to a step: curves x = M^a (log M)^b (log log M)^c along which LEFT / RIGHT grows without bound.

On such a curve ln x = a L + b ln L + c ln ln L with L = ln M, and log x is, up to a constant, L if a > 0,
ln L if a = 0 < b, and constant if x is. So a monomial becomes a triple of exponents that are compared
lexicographically: exact linear programs, one a level.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from theory.asymptotics.expressions import Clause, Condition
from theory.asymptotics.linear import nonnegative_solution
from theory.asymptotics.monomials import Monomial, Vector, is_logarithm, variable_of

#: M, log M, log log M, and one more where a question nests logarithms.
LEVELS = 3
MORE_LEVELS = 4
Growth = tuple[Fraction, ...]
_ZERO, _ONE, _MINUS = Fraction(0), Fraction(1), Fraction(-1)
#: With more variables than this inside logarithms only the simplest patterns of growth are tried.
_MOST_LOGGED = 5
#: And of the others no more than this.
_MOST_PATTERNS = 243
#: What a condition that is kept strictly is worth where an exponent costs 1; LEFT / RIGHT is worth more than all.
_GIVEN = 100


@dataclass(frozen=True, slots=True)
class Ray:
    """Exponents of M, log M, log log M ... for every variable, at fixed values of the parameters.

    Returned by :func:`decide_order`.
    """

    exponents: Mapping[str, Growth]
    parameters: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def constant(self) -> Growth:
        """The growth of a quantity that is bounded from both sides."""
        return (_ZERO,) * max(map(len, self.exponents.values()), default=LEVELS)

    @property
    def equations(self) -> tuple[str, ...]:
        """The ray as :func:`theory.asymptotics.breaks_along` reads it."""
        powers = (
            "*".join(f"{'log(' * depth}M{')' * depth}**({power})" for depth, power in enumerate(own))
            for own in self.exponents.values()
        )
        fixed = (f"{name} == {value}" for name, value in self.parameters.items())
        return (*(f"{x} == {place}" for x, place in zip(self.exponents, powers, strict=True)), *fixed)

    def growth(self, monomial: Monomial) -> Growth:
        """The exponents of M, log M, log log M ... in a monomial along the ray."""
        total = list(self.constant)
        for (base, _), power in monomial.at(self.parameters).entries:
            own = self.exponents[variable_of(base)]
            for level, value in enumerate(_log_growth(own) if is_logarithm(base) else own):
                total[level] += power * value
        return tuple(total)

    def admits(self, conditions: Iterable[Condition]) -> bool:
        """Return whether, for large M, variables are at least 1 and the conditions hold up to constants."""
        return all(own >= self.constant for own in self.exponents.values()) and all(
            self.growth(condition.larger / condition.smaller) >= self.constant for condition in conditions
        )

    def excess(self, left: Clause, right: Clause) -> Growth:
        """The growth of min(left) / max(right)."""
        return min(self.growth(a / b) for a in left for b in right)

    def breaks(self, left: Clause, right: Clause, conditions: Iterable[Condition]) -> bool:
        """Return whether the conditions hold along the ray and min(left) / max(right) is unbounded, exactly."""
        return self.admits(conditions) and self.excess(left, right) > self.constant

    def __str__(self) -> str:
        parts = [f"{name} = {_growth_text(own)}" for name, own in self.exponents.items()]
        fixed = [f"{name} = {value}" for name, value in self.parameters.items()]
        return ", ".join(parts) + (f" (with {', '.join(fixed)})" if fixed else "")


def _growth_text(own: Growth) -> str:
    names = ("M", *(f"({'log ' * depth}M)" for depth in range(1, len(own))))
    factors = [
        name if power == 1 else f"{name}^{power}" if power.denominator == 1 else f"{name}^({power})"
        for name, power in zip(names, own, strict=True)
        if power
    ]
    return " ".join(factors) or "1"


def _log_growth(own: Growth) -> Growth:
    """The growth of log(x) for x of this growth; the last level has no logarithm here."""
    level = next((index for index, value in enumerate(own) if value), None)
    if level == len(own) - 1:
        raise ValueError("a logarithm that grows more slowly than the last level")
    return tuple(_ONE if level is not None and index == level + 1 else _ZERO for index in range(len(own)))


def find_ray(
    left: Clause,
    right: Clause,
    conditions: Sequence[Condition],
    variables: Sequence[str],
    parameters: Mapping[str, Fraction],
    *,
    decide: bool = False,
    levels: int = LEVELS,
) -> Ray | None:
    """A ray on which min(left) = O(max(right)) breaks at these parameter values, checked exactly, or None."""
    targets = [(a / b).at(parameters).vector for a in left for b in right]
    givens = [(condition.larger / condition.smaller).at(parameters).vector for condition in conditions]
    logged = sorted({variable_of(base) for v in (*targets, *givens) for base, _ in v if is_logarithm(base)})
    leads = (*range(1, levels), 0) if len(logged) <= _MOST_LOGGED else (1,)
    patterns = itertools.product(leads, repeat=len(logged))
    for pattern in itertools.islice(patterns, _MOST_PATTERNS):
        lead = dict(zip(logged, pattern, strict=True))
        for eager in (True, False):
            exponents = _Search(targets, givens, variables, lead, eager, decide, levels).run()
            if exponents is not None:
                ray = Ray(exponents, dict(parameters))
                if ray.breaks(left, right, conditions):
                    return ray
            if not logged:
                break
    return None


class _Search:
    """The exponents level by level, for one choice of the level at which each logarithm's variable grows."""

    def __init__(
        self,
        targets: list[Vector],
        givens: list[Vector],
        variables: Sequence[str],
        lead: Mapping[str, int],
        eager: bool,
        decide: bool,
        levels: int,
    ) -> None:
        self.levels = levels
        self.targets, self.givens = targets, givens
        self.variables, self.lead = variables, lead
        self.eager, self.decide = eager, decide
        self.exponents: dict[str, list[Fraction]] = {variable: [] for variable in variables}

    def run(self) -> dict[str, Growth] | None:
        targets, givens = self.targets, self.givens
        for level in range(1, self.levels + 1):
            if not self._solve(level, targets, givens):
                return None
            targets = [vector for vector in targets if self._value(vector, level) == 0]
            givens = [vector for vector in givens if self._value(vector, level) == 0]
            if not targets and not givens:
                break
        if targets:
            return None
        return {x: tuple(own + [_ZERO] * (self.levels - len(own))) for x, own in self.exponents.items()}

    def _from_logarithms(self, vector: Vector, level: int) -> Fraction:
        logs = [(variable_of(base), power) for (base, _), power in vector.items() if is_logarithm(base)]
        return sum((power for x, power in logs if self.lead[x] and self.lead[x] == level - 1), _ZERO)

    def _value(self, vector: Vector, level: int) -> Fraction:
        own = sum(
            (p * self.exponents[b][level - 1] for (b, _), p in vector.items() if not is_logarithm(b)), _ZERO
        )
        return own + self._from_logarithms(vector, level)

    def _range(self, x: str, level: int) -> tuple[Fraction, bool, bool]:
        """Lower bound, whether the exponent may exceed it, and whether it may be negative."""
        lead = self.lead.get(x)
        if lead is not None and (level < lead or lead == 0):
            return _ZERO, False, False
        if lead == level:
            return _ONE, True, False
        return _ZERO, True, any(self.exponents[x])

    def _solve(self, level: int, targets: list[Vector], givens: list[Vector]) -> bool:
        """Solve one level: keep tied comparisons nonnegative, and make as many of them as possible positive."""
        columns: list[dict[Any, Fraction]] = []
        gains: list[int] = []
        ties = [("target", v) for v in targets] + [("given", v) for v in givens]
        right: dict[Any, Fraction] = {}
        for index, (_, vector) in enumerate(ties):
            right[index] = -self._from_logarithms(vector, level)
        signs: list[tuple[str, int]] = []
        for x in self.variables:
            low, more, negative = self._range(x, level)
            rows = {index: v[x, ()] for index, (_, v) in enumerate(ties) if (x, ()) in v}
            for index, power in rows.items():
                right[index] -= low * power
            self.exponents[x].append(low)
            for sign in ((1, -1) if negative else (1,)) if more else ():
                columns.append({index: sign * power for index, power in rows.items()})
                gains.append(-1 if self.eager else 0)
                signs.append((x, sign))
        all_givens = _GIVEN * (len(givens) + 1)
        for index, (kind, _) in enumerate(ties):
            columns.append({index: _MINUS})
            gains.append(0)
            if self.eager and kind == "target" and level == 1:
                right[index] += _ONE  # ask for a plain power of M in LEFT / RIGHT
            else:
                columns += [{index: _MINUS, ("cap", index): _ONE}, {("cap", index): _ONE}]
                gains += [all_givens if kind == "target" else _GIVEN, 0]
                right["cap", index] = _ONE
        solution = nonnegative_solution(columns, right, gains, decide=self.decide)
        if solution is None:
            return False
        for (x, sign), value in zip(signs, solution, strict=False):
            self.exponents[x][-1] += sign * value
        return True
