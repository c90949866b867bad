r"""Theorem 4 with correct rates.

Let G^2 bound :math:`E_x\|\partial f/\partial\theta\|^2` at the n points that are queried while the oracle answers with
mean gradients, and let the loss be logistic. Against that oracle, of precision sigma, every algorithm ends for all but
a fraction :math:`nG^2/(4\sigma^2|H|)` of the targets in the same predictor (lemmas 12 and 14), and one predictor
has correlation tau or more with at most :math:`1/(\tau^2|H|)` of them (Bessel). So for any sigma, tau > 0

.. math:: P_h[\text{zero-one loss} > \tfrac12(1-\tau)] \ge 1 - \frac{nG^2}{4\sigma^2|H|} - \frac{1}{\tau^2|H|}.

An output of zero counts as an error or as one fixed label.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.hardness.class_size import class_size


@dataclass(frozen=True, slots=True)
class EndToEndGuarantee:
    """A lower bound on the zero-one loss of every algorithm, with numbers.

    Returned by :func:`end_to_end_guarantee`.

    Attributes:
        d: number of bits.
        steps: gradient queries, n.
        square_gradient: G^2.
        precision: sigma, Euclidean.
        margin: tau; the loss exceeds (1 - tau)/2.
        revealed_fraction: bound on the fraction of targets that the oracle has to reveal.
        correlated_fraction: bound on the fraction of targets that the one predictor is correlated with.
    """

    d: int
    steps: int
    square_gradient: Fraction
    precision: Fraction
    margin: Fraction
    revealed_fraction: Fraction
    correlated_fraction: Fraction

    @property
    def loss(self) -> Fraction:
        """(1 - tau)/2."""
        return (1 - self.margin) / 2

    @property
    def probability(self) -> Fraction:
        """The lower bound on the probability over the target; 0 where the bound is negative."""
        return max(Fraction(0), 1 - self.revealed_fraction - self.correlated_fraction)


@check_arguments
def end_to_end_guarantee(
    d: int, *, steps: int, square_gradient: Fraction, precision: Fraction, margin: Fraction
) -> EndToEndGuarantee:
    """Return the corrected theorem 4 for the logistic loss of eq 4.

    Args:
        d: number of bits, even.
        steps: gradient queries, n.
        square_gradient: G^2, a bound on the mean square of the predictor's gradient.
        precision: sigma of the oracle, Euclidean.
        margin: tau; the loss exceeds (1 - tau)/2.

    Raises:
        InputError: d is odd or below 2, a negative number of steps or G^2, or a precision or margin not positive.

    Example:
        >>> from fractions import Fraction
        >>> from theory.hardness import end_to_end_guarantee
        >>> found = end_to_end_guarantee(
        ...     64, steps=1000, square_gradient=1, precision=Fraction(1, 1000), margin=Fraction(1, 100)
        ... )
        >>> str(found.loss), found.probability > Fraction(99, 100)
        ('99/200', True)
    """
    size = class_size(d).size
    if steps < 0 or square_gradient < 0:
        raise InputError(f"steps and the squared gradient cannot be negative: {steps}, {square_gradient}")
    if precision <= 0 or margin <= 0:
        raise InputError(f"precision and margin must be positive: {precision}, {margin}")
    revealed_fraction = steps * Fraction(square_gradient) / (4 * Fraction(precision) ** 2 * size)
    correlated_fraction = 1 / (Fraction(margin) ** 2 * size)
    return EndToEndGuarantee(
        d,
        steps,
        Fraction(square_gradient),
        Fraction(precision),
        Fraction(margin),
        revealed_fraction,
        correlated_fraction,
    )
