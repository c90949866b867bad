r"""All possible predictors along one input: lemma 1 without sampling.

Along one input x a causal predictor is a full binary tree: one score for each prefix x, b_1 ... b_k of predicted
tokens, k < L = T - d + 1. Expectations over x are averages of such trees (prefixes of different inputs differ, so
nothing couples them), and eq 5 holds for every distribution exactly if it holds along every single input.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from theory.arguments import check_arguments
from theory.errors import InputError

#: How a score of 0 is judged: as the label whose token it becomes, as an error, or (``y f < 0``) as no error.
ZeroLoss = Literal["as-decoded", "error", "no-error"]
#: 2^15 trees of depth 4, or 3^7 of depth 3 with scores of 0, are checked at once.
MAX_TREES = 1 << 16


@dataclass(frozen=True, slots=True)
class TreeCensus:
    """Both sides of eq 5 counted over all predictors along one input and all patterns of labels.

    Returned by :func:`census`.

    Attributes:
        locations: L = T - d + 1.
        cases: predictors times patterns of labels.
        violations: cases in which the final answer is wrong and no teacher-forced error is counted.
        equalities: cases in which both sides of eq 5 agree.
        largest_excess: the maximum over all cases of the right side less the left side.
    """

    locations: int
    cases: int
    violations: int
    equalities: int
    largest_excess: int


@check_arguments
def census(
    locations: int, *, zero_scores: bool = False, zero_loss: ZeroLoss = "as-decoded", zero_token: int = 1
) -> TreeCensus:
    """Count both sides of eq 5 over ALL predictor trees of depth ``locations`` and all 2^L labels.

    Args:
        locations: L = T - d + 1.
        zero_scores: scores in {-1, 0, +1} instead of {-1, +1}.
        zero_loss: how the zero-one loss of eq 5 counts a score of 0.
        zero_token: the token that a score of 0 becomes at test time.

    Raises:
        InputError: there are more trees than are written out.

    Example:
        >>> from theory.composition import census
        >>> found = census(3)
        >>> found.cases, found.violations
        (1024, 0)
    """
    scores = (-1, 0, 1) if zero_scores else (-1, 1)
    nodes = (1 << locations) - 1
    if locations < 1 or len(scores) ** nodes > MAX_TREES:
        raise InputError(f"L = {locations}: {len(scores)}^{nodes} predictors are too many to enumerate")
    trees = np.array(list(product(scores, repeat=nodes)), dtype=np.int8)  # node k has children 2k+1 and 2k+2
    counts = np.zeros(2, dtype=np.int64)
    largest = 0
    for labels in product((0, 1), repeat=locations):
        forced = np.zeros(len(trees), dtype=np.int64)
        node = 0
        for label in labels:
            forced += _is_wrong(trees[:, node], label, zero_loss, zero_token)
            node = 2 * node + 1 + label
        at = np.zeros(len(trees), dtype=np.int64)
        for _ in labels[:-1]:
            at = 2 * at + 1 + _token(np.take_along_axis(trees, at[:, None], axis=1)[:, 0], zero_token)
        final = _is_wrong(
            np.take_along_axis(trees, at[:, None], axis=1)[:, 0], labels[-1], zero_loss, zero_token
        )
        counts += (final > forced).sum(), (final == forced).sum()
        largest = max(largest, int((forced - final).max()))
    return TreeCensus(locations, len(trees) << locations, int(counts[0]), int(counts[1]), largest)


def _token(scores: NDArray[np.int8], zero_token: int) -> NDArray[np.int64]:
    return np.where(scores == 0, zero_token, scores > 0).astype(np.int64)


def _is_wrong(
    scores: NDArray[np.int8], label: int, zero_loss: ZeroLoss, zero_token: int
) -> NDArray[np.int64]:
    if zero_loss == "as-decoded":
        return (_token(scores, zero_token) != label).astype(np.int64)
    signed = scores * (2 * label - 1)
    return (signed <= 0 if zero_loss == "error" else signed < 0).astype(np.int64)
