"""What can be said of the GPU's path without a GPU: the step that would be captured, and the capture's bookkeeping."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from empirics.models.decoding import _both_ways, decode
from empirics.runs.model_config import TransformerConfig
from empirics.training import captured_step
from empirics.training.adamw import AdamW
from empirics.training.loss import loss
from theory.tasks.parity import BitSubsetParity

TASK = BitSubsetParity.random(8, seed=1)
CONFIG = TransformerConfig(layers=2, width=32, heads=4, batch=8, warmup=3, learning_rate=1e-2)
#: Operations whose result's shape, or the host, depends on what stands in a tensor: each would make a GPU wait.
WAITING = ("_local_scalar_dense", "nonzero", "unique", "masked_select", "equal", "is_nonzero")


def example(rows: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    x = np.random.default_rng(seed).integers(0, 2, size=(rows, 8), dtype=np.uint8)
    return torch.from_numpy(TASK.teacher_forced(x)).long(), torch.from_numpy(TASK.labels(x))


class Watch(TorchDispatchMode):
    """Notes the names of all operations."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def __torch_dispatch__(
        self, function: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        self.names.add(str(function).split(".")[1])
        return function(*args, **(kwargs or {}))

    def waiting(self) -> list[str]:
        return [name for name in self.names if any(part in name for part in WAITING)]


class Stream:
    """Stands for CUDA's streams, and is the context in which they are current."""

    def __enter__(self) -> None: ...
    def __exit__(self, *raised: object) -> None: ...
    def wait_stream(self, other: Stream) -> None: ...


class Graph:
    """Stands for a CUDA graph. Recording runs the step, as a capture does not; it is undone as the warm-up is."""

    replays: Callable[[], None]

    def replay(self) -> None:
        self.replays()


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parts of torch.cuda that a capture needs, played on the CPU."""
    cuda = captured_step.torch.cuda
    monkeypatch.setattr(cuda, "Stream", Stream)
    monkeypatch.setattr(cuda, "current_stream", Stream)
    monkeypatch.setattr(cuda, "stream", lambda stream: stream)
    monkeypatch.setattr(cuda, "CUDAGraph", Graph)
    monkeypatch.setattr(cuda, "graph", lambda graph: Stream())


def played(monkeypatch: pytest.MonkeyPatch, learner: AdamW) -> None:
    """Replaying writes the step's loss where the recorded one stands, from the inputs that the graph holds."""
    update, original = learner._update, captured_step.CapturedStep.__call__

    def replay(self: captured_step.CapturedStep, z: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        self._graph.replays = lambda: self._loss.copy_(update(self._z, self._labels))
        return original(self, z, labels)

    monkeypatch.setattr(captured_step.CapturedStep, "__call__", replay)


@pytest.mark.usefixtures("graph")
def test_replayed_steps_are_the_steps_and_warming_up_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    captured = AdamW(CONFIG, TASK.sequence_length, seed=2, steps=9, capture=True)
    plain = AdamW(CONFIG, TASK.sequence_length, seed=2, steps=9, capture=True)
    played(monkeypatch, captured)
    losses = []
    for number in range(1, 6):
        z, labels = example(8, number)
        for group in plain.optimizer.param_groups:
            group["lr"].fill_(plain.rate(number))
        losses.append(captured.step(z, labels, number))
        assert torch.equal(losses[-1], plain._update(z, labels))
    assert (
        len({float(value) for value in losses}) == 5
    )  # each is its own, though the graph has one place for it
    mine, other = captured.tensors(), plain.tensors()
    assert all(torch.equal(mine[name], other[name]) for name in other)
    assert float(mine["optimizer.step.norm.weight"]) == 5


def test_a_captured_step_never_waits_for_the_host() -> None:
    z, labels = example(8, 3)
    learner = AdamW(CONFIG, TASK.sequence_length, seed=2, steps=9, capture=True)
    with Watch() as watch:
        learner._update(z, labels)
    assert {"_fused_adamw_", "gelu_backward"} <= watch.names  # it saw the whole step
    assert watch.waiting() == []
    with Watch() as watch:
        learner.optimizer.param_groups[0]["lr"].item()
    assert watch.waiting() == ["_local_scalar_dense"]  # it would have seen one


def test_reading_every_token_and_reading_prefixes_once_make_the_same_steps() -> None:
    whole, shared = (
        AdamW(CONFIG, TASK.sequence_length, seed=2, steps=9, capture=capture) for capture in (True, False)
    )
    for number in range(1, 4):
        z, labels = example(20, number)
        for group in whole.optimizer.param_groups:
            group["lr"].fill_(whole.rate(number))
        torch.testing.assert_close(whole._update(z, labels), shared.step(z, labels, number))


def test_the_step_compiles_as_one_graph_to_the_same_gradient() -> None:
    model = AdamW(
        replace(CONFIG, precision="bf16"), TASK.sequence_length, seed=2, steps=9, capture=True
    ).model
    z, labels = example(8, 3)
    # Without a code generator: what a GPU adds to this is the kernels. "fullgraph" refuses any break.
    compiled = torch.compile(model.scores, backend="aot_eager", fullgraph=True)
    found = [
        [scores.detach(), *torch.autograd.grad(loss(scores, labels, "labels"), list(model.parameters()))]
        for scores in (compiled(z, labels.shape[1]), model.scores(z, labels.shape[1]))
    ]
    assert all(torch.equal(one, other) for one, other in zip(*found, strict=True))


def test_the_model_and_its_decoding_use_one_device_alone() -> None:
    # Tensors on "meta" have shapes and no values: anything on another device, or any look at a value, raises.
    model = AdamW(CONFIG, TASK.sequence_length, seed=2, steps=9, capture=True).model.to("meta")
    z, labels = (part.to("meta") for part in example(8, 3))
    assert model.scores(z, last=labels.shape[1]).shape == labels.shape
    score, state = model.prefill(z[:, :8])
    score, state = model.advance(z[:, 8], state, torch.arange(8, device="meta"))
    assert score.shape == (8,)
    assert score.device.type == state[0][0].device.type == "meta"
    free, heard = _both_ways(model, z[:, :8], labels)
    assert free.shape == heard.shape == labels.shape


@pytest.mark.parametrize("precision", ["tf32", "bf16"])
def test_lower_precision_is_close_and_keeps_the_weights_in_single(precision: Any) -> None:
    full, lower = (
        AdamW(replace(CONFIG, precision=p), TASK.sequence_length, seed=2, steps=9)
        for p in ("float32", precision)
    )
    z, labels = example(20, 4)
    exact, rounded = full.step(z, labels, 1), lower.step(z, labels, 1)
    assert {tensor.dtype for tensor in lower.tensors().values()} == {torch.float32}
    torch.testing.assert_close(rounded, exact, rtol=2e-2, atol=1e-3)
    assert bool(torch.equal(rounded, exact)) is (precision == "tf32")  # a processor has no TF32
    x = np.random.default_rng(5).integers(0, 2, size=(9, 8), dtype=np.uint8)
    assert decode(lower.model, TASK, x).free.shape == (9, TASK.num_labels)
