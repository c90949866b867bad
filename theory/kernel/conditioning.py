r"""Why one W for all times has the limit of fresh weights a step: the quantities that the argument says are small.

Conditional on the forward pass, that is on W V = G for the matrix V of all hidden states, W is distributed as G V^+ +
W~ (1 - Pi_V) with W~ an independent copy, exactly and at every width. Backward, W^T b = Pi_V W^T b + (1 - Pi_V) W~^T b.
The first part is the effect of tied weights; it is bounded by the products <g_s, b>, which are O(1) because B is
independent of the forward pass, while |W^T b| is of order sqrt(m). Without it the W^T b are Gaussian, and

    (1/m) <b_s(z), b_s'(z')> -> kappa_0 (1/m) <b_{s+1}(z), b_{s'+1}(z')>,

so that pairs of equal depth t - s reach v/2 times a product of kappa_0, and pairs of unequal depth reach B against a
fresh Gaussian vector: 0, like m^{-1/2}.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from theory.kernel.arc_cosine import Reals, kappas
from theory.kernel.recursion import pair_kernels
from theory.nets.floats import FloatElman
from theory.tasks.sequence import Bits

#: Hidden states of equal beginnings are equal vectors; singular values below this part of the largest are theirs.
_EQUAL_STATES = 1e-6


@dataclass(frozen=True, slots=True)
class TiedWeights:
    """Root mean squares over rows, times and pairs, for one net with B of variance 1.

    Attributes:
        seen_share: |Pi_V W^T b| / |W^T b|.
        unequal_depth: (1/m) <b_s(z), b_s'(z')> at one output, s != s'.
        equal_depth_error: (1/m) <b_s(z), b_s(z')> less its limit.
        least_hidden: the least <h_s(z), h_s'(z')> with s != s': in the forward pass no inner product vanishes.
    """

    seen_share: float
    unequal_depth: float
    equal_depth_error: float
    least_hidden: float


def tied_weights(net: FloatElman, tokens: Bits) -> TiedWeights:
    """Return the quantities at the last output of the sequences, shape (n, T), T at least 2."""
    t = tokens.shape[1]
    hidden = net.hidden(tokens)
    back = net.backward(hidden)
    seen = hidden[:t].reshape(-1, net.width)
    _, sizes, directions = np.linalg.svd(seen, full_matrices=False)
    directions = directions[sizes > _EQUAL_STATES * sizes[0]]
    carried = (back[1:] @ net.W).reshape(-1, net.width)  # W^T b_s, s = 2 ... t
    shares = np.linalg.norm(carried @ directions.T, axis=1) / np.linalg.norm(carried, axis=1)
    products = np.einsum("sim,rjm->srij", back, back) / net.width
    unequal = ~np.eye(t, dtype=bool)
    errors = products[~unequal] - equal_depth_limits(tokens)
    ahead = np.einsum("sim,rjm->srij", hidden[:t], hidden[:t])
    return TiedWeights(_rms(shares), _rms(products[unequal]), _rms(errors), float(ahead[unequal].min()))


def equal_depth_limits(tokens: Bits) -> Reals:
    """lim (1/m) <b_s(z), b_s(z')> at output T: half the product of kappa_0 from s to T, shape (T, n, n)."""
    n, length = tokens.shape
    hidden = [np.ones((n, n)), *(k for _, k, _ in pair_kernels(tokens, tokens))]
    factors = [
        kappas((hidden[s] + (tokens[:, s, None] == tokens[None, :, s])) / (s + 2))[0] for s in range(length)
    ]
    return np.cumprod(factors[::-1], axis=0)[::-1] / 2


def _rms(values: Reals) -> float:
    return math.sqrt(float(np.mean(values**2)))
