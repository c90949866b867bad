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
