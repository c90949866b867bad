"""Claims of section 1: the kernel of the infinite-width limit, the START marker, coefficients, the joint bound."""

from theory.ledger import Claim

CLAIMS: tuple[Claim, ...] = ()
