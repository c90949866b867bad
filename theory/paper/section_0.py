"""Abstract, introduction and related work (sections 1 and 2)."""

from theory.ledger import Claim

CLAIMS: tuple[Claim, ...] = ()
