"""The claims of the paper in reading order, one module a section. Data, no logic."""

from theory.ledger import Claim
from theory.ledger.paper import claims_in_order
from theory.papers.kim_suzuki_2025.claims import (
    appendix_a,
    appendix_b,
    appendix_c,
    appendix_d,
    section_2,
    section_3,
    section_4,
)
from theory.papers.kim_suzuki_2025.claims.notation import NOTATION

CLAIMS: tuple[Claim, ...] = claims_in_order(
    (section_2, section_3, section_4, appendix_a, appendix_b, appendix_c, appendix_d), NOTATION
)

__all__ = ["CLAIMS"]
