"""Claims of appendix E: what is taken from Wang et al. (2021) and Allen-Zhu et al. (2019) (lemmas 6 to 11)."""

from theory.ledger import Claim, Clause, Severity, Verdict

_WANG = "Wang et al. (2021)"
_DEVIATION = "theorem 13 in the text, lemma 13 in footnote 14"
_ALLEN_ZHU = "Allen-Zhu et al. (2019)"
_KERNEL = {"H": r"\mathbf H", "kappa0": r"\kappa_0", "kappa1": r"\kappa_1", "same": r"\epsilon"}
_GRADIENT = {"WT": "W^T"}
_DISTANCE = r"where $\rho$ is the distance of $W$ from $W^{(0)}$ in Frobenius norm"

CLAIMS: tuple[Claim, ...] = (
    Claim(
        "remark-e-attributions",
        "appendix E, before lemmas 6 to 9 and footnote 13",
        r"Lemma 6 is theorem 4 with remark H.1, lemma 7 is lemma 15 and lemma 8 is theorem 13 of Wang et al. (2021); lemma 9 is a simple corollary of two lemmas of Allen-Zhu et al. (2019).",
        Verdict.CITED,
        reading="What is checked of this is said at each lemma. That lemma 6 fails and lemma 7 depends on the variance of $B$ says nothing against the sources, which are not examined here.",
        source=f"{_WANG}; {_ALLEN_ZHU}, lemmas B.3 and C.2.a",
        refutation="Another statement in a source that is cited.",
    ),
    Claim(
        "eq-69",
        "appendix E, equation 69",
        r"The kernel at location $t$ is $[[kernel: H[i, j] == inner(g[i], g[j])/m]]$, where $g_i$ is the gradient of $f_t$ on $\mathbf z^{(i)}$ at the initial weights.",
        Verdict.HOLDS_AS_READ,
        reading=(
            Clause(
                r"A definition. For its normaliser the entries of $B$ have variance $[[variance: 1]]$. Then the kernel of two sequences tends to a limit as $m$ grows, which is "
                r"$[[outer: H[t] == kappa0(rho[t])*(K[t - 1]/2 + H[t - 1])]]$ with $[[hidden: K[t] == (t + 1)*kappa1(rho[t])]]$, $[[cosine: rho[t] == (K[t - 1] + same[t])/(t + 1)]]$ and "
                r"$[[start: K[0] == 1 and H[0] == 0]]$. Here $\kappa_0$, $\kappa_1$ are the arc-cosine kernels, and $\epsilon_t$ tells whether the tokens $t$ of the two sequences are equal, $[[values: same[t] in [0, 1]]]$.",
                name="limit",
            ),
            Clause(
                r"Terms between different times vanish at one output, and between two outputs those remain whose times are as far apart as the outputs. (That the net with one $W$ for all times has this limit is a known theorem for kernels of recurrent nets; here it is tested against finite widths.)",
                name="times",
            ),
        ),
        consequence=r"With $B_i \sim N(0, 1/m)$ as algorithm 1 prints, $\mathbf H^t = O(1/m)$: the limit is the zero matrix: lemma 6 fails, and lemma 7 with a radius that does not depend on $m$ (with the radius of that kernel itself it holds and says nothing). "
        r"Dropping $\frac1m$ instead would repair this line alone: the radius $R/\sqrt m$, the rate $\eta = 1/(m\sqrt n)$ and the factor $\sqrt m$ of eq 72 belong to variance 1. "
        r"The limit is one at fixed $t$: a drawn $W$, the same at all times, stretches the state by a factor a step whose logarithm scatters by about $\sqrt5/(2\sqrt m)$, so that for most draws $m$ must outgrow $t^2$ (measured on $|h_t|^2$; necessary, not sufficient).",
        refutation="A pair of sequences whose kernel in wide nets, averaged over draws, does not approach the recursion.",
        notation=_KERNEL,
    ),
    Claim(
        "eq-70",
        "appendix E, equation 70",
        r"The targets at location $t$ are the vector of the values of the target function at that location, one for each sample.",
        Verdict.HOLDS_AS_READ,
        reading=r"$h_t$ is the target at step $t$, not the hidden state of eq 1. The vector $\tilde{\mathbf y}^{(t)}$ is indexed by time and runs over samples; $\mathbf y^{(i)}$ is indexed by sample and runs over time.",
        refutation="A task whose labels at one location are no function of the sample alone.",
    ),
    Claim(
        "lemma-6",
        "appendix E, lemma 6",
        (
            Clause(
                r"For $m$ beyond a polynomial in $n$, $T$ and the inverse of $\delta$, except with probability at most $\delta$, there are matrices $G$, one for each location $t$, that the kernel $H$ at that location bounds up to a matrix of rank one: as quadratic forms $[[item_1: G <= H + transposed(v)*v]]$ "
                r"for some $v$ of norm at most $[[radius: 1/(100*C)]]$, $C$ the complexity of item 2.",
                name="item-1",
            ),
            Clause(
                r"With the targets $y$ of that location the complexity is $[[complexity: C == sqrt(quadratic(inverse(G), y))]]$, of order $[[order: O(sqrt(phi))]]$.",
                name="item-2",
            ),
        ),
        Verdict.FAILS,
        severity=Severity.BREAKS,
        reading=r"In item 1 $v$ is printed as a matrix in a ball of the Frobenius norm, and its shape is left open. It is read as one row, of length $n$; what is used, that $v$ stretches no vector by more than its norm, is true of every shape.",
        counterexample=(
            Clause(
                r"As printed, with $B$ of variance $[[variance: 1/m]]$, one sample is enough. Its kernel tends to $[[kernel: t*(t + 1)/(4*m)]]$, and item 1 then makes the complexity at least $[[least: sqrt((1 - 1/10**4)*4*m/(t*(t + 1)))]]$, which grows with $m$.",
                name="scale",
            ),
            Clause(
                r"With $B$ of variance $[[unit: 1]]$ the kernel forgets. Take the parity of a set $S$ of tokens that holds the first one, at output $t$ and on all $[[inputs: 2**t]]$ inputs of $t$ bits. By item 1 the squared complexity is at least $[[squared: (1 - 1/(10**4*2**t))/k]]$, "
                r"where the coefficient $k$ of that parity in the kernel is $[[coefficient: k <= F/2*exp(sqrt(2))*((1 + exp(-sqrt(2)/beta))/2)**(t - 1)]]$ with $[[ceiling: beta == (3*pi/(2*sqrt(2)))**(2/3)*(t + 1)**(1/3)]]$ and $[[factor: F == (t + 1)**2/2 + t/2*(1 + pi/2*sqrt((t + 1)/2)*(1 + t/pi)*(t + 1)**2)]]$. "
                r"So the complexity is at least the exponential of order $[[growth: t**(2/3)]]$, above every power of $t$.",
                name="forgetting",
            ),
            Clause(
                r"For the parity of the first two tokens at output $t$ on all inputs the complexity is $[[first: 10**15.85]]$ at $t = [[shorter: 1000]]$ and $[[second: 10**79.09]]$ at $t = [[longer: 10**4]]$, where the order of item 2 for gates of two inputs and degree two, $[[power: T**12]]$ for constants set to one, is $[[allowed: 10**48]]$.",
                name="computed",
            ),
        ),
        correction=(
            Clause(
                r"Let $B$ have variance $[[unit: 1]]$, and let $M_0$ have variance $[[start: 2*T**3/m]]$ in place of $[[before: 2/m]]$. (Or let $A$ be smaller by the factor $[[shrink: T**(3/2)]]$, which scales the kernel by $[[scale: T**(-3)]]$ besides.) Then in the limit kernel the squared complexity of every function of $N$ tokens with the values $[[values: [-1, 1]]]$, "
                r"on every sample of distinct inputs, is at most $[[bound: 4*(1 - 1/(sqrt(2)*T))**(-T)*(4*pi*T**3)**N]]$. That is within $\phi$ where the degrees are at least $[[degree: 1]]$ and the largest coefficient is bounded from below. "
                r"(Without that no kernel gives item 2: scaling $\psi$ keeps its signs and makes $\phi$ as small as one likes, as the claims about eq 10 show.)",
                name="repair",
            ),
            Clause(
                r"No smaller power is enough: with a start of squared norm $[[start_norm: T**gamma]]$ the bound of the counterexample still gives a complexity whose logarithm is of order $[[rest: T**(1 - gamma/3)]]$.",
                name="power",
                domain=r"$[[range: 1 <= gamma < 3]]$",
            ),
        ),
        consequence=(
            Clause(
                r"As printed the lemma gives no learnability at all. With $B$ mended it gives it for gates of recent tokens; a gate that reads $D$ tokens back costs at least $e^{\Omega(D/t^{1/3})}$ in this kernel, so that for the leaves of "
                r"bit-subset parity, which read up to $d$ back, theorems 2 and 3 and corollary 1 do not follow for algorithm 1's initialisation. Any complexity is also at most $\sqrt{n/\lambda_{\min}}$. Where $\lambda_{\min}$ of the kernel of the sample is at least an inverse polynomial of $T$, which is not shown here, the failure therefore needs $n$ beyond every power of $T$; below that $\phi/\sqrt n$ promises nothing either. ",
                name="reach",
            ),
            Clause(
                r"At the sizes of the experiments sub-tasks are cheap all the same, to begin with. On all inputs and at output $d = [[sizes: [8, 16, 32, 64, 128]]]$ the parity of the tokens $[[first: [1, 2]]]$ has complexity $[[near: [2.17, 3.48, 10.3, 72.0, 2030]]]$, "
                r"that of the first token and token $[[other: d/2 + 2]]$ has $[[far: [3.43, 5.60, 17.7, 140, 4570]]]$.",
                name="sizes",
            ),
        ),
        refutation="A pair of inputs whose kernel exceeds the bound on what it remembers, or, for the correction, a gate whose squared complexity exceeds the bound.",
        uses=("eq-69", "eq-70", "eq-10"),
        notation=_KERNEL | {"quadratic": r"#2^T #1 #2", "inverse": r"#1^{-1}", "transposed": "#1^T"},
    ),
    Claim(
        "lemma-7",
        "appendix E, lemma 7",
        r"For $m$ beyond a polynomial in $n$, $R$, $T$ and the inverse of $\delta$, except with probability at most $\delta$, some $W^*$ within $[[ball: R/sqrt(m)]]$ of $W^{(0)}$ has training losses at most $[[losses: (1 + R**2)/n]]$, with "
        r"$[[radius: R == Otilde(T*Sum(C[t], t, d, T))]]$, where $C_t$ is the complexity of lemma 6 at location $t$.",
        Verdict.FAILS,
        severity=Severity.BREAKS,
        cause="lemma-6",
        reading=r"$R$ is given before $m$ and does not depend on it: $m^*$ is a polynomial in $R$, and lemma 4 and lemma 5 take $R$ to be a polynomial in $T$, as item 2 of lemma 6 promises. (Read with $R$ from the kernel at width $m$ itself, the lemma is true as printed and says nothing: see the second case.)",
        counterexample=(
            Clause(
                r"Let $B$ have variance $[[variance: 1/m]]$. As $m$ grows with $R$ fixed, all outputs tend to zero everywhere in the ball, so that every loss tends to $[[limit: (T - d + 1)/(T - d)*log(2)]]$. "
                r"That exceeds the bound for $[[samples: n > (1 + R**2)/log(2)]]$.",
                name="fixed-radius",
            ),
            Clause(
                r"No $R$ of the printed formula is such a number: by item 1 of lemma 6 the square of each complexity is at least $[[least: (1 - 1/(10**4*n))/b]]$, $b$ the largest entry on the diagonal of the kernel, which tends to $[[kernel: t*(t + 1)/(4*m)]]$. So with constants set to one $[[vacuous: R**2 >= 16*(1 - 1/(10**4*n))*m]]$, and for $[[wide: m >= n]]$ the bound on the losses is more than $[[zero: 2*log(2)]]$, what $W^{(0)}$ itself attains. "
                r"For $d = [[d: 12]]$, $T = [[T: 13]]$, all $[[n: 2**12]]$ inputs and labels that repeat the last token $[[growing: R**2 == 1242.9*m]]$; at $m = [[m: 64]]$ the bound is $[[bound: 19.4]]$. The lemma is then true and empty, and only together with item 2 of lemma 6 is it false.",
                name="together",
            ),
            Clause(
                r"Nor is the printed $R$, its constants set to one, enough for $B$ of variance $[[one: 1]]$ where outputs are linear in $W$, as they are in the limit. After $d$ input bits let the three sub-tasks be gates of $[[fan_in: 1]]$ near token: not the last token but one, not the last token, the last token. At every output whose sequence ends with $[[end: [1, 0, 0, 1]]]$ the labels are $[[labels: [1, -1, 1]]]$ in turn. "
                r"A $W$ with margin one on these sequences is farther from $W^{(0)}$ than $[[factors: [5.88, 25.9, 46.1]]]$ times $[[printed: T*Sum(C[t], t, d, T)/sqrt(m)]]$, for $d = [[sizes: [128, 256, 512]]]$.",
                name="shared-weights",
                domain=r"$[[length: T == d + 2]]$, teacher forcing, all inputs",
            ),
        ),
        correction=(
            Clause(
                r"Let $B$ have variance $[[unit: 1]]$, let $\mathbf H$ be the joint limit kernel over samples and outputs, $Y$ all labels, and $[[weights: Ws == W0 + c/m*Sum(alpha[i]*g[i], i, 1, n)]]$, where $i$ runs through all pairs of a sample and an output, $g_i$ is the gradient of that output at the start, and $\alpha$ solves $[[solution: H*alpha == Y]]$. "
                r"Then the outputs tend to their start plus $c$ times the labels, and the distance from the start to $[[distance: c*sqrt(quadratic(inverse(H), Y))/sqrt(m)]]$, up to a factor that tends to one.",
                name="weights",
            ),
            Clause(
                r"With $[[margin: c == 2*log(n) + max_output]]$, where the last summand is the largest size of an output at the start, every loss is then at most $[[loss: 2/n**2]]$.",
                name="margin",
                domain=r"$[[two: n >= 2]]$",
            ),
        ),
        consequence=(
            Clause(
                r"Lemmas 4 and 5 have a hypothesis that the printed net cannot meet for $n > (1+R^2)/\log2$ and large $m$. By lemma 6's failure $R$ is not polynomial in $T$ for far tokens and all inputs.",
                name="premise",
            ),
            Clause(
                r"The kernels of single outputs do not decide $R$, since outputs share $W$: the least norm with which one $W$ gives all labels is at least the largest of the single complexities. For the sub-tasks of parity ($d = 8$, all inputs, two trees) it is between that and the sum of the single ones.",
                name="outputs",
            ),
            Clause(
                r"That is no law. Let the labels be $+1$ at one output and $-1$ at the next, on all sequences of $[[length: 60]]$ tokens: the joint complexity is $[[ratio: 1.48]]$ times $T$ times the sum of the two. "
                r"On all sequences of free tokens let output $t + i$ have $(-1)^i$ times the parity of the last two tokens, $i < k$. Each alone is cheap; for $t = [[starts: [64, 128, 256, 512]]]$ the joint complexity is $[[two: [0.930, 1.05, 1.11, 1.14]]]$ times $T$ times the sum for $k = 2$, $[[three: [3.32, 60.2, 205, 442]]]$ times for $k = 3$.",
                name="joint",
            ),
            Clause(
                r"So with the printed $A$ gates of near tokens, which save lemma 6, do not save the radius at the sizes computed, and the factor grows with them; whether some constants and powers of logarithms would do for all sizes is not decided. The reason is that a kernel which has forgotten the start tells outputs apart by the norms of the states alone. "
                r"With $A$ of variance $2/(mT^3)$ the joint complexity of any gates of at most $N$ tokens, $N\ge2$ fixed, is at most the root of the sum of squares of bounds for each alone, $O(\sqrt{k\,T^N})$: lemma-joint and lemma-coefficients of the paper elman-2026. No lower bound on $R$ is shown for the sub-tasks of parity with the printed $A$.",
                name="near-gates",
            ),
        ),
        refutation="Weights in the ball of a wide net whose losses are all below the bound, or, for the correction, labels that the solution of the joint kernel does not reach.",
        uses=("lemma-6", "eq-69"),
        notation=_KERNEL
        | {
            "quadratic": r"#2^T #1 #2",
            "inverse": r"#1^{-1}",
            "max_output": "a",
            "Ws": "W^*",
            "W0": "W^{(0)}",
        },
    ),
    Claim(
        "lemma-8",
        "appendix E, lemma 8",
        r"For $n$ given inputs, with probability at least $[[probability: 1 - O(n)*exp(-Omega(m**(1/3)))]]$, $f_t$ is linear within radius $[[radius: r == O(poly(n, T)/sqrt(m))]]$ up to (72), for all locations.",
        Verdict.CITED,
        reading="The inputs are given beforehand; the bound is for all pairs of weights in the ball.",
        consequence=r"The source states only probability $1 - O(n)e^{-\Omega(\log m)}$; the stronger form rests on a private communication (footnote 14): see remark-e-weak-tail.",
        source=f"{_WANG}, {_DEVIATION}, with the probability of that footnote, which is not in it",
        refutation="Weights in the ball whose deviation grows with a larger power of the radius or of the width.",
    ),
    Claim(
        "eq-71",
        "appendix E, equation 71",
        r"The deviation from linearity, $[[deviation: abs(f(Wt) - f(W) - inner(grad(f), Wt - W))]]$, bounded by (72).",
        Verdict.CITED,
        source=f"{_WANG}, {_DEVIATION}",
        refutation="Weights in the ball whose deviation exceeds (72).",
        uses=("lemma-8",),
    ),
    Claim(
        "eq-72",
        "appendix E, equation 72",
        r"$[[bound: O(r**(1/3)*T**10*sqrt(m)*log(m))]]$ times the distance of the two weights.",
        Verdict.CITED,
        source=f"{_WANG}, {_DEVIATION}",
        consequence=r"The factor $\sqrt m$ belongs to $B_i \sim N(0,1)$; with the printed $N(0,1/m)$, and $r$ a power of $T$ over $\sqrt m$, the bound is weaker than what lemma 10 gives by itself. "
        r"Its powers of $r$ and $m$ are attained: a change of rank one that turns the units nearest their kink in the last step has a deviation of order $r^{4/3}\sqrt m$ at fixed $T$ (for $r^{2/3}m$ large). "
        r"Measured, training's own direction does better, and none of the directions tried shows a power of $T$ above 4.",
        refutation="A direction in which the deviation grows with a larger power of the radius or of the width.",
        uses=("lemma-8",),
    ),
    Claim(
        "remark-e-weak-tail",
        "appendix E, footnote 14",
        r"The published lemma has probability $[[published: 1 - O(n)*exp(-Omega(log(m)))]]$ only; its proof, the authors are said to confirm, gives $[[confirmed: 1 - O(n)*exp(-Omega(m**(1/3)))]]$.",
        Verdict.CITED,
        reading=r"What is checked is what either form gives for all inputs at once.",
        consequence=r"Lemma 11, and with it lemma 5, rest on the unpublished form, with which $m \ge K(T^3 + \log^3(1/\delta))$ is enough. With the published one, $m^{-\Omega(1)}$, a union over "
        r"$2^d$ inputs needs $\log m = \Omega(d)$: no polynomial width is enough ($d = T$, $m = T^{100}$). Lemma 4 does not need it: for $n$ inputs $m \ge (n/\delta)^{O(1)}$ is enough.",
        source="private communication with the authors of Wang et al. (2021)",
        refutation="A proof of the stronger probability, or inputs for which it fails.",
        uses=("lemma-8",),
    ),
    Claim(
        "remark-e-b-norm",
        "appendix E, proofs of lemmas 9 and 10",
        r"The norm of $B$ is bounded by a constant, except with a probability that is exponentially small in $m$.",
        Verdict.HOLDS_AS_READ,
        reading=r"For $B$ of variance $[[variance: 1/m]]$, as printed: the norm is at most $[[bound: sqrt(2)]]$ except with probability at most $[[rare: exp(-m*(1 - log(2))/2)]]$.",
        consequence=r"With $B_i \sim N(0,1)$ it is $O(\sqrt m)$, and lemmas 9 and 10 get a factor $\sqrt m$.",
        refutation="A width at which the norm exceeds the bound more often.",
    ),
    Claim(
        "lemma-9",
        "appendix E, lemma 9",
        r"Within radius $[[ball: poly(T)/sqrt(m)]]$ of the start, for one input and one location the output is as (73) says with probability $[[one: 1 - exp(-Omega(m**(1/3)/T**2))]]$, and for all inputs and locations at once as (74) says with probability $[[all: 1 - exp(-O(T) - Omega(m**(1/3)/T**2))]]$.",
        Verdict.GAP,
        severity=Severity.REPAIRED,
        cause="eq-74",
        reading=r"For $m$ so large that the ball is small: $\rho$ is at most an inverse power of $T$. Read for every polynomial and every $m$, as it is printed, the lemma is false: outputs grow exponentially in $T$ (see equation 73).",
        counterexample=r"A union bound over $[[inputs: 2**d]]$ inputs multiplies the probability of a failure by their number: see equation 74. It cannot give the second probability, which is no smaller than the first.",
        correction=r"The union bound gives probability $[[union: 1 - exp(O(T) - Omega(m**(1/3)/T**2))]]$ for all inputs at once. It says something for $[[width: m >= K*T**9]]$ and for no smaller power of $T$.",
        consequence=r"$T^9$ joins the conditions on $m$. Locations should be $d \le t \le T$.",
        source=f"{_ALLEN_ZHU}, lemmas B.3 and C.2.a",
        refutation="For the second part as printed: a width at which some input fails more often than the printed probability allows.",
        uses=("eq-73", "eq-74", "remark-e-b-norm"),
    ),
    Claim(
        "eq-73",
        "appendix E, equation 73",
        rf"The output at location $t$ is $[[output: O(T**6*rho + t)]]$, {_DISTANCE}: from bounded $\|B\|$, hidden states $[[state: O(t)]]$ at the start and their change $[[change: O(T**6*rho)]]$.",
        Verdict.CITED,
        reading=r"For all $W$ in the ball at once, and $m$ so large that the ball is small: $\rho$ is at most an inverse power of $T$. Read for every polynomial and every $m$, as it is printed, it is false: for $[[width: m == T**7]]$ and the radius $[[ball: T**5/sqrt(m)]]$ the change $[[direction: rho*v*v]]$ of $W$ along the unit vector $v$ with equal entries makes the output grow faster than $[[growth: (rho - 8)**T]]$ over a power of $T$.",
        source=f"{_ALLEN_ZHU}, lemmas B.3 and C.2.a",
        refutation="Weights in a small ball whose outputs grow with a larger power of the length.",
        uses=("remark-e-b-norm",),
    ),
    Claim(
        "eq-74",
        "appendix E, equation 74",
        r"All outputs on all inputs are $[[output: O(T**6*rho + T)]]$ with probability $[[all: 1 - exp(-O(T) - Omega(m**(1/3)/T**2))]]$, by a union bound.",
        Verdict.GAP,
        severity=Severity.REPAIRED,
        reading=r"In a small ball, as (73).",
        counterexample=r"A union bound adds up probabilities of failure. Of $[[events: 2**10]]$ independent events of probability $[[one: 1/10**4]]$ each, at least one occurs with probability $[[union: 0.097]]$; the form that is printed says that it is at most $[[printed: 1/10**4]]$.",
        correction=r"The union bound gives probability $[[summed: 1 - exp(O(T) - Omega(m**(1/3)/T**2))]]$. This is at least $[[confidence: 1 - delta]]$ for $[[width: m >= K*max(T**9, T**6*log(1/delta)**3)]]$, $K$ a large constant, and for no smaller powers.",
        consequence=r"(41) and (58) need $m = \Omega(T^9)$. That the outputs on different inputs do fail so often is not shown.",
        refutation="For the printed probability: a width at which some input fails more often. For the correction: a curve along which the width holds and the union is not rare.",
        uses=("eq-73",),
    ),
    Claim(
        "lemma-10",
        "appendix E, lemma 10",
        r"Within radius $[[ball: poly(T)/sqrt(m)]]$ of the start, for one input and one location the gradient is as (75) says with probability $[[one: 1 - exp(-Omega(m**(1/3)/T**2))]]$, and for all inputs and locations at once with probability $[[all: 1 - exp(-O(T) - Omega(m**(1/3)/T**2))]]$.",
        Verdict.GAP,
        severity=Severity.REPAIRED,
        cause="eq-75",
        reading=r"In a small ball, as (73). Read for every polynomial and every $m$ it is false: the gradient grows exponentially in $T$ where the output does.",
        counterexample=(
            Clause(
                r"The factors that the proof multiplies give $[[product: T**14*rho**2 + T**10*rho + T**5]]$, not (75). Their source proves less than the proof quotes: see remark-e-product-bound.",
                name="factors",
            ),
            Clause(
                r"The union bound over $[[inputs: 2**d]]$ inputs does not give the second probability: see equation 74.",
                name="union",
            ),
        ),
        correction=(
            Clause(
                rf"From the bounds that the source proves follows $[[proved: O(T**14*rho**2 + T**13*rho**(4/3)*log(m) + T**8*rho**(1/3)*log(m) + T**5)]]$, {_DISTANCE}, and nothing of smaller order.",
                name="gradient",
            ),
            Clause(
                r"It holds for all inputs at once with probability $[[union: 1 - exp(O(T) - Omega(m**(1/3)/T**2))]]$.",
                name="union",
            ),
            Clause(
                r"That is $[[used: O(T**8)]]$, which (29) and (58) use, for $[[near: rho <= min(T**(-15/4)*log(m)**(-3/4), log(m)**(-3))]]$, and for no larger distance.",
                name="near",
            ),
        ),
        consequence=r"(29) and (58) need a larger width: see remark-d-gradient-width. The bounds as the proof quotes them would give $O(T^{14}\rho^2 + T^{10}\rho + T^5)$, hence $O(T^8)$ for $\rho \le T^{-3}$, but those are not what the source proves.",
        source=f"{_ALLEN_ZHU}, lemmas B.11, C.7 and C.9",
        refutation="For (75): weights in a small ball with a larger gradient. For the correction: a curve along which the product of the factors exceeds it.",
        uses=("eq-75", "eq-76#correction", "lemma-9", "remark-e-product-bound"),
    ),
    Claim(
        "eq-75",
        "appendix E, equation 75",
        rf"From (76), $[[state: O(T**6*rho + T)]]$ for the hidden states, $[[product: O(T**7*rho + T**3)]]$ for the products of (76) and $[[last: O(1)]]$ for $B$ it follows that the gradient is $[[gradient: O(T**8*rho + T**4)]]$ in Frobenius norm, {_DISTANCE}.",
        Verdict.GAP,
        severity=Severity.REPAIRED,
        reading=r"In a small ball, as (73).",
        counterexample=r"(76) has up to $T$ summands. Their bounds add up to $[[summed: T*(T**7*rho + T**3)*(T**6*rho + T)]]$. At $\rho = [[far: 1]]$ that is of order $[[far_own: T**14]]$, and what is printed of order $[[far_printed: T**8]]$; at $\rho = [[close: T**(-5)]]$ it is $[[close_own: T**5]]$ and $[[close_printed: T**4]]$.",
        correction=(
            Clause(
                r"From the factors as quoted follows $[[quoted: O(T**14*rho**2 + T**10*rho + T**5)]]$, and nothing of smaller order.",
                name="quoted",
            ),
            Clause(
                r"From the factors as their source proves them (remark-e-product-bound) follows $[[proved: O(T**14*rho**2 + T**13*rho**(4/3)*log(m) + T**8*rho**(1/3)*log(m) + T**5)]]$, and nothing of smaller order.",
                name="proved",
            ),
        ),
        consequence=r"That real nets in a small ball break (75) is not shown; its proof does not give it. See lemma-10.",
        refutation="Weights in a small ball of a wide net with a larger gradient.",
        uses=("eq-76#correction", "eq-73", "remark-e-product-bound"),
    ),
    Claim(
        "eq-76",
        "appendix E, equation 76",
        r"The gradient of $f_t$ is $[[gradient: Sum(Product(WT*D[j], j, t, i + 1)*B*D[i]*h[i], i, 1, t)]]$, where $D_j$ keeps the units that are active at step $j$.",
        Verdict.FAILS,
        severity=Severity.COSMETIC,
        counterexample=r"A net of width $[[units: 2]]$ on $t = [[t: 3]]$ equal tokens: $W = ([[W: [[-1, 1], [1, 1]]]])$ by rows, the column of $A$ is $([[A: [0, 1]]])$, $B = ([[B: [1, 3]]])$ and $h_0 = ([[h0: [2, 1]]])$. The entries of the gradient are $([[exact: [[4, 13], [24, 37]]]])$ by rows; the printed sum, with its last three factors read as $[[read: D[i]*B*transposed(h[i])]]$, gives $([[printed: [[9, 20], [19, 74]]]])$. "
        r"Nor is it the gradient if they are read as $[[other: B*transposed(D[i]*h[i])]]$, or if the product runs the other way.",
        correction=r"The gradient of $f_t$ is $[[corrected: Sum(D[i]*Product(WT*D[j], j, i + 1, t)*B*transposed(h[i - 1]), i, 1, t)]]$, factors of the product in increasing order.",
        consequence="None for norms: all factors keep theirs.",
        refutation="A net whose exact derivative differs from the corrected formula.",
        uses=("eq-1", "eq-2"),
        notation=_GRADIENT | {"transposed": "#1^T"},
    ),
    Claim(
        "remark-e-product-bound",
        "appendix E, proof of lemma 10",
        rf"By lemma B.11 and lemma C.9 of Allen-Zhu et al. (2019) the products of (76) have spectral norm $[[product: O(T**7*rho + T**3)]]$, {_DISTANCE}.",
        Verdict.GAP,
        severity=Severity.REPAIRED,
        counterexample=r"The source proves less. For the products themselves at perturbed weights it has $[[alone: O(T**7)]]$ (lemma C.7). Lemma C.9 is about the products with the output layer in front: they are the norm of $B$ times $[[source: O(T**3 + T**6*rho**(1/3)*log(m) + T**7*rho)]]$. "
        r"At $\rho = [[place: T**(-4)]]$, where the two printed terms are equal, the first exceeds what is printed by the factor $[[excess_alone: T**4]]$ and the second by $[[excess: T**(5/3)*log(m)]]$.",
        correction=r"For (76) the form of the source is enough: the summand $i$ of the gradient has norm $[[summand: norm_F(b[i])*norm_F(h[i - 1])]]$, where $b_i$ is the product with $B$ behind it, $D_i$ in front.",
        consequence=r"Lemma 10 and the width in (29) and (58) get larger powers: see lemma-10 and remark-d-gradient-width.",
        source=f"{_ALLEN_ZHU}, lemmas B.11, C.7 and C.9",
        refutation="A proof of the printed bound on the products, or weights in a small ball whose products exceed it.",
    ),
    Claim(
        "remark-e-polynomial-gradients",
        "appendix E, before lemma 10",
        r"So the gradients are polynomially bounded, as the negative result for parities asks.",
        Verdict.HOLDS_AS_READ,
        reading=r"Within the ball of radius $[[ball: T**k/sqrt(m)]]$ for any fixed $k$ and with $m$ so large that it is small, and with locations from $d$ on in lemma 10: without sub-tasks $T = d$ and the printed range $[[empty: d < t <= T]]$ is empty. Theorem 4 speaks of every iterative algorithm; this covers only those that stay in such a ball.",
        refutation="A power of the radius for which the bound of lemma 10 is no polynomial.",
        uses=("lemma-10#correction",),
    ),
    Claim(
        "remark-e-actual-factor",
        "appendix E, before lemma 10",
        r"The net for which the positive results are proved also meets the premise of the negative ones; thus intermediate supervision is proved to be the factor that enables efficient learning.",
        Verdict.GAP,
        severity=Severity.BREAKS,
        cause="lemma-6",
        counterexample=r"The positive half is not proved for this net: it rests on lemma 6, and at the initialisation of algorithm 1 the complexity of a sub-task that reads the first tokens exceeds every power of $T$.",
        correction=r"With the initialisation of lemma 6 as corrected the complexity of every sub-task is at most a power of $T$ for fixed $N$.",
        consequence=r"The two halves also need one normaliser of the loss: see remark-f-same-setup.",
        refutation="A proof of the positive half that does not need lemma 6.",
        uses=("remark-e-polynomial-gradients", "lemma-6#correction", "remark-d-same-setting#correction"),
    ),
    Claim(
        "remark-e-use-of-lemma-10",
        "appendix E, before lemma 10",
        Clause(
            r"Lemma 10 is used to bound the deviation from linearity of nets of finite width.", name="use"
        ),
        Verdict.FAILS,
        severity=Severity.COSMETIC,
        counterexample=Clause(
            r"That bound is lemma 11, and its proof uses lemma 8 only. Nor could lemma 10 give it: a bound on gradients bounds the deviation by $[[rough: T**8*rho + T**4]]$ times the distance of the two weights, which does not vanish with the radius, as (78) does.",
            name="use",
        ),
        correction=Clause(
            r"Lemma 10 is used for the length of the steps, (29) and (58), and for theorem 4.", name="use"
        ),
        consequence="None.",
        refutation="A step in the proof of lemma 8 or 11 that rests on lemma 10.",
        uses=("lemma-11", "lemma-10"),
    ),
    Claim(
        "remark-e-union",
        "appendix E, proof of lemma 11",
        r"Lemma 11 follows from lemma 8 by a union bound over the inputs of $d$ bits and $[[locations: T - d]]$ locations.",
        Verdict.FAILS,
        severity=Severity.COSMETIC,
        counterexample=r"The locations include $d$. For $d = [[d: 2]]$, $T = [[T: 4]]$ these are the $t$ in $[[those: [2, 3, 4]]]$, and $[[printed: 2]]$ is one too few.",
        correction=r"There are $[[count: T - d + 1]]$ locations. As lemma 8 is for all locations at once, a union over the $[[inputs: 2**d]]$ inputs is enough.",
        consequence="None for the order in the exponent.",
        refutation="Another number of outputs.",
        uses=("lemma-8",),
    ),
    Claim(
        "lemma-11",
        "appendix E, lemma 11",
        r"Lemma 8 for all inputs at once, with probability at least $[[probability: 1 - exp(O(T*log(T)) - Omega(m**(1/3)))]]$, for radii up to a polynomial in $T$ over the square root of $m$.",
        Verdict.CITED,
        reading=r"'Lemma 8 from Wang et al.' in the text is lemma 8 of this paper.",
        consequence="Rests on the unpublished probability of lemma 8: see remark-e-weak-tail.",
        source=f"{_WANG}, {_DEVIATION}, with the probability of that footnote",
        refutation="A number of inputs and locations whose logarithm exceeds the printed exponent.",
        uses=("lemma-8",),
    ),
    Claim(
        "eq-77",
        "appendix E, equation 77",
        r"The largest deviation from linearity over all inputs and locations, bounded by (78).",
        Verdict.CITED,
        source=f"{_WANG}, {_DEVIATION}, with the probability of that footnote",
        refutation="An input whose deviation exceeds (78).",
        uses=("lemma-11",),
    ),
    Claim(
        "eq-78",
        "appendix E, equation 78",
        r"$[[bound: O(r**(1/3)*T**10*sqrt(m)*log(m))]]$ times the distance of the two weights.",
        Verdict.CITED,
        source=f"{_WANG}, {_DEVIATION}, with the probability of that footnote",
        refutation="An input whose deviation exceeds it.",
        uses=("lemma-11",),
    ),
)
