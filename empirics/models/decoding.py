"""From a model to bits: free running and teacher forcing through one and the same code path.

A model reads tokens one at a time and carries a state: a hidden vector, or keys and values. Both ways of feeding
it go through :meth:`Decoder.prefill` and :meth:`Decoder.advance` with arrays of the same shapes, so that two
runs that were fed the same tokens predict the same bits, to the last one. Lemma 1 compares what *one* function
does on two inputs; with a second code path for one of them, rounding could break the inequality.
"""

from __future__ import annotations

from typing import Any, Protocol

import torch
from torch import Tensor

from theory.tasks.sequence import Bits, Task


class Decoder(Protocol):
    """A causal model read token by token. Scores are s_t of eq 4: positive means y_t = +1."""

    def prefill(self, z: Tensor) -> tuple[Tensor, Any]:
        """Read the tokens z, (n, t) -> the score of step t, (n,), and the state after them."""

    def advance(self, z: Tensor, state: Any) -> tuple[Tensor, Any]:
        """Read one more token, (n,) -> the next score, (n,), and state."""


@torch.no_grad()
def decode(model: Decoder, x: Bits, num_labels: int, forced: Bits | None = None) -> Bits:
    """The bits a model predicts for steps d ... T of eq 15, greedily.

    Args:
        model: the model.
        x: inputs, shape (n, d).
        num_labels: T - d + 1.
        forced: the true bits of all labels, shape (n, T - d + 1), to feed back (training time); if None, the
            model's own predictions are fed back (test time).

    Returns:
        Predicted bits, shape (n, T - d + 1): 1 where the score is positive.
    """
    truth = None if forced is None else torch.from_numpy(forced).long()
    score, state = model.prefill(torch.from_numpy(x).long())
    predicted = [(score > 0).long()]
    for k in range(num_labels - 1):
        fed = predicted[-1] if truth is None else truth[:, k]
        score, state = model.advance(fed, state)
        predicted.append((score > 0).long())
    bits: Bits = torch.stack(predicted, dim=1).to(torch.uint8).numpy()
    return bits


def free_running_bits(model: Decoder, task: Task, x: Bits) -> Bits:
    """Predictions when every predicted bit is fed back, shape (n, T - d + 1)."""
    return decode(model, x, task.num_labels)


def teacher_forced_bits(model: Decoder, task: Task, x: Bits) -> Bits:
    """Predictions when the true bits are fed, shape (n, T - d + 1)."""
    return decode(model, x, task.num_labels, forced=task.labels(x))
