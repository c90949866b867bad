"""Scanning structural Verilog, written by hand, ABC or yosys: an ``assign``, a primitive or a cell is one gate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from theory.tasks.circuit_builder import MAX_INPUTS, MUX
from theory.tasks.circuit_graphs import NAMED, UNARY, named_table
from theory.tasks.circuits import NEGATION
from theory.tasks.gate_list import Function, GateList, NamedGate, NodeNumbers
from theory.tasks.genlib import Cell
from theory.tasks.netlist import bad_file, check_size, size_limit
from theory.tasks.truth_tables import rows_where_one, table_text
from theory.tasks.verilog_expressions import (
    CONSTANTS,
    INNER,
    NAME,
    NET,
    ONE,
    ZERO,
    Expression,
    ExpressionError,
    Widths,
    bit_name,
    constant_bits,
    evaluate,
    operands,
    parse_expression,
    plain_name,
)

_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/|\(\*(?!\s*\)).*?\*\)", re.DOTALL)
_OPENING = re.compile(r"//|/\*|\(\*(?!\s*\))")
_CLOSING = {"//": "\n", "/*": "*/", "(*": "*)"}
_MODULE = re.compile(rf"module\s+{NAME}\s*(?:\((?P<ports>.*)\))?\s*", re.DOTALL)
_DECLARATION = re.compile(
    r"(?P<kind>input|output|wire)\b\s*(?:wire\b)?\s*(?:\[\s*(?P<high>\d{1,18})\s*:\s*(?P<low>\d{1,18})\s*\])?(?P<names>.*)",
    re.DOTALL,
)
_ASSIGN = re.compile(r"assign\s+([^=]*[^=\s])\s*=\s*(.*)", re.DOTALL)
_PRIMITIVE = re.compile(
    rf"(?P<kind>nand|and|nor|or|xnor|xor|not|buf)\b\s*(?:{NAME}(?:\s*\[\d+\])?\s*)?\((?P<terminals>.*)\)",
    re.DOTALL,
)
_INSTANCE = re.compile(
    rf"(?P<cell>{NAME})\s*(?:#\s*\((?P<parameters>(?:[^()]|\([^()]*\))*)\)\s*)?(?P<name>{NAME})\s*\((?P<pins>.*)\)",
    re.DOTALL,
)
_PIN = re.compile(rf"\s*\.\s*(?P<pin>{NAME})\s*\((?P<net>[^()]*)\)\s*(?:,|$)")
#: The number of bits of expressions that may be expanded for each net that the file may have.
_BITS_PER_NET = 3
#: Pins connected to plain names, and one of them.
_SIMPLE_PINS = re.compile(r"(?:\s*\.[A-Z]\([A-Za-z_]\w*\)\s*,)*\s*\.[A-Z]\([A-Za-z_]\w*\)\s*\)")
_SIMPLE_PIN = re.compile(r"\.([A-Z])\((\w+)\)")
#: Names of single bits in an expression; digits and bases of constants are none.
_OPERAND = re.compile(r"\\\S+(?:\s+\[\s*\d+\s*\])?|(?<![\w'$])[A-Za-z_][\w$]*(?:\s*\[\s*\d+\s*\])?")
_PORT = re.compile(r"\b(?:input|output)\b")
_FIRST_WORD = re.compile(r"\\\S+|[\w$]+|\S")
#: The first words of a sequential or behavioural statement.
_STATEFUL = {"reg", "always", "always_ff", "always_latch", "always_comb", "initial", "dff", "latch", "dlatch"}
#: Yosys's cells with a state.
_STATEFUL_CELL = re.compile(r"\\?\$_?(?:[A-Z]*FF|[A-Z]*DLATCH|SR_|[a-z]*ff|[a-z]*latch|mem)", re.ASCII)


@dataclass
class _Module:
    """The nets of a module, in the order in which they are declared, and its gates as they are read."""

    path: Path
    text: str
    library: Mapping[str, Cell]
    gates: GateList = field(init=False)
    ids: NodeNumbers = field(default_factory=NodeNumbers)
    vectors: dict[str, tuple[int, int]] = field(default_factory=dict)
    inputs: dict[str, int] = field(default_factory=dict)
    outputs: dict[str, int] = field(default_factory=dict)
    declared: set[str] = field(default_factory=set)
    shapes: dict[str, tuple[int, Function] | None] = field(default_factory=dict)
    orders: dict[tuple[str, ...], tuple[str, list[int]] | None] = field(default_factory=dict)
    inner: int = 0  # nets between the gates of an expression that is too wide for one

    def __post_init__(self) -> None:
        names: list[str] = []

        def name(net: int) -> str:
            if not names:
                names.extend(self.ids)
            return names[net]

        self.gates = GateList(self.path, self.line, name)
        self.gates.limit = size_limit(len(self.text))
        self.widths = Widths(self.vectors, _BITS_PER_NET * self.gates.limit)

    def line(self, place: int) -> int:
        return self.text.count("\n", 0, place) + 1


def scan_verilog(path: Path, text: str, library: Mapping[str, Cell]) -> GateList:
    """Check a structural Verilog file and return its gates.

    Supported are one module with ``input``, ``output`` and ``wire`` declarations, ``assign`` of ``~ ! & && ^ ~^ ^~ | ||
    ?: {,}`` on nets, vectors, their parts and constants, the primitives ``and nand or nor xor xnor not buf``, and
    instances of cells whose function is known: yosys's own, its ``$lut``, and those of a library.

    Args:
        path: names the file in messages.
        text: its text.
        library: the cells that instances may name.

    Raises:
        InputError: the file is invalid; the message names the line.
    """
    module = _Module(path, _without_comments(path, text), library)
    ended = False
    for place, statement in _statements(module.text):
        if ended:
            raise bad_file(path, module.line(place), "there is more after endmodule; one module is supported")
        ended = _read_statement(module, place, statement)
    if not ended:
        raise bad_file(
            path, module.line(len(module.text.rstrip())), "the file ends without endmodule: it is truncated"
        )
    return _finished(module)


def _without_comments(path: Path, text: str) -> str:
    """The text with comments and attributes blanked; lines stay where they are."""
    if text.rfind("(*") <= text.rfind("*)") and text.rfind("/*") <= text.rfind("*/"):
        return _COMMENT.sub(
            _blank, text
        )  # each that is opened is closed, so that no search runs to the end without a match
    pieces, place = [], 0
    while match := _OPENING.search(text, place):
        stop = text.find(_CLOSING[match[0]], match.end())
        if stop < 0 and match[0] != "//":
            line = text.count("\n", 0, match.start()) + 1
            raise bad_file(path, line, f"{match[0]} is never closed")
        stop = len(text) if stop < 0 else stop + len(_CLOSING[match[0]])
        pieces += [text[place : match.start()], re.sub(r"[^\n]+", _blank, text[match.start() : stop])]
        place = stop
    return "".join([*pieces, text[place:]])


def _blank(match: re.Match[str]) -> str:
    """Return blanks in place of a text; line ends stay."""
    lost = match[0]
    return re.sub(r"[^\n]", " ", lost) if "\n" in lost else " " * len(lost)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Statements without their semicolon, each with its place; ``endmodule`` is one of its own."""
    start = 0
    while start <= len(text):
        stop = text.find(";", start)
        stop = len(text) if stop < 0 else stop
        piece = text[start:stop]
        statement = piece.lstrip()
        place = stop - len(statement)
        start = stop + 1
        statement = statement.rstrip()
        while statement.startswith("endmodule"):
            yield place, "endmodule"
            rest = statement[len("endmodule") :].lstrip()
            place += len(statement) - len(rest)
            statement = rest
        if statement:
            yield place, statement


