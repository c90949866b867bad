"""Decoding a model to bits: free running and teacher forcing through the same code path.

A model reads tokens one at a time and carries a state: a hidden vector, or keys and values. Both ways of feeding are
decoded together, and where an input has been fed the same tokens both ways it is one row: two runs that were fed the
same tokens predict exactly the same bits. Lemma 1 compares the values of *one* function on two inputs; with
a second computation for one of them, rounding could break the inequality.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, runtime_checkable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from empirics.models.captured import Captured
from empirics.models.transformer import Room, Transformer
from theory.arguments import check_arguments
from theory.tasks.sequence import Bits, Task

#: Inputs decoded at a time on a CPU: a decoder of BERT-base size keeps 0.07 MB a token. They are sorted first, so that
#: inputs that share a prefix are decoded together.
INPUTS_AT_A_TIME = 256
#: The share of a GPU's memory that the keys and values of the inputs decoded at a time may take; three models train
#: on one GPU and each keeps its own.
MEMORY_SHARE = 1 / 8
#: Numbers held for a token while it is read, as multiples of the width: a perceptron's hidden layer, its input and
#: output, and what attention mixes.
HELD_A_TOKEN = 12


@runtime_checkable
class Decoder(Protocol):
    """A causal model read token by token. Scores are s_t of eq 4: positive means y_t = +1.

    Example:
        >>> from empirics.models import Decoder, Elman
        >>> isinstance(Elman.initialise(8, "1", seed=0), Decoder)
        True
    """

    def prefill(self, z: Tensor) -> tuple[Tensor, Any]:
        """Read the tokens z, (n, t) -> the score of step t, (n,), and the state after them."""

    def advance(self, z: Tensor, state: Any, rows: Tensor) -> tuple[Tensor, Any]:
        """Read one more token: token z[i], (k,), after row rows[i] of the state -> the scores, (k,), and the state."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The predictions of a model for n inputs, step by step for t = d ... T.

    Returned by :func:`decode`.

    Attributes:
        free: bits predicted when every predicted bit is fed back (test time), (n, T - d + 1).
        forced: bits predicted when the true bits are fed (training time).
        forced_scores: the scores behind ``forced``.
    """

    free: Bits
    forced: Bits
    forced_scores: NDArray[np.floating[Any]]


class InPlace:
    """A Transformer decoded on a GPU: two rows an input in a cache of fixed size, without waiting for the host."""

    def __init__(self, model: Transformer, *, capture: bool) -> None:
        """Decode ``model`` with its current weights at each call; with ``capture`` as one recorded graph a shape."""
        self.model, self.capture = model, capture
        self._captured: list[Captured[tuple[Tensor, ...]]] = []

    def both_ways(self, x: Tensor, truth: Tensor) -> tuple[Tensor, ...]:
        """Tokens (n, d), true labels (n, k) -> the bits predicted freely and the scores when forced, (n, k) each."""
        if not self.capture:
            return self._both_ways(x, truth)
        captured = next((one for one in self._captured if one.fits((x, truth))), None)
        if captured is None:
            captured = Captured(self._both_ways, (x, truth))
            self._captured.append(captured)
        return captured(x, truth)

    def _both_ways(self, x: Tensor, truth: Tensor) -> tuple[Tensor, Tensor]:
        n, labels = truth.shape
        score, state = self.model.prefill(x)
        score = score.repeat(2)
        rooms = [Room.holding(held, 2, x.shape[1] + labels - 1) for held in state if labels > 1]
        del state  # as large as half the rooms
        predicted, forced = [], []
        for k in range(labels):
            predicted.append((score[:n] > 0).long())
            forced.append(score[n:])
            if k + 1 < labels:
                score = self.model.extend(torch.cat([predicted[-1], truth[:, k]]), rooms)
        return torch.stack(predicted, dim=1), torch.stack(forced, dim=1)

    def inputs_at_a_time(self, inputs: int, task: Task, memory: int) -> int:
        """Return how many inputs to decode at a time on a device with ``memory`` bytes, in parts of about one size."""
        shape, element = self.model.shape, 2 if self.model.bf16 else self.model.norm.weight.element_size()
        kept = 2 * task.sequence_length * 2 * shape.layers * shape.width * element
        read = task.d * HELD_A_TOKEN * shape.width * self.model.norm.weight.element_size()
        most = max(1, int(MEMORY_SHARE * memory / (kept + read)))
        return -(-inputs // -(-inputs // most))


@torch.no_grad()
@check_arguments
def decode(model: Decoder | InPlace, task: Task, x: Bits, device: str = "cpu") -> Decoded:
    """Decode inputs of shape (n, d) greedily, both ways: a bit is 1 where its score is positive.

    Example:
        >>> import numpy as np
        >>> from empirics.models import Elman, decode
        >>> from theory.tasks import BitSubsetParity
        >>> net = Elman.initialise(64, "1", seed=0)
        >>> decode(net, BitSubsetParity(8, (0, 1, 2, 3)), np.eye(8, dtype=np.uint8)).free.shape
        (8, 3)
    """
    order = np.lexsort(x.T[::-1])
    free = np.empty((len(x), task.num_labels), dtype=np.uint8)
    scores = np.empty((len(x), task.num_labels))
    if isinstance(model, InPlace):
        memory = torch.cuda.get_device_properties(device).total_memory
        size, both_ways = model.inputs_at_a_time(len(x), task, memory), model.both_ways
    else:
        size, both_ways = INPUTS_AT_A_TIME, partial(_both_ways, model)
    for start in range(0, len(x), size):
        rows = order[start : start + size]
        inputs, truth = (torch.from_numpy(bits).to(device).long() for bits in (x[rows], task.labels(x[rows])))
        predicted, forced_scores = both_ways(inputs, truth)
        free[rows], scores[rows] = predicted.cpu().numpy(), forced_scores.double().cpu().numpy()
    return Decoded(free, (scores > 0).astype(np.uint8), scores)


def _both_ways(model: Decoder, x: Tensor, truth: Tensor) -> tuple[Tensor, Tensor]:
    """Tokens (n, d) and true labels (n, k) -> the bits predicted freely and the scores when forced, (n, k) each."""
    score, state = model.prefill(x)
    # The row of the state that holds each input's sequence, free running and teacher forced.
    free = forced = torch.arange(len(x), device=x.device)
    predicted, forced_scores = [], []
    for k in range(truth.shape[1]):
        predicted.append((score[free] > 0).long())
        forced_scores.append(score[forced])
        if k + 1 < truth.shape[1]:
            fed = torch.cat([2 * free + predicted[-1], 2 * forced + truth[:, k]])
            distinct, index = torch.unique(fed, return_inverse=True)
            score, state = model.advance(distinct % 2, state, distinct // 2)
            free, forced = index.split(len(x))
    return torch.stack(predicted, dim=1), torch.stack(forced_scores, dim=1)
