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
                r"The logistic loss $[[loss: log(1 + exp(-x))]]$ of the margin $x$ is convex. The absolute value of its slope is $[[slope: 1/(1 + exp(x))]]$, which is at most $[[ceiling: min(1, log(1 + exp(-x)))]]$.",
                name="slope",
            ),
            Clause(
                r"At a wrong output, $[[wrong: x <= 0]]$, the absolute value of the slope is at least $[[half: 1/2]]$. At the margin $[[margin: log(n)]]$ the loss is at most $[[sure: 1/n]]$.",
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
                r"Let $L = [[L: log(8*n*T/delta)]]$. If every output at the start is normal with a variance of at most $[[variance: 9/8]]$, then except with probability $[[rare: delta/8]]$ the absolute values of all outputs on $n$ samples are at most $[[start: 3/2*sqrt(L)]]$.",
                name="start",
                domain="at most $T$ outputs",
            ),
            Clause(
                r"Suppose further that $\langle \nabla f_t, V\rangle$ is within $[[fit: 1/8]]$ of $y_t$ on every sample, that the squared norm of $V$ satisfies $[[norm: m*V**2 <= 9/4*k/mu]]$, and that outputs deviate from linearity by at most $[[deviation: 1/8]]$. Let $W^*$ be the initial weights plus $cV$ with $c = [[c: 4*L/3]]$. Then the loss at $W^*$ is at most $[[loss: 1/n]]$ at every output of every sample, "
                r"and the distance of $W^*$ from the start is $[[distance: R/sqrt(m)]]$ with $[[radius: R**2 <= 4*L**2*k/mu]]$.",
                name="radius",
                domain=r"$[[long: T >= 8]]$, $[[sure: delta <= 1]]$",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"By lemma-fit these premises hold where inner products of gradients are within $\mu/(16k)$ of their limits. The factor $c$ is not the least one: $1.31 L$ would be enough.",
        refutation="A number of samples at which the margin is below the logarithm of this number.",
        uses=("lemma-log-loss", "lemma-fit", "remark-written-proofs"),
        notation=_NOTATION,
    ),
    Claim(
        "lemma-descent",
        _WHERE,
        (
            Clause(
                r"Let outputs be linear up to $[[error: 1/8]]$ between the iterate and $W^*$, and let gradients of outputs have squared norms of at most $[[squares: m*T]]$. Let $\ell$ be the mean loss of a sample at the iterate and $\ell^*$ its mean loss at $W^*$. One step of SGD at the rate $\eta$ changes the squared distance $\Delta$ from $W^*$ by "
                r"$[[step: Delta(1) - Delta(0) <= -eta*(7/4 - eta*m*T)*ell + 2*eta*star]]$.",
                name="step",
            ),
            Clause(
                r"For $[[rate: eta <= 3/(4*m*T)]]$ the factor of the loss in the parentheses is at least $[[gain: 1]]$. If the losses at $W^*$ are at most $[[stars: 1/n]]$ and $W^*$ is at the distance $[[far: R/sqrt(m)]]$ from the start with $[[large: R >= 1]]$, the losses of $n$ steps add up to at most $[[sum: R**2/(eta*m) + 2]]$. All iterates are within $[[near: 2*R/sqrt(m)]]$ of $W^*$, and therefore within $[[inside: 3*R/sqrt(m)]]$ of the start.",
                name="sum",
            ),
            Clause(
                r"With the normaliser of the first paper, the number $k$ of outputs minus one, a rate $\eta$ acts as the rate $[[effective: eta*k/(k - 1)]]$ does here. At $\eta = [[half_rate: 1/(2*m*T)]]$ the factor of the loss is $[[printed_gain: 7/4 - k/(2*(k - 1))]]$, which is at least $[[least_gain: 3/4]]$. The losses, normalised by $k$, add up to at most $[[printed_sum: 4/5*R**2/(eta*m) + 8/3]]$.",
                name="printed-normaliser",
                domain=r"$[[two: k >= 2]]$; for one output the printed loss is undefined",
            ),
        ),
        Verdict.HOLDS,
        refutation="A step at which the squared distance changes by more than the bound.",
        uses=("lemma-log-loss", "lemma-margin", "lemma-linearisation", "remark-written-proofs"),
        notation=_NOTATION,
    ),
    Claim(
        "lemma-martingale",
        _WHERE,
        (
            Clause(
                r"On $[[range: 0 <= q <= 1]]$ the exponential is at most its chord, $[[chord: exp(-q) <= 1 - (1 - exp(-1))*q]]$. So for a random $Q$ in this range the mean of the exponential of minus $Q$ is at most the exponential of $[[exponent: -(1 - exp(-1))]]$ times $EQ$.",
                name="chord",
            ),
            Clause(
                r"Let each of $Q_0, \dots, Q_{n-1}$ be in that range. Except with probability $\delta$ the sum of their expectations given the past is at most $[[factor: e/(e - 1)]]$ times the sum of the $Q_i$ and of $[[tail: log(1/delta)]]$. The factor is below $[[rounded: 8/5]]$.",
                name="sum",
            ),
            Clause(
                r"If $Q$ is the mean, over $k$ outputs, of the absolute values of the slopes, the probability that any output is wrong is at most $[[union: 2*k]]$ times $EQ$. The free-running answer is wrong only where a teacher-forced output is wrong.",
                name="union",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"No theorem on martingales is used: the exponential of the difference is a supermartingale by the first sentences, and the bound follows from Markov's inequality.",
        refutation="A random variable in the range whose exponential moment is larger.",
        uses=("lemma-log-loss", "remark-written-proofs"),
        notation=_NOTATION,
    ),
)
