"""Appendix D: experimental details."""

from theory.ledger import Claim, Clause, Verdict

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="remark-d-link",
        where="appendix D, the link function",
        statement=(
            Clause(
                r"The link is $[[left: -4*t**2 - 8*t - 3]]$ on the left, $[[middle: 4*t**2 - 1]]$ in the middle and $[[right: -4*t**2 + 8*t - 3]]$ on the right, with the knots $[[knots: [-1/2, 1/2] ]]$.",
                name="pieces",
            ),
            Clause(
                r"It meets the conditions of section 2.2.",
                name="conditions",
            ),
        ),
        verdict=Verdict.HOLDS,
        consequence=r"It has $c = [[c: 4]]$ and the largest slope $[[steepest: 4]]$, so that lemma 6 has $g = [[g: 5/2]]$.",
        refutation="A condition that it does not meet.",
        uses=("remark-2-link",),
    ),
    Claim(
        id="remark-d-levels",
        where="appendix D, after figure 5",
        statement=r"The parities of $[[k: [8, 16, 32] ]]$ bits have $[[levels: [2, 3, 4] ]]$ intermediate levels.",
        verdict=Verdict.HOLDS,
        refutation="Another number of levels between the bits and the root.",
        uses=("remark-2-tree",),
    ),
    Claim(
        id="figure-5",
        where="appendix D, figure 5",
        statement=r"At $d = [[d: 64]]$ the basic chain of thought solves $k = [[small: 8]]$ and not $k = [[large: [16, 32] ]]$; teacher forcing and the filter solve all three.",
        verdict=Verdict.OPEN,
        refutation="A reproduction with another outcome.",
    ),
)
