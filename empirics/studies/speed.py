"""The time of a training step of the Transformer, compared with its matrix products and usual implementations."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from empirics.models.captured import Captured
from empirics.models.loss import loss
from empirics.models.prefix_tree import PrefixTree
from empirics.models.transformer import VOCABULARY, Shape
from empirics.spec.bert_base import bert_base
from empirics.spec.config import RunConfig
from empirics.spec.model_config import TransformerConfig
from empirics.training.adamw import AdamW
from empirics.training.devices import prepare_device, set_precision
from empirics.training.inputs import Batches, inputs_of
from empirics.training.module_learner import BETAS, EPSILON
from theory.errors import InputError

#: A matrix product of a linear layer: rows, inputs, outputs.
Product = tuple[int, int, int]
#: Side of the square product that stands for a GPU's peak.
PEAK_SIDE = 8192
#: Forward, and backward in the input and in the weight.
PASSES = 3
#: Bytes that AdamW moves for a parameter in single precision: it reads the parameter, its gradient and both moments,
#: and writes the parameter and the moments.
OPTIMISER_BYTES = 28
#: Bytes that are copied to measure the bandwidth of memory: far more than caches hold.
COPIED_BYTES = {"cuda": 1 << 31, "cpu": 1 << 28}
#: Calls between two events on a GPU, so that the launch of one overlaps with another where possible.
CALLS = 10


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds of a training step of one batch, the best of several; all in the same run, in turn.

    Attributes:
        d: input bits.
        batch: sequences.
        tokens: the tokens in the batch.
        read: tokens that the step computes: every distinct prefix once, or all.
        seconds: the seconds of our step.
        matrix_seconds: the seconds of the step's matrix products alone: on a CPU each shape timed separately; on a GPU
            all of them in one graph, each with a weight of its own.
        flops: operations of these products, two a multiplication.
        peer_seconds: the seconds of ``transformers``' GPT-2 with torch's AdamW as they come; None where it was not
            timed.
        tuned_seconds: the seconds of the same compiled, with the fused AdamW and no cache; None where it was not timed.
        parameters: the number of parameters of the model.
        card: the rates of the device.
    """

    d: int
    batch: int
    tokens: int
    read: int
    seconds: float
    matrix_seconds: float
    flops: float
    peer_seconds: float | None
    tuned_seconds: float | None
    parameters: int
    card: Card

    @property
    def over_matrix_rate(self) -> float:
        """The time of a step over that of its products alone."""
        return self.seconds / self.matrix_seconds

    @property
    def limit_seconds(self) -> float:
        """Return the time of a step's products one after the other and of AdamW's bytes at the speed of a copy.

        Attention, norms and all other parts of a step are left out.
        """
        return self.matrix_seconds + OPTIMISER_BYTES * self.parameters / self.card.bytes_a_second

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON object for ``--json``."""
        peak = self.card.flops_a_second

        def use(seconds: float | None) -> float | None:
            return None if peak is None or seconds is None else self.flops / seconds / peak

        return {
            "d": self.d,
            "batch": self.batch,
            "tokens": self.tokens,
            "tokens_read": self.read,
            "steps_a_second": 1 / self.seconds,
            "tokens_a_second": self.tokens / self.seconds,
            "seconds_over_matrix_products": self.over_matrix_rate,
            "milliseconds_at_the_limit": 1000 * self.limit_seconds,
            "seconds_over_the_limit": self.seconds / self.limit_seconds,
            "transformers_steps_a_second": _over(1, self.peer_seconds),
            "times_faster_than_transformers": _over(self.peer_seconds, self.seconds),
            "times_faster_than_transformers_tuned": _over(self.tuned_seconds, self.seconds),
            "matrix_flops_a_step": self.flops,
            "model_flop_use": use(self.seconds),
            "transformers_model_flop_use": use(self.peer_seconds),
        }


def _over(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one / other


@dataclass(frozen=True, slots=True)
class Card:
    """The rates of a device, each measured separately.

    Attributes:
        bytes_a_second: read and written by a large copy.
        flops_a_second: of a large matrix product in the precision that is measured; None on a CPU.
    """

    bytes_a_second: float
    flops_a_second: float | None


def card(device: str, precision: str) -> Card:
    """Measure a device: a copy of :data:`COPIED_BYTES`, and on a GPU a product of side :data:`PEAK_SIDE`."""
    set_precision(precision)
    size = COPIED_BYTES[device]
    source = torch.empty(size, dtype=torch.uint8, device=device)
    target = torch.empty_like(source)
    if device == "cpu":
        (copying,) = _seconds([lambda: target.copy_(source)], 5, device)
        return Card(2 * size / copying, None)
    side = (PEAK_SIDE, PEAK_SIDE, PEAK_SIDE)
    works = [lambda: target.copy_(source), _product(side, device, precision)]
    copying, multiplying = _seconds(works, 5, device)
    return Card(2 * size / copying, PASSES * 2.0 * PEAK_SIDE**3 / multiplying)


def timed_run(
    d: int,
    supervised: bool,
    device: str,
    precision: str,
    *,
    execution: str = "eager",
    repeat: int = 5,
    shape: Shape | None = None,
) -> RunConfig:
    """Return the paper's run for d bits as :func:`time_step` takes it; InputError if there is no such run.

    Args:
        d: input bits.
        supervised: with intermediate labels.
        device: cpu or cuda.
        precision: see :class:`TransformerConfig`; the peers multiply in the same.
        execution: see :class:`TransformerConfig`.
        repeat: timings of each, of which the best counts: the steps of the run.
        shape: another size of the decoder.
    """
    paper = bert_base(d, supervised)
    assert isinstance(paper.model, TransformerConfig)
    model = replace(paper.model, precision=precision, execution=execution)  # type: ignore[arg-type]
    if shape is not None:
        model = replace(model, layers=shape.layers, width=shape.width, heads=shape.heads)
    return replace(paper, model=model, steps=repeat, device=device)  # type: ignore[arg-type]


def time_step(config: RunConfig, *, peers: Sequence[str] = ("eager",), of_card: Card | None = None) -> Speed:
    """Time a step of a run of :func:`timed_run`.

    Args:
        config: the run.
        peers: which of ``eager`` and ``tuned`` are timed beside it; see :class:`Speed`.
        of_card: the result of :func:`card`, so that it is not measured again for every d.

    Raises:
        InputError: there is no GPU, no ``transformers``, or no such task.
    """
    model, task, device = config.model, config.task, config.device
    assert isinstance(model, TransformerConfig)
    prepare_device(device)
    z, labels = Batches(task, inputs_of(config).training, config).of(1)
    learner = AdamW(model, task.sequence_length, config.seed, config.steps, device)
    products = _products(model, z, labels.shape[1], whole=learner.fixed)
    steps: dict[str, Callable[[], object]] = {"ours": lambda: learner.step(z, labels, 1)}
    for name in peers:
        steps[name] = partial(_peer(model, task.sequence_length, device, tuned=name == "tuned"), z, labels)
    alone: list[tuple[int, Callable[[], object]]]
    if device == "cpu":
        alone = [(count, _product(product, device, model.precision)) for product, count in products.items()]
    else:
        alone = [(1, _in_one_graph(products, device, model.precision))]
    found = _seconds([*steps.values(), *(work for _, work in alone)], config.steps, device)
    times = dict(zip(steps, found, strict=False))
    return Speed(
        config.d,
        len(z),
        z.numel(),
        z.numel() if learner.fixed else len(PrefixTree.of(z)),
        times["ours"],
        sum(count * seconds for (count, _), seconds in zip(alone, found[len(steps) :], strict=True)),
        PASSES * sum(2.0 * n * a * b * count for (n, a, b), count in products.items()),
        times.get("eager"),
        times.get("tuned"),
        sum(parameter.numel() for parameter in learner.model.parameters()),
        of_card or card(device, model.precision),
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
    """Return a function that computes a layer's three products."""
    n, a, b = product
    dtype = torch.bfloat16 if precision == "bf16" else torch.float32
    x, w, g = (torch.randn(size, device=device, dtype=dtype) for size in ((n, a), (b, a), (n, b)))
    bias = torch.zeros(b, device=device, dtype=dtype)
    return lambda: (F.linear(x, w, bias), g @ w, g.T @ x)


