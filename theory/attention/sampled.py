"""One gradient step on samples: the gradient at zero weights, and the error of the model after the step."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments
from theory.attention.chain import forward, node_values, softmax_weights
from theory.attention.link import APPENDIX_D, Link
from theory.attention.tree import ParityTree
from theory.errors import InputError

#: Samples at a time, so that their tokens fit in memory.
BLOCK = 1 << 14


@check_arguments
def gradient_at_zero(x: NDArray[Any], tree: ParityTree, link: Link) -> NDArray[np.float64]:
    """Return the gradient of the teacher-forced loss at zero weights, shape (k - 1, d + k - 1), causal mask.

    Args:
        x: bits of -1 and 1, shape (n, d).
        tree: the tree of parities.
        link: the link function.

    Example:
        >>> import numpy as np
        >>> from theory.attention import APPENDIX_D, ParityTree, gradient_at_zero, population_gradient
        >>> tree = ParityTree(4, 4)
        >>> x = 1.0 - 2 * np.array([[(k >> b) & 1 for b in range(4)] for k in range(16)])
        >>> sampled = gradient_at_zero(x, tree, APPENDIX_D)[1, 0]
        >>> bool(np.isclose(sampled, float(population_gradient(tree, 6, 1, APPENDIX_D))))
        True
    """
    values = node_values(x, tree.k)
    before = np.cumsum(values, axis=1)
    means = before[:, tree.d - 1 : -1] / np.arange(tree.d, tree.tokens)  # (n, k - 1)
    errors = (link(means) - values[:, tree.d :]) * link.slope(means)
    products = errors.T @ values - np.einsum("im,im->m", errors, means)[:, None]
    causal = np.arange(tree.tokens) < np.arange(tree.d, tree.tokens)[:, None]
    return np.where(causal, products, 0.0) / (len(x) * np.arange(tree.d, tree.tokens)[:, None])


@check_arguments
def error_after_one_step(
    tree: ParityTree, samples: int, rate: float, seed: int, tests: int = 20_000, link: Link = APPENDIX_D
) -> float:
    """Return the fraction of random test strings whose parity the model gets wrong after one gradient step.

    Training is teacher-forced on random samples from zero weights; the test generates every node itself and takes the
    sign of the last one.

    Args:
        tree: the tree of parities.
        samples: n.
        rate: the learning rate over d^2.
        seed: of samples and test strings.
        tests: number of test strings.
        link: the link function.

    Raises:
        InputError: no samples or no tests.

    Example:
        >>> from theory.attention import ParityTree, error_after_one_step
        >>> error_after_one_step(ParityTree(16, 8), samples=4000, rate=2.0, seed=1, tests=1000)
        0.0
    """
    if samples < 1 or tests < 1:
        raise InputError(f"needs at least one sample and one test, not {samples} and {tests}")
    draw = np.random.default_rng(seed)
    total = np.zeros((tree.k - 1, tree.tokens))
    for start in range(0, samples, BLOCK):
        x = _bits(draw, min(BLOCK, samples - start), tree.d)
        total += gradient_at_zero(x, tree, link) * len(x)
    weights = -rate * tree.d**2 * total / samples
    causal = np.arange(tree.tokens) < np.arange(tree.d, tree.tokens)[:, None]
    attention = softmax_weights(np.where(causal, weights, -np.inf)).astype(np.float32)
    x = _bits(draw, tests, tree.d)
    made = forward(x, tree, attention, link)[:, -1]
    return float(np.mean((made > 0) != (x[:, : tree.k].prod(axis=1) > 0)))


def _bits(draw: np.random.Generator, n: int, d: int) -> NDArray[np.float32]:
    return (1 - 2 * draw.integers(0, 2, (n, d), dtype=np.int8)).astype(np.float32)
