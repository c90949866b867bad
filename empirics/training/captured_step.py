"""A training step recorded once as a CUDA graph and replayed: one launch a step, however many kernels it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

#: Steps before the recording, in which libraries choose their kernels and take their memory.
WARM_UP = 3


class CapturedStep:
    """A step on tokens and labels of one shape. It has not been run on a GPU yet."""

    def __init__(
        self, step: Callable[[Tensor, Tensor], Tensor], changed: Sequence[Tensor], z: Tensor, labels: Tensor
    ) -> None:
        """Record ``step``, which changes the tensors ``changed`` in place and no others; they end as they began."""
        self.shape = z.shape
        # A graph reads and writes the addresses that it saw: inputs are copied to these.
        self._z, self._labels = z.clone(), labels.clone()
        before = [tensor.clone() for tensor in changed]
        aside = torch.cuda.Stream()
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            for _ in range(WARM_UP):
                step(self._z, self._labels)
        torch.cuda.current_stream().wait_stream(aside)
        self._graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self._graph):
            self._loss = step(self._z, self._labels)
        for tensor, kept in zip(changed, before, strict=True):
            tensor.copy_(kept)

    def __call__(self, z: Tensor, labels: Tensor) -> Tensor:
        """One step; the loss before it, on the GPU; the next step writes to the same place."""
        self._z.copy_(z)
        self._labels.copy_(labels)
        self._graph.replay()
        return self._loss