def _in_one_graph(products: Counter[Product], device: str, precision: str) -> Callable[[], object]:
    """Return all products of a step, each with weights of its own, recorded as one graph."""
    works = [_product(product, device, precision) for product in products.elements()]

    def all_of_them() -> tuple[Tensor, ...]:
        for work in works:
            work()
        return ()

    return Captured[tuple[Tensor, ...]](all_of_them, ())


def peer_of(shape: Shape) -> Any:
    """Return ``transformers``' GPT-2 of a shape, without dropout; InputError where the package is missing."""
    try:
        from transformers import GPT2Config, GPT2LMHeadModel
    except ImportError:
        raise InputError(
            "the package transformers is not installed; the step is compared with it: pip install"
            " transformers"
        ) from None
    config = GPT2Config(
        vocab_size=VOCABULARY,
        n_positions=shape.context,
        n_embd=shape.width,
        n_layer=shape.layers,
        n_head=shape.heads,
        resid_pdrop=0.0,
        embd_pdrop=0.0,
        attn_pdrop=0.0,
        bos_token_id=0,
        eos_token_id=0,
    )
    return GPT2LMHeadModel(config)


def _peer(
    model: TransformerConfig, sequence_length: int, device: str, *, tuned: bool = False
) -> Callable[[Tensor, Tensor], object]:
    """Return a step of ``transformers``' GPT-2 on the same tokens, as it comes or ``tuned`` as a user would."""
    net = peer_of(Shape(model.layers, model.width, model.heads, sequence_length)).to(device)
    optimizer = torch.optim.AdamW(
        net.parameters(),
        lr=model.learning_rate,
        betas=BETAS,
        eps=EPSILON,
        weight_decay=model.weight_decay,
        fused=tuned or None,
    )
    forward = torch.compile(net, dynamic=False) if tuned else net

    def step(z: Tensor, labels: Tensor) -> None:
        with torch.autocast(z.device.type, torch.bfloat16, enabled=model.precision == "bf16"):
            logits = (forward(z, use_cache=False) if tuned else forward(z)).logits
        value = loss(logits[..., 1] - logits[..., 0], labels, "labels")
        optimizer.zero_grad()
        value.backward()
        optimizer.step()

    return step


def clock_of(device: str) -> str:
    """Return the clock: one thread is timed by its processor time, on which other processes have less influence."""
    return "processor" if device == "cpu" and torch.get_num_threads() == 1 else "wall"


def _seconds(works: list[Callable[[], object]], repeat: int, device: str) -> list[float]:
    """The best time of each, after one that does not count; in turn, so that a busy moment affects all of them."""

    clock = time.process_time if clock_of(device) == "processor" else time.perf_counter

    def once(work: Callable[[], object]) -> float:
        if device == "cuda":
            return _seconds_on_the_gpu(work)
        began = clock()
        work()
        return clock() - began

    for work in works:
        once(work)
    rounds = [[once(work) for work in works] for _ in range(repeat)]
    return [min(times) for times in zip(*rounds, strict=True)]


def _seconds_on_the_gpu(work: Callable[[], object]) -> float:
    """The time of one of :data:`CALLS` calls, by the GPU's own clock."""
    began, ended = (torch.cuda.Event(enable_timing=True) for _ in range(2))
    torch.cuda.synchronize()
    began.record()
    for _ in range(CALLS):
        work()
    ended.record()
    torch.cuda.synchronize()
    return began.elapsed_time(ended) / 1000 / CALLS
