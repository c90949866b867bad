"""What decides a model and its training: the wide Elman net's settings and the Transformer's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from theory.errors import InputError

DEFAULT_WEIGHT_DECAY = 0.01


def later(default: Any) -> Any:
    """A setting that came after the first recorded runs: left out of a record while it holds its default.

    So a run recorded before the setting existed is read, and keeps its name.
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


def check_positive(values: Mapping[str, float]) -> None:
    """Raise InputError unless all are positive."""
    for name, value in values.items():
        if not value > 0:
            raise InputError(f"{name} must be positive, not {value}")


def check_choice(what: str, value: str, choices: tuple[str, ...]) -> None:
    """Raise InputError unless the value is one of the choices."""
    if value not in choices:
        raise InputError(f"{what} is {' or '.join(map(repr, choices))}, not {value!r}".replace("'", '"'))


@dataclass(frozen=True, slots=True)
class ElmanConfig:
    """Algorithm 1 on the wide Elman net.

    Attributes:
        width: m.
        b_variance: ``1/m`` as printed, ``1`` as the kernel of eq 69 needs.
        eta: the learning rate is eta / m, or eta / (m sqrt n) as theorem 2 prints it, n being the number of steps.
        eta_over_sqrt_n: which of the two.
        batch: samples a step; 1 is algorithm 1, more is our departure from it.
        normaliser: ``labels`` divides the loss by T - d + 1, ``printed`` by T - d.
    """

    width: int = 1024
    b_variance: Literal["1/m", "1"] = "1"
    eta: float = 4.0
    eta_over_sqrt_n: bool = False
    batch: int = 32
    normaliser: Literal["labels", "printed"] = "labels"
    kind: Literal["rnn"] = "rnn"

    def check(self, supervised: bool) -> None:
        """Raise InputError for a value out of its range."""
        check_positive({"width": self.width, "eta": self.eta, "batch": self.batch})
        check_choice("the variance of B", self.b_variance, ("1/m", "1"))
        check_choice("the normaliser", self.normaliser, ("labels", "printed"))
        if self.normaliser == "printed" and not supervised:
            raise InputError(
                "eq 4 as printed divides by T - d, which is 0 end to end; use the normaliser labels"
            )


@dataclass(frozen=True, slots=True)
class TransformerConfig:
    """AdamW on the Transformer decoder.

    Attributes:
        layers, width, heads: its shape.
        initialisation: see :data:`empirics.models.transformer.Initialisation`.
        learning_rate, weight_decay: AdamW's; betas and epsilon are table 2's.
        warmup: steps over which the rate rises linearly from 0; 0 for none.
        batch: sequences a step.
    """

    layers: int = 1
    width: int = 128
    heads: int = 16
    initialisation: Literal["gpt2", "loud"] = "loud"
    learning_rate: float = 2e-3
    weight_decay: float = DEFAULT_WEIGHT_DECAY
    warmup: int = 0
    batch: int = 256
    kind: Literal["transformer"] = "transformer"

    def check(self, supervised: bool) -> None:
        """Raise InputError for a value out of its range."""
        names = ("layers", "width", "heads", "learning_rate", "batch")
        check_positive({name: getattr(self, name) for name in names})
        check_choice("the initialisation", self.initialisation, ("gpt2", "loud"))
        if self.width % self.heads:
            raise InputError(f"the {self.heads} heads do not divide the width {self.width}")
        if self.warmup < 0 or self.weight_decay < 0:
            raise InputError("warm-up and weight decay are not negative")
