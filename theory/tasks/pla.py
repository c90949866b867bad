"""Scanning PLA files (espresso's format): rows are gates, outputs their ORs; one with free rows is one gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from theory.tasks.circuit_builder import MAX_INPUTS
from theory.tasks.gate_list import FREE, Cover, GateList, NamedGate
from theory.tasks.netlist import bad_file, check_size, size_limit
from theory.tasks.truth_tables import cover_table, table_text

#: Directives that change nothing about the function.
_IGNORED = {".ilb", ".ob", ".lb", ".label"}
#: Directives that are refused, with their meaning.
_REFUSED = {
    ".mv": "multiple-valued variables are not served",
    ".kiss": "a state machine; only combinational circuits are supported",
    ".symbolic": "symbolic variables are not served",
    ".symbolic-output": "symbolic variables are not served",
    ".pair": "paired variables are not served",
}
#: Types of espresso(5): which of the sets ON (f), don't-care (d) and OFF (r) the rows give.
_DEFAULT_TYPE = "fd"
_SERVED_TYPES = ("f", "fd", "fr", "fdr")


@dataclass(slots=True)
class _Pla:
    """The rows of a file, unchanged."""

    path: Path
    sizes: dict[str, int] = field(default_factory=dict)
    type: str = _DEFAULT_TYPE
    phase: str = ""
    rows: list[tuple[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    bytes: int = 0


def scan_pla(path: Path, text: str) -> GateList:
    """Check a PLA file and return its outputs as gates.

    Supported are ``.i .o .p .type .ilb .ob .phase .e`` with the types f, fd (the default), fr and fdr. A row is a gate,
    an AND, and an output is the OR of its rows. Gates made of rows cannot express free rows, so an output with free
    rows that depends on at most ten inputs is one gate; where it depends on more its free rows are 0. ``.phase`` is a
    hint to a minimiser and changes no function.

    Raises:
        InputError: the file is invalid; the message names the line.
    """
    pla = _read(path, text)
    inputs, outputs = pla.sizes[".i"], pla.sizes[".o"]
    gates = GateList(path, lambda place: place, lambda net: f"output {net - inputs + 1}", list(range(inputs)))
    gates.limit = size_limit(len(text))
    gates.outputs = list(range(inputs, inputs + outputs))
    gates.output_places = [1] * outputs
    if "0" in pla.phase:
        gates.notes.append(".phase asks a minimiser for complements; the outputs are what the rows say")
    _add_outputs(pla, gates)
    return gates


def _read(path: Path, text: str) -> _Pla:
    pla = _Pla(path, bytes=len(text))
    ended, number, place = False, 0, 0
    while place < len(text):
        stop = text.find("\n", place)
        stop = len(text) if stop < 0 else stop
        line, place, number = text[place:stop].split("#")[0].replace("|", " ").strip(), stop + 1, number + 1
        if not line:
            continue
        if ended:
            raise bad_file(path, number, "there is more after .e")
        if line.startswith("."):
            ended = _directive(pla, number, line.split())
        else:
            pla.rows.append(_row(pla, number, line))
            pla.lines.append(number)
    if not ended and pla.sizes.get(".p") is None:
        raise bad_file(path, text.count("\n") + 1, "the file ends without .e: it is truncated")
    if pla.sizes.get(".p", len(pla.rows)) != len(pla.rows):
        raise bad_file(path, None, f".p declares {pla.sizes['.p']} cubes, but there are {len(pla.rows)}")
    for key, what in ((".i", "inputs"), (".o", "outputs")):
        if not pla.sizes.get(key):
            raise bad_file(path, None, f"the circuit has no {what} ({key})")
    if pla.phase and len(pla.phase) != pla.sizes[".o"]:
        raise bad_file(path, None, f".phase has {len(pla.phase)} characters for {pla.sizes['.o']} outputs")
    return pla


def _directive(pla: _Pla, line: int, fields: list[str]) -> bool:
    """Read one directive; return whether it ends the file."""
    key, sizes = fields[0], pla.sizes
    if key in (".e", ".end"):
        return True
    if key in (".i", ".o", ".p"):
        if len(fields) != 2 or not (fields[1].isascii() and fields[1].isdigit()) or len(fields[1]) > 18:
            raise bad_file(pla.path, line, f"{key} needs one number")
        if key in sizes or (key != ".p" and pla.rows):
            raise bad_file(pla.path, line, f"{key} comes twice, or after the first cube")
        sizes[key] = int(fields[1])
        check_size(
            pla.path, line, pla.bytes, **{{".i": "inputs", ".o": "outputs", ".p": "cubes"}[key]: sizes[key]}
        )
    elif key == ".type":
        kind = " ".join(fields[1:])
        if kind not in _SERVED_TYPES or pla.rows:
            known = f"served are {', '.join(_SERVED_TYPES)}, before the first cube"
            raise bad_file(pla.path, line, f".type {kind[:40]}: {known}")
        pla.type = kind
    elif key == ".phase":
        pla.phase = "".join(fields[1:])
        if not pla.phase or set(pla.phase) - set("01"):
            raise bad_file(pla.path, line, ".phase needs one character 0 or 1 for each output")
    elif key in _REFUSED:
        raise bad_file(pla.path, line, f"{key}: {_REFUSED[key]}")
    elif key not in _IGNORED:
        raise bad_file(pla.path, line, f"{key[:40]} is not served")
    return False


def _row(pla: _Pla, line: int, text: str) -> tuple[str, str]:
    path, size = pla.path, pla.sizes
    if ".i" not in size or ".o" not in size:
        raise bad_file(path, line, f"a cube before .i and .o, or not a PLA file: {text[:40]!r}")
    joined = "".join(text.split())
    inputs, outputs = joined[: size[".i"]], joined[size[".i"] :]
    if len(inputs) != size[".i"] or len(outputs) != size[".o"]:
        raise bad_file(
            path, line, f"a cube of {len(joined)} characters; {size['.i']} + {size['.o']} were declared"
        )
    if inputs.strip("01-") and set(inputs) - set("01-"):
        raise bad_file(path, line, f"an input is 0, 1 or -, not {(set(inputs) - set('01-')).pop()!r}")
    if outputs.strip("01-~") and set(outputs) - set("01-~"):
        raise bad_file(path, line, f"an output is 0, 1, - or ~, not {(set(outputs) - set('01-~')).pop()!r}")
    return inputs, outputs


def _table(pla: _Pla, cubes: Sequence[tuple[int, str, int]], inputs: int, output: int) -> str:
    """The truth table of one output from its cubes: rows as a number, the output's character, the line."""
    everything = (1 << (1 << inputs)) - 1
    sets = {"1": 0, "0": 0, "-": 0}
    for rows, character, line in cubes:
        if character in sets:
            opposite = {"1": "0", "0": "1"}.get(character)
            if "r" in pla.type and opposite and rows & sets[opposite]:
                raise bad_file(
                    pla.path,
                    line,
                    f"output {output + 1}: a row of this cube is both in the ON-set and the OFF-set",
                )
            sets[character] |= rows
    if pla.type == "f":
        free = 0
    elif pla.type == "fd":
        free = sets["-"]
    else:
        free = everything ^ (sets["1"] | sets["0"])
        if pla.type == "fdr" and free & ~sets["-"]:
            row = table_text(free & ~sets["-"], inputs).index("1")
            shown = table_text(row, 0) if not inputs else f"{row:0{inputs}b}"[::-1]
            raise bad_file(
                pla.path,
                None,
                f"output {output + 1}: .type fdr, but the row {shown} is in none of the three sets",
            )
    values = table_text(sets["1"], inputs)
    if not free:
        return values
    return "".join(
        FREE if mark == "1" else value for value, mark in zip(values, table_text(free, inputs), strict=True)
    )


