"""What can be said of the GPU's path without a GPU: the step that would be captured, and the capture's bookkeeping."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
import torch
from torch._dynamo.testing import CompileCounterWithBackend
from torch.utils._python_dispatch import TorchDispatchMode

from empirics.models import captured
from empirics.models.captured import Captured
from empirics.models.decoding import InPlace, decode
from empirics.spec.model_config import TransformerConfig
from empirics.training.adamw import AdamW, forget_compiled
from tests.empirics.examples import example
from theory.tasks.parity import BitSubsetParity

TASK = BitSubsetParity.random(8, seed=1)
EAGER = TransformerConfig(layers=2, width=32, heads=4, batch=8, warmup=3, learning_rate=1e-2)
CONFIG = replace(EAGER, execution="captured")
#: Operations whose result's shape, or the host, depends on what stands in a tensor: each would make a GPU wait.
WAITING = ("_local_scalar_dense", "nonzero", "unique", "masked_select", "equal", "is_nonzero")


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


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parts of torch.cuda that a capture needs, played on the CPU."""
    cuda = captured.torch.cuda
    monkeypatch.setattr(cuda, "Stream", Stream)
    monkeypatch.setattr(cuda, "current_stream", Stream)
    monkeypatch.setattr(cuda, "stream", lambda stream: stream)
    monkeypatch.setattr(cuda, "CUDAGraph", Graph)
    monkeypatch.setattr(cuda, "graph", lambda graph, stream: stream)


