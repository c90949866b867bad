r"""Predictors that make lemma 1 an equality: running free multiplies the error of a location by T - d + 1.

Choose for every location t its own set of inputs and let the predictor err at step t on the true prefixes of those
inputs, and nowhere else. The sets are disjoint, so each input has at most one error under teacher forcing. Running
free, after the wrong token the prefix agrees with no true path (x is part of it, and x has one true path), so from
there on the predictor computes every gate correctly from the tokens that it has. In a tree of parities one flipped node
flips all its ancestors and the root. So every chosen input ends in a wrong answer: eq 5 holds with equality, and
all T - d + 1 terms are equal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.tasks.cube import numbered_inputs
from theory.tasks.sequence import Bits, GateSequence


@dataclass(frozen=True)
class DisjointErrors:
    """A predictor that computes every gate, but errs at location k on the true prefixes of its own inputs.

    Returned by :func:`disjoint_errors`.

    Attributes:
        task: gives the gates.
        chosen: shape (T - d + 1, c, d): for each location the c inputs on which it errs.
    """

    task: GateSequence
    chosen: Bits

    def __call__(self, tokens: Bits) -> Bits:
        """The bit predicted from tokens of shape (n, t), d <= t <= T, as shape (n,)."""
        step = tokens.shape[1] - self.task.d
        paths = self.task.teacher_forced(self.chosen[step])[:, : tokens.shape[1]]
        on_path = (tokens[:, None, :] == paths[None, :, :]).all(axis=2).any(axis=1)
        flipped: Bits = self.task.gates[step].evaluate(tokens) ^ on_path.astype(np.uint8)
        return flipped


@check_arguments
def disjoint_errors(task: GateSequence, inputs_per_location: int = 1) -> DisjointErrors:
    """Return a predictor that makes lemma 1 an equality; location k errs on inputs k c ... (k + 1) c - 1.

    Raises:
        InputError: there are fewer than (T - d + 1) c inputs.

    Example:
        >>> from theory.composition import InputDistribution, composition, disjoint_errors
        >>> from theory.tasks import BitSubsetParity
        >>> task = BitSubsetParity(8, (0, 1, 2, 3))
        >>> errors = composition(task, InputDistribution.uniform(8), disjoint_errors(task))
        >>> errors.free_running_error == errors.teacher_forced_sum
        True
    """
    count = task.num_labels * inputs_per_location
    if inputs_per_location < 1 or count > 1 << task.d:
        raise InputError(
            f"{task.num_labels} locations times {inputs_per_location} inputs each; there are 2^{task.d} inputs"
        )
    inputs = numbered_inputs(np.arange(count), task.d)
    return DisjointErrors(task, inputs.reshape(task.num_labels, inputs_per_location, task.d))
