"""Algorithm 1 in floating point on the smallest interesting parity task: does training change any answer?

Only sizes and signs are read off, so double precision is plenty.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
#: d = 8 input bits; parity of the first four, through two sub-tasks: T = 10, labels at t = 8, 9, 10.
INPUT_BITS = 8
LENGTH = 10


@dataclass(frozen=True, slots=True)
class Run:
    """What n steps of algorithm 1 did.

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


def parity_sequences() -> tuple[Floats, Floats]:
    """All 2^8 teacher-forced token sequences (256, 10) and their labels (256, 3) in {-1, +1}."""
    bits = np.array(list(itertools.product((0, 1), repeat=INPUT_BITS)))
    first, second = bits[:, 0] ^ bits[:, 1], bits[:, 2] ^ bits[:, 3]
    tokens = np.column_stack([bits, first, second])
    labels = 2.0 * np.column_stack([first, second, first ^ second]) - 1.0
    return tokens, labels


def learning_rate(width: int, iterations: int) -> float:
    """The rate of theorem 2, 1/(m sqrt(n))."""
    return float(1 / (width * np.sqrt(iterations)))


def run_sgd(width: int, output_variance: float, iterations: int, seed: int) -> Run:
    """Algorithm 1 with eta = 1/(m sqrt(n)) on the parity task, from the printed initialisation but for B."""
    random = np.random.default_rng(seed)
    scale = np.sqrt(2 / width)
    weights = random.normal(0, scale, (width, width))
    inputs = random.normal(0, scale, (width, 2))
    start = np.maximum(random.normal(0, scale, width), 0)
    output = random.normal(0, np.sqrt(output_variance), width)
    tokens, labels = parity_sequences()
    before = _outputs(weights, inputs, start, output, tokens)
    rate = learning_rate(width, iterations)
    for _ in range(iterations):
        row = random.integers(len(tokens))
        weights -= rate * _loss_gradient(weights, inputs, start, output, tokens[row], labels[row])
    after = _outputs(weights, inputs, start, output, tokens)
    return Run(
        float(np.median(np.abs(before))),
        float(np.abs(after - before).max()),
        float((np.sign(before) != np.sign(after)).mean()),
        float((np.sign(before) != labels).mean()),
        float((np.sign(after) != labels).mean()),
    )


def _outputs(weights: Floats, inputs: Floats, start: Floats, output: Floats, tokens: Floats) -> Floats:
    states = np.repeat(start[:, None], len(tokens), axis=1)  # (m, inputs)
    found = []
    for t in range(LENGTH):
        states = np.maximum(weights @ states + inputs[:, tokens[:, t].astype(int)], 0)
        if t >= INPUT_BITS - 1:
            found.append(output @ states)
    return np.column_stack(found)


def _loss_gradient(
    weights: Floats, inputs: Floats, start: Floats, output: Floats, tokens: Floats, labels: Floats
) -> Floats:
    """The gradient of (4), by backpropagation."""
    states = [start]
    for token in tokens.astype(int):
        states.append(np.maximum(weights @ states[-1] + inputs[:, token], 0))
    back = np.zeros_like(start)
    left, right = [], []
    for t in range(LENGTH, 0, -1):
        if t >= INPUT_BITS:
            label = labels[t - INPUT_BITS]
            back = back - output * label / (1 + np.exp(label * (output @ states[t])))
        back = back * (states[t] > 0)
        left.append(back)
        right.append(states[t - 1])
        back = weights.T @ back
    return np.array(left).T @ np.array(right) / (LENGTH - INPUT_BITS)
