"""Exact and symbolic mathematics of the paper: claims, their proofs, and the machinery both need.

Nothing below this package imports torch or :mod:`empirics`.
"""
