"""Scanning PLA files (espresso's format): two levels, an OR of ANDs for each output."""

from __future__ import annotations

from pathlib import Path

from theory.tasks.netlist import Netlist, bad_file, check_size

#: Directives that change nothing about the on-set.
_IGNORED = {".ilb", ".ob"}


def scan_pla(path: Path, text: str) -> Netlist:
    """Check a PLA file and return it as and-gates.

    Served are ``.i``, ``.o``, ``.p``, ``.type f`` and ``fd`` without don't-cares, ``.ilb``, ``.ob``, ``.e``.

    Raises:
        InputError: what is wrong, with the line.
    """
    size: dict[str, int] = {}
    cubes: list[tuple[str, str]] = []
    ended = False
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.split("#")[0].replace("|", " ").strip()
        if not line:
            continue
        if ended:
            raise bad_file(path, number, "there is more after .e")
        if line.startswith("."):
            ended = _directive(path, number, line.split(), size, bool(cubes))
        else:
            cubes.append(_cube(path, number, line, size))
    if not ended and size.get(".p") is None:
        raise bad_file(path, text.count("\n") + 1, "the file ends without .e: it is truncated")
    if size.get(".p", len(cubes)) != len(cubes):
        raise bad_file(path, None, f".p declares {size['.p']} cubes, but there are {len(cubes)}")
    for key, what in ((".i", "inputs"), (".o", "outputs")):
        if not size.get(key):
            raise bad_file(path, None, f"the circuit has no {what} ({key})")
    if not cubes:
        raise bad_file(path, None, "the circuit has no cubes")
    return _network(cubes, size[".i"], size[".o"])


def _directive(path: Path, line: int, fields: list[str], size: dict[str, int], cubes_began: bool) -> bool:
    """Read one directive; whether it ends the file."""
    key = fields[0]
    if key in (".e", ".end"):
        return True
    if key in (".i", ".o", ".p"):
        if len(fields) != 2 or not fields[1].isdigit() or len(fields[1]) > 18:
            raise bad_file(path, line, f"{key} needs one number")
        if key in size or (key != ".p" and cubes_began):
            raise bad_file(path, line, f"{key} comes twice, or after the first cube")
        size[key] = int(fields[1])
        check_size(path, line, **{{".i": "inputs", ".o": "outputs", ".p": "cubes"}[key]: size[key]})
    elif key == ".type":
        if fields[1:] not in (["f"], ["fd"]):
            raise bad_file(path, line, f".type {' '.join(fields[1:])}: only the on-set (f, fd) is served")
    elif key not in _IGNORED:
        raise bad_file(path, line, f"{key} is not served")
    return False


def _cube(path: Path, line: int, text: str, size: dict[str, int]) -> tuple[str, str]:
    if ".i" not in size or ".o" not in size:
        raise bad_file(path, line, f"a cube before .i and .o, or not a PLA file: {text[:40]!r}")
    parts = text.split()
    joined = "".join(parts)
    inputs, outputs = joined[: size[".i"]], joined[size[".i"] :]
    if len(inputs) != size[".i"] or len(outputs) != size[".o"]:
        raise bad_file(
            path, line, f"a cube of {len(joined)} characters; {size['.i']} + {size['.o']} were declared"
        )
    if set(inputs) - set("01-"):
        raise bad_file(path, line, f"an input is 0, 1 or -, not {(set(inputs) - set('01-')).pop()!r}")
    if set(outputs) - set("01~"):
        raise bad_file(path, line, f"an output is 0, 1 or ~, not {(set(outputs) - set('01~')).pop()!r}")
    return inputs, outputs


def _network(cubes: list[tuple[str, str]], inputs: int, outputs: int) -> Netlist:
    gates: list[tuple[int, int]] = []

    def conjunction(literals: list[int]) -> int:
        if not literals:
            return 1
        value = literals[0]
        for literal in literals[1:]:
            gates.append((value, literal))
            value = 2 * (inputs + len(gates))
        return value

    products = [
        conjunction([2 * (i + 1) + (bit == "0") for i, bit in enumerate(cube) if bit != "-"])
        for cube, _ in cubes
    ]
    results = []
    for k in range(outputs):
        chosen = [
            product ^ 1 for product, (_, output) in zip(products, cubes, strict=True) if output[k] == "1"
        ]
        results.append(conjunction(chosen) ^ 1 if chosen else 0)
    return Netlist(inputs, gates, results)
