"""Built-in tasks by name."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.tasks.arithmetic import addition, comparison, majority, multiplication
from theory.tasks.circuit_files import CircuitFile, read_circuit
from theory.tasks.parity import MAX_D, BitSubsetParity
from theory.tasks.sequence import Task
from theory.tasks.simon import simon

#: A multiplier has about d^2 gates.
MAX_MULTIPLIER_D = 2048


def _parity(d: int, seed: int, end_to_end: bool) -> Task:
    return BitSubsetParity.random(d, seed, supervised=not end_to_end)


_CIRCUITS: dict[str, Callable[[int], Task]] = {
    "addition": addition,
    "multiplication": multiplication,
    "majority": majority,
    "comparison": comparison,
    "simon": simon,
}
#: The names of the tasks of :func:`build`, with descriptions.
TASKS = {
    "parity": "bit-subset parity (section 5): of d/2 of d bits, drawn by the seed",
    "addition": "the sum of two numbers of d/2 bits",
    "multiplication": "the product of two numbers of d/2 bits",
    "majority": "whether more than half of d bits are 1",
    "comparison": "whether the first of two numbers of d/2 bits is greater",
    "simon": "SIMON with blocks of d = 32, 48, 64, 96 or 128 bits under a fixed key",
}


@check_arguments
def build(name: str, d: int, *, seed: int = 0, end_to_end: bool = False) -> Task:
    """Build a task by its name.

    Args:
        name: one of :data:`TASKS`.
        d: number of input bits.
        seed: draws the subset of a parity; the others ignore it.
        end_to_end: without intermediate labels; for parity alone, since any other task would need a table of 2^d
            entries.

    Raises:
        InputError: an unknown name, or a d that the task does not have.

    Example:
        >>> from theory.tasks import build
        >>> adder = build("addition", 8)
        >>> adder.num_labels, adder.num_outputs
        (8, 5)
    """
    check_name(name)
    limit = MAX_MULTIPLIER_D if name == "multiplication" else MAX_D
    if not 1 <= d <= limit:
        raise InputError(f"d = {d}: {name} is built for 1 to {limit} input bits")
    if name == "parity":
        return _parity(d, seed, end_to_end)
    if end_to_end:
        raise InputError(f"{name} is supported with its sub-tasks only; end to end, only parity")
    return _CIRCUITS[name](d)


def read_named(name: str, d: int | None, *, library: str | None = None) -> CircuitFile | int:
    """Read the circuit's file that an argument names; return d where it names a built-in task.

    Args:
        name: a built-in task, whether or not a file has its name, or the path of a file.
        d: number of input bits; of a file it may be left out.
        library: see :func:`read_circuit`.

    Raises:
        InputError: there is neither such a task nor such a file, a built-in task has no d, or d is not the file's.
    """
    if name in TASKS:
        if d is None:
            raise InputError(f"the built-in task {name} needs --d, its number of input bits")
        return d
    if not Path(name).exists():
        raise InputError(f"{name}: no such file, and {_unknown(name)}")
    found = read_circuit(name, library=library)
    if d not in (None, found.circuit.d):
        raise InputError(f"{name}: a circuit of {found.circuit.d} inputs, not {d}")
    return found


def check_name(name: str) -> None:
    """Raise InputError with the nearest names unless ``name`` is a built-in task."""
    if name not in TASKS:
        raise InputError(_unknown(name))


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, TASKS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(TASKS)}"
    return f"no task is called {name!r}; {hint}"
