"""The model's forward pass: the tokens of the tree, and the layer's outputs for given weights."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments
from theory.attention.link import Link
from theory.attention.tree import ParityTree


@check_arguments
def node_values(x: NDArray[Any], k: int) -> NDArray[Any]:
    """Return all tokens of the tree, shape (n, d + k - 1), from bits of -1 and 1, shape (n, d).

    Example:
        >>> import numpy as np
        >>> from theory.attention import node_values
        >>> node_values(np.array([[-1, 1, -1, -1, 1]]), 4).tolist()
        [[-1, 1, -1, -1, 1, -1, 1, -1]]
    """
    levels, level = [x], x[:, :k]
    while level.shape[1] > 1:
        level = level[:, 0::2] * level[:, 1::2]
        levels.append(level)
    return np.concatenate(levels, axis=1)


@check_arguments
def softmax_weights(weights: NDArray[Any]) -> NDArray[np.float64]:
    """Return the softmax of each row of weights; a weight of minus infinity gives 0.

    Example:
        >>> import numpy as np
        >>> from theory.attention import softmax_weights
        >>> softmax_weights(np.array([[0.0, 0.0, -np.inf]])).tolist()
        [[0.5, 0.5, 0.0]]
    """
    shifted = np.exp(weights - weights.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


@check_arguments
def forward(
    x: NDArray[Any], tree: ParityTree, attention: NDArray[Any], link: Link, least_informative: float = 0.0
) -> NDArray[Any]:
    """Return all tokens as the model generates them, shape (n, d + k - 1), free-running.

    Args:
        x: bits of -1 and 1, shape (n, d); for the filter these are the augmented data.
        tree: the tree of parities.
        attention: row m - d - 1 holds the softmax scores of node m, shape (k - 1, d + k - 1); the result is exact where
            both x and the scores are.
        link: the link function.
        least_informative: epsilon_0 of the filter: a node outputs 0 where some token of the level below differs
            from -1 by less than this at every sample; 0 for no filter.

    Example:
        >>> import numpy as np
        >>> from theory.attention import APPENDIX_D, ParityTree, forward
        >>> forward(np.array([[1.0, -1.0]]), ParityTree(2, 2), np.array([[0.5, 0.5, 0.0]]), APPENDIX_D).tolist()
        [[1.0, -1.0, -1.0]]
    """
    made = np.zeros((len(x), tree.tokens), dtype=x.dtype)
    made[:, : tree.d] = x
    for level in range(1, tree.depth + 1):
        below = made[:, (tree.last(level - 2) if level > 1 else 0) : tree.last(level - 1)]
        if (np.abs(below + 1).max(axis=0) < least_informative).any():
            continue
        for m in range(tree.last(level - 1) + 1, tree.last(level) + 1):
            made[:, m - 1] = link(made[:, : m - 1] @ attention[m - tree.d - 1, : m - 1])
    return made
