"""Section 2: the parity problem, the tree and the model."""

from theory.ledger import Claim, Clause, Severity, Verdict

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="theorem-1",
        where="section 2.1, theorem 1",
        statement=r"The target is uniform among the parities of $k$ of $d$ bits. There is an oracle of precision $[[precision: O(exp(-d/3))]]$ against which every iterative algorithm of polynomially many queries has a zero-one loss of at least $[[level: 1/2 - O(exp(-d))]]$ with probability at least $[[probability: 1 - O(exp(-d/3))]]$.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        cause="wies-2023/theorem-4",
        counterexample=(
            Clause(
                r"An algorithm that asks nothing returns the bent function $[[bent: (-1)**binomial(m, 2)]]$ or its negative, where $m$ is the number of bits that are negative. Its loss is $[[loss: (1 - 2**(-d/2))/2]]$ for every target, less than the printed bound for large $d$.",
                name="bent",
                domain=r"every even $d$ and every $k$",
            ),
            Clause(
                r"At $k = [[k: d]]$ there is $[[targets: 1]]$ target, and an algorithm that returns it has loss $[[none: 0]]$.",
                name="one-target",
            ),
        ),
        correction=r"Against an oracle of precision $\varepsilon$ that hides the target where it may, every algorithm of $T$ queries, whose gradients have root mean square at most $G$, returns a predictor with values $\pm[[sign: 1]]$ whose loss exceeds $[[loss: (1 - tau)/2]]$ with probability at least $[[probability: 1 - 4*T*G**2/(precision**2*P) - 1/(tau**2*P)]]$, where $|P| = [[P: binomial(d, k)]]$.",
        consequence=r"The statement is quoted from Wies et al. (2023), and its failure with it. The quotation adds that $k$ is any size: where $|P|$ is not exponential in $d$, nothing is hidden.",
        source="Wies, Levine & Shashua (2023), theorem 4, in its corrected form",
        refutation=r"An algorithm against which every oracle of that precision leaves the loss below the bound for more targets than allowed.",
        notation={"tau": r"\tau"},
        uses=("wies-2023/theorem-4#correction", "wies-2023/lemma-12#correction", "proposition-3#correction"),
    ),
    Claim(
        id="remark-2-footnote-3",
        where="section 2.1, footnote 3",
        statement=r"Theorem 1 is not true of every oracle of its precision, but of certain adversarial ones.",
        verdict=Verdict.HOLDS,
        consequence=r"The exact gradient is an oracle of any precision. For the model $f_w = \sum_p w_p\,p$ one query of it at $[[origin: 0]]$ tells every target: its entry is $[[own: -2]]$ for the target and $[[other: 0]]$ for every other parity.",
        refutation="A proof of theorem 1 against the exact gradient.",
        uses=("theorem-1#correction",),
    ),
    Claim(
        id="remark-2-tree",
        where="section 2.1, task decomposition",
        statement=(
            Clause(
                r"The tree of a parity of $k = [[k: 2**v]]$ bits has $[[nodes: 2*k - 1]]$ nodes, and those above the bits have the numbers $[[first: d + 1]]$ to $[[root: d + k - 1]]$.",
                name="size",
            ),
            Clause(
                r"The largest number in level $\ell$ is $[[last: d + Sum(2**(v - j), j, 1, l)]]$.",
                name="levels",
                domain=r"$[[levels: 0 <= l <= v]]$",
            ),
        ),
        verdict=Verdict.HOLDS,
        refutation="A tree of pairs, numbered level by level, with other numbers.",
    ),
    Claim(
        id="figure-1",
        where="section 2.1, figure 1",
        statement=r"With $d = [[d: 16]]$ and an $[[k: 8]]$-parity whose first two bits are $[[children: [1, 4] ]]$, node $[[node: 17]]$ is their product, its parent is $[[parent: 21]]$ and its level is $[[level: 1]]$.",
        verdict=Verdict.HOLDS,
        refutation="Another child, parent or level of that node.",
        uses=("remark-2-tree",),
    ),
    Claim(
        id="remark-2-link",
        where="section 2.2, feedforward layer",
        statement=r"A link function with $[[zero: phi(0) == -1]]$ and $[[ends: phi(1) == phi(-1) == 1]]$ turns sums into parities: $[[parity: phi((a + b)/2) == a*b]]$ for $a, b \in \{[[minus: -1]], [[plus: 1]]\}$.",
        verdict=Verdict.HOLDS,
        refutation=r"Such a function and two signs for which the two sides differ.",
    ),
    Claim(
        id="remark-2-curvature",
        where="section 2.2, feedforward layer",
        statement=r"A symmetric and sufficiently regular link function has the expansion $[[expansion: -1 + c*t**2]]$ up to a term of order $[[rest: t**4]]$.",
        verdict=Verdict.HOLDS,
        consequence=(
            Clause(
                r"The conditions of section 2.2 force $[[least: c >= 0]]$ and no more: $[[flat: -1 + 6*t**4 - 4*t**6]]$ meets all of them with $c = [[c: 0]]$. Theorems 5 and 7 need $c > 0$, which is not said.",
                name="flat",
            ),
        ),
        refutation="A symmetric analytic function with another expansion.",
    ),
    Claim(
        id="eq-1",
        where="section 2.2, eq 1",
        statement=r"With the matrices of section 2.2 the layer computes $[[mean: Sum(sigma(j)*x(j), j, 1, m - 1)]]$ with the scores $[[score: exp(w(j))/Sum(exp(w(alpha)), alpha, 1, m - 1)]]$: they depend on positions alone.",
        verdict=Verdict.HOLDS,
        refutation="Keys, queries and values of that form with another output.",
        notation={"sigma": r"\sigma_{#1}", "x": r"\boldsymbol x_{#1}", "w": "w_{#1,m}", "alpha": r"\alpha"},
    ),
    Claim(
        id="remark-2-cube",
        where="section 2.2, after eq 1",
        statement=r"Each $\hat{\boldsymbol z}_m$ and $\hat{\boldsymbol x}_m$ is contained in a cube of dimension $[[dimension: d]]$.",
        verdict=Verdict.FAILS,
        severity=Severity.COSMETIC,
        counterexample=r"A token has one entry a sample: with $n = [[n: 3]]$ samples it has $[[entries: 3]]$ entries, whatever the number of bits.",
        correction=r"The cube has the dimension $[[dimension: n]]$.",
        refutation="A token with another number of entries, or an entry outside of the interval.",
        uses=("eq-1",),
    ),
    Claim(
        id="remark-2-steps",
        where="section 2.2, chain of thought",
        statement=r"Applied to its own output, the layer changes nothing after at most $[[steps: k - 1]]$ applications.",
        verdict=Verdict.HOLDS,
        consequence=r"For weights in general position it takes that many, and $[[levels: log(k)/log(2)]]$ with the mask of figure 3.",
        refutation="Weights for which a later application changes a token.",
        uses=("eq-1",),
    ),
)
