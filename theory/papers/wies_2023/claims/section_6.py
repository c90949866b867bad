"""Section 6: universality."""

from theory.ledger import Claim, Clause, Severity, Verdict

_CIRCUIT = {"V": "|V|", "S": r"|\mathcal S|"}
_GATE = {
    "psi": r"\psi(#1)",
    "w": r"\mathbf w",
    "e": r"(\mathbf e_{z_1}; \dots; \mathbf e_{z_N})",
    "gate": r"l_v(#1)",
    "z": r"z_1, \dots, z_N",
}

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="remark-6-circuit-size",
        where="section 6, second paragraph",
        statement=r"Every function in $\mathbf P$ is computed by Boolean circuits of polynomial size.",
        verdict=Verdict.CITED,
        source="Sipser (2013), theorem 9.30",
        refutation=r"A function in $\mathbf P$ without polynomial circuits.",
    ),
    Claim(
        id="remark-6-fan-in",
        where="section 6, second paragraph",
        statement=r"AND and OR gates of any fan-in can be replaced by binary trees of gates, so every gate may be assumed to have a number of inputs that does not grow with $d$.",
        verdict=Verdict.HOLDS,
        consequence=r"A gate of fan-in $k$ becomes [[gates: k - 1]] gates of fan-in $[[fan_in: 2]]$, so the size remains polynomial.",
        refutation="An AND or OR gate that a tree of gates of two inputs does not compute.",
    ),
    Claim(
        id="remark-6-topological-order",
        where="section 6, third paragraph",
        statement=r"A topological order of the circuit turns it into a sequence of labels in which every label depends on earlier tokens only.",
        verdict=Verdict.HOLDS_AS_READ,
        reading="Gates that the output does not use are removed, and the order has the inputs first and the output gate last. Not every topological order has this form, and without the removal no order has it if the output gate feeds another gate.",
        refutation="A circuit without such an order, or such an order in which a gate reads a later token.",
        uses=("eq-6",),
    ),
    Claim(
        id="remark-6-length",
        where="section 6, third paragraph",
        statement=r"The sequence of intermediate labels $\mathcal S$ has the length $[[length: S == T == V]]$, the number of vertices of the circuit.",
        verdict=Verdict.FAILS,
        severity=Severity.COSMETIC,
        counterexample=r"The parity tree of $d = [[d: 8]]$ bits has $[[vertices: 11]]$ vertices, but $T = [[T: 10]]$ and $\mathcal S$ has $[[labels: 2]]$ labels.",
        correction=(
            Clause(
                r"$[[labels: S == V - d - 1]]$, since inputs are not labels and the output gate is only predicted. Here $V$ contains all $d$ inputs, whether a gate reads them or not.",
                name="labels",
                domain=r"circuits with at least one gate, $[[gates: V > d]]$",
            ),
            Clause(
                r"$[[T: d + S == T == V - 1]]$.",
                name="length",
                domain=r"the same circuits",
            ),
        ),
        consequence=r"No order of growth changes: $T$ and $|V|$ differ by one.",
        refutation="A circuit with one output whose sequence has another length.",
        uses=("eq-13",),
        notation=_CIRCUIT,
    ),
    Claim(
        id="remark-6-polynomial-length",
        where="section 6, third paragraph",
        statement=(
            Clause(r"$T$ is polynomial in $d$.", name="polynomial"),
            Clause(
                r"In the bit-subset parity task $[[parity: T == 3*d/2 - 2]]$.",
                name="parity",
                domain=r"$d$ a power of two, $[[d: d >= 4]]$",
            ),
        ),
        verdict=Verdict.HOLDS,
        consequence=r"For the first sentence: $T$ is one less than the size of the circuit (remark-6-length), which the cited theorem bounds.",
        refutation=r"A function in $\mathbf P$ whose smallest circuits are not of polynomial size.",
        uses=("remark-6-length#correction/length", "remark-6-circuit-size", "remark-6-fan-in"),
    ),
    Claim(
        id="eq-9",
        where="section 6, lemma 3",
        statement=Clause(
            r"$[[value: psi(inner(w/norm(w), e)) == gate(z)]]$.",
            domain=r"all bits $z_1, \dots, z_N$; every gate $l_v$ of $N$ inputs",
        ),
        verdict=Verdict.HOLDS,
        consequence=r"This follows from eq 22 with the factor that is missing there. It does not yet show that the gate is in the class of eq 6, see remark-6-membership.",
        refutation="A gate whose values are not those of any polynomial of an inner product.",
        uses=("eq-22#correction", "remark-b-unit-weights#correction"),
        notation=_GATE,
    ),
    Claim(
        id="lemma-3",
        where="section 6; proof in appendix B",
        statement=r"For every gate of a fixed number $N$ of inputs there are a polynomial $\psi$ of bounded degree with bounded coefficients and weights $\mathbf w$ with two entries for each input that satisfy eq 9. "
        r"The bounds depend on $N$ only, not on $d$.",
        verdict=Verdict.HOLDS,
        consequence=(
            Clause(
                r"The constants are large. With the weights of appendix B and values $\pm 1$ the largest coefficient over all gates of $N$ inputs is "
                r"$[[small: [2, 30, 13034]]]$ for $N = [[inputs: [1, 2, 3]]]$, about $[[four: 6.6*10**9]]$ for $N = [[N: 4]]$ and about $[[eight: 10**189]]$ for $N = [[most: 8]]$; its square enters $\phi$.",
                name="largest-coefficients",
            ),
            Clause(
                "The gate with this coefficient copies one of its inputs, or negates it.", name="worst-gate"
            ),
        ),
        refutation="A sequence of gates with the same number of inputs that needs unbounded coefficients.",
        uses=("eq-9", "remark-6-degree", "remark-6-footnote-5"),
    ),
    Claim(
        id="remark-6-n-bit-number",
        where="section 6, proof sketch of lemma 3",
        statement=r"$\mathbf w$ represents each combination of $z_0, \dots, z_N$ uniquely as a number of $N$ bits.",
        verdict=Verdict.FAILS,
        severity=Severity.COSMETIC,
        counterexample=r"$z_0, \dots, z_N$ have $[[combinations: 2**(N + 1)]]$ combinations, and there are $[[numbers: 2**N]]$ numbers of $N$ bits.",
        correction=Clause(
            r"The inputs are $z_1, \dots, z_N$, and $[[alpha: Sum(2**(i - 1)*(1 - z[i]), i, 1, N)]]$ takes each integer value from zero to below $[[numbers: 2**N]]$ exactly once.",
            domain=r"every $[[N: N >= 1]]$",
        ),
        consequence=r"The error occurs again in appendix B: the gate has the inputs $z_1, \dots, z_N$ there, but the sum that defines $\alpha$ runs over $z_0, \dots, z_{N-1}$ (remark-b-alpha).",
        refutation="Two different inputs of a gate with the same number.",
        uses=("remark-b-alpha",),
        notation={"z": "z"},
    ),
    Claim(
        id="remark-6-degree",
        where="section 6, proof sketch of lemma 3",
        statement=r"Some polynomial of degree $[[degree: 2**N]]$ takes the values of the gate at the $[[points: 2**N]]$ points.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"The degree is read as exact: add to the polynomial of eq 22 a multiple of the polynomial that vanishes at all points. Read as an upper bound on the degree of eq 22 the statement is true as well, but the bound is not tight.",
        consequence=(
            Clause(
                r"Eq 22 gives a degree of at most $[[least: 2**N - 1]]$. This saves one power of $T$ in eq 10, where the exponent is then at most $15 + 3N + 2^N$.",
                name="bound",
                domain="every gate, every $N$",
            ),
            Clause(
                r"This degree is attained by $[[counts: [2, 12, 240, 65280]]]$ of the gates of $N = [[inputs: [1, 2, 3, 4]]]$ inputs.",
                name="attained",
            ),
        ),
        refutation="A gate with no such polynomial.",
        uses=("eq-22#correction",),
    ),
    Claim(
        id="remark-6-footnote-5",
        where="section 6, footnote 5",
        statement=r"The maximum of the coefficients over all gates exists because there are finitely many functions from $N$ bits to one bit.",
        verdict=Verdict.HOLDS,
        consequence=(
            Clause(
                r"There are [[gates: 2**2**N]] such functions, and the maxima are computed exactly.",
                name="count",
            ),
            Clause(
                r"For interpolation at the nodes $0, 1, \dots, 2^N - 1$ with values $\pm 1$ the largest coefficient of the power $i$ is $[[largest: Sum(2**k*c(k, i)/factorial(k), k, i, 2**N - 1)]]$, "
                r"where $c(k, i)$ is the number of permutations of $k$ things with $i$ cycles. For the values $0$ and $1$ it is half of this number if $[[power: i >= 1]]$, and $[[constant: 1]]$ for the constant term.",
                name="closed-form",
            ),
        ),
        refutation="Coefficients that grow without bound over the gates of one number of inputs.",
        uses=("eq-22#correction",),
    ),
    Claim(
        id="remark-6-membership",
        where="section 6, after lemma 3",
        statement=r"Lemma 3 implies that the labels of a circuit are in $\mathcal H_{\phi(T,\psi,N)}$, the class of eq 6.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        reading=r"The sign of zero is not a label, as in eq 6. If zero is given the sign $[[minus: -1]]$, every gate has the right signs with the values of eq 9, and only the margin fails: $\psi$ is $[[none: 0]]$ at every input with that label. If zero is given the sign $[[plus: 1]]$, the signs are wrong.",
        counterexample=(
            Clause(
                r"For AND at the inputs $[[zeros: [(0, 0), (0, 1), (1, 0)]]]$ eq 9 gives $\psi = [[value: 0]]$, while eq 6 needs the sign of the label $[[label: -1]]$.",
                name="and",
            ),
            Clause(
                r"With the values of eq 9 only the gate with the constant value $[[constant: 1]]$ has the right signs.",
                name="constant",
                domain=r"$N$ in $[[inputs: [1, 2]]]$",
            ),
        ),
        correction=(
            Clause(
                r"Interpolate $[[values: 2*gate - 1]]$, that is, take $[[psi: 2*psi - 1]]$. Then every sign is right, and the absolute value is exactly $[[margin: 1]]$ at every input.",
                name="signs",
            ),
            Clause(
                r"The degree does not change. The coefficients are $[[double: 2]]$ times as large, except the constant term, which is $[[constant: 2*a_0 - 1]]$, where $a_0$ is that of $\psi$.",
                name="size",
            ),
        ),
        consequence="After the correction nothing that rests on it changes. (The class is defined in section 4, not in section 3 as the text says.)",
        refutation="A gate whose labels are not the signs of the corrected polynomial.",
        uses=("lemma-3", "eq-6"),
        notation={"gate": "l_v", "psi": r"\psi"},
    ),
    Claim(
        id="remark-6-phi-order",
        where="section 6, after lemma 3",
        statement=r"The labels of a circuit are in $\mathcal H_{\phi(T,\psi,N)}$ with $[[order: phi == O(d)]]$.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        cause="remark-5-1-phi-order",
        counterexample=r"For $N = [[N: 2]]$ and the degree $[[degree: 3]]$ of lemma 3, eq 10 already has the factor $[[power: T**25]]$, and $[[longer: T >= d]]$.",
        correction=(
            Clause(
                r"$[[order: phi == O(T**(15 + 3*N + 2**N))]]$ for fixed $N$, which is polynomial in $d$ since $T$ is.",
                name="order",
            ),
            Clause(
                r"For gates of $[[two: 2]]$ inputs the power $[[power: T**24]]$ is enough, since each of these $[[gates: 16]]$ gates has a representation of degree at most $[[least: 2]]$.",
                name="two-inputs",
            ),
        ),
        consequence=r"$\phi$ is still polynomial in $d$. The number of samples in theorem 2 is then, for gates of two inputs, at most of order $T^{50}$ with the polynomials of lemma 3 and at most of order $T^{48}$ with those of the least degrees.",
        refutation="A gate whose interpolant makes eq 10 grow faster.",
        uses=("eq-10", "lemma-3", "remark-6-polynomial-length"),
        notation={"phi": r"\phi"},
    ),
    Claim(
        id="remark-6-universality",
        where="section 6, after lemma 3",
        statement=r"With theorem 2 it follows that algorithm 1 learns every function in $\mathbf P$ with polynomial network size, samples and updates when the labels of its circuit are given.",
        verdict=Verdict.GAP,
        severity=Severity.REPAIRED,
        cause="lemma-6",
        reading=r"There is one fixed circuit for each size $d$, with gates of bounded fan-in, and its labels are in the class of eq 6 once the margin is corrected.",
        counterexample=(
            Clause(
                r"It does not follow. Theorem 2 as printed fails. As corrected, it needs lemma 6's bound for every label. But the first gate of the sequence may read the first bit, which is $[[back: d - 1]]$ tokens back, "
                r"and at algorithm 1's initialisation the complexity of such a label exceeds every power of $d$, and therefore of $T$ (lemma 6).",
                name="far-tokens",
            ),
            Clause(
                r"Let the first label be the XOR of the first two of $d = [[at: 10**4]]$ bits. Its complexity on all inputs, with $B$ of variance one, is $[[complexity: 10**79.09]]$. The square root of $\phi$ for gates of two inputs and degree two, with constants set to one, is "
                r"$[[allowed: T**12]]$, which is less than this complexity for $T$ up to $[[longest: 3*10**6]]$. For longer circuits see the first clause.",
                name="xor",
            ),
        ),
        correction=Clause(
            r"If every label meets lemma 6's bound, and the conclusions of lemmas 7 and 8 hold, then for the polynomials of lemma 3 the corrected theorem 2 asks for at most $[[samples: T**(40 + 6*N + 2**(N + 1))]]$ samples, up to powers of the inverse of $\epsilon$, logarithms and a factor that depends on $N$ only.",
            domain=r"gates of $[[N: N >= 1]]$ inputs",
        ),
        consequence=r"Whether algorithm 1 learns such circuits is neither shown nor refuted. The larger $M_0$ of lemma 6's correction makes all complexities polynomial, but lemmas 7 and 8 are cited for the printed $M_0$. With $B$ of the printed variance "
        "training changes almost none of the signs of a wide net's outputs (theorem-3).",
        source="Wang et al. (2021), theorem 2, through theorem 3 of this paper; Sipser (2013), theorem 9.30",
        refutation="A proof that algorithm 1 learns the labels of circuits that read tokens far back, without lemma 6.",
        uses=(
            "theorem-2#correction/polynomial",
            "lemma-3",
            "lemma-6",
            "remark-6-membership#correction",
            "remark-6-phi-order#correction",
            "remark-6-circuit-size",
            "remark-6-fan-in",
        ),
    ),
    Claim(
        id="remark-6-unlearnable-functions",
        where="section 6, first paragraph",
        statement=r"Under cryptographic or complexity assumptions there are functions in $\mathbf P$ that no polynomial-time algorithm learns without intermediate supervision.",
        verdict=Verdict.CITED,
        reading="*Functions* means a family from which the target is drawn, unknown to the learner. If the target were one fixed function, the learner that prints it would succeed.",
        source="Valiant (1984); Goldreich et al. (1986); Daniely & Shalev-Shwartz (2016)",
        refutation="A polynomial-time learner of pseudo-random functions.",
    ),
    Claim(
        id="corollary-2",
        where="section 6",
        statement=(
            Clause(
                r"Under cryptographic or complexity assumptions there is a binary classification problem, given for each input size $d$, that is learned to any error $\epsilon$ with polynomially many updates when sub-tasks are supervised.",
                name="with-sub-tasks",
            ),
            Clause(
                r"Without supervision of the sub-tasks every polynomial-time algorithm has an error above $[[error: 1/2 - epsilon]]$ on it.",
                name="end-to-end",
            ),
        ),
        verdict=Verdict.CITED,
        reading=(
            Clause(
                r"A *problem* is a family of targets, one of which is drawn at random by a hidden key (for example a pseudo-random function). $d$ is large enough for $\epsilon$, and the error exceeds the bound with a probability near one over the key.",
                name="family",
            ),
            Clause(
                r"For one fixed target $f_d$, as the corollary is worded, the second half is false: the algorithm that ignores its data and prints a program of $f_d$ has error $[[none: 0]]$.",
                name="fixed-target",
            ),
        ),
        source="Goldreich et al. (1986); Valiant (1984); Daniely & Shalev-Shwartz (2016); Wang et al. (2021) for the first half",
        consequence=(
            Clause(
                r"Corollary 1 has the words *with high probability over the target*, which are missing here. This paper does not show whether the result of Daniely & Shalev-Shwartz gives errors near $\frac12$ (weak learning)."
            ),
            Clause(
                r"The printed proof of the first half has a gap. It combines theorem 2 with lemma 3, as for all of $\mathbf P$ (remark-6-universality), but the first gate of a pseudo-random function's circuit may read the first bit, which is $[[back: d - 1]]$ tokens back.",
                name="inference",
            ),
            Clause(
                r"What a reader may rely on for the first half: from theorem 2 as printed, nothing; at the printed initialisation it is neither proved nor refuted. For $A$ of variance $2/(mT^3)$, $B$ of variance one and the other weights as printed it is proved by hand by this project, for circuits of polynomial size whose gates have at most $N$ inputs, $N$ fixed, with any wiring: elman-2026/theorem-1. "
                r"A gate of a pseudo-random function's circuit has two inputs, so this covers the problem meant here.",
                name="rely-on",
            ),
        ),
        refutation="A polynomial-time learner of pseudo-random functions, or a circuit whose labels are not learned.",
        uses=(
            "theorem-2#correction/polynomial",
            "lemma-3",
            "remark-6-universality#correction",
            "remark-6-unlearnable-functions",
            "elman-2026/theorem-1",
        ),
    ),
)
