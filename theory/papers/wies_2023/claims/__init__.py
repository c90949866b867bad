"""The claims of the paper in reading order, one module a section. Data, no logic."""

from theory.ledger import Claim
from theory.ledger.paper import claims_in_order
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

CLAIMS: tuple[Claim, ...] = claims_in_order(
    (
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
    ),
    NOTATION,
)

__all__ = ["CLAIMS"]
