"""Scanning structural Verilog: one module of scalar or bit-selected nets, ``assign`` and the gate primitives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from theory.tasks.netlist import Netlist, bad_file, check_size, sort_topologically
from theory.tasks.verilog_expressions import (
    CONSTANTS,
    Expression,
    ExpressionError,
    operands,
    parse_expression,
    to_and_gates,
)

_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/|\(\*.*?\*\)", re.DOTALL)
_MODULE = re.compile(r"module\s+(\\\S+|[A-Za-z_][\w$]*)\s*(?:\((?P<ports>.*)\))?\s*", re.DOTALL)
_DECLARATION = re.compile(
    r"(?P<kind>input|output|wire)\b\s*(?:wire\b)?\s*(?:\[\s*(?P<high>\d{1,18})\s*:\s*(?P<low>\d{1,18})\s*\])?(?P<names>.*)",
    re.DOTALL,
)
_ASSIGN = re.compile(
    r"assign\s+(?P<left>\\\S+\s|[A-Za-z_][\w$]*(?:\s*\[\s*\d+\s*\])?)\s*=\s*(?P<right>.*)", re.DOTALL
)
_PRIMITIVE = re.compile(
    r"(?P<kind>nand|and|nor|or|xnor|xor|not|buf)\b\s*(?:\\\S+\s|[A-Za-z_][\w$]*(?:\[\d+\])?)?\s*\((?P<terminals>.*)\)",
    re.DOTALL,
)
_NET = re.compile(r"\\\S+|[A-Za-z_][\w$]*(?:\s*\[\s*\d+\s*\])?|1'[bB][01]")
_PORT = re.compile(r"\b(?:input|output)\b")
_FIRST_WORD = re.compile(r"\\?[\w$]+|\S")
_OPERATOR = {"and": "&", "nand": "&", "or": "|", "nor": "|", "xor": "^", "xnor": "^"}
#: What a sequential or behavioural description begins with.
_STATEFUL = {"reg", "always", "always_ff", "always_latch", "always_comb", "initial", "dff", "latch", "dlatch"}


@dataclass
class _Module:
    """The nets of a module, in the order in which they are declared or driven."""

    path: Path
    text: str
    inputs: dict[str, int] = field(default_factory=dict)
    outputs: dict[str, int] = field(default_factory=dict)
    wires: set[str] = field(default_factory=set)
    drivers: dict[str, Expression] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)  # where in the text each net is driven

    def line(self, place: int) -> int:
        return self.text.count("\n", 0, place) + 1


def scan_verilog(path: Path, text: str) -> Netlist:
    """Check a structural Verilog file and return its function as and-gates.

    Served are one module with ``input``, ``output`` and ``wire`` declarations (vectors by their bits), ``assign``
    of ``~ ! & ^ ~^ ^~ | ?:`` on single nets and ``1'b0``, ``1'b1``, and the primitives ``and nand or nor xor xnor not
    buf``.

    Raises:
        InputError: what is wrong, with the line.
    """
    text = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    module = _Module(path, text)
    ended = False
    for place, statement in _statements(text):
        if ended:
            raise bad_file(path, module.line(place), "there is more after endmodule; one module is served")
        ended = _read_statement(module, place, statement)
    if not ended:
        raise bad_file(
            path, module.line(len(text.rstrip())), "the file ends without endmodule: it is truncated"
        )
    return _network(module)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Statements without their semicolon, each with its place; ``endmodule`` is one of its own."""
    start = 0
    for piece in text.split(";"):
        statement = piece.lstrip()
        place = start + len(piece) - len(statement)
        start += len(piece) + 1
        statement = statement.rstrip()
        while statement.startswith("endmodule"):
            yield place, "endmodule"
            rest = statement[len("endmodule") :].lstrip()
            place += len(statement) - len(rest)
            statement = rest
        if statement:
            yield place, statement


def _read_statement(module: _Module, place: int, statement: str) -> bool:
    """Read one statement; whether it ends the module."""
    words = statement.split()
    if len(words) == 6 and words[0] == "assign" and words[2] == "=" and words[4] in ("&", "|", "^"):
        # Almost every line of a netlist: assign net = a & ~b. Whatever else it may be goes the long way.
        _, net, _, left, operator, right = words
        a, b = left.removeprefix("~"), right.removeprefix("~")
        if net.isidentifier() and a.isidentifier() and b.isidentifier():
            first: Expression = a if a is left else ("~", a)
            _drive(module, place, net, (operator, first, b if b is right else ("~", b)))
            return False
    if statement == "endmodule":
        return True
    word = (_FIRST_WORD.match(statement) or [""])[0]
    if word == "assign":
        _read_assign(module, place, statement)
    elif word in ("input", "output", "wire"):
        _read_declaration(module, place, statement)
    elif word in _OPERATOR or word in ("not", "buf"):
        _read_primitive(module, place, statement)
    elif word == "module":
        _read_header(module, place, statement)
    elif word in _STATEFUL:
        raise _fault(
            module, place, f"{word!r}: only combinational structure is served, no registers or latches"
        )
    else:
        raise _fault(module, place, f"{word!r} is neither a declaration, an assign nor a gate primitive")
    return False


def _fault(module: _Module, place: int, message: str) -> Exception:
    return bad_file(module.path, module.line(place), message)


