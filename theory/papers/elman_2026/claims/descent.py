"""Claims of section 5: stochastic gradient descent."""

from theory.ledger import Claim, Clause, Verdict

_WHERE = "section 5, descent"
_NOTATION = {
    "Delta": r"\Delta_{#1}",
    "ell": r"\ell",
    "star": r"\ell^*",
    "Q": "Q",
    "mu": r"\mu",
}

CLAIMS: tuple[Claim, ...] = (
    Claim(
        "lemma-log-loss",
        _WHERE,
        (
            Clause(
                r"The logistic loss $[[loss: log(1 + exp(-x))]]$ of the margin $x$ is convex and has a slope of size $[[slope: 1/(1 + exp(x))]]$, which is at most $[[ceiling: min(1, log(1 + exp(-x)))]]$.",
                name="slope",
            ),
            Clause(
                r"A wrong output, $[[wrong: x <= 0]]$, has a slope of size at least $[[half: 1/2]]$. At the margin $[[margin: log(n)]]$ the loss is at most $[[sure: 1/n]]$.",
                name="ends",
            ),
        ),
        Verdict.HOLDS,
        refutation="A margin at which the slope exceeds the loss.",
        notation=_NOTATION,
    ),
    Claim(
        "lemma-margin",
        _WHERE,
        (
            Clause(
                r"Let $L = [[L: log(8*n*T/delta)]]$. If every output at the start is normal with a variance of at most $[[variance: 9/8]]$, then except with probability $[[rare: delta/8]]$ all outputs on $n$ samples are at most $[[start: 3/2*sqrt(L)]]$ in size.",
                name="start",
                domain="at most $T$ outputs",
            ),
            Clause(
                r"Suppose further that $\langle \nabla f_t, V\rangle$ is within $[[fit: 1/8]]$ of $y_t$ on every sample, $[[norm: m*V**2 <= 9/4*k/mu]]$, and outputs deviate from linearity by at most $[[deviation: 1/8]]$. Then the weights $W^*$ at $cV$ from the start, $c = [[c: 4*L/3]]$, have a loss of at most $[[loss: 1/n]]$ at every output of every sample, "
                r"and their distance from the start is $[[distance: R/sqrt(m)]]$ with $[[radius: R**2 <= 4*L**2*k/mu]]$.",
                name="radius",
                domain=r"$[[long: T >= 8]]$, $[[sure: delta <= 1]]$",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"The premises are what lemma-fit gives where inner products of gradients are within $\mu/(16k)$ of their limits. The factor is not the least one: $1.31 L$ would do for $c$.",
        refutation="A number of samples at which the margin is below its logarithm.",
        uses=("lemma-log-loss", "lemma-fit"),
        notation=_NOTATION,
    ),
    Claim(
        "lemma-descent",
        _WHERE,
        (
            Clause(
                r"Let outputs be linear up to $[[error: 1/8]]$ between the iterate and $W^*$, let gradients of outputs have squared norms of at most $[[squares: m*T]]$, and let $\ell$ be the mean loss of a sample at the iterate, $\ell^*$ at $W^*$. One step of SGD at the rate $\eta$ changes the squared distance $\Delta$ from $W^*$ by "
                r"$[[step: Delta(1) - Delta(0) <= -eta*(7/4 - eta*m*T)*ell + 2*eta*star]]$.",
                name="step",
            ),
            Clause(
                r"For $[[rate: eta <= 3/(4*m*T)]]$ the factor of the loss is at least $[[gain: 1]]$. If the losses at $W^*$ are at most $[[stars: 1/n]]$ and $W^*$ is at the distance $[[far: R/sqrt(m)]]$ from the start, $[[large: R >= 1]]$, the losses of $n$ steps add up to at most $[[sum: R**2/(eta*m) + 2]]$, all iterates are within $[[near: 2*R/sqrt(m)]]$ of $W^*$ and so within $[[inside: 3*R/sqrt(m)]]$ of the start.",
                name="sum",
            ),
            Clause(
                r"With the printed normaliser, one less than the number $k$ of outputs, a rate $\eta$ is the rate $[[effective: eta*k/(k - 1)]]$ here. At $\eta = [[half_rate: 1/(2*m*T)]]$ the factor is $[[printed_gain: 7/4 - k/(2*(k - 1))]]$, at least $[[least_gain: 3/4]]$, and the losses, normalised by $k$, add up to at most $[[printed_sum: 4/5*R**2/(eta*m) + 8/3]]$.",
                name="printed-normaliser",
                domain=r"$[[two: k >= 2]]$; for one output the printed loss is undefined",
            ),
        ),
        Verdict.HOLDS,
        refutation="A step at which the squared distance grows by more.",
        uses=("lemma-log-loss", "lemma-margin", "lemma-linearisation"),
        notation=_NOTATION,
    ),
    Claim(
        "lemma-martingale",
        _WHERE,
        (
            Clause(
                r"On $[[range: 0 <= q <= 1]]$ the exponential lies below its chord, $[[chord: exp(-q) <= 1 - (1 - exp(-1))*q]]$. So for a random $Q$ there the mean of the exponential of minus $Q$ is at most the exponential of $[[exponent: -(1 - exp(-1))]]$ times $EQ$.",
                name="chord",
            ),
            Clause(
                r"Let each of $Q_0, \dots, Q_{n-1}$ be in that range. Except with probability $\delta$ the sum of their expectations given the past is at most $[[factor: e/(e - 1)]]$ times the sum of the $Q_i$ and of $[[tail: log(1/delta)]]$. The factor is below $[[rounded: 8/5]]$.",
                name="sum",
            ),
            Clause(
                r"If $Q$ is the mean of the slopes' sizes over $k$ outputs, the probability that any output is wrong is at most $[[union: 2*k]]$ times $EQ$. The free-running answer is wrong only where a teacher-forced output is.",
                name="union",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"No theorem on martingales is used: the exponential of the difference is a supermartingale by the first clause, and Markov's inequality does the rest.",
        refutation="A random variable in the range whose exponential moment is larger.",
        uses=("lemma-log-loss", "remark-written-proofs"),
        notation=_NOTATION,
    ),
)
