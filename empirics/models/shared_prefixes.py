r"""The wide net's pass forward and back over the distinct prefixes of a batch, each computed once.

h_t depends on z_1 ... z_t alone, and W h_t is the same whichever token comes next. So W acts once on every distinct
prefix shorter than T; and backward the deltas of a prefix's continuations are added up first, and then

    W^T (sum of delta_{t+1})  and  (sum of delta_{t+1}) h_t^T

are taken once. All 2^d inputs have 2^d - 1 prefixes shorter than d, and d 2^d tokens. A batch of one sequence is a
chain, without extra work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from empirics.models.prefix_tree import PrefixTree


class Weights(Protocol):
    """The parameters of the net, as :class:`empirics.models.Elman` has them."""

    W: Tensor
    A: Tensor
    B: Tensor
    M_0: Tensor


@dataclass(frozen=True, slots=True)
class _Level:
    """The prefixes of one length.

    Attributes:
        rows: the rows of their states; row 0 holds h_0.
        tokens: the last token of each.
        parents: the place of each one's parent among the prefixes one shorter; None if every prefix goes on in one
            way, so that parents and children stand in the same order.
    """

    rows: slice
    tokens: Tensor
    parents: Tensor | None


class SharedPrefixes:
    """The distinct prefixes of token sequences (n, T), level by level."""

    def __init__(self, z: Tensor) -> None:
        """Find the prefixes on the CPU and store them on the device of z."""
        tree = PrefixTree.of(z.cpu())
        self.length = z.shape[1]
        #: The prefix that each token ends, (n, T), counted over all lengths.
        self.paths = tree.paths.to(z.device)
        parents = torch.zeros(len(tree), dtype=torch.long)
        parents[tree.paths[:, 1:]] = tree.paths[:, :-1]
        edges = tree.starts
        self.levels: list[_Level] = []
        for t in range(self.length):
            start, stop = edges[t], edges[t + 1]
            before = edges[t - 1] if t else 0
            shorter = start - before if t else 1
            branching = None if stop - start == shorter else (parents[start:stop] - before).to(z.device)
            tokens = tree.tokens[start:stop].to(z.device)
            self.levels.append(_Level(slice(1 + start, 1 + stop), tokens, branching))
        #: Rows of all prefixes shorter than T, the empty one included, and of all.
        self.shorter, self.rows = 1 + edges[-2], 1 + edges[-1]

    def spread(self, of_prefixes: Tensor, last: int) -> Tensor:
        """Return the values of the prefixes, (N,), at each sequence's last tokens: (n, last)."""
        return of_prefixes[self.paths[:, -last:]]

    def collect(self, of_tokens: Tensor) -> Tensor:
        """Return the values of each sequence's last tokens, (n, last), added up for each prefix: (N,)."""
        total = of_tokens.new_zeros(self.rows - 1)
        return total.index_add_(0, self.paths[:, -of_tokens.shape[1] :].reshape(-1), of_tokens.reshape(-1))


class SharedPass:
    """Passes of one net; the arrays are kept between passes, since allocating memory costs more than the products."""

    def __init__(self, net: Weights) -> None:
        self.net = net
        self._kept: dict[str, Tensor] = {}

    def states(self, prefixes: SharedPrefixes) -> Tensor:
        """h_t at every prefix, (N, m), which :meth:`factors` goes back over; valid until the next pass."""
        net = self.net
        states = self._array("states", prefixes.rows)
        states[0] = torch.relu(net.M_0)
        columns, before = net.A.T.contiguous(), slice(0, 1)
        for level in prefixes.levels:
            here = states[level.rows]
            if level.parents is None:
                torch.mm(states[before], net.W.T, out=here)
            else:
                carried = self._array("carried", before.stop - before.start)
                torch.mm(states[before], net.W.T, out=carried)
                torch.index_select(carried, 0, level.parents, out=here)
            here.add_(columns[level.tokens]).relu_()
            before = level.rows
        return states[1:]

    def factors(
        self, prefixes: SharedPrefixes, score_gradient: Tensor, labelled: int
    ) -> tuple[Tensor, Tensor]:
        """The gradient in W as ``left.T @ right``; both stay valid until the next pass.

        Args:
            prefixes: those of the last call of :meth:`states`.
            score_gradient: dL/df at every prefix, (N,).
            labelled: the number of last steps that the loss depends on; at all others ``score_gradient`` is 0.

        Returns:
            The deltas added up over each prefix's continuations, and the states, of all prefixes shorter than T.
        """
        states, left = self._kept["states"], self._array("left", prefixes.shorter)
        for t in range(prefixes.length - 1, -1, -1):
            level = prefixes.levels[t]
            before = prefixes.levels[t - 1].rows if t else slice(0, 1)
            count = level.rows.stop - level.rows.start
            delta = self._array("flowing", count)
            if t == prefixes.length - 1:
                delta.zero_()
            else:
                torch.mm(left[level.rows], self.net.W, out=delta)
            if t >= prefixes.length - labelled:
                delta.addr_(score_gradient[level.rows.start - 1 : level.rows.stop - 1], self.net.B)
            delta.mul_(states[level.rows] > 0)
            if level.parents is None:
                left[before].copy_(delta)
            else:
                left[before].zero_().index_add_(0, level.parents, delta)
        return left, states[: prefixes.shorter]

    def _array(self, name: str, rows: int) -> Tensor:
        """Return a stored array with room for this number of states."""
        kept = self._kept.get(name)
        if kept is None or len(kept) < rows:
            kept = self._kept[name] = self.net.W.new_empty(rows, len(self.net.B))
        return kept[:rows]
