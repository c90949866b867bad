"""How the recurrent net is initialised, in the scale of the limit m = infinity."""

from __future__ import annotations

import math
from dataclasses import dataclass

from theory.arguments import check_arguments, check_fields
from theory.errors import InputError


@dataclass(frozen=True, slots=True)
class Initialisation:
    """Variances of the net of eq 1-3. W's entries have variance 2/m throughout.

    With any other variance of W, norms grow or die geometrically with t.

    Attributes:
        output: variance of the entries of B. The paper prints 1/m, which makes every kernel of eq 69 vanish; the
            scale that its other formulas belong to is 1.
        inputs: a, where the entries of A have variance 2a/m; a = 1 as printed.
        start: q = |h_0|^2, where the entries of M_0 have variance 2q/m; q = 1 as printed.

    Example:
        >>> from theory.kernel import Initialisation
        >>> Initialisation().norm(10)
        11.0
    """

    output: float = 1.0
    inputs: float = 1.0
    start: float = 1.0

    def __post_init__(self) -> None:
        check_fields(self)
        for name in ("output", "inputs", "start"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value > 0):
                raise InputError(f"{name} = {value}: a variance must be positive and finite")

    def norm(self, t: int) -> float:
        """The limit of |h_t|^2: q + a t for every input."""
        return self.start + self.inputs * t


#: As printed, but B of variance 1.
UNIT_OUTPUT = Initialisation()


@check_arguments
def printed(width: int) -> Initialisation:
    """Return the initialisation of algorithm 1 as printed, at width m: B of variance 1/m.

    Example:
        >>> from theory.kernel import printed
        >>> printed(1024).output
        0.0009765625
    """
    return Initialisation(output=1.0 / width)


@check_arguments
def repaired(sequence_length: int) -> Initialisation:
    """Return the smallest change under which far tokens stay learnable: |h_0|^2 = T^3 (M_0 of variance 2 T^3 / m).

    Example:
        >>> from theory.kernel import repaired
        >>> repaired(10).start
        1000.0
    """
    return Initialisation(start=float(sequence_length) ** 3)
