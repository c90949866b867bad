"""Claims of section 2: explicit weights W* that fit all outputs on all sequences."""

from theory.ledger import Claim, Clause, Verdict

_NOTATION = {
    "yhat": r"\hat y",
    "jhat": r"\hat\jmath",
    "mu": r"\mu",
    "eps": r"\varepsilon",
    "y": "y_t",
    "total": r"\sum_t\sum_S #1",
    "Ez": r"E_z #1",
}

CLAIMS: tuple[Claim, ...] = (
    Claim(
        "lemma-fit",
        "section 2, weights that fit",
        (
            Clause(
                r"Let each label $y_t$ be plus or minus one, as a function of the tokens read, and let $\hat y$ and $\hat\jmath$ be the Walsh coefficients of $y_t$ and of $\mathbf J_1$ at output $t$. Let $\alpha_t$ be the function of the same tokens with the Walsh coefficients $[[alpha: yhat/jhat]]$. Let $V = [[V: Sum(Ez(alpha[t]*psi[t]), t, d, T)/m]]$, where $z$ is uniform and $\psi_t$ is that of lemma-start-marker. "
                r"In the limit the inner product of $V$ with the gradient of $f_t$ at $z$ is $[[fitted: y]]$ for every output $t$ and every sequence $z$ at once, and $m$ times the squared norm of $V$ is $[[term: total(2*yhat**2/jhat)]]$.",
                name="limit",
            ),
            Clause(
                r"Let $\mu$ be the least of the coefficients $\hat\jmath$ that occur in these formulas. The mean of $|\alpha_t|$ is at most $[[spent: 1/mu]]$ for each of the $k$ outputs, and the limit of $m$ times the squared norm is at most $[[length: 2*k/mu]]$. Both are equalities if all these coefficients are equal.",
                name="sizes",
            ),
            Clause(
                r"Suppose that in a net all inner products of gradients of runs, divided by $m$, are within $\varepsilon$ of their limits. Then the inner products of $V$ with gradients are within $[[error: 2*eps*k/mu]]$ of the labels, and $m$ times the squared norm of $V$ is at most $[[finite: 2*k/mu + 4*eps*(k/mu)**2]]$. For $[[enough: eps <= mu/(16*k)]]$ these two bounds are at most $[[eighth: 1/8]]$ and $[[short: 9/4*k/mu]]$.",
                name="width",
            ),
            Clause(
                r"In nets of width $[[widths: [512, 1024, 2048, 4096, 8192, 16384]]]$, with two gates at the outputs $[[outputs: [3, 4]]]$, $T = [[T: 4]]$ and all sequences, the largest error of a label decreases from $[[first: 1.91]]$ to $[[last: 0.39]]$ (means over $[[nets: 3]]$ nets for each width). At the largest width $m$ times the squared norm is $[[found: 215]]$, while the limit is $[[limit: 218.9]]$.",
                name="nets",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"A finite width needs only that $\varepsilon$ times $k/\mu$ is small: neither the number of samples nor the least eigenvalue of a kernel matrix occurs. $V$ is one matrix for all sequences and does not depend on the distribution of the input. The first sentences are an identity of the limit, which the page proves; it is checked for all sequences of 2, 3 and 5 tokens and random labels.",
        uses=("lemma-start-marker", "lemma-coefficients", "remark-written-proofs"),
        refutation="Labels and a net in which the inner products with V are further from the labels than the bound allows for the distance of its kernel from the limit.",
        notation=_NOTATION,
    ),
)
