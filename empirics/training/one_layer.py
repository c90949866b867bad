"""The one-layer decoder in training: Muon on its six matrices and AdamW on everything else, or AdamW on all."""

from __future__ import annotations

from collections.abc import Collection

from torch import Tensor

from empirics.models.loss import loss
from empirics.models.one_layer import MATRICES, OneLayer
from empirics.spec.model_config import TransformerConfig
from empirics.training.module_learner import ModuleLearner, adamw, set_rate, shape_of
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
        """Draw the weights from the seed; see :class:`empirics.training.adamw.AdamW`.

        Muon updates the :data:`MATRICES` that ``by_muon`` names; by default all or none, as the configuration says.
        """
        if by_muon is None:
            by_muon = MATRICES if config.optimizer == "muon" else ()
        self.config, self.steps = config, steps
        self.model = OneLayer.initialise(shape_of(config, sequence_length), seed).to(device)
        named = dict(self.model.named_parameters())
        self._by_muon = {
            f"{name}.weight": named.pop(f"{name}.weight") for name in MATRICES if name in by_muon
        }
        self._by_adamw = named
        self.muon = Muon(self._by_muon.values(), MOMENTUM, config.weight_decay)
        self.adamw = adamw([{"params": [*named.values()], "weight_decay": config.weight_decay}], device)

    def step(self, z: Tensor, labels: Tensor, number: int) -> Tensor:
        """Take one step on tokens (n, T) and label bits (n, T - d + 1) and return the loss before it."""
        value = loss(self.model.shared_scores(z, labels.shape[1]), labels, "labels")
        self.model.zero_grad()
        value.backward()
        self.muon.step(rate_at(self.config.muon_rate, self.config, number, self.steps))
        set_rate(self.adamw, rate_at(self.config.learning_rate, self.config, number, self.steps))
        self.adamw.step()
        return value.detach()

    def decoder(self) -> OneLayer:
        """Return the model, which is decoded directly."""
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
