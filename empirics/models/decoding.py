"""From a model to bits: free running and teacher forcing through one and the same code path.

A model reads tokens one at a time and carries a state: a hidden vector, or keys and values. Both ways of feeding are
decoded together, and where an input has been fed the same tokens both ways it is one row: two runs that were fed the
same tokens predict the same bits, to the last one. Lemma 1 compares what *one* function does on two inputs; with
a second computation for one of them, rounding could break the inequality.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from theory.tasks.sequence import Bits, Task

#: Inputs decoded at a time: a decoder of BERT-base size keeps 0.07 MB a token. They are sorted first, so that
#: inputs that share a prefix are decoded together.
INPUTS_AT_A_TIME = 256


class Decoder(Protocol):
    """A causal model read token by token. Scores are s_t of eq 4: positive means y_t = +1."""

    def prefill(self, z: Tensor) -> tuple[Tensor, Any]:
        """Read the tokens z, (n, t) -> the score of step t, (n,), and the state after them."""

    def advance(self, z: Tensor, state: Any, rows: Tensor) -> tuple[Tensor, Any]:
        """Read one more token: token z[i], (k,), after row rows[i] of the state -> the scores, (k,), and the state."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a model says of n inputs, step by step for t = d ... T.

    Attributes:
        free: bits predicted when every predicted bit is fed back (test time), (n, T - d + 1).
        forced: bits predicted when the true bits are fed (training time).
        forced_scores: the scores behind ``forced``.
    """

    free: Bits
    forced: Bits
    forced_scores: NDArray[np.floating[Any]]


@torch.no_grad()
def decode(model: Decoder, task: Task, x: Bits, device: str = "cpu") -> Decoded:
    """Decode inputs of shape (n, d) greedily, both ways: a bit is 1 where its score is positive."""
    order = np.lexsort(x.T[::-1])
    free = np.empty((len(x), task.num_labels), dtype=np.uint8)
    scores = np.empty((len(x), task.num_labels))
    for start in range(0, len(x), INPUTS_AT_A_TIME):
        rows = order[start : start + INPUTS_AT_A_TIME]
        inputs, truth = (torch.from_numpy(bits).to(device).long() for bits in (x[rows], task.labels(x[rows])))
        predicted, heard = _both_ways(model, inputs, truth)
        free[rows], scores[rows] = predicted.cpu().numpy(), heard.double().cpu().numpy()
    return Decoded(free, (scores > 0).astype(np.uint8), scores)


def _both_ways(model: Decoder, x: Tensor, truth: Tensor) -> tuple[Tensor, Tensor]:
    """Tokens (n, d) and true labels (n, k) -> the bits predicted freely and the scores when forced, (n, k) each."""
    score, state = model.prefill(x)
    # The row of the state that holds each input's sequence, free running and teacher forced.
    free = forced = torch.arange(len(x), device=x.device)
    predicted, heard = [], []
    for k in range(truth.shape[1]):
        predicted.append((score[free] > 0).long())
        heard.append(score[forced])
        if k + 1 < truth.shape[1]:
            fed = torch.cat([2 * free + predicted[-1], 2 * forced + truth[:, k]])
            # On a GPU nothing waits for the host to count rows: there every input keeps two.
            distinct, index = (
                torch.unique(fed, return_inverse=True)
                if fed.device.type == "cpu"
                else (fed, torch.arange(len(fed), device=fed.device))
            )
            score, state = model.advance(distinct % 2, state, distinct // 2)
            free, forced = index.split(len(x))
    return torch.stack(predicted, dim=1), torch.stack(heard, dim=1)
