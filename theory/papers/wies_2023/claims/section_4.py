"""Section 4: from teacher-forced sub-tasks to sequences (lemma 1, eq 5-7, theorem 2)."""

from theory.ledger import Claim, Verdict

_READING_OF_LEMMA_1 = (
    r"For $t > d$ tokens are $z_t^{\mathrm{train}} = (1 + y_{t-1})/2$ and $z_t^{\mathrm{test}} = (1 + \operatorname{sign} f_{t-1})/2$, as in eq 15. A score of 0 is "
    r"given one sign, the same in the loss as in the token, or it counts as an error. As typed, $z_t^{\mathrm{test}}$ is a real number and $\mathbf e_z$ undefined; "
    r"with $\mathbf e_z = (1-z, z)$ there are nets without any teacher-forced error whose answer is always wrong. The same holds if only $y f < 0$ is an error: "
    r"one unit, $W = -1$, $A = (0, 1)$, $B = -1$, $M_0 = 1$ and labels $(-1, +1)$."
)
_NO_MARGIN = (
    r"$\operatorname{sign}(c\psi) = \operatorname{sign}\psi$ for $c > 0$ while $\phi$ shrinks by $c^2$, so every function of $N$ bits has $\phi$ as small as one likes. "
    r"Take $d = N = 10$, $T = 11$, the answer an arbitrary function of $\mathbf x$, $\epsilon = \delta = \frac1{10}$: $n = 531$ exceeds $(\log(1/\delta)/\epsilon)^2$, so eq 7 would bound the expected error "
    r"by $\epsilon + \delta = \frac15$; but for a uniformly random function no learner gets below $\frac12(1 - \frac{531}{1024}) > 0.24$. Constants and powers of the logarithms of $T$, $N$, $\deg$, $1/\epsilon$ and $\log(1/\delta)$ "
    r"in $\tilde O$ only move it to a larger $d$."
)
_THEOREM_2_CORRECTED = (
    r"Let $\phi$ be taken over representations with margin 1, $|\psi_t| \ge 1$ on the inputs, and the samples be fresh. Wherever eq 23 holds with right side $r/\sqrt n$, lemma 1 gives eq 7 for $n \ge ((T-d)\,r/\epsilon)^2$: the printed $n$ lacks "
    r"the factor $(T-d)^2$. With $B_i \sim N(0,1)$, *if* the sub-tasks meet the bound of lemma 6, and with lemmas 7 and 8 as cited, $n \ge \tilde O\big((T(T^4\phi + \log(1/\delta))/\epsilon)^2\big)$ and $m/\log^6 m \ge K n^3 T^{14}$ are enough. "
    r"That *if* is not idle: at algorithm 1's initialisation lemma 6 fails for sub-tasks that read tokens far back, as the leaves of the parity tree do (see lemma-6, with the change of $M_0$ that mends it)."
)

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="lemma-1",
        where="section 4; proof in appendix A",
        statement=r"For every $W$ the zero-one loss of the answer at test time, when the model reads its own predictions, is at most the sum over the locations $t = d, \dots, T$ of its teacher-forced zero-one losses (eq 5).",
        verdict=Verdict.HOLDS_AS_READ,
        reading=_READING_OF_LEMMA_1,
        consequence=r"It holds for every causal predictor, every labels and every distribution of $\mathbf x$, and is an equality exactly if almost every $\mathbf x$ meets no teacher-forced error, or a single one and then a wrong answer.",
        uses=("eq-5", "eq-12"),
    ),
    Claim(
        id="eq-5",
        where="section 4, lemma 1",
        statement=r"$\mathbb E_{\mathbf x}[l_{0-1}(y, f_T(\mathbf z^{\mathrm{test}}))] \le \mathbb E_{\mathbf x}[\sum_{t=d}^T l_{0-1}(y_t, f_t(\mathbf z^{\mathrm{train}}))]$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=_READING_OF_LEMMA_1,
        uses=("eq-1", "eq-2", "eq-15", "remark-b-causality", "remark-a-same-tokens"),
    ),
    Claim(
        id="remark-4-error-factor",
        where="section 4, after lemma 1",
        statement=r"Without the true sub-task results the error can increase by a factor of $T - d$, by the union bound; which is modest as long as $T$ is polynomial in $d$.",
        verdict=Verdict.FAILS,
        counterexample=r"At $T = d$ ($d = 4$ with the tree) the factor would be 0. At $d = 8$ a predictor that errs on one input of its own at each of the 3 locations has error $\frac1{256}$ at each location and $\frac3{256} > (T-d)\frac1{256}$ running free. "
        r"A net of width 3 with $d = 1$, $T = 2$ has $\frac12$, $\frac12$ and $1$.",
        correction=r"$T - d + 1$, the number of locations, relative to the error of a location; no predictor exceeds it, and for every parity tree some predictor attains it.",
        consequence=r"Relative to eq 4's and eq 23's sum over $T - d$ the factor is $T - d$ indeed: the two slips cancel. It stays polynomial. Relative to the teacher-forced error of the answer alone there is no factor at all: that can be 0 and the free-running error 1.",
        uses=("lemma-1",),
    ),
    Claim(
        id="remark-4-lemma-1-suffices",
        where="section 4, after lemma 1",
        statement="By lemma 1 it is enough that algorithm 1 learns and generalises on the true sub-task results.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"Quantitatively: the teacher-forced errors must sum to less than $\epsilon$, so their mean must be below $\epsilon/(T-d+1)$.",
        uses=("lemma-1",),
    ),
    Claim(
        id="eq-6",
        where="section 4",
        statement=r"The class: for $d \le t \le T$, $y_t$ is the sign of $\psi_t(\langle \mathbf w^{(t)}/\|\mathbf w^{(t)}\|, (\mathbf e_{z_{j_1}}; \dots; \mathbf e_{z_{j_N}})\rangle)$ with a polynomial $\psi_t$ and at most $N < T$ locations $j_1, \dots, j_N \le t$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"$\mathbf w^{(t)} \ne 0$; the locations $j$ depend on $t$; and $\psi_t \ne 0$ on every input that occurs, for $\operatorname{sign} 0$ is no label.",
        consequence=r"Every function of $N$ bits is in the class, with margin 1 if one wishes: it is the size of $\phi$ that says something, and only with a margin.",
        uses=("remark-3-next-token",),
    ),
    Claim(
        id="remark-4-phi-growth",
        where="section 4, after eq 6",
        statement=r"$\phi(T, \psi, N)$ is polynomial in $T$ and in $\max_{t,i}|a_{t,i}|$, exponential in $\max_t \deg\psi_t$ and in $N$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"In each of them, the others fixed: a monomial in $T$ of degree $16 + 3N + \deg$, the square of the coefficient, $T^{\deg}\deg^{3N}$ in the degree ($T \ge 2$), and a power of $T^3C^2\deg^3$ in $N$, which grows if that is above 1 (for every $C \ge 1$; the paper says $C > 0$). "
        r"Not jointly: with $N$ a fraction of $T$ the exponent of $T$ grows without bound.",
        uses=("eq-10",),
    ),
    Claim(
        id="remark-4-footnote-2",
        where="section 4, before theorem 2; footnote 2",
        statement=r"Wang et al. prove that algorithm 1 learns binary targets of low complexity $\phi$ with recurrent nets; where their target is a sequence, the sequence is part of the task.",
        verdict=Verdict.CITED,
        reading=r"What is used is the version for sequences (theorem 3 sums over $t = d, \dots, T$), not the one for the final answer that the text names.",
        source="Wang et al. (2021), theorem 2 with remark H.1 of their supplement",
    ),
    Claim(
        id="remark-4-phi-complexity-of-function",
        where="section 4, after eq 6",
        statement=r"$\phi(T,\psi,N)$ (eq 10) measures the complexity of the functions in the class of eq 6.",
        verdict=Verdict.FAILS,
        counterexample=r"$\mathrm{sign}(c\psi) = \mathrm{sign}(\psi)$ for $c > 0$, but $\phi(T, c\psi, N) = c^2\,\phi(T,\psi,N)$: parity of two bits, on "
        r"the nodes $-1, 0, 0, 1$ by $2u^2-1$ and by a thousandth of it, has two values of $\phi$ that differ by $10^6$, and the infimum "
        r"over the representations of any function is $0$. Even with values $\pm1$ the degree is not the function's: AND has one of degree 3 by lemma 3 and one of degree 1.",
        correction=r"$\phi$ is a complexity of the *representation* $(\mathbf w^{(t)}, \psi_t)_t$. Of a function $h$ let $\phi(T, h, N)$ be the infimum of eq 10 over the "
        r"representations with margin one, $y_t\,\psi_t(\cdot) \ge 1$ on every input (as lemmas 2 and 3 have it, with equality), a degree of 0 counting as 1 in $\max\deg^{3N}$. "
        r"It is positive: $|\langle\mathbf w,\mathbf e\rangle| \le \sqrt N$, so $\max_i|a_i| \ge 1/\sum_{i\le k} N^{i/2}$ in degree $k$, and $\phi(T,h,N) \ge \tfrac14 C^{2N}\,T^{16+3N}$ for $T \ge N$. "
        r"The least degree over all $\mathbf w$ and all gates of $N$ inputs is at most $1, 2, 3, 5$ for $N = 1, 2, 3, 4$ (192 gates of 4 inputs need 5), where lemma 3 takes $2^N - 1$: the exponent of $T$ falls by $0, 1, 4, 10$.",
        consequence=r"Read with the infimum over unnormalised representations, theorem 2 would learn every class from $(\log(1/\delta)/\epsilon)^2$ samples whatever $T$: "
        r"absurd. With margin one, which lemmas 2 and 3 supply, nothing downstream changes except that smaller representations than theirs may be taken.",
        uses=("eq-6", "eq-10"),
    ),
    Claim(
        id="theorem-2",
        where="section 4",
        statement=r"Let algorithm 1 run for $n > \tilde O\big(((\phi(T,\psi,N) + \log(1/\delta))/\epsilon)^2\big)$ steps with $\eta = 1/(m\sqrt n)$. There is $m^* = \mathrm{poly}(n, \delta^{-1}, T)$ such that for $m > m^*$ and each $h$ in the class of eq 6, eq 7 holds with probability at least $1-\delta$.",
        verdict=Verdict.FAILS,
        reading=r"$n > \tilde O(X)$: some number of order $X$ up to powers of the logarithms of $X$, $T$, $N$, $\deg$ is enough (not of $|\log|a||$ for its own sake, which scaling would drive up). With a *fixed finite* data set $\mathcal D$ it fails whatever $n$ is: two targets that agree on $\mathcal D$ give the same run.",
        counterexample=_NO_MARGIN
        + r" Independently of that, with $B_i \sim N(0, \frac1m)$ as printed wide nets do not move (theorem-3).",
        correction=_THEOREM_2_CORRECTED,
        consequence=r"Where lemma 6's bound holds polynomial survives: for constant $N$ and degree and coefficients with margin 1, a power of $T$ more or less; lemmas 2 and 3 provide such representations. For parity and for circuits at large that takes the larger $M_0$ of lemma-6.",
        source="Wang et al. (2021), theorem 2 with remark H.1 of their supplement",
        uses=("lemma-1", "theorem-3", "eq-6", "eq-10", "remark-4-phi-complexity-of-function", "algorithm-1"),
    ),
    Claim(
        id="eq-7",
        where="section 4, theorem 2",
        statement=r"$\frac1n\sum_{i=1}^n \mathbb E_{\mathbf x}[l_{0-1}(y, f_T^{\mathrm{RNN},W^{(i)}}(\mathbf z^{\mathrm{test}}))] < \epsilon$ under the conditions of theorem 2.",
        verdict=Verdict.FAILS,
        reading=r"$\mathbf z^{\mathrm{test}}$ depends on $i$; the expectation is over a fresh $\mathbf x$.",
        counterexample=_NO_MARGIN,
        correction=_THEOREM_2_CORRECTED,
        uses=("theorem-3", "lemma-1", "eq-6", "eq-10", "algorithm-1"),
    ),
    Claim(
        id="remark-4-average-of-iterates",
        where="section 4, eq 7 and the line below it",
        statement=r"Eq 7 bounds the loss averaged over the iterates $W^{(1)}, \dots, W^{(n)}$, which is called that algorithm 1 learns and generalises.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"An iterate drawn at random has expected loss below $\epsilon$, and more than half of the iterates have loss below $2\epsilon$. The last one is not bounded: losses $0, \dots, 0, 1$.",
        consequence=r"Sample $i$ is independent of $W^{(i-1)}$, not of $W^{(i)}$, so a martingale argument bounds the average over $W^{(0)}, \dots, W^{(n-1)}$; the two averages differ by at most $1/n$.",
        uses=("algorithm-1",),
    ),
    Claim(
        id="remark-4-polynomial",
        where="section 4, first paragraph",
        statement="For the class of eq 6 teacher forcing with algorithm 1 generalises with polynomially many samples and updates.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"Theorem 2's bound, for constant $N$, degree, coefficients and margin: degree $2(16+3N+\deg)$ in $T$. For the whole class, $N$ up to $T - 1$, it is not polynomial.",
        consequence=r"It is the *bound* that is polynomial. Whether the bound is true is the question of theorem-2, and of lemma-6: at algorithm 1's initialisation it is not for sub-tasks that read far tokens.",
        uses=("theorem-2", "remark-4-phi-growth"),
    ),
    Claim(
        id="remark-4-finite-precision",
        where="section 4, after theorem 2",
        statement="Appendices C and D extend theorem 2 to SGD and to gradient descent with finite precision.",
        verdict=Verdict.FAILS,
        counterexample=r"Exact gradients are an approximation with $\sigma = 0$, so theorem 2's counterexample is one for algorithm 2; and algorithm 3 too sees no more than its $n$ samples.",
        correction=r"Wherever eq 24 or eq 52 holds with right side $r/\sqrt n$, lemma 1 gives eq 7 for $n \ge ((T-d)\,r/\epsilon)^2$, with $\phi$ over representations with margin 1 and fresh samples.",
        consequence="Eq 24 and eq 52 are examined at lemmas 4 and 5.",
        uses=("lemma-1", "lemma-4", "lemma-5"),
    ),
)
