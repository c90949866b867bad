"""The one-layer decoder in training: Muon on its six matrices and AdamW on everything else, or AdamW on all."""

from __future__ import annotations

from collections.abc import Collection

import torch
from torch import Tensor

from empirics.models.loss import loss
from empirics.models.one_layer import MATRICES, OneLayer
from empirics.models.transformer import Shape
from empirics.spec.model_config import TransformerConfig
from empirics.training.adamw import BETAS, EPSILON
from empirics.training.module_learner import ModuleLearner, begin_moments
from empirics.training.muon import Muon
from empirics.training.schedule import rate_at

MOMENTUM = 0.95


class OneLayerLearner(ModuleLearner):
    """The one-layer decoder and the state of its optimisers."""

    model: OneLayer

    def __init__(
        self,
        config: TransformerConfig,
        sequence_length: int,
        seed: int,
        steps: int,
        device: str = "cpu",
        by_muon: Collection[str] | None = None,
    ) -> None:
        """Draw the weights from the seed.

        Args:
            config: what decides it.
            sequence_length: T.
            seed: of the weights.
            steps: where a linear schedule ends.
            device: where it is trained.
            by_muon: which of :data:`MATRICES` Muon updates; by default all or none, as the configuration says.
        """
        if by_muon is None:
            by_muon = MATRICES if config.optimizer == "muon" else ()
        self.config, self.steps = config, steps
        shape = Shape(config.layers, config.width, config.heads, sequence_length)
        self.model = OneLayer.initialise(shape, seed).to(device)
        named = dict(self.model.named_parameters())
        self._by_muon = {
            f"{name}.weight": named.pop(f"{name}.weight") for name in MATRICES if name in by_muon
        }
        self._by_adamw = named
        self.muon = Muon(self._by_muon.values(), MOMENTUM, config.weight_decay)
        self.adamw = torch.optim.AdamW(
            named.values(), lr=0.0, betas=BETAS, eps=EPSILON, weight_decay=config.weight_decay, fused=True
        )
        begin_moments(self.adamw, named.values(), device)

    def step(self, z: Tensor, labels: Tensor, number: int) -> Tensor:
        """One update on tokens (n, T) and label bits (n, T - d + 1); the loss before it."""
        value = loss(self.model.shared_scores(z, labels.shape[1]), labels, "labels")
        self.model.zero_grad()
        value.backward()
        self.muon.step(rate_at(self.config.muon_rate, self.config, number, self.steps))
        for group in self.adamw.param_groups:
            group["lr"] = rate_at(self.config.learning_rate, self.config, number, self.steps)
        self.adamw.step()
        return value.detach()

    def decoder(self) -> OneLayer:
        """Return the model, which is decoded as it is."""
        return self.model

    def named(self) -> dict[str, Tensor]:
        """Return the parameters, momentum, both moments and AdamW's count."""
        held = {f"model.{name}": parameter.detach() for name, parameter in self.model.named_parameters()}
        held |= {
            f"muon.{name}": buffer for name, buffer in zip(self._by_muon, self.muon.buffers, strict=True)
        }
        for name, parameter in self._by_adamw.items():
            held |= {f"adamw.{key}.{name}": value for key, value in self.adamw.state[parameter].items()}
        return held
