"""Proofs by domination: log(x) is much smaller than x, and G than H if log(G) is much smaller than log(H).

One base is much smaller than another if every power of it is O of any positive power of the other. In the linear
program such a base costs nothing wherever a positive power of the other is left over. The program is homogeneous, so
that the gap may be of any size, and its exponents may hold parameters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from theory.asymptotics.expressions import Clause
from theory.asymptotics.linear import nonnegative_solution
from theory.asymptotics.monomials import (
    Exponent,
    Monomial,
    Vector,
    combine,
    exponent_text,
    is_logarithm,
    logarithm_of,
    multiply_exponents,
    variable_of,
)
from theory.asymptotics.rays import LEVELS
from theory.asymptotics.regions import (
    Inequality,
    Region,
    parameter_products,
    shift_parameters,
    times_parameters,
)

_ONE, _MINUS, _ZERO = Fraction(1), Fraction(-1), Fraction(0)
#: A chain of logarithms has at most this many links.
_LINKS = 2
#: With more variables than this, gaps between their logarithms are not looked for.
_MOST_COMPARED = 6
#: log(x) = O(x^_POWER) in the search for gaps: not so small that floats lose its square.
_POWER = Fraction(1, 16)
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Domination:
    """Every power of ``small`` is O of any positive power of ``large``; ``why`` is the certificate's reason."""

    small: str
    large: str
    why: dict[str, Any] | None = None


def variables_in(region: Region, monomials: Sequence[Monomial]) -> tuple[list[str], list[str]]:
    """All variables, and those inside logarithms, sorted."""
    bases = {base for monomial in (*monomials, *region.monomials) for base in monomial.bases}
    logged = sorted({variable_of(base) for base in bases if is_logarithm(base)})
    return sorted({variable_of(base) for base in bases}), logged


def dominations(
    compared: Sequence[str], logged: Sequence[str], inequalities: list[Inequality]
) -> list[Domination]:
    """Return the dominations: logarithms by their variables, and between some of the compared variables."""
    found = [Domination(logarithm_of(x), x) for x in logged]
    for small in compared:
        found += _above(small, [x for x in compared if x != small], logged, inequalities)
    return found


def _above(
    small: str, larger: Sequence[str], logged: Sequence[str], inequalities: list[Inequality]
) -> Iterator[Domination]:
    """Everything that ``small`` is much smaller than: log(small) b^gap = O(log(large)) for a growing b."""
    missing = list(larger)
    own = logarithm_of(small)
    for grows, chain in _chains(own, logged, inequalities):
        if not missing:
            return
        for large in list(missing):
            columns = [inequality.ratio for inequality in inequalities]
            columns.append({(own, ()): _ONE, (logarithm_of(large), ()): _MINUS})
            solution = nonnegative_solution(columns, {(grows, ()): _MINUS})
            if solution is None or not solution[-1]:
                continue
            gap = 1 / solution[-1]
            because = _reasons(inequalities, solution, gap)
            missing.remove(large)
            yield Domination(small, large, {"gap": gap, "chain": chain, "because": because})


