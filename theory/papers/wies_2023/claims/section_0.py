"""Abstract, introduction and related work (sections 1 and 2)."""

from theory.ledger import Claim, Verdict

_WANG = "Wang et al. (2021), theorem 2, through theorem 3 of this paper"

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="remark-0-constant-sub-tasks",
        where="abstract",
        statement=r"Every family of tasks that splits into polynomially many simple sub-tasks, each of which depends on $O(1)$ "
        r"earlier results, becomes learnable when the sub-task labels are concatenated to the input.",
        verdict=Verdict.CITED,
        reading=r"*Results* include the input bits themselves; *simple* means eq 6 with constant degree and constant coefficients at "
        r"margin 1. Then the sample bound of theorem 2 is a polynomial in $T$, $1/\epsilon$ and $\log(1/\delta)$. If $N$ may grow with "
        r"$T$, its exponent grows with it.",
        source=_WANG,
        consequence="Rests on theorem 2, which holds in a corrected form only.",
        uses=("theorem-2", "lemma-3", "remark-4-phi-growth"),
    ),
    Claim(
        id="remark-0-first-positive-result",
        where="abstract; section 1; section 2",
        statement="All earlier theoretical results on intermediate supervision for learning with neural networks are negative; "
        "this is the first positive one.",
        verdict=Verdict.CITED,
        reading="A statement about the literature up to 2022, not about mathematics. Section 2 itself names a positive result for "
        "reinforcement learning (remark-2-sub-goals) and sets it aside.",
        source="the authors' own survey (section 2)",
    ),
    Claim(
        id="remark-1-strategy-qa",
        where="section 1, first paragraph",
        statement=r"Gopher answers 61% of the StrategyQA benchmark, people around 87%.",
        verdict=Verdict.CITED,
        source="Rae et al. (2021); Geva et al. (2021)",
    ),
    Claim(
        id="figure-1",
        where="section 1, figure 1",
        statement="Sub-tasks and their labels are appended to the input; training maximises the likelihood of everything that "
        "follows the input, given the input; at test time only the input is given.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"The picture itself is not in the text. For the model of section 3: where labels are drawn with the sigmoid of their score as probability, the likelihood of everything that follows the input is "
        r"$[[likelihood: exp(-(T - d + 1)*loss)]]$ with the loss of eq 4 as corrected, a distribution over all label sequences.",
        refutation="Scores for which these likelihoods do not add up to one.",
        uses=("eq-4#correction", "remark-3-cross-entropy"),
        notation={"loss": "l"},
    ),
    Claim(
        id="remark-1-eight-digit-addition",
        where="section 1, third paragraph",
        statement=r"With the intermediate steps in the input, addition of 8 digits is learned to above 99%, without them to about 35%.",
        verdict=Verdict.CITED,
        source="Nye et al. (2022)",
    ),
    Claim(
        id="remark-1-small-fraction",
        where="section 1, fourth paragraph",
        statement="A simple sequence model provably learns every task that splits efficiently into simpler sub-tasks, each depending on a "
        "small fraction of the input.",
        verdict=Verdict.CITED,
        reading=r"A *constant number* of tokens, as the abstract says. A constant fraction, however small, is too much: a single sub-task that is "
        r"an arbitrary function of $d/100$ bits leaves every learner that has seen $n$ inputs with an expected error of at least $\frac12(1 - n 2^{-d/100})$.",
        source=_WANG,
        uses=("remark-0-constant-sub-tasks",),
    ),
    Claim(
        id="remark-1-polynomial",
        where="section 1, fourth paragraph",
        statement="Both the number of samples and the number of gradient updates are polynomial.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"Of theorem 2's bound, for constant $N$, degree and coefficients: algorithm 1 draws one sample an update, so both are $n$, of degree "
        r"$2(16 + 3N + \deg)$ in $T$ and 2 in $1/\epsilon$ and $\log(1/\delta)$. The corrected bounds add powers of $T$ only.",
        consequence=r"It is the *bound* that is polynomial. Whether the bound is true is the question of theorem-2, and of lemma-6: at algorithm 1's initialisation it is not for sub-tasks that read far tokens.",
        uses=("theorem-2", "eq-10", "algorithm-1"),
    ),
    Claim(
        id="remark-1-unlearnable-tasks",
        where="section 1, fourth and sixth paragraph",
        statement="Without intermediate supervision there are efficiently decomposable tasks that no polynomial-time algorithm learns, "
        "under cryptographic or complexity assumptions.",
        verdict=Verdict.CITED,
        source="Valiant (1984); Goldreich et al. (1986); Daniely & Shalev-Shwartz (2016)",
        uses=("remark-6-unlearnable-functions",),
    ),
    Claim(
        id="remark-1-parity-sub-tasks",
        where="section 1, fifth paragraph",
        statement=r"The sub-tasks of bit-subset parity are parities of parts of the unknown subset of $d/2$ bits.",
        verdict=Verdict.HOLDS,
        consequence=r"Node by node: of $2, 4, \dots, d/2$ neighbours in the subset; the last one is the answer.",
        uses=("eq-14", "remark-5-tree"),
    ),
    Claim(
        id="remark-1-exponential-gap",
        where="section 1, fifth paragraph; section 2, first paragraph",
        statement="Between end-to-end and decomposed learning of bit-subset parity by neural networks there is an exponential gap.",
        verdict=Verdict.CITED,
        reading="For full-batch gradient descent with gradients of limited precision (footnote 3). Against all algorithms there is none: elimination "
        "over two elements learns parities from about $d$ samples.",
        source="Shalev-Shwartz et al. (2017)",
        uses=("corollary-1",),
    ),
    Claim(
        id="remark-1-all-of-p",
        where="section 1, sixth paragraph and contribution 3",
        statement=r"With enough intermediate supervision every family of functions in $\mathbf P$ is efficiently learned by neural networks.",
        verdict=Verdict.CITED,
        reading="One circuit for each input length, the same for all samples, each gate's value given as a label.",
        source=_WANG,
        uses=("remark-6-universality",),
    ),
    Claim(
        id="theorem-1",
        where="section 1",
        statement=r"Informally: some binary classification problem, a size $d$ at a time, is learned to any error $\epsilon$ with a number of updates "
        r"polynomial in $d$ and $1/\epsilon$ when sub-tasks are supervised, while without that every polynomial-time algorithm has error above $1/2 - \epsilon$ "
        r"for every constant $\epsilon > 0$.",
        verdict=Verdict.CITED,
        reading=r"Three things must be added. (1) The assumption of corollary 2: unconditionally the second half would separate $\mathbf P$ from $\mathbf{NP}$, "
        r"since learning small circuits is easy if they coincide. (2) *Problem* is a family of targets, one drawn by a hidden key: one fixed function in "
        r"$\mathbf P$ for each $d$ is learned by printing its program. (3) $d \ge d_0$, depending on the algorithm and $\epsilon$: at $d \le 4$ even $d^2$ samples can "
        r"show all inputs. In the first half: with probability $1 - \delta$, and on average over iterates.",
        source="Goldreich et al. (1986); Valiant (1984); Daniely & Shalev-Shwartz (2016); Wang et al. (2021) for the first half",
        consequence=r"Bit-subset parity cannot be that problem: elimination learns it. What is computed here is the ideal case, a uniformly random function, where "
        r"$n$ seen inputs leave an expected error of exactly $\frac12(1 - n 2^{-d})$; pseudo-random families inherit it by assumption.",
        uses=("corollary-2",),
    ),
    Claim(
        id="remark-1-contributions",
        where="section 1, contributions 1 and 2",
        statement="A positive result for a problem that is unlearnable without intermediate supervision, in the sequence-to-sequence setting.",
        verdict=Verdict.CITED,
        reading="Unlearnable under an assumption (corollary 2), or for gradient descent only (corollary 1).",
        source="Wang et al. (2021); Goldreich et al. (1986); Shalev-Shwartz et al. (2017)",
        uses=("theorem-1", "corollary-1"),
    ),
    Claim(
        id="remark-2-sub-goals",
        where="section 2, first paragraph",
        statement="Rewards for sub-goals provably speed up synchronous value iteration, by a factor linear in their number.",
        verdict=Verdict.CITED,
        source="Zhai et al. (2022)",
    ),
    Claim(
        id="remark-2-end-to-end-gradients",
        where="section 2, second paragraph",
        statement="For tasks composed of classification and parity, end-to-end gradient learning does not converge in polynomially many updates, while "
        "gradients with intermediate supervision have a much higher signal-to-noise ratio.",
        verdict=Verdict.CITED,
        source="Shalev-Shwartz et al. (2017)",
    ),
    Claim(
        id="remark-2-verification-gap",
        where="section 2, second paragraph",
        statement="The number of samples that verify a system end to end exceeds that of verifying its parts exponentially.",
        verdict=Verdict.CITED,
        source="Shalev-Shwartz & Shashua (2016)",
    ),
)