def _add_outputs(pla: _Pla, gates: GateList) -> None:
    """Add outputs with free rows as one gate each, and the others as ORs of rows, which they share."""
    literals = [tuple(i for i, bit in enumerate(cube) if bit != FREE) for cube, _ in pla.rows]
    products: dict[str, int] = {}
    wide_free = False
    meant = _meaningful(pla.type)
    for k, net in enumerate(gates.outputs):
        used = [j for j, (_, output) in enumerate(pla.rows) if output[k] in meant]
        free = "r" in pla.type or ("d" in pla.type and any(pla.rows[j][1][k] == "-" for j in used))
        support = _support([literals[j] for j in used]) if free else None
        if support is not None:
            table = _table(pla, _cubes(pla, used, support, k), len(support), k)
            if FREE in table:
                gates.add(net, table, support, 1)
                continue
        wide_free = wide_free or (free and support is None)
        terms = []
        for j in used:
            cube, output = pla.rows[j]
            if output[k] == "1":
                if cube not in products:
                    products[cube] = _product(gates, cube, literals[j], len(products), pla.lines[j])
                terms.append(products[cube])
        gates.add(net, NamedGate("or") if terms else "0", terms, 1)
    if wide_free:
        gates.notes.append(f"free rows of outputs of more than {MAX_INPUTS} inputs are 0")


def _cubes(pla: _Pla, used: Sequence[int], support: Sequence[int], output: int) -> list[tuple[int, str, int]]:
    """Rows over some inputs as numbers, with their character of one output and their line."""
    return [
        (
            cover_table(["".join(pla.rows[j][0][i] for i in support)], len(support)),
            pla.rows[j][1][output],
            pla.lines[j],
        )
        for j in used
    ]


def _meaningful(kind: str) -> str:
    """Return the characters of an output that have a meaning in a file of this type."""
    return "".join(character for character, letter in (("1", "f"), ("-", "d"), ("0", "r")) if letter in kind)


def _support(literals: Sequence[tuple[int, ...]]) -> list[int] | None:
    """The inputs that cubes read; None if there are more than a gate may have."""
    support: set[int] = set()
    for places in literals:
        support.update(places)
        if len(support) > MAX_INPUTS:
            return None
    return sorted(support)


def _product(gates: GateList, cube: str, places: tuple[int, ...], number: int, line: int) -> int:
    """Add a row as a gate, which several outputs may read, and return its net."""
    net = len(gates.inputs) + len(gates.outputs) + number
    bits = "".join(cube[i] for i in places)
    if len(places) <= MAX_INPUTS:
        place = int(bits[::-1] or "0", 2)
        function: str | Cover = "0" * place + "1" + "0" * ((1 << len(places)) - 1 - place)
    else:
        function = Cover((bits,))
    gates.add(net, function, places, line)
    gates.check_size()
    return net
