"""Algorithm 3: gradient descent on the expected loss, exact up to 16 bits, with gradients of finite precision."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from empirics.models.shared_prefixes import SharedPrefixes
from empirics.spec.model_config import ElmanConfig
from empirics.training.algorithm_2 import Algorithm2
from empirics.training.inputs import tensors
from theory.tasks.sequence import Bits, Task

#: Inputs whose states are held at a time. They are neighbours in order, so that they share all but the last prefixes.
INPUTS_AT_A_TIME = 2048


class Algorithm3(Algorithm2):
    """W <- W - eta G with G within sigma of E grad l, the expectation over the given inputs."""

    def __init__(
        self, config: ElmanConfig, seed: int, steps: int, task: Task, x: Bits, device: str = "cpu"
    ) -> None:
        """Find the prefixes of all inputs x, (n, d), once."""
        super().__init__(config, seed, steps, device)
        self.inputs = len(x)
        self._parts: list[tuple[SharedPrefixes, Tensor]] = []
        ordered = x[np.lexsort(x.T[::-1])]
        for start in range(0, self.inputs, INPUTS_AT_A_TIME):
            rows = ordered[start : start + INPUTS_AT_A_TIME]
            z, labels = (part.to(device) for part in tensors(task, rows))
            self._parts.append((SharedPrefixes(z), labels))

    def step(self, z: Tensor, labels: Tensor, number: int) -> Tensor | float:
        """Take one step on all inputs; the batch is not used."""
        gradient, value = torch.zeros_like(self.model.W), 0.0
        for prefixes, bits in self._parts:
            share = len(bits) / self.inputs
            part, left, right = self.loss_and_factors(prefixes, bits)
            gradient.addmm_(left.T, right, alpha=share)
            value += share * part
        self.move_along(gradient)
        return value
