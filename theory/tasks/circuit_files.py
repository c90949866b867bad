"""Circuits from files: AIGER, BLIF, .bench, Bristol, PLA and structural Verilog; a file's own gates are the sub-tasks.

Every format is scanned by this project's own code, which refuses an invalid file with a one-line error. Libraries that
read such files were tried first: aigverse's readers abort, hang or allocate without limit on some malformed files and
misread some Verilog without an error (``assign y = ~(a ^ b);`` as a constant); bfcl supports neither EQ, EQW nor MAND,
checks nothing, and evaluates one input at a time. aigverse builds the and-inverter form
(:mod:`theory.tasks.and_inverter`), which must agree with the scanned gates.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from theory.arguments import check_arguments
from theory.tasks.aiger import scan_aiger, trailing_note
from theory.tasks.bench import scan_bench
from theory.tasks.blif import scan_blif
from theory.tasks.bristol import HEADER, scan_bristol
from theory.tasks.circuit_builder import CircuitBuilder, Node, assemble
from theory.tasks.circuits import COPY, NEGATION, Circuit
from theory.tasks.gate_list import GateList
from theory.tasks.genlib import Cell, read_genlib, yosys_cells
from theory.tasks.netlist import Netlist, bad_file
from theory.tasks.pla import scan_pla
from theory.tasks.verilog import scan_verilog

#: Larger files are refused unread.
MAX_BYTES = 256 << 20
#: The formats that are read, by the names used in results.
FORMATS = {
    "aiger": "AIGER (.aig, .aag)",
    "bench": "ISCAS .bench",
    "blif": "BLIF",
    "bristol": "Bristol Fashion",
    "bristol-old": "the old Bristol format",
    "pla": "PLA",
    "verilog": "structural Verilog",
}
SERVED = ", ".join(FORMATS.values())
#: How files of other formats begin, with their names.
_OTHERS = (
    ("(edif", "EDIF"),
    ("(set-", "SMT-LIB"),
    ("(declare-", "SMT-LIB"),
    ("library ", "VHDL"),
    ("entity ", "VHDL"),
    ("use ", "VHDL"),
    ("inorder", "an equation file (.eqn)"),
    ("p cnf", "DIMACS CNF"),
    ("c ", "DIMACS CNF"),
    ("{", "JSON"),
    ("openqasm", "OpenQASM"),
    ("digraph", "a graph of Graphviz"),
    ("<?xml", "XML"),
    ("gate ", "a genlib library; give it beside a circuit (--library, in Python library=)"),
    (".mv", "BLIF-MV"),
    (".version", "RevLib's .real"),
    (".numvars", "RevLib's .real"),
    ("aig", "an AIGER file with a damaged header"),
    ("aag", "an AIGER file with a damaged header"),
)
#: How a .bench file begins: with a port, or with a gate.
_BENCH = re.compile(r"(?:input|output)\s*\(|(?!inorder)[^\s=(),#]+\s*=\s*[a-z]")
_BLIF = (".model", ".inputs", ".outputs", ".names", ".subckt", ".gate", ".latch", ".exdc", ".search")


@dataclass(frozen=True, slots=True)
class CompletedGate:
    """A gate of the file with free rows, and the values that they were given.

    Part of what :func:`read_circuit` returns.

    Attributes:
        free: its table as the file has it, ``-`` where a row is free.
        table: the completion that was chosen.
        proved: whether it is proved that no completion has a cheaper polynomial; else it is the best of those tried.
    """

    free: str
    table: str
    proved: bool


@dataclass(frozen=True, slots=True)
class CircuitFile:
    """A circuit that was read from a file.

    Returned by :func:`read_circuit`.

    Attributes:
        circuit: the task: every gate of the file is a sub-task.
        format: one of ``FORMATS``.
        gates_in_file: the file's own gates, those that are constant or copy a net included.
        completed: the distinct gates with free rows.
        notes: other remarks on the file for the user.
    """

    circuit: Circuit
    format: str
    gates_in_file: int
    completed: tuple[CompletedGate, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def and_gates_in_file(self) -> int:
        """The number of and-gates of two inputs that the circuit takes, gate by gate, before equal ones are merged."""
        from theory.tasks.and_inverter import and_gates

        counts = np.bincount(self.circuit.table_of, minlength=len(self.circuit.tables)).tolist()
        return sum(count * and_gates(table) for count, table in zip(counts, self.circuit.tables, strict=True))


@check_arguments
def read_circuit(path: Path | str, *, library: Path | str | None = None) -> CircuitFile:
    """Read a circuit as a task: every gate of the file is a sub-task, the outputs come last.

    Args:
        path: a file in one of ``FORMATS``; its content decides which.
        library: a genlib file with the cells that it names.

    Raises:
        InputError: a file cannot be read or is not supported; the one-line message names the place.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from theory.tasks import read_circuit
        >>> blif = ".model t\\n.inputs a b c\\n.outputs y\\n.names a b c y\\n11- 1\\n--1 1\\n.end\\n"
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = Path(folder, "t.blif").write_text(blif)
        ...     read_circuit(Path(folder, "t.blif")).circuit.gates[0]
        Gate(inputs=(0, 1, 2), truth_table='00011111')
    """
    path = Path(path)
    cells: Mapping[str, Cell] = yosys_cells()
    if library is not None:
        cells = {**cells, **read_genlib(Path(library), _text(Path(library), _read(Path(library))))}
    data = _read(path)
    with _without_garbage_collection():
        if data.startswith((b"aig ", b"aag ")):
            netlist = scan_aiger(path, data)
            notes = trailing_note(data, netlist)
            return CircuitFile(circuit_from_netlist(netlist), "aiger", len(netlist.gates), notes=notes)
        kind, gates = _scan(path, _text(path, data), cells)
        return _from_gates(kind, gates)


def _from_gates(kind: str, gates: GateList) -> CircuitFile:
    from theory.hypothesis_class.completions import cheapest_completion

    completed: dict[str, CompletedGate] = {}

    def complete(free: str) -> str:
        found = cheapest_completion(free)
        completed[free] = CompletedGate(free, found.truth_table, found.proved)
        return completed[free].table

    circuit = gates.circuit(complete)
    return CircuitFile(circuit, kind, len(gates.drives), tuple(completed.values()), tuple(gates.notes))


def _scan(path: Path, text: str, cells: Mapping[str, Cell]) -> tuple[str, GateList]:
    """The gates of a text, and its format: by how it begins, else by the file's name."""
    start = _first_word(text)
    small = start.lower()
    word = small.split()[0] if small else ""
    if word == "module" or word.startswith("`"):
        return "verilog", scan_verilog(path, text, cells)
    if word in _BLIF:
        return "blif", scan_blif(path, text, cells)
    if _BENCH.match(small):
        return "bench", scan_bench(path, text)
    for beginning, name in _OTHERS:
        if small.startswith(beginning) and (beginning != "c " or "\np cnf " in text):
            raise bad_file(
                path, _line_of_start(text), f"{name}: not a format that is served; served are {SERVED}"
            )
    if word.startswith("."):
        return "pla", scan_pla(path, text)
    if HEADER.match(text.lstrip()):
        gates, old = scan_bristol(path, text)
        return "bristol-old" if old else "bristol", gates
    return _by_name(path, text, start, cells)


