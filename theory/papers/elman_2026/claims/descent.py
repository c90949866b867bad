"""Claims of section 5: stochastic gradient descent."""

from theory.ledger import Claim

CLAIMS: tuple[Claim, ...] = ()
