r"""Where the weights of eq 6 can put the nodes: all affine forms of the bits, up to one inequality.

Write w_{i,0} = m_i - b_i/2 and w_{i,1} = m_i + b_i/2. Then <w, e(z)> = M + sum_i b_i (z_i - 1/2) with M = sum_i m_i,
and ||w||^2 = 2 sum_i m_i^2 + ||b||^2 / 2. The m_i with a given sum M have sum_i m_i^2 >= M^2/N, and for N >= 2 every
larger value too. So the unit vectors w give exactly the forms (b, M) with

    2 M^2 / N + ||b||^2 / 2 <= 1        (with equality for N = 1),

among them rational ones: no square root is needed in the nodes. The paper's w has M = sum b_i / 2, off centre.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from theory.errors import InputError
from theory.hypothesis_class.quadratic import Quadratic
from theory.hypothesis_class.surds import squarefree_split


@dataclass(frozen=True, slots=True)
class Placement:
    """The nodes M + sum_i b_i (z_i - 1/2) of some unit vector w.

    Part of what :func:`small_representation` returns.

    Attributes:
        slopes: b.
        centre: M.

    Raises:
        InputError: no unit vector w gives this form.
    """

    slopes: tuple[Fraction, ...]
    centre: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        if not self.slopes:
            raise InputError("a gate needs at least one input")
        if self.slack < 0 or (len(self.slopes) == 1 and self.slack):
            raise InputError(f"no unit vector w gives slopes {self.slopes} and centre {self.centre}")

    @property
    def slack(self) -> Fraction:
        """1 - 2 M^2/N - ||b||^2/2."""
        return 1 - 2 * self.centre**2 / len(self.slopes) - sum((b * b for b in self.slopes), Fraction(0)) / 2

    @property
    def nodes(self) -> tuple[Fraction, ...]:
        """The node of every point z, indexed by z_1 + 2 z_2 + ..."""
        values = [self.centre - sum(self.slopes, Fraction(0)) / 2]
        for slope in self.slopes:
            values += [value + slope for value in values]
        return tuple(values)

    @property
    def weights(self) -> tuple[Fraction | Quadratic, ...]:
        """A unit vector w, as w_{1,0}, w_{1,1}, w_{2,0}, ...

        The m_i are M/N, with sqrt(slack)/2 added to the first and taken from the second.
        """
        n = len(self.slopes)
        shift = square_root(self.slack / 4)
        middles: list[Fraction | Quadratic] = [self.centre / n] * n
        if n > 1:
            middles[0], middles[1] = middles[0] + shift, middles[1] - shift
        return tuple(m + sign * b / 2 for m, b in zip(middles, self.slopes, strict=True) for sign in (-1, 1))


def square_root(number: Fraction) -> Fraction | Quadratic:
    """The exact square root of a rational >= 0."""
    if not number:
        return Fraction(0)
    outside, inside = squarefree_split(number.numerator * number.denominator)
    factor = Fraction(outside, number.denominator)
    return factor if inside == 1 else Quadratic(Fraction(0), factor, inside)


def paper_nodes(weights: Sequence[int]) -> tuple[Fraction | Quadratic, ...]:
    """The nodes of the paper's kind of w, which counts the zeros: sum of weights with z_i = 0 over the norm."""
    unit = square_root(Fraction(1, sum(c * c for c in weights)))
    values = [sum(weights)]
    for weight in weights:
        values += [value - weight for value in values]
    return tuple(value * unit for value in values)
