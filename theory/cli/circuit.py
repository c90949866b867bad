"""``subtask circuit``: a circuit from a file, or a built-in task, as a decomposed task under theorem 2."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from theory.cli.bound import bound_lines, bound_payload
from theory.cli.output import BuiltInD, Delta, Epsilon, Json, answer, exact
from theory.words import counted

if TYPE_CHECKING:
    from theory.hypothesis_class.circuit_bounds import CircuitBound
    from theory.hypothesis_class.circuit_forms import CircuitForm
    from theory.tasks.circuits import Circuit
    from theory.tasks.sequence import Task

#: The largest number of gates with free rows in the text, and the longest table that is printed.
_SHOWN, _SHORT = 3, 32
#: Whose gates are the sub-tasks.
Gates = Literal["file", "and-inverter", "grouped"]


def circuit(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="AIGER, BLIF, .bench, Bristol, PLA or structural Verilog; or a built-in task with --d.",
        ),
    ],
    d: BuiltInD = None,
    max_inputs: Annotated[
        int | None,
        typer.Option("--max-inputs", help="Split gates that have more inputs than this; 2 to 10."),
    ] = None,
    gates: Annotated[
        Gates,
        typer.Option(
            help="The gates that are the sub-tasks: those of the file, of its and-inverter form, or "
            "groups of gates."
        ),
    ] = "file",
    compare: Annotated[
        bool | None,
        typer.Option(
            help="Compare with other circuits of the same function (default: for files of up to 5,000 gates)."
        ),
    ] = None,
    library: Annotated[
        str | None,
        typer.Option(metavar="GENLIB", help="A file with the cells that a BLIF or Verilog file names."),
    ] = None,
    epsilon: Epsilon = 0.1,
    delta: Delta = 0.1,
    json: Json = False,
) -> None:
    """Show whether a circuit is in the class of theorem 2, and the number of samples that it asks for as printed.

    Example: subtask circuit adder.bench --epsilon 0.01
    """
    from theory.hypothesis_class.circuit_bounds import circuit_bound
    from theory.hypothesis_class.circuit_forms import MAX_COMPARED, CircuitForm, compare_forms

    task, about, said = _task(file, d, library)
    wanted = compare if compare is not None else "file" in about and task.num_labels <= MAX_COMPARED
    chosen = _chosen(task, gates, max_inputs)
    found = circuit_bound(chosen, epsilon=epsilon, delta=delta)
    forms: tuple[CircuitForm, ...] = ()
    if wanted:
        known = found if chosen is task else None
        forms = compare_forms(_as_circuit(task), bound=known, epsilon=epsilon, delta=delta).forms
        if max_inputs is not None and gates == "file":
            forms = (*forms, CircuitForm(f"split, N <= {max_inputs}", _as_circuit(chosen), found))
    elif compare is None and "file" in about:
        about["not_compared"] = f"more than {MAX_COMPARED} gates; --compare does it all the same"
        said.append(f"not compared      {about['not_compared']}")
    compared = {"compared": [form_payload(form) for form in forms] or None}
    lines = [*said, *circuit_lines(found), *(form_lines(forms) if forms else [])]
    answer(about | circuit_payload(found) | compared, json, lines)


def _task(file: str, d: int | None, library: str | None) -> tuple[Task, dict[str, Any], list[str]]:
    """Return the task that the arguments name, and its source, as JSON and as text."""
    from theory.tasks.library import build, read_named

    read = read_named(file, d, library=library)
    if isinstance(read, int):
        return build(file, read), {"task": file}, [f"task              {file}"]
    about: dict[str, Any] = {
        "file": file,
        "format": read.format,
        "gates_in_file": read.gates_in_file,
        "and_gates_in_file": read.and_gates_in_file,
    }
    lines = [f"{key.replace('_', ' '):<18}{value}" for key, value in about.items()]
    for gate in read.completed[:_SHOWN]:
        cheapest = "of all completions" if gate.proved else "of the completions tried"
        table = f"{gate.free} -> {gate.table}" if len(gate.free) <= _SHORT else f"{gate.free.count('-')} rows"
        lines.append(f"free rows         {table}: the cheapest polynomial {cheapest}")
    if len(read.completed) > _SHOWN:
        lines.append(
            f"                  and {counted(len(read.completed) - _SHOWN, 'more gate')} with free rows"
        )
    lines += [f"note              {note}" for note in read.notes]
    about["completed_gates"] = [
        {"free": gate.free, "truth_table": gate.table, "no_cheaper_completion": gate.proved}
        for gate in read.completed
    ]
    return read.circuit, about | {"notes": list(read.notes)}, lines


def _as_circuit(task: Task) -> Circuit:
    from theory.tasks.circuits import Circuit

    return task if isinstance(task, Circuit) else Circuit.from_gates(task.d, task.gates, task.num_outputs)


def _chosen(task: Task, gates: str, max_inputs: int | None) -> Task:
    """Return the circuit that the options select."""
    from theory.hypothesis_class.circuit_forms import compare_forms
    from theory.tasks.and_inverter import and_inverter_form
    from theory.tasks.circuit_builder import split_gates
    from theory.tasks.grouping import MAX_GROUP_INPUTS

    if gates == "and-inverter":
        return and_inverter_form(_as_circuit(task))
    if gates == "grouped":
        return compare_forms(_as_circuit(task), max_inputs=max_inputs or MAX_GROUP_INPUTS).grouped.circuit
    return task if max_inputs is None else split_gates(_as_circuit(task), max_inputs)


def form_payload(form: CircuitForm) -> dict[str, Any]:
    """Return the JSON object of one of the circuits compared."""
    paper, smaller = form.bound.paper, form.bound.smaller
    return {
        "name": form.name,
        "labels": form.bound.num_labels,
        "sequence_length": paper.complexity.sequence_length,
        "inputs_per_gate": paper.complexity.inputs_per_gate,
        "degree": paper.complexity.degree,
        "log10_phi": paper.log10_phi,
        "smaller_degree": smaller and smaller.complexity.degree,
        "smaller_log10_phi": smaller and smaller.complexity.log10_phi,
    }


def form_lines(forms: Sequence[CircuitForm]) -> list[str]:
    """Return the circuits compared as text."""
    lines = [
        "",
        f"{'compared':<28}{'T':>8}{'N':>4}{'degree':>8}{'phi':>11}{'smaller: degree':>18}{'phi':>10}",
    ]
    for form in forms:
        row = form_payload(form)
        small = row["smaller_log10_phi"]
        lines.append(
            f"{form.name:<28}{row['sequence_length']:>8}{row['inputs_per_gate']:>4}{row['degree']:>8}"
            f"{'10^' + format(row['log10_phi'], '.2f'):>11}"
            f"{'-' if small is None else row['smaller_degree']:>18}"
            f"{'-' if small is None else '10^' + format(small, '.2f'):>10}"
        )
    best = min(forms, key=lambda form: form.log10_phi)
    smaller = min(
        forms, key=lambda form: float("inf") if form.log10_phi_smaller is None else form.log10_phi_smaller
    )
    lines.append(
        f"least phi         {best.name} with lemma 3's polynomials, {smaller.name} with the smallest found"
    )
    return lines


def circuit_payload(found: CircuitBound) -> dict[str, Any]:
    """Return the JSON object of a circuit."""
    paper, worst, smaller = found.paper, found.worst, found.smaller
    return bound_payload(paper) | {
        "labels": found.num_labels,
        "outputs": found.num_outputs,
        "distinct_gates": found.distinct_gates,
        "every_gate_checked_exactly": found.every_gate_checked,
        "worst_gate": {
            "label": worst.label,
            "inputs": [i + 1 for i in worst.gate.inputs],
            "truth_table": worst.gate.truth_table if len(worst.gate.inputs) <= 10 else None,
            "degree": worst.polynomial.degree,
            **exact("max_abs_coefficient", worst.polynomial.max_abs_coefficient),
        },
        "smaller": None
        if smaller is None
        else {
            "degree": smaller.complexity.degree,
            "least_degree": smaller.least_degree,
            **exact("max_abs_coefficient", smaller.max_abs_coefficient),
            "exponent_of_t": smaller.complexity.exponent_of_t,
            "saved_exponent": found.saved_exponent,
            "log10_phi": smaller.complexity.log10_phi,
            "log10_samples": smaller.samples_log10,
        },
        "conventions": "C = 1; the logarithmic factors that O~ hides are left out; tokens and labels count from 1, "
        "the outputs are the last labels; smaller: least degree, |psi| >= 1, the smallest coefficients found (for "
        "gates of more than 4 inputs the degree too is the least found)",
    }


def circuit_lines(found: CircuitBound) -> list[str]:
    """Return the circuit as text."""
    worst, smaller = found.worst, found.smaller
    checked = (
        "every one checked exactly" if found.every_gate_checked else f"{found.checked_gates} checked exactly"
    )
    reads = ", ".join(f"z_{i + 1}" for i in worst.gate.inputs[:10])
    *bound, conventions = bound_lines(found.paper)
    lines = [
        *bound,
        f"outputs           the last {found.num_outputs} of {counted(found.num_labels, 'label')}",
        f"kinds of gates    {found.distinct_gates}; {checked}",
        f"worst gate        label {worst.label} of {reads}, degree {worst.polynomial.degree}",
    ]
    if smaller is not None:
        complexity = smaller.complexity
        size = float(smaller.max_abs_coefficient)
        lines += [
            f"smaller           degree {complexity.degree}, max |a_i| {size:.4g}",
            f"  its phi         10^{complexity.log10_phi:.2f}, of order T^{complexity.exponent_of_t} "
            f"({found.saved_exponent} saved)",
            f"  its samples     10^{smaller.samples_log10:.2f}, theorem 2 as printed",
        ]
    return [*lines, conventions]
