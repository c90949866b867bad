"""Appendix B: sub-task learnability proofs."""

from theory.ledger import Claim, Clause, Severity, Verdict

_TREE_SIZES = r"$d = [[d: 2**k]]$ for every integer $[[k: k >= 2]]$"

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="eq-13",
        where="appendix B",
        statement=Clause(
            r"$T = [[length: d + nodes(d/4) - 1 == 3*d/2 - 2]]$, where $\mathrm{nodes}(l)$ is the number of nodes of a full binary tree with $l$ leaves.",
            domain=_TREE_SIZES,
        ),
        verdict=Verdict.HOLDS_AS_READ,
        reading=(
            Clause(
                r"A leaf is the *label* of two bits, so the tree has $[[leaves: d/4]]$ leaves. The root is the answer, which is not fed back, so the number of tokens is one less than the number of bits and nodes.",
                name="leaves",
            ),
            Clause(
                r"At $d = [[two: 2]]$ there is no leaf, although half of it is a power of two: the formula gives $T = [[short: 1]]$, which is less than the number of bits. At $d = [[four: 4]]$ "
                r"there is no intermediate label: $T = [[same: 4]]$.",
                name="small",
            ),
        ),
        refutation="A size at which the tree that is built has another number of nodes.",
        uses=("remark-5-leaves#correction",),
    ),
    Claim(
        id="remark-b-tokens",
        where="appendix B, second paragraph",
        statement=Clause(
            r"The input sequence holds the $d$ bits and all nodes of the tree except the root.",
            domain=_TREE_SIZES,
        ),
        verdict=Verdict.HOLDS,
        refutation="A node other than the root that no later label reads, or one that is read twice.",
        uses=("eq-13",),
    ),
    Claim(
        id="eq-14",
        where="appendix B",
        statement=r"The labels are $y_t = [[leaf: (-1)**(x[i[2*(t - d) + 1] ] + x[i[2*(t - d) + 2] ])]]$ for $[[leaves: d <= t < 5*d/4]]$ and "
        r"$y_t = [[inner: (-1)**(y[s] + y[s + 1])]]$ with $s = [[child: 2*(t - 5*d/4) + d]]$ for all larger $t$.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        counterexample=(
            Clause(
                r"A sum of two labels, each of them $[[plus: 1]]$ or $[[minus: -1]]$, is even, so every label above the leaves is $[[constant: 1]]$. "
                r"At $d = [[d: 8]]$ with the bits $[[bits: (1, 0, 0, 0)]]$ of the subset the formula gives the labels $[[printed: (-1, 1, 1)]]$; the parity of these bits is $[[parity: -1]]$.",
                name="constant",
            ),
            Clause(
                r"Each label above the leaves is wrong on $[[half: 1/2]]$ of all inputs. At least one label is wrong on a fraction $[[some: 1 - 2**(-d/8)]]$ of the inputs: "
                r"$[[at_16: 3/4]]$ at $d = [[sixteen: 16]]$ and $[[at_32: 15/16]]$ at $d = [[thirty_two: 32]]$.",
                name="share",
                domain=r"$d = [[sizes: 2**k]]$ for every integer $[[k: k >= 3]]$",
            ),
            Clause(
                r"The range *all larger $t$* is too long: at the first $t$ after $T$, which is $[[beyond: 3*d/2 - 1]]$, the second child would be $y_t$ itself.",
                name="range",
            ),
        ),
        correction=(
            Clause(
                r"Above the leaves $y_t = [[inner: y[s]*y[s + 1]]]$. With the tokens $z_{s+1} = [[token: (1 + y[s])/2]]$ this is $[[tokens: (-1)**(z[s + 1] + z[s + 2])]]$.",
                name="label",
                domain=_TREE_SIZES,
            ),
            Clause(r"The labels are those of $[[range: d <= t <= T]]$.", name="range"),
        ),
        consequence=r"Lemma 2 does not change, because it is about tokens: a token is 1 where its parity is even, so a node is $+1$ exactly where the tokens of its two children agree, as for leaves.",
        refutation="For the correction, a node and an input at which the product of the two labels is not the parity of the bits below.",
        uses=("eq-13", "remark-5-leaves#correction"),
    ),
    Claim(
        id="eq-15",
        where="appendix B",
        statement=r"Token $z_t$ is $x_t$ for $[[given: t <= d]]$; for larger $t$ it is $[[training: (1 + y[t - 1])/2]]$ in training and "
        r"$[[test: 1/2 + sign(f[t - 1])/2]]$ at test time, where $f_{t-1}$ is the score of the sequence so far.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"A score of $[[zero: 0]]$ must be given the sign $[[minus: -1]]$ or $[[plus: 1]]$. A sign of $[[zero]]$ would make the token $[[half: 1/2]]$, which has no one-hot vector.",
        consequence="For the random net a score of exactly 0 has probability 0 unless all hidden units are zero. Lemma 1 says how the loss must count it.",
        refutation="A label or a score other than 0 whose token is not a bit.",
        uses=("remark-b-causality",),
        notation={"sign": r"\operatorname{sign} #1"},
    ),
    Claim(
        id="remark-b-causality",
        where="appendix B, after eq 15",
        statement=r"The score $f_s$ of step $s$ does not depend on $z_t$ for $[[later: t > s]]$, so eq 15 is well defined.",
        verdict=Verdict.HOLDS,
        refutation="A score that changes with a later token.",
    ),
    Claim(
        id="remark-b-one-hot",
        where="section 3, after eq 3; used in appendix B",
        statement=r"$\mathbf e_0 = [[zero: (1, 0)]]$ and $\mathbf e_1 = [[one: (0, 1)]]$ are the one-hot vectors.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"The paper says only *one-hot*. Eq 16 and the indicator of a bit $[[counted: 0]]$ before eq 22 determine the order of the coordinates. The other order complements every bit, which changes no statement about all gates.",
        refutation="Agreement of eq 16 with the other order of the coordinates.",
    ),
    Claim(
        id="eq-16",
        where="appendix B, proof of lemma 2",
        statement=Clause(
            r"With $\mathbf w = [[w: (1/sqrt(2), 0, 1/sqrt(2), 0)]]$ the inner product with $(\mathbf e_{z_1}; \mathbf e_{z_2})$ is $[[both_zero: sqrt(2)]]$ where both bits are $[[low: 0]]$, "
            r"$[[different: 1/sqrt(2)]]$ where they differ, and $[[both_one: 0]]$ where both are $[[high: 1]]$.",
            domain="the four values of the two bits",
        ),
        verdict=Verdict.HOLDS,
        refutation="Two bits whose inner product has another value.",
        uses=("remark-b-one-hot",),
    ),
    Claim(
        id="eq-17",
        where="appendix B, proof of lemma 2",
        statement=r"It is enough that $\psi$ is $[[equal: 1]]$ at $[[both_one: 0]]$ and at $[[both_zero: sqrt(2)]]$, and $[[different: -1]]$ at $[[between: 1/sqrt(2)]]$.",
        verdict=Verdict.HOLDS,
        refutation="A function with these three values that violates eq 8.",
        uses=("eq-16",),
    ),
    Claim(
        id="eq-18",
        where="appendix B, proof of lemma 2",
        statement=r"The Lagrange form $[[psi: ((z - 1/sqrt(2))/(0 - 1/sqrt(2)))*((z - sqrt(2))/(0 - sqrt(2))) - ((z - 0)/(1/sqrt(2) - 0))*((z - sqrt(2))/(1/sqrt(2) - sqrt(2))) "
        r"+ ((z - 0)/(sqrt(2) - 0))*((z - 1/sqrt(2))/(sqrt(2) - 1/sqrt(2)))]]$ is a polynomial that satisfies eq 17.",
        verdict=Verdict.HOLDS,
        refutation="Another value of it at one of the three nodes of eq 17.",
        uses=("eq-17",),
    ),
    Claim(
        id="eq-19",
        where="appendix B, proof of lemma 2",
        statement=r"Eq 18 equals $[[psi: 1*(z - 1/sqrt(2))*(z - sqrt(2)) + (z/2)*(z - sqrt(2)) + 3*z*(z - 1/sqrt(2))]]$.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        counterexample=r"At $z = [[node: 1/sqrt(2)]]$ eq 18 is $[[value: -1]]$ and the printed polynomial is $[[printed: -1/4]]$. At $z = [[last: sqrt(2)]]$ they are $[[value_last: 1]]$ and $[[printed_last: 3]]$.",
        correction=r"Eq 18 equals $[[psi: (z - 1/sqrt(2))*(z - sqrt(2)) + 2*z*(z - sqrt(2)) + z*(z - 1/sqrt(2))]]$: the factor of the second term is $[[second: 2]]$, not $[[wrong_second: 1/2]]$, and that of the third is $[[third: 1]]$, not $[[wrong_third: 3]]$.",
        consequence="The error is carried through eq 20 and 21. Lemma 2 holds nevertheless.",
        refutation="For the correction, a point at which it differs from eq 18.",
        uses=("eq-18",),
    ),
    Claim(
        id="eq-20",
        where="appendix B, proof of lemma 2",
        statement=r"Eq 18 equals $[[psi: (z**2 - 3/sqrt(2)*z + 1) + (z**2/2 - 1/sqrt(2)*z) + (3*z**2 - 3*z/sqrt(2))]]$.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        cause="eq-19",
        counterexample=r"The printed polynomial expands eq 19 correctly and has the same error: it is $[[printed: -1/4]]$ instead of $[[value: -1]]$ at $z = [[node: 1/sqrt(2)]]$, and $[[printed_last: 3]]$ instead of "
        r"$[[value_last: 1]]$ at $z = [[last: sqrt(2)]]$.",
        correction=r"Eq 18 equals $[[psi: (z**2 - 3/sqrt(2)*z + 1) + (2*z**2 - 2*sqrt(2)*z) + (z**2 - 1/sqrt(2)*z)]]$.",
        refutation="For the correction, a point at which it differs from eq 18.",
        uses=("eq-18", "eq-19"),
    ),
    Claim(
        id="eq-21",
        where="appendix B, proof of lemma 2",
        statement=r"The polynomial is $\psi(z) = [[psi: 9/2*z**2 - 7/sqrt(2)*z + 1]]$.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        cause="eq-19",
        counterexample=r"Its values at $[[nodes: [0, 1/sqrt(2), sqrt(2)]]]$ are $[[printed: [1, -1/4, 3]]]$, not $[[values: [1, -1, 1]]]$, so eq 8 and 17 fail.",
        correction=r"The polynomial is $\psi(z) = [[psi: 4*z**2 - 4*sqrt(2)*z + 1]]$, the only one of degree at most $[[degree: 2]]$ that satisfies eq 17.",
        consequence=r"The printed polynomial still has the right *signs*, so it places parity in the class of eq 6, but with the margin $[[margin: 1/4]]$ instead of $[[wanted: 1]]$. Scaled to margin $[[wanted]]$ its "
        r"largest coefficient is $[[scaled: 14*sqrt(2)]]$, which exceeds the bound $[[bound: 10]]$ of lemma 2.",
        refutation="A second polynomial of this degree with the three values of eq 17.",
        uses=("eq-17", "eq-20"),
    ),
    Claim(
        id="remark-b-alpha",
        where="appendix B, proof of lemma 3",
        statement=r"$\alpha(z_1,\dots,z_N) = [[alpha: Sum(2**i*is_zero(z[i]), i, 0, N - 1)]]$ converts the $N$ bits to their binary string.",
        verdict=Verdict.FAILS,
        severity=Severity.COSMETIC,
        counterexample=r"The bits are numbered from $[[first: 1]]$. The sum reads $z_{[[absent: 0]]}$, which does not exist, and omits $z_N$. Moreover it encodes the *complemented* bits: for $N = [[N: 2]]$ and "
        r"the bits $[[bits: (0, 0)]]$, with the index shifted by one, it is $[[value: 3]]$, while the bits are the binary string of $[[number: 0]]$.",
        correction=Clause(
            r"$\alpha(z_1,\dots,z_N) = [[alpha: Sum(2**i*is_zero(z[i + 1]), i, 0, N - 1)]]$ is the number whose binary string is the complemented bits, with that of $z_1$ as the last digit. It takes each integer value $[[values: 0 <= alpha <= 2**N - 1]]$ exactly once.",
            domain=r"every $[[N: N >= 1]]$",
        ),
        consequence="Nothing that rests on it changes: eq 22 needs only that different inputs have different numbers.",
        refutation="For the correction, two inputs with the same number.",
        notation={"is_zero": r"1_{#1=0}"},
    ),
    Claim(
        id="remark-b-unit-weights",
        where="appendix B, proof of lemma 3",
        statement=r"The vector $\mathbf w$ with the entries $[[weight: sqrt(3/(4**N - 1))*2**i]]$ at the first coordinates of $\mathbf e_{z_1}, \dots, \mathbf e_{z_N}$, $i$ from $[[from_: 0]]$, and $[[rest: 0]]$ at the second is a unit vector, "
        r"and its inner product with $(\mathbf e_{z_1};\dots;\mathbf e_{z_N})$ is $[[product: alpha]]$.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        counterexample=r"It is a unit vector, but its inner products are smaller: for $N = [[N: 2]]$ and the bits $[[bits: (0, 0)]]$ the inner product is $[[value: 3/sqrt(5)]]$, not $\alpha = [[alpha: 3]]$.",
        correction=Clause(
            r"The inner product is $[[product: alpha/s]]$ with $s = [[scale: sqrt((4**N - 1)/3)]]$, so the nodes of the interpolation are these numbers.",
            domain=r"every $[[N: N >= 1]]$",
        ),
        consequence="Eq 22 interpolates at the wrong nodes.",
        refutation="For the correction, an input at which the inner product is another number.",
        uses=("remark-b-alpha#correction", "remark-b-one-hot"),
    ),
    Claim(
        id="eq-22",
        where="appendix B, proof of lemma 3",
        statement=r"Let $\psi$ be the Lagrange polynomial that takes the gate's value $f_v(z_1, \dots, z_N)$ at the node $[[node: alpha]]$ of each input. It is the required polynomial of eq 9.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        cause="remark-b-unit-weights",
        counterexample=r"For $N = [[N: 2]]$, XOR and the bits $[[bits: (0, 0)]]$ the inner product is $[[inner: 3/sqrt(5)]]$ and the polynomial there is $[[value: 9/10*(sqrt(5) - 1)]]$, not $[[wanted: 0]]$. "
        r"Of all gates of $[[N]]$ inputs it is right for $[[right: 2]]$, the constant gates. If its values are thresholded at $[[threshold: 1/2]]$, it is right for $[[right_cut: 4]]$.",
        correction=Clause(
            r"The Lagrange polynomial on the nodes $[[node: alpha/s]]$ with $s = [[scale: sqrt((4**N - 1)/3)]]$ satisfies eq 9. Its coefficient of power $i$ is the printed coefficient times $[[factor: s**i]]$. (The gate's values are called $l_v$ in lemma 3 and $f_v$ in the proof.)",
            domain=r"every $[[inputs: N >= 1]]$",
        ),
        consequence=r"Lemma 3 holds, with coefficients that are larger by a factor of up to $s^{2^N-1}$. As printed the polynomial is right only for constant gates and for $N = 1$, where $s = 1$.",
        refutation="For the correction, a gate and an input with another value.",
        uses=("remark-b-unit-weights#correction", "remark-b-alpha#correction"),
    ),
    Claim(
        id="remark-b-footnote-6",
        where="appendix B, footnote 6",
        statement=r"The coefficients are $[[order: O(1)]]$ because the maximum over the finitely many functions from $N$ bits to one bit exists, for every $N$.",
        verdict=Verdict.HOLDS,
        consequence=r"The largest coefficient is constant in $d$. But with the unit weights of eq 9 and values in $\{0, 1\}$ it exceeds $2^{2^N}$ for $N = 3, \dots, 8$.",
        refutation="A number of inputs with infinitely many gates.",
        uses=("remark-6-footnote-5",),
    ),
)
