r"""The finite-width net linearised at its initialisation, and its weights solved for on a fixed sample.

    f_lin(z; V) = f_0(z) + <grad f_0(z), V>,        V = W - W_0,

with the ReLU patterns frozen at W_0. It is not a trained net, but the net that would result if lemma 8's error were 0.
Its kernel is the empirical one of the net (eq 69 at finite width), over samples *and* outputs, since all outputs share
W. Nothing of size m^2 times n is stored: products with the derivative J and its transpose are one pass forward and one
back through time.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from empirics.models.elman import Elman
from theory.errors import InputError
from theory.kernel.joint_regression import joint_factor
from theory.tasks.sequence import Bits

#: Sequences whose hidden states go through one product.
ROWS = 512

#: A symmetric positive definite map on arrays of one shape.
Operator = Callable[[Tensor], Tensor]


class Tangent:
    """J, the derivative of the scores of the last outputs in W, on given sequences: (n, outputs) by (m, m)."""

    def __init__(self, net: Elman, z: Tensor, outputs: int) -> None:
        """Compute and keep the hidden states of tokens (n, T): n (T + 1) m numbers."""
        self.net, self.outputs = net, outputs
        self.parts = [net.hidden(rows) for rows in z.split(ROWS)]
        self.shape = (len(z), outputs)

    def scores(self) -> Tensor:
        """f at the net itself, (n, outputs)."""
        return torch.cat([self.net.scores_of(hidden[-self.outputs :]) for hidden in self.parts])

    def times(self, V: Tensor) -> Tensor:
        """J V = <grad f_t(z_i), V>, (n, outputs): eq 1 and 2 differentiated, with D_t the active units,

        h'_0 = 0,  h'_t = D_t (W h'_{t-1} + V h_{t-1}),  f'_t = B^T h'_t.
        """
        found = []
        for hidden in self.parts:
            moved, scores = torch.zeros_like(hidden[1]), []
            for before, after in itertools.pairwise(hidden):
                moved = (moved @ self.net.W.T + before @ V.T) * (after > 0)
                scores.append(moved @ self.net.B)
            found.append(torch.stack(scores[-self.outputs :], dim=1))
        return torch.cat(found)

    def transposed_times(self, weights: Tensor) -> Tensor:
        """J^T a = sum over samples and outputs of a_it grad f_t(z_i), (m, m)."""
        total = torch.zeros_like(self.net.W)
        for hidden, part in zip(self.parts, weights.split(ROWS), strict=True):
            padded = part.new_zeros(len(part), len(hidden) - 1)
            padded[:, -self.outputs :] = part
            total += self.net.gradient(hidden, padded)
        return total

    def kernel_times(self, weights: Tensor) -> Tensor:
        """H a with H = J J^T / m, the kernel of eq 69 over samples and outputs; (n, outputs) -> (n, outputs)."""
        part = weights.to(self.net.W.dtype)
        return self.times(self.transposed_times(part)).to(weights.dtype) / len(self.net.B)


@dataclass(frozen=True, slots=True)
class Solution:
    """The solution of H a = y by conjugate gradients.

    Attributes:
        weights: a, (n, outputs).
        iterations: products with H.
        residual: max |H a - y| over all samples and outputs, computed afresh.
    """

    weights: Tensor
    iterations: int
    residual: float


def conjugate_gradients(
    kernel: Operator,
    right: Tensor,
    preconditioner: Operator = lambda x: x,
    *,
    tolerance: float = 1e-3,
    iterations: int = 1000,
) -> Solution:
    """Solve H a = y for a positive definite H until no entry of the residual is above ``tolerance``.

    Raises:
        InputError: not so within ``iterations``, or H is not positive definite in floats.
    """
    solution, residual = torch.zeros_like(right), right.clone()
    direction = torch.zeros_like(right)
    rho = 1.0
    for count in range(iterations + 1):
        # Rounding lets the running residual drift from the true one, so the true one decides.
        if float(residual.abs().max()) <= tolerance:
            residual = right - kernel(solution)
            if float(residual.abs().max()) <= tolerance:
                return Solution(solution, count, float(residual.abs().max()))
        descent = preconditioner(residual)
        before, rho = rho, float((residual * descent).sum())
        direction = descent + (rho / before if count else 0.0) * direction
        image = kernel(direction)
        curvature = float((direction * image).sum())
        if not curvature > 0:
            raise InputError("the kernel of these samples is not positive definite in floats")
        solution += rho / curvature * direction
        residual -= rho / curvature * image
    raise InputError(
        f"a residual of {float(residual.abs().max()):.1e} is left after {iterations} iterations, not {tolerance:.1e}"
    )


def limit_preconditioner(tokens: Bits, outputs: range) -> Operator:
    """Divide by the joint kernel at m = infinity, which the net's own tends to.

    Args:
        tokens: teacher-forced, (n, T), no two rows equal.
        outputs: the steps t, counted from 1, the last of them T.
    """
    factor, lower = joint_factor(tokens, outputs)
    triangle = torch.from_numpy(factor).float()

    def divide(residual: Tensor) -> Tensor:
        solved = torch.cholesky_solve(residual.reshape(-1, 1).float(), triangle, upper=not lower)
        return solved.reshape(residual.shape).to(residual.dtype)

    return divide


@dataclass(frozen=True, slots=True)
class LinearisedElman:
    """The linearised net as a decoder: it reads tokens as the net does, and carries h_t and its derivative.

    Attributes:
        net: at its initialisation.
        change: V, (m, m).
        start: the factor of f_0: 1 for the net linearised, 0 for the net without f_0.
    """

    net: Elman
    change: Tensor
    start: float = 1.0

    @property
    def radius(self) -> float:
        """sqrt(m) ||V||_F, the R of lemmas 4 to 7."""
        return math.sqrt(len(self.net.B)) * float(self.change.norm())

    def scores(self, z: Tensor) -> Tensor:
        """f_lin of steps 1 ... T for tokens (n, T), as (n, T)."""
        states = self._states(z)
        return torch.stack([self._score(*state) for state in states[1:]], dim=1)

    def prefill(self, z: Tensor) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """Read tokens (n, t)."""
        state = self._states(z)[-1]
        return self._score(*state), state

    def advance(
        self, z: Tensor, state: tuple[Tensor, Tensor], rows: Tensor
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """Read one more token, z[i] after row rows[i] of the state, (k,) each."""
        state = self._step(z, (state[0][rows], state[1][rows]))
        return self._score(*state), state

    def _states(self, z: Tensor) -> list[tuple[Tensor, Tensor]]:
        h = torch.relu(self.net.M_0).expand(len(z), -1)
        states = [(h, torch.zeros_like(h))]
        for column in z.unbind(1):
            states.append(self._step(column, states[-1]))
        return states

    def _step(self, z: Tensor, state: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        h, moved = state
        _, after = self.net.advance(z, h, torch.arange(len(h)))
        return after, (moved @ self.net.W.T + h @ self.change.T) * (after > 0)

    def _score(self, h: Tensor, moved: Tensor) -> Tensor:
        return self.start * (h @ self.net.B) + moved @ self.net.B


def fit(
    net: Elman, tokens: Bits, targets: Tensor, *, tolerance: float = 1e-3, iterations: int = 1000
) -> tuple[Tensor, Solution]:
    """The change V of least norm with J V = targets: V = J^T a / m with H a = targets.

    Args:
        net: at its initialisation.
        tokens: teacher-forced, (n, T), no two rows equal.
        targets: targets of the last outputs, (n, outputs).
        tolerance: the largest error left at a training target.
        iterations: of conjugate gradients at most.

    Returns:
        V, (m, m), and the solution in the space of functions.

    Raises:
        InputError: see :func:`conjugate_gradients`; a net of too few weights cannot fit.
    """
    length, outputs = tokens.shape[1], targets.shape[1]
    tangent = Tangent(net, torch.from_numpy(tokens).long(), outputs)
    divide = limit_preconditioner(tokens, range(length - outputs + 1, length + 1))
    solution = conjugate_gradients(
        tangent.kernel_times, targets.double(), divide, tolerance=tolerance, iterations=iterations
    )
    return tangent.transposed_times(solution.weights.to(net.W.dtype)) / len(net.B), solution
