"""A decomposed task under theorem 2: the polynomial of every gate, checked, and the theorem's number of samples."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from flint import fmpz_poly

from theory.arguments import check_arguments
from theory.errors import InputError, ProofError
from theory.hypothesis_class.bounds import TheoremTwoBound, check_error, log10_samples
from theory.hypothesis_class.complexity import Complexity
from theory.hypothesis_class.cube_orders import MAX_INPUTS as MAX_SMALL_INPUTS
from theory.hypothesis_class.gates import MAX_INPUTS, GatePolynomial, gate_polynomial, parity_polynomial
from theory.hypothesis_class.many_gates import served, worst_of_many
from theory.hypothesis_class.representations import class_representation
from theory.hypothesis_class.wide_gates import wide_representation
from theory.tasks.circuits import Circuit
from theory.tasks.sequence import Gate, ParityGate, Task

#: Gates of one fan-in that are computed one by one, up to eight inputs and above; more are compared by one matrix
#: product first, which takes about as long as this number of them.
_FEW, _FEW_WIDE = 16, 3
#: Different gates of nine or of ten inputs, each about a second of exact arithmetic.
MAX_WIDE_GATES = 64
#: Different gates of five to ten inputs for which directions are tried, each some milliseconds.
MAX_WIDE_SMALLER = 512


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
        least_degree: whether the degree is the least over all weights, which is known for gates of up to 4 inputs.
    """

    max_abs_coefficient: Fraction
    complexity: Complexity
    samples_log10: float
    least_degree: bool


@dataclass(frozen=True, slots=True)
class CircuitBound:
    """Theorem 2 for a decomposed task.

    Returned by :func:`circuit_bound`.

    Attributes:
        paper: with the paper's representation of each gate.
        smaller: with the smallest found; None where a gate has more than 10 inputs or none of a degree up to 64, or
            where there are more than 512 different gates of more than 4 inputs.
        num_labels: T - d + 1, the answer included.
        num_outputs: how many of the last labels are outputs.
        distinct_gates: number of different truth tables.
        checked_gates: how many of them have a polynomial that was checked exactly, by evaluation at all 2^N inputs or
            through the interpolation of all gates of N inputs: all, or the bound is not given.
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
        """Return whether every gate's polynomial was evaluated exactly at all of the gate's inputs."""
        return self.checked_gates == self.distinct_gates

    @property
    def saved_exponent(self) -> int | None:
        """The amount by which the smaller representation lowers the exponent of T in phi."""
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
    sizes: dict[int, list[tuple[int, Gate | ParityGate]]] = {}
    for place, gate in gates:
        sizes.setdefault(len(gate.inputs), []).append((place, gate))
    worsts = [_worst(same_size) for same_size in sizes.values()]
    worst = max(
        (found for found, _ in worsts),
        key=lambda found: (
            found.polynomial.max_abs_coefficient,
            found.polynomial.degree,
            -found.label,
        ),
    )
    complexity = Complexity(
        task.sequence_length,
        max(sizes),
        max(degree for _, degree in worsts),
        worst.polynomial.max_abs_coefficient.log10,
    )
    return CircuitBound(
        TheoremTwoBound(
            task.d, task.num_labels, worst.polynomial.max_abs_coefficient, complexity, epsilon, delta
        ),
        _smaller(gates, complexity, epsilon, delta),
        task.num_labels,
        getattr(task, "num_outputs", 1),
        len(gates),
        len(gates),
        worst,
    )


def _worst(gates: Sequence[tuple[int, Gate | ParityGate]]) -> tuple[WorstGate, int]:
    """Among gates of one fan-in the one with the largest coefficient, and the largest degree; all are checked.

    Raises:
        InputError: more inputs than the exact method serves, or too many gates of nine or ten for a machine without
            extended floats.
        ProofError: a polynomial misses its gate.
    """
    inputs = len(gates[0][1].inputs)
    parities = any(isinstance(gate, ParityGate) for _, gate in gates)
    if not parities and len(gates) > (_FEW if inputs <= 8 else _FEW_WIDE) and served(inputs):
        k, polynomial, degree = worst_of_many([gate.truth_table for _, gate in gates])
        check_polynomial(gates[k][1], polynomial)
        return WorstGate(gates[k][0] + 1, gates[k][1], polynomial), degree
    if not parities and len(gates) > MAX_WIDE_GATES:
        raise InputError(
            f"{len(gates)} different gates of {inputs} inputs: exact polynomials of more than {MAX_WIDE_GATES} take "
            f"too long; split them (--max-inputs 8, in Python split_gates)"
        )
    polynomials = [_polynomial(gate) for _, gate in gates]
    for (_, gate), polynomial in zip(gates, polynomials, strict=True):
        check_polynomial(gate, polynomial)
    k = max(
        range(len(gates)),
        key=lambda k: (polynomials[k].max_abs_coefficient, polynomials[k].degree, -gates[k][0]),
    )
    return WorstGate(gates[k][0] + 1, gates[k][1], polynomials[k]), max(p.degree for p in polynomials)


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
    scaled = fmpz_poly([int(a * denominator) for a in polynomial.node_polynomial])
    for alpha, value in enumerate(values):
        if scaled(alpha) != value * denominator:
            raise ProofError(f"the polynomial of a gate of {n} inputs misses its value at node {alpha}")


def _smaller(
    gates: Sequence[tuple[int, Gate | ParityGate]], paper: Complexity, epsilon: float, delta: float
) -> SmallerBound | None:
    """Return the bound by the smallest representations found; None where they are not known for every gate."""
    wide = sum(len(gate.inputs) > MAX_SMALL_INPUTS for _, gate in gates)
    if paper.inputs_per_gate > MAX_INPUTS or wide > MAX_WIDE_SMALLER:
        return None
    found = [
        class_representation(gate.truth_table)
        if len(gate.inputs) <= MAX_SMALL_INPUTS
        else wide_representation(gate.truth_table)
        for _, gate in gates
    ]
    known = [representation for representation in found if representation is not None]
    if len(known) < len(found):
        return None
    largest = max(representation.largest for representation in known)
    complexity = Complexity(
        paper.sequence_length,
        paper.inputs_per_gate,
        max(representation.degree for representation in known),
        math.log10(largest),
    )
    samples = log10_samples(complexity.log10_phi, epsilon, delta)
    return SmallerBound(largest, complexity, samples, least_degree=not wide)
