"""Claims of section 4: stability and linearisation around the start."""

from theory.ledger import Claim, Clause, Verdict

_WHERE = "section 4, around the start"
_NOTATION = {"G": r"\Gamma", "S": r"\sigma", "S0": r"\sigma_0", "Z": r"\zeta"}

CLAIMS: tuple[Claim, ...] = (
    Claim(
        "lemma-products",
        _WHERE,
        (
            Clause(
                r"For one input, at the start, let $\sigma_0$ be a small constant times $[[sparsity: m/(T**2*log(m))]]$, and let $D_s$ be the masks (the diagonal matrices of the active units at step $s$). Let $[[laws: m >= C*T**3*log(m)]]$ and $[[chains: m >= C*T**2*G]]$. The following holds except with a probability that is exponentially small in $\Gamma$. The norm of $W$ is at most $[[norm: 10]]$. For all sets $F$, $F'$ of at most $\sigma$ units, where $\sigma$ is at most $\sigma_0$, and all products $D_iW\cdots D_jW$ of consecutive steps, such a product multiplies the length of a vector supported on $F$ by at most $[[most: 2]]$, "
                r"and the length of any vector by at most $[[product: O(T*sqrt(log(m)))]]$.",
                name="dense",
            ),
            Clause(
                r"If $[[enough: S >= T]]$ and $[[pays: S*log(m) >= G]]$, then $WD_i\cdots D_jW$ restricted to the two sets has norm $\kappa = [[sparse: O(sqrt(S*log(m)/m))]]$. Restricted from all units to one of the sets it has norm $[[rows: O(sqrt(log(m)))]]$. The product of $B$ with $D_tW\cdots D_iW$ on a set has norm $[[readout: O(sqrt(S*log(m)))]]$.",
                name="sparse",
            ),
            Clause(
                r"Suppose that at each of $T$ steps the mask changes on at most $\sigma$ units, and that $[[kappa: kappa <= 1/T]]$. The sum, over the sets of steps at which it changes, of the products of the factors $\kappa$ is $[[series: Sum(binomial(T, q)*kappa**(q - 1), q, 1, T)]]$, which is at most $[[bound: (e - 1)*T]]$. So the orders of the products do not change.",
                name="perturbed",
            ),
            Clause(
                r"Observed on one net of width $[[width: 512]]$ and $[[T: 8]]$ tokens: the products multiply the length of vectors on random sets of $[[units: 8]]$ units by less than the stated factor.",
                name="seen",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"The proof is on the page of stability. The products are appended to the Gram-Schmidt process of the forward pass. By the uniform law U3 with $h = 1/(2T)$, which needs the two widths, the squares of their norms grow at most by the factor $\sqrt e$. The bound for all sparse vectors follows with $\varepsilon$-nets. "
        r"The checks decide the constant two, the orders from blocks and nets, and the series. The other constants are absolute and not computed.",
        refutation="A sparse vector whose length a product at the start multiplies by more than two, with more than the stated probability.",
        uses=("lemma-uniform-laws", "lemma-finite-width", "remark-written-proofs"),
        notation=_NOTATION,
    ),
    Claim(
        "lemma-stability",
        _WHERE,
        (
            Clause(
                r"Let $\Gamma$ be as in lemma-finite-width, let $[[counts: m >= G**3]]$, let $R$ be at least one, and let $m$ be at least the width at which the induction closes (given below). Except with a probability that is exponentially small in $\Gamma$, the following holds for one input and for all matrices at once that differ from the initial $W$ by at most $[[ball: 3*R/sqrt(m)]]$ in the spectral norm. States and preactivations change by at most $\zeta = [[moved: O(T**2*sqrt(log(m))*R/sqrt(m))]]$, and at most $\sigma = [[flipped: O(T**(4/3)*log(m)**(1/3)*R**(2/3)*m**(2/3))]]$ units change their sign at one step.",
                name="moved",
            ),
            Clause(
                r"Preactivations are counted as small below a threshold $\tau$. Among products of powers of $\zeta$ and $m$, the threshold $\tau = [[cut: Z**(2/3)/sqrt(m)]]$ makes the two bounds on the number of flipped units, $[[small: tau*m**(3/2)]]$ and $[[large: Z**2/tau**2]]$, equal.",
                name="balance",
            ),
            Clause(
                r"For $[[width: m >= K*T**16*R**8*log(m)**7]]$ the induction over the steps closes: $[[weight: T**2*log(m)]]$ times the fraction of flipped units is $[[few: O(K**(-1/3))]]$, so there are at most as many as lemma-products allows, and $T\kappa$ is small.",
                name="closes",
            ),
            Clause(
                r"Observed on one net of width $[[seen_width: 512]]$ and $[[seen_T: 8]]$ tokens, along one random direction: the change of the preactivations and the number of flipped units are below the two orders with constants of one.",
                name="seen",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"The proof is on the page of stability, by induction over the steps. The checks decide the orders, the choice of the threshold, and that the induction closes at the width.",
        refutation="A matrix in the ball that changes a preactivation by more, at a width above the bound.",
        uses=("lemma-products", "lemma-uniform-laws", "lemma-finite-width", "remark-written-proofs"),
        notation=_NOTATION,
    ),
    Claim(
        "lemma-linearisation",
        _WHERE,
        (
            Clause(
                r"Except with a probability that is exponentially small in $\Gamma$, the following holds for one input and for all $W_1$, $W_2$ in the ball of lemma-stability at once, at its width; let $U$ be their difference. Backward vectors computed with masks between those of $W_1$ and $W_2$ differ from the backward vectors at the start by at most $[[changed: O(T*log(m)*sqrt(S) + T**2*sqrt(log(m))*R)]]$. The changed masks contribute the first summand, through rows of a product, and the changed weights the second, through its norm.",
                name="changed",
            ),
            Clause(
                r"For $[[wide: m >= T*R**2]]$, and with the number of flipped units of lemma-stability, an output at $W_2$ differs from its linear part at $W_1$ by at most $[[deviation: O(T**(8/3)*log(m)**(7/6)*R**(1/3)*m**(1/3))]]$ times $|U|_F$.",
                name="deviation",
            ),
            Clause(
                r"For $[[width: m >= K*T**16*R**8*log(m)**7]]$ and $|U|_F$ at most a constant times $[[radius: R/sqrt(m)]]$ the deviation is $[[eighth: O(K**(-1/6))]]$, and gradients in the ball differ from those at the start by $[[gradient: O(K**(-1/6)*sqrt(m))]]$. No smaller power of $T$ or $R$ is enough for this bound.",
                name="width",
            ),
            Clause(
                r"Observed on one net of width $[[seen_width: 512]]$ and $[[seen_T: 8]]$ tokens, along one random direction: the deviation is not zero and is below its order with a constant of one.",
                name="seen",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"The proof is on the page of stability. So, if the constant of the width is large enough, the deviation is at most one eighth for $|U|_F \le 2R/\sqrt m$, and $|\nabla f_t|^2 \le mT$ in the ball. This constant is not computed. A first draft had $T^{11/3}$ and $m \ge C T^{22}R^8\log^7 m$: it bounded the factor to the right of a changed mask by the norm of a whole product, "
        r"but only its rows on the changed units matter.",
        refutation="Two matrices in the ball between which an output deviates from linearity by more, at a width above the bound.",
        uses=("lemma-stability", "lemma-products", "lemma-finite-width", "remark-written-proofs"),
        notation=_NOTATION,
    ),
)
