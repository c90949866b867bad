"""Appendix G: the experiments' tables, and what the numbers in them can mean."""

from theory.ledger import Claim, Clause, Severity, Verdict

OWN_RUNS = "the authors' own runs (table 1)"

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="table-1",
        where="appendix G, table 1 and its caption",
        statement=(
            Clause(
                r"For each size and setting the table gives the test accuracy at step $[[step: 100000]]$ and the first iteration with a validation accuracy above "
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
        reading=r"An accuracy is an integer number of right answers divided by the number of inputs that table 2 allows for the test. Digits may be rounded or truncated. "
        "The standard deviation may be that of the sample or that of the population.",
        counterexample=(
            Clause(
                r"For $[[d: 128]]$ bits with supervision the table prints $[[mean: 99.96]]\,\% \pm [[spread: 0.06]]\,\%$. For no three integer numbers of right answers "
                r"out of $[[inputs: 1024]]$ do $[[deviations: 2]]$ standard deviations of either kind print as $[[spread]]\,\%$ together with that mean. "
                r"The smallest values that are not zero come from [[triple: (1023, 1024, 1024)]] and are between $[[smallest: 0.092]]\,\%$ and "
                r"$[[largest: 0.113]]\,\%$.",
                name="128-bits",
            ),
            Clause(
                r"For $[[other: 64]]$ bits without supervision no three such numbers print as the table's mean and deviation either.",
                name="64-bits",
            ),
        ),
        correction=(
            Clause(
                r"Every accuracy of the table is attained by three tests if the number after $\pm$ is $[[one: 1]]$ standard deviation, that of the sample "
                "in some cells and that of the population in others.",
                name="accuracies",
            ),
            Clause(
                r"No single convention, with any number of deviations in $[[deviations: [1, 2]]]$, fits all accuracies.",
                name="no-convention",
            ),
            Clause(
                r"Every iteration count is attained by three integers with $[[two: 2]]$ standard deviations of the sample and truncated digits.",
                name="iterations",
            ),
            Clause(
                r"The count of $[[d: 18]]$ bits is consistent with the limit of $[[limit: 2000000]]$ steps if the number after $\pm$ is $[[fits: 2]]$ standard deviations, and not if it is $[[fits_not: 1]]$.",
                name="18-bits",
            ),
        ),
        consequence=r"The two halves of the table need different meanings of $\pm$. No proof rests on the table. Error bars drawn from it may be too "
        "short or too long by a factor of two.",
        refutation="Three counts of right answers, of at most 1024 each, whose mean and two standard deviations print as the cell of 128 bits.",
        uses=("table-2",),
    ),
    Claim(
        id="table-2",
        where="appendix G, table 2",
        statement=(
            Clause(
                "The following settings were tried: [[settings: ["
                "'Learning Rate: 1e-6, 1e-5, 1e-4', 'Weight Decay: 0, 1e-6, 1e-4, 1e-2', 'Dropout: 0', 'Batch Size: 32', 'Warmup Steps: 1000', "
                "'Total Steps: 100000', 'Number of Layers: 12', 'Hidden Size: 768', 'FFN Inner Hidden Size: 3072', 'Initializer Range: 0.02', "
                "'Adam beta_1: 0.9', 'Adam beta_2: 0.999', 'Adam epsilon: 1e-8', 'Dataset Seed: 27, 67, 93']]].",
                name="settings",
            ),
            Clause(
                r"The validation and the test set have $[[size: min(1024, floor(data/8))]]$ inputs each and are disjoint from the training set.",
                name="sizes",
                domain="a task whose data set has *data* inputs",
            ),
        ),
        verdict=Verdict.HOLDS_AS_READ,
        reading=(
            Clause(
                r"The table is consistent as a set of settings: $[[combinations: 12]]$ combinations times $[[seeds: 3]]$ seeds. The paper does not show whether the experiments were run "
                "in this way.",
                name="combinations",
            ),
            Clause(
                r"The data are all $[[all: 2**d]]$ inputs of $d$ bits. For every task of table 1 the validation and the test set leave a fraction of at least $[[left: 3/4]]$ of the data for training, "
                r"with equality exactly up to $d = [[last: 13]]$.",
                name="fit",
            ),
        ),
        refutation="A task of table 1 for which the three sets do not fit.",
    ),
    Claim(
        id="figure-4",
        where="appendix G, figure 4 and its caption",
        statement=r"Very soon after the validation accuracy has left the level of guessing it is above $[[almost_perfect: 95]]\,\%$, so the result does "
        "not depend on the exact threshold.",
        verdict=Verdict.CITED,
        reading=(
            Clause(
                r"The statement was examined on the Transformers that were trained for this audit: the stored runs of parity of [[sizes: [8, 10, 12, 14, 16, 32, 64, 128]]] bits, with small models and some of the paper's size. "
                r"Here a run has left the level of guessing at its first evaluation $k$ whose number of right answers guessing reaches with probability at most $[[level: 1/100]]$ divided by $[[share_of_level: k*(k + 1)]]$.",
                name="runs",
            ),
            Clause(
                r"The step at which a run exceeds [[perfect: 95]] % is, for the median run and rounded up, [[median: 1.1]] times the step at which it left the level of guessing. For [[slow_runs: 1]] of the [[runs: 36]] runs that exceeded it "
                r"this factor is more than [[slow: 2]]. At least one run with such a factor is of the paper's size.",
                name="rise",
            ),
            Clause(
                r"If the threshold is [[threshold: 60]] %, as in figure 3, it does matter at [[d: 8]] bits: [[back: 11]] runs of the paper's size exceed it and are below one half "
                "again some evaluations later.",
                name="threshold",
            ),
            Clause(
                "These factors were chosen after the curves of the stored runs had been seen. How soon the paper's own curves rise can be seen only from the authors' data.",
                name="after",
            ),
        ),
        source="the authors' own runs (figure 4)",
        refutation="Learning curves of the authors that rise slowly.",
        uses=("remark-g-better-than-random#reading",),
    ),
    Claim(
        id="remark-g-two-or-one-deviation",
        where="appendix G, text against the caption of table 1",
        statement=r"The text says that the test accuracies of table 1 are given with $[[text: 1]]$ standard deviation. The caption says that each value is given with $[[caption: 2]]$ standard deviations.",
        verdict=Verdict.FAILS,
        severity=Severity.COSMETIC,
        cause="table-1",
        counterexample=(
            Clause(
                r"Both sentences are about the test accuracies, so only one of them can be true. The text's number is not right for the whole table either: with at most [[limit: 2000000]] steps "
                r"(footnote 4) three counts at [[d: 18]] bits without supervision cannot have [[not_one: 1]] standard deviation as large as the printed [[spread: 1094000]].",
                name="text",
            ),
            Clause(
                r"The caption's number is not right at $[[size: 128]]$ bits with supervision: three tests cannot have $[[not_two: 2]]$ standard deviations as small as the printed "
                r"$[[small: 0.06]]\,\%$.",
                name="caption",
            ),
        ),
        correction=(
            Clause(
                r"In the column of iterations at $[[d: 18]]$ bits it is $[[iterations: 2]]$ standard deviations, which three counts within the limit attain.",
                name="iterations",
            ),
            Clause(
                r"In the column of accuracies at $[[size: 128]]$ bits it is $[[accuracies: 1]]$ standard deviation, attained by [[triple: (1023, 1024, 1024)]] right answers out of "
                r"$[[inputs: 1024]]$, with the standard deviation of the sample and the mean truncated.",
                name="accuracies",
            ),
        ),
        refutation="One number of deviations with which every cell of the table can be attained.",
        uses=("table-1#correction", "table-2"),
    ),
    Claim(
        id="remark-g-better-than-random",
        where="appendix G, caption of table 1 and figure 4",
        statement=r"A model is called better than random when its validation accuracy is above $[[threshold: 60]]\,\%$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=Clause(
            r"The paper gives a definition, which it calls arbitrary (figure 3). It is read as one that separates learning from guessing, and for $[[least: 12 <= d]]$ it does: there the probability that one evaluation exceeds the threshold by chance is below $[[once: 3*10**(-6)]]$. A union bound over all evaluations "
            r"of the three runs that table 1's counts allow, one every $[[every: 10]]$ steps, is below $[[run: 4*10**(-3)]]$.",
            name="from-12",
        ),
        consequence=(
            Clause(
                r"At 8 and 10 bits the definition does not separate them. The counts 79 and 185 at 8 bits need not show learning. The test accuracies of 100 % there do not depend on the threshold.",
                name="small",
            ),
            Clause(
                r"At $d = [[d: 8]]$ the validation set has $[[inputs: 32]]$ inputs, and random guessing gets more than $[[share: 60]]\,\%$ of them right with "
                r"probability above $[[coin: 10.7]]\,\%$ in a single evaluation. The counts of table 1 are for the *first* of many evaluations above the threshold.",
                name="coin",
            ),
            Clause(
                r"A constant answer exceeds the threshold with probability above $[[constant: 9]]\,\%$ over the choice of the validation set.",
                name="constant",
            ),
            Clause(
                r"At $d = [[ten: 10]]$ an evaluation exceeds the threshold by chance with probability between $[[low: 1.3]]\,\%$ and $[[high: 1.4]]\,\%$.",
                name="at-10",
            ),
        ),
        refutation="A number of bits, twelve or more, at which guessing exceeds the threshold more often.",
        uses=("table-2",),
    ),
    Claim(
        id="remark-g-evaluation-grid",
        where="appendix G, footnote 22",
        statement=r"Validation accuracy was evaluated every $[[coarse: 1000]]$ steps, and every $[[fine: 10]]$ steps for models that converged in less than "
        r"$[[below: 4000]]$ steps. Table 1's counts are means over three first evaluations above the threshold.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        counterexample=(
            Clause(
                r"No three multiples of $[[step: 10]]$ have a mean that prints as the count [[count: '79']] ($[[d: 8]]$ bits, with supervision).",
                name="by-hand",
            ),
            Clause(
                r"For the counts [[with_supervision: ['79', '333']]] with supervision and [[without: ['185', '843']]] without, no three multiples of the smaller spacing have both the printed mean and the printed deviation, for any constant added to all steps.",
                name="fine-grid",
            ),
            Clause(
                "Counted from step zero, no three multiples of the larger spacing have both for the counts [[coarse_counts: ['31.16K', '58.33K']]], and no three multiples of either spacing for the count [[neither: '4.049K']].",
                name="coarse-grid",
            ),
        ),
        correction=(
            Clause(
                r"Every count of table 1 is attained by three integer numbers of steps, with $[[deviations: 2]]$ standard deviations.",
                name="whole-steps",
            ),
            Clause(
                r"With supervision at [[sizes: [8, 16]]] bits no spacing $g$, $[[spacing: 3 <= g <= 100]]$, counted from step zero, is possible.",
                name="no-spacing",
            ),
            Clause(
                r"The following holds if the digits may be cut off or rounded, for either convention for the deviation and for steps counted from zero. Of the counts below $[[below: 4000]]$ steps only this one is possible on the footnote's grid of $[[ten: 10]]$ steps: [[fits_fine: ['32 bits, with']]]. Of the others only these are possible on its grid of $[[thousand: 1000]]$ steps: "
                r"[[fits_coarse: ['64 bits, with', '16 bits, without', '18 bits, without']]].",
                name="fits",
            ),
        ),
        consequence="The counts were taken, or averaged, in a way that the paper does not describe. Their order of magnitude is not affected.",
        refutation="Three multiples of 10 whose mean and deviation print as table 1's first count.",
        uses=("table-1#correction/iterations",),
    ),
    Claim(
        id="remark-g-supervised-sizes",
        where="appendix G, table 1, the blank cells",
        statement="Intermediate supervision was run at [[filled: [8, 16, 32, 64, 128]]] bits, and not at [[blank: [10, 12, 14, 18]]].",
        verdict=Verdict.HOLDS,
        consequence="The filled cells are those sizes for which d/2 is a power of two, as section 5 assumes for its tree. At 12 bits eq 13 and 14 nevertheless define a tree of three leaves. "
        "Section 5.2 says that each size was trained both ways: remark-5-2-iterations.",
        refutation="A cell of table 1 that is filled where the claim says that it is blank.",
    ),
    Claim(
        id="remark-g-warmup",
        where="appendix G, footnote 20",
        statement=r"The warm-up of $[[warmup: 1000]]$ steps was disabled for models that converged in less than $[[below: 5000]]$ steps.",
        verdict=Verdict.CITED,
        reading=(
            Clause(
                r"*Converged* is read as table 1's count. If the number after $\pm$ is $[[two: 2]]$ standard deviations, the rule has the same outcome for all three runs of a task: each triple of counts that prints as one of the cells "
                "[[all_below: ['8 bits, with', '8 bits, without', '10 bits, without', '12 bits, without', '16 bits, with', '32 bits, with']]] "
                r"is below the threshold in all three runs, and each triple that prints as another cell is above it in all three.",
                name="by-task",
            ),
            Clause(
                r"If it is $[[one: 1]]$ standard deviation, the runs of one task could have different outcomes: at $[[d: 12]]$ bits the steps [[triple: (3394, 3397, 5357)]] print as the cell, with the standard deviation of the sample, and with this deviation no triple with a longer run does.",
                name="mixed",
            ),
            Clause(
                r"Footnote 22 has another threshold, $[[other: 4000]]$ steps: at $[[size: 12]]$ bits some of the three runs are below it and some above.",
                name="footnote-22",
            ),
            Clause(
                "The rule needs the outcome of a run before the run starts. The paper does not show whether the rule was followed.",
                name="unseen",
            ),
        ),
        source="the authors' own account of their runs",
        refutation="Logs of the authors' runs that contradict the rule.",
        uses=("table-1#correction/iterations", "table-2"),
    ),
    Claim(
        id="remark-g-continued-until-convergence",
        where="appendix G, footnote 21, against table 1",
        statement=r"The training of models that had not converged after $[[step: 100000]]$ steps was continued until they converged.",
        verdict=Verdict.FAILS,
        severity=Severity.COSMETIC,
        counterexample="For [[unreported: [32, 64, 128]]] bits without supervision table 1 has no count, and the test accuracies are at the level of guessing. No "
        "convergence is reported for these sizes at any step.",
        correction=r"Of the sizes that are at the level of guessing at $[[step: 100000]]$ steps, "
        r"[[guessing: [16, 18, 32, 64, 128]]], the statement holds for [[continued: [16, 18]]] bits: only these have a count above $[[step]]$.",
        refutation="A count of iterations for 32 bits without supervision.",
        uses=("table-1#correction",),
    ),
    Claim(
        id="remark-g-eighteen-bits",
        where="appendix G, text",
        statement=r"Without supervision, tasks of more than $[[d: 18]]$ bits are not learned beyond the level of guessing.",
        verdict=Verdict.CITED,
        reading=(
            Clause(
                r"The statement is read for the runs that table 1 reports: at [[larger: [32, 64, 128]]] bits no printed accuracy after "
                r"$[[steps: 100000]]$ steps differs from guessing at the significance level $[[level: 1/100]]$.",
                name="reported",
            ),
            Clause(
                r"It does not follow that such tasks *cannot* be learned: [[later: [16, 18]]] bits are at the level of guessing then as well, and by table 1 they are learned later. "
                r"Every two further bits multiply the count without supervision by more than $[[growth: 9/2]]$. At that rate $[[far: 32]]$ bits take more than "
                r"$[[needed: 10**10]]$ steps, so the $[[run: 2000000]]$ steps without learning in section 5.2 do not show a limit.",
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
        reading=r"Three tests have $[[answers: 3072]]$ answers together. In each of these cells guessing is at least as far from one half as the printed mean, on either side, with probability above "
        r"$[[level: 1/100]]$. The cell of $[[nearest: 16]]$ bits is the nearest to significance, with a probability below $[[below: 5/100]]$. Since [[looked_at: 5]] cells are compared, none differs significantly from guessing.",
        refutation="A cell whose printed mean guessing reaches with probability below one in a hundred.",
        uses=("table-1#correction", "table-2"),
    ),
    Claim(
        id="remark-g-almost-perfect-at-128",
        where="appendix G, text",
        statement=r"With supervision the test accuracy is almost perfect even at $[[d: 128]]$ bits.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"The statement is read for the $[[mean: 99.96]]\,\%$ that table 1 reports. Only $[[wrong: 1]]$ wrong answer in $[[answers: 3072]]$ answers prints as this number, so the "
        r"error is below $[[error: 2*10**(-3)]]$ at $[[confidence: 95]]\,\%$ confidence. The run was not repeated here at that size.",
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
                r"*Efficient* is read as giving more right answers, since both need the same number of forward passes. If the model gives every correct label a probability of more than one half, greedy decoding is "
                r"always right. Suppose that sampling is wrong at each of the $k = [[labels: d/2 - 1]]$ labels independently with a constant probability $[[error: 0 < q < 1/2]]$. Then its answer is right "
                r"with probability $[[right: (1 + (1 - 2*q)**k)/2]]$, which decreases to $[[limit: 1/2]]$ as the sequence grows.",
                name="sampling",
            ),
            Clause(
                r"Where the model prefers a wrong label the order is reversed: at one label with $[[preferred: q > 1/2]]$ greedy decoding is never right, and sampling is right with "
                r"probability $[[sampled: 1 - q]]$.",
                name="reversed",
            ),
            Clause("The paper's preliminary experiments are not reported.", name="unseen"),
        ),
        source="the authors' preliminary experiments, which are not reported",
        refutation="A model that gives every correct label a probability of more than one half and for which sampling gives more right answers.",
    ),
    Claim(
        id="remark-g-bert-base",
        where="appendix G, text and table 2",
        statement=r"A *BERT-base sized* decoder was trained, with $[[layers: 12]]$ layers, hidden size $[[hidden: 768]]$, an inner layer of size $[[inner: 3072]]$ and a vocabulary "
        r"of size $[[vocabulary: 2]]$.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=(
            Clause(
                r"These sizes are those of BERT-base: the inner layer is [[ratio: 4]] times the hidden size.",
                name="sizes",
            ),
            Clause(
                r"It has fewer parameters than BERT-base: [[parameters: 85057536]] without position embeddings. The [[bert: 109482240]] parameters of BERT-base include [[positions: 512]] position embeddings, a pooler and "
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
        statement="With such a small vocabulary the model may be too shallow for its size (Wies et al., 2021). The standard configuration is kept nevertheless.",
        verdict=Verdict.CITED,
        source="Wies et al. (2021)",
        refutation="A deeper model of the same size that learns with fewer steps.",
    ),
    Claim(
        id="remark-g-argmax",
        where="appendix G, text",
        statement="Without supervision the answer is the argmax over the last token's logits. With supervision the model must create its own intermediate labels, so a "
        "decoding algorithm is needed.",
        verdict=Verdict.HOLDS,
        consequence="At test time with supervision a wrong label can be fed back, so training and test differ. Lemma 1 is about this difference.",
        refutation="An evaluation with supervision that takes one forward pass.",
        uses=("remark-g-greedy-decoding",),
    ),
    Claim(
        id="remark-g-tie-breaking",
        where="appendix G, text",
        statement="The best hyper-parameters are those with the least validation cross-entropy. Ties are broken in favour of the model that converged faster.",
        verdict=Verdict.HOLDS_AS_READ,
        reading=r"The cross-entropy of an answer with margin $m$ is $[[loss: log(1 + exp(-m))]]$, which is positive for every finite $m$, also at an accuracy of "
        r"[[accuracy: 100]] %. Two models tie only by coincidence or by rounding. The paper does not say which ties were broken.",
        refutation="Logits of finite size with a cross-entropy of zero.",
    ),
)
