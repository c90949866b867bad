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
                r"Let each label $y_t$ be a sign that is a function of the tokens read, let $\alpha_t$ be the function of them with the Walsh coefficients $[[alpha: yhat/jhat]]$, the hats those of $y_t$ and of $\mathbf J_1$ at output $t$, and $V = [[V: Sum(Ez(alpha[t]*psi[t]), t, d, T)/m]]$, $z$ uniform, $\psi_t$ as in lemma-start-marker. "
                r"In the limit the inner product of $V$ with the gradient of $f_t$ at $z$ is $[[fitted: y]]$ for every output $t$ and every sequence $z$ at once, and $m$ times the square of its norm is $[[term: total(2*yhat**2/jhat)]]$.",
                name="limit",
            ),
            Clause(
                r"Let $\mu$ be the least coefficient of $\mathbf J_1$ in use. The mean of $|\alpha_t|$ is at most $[[spent: 1/mu]]$ for each of the $k$ outputs, and the limit of $m$ times the square at most $[[length: 2*k/mu]]$, with equality in both where all coefficients in use are equal.",
                name="sizes",
            ),
            Clause(
                r"If in a net all inner products of gradients of runs, divided by $m$, are within $\varepsilon$ of their limits, then those of $V$ with gradients are within $[[error: 2*eps*k/mu]]$ of the labels, and $m$ times the square of its norm is at most $[[finite: 2*k/mu + 4*eps*(k/mu)**2]]$. For $[[enough: eps <= mu/(16*k)]]$ these are at most $[[eighth: 1/8]]$ and $[[short: 9/4*k/mu]]$.",
                name="width",
            ),
            Clause(
                r"Nets of width $[[widths: [512, 1024, 2048, 4096, 8192, 16384]]]$, two gates at outputs $[[outputs: [3, 4]]]$, $T = [[T: 4]]$, all sequences: the largest error of a label falls from $[[first: 1.91]]$ to $[[last: 0.39]]$ (means over $[[nets: 3]]$ nets a width), and $m$ times the square is $[[found: 215]]$ at the largest width, against the limit $[[limit: 218.9]]$.",
                name="nets",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"All that a finite width has to pay for is $\varepsilon$ times $k/\mu$: neither the number of samples nor the least eigenvalue of a kernel matrix enters. $V$ is one matrix for all sequences, whatever the distribution of the input is. The first clause is an identity of the limit, proved on the page; checked for all sequences of up to five tokens and random labels.",
        uses=("lemma-start-marker", "lemma-coefficients", "remark-written-proofs"),
        refutation="Labels and a net in which the inner products with V are further from the labels than the pairings are from their limits, times that factor.",
        notation=_NOTATION,
    ),
)
