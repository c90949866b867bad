"""The complete binary tree that decomposes the parity of k of d bits, with its nodes numbered level by level."""

from __future__ import annotations

from dataclasses import dataclass

from theory.arguments import check_fields
from theory.errors import InputError

#: Which tokens a node attends to: all before it, or all of the levels below it.
MASKS = ("causal", "level")
#: No tree has more bits than this: a node is a row of a matrix.
MAX_BITS = 1 << 14


@dataclass(frozen=True)
class ParityTree:
    """The parity of the first k of d bits by two bits at a time (Kim and Suzuki 2025, section 2.1).

    Tokens are numbered from 1: the d input bits, then the k - 1 nodes, level by level and from left to right. Which k
    bits the parity reads makes no difference to any quantity here, so they are the first.

    Attributes:
        d: number of input bits.
        k: number of bits of the parity, a power of two, 2 <= k <= d.

    Raises:
        InputError: k is not such a power of two, or d is too large.

    Example:
        >>> from theory.attention import ParityTree
        >>> tree = ParityTree(16, 8)
        >>> [tree.last(level) for level in range(4)], tree.children(21), tree.parent(17), tree.height(17)
        ([16, 20, 22, 23], (17, 18), 21, 1)
    """

    d: int
    k: int

    def __post_init__(self) -> None:
        check_fields(self)
        if self.k < 2 or self.k & (self.k - 1) or not self.k <= self.d <= MAX_BITS:
            raise InputError(
                f"the tree needs k, a power of two, with 2 <= k <= d <= {MAX_BITS}; not d = {self.d}, k = {self.k}"
            )

    @property
    def depth(self) -> int:
        """v, the number of levels above the bits."""
        return self.k.bit_length() - 1

    @property
    def tokens(self) -> int:
        """d + k - 1, the number of the root."""
        return self.d + self.k - 1

    @property
    def nodes(self) -> range:
        """The numbers of the nodes above the bits."""
        return range(self.d + 1, self.tokens + 1)

    def last(self, level: int) -> int:
        """The largest number in a level, d_level."""
        return self.d + self.k - (self.k >> level)

    def height(self, m: int) -> int:
        """The level of token m; 0 for a bit."""
        return next(level for level in range(self.depth + 1) if m <= self.last(level))

    def _first(self, level: int) -> int:
        return self.last(level - 1) + 1 if level else 1

    def children(self, m: int) -> tuple[int, int]:
        """The two tokens whose product is node m."""
        level = self.height(m)
        left = self._first(level - 1) + 2 * (m - self._first(level))
        return left, left + 1

    def parent(self, j: int) -> int | None:
        """The node whose child token j is; None for the root and for a bit that the parity does not read."""
        level = self.height(j)
        if j == self.tokens or (level == 0 and j > self.k):
            return None
        return self._first(level + 1) + (j - self._first(level)) // 2

    def attended(self, m: int, mask: str = "causal") -> int:
        """Return the number of tokens that node m attends to, which are the first ones.

        Raises:
            InputError: there is no such mask.
        """
        if mask not in MASKS:
            raise InputError(f"the mask is {' or '.join(MASKS)}, not {mask!r}")
        return m - 1 if mask == "causal" else self.last(self.height(m) - 1)

    def support(self, j: int) -> frozenset[int]:
        """The bits whose product token j is."""
        level = self.height(j)
        if level == 0:
            return frozenset((j,))
        start = (j - self._first(level)) << level
        return frozenset(range(start + 1, start + (1 << level) + 1))
