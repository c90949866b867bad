"""A decoder of one layer, over tables of (position, token) pairs instead of over sequences.

Before attention a token depends only on itself and its position: in one layer queries, keys and values depend on
(position, token) alone, and T positions and two tokens give 2T rows of them, for every batch. Attention is then a
product of one-hot tokens with the exponentials of the scores. Shapes in comments: B batch, T tokens, L of them asked
for, C width, H heads, D = C / H, and P = 2T pairs, token z at position t being row 2t + z.

It differs from :class:`empirics.models.transformer.Transformer` with one layer in a perceptron as wide as the residual
stream, a head of its own, no final norm and no bias of the keys (which softmax ignores).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from empirics.models.transformer import VOCABULARY, Shape, attend, draw_weights
from theory.errors import InputError

#: Standard deviations at the start: of embeddings, perceptron and head, and of the attention's four matrices. Found by
#: trial at 32 and 64 bits; ``docs/appendix_g/gap.md`` lists the values tried.
DEVIATION, ATTENTION_DEVIATION = 0.1, 0.05
#: The matrices that act on the residual stream, (C, C) each.
MATRICES = ("query", "key", "value", "project", "expand", "contract")
#: The exponentials of the scores in a row that a sequence sees sum to between exp(-below) and T exp(above), by
#: precision. The smallest of them, and what is smaller by one rounding error, are normal numbers: exp(-64) 2^-24 >
#: 2^-126 and exp(-640) 2^-53 > 2^-1022. Upwards there is room for the gradient, which is divided by the sum.
HEADROOM = {torch.float32: (64.0, 40.0), torch.float64: (640.0, 60.0)}


@dataclass(frozen=True, slots=True)
class Tables:
    """The values of the layer before attention, for every (position, token).

    Attributes:
        embedded: the residual stream, (P, C).
        queries, keys, values: (P, H, D) each.
    """

    embedded: Tensor
    queries: Tensor
    keys: Tensor
    values: Tensor

    def scores(self, first: int, end: int) -> Tensor:
        """Scores of the queries at positions ``first`` to ``end`` - 1 with all keys before ``end``: (H, L, 2, 2 end).

        A key after its query has the score -inf.
        """
        queries = self.queries[2 * first : 2 * end].unflatten(0, (-1, VOCABULARY))
        scores = torch.einsum("tzhd,shd->htzs", queries, self.keys[: 2 * end]) / math.sqrt(queries.shape[-1])
        positions = torch.arange(end, device=scores.device)
        late = positions.repeat_interleave(VOCABULARY) > positions[first:, None]
        return scores.masked_fill(late[:, None], -math.inf)


@dataclass(frozen=True, slots=True)
class Seen:
    """The state of decoding: the tokens read so far, (n, t), and the tables that every step shares."""

    tokens: Tensor
    tables: Tables


def least_shown(scores: Tensor) -> Tensor:
    """Return a lower bound, over all sequences, on the largest score that a sequence sees of each row.

    It shows one token of each position, so it sees at least max over s of min over z.

    Args:
        scores: as :meth:`Tables.scores` has them, (H, L, 2, P).

    Returns:
        (H, L, 2, 1).
    """
    return scores.detach().unflatten(-1, (-1, VOCABULARY)).amin(-1).amax(-1, keepdim=True)


def sufficient(scores: Tensor) -> torch.dtype | None:
    """Return a precision, at least that of the scores, that has room for every sequence's exponentials; None if none.

    Args:
        scores: (H, L, 2, P).
    """
    needed = float((scores.detach().amax(-1, keepdim=True) - least_shown(scores)).max())
    for dtype, room in HEADROOM.items():
        if needed <= sum(room) and torch.finfo(dtype).bits >= torch.finfo(scores.dtype).bits:
            return dtype
    return None


class OneLayer(nn.Module):
    """The decoder over the vocabulary {0, 1}; scores are s_t of eq 4."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        if shape.layers != 1:
            raise InputError(f"the one-layer decoder has 1 layer, not {shape.layers}")
        C = shape.width
        self.shape = shape
        self.token = nn.Embedding(VOCABULARY, C)
        self.position = nn.Embedding(shape.context, C)
        self.norm_1 = nn.LayerNorm(C)
        self.query, self.value, self.project = (nn.Linear(C, C) for _ in range(3))
        self.key = nn.Linear(C, C, bias=False)
        self.norm_2 = nn.LayerNorm(C)
        self.expand, self.contract = nn.Linear(C, C), nn.Linear(C, C)
        self.head = nn.Embedding(VOCABULARY, C)

    @classmethod
    def initialise(cls, shape: Shape, seed: int) -> OneLayer:
        """Draw normal weights of :data:`DEVIATION` and :data:`ATTENTION_DEVIATION`; biases are zero, norms one."""
        attention = MATRICES[: MATRICES.index("expand")]
        return draw_weights(
            cls(shape),
            seed,
            lambda name: ATTENTION_DEVIATION if name.removesuffix(".weight") in attention else DEVIATION,
        )

    def tables(self, length: int) -> Tables:
        """The tables of the first ``length`` positions.

        Raises:
            InputError: that is more than the context.
        """
        if length > self.shape.context:
            raise InputError(f"{length} tokens for a context of {self.shape.context}")
        embedded = (self.position.weight[:length, None] + self.token.weight).flatten(0, 1)  # (P, C)
        x = self.norm_1(embedded)
        heads = (part(x).unflatten(-1, (self.shape.heads, -1)) for part in (self.query, self.key, self.value))
        return Tables(embedded, *heads)

    def scores(self, z: Tensor, last: int | None = None) -> Tensor:
        """Scores of the last L steps (or all) for tokens (B, T), sequence by sequence: (B, L)."""
        T = z.shape[1]
        L = last or T
        tables, rows = self.tables(T), _rows(z)
        q, k, v = (
            table[rows[:, T - count :]].transpose(1, 2)  # (B, H, L or T, D)
            for table, count in ((tables.queries, L), (tables.keys, T), (tables.values, T))
        )
        mixed = attend(q, k, v).transpose(1, 2).flatten(2)  # (B, L, C)
        return self._answer(tables.embedded[rows[:, T - L :]], mixed)

    def shared_scores(self, z: Tensor, last: int) -> Tensor:
        """:meth:`scores` by one product of one-hot tokens with the exponentials of the scores: (B, L).

        A row's maximum may belong to tokens that a sequence does not show. Where the exponentials of the scores of its
        own tokens could be too small for single precision they are taken in double precision, and where they could be
        too small for that, attention goes sequence by sequence: see :data:`HEADROOM`.
        """
        T = z.shape[1]
        tables = self.tables(T)
        scores = tables.scores(T - last, T)  # (H, L, 2, P)
        dtype = sufficient(scores)
        if dtype is None:
            return self.scores(z, last)
        embedded = F.embedding(_rows(z)[:, T - last :], tables.embedded)
        return self._answer(embedded, _mixed(z, scores, tables.values, dtype))

    def _answer(self, x: Tensor, mixed: Tensor) -> Tensor:
        """Scores (...) of the residual stream before attention and what the heads gathered, (..., C) each."""
        x = x + self.project(mixed)
        x = x + self.contract(F.gelu(self.expand(self.norm_2(x)), approximate="tanh"))
        return x @ (self.head.weight[1] - self.head.weight[0])

    def prefill(self, z: Tensor) -> tuple[Tensor, Seen]:
        """Read tokens (n, t): the score of step t, (n,), and what was read."""
        seen = Seen(z, self.tables(self.shape.context))
        return self._last_score(seen), seen

    def advance(self, z: Tensor, state: Seen, rows: Tensor) -> tuple[Tensor, Seen]:
        """Read one more token, z[i] after row rows[i] of the state: scores (k,), and what was read."""
        if state.tokens.shape[1] >= self.shape.context:
            raise InputError(f"{state.tokens.shape[1] + 1} tokens for a context of {self.shape.context}")
        seen = replace(state, tokens=torch.cat([state.tokens[rows], z[:, None]], dim=1))
        return self._last_score(seen), seen

    def _last_score(self, seen: Seen) -> Tensor:
        """The score of the last token of each sequence, (n,), with attention as in :meth:`shared_scores`."""
        z, tables = seen.tokens, seen.tables
        t = z.shape[1]
        scores = tables.scores(t - 1, t)  # (H, 1, 2, P)
        values = tables.values[: VOCABULARY * t]
        dtype = sufficient(scores)
        if dtype is None:
            mixed = _softmax_of_shown(z, scores[:, 0], values)
        else:
            mixed = _mixed(z, scores, values, dtype).flatten(1)
        return self._answer(tables.embedded[_rows(z)[:, -1]], mixed)


