r"""The recurrent net of eq 1-3 in exact rational arithmetic, small enough to show where eq 5 needs its reading.

Tokens may be real numbers here: ``e_z`` is extended linearly to (1 - z, z), the only way to make sense of the
feedback "z_t := f_{t-1}" as lemma 1 types it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from theory.errors import InputError

Number = int | Fraction
#: What step t - 1 hands to step t at test time: the bit of its sign (eq 15), or its score as lemma 1 types it.
Feedback = Literal["threshold", "score"]


@dataclass(frozen=True, slots=True)
class ElmanNet:
    """Weights of eq 1-3.

    Attributes:
        W: m x m, recurrent.
        A: m x 2; column z is added when the token is z.
        B: m, output.
        M0: m; the state before the first token is ReLU(M0).
    """

    W: tuple[tuple[Number, ...], ...]
    A: tuple[tuple[Number, Number], ...]
    B: tuple[Number, ...]
    M0: tuple[Number, ...]

    def __post_init__(self) -> None:
        m = len(self.M0)
        if any(len(rows) != m for rows in (self.W, self.A, self.B, *self.W)):
            raise InputError(f"weights of width {m} do not fit together")

    def scores(self, tokens: Sequence[Number]) -> list[Number]:
        """f_1 ... f_t of eq 2 for t tokens."""
        state = [max(x, 0) for x in self.M0]
        scores = []
        for z in tokens:
            drive = (a0 * (1 - z) + a1 * z for a0, a1 in self.A)
            state = [
                max(sum(w * h for w, h in zip(row, state, strict=True)) + u, 0)
                for row, u in zip(self.W, drive, strict=True)
            ]
            scores.append(sum(b * h for b, h in zip(self.B, state, strict=True)))
        return scores

    def free_running(
        self, x: Sequence[int], steps: int, *, feedback: Feedback = "threshold", zero: Number = 1
    ) -> list[Number]:
        """Scores of steps d ... d + steps - 1 at test time.

        Args:
            x: the d input bits.
            steps: T - d + 1.
            feedback: what is fed back.
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
