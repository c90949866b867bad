"""Section 3: the sequence-to-sequence model, its loss, and algorithm 1."""

from theory.ledger import Claim, Verdict

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="remark-3-length",
        where="section 3, first and second paragraph",
        statement=r"The input is $\mathbf z = (\mathbf x; \mathcal S)$, of length $T = d + |\mathcal S|$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"$\mathcal S$ holds the intermediate labels without the answer $y$, as in eq 13. The labels $y_d, \dots, y_T$ are then $T - d + 1$ in number.",
        uses=("eq-13",),
    ),
    Claim(
        id="remark-3-next-token",
        where="section 3, first paragraph",
        statement=r"The outputs are the next inputs, $y_t = z_{t+1}$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"For $d \le t < T$, up to footnote 1. There is no $z_{T+1}$: $y_T$ is the answer $y$.",
        uses=("remark-3-length", "remark-3-footnote-1"),
    ),
    Claim(
        id="remark-3-footnote-1",
        where="section 3, footnote 1",
        statement=r"Tokens are in $\{0,1\}$ and labels in $\{-1,1\}$, so $y_t = z_{t+1}$ means $y_t = 2(z_{t+1} - \tfrac12)$.",
        verdict=Verdict.HOLDS,
        consequence=r"The inverse, $z_{t+1} = (1+y_t)/2$, is what eq 15 has and what eq 14 forgets.",
    ),
    Claim(
        id="eq-1",
        where="section 3",
        statement=r"$h_t(\mathbf z) = \mathrm{ReLU}(W h_{t-1}(\mathbf z) + A \mathbf e_{z_t})$ for $t \in [T]$.",
        verdict=Verdict.HOLDS,
        reading=r"The printed $h_{t-1}$ has lost its argument.",
        consequence=r"Well defined for tokens in $\{0,1\}$, with eq 3 as its start; $h_t$ depends on $z_1, \dots, z_t$ and on nothing later. For other tokens $\mathbf e_z$ does not exist, which matters in lemma 1.",
        uses=("eq-3",),
    ),
    Claim(
        id="eq-2",
        where="section 3",
        statement=r"$f_t^{\mathrm{RNN}}(\mathbf z) = B^T h_t(\mathbf z)$ for $t \in [T]$, a real score.",
        verdict=Verdict.HOLDS,
        consequence=r"A score is not a label: wherever the text compares $f_t$ with $y_t$ or feeds it back, its sign is meant.",
        uses=("eq-1",),
    ),
    Claim(
        id="eq-3",
        where="section 3",
        statement=r"$h_0(\mathbf z) = \mathrm{ReLU}(M_0)$.",
        verdict=Verdict.HOLDS,
        consequence=r"The same for every $\mathbf z$; $\mathbb E\|h_0\|^2 = 1$ for entries of variance $2/m$.",
    ),
    Claim(
        id="remark-3-cross-entropy",
        where="section 3, before eq 4",
        statement=r"$\log(1 + e^{-y s})$ is the binary cross-entropy of the label $y$ under the probability $\sigma(s)$ of $+1$.",
        verdict=Verdict.HOLDS,
    ),
    Claim(
        id="remark-3-loss-locations",
        where="section 3, before eq 4",
        statement=r"The loss covers the output locations $t \ge d$: it ignores predictions of $\mathbf x$ and depends on those of the intermediate labels and of the answer.",
        verdict=Verdict.HOLDS,
        consequence=r"$T - d + 1$ locations: $T - d$ intermediate labels, then the answer.",
        uses=("remark-3-length",),
    ),
    Claim(
        id="eq-4",
        where="section 3",
        statement=r"$l(\mathbf y, \mathbf s) = \frac{1}{T-d}\sum_{t=d}^{T} \log(1 + e^{-y_t s_t})$.",
        verdict=Verdict.FAILS,
        counterexample=r"Without intermediate labels $T = d$, and eq 4 divides by 0: so it is for every end-to-end task, and for $d = 4$ with the tree. "
        r"Elsewhere it is no mean: the scores $s = 0$ have loss $\frac{T-d+1}{T-d}\log 2$, $\frac32 \log 2$ at $d = 8$.",
        correction=r"$\frac{1}{T-d+1}$: the sum has $T - d + 1$ terms.",
        consequence=r"For $T > d$ a constant factor of at most 2. Eq 23, 24, 27, 52 and 56 carry the same normaliser; the bounds of a mean by a maximum (eq 28, 57) lose that factor. "
        r"Lemma 1 multiplies eq 23 by $T - d$, not by $T - d + 1$, because of it.",
        uses=("remark-3-loss-locations", "remark-3-cross-entropy"),
    ),
    Claim(
        id="remark-3-frozen",
        where="section 3, before algorithm 1",
        statement=r"Algorithm 1 trains $W$ alone and keeps $A$, $B$ and $M_0$ as they were drawn.",
        verdict=Verdict.HOLDS,
        uses=("eq-1", "eq-2", "eq-3"),
    ),
    Claim(
        id="remark-3-initialization",
        where="section 3, algorithm 1, initialization",
        statement=r"The entries of $W^{(0)}$, $A$ and $M_0$ are independent $N(0, \frac2m)$, those of $B$ independent $N(0, \frac1m)$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"The second argument is the variance. Then $\mathbb E\|h_t\|^2 = t + 1$ (exactly for $t \le 1$, in the limit of wide nets for $t > 1$): every token adds 1. "
        r"As a standard deviation it would let the state vanish with the width.",
        consequence=r"With $B$ of variance $1/m$ the scores start at size $\sqrt{(t+1)/m}$ and vanish for wide nets. The kernel of eq 69 and theorem 3 need variance 1.",
        uses=("eq-1", "eq-2", "eq-3"),
    ),
    Claim(
        id="algorithm-1",
        where="section 3, algorithm 1",
        statement=r"For $i = 1, \dots, n$: draw $(\mathbf x_i, \mathbf y_i)$ from $\mathcal D$, and set $W^{(i)} = W^{(i-1)} - \eta\nabla_W \ell(\mathbf y_i, f^{\mathrm{RNN},W^{(i-1)}}(\mathbf z_i))$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"$\mathcal D$ is the distribution of $(\mathbf x, \mathbf y)$, and every step draws a fresh sample; $\mathbf z_i$ is $\mathbf x_i$ with the true labels behind it; $\ell$ is the $l$ of eq 4, with $T > d$; the iterates $W^{(1)}, \dots, W^{(n)}$ are its output. "
        r"The gradient is defined where no unit is exactly at 0.",
        consequence=r"If $\mathcal D$ is a fixed finite data set, nothing follows for inputs outside it, whatever $n$: see theorem-2.",
        uses=("eq-4", "remark-3-frozen", "remark-3-initialization"),
    ),
)
