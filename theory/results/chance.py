"""The probability of "better than random" by chance: more than 60 % right on the validation set, at some evaluation.

For answers that are independent of the labels (random or constant) each label is a fair toss, so the number of correct
answers at one evaluation is binomial. Evaluations of one run share their inputs; no other relation between them is
assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import comb, floor

from theory.arguments import check_arguments
from theory.errors import InputError

#: Table 1 calls a model better than random above this accuracy.
PAPER_ACCURACY = Fraction(3, 5)
#: The caption of figure 3 calls a model almost perfect above this one.
ALMOST_PERFECT = Fraction(19, 20)
#: The level of :func:`beyond_chance`.
LEVEL = Fraction(1, 100)


def tail(inputs: int, right: int) -> Fraction:
    """The probability of at least ``right`` heads in ``inputs`` tosses."""
    total, ways = 0, comb(inputs, right)
    for k in range(right, inputs + 1):
        total, ways = total + ways, ways * (inputs - k) // (k + 1)
    return Fraction(total, 2**inputs)


@dataclass(frozen=True, slots=True)
class ByChance:
    """The probability that chance alone is "better than random".

    Returned by :func:`better_than_random`.

    Attributes:
        once: at one evaluation.
        independent: at some evaluation, were they independent of each other.
        at_most: at some evaluation, however they depend on each other.
    """

    once: Fraction
    independent: Fraction
    at_most: Fraction


@check_arguments
def better_than_random(inputs: int, evaluations: int, accuracy: Fraction = PAPER_ACCURACY) -> ByChance:
    """Return the chance of more than ``accuracy`` on a validation set of ``inputs`` within ``evaluations`` evaluations.

    Raises:
        InputError: no inputs or no evaluations, or an accuracy below one half.

    Example:
        >>> from theory.results import better_than_random
        >>> float(better_than_random(1024, 100).at_most) < 1e-8
        True
    """
    if inputs < 1 or evaluations < 1 or not Fraction(1, 2) <= accuracy < 1:
        raise InputError(f"{inputs} inputs, {evaluations} evaluations, accuracy {accuracy}: out of range")
    once = tail(inputs, floor(accuracy * inputs) + 1)
    return ByChance(once, 1 - (1 - once) ** evaluations, min(Fraction(1), evaluations * once))


@check_arguments
def beyond_chance(right: int, inputs: int, evaluation: int, level: Fraction = LEVEL) -> bool:
    """Decide whether ``right`` correct answers at the k-th evaluation are beyond chance, for any number of evaluations.

    An exact binomial test at level / (k (k + 1)): over all k these add up to ``level``, so that a run of chance
    answers is ever called better with probability at most ``level``.

    Example:
        >>> from theory.results import beyond_chance
        >>> beyond_chance(right=20, inputs=32, evaluation=1), beyond_chance(right=28, inputs=32, evaluation=1)
        (False, True)
    """
    return tail(inputs, right) <= level / (evaluation * (evaluation + 1))
