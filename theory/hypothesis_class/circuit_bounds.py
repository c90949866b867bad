"""A decomposed task against theorem 2: the polynomial of every gate, checked, and what the theorem then asks for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from theory.arguments import check_arguments
from theory.errors import ProofError
from theory.hypothesis_class.bounds import TheoremTwoBound, check_error, log10_samples
from theory.hypothesis_class.complexity import Complexity
from theory.hypothesis_class.cube_orders import MAX_INPUTS as MAX_SMALL_INPUTS
from theory.hypothesis_class.gates import GatePolynomial, gate_polynomial, parity_polynomial
from theory.hypothesis_class.representations import smallest_found
from theory.tasks.circuits import Circuit
from theory.tasks.sequence import Gate, ParityGate, Task


@dataclass(frozen=True, slots=True)
class WorstGate:
    """The gate with the largest coefficient.

    Returned by :func:`circuit_bound`.

    Attributes:
        label: which label it is, counted from 1 (the label y_{d - 1 + label}).
        gate: its inputs and truth table.
        polynomial: lemma 3's polynomial (lemma 2's for a parity).
    """

    label: int
    gate: Gate | ParityGate
    polynomial: GatePolynomial


@dataclass(frozen=True, slots=True)
class SmallerBound:
    """The same task with the smallest sign representations found, |psi| >= 1 at every node.

    Returned by :func:`circuit_bound`.

    Attributes:
        max_abs_coefficient: max over gates and powers.
        complexity: T, N, degree and phi.
        samples_log10: log10 of theorem 2's n.
    """

    max_abs_coefficient: Fraction
    complexity: Complexity
    samples_log10: float


@dataclass(frozen=True, slots=True)
class CircuitBound:
    """What theorem 2 says of a decomposed task.

    Returned by :func:`circuit_bound`.

    Attributes:
        paper: with the paper's representation of each gate.
        smaller: with the smallest found; None where a gate has more than 4 inputs.
        num_labels: T - d + 1, the answer included.
        num_outputs: how many of the last labels are outputs.
        distinct_gates: number of different truth tables.
        checked_gates: how many of them were evaluated exactly at all their 2^N inputs: all, or the bound is not given.
        worst: the gate with the largest coefficient.
    """

    paper: TheoremTwoBound
    smaller: SmallerBound | None
    num_labels: int
    num_outputs: int
    distinct_gates: int
    checked_gates: int
    worst: WorstGate

    @property
    def every_gate_checked(self) -> bool:
        """Whether every gate's polynomial was evaluated exactly at all of the gate's inputs."""
        return self.checked_gates == self.distinct_gates

    @property
    def saved_exponent(self) -> int | None:
        """By how much the smaller representation lowers the exponent of T in phi."""
        return (
            None if self.smaller is None else self.paper.exponent_of_t - self.smaller.complexity.exponent_of_t
        )


@check_arguments
def circuit_bound(task: Task, *, epsilon: float = 0.1, delta: float = 0.1) -> CircuitBound:
    """Represent every gate as a polynomial, check each exactly, and apply theorem 2.

    Raises:
        InputError: a gate of more inputs than the exact method serves, or epsilon, delta outside (0, 1).
        ProofError: a polynomial misses its gate.

    Example:
        >>> from theory.hypothesis_class import circuit_bound
        >>> from theory.tasks import build
        >>> bound = circuit_bound(build("addition", 8))
        >>> bound.paper.exponent_of_t, bound.smaller.complexity.exponent_of_t
        (32, 28)
    """
    check_error(epsilon, delta)
    gates = distinct_gates(task)
    polynomials = [_polynomial(gate) for _, gate in gates]
    for (_, gate), polynomial in zip(gates, polynomials, strict=True):
        check_polynomial(gate, polynomial)
    sizes = [polynomial.max_abs_coefficient for polynomial in polynomials]
    worst = max(range(len(gates)), key=lambda k: (sizes[k].log10, polynomials[k].degree, -gates[k][0]))
    inputs_per_gate = max(len(gate.inputs) for _, gate in gates)
    complexity = Complexity(
        task.sequence_length, inputs_per_gate, max(p.degree for p in polynomials), sizes[worst].log10
    )
    return CircuitBound(
        TheoremTwoBound(task.d, task.num_labels, sizes[worst], complexity, epsilon, delta),
        _smaller(gates, complexity, epsilon, delta) if inputs_per_gate <= MAX_SMALL_INPUTS else None,
        task.num_labels,
        getattr(task, "num_outputs", 1),
        len(gates),
        len(polynomials),
        WorstGate(gates[worst][0] + 1, gates[worst][1], polynomials[worst]),
    )


def distinct_gates(task: Task) -> list[tuple[int, Gate | ParityGate]]:
    """One gate of each kind (truth table, or fan-in of a parity), with the place where it first occurs."""
    if isinstance(task, Circuit):
        places = np.unique(task.table_of, return_index=True)[1].tolist()
        return [(place, task.gates[place]) for place in sorted(places)]
    found: dict[str | int, tuple[int, Gate | ParityGate]] = {}
    for place, gate in enumerate(task.gates):
        found.setdefault(gate.truth_table if isinstance(gate, Gate) else len(gate.inputs), (place, gate))
    return list(found.values())


def _polynomial(gate: Gate | ParityGate) -> GatePolynomial:
    return (
        parity_polynomial(len(gate.inputs))
        if isinstance(gate, ParityGate)
        else gate_polynomial(gate.truth_table)
    )


def check_polynomial(gate: Gate | ParityGate, polynomial: GatePolynomial) -> None:
    """Evaluate a gate's polynomial exactly at every node alpha(z), in integers over a common denominator.

    Raises:
        ProofError: a value is not the gate's +1 or -1.
    """
    n = len(gate.inputs)
    if isinstance(gate, ParityGate):
        values = [(-1) ** (n - zeros) for zeros in range(n + 1)]
    else:
        values = [1 if bit == "1" else -1 for bit in reversed(gate.truth_table)]
    denominator = math.lcm(*(a.denominator for a in polynomial.node_polynomial))
    numerators = [int(a * denominator) for a in polynomial.node_polynomial]
    for alpha, value in enumerate(values):
        total = 0
        for numerator in reversed(numerators):
            total = total * alpha + numerator
        if total != value * denominator:
            raise ProofError(f"the polynomial of a gate of {n} inputs misses its value at node {alpha}")


def _smaller(
    gates: Sequence[tuple[int, Gate | ParityGate]], paper: Complexity, epsilon: float, delta: float
) -> SmallerBound:
    found = [smallest_found(gate.truth_table) for _, gate in gates]
    largest = max(representation.largest for representation in found)
    complexity = Complexity(
        paper.sequence_length,
        paper.inputs_per_gate,
        max(representation.degree for representation in found),
        math.log10(largest),
    )
    return SmallerBound(largest, complexity, log10_samples(complexity.log10_phi, epsilon, delta))
