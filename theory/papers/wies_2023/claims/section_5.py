"""Section 5: bit-subset parity with sequence-to-sequence models."""

from theory.ledger import Claim, Verdict

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="remark-5-parity-task",
        where="section 5, first paragraph",
        statement=r"The target $y = (-1)^{\sum_j x_{i_j}}$ over the $d/2$ chosen positions says whether the number of ones "
        r"among them is even ($+1$) or odd ($-1$).",
        verdict=Verdict.HOLDS,
    ),
    Claim(
        id="remark-5-leaves",
        where="section 5, second paragraph",
        statement=r"The leaves of the tree of intermediate labels are $-1^{x_{i_1}+x_{i_2}}, \dots, "
        r"-1^{x_{i_{d/2-1}}+x_{i_{d/2}}}$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"The minus sign belongs to the base: $(-1)^{x+x'}$. As typed, $-1^{k} = -(1^k) = -1$ whatever the bits.",
        uses=("remark-5-parity-task",),
    ),
    Claim(
        id="remark-5-tree",
        where="section 5, second paragraph; figure 2(a)",
        statement=r"Pairing neighbours of the subset again and again gives a full binary tree in which every node is "
        r"the parity of its descendants, and the root is the parity of all $d/2$ bits.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"*Descendants* are the bits of the subset below the node, and $d/2 \ge 2$ is a power of two. "
        r"(Parity of the *labels* below it would count inner nodes too.)",
        uses=("remark-5-leaves", "eq-14"),
    ),
    Claim(
        id="figure-2",
        where="section 5, figure 2",
        statement=r"For $d = 8$ the input of the sequence model is the 8 bits and the two leaf labels, its output the two "
        r"leaf labels and the root.",
        verdict=Verdict.HOLDS_AS_READ,
        reading="The picture itself is not in the text; its caption and sections 3 and 5 fix what it must show.",
        uses=("eq-13", "eq-14", "eq-15"),
    ),
    Claim(
        id="remark-5-1-bounded-parameters",
        where="section 5.1, first paragraph",
        statement=r"With the intermediate labels every target is in the class of eq 6 with $N$, $\max_t\deg\psi_t$ and "
        r"$\max_{t,i}|a_{t,i}|$ that do not grow with $d$.",
        verdict=Verdict.HOLDS,
        consequence=r"$N = 2$, degree 2 and $\max|a| = 4\sqrt2$ for every $d$: one polynomial serves leaves and inner "
        r"nodes, because a token is 1 exactly where its parity is even.",
        uses=("lemma-2", "eq-14", "eq-6"),
    ),
    Claim(
        id="remark-5-1-end-to-end-arity",
        where="section 5.1, first paragraph",
        statement=r"Without the intermediate labels the target depends on $d/2$ bits, so eq 6 needs $N = d/2$.",
        verdict=Verdict.HOLDS,
        reading=r"$h_T(\mathbf x)$ is the target, not the hidden state of eq 1.",
        uses=("eq-6", "remark-5-parity-task"),
    ),
    Claim(
        id="remark-5-1-end-to-end-complexity",
        where="section 5.1, first paragraph",
        statement=r"Without the intermediate labels $\phi(T, \psi, N) = \Omega(e^d)$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"$\phi$ is the product in eq 10 without its $\tilde O$, for a representation with margin, $|\psi| \ge 1$ on all "
        r"inputs. Then $\phi \ge C^{d}\, d^{16+3d/2}/(D+1)^2 \cdot D^{3d/2}$ for every degree $D \ge 1$, which is $\Omega(e^d)$ for every "
        r"$C > 0$: in fact $e^{\Theta(d\log d)}$ at least. Without a margin $\psi$ can be scaled down until $\phi$ is as "
        r"small as one likes, and the statement is false.",
        consequence="It is a statement about an upper bound: no guarantee is given. That learning is in fact hard is "
        "theorem 4's business.",
        uses=("eq-10", "remark-5-1-end-to-end-arity"),
    ),
    Claim(
        id="eq-8",
        where="section 5.1, lemma 2",
        statement=r"$\psi(\langle \mathbf w/\|\mathbf w\|, (\mathbf e_{z_1}; \mathbf e_{z_2})\rangle)$ is $1$ where $z_1 = z_2$ and $-1$ where "
        r"$z_1 \ne z_2$, for suitable $\mathbf w \in \mathbb R^4$ and $\psi$ of degree 2.",
        verdict=Verdict.HOLDS,
        consequence=r"By $\psi(u) = 4u^2 - 4\sqrt2\,u + 1$, not by the polynomial that eq 21 prints.",
        uses=("eq-16", "eq-17", "eq-18"),
    ),
    Claim(
        id="lemma-2",
        where="section 5.1; proof in appendix B",
        statement=r"There are $\mathbf w \in \mathbb R^4$ and a polynomial $\psi$ of degree two with all $|a_i| < 10$ that satisfy eq 8.",
        verdict=Verdict.HOLDS,
        consequence=r"$\max_i|a_i| = 4\sqrt2 \approx 5.66$. The lemma is true although eq 19 to 21 of its proof are not.",
        uses=("eq-8", "eq-16", "eq-17", "eq-18"),
    ),
    Claim(
        id="remark-5-1-degree-two-sketch",
        where="section 5.1, proof sketch of lemma 2",
        statement=r"$\mathbf w$ sums the first coordinates of $\mathbf e_{z_1}, \mathbf e_{z_2}$, and three points are interpolated by "
        r"a polynomial of degree two.",
        verdict=Verdict.HOLDS,
        uses=("eq-16", "eq-17"),
    ),
    Claim(
        id="remark-5-1-phi-order",
        where="section 5.1, after lemma 2",
        statement=r"The targets of the decomposed parity are in $\mathcal H_{\phi(T,\psi,N)}$ with $\phi(T,\psi,N) = O(d)$.",
        verdict=Verdict.FAILS,
        counterexample=r"$N = 2$ and degree 2 put $T^{16+3\cdot2+2} = T^{24}$ into eq 10. At $d = 8$ ($T = 10$) that factor alone is "
        r"$10^{24}$; $\phi/d$ is unbounded.",
        correction=r"$\phi = \tilde\Theta(d^{24})$ (the power part of eq 10 is $2^{11} C^4 T^{24}$ with $T = 3d/2-2$).",
        consequence=r"Polynomial all the same, so corollary 1 keeps its first half; but theorem 2 then asks for $n$ of order $d^{48}$, not $d^2$.",
        uses=("eq-10", "eq-13", "lemma-2"),
    ),
    Claim(
        id="remark-5-1-learnable",
        where="section 5.1, after lemma 2",
        statement=r"With theorem 2 it follows that Algorithm 1 learns bit-subset parities with polynomial network size, samples and updates.",
        verdict=Verdict.CITED,
        reading=r"An implication: *if* theorem 2 holds with any $\phi$ polynomial in $T$, $n$ and $m^*$ are polynomial in $d$ and $1/\epsilon$. Its "
        "premise is examined at theorem 2.",
        consequence=r"At the printed scale of $B$ wide nets do not move (theorem-3). With $B_i \sim N(0,1)$ a leaf that reads tokens up to $d$ back has a complexity "
        r"above every power of $d$ at this initialisation (lemma-6), so the polynomial guarantee also needs the larger $M_0$ given there.",
        source="Wang et al. (2021), theorem 2, through theorem 3 of this paper",
        uses=("theorem-2", "lemma-2", "remark-5-1-bounded-parameters", "remark-5-1-phi-order"),
    ),
    Claim(
        id="corollary-1",
        where="section 5.1",
        statement=r"Bit-subset parity: with sub-task supervision any error $\epsilon > 0$ is reached with polynomially many updates; without it, "
        r"for any constant $\epsilon$ and with high probability over the parity, the error is above $1/2-\epsilon$ unless the number of updates is exponential in $d$.",
        verdict=Verdict.CITED,
        reading=r"First half: for $d/2 \ge 4$ a power of two (the tree, and eq 4's normaliser, need it), given theorem 2 as corrected, with both changes of the initialisation (remark-5-1-learnable). Second half: for "
        r"full-batch gradient descent with an approximate gradient oracle and polynomially bounded gradients, $d \ge d_0(\epsilon)$, "
        r"as theorem 4 is corrected; footnote 3 itself withdraws it for SGD, so *using neural networks* is too wide (and with exact gradients one step of a model that has all parities as features learns every one of them).",
        source="Wang et al. (2021), theorem 2; Shalev-Shwartz et al. (2017), theorem 1; Shamir (2018), theorem 4",
        consequence=r"The exponent base is $2$, not $e$: there are fewer than $2^d$ parities.",
        uses=("theorem-2", "theorem-4", "lemma-2", "remark-5-1-learnable", "remark-5-1-footnote-3"),
    ),
    Claim(
        id="remark-5-1-footnote-3",
        where="section 5.1, footnote 3",
        statement=r"The negative result holds for full gradient descent only; with special initialisation SGD learns parities efficiently.",
        verdict=Verdict.CITED,
        source="Abbe & Sandon (2020); Abbe et al. (2021)",
    ),
    Claim(
        id="remark-5-2-same-gap",
        where="section 5.2, first paragraph",
        statement=r"The exponential gap proved for Elman networks is seen with the Transformer too: table 1's iterations without supervision grow "
        r"exponentially, with supervision polynomially.",
        verdict=Verdict.CITED,
        reading="A trend in the paper's own numbers: each 2 further bits without supervision multiply the iterations by more than 4; each doubling of "
        "$d$ with supervision multiplies them by less than 8. What is proved is for gradient descent on the recurrent net, what is measured is Adam in batches of 32.",
        source="the authors' own runs (table 1)",
        uses=("table-1",),
    ),
    Claim(
        id="remark-5-2-sizes",
        where="section 5.2, first paragraph",
        statement="Models were trained for input sizes from 8 to 128 bits.",
        verdict=Verdict.HOLDS,
        consequence="With supervision only 8, 16, 32, 64 and 128: the others have no tree.",
        uses=("table-1", "remark-5-tree"),
    ),
    Claim(
        id="remark-5-2-two-million-steps",
        where="section 5.2, second paragraph; footnote 4",
        statement=r"In a protocol of 100k iterations, longer only for 16 and 18 bits (footnote 4), the 32-bit task without supervision was trained for more than "
        r"2M steps without learning.",
        verdict=Verdict.FAILS,
        counterexample=r"32 is not among the exceptions 16 and 18, so footnote 4 allows it 100k steps, and table 1 reports $>100\text{K}$, not $>2\text{M}$.",
        correction=r"What footnote 4 and table 1 carry: no learning of 32 bits within 100k iterations.",
        consequence="Which of the two sentences misreports the run cannot be told from the text. Footnote 21 (train until convergence) contradicts both.",
        uses=("table-1",),
    ),
    Claim(
        id="figure-3",
        where="section 5.2, figure 3",
        statement=r"Iterations until the validation accuracy exceeds 60%, against the number of bits, with and without supervision: a gap that opens quickly.",
        verdict=Verdict.CITED,
        reading="The numbers are table 1's. At 8 bits the validation set has 32 inputs and a coin exceeds 60% on it in more than one evaluation out of ten, "
        "so that point means little; from 12 bits on chance is out of the question.",
        source="the authors' own runs (table 1)",
        uses=("table-1",),
    ),
)
