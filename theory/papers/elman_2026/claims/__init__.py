"""The claims of the paper in reading order, one module a section. Data, no logic."""

from theory.ledger import Claim
from theory.ledger.paper import claims_in_order
from theory.papers.elman_2026.claims import descent, finite_width, fit, kernel, stability, theorem
from theory.papers.elman_2026.claims.notation import NOTATION

CLAIMS: tuple[Claim, ...] = claims_in_order(
    (theorem, kernel, fit, finite_width, stability, descent), NOTATION
)

__all__ = ["CLAIMS"]
