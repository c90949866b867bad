"""Greedy decoding against sampling, where every sub-task is answered correctly with some probability above one half."""

from __future__ import annotations

from fractions import Fraction

from theory.arguments import check_arguments
from theory.errors import InputError


@check_arguments
def sampled_accuracy(sub_tasks: int, error: Fraction) -> Fraction:
    r"""Return the chance that a parity's answer is right if each intermediate label is *sampled* from the model.

    In the tree of section 5 a wrong label flips every label above it, so the answer is right if an even number of the k
    labels is sampled wrong: $(1 + (1 - 2q)^k)/2$ for independent errors of probability q each. Greedy decoding takes
    the likelier label everywhere, and is always right if q < 1/2.

    Args:
        sub_tasks: k = T - d + 1, which is d/2 - 1 for a parity of d bits.
        error: q, the probability that the model gives to the wrong label at each step, for every sequence of earlier
            tokens.

    Raises:
        InputError: the number of sub-tasks is not positive, or q is not a probability.

    Example:
        >>> from fractions import Fraction
        >>> from theory.reported import sampled_accuracy
        >>> str(sampled_accuracy(3, Fraction(1, 10)))
        '189/250'
    """
    if sub_tasks < 1 or not 0 <= error <= 1:
        raise InputError(f"{sub_tasks} sub-tasks with an error of {error}: one at least, and a probability")
    return (1 + (1 - 2 * error) ** sub_tasks) / 2
