"""Scanning BLIF files (Berkeley Logic Interchange Format, 1992): a ``.names`` is one gate, ``.subckt`` is flattened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from theory.tasks.circuit_builder import MAX_INPUTS
from theory.tasks.circuits import COPY
from theory.tasks.gate_list import (
    CONTINUED,
    Cover,
    Function,
    GateList,
    NodeNumbers,
    line_of,
)
from theory.tasks.genlib import Cell
from theory.tasks.netlist import bad_file, size_limit
from theory.tasks.truth_tables import cover_table, table_text

#: Directives that do not affect the function: timing, area, and yosys's notes on a cell.
_IGNORED = {
    *(
        "area",
        "delay",
        "wire_load_slope",
        "wire",
        "input_arrival",
        "default_input_arrival",
        "output_required",
    ),
    *("default_output_required", "input_drive", "default_input_drive", "output_load", "default_output_load"),
    *("max_input_load", "default_max_input_load", "attr", "param", "cname"),
}
#: Directives that are refused, with their meaning.
_REFUSED = {
    "latch": "a latch; only combinational circuits are supported",
    "mlatch": "a latch; only combinational circuits are supported",
    "clock": "a clock; only combinational circuits are supported",
    "exdc": "external don't cares are not served",
    "start_kiss": "a state machine; only combinational circuits are supported",
    "search": "models in another file are not served",
    "blackbox": "a model without gates",
}
#: Models inside models deeper than this are refused.
MAX_DEPTH = 60
_INDENTED = re.compile(r"\n[ \t\r]+(?=\.)")
_COMMENT = re.compile(r"#[^\n]*")


@dataclass(slots=True)
class _Model:
    """One ``.model``: its gates by the names of their nets, and the models and cells inside it."""

    name: str
    place: int
    inputs: list[str] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)
    output_places: list[int] = field(default_factory=list)
    gates: list[tuple[list[str], Function, int]] = field(default_factory=list)
    parts: list[tuple[str, list[str], int]] = field(default_factory=list)


def scan_blif(path: Path, text: str, library: Mapping[str, Cell]) -> GateList:
    """Check a BLIF file and return its gates; the first model is the circuit.

    Supported are ``.model .inputs .outputs .names .subckt .gate .conn .barbuf .end``, continued lines and comments;
    directives on timing are skipped.

    Args:
        path: names the file in messages.
        text: its text.
        library: the cells that ``.gate`` may name besides the file's own models.

    Raises:
        InputError: the file is invalid; the message names the line.
    """
    scanner = _Scanner(path, text)
    models = scanner.models()
    gates = _Flattened(path, scanner.text, models, library).gates
    gates.notes += scanner.notes
    return gates


class _Scanner:
    """Reads statements into models."""

    def __init__(self, path: Path, text: str) -> None:
        if "#" in text:
            text = _COMMENT.sub("", text)
        if "\\" in text:
            text = re.sub(r"\\[ \t\r]*\n", CONTINUED, text)
        self.path = path
        self.text = _INDENTED.sub(lambda match: " " * (len(match[0]) - 1) + "\n", text)
        self._line = line_of(self.text)
        self._tables: dict[tuple[int, str], Function] = {}
        self.notes: list[str] = []

    def fault(self, place: int, message: str) -> Exception:
        """Return the error with this message at this place."""
        return bad_file(self.path, self._line(place), message)

    def models(self) -> dict[str, _Model]:
        """The models in the file's order."""
        models: dict[str, _Model] = {}
        model: _Model | None = None
        for place, statement in self._statements():
            word, _, rest = statement.partition("\n")
            fields = word.split()
            kind = fields[0]
            if kind != "names" and rest.strip():
                line = place + len(statement) - len(rest.lstrip())
                raise self.fault(line, f"{_short(rest)} after .{kind}: only .names has rows")
            if kind == "model" or (model is None and kind not in {*_REFUSED, "end"}):
                if models and kind != "model":
                    raise self.fault(place, f".{kind[:40]} after .end, outside a model")
                model = _Model(fields[1] if kind == "model" and len(fields) > 1 else "", place)
                if model.name in models:
                    raise self.fault(place, f"the model {model.name!r} comes a second time")
                models[model.name] = model
                if kind == "model":
                    continue
            if kind == "end":
                model = None
                continue
            self._statement(model, kind, fields, rest, place)
        if not models:
            raise bad_file(self.path, 1, "no .model and no .names: not a BLIF file, or an empty one")
        if model is not None:
            self.notes.append("no .end: complete only if the file was not cut short")
        return models

    def _statements(self) -> Iterator[tuple[int, str]]:
        """Each directive without its dot, with the lines up to the next one, and where it begins."""
        text = self.text
        first = re.search(r"\S", text)
        start = first.start() if first else len(text)
        if text[start : start + 1] != ".":
            raise self.fault(start, f"a directive such as .model was expected, not {_short(text[start:])}")
        start += 1
        while start <= len(text):
            stop = text.find("\n.", start)
            if stop < 0:
                stop = len(text)
            if not text[start : start + 1].isalpha():
                raise self.fault(start, "a dot without a directive")
            yield start, text[start:stop]
            start = stop + 2

    def _statement(self, model: _Model | None, kind: str, fields: list[str], rest: str, place: int) -> None:
        if kind in _REFUSED:
            raise self.fault(place, f".{kind}: {_REFUSED[kind]}")
        if model is None:  # unreachable: a model was begun
            raise self.fault(place, f".{kind} outside a model")
        if kind == "names":
            if len(fields) < 2:
                raise self.fault(place, ".names needs at least the net that it drives")
            key = (len(fields) - 2, rest)
            function = self._tables.get(key)
            if function is None:
                function = self._tables[key] = self._function(len(fields) - 2, rest, place)
            model.gates.append((fields[1:], function, place))
        elif kind == "inputs":
            model.inputs += fields[1:]
        elif kind == "outputs":
            model.outputs += fields[1:]
            model.output_places += [place] * (len(fields) - 1)
        elif kind in ("subckt", "gate"):
            if len(fields) < 2:
                raise self.fault(place, f".{kind} needs the name of a model")
            model.parts.append((fields[1], fields[2:], place))
        elif kind in ("conn", "barbuf"):  # yosys and ABC write these for two names of one net
            if len(fields) != 3:
                raise self.fault(place, f".{kind} needs two nets")
            model.gates.append((fields[1:], COPY, place))
        elif kind not in _IGNORED:
            raise self.fault(place, f".{kind[:40]} is not served")

    def _function(self, inputs: int, rows: str, place: int) -> Function:
        """The function of the rows below a ``.names``."""
        cubes: list[str] = []
        values = set()
        start = place + self.text[place:].index("\n") + 1 if rows else place
        for row in rows.split("\n"):
            fields = row.split()
            if fields:
                cube, value = ("", fields[0]) if not inputs and len(fields) == 1 else (fields[0], fields[-1])
                if len(fields) != 1 + bool(inputs) or len(cube) != inputs or set(cube) - set("01-"):
                    raise self.fault(
                        start, f"a row of {inputs} characters 0, 1, - and a value, not {_short(row)}"
                    )
                if value not in ("0", "1"):
                    raise self.fault(start, f"the value of a row is 0 or 1, not {_short(value)}")
                cubes.append(cube)
                values.add(value)
            if len(values) > 1:
                raise self.fault(start, "rows of value 0 and of value 1 in one .names")
            start += len(row) + 1
        on = values != {"0"}
        if inputs > MAX_INPUTS:
            return Cover(tuple(cubes), on)
        table = cover_table(cubes, inputs)
        return table_text(table if on else table ^ ((1 << (1 << inputs)) - 1), inputs)


