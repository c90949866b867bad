"""Scanning ISCAS .bench files, with the lookup tables that ABC writes; gates may be used before they are defined."""

from __future__ import annotations

import re
from pathlib import Path

from theory.tasks.circuit_builder import MAX_INPUTS
from theory.tasks.circuit_graphs import NAMED, UNARY, named_table
from theory.tasks.gate_list import Function, GateList, NamedGate, NodeNumbers, line_of
from theory.tasks.truth_tables import table_text

_GATE = re.compile(
    r"[ \t]*([^\s=(),#]+)[ \t]*=[ \t]*([A-Za-z]\w*)(?:[ \t]+0x([0-9a-fA-F]+))?[ \t]*\(([^()\n#]*)\)[ \t\r]*(?:#[^\n]*)?"
)
_PORT = re.compile(r"[ \t]*(INPUT|OUTPUT)[ \t]*\(([^()\n#]*)\)[ \t\r]*(?:#[^\n]*)?", re.IGNORECASE)
_CONSTANT = re.compile(r"[ \t]*([^\s=(),#]+)[ \t]*=[ \t]*(vdd|gnd)[ \t\r]*(?:#[^\n]*)?", re.IGNORECASE)
#: Other names of the gates of one input, and the elements of a sequential file.
_ALIASES = {"buff": "buf", "inv": "not"}
_STATEFUL = {"dff", "dffsr", "latch", "dlatch"}


def scan_bench(path: Path, text: str) -> GateList:
    """Check a .bench file and return its gates.

    Supported are ``INPUT``, ``OUTPUT``, ``AND NAND OR NOR XOR XNOR`` of any fan-in, ``NOT``, ``BUFF``,
    ``LUT 0x...`` (bit k is the value at z_1 + 2 z_2 + ... = k), ``vdd`` and ``gnd``.

    Raises:
        InputError: the file is invalid; the message names the line.
    """
    ids = NodeNumbers()
    names: list[str] = []
    gates = GateList(path, line_of(text), lambda net: names[net] if names else "")
    functions: dict[tuple[str, str | None, int], Function] = {}
    number = ids.__getitem__
    place = 0
    while place < len(text):
        stop = text.find("\n", place)
        if stop < 0:
            stop = len(text)
        match = _GATE.fullmatch(text, place, stop)
        if match:
            name, kind, digits, listed = match.groups()
            reads = [part.strip() for part in listed.split(",")]
            key = (kind, digits, len(reads))
            if key not in functions:
                functions[key] = _function(gates, place, *key)
            if "" in reads:
                raise gates.fault(place, f"{kind}({listed[:40]}): an input without a name")
            gates.drives.append(ids[name])
            gates.reads.append(list(map(number, reads)))
            gates.functions.append(functions[key])
            gates.places.append(place)
            gates.check_size()
        else:
            _other(gates, ids, place, text[place:stop])
        place = stop + 1
    names.extend(ids)
    return gates


def _other(gates: GateList, ids: NodeNumbers, place: int, line: str) -> None:
    """Read a line that is not a gate."""
    if not line.strip() or line.lstrip().startswith("#"):
        return
    port, constant = _PORT.fullmatch(line), _CONSTANT.fullmatch(line)
    if port and port[2].strip():
        net = ids[port[2].strip()]
        if port[1].upper() == "INPUT":
            gates.inputs.append(net)
        else:
            gates.outputs.append(net)
            gates.output_places.append(place)
    elif constant:
        gates.add(ids[constant[1]], "1" if constant[2].lower() == "vdd" else "0", (), place)
    else:
        raise gates.fault(place, f"neither INPUT, OUTPUT nor a gate: {line.strip()[:40]!r}")


def _function(gates: GateList, place: int, kind: str, digits: str | None, inputs: int) -> Function:
    """Return the function of a gate with this name and fan-in."""
    name = kind.lower()
    name = _ALIASES.get(name, name)
    if name == "lut":
        return _lut(gates, place, digits, inputs)
    if digits is not None:
        raise gates.fault(place, f"{kind[:40]} with a table; only LUT has one")
    if name in NAMED:
        return named_table(name, inputs) if inputs <= MAX_INPUTS else NamedGate(name)
    if name in UNARY:
        if inputs != 1:
            raise gates.fault(place, f"{kind} takes one input, not {inputs}")
        return UNARY[name]
    if name in _STATEFUL:
        raise gates.fault(place, f"{kind}: a register; only combinational circuits are supported")
    known = ", ".join([*NAMED, *UNARY, "lut"]).upper()
    raise gates.fault(place, f"unknown gate {kind[:40]!r}; known: {known}")


def _lut(gates: GateList, place: int, digits: str | None, inputs: int) -> Function:
    if digits is None:
        raise gates.fault(place, "LUT without its table 0x...")
    if inputs > MAX_INPUTS:
        raise gates.fault(place, f"a LUT of {inputs} inputs; the exact method is for at most {MAX_INPUTS}")
    if len(digits) > 1 << MAX_INPUTS or int(digits, 16) >> (1 << inputs):
        raise gates.fault(place, f"the table 0x{digits[:20]} has more than 2^{inputs} bits")
    return table_text(int(digits, 16), inputs)
