"""Section 7: discussion."""

from theory.ledger import Claim, Severity, Verdict

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="remark-7-exponential-gap",
        where="section 7, first paragraph",
        statement=r"An exponential gap between learning with and without intermediate supervision is shown for a broad family of functions.",
        verdict=Verdict.CITED,
        reading=r"The gap is exponential for parity under approximate full-batch gradient descent (corollary 1). For functions in $\mathbf P$ corollary 2 states a gap between polynomial and *not polynomial*, that is super-polynomial, under an assumption.",
        source="Shalev-Shwartz et al. (2017); Goldreich et al. (1986)",
        refutation="An algorithm of polynomially many queries to the oracle that learns most parities.",
        uses=("corollary-1", "corollary-2"),
    ),
    Claim(
        id="remark-7-simultaneous-learning",
        where="section 7, first paragraph",
        statement="Even a simple sequence-to-sequence architecture can be expected to learn all intermediate labels and the answer at once, by maximising their joint likelihood.",
        verdict=Verdict.CITED,
        reading="The loss of eq 4 with its normaliser corrected is the mean of the negative log-likelihoods (figure 1). Theorem 2 as corrected is about this loss.",
        source="Wang et al. (2021), theorem 2, through theorem 3 of this paper",
        refutation="A proof that the joint loss prevents algorithm 1 from learning sub-tasks that it learns separately.",
        uses=("theorem-2#correction", "eq-4#correction", "figure-1"),
    ),
    Claim(
        id="remark-7-number-of-sub-tasks",
        where="section 7, limitations",
        statement=r"For bit-subset parity, supervision of $[[order: O(d)]]$ sub-tasks is used.",
        verdict=Verdict.HOLDS,
        consequence=r"There are $[[intermediate: d/2 - 2]]$ intermediate labels, or $[[labels: d/2 - 1]]$ labels with the answer.",
        refutation="A size whose tree has more labels than a constant times $d$.",
        uses=("eq-13",),
    ),
    Claim(
        id="remark-7-which-tasks",
        where="section 7, limitations",
        statement="Abbe et al. (2022) addressed exactly the question which tasks end-to-end methods solve and which require decomposition, for networks of one hidden layer in the mean-field regime.",
        verdict=Verdict.CITED,
        reading="Their question is which functions of few bits SGD learns end to end with a number of samples linear in the dimension. It characterises what is learned without intermediate labels. Decomposition "
        "or intermediate supervision does not occur in it. *Exactly* is true of the first half of the question only.",
        source="Abbe et al. (2022), abstract",
        refutation="A result of that paper on learning with intermediate labels.",
    ),
    Claim(
        id="remark-7-complete-proof",
        where="section 7, reproducibility statement",
        statement="A complete proof of all theoretical claims was included in the appendix.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        cause="theorem-3",
        counterexample=r"Theorem 2, theorem 3 and lemma 6 are false as printed, so no proof of them is complete. Theorem 1 has no proof of its own. Eq 21, the last line of the proof of lemma 2, prints a polynomial whose values at the nodes are $[[printed: [1, -1/4, 3]]]$ while the lemma needs "
        r"$[[needed: [1, -1, 1]]]$, so the printed proof does not prove the lemma. Theorem 2 and corollaries 1 and 2 rest on theorems of other papers.",
        correction=r"For lemma 2 only, the corrected eq 21, whose values are $[[values: [1, -1, 1]]]$, completes the proof.",
        consequence="The other claims of this ledger say what is proved in full, what rests on other papers and what fails.",
        refutation="A reading of eq 21 in which it satisfies eq 17.",
        uses=("eq-21", "theorem-2", "theorem-3", "lemma-6"),
    ),
)
