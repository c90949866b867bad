"""Claims of appendix G: the experiments' tables, footnotes 20-22 and figure 4."""

from theory.ledger import Claim, Verdict

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="table-1",
        where="appendix G, table 1 and its caption",
        statement=(
            r"For 14 tasks, the mean over three seeds of the test accuracy at step 100K and of the first iteration with "
            r"more than 60 % validation accuracy, each followed by $\pm$ **two** standard deviations."
        ),
        verdict=Verdict.FAILS,
        reading=(
            r"Three runs, each tested on $\min(1024, 12.5\,\%)$ inputs as table 2 says, so that every accuracy is a "
            r"whole number of 1024ths; digits may be rounded or cut off, the deviation may be the sample's or the "
            r"population's."
        ),
        counterexample=(
            r"128 bits with supervision, $99.96\,\% \pm 0.06\,\%$: whatever the three whole numbers of 1024ths, no two "
            r"standard deviations, of either kind, print as $0.06\,\%$ beside that mean (the smallest that are not 0 come "
            r"from $(1023, 1024, 1024)$ and are $0.092\,\%$ and $0.113\,\%$). The same for 64 bits without, "
            r"$49.93\,\% \pm 0.43\,\%$."
        ),
        correction=(
            r"Every accuracy of the table is attained by three tests of 1024 inputs if the number after $\pm$ is **one** "
            r"standard deviation, of the sample in some cells and of the population in others: no single convention fits "
            r"all of them, with one or with two. Every iteration count is attained by three whole numbers with two sample "
            r"standard deviations and digits cut off; that of 18 bits fits the limit of 2M steps with two deviations "
            r"and not with one."
        ),
        consequence=(
            r"The two halves of the table need different meanings of $\pm$. Nothing proved rests on it; "
            r"error bars drawn from it may be twice too short or too long."
        ),
        uses=("table-2",),
    ),
    Claim(
        id="table-2",
        where="appendix G, table 2",
        statement=(
            r"The settings that were tried: 3 learning rates, 4 weight decays, one value of everything else, and 3 seeds; "
            r"validation and test sets of $\min(1024, 12.5\,\%)$ of the data each, disjoint from the training set."
        ),
        verdict=Verdict.HOLDS_AS_READ,
        reading=(
            r"As a set of settings it is consistent: 12 combinations times 3 seeds; for every task the three sets fit into "
            r"the $2^d$ inputs and leave at least three quarters for training; the limit of 1024 binds from $d = 13$. "
            r"Whether the experiments were run so cannot be seen from the paper."
        ),
    ),
    Claim(
        id="figure-4",
        where="appendix G, figure 4 and its caption",
        statement=(
            r"Very soon after the validation accuracy has left the level of guessing it is above 95 %, so that "
            r"learning does not depend on the exact threshold."
        ),
        verdict=Verdict.CITED,
        reading=(
            r"Guessing is left at the first evaluation that it passes with a probability of at most $1\,\%$ over the whole "
            r"run. From there to above 95 % most recorded runs took at most as many steps again, and not all: a run of 8 bits "
            r"end to end, of the paper's size, took more than twice the steps in all. Where 60 % is the threshold, as in figure 3, it "
            r"does matter at 8 bits: runs of the paper's size pass it and are below one half again some evaluations later. "
            r"These factors were chosen after our curves had been seen; how soon the paper's own curves rise, and whether "
            r"that is typical, only their authors can say."
        ),
        source="the authors' own runs (figure 4)",
        uses=("remark-g-better-than-random",),
    ),
    Claim(
        id="remark-g-two-or-one-deviation",
        where="appendix G, text against the caption of table 1",
        statement=(
            r"The text says that table 1 has the mean and the standard deviation; the caption says that the sign $\pm$ "
            r"precedes two standard deviations. Both describe the same cells."
        ),
        verdict=Verdict.FAILS,
        counterexample=(
            r"18 bits without supervision, $1.534\mathrm{M} \pm 1.094\mathrm{M}$ with at most 2M steps (footnote 4): three "
            r"such numbers cannot have *one* standard deviation that large. 128 bits with supervision, "
            r"$99.96\,\% \pm 0.06\,\%$: three tests of 1024 cannot have *two* that small."
        ),
        correction=(
            r"Two in the column of iterations at 18 bits (attained within 2M steps), one in the column of "
            r"accuracies at 128 bits (attained by $(1023, 1024, 1024)$, the sample's deviation, the mean cut off)."
        ),
        uses=("table-1", "table-2"),
    ),
    Claim(
        id="remark-g-better-than-random",
        where="appendix G, caption of table 1 and figure 4",
        statement=r"A validation accuracy above 60 % shows that a model is better than random, for every task of table 1.",
        verdict=Verdict.FAILS,
        counterexample=(
            r"$d = 8$: the validation set has 32 inputs, and coin tosses get at least 20 of them right with probability "
            r"above $10.7\,\%$ in a single evaluation; a constant answer, over the choice of the set, with more than "
            r"$9\,\%$. Table 1's counts are the *first* of many evaluations."
        ),
        correction=(
            r"It does for $d \ge 12$: there the chance of an evaluation is below $3 \cdot 10^{-6}$, and a union bound "
            r"over all evaluations that table 1's counts allow for (every 10 steps) stays below $1/100$. At $d = 10$ it is "
            r"$1.3\,\%$ an evaluation."
        ),
        consequence=(
            r"The counts 79 and 185 at 8 bits need not mark learning; the test accuracies of 100 % there do not "
            r"depend on the threshold."
        ),
        uses=("table-2",),
    ),
    Claim(
        id="remark-g-evaluation-grid",
        where="appendix G, footnote 22",
        statement=(
            r"Validation accuracy was evaluated every 1K steps, and every 10 steps for models that converged in less "
            r"than 4K; table 1's counts are means over three such first evaluations."
        ),
        verdict=Verdict.FAILS,
        counterexample=(
            r"$79$ (8 bits, with supervision): three multiples of 10 have a mean $10k/3$, and none of these prints as 79. "
            r"Also impossible: 185 and 843 at 8 and 10 bits without, 333 at 16 bits with supervision, whatever constant is "
            r"added to all steps; and 31.16K at 14 bits on a grid of 1K."
        ),
        correction=(
            r"Every count of table 1 is attained by three whole numbers of steps; with supervision at 8 and 16 bits no "
            r"spacing from 3 to 100, counted from step 0, is possible. Of the footnote's grids, 32 bits with supervision fits 10, and "
            r"64 bits with, 16 and 18 bits without fit 1K."
        ),
        consequence="The counts were taken, or averaged, in a way that the paper does not describe; their size is unaffected.",
        uses=("table-1",),
    ),
    Claim(
        id="remark-g-supervised-sizes",
        where="appendix G, table 1, the blank cells",
        statement="Intermediate supervision was run at 8, 16, 32, 64 and 128 bits, and not at 10, 12, 14 and 18.",
        verdict=Verdict.HOLDS,
        reading=(
            r"The paper does not say why; section 5 assumes that $d/2$ is a power of two, which is so for "
            r"exactly the filled cells."
        ),
    ),
    Claim(
        id="remark-g-warmup",
        where="appendix G, footnote 20",
        statement="The warm-up of 1K steps was disabled for models that converged in less than 5K steps.",
        verdict=Verdict.CITED,
        reading=(
            r"Converged means table 1's count. Then the rule is one of tasks and can be followed: each triple that "
            r"prints as 8, 10 or 12 bits without supervision, or 8, 16 or 32 with it, lies below 5K as a whole, and each that "
            r"prints as another cell above it, with two standard deviations. With one, 12 bits could have had a "
            r"run above 5K, and one cell would mix both settings. The rule still needs the outcome before the run, and "
            r"whether it was followed cannot be seen. Footnote 22's threshold, 4K, is another: at 12 bits some of the three "
            r"runs lie below it and some above."
        ),
        source="the authors' own account of their runs",
        uses=("table-1", "table-2"),
    ),
    Claim(
        id="remark-g-continued-until-convergence",
        where="appendix G, footnote 21, against table 1",
        statement="Models that had not converged after 100K steps were trained on until they converged.",
        verdict=Verdict.FAILS,
        counterexample=(
            r"32, 64 and 128 bits without supervision stand in table 1 as $> 100\mathrm{K}$, with test accuracies at the "
            r"level of guessing: no convergence is reported for them at any step."
        ),
        correction=(
            "It holds of two of the five tasks that are at the level of guessing at 100K steps: 16 and 18 bits, the two "
            "that have a count above 100K."
        ),
        uses=("table-1",),
    ),
    Claim(
        id="remark-g-eighteen-bits",
        where="appendix G, text",
        statement="Without supervision tasks of more than 18 bits are not learned beyond guessing.",
        verdict=Verdict.CITED,
        reading=(
            r"Of the runs that table 1 reports: at 32, 64 and 128 bits none is told from guessing within 100K steps. That "
            r"such tasks *cannot* be learned does not follow: 16 and 18 bits are at guessing at 100K as well, and table 1 "
            r"has them learned later. From 8 to 18 bits every two bits multiply the count by more than 4.5; at that "
            r"rate 32 bits take more than $10^{10}$ steps, so that section 5.2's 2M without learning are no sign of a limit."
        ),
        source="the authors' own runs (table 1)",
        uses=("table-1", "remark-g-guessing-at-100k"),
    ),
    Claim(
        id="remark-g-guessing-at-100k",
        where="appendix G, table 1, accuracies at 100K without supervision",
        statement="At 100K steps the test accuracies of 16, 18, 32, 64 and 128 bits are those of guessing.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=(
            r"Three tests of 1024 inputs are 3072 answers. Guessing is further from one half than the printed mean, on "
            r"either side, with probability above $1\,\%$ in each of the five cells (16 bits, $51.82\,\%$, is the "
            r"nearest to significance, below $5\,\%$): none is told apart from guessing once five are looked at."
        ),
        uses=("table-1", "table-2"),
    ),
    Claim(
        id="remark-g-almost-perfect-at-128",
        where="appendix G, text",
        statement="With supervision the test accuracy is almost perfect even at 128 bits.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=(
            r"Of what table 1 reports, $99.96\,\%$: one wrong answer in $3 \cdot 1024$ is the only number that prints so, and "
            r"puts the error below $0.2\,\%$ at 95 % confidence. The run itself was not repeated."
        ),
        uses=("table-1", "table-2"),
    ),
    Claim(
        id="remark-g-greedy-decoding",
        where="appendix G, text",
        statement="Greedy decoding is more efficient than sampling for longer sequences.",
        verdict=Verdict.CITED,
        reading=(
            r"Efficient means right answers: both take the same forward passes. If the model gives every correct label more "
            r"than one half, greedy decoding is always right. Sampling then errs at each of the $k = d/2 - 1$ labels with some "
            r"$q < 1/2$; independently, its answer is right with $\frac12(1 + (1-2q)^k)$, which falls to $\frac12$ as the "
            r"sequence grows. Where the model prefers a wrong label this turns round: of one label with $q > 1/2$ greedy "
            r"decoding is never right, sampling with $1 - q$. The paper's preliminary experiments are not reported."
        ),
        source="the authors' preliminary experiments, which are not reported",
    ),
)
