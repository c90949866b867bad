"""Claims of section 2: explicit weights W* that fit all outputs on all sequences."""

from theory.ledger import Claim

CLAIMS: tuple[Claim, ...] = ()
