"""Transforms over the cube {0,1}^d: every exact spectrum here is computed by them."""

from theory.transforms.walsh_hadamard import hadamard_matrix, walsh_hadamard

__all__ = ["hadamard_matrix", "walsh_hadamard"]