def _by_name(path: Path, text: str, start: str, cells: Mapping[str, Cell]) -> tuple[str, GateList]:
    """The gates of a text that begins like none of the formats: its name decides how it is read or refused."""
    if path.suffix == ".v":
        return "verilog", scan_verilog(path, text, cells)
    if path.suffix == ".blif":
        return "blif", scan_blif(path, text, cells)
    if path.suffix == ".pla":
        return "pla", scan_pla(path, text)
    if path.suffix == ".bench":
        return "bench", scan_bench(path, text)
    if path.suffix in (".aig", ".aag"):
        raise bad_file(path, 1, "an AIGER file begins with 'aig' or 'aag' and the sizes")
    raise bad_file(path, 1, f"none of the formats served ({SERVED}); it begins with {start[:20]!r}")


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise bad_file(path, None, "no such file" if not path.exists() else "not a regular file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise bad_file(path, None, f"{size} bytes; at most {MAX_BYTES} are read")
        data = path.read_bytes()
    except OSError as error:
        raise bad_file(path, None, error.strerror or "cannot be read") from None
    if not data.strip():
        raise bad_file(path, 1, "the file is empty")
    return data


def _text(path: Path, data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise bad_file(path, line, f"not text, but a file of another format; served are {SERVED}") from None
    for character, name in (("\0", "a zero byte"), ("\v", "a vertical tab"), ("\f", "a form feed")):
        if character in text:
            line = text.count("\n", 0, text.index(character)) + 1
            raise bad_file(path, line, f"{name}: this is a file of another format; served are {SERVED}")
    return text.replace("\r\n", "\n")


def _first_word(text: str) -> str:
    """Return the first word in a text outside comments of Verilog, BLIF, bench or PLA."""
    place = _start(text)
    return text[place : place + 40].split("\n")[0]


def _line_of_start(text: str) -> int:
    return text.count("\n", 0, _start(text)) + 1


def _start(text: str) -> int:
    """Return the position of the first character outside comments."""
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
        elif text.startswith(("//", "#"), place):
            stop = text.find("\n", place)
            place = len(text) if stop < 0 else stop
        elif text.startswith(("/*", "(*"), place):
            stop = text.find({"/": "*/", "(": "*)"}[text[place]], place)
            if stop < 0:
                return place
            place = stop + 2
        else:
            return place
    return len(text)


def circuit_from_netlist(netlist: Netlist) -> Circuit:
    """And-gates as a task, each one sub-task, its inverters in its truth table."""
    pairs = np.array(netlist.gates, dtype=np.int64).reshape(-1)
    if (pairs >= 2).all() and (pairs[0::2] >> 1 != pairs[1::2] >> 1).all():
        return _circuit_from_pairs(netlist.inputs, pairs, netlist.outputs)
    builder = CircuitBuilder(netlist.inputs)
    nodes: list[Node] = [False, *range(netlist.inputs)]
    for a, b in netlist.gates:
        nodes.append(builder.gate(_and_table((a & 1) + 2 * (b & 1)), (nodes[a >> 1], nodes[b >> 1])))
    return builder.finish(
        [
            builder.invert(nodes[literal >> 1]) if literal & 1 else nodes[literal >> 1]
            for literal in netlist.outputs
        ]
    )


def _circuit_from_pairs(inputs: int, pairs: np.ndarray, outputs: Sequence[int]) -> Circuit:
    """The same where no gate is trivial, at once."""
    return assemble(
        inputs,
        ((pairs >> 1) - 1).astype(np.int32),
        np.arange(0, len(pairs) + 1, 2, dtype=np.int64),
        ((pairs[0::2] & 1) + 2 * (pairs[1::2] & 1)).astype(np.int32),
        [_and_table(negations) for negations in range(4)],
        [_output(literal) for literal in outputs],
    )


def _and_table(negations: int) -> str:
    """The value at (z_1, z_2) of the conjunction, bit i of ``negations`` negating z_{i+1}."""
    return "".join("01"[(k ^ negations) == 3] for k in range(4))


def _output(literal: int) -> tuple[int, str]:
    if literal < 2:
        return 0, "11" if literal else "00"
    return (literal >> 1) - 1, NEGATION if literal & 1 else COPY


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """A scan makes a million small tuples and no cycles; looking for cycles among them would double its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
