r"""The recurrent net in numpy, of any width, with the gradient derived by hand.

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
from numpy.typing import NDArray

from theory.arguments import check_arguments, check_fields
from theory.errors import InputError
from theory.tasks.sequence import Bits

Reals = NDArray[np.float64]
#: Steps without input before and in which the growth is measured.
_BEFORE, _MEASURED = 50, 150


@dataclass(frozen=True, slots=True)
class FloatElman:
    """The recurrent net of eq 1 to 3 in floats.

    Attributes:
        W: recurrent weights, shape (m, m).
        A: input weights, shape (m, 2).
        B: output weights, shape (m,).
        M_0: initial hidden pre-activation, shape (m,).

    Raises:
        InputError: the shapes do not fit together.

    Example:
        >>> import numpy as np
        >>> from theory.nets import FloatElman
        >>> net, tokens = FloatElman.initialise(64, seed=0), np.array([[0, 1, 1], [1, 1, 0]], dtype=np.uint8)
        >>> net.scores(tokens).shape, net.kernel(tokens, 3).shape
        ((2, 3), (2, 2))
    """

    W: Reals
    A: Reals
    B: Reals
    M_0: Reals

    def __post_init__(self) -> None:
        check_fields(self)
        m = self.width
        if (self.W.shape, self.A.shape, self.B.shape, self.M_0.shape) != ((m, m), (m, 2), (m,), (m,)):
            raise InputError(f"weights of width {m} do not fit together")

    @classmethod
    @check_arguments
    def initialise(
        cls,
        width: int,
        seed: int | np.random.Generator,
        output_variance: float = 1.0,
        dtype: Any = np.float64,
    ) -> FloatElman:
        """Algorithm 1: entries of W, A and M_0 from N(0, 2/m), of B from N(0, ``output_variance``), independent.

        Raises:
            InputError: the width is not positive.
        """
        if width < 1:
            raise InputError(f"the width must be at least 1, not {width}")
        rng = np.random.default_rng(seed)
        scale = dtype(math.sqrt(2.0 / width))
        w = rng.standard_normal((width, width), dtype=dtype)
        w *= scale
        a = rng.standard_normal((width, 2), dtype=dtype) * scale
        m_0 = rng.standard_normal(width, dtype=dtype) * scale
        b = rng.standard_normal(width, dtype=dtype) * dtype(math.sqrt(output_variance))
        return cls(w, a, b, m_0)

    @property
    def width(self) -> int:
        "Width m of the net."
        return len(self.B)

    def hidden(self, tokens: Bits) -> Reals:
        """Return h_0 ... h_T for tokens (n, T), shape (T + 1, n, m)."""
        n, length = tokens.shape
        hidden = np.empty((length + 1, n, self.width), dtype=self.W.dtype)
        hidden[0] = np.maximum(self.M_0, 0)
        for t in range(length):
            hidden[t + 1] = np.maximum(hidden[t] @ self.W.T + self.A.T[tokens[:, t].astype(np.intp)], 0)
        return hidden

    def scores(self, tokens: Bits) -> Reals:
        """Return f_1 ... f_T for tokens (n, T), shape (n, T)."""
        return self.scores_of(self.hidden(tokens))

    def scores_of(self, hidden: Reals) -> Reals:
        """Return f_1 ... f_T, shape (n, T), from the states that :meth:`hidden` returns."""
        return (hidden[1:] @ self.B).T

    def backward(self, hidden: Reals, score_gradient: Reals | None = None) -> Reals:
        """Return b_1 ... b_t for the last score f_t, or for a loss, shape (t, n, m).

        Args:
            hidden: h_0 ... h_t, shape (t + 1, n, m).
            score_gradient: the derivative of a loss in f_1 ... f_t, shape (n, t); the sum of all
                b_s h_{s-1}^T is then its gradient in W.
        """
        steps = len(hidden) - 1
        if score_gradient is None:
            score_gradient = np.eye(steps, dtype=hidden.dtype)[-1:]
        back, flowing = np.empty_like(hidden[1:]), np.zeros_like(hidden[0])
        for s in range(steps, 0, -1):
            back[s - 1] = (hidden[s] > 0) * (flowing + score_gradient[:, s - 1, None] * self.B)
            flowing = back[s - 1] @ self.W
        return back

    def gradient(self, hidden: Reals, score_gradient: Reals) -> Reals:
        """The gradient in W of a loss, given its gradient in the scores: dL/dW summed over the rows, (m, m)."""
        back = self.backward(hidden, score_gradient)
        return back.reshape(-1, self.width).T @ hidden[:-1].reshape(-1, self.width)

    def kernel(self, tokens: Bits, first: int, second: int | None = None) -> Reals:
        """Return (1/m) <grad f_t(z), grad f_{t'}(z')>, eq 69, for pairs of rows, shape (n, n); t' = t by default."""
        second = first if second is None else second
        hidden = self.hidden(tokens)
        left, right = self.backward(hidden[: first + 1]), self.backward(hidden[: second + 1])
        n = len(tokens)
        total = np.zeros((n, n))
        flat_right, flat_hidden = right.reshape(-1, self.width), hidden[:second].reshape(-1, self.width)
        for s in range(first):
            products = (left[s] @ flat_right.T) * (hidden[s] @ flat_hidden.T)
            total += products.reshape(n, second, n).sum(axis=1, dtype=np.float64)
        return total / self.width


def growth(w: Reals) -> float:
    """Return the factor by which a step h -> ReLU(W h) stretches the state, in the geometric mean over many steps.

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
    """Return the standard deviation of the logarithm of :func:`growth`, as estimated there."""
    return math.sqrt(5 / width) / 2
