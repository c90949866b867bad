"""A training step of the Transformer against what its matrix products need, and against the usual way to do it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from empirics.models.prefix_tree import PrefixTree
from empirics.models.transformer import VOCABULARY, Shape
from empirics.runs.bert_base import bert_base
from empirics.runs.model_config import TransformerConfig
from empirics.training.adamw import BETAS, EPSILON, AdamW
from empirics.training.devices import prepare_device
from empirics.training.inputs import Batches, inputs_of
from empirics.training.loss import loss
from theory.errors import InputError

#: A matrix product of a linear layer: rows, inputs, outputs.
Product = tuple[int, int, int]
#: Side of the square product that stands for a GPU's peak.
PEAK_SIDE = 8192
#: Forward, and backward in the input and in the weight.
PASSES = 3


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds of a training step of one batch, the best of several; all in the same run, the ways in turn.

    Attributes:
        d: input bits.
        batch: sequences.
        tokens: in the batch.
        read: tokens that the step computes: every distinct prefix once, or all.
        seconds: of our step.
        matrix_seconds: of the step's matrix products alone, each shape timed by itself.
        flops: of these products, two a multiplication.
        peer_seconds: of ``transformers``' GPT-2 with torch's AdamW as they come.
        peak_flops: of a large matrix product, a second; on a GPU only.
    """

    d: int
    batch: int
    tokens: int
    read: int
    seconds: float
    matrix_seconds: float
    flops: float
    peer_seconds: float
    peak_flops: float | None

    @property
    def over_matrix_rate(self) -> float:
        """How many times longer than the products alone."""
        return self.seconds / self.matrix_seconds

    @property
    def faster(self) -> float:
        """How many times faster than the peer."""
        return self.peer_seconds / self.seconds

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "d": self.d,
            "batch": self.batch,
            "tokens": self.tokens,
            "tokens_read": self.read,
            "steps_a_second": 1 / self.seconds,
            "tokens_a_second": self.tokens / self.seconds,
            "seconds_over_matrix_products": self.over_matrix_rate,
            "transformers_steps_a_second": 1 / self.peer_seconds,
            "times_faster_than_transformers": self.faster,
            "matrix_flops_a_step": self.flops,
            "model_flop_use": None
            if self.peak_flops is None
            else self.flops / self.seconds / self.peak_flops,
            "transformers_model_flop_use": None
            if self.peak_flops is None
            else self.flops / self.peer_seconds / self.peak_flops,
        }


def measure(
    d: int, supervised: bool, device: str, precision: str, *, repeat: int = 5, shape: Shape | None = None
) -> Speed:
    """Time a step of the paper's run for d bits.

    Args:
        d: input bits.
        supervised: with intermediate labels.
        device: cpu or cuda.
        precision: see :class:`TransformerConfig`; the peer multiplies in the same.
        repeat: timings of each, of which the best counts.
        shape: another size of the decoder.

    Raises:
        InputError: there is no GPU, no ``transformers``, or no such task.
    """
    prepare_device(device)
    paper = bert_base(d, supervised)
    assert isinstance(paper.model, TransformerConfig)
    model = replace(paper.model, precision=precision)  # type: ignore[arg-type]
    if shape is not None:
        model = replace(model, layers=shape.layers, width=shape.width, heads=shape.heads)
    config = replace(paper, model=model, steps=repeat, device=device)  # type: ignore[arg-type]
    task = config.task
    z, labels = Batches(task, inputs_of(config).training, config).of(1)
    learner = AdamW(model, task.sequence_length, config.seed, config.steps, device)
    peer = _peer(model, task.sequence_length, device)
    products = _products(model, z, labels.shape[1], whole=learner.fixed)
    steps: list[Callable[[], object]] = [
        lambda: learner.step(z, labels, 1),
        lambda: peer(z, labels),
        *(_product(product, device, precision) for product in products),
    ]
    ours, theirs, *alone = _seconds(steps, repeat, device)
    tokens = z.numel()
    return Speed(
        d,
        len(z),
        tokens,
        tokens if learner.fixed else len(PrefixTree.of(z)),
        ours,
        sum(count * seconds for count, seconds in zip(products.values(), alone, strict=True)),
        PASSES * sum(2.0 * n * a * b * count for (n, a, b), count in products.items()),
        theirs,
        None if device == "cpu" else _peak(device, precision),
    )


