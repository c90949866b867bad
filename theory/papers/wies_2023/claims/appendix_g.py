"""Appendix G: the experiments' tables, and what the numbers in them can mean."""

from theory.ledger import Claim, Clause, Severity, Verdict

OWN_RUNS = "the authors' own runs (table 1)"

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="table-1",
        where="appendix G, table 1 and its caption",
        statement=(
            Clause(
                r"By size and setting, the test accuracy at step $[[step: 100000]]$ and the first iteration with a validation accuracy above "
                r"$[[threshold: 60]]\,\%$: [[cells: ["
                "'8 bits, with: 100% ± 0.0; 79 ± 21.16', '8 bits, without: 100% ± 0.0; 185 ± 79.89', "
                "'10 bits, without: 100% ± 0.0; 843 ± 424.22', '12 bits, without: 100% ± 0.0; 4.049K ± 1.132K', "
                "'14 bits, without: 100% ± 0.0; 31.16K ± 7.23K', '16 bits, with: 100% ± 0.0; 333 ± 67.002', "
                "'16 bits, without: 51.82% ± 1.06%; 211.66K ± 57.9K', '18 bits, without: 50.16% ± 2.65%; 1.534M ± 1.094M', "
                "'32 bits, with: 100% ± 0.0; 1.48K ± 61.101', '32 bits, without: 49.87% ± 0.72%; more than 100K', "
                "'64 bits, with: 100% ± 0.0; 11K ± 1.154K', '64 bits, without: 49.93% ± 0.43%; more than 100K', "
                "'128 bits, with: 99.96% ± 0.06%; 58.33K ± 5.20K', '128 bits, without: 50.71% ± 1.26%; more than 100K']]].",
                name="cells",
            ),
            Clause(
                r"Each number is a mean over $[[seeds: 3]]$ seeds, and the number after $\pm$ is $[[deviations: 2]]$ standard deviations.",
                name="deviations",
            ),
        ),
        verdict=Verdict.FAILS,
        severity=Severity.COSMETIC,
        reading=r"An accuracy is a whole number of answers out of the inputs that table 2 allows for the test. Digits may be rounded or cut off; "
        "the deviation may be the sample's or the population's.",
        counterexample=(
            Clause(
                r"$[[d: 128]]$ bits with supervision, $[[mean: 99.96]]\,\% \pm [[spread: 0.06]]\,\%$: whatever the three whole numbers of answers "
                r"out of $[[inputs: 1024]]$, no $[[deviations: 2]]$ standard deviations of either kind print as $[[spread]]\,\%$ beside that mean. "
                r"The smallest that are not zero come from [[triple: (1023, 1024, 1024)]] and lie between $[[smallest: 0.092]]\,\%$ and "
                r"$[[largest: 0.113]]\,\%$.",
                name="128-bits",
            ),
            Clause(r"The same for $[[other: 64]]$ bits without supervision.", name="64-bits"),
        ),
        correction=(
            Clause(
                r"Every accuracy of the table is attained by three tests if the number after $\pm$ is $[[one: 1]]$ standard deviation, of the sample "
                "in some cells and of the population in others.",
                name="accuracies",
            ),
            Clause(
                r"No single convention, with any number of deviations in $[[deviations: [1, 2]]]$, fits all accuracies.",
                name="no-convention",
            ),
            Clause(
                r"Every iteration count is attained by three whole numbers with $[[two: 2]]$ deviations of the sample and digits cut off.",
                name="iterations",
            ),
            Clause(
                r"The count of $[[d: 18]]$ bits fits the limit of $[[limit: 2000000]]$ steps with $[[fits: 2]]$ deviations and not with $[[fits_not: 1]]$.",
                name="18-bits",
            ),
        ),
        consequence=r"The two halves of the table need different meanings of $\pm$. Nothing proved rests on it; error bars drawn from it may be twice too "
        "short or too long.",
        refutation="Three counts of right answers, of at most 1024 each, whose mean and two standard deviations print as the cell of 128 bits.",
        uses=("table-2",),
    ),
    Claim(
        id="table-2",
        where="appendix G, table 2",
        statement=(
            Clause(
                "The settings that were tried: [[settings: ["
                "'Learning Rate: 1e-6, 1e-5, 1e-4', 'Weight Decay: 0, 1e-6, 1e-4, 1e-2', 'Dropout: 0', 'Batch Size: 32', 'Warmup Steps: 1000', "
                "'Total Steps: 100000', 'Number of Layers: 12', 'Hidden Size: 768', 'FFN Inner Hidden Size: 3072', 'Initializer Range: 0.02', "
                "'Adam beta_1: 0.9', 'Adam beta_2: 0.999', 'Adam epsilon: 1e-8', 'Dataset Seed: 27, 67, 93']]].",
                name="settings",
            ),
            Clause(
                r"The validation and the test set have $[[size: min(1024, floor(data/8))]]$ inputs each and are disjoint from the training set.",
                name="sizes",
                domain="a task with so many inputs in its *data*",
            ),
        ),
        verdict=Verdict.HOLDS_AS_READ,
        reading=(
            Clause(
                r"As a set of settings it is consistent: $[[combinations: 12]]$ combinations times $[[seeds: 3]]$ seeds. Whether the experiments were run "
                "so cannot be seen from the paper.",
                name="combinations",
            ),
            Clause(
                r"The data are all $[[all: 2**d]]$ inputs of $d$ bits. For every task of table 1 the three sets fit into them and leave a share of at least $[[left: 3/4]]$ for training, "
                r"with equality exactly up to $d = [[last: 13]]$.",
                name="fit",
            ),
        ),
        refutation="A task of table 1 for which the three sets do not fit.",
    ),
    Claim(
        id="figure-4",
        where="appendix G, figure 4 and its caption",
        statement=r"Very soon after the validation accuracy has left the level of guessing it is above $[[almost_perfect: 95]]\,\%$, so that learning does "
        "not depend on the exact threshold.",
        verdict=Verdict.CITED,
        reading=(
            Clause(
                r"Tried on the Transformers that were trained for this audit: its stored runs of parity of [[sizes: [8, 10, 16, 64]]] bits, small ones and some of the paper's size. "
                r"A run has left guessing at the first evaluation whose number of right answers guessing reaches with probability at most $[[level: 1/100]]$ over $[[share_of_level: k*(k + 1)]]$, $k$ counting its evaluations.",
                name="runs",
            ),
            Clause(
                r"From there to above [[perfect: 95]] % the median run took [[median: 1.1]] times the steps until there, rounded up, and [[slow_runs: 1]] of the [[runs: 21]] that came so far "
                r"took more than [[slow: 2]] times as many; a run of the paper's size is among these.",
                name="rise",
            ),
            Clause(
                r"Where the threshold is [[threshold: 60]] %, as in figure 3, it does matter at [[d: 8]] bits: [[back: 7]] runs of the paper's size pass it and are below one half "
                "again some evaluations later.",
                name="threshold",
            ),
            Clause(
                "These factors were chosen after our curves had been seen. How soon the paper's own curves rise only their authors can say.",
                name="after",
            ),
        ),
        source="the authors' own runs (figure 4)",
        refutation="Learning curves of the authors that rise slowly.",
        uses=("remark-g-better-than-random#correction",),
    ),
    Claim(
        id="remark-g-two-or-one-deviation",
        where="appendix G, text against the caption of table 1",
        statement=r"The text says that the test accuracies of table 1 are given with $[[text: 1]]$ standard deviation; the caption says of each value that it is given with $[[caption: 2]]$.",
        verdict=Verdict.FAILS,
        severity=Severity.COSMETIC,
        cause="table-1",
        counterexample=(
            Clause(
                r"Both sentences speak of the test accuracies, and only one can be meant; nor does the text's number serve for the whole table: with at most [[limit: 2000000]] steps "
                r"(footnote 4) three counts at [[d: 18]] bits without supervision cannot have [[not_one: 1]] standard deviation as large as the printed [[spread: 1094000]].",
                name="text",
            ),
            Clause(
                r"$[[size: 128]]$ bits with supervision: three tests cannot have $[[not_two: 2]]$ standard deviations as small as the printed "
                r"$[[small: 0.06]]\,\%$.",
                name="caption",
            ),
        ),
        correction=(
            Clause(
                r"$[[iterations: 2]]$ in the column of iterations at $[[d: 18]]$ bits, attained within the limit.",
                name="iterations",
            ),
            Clause(
                r"$[[accuracies: 1]]$ in the column of accuracies at $[[size: 128]]$ bits, attained by [[triple: (1023, 1024, 1024)]] right answers out of "
                r"$[[inputs: 1024]]$ with the sample's deviation and the mean cut off.",
                name="accuracies",
            ),
        ),
        refutation="One number of deviations with which every cell of the table can be attained.",
        uses=("table-1#correction", "table-2"),
    ),
    Claim(
        id="remark-g-better-than-random",
        where="appendix G, caption of table 1 and figure 4",
        statement=r"A validation accuracy above $[[threshold: 60]]\,\%$ shows that a model is better than random, for every task of table 1.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        counterexample=(
            Clause(
                r"$d = [[d: 8]]$: the validation set has $[[inputs: 32]]$ inputs, and coin tosses get more than $[[share: 60]]\,\%$ of them right with "
                r"probability above $[[coin: 10.7]]\,\%$ in a single evaluation. Table 1's counts are the *first* of many evaluations.",
                name="coin",
            ),
            Clause(
                r"A constant answer passes with probability above $[[constant: 9]]\,\%$ over the choice of the validation set.",
                name="constant",
            ),
        ),
        correction=(
            Clause(
                r"It does for $[[least: 12 <= d]]$: there the chance of an evaluation is below $[[once: 3*10**(-6)]]$, and a union bound over all evaluations "
                r"of the three runs that table 1's counts allow for, one every $[[every: 10]]$ steps, stays below $[[run: 4*10**(-3)]]$.",
                name="from-12",
            ),
            Clause(
                r"At $d = [[ten: 10]]$ an evaluation passes by chance with probability between $[[low: 1.3]]\,\%$ and $[[high: 1.4]]\,\%$.",
                name="at-10",
            ),
        ),
        consequence="The counts 79 and 185 at 8 bits need not mark learning; the test accuracies of 100 % there do not depend on the threshold.",
        refutation="A proof that guessing passes the threshold at 8 bits with a negligible probability.",
        uses=("table-2",),
    ),
    Claim(
        id="remark-g-evaluation-grid",
        where="appendix G, footnote 22",
        statement=r"Validation accuracy was evaluated every $[[coarse: 1000]]$ steps, and every $[[fine: 10]]$ steps for models that converged in less than "
        r"$[[below: 4000]]$; table 1's counts are means over three such first evaluations.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        counterexample=(
            Clause(
                r"The count [[count: '79']] ($[[d: 8]]$ bits, with supervision): no three multiples of $[[step: 10]]$ have a mean that prints so.",
                name="by-hand",
            ),
            Clause(
                r"Nor are [[with_supervision: ['79', '333']]] with supervision and [[without: ['185', '843']]] without, whatever constant is added to all steps.",
                name="fine-grid",
            ),
            Clause(
                "Nor are [[coarse_counts: ['31.16K', '58.33K']]] on the grid of the larger models, and the count [[neither: '4.049K']] fits neither grid.",
                name="coarse-grid",
            ),
        ),
        correction=(
            Clause(
                r"Every count of table 1 is attained by three whole numbers of steps, with $[[deviations: 2]]$ standard deviations.",
                name="whole-steps",
            ),
            Clause(
                r"With supervision at [[sizes: [8, 16]]] bits no spacing $g$, $[[spacing: 3 <= g <= 100]]$, counted from step zero, is possible.",
                name="no-spacing",
            ),
            Clause(
                r"Of the footnote's grids, [[fits_fine: ['32 bits, with']]] fits $[[ten: 10]]$ steps, and "
                r"[[fits_coarse: ['64 bits, with', '16 bits, without', '18 bits, without']]] fit $[[thousand: 1000]]$ steps.",
                name="fits",
            ),
        ),
        consequence="The counts were taken, or averaged, in a way that the paper does not describe; their size is unaffected.",
        refutation="Three multiples of 10 whose mean and spread print as table 1's first count.",
        uses=("table-1#correction/iterations",),
    ),
    Claim(
        id="remark-g-supervised-sizes",
        where="appendix G, table 1, the blank cells",
        statement="Intermediate supervision was run at [[filled: [8, 16, 32, 64, 128]]] bits, and not at [[blank: [10, 12, 14, 18]]].",
        verdict=Verdict.HOLDS,
        consequence="The filled cells are those sizes for which d/2 is a power of two, as section 5 assumes for its tree. At 12 bits eq 13 and 14 make a tree of three leaves all the same. "
        "Section 5.2 says that each size was trained both ways: remark-5-2-iterations.",
        refutation="A cell of table 1 that is filled where this says it is blank.",
    ),
    Claim(
        id="remark-g-warmup",
        where="appendix G, footnote 20",
        statement=r"The warm-up of $[[warmup: 1000]]$ steps was disabled for models that converged in less than $[[below: 5000]]$ steps.",
        verdict=Verdict.CITED,
        reading=(
            Clause(
                r"Converged means table 1's count. With $[[two: 2]]$ standard deviations the rule is one of tasks and can be followed: each triple that prints as "
                "[[all_below: ['8 bits, with', '8 bits, without', '10 bits, without', '12 bits, without', '16 bits, with', '32 bits, with']]] "
                r"lies below as a whole, and each that prints as another cell above.",
                name="by-task",
            ),
            Clause(
                r"With $[[one: 1]]$ it could mix both settings: at $[[d: 12]]$ bits the steps [[triple: (3394, 3397, 5357)]] print as the cell with the deviation of the sample, and no longer run does.",
                name="mixed",
            ),
            Clause(
                r"Footnote 22's threshold, $[[other: 4000]]$ steps, is another: at $[[size: 12]]$ bits some of the three runs lie below it and some above.",
                name="footnote-22",
            ),
            Clause(
                "The rule needs the outcome before the run, and whether it was followed cannot be seen.",
                name="unseen",
            ),
        ),
        source="the authors' own account of their runs",
        refutation="The authors' logs.",
        uses=("table-1#correction/iterations", "table-2"),
    ),
    Claim(
        id="remark-g-continued-until-convergence",
        where="appendix G, footnote 21, against table 1",
        statement=r"Models that had not converged after $[[step: 100000]]$ steps were trained on until they converged.",
        verdict=Verdict.FAILS,
        severity=Severity.COSMETIC,
        counterexample="[[unreported: [32, 64, 128]]] bits without supervision have no count in table 1, with test accuracies at the level of guessing: no "
        "convergence is reported for them at any step.",
        correction=r"It holds of [[continued: [16, 18]]] bits among the sizes that are at the level of guessing at $[[step: 100000]]$ steps, "
        "[[guessing: [16, 18, 32, 64, 128]]]: they have a count above it.",
        refutation="A count of iterations for 32 bits without supervision.",
        uses=("table-1#correction",),
    ),
    Claim(
        id="remark-g-eighteen-bits",
        where="appendix G, text",
        statement=r"Without supervision tasks of more than $[[d: 18]]$ bits are not learned beyond guessing.",
        verdict=Verdict.CITED,
        reading=(
            Clause(
                r"Of the runs that table 1 reports: at [[larger: [32, 64, 128]]] bits none is told from guessing at the level $[[level: 1/100]]$ within "
                r"$[[steps: 100000]]$ steps.",
                name="reported",
            ),
            Clause(
                r"That such tasks *cannot* be learned does not follow: [[later: [16, 18]]] bits are at guessing then as well, and table 1 has them learned later. "
                r"Every two bits multiply the count without supervision by more than $[[growth: 9/2]]$; at that rate $[[far: 32]]$ bits take more than "
                r"$[[needed: 10**10]]$ steps, so that section 5.2's $[[run: 2000000]]$ without learning are no sign of a limit.",
                name="no-limit",
            ),
        ),
        source=OWN_RUNS,
        refutation="A Transformer of the paper's size that learns 32 bits end to end.",
        uses=("table-1#correction", "remark-g-guessing-at-100k"),
    ),
    Claim(
        id="remark-g-guessing-at-100k",
        where="appendix G, table 1, accuracies at 100K without supervision",
        statement=r"At $[[step: 100000]]$ steps the test accuracies of [[sizes: [16, 18, 32, 64, 128]]] bits without supervision are those of guessing.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"Three tests are $[[answers: 3072]]$ answers. Guessing is further from one half than the printed mean, on either side, with probability above "
        r"$[[level: 1/100]]$ in each of the cells; $[[nearest: 16]]$ bits are the nearest to significance, below $[[below: 5/100]]$. None is told apart from guessing "
        r"once [[looked_at: 5]] are looked at.",
        refutation="A cell whose printed mean guessing reaches with probability below one in a hundred.",
        uses=("table-1#correction", "table-2"),
    ),
    Claim(
        id="remark-g-almost-perfect-at-128",
        where="appendix G, text",
        statement=r"With supervision the test accuracy is almost perfect even at $[[d: 128]]$ bits.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"Of what table 1 reports, $[[mean: 99.96]]\,\%$: $[[wrong: 1]]$ wrong answer in $[[answers: 3072]]$ is the only number that prints so, and puts the "
        r"error below $[[error: 2*10**(-3)]]$ at $[[confidence: 95]]\,\%$ confidence. The run itself was not repeated at that size.",
        refutation="Another number of wrong answers that prints as the cell.",
        uses=("table-1#correction", "table-2"),
    ),
    Claim(
        id="remark-g-greedy-decoding",
        where="appendix G, text",
        statement="Greedy decoding is more efficient than sampling for longer sequences.",
        verdict=Verdict.CITED,
        reading=(
            Clause(
                r"Efficient means right answers: both take the same forward passes. If the model gives every correct label more than one half, greedy decoding is "
                r"always right. Sampling then errs at each of the $k = [[labels: d/2 - 1]]$ labels with some constant $[[error: 0 < q < 1/2]]$; independently, its answer is right "
                r"with probability $[[right: (1 + (1 - 2*q)**k)/2]]$, which falls to $[[limit: 1/2]]$ as the sequence grows.",
                name="sampling",
            ),
            Clause(
                r"Where the model prefers a wrong label this turns round: of one label with $[[preferred: q > 1/2]]$ greedy decoding is never right, sampling with "
                r"probability $[[sampled: 1 - q]]$.",
                name="reversed",
            ),
            Clause("The paper's preliminary experiments are not reported.", name="unseen"),
        ),
        source="the authors' preliminary experiments, which are not reported",
        refutation="A model whose labels are each likelier right than wrong and that sampling decodes better.",
    ),
    Claim(
        id="remark-g-bert-base",
        where="appendix G, text and table 2",
        statement=r"A *BERT-base sized* decoder was trained: $[[layers: 12]]$ layers of $[[hidden: 768]]$ with an inner layer of $[[inner: 3072]]$ and a vocabulary "
        r"of $[[vocabulary: 2]]$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=(
            Clause(
                r"In these sizes it is BERT-base: the inner layer is [[ratio: 4]] times the hidden size.",
                name="sizes",
            ),
            Clause(
                r"In parameters it is smaller, [[parameters: 85057536]] without positions. The [[bert: 109482240]] of BERT-base are with [[positions: 512]] positions, a pooler and "
                r"an embedding of [[words: 30522]] words.",
                name="parameters",
            ),
        ),
        refutation="Other sizes in table 2.",
        uses=("table-2",),
    ),
    Claim(
        id="remark-g-too-shallow",
        where="appendix G, text",
        statement="A vocabulary so small may mean that the model is too shallow for its size (Wies et al., 2021); the standard configuration is kept all the same.",
        verdict=Verdict.CITED,
        source="Wies et al. (2021)",
        refutation="A deeper model of the same size that learns with fewer steps.",
    ),
    Claim(
        id="remark-g-argmax",
        where="appendix G, text",
        statement="Without supervision the answer is the argmax over the last token's logits; with it the model must create its own intermediate labels, so that a "
        "decoding algorithm is needed.",
        verdict=Verdict.HOLDS,
        consequence="At test time with supervision an error in a label can be fed back, so that training and test differ: lemma 1 is about that difference.",
        refutation="An evaluation with supervision that takes one forward pass.",
        uses=("remark-g-greedy-decoding",),
    ),
    Claim(
        id="remark-g-tie-breaking",
        where="appendix G, text",
        statement="The best hyper-parameters are those of the least validation cross-entropy, ties broken in favour of the model that converged faster.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"The cross-entropy of an answer with margin $m$ is $[[loss: log(1 + exp(-m))]]$, which is positive for every finite $m$, also at an accuracy of "
        r"[[accuracy: 100]] %. Two models tie only by accident or by rounding; which ties were broken the paper does not say.",
        refutation="Logits of finite size with a cross-entropy of zero.",
    ),
)
