"""Section 4: from teacher-forced sub-tasks to sequences (lemma 1, eq 5-7, theorem 2)."""

from theory.ledger import Claim, Clause, Severity, Verdict

_WANG = "Wang et al. (2021), theorem 2 with remark H.1 of their supplement"
#: LaTeX of the names in this section's formulas.
_RUNS = {
    "f": r"f_{#1}(#2)",
    "l": r"l_{0-1}(#1)",
    "E": r"\mathbb E_{\mathbf x}[#1]",
    "z_train": r"\mathbf z^{\mathrm{train}}",
    "z_test": r"\mathbf z^{\mathrm{test}}",
    "L": "L",
    "L_free": r"L^{\mathrm{test}}",
    "sign": r"\operatorname{sign}(#1)",
}
_CLASS = {
    "w": r"\mathbf w",
    "e": r"(\mathbf e_{z_{j_1}}; \dots; \mathbf e_{z_{j_N}})",
    "psi": r"\psi_{#1}(#2)",
    "sign": r"\operatorname{sign}(#1)",
}
_PHI = {"D": r"\deg"}
_SAMPLES = {"poly": r"\mathrm{poly}(#1)", "phi": r"\phi"}

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="lemma-1",
        where="section 4; proof in appendix A",
        statement=Clause(
            r"For every $W$ the expected zero-one loss of the answer at test time, when the model reads its own predictions, is at most the "
            r"sum of its expected teacher-forced zero-one losses $L_t$ over the locations: $[[bound: L_free <= Sum(L[t], t, d, T)]]$.",
            domain="every distribution of the input and all labels; every predictor that reads earlier tokens only, so every $W$",
        ),
        verdict=Verdict.HOLDS_AS_READ,
        reading="Tokens and scores are read as in eq 5.",
        consequence=(
            Clause(
                "The two sides are equal exactly if almost every input has either no teacher-forced error, or exactly one teacher-forced error and a wrong answer at test time.",
                name="equality",
            ),
            Clause(
                r"The bound can be as loose as its number of terms allows: an input can have [[terms: T - d + 1]] errors under teacher forcing and a right answer at test time.",
                name="looseness",
                domain=r"$[[longer: T > d]]$; without intermediate labels the two sides are equal",
            ),
        ),
        refutation="A predictor, labels and an input with a wrong answer at test time and no teacher-forced error.",
        uses=("eq-5", "eq-12"),
        notation=_RUNS,
    ),
    Claim(
        id="eq-5",
        where="section 4, lemma 1",
        statement=Clause(
            r"$[[bound: E(l(y, f(T, z_test))) <= E(Sum(l(y[t], f(t, z_train)), t, d, T))]]$.",
            domain="every distribution of the input and all labels; every predictor that reads earlier tokens only",
        ),
        verdict=Verdict.HOLDS_AS_READ,
        reading=(
            Clause(
                r"After the input, at $[[behind: t > d]]$, the tokens are $[[train: z_train[t] == (1 + y[t - 1])/2]]$ in training and "
                r"$[[test: z_test[t] == (1 + sign(f(t - 1, z_test)))/2]]$ at test time, as in eq 15.",
                name="tokens",
            ),
            Clause(
                "A score of zero is given one sign, which the loss and the token both use, or it counts as an error.",
                name="zero-scores",
            ),
        ),
        consequence=(
            Clause(
                r"As printed, $z_t^{\mathrm{test}}$ is a score, a real number, for which $\mathbf e_z$ is not defined. If it is extended by $\mathbf e_z = (1-z, z)$, there are nets "
                r"without any teacher-forced error whose answer is always wrong, for example $W = [[W: ((2, 0), (-2, -1))]]$, $A = [[A: ((-2, 1), (1, -1))]]$, $B = [[B: (-2, 1)]]$, "
                r"$M_0 = [[M_0: (2, -1)]]$ with $d = [[d: 1]]$, $T = [[T: 2]]$ and the labels $[[labels: (-1, -1)]]$.",
                name="scores-fed-back",
            ),
            Clause(
                r"If only $y f < 0$ counts as an error, the answer can likewise be always wrong although no error is counted. An example is one unit with $W = [[w: -1]]$, $A = [[a: (0, 1)]]$, $B = [[b: -1]]$, $M_0 = [[start: 1]]$, "
                r"$d = [[bit: 1]]$, $T = [[length: 2]]$, the labels $[[y: (-1, 1)]]$, and a score of zero read as the token $[[token: 1]]$.",
                name="ties",
            ),
        ),
        refutation="A predictor, labels and a distribution for which the left side exceeds the right side.",
        uses=("eq-1", "eq-2", "eq-15", "remark-b-causality", "remark-a-same-tokens"),
        notation=_RUNS,
    ),
    Claim(
        id="remark-4-error-factor",
        where="section 4, after lemma 1",
        statement="Without the true sub-task results the error can increase by a factor of $[[factor: T - d]]$, by the union bound. "
        r"This is modest as long as $T$ is polynomial in $d$.",
        verdict=Verdict.FAILS,
        severity=Severity.COSMETIC,
        cause="eq-4",
        counterexample=(
            Clause(
                r"For the parity tree of $d = [[small: 4]]$ bits the factor would be $[[none: 0]]$.",
                name="no-intermediate-label",
            ),
            Clause(
                r"Take the parity tree of $d = [[d: 8]]$ bits and a predictor that errs on exactly one input at each of the $[[locations: 3]]$ locations, on another input at each. Its error is $p = [[location: 1/256]]$ "
                r"at each location and $[[free: 3/256]]$ at test time, which is more than $[[bound: (T - d)*p]]$.",
                name="parity",
            ),
            Clause(
                r"The net $W = [[W: ((-2, 2, 1), (-1, 1, 2), (0, 1, -2))]]$, $A = [[A: ((-1, 0), (2, -2), (-1, 2))]]$, $B = [[B: (2, -1, -2)]]$, $M_0 = [[M_0: (2, 2, -1)]]$ "
                r"with $d = [[one: 1]]$, $T = [[two: 2]]$, $x$ uniform and the labels $y_1 = y_2 = [[label: 2*x - 1]]$ has the errors $[[errors: [1/2, 1/2]]]$ at its locations and "
                r"$[[all: 1]]$ at test time.",
                name="net",
            ),
        ),
        correction=(
            Clause(
                r"Where no location has a teacher-forced error above $p$, the error at test time is at most $[[bound: (T - d + 1)*p]]$.",
                name="bound",
                domain="every predictor, all labels, every distribution",
            ),
            Clause(
                r"If tokens may take any values, some distribution, labels and predictor attain the bound: the error is $[[location: 1/(T - d + 1)]]$ at each location and "
                r"$[[free: 1]]$ at test time.",
                name="attained",
                domain=r"$[[range: 0 < d <= T]]$",
            ),
            Clause(
                r"If tokens are bits and labels are functions of $\mathbf x$, these errors need $[[events: T - d + 1]]$ disjoint sets of inputs of equal probability. "
                r"Some distribution and predictor have them exactly if $[[inputs: d <= T <= 2**d + d - 1]]$. With the uniform distribution some predictor has them exactly if "
                r"$[[uniform: T == 2**k + d - 1]]$ for an integer $[[k: 0 <= k <= d]]$.",
                name="bits",
            ),
            Clause(
                r"For every parity tree and uniform inputs some predictor attains the bound: each location has an error on one input, that is with probability $[[one_input: 1/2**d]]$, and the answer at "
                r"test time is wrong with $[[factor: T - d + 1]]$ times that probability.",
                name="parity-trees",
            ),
        ),
        consequence=(
            Clause(
                r"Relative to an average with the printed normaliser of eq 4 the factor is indeed $[[normalised: T - d]]$: the two errors cancel.",
                name="eq-4",
                domain=r"$[[defined: T > d]]$, where that normaliser is not zero",
            ),
            Clause(
                "Relative to the teacher-forced error of the answer alone no factor is enough: "
                "that error can be $[[forced: 0]]$ while the error at test time is $[[free_running: 1]]$.",
                name="answer-alone",
                domain=r"$[[intermediate: T > d]]$; without intermediate labels the two errors are equal",
            ),
        ),
        refutation="A predictor whose error at test time exceeds the number of locations times its largest error at a location.",
        uses=("lemma-1",),
    ),
    Claim(
        id="remark-4-lemma-1-suffices",
        where="section 4, after lemma 1",
        statement="By lemma 1 it is enough that algorithm 1 learns and generalises on the true sub-task results.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"For an error of at most $\epsilon$ at test time it is enough that the mean of the teacher-forced errors is at most $[[mean: epsilon/(T - d + 1)]]$. "
        "For $[[below: epsilon < 1]]$ there are predictors for which a larger mean is not enough.",
        refutation="A predictor with this mean whose error at test time is larger.",
        uses=("lemma-1",),
    ),
    Claim(
        id="eq-6",
        where="section 4",
        statement=(
            Clause(
                r"The class consists of the labels $[[label: y[t] == sign(psi(t, inner(w[t]/norm(w[t]), e)))]]$ with a polynomial $\psi_t$, weights $\mathbf w^{(t)}$ and the one-hot vectors of $N$ tokens.",
                name="label",
                domain=r"the locations $[[range: d <= t <= T]]$",
            ),
            Clause(
                r"Each label reads fewer than $T$ locations $j$, and none of them comes after the label's own location $t$: $[[reads: j <= t]]$.",
                name="locations",
            ),
        ),
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"$\mathbf w^{(t)}$ is not zero; the locations $j$ depend on $t$; and $\psi_t$ is not zero on any input that occurs, since zero has no sign that is a label.",
        consequence=(
            Clause(
                r"Every function of $N$ bits is in the class, with $|\psi_t| = [[margin: 1]]$ on every input. So membership in the class says nothing without a bound on $\phi$, "
                "and a bound on $\\phi$ says something only for representations with a margin.",
                name="every-function",
            ),
        ),
        refutation="A sub-task of the paper that reads a later token, or a function of a few bits that is not the sign of such a polynomial.",
        uses=("remark-3-next-token",),
        notation=_CLASS,
    ),
    Claim(
        id="remark-4-phi-growth",
        where="section 4, after eq 6",
        statement=r"$\phi(T, \psi, N)$ is polynomial in $T$ and in the largest absolute value of the coefficients, and exponential in the largest degree and in $N$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=(
            Clause(
                r"With all else fixed, $\phi$ is a monomial of degree $[[in_T: 16 + 3*N + D]]$ in $T$, where $D$ is the largest degree.",
                name="in-T",
            ),
            Clause(
                r"With all else fixed, it is a monomial of degree $[[in_a: 2]]$ in the largest coefficient.",
                name="in-the-coefficient",
            ),
            Clause(
                r"As a function of the largest degree $D$ it is a constant times $[[in_D: T**D*D**(3*N)]]$.",
                name="in-the-degree",
            ),
            Clause(
                r"Each further input multiplies it by a factor that does not depend on $N$, where $C$ is the constant of eq 10: $[[grows: T**3*C**2*D**3 > 1]]$.",
                name="in-N",
                domain=r"$[[T: T >= 2]]$, $[[C: C >= 1]]$ and $[[D: D >= 1]]$; the paper says $C$ positive",
            ),
        ),
        consequence=r"$\phi$ is not polynomial in $T$ if $N$ grows with it: if $N$ is a fraction of $T$, the exponent of $T$ grows without bound.",
        refutation="A variable in which eq 10 grows otherwise.",
        uses=("eq-10",),
        notation=_PHI,
    ),
    Claim(
        id="remark-4-footnote-2",
        where="section 4, before theorem 2; footnote 2",
        statement=r"Wang et al. prove that algorithm 1 learns binary targets of low complexity $\phi$ with recurrent nets; where their target is a sequence, the sequence is part of the task.",
        verdict=Verdict.CITED,
        reading=r"The paper uses the version for sequences (theorem 3 sums over $t = d, \dots, T$), not the version for the final answer that the text names.",
        source=_WANG,
        refutation="Another statement in the cited paper.",
    ),
    Claim(
        id="remark-4-phi-complexity-of-function",
        where="section 4, after eq 6",
        statement=r"$\phi(T,\psi,N)$ (eq 10) measures the complexity of the functions in the class of eq 6.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        counterexample=(
            Clause(
                r"$c\psi$ has the signs of $\psi$, but $[[square: phi(c*psi) == c**2*phi(psi)]]$: the infimum over the representations of any function is zero.",
                name="scaling",
                domain=r"$[[c: c > 0]]$",
            ),
            Clause(
                r"The parity of two bits is represented on the nodes $[[nodes: [-1, 0, 0, 1]]]$ by $[[psi: 2*u**2 - 1]]$ and also by $[[part: 1/1000]]$ of this polynomial. The two values of $\phi$ "
                r"have the ratio $[[ratio: 10**6]]$.",
                name="parity",
            ),
            Clause(
                r"Even if $\psi$ takes only the values $[[values: [-1, 1]]]$, its degree is not determined by the function. AND of two bits is represented with degree $[[interpolated: 3]]$ by $[[signed: 2*psi - 1]]$, where $\psi$ is that of lemma 3, "
                r"and with degree $[[equal: 2]]$ by $[[quadratic: u**2 - u - 1]]$, where $u$ is the number of inputs that are one. If only margin one is required, the degree $[[least: 1]]$ is enough.",
                name="degree",
            ),
        ),
        correction=(
            Clause(
                r"$\phi$ is a complexity of the *representation*. As the complexity of a function, let $\phi$ be the infimum of eq 10 over the representations with margin one, "
                r"that is $[[margin: y*psi >= 1]]$ on every input. Where eq 10 takes a power of the degree, a degree of zero counts as one.",
                name="definition",
            ),
            Clause(
                r"This infimum is positive: $[[lower: phi >= C**(2*N)*T**(16 + 3*N)/4]]$.",
                name="positive",
                domain=r"$[[T: T >= N]]$; every function of $N$ bits, all weights, all degrees",
            ),
            Clause(
                r"The largest coefficient of a representation of degree $k$ with margin one is at least $[[coefficient: 1/Sum(N**(i/2), i, 0, k)]]$.",
                name="coefficients",
            ),
            Clause(
                r"If the weights may be chosen for each gate, the least degree that is enough for every gate of $N$ inputs is $[[degrees: [1, 2, 3, 5]]]$ for $N = [[inputs: [1, 2, 3, 4]]]$, while lemma 3 takes "
                r"$[[lemma_3: 2**N - 1]]$. The exponent of $T$ falls by $[[saved: [0, 1, 4, 10]]]$.",
                name="least-degrees",
            ),
            Clause(
                r"Of the gates of $[[four: 4]]$ inputs, $[[many: 192]]$ need degree $[[most: 5]]$.",
                name="degree-5",
            ),
        ),
        consequence=r"With the infimum over all representations, theorem 2 would say that every class is learned from $(\log(1/\delta)/\epsilon)^2$ samples for every $T$, up to logarithms, which is impossible. "
        r"The polynomial of lemma 2 has margin one, and so has that of lemma 3 once its values are $\pm 1$ (remark-6-membership). Representations with a smaller $\phi$ than theirs may be used.",
        refutation="A function all of whose representations have the same complexity.",
        uses=("eq-6", "eq-10"),
        notation={"psi": r"\psi", "y": "y_t", "D": r"\deg"},
    ),
    Claim(
        id="theorem-2",
        where="section 4",
        statement=(
            Clause(
                r"Let algorithm 1 run for $[[samples: n > Otilde(((phi + log(1/delta))/epsilon)**2)]]$ steps with the learning rate $[[rate: eta == 1/(m*sqrt(n))]]$. "
                r"Then, if the width exceeds a polynomial in $n$, $T$ and the inverse of $\delta$, eq 7 holds for each $h$ in the class of eq 6 with probability at least $[[confidence: 1 - delta]]$.",
                domain=r"$[[epsilon: epsilon > 0]]$, $[[delta: delta > 0]]$",
            ),
        ),
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        cause="theorem-3",
        reading=r"$\tilde O$ hides a constant and powers of the logarithms of its argument, of $T$, of $N$ and of the degree. It does not hide powers of the logarithm of the coefficients, which "
        r"scaling would make large. The samples are fresh: with a fixed finite data set the theorem fails for every $n$, since two targets that agree on the data give the same run.",
        counterexample=(
            Clause(
                r"With $B$ of the printed variance, training changes almost none of the signs of a wide net's outputs (theorem 3). A margin does not change this.",
                name="frozen",
            ),
            Clause(
                r"$c\psi$ has the signs of $\psi$, and $[[square: phi(c*psi) == c**2*phi(psi)]]$. So every function of $N$ bits has representations with an arbitrarily small $\phi$.",
                name="scaling",
                domain=r"$[[c: c > 0]]$",
            ),
            Clause(
                r"Let $d = N = [[d: 10]]$, $T = [[T: 11]]$, $\epsilon = \delta = [[epsilon: 1/10]]$, and let the answer be an arbitrary function of $\mathbf x$. "
                r"With constants and logarithms set to one and $\phi$ scaled to almost zero, $n = [[n: 531]]$ samples would be enough, and the expected error would be at most $[[promised: epsilon + delta]]$, which is $[[fifth: 1/5]]$. But for uniformly distributed $\mathbf x$ and a uniformly random function "
                r"no learner has an expected error below $[[floor: (1 - n/2**d)/2]]$, which is $[[least: 493/2048]]$.",
                name="ten-bits",
            ),
            Clause(
                r"With other constants and powers of logarithms in $\tilde O$ the same happens at a larger $d$. Suppose that it requires $[[asked: K*X**2*(1 + log(X) + log(T) + log(N) + log(D))**k]]$ samples, where "
                r"$X = [[X: (phi + log(1/delta))/epsilon]]$ and every degree is below $D = [[D: 2**d]]$. For $(K, k)$ in the list $[[hidden: [(1, 1), (10**9, 3), (10**12, 10)]]]$ the first $d$ at which this number is too small is, in this order, "
                r"$[[first: [15, 57, 116]]]$.",
                name="logarithms",
            ),
        ),
        correction=(
            Clause(
                r"Let $\phi$ be taken over representations with margin one, $[[margin: abs(psi) >= 1]]$ on the inputs. Then the counterexample does not apply: for an arbitrary function of $N$ bits the required number of samples exceeds the number of inputs, $[[inputs: 2**N]]$.",
                name="margin",
                domain=r"$[[C: C >= 1]]$ for the constant of eq 10, $[[short: 1 <= N < T]]$, $[[error: 0 < epsilon <= 1]]$ and $[[tail: 0 < delta <= 1]]$",
            ),
            Clause(
                r"Let eq 23 hold with the right side $[[rate: r/sqrt(n)]]$. Then lemma 1 gives eq 7 for $[[enough: n >= ((T - d)*r/epsilon)**2]]$. The factor $[[lacking: (T - d)**2]]$ is missing in the printed $n$.",
                name="lemma-1",
                domain=r"$[[longer: T > d]]$",
            ),
            Clause(
                r"Let $B$ have variance one, and let the conclusions of lemmas 6, 7 and 8 hold at that scale. Then, up to constants and logarithms, "
                r"$[[samples: n >= T**2*(T**4*phi + log(1/delta))**2/epsilon**2]]$ samples and a width $[[width: m >= n**3*T**14*log(m)**6]]$ are enough, if the width also exceeds the $m^*$ of lemma 6 and of lemma 7, polynomials whose degree those lemmas do not state.",
                name="polynomial",
                domain=r"$[[phi: phi >= T**19]]$; margin one gives it up to a constant where $C$ is at least one, $[[least: phi >= T**19/4]]$",
            ),
        ),
        consequence=r"The scale of $B$ (theorem-3) and a class without a margin each refute the statement. Two further errors are in its proof: a factor $T - d$ is lost (remark-c-theorem-2-follows), and lemmas 6 and 7 fail. Where the conclusions of lemmas 6, 7 and 8 hold with $B$ of variance one, the number of samples is still polynomial: for constant $N$, degree and coefficients with margin one, it is at most a power of $T$, up to logarithms. These conditions matter: at algorithm 1's initialisation lemma 6 fails for sub-tasks "
        r"that read tokens far back, as the leaves of the parity tree do (lemma-6), and lemma 7's radius is too small even for some sub-tasks that read near tokens (lemma-7). For $A$ of variance $2/(mT^3)$, $B$ of variance one and the other weights as printed, this project proves by hand a theorem of this kind for labels that are functions of at most $N$ tokens, $N$ fixed, with its own numbers of samples and widths: elman-2026/theorem-1.",
        source=_WANG,
        refutation="A class with margin one, sub-tasks that meet the conclusions of lemmas 6 and 7, and a run of this length that does not learn it.",
        uses=("lemma-1", "theorem-3", "eq-6", "eq-10", "remark-4-phi-complexity-of-function", "algorithm-1"),
        notation={**_SAMPLES, "psi": r"\psi"},
    ),
    Claim(
        id="eq-7",
        where="section 4, theorem 2",
        statement=Clause(
            r"$[[average: Sum(E(l(y, f(T, z_test[i]))), i, 1, n)/n < epsilon]]$ under the conditions of theorem 2, where the index $i$ marks what the net with $W^{(i)}$ reads at test time.",
        ),
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        cause="theorem-3",
        reading=r"The expectation is over a fresh $\mathbf x$.",
        counterexample=r"The counterexample is that of theorem 2: every learner has an expected error of at least $[[least: 493/2048]]$ after its $[[n: 531]]$ samples, but eq 7 with probability $[[confidence: 1 - 1/10]]$ "
        r"would bound this error by $[[promised: 1/5]]$.",
        correction=Clause(
            r"Eq 7 holds under the conditions of the correction of theorem 2: $\phi$ is taken over representations with margin one, eq 23 holds with the right side $[[rate: r/sqrt(n)]]$, and $[[enough: n >= ((T - d)*r/epsilon)**2]]$.",
            domain=r"$[[longer: T > d]]$",
        ),
        refutation="A run under the conditions of the correction with a larger average.",
        uses=("theorem-3", "lemma-1", "eq-6", "eq-10", "algorithm-1"),
        notation={**_RUNS, "phi": r"\phi"},
    ),
    Claim(
        id="remark-4-average-of-iterates",
        where="section 4, eq 7 and the line below it",
        statement=r"Eq 7 bounds the loss averaged over the iterates $W^{(1)}, \dots, W^{(n)}$. The paper calls this that algorithm 1 learns and generalises.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=(
            Clause(
                r"An iterate drawn at random has an expected loss below $\epsilon$.", name="random-iterate"
            ),
            Clause(
                r"More than $[[share: 1/2]]$ of the iterates have a loss below $[[twice: 2*epsilon]]$.",
                name="half-of-them",
            ),
            Clause(
                r"The loss of the last iterate is not bounded: the losses $[[losses: [0, 0, 0, 1]]]$ have the mean $[[mean: 1/4]]$.",
                name="last-iterate",
            ),
        ),
        consequence=r"Sample $i$ is independent of $W^{(i-1)}$, not of $W^{(i)}$, so a martingale argument bounds the average over $W^{(0)}, \dots, W^{(n-1)}$; the two averages differ by at most $[[shift: 1/n]]$.",
        refutation="Losses with a small mean of which half are large.",
        uses=("algorithm-1",),
    ),
    Claim(
        id="remark-4-polynomial",
        where="section 4, first paragraph",
        statement="For the class of eq 6 teacher forcing with algorithm 1 generalises with polynomially many samples and updates.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        cause="theorem-3",
        reading=r"For fixed $N$, degree and coefficients with margin one: after eq 6 the paper itself says that $\phi$ is exponential in $N$ and in the degree.",
        counterexample=r"Theorem 2, from which this follows, fails for such classes too: with $B$ of the printed variance, training changes almost none of the signs of a wide net's outputs (theorem 3).",
        correction=(
            Clause(
                "For fixed $N$, degree and coefficients with margin one, and where the correction of theorem 2 applies, the number of samples and of updates is, up to logarithms, at most a polynomial "
                r"of degree $[[in_T: 42 + 6*N + 2*D]]$ in $T$ and of degree $[[in_others: 2]]$ in $[[inverse: 1/epsilon]]$ and in $[[tail: log(1/delta)]]$, where $D$ is the largest degree.",
                name="fixed-sizes",
                domain=r"$[[N: N >= 1]]$ and $[[D: D >= 1]]$",
            ),
            Clause(
                r"The printed bound has, up to logarithms, the degree $[[printed: 32 + 6*N + 2*D]]$ in $T$.",
                name="printed-bound",
            ),
        ),
        consequence=(
            Clause(
                r"It is the *bound* that is polynomial. At algorithm 1's initialisation it is not shown for sub-tasks that read tokens far back (lemma-6)."
            ),
            Clause(
                r"Read as a polynomial in $T$ for the whole class, with all $N$, the statement fails for every $\phi$: the class contains every function of $d = N = [[bits: T - 1]]$ bits (eq 6). Let $\mathbf x$ be uniformly distributed. For every exponent $k$, after $[[polynomial: d**k]]$ samples every learner has an expected error of at least "
                r"$[[floor: (1 - d**k/2**d)/2]]$ on a uniformly random function, and this tends to $[[half: 1/2]]$ as $d$ grows. At $d = [[d: 20]]$ and $k = [[k: 3]]$ it is $[[least: 16259/32768]]$.",
                name="all-functions",
            ),
            Clause(
                r"Read as a polynomial in $\phi$ and in the inverses of $\epsilon$ and $\delta$, without a margin, it fails as well: since $[[square: phi(c*psi) == c**2*phi(psi)]]$, all these functions have representations with an arbitrarily small $\phi$, so a polynomial in $\phi$ allows a number $n$ of samples that does not depend on $d$. "
                r"After $n$ samples of a uniformly distributed $\mathbf x$ the lower bound on the expected error, $[[fixed: (1 - n/2**d)/2]]$, tends to $[[limit: 1/2]]$ as $d$ grows.",
                name="scaling",
                domain=r"$[[c: c > 0]]$",
            ),
        ),
        refutation="A class with fixed $N$, degree and coefficients and with margin one for which the corrected bound is not a polynomial.",
        uses=("theorem-2#correction/polynomial", "remark-4-phi-growth", "eq-6", "theorem-3"),
        notation=_PHI | {"psi": r"\psi"},
    ),
    Claim(
        id="remark-4-finite-precision",
        where="section 4, after theorem 2",
        statement="Appendices C and D extend theorem 2 to SGD and to gradient descent with finite precision.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        cause="theorem-3",
        counterexample=(
            Clause(
                r"Exact gradients are an approximation with an error of zero, so the counterexample to theorem 2 applies to algorithm 2: after its $[[n: 531]]$ samples "
                r"every learner has an expected error of at least $[[least: 493/2048]]$ on a uniformly random function of $[[d: 10]]$ uniformly distributed bits.",
                name="algorithm-2",
            ),
            Clause(
                r"Algorithm 3 takes the expectation over all inputs, so no number of samples limits it. But its $n$ steps move $W$ by only $[[travel: O(sqrt(n)*T**8/m)]]$ (58), no farther than those of algorithm 1, and therefore change every output by "
                r"$[[moved: O(T**14*sqrt(n)/m)]]$: with $B$ of the printed variance, training changes almost none of the signs of a wide net's outputs (theorem 3). For fixed $n$ and $T$ this needs no bound of another source (theorem 3).",
                name="algorithm-3",
            ),
        ),
        correction=Clause(
            r"Wherever eq 24 (algorithm 2) or eq 52 (algorithm 3) holds with the right side $[[rate: r/sqrt(n)]]$, lemma 1 gives eq 7 for $[[enough: n >= ((T - d)*r/epsilon)**2]]$.",
            domain=r"$[[longer: T > d]]$",
        ),
        consequence=r"Eq 24 and eq 52 are examined at lemmas 4 and 5. Their right sides need $\phi$ over representations with margin one. Algorithm 2 needs fresh samples; algorithm 3 draws none. "
        "Whether algorithm 3 would fail only because there is no margin, with $B$ of variance one, is not decided here.",
        refutation="A run that meets eq 24 or eq 52 and not eq 7 at this length.",
        uses=("lemma-1", "lemma-4", "lemma-5", "theorem-3"),
    ),
)
