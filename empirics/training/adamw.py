"""AdamW on the Transformer, with the paper's betas and epsilon (table 2)."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from empirics.models.transformer import Shape, Transformer
from empirics.runs.model_config import TransformerConfig
from empirics.training.loss import loss


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

    def measurements(self) -> dict[str, Any]:
        """Nothing."""
        return {}
