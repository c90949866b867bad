"""Tail events: K^c events, each of probability exp(-Omega(rate)), against a failure probability delta.

Here constants do not drop out: 2^d exp(-c rate) is small only if c rate exceeds d ln 2, so rate = Omega(d)
with *some* constant is not enough. The comparison of exponents is made with a width condition whose constant K
may be chosen: if the proof uses it to the power p, the rate is at least K^p times what it must beat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from theory.asymptotics.expressions import Condition, Quantity, parse_conditions, parse_quantity
from theory.asymptotics.orders import OrderAnswer, decide_order


@dataclass(frozen=True, slots=True)
class TailAnswer:
    """Whether count * exp(-Omega(rate)) <= delta for all large constants in the chosen condition.

    Attributes:
        needed: log(count) + log(1/delta), the exponent to beat.
        rate: the exponent of a single tail.
        order: needed = O(rate) under the conditions.
        amplified: the least power to which a proof leaf uses the chosen condition: with a constant K in it
            the rate beats what is needed by a factor K^amplified.
    """

    needed: Quantity
    rate: Quantity
    order: OrderAnswer
    amplified: Fraction

    @property
    def follows(self) -> bool:
        """Whether a large enough constant in the condition makes the union of the events rarer than delta."""
        return self.order.follows and self.amplified > 0

    def __bool__(self) -> bool:
        return self.follows


def decide_tail(needed: str, rate: str, width: str, given: Sequence[str] = ()) -> TailAnswer:
    """Decide ``exp(needed) * exp(-Omega(rate)) <= 1`` for ``width`` with a large enough constant.

    Args:
        needed: log of the number of events plus log of one over the allowed probability, such as
            ``"d + log(n) + log(D)"`` for 2^d n events and D = 1/delta.
        rate: the exponent of a single event, such as ``"m**(1/3)/T**2"``.
        width: the condition whose constant may be chosen, such as ``"m >= T**6*d**3"``.
        given: further conditions, whose constants are as they are.
    """
    chosen = parse_conditions([width])
    others: list[Condition] = list(parse_conditions(given))
    order = decide_order(needed, rate, [*chosen, *others])
    powers = _amplification(order, chosen)
    return TailAnswer(parse_quantity(needed), parse_quantity(rate), order, powers)


def _amplification(order: OrderAnswer, chosen: Sequence[Condition]) -> Fraction:
    if order.certificate is None:
        return Fraction(0)
    leaves = [order.certificate.powers_of_condition(condition) for condition in chosen]
    return min((sum(column, Fraction(0)) for column in zip(*leaves, strict=True)), default=Fraction(0))
