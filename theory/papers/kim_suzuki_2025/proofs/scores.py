"""Exact attention scores of a tree: at zero weights, and where every node attends to its two children alone."""

from fractions import Fraction

import numpy as np


def uniform(tree):
    """The scores of zero weights with the mask of levels, shape (k - 1, d + k - 1)."""
    attended = [tree.attended(m, "level") for m in tree.nodes]
    return np.array([[Fraction(int(j < number), number) for j in range(tree.tokens)] for number in attended])


def solved(tree):
    """The score 1/2 for each child of a node, shape (k - 1, d + k - 1)."""
    children = [tree.children(m) for m in tree.nodes]
    return np.array([[Fraction(int(j in pair), 2) for j in range(1, tree.tokens + 1)] for pair in children])
