"""Appendix A: the complexity measure and the proof of lemma 1."""

from theory.ledger import Claim, Verdict

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="eq-10",
        where="appendix A",
        statement=r"$\phi(T,\psi,N) := \tilde O\big(T^{16+3N+D}\, C^{2N} D^{3N} \max_{t,i}|a_{t,i}|^2\big)$ with $D = \max_t \deg\psi_t$ and a constant $C > 0$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"$\phi$ is the product itself, $\tilde O$ belongs to the statements about it: an order is no number, and *low* $\phi$, $\Omega(e^d)$ and the class $\mathcal H_\phi$ need one. $D$ is at least 1: at $D = 0$ (constant labels) the product is 0. $C$ is not named; numbers here use $C = 1$.",
        consequence=r"Whether the exponents are those of Wang et al. cannot be told from the text.",
        uses=("eq-6",),
    ),
    Claim(
        id="remark-a-same-tokens",
        where="appendix A, proof of lemma 1 (and section 4, its sketch)",
        statement=r"Where the teacher-forced model solves all sub-tasks, $\mathbf z^{\mathrm{test}} = \mathbf z^{\mathrm{train}}$, and the answer at test time is right.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"Tokens by eq 15 and zero scores as in lemma-1. More is true: the first error comes at the same location in both runs, so one has an error exactly if the other has. Causality is used and not mentioned.",
        uses=("eq-1", "eq-15", "remark-b-causality"),
    ),
    Claim(
        id="eq-11",
        where="appendix A, proof of lemma 1",
        statement=r"$P_{\mathbf x}(f_t(\mathbf z^{\mathrm{train}}) \ne y_t) = \mathbb E_{\mathbf x}[l_{0-1}(y_t, f_t(\mathbf z^{\mathrm{train}}))]$ for every $t$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"$f_t$ is the predicted label $\operatorname{sign} f_t$. The score of eq 2 differs from $\pm1$ almost always, so the left side would be 1.",
        uses=("eq-2",),
    ),
    Claim(
        id="eq-12",
        where="appendix A, proof of lemma 1",
        statement=r"$P_{\mathbf x}(\exists\, d \le t \le T: f_t(\mathbf z^{\mathrm{train}}) \ne y_t) \le \sum_{t=d}^T P_{\mathbf x}(f_t(\mathbf z^{\mathrm{train}}) \ne y_t)$, which is the right side of eq 5.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"As in eq 11. The $\epsilon$ here is that sum, not the $\epsilon$ of theorem 2. Equality exactly if almost no $\mathbf x$ meets two errors.",
        uses=("eq-11",),
    ),
)
