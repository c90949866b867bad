r"""The complexity phi(T, psi, N) of eq 10, in symbols and as a logarithm.

Eq 10 defines phi as \tilde O of a product. As a number it is that product with C = 1 and the logarithmic factors
left out: the number given here is the *power* part.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from theory.arguments import check_fields

#: The constant part of the exponent of T in eq 10.
BASE_EXPONENT = 16


@dataclass(frozen=True, slots=True)
class Complexity:
    """The power part of eq 10 for given T, N, degree and largest coefficient.

    Attributes:
        sequence_length: T.
        inputs_per_gate: N.
        degree: max_t deg(psi_t).
        log10_max_coefficient: log10 of max_{t,i} |a_{t,i}|.
        c: the paper's unnamed constant C > 0; 1 unless said otherwise.

    Example:
        >>> from theory.hypothesis_class import Complexity
        >>> phi = Complexity(sequence_length=46, inputs_per_gate=2, degree=2, log10_max_coefficient=0.75)
        >>> phi.exponent_of_t, round(phi.log10_phi, 1)
        (24, 43.2)
    """

    sequence_length: int
    inputs_per_gate: int
    degree: int
    log10_max_coefficient: float
    c: float = 1.0

    def __post_init__(self) -> None:
        check_fields(self)

    @property
    def exponent_of_t(self) -> int:
        """16 + 3N + max deg."""
        return BASE_EXPONENT + 3 * self.inputs_per_gate + self.degree

    @property
    def log10_phi(self) -> float:
        """log10 of T^(16+3N+deg) C^(2N) deg^(3N) max|a|^2. A degree of 0 makes eq 10 vanish; 1 is taken instead."""
        n = self.inputs_per_gate
        return (
            self.exponent_of_t * math.log10(self.sequence_length)
            + 2 * n * math.log10(self.c)
            + 3 * n * math.log10(max(self.degree, 1))
            + 2 * self.log10_max_coefficient
        )


def symbolic_phi() -> tuple[Any, dict[str, Any]]:
    """Return eq 10 without its \\tilde O in sympy, and its symbols T, C, N, D (degree), a (largest coefficient).

    Example:
        >>> from theory.hypothesis_class import symbolic_phi
        >>> phi, symbols = symbolic_phi()
        >>> print(phi)
        C**(2*N)*D**(3*N)*T**(D + 3*N + 16)*a**2
    """
    import sympy

    symbols = {name: sympy.Symbol(name, positive=True) for name in ("T", "C", "N", "D", "a")}
    t, c, n, d, a = symbols.values()
    return t ** (BASE_EXPONENT + 3 * n + d) * c ** (2 * n) * d ** (3 * n) * a**2, symbols
