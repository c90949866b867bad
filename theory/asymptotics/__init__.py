"""Order relations between products of powers and logs: decided, certified, independently checked."""

from theory.asymptotics.breakpoints import Breakpoint
from theory.asymptotics.certificates import Certificate
from theory.asymptotics.expressions import Condition, Disjunction, Quantity
from theory.asymptotics.growth import breaks_along, growth_along
from theory.asymptotics.least import LeastBound, least_bound
from theory.asymptotics.monomials import Monomial
from theory.asymptotics.orders import OrderAnswer, Undecided, decide_order
from theory.asymptotics.rays import Ray
from theory.asymptotics.reading import parse_conditions, parse_quantity
from theory.asymptotics.refutations import Refutation
from theory.asymptotics.relations import decide_relation
from theory.asymptotics.tails import TailAnswer, decide_tail
from theory.asymptotics.vocabulary import Definition

__all__ = [
    "Breakpoint",
    "Certificate",
    "Condition",
    "Definition",
    "Disjunction",
    "LeastBound",
    "Monomial",
    "OrderAnswer",
    "Quantity",
    "Ray",
    "Refutation",
    "TailAnswer",
    "Undecided",
    "breaks_along",
    "decide_order",
    "decide_relation",
    "decide_tail",
    "growth_along",
    "least_bound",
    "parse_conditions",
    "parse_quantity",
]
