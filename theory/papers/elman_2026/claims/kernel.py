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
                r"All Taylor coefficients of $\kappa_0$ and $\kappa_1$ at zero are non-negative, and for every natural number $j$ those of the $j$-th derivative of $\kappa_0'$ are at least those of $[[derivatives: odd(j)/pi*rho**j*(1 - rho**2)**(-j - 1/2)]]$. For $j$ up to $[[equal: 1]]$ the two are equal.",
                name="derivatives",
            ),
            Clause(
                r"$\kappa_0(\rho)$ is at least $[[passed: 1 - sqrt((1 - rho)/2)]]$, with equality at $\rho = [[one: 1]]$, and $\kappa_1(\rho)$ is at least $[[pulled: rho]]$, with equality there.",
                name="bounds",
                domain=r"$[[range: 0 <= rho and rho <= 1]]$",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"So the derivatives of $\kappa_0$ near $\rho = 1$ are as large as the power of the distance allows, which is what makes each further token of a gate cost one factor $T$.",
        refutation="A correlation at which an inequality fails, or a negative Taylor coefficient.",
        notation=_NOTATION,
    ),
    Claim(
        "lemma-kernel",
        _WHERE,
        (
            Clause(
                r"A *run* is a sequence of tokens with a start: $h_0 = \mathrm{ReLU}(M_0)$, or $\mathrm{ReLU}$ of an independent copy of $M_0$. Let the entries of the net of theorem 1 be independent and normal with mean zero, $W$ and $M_0$ of variance $[[W: 2/m]]$, $A$ of variance $[[A: 2*a/m]]$, $B$ of variance $[[B: 1]]$. The squared norm of the state after $s$ tokens tends to $n_s = [[norm: 1 + a*s]]$. In the limit of infinite width the inner product $K$ of a state of one run with the state of another run that has read $l$ more tokens starts at $[[equal: 1]]$ where $l$ is zero and the starts are equal, at $[[independent: 1/pi]]$ where it is zero and they are independent, "
                r"and at $[[apart: sqrt(1 + a*l)/pi]]$ where it is positive.",
                name="start",
            ),
            Clause(
                r"A step goes to the correlation $\rho = [[rho: (K + a*delta)/sqrt(n*p)]]$, where $\delta$ is one if the two tokens are equal and zero if not and $n$, $n'$ are the squared norms after it; to $[[state: sqrt(n*p)*kappa1(rho)]]$; and, for $H$, the limit of the inner product of the gradients of the two outputs in $W$ divided by $m$, which starts at $[[zero: 0]]$, to $[[gradient: kappa0(rho)*(K/2 + H)]]$.",
                name="step",
            ),
            Clause(
                r"The kernel $\mathbf J$ between all outputs of all runs, which this recursion gives, is positive semidefinite. (Checked: every output and every sequence of up to $[[tokens: 8]]$ free tokens, $[[prefixes: 510]]$ pairs of an output and what it has read, from equal and from independent starts, for the printed $a = [[printed: 1]]$ and for $a = [[small: T**(-3)]]$.)",
                name="positive",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"That $\mathbf J$ is positive semidefinite is proved on the page for all lengths, inside the limit and without nets. That nets tend to it, with one $W$ at all steps and at what rate, is lemma-finite-width; the check here sees it in nets of three widths.",
        uses=("lemma-arc-cosine", "remark-written-proofs"),
        refutation="A vector on runs and outputs with a negative square, or an inner product of gradients of wide nets that tends to another number.",
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
                r"Let $\psi_t(z)$ be the gradient of $f_t$ on the run of $z$ from the first start less that from the second, and let $\mathbf J_1$ at an output be $[[decoupled: H(1) - H(1/pi)]]$, the kernel $H$ there as a function of $K_0$. For all sequences and outputs the limits, divided by $m$, of the inner products of $\psi_t(z)$ with the gradient of $f_{t'}(z')$ from the first start, and with $\psi_{t'}(z')$, are "
                r"$[[gradient: J1]]$ and $[[marker: 2*J1]]$ for one output, and $[[none: 0]]$ for two.",
                name="pairings",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"So there is a direction in the space of gradients for each output and sequence that no other output sees, although all outputs share $W$. The second start is a device of the proof: the algorithm never draws it.",
        uses=("lemma-kernel", "remark-written-proofs"),
        refutation="Two sequences and two outputs at which the kernel depends on the starts.",
        notation=_NOTATION,
    ),
    Claim(
        "lemma-joint",
        "section 1, the joint bound",
        (
            Clause(
                r"Let $\mathbf J_0$ be the kernel between runs from independent starts. The mean gradients over $E$ independent starts have the kernel $[[mean: (En*Jm + En*(En - 1)*J0)/En**2]]$, which is $[[share: J0 + J1/En]]$ at one output and $\mathbf J_0$ between two. So $\mathbf J_0$ is positive semidefinite, and $\mathbf J$ is at least the block-diagonal matrix of the $\mathbf J_1$ of all outputs. "
                r"(Checked: all outputs and sequences of up to $[[tokens: 8]]$ free tokens, $[[prefixes: 510]]$ pairs of an output and what it has read, for $a = [[printed: 1]]$ and $a = [[small: T**(-3)]]$.)",
                name="order",
            ),
            Clause(
                r"Let $Y$ be labels $y_t$ that are functions of the tokens read. On all sequences, and on every sample of them, $[[complexity: quadratic(Jm, Y) <= total(yhat**2/jhat)]]$, where the hats are the Walsh coefficients of $y_t$ and of $\mathbf J_1$ at output $t$, at the set $S$ of tokens; for every set $[[positive: jhat > 0]]$.",
                name="complexity",
                domain=r"$[[inputs: a > 0]]$",
            ),
            Clause(
                r"The parity of bits $[[subset: [1, 3, 5, 7]]]$ of $d = [[d: 8]]$ with its tree, all inputs, $a = [[a: 1/1000]]$: joint complexity $[[joint: 36.07]]$, root of that bound over the teacher-forced sequences $[[bound: 36.08]]$, sum of the separate complexities $[[separate: 59.99]]$.",
                name="parity",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"The theorem itself does not use this bound: its $W^*$ is written down (lemma-fit). It says that the joint complexity has a bound that adds up bounds for single outputs, whatever the gates are; at $a = T^{-3}$ each of these is a power of $T$ for gates of at most $N$ tokens, $N$ fixed. At the printed $a = 1$ the inequality holds as well, but the coefficients of $\mathbf J_1$ are then tiny for far tokens and for late outputs, and the joint complexity can exceed $T$ times the sum of the separate ones (lemma-7 of the first paper).",
        uses=("lemma-start-marker", "lemma-kernel", "remark-written-proofs"),
        refutation="A vector on sequences and outputs on which the joint kernel is below the block-diagonal one.",
        notation=_NOTATION,
    ),
    Claim(
        "lemma-distance",
        "section 1, coefficients",
        (
            Clause(
                r"Let $K_0 = [[low: 1 - tau]]$ with $\tau = [[tau: a*t]]$ and let all tokens differ. The distance $D = [[defined: n*(1 - rho)]]$ at the first token is $[[first: tau + a]]$, and at the next token it is at most $[[next: Dm + a]]$. So at token $s$ it is at most $[[distance: tau + a*s]]$, and at token $t$ $[[loss: 1 - rho <= 2*a*t/n]]$.",
                name="distance",
            ),
            Clause(
                r"For $a = [[small: T**(-3)]]$ each $\kappa_0$, at token $s$, is then at least $[[kept: 1 - 8/sqrt(63)*sqrt(2*a*(t + s))/pi]]$, and the product $C_0$ of those before token $t$ at least $[[product: exp(-3/5)]]$.",
                name="product",
                domain=r"$[[eight: T >= 8]]$ and $[[within: t <= T]]$",
            ),
            Clause(
                r"$K$ is at least $[[state: 1 - tau]]$ at every token, so that what token $t$ multiplies, $[[fed: K/2 + H]]$, is at least $[[constant: t/2*(1 - tau)*C0]]$.",
                name="constant",
            ),
            Clause(
                r"As a power series in the indicators of equal tokens and in $x$, $K_0 = [[between: 1 - tau + tau*x]]$, the correlation $\rho_t$ has linear coefficients of at least $[[token: a*C0/n]]$ at each token and of at least $[[start: tau*C0/n]]$ at $x$.",
                name="slopes",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"A power $T^{-\gamma}$ with $\gamma < 3$ in place of $a$ would make the product vanish faster than any power of $T$ (lemma-6 of the first paper), and $\gamma > 3$ would lose a power of $T$ in the next lemma.",
        uses=("lemma-arc-cosine",),
        refutation="A length at which one of the quantities, computed along the recursion, is on the other side.",
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
                r"So over all sets of at most $N$ tokens and all outputs up to $T$ it is at least $\mu = [[mu: c*T**(-N)]]$, $c_N = [[constant: least(9/10*odd(j)/(4*pi*8**j)*exp(-3/5*(j + 2)), j, N)]]$.",
                name="least",
                domain=r"$[[tokens: N >= 2]]$, $[[longer: T >= max(8, 4*N)]]$",
            ),
            Clause(
                r"Computed, at $T = [[T: 14]]$: the least coefficients at output $T$ of one, two and three tokens are $[[found: [0.0717, 0.0468, 0.0878]]]$ times $[[scale: T**(-j)]]$. At $T = [[long_T: 512]]$ the coefficients of the last token, of the first and the last, and of the last three are $[[averages: [0.0712, 0.0394, 0.0653]]]$ times that.",
                name="computed",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"The proof is on the page. The checks decide its inequalities and how they multiply, and compare the bound with the exact coefficients of all sets up to $T = 14$; that the series in the indicators have non-negative coefficients, and what the Walsh coefficients inherit from them, is argued on the page. The power of $T$ is right (lemma-sharp-power); the constant is not, by a factor of more than a hundred for two tokens.",
        uses=("lemma-distance", "lemma-arc-cosine", "lemma-start-marker", "remark-written-proofs"),
        refutation="A set of tokens whose coefficient, computed over all sequences, is below the bound.",
        notation=_NOTATION,
    ),
    Claim(
        "lemma-sharp-power",
        "section 1, coefficients",
        (
            Clause(
                r"$[[excess: kappa1(rho) - rho <= (1 - rho)**(3/2)/pi]]$, with equality at $\rho = [[right_angle: 0]]$. So for two sequences with $M$ differences in the first $s$ tokens and equal starts $[[energy: n - K >= a*M - 2/(5*pi)*a**(3/2)*(s + 1)**(5/2)]]$, where $n$ is the squared norm of the states.",
                name="energy",
            ),
            Clause(
                r"Let $D$ be this distance after all tokens but the last of $T$, positive, and $n$ the squared norm at the end. Half of what the last token changes in $\mathbf J_1$ is at most $[[influence: a*T*sqrt(n)/(4*pi*sqrt(Dm))]]$.",
                name="influence",
            ),
            Clause(
                r"So for $a = [[small: T**(-3)]]$ and fixed $j$ the coefficients at the sets of $j$ tokens that contain the last one add up to $[[sum: O(T**(-1))]]$, and as there are $[[sets: binomial(T - 1, j - 1)]]$ of them, the least is $[[order: O(T**(-j))]]$: no bound of a higher order than that of lemma-coefficients is true.",
                name="power",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"The sum over the sets is a mean over sequences that differ in a quarter of their tokens (page). The checks decide the two inequalities for every pair of sequences of up to ten tokens and their derivation, and see the sum fall at $T = 8$ to $14$.",
        uses=("lemma-arc-cosine", "remark-written-proofs"),
        refutation="A pair of sequences at which one of the inequalities fails.",
        notation=_NOTATION,
    ),
)
