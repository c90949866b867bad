"""Claims of section 3: the kernel at finite width with one W."""

from theory.ledger import Claim

CLAIMS: tuple[Claim, ...] = ()
