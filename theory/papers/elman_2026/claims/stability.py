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
                r"For one input, at the start, let $\sigma_0$ be a small constant times $[[sparsity: m/(T**2*log(m))]]$, and $D_s$ the masks. Let $[[laws: m >= C*T**3*log(m)]]$ and $[[chains: m >= C*T**2*G]]$. Except with a probability that is exponentially small in $\Gamma$, the norm of $W$ is at most $[[norm: 10]]$, and for all sets $F$, $F'$ of at most $\sigma$ units, where $\sigma$ is at most $\sigma_0$, and all products $D_iW\cdots D_jW$ of consecutive steps: such a product stretches no vector on $F$ by more than $[[most: 2]]$, "
                r"and no vector at all by more than $[[product: O(T*sqrt(log(m)))]]$.",
                name="dense",
            ),
            Clause(
                r"Where $[[enough: S >= T]]$ and $[[pays: S*log(m) >= G]]$, $WD_i\cdots D_jW$ between the two sets has norm $\kappa = [[sparse: O(sqrt(S*log(m)/m))]]$, from all units to one of them $[[rows: O(sqrt(log(m)))]]$, and the product of $B$ with $D_tW\cdots D_iW$ on a set has norm $[[readout: O(sqrt(S*log(m)))]]$.",
                name="sparse",
            ),
            Clause(
                r"If at each of $T$ steps the mask changes on at most $\sigma$ units, with $[[kappa: kappa <= 1/T]]$, the sum over the places of the changes of the products of their factors, $[[series: Sum(binomial(T, q)*kappa**(q - 1), q, 1, T)]]$, is at most $[[bound: (e - 1)*T]]$. So the products keep their orders.",
                name="perturbed",
            ),
            Clause(
                r"Seen on one net of width $[[width: 512]]$ and $[[T: 8]]$ tokens: random sets of $[[units: 8]]$ units are stretched by less than that.",
                name="seen",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"The proof is on the page of stability: the chains are appended to the Gram-Schmidt process of the forward pass, the uniform law U3 with $h = 1/(2T)$ keeps the squares of their norms from growing by more than the factor $\sqrt e$, which asks for the two widths, and nets of sparse vectors do the rest. "
        r"What the checks decide are the constant two, the orders from blocks and nets, and the series. The other constants are absolute and not computed.",
        refutation="A sparse vector that a product at the start stretches by more than two, with more than the stated probability.",
        uses=("lemma-uniform-laws", "lemma-finite-width", "remark-written-proofs"),
        notation=_NOTATION,
    ),
    Claim(
        "lemma-stability",
        _WHERE,
        (
            Clause(
                r"Let $\Gamma$ be as in lemma-finite-width, $[[counts: m >= G**3]]$, $R$ at least one, and $m$ at least the width at which the induction closes, below. Except with a probability that is exponentially small in $\Gamma$, for one input and for all matrices at once that differ from the initial $W$ by at most $[[ball: 3*R/sqrt(m)]]$ in the spectral norm: states and preactivations move by at most $\zeta = [[moved: O(T**2*sqrt(log(m))*R/sqrt(m))]]$, and no more than $\sigma = [[flipped: O(T**(4/3)*log(m)**(1/3)*R**(2/3)*m**(2/3))]]$ units change their sign at one step.",
                name="moved",
            ),
            Clause(
                r"Of the powers of $\zeta$ and $m$ at which the count of small preactivations may be cut, $\tau = [[cut: Z**(2/3)/sqrt(m)]]$ balances $[[small: tau*m**(3/2)]]$ and $[[large: Z**2/tau**2]]$.",
                name="balance",
            ),
            Clause(
                r"For $[[width: m >= K*T**16*R**8*log(m)**7]]$ the induction over steps closes: $[[weight: T**2*log(m)]]$ times the share of flipped units is $[[few: O(K**(-1/3))]]$, so that they are as few as lemma-products asks, and $T\kappa$ is small.",
                name="closes",
            ),
            Clause(
                r"Seen on one net of width $[[seen_width: 512]]$ and $[[seen_T: 8]]$ tokens, along one random direction: preactivations move and units flip by less than the two orders with constants of one.",
                name="seen",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"The proof is on the page of stability, by induction over the steps. What the checks decide are the orders, the balance and that the induction closes at the width.",
        refutation="A matrix in the ball that moves a preactivation further, at a width above the bound.",
        uses=("lemma-products", "lemma-uniform-laws", "lemma-finite-width", "remark-written-proofs"),
        notation=_NOTATION,
    ),
    Claim(
        "lemma-linearisation",
        _WHERE,
        (
            Clause(
                r"Except with a probability that is exponentially small in $\Gamma$, for one input and for all $W_1$, $W_2$ in the ball of lemma-stability at once, at its width, $U$ their difference: backward vectors with the masks between the two differ from those at the start by at most $[[changed: O(T*log(m)*sqrt(S) + T**2*sqrt(log(m))*R)]]$, the masks contributing through rows of a product and the moved weights through its norm.",
                name="changed",
            ),
            Clause(
                r"For $[[wide: m >= T*R**2]]$, and where lemma-stability counts the flipped units, an output at $W_2$ differs from its linear part at $W_1$ by at most $[[deviation: O(T**(8/3)*log(m)**(7/6)*R**(1/3)*m**(1/3))]]$ times $|U|_F$.",
                name="deviation",
            ),
            Clause(
                r"For $[[width: m >= K*T**16*R**8*log(m)**7]]$ and $|U|_F$ at most a constant times $[[radius: R/sqrt(m)]]$ the deviation is $[[eighth: O(K**(-1/6))]]$, and gradients in the ball differ from those at the start by $[[gradient: O(K**(-1/6)*sqrt(m))]]$. No smaller power of $T$ or $R$ is enough for this bound.",
                name="width",
            ),
            Clause(
                r"Seen on one net of width $[[seen_width: 512]]$ and $[[seen_T: 8]]$ tokens, along one random direction: the deviation is not zero and is below its order with a constant of one.",
                name="seen",
            ),
        ),
        Verdict.HOLDS,
        consequence=r"The proof is on the page of stability. So the deviation is at most one eighth over $|U|_F \le 2R/\sqrt m$, and $|\nabla f_t|^2 \le mT$ in the ball, once the constant of the width is large enough. It is not computed. A first draft had $T^{11/3}$ and $m \ge C T^{22}R^8\log^7 m$: it bounded the factor to the right of a changed mask by the norm of a whole product, "
        r"where only its rows on the changed units count.",
        refutation="Two matrices in the ball between which an output deviates further from linearity, at a width above the bound.",
        uses=("lemma-stability", "lemma-products", "lemma-finite-width", "remark-written-proofs"),
        notation=_NOTATION,
    ),
)
