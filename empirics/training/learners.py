"""What one step of training does: a learner holds a model and everything that its next step depends on."""

from __future__ import annotations

from typing import Protocol

import torch
from torch import Tensor

from empirics.models.decoding import Decoder
from empirics.models.elman import Elman
from empirics.models.transformer import Shape, Transformer
from empirics.runs.config import ElmanConfig, RunConfig, TransformerConfig
from empirics.training.loss import loss, loss_gradient


class Learner(Protocol):
    """A model in training."""

    @property
    def model(self) -> Decoder:
        """The model, which changes as it is trained."""

    def step(self, z: Tensor, labels: Tensor, number: int) -> float:
        """One update on tokens (n, T) and label bits (n, T - d + 1); the loss before it. Steps count from 1."""

    def tensors(self) -> dict[str, Tensor]:
        """Everything that the next step depends on, by name."""

    def restore(self, tensors: dict[str, Tensor]) -> None:
        """Take up what :meth:`tensors` gave."""


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


class AdamW:
    """AdamW on a Transformer, with the paper's betas and epsilon (table 2)."""

    model: Transformer

    def __init__(self, config: TransformerConfig, sequence_length: int, seed: int) -> None:
        shape = Shape(config.layers, config.width, config.heads, sequence_length)
        self.model = Transformer.initialise(shape, config.initialisation, seed)
        self.config = config
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(),
            lr=config.learning_rate,
            betas=(0.9, 0.999),
            eps=1e-8,
            weight_decay=config.weight_decay,
        )

    def step(self, z: Tensor, labels: Tensor, number: int) -> float:
        """One update; the rate rises linearly over the warm-up steps, then stays."""
        warm = min(1.0, number / self.config.warmup) if self.config.warmup else 1.0
        for group in self.optimizer.param_groups:
            group["lr"] = self.config.learning_rate * warm
        value = loss(self.model.scores(z, last=labels.shape[1]), labels, "labels")
        self.optimizer.zero_grad()
        value.backward()
        self.optimizer.step()
        return float(value.detach())

    def tensors(self) -> dict[str, Tensor]:
        """Parameters, both moments and the optimiser's count."""
        held = {f"model.{name}": parameter.detach() for name, parameter in self.model.named_parameters()}
        for name, parameter in self.model.named_parameters():
            for key, value in self.optimizer.state[parameter].items():
                held[f"optimizer.{key}.{name}"] = value
        return held

    def restore(self, tensors: dict[str, Tensor]) -> None:
        """Put parameters and moments back."""
        for name, parameter in self.model.named_parameters():
            with torch.no_grad():
                parameter.copy_(tensors[f"model.{name}"])
            state = {
                key: tensors[f"optimizer.{key}.{name}"]
                for key in ("step", "exp_avg", "exp_avg_sq")
                if f"optimizer.{key}.{name}" in tensors
            }
            if state:
                self.optimizer.state[parameter] = state


def make_learner(config: RunConfig, sequence_length: int) -> Learner:
    """The learner that a configuration asks for, freshly initialised from its seed."""
    if isinstance(config.model, ElmanConfig):
        return Algorithm1(config.model, config.seed, config.steps)
    return AdamW(config.model, sequence_length, config.seed)
