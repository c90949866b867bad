"""Claims of sections 0 and 6: the theorem and the arithmetic of its orders."""

from theory.ledger import Claim

CLAIMS: tuple[Claim, ...] = ()
