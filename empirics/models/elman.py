"""The wide Elman ReLU net of section 3 (eq 1-3), with its gradient by hand.

    h_0 = ReLU(M_0),   h_t = ReLU(W h_{t-1} + A e_{z_t}),   f_t = B^T h_t

Only W is trained. Vectors are stored as rows, so a batch of hidden states is (n, m) and W acts as ``h @ W.mT``. Every
parameter may have one more dimension in front: then it is k nets at once, and all their results have that dimension
too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import torch
from torch import Tensor

from empirics.choices import BVariance
from empirics.models.shared_prefixes import SharedPass, SharedPrefixes
from theory.errors import InputError


@dataclass(slots=True)
class Elman:
    """The wide recurrent net of eq 1 to 3; W alone changes in training.

    Attributes:
        W: hidden weights, shape (m, m); of k nets (k, m, m).
        A: input weights, shape (m, 2).
        B: output weights, shape (m,).
        M_0: initial hidden pre-activation, shape (m,).

    Example:
        >>> import torch
        >>> from empirics.models import Elman
        >>> net = Elman.initialise(64, "1", seed=0)
        >>> net.scores(torch.tensor([[0, 1, 1]])).shape
        torch.Size([1, 3])
    """

    W: Tensor
    A: Tensor
    B: Tensor
    M_0: Tensor

    @classmethod
    def initialise(
        cls,
        m: int,
        b_variance: BVariance,
        seed: int,
        dtype: torch.dtype = torch.float32,
        device: str = "cpu",
    ) -> Elman:
        """Algorithm 1: entries of W, A and M_0 from N(0, 2/m), of B from N(0, ``b_variance``), independent.

        Raises:
            InputError: m is not positive, or ``b_variance`` is neither "1/m" nor "1".
        """
        if m < 1:
            raise InputError(f"the width must be at least 1, not {m}")
        if b_variance not in get_args(BVariance):
            raise InputError(f'the variance of B is "1/m" or "1", not {b_variance!r}')
        draw = torch.Generator().manual_seed(seed)
        b_scale = m**-0.5 if b_variance == "1/m" else 1.0
        shapes = {"W": (m, m), "A": (m, 2), "M_0": (m,), "B": (m,)}
        # Drawn on the CPU in double precision and then rounded: one seed gives one net, whatever precision and device.
        return cls(
            **{
                name: torch.randn(shape, generator=draw, dtype=torch.float64)
                .mul_(b_scale if name == "B" else (2 / m) ** 0.5)
                .to(device, dtype)
                for name, shape in shapes.items()
            }
        )

    @classmethod
    def stack(cls, nets: Sequence[Elman]) -> Elman:
        """Nets of one width as one: their tensors in front of each other."""
        return cls(*(torch.stack([getattr(net, name) for net in nets]) for name in cls.__slots__))

    def part(self, k: int) -> Elman:
        """Net k of many; it changes as they do."""
        return Elman(self.W[k], self.A[k], self.B[k], self.M_0[k])

    def hidden(self, z: Tensor) -> list[Tensor]:
        """h_0 ... h_T for tokens (n, T); each (n, m). Of k nets: tokens (k, n, T), states (k, n, m)."""
        states = [torch.relu(self.M_0)[..., None, :].expand(*z.shape[:-1], -1)]
        for t in range(z.shape[-1]):
            states.append(self._step(z[..., t], states[-1]))
        return states

    def scores(self, z: Tensor) -> Tensor:
        """f_1 ... f_T for tokens (n, T), as (n, T)."""
        return self.scores_of(self.hidden(z)[1:])

    def scores_of(self, hidden: Sequence[Tensor]) -> Tensor:
        """f = B^T h for states (n, m), side by side as (n, number of states)."""
        return torch.stack([self._score(h) for h in hidden], dim=-1)

    def gradient(self, hidden: Sequence[Tensor], score_gradient: Tensor) -> Tensor:
        """The gradient in W of a loss, given its gradient in the scores: dL/dW summed over the batch, (m, m)."""
        left, right = self.factors(hidden, score_gradient)
        return left.mT @ right

    def factors(
        self, hidden: Sequence[Tensor], score_gradient: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        r"""Backpropagation through time: the gradient in W as the product ``left.mT @ right``.

        With $g_t$ the loss's derivative in $f_t$ and $D_t$ the active units, $\lambda_T = g_T B$,
        $\delta_t = D_t \lambda_t$, $\lambda_{t-1} = W^\top \delta_t + g_{t-1} B$, and the gradient is
        $\sum_t \delta_t h_{t-1}^\top$: a sample moves W by a matrix of rank at most T, and n samples by one
        product over n T pairs.

        Args:
            hidden: h_0 ... h_T as :meth:`hidden` returns them.
            score_gradient: dL/df_t for t = 1 ... T, shape (n, T), zero where the loss does not depend on f_t; by
                default that of the last score f_T itself.

        Returns:
            delta_T ... delta_1 and h_{T-1} ... h_0, each (n T, m).
        """
        steps = len(hidden) - 1
        if score_gradient is None:
            score_gradient = torch.eye(steps, dtype=self.B.dtype, device=self.B.device)[-1:]
        deltas: list[Tensor] = []
        flowing = torch.zeros_like(hidden[-1])
        for t in range(steps, 0, -1):
            adjoint = flowing + score_gradient[..., t - 1, None] * self.B[..., None, :]  # (n, m)
            delta = adjoint * (hidden[t] > 0)
            deltas.append(delta)
            flowing = delta @ self.W
        return torch.cat(deltas, dim=-2), torch.cat(list(hidden[steps - 1 :: -1]), dim=-2)

    def prefill(self, z: Tensor) -> tuple[Tensor, Tensor]:
        """Read tokens (n, t): the score f_t, (n,), and h_t, (n, m)."""
        prefixes = SharedPrefixes(z)
        h = SharedPass(self).states(prefixes)[prefixes.paths[:, -1]]
        return self._score(h), h

    def advance(self, z: Tensor, state: Tensor, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Read one more token, z[i] after row rows[i] of the state: scores (k,) and states (k, m)."""
        h = self._step(z, state[rows])
        return self._score(h), h

    def _step(self, z: Tensor, h: Tensor) -> Tensor:
        """Eq 1; A e_z is the column z of A."""
        column_0, column_1 = self.A[..., None, :, 0], self.A[..., None, :, 1]
        return torch.relu(h @ self.W.mT + torch.where(z[..., None] == 1, column_1, column_0))

    def _score(self, h: Tensor) -> Tensor:
        """Eq 2."""
        return (h @ self.B[..., None])[..., 0]
