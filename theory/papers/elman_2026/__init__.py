"""Sequences of juntas are learned by a wide Elman network that is given its sub-tasks: a theorem of this project."""

from theory.ledger.paper import Paper
from theory.papers.elman_2026.claims import CLAIMS
from theory.papers.elman_2026.equivalents import EQUIVALENT

PAPER = Paper(
    name="elman-2026",
    title="Sequences of juntas are learned by a wide Elman network that is given its sub-tasks",
    authors="this project",
    source="the pages docs/elman-2026",
    claims=CLAIMS,
    suite=f"{__name__}.proofs",
    equivalent=EQUIVALENT,
    says=(
        "A wide recurrent net with suitably small input weights, trained in its recurrent matrix alone, learns "
        "every sequence of functions of at most N earlier tokens when it is trained on all of them, under any law"
        " of inputs.",
        "The samples are polynomial in the length with a stated power and the width is polynomial too; nothing is"
        " taken from other papers but textbook inequalities.",
    ),
)

__all__ = ["CLAIMS", "PAPER"]
