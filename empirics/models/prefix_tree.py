"""The distinct prefixes of a batch of token sequences: a causal model computes each of them only once.

The values of a causal model at token t depend on the tokens 1 ... t alone. 32 sequences of 8 random bits have 256
tokens, and only about 150 distinct prefixes: two of length 1, four of length 2, and so on. Everything that acts on
one token at a time (norms, projections, perceptrons: nearly all the work) runs over the prefixes. Only
attention looks along a sequence; for it keys, queries and values are spread out again. Gradients add up by the chain
rule alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor


@dataclass(frozen=True, slots=True)
class PrefixTree:
    """N distinct prefixes of B sequences of T tokens, the shorter ones first.

    Attributes:
        tokens: the last token of each prefix, (N,).
        depths: its position from 0, (N,).
        paths: the prefix that each token of each sequence ends, (B, T).
        places: for each prefix one token that ends it, as row * T + column, (N,).
        starts: the number of prefixes shorter than 1, 2, ..., T tokens, and N.
    """

    tokens: Tensor
    depths: Tensor
    paths: Tensor
    places: Tensor
    starts: tuple[int, ...]

    @classmethod
    def of(cls, z: Tensor) -> PrefixTree:
        """The prefixes of the rows of z, (B, T), on the CPU."""
        rows = z.numpy()
        order = np.lexsort(rows.T[::-1])  # so that rows which share a prefix are neighbours
        ordered = rows[order]
        new = np.ones(rows.shape, dtype=bool)
        new[1:] = np.logical_or.accumulate(ordered[1:] != ordered[:-1], axis=1)
        # Counting along the columns, the last new prefix at or above a token is the token's own.
        paths = np.empty(rows.shape, dtype=np.int64)
        paths[order] = new.T.cumsum().reshape(new.T.shape).T - 1
        depths, sources = np.nonzero(new.T)
        return cls(
            torch.from_numpy(ordered.T[new.T]).long(),
            torch.from_numpy(depths),
            torch.from_numpy(paths),
            torch.from_numpy(order[sources] * rows.shape[1] + depths),
            (0, *np.cumsum(new.sum(axis=0)).tolist()),
        )

    def __len__(self) -> int:
        return len(self.tokens)

    def ending(self, last: int) -> int:
        """The first prefix that ends within the last L columns; the rest of them follow it."""
        return self.starts[self.paths.shape[1] - last]

    def spread(self, of_prefixes: Tensor, last: int | None = None) -> Tensor:
        """Return the values of the prefixes, (N, C), at every token: (B, T, C).

        With ``last``, both are the last L columns only: (N - ending(L), C) -> (B, L, C).
        """
        paths = self.paths if last is None else self.paths[:, -last:] - self.ending(last)
        # An embedding's gradient is summed in one fixed order, whatever the number of threads.
        return F.embedding(paths, of_prefixes)

    def collect(self, of_tokens: Tensor) -> Tensor:
        """Return the values of the last L tokens of each row, (B, L, C), once for each prefix: (N - ending(L), C)."""
        rows, last, width = of_tokens.shape
        length = self.paths.shape[1]
        places = self.places[self.ending(last) :]
        row, column = places // length, places % length
        return F.embedding(row * last + column - (length - last), of_tokens.reshape(rows * last, width))
