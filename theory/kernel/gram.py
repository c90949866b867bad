"""Kernel matrices of drawn inputs, output after output, in blocks that stay in the cache.

After the first tokens the state of a pair depends on the xor of those tokens alone, so it is looked up in a table;
the rest is read token by token. Of the symmetric matrix only the lower triangle is computed.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from theory.kernel.arc_cosine import Reals
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation
from theory.kernel.profile import run_all
from theory.kernel.recursion import State, advance, start
from theory.tasks.sequence import Bits

#: Tokens whose state is looked up: two tables of 2^16 doubles are 1 MiB.
_TABLE_BITS = 16
#: Pairs worked on at a time.
_CHUNK = 1 << 15


def gram_matrices(
    train: Bits, test: Bits, outputs: range, init: Initialisation = UNIT_OUTPUT, threads: int = 1
) -> Iterator[tuple[int, Reals, Reals]]:
    """Kernels among n training sequences and between k test sequences and them.

    Args:
        train, test: teacher-forced tokens, shapes (n, T) and (k, T).
        outputs: the steps t (counted from 1), consecutive.
        init: the variances.
        threads: worker threads.

    Yields:
        (t, H of shape (n, n) of which only the lower triangle is filled, H of shape (k, n)); both are reused for the
        next output.
    """
    table = xor_table(min(_TABLE_BITS, outputs.start), init)
    inner = _Pairs(train, train, table, init, lower=True)
    outer = _Pairs(test, train, table, init, lower=False)
    for t in outputs:
        for pairs in (inner, outer):
            pairs.read_to(t, threads)
        yield t, inner.kernel, outer.kernel


def xor_table(bits: int, init: Initialisation = UNIT_OUTPUT) -> State:
    """The state after ``bits`` tokens, indexed by where they differ (bit i of the index: token i + 1)."""
    state = start((1,), init=init)
    for _ in range(bits):
        size = len(state.hidden)
        state = State(np.tile(state.hidden, 2), np.tile(state.kernel, 2), state.t, 0)
        advance(state, np.repeat((1.0, 0.0), size), init)
    return state


class _Pairs:
    """The states of all pairs of rows."""

    def __init__(self, rows: Bits, columns: Bits, table: State, init: Initialisation, *, lower: bool) -> None:
        self.rows, self.columns, self.init, self.lower = rows, columns, init, lower
        self.t = table.t
        self.hidden = np.zeros((len(rows), len(columns)))
        self.kernel = np.zeros((len(rows), len(columns)))
        first, second = packed(rows[:, : table.t]), packed(columns[:, : table.t])
        for part in self._blocks():
            index = first[part[0], None] ^ second[None, part[1]]
            self.hidden[part], self.kernel[part] = table.hidden[index], table.kernel[index]

    def _blocks(self) -> Iterator[tuple[slice, slice]]:
        height = max(1, _CHUNK // max(1, len(self.columns)))
        for i in range(0, len(self.rows), height):
            yield slice(i, i + height), slice(0, i + height) if self.lower else slice(None)

    def read_to(self, t: int, threads: int) -> None:
        if t == self.t:
            return
        blocks = list(self._blocks())

        def work(k: int) -> None:
            part = blocks[k]
            state = State(self.hidden[part].copy(), self.kernel[part].copy(), self.t, 0)
            for column in range(self.t, t):
                rows, columns = self.rows[part[0], column], self.columns[part[1], column]
                advance(state, rows[:, None] == columns[None, :], self.init)
            self.hidden[part], self.kernel[part] = state.hidden, state.kernel

        run_all(work, range(len(blocks)), threads)
        self.t = t


def packed(bits: Bits) -> np.ndarray:
    """Rows of bits as integers, column i being bit i."""
    return bits.astype(np.int32) @ (1 << np.arange(bits.shape[1], dtype=np.int32))
