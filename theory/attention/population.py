r"""The gradient of the teacher-forced loss at zero weights over all :math:`2^d` inputs, exactly, for any d.

At zero weights node m attends to M tokens alike and sees their mean z. The derivative in the weight of token j is
:math:`E[(\phi(z) - x_m)\,\phi'(z)\,(x_j - z)]/M`. How many of the M tokens are +1, with :math:`x_m` and with the sign
of :math:`x_j`, is counted by polynomials whose powers are those numbers, one product a subtree.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from flint import fmpz_poly

from theory.arguments import check_arguments
from theory.attention.chain import node_values
from theory.attention.link import Link
from theory.attention.tree import ParityTree
from theory.errors import InputError
from theory.tasks import all_inputs

_ONE, _T = fmpz_poly([1]), fmpz_poly([0, 1])


@dataclass(frozen=True)
class _Counts:
    """Polynomials that count inputs of a subtree by the number of its tokens that are +1, for its root +1 and -1."""

    plus: fmpz_poly
    minus: fmpz_poly

    def joined(self, other: _Counts) -> _Counts:
        """Two subtrees under a node that is not counted itself."""
        return _Counts(
            self.plus * other.plus + self.minus * other.minus,
            self.plus * other.minus + self.minus * other.plus,
        )

    @property
    def closed(self) -> _Counts:
        """Return the counts with the root counted."""
        return _Counts(self.plus * _T, self.minus)

    @property
    def signed(self) -> _Counts:
        """Return the counts with each input weighted by the sign of the root."""
        return _Counts(self.plus, -self.minus)

    @property
    def total(self) -> fmpz_poly:
        """Return the counts summed over both values of the root."""
        return self.plus + self.minus


@cache
def _open(height: int) -> _Counts:
    """A subtree of this height without its root."""
    return _closed(height - 1).joined(_closed(height - 1)) if height else _Counts(_ONE, _ONE)


@cache
def _closed(height: int) -> _Counts:
    """A subtree of this height with its root."""
    return _open(height).closed


@cache
def _marked(height: int, at: int) -> _Counts:
    """A subtree without its root; each input has the sign of a token of height ``at`` below the root."""
    below = _closed(at).signed if at == height - 1 else _marked(height - 1, at).closed
    return below.joined(_closed(height - 1))


@check_arguments
def population_gradient(tree: ParityTree, m: int, j: int, link: Link, mask: str = "causal") -> Fraction:
    """Return the derivative of the loss at zero weights in the weight of token j for node m, over all inputs.

    Args:
        tree: the tree of parities.
        m: the node, d < m <= d + k - 1.
        j: a token that it attends to.
        link: the link function, with rational coefficients.
        mask: ``causal`` (all tokens before m) or ``level`` (all of the levels below).

    Raises:
        InputError: m is no node, or it does not attend to j.

    Example:
        >>> from theory.attention import APPENDIX_D, ParityTree, population_gradient
        >>> tree = ParityTree(64, 32)
        >>> [round(float(population_gradient(tree, 65, j, APPENDIX_D) * 64**2), 3) for j in (1, 3)]
        [-7.75, 0.25]
    """
    if m not in tree.nodes or not 1 <= j <= tree.attended(m, mask):
        raise InputError(
            f"node {m} does not attend to token {j} in a tree of {tree.d} bits, {tree.k} of them read"
        )
    M = tree.attended(m, mask)
    counted = _by_count(tree, m, None, mask)
    marked = _by_count(tree, m, j, mask)
    total = Fraction(0)
    for root, there, signed in ((1, counted.plus, marked.plus), (-1, counted.minus, marked.minus)):
        for ones in range(M + 1):
            if there[ones]:
                z = Fraction(2 * ones - M, M)
                total += (link(z) - root) * link.slope(z) * (int(signed[ones]) - z * int(there[ones]))
    return total / (M << tree.d)


def _by_count(tree: ParityTree, m: int, j: int | None, mask: str) -> _Counts:
    """Inputs by the number of +1 among what m attends to, for x_m = +1 and -1; with the sign of x_j if j is given."""
    height = tree.height(m)
    first = tree.last(height - 1) + 1
    own = m - first
    whole = own if mask == "causal" else 0  # subtrees of the level whose root is attended to
    outside = tree.d - tree.k
    free = fmpz_poly([1, 1]) ** outside
    mine = _open(height)
    before, after = (
        [_closed(height).total] * whole,
        [_open(height).total] * (tree.last(height) - first - whole),
    )
    others = [*before, *after]  # one polynomial a subtree, in which all are alike but for their roots
    if j is not None:
        at = tree.height(j)
        if at == 0 and j > tree.k:
            free = fmpz_poly([1, 1]) ** (outside - 1) * fmpz_poly([-1, 1])
        else:
            ancestor = j
            for _ in range(height - at):
                ancestor = tree.parent(ancestor) or 0
            marked = ancestor - first
            with_sign = _closed(height).signed if at == height else _marked(height, at)
            if marked == own:
                mine = with_sign
            else:
                place = 0 if marked < whole else whole
                if at < height and marked < whole:
                    with_sign = with_sign.closed
                others[place] = with_sign.total
    rest = free
    for polynomial in others:
        rest = rest * polynomial
    return _Counts(mine.plus * rest, mine.minus * rest)


@check_arguments
def gradient_over_all_inputs(tree: ParityTree, m: int, link: Link, mask: str = "causal") -> list[Fraction]:
    """Return the derivatives of :func:`population_gradient` for all tokens that m attends to, input by input.

    Raises:
        InputError: d is above 20.

    Example:
        >>> from theory.attention import APPENDIX_D, ParityTree, gradient_over_all_inputs, population_gradient
        >>> tree = ParityTree(6, 4)
        >>> gradient_over_all_inputs(tree, 8, APPENDIX_D)[0] == population_gradient(tree, 8, 1, APPENDIX_D)
        True
    """
    if tree.d > 20:
        raise InputError(f"d = {tree.d}: all 2^d inputs at once are for d up to 20")
    values = node_values(1 - 2 * all_inputs(tree.d).astype(np.int64), tree.k)
    M = tree.attended(m, mask)
    sums = values[:, :M].sum(axis=1)
    found = [Fraction(0)] * M
    for total, target in {(int(s), int(y)) for s, y in zip(sums, values[:, m - 1], strict=True)}:
        z: Any = Fraction(total, M)
        rows = values[(sums == total) & (values[:, m - 1] == target), :M]
        weight = (link(z) - target) * link.slope(z)
        for j, signed in enumerate(rows.sum(axis=0)):
            found[j] += weight * (int(signed) - z * len(rows))
    return [value / (M << tree.d) for value in found]
