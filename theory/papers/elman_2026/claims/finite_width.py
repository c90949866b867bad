"""Claims of section 3: the kernel at finite width with one W."""

from theory.ledger import Claim, Clause, Verdict

_WHERE = "section 3, the kernel at finite width"
_NOTATION = {
    "kappa0": r"\kappa_0(#1)",
    "kappa1": r"\kappa_1(#1)",
    "arccos": r"\arccos #1",
    "sin": r"\sin #1",
    "cos": r"\cos #1",
    "p": "n'",
    "Q": r"(1/\mu)",
    "G": r"\Gamma",
    "D": r"2|DD'|/m",
}

CLAIMS: tuple[Claim, ...] = (
    Claim(
        "lemma-uniform-laws",
        _WHERE,
        (
            Clause(
                r"Let $x$ be standard normal in $\mathbb R^r$, and $L$, $L'$ unit vectors at the angle $\theta$. The mean of $\mathrm{ReLU}(Lx)\,\mathrm{ReLU}(L'x)$ is $[[product: (sin(theta) + (pi - theta)*cos(theta))/(2*pi)]]$, "
                r"$Lx$ and $L'x$ are both positive with probability $[[overlap: (pi - theta)/(2*pi)]]$, and for every $u$ the half-space where $Lx$ is positive contains $[[half: 1/2]]$ of the second moment of $ux$.",
                name="means",
            ),
            Clause(
                r"Let $u$ be a unit vector, and let $X$ be the square of $ux$ on that half-space and zero elsewhere. For every integer $q$ from two on, the moment of order $q$ of $X$ is at most $[[moments: 3*factorial(q)*2**(q - 4)]]$, with equality at $q = [[equal: 2]]$. The bound holds for $\mathrm{ReLU}(Lx)\,\mathrm{ReLU}(L'x)$ as well. "
                r"So the mean of $m$ independent copies of either exceeds its expectation by $s$ with probability at most $[[tail: exp(-m*s**2/(3 + 4*s))]]$.",
                name="tail",
            ),
            Clause(
                r"The absolute value of $Lx$ is at most $\beta|x|$ with probability at most $[[slab: beta*sqrt(r)]]$.",
                name="slab",
                domain=r"$[[dimension: r >= 2]]$",
            ),
            Clause(
                r"Take a sample of $x$ and the averages over it of the three quantities above. Replacing $L$ and $L'$ by the nearest points of an $\varepsilon$-net of radius $[[net_1: h/(32*r)]]$ changes twice the first average by at most $[[cost_1: h/4]]$ if the squares of $|x|$ have a mean of at most $[[size: 2*r]]$. "
                r"Replacing $L$ by the nearest point of an $\varepsilon$-net of radius $[[net_3: h**2/(768*sqrt(r))]]$ changes twice the third average by at most a quantity that depends only on the point of the net and on $u$, and whose mean is at most $[[cost_3: h/8]]$.",
                name="nets",
            ),
            Clause(
                r"Let $x_1, \dots, x_m$ be independent copies of $x$, $[[several: m >= 2]]$, $[[range: h <= 1]]$ and $[[enough: m*h**2 >= C*r*log(m)]]$. Except with probability $[[rare: exp(-c*h**2*m)]]$, the following holds for all unit vectors $L$, $L'$, $u$ and every positive $\beta$ at once. Twice the averages of the product of ReLUs, of the indicator that both are positive and of "
                r"the square of $ux$ on the half-space of $L$ are within $h$ of twice their means, and at most $[[count: m*(beta + h)]]$ of the $Lx_i$ have an absolute value of at most $\beta$. The largest deviation over many random directions decreases as $[[rate: m**(-1/2)]]$. ($C$ and $c$ are absolute constants, not computed.)",
                name="laws",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"The proof is on the page of the uniform laws. It uses only the tail bound above, the tail of $\chi^2$ and the size of $\varepsilon$-nets. The checks decide the means, the moments, the tail bound and the effect of the nets. Of the last statement they observe the rate, on samples.",
        uses=("remark-written-proofs",),
        refutation="Unit vectors at which an average is further from its mean than the law allows, with more than the stated probability.",
        notation=_NOTATION,
    ),
    Claim(
        "lemma-angles",
        _WHERE,
        (
            Clause(
                r"Let $F = [[F: sqrt(n*p)*kappa1(q/sqrt(n*p))]]$. Its derivative with respect to $q$ is $[[dq: kappa0(q/sqrt(n*p))]]$, which is at most $[[slope: 1]]$. Its derivative with respect to $n$ is $[[dn: sqrt(p/n)*sin(theta)/(2*pi)]]$, where $\theta$ is the angle of cosine $[[cosine: q/sqrt(n*p)]]$. It is at most $[[most: 1/pi]]$ where $[[near: p <= 4*n]]$.",
                name="derivatives",
                domain=r"$[[cone: q**2 <= n*p]]$, $n$ and $n'$ positive",
            ),
            Clause(
                r"The difference of $\arccos a$ and $\arccos b$ is at most $[[arccos: pi*sqrt(abs(a - b)/2)]]$, with equality at $a = [[one: 1]]$, $b = [[other: -1]]$. So $\kappa_0$ changes by at most $[[masks: sqrt(abs(a - b)/2)]]$.",
                name="arccos",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"So the errors of inner products add up from step to step and are not multiplied, and the errors of overlaps are of the order of the square roots of the errors of cosines.",
        refutation="Two cosines whose angles differ by more, or a point at which a derivative has another value.",
        notation=_NOTATION,
    ),
    Claim(
        "lemma-finite-width",
        _WHERE,
        (
            Clause(
                r"Let $[[size: h == C*sqrt(G/m)]]$, so that every uniform law fails with a probability that is exponentially small in $\Gamma$, and let $[[paid: G >= C*T*log(m)]]$ and $[[small: h <= T**(-2)]]$. Then in the net of theorem 1, with one $W$ at all steps, for two runs of tokens, squared norms of states are within $[[norms: O(T*h)]]$ of their limits, inner products of states within $[[forward: O(T**2*h)]]$ and overlaps of masks within $[[masks: O(T*sqrt(h))]]$.",
                name="forward",
            ),
            Clause(
                r"Multiply a backward vector by the transpose of $W$. The part of the product in the span of the states that the forward pass has multiplied by $W$ has norm $[[seen: O(T*sqrt(G))]]$, while the norm of the product is of the order of the square root of $m$. One step backward multiplies the inner product of two backward vectors, divided by $m$, by twice the fraction of units that both masks $D$, $D'$ keep, $[[multiplier: D]]$, which is at most $[[at_most: 1 + h]]$, "
                r"and adds $[[transport: O(h)]]$. So inner products of backward vectors divided by $m$ are within $[[equal: O(T**2*sqrt(h))]]$ of their limits at equal depths. At unequal depths, where the limit is zero, they are $[[unequal: O(T*h)]]$.",
                name="backward",
            ),
            Clause(
                r"Every inner product of two gradients of outputs, divided by $m$, is within $[[kernel: O(T**3*sqrt(h))]]$ of the limit kernel, that is within $[[entry: O(T**3*(G/m)**(1/4))]]$. "
                r"For $[[width: m >= K*T**12*k**4*Q**4*G]]$ this is at most $[[share: O(K**(-1/4)/(k*Q))]]$.",
                name="kernel",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"The proof is on the page of the finite width. It uses adaptive Gaussian conditioning and the uniform laws. The checks decide the orders to which the errors of single steps add up, each by a certificate, and compare the bound on the multiplier with ten drawn pairs of directions. With $\Gamma = C(T\log m + \log(1/\delta))$ the union bound covers all $4^T$ pairs of token sequences, all starts and all outputs, so the number of samples does not matter. "
        r"The constants are absolute and not computed. The power one quarter comes from the overlaps near equal states; elsewhere the power is one half.",
        refutation="Two runs whose kernel at width $m$ is further from its limit than this order, with more than the stated probability.",
        uses=("lemma-uniform-laws", "lemma-angles", "lemma-kernel", "remark-written-proofs"),
        notation=_NOTATION,
    ),
)
