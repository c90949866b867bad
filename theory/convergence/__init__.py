"""The steps of convergence proofs: appendices C, D and E, and the wide Elman net with small token weights."""

from theory.convergence.guarantee import log10_guaranteed_samples
from theory.convergence.steps import Step, as_markdown

__all__ = ["Step", "as_markdown", "log10_guaranteed_samples"]
