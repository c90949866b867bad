r"""One gate as a member of the class of eq 6: unit weights and a polynomial (lemmas 2 and 3).

Both lemmas read the inputs through the first coordinate of each one-hot vector, e_0 = (1, 0), so a weight counts
where its bit is 0. With integer weights c_1, ..., c_N the number alpha(z) = sum of c_i over z_i = 0 takes values
0, 1, ..., and the unit vector w = c / ||c|| gives the inner product alpha / ||c||. A polynomial p that interpolates
the gate at the nodes alpha therefore becomes psi(u) = p(||c|| u): coefficient i is multiplied by ||c||^i. The paper's
eq 22 leaves out that factor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.hypothesis_class.interpolation import interpolate, inverse_vandermonde
from theory.hypothesis_class.surds import Surd
from theory.hypothesis_class.values import Values
from theory.words import counted

#: The exact method interpolates 2^N nodes; beyond this its numbers have too many digits to be of use.
MAX_INPUTS = 10
#: A parity of this number of inputs takes seconds, and the time grows with its third power.
MAX_PARITY_INPUTS = 2500
#: Far more than the rounding of the logarithm of any coefficient.
_LOG_ERROR = 1e-6


@dataclass(frozen=True, slots=True)
class GatePolynomial:
    """psi and w of eq 6 or 9 for one gate.

    Returned by :func:`gate_polynomial`.

    Attributes:
        inputs: N.
        weights: the unit vector w, 2N exact numbers.
        values: whether psi takes the gate's values in {0, 1} (eq 9) or in {-1, +1} (what eq 6 needs).
        node_polynomial: p with p(alpha(z)) = value, coefficients lowest first.
        coefficients: a_0, a_1, ... of psi.
    """

    inputs: int
    weights: tuple[Surd, ...]
    values: Values
    node_polynomial: tuple[Fraction, ...] = field(repr=False)  # Python shows no integer of 4300 digits
    coefficients: tuple[Surd, ...]

    @property
    def degree(self) -> int:
        """deg(psi); 0 for a constant gate."""
        return len(self.coefficients) - 1

    @property
    def max_abs_coefficient(self) -> Surd:
        """max_i |a_i|; logarithms rule out all but those that nearly tie, which are compared exactly."""
        logs = [a.log10 for a in self.coefficients]
        close = max(logs) - _LOG_ERROR
        return max(abs(a) for a, log in zip(self.coefficients, logs, strict=True) if log >= close)

    @property
    def latex(self) -> str:
        """psi(u) as LaTeX, highest power first."""
        terms = []
        for i, a in reversed(list(enumerate(self.coefficients))):
            if a.coefficient:
                power = "" if i == 0 else "u" if i == 1 else f"u^{{{i}}}"
                size = "" if abs(a) == Surd(Fraction(1)) and i else abs(a).latex
                terms.append(("-" if a.coefficient < 0 else "+", size + power))
        first = ("-" if terms[0][0] == "-" else "") + terms[0][1] if terms else "0"
        return first + "".join(f" {sign} {term}" for sign, term in terms[1:])


def parse_truth_table(text: str) -> int:
    """The number of inputs N of a truth table of 2^N characters.

    Raises:
        InputError: another length or another character, or N outside 1 ... 10.
    """
    for place, character in enumerate(text):
        if character not in "01":
            raise InputError(f"truth table: character {place + 1} is {character!r}; only 0 and 1 are allowed")
    inputs = len(text).bit_length() - 1
    if len(text) < 2 or len(text) != 1 << inputs:
        raise InputError(f"truth table: {counted(len(text), 'character')}; a gate of N >= 1 inputs has 2^N")
    if inputs > MAX_INPUTS:
        raise InputError(f"truth table: {inputs} inputs; the exact method is for at most {MAX_INPUTS}")
    return inputs


def squared_norm(inputs: int) -> int:
    """||(1, 2, 4, ..., 2^(N-1))||^2 = (4^N - 1) / 3."""
    return (4**inputs - 1) // 3


@check_arguments
def gate_polynomial(truth_table: str, values: Values = "plus_minus") -> GatePolynomial:
    """Return lemma 3's polynomial of a gate, by the weights 1, 2, 4, ..., with the factor that eq 22 lacks.

    Args:
        truth_table: 2^N characters; character k is the gate's value at z_1 + 2 z_2 + 4 z_3 + ... = k.
        values: {0, 1} as eq 9 says, or {-1, +1} as eq 6 needs.

    Raises:
        InputError: not a truth table, or more than 10 inputs.

    Example:
        >>> from theory.hypothesis_class import gate_polynomial
        >>> xor = gate_polynomial("0110")
        >>> [str(a) for a in xor.coefficients], xor.degree
        (['-1', '3*sqrt(5)', '-5'], 2)
    """
    inputs = parse_truth_table(truth_table)
    # alpha counts the zeros, so that alpha = 2^N - 1 - k
    bits = [int(character) for character in reversed(truth_table)]
    nodes = interpolate([2 * bit - 1 for bit in bits] if values == "plus_minus" else bits)
    return _scaled(inputs, [2**i for i in range(inputs)], nodes, values)


@check_arguments
def parity_polynomial(inputs: int) -> GatePolynomial:
    """Return the polynomial of the label (-1)^(number of ones) of N bits by equal weights: degree N (lemma 2: N = 2).

    The nodes are 0 ... N, not 2^N of them.

    Raises:
        InputError: N is not in 1 ... 2500.

    Example:
        >>> from theory.hypothesis_class import parity_polynomial
        >>> parity_polynomial(2).latex
        '4u^{2} - 4\\\\sqrt{2}u + 1'
    """
    if inputs < 1:
        raise InputError("a gate needs at least one input")
    if inputs > MAX_PARITY_INPUTS:
        raise InputError(
            f"a parity of {inputs:,} bits as one gate: the exact method is for at most {MAX_PARITY_INPUTS:,}, "
            f"which is d = {2 * MAX_PARITY_INPUTS:,} end to end"
        )
    nodes = interpolate([(-1) ** (inputs - zeros) for zeros in range(inputs + 1)])
    return _scaled(inputs, [1] * inputs, nodes, "plus_minus")


def _scaled(
    inputs: int, weights: Sequence[int], node_polynomial: Sequence[Fraction], values: Values
) -> GatePolynomial:
    norm2 = sum(c * c for c in weights)
    unit = [Surd.of(c, Fraction(1, norm2)) for c in weights]
    root = Surd.of(1, norm2)
    coefficients = tuple(
        (Surd(Fraction(norm2) ** (i // 2)) * (root if i % 2 else 1)) * a
        for i, a in enumerate(node_polynomial)
    )
    zero = Surd(Fraction(0))
    full = tuple(part for w in unit for part in (w, zero))
    return GatePolynomial(inputs, full, values, tuple(node_polynomial), coefficients)


@dataclass(frozen=True, slots=True)
class LargestCoefficient:
    """The exact maximum over all 2^(2^N) gates of max_i |a_i|, and where it is attained.

    Returned by :func:`largest_coefficient`.
    """

    inputs: int
    values: Values
    value: Surd
    power: int  # the i of the coefficient that is largest
    truth_table: str


@check_arguments
@lru_cache(maxsize=64)
def largest_coefficient(inputs: int, values: Values = "plus_minus") -> LargestCoefficient:
    r"""Maximise |a_i| over all gates of N inputs, from the rows of the inverse Vandermonde matrix.

    Row i of V^{-1} has alternating signs, so with values in {-1, +1} the gate (-1)^alpha, which is one literal
    of z_1, makes every term count; with values in {0, 1} the positive and the negative half of a row weigh the
    same for i >= 1 (interpolating the constant 1 gives a_i = 0), so the maximum is half of it.
    Takes the maximum from the rows themselves; the closed form is ``largest_node_coefficient``.

    Example:
        >>> from theory.hypothesis_class import largest_coefficient
        >>> found = largest_coefficient(2)
        >>> str(found.value), found.power, found.truth_table
        ('30', 2, '0101')
    """
    if not 1 <= inputs <= MAX_INPUTS:
        raise InputError(f"N = {inputs}: the exact method is for 1 to {MAX_INPUTS} inputs")
    nodes = 1 << inputs
    inverse = inverse_vandermonde(nodes)
    root, norm2 = Surd.of(1, squared_norm(inputs)), squared_norm(inputs)
    best: tuple[Surd, int, list[int]] | None = None
    for i in range(nodes):
        row = [int(inverse.numerator[i, k]) for k in range(nodes)]
        sizes = row if values == "zero_one" else [abs(w) for w in row]
        total, choice = sum(w for w in sizes if w > 0), [int(w > 0) for w in row]
        scale = Surd(Fraction(norm2) ** (i // 2)) * (root if i % 2 else 1)
        size = scale * Fraction(total, int(inverse.denominator))
        if best is None or size > best[0]:
            best = size, i, choice
    if best is None:  # unreachable: there are at least two nodes
        raise InputError("no coefficients")
    value, power, choice = best
    return LargestCoefficient(inputs, values, value, power, "".join(map(str, reversed(choice))))


def largest_node_coefficient(nodes: int, i: int, values: Values = "plus_minus") -> Fraction:
    r"""Closed form of the maximum of |[x^i] p| over all gates on the nodes 0 ... n - 1.

    With values in {-1, +1} it is sum_{m=i}^{n-1} 2^m c(m, i) / m!, where c are the unsigned Stirling numbers of the
    first kind: the interpolant of (-1)^x in Newton's form is sum_m (-2)^m binom(x, m). With {0, 1}: half of it for
    i >= 1, and 1 for i = 0.
    """
    if i == 0:
        return Fraction(1)
    stirling = [1]  # c(m, .) for m = 0
    factorial, total = 1, Fraction(0)
    for m in range(nodes):
        if m:
            factorial *= m
            stirling = [
                (stirling[j - 1] if j else 0) + (m - 1) * (stirling[j] if j < m else 0) for j in range(m + 1)
            ]
        if i <= m:
            total += Fraction(2**m * stirling[i], factorial)
    return total if values == "plus_minus" else total / 2
