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
                r"$Lx$ and $L'x$ are both positive with probability $[[overlap: (pi - theta)/(2*pi)]]$, and the half-space where $Lx$ is positive holds $[[half: 1/2]]$ of the second moment of $ux$ for every $u$.",
                name="means",
            ),
            Clause(
                r"Let $X$ be the square of $ux$ on that half-space and zero elsewhere, $u$ a unit vector. For every integer $q$ from two on, the moment of order $q$ of $X$ is at most $[[moments: 3*factorial(q)*2**(q - 4)]]$, with equality at $q = [[equal: 2]]$. The bound holds for $\mathrm{ReLU}(Lx)\,\mathrm{ReLU}(L'x)$ as well. "
                r"So the mean of $m$ independent copies of either exceeds its expectation by $s$ with probability at most $[[tail: exp(-m*s**2/(3 + 4*s))]]$.",
                name="tail",
            ),
            Clause(
                r"$L x$ is at most $\beta|x|$ in size with probability at most $[[slab: beta*sqrt(r)]]$.",
                name="slab",
                domain=r"$[[dimension: r >= 2]]$",
            ),
            Clause(
                r"Replacing $L$ and $L'$ by the nearest points of a net of radius $[[net_1: h/(32*r)]]$ changes twice the first average by at most $[[cost_1: h/4]]$ where the squares of $|x|$ have a mean of at most $[[size: 2*r]]$. "
                r"Replacing $L$ by the nearest point of a net of radius $[[net_3: h**2/(768*sqrt(r))]]$ changes twice the third average by at most a quantity that depends on the net point and on $u$ alone, and whose mean is at most $[[cost_3: h/8]]$.",
                name="nets",
            ),
            Clause(
                r"Let $x_1, \dots, x_m$ be independent copies of $x$, $[[several: m >= 2]]$, $[[range: h <= 1]]$ and $[[enough: m*h**2 >= C*r*log(m)]]$. Except with probability $[[rare: exp(-c*h**2*m)]]$, for all unit vectors $L$, $L'$, $u$ and every positive $\beta$ at once: twice the averages of the product of ReLUs, of the indicator that both are positive and of "
                r"the square of $ux$ on the half-space of $L$ are within $h$ of twice their means, and no more than $[[count: m*(beta + h)]]$ of the $Lx_i$ are at most $\beta$ in size. Deviations over many random directions fall as $[[rate: m**(-1/2)]]$. ($C$ and $c$ are absolute constants, not computed.)",
                name="laws",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"The proof is on the page of the uniform laws. It uses nothing but the tail above, that of $\chi^2$ and a count of nets. The checks decide the means, the moments, the tail and what the nets cost; of the last clause they see the rate, on samples.",
        uses=("remark-written-proofs",),
        refutation="Unit vectors at which an average is further from its mean than the law allows, with more than the stated probability.",
        notation=_NOTATION,
    ),
    Claim(
        "lemma-angles",
        _WHERE,
        (
            Clause(
                r"Let $F = [[F: sqrt(n*p)*kappa1(q/sqrt(n*p))]]$. Its derivative in $q$ is $[[dq: kappa0(q/sqrt(n*p))]]$, at most $[[slope: 1]]$. Its derivative in $n$ is $[[dn: sqrt(p/n)*sin(theta)/(2*pi)]]$, where $\theta$ is the angle of cosine $[[cosine: q/sqrt(n*p)]]$; it is at most $[[most: 1/pi]]$ where $[[near: p <= 4*n]]$.",
                name="derivatives",
                domain=r"$[[cone: q**2 <= n*p]]$, $n$ and $n'$ positive",
            ),
            Clause(
                r"The difference of $\arccos a$ and $\arccos b$ is at most $[[arccos: pi*sqrt(abs(a - b)/2)]]$, with equality at $a = [[one: 1]]$, $b = [[other: -1]]$. So $\kappa_0$ changes by at most $[[masks: sqrt(abs(a - b)/2)]]$.",
                name="arccos",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"So the errors of inner products add from step to step and are never multiplied, and those of overlaps are the square roots of errors of cosines.",
        refutation="Two cosines whose angles differ by more, or a point at which a derivative is another one.",
        notation=_NOTATION,
    ),
    Claim(
        "lemma-finite-width",
        _WHERE,
        (
            Clause(
                r"Let $[[size: h == C*sqrt(G/m)]]$, where every law fails with a probability that is exponentially small in $\Gamma$, $[[paid: G >= C*T*log(m)]]$ and $[[small: h <= T**(-2)]]$. Then in the net of theorem 1, with one $W$ at all steps, for two runs of tokens, squared norms of states are within $[[norms: O(T*h)]]$ of their limits, inner products of states within $[[forward: O(T**2*h)]]$ and overlaps of masks within $[[masks: O(T*sqrt(h))]]$.",
                name="forward",
            ),
            Clause(
                r"Multiply a backward vector by the transpose of $W$. The part of the product in the span of the states that the forward pass has multiplied by $W$ has norm $[[seen: O(T*sqrt(G))]]$, against the square root of $m$ for the whole. One step backward multiplies the inner product of two backward vectors, over $m$, by twice the share of units that the masks $D$, $D'$ of both keep, $[[multiplier: D]]$, which is at most $[[at_most: 1 + h]]$, "
                r"and adds $[[transport: O(h)]]$. So inner products of backward vectors over $m$ are within $[[equal: O(T**2*sqrt(h))]]$ of their limits at equal depths, and $[[unequal: O(T*h)]]$ at unequal depths, where the limit is zero.",
                name="backward",
            ),
            Clause(
                r"Every inner product of two gradients of outputs, over $m$, is within $[[kernel: O(T**3*sqrt(h))]]$ of the limit kernel, that is within $[[entry: O(T**3*(G/m)**(1/4))]]$. "
                r"For $[[width: m >= K*T**12*k**4*Q**4*G]]$ this is at most $[[share: O(K**(-1/4)/(k*Q))]]$.",
                name="kernel",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"The proof is on the page of the finite width: adaptive Gaussian conditioning and the uniform laws. What the checks decide are the orders to which the errors of single steps add up, each by a certificate, and the bound on the multiplier. With $\Gamma = C(T\log m + \log(1/\delta))$ all $4^T$ pairs of token sequences, all starts and all outputs are paid for at once, so that the number of samples does not matter. "
        r"The constants are absolute and not computed. The power one quarter is that of the overlaps near equal states; elsewhere it is one half.",
        refutation="Two runs whose kernel at width $m$ is further from its limit than this order, with more than the stated probability.",
        uses=("lemma-uniform-laws", "lemma-angles", "lemma-kernel", "remark-written-proofs"),
        notation=_NOTATION,
    ),
)
