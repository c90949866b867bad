"""Sub-task decomposition enables learning in sequence-to-sequence tasks: the first paper under audit."""

from theory.ledger.paper import Paper
from theory.papers.wies_2023.claims import CLAIMS
from theory.papers.wies_2023.equivalents import EQUIVALENT

PAPER = Paper(
    name="wies-2023",
    title="Sub-Task Decomposition Enables Learning in Sequence to Sequence Tasks",
    authors="Noam Wies, Yoav Levine, Amnon Shashua",
    source="ICLR 2023, arXiv:2204.02892",
    claims=CLAIMS,
    suite=f"{__name__}.proofs",
    equivalent=EQUIVALENT,
    says=(
        "Some sequence tasks that gradient descent cannot learn from input and answer alone become learnable when"
        " the net is also trained on the results of intermediate steps, its sub-tasks.",
        "Theorem 2: with sub-tasks a wide recurrent net learns every task whose steps are simple, from a number "
        "of samples that is polynomial in the length.",
        "Theorem 4: end to end no gradient method with noisy gradients learns the parity of half of the bits. A "
        "Transformer shows the same gap in experiments.",
    ),
    figures=(
        "gap",
        "union-bound",
        "coefficients-vs-inputs",
        "iterations-vs-bits",
        "fixed-sample-gap",
        "infinite-width",
        "init-scale",
        "sample-complexity",
        "learning-curve",
        "kernel-complexity",
        "kernel-learning-curves",
        "width-convergence",
        "linearisation",
        "norms",
        "gradient-variance",
    ),
    demonstrations=("gap", "table-1", "runs"),
)

__all__ = ["CLAIMS", "PAPER"]
