"""Training without teacher forcing: the model generates every token, and a filter sets uninformative tokens to 0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments
from theory.attention.chain import forward, node_values, softmax_weights
from theory.attention.link import Link
from theory.attention.tree import ParityTree


@dataclass(frozen=True, slots=True, eq=False)
class TrainedLevels:
    """The model after a step of training level by level.

    Returned by :func:`train_by_levels`.

    Attributes:
        step: how many steps were taken.
        weights: row m - d - 1 has the weights of node m, shape (k - 1, d + k - 1); minus infinity where m does not
            attend.
        largest_error: the largest difference of the last node's output from the parity, over the test strings.
    """

    step: int
    weights: NDArray[np.float64]
    largest_error: float


@check_arguments
def gradient_without_forcing(
    x: NDArray[Any],
    augmented: NDArray[Any],
    tree: ParityTree,
    weights: NDArray[Any],
    link: Link,
    least_informative: float,
) -> NDArray[np.float64]:
    """Return the gradient of the loss of all nodes, by the chain rule, where the model generates every token.

    Args:
        x: training strings of -1 and 1, shape (n, d).
        augmented: unlabelled strings that the filter looks at, shape (n', d).
        tree: the tree of parities.
        weights: shape (k - 1, d + k - 1), minus infinity where a node does not attend.
        link: the link function.
        least_informative: epsilon_0 of the filter (:func:`forward`).

    Example:
        >>> import numpy as np
        >>> from theory.attention import APPENDIX_D, ParityTree, gradient_at_zero, gradient_without_forcing
        >>> x, tree = np.array([[1.0, -1.0], [1.0, 1.0]]), ParityTree(2, 2)
        >>> found = gradient_without_forcing(x, x, tree, np.array([[0.0, 0.0, -np.inf]]), APPENDIX_D, 0.0)
        >>> bool(np.allclose(found, gradient_at_zero(x, tree, APPENDIX_D)))
        True
    """
    scores = softmax_weights(weights)
    made = forward(augmented, tree, scores, link, least_informative)
    zeroed: NDArray[np.bool_] = np.all(made[:, tree.d :] == 0, axis=0)
    made, means = np.zeros((len(x), tree.tokens)), np.zeros((len(x), tree.k - 1))
    made[:, : tree.d] = x
    for row, m in enumerate(tree.nodes):
        means[:, row] = made[:, : m - 1] @ scores[row, : m - 1]
        made[:, m - 1] = 0.0 if zeroed[row] else link(means[:, row])
    into = (made - node_values(x, tree.k)) / len(x)
    found = np.zeros_like(scores)
    for row in reversed(range(tree.k - 1)):
        if not zeroed[row]:
            into_mean = into[:, tree.d + row] * link.slope(means[:, row])
            into += np.outer(into_mean, scores[row])
            found[row] = scores[row] * (into_mean @ made - into_mean @ means[:, row])
    return found


@check_arguments
def train_by_levels(
    x: NDArray[Any],
    augmented: NDArray[Any],
    tree: ParityTree,
    rate: float,
    link: Link,
    least_informative: float,
    test: NDArray[Any],
) -> Iterator[TrainedLevels]:
    """Yield the model after each of the log2 k steps of training with whole weights (Kim and Suzuki 2025, theorem 7).

    Args:
        x: training strings of -1 and 1, shape (n, d).
        augmented: unlabelled strings that the filter looks at, shape (n', d).
        tree: the tree of parities.
        rate: the learning rate.
        link: the link function.
        least_informative: epsilon_0 of the filter.
        test: test strings, shape (tests, d).

    Example:
        >>> import numpy as np
        >>> from theory.attention import APPENDIX_D, ParityTree, train_by_levels
        >>> x = 1.0 - 2 * np.random.default_rng(0).integers(0, 2, (4000, 8))
        >>> steps = train_by_levels(x, x[:64], ParityTree(8, 4), 60.0, APPENDIX_D, 1.5, x[:100])
        >>> [step.largest_error < 0.1 for step in steps]
        [False, True]
    """
    attends = np.array([[j < tree.attended(m, "level") for j in range(tree.tokens)] for m in tree.nodes])
    weights = np.where(attends, 0.0, -np.inf)
    target = node_values(test, tree.k)[:, -1]
    for step in range(1, tree.depth + 1):
        gradient = gradient_without_forcing(x, augmented, tree, weights, link, least_informative)
        weights = np.where(attends, np.rint(weights - rate * gradient), -np.inf)
        output = forward(test, tree, softmax_weights(weights), link)[:, -1]
        yield TrainedLevels(step, weights, float(np.abs(output - target).max()))
