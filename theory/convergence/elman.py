"""A small Elman net in exact rationals: its states, and the gradient of its output by forward differentiation.

The net is piecewise linear in W, so away from kinks the derivative is exact; dual numbers over the rationals
give it without any formula for the gradient.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

Vector = list[Fraction]
Matrix = list[Vector]


@dataclass(frozen=True, slots=True)
class Elman:
    """Equations 1 to 3: h_t = ReLU(W h_(t-1) + A e_(z_t)), f_t = B^T h_t, h_0 = ReLU(M_0).

    Attributes:
        weights: W, (m, m).
        inputs: A, (m, 2).
        output: B, (m,).
        start: M_0, (m,).
    """

    weights: Matrix
    inputs: Matrix
    output: Vector
    start: Vector

    def states(self, tokens: Sequence[int]) -> list[Vector]:
        """h_0, ..., h_T."""
        states = [[max(x, Fraction(0)) for x in self.start]]
        for token in tokens:
            before = states[-1]
            rows = zip(self.weights, self.inputs, strict=True)
            states.append([max(_dot(row, before) + a[token], Fraction(0)) for row, a in rows])
        return states

    def outputs(self, tokens: Sequence[int]) -> Vector:
        """f_1, ..., f_T."""
        return [_dot(self.output, state) for state in self.states(tokens)[1:]]

    def derivative(self, tokens: Sequence[int], row: int, column: int) -> Fraction:
        """d f_T / d W[row][column], by dual numbers.

        Raises:
            ValueError: a unit sits exactly at its kink.
        """
        state = [max(x, Fraction(0)) for x in self.start]
        slope = [Fraction(0)] * len(state)
        for token in tokens:
            values = [_dot(w, state) + a[token] for w, a in zip(self.weights, self.inputs, strict=True)]
            slopes = [_dot(w, slope) + (state[column] if i == row else 0) for i, w in enumerate(self.weights)]
            if any(value == 0 for value in values):
                raise ValueError("a unit sits at its kink")
            state = [max(value, Fraction(0)) for value in values]
            slope = [s if value > 0 else Fraction(0) for s, value in zip(slopes, values, strict=True)]
        return _dot(self.output, slope)

    def gradient(self, tokens: Sequence[int]) -> Matrix:
        """All derivatives of f_T with respect to W, (m, m)."""
        size = range(len(self.start))
        return [[self.derivative(tokens, row, column) for column in size] for row in size]

    def corrected_76(self, tokens: Sequence[int]) -> Matrix:
        """Equation 76 as it must read: sum_i D_i (W^T D_(i+1)) ... (W^T D_t) B h_(i-1)^T."""
        states = self.states(tokens)
        total = [[Fraction(0)] * len(self.start) for _ in self.start]
        backward = self.output
        for i in range(len(tokens), 0, -1):
            backward = [b if h > 0 else Fraction(0) for b, h in zip(backward, states[i], strict=True)]
            total = _plus(total, [[b * h for h in states[i - 1]] for b in backward])
            backward = self.transposed_times(backward)
        return total

    def transposed_times(self, vector: Vector) -> Vector:
        """W^T v."""
        return [
            sum((w[j] * v for w, v in zip(self.weights, vector, strict=True)), Fraction(0))
            for j in range(len(vector))
        ]


def _dot(first: Sequence[Fraction], second: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(first, second, strict=True)), Fraction(0))


def _plus(first: Matrix, second: Matrix) -> Matrix:
    return [[a + b for a, b in zip(r, s, strict=True)] for r, s in zip(first, second, strict=True)]