def _rows(z: Tensor) -> Tensor:
    """The row of each token in the tables, (B, T)."""
    return z + VOCABULARY * torch.arange(z.shape[1], device=z.device)


def _shown(z: Tensor) -> Tensor:
    """The pairs that each sequence shows, as ones among zeros: (B, P)."""
    return F.one_hot(z, VOCABULARY).flatten(1)


def _mixed(z: Tensor, scores: Tensor, values: Tensor, dtype: torch.dtype) -> Tensor:
    """Return the output of the heads for the last L tokens of each sequence, (B, L, C).

    Args:
        z: tokens, (B, T).
        scores: (H, L, 2, P).
        values: (P, H, D).
        dtype: the type of the exponentials and their sums; the result has that of the scores.
    """
    T, (H, L) = z.shape[1], scores.shape[:2]
    below, _ = HEADROOM[dtype]
    # Any shift gives the same quotient; this one keeps sums in range for every sequence.
    shift = torch.minimum(scores.detach().amax(-1, keepdim=True), least_shown(scores) + below)
    weights = (scores - shift).to(dtype).exp()
    # A column of ones sums the weights.
    extended = torch.cat([values, values.new_ones(*values.shape[:2], 1)], dim=-1).to(dtype)  # (P, H, D + 1)
    products = torch.einsum("htzs,shd->szthd", weights, extended)  # (P, 2, L, H, D + 1)
    sums = (_shown(z).to(dtype) @ products.flatten(1)).view(len(z), VOCABULARY, L, H, -1)
    own = z[:, T - L :, None, None].bool()
    sums = torch.where(own, sums[:, 1], sums[:, 0])  # (B, L, H, D + 1)
    return (sums[..., :-1] / sums[..., -1:]).flatten(2).to(scores.dtype)


def _softmax_of_shown(z: Tensor, scores: Tensor, values: Tensor) -> Tensor:
    """Return the output of the heads for the last token alone, (n, C), by a softmax over the tokens read.

    Scores are (H, 2, P).
    """
    rows = scores.transpose(0, 1)[z[:, -1]].masked_fill(_shown(z)[:, None] == 0, -math.inf)  # (n, H, P)
    return torch.einsum("nhs,shd->nhd", rows.softmax(-1), values).flatten(1)