def _read_statement(module: _Module, place: int, statement: str) -> bool:
    """Read one statement; return whether it ends the module."""
    if statement.startswith("assign") and _assign_known_shape(module, place, statement):
        return False
    if statement.startswith("wire ") and (name := statement[5:].strip()).isidentifier():
        module.declared.add(name)  # one net a line, as yosys declares them
        return False
    if statement.startswith("\\$_") and _instance_known_shape(module, place, statement):
        return False
    if statement == "endmodule":
        return True
    word = (_FIRST_WORD.match(statement) or [""])[0]
    if word == "assign":
        _read_assign(module, place, statement)
    elif word in ("input", "output", "wire"):
        _read_declaration(module, place, statement)
    elif word in NAMED or word in UNARY:
        _read_primitive(module, place, statement)
    elif word == "module":
        _read_header(module, place, statement)
    elif word in _STATEFUL or _STATEFUL_CELL.match(word):
        raise _fault(
            module, place, f"{word!r}: only combinational structure is served, no registers or latches"
        )
    elif word.lstrip("\\") in module.library or word == "\\$lut":
        _read_instance(module, place, statement)
    else:
        raise _fault(
            module, place, f"{word[:60]!r} is neither a declaration, an assign nor a known gate or cell"
        )
    return False


def _fault(module: _Module, place: int, message: str) -> Exception:
    return bad_file(module.path, module.line(place), message)


