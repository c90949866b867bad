"""The weakest condition on one variable under which a relation follows, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from theory.arguments import check_arguments
from theory.asymptotics.expressions import Condition, Quantity
from theory.asymptotics.monomials import ONE, Monomial
from theory.asymptotics.orders import OrderAnswer, decide_order
from theory.asymptotics.reading import parse_conditions, parse_quantity
from theory.errors import InputError


@dataclass(frozen=True, slots=True)
class LeastBound:
    """``variable >= threshold`` (up to a constant) is sufficient, and necessary, for LEFT = O(RIGHT).

    Returned by :func:`least_bound`.

    Attributes:
        variable: the variable that is bounded from below.
        threshold: the weakest lower bound; for a sum on the left a maximum, one term an obstacle.
        answer: the relation under that condition, with its certificate.
    """

    variable: str
    threshold: Quantity
    answer: OrderAnswer

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The bound as conditions, one for every term of the threshold."""
        own = Monomial.of({(self.variable, ()): Fraction(1)})
        return tuple(Condition(own, clause[0]) for clause in self.threshold.clauses)


@check_arguments
def least_bound(
    left: str | Quantity, right: str, variable: str, given: Sequence[str | Condition] = ()
) -> LeastBound:
    """Return the weakest condition ``variable >= ...`` under which LEFT = O(RIGHT), the other conditions given.

    Every term of LEFT over RIGHT must fall with the variable: x^-p log(x)^q a <= C is x >= (C' a)^(1/p)
    log(x)^(q/p), so log(x) may stay on the right. Terms that follow from the rest are left out.

    Raises:
        InputError: RIGHT is a sum, or a term does not fall with the variable and does not follow anyway.

    Example:
        >>> from theory.asymptotics import least_bound
        >>> print(least_bound("n**2", "m", "m").threshold)
        n^2
    """
    lower = parse_quantity(left) if isinstance(left, str) else left
    upper = parse_quantity(right)
    if len(upper.monomials) > 1 or any(len(clause) > 1 for clause in lower.clauses):
        raise InputError("the least bound is computed for a sum on the left and one product on the right")
    conditions: list[Condition] = []
    for condition in given:
        conditions += [condition] if isinstance(condition, Condition) else parse_conditions([condition])
    needed: list[Monomial] = []
    for clause in lower.clauses:
        term = Quantity.of([clause])
        if not decide_order(term, upper, conditions):
            needed.append(_threshold(clause[0] / upper.monomials[0], variable))
    threshold = Quantity.of([monomial] for monomial in _undominated(needed, conditions))
    own = Monomial.of({(variable, ()): Fraction(1)})
    bound = [Condition(own, clause[0]) for clause in threshold.clauses]
    answer = decide_order(lower, upper, [*conditions, *bound])
    return LeastBound(variable, threshold, answer)


def _threshold(excess: Monomial, variable: str) -> Monomial:
    """What the variable must be at least for x^-p log(x)^q rest <= C; log(x) stays on the right."""
    fall = -excess.exponent_of(variable).get((), Fraction(0))
    if fall <= 0 or excess.parameters:
        raise InputError(f"{excess} does not fall as {variable} grows, so no lower bound on {variable} helps")
    return Monomial.of({key: power / fall for key, power in excess.entries if key != (variable, ())})


def _undominated(terms: list[Monomial], conditions: Sequence[Condition]) -> list[Monomial]:
    """The terms of a maximum that are not O of the others under the conditions."""
    kept = list(dict.fromkeys(terms))
    for term in list(kept):
        others = [other for other in kept if other != term]
        if others and decide_order(Quantity.of([[term]]), Quantity.of([o] for o in others), conditions):
            kept = others
    return kept or [ONE]
