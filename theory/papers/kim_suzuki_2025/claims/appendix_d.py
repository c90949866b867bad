"""Appendix D: experimental details."""

from theory.ledger import Claim, Clause, Severity, Verdict

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
        consequence=r"It has $c = [[c: 4]]$ and the largest slope $[[steepest: 4]]$, so $g = [[g: 5/2]]$ in lemma 6.",
        refutation="A condition that it does not meet.",
        uses=("remark-2-link",),
    ),
    Claim(
        id="remark-d-filter",
        where="appendix D, the self-consistency model; section 4, the four models",
        statement=r"A filter that tests whether a softmax score exceeds $[[score: 0.4]]$ is equivalent to the filter of section 3.3.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        counterexample=(
            Clause(
                r"For a threshold $[[low: eps0 <= 1]]$ and a tree of at least $[[deep: 3]]$ levels the two filters differ at zero weights, for all augmented strings: for $[[many: d >= 3]]$ no score exceeds $[[largest: 0.4]]$, so the filter by scores sets every level from $[[from: 2]]$ on to zero. The filter of section 3.3 does not set both levels, $[[both: [2, 3]]]$, to zero, because tokens of zero differ from $[[minus: -1]]$ by $[[zero: 1]]$.",
                name="low",
            ),
            Clause(
                r"For $[[high: eps0 > 1]]$ they differ at a node with the score $[[one: 0.5]]$ for one bit, if the other scores are spread over bits whose values nearly cancel. The input of this node is nearly $[[one]]$ or its negative, and its output differs from $[[untrained: -1]]$ by $[[difference: 1]]$. It passes the filter by scores, but not the filter of section 3.3.",
                name="high",
            ),
        ),
        correction=r"Let every bit be positive in some augmented string, and let the mean $\bar u$ of the bits of every string satisfy $[[balanced: abs(mean) <= 1/2]]$. Then at zero weights and for $[[many: d >= 3]]$ the filter by scores sets the same levels to zero as the filter of section 3.3 with a threshold $[[range: 1 < eps0 <= 2]]$.",
        consequence=r"The experiments do not use the filter of theorem 7. Section 4 says that the self-consistency model uses augmented data, but a filter by scores does not read them.",
        refutation="Weights and a threshold for which the two filters always agree.",
        notation={"mean": r"\bar u"},
        uses=("remark-c-filter#correction", "remark-d-link"),
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
        statement=r"At $d = [[d: 64]]$ the basic chain of thought solves $k = [[small: 8]]$ and not $k = [[large: [16, 32] ]]$. The models with teacher forcing and with the filter solve all three.",
        verdict=Verdict.OPEN,
        refutation="A reproduction with another outcome.",
    ),
)
