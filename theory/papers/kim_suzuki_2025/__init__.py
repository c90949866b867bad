"""Transformers provably solve parity efficiently with chain of thought: the second paper under audit."""

from theory.ledger.paper import Paper
from theory.papers.kim_suzuki_2025.claims import CLAIMS
from theory.papers.kim_suzuki_2025.equivalents import EQUIVALENT

PAPER = Paper(
    name="kim-suzuki-2025",
    title="Transformers Provably Solve Parity Efficiently with Chain of Thought",
    authors="Juno Kim, Taiji Suzuki",
    source="ICLR 2025, arXiv:2410.08633v3",
    claims=CLAIMS,
    suite=f"{__name__}.proofs",
    equivalent=EQUIVALENT,
    says=(
        "The parity of k of d bits needs exponentially many gradient queries when a model is trained end to end.",
        "A one-layer Transformer that is trained on the intermediate results of a tree of parities, teacher-"
        "forced, learns it by one step of gradient descent from polynomially many samples.",
        "With its own predictions fed back and checked for consistency it learns it by about log k steps.",
    ),
    figures=("one-gradient-step", "training-regimes"),
)

__all__ = ["CLAIMS", "PAPER"]
