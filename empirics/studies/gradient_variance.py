r"""The variance of the gradient over all parities (eq 80) of a real net, at the start and along a training run.

End to end: the net reads x and its last score is p(x). The gradient of p at every one of the 2^d inputs goes through
one Walsh-Hadamard transform (:mod:`theory.hardness`), in blocks of parameters; the result is exact up to rounding in
float64, nothing is sampled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, get_args

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from empirics.choices import BVariance, InitialWeights, Model
from empirics.models.elman import Elman
from empirics.models.loss import loss_gradient
from empirics.models.transformer import Shape, Transformer
from theory.errors import InputError
from theory.hardness import GradientVariance, gradient_variance
from theory.limits import check_memory, check_range, check_seed
from theory.tasks.cube import all_inputs
from theory.tasks.parity import BitSubsetParity

#: More bits than this would need tens of gigabytes for all inputs' gradients.
MAX_D = 16
#: Full batches of all inputs: at d = 14 and the widths of the command this already takes days.
MOST_STEPS = 1_000_000
#: Parameters transformed together, and inputs whose Transformer gradients are taken together.
COLUMNS, INPUTS = 64, 256


@dataclass(frozen=True, slots=True)
class HardnessConfig:
    """The settings of a measurement.

    Attributes:
        d: number of bits, even, at most 16.
        model: ``rnn`` or ``transformer``.
        width: hidden units m, or the Transformer's width.
        seed: decides weights and target.
        steps: full-batch updates of training on the target.
        evaluations: at how many further points of the run eq 80 is measured.
        b_variance: rnn: variance of B.
        eta: rnn: the learning rate is eta / m.
        layers, heads, initialisation, learning_rate: those of the Transformer, trained with AdamW.
    """

    d: int
    model: Model
    width: int
    seed: int = 27
    steps: int = 0
    evaluations: int = 1
    b_variance: BVariance = "1"
    eta: float = 4.0
    layers: int = 1
    heads: int = 4
    initialisation: InitialWeights = "loud"
    learning_rate: float = 2e-3

    def __post_init__(self) -> None:
        if self.model not in get_args(Model):
            raise InputError(f'the models are "rnn" and "transformer", not {self.model!r}')
        if self.d % 2 or not 2 <= self.d <= MAX_D:
            raise InputError(
                f"d = {self.d}: all targets at all inputs go to d = {MAX_D}, and d is even and at least 2"
            )
        check_range("width", self.width, 1)
        check_range("steps", self.steps, 0, MOST_STEPS)
        check_range("evaluations", self.evaluations, 1)
        if self.evaluations > max(1, self.steps):
            raise InputError(
                f"evaluations = {self.evaluations:,}, but steps = {self.steps:,}: training is measured at most once a "
                "step; give more steps (--steps, in Python steps=)"
            )
        check_seed(self.seed)
        weights = self.width**2 * (1 if self.model == "rnn" else 4 * self.layers)
        check_memory(f"{self.model} of width {self.width:,}", 8 * weights)


@dataclass(frozen=True, slots=True)
class Point:
    """Eq 80 at one step of a run.

    Attributes:
        step: updates done.
        gradient_variance: Var(H, F, w), over all targets.
        mean_square_gradient: E_x ||grad p||^2.
        ratio: |H| Var / E||grad p||^2; lemma 14 with the logistic loss says at most 1/4.
        moved: share of targets whose gradient is further than Var^(1/3) from the mean (lemma 12: at most Var^(1/3)).
        error: zero-one error on the target being trained, over all inputs.
        distance: Euclidean distance of the trained parameters from their start.
    """

    step: int
    gradient_variance: float
    mean_square_gradient: float
    ratio: float
    moved: float
    error: float
    distance: float


@dataclass(frozen=True, slots=True)
class Hardness:
    """A measurement: its configuration, the size of the class, the number of parameters and the points of the run."""

    config: HardnessConfig
    class_size: int
    parameters: int
    points: tuple[Point, ...]

    def as_dict(self) -> dict[str, Any]:
        """The JSON object: the last point's numbers, and the whole run."""
        last = self.points[-1]
        return {
            "d": self.config.d,
            "class_size": self.class_size,
            "gradient_variance": last.gradient_variance,
            "mean_square_gradient": last.mean_square_gradient,
            "ratio": last.ratio,
            "parameters": self.parameters,
            "config": asdict(self.config),
            "points": [asdict(point) for point in self.points],
        }


def variance_along_training(config: HardnessConfig) -> Hardness:
    """Train on one random parity, full batch, and measure eq 80 over all parities on the way."""
    subject = _ElmanSubject(config) if config.model == "rnn" else _TransformerSubject(config)
    stops = sorted({round(k * config.steps / config.evaluations) for k in range(config.evaluations + 1)})
    points, done = [], 0
    for stop in stops:
        for _ in range(stop - done):
            subject.update()
        done = stop
        found = gradient_variance(subject.gradient_blocks(), config.d)
        points.append(_point(done, found, subject))
    return Hardness(config, found.class_size, subject.parameters, tuple(points))


