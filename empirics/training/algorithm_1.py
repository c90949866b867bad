"""Algorithm 1: stochastic gradient descent on W alone."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from empirics.models.elman import Elman
from empirics.runs.model_config import ElmanConfig
from empirics.training.loss import loss, loss_gradient


class Algorithm1:
    """Algorithm 1: W <- W - eta grad l, with A, B and M_0 frozen; a batch of 1 is the paper's."""

    model: Elman

    def __init__(self, config: ElmanConfig, seed: int, steps: int) -> None:
        self.model = Elman.initialise(config.width, config.b_variance, seed)
        self.normaliser = config.normaliser
        # n of theorem 2 is the number of iterations of algorithm 1.
        self.rate = config.eta / config.width / (steps**0.5 if config.eta_over_sqrt_n else 1.0)

    def step(self, z: Tensor, labels: Tensor, number: int) -> float:
        """One step of SGD."""
        hidden = self.model.hidden(z)
        scores = torch.stack([h @ self.model.B for h in hidden[1:]], dim=1)
        gradient = self.model.gradient(hidden, loss_gradient(scores, labels, self.normaliser))
        self.model.W -= self.rate * gradient
        return float(loss(scores, labels, self.normaliser))

    def tensors(self) -> dict[str, Tensor]:
        """The four parameters."""
        return {name: getattr(self.model, name) for name in ("W", "A", "B", "M_0")}

    def restore(self, tensors: dict[str, Tensor]) -> None:
        """Put the parameters back."""
        self.model = Elman(**tensors)

    def measurements(self) -> dict[str, Any]:
        """Nothing yet."""
        return {}
