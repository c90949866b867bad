"""Appendices C, D and E: the steps of the convergence proofs, and the exact mathematics between them."""

from theory.convergence.steps import Step, as_markdown

__all__ = ["Step", "as_markdown"]
