"""Algorithms 1, 2 and 3 as printed, as corrected, and as run in practice; and how a run departs from print."""

from __future__ import annotations

from typing import Any

from empirics.spec.config import RunConfig
from empirics.spec.model_config import MAX_EXACT_D, ElmanConfig
from theory.errors import InputError

_TO_THE_LETTER = {"eta": 1.0, "eta_over_sqrt_n": True, "batch": 1}
#: Settings of :class:`empirics.spec.model_config.ElmanConfig` by name. ``printed``: algorithm 1 with the rate of
#: theorem 2. ``corrected``: B of variance 1 and the loss as a mean, without which theorem 3 and end-to-end runs fail.
#: ``practical``: corrected, with a constant rate and batches, which learns in minutes at d = 16.
VARIANTS: dict[str, dict[str, Any]] = {
    "printed": {**_TO_THE_LETTER, "b_variance": "1/m", "normaliser": "printed"},
    "corrected": {**_TO_THE_LETTER, "b_variance": "1", "normaliser": "labels"},
    "practical": {
        "eta": 8.0,
        "eta_over_sqrt_n": False,
        "batch": 64,
        "b_variance": "1",
        "normaliser": "labels",
    },
}


def variant(name: str) -> dict[str, Any]:
    """The settings of a variant; InputError if there is none of this name."""
    if name not in VARIANTS:
        raise InputError(f"no variant is called {name!r}; there are {', '.join(VARIANTS)}")
    return VARIANTS[name]


def departures(config: RunConfig) -> tuple[str, ...]:
    """How a run of the wide net differs from its algorithm as printed; empty if it does not.

    Raises:
        InputError: the run is of another model.
    """
    model = config.model
    if not isinstance(model, ElmanConfig):
        raise InputError("the paper's algorithms 1, 2 and 3 train the recurrent net only")
    found = []
    if model.b_variance != "1/m":
        found.append(f"B of variance {model.b_variance}, printed 1/m")
    if model.normaliser != "printed":
        found.append("loss over T - d + 1, printed T - d")
    if not (model.eta_over_sqrt_n and model.eta == 1):
        rate = f"{model.eta:g}/(m sqrt n)" if model.eta_over_sqrt_n else f"{model.eta:g}/m"
        found.append(f"learning rate {rate}, printed 1/(m sqrt n)")
    if model.algorithm < 3 and model.batch > 1:
        found.append(f"{model.batch} samples a step, printed 1")
    if model.algorithm == 3 and config.samples is None and config.d > MAX_EXACT_D:
        found.append(f"{model.batch} samples a step stand for the expectation")
    if config.samples is not None:
        found.append(f"a fixed sample of {config.samples} inputs; theorem 2 needs fresh ones")
    return tuple(found)
