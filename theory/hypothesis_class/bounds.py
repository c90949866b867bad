"""The number of samples n of theorem 2, for a task and an error."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.hypothesis_class.complexity import Complexity
from theory.hypothesis_class.gates import MAX_INPUTS, gate_polynomial, parity_polynomial
from theory.hypothesis_class.surds import Surd
from theory.tasks.parity import BitSubsetParity
from theory.tasks.sequence import Gate, ParityGate


@dataclass(frozen=True, slots=True)
class TheoremTwoBound:
    """Theorem 2 for one task.

    Returned by :func:`theorem_2_bound`.

    Attributes:
        d: input bits.
        gates: number of sub-tasks, the answer included.
        max_abs_coefficient: max over gates and powers of |a_{t,i}|, exact.
        complexity: T, N, degree and phi.
        epsilon, delta: error and failure probability.
    """

    d: int
    gates: int
    max_abs_coefficient: Surd
    complexity: Complexity
    epsilon: float
    delta: float

    @property
    def log10_phi(self) -> float:
        """log10 phi, power part, C = 1."""
        return self.complexity.log10_phi

    @property
    def exponent_of_t(self) -> int:
        """The exponent of T in phi."""
        return self.complexity.exponent_of_t

    @property
    def log10_samples(self) -> float:
        """log10 n with n = ((phi + log(1/delta)) / epsilon)^2, theorem 2 as printed, log factors of O~ left out."""
        return log10_samples(self.log10_phi, self.epsilon, self.delta)

    @property
    def log10_samples_corrected(self) -> float:
        """log10 n with n = T^2 (T^4 phi + log(1/delta))^2 / epsilon^2, theorem 2 as corrected, logarithms left out.

        It is for weights B of variance one, where the bounds of lemmas 6 and 7 hold.
        """
        length = self.complexity.sequence_length
        log10_phi = self.log10_phi + 4 * math.log10(length)
        return log10_samples(log10_phi, self.epsilon, self.delta) + 2 * math.log10(length)

    @property
    def log10_samples_with_union_bound(self) -> float:
        """The same with the number of sub-tasks T - d + 1 that lemma 1 sums over, which theorem 2 leaves out."""
        return self.log10_samples + 2 * math.log10(self.gates)


def check_error(epsilon: float, delta: float) -> None:
    """Raise InputError unless both lie strictly between 0 and 1."""
    for name, value in (("epsilon", epsilon), ("delta", delta)):
        if not 0 < value < 1:
            raise InputError(f"{name} = {value}: it must lie strictly between 0 and 1")


@check_arguments
def log10_samples(log10_phi: float, epsilon: float, delta: float) -> float:
    """Return log10 of theorem 2's n = ((phi + log(1/delta)) / epsilon)^2 without forming phi.

    Args:
        log10_phi: log10 of the complexity phi of eq 10.
        epsilon: error, in (0, 1).
        delta: failure probability, in (0, 1).

    Raises:
        InputError: epsilon or delta is not in (0, 1).

    Example:
        >>> from theory.hypothesis_class import log10_samples
        >>> round(log10_samples(20.0, epsilon=0.1, delta=0.1), 6)
        42.0
    """
    check_error(epsilon, delta)
    log10_tail = math.log10(-math.log(delta))  # 1 / delta may be no float
    larger, smaller = max(log10_phi, log10_tail), min(log10_phi, log10_tail)
    total = larger + math.log10(1 + 10 ** (smaller - larger))
    return 2 * (total - math.log10(epsilon))


@check_arguments
def theorem_2_bound(
    d: int, gates: Sequence[Gate | ParityGate], *, epsilon: float = 0.1, delta: float = 0.1
) -> TheoremTwoBound:
    """Bound the samples of any sequence of gates by theorem 2, each gate represented as in lemma 3 (parities: lemma 2).

    Args:
        d: input bits.
        gates: the sub-tasks in order, the answer last.
        epsilon, delta: error and failure probability, in (0, 1).

    Raises:
        InputError: a gate of more inputs than the exact method serves, or epsilon, delta outside (0, 1).

    Example:
        >>> from theory.hypothesis_class import theorem_2_bound
        >>> from theory.tasks import Gate
        >>> bound = theorem_2_bound(3, [Gate((0, 1), "0001"), Gate((2, 3), "0110")])
        >>> bound.exponent_of_t, str(bound.max_abs_coefficient)
        (25, '10')
    """
    check_error(epsilon, delta)
    polynomials = {}
    for gate in gates:
        key = gate.truth_table if isinstance(gate, Gate) else len(gate.inputs)
        if key not in polynomials:
            if isinstance(gate, ParityGate):
                polynomials[key] = parity_polynomial(len(gate.inputs))
            elif len(gate.inputs) > MAX_INPUTS:
                raise InputError(
                    f"a gate of {len(gate.inputs)} inputs; the exact method is for at most {MAX_INPUTS}"
                )
            else:
                polynomials[key] = gate_polynomial(gate.truth_table)
    largest = max((p.max_abs_coefficient for p in polynomials.values()), key=lambda a: a.log10)
    complexity = Complexity(
        sequence_length=d + len(gates) - 1,
        inputs_per_gate=max(len(gate.inputs) for gate in gates),
        degree=max(p.degree for p in polynomials.values()),
        log10_max_coefficient=largest.log10,
    )
    return TheoremTwoBound(d, len(gates), largest, complexity, epsilon, delta)


@check_arguments
def parity_bound(
    d: int, *, end_to_end: bool = False, epsilon: float = 0.1, delta: float = 0.1
) -> TheoremTwoBound:
    """Bound the samples of bit-subset parity by theorem 2: N = 2 with the tree of sub-tasks, N = d/2 end to end.

    End to end the parity is represented by equal weights, whose degree d/2 is the least a parity can have.

    Example:
        >>> from theory.hypothesis_class import parity_bound
        >>> bound = parity_bound(32)
        >>> bound.exponent_of_t, round(bound.log10_samples)
        (24, 88)
        >>> round(parity_bound(32, end_to_end=True).log10_samples)
        388
    """
    check_error(epsilon, delta)
    # Any subset will do: the bound depends on fan-ins alone.
    task = BitSubsetParity(d, tuple(range(d // 2)), supervised=not end_to_end)
    return theorem_2_bound(d, task.gates, epsilon=epsilon, delta=delta)