def _assign_known_shape(module: _Module, place: int, statement: str) -> bool:
    """Read an assign of single bits by the shape of its right side: nearly every line of a netlist."""
    left, equals, right = statement[6:].partition("=")
    left = left.strip()
    if not equals or not (left.isidentifier() or NET.fullmatch(left)) or "{" in right:
        return False
    nets = _OPERAND.findall(right)
    if not 1 <= len(nets) <= MAX_INPUTS:
        return False
    left = plain_name(left)
    nets = [net if net.isalnum() else plain_name(net) for net in nets]
    if module.vectors and (left in module.vectors or any(net in module.vectors for net in nets)):
        return False
    shape = _OPERAND.sub("@", right)
    if shape not in module.shapes:
        module.shapes[shape] = _shape_function(shape, len(nets))
    known = module.shapes[shape]
    if known is None:
        return False
    _drive(module, place, left, known[1], nets)
    return True


def _shape_function(shape: str, count: int) -> tuple[int, Function] | None:
    """The truth table of a right side whose nets are replaced by @; None where it has another form."""
    parts = shape.split("@")
    named = "".join(f"{part} n{i} " for i, part in enumerate(parts[:-1])) + parts[-1]
    try:
        (bit,) = Widths({}).bits(parse_expression(named), 1)
    except (ExpressionError, ValueError):
        return None
    return count, _table(bit, [f"n{i}" for i in range(count)])


def _table(bit: Expression, nets: Sequence[str]) -> str:
    """The truth table of an expression on bits over at most ten nets."""
    n = len(nets)
    rows = {net: rows_where_one(i, n) for i, net in enumerate(nets)}
    return table_text(evaluate(bit, rows.__getitem__, (1 << (1 << n)) - 1), n)


def _read_header(module: _Module, place: int, statement: str) -> None:
    match = _MODULE.fullmatch(statement)
    if not match or module.inputs or module.gates.drives:
        raise _fault(module, place, "the module's header cannot be read, or a second module begins")
    ports = match["ports"] or ""
    starts = [found.start() for found in _PORT.finditer(ports)]
    for start, stop in zip(starts, [*starts[1:], len(ports)], strict=False):
        _read_declaration(module, place, ports[start:stop].strip().rstrip(","))


def _read_declaration(module: _Module, place: int, statement: str) -> None:
    declared, equals, value = statement.partition("=")
    if equals and statement.startswith("wire"):
        _read_declaration(module, place, declared)
        names = (_DECLARATION.fullmatch(declared) or {"names": ""})["names"]
        _read_assign(module, place, f"assign {names.strip()} = {value}")
        return
    match = _DECLARATION.fullmatch(statement)
    if not match:
        raise _fault(module, place, f"cannot read the declaration {_short(statement)}")
    bases = [plain_name(part.strip()) for part in match["names"].split(",")]
    if any(not NET.fullmatch(name) for name in bases):
        raise _fault(module, place, f"cannot read the names in {_short(statement)}")
    names = bases
    if match["high"] is not None:
        high, low = int(match["high"]), int(match["low"])
        check_size(module.path, module.line(place), len(module.text), bits_of_a_vector=abs(high - low) + 1)
        step = 1 if high >= low else -1
        module.vectors.update(dict.fromkeys(bases, (high, low)))
        names = [bit_name(name, i) for name in bases for i in range(low, high + step, step)]
    module.declared.update(names)
    if len(module.declared) > 2 * module.gates.limit:
        raise _fault(
            module, place, f"more than {2 * module.gates.limit} nets; no more are served in this file"
        )
    if match["kind"] != "wire":
        ports = module.inputs if match["kind"] == "input" else module.outputs
        for name in names:
            ports.setdefault(name, place)


def _read_assign(module: _Module, place: int, statement: str) -> None:
    match = _ASSIGN.fullmatch(statement)
    if not match:
        raise _fault(module, place, f"cannot read {_short(statement)}")
    try:
        target, expression = parse_expression(match[1]), parse_expression(match[2])
        _assign(module, place, target, expression)
    except ExpressionError as error:
        raise _fault(module, place, f"{error} in {_short(statement)}") from None


