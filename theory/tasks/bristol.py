"""Scanning Bristol Fashion circuits of secure computation, and the older Bristol Format.

Bristol Fashion: the numbers of gates and wires; how many input values there are and the bits of each; the same for
outputs; then one gate a line: the numbers of its inputs and outputs, the wires, its kind. The first wires are the
inputs, the last are the outputs. In the older format the second line has the bits of two inputs and of the output.
Arithmetic circuits have the same shape, with wires that are numbers: they are refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from theory.tasks.circuit_builder import AND, OR, XOR
from theory.tasks.circuits import COPY, NEGATION
from theory.tasks.gate_list import GateList, line_of
from theory.tasks.netlist import bad_file, check_size
from theory.tasks.truth_tables import complement

#: Gates with one output by name, with their fan-in and table.
_GATES = {
    "AND": (2, AND),
    "XOR": (2, XOR),
    "INV": (1, NEGATION),
    "NOT": (1, NEGATION),
    "EQW": (1, COPY),
    # Not in the format, but written by programs.
    **dict.fromkeys(("OR", "LOR"), (2, OR)),
    **dict.fromkeys(("NAND", "NND"), (2, complement(AND))),
    "NOR": (2, complement(OR)),
    **dict.fromkeys(("XNOR", "XNR"), (2, complement(XOR))),
}
#: Gates of arithmetic circuits.
_ARITHMETIC = {"ADD", "SUB", "MUL", "MUL_CONST", "CONST", "ADDC", "MULC", "NEG", "SQR", "MADD"}
_NUMBER = re.compile(r"[0-9]{1,9}")
#: The line of two numbers that both formats begin with.
HEADER = re.compile(r"[0-9]+[ \t]+[0-9]+[ \t\r]*(?:#[^\n]*)?(?:\n|$)")


@dataclass(frozen=True, slots=True)
class _Header:
    gates: int
    wires: int
    inputs: int
    outputs: int
    old: bool
    body: int  # where the gates begin


def scan_bristol(path: Path, text: str) -> tuple[GateList, bool]:
    """Check a file of either format and return its gates, and whether it is the older one.

    Raises:
        InputError: the file is invalid; the message names the line.
    """
    if not text.isascii():
        place = next(i for i, character in enumerate(text) if not character.isascii())
        raise bad_file(
            path, text.count("\n", 0, place) + 1, f"{text[place]!r} is not a character of this format"
        )
    lines = _lines(text)
    header = _header(path, text, lines)
    gates = GateList(path, line_of(text), lambda wire: f"wire {wire}", list(range(header.inputs)))
    gates.outputs = list(range(header.wires - header.outputs, header.wires))
    gates.output_places = [0] * header.outputs
    count = 0
    for place, line in _lines(text, header.body):
        if count == header.gates:
            raise gates.fault(place, f"{header.gates} gates were declared, and here is more: {line[:40]!r}")
        count += 1
        fields = line.split()
        known = _GATES.get(fields[-1])
        if known and len(fields) == known[0] + 4 and fields[0] == str(known[0]) and fields[1] == "1":
            *reads, drives = _wires(gates, place, fields[2:-1], header.wires)
            gates.drives.append(drives)
            gates.reads.append(reads)
            gates.functions.append(known[1])
            gates.places.append(place)
        else:
            _other(gates, place, fields, header.wires)
    if count != header.gates:
        raise bad_file(
            path,
            text.count("\n") + 1,
            f"{header.gates} gates were declared, but the file ends after {count}: it is truncated",
        )
    return gates, header.old


def _lines(text: str, place: int = 0) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, without comments, each with where it begins."""
    while place < len(text):
        stop = text.find("\n", place)
        if stop < 0:
            stop = len(text)
        line = text[place:stop]
        if "#" in line:
            line = line[: line.index("#")]
        if line.strip():
            yield place, line
        place = stop + 1


def _header(path: Path, text: str, lines: Iterator[tuple[int, str]]) -> _Header:
    """Return the sizes, and which of the two formats the file has."""
    line = line_of(text)
    head = [(place, fields.split()) for (place, fields), _ in zip(lines, range(4), strict=False)]
    if len(head) < 3:
        raise bad_file(path, line(len(text.rstrip())), "the file ends in its header: it is truncated")
    (first, sizes), (second, taken), (third, given) = head[:3]
    for place, fields in ((first, sizes), (second, taken)):
        if not all(map(_NUMBER.fullmatch, fields)):
            raise bad_file(path, line(place), f"numbers were expected, not {' '.join(fields)[:40]!r}")
    if len(sizes) != 2:
        raise bad_file(path, line(first), "the first line is the numbers of gates and of wires")
    gates, wires = map(int, sizes)
    check_size(path, line(first), len(text), gates=gates, wires=wires)
    old = not given[-1].isdigit()  # a gate follows at once: there is no line for the outputs
    if old:
        if len(taken) != 3:
            raise bad_file(path, line(second), "the second line is the bits of two inputs and of the output")
        inputs, outputs = int(taken[0]) + int(taken[1]), int(taken[2])
        body = third
    else:
        inputs = _bits(path, line(second), taken, "input")
        outputs = _bits(path, line(third), given, "output")
        body = head[3][0] if len(head) > 3 else len(text)
    if not 0 < inputs <= wires or not 0 < outputs <= wires:
        raise bad_file(
            path, line(second), f"{inputs} input bits and {outputs} output bits do not fit {wires} wires"
        )
    return _Header(gates, wires, inputs, outputs, old, body)


def _bits(path: Path, line: int, fields: Sequence[str], what: str) -> int:
    if not all(map(_NUMBER.fullmatch, fields)) or int(fields[0]) != len(fields) - 1:
        raise bad_file(
            path,
            line,
            f"the number of {what} values and the bits of each were expected, not {' '.join(fields)[:40]!r}",
        )
    return sum(map(int, fields[1:]))


def _wires(gates: GateList, place: int, fields: Sequence[str], wires: int) -> list[int]:
    numbers = (
        list(map(int, fields))
        if all(map(str.isdigit, fields)) and len(max(fields, key=len)) < 10
        else [wires]
    )
    if max(numbers) >= wires:
        raise gates.fault(place, f"wires are numbers from 0 to {wires - 1}, not {' '.join(fields)[:40]!r}")
    return numbers


def _other(gates: GateList, place: int, fields: Sequence[str], wires: int) -> None:
    """Read a constant or a MAND, or raise InputError for any other gate."""
    kind = fields[-1]
    if kind == "EQ" and len(fields) == 5 and fields[:2] == ["1", "1"] and fields[2] in ("0", "1"):
        (drives,) = _wires(gates, place, fields[3:4], wires)
        gates.add(drives, fields[2], (), place)
        return
    if (
        kind == "MAND"
        and len(fields) > 3
        and fields[1].isdigit()
        and fields[0] == str(2 * int(fields[1][:9]))
    ):
        half = int(fields[1][:9])
        numbers = _wires(gates, place, fields[2:-1], wires) if len(fields) == 3 * half + 3 else []
        if numbers:
            for a, b, drives in zip(
                numbers[:half], numbers[half : 2 * half], numbers[2 * half :], strict=True
            ):
                gates.add(drives, AND, [a, b], place)
            return
    if kind.upper() in _ARITHMETIC:
        raise gates.fault(place, f"{kind}: an arithmetic circuit; only circuits of bits are supported")
    known = ", ".join([*_GATES, "EQ", "MAND"])
    raise gates.fault(place, f"cannot read the gate {' '.join(fields)[:40]!r}; known: {known}")
