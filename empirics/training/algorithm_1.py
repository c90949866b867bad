"""Algorithm 1: stochastic gradient descent on W alone."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from torch import Tensor

from empirics.measurements.kernel_regime import kernel_regime
from empirics.models.captured import Captured
from empirics.models.elman import Elman
from empirics.models.loss import loss, loss_gradient
from empirics.models.shared_prefixes import SharedPass, SharedPrefixes
from empirics.spec.model_config import ElmanConfig


class Algorithm1:
    """W <- W - eta grad l, with A, B and M_0 frozen; a batch of 1 is the paper's, a larger one is our departure."""

    model: Elman

    def __init__(self, config: ElmanConfig, seed: int, steps: int, device: str = "cpu") -> None:
        self.config, self.device = config, device
        # n of theorem 2 is the number of iterations of algorithm 1.
        self.rate = config.eta / config.width / (steps**0.5 if config.eta_over_sqrt_n else 1.0)
        start = Elman.initialise(config.width, config.b_variance, seed, device=device)
        self._start = Elman(start.W.clone(), start.A, start.B, start.M_0)
        self.hold(start)

    def hold(self, net: Elman) -> None:
        """Train this net from now on."""
        self.model = net
        self._pass = SharedPass(net)
        self._captured: Captured[Tensor] | None = None

    def step(self, z: Tensor, labels: Tensor, number: int) -> Tensor | float:
        """Take one step of SGD and return the loss before it."""
        z, labels = z.to(self.device), labels.to(self.device)
        if self.device != "cpu":
            # The launches are the same for every batch, which a varying number of prefixes would prevent.
            if self._captured is None or not self._captured.fits((z, labels)):
                self._captured = Captured(self._dense_step, (z, labels), [self.model.W])
            return self._captured(z, labels).clone()
        value, left, right = self.loss_and_factors(SharedPrefixes(z), labels)
        self.move(left, right)
        return value

    def loss_and_factors(self, prefixes: SharedPrefixes, labels: Tensor) -> tuple[float, Tensor, Tensor]:
        """Return the loss of a batch, and its gradient in W as ``left.T @ right``."""
        num_labels, normaliser = labels.shape[1], self.config.normaliser
        scores = prefixes.spread(self._pass.states(prefixes) @ self.model.B, num_labels)
        force = prefixes.collect(loss_gradient(scores, labels, normaliser))
        left, right = self._pass.factors(prefixes, force, num_labels)
        return float(loss(scores, labels, normaliser)), left, right

    def move(self, left: Tensor, right: Tensor) -> None:
        """Update W <- W - eta left.T @ right in place, by one product."""
        self.model.W.addmm_(left.T, right, alpha=-self.rate)

    def _dense_step(self, z: Tensor, labels: Tensor) -> Tensor:
        """Take the same step over every token of the batch and return the loss before it."""
        hidden = self.model.hidden(z)
        scores = self.model.scores_of(hidden[1:])
        gradient = loss_gradient(scores, labels, self.config.normaliser)
        self.move(*self.model.factors(hidden, gradient))
        return loss(scores, labels, self.config.normaliser)

    def decoder(self) -> Elman:
        """Return the net."""
        return self.model

    def weights(self) -> dict[str, Tensor]:
        """Return W, the only parameter that is trained, (m, m)."""
        return {"W": self.model.W}

    def tensors(self) -> dict[str, Tensor]:
        """Return the four parameters."""
        return {name: getattr(self.model, name).cpu() for name in ("W", "A", "B", "M_0")}

    def restore(self, tensors: dict[str, Tensor]) -> None:
        """Put the parameters back."""
        self.hold(Elman(**{name: tensor.to(self.device) for name, tensor in tensors.items()}))

    def measurements(self, z: Tensor, outputs: int) -> dict[str, Any]:
        """Return the distance of W from its start and of the net from linearity: :class:`KernelRegime`."""
        return asdict(kernel_regime(self._start, self.model, z.to(self.device), outputs))
