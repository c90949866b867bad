"""The wide Elman ReLU net of section 3 (eq 1-3), with its gradient by hand.

    h_0 = ReLU(M_0),   h_t = ReLU(W h_{t-1} + A e_{z_t}),   f_t = B^T h_t

Only W is trained. Vectors are stored as rows, so a batch of hidden states is (n, m) and W acts as ``h @ W.T``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from theory.errors import InputError

#: Variance of the entries of B: ``1/m`` as algorithm 1 prints it, ``1`` as the kernel of eq 69 needs.
BVariance = Literal["1/m", "1"]


@dataclass(slots=True)
class Elman:
    """The parameters; W alone changes in training.

    Attributes:
        W: hidden weights, shape (m, m).
        A: input weights, shape (m, 2).
        B: output weights, shape (m,).
        M_0: initial hidden pre-activation, shape (m,).
    """

    W: Tensor
    A: Tensor
    B: Tensor
    M_0: Tensor

    @classmethod
    def initialise(
        cls, m: int, b_variance: BVariance, seed: int, dtype: torch.dtype = torch.float32
    ) -> Elman:
        """Algorithm 1: entries of W, A and M_0 from N(0, 2/m), of B from N(0, ``b_variance``), independent.

        Raises:
            InputError: m is not positive, or ``b_variance`` is neither "1/m" nor "1".
        """
        if m < 1:
            raise InputError(f"the width must be at least 1, not {m}")
        if b_variance not in ("1/m", "1"):
            raise InputError(f'the variance of B is "1/m" or "1", not {b_variance!r}')
        draw = torch.Generator().manual_seed(seed)
        scale = (2 / m) ** 0.5
        # Drawn in double precision and then rounded: one seed gives one net, whatever the precision.
        W, A, M_0, B = (
            torch.randn(shape, generator=draw, dtype=torch.float64) for shape in ((m, m), (m, 2), (m,), (m,))
        )
        b_scale = m**-0.5 if b_variance == "1/m" else 1.0
        return cls(
            *(tensor.to(dtype) for tensor in (W * scale, A * scale, B * b_scale, M_0 * scale)),
        )

    def hidden(self, z: Tensor) -> list[Tensor]:
        """h_0 ... h_T for tokens (n, T); each (n, m)."""
        states = [torch.relu(self.M_0).expand(len(z), -1)]
        for t in range(z.shape[1]):
            states.append(self._step(z[:, t], states[-1]))
        return states

    def scores(self, z: Tensor) -> Tensor:
        """f_1 ... f_T for tokens (n, T), as (n, T)."""
        return torch.stack([h @ self.B for h in self.hidden(z)[1:]], dim=1)

    def gradient(self, hidden: list[Tensor], score_gradient: Tensor) -> Tensor:
        r"""The gradient in W of a loss, given its gradient in the scores: backpropagation through time.

        With $g_t$ the loss's derivative in $f_t$ and $D_t$ the active units, $\lambda_T = g_T B$,
        $\delta_t = D_t \lambda_t$, $\lambda_{t-1} = W^\top \delta_t + g_{t-1} B$, and the gradient is
        $\sum_t \delta_t h_{t-1}^\top$: a sample moves W by a matrix of rank at most T.

        Args:
            hidden: h_0 ... h_T as :meth:`hidden` returns them.
            score_gradient: dL/df_t for t = 1 ... T, shape (n, T), zero where the loss does not look.

        Returns:
            dL/dW summed over the batch, shape (m, m).
        """
        steps = len(hidden) - 1
        deltas: list[Tensor] = []
        flowing = torch.zeros_like(hidden[-1])
        for t in range(steps, 0, -1):
            adjoint = flowing + score_gradient[:, t - 1, None] * self.B  # (n, m)
            delta = adjoint * (hidden[t] > 0)
            deltas.append(delta)
            flowing = delta @ self.W
        # One product over all n T pairs instead of T outer products a sample.
        return torch.cat(deltas).T @ torch.cat(hidden[steps - 1 :: -1])

    def prefill(self, z: Tensor) -> tuple[Tensor, Tensor]:
        """Read tokens (n, t): the score f_t, (n,), and h_t, (n, m)."""
        h = self.hidden(z)[-1]
        return h @ self.B, h

    def advance(self, z: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        """Read one more token, (n,)."""
        h = self._step(z, state)
        return h @ self.B, h

    def _step(self, z: Tensor, h: Tensor) -> Tensor:
        """Eq 1; A e_z is the column z of A."""
        return torch.relu(h @ self.W.T + self.A.T[z])