def _point(step: int, found: GradientVariance, subject: _ElmanSubject | _TransformerSubject) -> Point:
    variance = float(found.variance)
    wrong = (subject.scores() > 0) != (subject.labels[:, 0] == 1)
    return Point(
        step,
        variance,
        float(found.mean_square_gradient),
        float(found.ratio),
        found.moved(variance ** (1 / 3)) / found.class_size,
        float(wrong.double().mean()),
        subject.distance(),
    )


def _target_labels(config: HardnessConfig, z: Tensor) -> Tensor:
    task = BitSubsetParity.random(config.d, config.seed, supervised=False)
    return torch.from_numpy(task.labels(z.numpy().astype(np.uint8)))


class _ElmanSubject:
    """Algorithm 3 with exact gradients on the wide net: only W is trained."""

    def __init__(self, config: HardnessConfig) -> None:
        self.z = torch.from_numpy(all_inputs(config.d)).long()
        self.labels = _target_labels(config, self.z)
        self.net = Elman.initialise(config.width, config.b_variance, config.seed, torch.float64)
        self.start = self.net.W.clone()
        self.rate = config.eta / config.width
        self.parameters = config.width**2

    def update(self) -> None:
        hidden = self.net.hidden(self.z)
        slopes = loss_gradient(self.net.scores_of(hidden[1:]), self.labels, "labels")
        self.net.W -= self.rate * self.net.gradient(hidden, slopes)

    def scores(self) -> Tensor:
        return self.net.hidden(self.z)[-1] @ self.net.B

    def distance(self) -> float:
        return float((self.net.W - self.start).norm())

    def gradient_blocks(self) -> Iterator[NDArray[np.float64]]:
        """One row of W at a time: sum over t of delta_t[i] h_(t-1), (2^d, m)."""
        deltas, states = (part.split(len(self.z)) for part in self.net.factors(self.net.hidden(self.z)))
        for i in range(len(self.net.B)):
            block = torch.zeros_like(states[0])
            for delta, state in zip(deltas, states, strict=True):
                block.addcmul_(delta[:, i, None], state)
            yield block.numpy()


class _TransformerSubject:
    """Full-batch AdamW on the decoder: all parameters are trained."""

    def __init__(self, config: HardnessConfig) -> None:
        self.z = torch.from_numpy(all_inputs(config.d)).long()
        self.labels = _target_labels(config, self.z)
        shape = Shape(config.layers, config.width, config.heads, config.d)
        self.net = Transformer.initialise(shape, config.initialisation, config.seed).double()
        self.start = [p.detach().clone() for p in self.net.parameters()]
        self.optimiser = torch.optim.AdamW(self.net.parameters(), lr=config.learning_rate, weight_decay=0.0)
        self.parameters = sum(p.numel() for p in self.net.parameters())

    def update(self) -> None:
        self.optimiser.zero_grad()
        for rows in torch.arange(len(self.z)).split(4096):
            signs = self.labels[rows, 0].double() * 2 - 1
            scores = self.net.scores(self.z[rows], last=1)[:, 0]
            (torch.nn.functional.softplus(-signs * scores).sum() / len(self.z)).backward()
        self.optimiser.step()

    @torch.no_grad()
    def scores(self) -> Tensor:
        return torch.cat([self.net.scores(rows, last=1)[:, 0] for rows in self.z.split(4096)])

    def distance(self) -> float:
        pairs = zip(self.net.parameters(), self.start, strict=True)
        return float(sum(float(((p.detach() - q) ** 2).sum()) for p, q in pairs)) ** 0.5

    def gradient_blocks(self) -> Iterator[NDArray[np.float64]]:
        """All inputs' gradients, then some columns at a time, (2^d, columns)."""
        from torch.func import functional_call, grad, vmap
        from torch.nn.attention import SDPBackend, sdpa_kernel

        weights = {name: p.detach() for name, p in self.net.named_parameters()}

        def last_score(parameters: dict[str, Tensor], tokens: Tensor) -> Tensor:
            logits, _ = functional_call(self.net, parameters, (tokens[None],), {"last": 1})
            score: Tensor = logits[0, -1, 1] - logits[0, -1, 0]
            return score

        gradients = vmap(grad(last_score), in_dims=(None, 0))
        table = np.empty((len(self.z), self.parameters))
        with sdpa_kernel(SDPBackend.MATH):  # the fused kernel has no rule for a batch of gradients
            for start in range(0, len(self.z), INPUTS):
                found = gradients(weights, self.z[start : start + INPUTS])
                parts = [found[name].reshape(-1, weights[name].numel()) for name in weights]
                table[start : start + INPUTS] = torch.cat(parts, dim=1).numpy()
        for start in range(0, self.parameters, COLUMNS):
            yield table[:, start : start + COLUMNS]
