"""The settings of a model and its training: the wide Elman net's and the Transformer's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from empirics import choices
from theory.arguments import check_fields
from theory.errors import InputError
from theory.limits import MOST, MOST_RATE, check_range

DEFAULT_WEIGHT_DECAY = 0.01
#: Algorithm 3 uses all inputs up to this number of bits; beyond, a large batch estimates the expectation.
MAX_EXACT_D = 16


def later(default: Any) -> Any:
    """A setting that came after the first recorded runs: left out of a record while it holds its default.

    So a run recorded before the setting existed can be read, and keeps its name.
    """
    return field(default=default, metadata={"later": True})


def record_of(settings: Any) -> dict[str, Any]:
    """The settings of a dataclass as they stand in ``config.json``."""
    silent = {f.name for f in fields(settings) if f.metadata and getattr(settings, f.name) == f.default}
    return {name: value for name, value in asdict(settings).items() if name not in silent}


def read_record(kind: Any, record: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of the dataclass ``kind`` in a record; KeyError if one is missing, TypeError if one is unknown."""
    known = {f.name for f in fields(kind)}
    if unknown := record.keys() - known:
        raise TypeError(f"unknown: {', '.join(sorted(unknown))}")
    return {f.name: record[f.name] for f in fields(kind) if f.name in record or not f.metadata}


def default_execution(device: str, architecture: str = "gpt2") -> choices.Execution:
    """Return how a step is carried out by default: on a GPU as one captured graph, except for the one-layer decoder."""
    return "captured" if device == "cuda" and architecture == "gpt2" else "eager"


def check_positive(values: Mapping[str, float]) -> None:
    """Raise InputError unless all are positive, and none is above the largest allowed value."""
    for name, value in values.items():
        if not value > 0:
            raise InputError(f"{name} must be positive, not {value}")
        if value > (most := MOST if isinstance(value, int) else MOST_RATE):
            raise InputError(f"{name} is at most {most:,}, not {value}")


@dataclass(frozen=True, slots=True)
class ElmanConfig:
    """Algorithm 1, 2 or 3 on the wide Elman net.

    Attributes:
        width: m.
        b_variance: ``1/m`` as printed, ``1`` as the kernel of eq 69 needs.
        eta: the learning rate is eta / m, or eta / (m sqrt n) as theorem 2 prints it, n being the number of steps.
        eta_over_sqrt_n: which of the two.
        batch: samples a step; 1 is algorithm 1, more is our departure from it. Algorithm 3 uses all inputs, or the
            whole sample where that is fixed, and beyond 16 bits such a batch.
        normaliser: ``labels`` divides the loss by T - d + 1, ``printed`` by T - d.
        algorithm: 1 follows the gradient of the batch, 2 an approximation of it, 3 one of the expected gradient.
        sigma: the precision of algorithms 2 and 3: no entry is further than sigma / m from the gradient's.
        approximation: which such matrix: see ``empirics.training.algorithm_2.approximate``.

    Example:
        >>> from empirics.spec import ElmanConfig
        >>> ElmanConfig(width=256).batch
        32
    """

    width: int = 1024
    b_variance: choices.BVariance = "1"
    eta: float = 4.0
    eta_over_sqrt_n: bool = False
    batch: int = 32
    normaliser: choices.Normaliser = "labels"
    kind: Literal["rnn"] = "rnn"
    algorithm: Literal[1, 2, 3] = later(1)
    sigma: float = later(0.0)
    approximation: choices.Approximation = later("rounding")

    @property
    def least_weights(self) -> int:
        """Return the number of parameters of W."""
        return self.width**2

    @property
    def description(self) -> str:
        """Say in a few words which model it is."""
        return f"{self.kind}, B of variance {self.b_variance}"

    def check(self, supervised: bool) -> None:
        """Raise InputError for a value out of its range."""
        check_fields(self)
        check_positive({"width": self.width, "eta": self.eta, "batch": self.batch})
        check_range("sigma", self.sigma, 0, MOST_RATE)
        if self.sigma and self.algorithm == 1:
            raise InputError(f"sigma = {self.sigma}: not negative, and 0 in algorithm 1, which is exact")
        if self.normaliser == "printed" and not supervised:
            raise InputError(
                "eq 4 as printed divides by T - d, which is 0 end to end; use the normaliser labels"
            )


