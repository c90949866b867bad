"""AdamW on the Transformer, with the paper's betas and epsilon (table 2)."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from empirics.models.transformer import Shape, Transformer
from empirics.runs.model_config import TransformerConfig
from empirics.training.captured_step import CapturedStep
from empirics.training.loss import loss
from empirics.training.schedule import rate_at

BETAS, EPSILON = (0.9, 0.999), 1e-8


class AdamW:
    """AdamW on a Transformer: on the CPU over distinct prefixes, on a GPU as one captured graph a step."""

    model: Transformer

    def __init__(
        self,
        config: TransformerConfig,
        sequence_length: int,
        seed: int,
        steps: int,
        device: str = "cpu",
        capture: bool | None = None,
    ) -> None:
        """Drawn from the seed.

        Args:
            config: what decides it.
            sequence_length: T.
            seed: of the weights.
            steps: where a linear schedule ends.
            device: where it is trained.
            capture: read every token, and change nothing but tensors in place, so that a step can be captured; by
                default on a GPU. Otherwise every distinct prefix is read once.
        """
        shape = Shape(config.layers, config.width, config.heads, sequence_length)
        self.config, self.steps = config, steps
        self.capture = device == "cuda" if capture is None else capture
        self.model = Transformer.initialise(shape, config.initialisation, seed).to(device)
        self.model.bf16 = config.precision == "bf16"
        torch.set_float32_matmul_precision("high" if config.precision == "tf32" else "highest")
        self.optimizer = torch.optim.AdamW(
            self._groups(),
            # A captured graph reads the rate where it stands.
            lr=torch.zeros((), device=device) if self.capture else 0.0,
            betas=BETAS,
            eps=EPSILON,
            fused=True,
            capturable=self.capture,
        )
        for parameter in self.model.parameters():
            self.optimizer.state[parameter] = {
                "step": torch.zeros((), device=device),
                "exp_avg": torch.zeros_like(parameter),
                "exp_avg_sq": torch.zeros_like(parameter),
            }
        self._scores = self.model.scores if self.capture else self.model.shared_scores
        if device == "cuda":
            self._scores = torch.compile(self._scores)
        self._captured: CapturedStep | None = None

    def _groups(self) -> list[dict[str, Any]]:
        """All parameters; or, decayed alone, the matrices and embeddings, as transformers' own trainer has it."""
        every = self.config.decayed == "all"
        held = [p for p in self.model.parameters() if every or p.ndim > 1]
        free = [p for p in self.model.parameters() if not every and p.ndim <= 1]
        groups = [{"params": held, "weight_decay": self.config.weight_decay}]
        return [*groups, {"params": free, "weight_decay": 0.0}] if free else groups

    def rate(self, number: int) -> float:
        """Return the learning rate of a step; see :func:`rate_at`."""
        return rate_at(self.config.learning_rate, self.config, number, self.steps)

    def step(self, z: Tensor, labels: Tensor, number: int) -> Tensor:
        """One update; the loss before it, still on the device, so that nothing waits."""
        for group in self.optimizer.param_groups:
            if self.capture:
                group["lr"].fill_(self.rate(number))
            else:
                group["lr"] = self.rate(number)
        if not self.capture:
            return self._update(z, labels)
        if self._captured is None or self._captured.shape != z.shape:
            self._captured = CapturedStep(self._update, self._changing(), z, labels)
        return self._captured(z, labels).clone()

    def _update(self, z: Tensor, labels: Tensor) -> Tensor:
        value = loss(self._scores(z, labels.shape[1]), labels, "labels")
        self.optimizer.zero_grad()
        value.backward()
        self.optimizer.step()
        return value.detach()

    def _changing(self) -> list[Tensor]:
        """What a step changes in place."""
        return list(self._named().values())

    def _named(self) -> dict[str, Tensor]:
        held: dict[str, Tensor] = {}
        for name, parameter in self.model.named_parameters():
            held[f"model.{name}"] = parameter.detach()
            held |= {
                f"optimizer.{key}.{name}": value for key, value in self.optimizer.state[parameter].items()
            }
        return held

    def tensors(self) -> dict[str, Tensor]:
        """Parameters, both moments and the optimiser's count, on the CPU."""
        return {name: tensor.cpu() for name, tensor in self._named().items()}

    def restore(self, tensors: dict[str, Tensor]) -> None:
        """Put parameters and moments back."""
        for name, tensor in self._named().items():
            tensor.copy_(tensors[name])

    def measurements(self, z: Tensor, outputs: int) -> dict[str, Any]:
        """Nothing."""
        return {}
