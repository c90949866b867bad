"""Algorithm 1 in floating point on the smallest interesting parity task: does training change any answer?

Only sizes and signs are used, so double precision is enough.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from theory.nets.floats import FloatElman, Reals
from theory.tasks.circuits import Circuit
from theory.tasks.cube import all_inputs
from theory.tasks.sequence import Bits, Gate

#: d = 8 input bits; parity of the first four, through two sub-tasks: T = 10, labels at t = 8, 9, 10.
TASK = Circuit.from_gates(8, [Gate(inputs, "0110") for inputs in ((0, 1), (2, 3), (8, 9))])


@dataclass(frozen=True, slots=True)
class Run:
    """The results of n steps of algorithm 1.

    Attributes:
        initial_size: median of |f_t| before training, over all inputs and labelled positions.
        largest_move: the largest change of f_t.
        flipped: the share of (input, position) where the sign of f_t changed.
        error_before, error_after: the share of wrong signs, teacher forced.
    """

    initial_size: float
    largest_move: float
    flipped: float
    error_before: float
    error_after: float


def learning_rate(width: int, iterations: int) -> float:
    """Return the learning rate of theorem 2, 1/(m sqrt(n))."""
    return float(1 / (width * np.sqrt(iterations)))


def run_sgd(width: int, output_variance: float, iterations: int, seed: int) -> Run:
    """Run algorithm 1 with eta = 1/(m sqrt(n)) on the parity task, from the printed initialisation except for B."""
    random = np.random.default_rng(seed)
    net = FloatElman.initialise(width, random, output_variance)
    x = all_inputs(TASK.d)[:, ::-1]
    tokens, labels = TASK.teacher_forced(x), 2 * TASK.labels(x).astype(np.float64) - 1
    before = net.scores(tokens)[:, TASK.d - 1 :]
    rate = learning_rate(width, iterations)
    for _ in range(iterations):
        row = [random.integers(len(tokens))]
        sgd_step(net, tokens[row], labels[row], rate)
    after = net.scores(tokens)[:, TASK.d - 1 :]
    return Run(
        float(np.median(np.abs(before))),
        float(np.abs(after - before).max()),
        float((np.sign(before) != np.sign(after)).mean()),
        float((np.sign(before) != labels).mean()),
        float((np.sign(after) != labels).mean()),
    )


def sgd_step(net: FloatElman, tokens: Bits, labels: Reals, rate: float) -> None:
    """Update W <- W - rate grad l in place, with l the loss of eq 4 of one sequence.

    Args:
        net: the net, which is changed.
        tokens: shape (1, T).
        labels: y_d ... y_T in {-1, +1}, shape (1, T - d + 1).
        rate: eta.
    """
    hidden = net.hidden(tokens)
    slopes = np.zeros(tokens.shape)
    last = slice(-labels.shape[1], None)
    slopes[:, last] = -labels / (1 + np.exp(labels * net.scores_of(hidden)[:, last])) / (labels.shape[1] - 1)
    net.W[:] -= rate * net.gradient(hidden, slopes)
