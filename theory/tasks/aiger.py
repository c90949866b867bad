"""Scanning AIGER files, ASCII and binary (Biere, The AIGER And-Inverter Graph format, version 20071012)."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from theory.tasks.netlist import Netlist, bad_file, check_size, sort_topologically


def scan_aiger(path: Path, data: bytes) -> Netlist:
    """Check an AIGER file and return its and-gates in topological order.

    Raises:
        InputError: the file is invalid; the message names the line.
    """
    end = data.find(b"\n")
    maximum, inputs, outputs, gates = _header(path, data if end < 0 else data[:end], len(data))
    if end < 0:
        raise bad_file(path, 1, "the file ends after the header: it is truncated")
    if data.startswith(b"aag "):
        return _ascii(path, data[end + 1 :], maximum, inputs, outputs, gates)
    if maximum != inputs + gates:
        raise bad_file(path, 1, f"a binary AIGER file has M = I + A, but {maximum} is not {inputs} + {gates}")
    return _binary(path, data, end + 1, inputs, outputs, gates)


def _header(path: Path, header: bytes, size: int) -> tuple[int, int, int, int]:
    fields = header[:200].split()[1:]
    if len(header) > 200 or not 5 <= len(fields) <= 9 or not all(field.isdigit() for field in fields):
        raise bad_file(path, 1, "the AIGER header must be 'aig' or 'aag' and the numbers M I L O A")
    maximum, inputs, latches, outputs, gates, *rest = map(int, fields)
    if latches:
        raise bad_file(path, 1, f"{latches} latches; only combinational circuits are supported")
    if any(rest):
        raise bad_file(
            path, 1, "bad-state, constraint, justice or fairness properties; only plain outputs are supported"
        )
    check_size(path, 1, size, variables=maximum, inputs=inputs, outputs=outputs, and_gates=gates)
    if maximum < inputs + gates:
        raise bad_file(path, 1, f"M = {maximum} is less than I + A = {inputs + gates}")
    if not inputs:
        raise bad_file(path, 1, "the circuit has no inputs")
    if not outputs:
        raise bad_file(path, 1, "the circuit has no outputs")
    return maximum, inputs, outputs, gates


def _numbers(path: Path, line: int, text: bytes, count: int, maximum: int) -> list[int]:
    fields = text.split()
    if len(fields) != count or not all(field.isdigit() and len(field) < 10 for field in fields):
        raise bad_file(path, line, f"{count} literals were expected, not {text[:40].decode('latin-1')!r}")
    literals = [int(field) for field in fields]
    for literal in literals:
        if literal > 2 * maximum + 1:
            raise bad_file(path, line, f"literal {literal} is larger than 2M + 1 = {2 * maximum + 1}")
    return literals


def _ascii(path: Path, body: bytes, maximum: int, inputs: int, outputs: int, gates: int) -> Netlist:
    needed = inputs + outputs + gates
    if len(body) < 2 * needed:
        raise bad_file(
            path, 1, f"declares {needed} lines, but the file ends after {len(body)} bytes: it is truncated"
        )
    lines = body.split(b"\n", needed)
    if len(lines) <= needed:
        raise bad_file(
            path, len(lines) + 1, f"the file ends here; {needed} lines after the header were declared"
        )
    defined: dict[int, int] = {}  # variable -> node: inputs first, then gates
    for k in range(inputs):
        (literal,) = _numbers(path, k + 2, lines[k], 1, maximum)
        _define(path, k + 2, literal, defined)
    out = [_numbers(path, inputs + k + 2, lines[inputs + k], 1, maximum)[0] for k in range(outputs)]
    reads: list[tuple[int, int]] = []
    first = inputs + outputs
    for k in range(gates):
        left, a, b = _numbers(path, first + k + 2, lines[first + k], 3, maximum)
        _define(path, first + k + 2, left, defined)
        reads.append((a, b))
    for k, literal in enumerate([*out, *(r for pair in reads for r in pair)]):
        if literal > 1 and literal >> 1 not in defined:
            line = inputs + 2 + (k if k < outputs else outputs + (k - outputs) // 2)
            raise bad_file(
                path,
                line,
                f"literal {literal} is not connected: no input or gate defines variable {literal >> 1}",
            )
    fan_ins = [[defined[r >> 1] for r in pair if r > 1] for pair in reads]
    order = sort_topologically(fan_ins, inputs)
    if isinstance(order, int):
        raise bad_file(path, first + order + 2, "this gate lies on a cycle")
    variable = {0: 0} | {v: node + 1 for v, node in defined.items() if node < inputs}
    names = {node: v for v, node in defined.items()}
    for place, gate in enumerate(order):
        variable[names[inputs + gate]] = inputs + 1 + place

    def renumbered(literal: int) -> int:
        return 2 * variable[literal >> 1] + (literal & 1)

    return Netlist(
        inputs,
        [(renumbered(reads[gate][0]), renumbered(reads[gate][1])) for gate in order],
        [renumbered(literal) for literal in out],
    )


def _define(path: Path, line: int, literal: int, defined: dict[int, int]) -> None:
    if literal < 2 or literal & 1:
        raise bad_file(path, line, f"literal {literal} cannot be defined: it is a constant or a negation")
    if literal >> 1 in defined:
        raise bad_file(path, line, f"variable {literal >> 1} is defined a second time")
    defined[literal >> 1] = len(defined)


def _binary(path: Path, data: bytes, place: int, inputs: int, outputs: int, gates: int) -> Netlist:
    if len(data) - place < 2 * (outputs + gates):
        raise bad_file(
            path,
            1,
            f"declares {outputs} outputs and {gates} gates, but only {len(data) - place} bytes follow: truncated",
        )
    out = []
    for k in range(outputs):
        end = data.find(b"\n", place, place + 40)
        if end < 0:
            raise bad_file(path, k + 2, "the list of outputs is truncated")
        out += _numbers(path, k + 2, data[place:end], 1, inputs + gates)
        place = end + 1
    deltas = _deltas(path, data, place, 2 * gates)
    left = 2 * (inputs + 1 + np.arange(gates, dtype=np.int64)) - deltas[0::2]
    right = left - deltas[1::2]
    wrong = np.flatnonzero((deltas[0::2] < 1) | (right < 0))
    if len(wrong):
        raise bad_file(
            path, None, f"and-gate {int(wrong[0]) + 1} of {gates} reads a literal that is not before it"
        )
    return Netlist(inputs, list(zip(left.tolist(), right.tolist(), strict=True)), out)


def _deltas(path: Path, data: bytes, place: int, count: int) -> NDArray[np.int64]:
    """The first ``count`` numbers of seven bits a byte, low bits first, the high bit meaning that more follow."""
    raw = np.frombuffer(data, dtype=np.uint8, offset=place)
    ends = np.flatnonzero(raw < 128)[:count]
    if len(ends) < count:
        raise bad_file(
            path, None, f"the file ends in and-gate {len(ends) // 2 + 1} of {count // 2}: it is truncated"
        )
    starts = np.concatenate([[0], ends[:-1] + 1]) if count else ends
    if count and int((ends - starts).max()) > 4:
        gate = int(np.argmax(ends - starts > 4)) // 2 + 1
        raise bad_file(path, None, f"and-gate {gate} has a difference of more than 35 bits")
    value = np.zeros(count, dtype=np.int64)
    for byte in range(5):
        at = starts + byte
        inside = at <= ends
        value[inside] |= (raw[at[inside]].astype(np.int64) & 127) << 7 * byte
    return value


_SYMBOL = re.compile(rb"([ilobcjf])(\d{1,9}) [^\n]+")


def trailing_note(data: bytes, netlist: Netlist) -> tuple[str, ...]:
    """Return a note on invalid content after the gates: a broken symbol table, or bytes that are not one.

    Args:
        data: a file that :func:`scan_aiger` accepts.
        netlist: the netlist of that file.
    """
    rest = data[_end_of_logic(data, netlist) :]
    while rest:
        line, newline, rest = rest.partition(b"\n")
        if line == b"c" and newline:
            return ()  # a comment: anything may follow
        match = _SYMBOL.fullmatch(line)
        count = {b"i": netlist.inputs, b"o": len(netlist.outputs)}.get(match[1], 0) if match else 0
        if not match or int(match[2]) >= count or not newline:
            place = len(data) - len(rest) - len(line) - len(newline) + 1
            what = "the symbol table is cut short or damaged" if line[:1] in b"ioc" else "trailing bytes"
            return (f"the logic is whole; {what} at byte {place}",)
    return ()


def _end_of_logic(data: bytes, netlist: Netlist) -> int:
    """Where the symbol table may begin."""
    place = data.index(b"\n") + 1
    ascii_file = data.startswith(b"aag ")
    lines = len(netlist.outputs) + (netlist.inputs + len(netlist.gates) if ascii_file else 0)
    ends = np.flatnonzero(np.frombuffer(data, dtype=np.uint8, offset=place) == ord("\n"))
    if lines:
        place += int(ends[lines - 1]) + 1
    if ascii_file or not netlist.gates:
        return place
    raw = np.frombuffer(data, dtype=np.uint8, offset=place)
    return place + int(np.flatnonzero(raw < 128)[2 * len(netlist.gates) - 1]) + 1
