"""Exponentials on rays, and exponentials compared by their exponents.

The calculus ties an exponential E = 2^a to its exponent only by log(E) = Theta(a). That is all a proof needs. A ray
must also be one on which E equals 2^a: constants, which do not count elsewhere, are what makes E grow as a power of M.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import flint

from theory.asymptotics.expressions import Clause, Condition, Disjunction, Quantity
from theory.asymptotics.monomials import ONE, Monomial, is_logarithm, logarithm_of
from theory.asymptotics.rays import Ray
from theory.asymptotics.regions import Region
from theory.asymptotics.vocabulary import E, Relative, sign_of_logarithm

#: Rays with more exponentials to irrational powers than this are not used.
_MOST_RELATIVES = 6


@dataclass(frozen=True, slots=True)
class Towers:
    """The exponentials of a question.

    Attributes:
        towers: variables whose logarithm is of the order of a monomial.
        relatives: variables that are an irrational power, known within bounds, of another variable.
        powers: the meaning of each of these variables: a prime (0 for e) and the exponent.
        defining: the conditions that only define the exponentials.
    """

    towers: Mapping[str, Monomial]
    relatives: Mapping[str, Relative]
    powers: Mapping[str, tuple[int, Monomial]] = field(default_factory=dict)
    defining: frozenset[Condition | Disjunction] = frozenset()

    def renamed(self, names: Mapping[str, str]) -> Towers:
        """Return the same exponentials with some bases renamed."""
        return Towers(
            {name: exponent.renamed(names) for name, exponent in self.towers.items()},
            self.relatives,
            {name: (prime, own.renamed(names)) for name, (prime, own) in self.powers.items()},
            frozenset(condition.renamed(names) for condition in self.defining),
        )

    @property
    def names(self) -> set[str]:
        """The variables that stand for exponentials."""
        return {*self.towers, *self.relatives}

    def allow(self, ray: Ray, low: Clause, high: Clause, conditions: Sequence[Condition]) -> bool:
        """Return whether some variables that grow as on this ray give every exponential its defined value."""
        return self._attained(ray) and self._robust(ray, low, high, conditions)

    def settled(self, ray: Ray) -> Ray:
        """Return an allowed ray with every irrational power at the lower end of its known bounds."""
        exponents = dict(ray.exponents)
        for name, relative in self.relatives.items():
            exponents[name] = tuple(relative.low * own for own in exponents[relative.reference])
        return Ray(exponents, ray.parameters)

    def _attained(self, ray: Ray) -> bool:
        """Constants c_x in x = c_x M^a ... must give every growing exponential its exponent exactly.

        That is a linear system for ln c_x over the variables that grow; it has a solution whatever its right side is
        if its rows are independent. (The logarithm of a variable does not depend on c_x to first order.)
        """
        constant = ray.constant
        growing = [x for x, own in ray.exponents.items() if own > constant and x not in self.towers]
        growing = [x for x in growing if x not in self.relatives]
        rows = [
            [dict(exponent.entries).get((x, ()), Fraction(0)) for x in growing]
            for name, exponent in self.towers.items()
            if ray.exponents.get(name, constant) > constant
        ]
        flat = [flint.fmpq(value.numerator, value.denominator) for row in rows for value in row]
        return bool(growing) and flint.fmpq_mat(len(rows), len(growing), flat).rank() == len(rows)

    def _robust(self, ray: Ray, low: Clause, high: Clause, conditions: Sequence[Condition]) -> bool:
        """Return whether the ray breaks the relation at both ends of the known bounds on every irrational power."""
        if len(self.relatives) > _MOST_RELATIVES:
            return False
        ends = ((relative.low, relative.high) for relative in self.relatives.values())
        for powers in itertools.product(*ends):
            exponents = dict(ray.exponents)
            for (name, relative), power in zip(self.relatives.items(), powers, strict=True):
                exponents[name] = tuple(power * own for own in exponents[relative.reference])
            if not Ray(exponents, ray.parameters).breaks(low, high, conditions):
                return False
        return True

    def without(self, region: Region) -> Region:
        """The region of the other variables: conditions that only define an exponential are left out."""
        return replace(
            region,
            conditions=tuple(c for c in region.conditions if c not in self.defining),
            disjunctions=tuple(d for d in region.disjunctions if d not in self.defining),
        )

    def exponents(self, low: Clause, high: Clause) -> Quantity | None:
        """A quantity that is unbounded only where min(low) / max(high) is; None if there is none to compare.

        ln of a quotient is a sum of positive terms P minus a sum of negative terms N, and P / (1 + N) unbounded
        makes P - N unbounded. The ray must not hold an exponential itself: see :meth:`without`.
        """
        if not self.towers:
            return None
        total: Quantity | None = None
        for a, b in itertools.product(low, high):
            quotient = a / b
            if quotient.parameters:
                return None
            gains, losses = self._logarithm(quotient)
            if not gains:
                return None
            ratio = Quantity.of([[gain] for gain in gains]) * Quantity.of([[m] for m in losses]).inverse()
            total = ratio if total is None else total.meet(ratio)
        return total

    def _logarithm(self, quotient: Monomial) -> tuple[list[Monomial], list[Monomial]]:
        """Terms of which ln(quotient) is at least a constant times the sum, less a constant times the sum."""
        losses = [ONE]
        coefficients: dict[Monomial, dict[int, Fraction]] = {}
        for (base, _), power in quotient.entries:
            if is_logarithm(base):
                if power < 0:  # else it is at least 1
                    losses.append(Monomial.of({(base, ()): Fraction(1)}))
                continue
            own = Monomial.of({(logarithm_of(base), ()): Fraction(1)})
            prime, exponent = self.powers.get(base, (E, own))  # ln(x) = log(x) - 1
            terms = coefficients.setdefault(exponent, {})
            terms[prime] = terms.get(prime, Fraction(0)) + power
        signs = {exponent: sign_of_logarithm(terms) for exponent, terms in coefficients.items()}
        losses += [exponent for exponent, sign in signs.items() if sign < 0]
        return [exponent for exponent, sign in signs.items() if sign > 0], losses
