"""Section 7: discussion."""

from theory.ledger import Claim, Verdict

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="remark-7-exponential-gap",
        where="section 7, first paragraph",
        statement=r"An exponential gap between learning with and without intermediate supervision is shown for a broad family of functions.",
        verdict=Verdict.CITED,
        reading=r"Exponential for parity under approximate full-batch gradient descent (corollary 1). For functions in $\mathbf P$ corollary 2 has polynomial against *not polynomial*: super-polynomial, under an assumption.",
        source="Shalev-Shwartz et al. (2017); Goldreich et al. (1986)",
        uses=("corollary-1", "corollary-2"),
    ),
    Claim(
        id="remark-7-number-of-sub-tasks",
        where="section 7, limitations",
        statement=r"For bit-subset parity, supervision of $O(d)$ sub-tasks is used.",
        verdict=Verdict.HOLDS,
        consequence=r"$d/2 - 2$ intermediate labels, $d/2 - 1$ with the answer.",
        uses=("eq-13",),
    ),
)
