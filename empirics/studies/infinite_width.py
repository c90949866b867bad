r"""A net trained on a fixed sample, and its own limit: the same descent with the kernel of m = infinity.

Both begin at the net's f_0 and take the same full-batch steps of eta = ``rate`` / m. They differ for two reasons.
The net's kernel at its start is not the limit's; and it changes during training, which is the error of the net
linearised at its start. In the kernel regime both are small.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch

from empirics.measurements.kernel_regime import kernel_regime, rms
from empirics.models.elman import Elman
from empirics.spec.model_config import ElmanConfig
from empirics.studies.measure import Case, Cases
from empirics.training.algorithm_1 import Algorithm1
from theory.kernel.arc_cosine import Reals
from theory.kernel.descent import descend
from theory.kernel.recursion import joint_kernel
from theory.kernel.regression import draw_inputs
from theory.results.records import Row
from theory.tasks.parity import BitSubsetParity


@dataclass(frozen=True, slots=True)
class Comparison:
    """A net and its limit after the same steps, on inputs outside the sample (root mean squares over their outputs).

    Attributes:
        movement: ||W - W_0||_F / ||W_0||_F.
        kernel_drift: ||H - H_0||_F / ||H_0||_F of the net's own kernel at the last output.
        change: of f - f_0.
        linearisation_error: of f - f_0 - <grad f_0, W - W_0>.
        limit_change: of f - f_0 in the limit.
        distance: between the net's f and the limit's.
        signs_differ: share of outputs on which they disagree.
        training_wrong, limit_training_wrong: share of sample inputs with any output wrong.
        wrong, limit_wrong: the same of the inputs outside.
    """

    movement: float
    kernel_drift: float
    change: float
    linearisation_error: float
    limit_change: float
    distance: float
    signs_differ: float
    training_wrong: float
    limit_training_wrong: float
    wrong: float
    limit_wrong: float


class FixedSample:
    """The distinct ones of some draws, up to 1,024 other inputs, and the limit's kernel from the former to all."""

    def __init__(self, task: BitSubsetParity, samples: int, supervised: bool, seed: int = 0) -> None:
        """Draw the sample and the other inputs.

        Args:
            task: the parity.
            samples: the number of draws.
            supervised: all sub-tasks are outputs; else the answer alone, at step d.
            seed: decides the draw.
        """
        train, test = draw_inputs(task.d, samples, 1024, seed)
        x = np.concatenate([train, test])
        last = task.sequence_length if supervised else task.d
        outputs = range(task.d, last + 1)
        tokens = task.teacher_forced(x)[:, :last]
        self.size, self.outputs = len(train), len(outputs)
        self.z = torch.from_numpy(tokens).long()
        self.labels = task.labels(x)[:, -len(outputs) :]
        self.kernel = joint_kernel(tokens, outputs, others=tokens[: self.size])

    @property
    def signs(self) -> Reals:
        """Return y of all inputs, (N, outputs)."""
        return 2 * self.labels.astype(np.float64) - 1

    def scores(self, net: Elman) -> Reals:
        """Return the net's outputs on all inputs, (N, outputs)."""
        f: Reals = net.scores(self.z)[:, -self.outputs :].double().numpy()
        return f


#: Bits, draws and full-batch steps; for each eta m the widths, and for each width how many seeds.
BITS, SAMPLES, STEPS = 8, 64, 64
RATES: dict[float, dict[int, int]] = {
    1.0: dict.fromkeys((128, 256, 512, 1024, 2048, 4096), 3) | {8192: 1},
    8.0: dict.fromkeys((128, 256, 512, 1024, 2048), 3),
}


def comparisons(_: Path) -> Iterator[Case]:
    """Yield one net a row, with sub-tasks and end to end."""
    for supervised in (True, False):
        sample = FixedSample(BitSubsetParity.random(BITS, 0), SAMPLES, supervised)
        key: Row = {"d": BITS, "supervised": supervised, "samples": SAMPLES, "distinct": sample.size}
        for rate, widths in RATES.items():
            for width, seed in ((width, seed) for width, seeds in widths.items() for seed in range(seeds)):
                case = key | {"rate": rate, "steps": STEPS, "width": width, "seed": seed}
                yield Case(case, partial(_compared, sample, width, seed, rate))


def _compared(sample: FixedSample, width: int, seed: int, rate: float) -> Row:
    return asdict(compare(sample, width, seed, rate=rate, steps=STEPS))


def compare(sample: FixedSample, width: int, seed: int, *, rate: float, steps: int) -> Comparison:
    """Train a net and its limit, ``steps`` full-batch steps each."""
    learner = Algorithm1(ElmanConfig(width=width, eta=rate, batch=sample.size), seed, steps)
    start = Elman(learner.model.W.clone(), learner.model.A, learner.model.B, learner.model.M_0)
    z, bits = sample.z[: sample.size], torch.from_numpy(sample.labels[: sample.size])
    f_0, signs = sample.scores(start), sample.signs
    for number in range(1, steps + 1):
        learner.step(z, bits, number)
    f = sample.scores(learner.model)
    limit = descend(sample.kernel, f_0, signs[: sample.size], rate=rate, steps=steps)
    outside = slice(sample.size, None)
    regime = kernel_regime(start, learner.model, sample.z[outside], sample.outputs)
    wrong, limit_wrong = _any_wrong(f, signs), _any_wrong(limit, signs)
    return Comparison(
        regime.movement,
        regime.kernel_drift,
        regime.change,
        regime.linearisation_error,
        rms(torch.from_numpy((limit - f_0)[outside])),
        rms(torch.from_numpy((f - limit)[outside])),
        float((f * limit <= 0)[outside].mean()),
        float(wrong[: sample.size].mean()),
        float(limit_wrong[: sample.size].mean()),
        float(wrong[outside].mean()),
        float(limit_wrong[outside].mean()),
    )


def _any_wrong(f: Reals, signs: Reals) -> Reals:
    """Return 1 for every input with an output of the wrong sign, else 0."""
    return np.asarray((f * signs <= 0).any(axis=1), dtype=np.float64)


RECORDS: dict[str, Cases] = {"wide-net/infinite-width-8": comparisons}
