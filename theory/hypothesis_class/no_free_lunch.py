r"""Why eq 6 needs a margin: without one, theorem 2 would bound the samples for functions that cannot be learned.

sign(c psi) = sign(psi) for every c > 0, while eq 10 multiplies phi by c^2. So every function of N bits, which is the
sign of some polynomial (lemma 3), has an arbitrarily small phi, and theorem 2's n no longer depends on it. Yet of a
function drawn uniformly from all functions of d bits, n labelled inputs give a learner no information about the labels
of the other inputs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from theory.errors import InputError
from theory.hypothesis_class.bounds import check_error
from theory.hypothesis_class.complexity import BASE_EXPONENT
from theory.hypothesis_class.gates import squared_norm

#: The scale is a power of 2 with an exponent of about N 2^N.
MAX_SCALED_INPUTS = 12


def power_part(
    sequence_length: int, inputs: int, degree: int, squared_coefficient: Fraction, c: Fraction = Fraction(1)
) -> Fraction:
    """Return T^(16+3N+deg) C^(2N) deg^(3N) max|a|^2 of eq 10, exactly.

    Args:
        sequence_length: T.
        inputs: N.
        degree: max_t deg(psi_t).
        squared_coefficient: max|a|^2, rational where the coefficients are quadratic surds.
        c: the constant C.
    """
    n = inputs
    return (
        Fraction(sequence_length) ** (BASE_EXPONENT + 3 * n + degree)
        * c ** (2 * n)
        * degree ** (3 * n)
        * squared_coefficient
    )


def error_floor(d: int, samples: int) -> Fraction:
    """Return a lower bound on every learner's expected error on a uniformly random function of d bits, x uniform.

    For any n labelled inputs, a fresh input is none of them with probability at least 1 - n 2^-d, and then its label is
    uniform and independent of the labelled sample: 1/2 (1 - n 2^-d).
    """
    return max(Fraction(0), 1 - Fraction(samples, 1 << d)) / 2


def squared_coefficient_bound(inputs: int) -> int:
    r"""A number that max|a|^2 of lemma 3's polynomial does not exceed, whichever function of N bits it represents.

    In Newton's form the interpolant of values +-1 at 0, 1, ..., n - 1 (n = 2^N) is sum_m D_m binom(x, m) with
    differences |D_m| <= 2^m, and the coefficients of m! binom(x, m) have absolute sum m!. So those of the
    interpolant have absolute sum below 2^n; psi multiplies coefficient i by ||(1, 2, 4, ...)||^i.
    """
    nodes = 1 << inputs
    return 4**nodes * squared_norm(inputs) ** (nodes - 1)


@dataclass(frozen=True, slots=True)
class ScaledClass:
    """All functions of N bits as members of eq 6's class with a tiny complexity.

    Attributes:
        inputs: N = d; the sequence has one label before the answer, T = d + 1, so that N < T.
        log2_scale: every psi of lemma 3 is multiplied by 2 to this power.
        phi: eq 10's power part does not exceed this for any of the 2^(2^N) functions, after scaling.
    """

    inputs: int
    log2_scale: int
    phi: Fraction

    @property
    def sequence_length(self) -> int:
        """T = d + 1."""
        return self.inputs + 1


def scaled_class(inputs: int, phi_at_most: Fraction, c: Fraction = Fraction(1)) -> ScaledClass:
    """Scale lemma 3's polynomials for every function of N bits at once until phi is below a bound.

    Raises:
        InputError: N outside 1 ... 12 (the numbers have 2^N digits and more), or a bound that is not positive.
    """
    if not 1 <= inputs <= MAX_SCALED_INPUTS:
        raise InputError(f"N = {inputs}: the scale is written out for 1 to {MAX_SCALED_INPUTS} inputs")
    if phi_at_most <= 0:
        raise InputError("phi must be positive")
    phi = power_part(inputs + 1, inputs, (1 << inputs) - 1, Fraction(squared_coefficient_bound(inputs)), c)
    # phi is multiplied by the square of the scale
    halvings = (math.ceil(phi / phi_at_most).bit_length() + 1) // 2
    return ScaledClass(inputs, -halvings, phi / Fraction(4) ** halvings)


@dataclass(frozen=True, slots=True)
class PromisedError:
    """Theorem 2's n for a class, and the least possible expected error with n samples.

    Attributes:
        samples: an n above theorem 2's bound.
        expected_error: no learner gets below this on average over all functions of the class.
        promised: epsilon + delta, which bounds the expected error if eq 7 holds with probability 1 - delta.
    """

    samples: int
    expected_error: Fraction
    promised: Fraction

    @property
    def is_impossible(self) -> bool:
        """Return whether the promised error is below the least possible one."""
        return self.expected_error > self.promised


def promised_error(
    d: int, phi: Fraction, epsilon: Fraction, delta: Fraction, *, constant: int = 1, log_power: int = 0
) -> PromisedError:
    r"""Return the error that theorem 2 promises for uniformly random functions of d bits, and the least possible one.

    The \tilde O is read as constant * X^2 * (1 + log X + log T + log N + log deg)^log_power with
    X = (phi + log(1/delta)) / epsilon, T = d + 1, N = d, deg < 2^d: logarithms of every quantity but the
    coefficients, which scaling drives to 0.
    """
    check_error(float(epsilon), float(delta))
    x = (float(phi) + math.log(1 / delta)) / float(epsilon)
    hidden = 1 + math.log(x) + math.log(d + 1) + math.log(d) + d * math.log(2)
    samples = math.floor(constant * x**2 * hidden**log_power) + 1
    return PromisedError(samples, error_floor(d, samples), epsilon + delta)
