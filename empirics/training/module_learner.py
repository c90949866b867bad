"""The common part of learners of torch modules: their state by name, and AdamW."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

import torch
from torch import Tensor, nn

from empirics.models.transformer import Shape
from empirics.spec.model_config import TransformerConfig

#: AdamW's betas and epsilon, by table 2.
BETAS, EPSILON = (0.9, 0.999), 1e-8


class ModuleLearner:
    """A learner whose model is a torch module; :meth:`named` is everything that its next step depends on."""

    model: nn.Module

    @abstractmethod
    def named(self) -> dict[str, Tensor]:
        """Return the tensors that a step changes in place, by name, on the device."""

    def weights(self) -> dict[str, Tensor]:
        """Return the parameters, not copied."""
        return {name: parameter.detach() for name, parameter in self.model.named_parameters()}

    def tensors(self) -> dict[str, Tensor]:
        """Return everything that the next step depends on, on the CPU."""
        return {name: tensor.cpu() for name, tensor in self.named().items()}

    def restore(self, tensors: dict[str, Tensor]) -> None:
        """Restore the tensors that :meth:`tensors` returned."""
        for name, tensor in self.named().items():
            tensor.copy_(tensors[name])

    def measurements(self, z: Tensor, outputs: int) -> dict[str, Any]:
        """Return no measurements: for these models an evaluation has only its errors."""
        return {}


def shape_of(config: TransformerConfig, sequence_length: int) -> Shape:
    """Return the sizes of the decoder that a configuration asks for, to read sequences of this many tokens."""
    return Shape(config.layers, config.width, config.heads, sequence_length)


def adamw(groups: list[dict[str, Any]], device: str, *, capturable: bool = False) -> torch.optim.AdamW:
    """Return AdamW with the paper's betas and epsilon; its rate is set before each step by :func:`set_rate`.

    It has its moments before the first step, so that a checkpoint of step 0 has the names of all later ones.

    Args:
        groups: the parameters and their weight decay.
        device: where they are.
        capturable: the rate is a tensor, which a captured graph reads at its address.
    """
    rate = torch.zeros((), device=device) if capturable else 0.0
    optimizer = torch.optim.AdamW(
        groups, lr=rate, betas=BETAS, eps=EPSILON, fused=True, capturable=capturable
    )
    for parameter in (parameter for group in optimizer.param_groups for parameter in group["params"]):
        optimizer.state[parameter] = {
            "step": torch.zeros((), device=device),
            "exp_avg": torch.zeros_like(parameter),
            "exp_avg_sq": torch.zeros_like(parameter),
        }
    return optimizer


def set_rate(optimizer: torch.optim.AdamW, rate: float) -> None:
    """Set the learning rate of all parameters, in place where it is a tensor."""
    for group in optimizer.param_groups:
        if isinstance(group["lr"], Tensor):
            group["lr"].fill_(rate)
        else:
            group["lr"] = rate