def played(monkeypatch: pytest.MonkeyPatch, learner: AdamW) -> None:
    """Replaying writes the step's loss where the recorded one stands, from the inputs that the graph holds."""
    update, original = learner._update, Captured.__call__

    def replay(self: Captured[torch.Tensor], z: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        self._graph.replays = lambda: self._result.copy_(update(*self._inputs))
        return original(self, z, labels)

    monkeypatch.setattr(Captured, "__call__", replay)


@pytest.mark.usefixtures("graph")
def test_replayed_steps_are_the_steps_and_warming_up_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = AdamW(CONFIG, TASK.sequence_length, seed=2, steps=9)
    plain = AdamW(CONFIG, TASK.sequence_length, seed=2, steps=9)
    played(monkeypatch, recorded)
    losses = []
    for number in range(1, 6):
        z, labels = example(8, 8, number)
        for group in plain.optimizer.param_groups:
            group["lr"].fill_(plain.rate(number))
        losses.append(recorded.step(z, labels, number))
        assert torch.equal(losses[-1], plain._update(z, labels))
    assert (
        len({float(value) for value in losses}) == 5
    )  # each is its own, though the graph has one place for it
    mine, other = recorded.tensors(), plain.tensors()
    assert all(torch.equal(mine[name], other[name]) for name in other)
    assert float(mine["optimizer.step.norm.weight"]) == 5


@pytest.mark.usefixtures("graph")
def test_a_recording_keeps_what_its_function_reads() -> None:
    # On a GPU the addresses of a tensor that is gone are read all the same, or end the process.
    weight = torch.ones(3)
    held = weakref.ref(weight)
    recorded: Captured[torch.Tensor] = Captured(partial(torch.mul, weight), (torch.ones(3),))
    del weight
    gc.collect()
    assert held() is not None, recorded


def test_a_captured_step_never_waits_for_the_host() -> None:
    z, labels = example(8, 8, 3)
    learner = AdamW(CONFIG, TASK.sequence_length, seed=2, steps=9)
    with Watch() as watch:
        learner._update(z, labels)
    assert {"_fused_adamw_", "gelu_backward"} <= watch.names  # it saw the whole step
    assert watch.waiting() == []
    with Watch() as watch:
        learner.optimizer.param_groups[0]["lr"].item()
    assert watch.waiting() == ["_local_scalar_dense"]  # it would have seen one


def test_reading_every_token_and_reading_prefixes_once_make_the_same_steps() -> None:
    whole, shared = (AdamW(config, TASK.sequence_length, seed=2, steps=9) for config in (CONFIG, EAGER))
    for number in range(1, 4):
        z, labels = example(8, 20, number)
        for group in whole.optimizer.param_groups:
            group["lr"].fill_(whole.rate(number))
        torch.testing.assert_close(whole._update(z, labels), shared.step(z, labels, number))


@pytest.fixture
def compiler(monkeypatch: pytest.MonkeyPatch) -> Iterator[CompileCounterWithBackend]:
    """Counts what is compiled. No code is generated: what a GPU adds is the kernels."""
    counter, original = CompileCounterWithBackend("aot_eager"), torch.compile
    # "fullgraph" refuses a graph that is broken in two.
    monkeypatch.setattr(torch, "compile", partial(original, backend=counter, fullgraph=True))
    forget_compiled()
    yield counter
    forget_compiled()


#: The compiler looks at the gradients of its inputs and means to silence what torch says of that.
LOOKS_AT_GRADIENTS = pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor")


@LOOKS_AT_GRADIENTS
def test_compiled_blocks_make_the_same_steps(compiler: CompileCounterWithBackend) -> None:
    settings = replace(CONFIG, precision="bf16", layers=4)
    compiled, captured = (
        AdamW(replace(settings, execution=execution), TASK.sequence_length, seed=2, steps=9)
        for execution in ("compiled", "captured")
    )
    for number in range(3):
        z, labels = example(8, 8, number)
        assert torch.equal(compiled._update(z, labels), captured._update(z, labels))
    assert compiler.frame_count == 2  # the block that three layers share, and the last one


@LOOKS_AT_GRADIENTS
def test_every_cell_is_compiled_once_and_none_is_left_uncompiled(compiler: CompileCounterWithBackend) -> None:
    # More shapes than the compiler takes before it gives up in silence.
    sizes = range(8, 8 + torch._dynamo.config.recompile_limit + 2)
    for size in sizes:
        forget_compiled()
        learner = AdamW(replace(CONFIG, execution="compiled", layers=3), size, seed=2, steps=9)
        for seed in range(2):
            z = torch.from_numpy(np.random.default_rng(seed).integers(0, 2, size=(4, size)))
            learner._update(z, z[:, -3:])
    assert compiler.frame_count == 2 * len(sizes)


def test_the_model_and_its_decoding_use_one_device_alone() -> None:
    # Tensors on "meta" have shapes and no values: anything on another device, or any look at a value, raises.
    model = AdamW(CONFIG, TASK.sequence_length, seed=2, steps=9).model.to("meta")
    z, labels = (part.to("meta") for part in example(8, 8, 3))
    assert model.scores(z, last=labels.shape[1]).shape == labels.shape
    score, state = model.prefill(z[:, :8])
    score, state = model.advance(z[:, 8], state, torch.arange(8, device="meta"))
    assert score.shape == (8,)
    assert score.device.type == state[0][0].device.type == "meta"
    free, forced_scores = InPlace(model, capture=False).both_ways(z[:, :8], labels)
    assert free.shape == forced_scores.shape == labels.shape


@pytest.mark.parametrize("precision", ["tf32", "bf16"])
def test_lower_precision_is_close_and_keeps_the_weights_in_single(precision: Any) -> None:
    full, lower = (
        AdamW(replace(EAGER, precision=p), TASK.sequence_length, seed=2, steps=9)
        for p in ("float32", precision)
    )
    z, labels = example(8, 20, 4)
    exact, rounded = full.step(z, labels, 1), lower.step(z, labels, 1)
    assert {tensor.dtype for tensor in lower.tensors().values()} == {torch.float32}
    torch.testing.assert_close(rounded, exact, rtol=2e-2, atol=1e-3)
    assert bool(torch.equal(rounded, exact)) is (precision == "tf32")  # a processor has no TF32
    x = np.random.default_rng(5).integers(0, 2, size=(9, 8), dtype=np.uint8)
    assert decode(lower.model, TASK, x).free.shape == (9, TASK.num_labels)