def _assign(module: _Module, place: int, target: Expression, expression: Expression) -> None:
    """Drive the bits of a net or of a concatenation."""
    if not isinstance(target, str) and target[0] != "{":
        raise ExpressionError("the left side is not a net")
    width = module.widths.width(target)
    bits = module.widths.bits(target, width)
    expression = _with_conditions_apart(module, place, expression) if width > 1 else expression
    values = module.widths.bits(expression, max(width, module.widths.width(expression)))
    for net, bit in zip(bits, values, strict=False):
        if not isinstance(net, str) or net in CONSTANTS:
            raise ExpressionError("the left side is not a net")
        _drive_expression(module, place, net, bit)


def _with_conditions_apart(module: _Module, place: int, expression: Expression) -> Expression:
    """The expression with nets for those conditions of ?: that are too wide to stand in the gate of every bit."""
    if isinstance(expression, str):
        return expression
    operator = expression[0]
    parts = [_with_conditions_apart(module, place, part) for part in expression[1:]]
    if operator in ("?", "!", "&&", "||", "reduce"):
        (bit,) = module.widths.bits((operator, *parts) if operator != "?" else ("reduce", "|", parts[0]), 1)
        if len(operands(bit)) > MAX_INPUTS - 2:
            net = _inner_net(module, place, bit)
            return net if operator != "?" else ("?", net, *parts[1:])
    return (operator, *parts)


def _drive_expression(module: _Module, place: int, net: str, bit: Expression) -> None:
    """Drive one bit by an expression: one gate where it reads few enough nets."""
    nets = list(operands(bit))
    if len(nets) <= MAX_INPUTS:
        _drive(module, place, net, _table(bit, nets), nets)
        return
    operator, parts = bit[0], list(bit[1:])
    function: Function
    if operator == "~":
        function = NEGATION
    elif operator == "?":
        function = MUX  # of (no, yes, condition)
        parts = [parts[2], parts[1], parts[0]]
    else:
        function = NamedGate({"&": "and", "|": "or", "^": "xor"}[operator])
    _drive(module, place, net, function, [_inner_net(module, place, part) for part in parts])


def _inner_net(module: _Module, place: int, part: Expression) -> str:
    """The net of a part of an expression that is too wide for one gate."""
    if isinstance(part, str) and part not in CONSTANTS:
        return part
    module.inner += 1
    net = f"{INNER}{module.inner}"
    module.declared.add(net)
    _drive_expression(module, place, net, part)
    return net


def _read_primitive(module: _Module, place: int, statement: str) -> None:
    match = _PRIMITIVE.fullmatch(statement)
    terminals = [plain_name(part.strip()) for part in match["terminals"].split(",")] if match else []
    if not match or len(terminals) < 2 or not all(map(_is_bit, terminals)):
        raise _fault(module, place, f"cannot read {_short(statement)}")
    kind, (output, *inputs) = match["kind"], terminals
    if kind in UNARY and len(inputs) != 1:
        raise _fault(module, place, f"{kind} with {len(inputs)} inputs; one is supported")
    constants = [net for net in inputs if net[0].isdigit()]
    if constants:
        inputs = [_constant(module, place, net) if net in constants else net for net in inputs]
    if kind in UNARY:
        function: Function = UNARY[kind]
    else:
        function = named_table(kind, len(inputs)) if len(inputs) <= MAX_INPUTS else NamedGate(kind)
    _drive(module, place, output, function, inputs)


def _instance_known_shape(module: _Module, place: int, statement: str) -> bool:
    """Read an instance of a cell on single bits by the order of its pins: most lines of a file of yosys's cells."""
    head, _, rest = statement.partition("(")
    words = head.split()
    if len(words) != 2 or not _SIMPLE_PINS.fullmatch(rest):
        return False
    fields = _SIMPLE_PIN.findall(rest)
    nets = [net for _, net in fields]
    key = (words[0], *(pin for pin, _ in fields))
    if key not in module.orders:
        cell = module.library.get(words[0][1:])
        pins = key[1:]
        wanted = None if cell is None else (*cell.inputs, cell.output)
        known = cell is not None and wanted is not None and sorted(pins) == sorted(wanted)
        module.orders[key] = (cell.table, [pins.index(pin) for pin in wanted]) if known else None  # type: ignore[union-attr]
    order = module.orders[key]
    if order is None or (module.vectors and any(net in module.vectors for net in nets)):
        return False
    *reads, net = [nets[i] for i in order[1]]
    _drive(module, place, net, order[0], reads)
    return True


def _is_bit(net: str) -> bool:
    return (bool(NET.fullmatch(net)) and ":" not in net) or net.lower() in (ZERO, ONE, "1'h0", "1'h1")


