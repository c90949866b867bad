"""The class of equation 6: interpolation, coefficients, sign representations, the complexity phi, sample bounds.

The names are imported on first use: the exact polynomials need python-flint, phi alone does not.
"""

from typing import TYPE_CHECKING

from theory.lazy import lazy_names

if TYPE_CHECKING:
    from theory.hypothesis_class.bounds import TheoremTwoBound, log10_samples, parity_bound, theorem_2_bound
    from theory.hypothesis_class.circuit_bounds import CircuitBound, SmallerBound, WorstGate, circuit_bound
    from theory.hypothesis_class.complexity import Complexity, symbolic_phi
    from theory.hypothesis_class.gates import (
        GatePolynomial,
        LargestCoefficient,
        gate_polynomial,
        largest_coefficient,
        parity_polynomial,
    )
    from theory.hypothesis_class.interpolation import InterpolationCertificate, certify, interpolate
    from theory.hypothesis_class.placements import Placement
    from theory.hypothesis_class.quadratic import Quadratic
    from theory.hypothesis_class.representations import (
        LargestSmallRepresentation,
        SignRepresentation,
        largest_small_representation,
        small_representation,
    )
    from theory.hypothesis_class.sign_degree import sign_degrees
    from theory.hypothesis_class.small_coefficients import SmallestCoefficients
    from theory.hypothesis_class.surds import Surd

__all__ = [
    "CircuitBound",
    "Complexity",
    "GatePolynomial",
    "InterpolationCertificate",
    "LargestCoefficient",
    "LargestSmallRepresentation",
    "Placement",
    "Quadratic",
    "SignRepresentation",
    "SmallerBound",
    "SmallestCoefficients",
    "Surd",
    "TheoremTwoBound",
    "WorstGate",
    "certify",
    "circuit_bound",
    "gate_polynomial",
    "interpolate",
    "largest_coefficient",
    "largest_small_representation",
    "log10_samples",
    "parity_bound",
    "parity_polynomial",
    "sign_degrees",
    "small_representation",
    "symbolic_phi",
    "theorem_2_bound",
]
__getattr__, __dir__ = lazy_names(__name__)
