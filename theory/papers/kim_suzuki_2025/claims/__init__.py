"""The claims of the paper in reading order, one module a section. Data, no logic."""

from dataclasses import replace

from theory.ledger import Claim
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

CLAIMS: tuple[Claim, ...] = tuple(
    replace(claim, notation={**NOTATION, **claim.notation})
    for section in (section_2, section_3, section_4, appendix_a, appendix_b, appendix_c, appendix_d)
    for claim in section.CLAIMS
)

__all__ = ["CLAIMS"]
