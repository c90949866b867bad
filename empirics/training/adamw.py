"""AdamW on the Transformer."""

from __future__ import annotations

from functools import cache
from typing import Any

import torch
from torch import Tensor

from empirics.models.captured import Captured
from empirics.models.decoding import InPlace
from empirics.models.loss import loss
from empirics.models.transformer import Through, Transformer, through_block
from empirics.spec.model_config import TransformerConfig
from empirics.training.devices import set_precision
from empirics.training.module_learner import ModuleLearner, adamw, set_rate, shape_of
from empirics.training.schedule import rate_at


@cache
def compiled_block() -> Through:
    """:func:`through_block`, compiled for each shape that it meets: a block that all layers share, and the last one.

    A compiler that has seen too many shapes continues without compiling and without a message;
    :func:`forget_compiled` before the next model keeps that from happening.
    """
    return torch.compile(through_block, dynamic=False)


def forget_compiled() -> None:
    """Drop everything compiled."""
    torch._dynamo.reset()
    compiled_block.cache_clear()


class AdamW(ModuleLearner):
    """AdamW on a Transformer: over distinct prefixes on the CPU, over all tokens on a GPU (see ``execution``)."""

    model: Transformer

    def __init__(
        self, config: TransformerConfig, sequence_length: int, seed: int, steps: int, device: str = "cpu"
    ) -> None:
        """Draw the weights from the seed.

        Args:
            config: the run's configuration.
            sequence_length: T.
            seed: decides the weights.
            steps: where a linear schedule ends.
            device: where it is trained.
        """
        self.config, self.steps = config, steps
        #: True if a step reads every token and only changes tensors in place, so that it can be captured; otherwise it
        #: reads every distinct prefix once.
        self.fixed = device == "cuda" or config.execution != "eager"
        self.model = Transformer.initialise(
            shape_of(config, sequence_length), config.initialisation, seed
        ).to(device)
        self.model.bf16 = config.precision == "bf16"
        set_precision(config.precision)
        self.optimizer = adamw(self._groups(), device, capturable=self.fixed)
        self._captured: Captured[Tensor] | None = None
        self._in_place: InPlace | None = None

    def _groups(self) -> list[dict[str, Any]]:
        """Return all parameters; or, decayed alone, matrices and embeddings, as in transformers' own trainer."""
        every = self.config.decayed == "all"
        held = [p for p in self.model.parameters() if every or p.ndim > 1]
        free = [p for p in self.model.parameters() if not every and p.ndim <= 1]
        groups = [{"params": held, "weight_decay": self.config.weight_decay}]
        return [*groups, {"params": free, "weight_decay": 0.0}] if free else groups

    def rate(self, number: int) -> float:
        """Return the learning rate of a step; see :func:`rate_at`."""
        return rate_at(self.config.learning_rate, self.config, number, self.steps)

    def step(self, z: Tensor, labels: Tensor, number: int) -> Tensor:
        """Take one step and return the loss before it, still on the device, so that the host does not wait."""
        set_rate(self.optimizer, self.rate(number))
        if self.config.execution == "eager":
            return self._update(z, labels)
        if self._captured is None or not self._captured.fits((z, labels)):
            self._captured = Captured(
                self._update, (z, labels), list(self.named().values()), self.optimizer.zero_grad
            )
        return self._captured(z, labels).clone()

    def decoder(self) -> Transformer | InPlace:
        """Return the model in the form in which it is decoded on its device."""
        if not self.fixed:
            return self.model
        if self._in_place is None:
            self._in_place = InPlace(self.model, capture=self.config.execution != "eager")
        return self._in_place

    def scores(self, z: Tensor, last: int) -> Tensor:
        """The scores (B, L) of the last L steps of the tokens (B, T), as a step computes them."""
        if not self.fixed:
            return self.model.shared_scores(z, last)
        through = compiled_block() if self.config.execution == "compiled" else through_block
        return self.model.scores(z, last, through)

    def _update(self, z: Tensor, labels: Tensor) -> Tensor:
        value = loss(self.scores(z, labels.shape[1]), labels, "labels")
        self.optimizer.zero_grad()
        value.backward()
        self.optimizer.step()
        return value.detach()

    def named(self) -> dict[str, Tensor]:
        """Return the parameters, both moments and the optimiser's count."""
        held: dict[str, Tensor] = {}
        for name, parameter in self.model.named_parameters():
            held[f"model.{name}"] = parameter.detach()
            held |= {
                f"optimizer.{key}.{name}": value for key, value in self.optimizer.state[parameter].items()
            }
        return held
