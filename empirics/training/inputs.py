"""Inputs that a run trains on and inputs that it never sees, all from its seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from empirics.choices import Sampling
from empirics.spec.config import RunConfig
from theory.arguments import check_arguments
from theory.errors import InputError
from theory.tasks.cube import all_inputs, numbered_inputs
from theory.tasks.sequence import Bits, Task

#: Bytes of tokens and labels that are made and sent to the device at a time.
BLOCK_BYTES = 1 << 24

#: A training set is never drawn larger than this; beyond it inputs repeat.
MOST_TRAINING_INPUTS = 1 << 20
#: Up to this d the inputs begin a permutation of all 2^d; above it they are drawn and doubles are rejected, which
#: takes hours where nearly all 2^d are wanted. From 21 bits on a run wants at most half of them.
ENUMERATED_BITS = 20


@dataclass(frozen=True, slots=True)
class Inputs:
    """Three sets of inputs, each (n, d), none twice in one, and no input in two unless each is the whole cube.

    Returned by :func:`inputs_of`.
    """

    training: Bits
    validation: Bits
    test: Bits


def held_out_size(d: int, largest: int) -> int:
    """Validation and test size: min(``largest``, 12.5 % of all 2^d inputs); table 2 has 1024 for ``largest``."""
    return min(largest, 2**d // 8)


def split_inputs(d: int, seed: int, samples: int | None, wanted: int, held_out: int) -> Inputs:
    """Draw the three sets.

    Args:
        d: bits.
        seed: decides all three sets.
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


@check_arguments
def inputs_of(config: RunConfig) -> Inputs:
    """Return the training, validation and test inputs of a run.

    Raises:
        InputError: there are not that many inputs.

    Example:
        >>> from empirics.spec import ElmanConfig, RunConfig
        >>> from empirics.training import inputs_of
        >>> inputs = inputs_of(RunConfig(8, supervised=True, model=ElmanConfig()))
        >>> len(inputs.training), len(inputs.validation), len(inputs.test)
        (192, 32, 32)
    """
    if config.whole_cube:
        cube = all_inputs(config.d)
        return Inputs(cube, cube, cube)
    most = min(config.steps * config.model.batch, MOST_TRAINING_INPUTS)
    return split_inputs(config.d, config.seed, config.samples, most, held_out_size(config.d, config.held_out))


def _distinct(d: int, count: int, generator: np.random.Generator) -> Bits:
    """``count`` distinct inputs in random order, shape (count, d)."""
    if d <= ENUMERATED_BITS:
        return numbered_inputs(generator.permutation(2**d)[:count], d)
    drawn = np.empty((0, d), dtype=np.uint8)
    while len(drawn) < count:
        more = generator.integers(0, 2, size=(count - len(drawn), d), dtype=np.uint8)
        drawn = np.concatenate([drawn, more])
        # The first appearance of each row, in the order drawn.
        _, first = np.unique(np.packbits(drawn, axis=1), axis=0, return_index=True)
        drawn = drawn[np.sort(first)]
    return drawn


def batch(inputs: Bits, seed: int, number: int, size: int, sampling: Sampling = "independent") -> Bits:
    """The batch of step ``number``, counted from 1: ``size`` inputs.

    Algorithm 1 draws them with replacement; by epochs each pass is a permutation, cut into batches that run over its
    end into the next. It depends on the seed and the number alone, so that a resumed run needs no generator's state.
    """
    if sampling == "independent":
        return inputs[_generator(seed, number).integers(0, len(inputs), size=size)]
    places = np.arange((number - 1) * size, number * size)
    passes, within = places // len(inputs), places % len(inputs)
    order = {k: _generator(seed, int(k)).permutation(len(inputs)) for k in np.unique(passes)}
    return inputs[[order[k][place] for k, place in zip(passes, within, strict=True)]]


def _generator(seed: int, number: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=[seed, number]))


def tensors(task: Task, x: Bits) -> tuple[Tensor, Tensor]:
    """Return the teacher-forced tokens, (n, T), and the label bits, (n, T - d + 1), of inputs (n, d)."""
    return torch.from_numpy(task.teacher_forced(x)).long(), torch.from_numpy(task.labels(x))


class Batches:
    """The batches of a run as tokens and labels on the device, some steps at a time.

    The tokens of many steps are copied to the device at once and without waiting; each step takes its own from there.
    """

    def __init__(self, task: Task, training: Bits, config: RunConfig) -> None:
        self.task, self.training, self.config = task, training, config
        bytes_a_step = config.model.batch * (task.sequence_length + task.num_labels)
        self.steps_at_a_time = max(1, BLOCK_BYTES // bytes_a_step)
        self.first, self.held = 0, (torch.empty(0), torch.empty(0))

    def of(self, number: int) -> tuple[Tensor, Tensor]:
        """Tokens (batch, T) and label bits (batch, T - d + 1) of step ``number``, counted from 1."""
        if not self.first <= number < self.first + len(self.held[0]):
            # Up to the next evaluation, where the run may end.
            every = self.config.evaluate_every
            until = min(self.config.steps, -(-number // every) * every, number + self.steps_at_a_time - 1)
            self.first, self.held = number, self._block(range(number, until + 1))
        tokens, labels = (part[number - self.first] for part in self.held)
        return tokens.long(), labels

    def _block(self, numbers: range) -> tuple[Tensor, Tensor]:
        config = self.config
        drawn = [batch(self.training, config.seed, n, config.model.batch, config.sampling) for n in numbers]
        x = np.concatenate(drawn)
        tokens, labels = (
            torch.from_numpy(bits).view(len(numbers), config.model.batch, -1)
            for bits in (self.task.teacher_forced(x), self.task.labels(x))
        )
        if config.device == "cpu":
            return tokens, labels
        return (
            tokens.pin_memory().to(config.device, non_blocking=True),
            labels.pin_memory().to(config.device, non_blocking=True),
        )
