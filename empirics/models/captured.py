"""Work recorded once as a CUDA graph and replayed: one launch for any number of kernels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import torch
from torch import Tensor

#: Calls before the recording, in which libraries choose their kernels and take their memory.
WARM_UP = 3

Result = TypeVar("Result", Tensor, tuple[Tensor, ...])


class Captured(Generic[Result]):
    """A function of tensors of fixed shapes, recorded as a CUDA graph.

    It may only launch kernels: it may not read a value, and no shape may depend on one.
    """

    def __init__(
        self,
        function: Callable[..., Result],
        inputs: Sequence[Tensor],
        changed: Sequence[Tensor] = (),
        before_recording: Callable[[], None] = lambda: None,
    ) -> None:
        """Record ``function(*inputs)``.

        Args:
            function: the function to record.
            inputs: tensors of the shapes and types that it will always be called with.
            changed: the tensors that it changes in place; their values are restored.
            before_recording: called between the last warm-up and the recording.
        """
        self.shapes = [tensor.shape for tensor in inputs]
        # The recording keeps addresses and not tensors: the function keeps those that it reads beside its inputs.
        self._function: Callable[..., Result] = function
        # A graph reads and writes the addresses that it saw: inputs are copied to these.
        self._inputs = [tensor.clone() for tensor in inputs]
        kept = [tensor.clone() for tensor in changed]
        # Autograd and the libraries remember the stream of the first call, so both happen on one.
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(WARM_UP):
                function(*self._inputs)
            before_recording()
            self._graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(self._graph, stream=stream):
                self._result: Result = function(*self._inputs)
        torch.cuda.current_stream().wait_stream(stream)
        for tensor, old in zip(changed, kept, strict=True):
            tensor.copy_(old)

    def fits(self, inputs: Sequence[Tensor]) -> bool:
        """Return whether the recording is of inputs of these shapes."""
        return self.shapes == [tensor.shape for tensor in inputs]

    def __call__(self, *inputs: Tensor) -> Result:
        """The function's result, in tensors that the next call writes to."""
        for held, given in zip(self._inputs, inputs, strict=True):
            held.copy_(given)
        self._graph.replay()
        return self._result
