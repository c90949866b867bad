"""What one step of training does: a learner holds a model and everything that its next step depends on."""

from __future__ import annotations

from typing import Any, Protocol

from torch import Tensor

from empirics.models.decoding import Decoder
from empirics.runs.config import RunConfig
from empirics.runs.model_config import ElmanConfig
from empirics.training.adamw import AdamW
from empirics.training.algorithm_1 import Algorithm1


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

    def measurements(self) -> dict[str, Any]:
        """What is measured of the model itself at an evaluation, for its line of metrics."""


def make_learner(config: RunConfig, sequence_length: int) -> Learner:
    """The learner that a configuration asks for, freshly initialised from its seed."""
    if isinstance(config.model, ElmanConfig):
        return Algorithm1(config.model, config.seed, config.steps)
    return AdamW(config.model, sequence_length, config.seed)
