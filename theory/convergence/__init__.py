"""Appendices C, D and E: the steps of the convergence proofs, and the exact mathematics between them."""
