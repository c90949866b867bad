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
        r"Lemma 6 is theorem 4 with remark H.1 of Wang et al. (2021), lemma 7 is their lemma 15, and lemma 8 is their theorem 13. Lemma 9 is a simple corollary of two lemmas of Allen-Zhu et al. (2019).",
        Verdict.CITED,
        reading="The claim about each lemma says what is checked. The failures of lemmas 6 and 7 as printed say nothing against their sources, which are not examined for these two lemmas.",
        source=f"{_WANG}; {_ALLEN_ZHU}, lemmas B.3 and C.2.a",
        refutation="Another statement in a cited source.",
    ),
    Claim(
        "eq-69",
        "appendix E, equation 69",
        r"The kernel at location $t$ is $[[kernel: H[i, j] == inner(g[i], g[j])/m]]$, where $g_i$ is the gradient of $f_t$ on $\mathbf z^{(i)}$ at the initial weights.",
        Verdict.HOLDS_AS_READ,
        reading=(
            Clause(
                r"This is a definition. Its normaliser requires that the entries of $B$ have variance $[[variance: 1]]$. Then the kernel of two sequences tends to a limit as $m$ grows: "
                r"$[[outer: H[t] == kappa0(rho[t])*(K[t - 1]/2 + H[t - 1])]]$ with $[[hidden: K[t] == (t + 1)*kappa1(rho[t])]]$, $[[cosine: rho[t] == (K[t - 1] + same[t])/(t + 1)]]$ and "
                r"$[[start: K[0] == 1 and H[0] == 0]]$. Here $\kappa_0$ and $\kappa_1$ are the arc-cosine kernels, and $[[values: same[t] in [0, 1]]]$ is one exactly if token $t$ is the same in the two sequences.",
                name="limit",
            ),
            Clause(
                r"In the limit, terms of two different times vanish in the kernel of one output. In the kernel between two outputs only those terms remain whose times differ by as much as the outputs. (That the net with one $W$ for all times has this limit is a known theorem for kernels of recurrent nets; here it is tested against finite widths.)",
                name="times",
            ),
        ),
        consequence=r"With $B_i \sim N(0, 1/m)$, as algorithm 1 prints, $\mathbf H^t = O(1/m)$ and the limit is the zero matrix. Then lemma 6 fails, and lemma 7 fails with a radius that does not depend on $m$ (with the radius of this kernel itself it holds and says nothing). "
        r"Omitting $\frac1m$ instead would correct only this equation: the radius $R/\sqrt m$, the rate $\eta = 1/(m\sqrt n)$ and the factor $\sqrt m$ of eq 72 belong to variance 1. "
        r"The limit is taken at fixed $t$. A drawn $W$, the same at all times, multiplies the length of the state in each step by a factor whose logarithm has a standard deviation of about $\sqrt5/(2\sqrt m)$. So for most draws $m$ must grow faster than $t^2$ (measured on $|h_t|^2$; this is necessary, not sufficient).",
        refutation="A pair of sequences whose kernel in wide nets, averaged over draws, does not approach the recursion.",
        notation=_KERNEL,
    ),
    Claim(
        "eq-70",
        "appendix E, equation 70",
        r"The targets at location $t$ are the vector of the values of the target function at that location, one for each sample.",
        Verdict.HOLDS_AS_READ,
        reading=r"$h_t$ is the target at step $t$, not the hidden state of eq 1. The vector $\tilde{\mathbf y}^{(t)}$ is indexed by time and runs over samples; $\mathbf y^{(i)}$ is indexed by sample and runs over time.",
        refutation="A task whose labels at one location are not a function of the sample alone.",
    ),
    Claim(
        "lemma-6",
        "appendix E, lemma 6",
        (
            Clause(
                r"For $m$ larger than a polynomial in $n$, $T$ and the inverse of $\delta$, except with probability at most $\delta$, there are matrices $G$, one for each location $t$, that are bounded by the kernel $H$ at that location up to a matrix of rank one. As quadratic forms, $[[item_1: G <= H + transposed(v)*v]]$ "
                r"for some $v$ of norm at most $[[radius: 1/(100*C)]]$, where $C$ is the complexity of item 2.",
                name="item-1",
            ),
            Clause(
                r"With the targets $y$ of that location the complexity is $[[complexity: C == sqrt(quadratic(inverse(G), y))]]$, and it is of order $[[order: O(sqrt(phi))]]$.",
                name="item-2",
            ),
        ),
        Verdict.FAILS,
        severity=Severity.BREAKS,
        reading=r"In item 1 $v$ is printed as a matrix in a ball of the Frobenius norm, and its shape is not given. It is read as one row of length $n$. The property that is used is true for every shape: $v$ multiplies the length of a vector by at most the norm of $v$.",
        counterexample=(
            Clause(
                r"As printed, with $B$ of variance $[[variance: 1/m]]$, one sample is enough. Its kernel tends to $[[kernel: t*(t + 1)/(4*m)]]$, and item 1 then makes the complexity at least $[[least: sqrt((1 - 1/10**4)*4*m/(t*(t + 1)))]]$, which grows with $m$.",
                name="scale",
            ),
            Clause(
                r"With $B$ of variance $[[unit: 1]]$ the kernel depends very weakly on early tokens. Take the parity of a set $S$ of tokens that contains the first token, at output $t$ and on all $[[inputs: 2**t]]$ inputs of $t$ bits. By item 1 the squared complexity is at least $[[squared: (1 - 1/(10**4*2**t))/k]]$, "
                r"where the coefficient $k$ of that parity in the kernel is $[[coefficient: k <= F/2*exp(sqrt(2))*((1 + exp(-sqrt(2)/beta))/2)**(t - 1)]]$ with $[[ceiling: beta == (3*pi/(2*sqrt(2)))**(2/3)*(t + 1)**(1/3)]]$ and $[[factor: F == (t + 1)**2/2 + t/2*(1 + pi/2*sqrt((t + 1)/2)*(1 + t/pi)*(t + 1)**2)]]$. "
                r"So the logarithm of the complexity is at least of order $[[growth: t**(2/3)]]$, and the complexity exceeds every power of $t$.",
                name="forgetting",
            ),
            Clause(
                r"For the parity of the first two tokens at output $t$ on all inputs the complexity is $[[first: 10**15.85]]$ at $t = [[shorter: 1000]]$ and $[[second: 10**79.09]]$ at $t = [[longer: 10**4]]$. The order of item 2 for gates of two inputs and degree two, which is $[[power: T**12]]$ with constants set to one, is $[[allowed_first: 10**36]]$ and $[[allowed: 10**48]]$ there: the complexity is still below it at the first of these $t$ and above it at the second.",
                name="computed",
            ),
        ),
        correction=(
            Clause(
                r"Let $B$ have variance $[[unit: 1]]$, and let $M_0$ have variance $[[start: 2*T**3/m]]$ instead of $[[before: 2/m]]$. (Or let $A$ be smaller by the factor $[[shrink: T**(3/2)]]$, which also scales the kernel by $[[scale: T**(-3)]]$.) Then in the limit kernel the squared complexity of every function of $N$ tokens with the values $[[values: [-1, 1]]]$, "
                r"on every sample of distinct inputs, is at most $[[bound: 4*(1 - 1/(sqrt(2)*T))**(-T)*(4*pi*T**3)**N]]$. This is at most of order $\phi$ if the degrees are at least $[[degree: 1]]$ and the largest coefficient is bounded from below, for fixed $N$. "
                r"(Without this condition no kernel gives item 2: scaling $\psi$ keeps its signs and makes $\phi$ arbitrarily small, as the claims about eq 10 show.)",
                name="repair",
            ),
            Clause(
                r"No smaller power is enough: if $h_0$ has the squared norm $[[start_norm: T**gamma]]$, the bound of the counterexample still gives a complexity whose logarithm is of order $[[rest: T**(1 - gamma/3)]]$.",
                name="power",
                domain=r"$[[range: 1 <= gamma < 3]]$",
            ),
        ),
        consequence=(
            Clause(
                r"As printed the lemma gives no learnability at all. With $B$ of variance one gates of near tokens with margin one meet its bound, but lemma 7 may fail for these too. A gate that reads a token $D$ steps back has a complexity of at least $e^{\Omega(D/t^{1/3})}$, divided by a power of $t$, in this kernel. So for the leaves of "
                r"bit-subset parity, which read tokens up to $d$ steps back, theorems 2 and 3 and corollary 1 do not follow for algorithm 1's initialisation. Every complexity is also at most $\sqrt{n/\lambda_{\min}}$, where $\lambda_{\min}$ is the least eigenvalue of the kernel of the sample. If $\lambda_{\min}$ is at least an inverse polynomial in $T$, which is not shown here, a complexity above every power of $T$ therefore needs $n$ larger than every power of $T$. ",
                name="reach",
            ),
            Clause(
                r"At the smaller sizes of the experiments the complexities are nevertheless small. On all inputs and at output $d = [[sizes: [8, 16, 32, 64, 128]]]$ the parity of the tokens $[[first: [1, 2]]]$ has the complexity $[[near: [2.17, 3.48, 10.3, 72.0, 2030]]]$, in this order; "
                r"the parity of the first token and token $[[other: d/2 + 2]]$ has the complexity $[[far: [3.43, 5.60, 17.7, 140, 4570]]]$.",
                name="sizes",
            ),
        ),
        refutation="A parity whose coefficient in the kernel exceeds the bound of the counterexample, or, for the correction, a gate whose squared complexity exceeds the bound.",
        uses=("eq-69", "eq-70", "eq-10"),
        notation=_KERNEL | {"quadratic": r"#2^T #1 #2", "inverse": r"#1^{-1}", "transposed": "#1^T"},
    ),
    Claim(
        "lemma-7",
        "appendix E, lemma 7",
        r"For $m$ larger than a polynomial in $n$, $R$, $T$ and the inverse of $\delta$, except with probability at most $\delta$, some $W^*$ within $[[ball: R/sqrt(m)]]$ of $W^{(0)}$ has training losses at most $[[losses: (1 + R**2)/n]]$, with "
        r"$[[radius: R == Otilde(T*Sum(C[t], t, d, T))]]$, where $C_t$ is the complexity of lemma 6 at location $t$.",
        Verdict.FAILS,
        severity=Severity.BREAKS,
        cause="lemma-6",
        reading=r"$R$ is given before $m$ and does not depend on it: $m^*$ is a polynomial in $R$, and lemmas 4 and 5 require $R$ to be a polynomial in $T$, as item 2 of lemma 6 says. (If $R$ is instead computed from the kernel at width $m$ itself, the lemma is true as printed and says nothing: see the second counterexample.)",
        counterexample=(
            Clause(
                r"Let $B$ have variance $[[variance: 1/m]]$. As $m$ grows with $R$ fixed, all outputs tend to zero everywhere in the ball, so every loss tends to $[[limit: (T - d + 1)/(T - d)*log(2)]]$. "
                r"This exceeds the bound on the losses for $[[samples: n > (1 + R**2)/log(2)]]$.",
                name="fixed-radius",
            ),
            Clause(
                r"The $R$ of the printed formula depends on $m$. By item 1 of lemma 6 the square of each complexity is at least $[[least: (1 - 1/(10**4*n))/b]]$, where $b$ is the largest entry on the diagonal of the kernel, which tends to $[[kernel: t*(t + 1)/(4*m)]]$. So with constants set to one $[[vacuous: R**2 >= 16*(1 - 1/(10**4*n))*m]]$, and for $[[wide: m >= n]]$ the bound on the losses exceeds $[[zero: 2*log(2)]]$, which $W^{(0)}$ itself attains. "
                r"For $d = [[d: 12]]$, $T = [[T: 13]]$, all $[[n: 2**12]]$ inputs and labels that repeat the last token, $[[growing: R**2 == 1242.9*m]]$; at $m = [[m: 64]]$ the bound is $[[bound: 19.4]]$. With this $R$ the lemma is true and says nothing. It is false only together with item 2 of lemma 6.",
                name="together",
            ),
            Clause(
                r"For $B$ of variance $[[one: 1]]$ the printed $R$, with its constants set to one, is not large enough either, if outputs are linear in $W$, as they are in the limit. After $d$ input bits let the three sub-tasks be gates of $[[fan_in: 1]]$ near token: the negation of the token before the last, the negation of the last token, and the last token. At the outputs whose sequence ends with $[[end: [1, 0, 0, 1]]]$ the labels are $[[labels: [1, -1, 1]]]$, in this order. "
                r"Every $W$ that changes the outputs on these sequences by a margin of one is farther from $W^{(0)}$ than $[[factors: [5.88, 25.9, 46.1]]]$ times $[[printed: T*Sum(C[t], t, d, T)/sqrt(m)]]$, for $d = [[sizes: [128, 256, 512]]]$ in this order. (They are computed with lower bounds on the distance and upper bounds on the complexities, so the true factors are at least as large. The outputs at the start are left out. Since the distribution of $B$ is symmetric, they lower the bound with probability at most one half.)",
                name="shared-weights",
                domain=r"$[[length: T == d + 2]]$, teacher forcing, all inputs",
            ),
        ),
        correction=(
            Clause(
                r"Let $B$ have variance $[[unit: 1]]$, let $\mathbf H$ be the joint limit kernel over samples and outputs, $Y$ all labels, and $[[weights: Ws == W0 + c/m*Sum(alpha[i]*g[i], i, 1, n)]]$, where $i$ runs through all pairs of a sample and an output (in this sum $n$ is the number of these pairs), $g_i$ is the gradient of that output at the start, and $\alpha$ solves $[[solution: H*alpha == Y]]$. "
                r"Then, as the width grows, the outputs tend to their initial values plus $c$ times the labels, and the distance of $W^*$ from $W^{(0)}$ is $[[distance: c*sqrt(quadratic(inverse(H), Y))/sqrt(m)]]$, up to a factor that tends to one.",
                name="weights",
            ),
            Clause(
                r"With $[[margin: c == 2*log(n) + max_output]]$, where the last summand is the largest absolute value of an output at the start, every loss is at most $[[loss: 2/n**2]]$.",
                name="margin",
                domain=r"$[[two: n >= 2]]$",
            ),
        ),
        consequence=(
            Clause(
                r"Lemmas 4 and 5 have a premise that the printed net cannot meet for $n > (1+R^2)/\log2$ and large $m$. Since lemma 6 fails, $R$ is not polynomial in $T$ for sub-tasks that read far tokens, on all inputs.",
                name="premise",
            ),
            Clause(
                r"The kernels of single outputs do not determine $R$, since the outputs share $W$. The joint complexity, the least norm with which one $W$ gives all labels, is at least the largest of the complexities of single outputs. For the sub-tasks of parity ($d = 8$, all inputs, two trees) it is between this largest complexity and the sum of the complexities.",
                name="outputs",
            ),
            Clause(
                r"In general the joint complexity can exceed the sum. Let the labels be $+1$ at one output and $-1$ at the next, on all sequences of $[[length: 60]]$ tokens. Then the joint complexity is $[[ratio: 1.48]]$ times $T$ times the sum of the two complexities. "
                r"As a second example, on all sequences of free tokens let the label of output $t + i$ be $(-1)^i$ times the parity of the last two tokens, for $i < k$. Each output alone has a small complexity. For $t = [[starts: [64, 128, 256, 512]]]$, in this order, the joint complexity divided by $T$ times the sum is $[[two: [0.930, 1.05, 1.11, 1.14]]]$ for $k = 2$ and $[[three: [3.32, 60.2, 205, 442]]]$ for $k = 3$.",
                name="joint",
            ),
            Clause(
                r"Gates of near tokens meet the bound of lemma 6 with the printed $A$, but at the larger of the computed sizes they do not meet the radius of this lemma, and the factor that is missing grows with the size. It is not decided whether some constants and powers of logarithms would be enough for all sizes. The reason is that a kernel that hardly depends on the start distinguishes the outputs only by the norms of their states. "
                r"With $A$ of variance $2/(mT^3)$ the joint complexity of any gates of at most $N$ tokens, $N\ge2$ fixed, is at most the square root of the sum of the squared bounds for the single outputs, $O(\sqrt{k\,T^N})$ for $k$ outputs: see lemma-joint and lemma-coefficients of the paper elman-2026. No lower bound on $R$ is shown for the sub-tasks of parity with the printed $A$.",
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
        reading="The inputs are fixed before the weights are drawn. The bound is for all pairs of weights in the ball, and the ball is small, as in (73). As printed, for an arbitrary polynomial and an arbitrary $m$, the lemma is false: in the example of equation 73 the deviation grows exponentially in $T$.",
        consequence=r"The source states only probability $1 - O(n)e^{-\Omega(\log m)}$; the stronger form rests on a private communication (footnote 14): see remark-e-weak-tail.",
        source=f"{_WANG}, {_DEVIATION}, with the probability of that footnote, which is not in it",
        refutation="Weights in the ball whose deviation grows with a larger power of the radius or of the width.",
    ),
    Claim(
        "eq-71",
        "appendix E, equation 71",
        r"The deviation from linearity, $[[deviation: abs(f(Wt) - f(W) - inner(grad(f), Wt - W))]]$, is bounded by (72).",
        Verdict.CITED,
        reading="The ball is small, as in lemma 8.",
        source=f"{_WANG}, {_DEVIATION}",
        refutation="Weights in a small ball whose deviation exceeds (72).",
        uses=("lemma-8",),
    ),
    Claim(
        "eq-72",
        "appendix E, equation 72",
        r"The bound on (71) is $[[bound: O(r**(1/3)*T**10*sqrt(m)*log(m))]]$ times the distance between the two weights.",
        Verdict.CITED,
        reading="The ball is small, as in lemma 8.",
        source=f"{_WANG}, {_DEVIATION}",
        consequence=r"The factor $\sqrt m$ belongs to $B_i \sim N(0,1)$. With the printed $N(0,1/m)$, and $r$ a power of $T$ divided by $\sqrt m$, the bound is weaker than the bound that follows from lemma 10 alone. "
        r"Its powers of $r$ and $m$ are attained: a change of rank one that switches the units whose inputs are nearest to zero in the last step has a deviation of order $r^{4/3}\sqrt m$ at fixed $T$ (for large $r^{2/3}m$). "
        r"In measurements, the deviation in the direction of training is smaller, and none of the directions tried shows a power of $T$ above 4.",
        refutation="A direction in which the deviation grows with a larger power of the radius or of the width.",
        uses=("lemma-8",),
    ),
    Claim(
        "remark-e-weak-tail",
        "appendix E, footnote 14",
        r"The published lemma has only the probability $[[published: 1 - O(n)*exp(-Omega(log(m)))]]$. According to the footnote its authors confirm that the proof gives $[[confirmed: 1 - O(n)*exp(-Omega(m**(1/3)))]]$.",
        Verdict.CITED,
        reading=r"The checks decide what each form gives for all inputs at once, not which of them the proof gives.",
        consequence=r"Lemma 11, and therefore lemma 5, rest on the unpublished form, with which $m \ge K(T^3 + \log^3(1/\delta))$ is enough. With the published form, whose probability of failure is $m^{-\Omega(1)}$ for one input, a union bound over "
        r"$2^d$ inputs needs $\log m = \Omega(d)$, so no polynomial width is enough ($d = T$, $m = T^{100}$). Lemma 4 does not need the unpublished form: for $n$ inputs $m \ge (n/\delta)^{O(1)}$ is enough.",
        source="private communication with the authors of Wang et al. (2021)",
        refutation="A proof of the stronger probability, or inputs for which it fails.",
        uses=("lemma-8",),
    ),
    Claim(
        "remark-e-b-norm",
        "appendix E, proofs of lemmas 9 and 10",
        r"The norm of $B$ is bounded by a constant, except with a probability that is exponentially small in $m$.",
        Verdict.HOLDS_AS_READ,
        reading=r"$B$ has variance $[[variance: 1/m]]$, as printed. Then the norm is at most $[[bound: sqrt(2)]]$ except with probability at most $[[rare: exp(-m*(1 - log(2))/2)]]$.",
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
        reading=r"$m$ is so large that the ball is small: the distance $\rho$ from the start is at most an inverse power of $T$. For every polynomial and every $m$, as it is printed, the lemma is false: outputs grow exponentially in $T$ (see equation 73).",
        counterexample=r"A union bound over $[[inputs: 2**d]]$ inputs multiplies the probability of a failure by their number: see equation 74. It cannot give the second probability, which is at least as large as the first.",
        correction=r"The union bound gives probability $[[union: 1 - exp(O(T) - Omega(m**(1/3)/T**2))]]$ for all inputs at once. This says something for $[[width: m >= K*T**9]]$ with a large constant $K$, and for no smaller power of $T$.",
        consequence=r"$m = \Omega(T^9)$ is one more condition on the width. The locations should be $d \le t \le T$.",
        source=f"{_ALLEN_ZHU}, lemmas B.3 and C.2.a",
        refutation="For the second part as printed: a width at which some input fails more often than the printed probability allows.",
        uses=("eq-73", "eq-74", "remark-e-b-norm"),
    ),
    Claim(
        "eq-73",
        "appendix E, equation 73",
        rf"The output at location $t$ is $[[output: O(T**6*rho + t)]]$, {_DISTANCE}. This follows from a bounded $\|B\|$, hidden states of size $[[state: O(t)]]$ at the start and a change $[[change: O(T**6*rho)]]$ of the hidden states.",
        Verdict.CITED,
        reading=r"The bound is for all $W$ in the ball at once, and $m$ is so large that the ball is small: $\rho$ is at most an inverse power of $T$. For every polynomial and every $m$, as it is printed, it is false: for $[[width: m == T**7]]$ and the radius $[[ball: T**5/sqrt(m)]]$ the change $[[direction: rho*v*v]]$ of $W$ along the unit vector $v$ with equal entries makes the output grow faster than $[[growth: (rho - 8)**T]]$ divided by a power of $T$.",
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
        reading=r"The ball is small, as in (73). A term $O(T)$ in an exponent is not negative, as in lemma 11, whose exponent has the sign of the correction. If $O(T)$ may have either sign, the printed line says the same as the correction.",
        counterexample=r"A union bound adds up probabilities of failure. Of $[[events: 2**10]]$ independent events of probability $[[one: 1/10**4]]$ each, at least one occurs with probability $[[union: 0.097]]$. A probability of failure that is no larger than for one event, as in the printed form, would be $[[printed: 1/10**4]]$.",
        correction=r"The union bound gives probability $[[summed: 1 - exp(O(T) - Omega(m**(1/3)/T**2))]]$. This is at least $[[confidence: 1 - delta]]$ for $[[width: m >= K*max(T**9, T**6*log(1/delta)**3)]]$ with a large constant $K$, and for no smaller powers.",
        consequence=r"(41) and (58) need $m = \Omega(T^9)$. It is not shown that the bound is in fact violated on some input as often as the union bound allows.",
        refutation="For the printed probability: a width at which the bound is violated on some input more often. For the correction: a curve along which the width holds and the union bound exceeds the stated probability.",
        uses=("eq-73",),
    ),
    Claim(
        "lemma-10",
        "appendix E, lemma 10",
        r"Within radius $[[ball: poly(T)/sqrt(m)]]$ of the start, for one input and one location the gradient is as (75) says with probability $[[one: 1 - exp(-Omega(m**(1/3)/T**2))]]$, and for all inputs and locations at once with probability $[[all: 1 - exp(-O(T) - Omega(m**(1/3)/T**2))]]$.",
        Verdict.GAP,
        severity=Severity.REPAIRED,
        cause="eq-75",
        reading=r"The ball is small, as in (73). For every polynomial and every $m$, as it is printed, the lemma is false: the gradient grows exponentially in $T$ where the output does.",
        counterexample=(
            Clause(
                r"The product of the factors in the proof is $[[product: T**14*rho**2 + T**10*rho + T**5]]$, not (75). Moreover, the source proves weaker factors than the proof quotes: see remark-e-product-bound.",
                name="factors",
            ),
            Clause(
                r"The union bound over $[[inputs: 2**d]]$ inputs does not give the second probability: see equation 74.",
                name="union",
            ),
        ),
        correction=(
            Clause(
                rf"The bounds that the source proves imply that the gradient is $[[proved: O(T**14*rho**2 + T**13*rho**(4/3)*log(m) + T**8*rho**(1/3)*log(m) + T**5)]]$, {_DISTANCE}, and no smaller order.",
                name="gradient",
            ),
            Clause(
                r"This bound holds for all inputs at once with probability $[[union: 1 - exp(O(T) - Omega(m**(1/3)/T**2))]]$.",
                name="union",
            ),
            Clause(
                r"The bound is $[[used: O(T**8)]]$, the order that (29) and (58) use, for $[[near: rho <= min(T**(-15/4)*log(m)**(-3/4), log(m)**(-3))]]$, and for no distance of larger order.",
                name="near",
            ),
        ),
        consequence=r"(29) and (58) need a larger width: see remark-d-gradient-width. The factors as the proof quotes them would give $O(T^{14}\rho^2 + T^{10}\rho + T^5)$, hence $O(T^8)$ for $\rho \le T^{-3}$, but the source does not prove these factors.",
        source=f"{_ALLEN_ZHU}, lemmas B.11, C.7 and C.9",
        refutation="For (75): weights in a small ball with a larger gradient. For the correction: a curve along which the product of the factors exceeds it.",
        uses=("eq-75", "eq-76#correction", "lemma-9", "remark-e-product-bound"),
    ),
    Claim(
        "eq-75",
        "appendix E, equation 75",
        rf"Let the hidden states be $[[state: O(T**6*rho + T)]]$, the products of (76) $[[product: O(T**7*rho + T**3)]]$ and $B$ $[[last: O(1)]]$. Then by (76) the gradient is $[[gradient: O(T**8*rho + T**4)]]$ in Frobenius norm, {_DISTANCE}.",
        Verdict.GAP,
        severity=Severity.REPAIRED,
        reading=r"The ball is small, as in (73).",
        counterexample=r"(76) has up to $T$ summands. Their bounds add up to $[[summed: T*(T**7*rho + T**3)*(T**6*rho + T)]]$. At $\rho = [[far: 1]]$ this sum is of order $[[far_own: T**14]]$, while the printed bound is of order $[[far_printed: T**8]]$. At $\rho = [[close: T**(-5)]]$ they are of order $[[close_own: T**5]]$ and $[[close_printed: T**4]]$.",
        correction=(
            Clause(
                r"The factors as quoted imply that the gradient is $[[quoted: O(T**14*rho**2 + T**10*rho + T**5)]]$, and no smaller order.",
                name="quoted",
            ),
            Clause(
                r"The factors as their source proves them (remark-e-product-bound) imply that it is $[[proved: O(T**14*rho**2 + T**13*rho**(4/3)*log(m) + T**8*rho**(1/3)*log(m) + T**5)]]$, and no smaller order.",
                name="proved",
            ),
        ),
        consequence=r"It is not shown that nets in a small ball violate (75); the printed proof does not give (75). See lemma-10.",
        refutation="Weights in a small ball of a wide net with a larger gradient.",
        uses=("eq-76#correction", "eq-73", "remark-e-product-bound"),
    ),
    Claim(
        "eq-76",
        "appendix E, equation 76",
        r"The gradient of $f_t$ is $[[gradient: Sum(Product(WT*D[j], j, t, i + 1)*B*D[i]*h[i], i, 1, t)]]$, where $D_j$ keeps the units that are active at step $j$.",
        Verdict.FAILS,
        severity=Severity.COSMETIC,
        counterexample=r"Take a net of width $[[units: 2]]$ on $t = [[t: 3]]$ equal tokens with $W = ([[W: [[-1, 1], [1, 1]]]])$ by rows, the column of $A$ is $([[A: [0, 1]]])$, $B = ([[B: [1, 3]]])$ and $h_0 = ([[h0: [2, 1]]])$. The entries of the gradient are $([[exact: [[4, 13], [24, 37]]]])$ by rows; the printed sum, with its last three factors read as $[[read: D[i]*B*transposed(h[i])]]$, gives $([[printed: [[9, 20], [19, 74]]]])$. "
        r"The printed sum is not the gradient either if these factors are read as $[[other: B*transposed(D[i]*h[i])]]$, or if the product is taken in the opposite order.",
        correction=r"The gradient of $f_t$ is $[[corrected: Sum(D[i]*Product(WT*D[j], j, i + 1, t)*B*transposed(h[i - 1]), i, 1, t)]]$, with the factors of the product in increasing order of $j$.",
        consequence="The bounds on norms do not change, because the factors have the same bounds.",
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
        counterexample=r"The source proves weaker bounds. For the products themselves at perturbed weights it proves $[[alone: O(T**7)]]$ (lemma C.7). Lemma C.9 is about the products multiplied by the output layer: they are at most the norm of $B$ times $[[source: O(T**3 + T**6*rho**(1/3)*log(m) + T**7*rho)]]$. "
        r"At $\rho = [[place: T**(-4)]]$, where the two printed terms are equal, the first of these bounds exceeds the printed one by the factor $[[excess_alone: T**4]]$ and the second by the factor $[[excess: T**(5/3)*log(m)]]$.",
        correction=r"For (76) the form of the source is enough: the summand $i$ of the gradient has norm $[[summand: norm_F(b[i])*norm_F(h[i - 1])]]$, where $b_i$ is the product multiplied by $D_i$ from the left and by $B$ from the right.",
        consequence=r"The powers in lemma 10 and in the width for (29) and (58) are larger: see lemma-10 and remark-d-gradient-width.",
        source=f"{_ALLEN_ZHU}, lemmas B.11, C.7 and C.9",
        refutation="A proof of the printed bound on the products, or weights in a small ball whose products exceed it.",
    ),
    Claim(
        "remark-e-polynomial-gradients",
        "appendix E, before lemma 10",
        r"By lemma 10 the gradients are polynomially bounded, as the negative result for parities requires.",
        Verdict.FAILS,
        severity=Severity.REPAIRED,
        cause="remark-f-gradients-of-the-net",
        counterexample=r"Theorem 4 is about every iterative algorithm. An algorithm may leave lemma 10's ball, and outside the gradients can be exponential in $d$: see remark-f-gradients-of-the-net.",
        correction=r"With high probability the gradients are polynomially bounded within the ball of radius $[[ball: T**k/sqrt(m)]]$ for any fixed $k$, with $m$ so large that the ball is small, if lemma 10 includes the location $d$: without sub-tasks $T = d$ and the printed range $[[empty: d < t <= T]]$ is empty. So the requirement is met for algorithms that remain in such a ball.",
        refutation="A power of the radius for which the bound of lemma 10 is not a polynomial.",
        uses=("lemma-10#correction", "remark-f-gradients-of-the-net"),
    ),
    Claim(
        "remark-e-actual-factor",
        "appendix E, before lemma 10",
        r"The net for which the positive results are proved also meets the premise of the negative results. Thus intermediate supervision is proved to be the factor that enables efficient learning.",
        Verdict.GAP,
        severity=Severity.REPAIRED,
        cause="lemma-6",
        counterexample=r"The positive half is not proved for this net: it rests on lemma 6, and at the initialisation of algorithm 1 the complexity of a sub-task that reads the first tokens exceeds every power of $T$.",
        correction=r"With the initialisation of lemma 6 as corrected the complexity of every sub-task is at most a power of $T$ for fixed $N$.",
        consequence=r"The premise of the negative results is met only for algorithms that remain in lemma 10's ball (remark-e-polynomial-gradients). The two halves also need the same normaliser of the loss: see remark-f-same-setup.",
        refutation="A proof of the positive half that does not need lemma 6.",
        uses=(
            "remark-e-polynomial-gradients#correction",
            "lemma-6#correction",
            "remark-d-same-setting#correction",
        ),
    ),
    Claim(
        "remark-e-use-of-lemma-10",
        "appendix E, before lemma 10",
        r"Lemma 10 is used to bound the deviation from linearity of nets of finite width.",
        Verdict.HOLDS_AS_READ,
        reading=Clause(
            r"Lemma 10 gives the premise of the bounds on this deviation, (31) and (60): by the length of the steps, (29) and (58), the weights remain in the ball of lemmas 8 and 11. These lemmas do not use it. It could not give their bound: with a bound on gradients the deviation is at most $[[rough: T**8*rho + T**4]]$ times the distance between the two weights, and this factor does not vanish with the radius, while that of (78) does.",
            name="use",
        ),
        refutation="A step in the proof of lemma 8 or 11 that rests on lemma 10, or bounds (31) and (60) that do not.",
        uses=("eq-31", "eq-60", "lemma-11", "lemma-10"),
    ),
    Claim(
        "remark-e-union",
        "appendix E, proof of lemma 11",
        r"Lemma 11 follows from lemma 8 by a union bound over the inputs of $d$ bits and $[[locations: T - d]]$ locations.",
        Verdict.FAILS,
        severity=Severity.COSMETIC,
        counterexample=r"The locations include $d$. For $d = [[d: 2]]$, $T = [[T: 4]]$ they are the $t$ in $[[those: [2, 3, 4]]]$, and the printed number $[[printed: 2]]$ is too small by one.",
        correction=r"There are $[[count: T - d + 1]]$ locations. Since lemma 8 is for all locations at once, a union bound over the $[[inputs: 2**d]]$ inputs is enough.",
        consequence="The order in the exponent does not change.",
        refutation="Another number of outputs.",
        uses=("lemma-8",),
    ),
    Claim(
        "lemma-11",
        "appendix E, lemma 11",
        r"The bound of lemma 8 holds for all inputs at once with probability at least $[[probability: 1 - exp(O(T*log(T)) - Omega(m**(1/3)))]]$, for radii up to a polynomial in $T$ divided by the square root of $m$.",
        Verdict.CITED,
        reading=r"'Lemma 8 from Wang et al.' in the text is read as lemma 8 of this paper, and the ball is small, as there. As printed, for an arbitrary polynomial and an arbitrary $m$, this lemma is false too.",
        consequence="It rests on the unpublished probability of lemma 8: see remark-e-weak-tail.",
        source=f"{_WANG}, {_DEVIATION}, with the probability of that footnote",
        refutation="A number of inputs and locations whose logarithm exceeds the printed exponent.",
        uses=("lemma-8",),
    ),
    Claim(
        "eq-77",
        "appendix E, equation 77",
        r"The largest deviation from linearity over all inputs and locations is bounded by (78).",
        Verdict.CITED,
        reading="The ball is small, as in lemma 11.",
        source=f"{_WANG}, {_DEVIATION}, with the probability of that footnote",
        refutation="An input whose deviation exceeds (78) in a small ball.",
        uses=("lemma-11",),
    ),
    Claim(
        "eq-78",
        "appendix E, equation 78",
        r"The bound on (77) is $[[bound: O(r**(1/3)*T**10*sqrt(m)*log(m))]]$ times the distance between the two weights.",
        Verdict.CITED,
        reading="The ball is small, as in lemma 11.",
        source=f"{_WANG}, {_DEVIATION}, with the probability of that footnote",
        refutation="An input whose deviation exceeds the bound in a small ball.",
        uses=("lemma-11",),
    ),
)
