"""Algorithm 2: SGD with gradients of finite precision, that is, with any matrix within sigma in every entry."""

from __future__ import annotations

import torch
from torch import Tensor

from empirics.choices import Approximation
from empirics.training.algorithm_1 import Algorithm1


def approximate(gradient: Tensor, sigma: float, how: Approximation) -> Tensor:
    """Return a sigma-approximation of a gradient: no entry is further from it than sigma, up to the rounding of floats.

    Args:
        gradient: the gradient, of any shape; it is overwritten.
        sigma: the precision; 0 leaves the gradient as it is.
        how: ``rounding`` takes the nearest multiple of 2 sigma. ``adversary`` goes as far against the gradient as
            sigma allows: of all approximations it lowers the loss least, to first order, and may raise it.
    """
    if not sigma:
        return gradient
    if how == "rounding":
        return gradient.div_(2 * sigma).round_().mul_(2 * sigma)
    # Within sigma of 0 it points uphill: the first-order change -eta <gradient, answer> is then positive.
    return gradient.sub_(torch.sign(gradient), alpha=sigma)


class Algorithm2(Algorithm1):
    """W <- W - eta G with G within sigma of the gradient; with sigma = 0 it is algorithm 1."""

    def move(self, left: Tensor, right: Tensor) -> None:
        """Update W <- W - eta G."""
        self.move_along(left.T @ right)

    def move_along(self, gradient: Tensor) -> None:
        """Update W <- W - eta G, with G computed from the gradient, which is overwritten."""
        sigma = self.config.sigma / self.config.width
        self.model.W.sub_(approximate(gradient, sigma, self.config.approximation), alpha=self.rate)
