"""One function, several circuits: a file's own gates, its and-inverter form, its gates grouped; by log10 phi."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from theory.errors import InputError
from theory.hypothesis_class.circuit_bounds import CircuitBound, circuit_bound
from theory.hypothesis_class.sign_degree import sign_degrees
from theory.tasks.and_inverter import and_inverter_form, check_same_outputs
from theory.tasks.circuits import Circuit
from theory.tasks.grouping import MAX_GROUP_INPUTS, CutGraph, cut_graph

#: Larger circuits are compared on request only: about a tenth of a millisecond a gate.
MAX_COMPARED = 5000
#: The place of the first grouping among the forms.
_GROUPINGS = 2
AS_GIVEN, AND_INVERTER = "as in the file", "and-inverter"


@dataclass(frozen=True)
class CircuitForm:
    """A circuit for the function, with its bound by theorem 2.

    Attributes:
        name: how the circuit was made.
        circuit: the task.
        bound: with lemma 3's polynomials, and with the smallest found.
    """

    name: str
    circuit: Circuit
    bound: CircuitBound

    @property
    def log10_phi(self) -> float:
        """log10 phi with lemma 3's polynomials."""
        return self.bound.paper.log10_phi

    @property
    def log10_phi_smaller(self) -> float | None:
        """log10 phi with the smallest polynomials found."""
        return None if self.bound.smaller is None else self.bound.smaller.complexity.log10_phi


@dataclass(frozen=True)
class CircuitForms:
    """The forms that were compared.

    Attributes:
        forms: as given, and-inverter, then the groupings: the best by each of the two phi, once if they agree.
    """

    forms: tuple[CircuitForm, ...]

    @property
    def best(self) -> CircuitForm:
        """The form of least phi with lemma 3's polynomials."""
        return min(self.forms, key=lambda form: form.log10_phi)

    @property
    def best_smaller(self) -> CircuitForm:
        """The form of least phi with the smallest polynomials found."""
        return min(self.forms, key=_smaller_phi)

    @property
    def grouped(self) -> CircuitForm:
        """The grouping of least phi with lemma 3's polynomials."""
        return self.forms[_GROUPINGS]


def compare_forms(
    circuit: Circuit,
    *,
    max_inputs: int = MAX_GROUP_INPUTS,
    bound: CircuitBound | None = None,
    epsilon: float = 0.1,
    delta: float = 0.1,
) -> CircuitForms:
    """Compare a circuit with its and-inverter form and with its gates grouped into gates of few inputs.

    Groupings are searched for every number of inputs from 2 to ``max_inputs`` and every bound on the degree, from the
    circuit itself and from its and-inverter form. All forms have the same outputs on 256 fixed inputs.

    Args:
        circuit: the task as given.
        max_inputs: the largest number of inputs of a group, 2 to 4.
        bound: the bound of the circuit as given, where it is known.
        epsilon, delta: error and failure probability.

    Raises:
        InputError: ``max_inputs`` outside 2 ... 4, or an input that :func:`circuit_bound` refuses.
        ProofError: two forms differ.
    """
    if not 2 <= max_inputs <= MAX_GROUP_INPUTS:
        raise InputError(f"gates are grouped into gates of 2 to {MAX_GROUP_INPUTS} inputs, not {max_inputs}")

    def form(name: str, task: Circuit) -> CircuitForm:
        return CircuitForm(name, task, circuit_bound(task, epsilon=epsilon, delta=delta))

    inverted = and_inverter_form(circuit)
    given = form(AS_GIVEN, circuit) if bound is None else CircuitForm(AS_GIVEN, circuit, bound)
    groupings = [
        form(f"groups of {inputs}, least degree {limit}", grouped)
        for graph in (cut_graph(circuit), cut_graph(inverted))
        for inputs, limit, grouped in _groupings(graph, max_inputs)
    ]
    best = [min(groupings, key=lambda g: g.log10_phi), min(groupings, key=_smaller_phi)]
    if best[0].circuit is best[1].circuit or best[0].log10_phi == best[1].log10_phi:
        best.pop(0)
    for grouped in best:
        check_same_outputs(circuit, grouped.circuit)
    return CircuitForms((given, form(AND_INVERTER, inverted), *best))


def _smaller_phi(form: CircuitForm) -> float:
    value = form.log10_phi_smaller
    return float("inf") if value is None else value


def _groupings(graph: CutGraph, max_inputs: int) -> Iterator[tuple[int, int, Circuit]]:
    """Groupings by every number of inputs, and by every bound on the least degree of a gate."""
    for inputs in range(2, max_inputs + 1):
        for limit in range(1, int(sign_degrees(inputs).max()) + 1):
            yield inputs, limit, graph.group(inputs, partial(_has_degree, limit))


def _has_degree(limit: int, inputs: int, table: int) -> bool:
    """Return whether the least degree of a gate is at most this."""
    return int(sign_degrees(inputs)[table]) <= limit
