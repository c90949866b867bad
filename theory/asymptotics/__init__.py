"""Order relations between products of powers and logs: decided, certified, independently checked."""

from theory.asymptotics.certificates import Certificate
from theory.asymptotics.expressions import Condition, Quantity, parse_conditions, parse_quantity
from theory.asymptotics.monomials import Monomial
from theory.asymptotics.numbers import Breakpoint
from theory.asymptotics.orders import OrderAnswer, Undecided, decide_order
from theory.asymptotics.rays import Ray

__all__ = [
    "Breakpoint",
    "Certificate",
    "Condition",
    "Monomial",
    "OrderAnswer",
    "Quantity",
    "Ray",
    "Undecided",
    "decide_order",
    "parse_conditions",
    "parse_quantity",
]