def _constant(module: _Module, place: int, net: str) -> str:
    """A net that has the value of a constant."""
    return _inner_net(module, place, (ZERO, ONE)[int(net[-1])])


def _read_instance(module: _Module, place: int, statement: str) -> None:
    match = _INSTANCE.fullmatch(statement)
    if not match:
        raise _fault(module, place, f"cannot read the instance {_short(statement)}")
    pins, at = {}, 0
    while at < len(match["pins"].rstrip()):
        pin = _PIN.match(match["pins"], at)
        if not pin or pin["pin"] in pins:
            raise _fault(module, place, f"pins are .pin(net), each once, not {_short(match['pins'][at:])}")
        pins[plain_name(pin["pin"])] = pin["net"].strip()
        at = pin.end()
    name = match["cell"]
    try:
        if name == "\\$lut":
            cell = _lut(match["parameters"] or "")
            pins |= dict(zip(cell.inputs, _bits(module, pins.pop("A", "")), strict=True))
        elif name.lstrip("\\") in module.library:
            cell = module.library[name.lstrip("\\")]
        else:
            raise ExpressionError(f"no cell {name[:40]!r}")
        if set(pins) != {*cell.inputs, cell.output}:
            wrong = sorted(set(pins) ^ {*cell.inputs, cell.output})[0]
            raise ExpressionError(f"pin {wrong!r} of {cell.name}")
        _cell(module, place, cell, pins)
    except (ExpressionError, ValueError) as error:
        message = str(error) if isinstance(error, ExpressionError) else "A and WIDTH differ"
        raise _fault(module, place, f"{message} in {_short(statement)}") from None


def _bits(module: _Module, net: str) -> list[str]:
    """Return the bits of the net that a pin is connected to, lowest first."""
    expression = parse_expression(net)
    bits = module.widths.bits(expression, module.widths.width(expression))
    if not all(isinstance(bit, str) for bit in bits):
        raise ExpressionError("a pin is connected to an expression")
    return [bit for bit in bits if isinstance(bit, str)]


def _lut(parameters: str) -> Cell:
    """Yosys's lookup table; bit k of LUT is the value at A = k."""
    given = {plain_name(pin["pin"]): "".join(pin["net"].split()) for pin in _PIN.finditer(parameters)}
    if not {"LUT", "WIDTH"} <= set(given) or any("'" not in given[key] for key in ("LUT", "WIDTH")):
        raise ExpressionError("$lut needs the sized parameters LUT and WIDTH")
    width = sum(bit << i for i, bit in enumerate(constant_bits(given["WIDTH"])))
    if not 1 <= width <= MAX_INPUTS:
        raise ExpressionError(f"a $lut of {width} inputs; 1 to {MAX_INPUTS} are supported")
    table = "".join("01"[bit] for bit in constant_bits(given["LUT"]))
    return Cell("$lut", tuple(f"A{i}" for i in range(width)), "Y", table.ljust(1 << width, "0")[: 1 << width])


def _cell(module: _Module, place: int, cell: Cell, pins: Mapping[str, str]) -> None:
    reads = []
    for pin in (*cell.inputs, cell.output):
        net = pins[pin]
        bits = [net] if net.isidentifier() and net not in module.vectors else _bits(module, net)
        if len(bits) != 1:
            raise ExpressionError(f"pin {pin!r} of {cell.name} is one bit, not {len(bits)}")
        if bits[0] in CONSTANTS and pin != cell.output:
            bits = [_inner_net(module, place, bits[0])]
        reads.append(bits[0])
    _drive(module, place, reads.pop(), cell.table, reads)


def _drive(module: _Module, place: int, net: str, function: Function, reads: Sequence[str]) -> None:
    if net not in module.declared:
        raise _fault(module, place, f"net {net!r} is not declared")
    gates, number = module.gates, module.ids.__getitem__
    gates.drives.append(number(net))
    gates.reads.append(list(map(number, reads)))
    gates.functions.append(function)
    gates.places.append(place)
    gates.check_size()


def _short(statement: str) -> str:
    text = " ".join(statement[:120].split())
    return repr(text if len(text) <= 60 else text[:57] + "...")


def _finished(module: _Module) -> GateList:
    if not module.inputs:
        raise bad_file(module.path, None, "the module has no inputs")
    if not module.outputs:
        raise bad_file(module.path, None, "the module has no outputs")
    number = module.ids.__getitem__
    module.gates.inputs = [number(name) for name in module.inputs]
    module.gates.outputs = [number(name) for name in module.outputs]
    module.gates.output_places = list(module.outputs.values())
    return module.gates
