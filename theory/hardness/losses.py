r"""Losses l(p, y) on labels y in {-1, +1}, and how much their derivative depends on the label.

A function of a label that takes two values is affine in it: :math:`\partial l/\partial p = a(p) + b(p)\,y` with
:math:`a = (l'(p,1) + l'(p,-1))/2` and :math:`b = (l'(p,1) - l'(p,-1))/2`. Lemma 14 needs b alone: its constant is the
largest b^2. For a margin loss r(yp), :math:`b = (r'(p) + r'(-p))/2`, so that a 1-Lipschitz r gives |b| <= 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy
from sympy import Expr

P, Y = sympy.symbols("p y", real=True)


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss by its formula in the symbols ``P`` and ``Y``.

    Attributes:
        name: its name.
        formula: l(p, y), for y = -1 and +1; differentiable in p where :attr:`derivative_at` is asked.

    Example:
        >>> from theory.hardness import LOSSES
        >>> LOSSES["logistic"].sensitivity
        -1/2
    """

    name: str
    formula: Expr

    def derivative_at(self, label: int) -> Expr:
        """The derivative in p at y = ``label``."""
        return sympy.diff(self.formula.subs(Y, label), P)

    @property
    def offset(self) -> Expr:
        """a(p), the part that does not depend on the label."""
        return sympy.simplify((self.derivative_at(1) + self.derivative_at(-1)) / 2)

    @property
    def sensitivity(self) -> Expr:
        """b(p), the factor of the label."""
        return sympy.simplify((self.derivative_at(1) - self.derivative_at(-1)) / 2)


#: By name; the cited theorem uses ``half-square``, eq 4 ``logistic``.
LOSSES: dict[str, Loss] = {
    loss.name: loss
    for loss in (
        Loss("logistic", sympy.log(1 + sympy.exp(-Y * P))),
        Loss("half-square", (P - Y) ** 2 / 2),
        Loss("square", (P - Y) ** 2),
        Loss("exponential", sympy.exp(-Y * P)),
        Loss("hinge", sympy.Max(0, 1 - Y * P)),
    )
}
