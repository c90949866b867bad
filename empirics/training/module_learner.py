"""What learners of torch modules have in common: their state by name, and AdamW's moments from the first step on."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn


class ModuleLearner:
    """A learner whose model is a torch module; :meth:`named` is everything that its next step depends on."""

    model: nn.Module

    @abstractmethod
    def named(self) -> dict[str, Tensor]:
        """Return what a step changes in place, by name, on the device."""

    def weights(self) -> dict[str, Tensor]:
        """Return the parameters, where they stand."""
        return {name: parameter.detach() for name, parameter in self.model.named_parameters()}

    def tensors(self) -> dict[str, Tensor]:
        """Return everything that the next step depends on, on the CPU."""
        return {name: tensor.cpu() for name, tensor in self.named().items()}

    def restore(self, tensors: dict[str, Tensor]) -> None:
        """Put back what :meth:`tensors` gave."""
        for name, tensor in self.named().items():
            tensor.copy_(tensors[name])

    def measurements(self, z: Tensor, outputs: int) -> dict[str, Any]:
        """Return no measurements: the errors of an evaluation are all that is asked of these models."""
        return {}


def begin_moments(optimizer: torch.optim.AdamW, parameters: Iterable[Tensor], device: str) -> None:
    """Give AdamW its moments before the first step, so that a checkpoint of step 0 has the names of all later ones."""
    for parameter in parameters:
        optimizer.state[parameter] = {
            "step": torch.zeros((), device=device),
            "exp_avg": torch.zeros_like(parameter),
            "exp_avg_sq": torch.zeros_like(parameter),
        }
