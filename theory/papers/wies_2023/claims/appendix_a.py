"""Appendix A: the complexity measure and the proof of lemma 1."""

from theory.ledger import Claim, Clause, Verdict

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="eq-10",
        where="appendix A",
        statement=r"$\phi(T,\psi,N)$ is $\tilde O$ of $[[phi: T**(16 + 3*N + D)*C**(2*N)*D**(3*N)*a**2]]$, where $D$ is the largest degree of the $\psi_t$, $a$ their largest coefficient in absolute value, and "
        r"$[[constant: C > 0]]$ a constant.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"$\phi$ is the product itself, and $\tilde O$ belongs to the statements about it: an order is not a number, while a *low* $\phi$, a lower bound on $\phi$ and the class $\mathcal H_\phi$ need a number. In the factor $[[factor: D**(3*N)]]$ a degree of zero counts as $[[least: 1]]$, because for constant labels, "
        r"at $D = [[zero: 0]]$, the product would be $[[vanishes: 0]]$. The paper does not give the value of $C$; numbers here use $C = [[C: 1]]$.",
        consequence=r"The text does not show whether the exponents are those of Wang et al.",
        refutation="A value of $\\phi$ as computed here that is not this product.",
        uses=("eq-6",),
    ),
    Claim(
        id="remark-a-same-tokens",
        where="appendix A, proof of lemma 1 (and section 4, its sketch)",
        statement=r"Where the teacher-forced model solves all sub-tasks, the tokens at test time are those at training time, and the answer at test time is right.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"Tokens are those of eq 15, and a score of zero counts as the label to which it is decoded, or as an error. More is true: the first error comes at the same location with teacher forcing and at test time, so one of them has an error exactly if the other has. The proof uses causality (a score does not depend on later tokens) and does not mention it.",
        refutation="A causal predictor without teacher-forced errors that reads another token at test time.",
        uses=("eq-1#reading", "eq-15", "remark-b-causality"),
    ),
    Claim(
        id="eq-11",
        where="appendix A, proof of lemma 1",
        statement=Clause(
            r"The probability of a wrong label is its expected zero-one loss: $[[equal: P(f[t] != y[t]) == E(l(y[t], f[t]))]]$, both at the training tokens.",
            domain="every location $t$",
        ),
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"$f_t$ is the predicted label, the sign of the score. If $f_t$ were the score of eq 2, it would almost always differ from both labels, and the left side would be $[[literal: 1]]$.",
        refutation="A distribution of inputs and predicted labels for which the two differ.",
        uses=("eq-2",),
        notation={"P": r"P_{\mathbf x}[#1]", "E": r"\mathbb E_{\mathbf x}[#1]", "l": r"l_{0-1}(#1)"},
    ),
    Claim(
        id="eq-12",
        where="appendix A, proof of lemma 1",
        statement=Clause(
            r"The probability of an error at some location is at most the sum over the locations: $[[union: P_any <= Sum(P(t), t, d, T)]]$, where $P(t)$ is the probability of a wrong label at location $t$. The sum is the right side of eq 5.",
            domain="every distribution of inputs and labels, and every predictor",
        ),
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"A label is wrong in the sense of eq 11. What the proof calls $\epsilon$ is this sum, not the $\epsilon$ of theorem 2. The two sides are equal exactly if almost no input has two errors.",
        refutation="Errors whose union has a larger probability than their sum.",
        uses=("eq-11",),
        notation={"P_any": r"P_{\mathbf x}[\text{an error at some location}]"},
    ),
)
