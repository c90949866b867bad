r"""Training level by level with a filter (Kim and Suzuki 2025, theorem 7): the means and slopes at each step.

At step t the levels up to t are solved. Their tokens are those of the tree, a node of level t + 1 attends to all
:math:`d_t` of them alike and outputs nearly -1, and what the filter does to the levels above decides whether they are
trained too early.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from theory.arguments import check_arguments
from theory.attention.link import Link
from theory.attention.tree import ParityTree


@dataclass(frozen=True, slots=True)
class LevelStep:
    """The first three untrained levels at one step, in the limit of many bits.

    Returned by :func:`level_steps`.

    Attributes:
        step: t; the levels up to t are solved.
        mean: the mean that a node of level t + 2 sees, where level t + 1 outputs -1.
        above: the same for level t + 3, where the filter has set level t + 2 to 0; None where there is no such level.
        filtered: whether the filter is applied to level t + 3.
        slope: phi' at ``above``: the factor of every gradient of level t + 3 that is not filtered.
    """

    step: int
    mean: Fraction
    above: Fraction | None
    filtered: bool
    slope: Fraction


@check_arguments
def level_steps(tree: ParityTree, link: Link, least_informative: Fraction) -> Iterator[LevelStep]:
    r"""Yield the means of the untrained levels at each step, with the mean of the solved tokens at its limit 0.

    The filter of level l sets it to 0 where a token of level l - 1 differs from -1 by less than ``least_informative``
    at every augmented input. A token that the filter has set to 0 differs from -1 by 1.

    Example:
        >>> from fractions import Fraction
        >>> from theory.attention import APPENDIX_D, ParityTree, level_steps
        >>> step = next(level_steps(ParityTree(8, 8), APPENDIX_D, Fraction(1, 2)))
        >>> str(step.mean), str(step.above), step.filtered
        ('-1/3', '-2/7', False)
    """
    for step in range(tree.depth - 1):
        uninformative = tree.last(step + 1) - tree.last(step)  # tokens near -1
        mean = Fraction(-uninformative, tree.last(step + 1))
        above = Fraction(-uninformative, tree.last(step + 2)) if step + 3 <= tree.depth else None
        zero_is_informative = least_informative <= 1
        slope = link.slope(above) if above is not None else Fraction(0)
        yield LevelStep(step, mean, above, above is not None and not zero_is_informative, Fraction(slope))
