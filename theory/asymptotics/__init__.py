"""Order relations between products of powers and logs: decided, certified, independently checked."""

from theory.asymptotics.certificates import Certificate
from theory.asymptotics.expressions import Condition, Quantity, parse_conditions, parse_quantity
from theory.asymptotics.least import LeastBound, least_bound
from theory.asymptotics.monomials import Monomial
from theory.asymptotics.numbers import Breakpoint
from theory.asymptotics.orders import OrderAnswer, Undecided, decide_order
from theory.asymptotics.rays import Ray
from theory.asymptotics.tails import TailAnswer, decide_tail

__all__ = [
    "Breakpoint",
    "Certificate",
    "Condition",
    "LeastBound",
    "Monomial",
    "OrderAnswer",
    "Quantity",
    "Ray",
    "TailAnswer",
    "Undecided",
    "decide_order",
    "decide_tail",
    "least_bound",
    "parse_conditions",
    "parse_quantity",
]
