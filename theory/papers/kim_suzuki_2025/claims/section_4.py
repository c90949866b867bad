"""Section 4: numerical experiments."""

from theory.ledger import Claim, Severity, Verdict

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="remark-4-rates",
        where="section 4, first paragraph; appendix D",
        statement=r"The learning rates of the experiments are $[[rates: [15, 50, 100] ]]$ for $k = [[k: [8, 16, 32] ]]$, with a loss divided by the number of nodes. For the loss of the theorems they correspond to $[[quotients: [15/7, 10/3, 100/31] ]]$. These are small compared with the rates of theorems 5 and 7, which are more than $[[theorems: d**2]]$ with $d = [[d: 64]]$.",
        verdict=Verdict.HOLDS,
        refutation="A rate in the experiments that is as large as those of the theorems.",
    ),
    Claim(
        id="remark-4-uniform",
        where="section 4, the direct model",
        statement=r"The weights of the direct model become nearly uniform, so $\hat y \approx [[output: 0]]$ and the prediction loss remains at $[[loss: 0.5]]$.",
        verdict=Verdict.GAP,
        counterexample=r"It does not follow. At uniform weights with $d = [[d: 64]]$, $k = [[k: 32]]$ and the link of appendix D the output has the mean $[[mean: -0.70]]$ and the prediction loss is $[[value: 0.75]]$, to two digits. The reason is that untrained nodes output nearly $[[untrained: -1]]$ and lower the average.",
        consequence=r"An output that is uncorrelated with the answer has a loss of one half only if it is near zero. Then the last node's average is near $\pm\tfrac12$, which uniform weights do not give. The paper does not report the trained weights.",
        refutation="Uniform weights with another output.",
        uses=("remark-d-link",),
    ),
    Claim(
        id="remark-4-informative",
        where="section 4, the basic chain of thought",
        statement=r"The model cannot make an informative prediction at the last level unless all levels before it are fully solved.",
        verdict=Verdict.FAILS,
        severity=Severity.REPAIRED,
        counterexample=r"At $k = [[k: 4]]$ with the link of appendix D let one node of level one have the scores $[[score: 9/20]]$ for each of its two children and $[[stray: 1/10]]$ for a bit that the parity does not read, and let all other scores be right. The node is not solved: its output differs from the product by up to $[[error: 0.16]]$. But the sign of the answer is right at every input, and the mean of the product of answer and parity is $[[correlation: 0.99]]$, to two digits.",
        correction=r"If the output does not depend on one of the $k$ bits, its correlation with the parity is $[[none: 0]]$.",
        refutation="An output that does not depend on a bit of the parity, and is correlated with it.",
        uses=("remark-d-link",),
    ),
    Claim(
        id="figure-4",
        where="section 4, figure 4",
        statement=r"With $d = [[d: 64]]$ and $k = [[k: 32]]$ the direct model and the basic chain of thought do not solve the task in $[[epochs: 350]]$ epochs. The models with teacher forcing and with the filter do.",
        verdict=Verdict.OPEN,
        refutation="A reproduction with another outcome.",
    ),
)
