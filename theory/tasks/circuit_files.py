"""Circuits from files: AIGER (ASCII, binary), structural Verilog and PLA, read through aigverse.

Aigverse's readers abort, hang or allocate without limit on some malformed files, and quietly misread some Verilog
(``assign y = ~(a ^ b);`` as a constant). So a file is first scanned by code of our own, which refuses what is wrong in
one line; what aigverse then reads is the scan's and-gates as binary AIGER, and the network that it returns, with equal
gates merged and trivial ones gone, must agree with the scan on 64 fixed inputs.
"""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.tasks.aiger import scan_aiger
from theory.tasks.circuit_builder import assemble
from theory.tasks.circuits import COPY, NEGATION, Circuit
from theory.tasks.netlist import Netlist, bad_file
from theory.tasks.pla import scan_pla
from theory.tasks.verilog import scan_verilog

#: Larger files are refused unread.
MAX_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class CircuitFile:
    """A circuit that was read from a file.

    Returned by :func:`read_circuit`.

    Attributes:
        circuit: the task.
        format: ``aiger``, ``verilog`` or ``pla``.
        gates_in_file: and-gates of the file itself; aigverse merges gates that are the same and drops trivial ones.
    """

    circuit: Circuit
    format: str
    gates_in_file: int


@check_arguments
def read_circuit(path: Path | str) -> CircuitFile:
    """Read a circuit as a task: every and-gate (with inverters absorbed) is a sub-task, the outputs come last.

    Raises:
        InputError: the file cannot be read or served; one line with the place.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from theory.tasks import read_circuit
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "and.aag")
        ...     _ = path.write_text("aag 3 2 0 1 1\\n2\\n4\\n6\\n6 2 4\\n")
        ...     read_circuit(path).circuit.gates[0]
        Gate(inputs=(0, 1), truth_table='0001')
    """
    path = Path(path)
    data = _read(path)
    with _without_garbage_collection():
        return _dispatch(path, data)


def _dispatch(path: Path, data: bytes) -> CircuitFile:
    if data.startswith((b"aig ", b"aag ")):
        return _through_aigverse(path, "aiger", scan_aiger(path, data))
    text = _text(path, data)
    start = _first_word(text)
    if start.startswith("module") or path.suffix == ".v":
        return _through_aigverse(path, "verilog", scan_verilog(path, text))
    if start.startswith(".") or path.suffix == ".pla":
        return _through_aigverse(path, "pla", scan_pla(path, text))
    if path.suffix in (".aig", ".aag"):
        raise bad_file(path, 1, "an AIGER file begins with 'aig' or 'aag' and the sizes")
    raise bad_file(path, 1, f"neither AIGER, structural Verilog nor PLA; it begins with {start[:20]!r}")


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
        raise bad_file(path, line, "neither AIGER nor text: this is a file of another format") from None
    if "\0" in text:
        raise bad_file(
            path, text.count("\n", 0, text.index("\0")) + 1, "a zero byte: this is a file of another format"
        )
    return text.replace("\r\n", "\n")


def _first_word(text: str) -> str:
    """The first thing in a text that is no comment of Verilog or PLA."""
    while True:
        text = text.lstrip()
        if text.startswith(("//", "#")):
            text = text.partition("\n")[2]
        elif text.startswith("/*"):
            text = text.partition("*/")[2]
        else:
            return text[:40].split("\n")[0]


def _through_aigverse(path: Path, kind: str, netlist: Netlist) -> CircuitFile:
    from aigverse import io

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "circuit.aig")
        file.write_bytes(netlist.aiger())
        try:
            with _silenced():
                network = io.read_aiger_into_aig(str(file))
        except (RuntimeError, MemoryError) as error:
            raise bad_file(path, None, f"aigverse cannot read it: {error}") from None
    raw = network.to_index_list().raw()
    inputs, num_outputs, gates = raw[:3]
    pairs = np.array(raw[3 : 3 + 2 * gates], dtype=np.int64)
    outputs = raw[3 + 2 * gates :]
    read = Netlist(inputs, list(zip(pairs[0::2].tolist(), pairs[1::2].tolist(), strict=True)), outputs)
    if (inputs, num_outputs) != (
        netlist.inputs,
        len(netlist.outputs),
    ) or read.signature() != netlist.signature():
        raise bad_file(
            path, None, "aigverse reads another function in this file than our scan does; it is not served"
        )
    return CircuitFile(circuit_from_literals(inputs, pairs, outputs), kind, len(netlist.gates))


def circuit_from_literals(inputs: int, pairs: Any, outputs: list[int]) -> Circuit:
    """And-gates over literals, two a gate, as a task; inverters go into the truth tables."""
    if (pairs < 2).any():
        raise InputError("an and-gate reads a constant")
    tables = [_and_table(negations) for negations in range(4)]
    return assemble(
        inputs,
        ((pairs >> 1) - 1).astype(np.int32),
        np.arange(0, len(pairs) + 1, 2, dtype=np.int64),
        ((pairs[0::2] & 1) + 2 * (pairs[1::2] & 1)).astype(np.int32),
        tables,
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


@contextmanager
def _silenced() -> Iterator[None]:
    """Keep a library that prints from C++ off standard output and standard error."""
    saved = [os.dup(1), os.dup(2)]
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, 1)
        os.dup2(null, 2)
        yield
    finally:
        for target, descriptor in zip((1, 2), saved, strict=True):
            os.dup2(descriptor, target)
            os.close(descriptor)
        os.close(null)
