"""Abstract, introduction and related work (sections 1 and 2)."""

from theory.ledger import Claim, Clause, Verdict

_WANG = "Wang et al. (2021), theorem 2, through theorem 3 of this paper"

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="remark-0-practically-unlearnable",
        where="abstract; section 1, first and third paragraph",
        statement="Language problems of several compounded steps are practically unlearnable even by the largest language models; end-to-end learning of composite problems fails in a variety of domains.",
        verdict=Verdict.CITED,
        reading="This is a statement about models and benchmarks up to 2022, measured by accuracy. *Unlearnable* is not meant as a theorem.",
        source="Geva et al. (2021); Kalyan et al. (2021); Liu et al. (2021); Wei et al. (2022); Piękos et al. (2021); Nye et al. (2022)",
        refutation="A model of that time that solves these benchmarks without intermediate steps.",
    ),
    Claim(
        id="remark-0-constant-sub-tasks",
        where="abstract",
        statement=r"Every family of tasks that splits into polynomially many simple sub-tasks, each of which depends on $[[order: O(1)]]$ "
        r"earlier results, becomes learnable when the sub-task labels are concatenated to the input.",
        verdict=Verdict.CITED,
        reading=(
            Clause(
                r"*Results* include the input bits themselves. *Simple* means that each label is the sign of a polynomial as in eq 6, with constant $N$, degree $D$ and coefficients, whose margin is $[[margin: 1]]$: its absolute value is at least $[[margin]]$ on all inputs. Then the number of samples in theorem 2 before its corrections, which add powers of $T$ only, is, up to logarithms, a polynomial of degree "
                r"$[[degree: 2*(16 + 3*N + D)]]$ in $T$. Its degree is $[[others: 2]]$ in the inverse of the error and in the logarithm of the inverse failure probability.",
                name="polynomial",
                domain=r"every number of inputs $N$ and every degree $D$",
            ),
            Clause(
                r"If $N$ may grow with $T$, the exponent grows too: at $N = [[N: T/100]]$ it exceeds every constant.",
                name="growing",
            ),
        ),
        source=_WANG,
        consequence="The claim rests on theorem 2, which holds in a corrected form only.",
        refutation="A proof that a family with constant parameters needs more than polynomially many samples of algorithm 1 as corrected.",
        uses=("theorem-2#correction", "lemma-3", "remark-4-phi-growth"),
    ),
    Claim(
        id="remark-0-first-positive-result",
        where="abstract; section 1; section 2",
        statement="All earlier theoretical results on intermediate supervision for learning with neural networks are negative; "
        "this is the first positive one.",
        verdict=Verdict.CITED,
        reading="This is a statement about the literature up to 2022, not about mathematics. Section 2 itself names a positive result for "
        "reinforcement learning (Zhai et al.) and does not count it.",
        source="the authors' own survey (section 2)",
        refutation="An earlier theorem by which intermediate supervision makes a task learnable by a neural network.",
    ),
    Claim(
        id="remark-1-strategy-qa",
        where="section 1, first paragraph",
        statement=r"Gopher answers $[[gopher: 61]]$ % of the StrategyQA benchmark, people around $[[people: 87]]$ %.",
        verdict=Verdict.CITED,
        source="Rae et al. (2021); Geva et al. (2021)",
        refutation="Other numbers in these two papers.",
    ),
    Claim(
        id="remark-1-local-minima",
        where="section 1, second paragraph",
        statement="Supervision of the intermediate steps is crucial for avoiding bad local minima of the optimisation.",
        verdict=Verdict.CITED,
        reading="This is a hypothesis of the cited work, supported by its experiments. The paper says that the work *proposes* it.",
        source="Gülçehre & Bengio (2016)",
        refutation="A training procedure without intermediate labels that solves the tasks of that work.",
    ),
    Claim(
        id="remark-1-divide-and-conquer",
        where="section 1, second paragraph",
        statement="Gradient-based end-to-end learning is inefficient for complex problems that a divide-and-conquer strategy solves easily.",
        verdict=Verdict.CITED,
        reading="The statement is about the models and tasks of the cited work.",
        source="Glasmachers (2017)",
        refutation="An efficient end-to-end gradient method for the tasks of that work.",
    ),
    Claim(
        id="remark-1-visual-sudoku",
        where="section 1, second paragraph",
        statement="SATNet could not solve visual Sudoku without intermediate labels of the individual digit images.",
        verdict=Verdict.CITED,
        source="Chang et al. (2020); Wang et al. (2019)",
        refutation="A run of SATNet on visual Sudoku that succeeds without labels of the digits.",
    ),
    Claim(
        id="figure-1",
        where="section 1, figure 1",
        statement="Sub-tasks and their labels are appended to the input. Training maximises the likelihood of everything that "
        "follows the input, given the input. At test time only the input is given.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"The text that was read does not contain the picture. The statement is read for the model of section 3, where each label is drawn with the sigmoid of its score as probability. Then the likelihood of everything that follows the input is "
        r"$[[likelihood: exp(-(T - d + 1)*loss)]]$ with the loss of eq 4 as corrected. These likelihoods are a probability distribution over all label sequences.",
        refutation="Scores for which these likelihoods do not add up to one.",
        uses=("eq-4#correction", "remark-3-cross-entropy"),
        notation={"loss": "l"},
    ),
    Claim(
        id="remark-1-significant-improvement",
        where="abstract; section 1, third paragraph",
        statement="In language tasks, training with concatenated sub-tasks improves the results significantly over training the same model without them, and the approach is widely adopted.",
        verdict=Verdict.CITED,
        source="Rajani et al. (2019); Cobbe et al. (2021); Piękos et al. (2021); Recchia (2021); Nye et al. (2022); Wei et al. (2022); Zelikman et al. (2022)",
        refutation="Results of these works without an improvement.",
    ),
    Claim(
        id="remark-1-eight-digit-addition",
        where="section 1, third paragraph",
        statement=r"With the intermediate steps in the input, addition of $[[digits: 8]]$ digits is learned to an accuracy above $[[above: 99]]$ %; without them the accuracy is about $[[about: 35]]$ %.",
        verdict=Verdict.CITED,
        source="Nye et al. (2022)",
        refutation="Other numbers in that paper.",
    ),
    Claim(
        id="remark-1-small-fraction",
        where="section 1, fourth paragraph",
        statement="A simple sequence model provably learns every task that splits efficiently into simpler sub-tasks, each depending on a "
        "small fraction of the input.",
        verdict=Verdict.CITED,
        reading=Clause(
            r"*Small fraction* is read as a constant number of tokens, as the abstract says. A constant fraction, however small, is too much. Let a single sub-task be "
            r"an arbitrary function of $b = [[bits: d/100]]$ uniformly distributed bits. Then every learner that has seen $n$ inputs has an expected error of at least $[[error: (1 - n/2**b)/2]]$, on average over all such functions.",
            name="constant-fraction",
        ),
        source=_WANG,
        refutation="A learner whose expected error over all functions of that many bits is smaller.",
        uses=("remark-0-constant-sub-tasks",),
    ),
    Claim(
        id="remark-1-polynomial",
        where="section 1, fourth paragraph",
        statement="Both the number of samples and the number of gradient updates are polynomial.",
        verdict=Verdict.CITED,
        reading=Clause(
            r"The statement is read for theorem 2 as corrected, with constant $N$, degree $D$ and coefficients. Algorithm 1 draws $[[each: 1]]$ sample in each update, so both numbers are $n$. Before the corrections $n$ has, up to logarithms, degree "
            r"$[[degree: 2*(16 + 3*N + D)]]$ in $T$ and degree $[[others: 2]]$ in the inverse of the error and in the logarithm of the inverse failure probability. The corrections add powers of $T$ only.",
            name="degree",
        ),
        source=_WANG,
        consequence=r"It is the *bound* that is polynomial. Whether the bound is true is the question of theorem-2 and of lemma-6. At algorithm 1's initialisation it is not shown for sub-tasks that read far tokens, since lemma 6 fails there. At the printed scale of $B$ training changes almost none of the signs of a wide net's outputs (theorem-3).",
        refutation="A proof that algorithm 1 with the corrected initialisation needs more than polynomially many updates.",
        uses=("theorem-2#correction", "eq-10", "algorithm-1"),
    ),
    Claim(
        id="remark-1-unlearnable-tasks",
        where="section 1, fourth and sixth paragraph",
        statement="Without intermediate supervision there are efficiently decomposable tasks that no polynomial-time algorithm learns, "
        "under cryptographic or complexity assumptions.",
        verdict=Verdict.CITED,
        source="Valiant (1984); Goldreich et al. (1986); Daniely & Shalev-Shwartz (2016)",
        refutation="A polynomial-time learner of all small circuits, which would refute the assumptions.",
        uses=("remark-6-unlearnable-functions",),
    ),
    Claim(
        id="remark-1-parity-is-hard",
        where="section 1, fifth paragraph",
        statement="Bit-subset parity is notoriously not amenable to efficient gradient-based learning without intermediate supervision.",
        verdict=Verdict.CITED,
        reading="The statement is read for statistical queries and for gradients of limited precision, from a random initialisation. Two of the four cited works, Abbe & Sandon and Abbe et al., also show the contrary for stochastic gradients with a special initialisation, as footnote 3 says.",
        source="Kearns (1998); Shalev-Shwartz et al. (2017); Abbe & Sandon (2020); Abbe et al. (2021)",
        refutation="An efficient algorithm of polynomially many queries of limited precision that learns parities.",
        uses=("remark-5-1-footnote-3",),
    ),
    Claim(
        id="remark-1-parity-sub-tasks",
        where="section 1, fifth paragraph",
        statement=r"The sub-tasks of bit-subset parity are parities of parts of the unknown subset of half of the bits.",
        verdict=Verdict.HOLDS,
        consequence=r"Level by level, each label is the parity of $2, 4, \dots, d/2$ neighbours in the subset. The last label is the answer.",
        refutation="A sub-task whose label is not the parity of some bits of the subset.",
        uses=("eq-14#correction", "remark-5-tree"),
    ),
    Claim(
        id="remark-1-exponential-gap",
        where="section 1, fifth paragraph; section 2, first paragraph",
        statement="Between end-to-end and decomposed learning of bit-subset parity by neural networks there is an exponential gap.",
        verdict=Verdict.CITED,
        reading=Clause(
            r"The statement is read for full-batch gradient descent with gradients of limited precision (footnote 3). For algorithms in general there is no such gap: Gaussian elimination "
            r"over the field of two elements learns each parity of $[[d: 8]]$ bits from $[[samples: 8]]$ linearly independent inputs.",
            name="elimination",
        ),
        source="Shalev-Shwartz et al. (2017)",
        refutation="An algorithm of polynomially many queries to the oracle that learns most parities.",
        uses=("corollary-1",),
    ),
    Claim(
        id="remark-1-all-of-p",
        where="section 1, sixth paragraph and contribution 3",
        statement=r"With enough intermediate supervision every family of functions in $\mathbf P$ is efficiently learned by neural networks.",
        verdict=Verdict.CITED,
        reading="There is one circuit for each input length, the same for all samples, and the value of each gate is given as a label.",
        source=_WANG,
        refutation="A family of circuits of polynomial size that algorithm 1 as corrected does not learn with all labels given.",
        uses=("remark-6-universality",),
    ),
    Claim(
        id="theorem-1",
        where="section 1",
        statement=(
            Clause(
                r"Informally: there is a binary classification problem, given for each input size $d$, that is learned to any error $[[error: epsilon > 0]]$ with a number of updates "
                r"polynomial in $d$ and $[[inverse: 1/epsilon]]$ when sub-tasks are supervised.",
                name="with-sub-tasks",
            ),
            Clause(
                r"Without supervision of the sub-tasks, every polynomial-time algorithm has an error above $[[floor: 1/2 - epsilon]]$ on it, for every constant $\epsilon$.",
                name="end-to-end",
            ),
        ),
        verdict=Verdict.CITED,
        reading=(
            Clause(
                r"A *problem* is a family of targets, one of which is drawn by a hidden key. If the target were one fixed function in $\mathbf P$ for each $d$, the algorithm that prints its program would have the error $[[fixed: 0]]$.",
                name="family",
            ),
            Clause(
                r"The assumption of corollary 2 must be added. Without an assumption the second half would separate $\mathbf P$ from $\mathbf{NP}$, since small circuits are easy to learn if $\mathbf P$ and $\mathbf{NP}$ coincide. "
                r"In the first half the error is small with high probability over the run, and on average over its iterates. The size $d$ is large, depending on the algorithm and $\epsilon$: at $[[small: 2 <= d <= 4]]$ even $[[samples: d**2]]$ samples can show all inputs.",
                name="size",
            ),
        ),
        source="Goldreich et al. (1986); Valiant (1984); Daniely & Shalev-Shwartz (2016); Wang et al. (2021) for the first half",
        consequence=(
            Clause(
                r"Bit-subset parity cannot be that problem, because Gaussian elimination learns it. The ideal case, a uniformly random function, is computed here: after "
                r"$n$ distinct inputs the least expected error, on uniformly distributed inputs, is exactly $[[ideal: (1 - n/2**d)/2]]$. For pseudo-random families the same holds by assumption."
            ),
            Clause(
                r"What a reader may rely on: the first half as the paper argues for it, by theorem 2 as printed, is not shown. With $A$ of variance $2/(mT^3)$, $B$ of variance one and the other weights as printed it is proved by this project for circuits of polynomial size whose gates have at most $N$ inputs, $N$ fixed: elman-2026/theorem-1. The second half rests on the assumption in either case.",
                name="rely-on",
            ),
        ),
        refutation="A polynomial-time learner of small circuits.",
        uses=("corollary-2",),
    ),
    Claim(
        id="remark-1-contributions",
        where="section 1, contributions 1 and 2",
        statement="A positive result for a problem that is unlearnable without intermediate supervision, in the sequence-to-sequence setting.",
        verdict=Verdict.CITED,
        reading="*Unlearnable* means under an assumption (corollary 2), or for gradient descent only (corollary 1).",
        source="Wang et al. (2021); Goldreich et al. (1986); Shalev-Shwartz et al. (2017)",
        refutation="See theorem-1 and corollary-1.",
        uses=("theorem-1", "corollary-1"),
    ),
    Claim(
        id="remark-2-shaping",
        where="section 2, first paragraph",
        statement="Guiding a learner through intermediate tasks dates back to the training of animals by shaping, and has been of practical benefit for various tasks of machine learning.",
        verdict=Verdict.CITED,
        source="Skinner (1958); Peterson (2004); Krueger & Dayan (2009); Karlsson (1994)",
        refutation="Nothing that could be computed here: this is an account of the literature.",
    ),
    Claim(
        id="remark-2-reward-shaping",
        where="section 2, first paragraph",
        statement="There are necessary and sufficient conditions under which the shaping of rewards preserves optimal policies. A decomposition of the reward can be learned.",
        verdict=Verdict.CITED,
        reading=r"A shaping preserves the optimal policies of every decision process if it is the discounted potential of the next state minus the potential of the present state. No other shaping preserves them in all decision processes. The paper prints *reserved* for *preserve*.",
        source="Ng et al. (1999), theorem 1; Marthi (2007)",
        refutation="Another shaping that preserves the optimal policies of every decision process.",
    ),
    Claim(
        id="remark-2-sub-goals",
        where="section 2, first paragraph",
        statement="Rewards for sub-goals provably speed up synchronous value iteration, by a factor linear in their number. Notions of that analysis, such as one-way intermediate states, are particular to reinforcement learning.",
        verdict=Verdict.CITED,
        source="Zhai et al. (2022)",
        refutation="Another factor in that paper.",
    ),
    Claim(
        id="remark-2-end-to-end-gradients",
        where="section 2, second paragraph",
        statement="For tasks composed of classification and parity, end-to-end gradient learning does not converge in polynomially many updates, while "
        "gradients with intermediate supervision have a much higher signal-to-noise ratio. That work gives no guarantee that learning with intermediate supervision takes polynomially many updates.",
        verdict=Verdict.CITED,
        source="Shalev-Shwartz et al. (2017)",
        refutation="A theorem of that work that gives such a guarantee.",
    ),
    Claim(
        id="remark-2-verification-gap",
        where="section 2, second paragraph",
        statement="The number of samples needed to verify a system end to end is exponentially larger than the number needed to verify its parts. That work has no explicit setting in which intermediate supervision makes learning feasible.",
        verdict=Verdict.CITED,
        source="Shalev-Shwartz & Shashua (2016)",
        refutation="Such a setting in that work.",
    ),
)