def _products(model: TransformerConfig, z: Tensor, last: int, *, whole: bool) -> Counter[Product]:
    """The products of a step and how often each occurs; the last block is asked for the last steps only."""
    if whole:
        n, m = z.numel(), last * len(z)
    else:
        tree = PrefixTree.of(z)
        n, m = len(tree), len(tree) - tree.ending(last)
    C = model.width
    found: Counter[Product] = Counter()
    for product in ((n, C, 3 * C), (n, C, C), (n, C, 4 * C), (n, 4 * C, C)):
        found[product] += model.layers - 1
    for product in ((m, C, C), (n, C, 2 * C), (m, C, C), (m, C, 4 * C), (m, 4 * C, C), (m, C, VOCABULARY)):
        found[product] += 1
    return +found


def _product(product: Product, device: str, precision: str) -> Callable[[], object]:
    """A layer's three products."""
    n, a, b = product
    dtype = torch.bfloat16 if precision == "bf16" else torch.float32
    x, w, g = (torch.randn(size, device=device, dtype=dtype) for size in ((n, a), (b, a), (n, b)))
    bias = torch.zeros(b, device=device, dtype=dtype)
    return lambda: (F.linear(x, w, bias), g @ w, g.T @ x)


def _peak(device: str, precision: str) -> float:
    side = (PEAK_SIDE, PEAK_SIDE, PEAK_SIDE)
    (seconds,) = _seconds([_product(side, device, precision)], 5, device)
    return PASSES * 2.0 * PEAK_SIDE**3 / seconds


def _peer(model: TransformerConfig, sequence_length: int, device: str) -> Callable[[Tensor, Tensor], object]:
    """A step of GPT-2 as ``transformers`` has it, from the same tokens."""
    try:
        from transformers import GPT2Config, GPT2LMHeadModel
    except ImportError:
        raise InputError(
            "the package transformers is not installed; it is what the step is timed against"
        ) from None
    net = GPT2LMHeadModel(
        GPT2Config(
            vocab_size=VOCABULARY,
            n_positions=sequence_length,
            n_embd=model.width,
            n_layer=model.layers,
            n_head=model.heads,
            resid_pdrop=0.0,
            embd_pdrop=0.0,
            attn_pdrop=0.0,
            bos_token_id=0,
            eos_token_id=0,
        )
    ).to(device)
    optimizer = torch.optim.AdamW(
        net.parameters(),
        lr=model.learning_rate,
        betas=BETAS,
        eps=EPSILON,
        weight_decay=model.weight_decay,
    )

    def step(z: Tensor, labels: Tensor) -> None:
        with torch.autocast(z.device.type, torch.bfloat16, enabled=model.precision == "bf16"):
            logits = net(z).logits
        value = loss(logits[..., 1] - logits[..., 0], labels, "labels")
        optimizer.zero_grad()
        value.backward()
        optimizer.step()

    return step


def clock_of(device: str) -> str:
    """One thread is timed by what the processor gave it: other processes then matter less."""
    return "processor" if device == "cpu" and torch.get_num_threads() == 1 else "wall"


def _seconds(works: list[Callable[[], object]], repeat: int, device: str) -> list[float]:
    """The best time of each, after one that does not count; in turn, so that a busy moment meets them all."""

    clock = time.process_time if clock_of(device) == "processor" else time.perf_counter

    def once(work: Callable[[], object]) -> float:
        if device == "cuda":
            torch.cuda.synchronize()
        began = clock()
        work()
        if device == "cuda":
            torch.cuda.synchronize()
        return clock() - began

    for work in works:
        once(work)
    rounds = [[once(work) for work in works] for _ in range(repeat)]
    return [min(times) for times in zip(*rounds, strict=True)]