@dataclass(frozen=True, slots=True)
class TransformerConfig:
    """The Transformer decoder and its optimiser.

    Attributes:
        layers, width, heads: its shape.
        initialisation: see ``empirics.choices.InitialWeights``; the one-layer decoder has its own
            (``empirics.models.one_layer``), and leaves this at ``loud``.
        learning_rate: AdamW's; betas and epsilon are table 2's.
        weight_decay: AdamW's, and Muon's.
        warmup: steps over which the rate rises linearly from 0; 0 for none.
        batch: sequences a step.
        schedule: the rate after the warm-up: constant, or falling linearly to 0 at the last step.
        decayed: what the weight decay acts on: all parameters, or matrices and embeddings alone.
        precision: of matrix products: float32, tf32 (on a GPU that has it), or bf16 with sums and weights in float32.
        execution: how a step is carried out; ``captured`` replays it as one CUDA graph, ``compiled`` does so with its
            blocks compiled, and both need a GPU.
        architecture: ``gpt2``, or the ``one-layer`` decoder of ``empirics.models.one_layer``.
        optimizer: AdamW on all parameters, or Muon on the one-layer decoder's matrices and AdamW on the rest.
        muon_rate: Muon's learning rate; 0 where there is no Muon.

    Example:
        >>> from empirics.spec import TransformerConfig
        >>> TransformerConfig(layers=2, width=64, heads=4).heads
        4
    """

    layers: int = 1
    width: int = 128
    heads: int = 16
    initialisation: choices.InitialWeights = "loud"
    learning_rate: float = 2e-3
    weight_decay: float = DEFAULT_WEIGHT_DECAY
    warmup: int = 0
    batch: int = 256
    kind: Literal["transformer"] = "transformer"
    schedule: choices.Schedule = later("constant")
    decayed: choices.Decayed = later("all")
    precision: choices.Precision = later("float32")
    execution: choices.Execution = later("eager")
    architecture: choices.Architecture = later("gpt2")
    optimizer: choices.Optimizer = later("adamw")
    muon_rate: float = later(0.0)

    @property
    def least_weights(self) -> int:
        """Return the number of parameters of the attention's four matrices, over all blocks."""
        return 4 * self.layers * self.width**2

    @property
    def description(self) -> str:
        """Say in a few words which model it is, and its optimiser."""
        shape = "one layer" if self.architecture == "one-layer" else f"GPT-2 of {self.layers}"
        return f"{self.kind}, {shape}, {'Muon' if self.optimizer == 'muon' else 'AdamW'}"

    def check(self, supervised: bool) -> None:
        """Raise InputError for a value out of its range."""
        check_fields(self)
        names = ("layers", "width", "heads", "learning_rate", "batch")
        check_positive({name: getattr(self, name) for name in names})
        if self.width % self.heads:
            raise InputError(f"the {self.heads} heads do not divide the width {self.width}")
        for name in ("warmup", "weight_decay", "muon_rate"):
            check_range(name, getattr(self, name), 0, MOST_RATE)
        if (self.muon_rate > 0) != (self.optimizer == "muon"):
            raise InputError(f"muon_rate is positive with Muon and 0 without it, not {self.muon_rate}")
        if self.architecture == "one-layer":
            self._check_one_layer()
        elif self.optimizer == "muon":
            raise InputError("Muon trains the one-layer decoder only")

    def _check_one_layer(self) -> None:
        """Raise InputError for settings that only GPT-2's architecture has."""
        for name, value, only in (
            ("layers", self.layers, 1),
            ("precision", self.precision, "float32"),
            ("decayed", self.decayed, "all"),
            ("initialisation", self.initialisation, "loud"),
            ("execution", self.execution, "eager"),
        ):
            if value != only:
                raise InputError(f"the one-layer decoder has {name} {only}, not {value}; GPT-2's has others")
