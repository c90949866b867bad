"""Claims of this part of the paper."""

from theory.ledger import Claim

CLAIMS: tuple[Claim, ...] = ()
