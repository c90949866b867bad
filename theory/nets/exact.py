"""The recurrent net in exact rational arithmetic, with two exact gradients: by dual numbers, and by formula.

Tokens may be real numbers here: ``e_z`` is extended linearly to (1 - z, z), the only way to make sense of the
feedback "z_t := f_{t-1}" as lemma 1 types it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from theory.arguments import check_fields
from theory.errors import InputError

Number = int | Fraction
Vector = Sequence[Number]
Matrix = Sequence[Vector]
#: The token that step t - 1 feeds to step t at test time: the bit of its sign (eq 15), or its score as lemma 1 types
#: it.
Feedback = Literal["threshold", "score"]


@dataclass(frozen=True, slots=True)
class ExactElman:
    """The recurrent net of eq 1 to 3 with rational weights.

    Attributes:
        W: m x m, recurrent.
        A: m x 2; column z is added when the token is z.
        B: m, output.
        M_0: m; the state before the first token is ReLU(M_0).

    Raises:
        InputError: the weights do not fit together, or are not whole numbers or Fractions.

    Example:
        >>> from theory.nets import ExactElman
        >>> net = ExactElman(W=[[2, 0], [1, -1]], A=[[1, 0], [0, 3]], B=[1, -1], M_0=[1, -5])
        >>> net.scores([0, 1]), net.gradient([0, 1])
        ([2, 1], [[4, 1], [-2, -1]])
    """

    W: Matrix
    A: Matrix
    B: Vector
    M_0: Vector

    def __post_init__(self) -> None:
        check_fields(self)
        m = len(self.M_0)
        rows = (self.W, self.A, self.B, *self.W)
        if any(len(row) != m for row in rows) or any(len(pair) != 2 for pair in self.A):
            raise InputError(f"weights of width {m} do not fit together")

    def states(self, tokens: Vector) -> list[list[Number]]:
        """Return h_0 ... h_t for t tokens."""
        states = [[max(x, 0) for x in self.M_0]]
        for z in tokens:
            states.append([max(x, 0) for x in self._pre_activation(states[-1], z)])
        return states

    def scores(self, tokens: Vector) -> list[Number]:
        """Return f_1 ... f_t of eq 2 for t tokens."""
        return [_dot(self.B, state) for state in self.states(tokens)[1:]]

    def free_running(
        self, x: Sequence[int], steps: int, *, feedback: Feedback = "threshold", zero: Number = 1
    ) -> list[Number]:
        """Scores of steps d ... d + steps - 1 at test time.

        Args:
            x: the d input bits.
            steps: T - d + 1.
            feedback: the token that is fed back: the bit or the score.
            zero: the token that a score of 0 becomes; 1/2 is what eq 15 gives with sign(0) = 0.
        """
        tokens: list[Number] = list(x)
        while len(tokens) < len(x) + steps - 1:
            score = self.scores(tokens)[-1]
            tokens.append(score if feedback == "score" else zero if score == 0 else int(score > 0))
        return self.scores(tokens)[len(x) - 1 :]

    def teacher_forced(self, x: Sequence[int], labels: Sequence[int]) -> list[Number]:
        """Scores of steps d ... T from the true tokens; labels y_d ... y_T in {-1, +1}."""
        return self.scores([*x, *((1 + y) // 2 for y in labels[:-1])])[len(x) - 1 :]

    def derivative(self, tokens: Vector, row: int, column: int) -> Number:
        """Return d f_t / d W[row][column] for t tokens, by dual numbers: exact away from kinks, without any formula.

        Raises:
            InputError: a unit is exactly at its kink, where there is no derivative.
        """
        state: list[Number] = [max(x, 0) for x in self.M_0]
        slope: list[Number] = [0] * len(state)
        for z in tokens:
            values = self._pre_activation(state, z)
            slopes = [_dot(w, slope) + (state[column] if i == row else 0) for i, w in enumerate(self.W)]
            if 0 in values:
                raise InputError("the input of a unit is exactly 0, where the gradient is not defined")
            state = [max(value, 0) for value in values]
            slope = [s if value > 0 else 0 for s, value in zip(slopes, values, strict=True)]
        return _dot(self.B, slope)

    def gradient(self, tokens: Vector) -> list[list[Number]]:
        """All derivatives of f_t with respect to W, m x m; see :meth:`derivative`."""
        size = range(len(self.M_0))
        return [[self.derivative(tokens, row, column) for column in size] for row in size]

    def corrected_76(self, tokens: Vector) -> list[list[Number]]:
        """Equation 76 as it must read: sum_i D_i (W^T D_(i+1)) ... (W^T D_t) B h_(i-1)^T."""
        states = self.states(tokens)
        total: list[list[Number]] = [[0] * len(self.M_0) for _ in self.M_0]
        backward: list[Number] = list(self.B)
        for i in range(len(tokens), 0, -1):
            backward = [b if h > 0 else 0 for b, h in zip(backward, states[i], strict=True)]
            for row, b in zip(total, backward, strict=True):
                row[:] = (x + b * h for x, h in zip(row, states[i - 1], strict=True))
            backward = self.transposed_times(backward)
        return total

    def transposed_times(self, vector: Vector) -> list[Number]:
        """W^T v."""
        return [_dot(column, vector) for column in zip(*self.W, strict=True)]

    def _pre_activation(self, state: Vector, z: Number) -> list[Number]:
        """W h + A e_z."""
        drive = (a_0 * (1 - z) + a_1 * z for a_0, a_1 in self.A)
        return [_dot(row, state) + a for row, a in zip(self.W, drive, strict=True)]


def _dot(first: Vector, second: Vector) -> Number:
    return sum(a * b for a, b in zip(first, second, strict=True))
