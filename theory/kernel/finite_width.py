r"""The kernel of a net of finite width, with the gradient derived by hand.

With g_s = W h_{s-1} + A e_{z_s} and D_s = diag(g_s > 0), the gradient of f_t = B^T h_t in W is

    grad f_t = sum_{s=1}^t b_s h_{s-1}^T,      b_t = D_t B,      b_s = D_s W^T b_{s+1},

so that inner products of gradients need no m x m matrix: they are sums over pairs of times of products of two inner
products of vectors of length m.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from theory.kernel.arc_cosine import Reals
from theory.tasks.sequence import Bits

#: Steps without input before and in which the growth is measured.
_BEFORE, _MEASURED = 50, 150


@dataclass(frozen=True, slots=True)
class Net:
    """Weights of eq 1-3: ``w`` (m, m), ``a`` (m, 2), ``b`` (m,), ``m_0`` (m,)."""

    w: Reals
    a: Reals
    b: Reals
    m_0: Reals

    @property
    def width(self) -> int:
        """m."""
        return len(self.b)


def draw_net(width: int, seed: int, output_variance: float = 1.0, dtype: Any = np.float64) -> Net:
    """W, A, M_0 with entries N(0, 2/m), B with entries N(0, output_variance)."""
    rng = np.random.default_rng(seed)
    scale = dtype(math.sqrt(2.0 / width))
    w = rng.standard_normal((width, width), dtype=dtype)
    w *= scale
    a = rng.standard_normal((width, 2), dtype=dtype) * scale
    m_0 = rng.standard_normal(width, dtype=dtype) * scale
    b = rng.standard_normal(width, dtype=dtype) * dtype(math.sqrt(output_variance))
    return Net(w, a, b, m_0)


def forward(net: Net, tokens: Bits) -> tuple[Reals, Reals, Reals]:
    """Hidden states h_0 ... h_T, shape (T + 1, n, m); masks D_1 ... D_T, (T, n, m); outputs f_1 ... f_T, (T, n)."""
    n, length = tokens.shape
    hidden = np.empty((length + 1, n, net.width), dtype=net.w.dtype)
    hidden[0] = np.maximum(net.m_0, 0)
    for t in range(length):
        hidden[t + 1] = np.maximum(hidden[t] @ net.w.T + net.a.T[tokens[:, t].astype(np.intp)], 0)
    return hidden, (hidden[1:] > 0).astype(net.w.dtype), hidden[1:] @ net.b


def backward(net: Net, masks: Reals, t: int) -> Reals:
    """b_1 ... b_t of output t, shape (t, n, m)."""
    back = np.empty_like(masks[:t])
    back[t - 1] = masks[t - 1] * net.b
    for s in range(t - 1, 0, -1):
        back[s - 1] = masks[s - 1] * (back[s] @ net.w)
    return back


def gradient(net: Net, tokens: Bits, t: int) -> Reals:
    """grad_W f_t of every row of tokens, shape (n, m, m)."""
    hidden, masks, _ = forward(net, tokens)
    return np.einsum("snj,snk->njk", backward(net, masks, t), hidden[:t])


def empirical_kernel(net: Net, tokens: Bits, first: int, second: int | None = None) -> Reals:
    """(1/m) <grad f_t(z), grad f_{t'}(z')> for all pairs of rows, eq 69 (t' = t unless given), shape (n, n)."""
    second = first if second is None else second
    hidden, masks, _ = forward(net, tokens)
    left, right = backward(net, masks, first), backward(net, masks, second)
    n = len(tokens)
    total = np.zeros((n, n))
    flat_right, flat_hidden = right.reshape(-1, net.width), hidden[:second].reshape(-1, net.width)
    for s in range(first):
        products = (left[s] @ flat_right.T) * (hidden[s] @ flat_hidden.T)
        total += products.reshape(n, second, n).sum(axis=1, dtype=np.float64)
    return total / net.width


def growth(w: Reals) -> float:
    """The factor by which a step h -> ReLU(W h) stretches the state, in the geometric mean over many steps.

    At m = infinity it is 1. Its logarithm has mean about 0 and deviation about sqrt(5) / (2 sqrt m): along a given
    unit vector u each unit of ReLU(W u) has a square of mean 1/m and variance 5/m^2. The state's direction need not
    settle, but W is one for all times: t steps raise the factor to the power t, and few nets with t far above sqrt m
    are near the kernel's limit.

    Args:
        w: W, shape (m, m), entries of variance 2/m.
    """
    h, total = np.full(len(w), len(w) ** -0.5, dtype=w.dtype), 0.0
    for step in range(_BEFORE + _MEASURED):
        h = np.maximum(w @ h, 0)
        norm = float(np.linalg.norm(h))
        h /= norm
        if step >= _BEFORE:
            total += math.log(norm)
    return math.exp(total / _MEASURED)


def growth_deviation(width: int) -> float:
    """Of the logarithm of :func:`growth`, as estimated there."""
    return math.sqrt(5 / width) / 2
