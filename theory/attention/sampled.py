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
    attended = np.arange(tree.d, tree.tokens, dtype=values.dtype)
    means = np.cumsum(values, axis=1)[:, tree.d - 1 : -1] / attended  # (n, k - 1)
    errors = (link(means) - values[:, tree.d :]) * link.slope(means)
    products = errors.T @ values - np.einsum("im,im->m", errors, means)[:, None]
    return np.where(_causal(tree), products, 0.0) / (len(x) * attended[:, None])


@check_arguments
def errors_after_one_step(
    tree: ParityTree,
    samples: int,
    rates: tuple[float, ...],
    seed: int,
    tests: int = 20_000,
    link: Link = APPENDIX_D,
) -> list[float]:
    """Return the fraction of random test strings that the model gets wrong after one gradient step, for each rate.

    Training is teacher-forced on random samples from zero weights; the test generates every node itself and takes the
    sign of the last one.

    Args:
        tree: the tree of parities.
        samples: n.
        rates: learning rates over d^2.
        seed: decides samples and test strings.
        tests: number of test strings.
        link: the link function.

    Raises:
        InputError: no samples or no tests.

    Example:
        >>> from theory.attention import ParityTree, errors_after_one_step
        >>> errors_after_one_step(ParityTree(32, 8), samples=20_000, rates=(2.0,), seed=1, tests=1000)
        [0.0]
    """
    if samples < 1 or tests < 1:
        raise InputError(f"needs at least one sample and one test, not {samples} and {tests}")
    draw = np.random.default_rng(seed)
    gradient = np.zeros((tree.k - 1, tree.tokens))
    for start in range(0, samples, BLOCK):
        x = _bits(draw, min(BLOCK, samples - start), tree.d)
        gradient += gradient_at_zero(x, tree, link) * len(x) / samples
    x = _bits(draw, tests, tree.d)
    right = x[:, : tree.k].prod(axis=1) > 0
    return [float(np.mean((_answers(x, tree, rate, gradient, link) > 0) != right)) for rate in rates]


def _answers(
    x: NDArray[np.float32], tree: ParityTree, rate: float, gradient: NDArray[np.float64], link: Link
) -> NDArray[np.float32]:
    weights = np.where(_causal(tree), -rate * tree.d**2 * gradient, -np.inf)
    answers: NDArray[np.float32] = forward(x, tree, softmax_weights(weights).astype(np.float32), link)[:, -1]
    return answers


def _causal(tree: ParityTree) -> NDArray[np.bool_]:
    """Which tokens each node attends to, shape (k - 1, d + k - 1)."""
    mask: NDArray[np.bool_] = np.arange(tree.tokens) < np.arange(tree.d, tree.tokens)[:, None]
    return mask


def _bits(draw: np.random.Generator, n: int, d: int) -> NDArray[np.float32]:
    return (1 - 2 * draw.integers(0, 2, (n, d), dtype=np.int8)).astype(np.float32)
