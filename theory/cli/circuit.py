"""``subtask circuit``: a circuit from a file, or a built-in task, as a decomposed task under theorem 2."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from theory.cli.bound import bound_lines, bound_payload
from theory.cli.output import Json, answer, exact

if TYPE_CHECKING:
    from theory.hypothesis_class.circuit_bounds import CircuitBound
    from theory.tasks.sequence import Task


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def circuit(
        file: Annotated[
            str,
            typer.Argument(
                metavar="FILE", help="AIGER, structural Verilog, PLA; or a built-in task with --d."
            ),
        ],
        d: Annotated[int | None, typer.Option("--d", help="Input bits of a built-in task.")] = None,
        max_inputs: Annotated[
            int | None, typer.Option("--max-inputs", help="Split gates of more inputs than this, 2 to 10.")
        ] = None,
        epsilon: Annotated[float, typer.Option(help="Error, in (0, 1).")] = 0.1,
        delta: Annotated[float, typer.Option(help="Failure probability, in (0, 1).")] = 0.1,
        json: Json = False,
    ) -> None:
        """Does theorem 2 cover this circuit, with which polynomials, and what does it promise?"""
        from theory.hypothesis_class.circuit_bounds import circuit_bound

        task, about = _task(file, d, max_inputs)
        found = circuit_bound(task, epsilon=epsilon, delta=delta)
        answer(about | circuit_payload(found), json, circuit_lines(found, about))


def _task(file: str, d: int | None, max_inputs: int | None) -> tuple[Task, dict[str, Any]]:
    """The task that the arguments mean, and where it comes from."""
    from theory.errors import InputError
    from theory.tasks.circuit_builder import split_gates
    from theory.tasks.circuit_files import read_circuit
    from theory.tasks.circuits import Circuit
    from theory.tasks.library import TASKS, build, check_name

    task: Task
    if d is not None:
        check_name(file)
        task = build(file, d)
        about: dict[str, Any] = {"task": file}
    elif file in TASKS and not Path(file).exists():
        raise InputError(f"the built-in task {file} needs --d, its number of input bits")
    else:
        read = read_circuit(Path(file))
        task = read.circuit
        about = {"file": file, "format": read.format, "gates_in_file": read.gates_in_file}
    if max_inputs is not None:
        task = split_gates(
            task if isinstance(task, Circuit) else Circuit.from_gates(task.d, task.gates), max_inputs
        )
    return task, about


def circuit_payload(found: CircuitBound) -> dict[str, Any]:
    """The JSON object of a circuit."""
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
            **exact("max_abs_coefficient", smaller.max_abs_coefficient),
            "exponent_of_t": smaller.complexity.exponent_of_t,
            "saved_exponent": found.saved_exponent,
            "log10_phi": smaller.complexity.log10_phi,
            "log10_samples": smaller.samples_log10,
        },
        "conventions": "C = 1; the logarithmic factors that O~ hides are left out; tokens and labels count from 1, "
        "the outputs are the last labels; smaller: least degree, |psi| >= 1, the smallest coefficients found",
    }


def circuit_lines(found: CircuitBound, about: dict[str, Any]) -> list[str]:
    """The same for a person."""
    worst, smaller = found.worst, found.smaller
    checked = (
        "every one checked exactly" if found.every_gate_checked else f"{found.checked_gates} checked exactly"
    )
    reads = ", ".join(f"z_{i + 1}" for i in worst.gate.inputs[:10])
    *bound, conventions = bound_lines(found.paper)
    lines = [
        *(f"{key.replace('_', ' '):<18}{value}" for key, value in about.items()),
        *bound,
        f"outputs           the last {found.num_outputs} of the {found.num_labels} labels",
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
            f"  its samples     10^{smaller.samples_log10:.2f}",
        ]
    return [*lines, conventions]
