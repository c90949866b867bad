"""Section 4: numerical experiments."""

from theory.ledger import Claim, Verdict

CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="remark-4-uniform",
        where="section 4, the direct model",
        statement=r"The weights of the direct model become nearly uniform, so that $\hat y \approx [[output: 0]]$ and the prediction loss stays at $[[loss: 0.5]]$.",
        verdict=Verdict.GAP,
        counterexample=r"It does not follow. At uniform weights with $d = [[d: 64]]$, $k = [[k: 32]]$ and the link of appendix D the output has the mean $[[mean: -0.70]]$ and the prediction loss is $[[value: 0.75]]$, to two digits: untrained nodes output nearly $[[untrained: -1]]$ and pull the average down.",
        consequence=r"A loss of one half needs an output near zero, so the last node's average must be near $\pm\tfrac12$, which uniform weights do not give. What the trained weights were is not reported.",
        refutation="Uniform weights with another output.",
        uses=("remark-d-link",),
    ),
    Claim(
        id="figure-4",
        where="section 4, figure 4",
        statement=r"With $d = [[d: 64]]$ and $k = [[k: 32]]$ the direct model and the basic chain of thought do not solve the task in $[[epochs: 350]]$ epochs; teacher forcing and the filter do.",
        verdict=Verdict.OPEN,
        refutation="A reproduction with another outcome.",
    ),
)
