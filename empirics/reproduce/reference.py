"""Reference results for every machine: a toy trained in double precision on a processor, and digests of seeded draws.

``python -m empirics.reproduce.reference`` computes both and writes ``reference.json``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from empirics.models.decoding import decode
from empirics.models.loss import loss
from empirics.models.transformer import Shape, Transformer
from empirics.reproduce.plan import Cell, cells
from empirics.spec import RunConfig, TransformerConfig
from empirics.training.adamw import AdamW
from empirics.training.inputs import Batches, inputs_of
from theory.files import read_json, replace_json
from theory.reported.table_2 import DATASET_SEEDS
from theory.tasks.parity import BitSubsetParity

REFERENCE = Path(__file__).with_name("reference.json")
#: Two layers, so that the block which layers share and the last one both occur.
TOY = RunConfig(
    16,
    True,
    TransformerConfig(layers=2, width=64, heads=4, batch=32, learning_rate=2e-3, warmup=5),
    steps=20,
    held_out=64,
)
#: Inputs of more bits are too many to draw and digest in a moment.
DIGESTED_BITS = 16


@dataclass(frozen=True, slots=True)
class Trained:
    """A toy run.

    Attributes:
        losses: before each step.
        gradient: the gradient of the first loss, by parameter.
        scores: the scores of its validation inputs after the last step, when fed the truth, (n, labels).
        free: the bits that it predicts there when fed its own, (n, labels).
    """

    losses: list[float]
    gradient: dict[str, Tensor]
    scores: np.ndarray
    free: np.ndarray


def in_double_precision() -> Trained:
    """Train the toy on the processor, in float64."""
    learner = AdamW(TOY.model, TOY.task.sequence_length, TOY.seed, TOY.steps)  # type: ignore[arg-type]
    learner.model.double()
    for state in learner.optimizer.state.values():
        state |= {name: state[name].double() for name in ("exp_avg", "exp_avg_sq")}
    return trained(learner, TOY)


def trained(learner: AdamW, config: RunConfig) -> Trained:
    """Take the steps of the toy with a learner that stands at its start."""
    task, inputs = config.task, inputs_of(config)
    batches = Batches(task, inputs.training, config)
    gradient = first_gradient(learner, *batches.of(1))
    losses = torch.stack([learner.step(*batches.of(k), k) for k in range(1, config.steps + 1)])
    decoded = decode(learner.decoder(), task, inputs.validation, config.device)
    return Trained(
        losses.double().tolist(),
        gradient,
        decoded.forced_scores,
        decoded.free,
    )


def first_gradient(learner: AdamW, z: Tensor, labels: Tensor) -> dict[str, Tensor]:
    """The gradient of the loss on one batch by parameter, in double precision on the processor.

    No part of its computation outlives the call: a graph that is kept binds the parameters to the stream that it was
    made on, and a step can then no longer be captured on another.
    """
    value = loss(learner.scores(z, labels.shape[1]), labels, "labels")
    names, parameters = zip(*learner.model.named_parameters(), strict=True)
    gradient = torch.autograd.grad(value, parameters)
    return {name: part.double().cpu() for name, part in zip(names, gradient, strict=True)}


def summary(found: Trained) -> dict[str, Any]:
    """Return the part of a toy run that is committed."""
    return {
        "losses": found.losses,
        "gradient_norms": {name: float(part.norm()) for name, part in found.gradient.items()},
        "free": [int("".join(map(str, bits)), 2) for bits in found.free],
    }


def digests(of: Iterable[Cell]) -> dict[str, str]:
    """Return digests of the subset of every run, of the inputs where they are few, and of the weights of one."""
    found = {}
    for cell in of:
        for config in cell.configs("cpu", "float32", "eager"):
            name, task = f"{cell.name}, seed {config.seed}", config.task
            if isinstance(task, BitSubsetParity):
                found[f"{name}: subset"] = _sha256(np.asarray(task.subset, dtype=np.int64))
            if cell.d <= DIGESTED_BITS:
                inputs = inputs_of(replace(config, steps=1000))
                found[f"{name}: inputs"] = _sha256(inputs.training, inputs.validation, inputs.test)
    for seed in DATASET_SEEDS:
        model = Transformer.initialise(Shape(2, 64, 4, 8), "gpt2", seed)
        found[f"weights, seed {seed}"] = _sha256(*(p.detach().numpy() for p in model.parameters()))
    return found


def _sha256(*arrays: np.ndarray) -> str:
    sha = hashlib.sha256()
    for array in arrays:
        sha.update(f"{array.dtype} {array.shape}\n".encode())
        sha.update(np.ascontiguousarray(array).tobytes())
    return sha.hexdigest()


def committed() -> dict[str, Any]:
    """The contents of ``reference.json``."""
    found: dict[str, Any] = read_json(REFERENCE)
    return found


if __name__ == "__main__":
    torch.set_num_threads(1)
    document = {**summary(in_double_precision()), "digests": digests(cells())}
    replace_json(REFERENCE, document)