class _Flattened:
    """The first model with every model inside it put in its place."""

    def __init__(self, path: Path, text: str, models: dict[str, _Model], library: Mapping[str, Cell]) -> None:
        self._models, self._library = models, library
        self._names: list[str] = []
        top = next(iter(models.values()))
        ids = NodeNumbers()
        self.gates = GateList(path, line_of(text), self._names.__getitem__)
        self._flat = not any(model.parts for model in models.values())
        self.gates.limit = size_limit(len(text))
        self._instances = 0
        for name in top.inputs:
            self.gates.inputs.append(ids[name])
        self.gates.outputs = [ids[name] for name in top.outputs]
        self.gates.output_places = top.output_places
        if self._flat:
            self._add_gates(top, ids)
            self._names.extend(ids)
        else:
            local = {name: self._net(name) for name in ids}
            self._expand(top, local, (top.name,))

    def _net(self, name: str) -> int:
        self._names.append(name)
        return len(self._names) - 1

    def _add_gates(self, model: _Model, ids: Mapping[str, int]) -> None:
        gates = self.gates
        number = ids.__getitem__
        for names, function, place in model.gates:
            *reads, drives = map(number, names)
            gates.drives.append(drives)
            gates.reads.append(reads)
            gates.functions.append(function)
            gates.places.append(place)

    def _expand(self, model: _Model, local: dict[str, int], inside: tuple[str, ...]) -> None:
        """Add a model's gates and, in turn, those of the models inside it.

        Args:
            model: what to add.
            local: the nets of its names; those that it does not have are new.
            inside: the models that this one is inside of, itself last.
        """
        for names, _, _ in model.gates:
            for name in names:
                if name not in local:
                    local[name] = self._net(name)
        self._add_gates(model, local)
        self.gates.check_size()
        for kind, pins, place in model.parts:
            actual = self._pins(kind, pins, local, place)
            if kind in self._models:
                self._instance(self._models[kind], actual, inside, place)
            elif kind in self._library:
                self._cell(self._library[kind], actual, place)
            else:
                raise self.gates.fault(
                    place,
                    f"no model {kind[:60]!r} in this file; give a library's cells by --library (in Python library=)",
                )

    def _pins(self, kind: str, pins: Sequence[str], local: dict[str, int], place: int) -> dict[str, int]:
        actual: dict[str, int] = {}
        for pin in pins:
            formal, equals, name = pin.partition("=")
            if not equals or not formal or formal in actual:
                raise self.gates.fault(place, f"{pin[:60]!r}: pins are pin=net, each once")
            if not name:
                continue  # yosys writes an open pin so
            if name not in local:
                local[name] = self._net(name)
            actual[formal] = local[name]
        return actual

    def _instance(self, model: _Model, actual: dict[str, int], inside: tuple[str, ...], place: int) -> None:
        if model.name in inside:
            raise self.gates.fault(place, f"the model {model.name!r} contains itself")
        self._instances += 1
        if self._instances > self.gates.limit:
            raise self.gates.fault(place, f"more than {self.gates.limit} models inside models")
        if len(inside) > MAX_DEPTH:
            raise self.gates.fault(place, f"models nested deeper than {MAX_DEPTH}")
        ports = {*model.inputs, *model.outputs}
        for formal in actual:
            if formal not in ports:
                raise self.gates.fault(place, f"the model {model.name!r} has no pin {formal[:60]!r}")
        for formal in model.inputs:
            if formal not in actual:
                raise self.gates.fault(place, f"pin {formal!r} of {model.name!r} is not connected")
        local = dict(actual)
        if not model.gates and not model.parts and model.outputs:
            raise self.gates.fault(place, f"the model {model.name!r} has no gates")
        self._expand(model, local, (*inside, model.name))

    def _cell(self, cell: Cell, actual: dict[str, int], place: int) -> None:
        missing = [pin for pin in (*cell.inputs, cell.output) if pin not in actual]
        if missing or len(actual) != len(cell.inputs) + 1:
            wrong = missing or sorted(set(actual) - {*cell.inputs, cell.output})
            raise self.gates.fault(place, f"pin {wrong[0][:60]!r} of the cell {cell.name!r}")
        self.gates.add(actual[cell.output], cell.table, [actual[pin] for pin in cell.inputs], place)


def _short(text: str) -> str:
    """The beginning of a text, for a message."""
    return repr(" ".join(text[:80].split("\n")[0].split())[:40])
