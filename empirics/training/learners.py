"""One step of training: a learner holds a model and everything that its next step depends on."""

from __future__ import annotations

from typing import Any, Protocol

from torch import Tensor

from empirics.models.decoding import Decoder, InPlace
from empirics.spec.config import RunConfig
from empirics.spec.model_config import MAX_EXACT_D, ElmanConfig
from empirics.training.adamw import AdamW
from empirics.training.algorithm_1 import Algorithm1
from empirics.training.algorithm_2 import Algorithm2
from empirics.training.algorithm_3 import Algorithm3
from empirics.training.one_layer import OneLayerLearner
from theory.tasks.cube import all_inputs
from theory.tasks.sequence import Bits, Task


class Learner(Protocol):
    """A model in training."""

    def decoder(self) -> Decoder | InPlace:
        """The model as it is decoded where it is trained; it changes as it is trained."""

    def step(self, z: Tensor, labels: Tensor, number: int) -> Tensor | float:
        """One update on tokens (n, T) and label bits (n, T - d + 1); the loss before it. Steps count from 1.

        On a GPU the loss stays there until an evaluation asks for it.
        """

    def weights(self) -> dict[str, Tensor]:
        """The tensors of the model that training changes, by name, not copied: a change to them changes the model."""

    def tensors(self) -> dict[str, Tensor]:
        """Everything that the next step depends on, by name."""

    def restore(self, tensors: dict[str, Tensor]) -> None:
        """Restore the tensors that :meth:`tensors` returned."""

    def measurements(self, z: Tensor, outputs: int) -> dict[str, Any]:
        """Return the measurements of the model itself at an evaluation, for its line of metrics.

        Args:
            z: a few sequences that are not trained on, teacher-forced, (n, T); the same at every evaluation.
            outputs: how many of the last steps have labels.
        """


def make_learner(config: RunConfig, task: Task, training: Bits) -> Learner:
    """The learner that a configuration asks for, freshly initialised from its seed.

    Args:
        config: the run's configuration.
        task: its task.
        training: its training inputs, (n, d); a fixed sample is what algorithm 3 takes its expectation over.
    """
    if not isinstance(config.model, ElmanConfig):
        learner = OneLayerLearner if config.model.architecture == "one-layer" else AdamW
        return learner(config.model, task.sequence_length, config.seed, config.steps, config.device)
    settings = (config.model, config.seed, config.steps)
    if config.model.algorithm == 1:
        return Algorithm1(*settings, config.device)
    if config.model.algorithm == 2 or (config.samples is None and config.d > MAX_EXACT_D):
        return Algorithm2(*settings, config.device)
    x = all_inputs(config.d) if config.samples is None else training
    return Algorithm3(*settings, task, x, config.device)
