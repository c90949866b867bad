"""Claims of section 4: stability and linearisation around the start."""

from theory.ledger import Claim

CLAIMS: tuple[Claim, ...] = ()
