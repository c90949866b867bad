"""Claims of section 1: the kernel of the infinite-width limit, the START marker, coefficients, the joint bound."""

from theory.ledger import Claim, Clause, Verdict

_WHERE = "section 1, the limit kernel"
_NOTATION = {
    "kappa0": r"\kappa_0(#1)",
    "kappa1": r"\kappa_1(#1)",
    "arccos": r"\arccos #1",
    "odd": r"(2 #1 - 1)!!",
    "K0": "K_0",
    "C0": "C_0",
    "Dm": "D",
    "Hm": "H",
    "J0": r"\mathbf J_0",
    "J1": r"\mathbf J_1",
    "Jm": r"\mathbf J",
    "kept": r"\kappa_0",
    "p": "n'",
    "c": "c_N",
    "En": "E",
    "quadratic": r"#2^T #1^+ #2",
    "total": r"\sum_t\sum_S #1",
    "least": r"\min_{#2 \le #3} #1",
    "yhat": r"\hat y",
    "jhat": r"\hat\jmath",
    "first": "g_0",
    "second": "g_1",
    "inner": r"\langle #1, #2\rangle",
}

CLAIMS: tuple[Claim, ...] = (
    Claim(
        "lemma-arc-cosine",
        _WHERE,
        (
            Clause(
                r"Let $\kappa_0 = [[kappa_0: 1 - arccos(rho)/pi]]$ and $\kappa_1 = [[kappa_1: (sqrt(1 - rho**2) + (pi - arccos(rho))*rho)/pi]]$. The derivative of $\kappa_1$ is $[[derivative: kappa0(rho)]]$, and at zero $\kappa_1$ is $[[apart: 1/pi]]$.",
                name="functions",
            ),
            Clause(
                r"All Taylor coefficients of $\kappa_0$ and $\kappa_1$ at zero are non-negative. For every natural number $j$ the Taylor coefficients of the $j$-th derivative of $\kappa_0'$ are at least those of $[[derivatives: odd(j)/pi*rho**j*(1 - rho**2)**(-j - 1/2)]]$. For $j$ up to $[[equal: 1]]$ the two functions are equal.",
                name="derivatives",
            ),
            Clause(
                r"$\kappa_0(\rho)$ is at least $[[passed: 1 - sqrt((1 - rho)/2)]]$, and $\kappa_1(\rho)$ is at least $[[pulled: rho]]$. Both are equalities at $\rho = [[one: 1]]$.",
                name="bounds",
                domain=r"$[[range: 0 <= rho and rho <= 1]]$",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"So the derivatives of $\kappa_0$ near $\rho = 1$ are as large as the power of the distance allows. For this reason each further token of a gate costs only one factor $T$.",
        uses=("remark-written-proofs",),
        refutation="A correlation at which an inequality fails, or a negative Taylor coefficient.",
        notation=_NOTATION,
    ),
    Claim(
        "lemma-kernel",
        _WHERE,
        (
            Clause(
                r"A *run* is a sequence of tokens together with a start, which is $h_0 = \mathrm{ReLU}(M_0)$ or $\mathrm{ReLU}$ of an independent copy of $M_0$. Let the entries of the net of theorem 1 be independent and normal with mean zero, $W$ and $M_0$ of variance $[[W: 2/m]]$, $A$ of variance $[[A: 2*a/m]]$, $B$ of variance $[[B: 1]]$. The squared norm of the state after $s$ tokens tends to $n_s = [[norm: 1 + a*s]]$. Let $K$ be the limit, as the width grows, of the inner product of a state of one run with the state of another run that has read $l$ more tokens. It starts at $[[equal: 1]]$ if $l$ is zero and the starts are equal, at $[[independent: 1/pi]]$ if $l$ is zero and the starts are independent, "
                r"and at $[[apart: sqrt(1 + a*l)/pi]]$ if $l$ is positive.",
                name="start",
            ),
            Clause(
                r"Let $H$ be the limit of the inner product of the gradients of the two outputs with respect to $W$, divided by $m$; it starts at $[[zero: 0]]$. In a step the correlation is $\rho = [[rho: (K + a*delta)/sqrt(n*p)]]$, where $\delta$ is one if the two tokens are equal and zero if not, and $n$, $n'$ are the squared norms after the step. The new $K$ is $[[state: sqrt(n*p)*kappa1(rho)]]$, and the new $H$ is $[[gradient: kappa0(rho)*(K/2 + H)]]$ with the old $K$ and $H$.",
                name="step",
            ),
            Clause(
                r"The kernel $\mathbf J$ between all outputs of all runs, which this recursion gives, is positive semidefinite. (Checked for every output and every sequence of up to $[[tokens: 8]]$ free tokens, which are $[[prefixes: 510]]$ pairs of an output and the tokens that it has read, from equal and from independent starts, for the printed $a = [[printed: 1]]$ and for $a = [[small: T**(-3)]]$.)",
                name="positive",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"The page proves for all lengths that $\mathbf J$ is positive semidefinite, from the recursion and without nets. The claim lemma-finite-width says that nets with one $W$ at all steps tend to this limit, and at which rate; the check here observes it in nets of three widths.",
        uses=("lemma-arc-cosine", "remark-written-proofs"),
        refutation="A vector on runs and outputs for which the quadratic form of the kernel is negative, or an inner product of gradients of wide nets that tends to another number.",
        notation=_NOTATION,
    ),
    Claim(
        "lemma-start-marker",
        "section 1, the START marker",
        (
            Clause(
                r"Between two outputs at a distance of $l$ steps, $l$ positive, the kernel is the same for equal and for independent starts, because the recursion begins at $[[apart: sqrt(1 + a*l)/pi]]$ in both cases.",
                name="other-outputs",
            ),
            Clause(
                r"Let $\psi_t(z)$ be the gradient of $f_t$ on the run of $z$ from the first start minus that from the second start. Let $\mathbf J_1$ at an output be $[[decoupled: H(1) - H(1/pi)]]$, where $H$ is the kernel at that output as a function of $K_0$. For all sequences and outputs consider the limits of the inner products, divided by $m$, of $\psi_t(z)$ with the gradient of $f_{t'}(z')$ from the first start, and with $\psi_{t'}(z')$. They are "
                r"$[[gradient: J1]]$ and $[[marker: 2*J1]]$ if the two outputs are the same, and $[[none: 0]]$ if they are different.",
                name="pairings",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"So for each output and sequence there is a direction of $W$ that, in the limit, does not change any other output, although all outputs share $W$. The second start is used in the proof only: the algorithm never draws it.",
        uses=("lemma-kernel", "remark-written-proofs"),
        refutation="Two sequences and two outputs at which the kernel depends on the starts.",
        notation=_NOTATION,
    ),
    Claim(
        "lemma-joint",
        "section 1, the joint bound",
        (
            Clause(
                r"Let $\mathbf J_0$ be the kernel between runs from independent starts. The mean gradients over $E$ independent starts have the kernel $[[mean: (En*Jm + En*(En - 1)*J0)/En**2]]$, which is $[[share: J0 + J1/En]]$ at one output and $\mathbf J_0$ between two different outputs. So $\mathbf J_0$ is positive semidefinite, and $\mathbf J$ is at least the block-diagonal matrix of the $\mathbf J_1$ of all outputs. "
                r"(Checked for all outputs and sequences of up to $[[tokens: 8]]$ free tokens, which are $[[prefixes: 510]]$ pairs of an output and the tokens that it has read, for $a = [[printed: 1]]$ and $a = [[small: T**(-3)]]$.)",
                name="order",
            ),
            Clause(
                r"Let $Y$ be labels $y_t$ that are functions of the tokens read. On all sequences, and on every sample of them, $[[complexity: quadratic(Jm, Y) <= total(yhat**2/jhat)]]$, where $\hat y$ and $\hat\jmath$ are the Walsh coefficients of $y_t$ and of $\mathbf J_1$ at output $t$ for the set $S$ of tokens. For every set $S$, $[[positive: jhat > 0]]$.",
                name="complexity",
                domain=r"$[[inputs: a > 0]]$",
            ),
            Clause(
                r"For the parity of the bits $[[subset: [1, 3, 5, 7]]]$ of $d = [[d: 8]]$ with its tree, all inputs and $a = [[a: 1/1000]]$, the joint complexity is $[[joint: 36.07]]$, the square root of this bound over the teacher-forced sequences is $[[bound: 36.08]]$, and the sum of the separate complexities is $[[separate: 59.99]]$.",
                name="parity",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"Theorem 1 does not use this bound, because its $W^*$ is given explicitly (lemma-fit). The bound says that, for any gates, the square of the joint complexity is at most the sum of bounds for single outputs. At $a = T^{-3}$ each of these bounds is a power of $T$ for gates of at most $N$ tokens, $N$ fixed. At the printed $a = 1$ the inequality holds as well, but the coefficients of $\mathbf J_1$ are then very small for far tokens and for late outputs, and the joint complexity can exceed $T$ times the sum of the separate complexities (lemma-7 of the first paper).",
        uses=("lemma-start-marker", "lemma-kernel", "remark-written-proofs"),
        refutation="A vector on sequences and outputs on which the joint kernel is below the block-diagonal one.",
        notation=_NOTATION,
    ),
    Claim(
        "lemma-distance",
        "section 1, coefficients",
        (
            Clause(
                r"Let $K_0 = [[low: 1 - tau]]$ with $\tau = [[tau: a*t]]$, and let all tokens differ. The distance $D = [[defined: n*(1 - rho)]]$ is $[[first: tau + a]]$ at the first token, and at each next token it is at most $[[next: Dm + a]]$. So at token $s$ it is at most $[[distance: tau + a*s]]$, and at token $t$ we have $[[loss: 1 - rho <= 2*a*t/n]]$.",
                name="distance",
            ),
            Clause(
                r"For $a = [[small: T**(-3)]]$ the value of $\kappa_0$ at token $s$ is then at least $[[kept: 1 - 8/sqrt(63)*sqrt(2*a*(t + s))/pi]]$, and the product $C_0$ of these values at the tokens before token $t$ is at least $[[product: exp(-3/5)]]$.",
                name="product",
                domain=r"$[[eight: T >= 8]]$ and $[[within: t <= T]]$",
            ),
            Clause(
                r"$K$ is at least $[[state: 1 - tau]]$ at every token. So the sum that the step at token $t$ multiplies by $\kappa_0$, $[[fed: K/2 + H]]$, is at least $[[constant: t/2*(1 - tau)*C0]]$.",
                name="constant",
            ),
            Clause(
                r"Let $K_0 = [[between: 1 - tau + tau*x]]$. As a power series in $x$ and in the indicators that the tokens of the two sequences are equal, the correlation $\rho_t$ has a linear coefficient of at least $[[token: a*C0/n]]$ at the indicator of each token and of at least $[[start: tau*C0/n]]$ at $x$.",
                name="slopes",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"If $a$ were a power $T^{-\gamma}$ with $1 < \gamma < 3$, the lower bound on the product would vanish faster than any power of $T$. With $\gamma > 3$ a power of $T$ would be lost in the next lemma.",
        uses=("lemma-arc-cosine", "remark-written-proofs"),
        refutation="A length at which one of the quantities, computed along the recursion, violates its bound.",
        notation=_NOTATION,
    ),
    Claim(
        "lemma-coefficients",
        "section 1, coefficients",
        (
            Clause(
                r"Let $a = [[small: T**(-3)]]$. With the quantities of lemma-distance the Walsh coefficient of $\mathbf J_1$ at output $t$ at every set of $j$ tokens is at least $[[chain: odd(j)/(4*pi*8**j)*C0**(j + 2)*rho**j*(1 - tau)*n**(-1/2)*a**(1/2)*t**(3/2 - j)]]$, hence at least "
                r"$[[bound: 9/10*odd(j)/(4*pi*8**j)*exp(-3/5*(j + 2))*(t/T)**(3/2)*t**(-j)]]$.",
                name="bound",
                domain=r"$[[long: T >= max(8, 4*j)]]$ and $[[within: t <= T]]$",
            ),
            Clause(
                r"So over all sets of at most $N$ tokens and all outputs up to $T$ the coefficient is at least $\mu = [[mu: c*T**(-N)]]$ with $c_N = [[constant: least(9/10*odd(j)/(4*pi*8**j)*exp(-3/5*(j + 2)), j, N)]]$.",
                name="least",
                domain=r"$[[tokens: N >= 2]]$, $[[longer: T >= max(8, 4*N)]]$",
            ),
            Clause(
                r"At $T = [[T: 14]]$ the least coefficients at output $T$ for sets of $j$ equal to one, two and three tokens, by computation, are $[[found: [0.0717, 0.0468, 0.0878]]]$ times $[[scale: T**(-j)]]$. At $T = [[long_T: 512]]$ the coefficients for the last token, for the first and the last, and for the last three tokens are $[[averages: [0.0712, 0.0394, 0.0653]]]$ times the same power.",
                name="computed",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"The proof is on the page. The checks decide its inequalities and their product, and compare the bound with the exact coefficients of all sets of at most $T/4$ tokens, for $T$ up to $14$. The page argues that the series in the indicators have non-negative coefficients, and derives the bound on the Walsh coefficients from this. The power of $T$ is sharp (lemma-sharp-power). The constant is not sharp: for two tokens it is too small by a factor of more than a hundred.",
        uses=("lemma-distance", "lemma-arc-cosine", "lemma-start-marker", "remark-written-proofs"),
        refutation="A set of tokens whose coefficient, computed over all sequences, is below the bound.",
        notation=_NOTATION,
    ),
    Claim(
        "lemma-sharp-power",
        "section 1, coefficients",
        (
            Clause(
                r"$[[excess: kappa1(rho) - rho <= (1 - rho)**(3/2)/pi]]$, with equality at $\rho = [[right_angle: 0]]$. So for two sequences that differ in $M$ of the first $s$ tokens and have equal starts, $[[energy: n - K >= a*M - 2/(5*pi)*a**(3/2)*(s + 1)**(5/2)]]$, where $n$ is the squared norm of the states.",
                name="energy",
                domain=r"$[[cosines: 0 <= rho <= 1]]$",
            ),
            Clause(
                r"Let $D$ be this distance, the squared norm minus $K$, after the first $T$ tokens without the last one, let it be positive, and let $n$ be the squared norm at the end. Half of the change of $\mathbf J_1$ that the last token causes is at most $[[influence: a*T*sqrt(n)/(4*pi*sqrt(Dm))]]$.",
                name="influence",
            ),
            Clause(
                r"So for $a = [[small: T**(-3)]]$ and fixed $j$ the coefficients at the sets of $j$ tokens that contain the last token add up to $[[sum: O(T**(-1))]]$. There are $[[sets: binomial(T - 1, j - 1)]]$ such sets, so the least coefficient is $[[order: O(T**(-j))]]$: no lower bound of a higher order than that of lemma-coefficients is true.",
                name="power",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"As the page shows, the sum over the sets is bounded by a mean over sequences that differ, on average, in a quarter of their tokens. The checks decide the two inequalities for every pair of sequences of 4, 7 and 10 tokens, at the last token, and their derivation, and observe that the sum decreases from $T = 8$ to $14$.",
        uses=("lemma-arc-cosine", "remark-written-proofs"),
        refutation="A pair of sequences at which one of the inequalities fails.",
        notation=_NOTATION,
    ),
)
