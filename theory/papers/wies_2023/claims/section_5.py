"""Section 5: bit-subset parity with sequence-to-sequence models."""

from theory.ledger import Claim, Clause, Severity, Verdict

_THREE_RUNS = "the authors' own runs (table 1)"
_TREE_SIZES = r"$d = [[d: 2**k]]$ for every integer $[[k: k >= 2]]$, and every choice of the positions"
_EVEN = r"every even $d$ and every choice of the positions"

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="remark-5-parity-task",
        where="section 5, first paragraph",
        statement=Clause(
            r"The target over the chosen positions $i_1, i_2, \dots$ is $[[label: y == (-1)**Sum(x[i[j] ], j, 1, d/2)]]$. It is $[[even: 1]]$ where the "
            r"number of ones among the bits at these positions is even, and $[[odd: -1]]$ where it is odd. The input is uniformly distributed.",
            domain=_EVEN,
        ),
        verdict=Verdict.HOLDS,
        refutation="An input whose target has the other sign.",
    ),
    Claim(
        id="remark-5-leaves",
        where="section 5, second paragraph",
        statement=Clause(
            r"The leaves of the tree of intermediate labels are $[[leaf: -1**(x[i[2*k - 1] ] + x[i[2*k] ])]]$.",
            domain=r"$k$ from $[[first: 1]]$ to $[[leaves: d/4]]$",
        ),
        verdict=Verdict.FAILS,
        severity=Severity.COSMETIC,
        counterexample=r"A power binds more strongly than a minus sign: as printed each leaf is $[[printed: -1]]$ for all values of its two bits. "
        r"For the bits $[[bits: (0, 0)]]$ the parity label is $[[label: 1]]$.",
        correction=r"The leaves are $[[leaf: (-1)**(x[i[2*k - 1] ] + x[i[2*k] ])]]$: the minus sign belongs to the base.",
        consequence="Eq 14 and the definition of the target have the parentheses.",
        refutation="A value other than the pair's parity label under the correction, or a pair of bits for which the printed formula is not negative.",
        uses=("remark-5-parity-task",),
    ),
    Claim(
        id="remark-5-tree",
        where="section 5, second paragraph; figure 2(a)",
        statement=Clause(
            r"Pairing neighbours of the subset repeatedly gives a full binary tree in which every node is the parity of its descendants. "
            r"If a leaf has height $[[leaf: 1]]$ and the nodes of a level are counted from $[[zero: 0]]$, node $n$ of height $h$ is $[[node: y == (-1)**Sum(x[i[j] ], j, n*2**h + 1, (n + 1)*2**h)]]$. "
            r"The root is the parity of all $[[all: d/2]]$ bits of the subset.",
            domain=_TREE_SIZES,
        ),
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"*Descendants* are the bits of the subset below the node, not the labels below it: at $d = [[example: 16]]$ the product "
        r"of all labels below the root is $[[constant: 1]]$ for every input.",
        refutation="A node and an input at which the label differs from the parity of the bits below the node.",
        uses=("remark-5-leaves#correction", "eq-14#correction"),
    ),
    Claim(
        id="remark-5-inverse-bfs",
        where="section 5, third paragraph; appendix B, second paragraph",
        statement=Clause(
            r"The sequence of labels lists the nodes of the tree in the order of an inverse breadth-first search: no label comes before a label of greater depth, and the root comes "
            r"last.",
            domain=_TREE_SIZES,
        ),
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"*Inverse-BFS like* means that the levels come in the order from the leaves to the root, and the nodes of one level from left to right. A breadth-first order "
        r"read backwards would list a level from right to left. By eq 14 the two children of a node are neighbours in the sequence.",
        refutation="A label that comes before a label of greater depth, or a level whose nodes do not come from left to right.",
        uses=("eq-14#correction",),
    ),
    Claim(
        id="figure-2",
        where="section 5, figure 2",
        statement=r"For $d = [[d: 8]]$ the input of the sequence model is the $[[d]]$ bits and the $[[leaves: 2]]$ leaf labels, $[[T: 10]]$ tokens; its output is "
        r"the $[[leaves]]$ leaf labels and the root, $[[outputs: 3]]$ labels.",
        verdict=Verdict.HOLDS_AS_READ,
        reading="The text that was read does not contain the picture. Its caption and sections 3 and 5 determine what it must show.",
        refutation="Another number of tokens or labels at this size.",
        uses=("eq-13", "eq-14#correction", "eq-15"),
    ),
    Claim(
        id="remark-5-1-bounded-parameters",
        where="section 5.1, first paragraph",
        statement=Clause(
            r"With the intermediate labels every target is in the class of eq 6 with a number of inputs $N$, a largest degree and a largest "
            r"coefficient that do not grow with $d$.",
            domain=_TREE_SIZES,
        ),
        verdict=Verdict.HOLDS,
        consequence=r"For every such $d$: $N = [[N: 2]]$, the degree is $[[degree: 2]]$ and the largest coefficient $[[largest: 4*sqrt(2)]]$. The same polynomial represents leaves and inner "
        r"nodes, because a token is 1 exactly where its parity is even.",
        refutation="A size whose labels need more inputs, a higher degree or a larger coefficient.",
        uses=("lemma-2", "eq-14#correction", "eq-6"),
    ),
    Claim(
        id="remark-5-1-end-to-end-arity",
        where="section 5.1, first paragraph",
        statement=Clause(
            r"Without the intermediate labels the target depends on $[[bits: d/2]]$ bits, so eq 6 needs $N = [[bits]]$.",
            domain=_EVEN,
        ),
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"$h_T(\mathbf x)$ is the target, not the hidden state of eq 1. *Needs* is a lower bound on $N$. Equal weights show that this $N$ is also enough.",
        refutation="A bit outside the subset that changes the target, or a bit of the subset that does not.",
        uses=("eq-6", "remark-5-parity-task"),
    ),
    Claim(
        id="remark-5-1-end-to-end-complexity",
        where="section 5.1, first paragraph",
        statement=Clause(
            r"Without the intermediate labels $\phi(T, \psi, N) = [[order: Omega(exp(d))]]$.",
            domain="every even $d$",
        ),
        verdict=Verdict.HOLDS_AS_READ,
        reading=(
            Clause(
                r"$\phi$ is the product in eq 10 without its $\tilde O$, for a representation of the target on its $[[arity: d/2]]$ bits with margin: $[[margin: abs(psi) >= 1]]$ on all inputs. "
                r"Then $[[bound: phi >= 2**D*C**d*d**(16 + 3*d/2)*D**(3*d/2)/(D + 1)**2]]$ for every degree $D$. The logarithm of the right side is at least of order "
                r"$[[logarithm: 3*d*log(d)/2]]$, for every constant $C$ of eq 10.",
                name="margin",
                domain=r"all $[[d: d >= 2]]$ and $[[D: D >= 1]]$",
            ),
            Clause(
                r"Without a margin the statement is false: $c\psi$ with $[[scale: 0 < c < 1]]$ represents the same target with $[[scaled: c**2*phi]]$.",
                name="scale",
            ),
        ),
        consequence="The statement is about an upper bound: it says that the theory gives no guarantee. Whether learning is in fact hard is the "
        "subject of theorem 4.",
        refutation=r"A representation with margin 1 whose $\phi$ grows more slowly than $e^d$.",
        uses=("eq-10", "remark-5-1-end-to-end-arity"),
    ),
    Claim(
        id="eq-8",
        where="section 5.1, lemma 2",
        statement=Clause(
            r"There are $\mathbf w \in \mathbb R^4$ and a polynomial $\psi$ of degree $[[degree: 2]]$ such that $\psi$, at the inner product of the unit vector along $\mathbf w$ with $(\mathbf e_{z_1}; \mathbf e_{z_2})$, is $[[equal: 1]]$ where the two bits are equal and $[[different: -1]]$ "
            r"where they differ.",
            domain="the four values of the two bits",
        ),
        verdict=Verdict.HOLDS,
        consequence=r"The polynomial $\psi(u) = 4u^2 - 4\sqrt2\,u + 1$ satisfies this; the polynomial that eq 21 prints does not.",
        refutation="A proof that no weights and polynomial of this degree have these four values.",
        uses=("eq-16", "eq-17", "eq-18"),
    ),
    Claim(
        id="lemma-2",
        where="section 5.1; proof in appendix B",
        statement=r"There are $\mathbf w \in \mathbb R^4$ and a polynomial $\psi$ of degree $[[degree: 2]]$ that satisfy eq 8, with $[[bound: abs(a) < 10]]$ for all coefficients $a$ of $\psi$.",
        verdict=Verdict.HOLDS,
        consequence=r"The largest coefficient in absolute value is $[[largest: 4*sqrt(2)]]$. The lemma is true although eq 19 to 21 of its proof are wrong.",
        refutation="A proof that every polynomial of this degree that satisfies eq 8 has a larger coefficient.",
        uses=("eq-8", "eq-16", "eq-17", "eq-18"),
    ),
    Claim(
        id="remark-5-1-degree-two-sketch",
        where="section 5.1, proof sketch of lemma 2",
        statement=r"The inner product with $\mathbf w$ sums the first coordinates of $\mathbf e_{z_1}$ and $\mathbf e_{z_2}$. The sum takes $[[points: 3]]$ values, at which a polynomial of degree $[[degree: 2]]$ "
        r"interpolates the labels.",
        verdict=Verdict.HOLDS,
        refutation="Another number of values of the sum, or no such polynomial.",
        uses=("eq-16", "eq-17"),
    ),
    Claim(
        id="remark-5-1-phi-order",
        where="section 5.1, after lemma 2",
        statement=r"The targets of the decomposed parity are in $\mathcal H_{\phi(T,\psi,N)}$ with $\phi(T,\psi,N) = [[order: O(d)]]$.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        reading=r"The statement is read for the $\psi$ of lemma 2, whose values have margin one. Without a margin $\psi$ can be scaled down until $\phi$ is arbitrarily small, and the statement says nothing.",
        counterexample=r"With $N = [[N: 2]]$ and degree $[[D: 2]]$ eq 10 has the factor $[[power: T**24]]$. At $d = [[d: 8]]$, where $T = [[T: 10]]$, this factor alone is "
        r"$[[factor: 10**24]]$, and $[[quotient: phi/d]]$ is unbounded as $d$ grows.",
        correction=Clause(
            r"$\phi = [[order: Thetatilde(d**24)]]$. The product in eq 10 is $[[phi: 2**11*C**4*T**24]]$ with $[[T: T == 3*d/2 - 2]]$.",
            domain=r"$d = [[d: 2**k]]$ for every integer $[[k: k >= 2]]$",
        ),
        consequence=r"$\phi$ is still polynomial in $d$. But theorem 2 as printed then requires $n$ of order $d^{[[samples: 48]]}$ up to logarithms, not $d^2$.",
        refutation="Another exponent of the product in eq 10 for this task.",
        uses=("eq-10", "eq-13", "lemma-2"),
    ),
    Claim(
        id="remark-5-1-learnable",
        where="section 5.1, after lemma 2",
        statement=r"With theorem 2 it follows that algorithm 1 learns bit-subset parities with polynomial network size, samples and updates.",
        verdict=Verdict.GAP,
        severity=Severity.REPAIRED,
        cause="lemma-6",
        counterexample=r"It does not follow. Theorem 2 as printed fails. As corrected, it needs lemma 6's bound for every label. But the first leaf of the tree may read the first bit, which is $[[back: d - 1]]$ tokens back, and at algorithm 1's initialisation the complexity of such a label, on all inputs, exceeds every power of $d$ (lemma 6).",
        correction=Clause(
            r"If every label meets lemma 6's bound, and the conclusions of lemmas 7 and 8 hold, then the $n$ and the $m^*$ of theorem 2 as corrected are polynomial in $d$ and in the inverse of the error, because $\phi$ is of order $[[phi: d**24]]$ up to logarithms and $T = [[T: 3*d/2 - 2]]$.",
            name="implication",
        ),
        consequence=r"Whether algorithm 1 learns these parities from polynomially many samples is neither shown nor refuted. At the printed scale of $B$ training changes almost none of the signs of a wide net's outputs (theorem-3). With $B_i \sim N(0,1)$ the guarantee also needs a change of $A$ or $M_0$: see lemma-6 for the bound, and elman-2026/corollary-2 for a theorem that is proved by hand.",
        source="Wang et al. (2021), theorem 2, through theorem 3 of this paper",
        refutation="A proof that algorithm 1, with the initialisation of the corrected theorem 2, needs more than polynomially many samples for this task.",
        uses=(
            "theorem-2#correction",
            "lemma-2",
            "remark-5-1-bounded-parameters",
            "remark-5-1-phi-order#correction",
        ),
    ),
    Claim(
        id="corollary-1",
        where="section 5.1",
        statement=(
            Clause(
                r"Bit-subset parity is learned to any error $[[error: epsilon > 0]]$ with a number of updates that is polynomial in $d$ and $[[inverse: 1/epsilon]]$ when sub-tasks are supervised.",
                name="with-sub-tasks",
            ),
            Clause(
                r"Without supervision of the sub-tasks, for any constant $\epsilon$ and with high probability over the parity, the error is above $[[floor: 1/2 - epsilon]]$ unless the number of updates is "
                r"exponential in $d$.",
                name="end-to-end",
            ),
        ),
        verdict=Verdict.CITED,
        reading=(
            Clause(
                r"The first half holds given theorem 2 as corrected, with both changes of the initialisation that lemma 6 needs for a polynomial bound (of the variance of $B$, and of the variance of $A$ or of $M_0$). Here $d$ is a power of two, as section 5 assumes, and $[[d: d >= 8]]$, as the normaliser of eq 4 needs.",
                name="with-sub-tasks",
            ),
            Clause(
                r"The second half holds given theorem 4 as corrected, for full-batch gradient descent with an approximate gradient oracle and polynomially bounded gradients, and for "
                r"$d$ above a bound that depends on $\epsilon$. Footnote 3 itself excludes SGD, so the words *using neural networks* are too general. With exact gradients one step of a model that has all "
                r"parities as features learns each of them.",
                name="end-to-end",
            ),
        ),
        source="Wang et al. (2021), theorem 2; Shalev-Shwartz et al. (2017), theorem 1; Shamir (2018), theorem 4",
        consequence=(
            Clause(
                r"At the oracle precision $|\mathcal H|^{-1/3}$ of the corrected theorem 4 the number of updates is of order $|\mathcal H|^{1/3}$ with $|\mathcal H| = [[classes: binomial(d, d/2)]]$ "
                r"parities. This is exponential in $d$ with base $[[base: 2**(1/3)]]$, not $e$.",
            ),
            Clause(
                r"The printed proof of the first half has a gap: remark-5-1-learnable. What a reader may rely on: at the printed initialisation nothing is proved. For $A$ of variance $2/(mT^3)$, $B$ of variance one and the other weights as printed it is proved by hand by this project, as elman-2026/corollary-2.",
                name="rely-on",
            ),
        ),
        refutation="For the second half, an algorithm of polynomially many queries to the oracle that learns most parities; for the first, see remark-5-1-learnable.",
        uses=(
            "theorem-2#correction",
            "theorem-4#correction",
            "lemma-2",
            "remark-5-1-learnable#correction",
            "remark-5-1-footnote-3",
            "elman-2026/corollary-2",
        ),
    ),
    Claim(
        id="remark-5-1-footnote-3",
        where="section 5.1, footnote 3",
        statement=r"The negative result holds for full gradient descent only. With a complex, non-random initialisation SGD learns parities efficiently.",
        verdict=Verdict.CITED,
        source="Abbe & Sandon (2020); Abbe et al. (2021)",
        refutation="A proof that no initialisation lets SGD learn all parities with polynomially many samples.",
    ),
    Claim(
        id="remark-5-2-same-gap",
        where="section 5.2, first and last paragraph",
        statement=r"The exponential gap proved for Elman networks is seen with the Transformer too: the iterations of table 1 grow "
        r"exponentially without supervision and polynomially with supervision. The experiment reinforces the relevance of the theory to Transformers.",
        verdict=Verdict.CITED,
        reading=Clause(
            r"The statement is read as a trend in the paper's own numbers. Without supervision each $[[bits: 2]]$ further bits multiply the iterations by more than $[[factor: 4]]$; with supervision each doubling of "
            r"$d$ multiplies them by less than $[[doubling: 8]]$. The trend rests on $[[unsupervised: 6]]$ sizes without supervision and $[[supervised: 5]]$ sizes with it. The proof is about gradient descent on the "
            r"recurrent net; the experiment uses Adam with batches of $[[batch: 32]]$. Footnote 3 says that the negative result does not hold for stochastic gradients.",
            name="trend",
        ),
        source=_THREE_RUNS,
        refutation="Runs at further sizes that do not follow this trend.",
        uses=("table-1#correction",),
    ),
    Claim(
        id="remark-5-2-sizes",
        where="section 5.2, first paragraph",
        statement=r"Models were trained for input sizes from $[[least: 8]]$ to $[[most: 128]]$ bits.",
        verdict=Verdict.HOLDS,
        consequence=r"With supervision only the sizes $[[supervised: [8, 16, 32, 64, 128]]]$ occur: for the other sizes $d/2$ is not a power of two, as section 5 assumes.",
        refutation="A row of table 1 outside these sizes.",
        uses=("table-1#correction",),
    ),
    Claim(
        id="remark-5-2-iterations",
        where="section 5.2, first paragraph; footnote 4",
        statement=r"For each input size one model was trained with intermediate supervision and one without, for $[[standard: 100000]]$ iterations. The exceptions are the tasks of "
        r"$[[first: 16]]$ and $[[second: 18]]$ bits without supervision, with $[[longer: 300000]]$ and $[[longest: 2000000]]$ iterations.",
        verdict=Verdict.FAILS,
        severity=Severity.COSMETIC,
        counterexample=r"$d = [[d: 10]]$ is an input size of table 1, but no model with supervision is reported for it. There the subset has $[[half: 5]]$ bits, which is not a power of two as section 5 assumes.",
        correction=r"With supervision the input sizes are $[[with_labels: [8, 16, 32, 64, 128]]]$; without supervision they are $[[without: [8, 10, 12, 14, 16, 18, 32, 64, 128]]]$.",
        consequence="Footnote 21 (training goes on until convergence) and the sentence on 2M steps at 32 bits contradict the numbers of iterations; see remark-5-2-two-million-steps.",
        refutation="A run with supervision at the size of the counterexample.",
        uses=("table-1#correction", "remark-5-tree"),
    ),
    Claim(
        id="remark-5-2-exactly-as-described",
        where="section 5.2, first paragraph",
        statement="In the experiment the intermediate supervision was introduced exactly as described in section 5.1, on the same task on which the theory is proved.",
        verdict=Verdict.CITED,
        reading=Clause(
            r"The experiment is taken to use the same labels in the same order, by eq 14 as corrected. With the labels that eq 14 prints the answer would be the constant $[[constant: 1]]$ and there would be nothing to learn.",
            name="labels",
        ),
        source="the authors' own code, which is not part of the paper",
        refutation="The authors' code with other labels or another order.",
        uses=("eq-14#correction",),
    ),
    Claim(
        id="remark-5-2-much-stronger",
        where="section 5.2, second paragraph",
        statement="A Transformer of BERT-base size is a strong network and much stronger than the recurrent network of the theory.",
        verdict=Verdict.CITED,
        reading=r"The statement is read as a judgement on the accuracy in language tasks, not as an ordering by expressive power. The recurrent network of theorem 2 is as wide as that theorem requires, and the paper does not compare networks of the two kinds on one task.",
        source="Devlin et al. (2019)",
        refutation="A task of such a benchmark on which the recurrent network does better.",
    ),
    Claim(
        id="remark-5-2-easily-learned",
        where="section 5.2, second paragraph",
        statement=r"The Transformer easily learned the task of $[[d: 32]]$ bits in the presence of intermediate supervision.",
        verdict=Verdict.CITED,
        reading=Clause(
            r"Table 1 reports $[[steps: 1480]]$ iterations, which is $[[percent: 1.48]]$ % of the $[[budget: 100000]]$ iterations of the protocol, and a test accuracy of $[[accuracy: 1]]$ with the standard deviation $[[deviation: 0]]$ over three seeds.",
            name="table-1",
        ),
        source=_THREE_RUNS,
        refutation="Runs by the paper's protocol that take most of the budget.",
        uses=("table-1#correction",),
    ),
    Claim(
        id="remark-5-2-two-million-steps",
        where="section 5.2, second paragraph; footnote 4",
        statement=r"The protocol has $[[standard: 100000]]$ iterations, and more only for $[[first: 16]]$ and $[[second: 18]]$ bits (footnote 4). The task of $[[d: 32]]$ bits without supervision was trained for more than "
        r"$[[claimed: 2000000]]$ steps without learning.",
        verdict=Verdict.FAILS,
        severity=Severity.COSMETIC,
        counterexample=r"The size $[[d: 32]]$ is not among the exceptions, so footnote 4 gives it $[[allowed: 100000]]$ iterations. Table 1 reports for it that the first iteration above chance came after more than $[[reported: 100000]]$ iterations.",
        correction=r"Footnote 4 and table 1 support this: $[[d: 32]]$ bits were not learned within $[[within: 100000]]$ iterations, and the accuracy there is within one printed deviation of $[[guess: 1/2]]$.",
        consequence="The text does not show which of the two sentences misreports the run. Footnote 21, by which models that had not converged were trained further, would explain the longer run; it contradicts footnote 4.",
        refutation="A reading of footnote 4 under which more than 2M iterations at 32 bits are part of the protocol.",
        uses=("table-1#correction",),
    ),
    Claim(
        id="figure-3",
        where="section 5.2, figure 3",
        statement=r"The figure shows the iterations until the validation accuracy exceeds $[[cut: 3/5]]$, against the number of bits, with and without supervision. A very large gap opens quickly.",
        verdict=Verdict.CITED,
        reading=Clause(
            r"The numbers are those of table 1. At $[[small: 8]]$ bits the validation set has $[[inputs: 32]]$ inputs, and random guessing exceeds the threshold on it with a probability above $[[chance: 0.107]]$ in each "
            r"evaluation, so this point means little. From $[[safe: 12]]$ bits on this probability is below $[[out: 3/10**6]]$.",
            name="chance",
        ),
        source=_THREE_RUNS,
        refutation="Runs of the authors in which the first iteration above the threshold is another one.",
        uses=("table-1#correction", "remark-g-better-than-random#reading"),
    ),
)
