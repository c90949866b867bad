"""Section 3: hardness without intermediate labels, and what chain of thought learns."""

from theory.ledger import Claim, Clause, Severity, Verdict

_EXPONENTS = {"E": r"\mathbb E_{p,x}"}

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="theorem-2",
        where="section 3.1, theorem 2; proof in appendix A",
        statement=(
            Clause(
                r"Let $[[k: k == Theta(d)]]$. With $[[samples: exp(Omega(d))]]$ samples and polynomially bounded gradients there is an oracle of precision $[[precision: exp(-Omega(d))]]$ against which every algorithm of polynomially many queries has an expected squared loss of at least $[[loss: 1 - exp(-Omega(d))]]$.",
                name="exponential",
            ),
            Clause(
                r"With $[[n: d**nu]]$ samples, gradients of order $[[gradient: d**nu1]]$, precision $[[sigma: d**(-nu2)]]$ and $[[queries: d**nu3]]$ queries it is at least $[[gap: 1 - O(d**(-nu4))]]$, where $[[nu: nu == 4*nu1 + 4*nu2 + 2*nu3 + 2*nu4 + 1]]$.",
                name="polynomial",
            ),
        ),
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        cause="remark-a-class-size",
        counterexample=r"$k = [[k: d]]$ is of order $d$. Then $|P| = [[P: 1]]$, and the model that is constantly the one parity has loss $[[loss: 0]]$ without a query, whatever the oracle.",
        correction=(
            Clause(
                r"Let the gradients be bounded by $G$. With probability at least $[[sampling: 1 - P**2*exp(-2*d)]]$ over the samples there is an oracle of precision $\varepsilon$ such that every algorithm of $T$ queries has an expected squared loss of at least $[[loss: 1 - 2*T*G**2/precision**2*max(1/P, sqrt(4*d/n)) - 1/P]]$.",
                name="bound",
                domain=r"all $d$ and $k$, with $|P| = [[P: binomial(d, k)]]$",
            ),
            Clause(
                r"If $|P|$ is exponential in $d$ this is $[[gap: 1 - O(d**(-nu4))]]$ for $n$ of the order $d$ to the power $[[nu: 4*nu1 + 4*nu2 + 2*nu3 + 2*nu4 + 1]]$.",
                name="polynomial",
                domain=r"$[[range: alpha*d <= k <= (1 - alpha)*d]]$ for some $[[alpha: alpha > 0]]$",
            ),
        ),
        consequence=r"Lemma 8 is not needed: a fixed predictor has mean squared loss at least $1 - 1/|P|$ over all targets, and the mean of all parities attains it.",
        refutation=r"A class, samples and an algorithm whose loss is below the corrected bound against every oracle.",
        notation={"alpha": r"\alpha"},
        uses=("eq-5#correction", "remark-a-variance", "remark-a-union", "remark-a-class-size#correction"),
    ),
    Claim(
        id="remark-3-zero-estimator",
        where="section 3.1, after theorem 2",
        statement=r"The bounds are asymptotically optimal: $f_\theta \equiv [[f: 0]]$ has the expected squared loss $[[loss: 1]]$.",
        verdict=Verdict.HOLDS,
        consequence=r"The least expected squared loss of one predictor over all parities of $k$ of $d$ bits is $[[least: 1 - 1/P]]$, at their mean.",
        refutation="Another loss of the zero function.",
    ),
    Claim(
        id="remark-3-high-probability",
        where="section 3.1, after theorem 2",
        statement=r"The expectation over the target can be replaced by a statement with high probability.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"For one predictor, whatever its values, the squared loss is at least $[[level: 1 - tau**2]]$ for all but a fraction $[[fraction: 1/(tau**2*P)]]$ of the parities.",
        refutation=r"A predictor that is better than this for more parities.",
        notation={"tau": r"\tau"},
        uses=("theorem-2#correction",),
    ),
    Claim(
        id="remark-3-empirical-correlation",
        where="section 3.1, after proposition 3",
        statement=r"The empirical correlation of two parities is generally of the order $[[order: n**(-1/2)]]$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"As the root of its mean square, which is exactly $[[square: 1/n]]$ for any two distinct parities.",
        refutation="Two parities whose empirical correlation has another mean square.",
    ),
    Claim(
        id="proposition-3",
        where="section 3.1, proposition 3",
        statement=r"Let $\mathcal H$ be a class of bounded functions that are pairwise orthogonal, $F$ a bound on the root mean square of the model's gradient and $F_h$ the mean of $[[loss: (h - f)**2]]$. Then the variance of the gradient over $\mathcal H$ is at most $[[bound: F**2/H]]$.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        counterexample=(
            Clause(
                r"Take two parities of $d = [[d: 2]]$ bits and the model whose gradient is their difference, with $F = [[size: sqrt(2)]]$. The variance is $[[variance: 4]]$, the bound $[[printed: 1]]$.",
                name="factor",
            ),
            Clause(
                r"Bounded functions need not be bounded by one: with the same two parities times $[[scale: 3]]$ the variance is $[[scaled: 36]]$.",
                name="scale",
            ),
        ),
        correction=r"The variance is at most $[[bound: 4*B**2*F**2/H]]$, where $B$ is the largest root mean square of a function of the class. The factor $[[factor: 4]]$ is attained; for half the squared loss it is $[[half: 1]]$.",
        consequence=r"None for orders: theorem 2 uses half the squared loss and functions with values $\pm 1$, for which both factors are one.",
        source="Shalev-Shwartz, Shamir & Shammah (2017), theorem 1",
        refutation="A class and a model with a larger variance.",
        notation={"H": r"|\mathcal H|"},
        uses=("wies-2023/lemma-14#correction",),
    ),
    Claim(
        id="lemma-4",
        where="section 3.2, lemma 4; proof in appendix B",
        statement=r"The gradient of the teacher-forced model has norm $O([[order: sqrt(d)]])$ for all inputs and weights.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"The constant depends on $\phi$: the norm is at most $[[bound: 2*phi1*sqrt(k - 1)]]$.",
        consequence=r"The gradient of one $\hat z_m$ has a norm of at most $[[sharp: 1/sqrt(2)]]$, which two equal scores on opposite tokens attain, so the bound can be lowered by the factor $[[factor: 2*sqrt(2)]]$.",
        refutation="Inputs and weights with a larger gradient.",
        uses=("remark-b-softmax",),
    ),
    Claim(
        id="theorem-5",
        where="section 3.2, theorem 5; proof in appendix B",
        statement=r"With $[[n: d**(2 + epsilon)]]$ samples, any oracle of precision $O([[precision: d**(-2 - epsilon/8)]])$ and the learning rate $[[eta: d**(2 + epsilon/16)]]$ one step from zero weights gives, with probability at least $[[probability: 1 - exp(-d**(epsilon/2))]]$, a largest test error of $O([[error: d**(-epsilon/8)]])$, for any target.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=(
            Clause(
                r"The link function has $[[curved: c > 0]]$.",
                name="curvature",
            ),
            Clause(
                r"$[[range: 0 < epsilon <= 4]]$: for more samples the printed error terms of the gradient are too small (remark-b-gradient), and the theorem follows with $[[most: 4]]$ in the place of $\epsilon$ and that rate and precision.",
                name="range",
            ),
        ),
        consequence=r"With $c = 0$ all gradients are of lower order, and one step with the printed rate does not separate the children from the other tokens.",
        refutation=r"A target, a link function with $c > 0$ and an oracle for which the step fails at large $d$ with more than that probability.",
        uses=(
            "lemma-9",
            "remark-b-kappa",
            "remark-b-gradient#correction",
            "remark-b-concentration",
            "remark-b-recursion",
            "remark-2-curvature",
        ),
    ),
    Claim(
        id="remark-3-separation",
        where="section 3.2, after theorem 5",
        statement=r"With $n$ of order $[[n: d**(11 + epsilon)]]$ an algorithm that queries an oracle of precision $[[precision: d**(-2 - epsilon/8)]]$, with gradients as in lemma 4, needs more than $[[queries: d**(epsilon/4)]]$ queries, up to logarithms, for a loss below $[[loss: 1/2]]$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"By theorem 2 as corrected, with $\nu_1 = [[nu1: 1/2]]$ from lemma 4 and $\nu_4$ as close to $[[nu4: 0]]$ as wanted; logarithms pay for $\nu_4$.",
        consequence=r"Theorem 5 at the same $n$ needs $[[steps: 1]]$ query.",
        refutation="An algorithm of fewer queries that succeeds against every such oracle.",
        uses=("theorem-2#correction/polynomial", "lemma-4"),
    ),
    Claim(
        id="lemma-6",
        where="section 3.3, lemma 6; proof in appendix C",
        statement=r"The gradient of the model without teacher forcing has a norm of at most $O([[order: d**g]])$ with $g = [[g: log(phi1)/log(2) + 1/2]]$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"Where the filter does not switch; the constant depends on $\phi$ only.",
        refutation="Inputs and weights with a gradient of a larger order.",
        uses=("remark-c-chain-rule", "remark-c-constant#correction", "remark-3-slope"),
    ),
    Claim(
        id="remark-3-slope",
        where="section 3.3, after lemma 6",
        statement=(
            Clause(r"Every link function has $[[least: phi1 > 2]]$.", name="least"),
            Clause(
                r"Parabolas at the ends and straight lines of slope $[[slope: 2 + delta]]$ between them give any such value near it, so that $g$ comes as close to $[[limit: 3/2]]$ as wanted.",
                name="attained",
                domain=r"small $[[delta: delta > 0]]$",
            ),
            Clause(
                r"Such a link is a layer of finitely many rectified quadratic units.",
                name="units",
            ),
        ),
        verdict=Verdict.HOLDS,
        consequence=r"The straight line has a length for slopes below $[[most: 4]]$. At this slope the link is that of appendix D, a layer of $[[units: 4]]$ units.",
        refutation="A link function of slope at most two, or a slope near it that none has.",
        notation={"delta": r"\delta"},
    ),
    Claim(
        id="theorem-7",
        where="section 3.3, theorem 7; proof in appendix C",
        statement=r"With $[[n: d**(2 + epsilon)]]$ samples, any oracle of precision $O([[precision: d**(-2 - epsilon/8)]])$, the rate $[[eta: d**(2 + epsilon/16)]]$ and rounded weights, training without teacher forcing reaches, with probability at least $[[probability: 1 - exp(-d**(min(epsilon, 1)/2))]]$, a test error of $[[error: exp(-Omega(d**(epsilon/16)))]]$ in $[[steps: log(k)/log(2)]]$ steps.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=(
            Clause(
                r"The filter's threshold lies in $[[threshold: 1 < eps0 < 2]]$ (remark-c-filter).",
                name="threshold",
            ),
            Clause(
                r"The constant in the rate keeps the trained weights away from half-integers (remark-c-half-integer), $[[curved: c > 0]]$, $[[range: 0 < epsilon <= 4]]$, and there are at least $[[augmented: sqrt(d)]]$ and at most polynomially many augmented samples (lemma 10).",
                name="constants",
            ),
            Clause(r"Constants in the exponent of the probability are not counted.", name="probability"),
        ),
        consequence=r"With a threshold of at most one the proof breaks at its first step where $k$ is of order $d$ and $k \ge 8$: level three is trained on tokens that carry nothing.",
        refutation=r"A target and an oracle, within the reading, for which a level is not solved at its step.",
        uses=(
            "eq-11",
            "lemma-10",
            "remark-c-forward",
            "remark-c-filter#correction",
            "remark-c-half-integer#correction",
            "remark-b-gradient#correction",
            "remark-c-constants#correction",
        ),
    ),
    Claim(
        id="remark-3-same-separation",
        where="section 3.3, after theorem 7",
        statement=r"Theorem 7 gives the same order of separation from theorem 2 as theorem 5 does.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"From algorithms whose gradients are bounded as in lemma 4, with $n$ of the order $d$ to the power $[[same: 11 + epsilon]]$. Theorem 7's own model has the bound of lemma 6: for such gradients theorem 2 needs the power $[[own: 4*g + 9 + epsilon]]$, which is more than $[[least: 15]]$.",
        refutation="Another exponent from theorem 2.",
        uses=("remark-3-separation", "lemma-6", "theorem-7"),
    ),
)
