"""Inputs that a run trains on and inputs that it never sees, all from its seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from theory.errors import InputError
from theory.tasks.sequence import Bits

#: Up to this d the inputs are drawn without replacement from all 2^d; above it by rejecting doubles.
ENUMERATED_BITS = 16


@dataclass(frozen=True, slots=True)
class Inputs:
    """Three sets of inputs, each (n, d), no input in two of them and none twice in one."""

    training: Bits
    validation: Bits
    test: Bits


def held_out_size(d: int, largest: int) -> int:
    """Validation and test size: min(``largest``, 12.5 % of all 2^d inputs); table 2 has 1024 for ``largest``."""
    return min(largest, 2**d // 8)


def draw_inputs(d: int, seed: int, samples: int | None, wanted: int, held_out: int) -> Inputs:
    """Draw the three sets.

    Args:
        d: bits.
        seed: decides everything.
        samples: size of the training set; None takes all that is left, but no more than ``wanted``.
        wanted: how many inputs a run can use at most.
        held_out: size of the validation set and of the test set.

    Raises:
        InputError: there are not that many inputs.
    """
    left = 2**d - 2 * held_out
    size = min(left, wanted) if samples is None else samples
    if held_out < 1 or size < 1:
        raise InputError(f"d = {d}: no inputs to train on, or none to hold out")
    if size > left:
        raise InputError(
            f"{size} training inputs asked for, but d = {d} leaves {left} beside validation and test"
        )
    inputs = _distinct(d, 2 * held_out + size, np.random.default_rng([seed, d]))
    return Inputs(inputs[2 * held_out :], inputs[:held_out], inputs[held_out : 2 * held_out])


def _distinct(d: int, count: int, generator: np.random.Generator) -> Bits:
    """``count`` distinct inputs in random order, shape (count, d)."""
    if d <= ENUMERATED_BITS:
        numbers = generator.permutation(2**d)[:count]
        return ((numbers[:, None] >> np.arange(d)) & 1).astype(np.uint8)
    drawn = np.empty((0, d), dtype=np.uint8)
    while len(drawn) < count:
        more = generator.integers(0, 2, size=(count - len(drawn), d), dtype=np.uint8)
        drawn = np.concatenate([drawn, more])
        # The first appearance of each row, in the order drawn.
        _, first = np.unique(np.packbits(drawn, axis=1), axis=0, return_index=True)
        drawn = drawn[np.sort(first)]
    return drawn


def batch(inputs: Bits, seed: int, number: int, size: int) -> Bits:
    """The batch of step ``number``: ``size`` inputs drawn with replacement, as algorithm 1 draws them.

    It depends on the seed and the number alone, so that a resumed run needs no generator's state.
    """
    generator = np.random.Generator(np.random.Philox(key=[seed, number]))
    return inputs[generator.integers(0, len(inputs), size=size)]
