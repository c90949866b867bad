"""Claims of appendix D: gradient descent with gradients of finite precision (lemma 5, equations 52 to 68)."""

from theory.ledger import Claim, Clause, Severity, Verdict

CLAIMS: tuple[Claim, ...] = (
    Claim(
        "algorithm-3",
        "appendix D, algorithm 3",
        r"Algorithm 3 is gradient descent on the expected loss. A step from $W$ takes any matrix $G$ that is near the expected gradient $g$ in every entry, $[[near: abs(G - g) <= sigma]]$, and replaces $W$ by "
        r"$[[step: W - eta*G]]$.",
        Verdict.HOLDS_AS_READ,
        reading=r"The expectation is over the distribution of $\mathbf x$, not over the finite data set that the algorithm names as its input. The ball is closed, as the footnote says.",
        consequence=r"As for algorithm-2, $B_i \sim N(0,1/m)$ must be replaced by $N(0,1)$ if wide nets are to meet the premise of lemma 5. The claim lemma-5 says what changes then.",
        refutation="An allowed step that differs from the gradient step by more than the precision, or a step that differs by no more and is not allowed.",
    ),
    Claim(
        "remark-d-theorem-2",
        "appendix D, first sentence",
        r"Theorem 2 still holds with algorithm 3 in place of the stochastic algorithm 2.",
        Verdict.FAILS,
        severity=Severity.REPAIRED,
        cause="theorem-3",
        counterexample=r"The argument is that of theorem 3: with the printed $B$ a run of algorithm 3 moves $W$ by $[[travel: O(sqrt(n)*T**8/m)]]$ (remark-d-induction), and by lemma 9 it changes every output by $[[moved: O(T**14*sqrt(n)/m)]]$, while the outputs at the start are of size $[[start: 1/sqrt(m)]]$. "
        r"For wide nets only a vanishing fraction of the signs changes, so the error remains that of the start up to this fraction: at least one half, for $B$ or for its negative. For fixed $n$ and $T$ the argument of theorem 3 needs no bound of another source here either, since a mean of gradients has at most the largest of their norms. (Theorem 2 is also about algorithm 1, which has exact gradients.)",
        correction=r"With standard normal $B_i$, wherever (52) holds, lemma 1 gives the conclusion of theorem 2 for $[[enough: n >= ((T - d)*(R**2 + log(1/delta))/epsilon)**2]]$ (the constant of (52) set to one).",
        consequence="See remark-4-finite-precision, which is about both appendices.",
        refutation="A run that meets (52) and whose answer at the end is wrong more often than the correction allows.",
        uses=("lemma-1", "lemma-5", "remark-d-induction", "lemma-9"),
    ),
    Claim(
        "remark-d-equivalent-lemma",
        "appendix D, before lemma 5",
        r"It is enough to prove a lemma that is equivalent to lemma 4: the premise is that of lemma 4, training losses of at most $[[losses: (1 + R**2)/n]]$ within $[[radius: R/sqrt(m)]]$ of the start, and the conclusion has the same right side, $[[bound: O((R**2 + log(1/delta))/sqrt(n))]]$.",
        Verdict.HOLDS_AS_READ,
        reading=r"The lemma is enough for the use of lemma 4 in appendix C. The premise is about the fake training set, which the proof draws and the algorithm never sees, so lemmas 6 and 7 are needed for this set. They are also needed "
        r"for the steps of the auxiliary run, of which there may be more than $n$ (lemma 5).",
        refutation="A step from lemma 4 to theorem 2 that uses more than this premise and this conclusion.",
        uses=("lemma-1",),
    ),
    Claim(
        "remark-d-same-setting",
        "appendix D, first paragraph",
        r"With gradient descent instead of stochastic gradient descent the positive result is in exactly the same setting as the negative results of appendix F.",
        Verdict.FAILS,
        severity=Severity.REPAIRED,
        cause="eq-4",
        counterexample=r"Without sub-tasks the sequence ends with its input, $T = d$, and the loss of eq 4 divides by $[[normaliser: T - d == 0]]$. So the loss of the positive result does not exist in the setting of the negative results.",
        correction=r"With the number of outputs, $[[outputs: T - d + 1]]$, as the normaliser, both settings have the same loss, the mean over the outputs, and it is defined in both.",
        consequence=r"See remark-f-same-setup, which also compares the oracles of the two results.",
        refutation="A value of the loss of eq 4, as printed, for a sequence with a single output.",
    ),
    Claim(
        "lemma-5",
        "appendix D, lemma 5",
        Clause(
            r"Suppose that some $W^*$ within $[[ball: R/sqrt(m)]]$ of $W^{(0)}$ has training losses at most $[[losses: (1 + R**2)/n]]$ on $n$ samples, where $R$ is a polynomial in $T$ and "
            r"$[[large: R == Omega(T**16)]]$. Then for $m$ larger than a polynomial in $n$, $R$, $T$ and the inverse of $\delta$ algorithm 3 with rate $[[rate: 1/(m*sqrt(n))]]$ and precision $[[precision: O(1/m)]]$ "
            r"satisfies (52), except with probability at most $\delta$.",
        ),
        Verdict.HOLDS_AS_READ,
        reading=(
            Clause(
                r"The width is at least a constant times $[[width: max(k**3*log(m)**6, sqrt(k)*T**(47/4)*log(m)**(3/4), T**9, T**6*log(1/delta)**3)]]$, where "
                r"$[[samples: k == max(n, log(1/delta)**2)]]$ is the number of steps of the auxiliary run of (53), and of points of the fake training set. If (66) is used in the printed form, the maximum also contains $[[loose: n**9*log(m)**6]]$. "
                r"These are the conditions of the chain (53) to (68), for the printed variance of $B$. At that variance wide nets cannot meet the premise (lemma 4), so the lemma is true but says nothing.",
                name="printed-scale",
            ),
            Clause(
                r"With standard normal $B_i$ wide nets can meet the premise where the conclusion of lemma 6 holds (lemma 7 as corrected). Then the lemma holds for the radius and the width that the reading of lemma 4 gives for that scale, with $n$ in the width replaced by $[[fake: max(n, log(1/delta)**3)]]$. At that scale adding up the lengths of the steps is not enough for the chain. Instead "
                r"the regret inequality keeps all iterates within $[[kept: O(R/sqrt(m))]]$ of the start.",
                name="standard-normal",
            ),
        ),
        consequence=(
            Clause(
                r"If $k$ is replaced by $n$ in the second term of the width, the gradients of the auxiliary run are not bounded: along $n = 1$, $\log(1/\delta) = M^3$, $T = M^{54/11}$, $m = M^{58}$ the width exceeds all other terms, "
                r"but the factors of (76), as their source proves them, exceed every constant times $T^8$. For the main run they do not.",
                name="auxiliary",
            ),
            Clause(
                r"With standard normal $B_i$ the bound of lemma 10 has an additional factor $\sqrt m$. Then a step of (58) has length $O(T^8/\sqrt{mn})$. The iterates may be at the distance $\sqrt n\,T^8/\sqrt m$ from the start, outside the radius of (60), and the first term of (65) is $n^{3/2}T^{16}$, which is too large for (68). "
                r"So the verdicts on (53) to (68) are for the printed scale.",
                name="scale",
            ),
        ),
        refutation="A step of its chain of orders that fails along a curve on which these widths hold.",
        uses=("eq-52", "eq-53#reading", "remark-d-gradient-width#correction", "lemma-4#reading", "lemma-11"),
    ),
    Claim(
        "eq-52",
        "appendix D, equation 52",
        r"The average teacher-forced zero-one loss is $[[bound: O((R**2 + log(1/delta))/sqrt(n))]]$.",
        Verdict.HOLDS_AS_READ,
        reading=r"The bound is read for the widths of lemma 5. (The second summand is not needed: (68) is the bound with $\delta = [[certain: 1]]$.)",
        refutation="A bound on the logarithmic loss in (68) that is larger than this one.",
        uses=("eq-68", "remark-c-log-to-zero-one"),
    ),
    Claim(
        "eq-53",
        "appendix D, equation 53",
        r"Some $\tilde W$ within $[[radius: T**8/sqrt(m)]]$ of $W^{(0)}$ has expected loss $[[loss: O(R**2/sqrt(n))]]$. It is an iterate of an auxiliary run of algorithm 2 with $[[steps: max(n, log(1/delta)**2)]]$ steps.",
        Verdict.HOLDS_AS_READ,
        reading=r"The widths are those of remark-d-auxiliary-width as corrected and of lemma 5, and the premise of lemma 5 is required for as many points as there are steps. The distance is at most a constant times the printed radius.",
        refutation="A curve along which the mean of (51) over that number of steps exceeds this order, or the run leaves the ball.",
        uses=("eq-50", "eq-51", "remark-d-auxiliary-width#correction"),
    ),
    Claim(
        "remark-d-auxiliary-width",
        "appendix D, after equation 53",
        r"$[[width: m > max(n**2, log(1/delta)**4)]]$ is wide enough for (53).",
        Verdict.GAP,
        severity=Severity.REPAIRED,
        cause="remark-c-width",
        counterexample=r"It does not follow. This width keeps the run in the ball, but (40) also needs a small linearisation error. With $R$, $T$, $\delta$ constant and $m$ as small as this condition allows, the bound on the error of the first $n$ steps exceeds "
        r"$[[allowed: R**2*sqrt(n)]]$ by a factor of order $[[excess: n**(1/6)*log(n)]]$.",
        correction=r"The width $[[corrected: m/log(m)**6 >= K*max(n**3, log(1/delta)**6)]]$ with a constant $K$ is enough for the linearisation error that (40) allows, and it also keeps the run in the ball. No smaller powers are enough for that error.",
        consequence="The polynomial is larger.",
        refutation="A run at this width whose mean loss exceeds (53). For the correction: a curve along which the corrected width holds and the error is not of the order that (40) allows.",
        uses=("eq-40", "remark-c-width#correction"),
    ),
    Claim(
        "eq-54",
        "appendix D, equation 54",
        r"The length of the path is at least the distance between its ends: $[[path: norm_F(W[i + 1] - W[0]) <= Sum(norm_F(W[k + 1] - W[k]), k, 0, i)]]$.",
        Verdict.HOLDS,
        refutation="Matrices for which the left side is the larger one.",
    ),
    Claim(
        "eq-55",
        "appendix D, equation 55",
        r"Algorithm 3 changes $W$ by $[[step: -eta*(g + sigma_k)]]$, where $g$ is the expected gradient and $[[rounding: norm_max(sigma_i) < sigma]]$.",
        Verdict.FAILS,
        severity=Severity.COSMETIC,
        counterexample=(
            Clause(
                r"The ball of algorithm 3 is closed (footnote 11: at most $\sigma$). It allows $[[farthest: g + sigma]]$ in every entry, and then $[[attained: norm_max(sigma_k) == sigma]]$.",
                name="ball",
            ),
            Clause(
                r"The printed bound is on $\sigma_i$ only, as in (26). At $i = [[i: 1]]$ it does not bound $\sigma_k$ at $k = [[free: 0]]$.",
                name="subscript",
            ),
        ),
        correction=r"$[[corrected: norm_max(sigma_k) <= sigma]]$ for every $k$ up to $i$.",
        consequence="Nothing that rests on it changes.",
        refutation="A reading of footnote 11 in which the ball is open.",
        uses=("algorithm-3",),
    ),
    Claim(
        "eq-56",
        "appendix D, equation 56",
        Clause(
            r"The gradient of the loss by the chain rule, as in (27), is $[[gradient: Sum(-y[t]*exp(-y[t]*f[t])/(1 + exp(-y[t]*f[t]))*grad(f[t]), t, d, T)/(T - d)]]$.",
            domain=r"$[[longer: T > d]]$",
        ),
        Verdict.HOLDS,
        consequence=Clause(
            r"That equation 4 as printed is not a mean does no harm here: this is the derivative of the printed loss, where that loss exists.",
            name="eq-4",
        ),
        refutation="Outputs and labels at which the derivative of eq 4 with respect to some output is different.",
        uses=("eq-4#harmless",),
    ),
    Claim(
        "eq-57",
        "appendix D, equation 57",
        r"By Jensen's inequality the expected gradient $g$ of the loss is bounded by the gradients $g_t$ of the outputs $f_t$: $[[bound: norm_F(g) <= Sum(E(norm_F(g[t])), t, d, T)/(T - d)]]$.",
        Verdict.HOLDS,
        consequence=r"Unlike (28), the bound keeps the sum over the outputs, so the normaliser does no harm.",
        refutation="A distribution of gradients for which the left side is the larger one.",
        uses=("eq-56",),
    ),
    Claim(
        "remark-d-gradient-width",
        "appendix D, between equations 57 and 58",
        r"For $[[width: m == Omega(max(T**7*log(n*T/delta)**3, sqrt(n)*T**8))]]$ lemma 10 bounds the gradients of all outputs along the run by $[[gradient: O(T**8)]]$ in the mean over $\mathbf x$, except with probability at most $\delta$.",
        Verdict.GAP,
        severity=Severity.REPAIRED,
        cause="eq-75",
        counterexample=(
            Clause(
                r"It is not shown. The printed argument uses lemma 10 for all $[[inputs: 2**d]]$ inputs at once. The union bound over their failures is small only if the exponent for a single input, $[[rate: m**(1/3)/T**2]]$, is at least of the order of $d$, and $d$ may be as large as $T$. "
                r"At the first of the two widths this exponent is $[[alone: T**(1/3)*log(n*T/delta)]]$. At $n = [[single: 1]]$ and constant $\delta$ the larger of the two widths is of order $[[larger: T**8]]$, where the exponent is only $[[exponent: T**(2/3)]]$.",
                name="union",
            ),
            Clause(
                r"At the second width the induction bounds the distance only by $[[distance: 1]]$, which is not a small ball. With this distance the product of the factors of lemma 10 is of order $[[factors: T**14]]$.",
                name="factors",
            ),
        ),
        correction=(
            Clause(
                r"For all inputs at once the width must satisfy $[[union: m >= K*max(T**9, T**6*log(1/delta)**3)]]$ with a large constant $K$. No smaller powers are enough.",
                name="union",
            ),
            Clause(
                r"The induction as printed bounds the distance by $[[travel: sqrt(n)*T**8/m]]$. With the factors as the proof of lemma 10 quotes them the printed order then needs $[[quoted: m >= K*sqrt(n)*T**11]]$, and no smaller width is enough.",
                name="quoted",
            ),
            Clause(
                r"With the same distance and the factors as their source proves them (remark-e-product-bound), it needs $[[proved: m >= K*max(sqrt(n)*T**(47/4)*log(m)**(3/4), sqrt(n)*T**8*log(m)**3)]]$, and no smaller width is enough.",
                name="proved",
            ),
        ),
        consequence="The polynomial is larger.",
        refutation="A run of a net of this width with a larger gradient. For the correction: a curve along which the corrected widths hold and the product of the factors exceeds the printed order.",
        uses=("lemma-10#correction", "remark-c-gradient-width#correction"),
    ),
    Claim(
        "eq-58",
        "appendix D, equation 58",
        r"A step moves $W$ by $\eta$ times $[[gradient: O(T**8 + 1)]]$, that is by $[[step: O(T**8/(m*sqrt(n)) + 1/(m**2*sqrt(n)))]]$.",
        Verdict.HOLDS,
        consequence=r"The rounding error contributes $\eta$ times 1, that is $1/(m\sqrt n)$, while the second summand is only $1/(m^2\sqrt n)$ (see remark-c-rounding-norm). The first summand absorbs it.",
        refutation="A curve along which the rate times the bound on gradient and rounding exceeds the printed order.",
        uses=("eq-55#correction", "eq-57", "remark-d-gradient-width#correction"),
    ),
    Claim(
        "remark-d-induction",
        "appendix D, after equation 58",
        r"By induction all iterates are near the start: $[[travel: norm_F(W[i + 1] - W[0]) == O((i + 1)*T**8/(m*sqrt(n)))]]$ for $[[iterates: i < n]]$.",
        Verdict.HOLDS,
        consequence=r"The same constant is valid for all steps, because each step needs the bound on gradients only within the radius of the whole run.",
        refutation="A number of steps after which steps of the length of (58) add up to more.",
        uses=("eq-54", "eq-58"),
    ),
    Claim(
        "eq-59",
        "appendix D, equation 59",
        r"For every $\mathbf x$ the losses at $W^{(i)}$ and at $\tilde W$ satisfy $[[convexity: loss(a) - loss(b) <= slope(a)*linear + abs(slope(a))*remainder]]$, where $a$ and $b$ are the outputs at $W^{(i)}$ and at $\tilde W$. The first "
        r"product is the inner product of the gradient at $W^{(i)}$ with the difference of the weights, and the second product is (60).",
        Verdict.HOLDS,
        consequence="This uses the convexity of the loss in each output, which the text does not mention.",
        refutation="An output and its deviation from linearity for which the left side is the larger one.",
        uses=("lemma-11", "eq-56", "eq-58"),
    ),
    Claim(
        "eq-60",
        "appendix D, equation 60",
        r"The remainder is at most $[[remainder: O((T**8/sqrt(m))**(1/3)*T**10*sqrt(m)*log(m))]]$ times the distance of $W^{(i)}$ and $\tilde W$: the slope of the loss is at most $[[slope: 1]]$, and for $[[wide: m > n]]$ the run stays within "
        r"$[[radius: O(T**8/sqrt(m))]]$ of the start.",
        Verdict.HOLDS,
        refutation="A curve along which the width exceeds the number of samples and the run leaves the ball, or another value of the bound of lemma 11 at that radius.",
        uses=("lemma-11", "eq-58", "eq-53#reading"),
    ),
    Claim(
        "eq-61",
        "appendix D, equation 61",
        r"The sum $[[sum: Sum(inner(g[i] + sigma[i], W[i] - Wt), i, 1, n)]]$ is bounded by (62), where $g_i$ is the expected gradient at $W_i$.",
        Verdict.HOLDS_AS_READ,
        reading=r"The relation between (61) and (62) is not printed. It is read as *at most*.",
        source="Shalev-Shwartz and Ben-David (2014), section 14.1.1",
        refutation="A run of algorithm 3 whose sum exceeds (62).",
    ),
    Claim(
        "eq-62",
        "appendix D, equation 62",
        r"The bound on (61) is $[[bound: norm_F(W[1] - Wt)**2/(2*eta) + eta/2*Sum(norm_F(g[i] + sigma[i])**2, i, 1, n)]]$.",
        Verdict.HOLDS_AS_READ,
        reading=r"The relation between (61) and (62) is not printed. It is read as *at most*.",
        source="Shalev-Shwartz and Ben-David (2014), section 14.1.1",
        refutation="A run of algorithm 3 whose sum (61) exceeds the bound.",
    ),
    Claim(
        "eq-63",
        "appendix D, equation 63",
        r"The sum over $i$ of the expected losses at $W_i$ minus those at $\tilde W$ is at most $[[start: norm_F(W[1] - Wt)**2/(2*eta)]]$ plus (64).",
        Verdict.HOLDS,
        consequence=r"The rounding term of (36) is omitted. It is $O(1)\,\|W_i - \tilde W\|_F$ in each step, which the O() of (64) absorbs.",
        refutation="A curve along which the omitted rounding term exceeds the linearisation error.",
        uses=("eq-59", "eq-60", "eq-62"),
    ),
    Claim(
        "eq-64",
        "appendix D, equation 64",
        r"The rest of (63) consists of the squared gradients of (62), $[[squares: eta/2*Sum(norm_F(g[i] + sigma[i])**2, i, 1, n)]]$, and of $[[remainder: O((T**8/sqrt(m))**(1/3)*T**10*sqrt(m)*log(m))]]$ times the sum of the distances between $W_i$ and $\tilde W$.",
        Verdict.HOLDS,
        refutation="A curve along which the omitted rounding term exceeds the linearisation error.",
        uses=("eq-60", "eq-62"),
    ),
    Claim(
        "eq-65",
        "appendix D, equation 65",
        r"The sum over $i$ of the expected losses at $W_i$ minus those at $W^*$ is at most $[[bound: O(T**16)/(2*eta*m) + eta*n/2*O(T**8 + 1)**2]]$ plus (66).",
        Verdict.GAP,
        severity=Severity.COSMETIC,
        counterexample=r"From (63) this follows for $\tilde W$, not for $W^*$. The distance of $W^*$ from the start may be $[[ball: R/sqrt(m)]]$, and then the first term of (63) is of order $[[first: R**2*sqrt(n)]]$, which the printed bound "
        r"does not cover. Moreover, nothing in the proof bounds the expected loss at $W^*$.",
        correction=r"With $\tilde W$ instead of $W^*$, as in (63), the bound holds: $[[mended: O(T**16)/(2*eta*m) + eta*n/2*O(T**8 + 1)**2]]$ plus (66).",
        consequence=r"Nothing that rests on it changes: (68) is concluded for $\tilde W$.",
        refutation=r"For the corrected form: a curve along which the distance from the start or the gradients give a larger bound.",
        uses=("eq-63", "eq-57", "eq-58"),
    ),
    Claim(
        "eq-66",
        "appendix D, equation 66",
        r"The linearisation error and the rounding add at most $[[bound: O((T**8/sqrt(m))**(1/3)*T**10*n*log(m))*(2*n*T**8) + O(m**(-3/2)*(n**2*T**8))]]$ to (65).",
        Verdict.HOLDS,
        consequence=r"The bound holds for the total. The factor $2nT^8$ could be replaced by $2T^8$. The last term alone does not bound the rounding term (remark-c-rounding-norm).",
        refutation="A curve along which linearisation error and rounding term together exceed the bound.",
        uses=("eq-64",),
    ),
    Claim(
        "eq-67",
        "appendix D, equation 67",
        r"(65) and (66) together are at most $[[bound: O(T**16*sqrt(n)) + O(m**(-1/6)*T**(62/3)*n**2*log(m)) + O(m**(-3/2)*n**2*T**8)]]$.",
        Verdict.HOLDS,
        refutation="A curve along which (65) and (66) exceed it.",
        uses=("eq-65#correction", "eq-66"),
    ),
    Claim(
        "remark-d-width",
        "appendix D, after equation 67",
        r"If $[[width: m/log(m)**3 > n**(9/2)]]$, then (67) is $[[wanted: O(R**2*sqrt(n))]]$.",
        Verdict.FAILS,
        severity=Severity.REPAIRED,
        cause="remark-c-width",
        counterexample=r"With $T$ and $R$ constant and $m$ as small as this condition allows, the second term of (67) exceeds the stated order by a factor of order $[[excess: n**(3/4)*sqrt(log(n))]]$.",
        correction=(
            Clause(
                r"For (67) as printed the least width is $[[printed: m/log(m)**6 >= K*n**9]]$.",
                name="printed",
            ),
            Clause(
                r"With $[[sharper: 2*T**8]]$ as the last factor of the first term of (66), the second term of (67) is $[[middle: O(m**(-1/6)*T**(62/3)*n*log(m))]]$. Then the least width is $[[least: m/log(m)**6 >= K*n**3]]$, and the printed one is enough.",
                name="sharper",
            ),
        ),
        consequence=r"(68) holds with the printed width, by the sharper form of (66).",
        refutation="A curve along which the corrected width holds and (67) exceeds the stated order.",
        uses=("eq-67",),
    ),
    Claim(
        "eq-68",
        "appendix D, equation 68",
        r"The expected loss, averaged over the steps, is $[[bound: O(R**2/sqrt(n))]]$.",
        Verdict.HOLDS_AS_READ,
        reading=r"The bound is read for the widths of remark-d-gradient-width and remark-d-auxiliary-width as corrected. Then the printed width of remark-d-width is enough, by the sharper form of (66).",
        refutation=r"A curve along which (67) divided by $n$ and the loss at $\tilde W$ together exceed this order.",
        uses=(
            "eq-53#reading",
            "eq-66",
            "remark-d-width#correction/sharper",
            "remark-d-gradient-width#correction",
        ),
    ),
)
