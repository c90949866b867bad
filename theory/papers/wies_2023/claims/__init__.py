"""The claims of the paper in reading order, one module a section. Data, no logic."""

from dataclasses import replace

from theory.ledger import Claim
from theory.papers.wies_2023.claims import (
    appendix_a,
    appendix_b,
    appendix_c,
    appendix_d,
    appendix_e,
    appendix_f,
    appendix_g,
    section_0,
    section_3,
    section_4,
    section_5,
    section_6,
    section_7,
)
from theory.papers.wies_2023.claims.notation import NOTATION

CLAIMS: tuple[Claim, ...] = tuple(
    replace(claim, notation={**NOTATION, **claim.notation})
    for section in (
        section_0,
        section_3,
        section_4,
        section_5,
        section_6,
        section_7,
        appendix_a,
        appendix_b,
        appendix_c,
        appendix_d,
        appendix_e,
        appendix_f,
        appendix_g,
    )
    for claim in section.CLAIMS
)

__all__ = ["CLAIMS"]