def _chains(
    own: str, logged: Sequence[str], inequalities: list[Inequality]
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Logarithms that exceed all bounds as ``own`` does, each with the chain that shows it."""
    seen = {own}
    level: list[tuple[str, list[dict[str, Any]]]] = [(own, [])]
    for _ in range(_LINKS + 1):
        yield from level
        longer = []
        for grows, chain in level:
            for x in logged:
                if logarithm_of(x) in seen:
                    continue
                columns = [inequality.ratio for inequality in inequalities]
                columns.append({(x, ()): _MINUS})
                solution = nonnegative_solution(columns, {(grows, ()): _MINUS})
                if solution is None or not solution[-1]:
                    continue
                scale = 1 / solution[-1]
                because = _reasons(inequalities, solution, scale)
                seen.add(logarithm_of(x))
                link = {"variable": x, "exponent": scale, "because": because}
                longer.append((logarithm_of(x), [*chain, link]))
        level = longer


def _reasons(
    inequalities: list[Inequality], solution: Sequence[Fraction], scale: Fraction
) -> list[dict[str, Any]]:
    return [
        {**inequality.name, "power": power * scale}
        for inequality, power in zip(inequalities, solution, strict=False)
        if power
    ]


class GapSearch:
    """The homogeneous program for one pair of clauses.

    Its unknowns: powers of the inequalities (with parameters), weights of both means, powers of the bases that are
    dominated. Its rows: the exponents, the equality of the sums of weights, and for every dominating base how much
    of it is left over.
    """

    def __init__(self, left: Clause, right: Clause, region: Region, *, decide: bool) -> None:
        self.region, self.decide = region, decide
        variables, logged = variables_in(region, [*left, *right])
        plain = region.inequalities(variables, logged, _POWER, nested=decide or region.levels > LEVELS)
        used = {base for monomial in (*left, *right) for base in monomial.bases}
        compared = [x for x in logged if x in used]
        self.pairs = dominations(compared if len(compared) <= _MOST_COMPARED else (), logged, plain)
        inequalities = [i for i in plain if i.name["rule"] != "log below power"]
        self.uppers = [shift_parameters(monomial.vector, region.bounds) for monomial in right]
        self.lowers = [shift_parameters(monomial.vector, region.bounds) for monomial in left]
        shifted = [shift_parameters(inequality.ratio, region.bounds) for inequality in inequalities]
        self.products = parameter_products([*self.uppers, *self.lowers, *shifted])
        self.multiples = [
            (inequality, names, times_parameters(vector, names))
            for names in self.products
            for inequality, vector in zip(inequalities, shifted, strict=True)
        ]

    def proof(self) -> dict[str, Any] | None:
        """A proof as the certificate writes it, or None."""
        active = sorted({pair.large for pair in self.pairs})
        while True:
            solution = self._solve(active)
            if solution is None:
                return None
            spare = {x for x in active if self._left_over(solution, x)}
            used = {pair.large for pair in self.pairs if self._powers(solution, pair)}
            if used <= spare:
                return self._written(solution)
            active = sorted(spare)

    def _solve(self, active: Sequence[str]) -> dict[Any, Fraction] | None:
        """Return a solution with the largest possible number of active bases left over."""
        if not self.decide:
            return self._program(active, dict.fromkeys(active, False))
        # Exactly: the solutions are a convex cone, so what can be left over one by one can be together.
        able = [x for x in active if self._program(active, {x: True})]
        return self._program(active, dict.fromkeys(able, True))

    def _program(self, active: Sequence[str], wanted: dict[str, bool]) -> dict[Any, Fraction] | None:
        """Ask for leftovers of at least 1, where True; where False, prefer them."""
        columns: dict[Any, dict[Any, Fraction]] = {}
        gains: dict[Any, int] = {}
        for index, (inequality, names, vector) in enumerate(self.multiples):
            columns["power", index] = dict(vector)
            gains["power", index] = -1 if inequality.name["rule"] == "given" else -10
            x = inequality.name.get("of")
            if inequality.name["rule"] == "at least 1" and x in wanted and self._counts(names):
                columns["power", index]["left over", x] = _ONE
        for side, vectors, sign in (("right", self.uppers, _MINUS), ("left", self.lowers, _ONE)):
            for index, vector in enumerate(vectors):
                columns[side, index] = {**combine([(sign, vector)]), side: _ONE}
        for number, pair in enumerate(self.pairs):
            if pair.large in active:
                for names in self.products:
                    columns["free", number, names] = {(pair.small, names): _MINUS}
        columns["scale"] = {"right": _MINUS, "left": _MINUS}
        target: dict[Any, Fraction] = {"right": _ONE, "left": _ONE}
        for x, forced in wanted.items():
            columns["surplus", x] = {("left over", x): _MINUS}
            if forced:
                target["left over", x] = _ONE
            else:
                columns["counted", x] = {("left over", x): _MINUS, ("at most 1", x): _ONE}
                columns["not counted", x] = {("at most 1", x): _ONE}
                target["at most 1", x] = _ONE
                gains["counted", x] = 10**4
        keys = list(columns)
        solution = nonnegative_solution(
            [columns[key] for key in keys], target, [gains.get(key, 0) for key in keys], decide=self.decide
        )
        if solution is None:
            return None
        return {key: value for key, value in zip(keys, solution, strict=True) if value} or {"scale": _ZERO}

    def _counts(self, names: Names) -> bool:
        """Return whether the product of these parameters' distances from their bounds is positive."""
        return set(names) <= self.region.strict

    def _at_least_1(self, solution: dict[Any, Fraction], x: str) -> Iterator[tuple[int, Names, Fraction]]:
        for index, (inequality, names, _) in enumerate(self.multiples):
            if inequality.name == {"rule": "at least 1", "of": x} and ("power", index) in solution:
                yield index, names, solution["power", index]

    def _left_over(self, solution: dict[Any, Fraction], x: str) -> bool:
        return any(self._counts(names) for _, names, _ in self._at_least_1(solution, x))

    def _powers(self, solution: dict[Any, Fraction], pair: Domination) -> Exponent:
        number = self.pairs.index(pair)
        found = {names: solution.get(("free", number, names), _ZERO) for names in self.products}
        return {names: power for names, power in found.items() if power}

    def _written(self, solution: dict[Any, Fraction]) -> dict[str, Any]:
        scale = 1 + solution.get("scale", _ZERO)
        solution = {key: value / scale for key, value in solution.items()}
        used = [pair for pair in self.pairs if self._powers(solution, pair)]
        spent: set[int] = set()
        steps: list[dict[str, Any]] = []
        for x in sorted({pair.large for pair in used}):
            own = [pair for pair in used if pair.large == x]
            rest = list(self._at_least_1(solution, x))
            spent |= {index for index, _, _ in rest}
            left = {names: power / len(own) for _, names, power in rest}
            steps += [self._step(pair, left, self._powers(solution, pair)) for pair in own]
        for index, (inequality, names, _) in enumerate(self.multiples):
            power = solution.get(("power", index))
            if power and index not in spent:
                step = {**inequality.name, "power": power}
                steps.append({**step, "times": list(names)} if names else step)
        sides = (("left_weights", "left", self.lowers), ("right_weights", "right", self.uppers))
        weights = {
            name: [solution.get((side, k), _ZERO) for k in range(len(vectors))]
            for name, side, vectors in sides
        }
        return {**weights, "steps": steps}

    def _step(self, pair: Domination, left: Exponent, powers: Exponent) -> dict[str, Any]:
        """large^left / small^powers, both polynomials in the distances of the parameters from their bounds."""
        if pair.why is None and set(left) == set(powers) == {()}:
            power = powers[()]
            epsilon = left[()] / power
            return {"rule": "log below power", "variable": pair.large, "epsilon": epsilon, "power": power}
        higher, lower = exponent_text(self._unshifted(left)), exponent_text(self._unshifted(powers))
        if pair.why is None:
            return {
                "rule": "power over logs",
                "variable": pair.large,
                "exponent": higher,
                "log_exponent": lower,
                "power": _ONE,
            }
        return {
            "rule": "log gap",
            "smaller": pair.small,
            "larger": pair.large,
            "exponent": higher,
            "smaller_exponent": lower,
            **pair.why,
            "power": _ONE,
        }

    def _unshifted(self, exponent: Exponent) -> Exponent:
        total: Vector = {}
        for names, value in exponent.items():
            product: Exponent = {(): value}
            for name in names:
                product = multiply_exponents(product, {(name,): _ONE, (): -self.region.bounds[name]})
            total = combine([(_ONE, total), (_ONE, {("", own): v for own, v in product.items()})])
        return {names: value for (_, names), value in total.items()}