def _read_header(module: _Module, place: int, statement: str) -> None:
    match = _MODULE.fullmatch(statement)
    if not match or module.inputs or module.drivers:
        raise _fault(module, place, "the module's header cannot be read, or a second module begins")
    ports = match["ports"] or ""
    starts = [found.start() for found in _PORT.finditer(ports)]
    for start, stop in zip(starts, [*starts[1:], len(ports)], strict=False):
        _read_declaration(module, place, ports[start:stop].strip().rstrip(","))


def _read_declaration(module: _Module, place: int, statement: str) -> None:
    match = _DECLARATION.fullmatch(statement)
    if not match:
        raise _fault(module, place, f"cannot read the declaration {_short(statement)}")
    names = [_name(part) for part in match["names"].split(",")]
    if any(not _NET.fullmatch(name) for name in names):
        raise _fault(module, place, f"cannot read the names in {_short(statement)}")
    if match["high"] is not None:
        high, low = int(match["high"]), int(match["low"])
        check_size(module.path, module.line(place), bits_of_a_vector=abs(high - low) + 1)
        step = 1 if high >= low else -1
        names = [f"{name}[{i}]" for name in names for i in range(low, high + step, step)]
    for name in names:
        if match["kind"] == "input":
            module.inputs.setdefault(name, place)
        elif match["kind"] == "output":
            module.outputs.setdefault(name, place)
        else:
            module.wires.add(name)


def _name(text: str) -> str:
    """A net's name without the blanks that Verilog allows around it and inside a bit select."""
    return "".join(text.split())


def _read_assign(module: _Module, place: int, statement: str) -> None:
    match = _ASSIGN.fullmatch(statement)
    if not match:
        raise _fault(module, place, f"cannot read {_short(statement)}")
    try:
        expression = parse_expression(match["right"])
    except ExpressionError as error:
        raise _fault(module, place, f"{error} in {_short(statement)}") from None
    _drive(module, place, _name(match["left"]), expression)


def _read_primitive(module: _Module, place: int, statement: str) -> None:
    match = _PRIMITIVE.fullmatch(statement)
    terminals = [_name(part) for part in match["terminals"].split(",")] if match else []
    if not match or len(terminals) < 2 or any(not _NET.fullmatch(name) for name in terminals):
        raise _fault(module, place, f"cannot read {_short(statement)}")
    kind, (output, *inputs) = match["kind"], terminals
    if kind in ("not", "buf"):
        if len(inputs) != 1:
            raise _fault(module, place, f"{kind} with {len(inputs)} inputs; one is served")
        expression: Expression = inputs[0]
    else:
        expression = (_OPERATOR[kind], *inputs)
    _drive(module, place, output, ("~", expression) if kind in ("not", "nand", "nor", "xnor") else expression)


def _drive(module: _Module, place: int, net: str, expression: Expression) -> None:
    if net in module.drivers:
        first = module.line(module.places[net])
        raise _fault(module, place, f"net {net!r} is driven a second time (first on line {first})")
    if net in module.inputs:
        raise _fault(module, place, f"the input {net!r} is driven")
    if net not in module.wires and net not in module.outputs:
        raise _fault(module, place, f"net {net!r} is not declared")
    module.drivers[net] = expression
    module.places[net] = place


def _short(statement: str) -> str:
    text = " ".join(statement[:120].split())
    return repr(text if len(text) <= 60 else text[:57] + "...")


def _network(module: _Module) -> Netlist:
    if not module.inputs:
        raise bad_file(module.path, None, "the module has no inputs")
    if not module.outputs:
        raise bad_file(module.path, None, "the module has no outputs")
    for name, place in module.outputs.items():
        if name not in module.drivers and name not in module.inputs:
            raise _fault(module, place, f"output {name!r} is not connected: nothing drives it")
    try:
        gates, literal = _and_gates(module, module.drivers)
    except KeyError:  # some net is read before it is driven, or never driven
        gates, literal = _and_gates(module, _sorted_drivers(module))
    return Netlist(len(module.inputs), gates, [literal[name] for name in module.outputs])


def _and_gates(module: _Module, nets: Iterable[str]) -> tuple[list[tuple[int, int]], dict[str, int]]:
    """The and-gates of the drivers of these nets in this order, and the literal of every net."""
    inputs = len(module.inputs)
    literal = CONSTANTS | {name: 2 * (k + 1) for k, name in enumerate(module.inputs)}
    gates: list[tuple[int, int]] = []
    for net in nets:
        literal[net] = to_and_gates(module.drivers[net], literal, gates, inputs)
    return gates, literal


def _sorted_drivers(module: _Module) -> list[str]:
    """The driven nets in an order in which each comes after what it reads."""
    node = {name: k for k, name in enumerate([*module.inputs, *module.drivers])}
    fan_ins = []
    for net, expression in module.drivers.items():
        reads = operands(expression)
        for name in reads:
            if name not in node:
                raise _fault(module, module.places[net], f"net {name!r} is not connected: nothing drives it")
        fan_ins.append([node[name] for name in reads])
    order = sort_topologically(fan_ins, len(module.inputs))
    nets = list(module.drivers)
    if isinstance(order, int):
        raise _fault(module, module.places[nets[order]], f"net {nets[order]!r} lies on a cycle")
    return [nets[k] for k in order]
