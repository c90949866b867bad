r"""The variance of the gradient over all targets (eq 80), exactly and for all of them at once.

For a loss whose derivative in the prediction is :math:`a(p) + b(p) y` in the label y (every loss is, since y takes
two values), the gradient of :math:`F_h` is :math:`E[a\,\nabla p] + E[h\,b\,\nabla p]`. Only the second term depends on
the target, and it is a Walsh-Hadamard coefficient of :math:`v(x) = b(p(x)) \nabla p(x)`: one transform gives it for
every parity.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.hardness.parities import correlations, subset_masks

#: b(p) of the logistic loss, for every p (theory.hardness.losses).
LOGISTIC_SENSITIVITY = Fraction(-1, 2)


@dataclass(frozen=True, slots=True, eq=False)
class GradientVariance:
    r"""Eq 80 at one parameter vector.

    Returned by :func:`gradient_variance`.

    Attributes:
        d: number of bits.
        squared_distances: for each h in H, the squared distance of its gradient from the mean gradient.
        mean_square_gradient: :math:`E_x\|\partial p/\partial w\|^2`, of the predictor, not of the loss.
    """

    d: int
    squared_distances: NDArray[Any]
    mean_square_gradient: Any

    @property
    def class_size(self) -> int:
        """|H|."""
        return len(self.squared_distances)

    @property
    def variance(self) -> Any:
        """Var(H, F, w) of eq 80; a Fraction where the gradients were integers or Fractions."""
        return self.squared_distances.sum() / self.class_size

    @property
    def ratio(self) -> Any:
        """Lemma 14's constant at this w, |H| Var / E||grad p||^2; never above 1/4 for the logistic loss.

        Raises:
            InputError: the gradient is zero everywhere.
        """
        if not self.mean_square_gradient:
            raise InputError("the predictor's gradient is zero at every input, so there is no ratio")
        return self.class_size * self.variance / self.mean_square_gradient

    def moved(self, precision: float) -> int:
        """Return how many targets have a gradient further than this from the mean: those that an oracle cannot hide."""
        return int((self.squared_distances > precision**2).sum())


@check_arguments
def gradient_variance(
    gradients: NDArray[Any] | Iterable[NDArray[Any]],
    d: int,
    sensitivity: Any = LOGISTIC_SENSITIVITY,
) -> GradientVariance:
    r"""Return the variance of the gradient over all parities (eq 80) from the predictor's gradient at every input.

    Args:
        gradients: :math:`\partial p_w(x)/\partial w`, row k at the input x whose bit j is bit j of k; shape
            (2^d, parameters), or blocks of columns of it, so that it need not fit in memory at once. Integers and
            Fractions give exact results; float64 is transformed in place where it can be.
        d: number of bits.
        sensitivity: b(p(x)), one number or shape (2^d,); -1/2 for the logistic loss.

    Raises:
        InputError: a block does not have 2^d rows.

    Example:
        >>> import numpy as np
        >>> from theory.hardness import gradient_variance
        >>> parity = [[1 - 2 * ((k & 3).bit_count() % 2)] for k in range(16)]  # p = w h(x) with h in the class
        >>> found = gradient_variance(np.array(parity), 4)
        >>> str(found.variance), str(found.ratio)
        ('5/144', '5/24')
    """
    blocks = (gradients,) if isinstance(gradients, np.ndarray) else gradients
    size = len(subset_masks(d))
    squared: NDArray[Any] = np.zeros(size, dtype=object)
    total: Any = 0
    for block in blocks:
        if block.ndim != 2 or block.shape[0] != 1 << d:
            raise InputError(f"gradients of shape {block.shape}; need ({1 << d}, parameters)")
        part = _real_block if block.dtype.kind in "fc" else _exact_block
        distances, energy = part(block, d, sensitivity)
        squared, total = squared + distances, total + energy
    if squared.size and isinstance(squared[0], float):
        squared = squared.astype(np.float64)
    return GradientVariance(d, squared, total)


def _real_block(block: NDArray[Any], d: int, sensitivity: Any) -> tuple[NDArray[Any], Any]:
    energy = float(np.einsum("ij,ij->", block, block)) / len(block)
    weighted = block * np.asarray(sensitivity, dtype=block.dtype).reshape(-1, 1)
    seen = correlations(np.ascontiguousarray(weighted), d, overwrite=True) / (1 << d)
    away = seen - seen.mean(axis=0)
    return np.einsum("ij,ij->i", away, away), energy


def _exact_block(block: NDArray[Any], d: int, sensitivity: Any) -> tuple[NDArray[Any], Any]:
    values = block.astype(object)
    scale = Fraction(1)
    weight = np.asarray(sensitivity, dtype=object)
    if weight.ndim == 0:  # taken out of the sums, so that integers stay integers in them
        scale, weighted = Fraction(weight.item()), block
    else:
        weighted = values * weight.reshape(-1, 1)
    seen = correlations(weighted, d).astype(object)
    away = seen * len(seen) - seen.sum(axis=0)
    squared = (away * away).sum(axis=1) * (scale / (len(seen) << d)) ** 2
    return squared, (values * values).sum() / Fraction(len(block))
