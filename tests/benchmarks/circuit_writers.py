"""One random circuit of gates of two inputs, written in every format; the same function in each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

AND, OR, XOR = "AND", "OR", "XOR"
KINDS = (AND, OR, XOR)
_ROWS = {AND: "11 1", OR: "00 0", XOR: "10 1\n01 1"}
_SIGNS = {AND: "&", OR: "|", XOR: "^"}


@dataclass(frozen=True)
class RandomCircuit:
    """Gates in order; gate k is node ``inputs + k``. Those that nothing reads are the outputs."""

    inputs: int
    kinds: list[str]
    first: list[int]
    second: list[int]
    outputs: list[int]


def random_circuit(gates: int, inputs: int = 64, seed: int = 0) -> RandomCircuit:
    """Each gate reads one of the nodes that nothing read before, and another one."""
    rng = np.random.default_rng(seed)
    own = np.arange(gates)
    first = np.where(own < inputs, own, inputs + own - inputs)  # a queue: every node is read once in turn
    second = (rng.random(gates) * (own + inputs)).astype(int)
    second = np.where(second == first, (second + 1) % (own + inputs), second)
    kinds = [KINDS[k] for k in rng.integers(0, 3, gates)]
    read = np.zeros(inputs + gates, dtype=bool)
    read[first] = read[second] = True
    return RandomCircuit(inputs, kinds, first.tolist(), second.tolist(), np.flatnonzero(~read).tolist())


def write(circuit: RandomCircuit, path: Path, kind: str) -> Path:
    """Write the circuit; returns the path."""
    path.write_text(WRITERS[kind](circuit))
    return path


def _gates(circuit: RandomCircuit) -> list[tuple[int, str, int, int]]:
    numbers = range(circuit.inputs, circuit.inputs + len(circuit.kinds))
    return list(zip(numbers, circuit.kinds, circuit.first, circuit.second, strict=True))


def blif(circuit: RandomCircuit) -> str:
    lines = [".model t", ".inputs " + " ".join(f"n{i}" for i in range(circuit.inputs))]
    lines.append(".outputs " + " ".join(f"n{i}" for i in circuit.outputs))
    lines += [f".names n{a} n{b} n{k}\n{_ROWS[kind]}" for k, kind, a, b in _gates(circuit)]
    return "\n".join([*lines, ".end", ""])


def bench(circuit: RandomCircuit) -> str:
    """The gates in reverse order: all are used before they are defined."""
    lines = [f"INPUT(n{i})" for i in range(circuit.inputs)] + [f"OUTPUT(n{i})" for i in circuit.outputs]
    lines += [f"n{k} = {kind}(n{a}, n{b})" for k, kind, a, b in reversed(_gates(circuit))]
    return "\n".join([*lines, ""])


def bristol(circuit: RandomCircuit) -> str:
    """An OR is a NOT of an AND of NOTs there; the outputs are copied to the last wires."""
    wires, lines = list(range(circuit.inputs)), []
    count = circuit.inputs
    for _, kind, a, b in _gates(circuit):
        reads = [wires[a], wires[b]]
        if kind == OR:
            lines += [f"1 1 {wire} {count + i} INV" for i, wire in enumerate(reads)]
            lines += [f"2 1 {count} {count + 1} {count + 2} AND", f"1 1 {count + 2} {count + 3} INV"]
            count += 4
        else:
            lines.append(f"2 1 {reads[0]} {reads[1]} {count} {kind}")
            count += 1
        wires.append(count - 1)
    lines += [f"1 1 {wires[k]} {count + i} EQW" for i, k in enumerate(circuit.outputs)]
    count += len(circuit.outputs)
    head = [f"{len(lines)} {count}", f"1 {circuit.inputs}", f"1 {len(circuit.outputs)}", ""]
    return "\n".join([*head, *lines, ""])


def _module(circuit: RandomCircuit, body: list[str]) -> str:
    inputs = ", ".join(f"n{i}" for i in range(circuit.inputs))
    outputs = ", ".join(f"n{i}" for i in circuit.outputs)
    inner = sorted(set(range(circuit.inputs, circuit.inputs + len(circuit.kinds))) - set(circuit.outputs))
    head = [f"module t({inputs}, {outputs});", f"input {inputs};", f"output {outputs};"]
    return "\n".join([*head, *(f"wire n{k};" for k in inner), *body, "endmodule", ""])


def verilog(circuit: RandomCircuit) -> str:
    """As ABC writes it."""
    return _module(circuit, [f"assign n{k} = n{a} {_SIGNS[kind]} n{b};" for k, kind, a, b in _gates(circuit)])


def yosys(circuit: RandomCircuit) -> str:
    """As yosys writes cells, with attributes."""
    cell = '(* src = "t.v:{k}" *)\n\\$_{kind}_ _{k}_ (\n  .A(n{a}),\n  .B(n{b}),\n  .Y(n{k})\n);'
    return _module(circuit, [cell.format(k=k, kind=kind, a=a, b=b) for k, kind, a, b in _gates(circuit)])


def pla(circuit: RandomCircuit) -> str:
    """Another function of about as many and-gates: a tenth as many rows, each an AND of about ten literals."""
    rng = np.random.default_rng(1)
    rows = rng.choice(
        np.frombuffer(b"01" + b"-" * 11, dtype=np.uint8), (len(circuit.kinds) // 10, circuit.inputs)
    )
    cubes = [row.tobytes().decode() for row in rows]
    head = [f".i {circuit.inputs}", ".o 2", f".p {len(cubes)}"]
    return "\n".join(
        [*head, *(f"{cube} {'01' if i % 2 else '10'}" for i, cube in enumerate(cubes)), ".e", ""]
    )


def aiger(circuit: RandomCircuit) -> str:
    """ASCII; an XOR takes three and-gates."""
    literals, gates = [2 * (i + 1) for i in range(circuit.inputs)], []
    variable = circuit.inputs

    def conjunction(a: int, b: int) -> int:
        nonlocal variable
        variable += 1
        gates.append(f"{2 * variable} {a} {b}")
        return 2 * variable

    for _, kind, a, b in _gates(circuit):
        x, y = literals[a], literals[b]
        if kind == AND:
            literals.append(conjunction(x, y))
        elif kind == OR:
            literals.append(conjunction(x ^ 1, y ^ 1) ^ 1)
        else:
            literals.append(conjunction(conjunction(x, y) ^ 1, conjunction(x ^ 1, y ^ 1) ^ 1))
    head = [f"aag {variable} {circuit.inputs} 0 {len(circuit.outputs)} {len(gates)}"]
    listed = [str(literals[k]) for k in [*range(circuit.inputs), *circuit.outputs]]
    return "\n".join([*head, *listed, *gates, ""])


WRITERS = {
    "aiger": aiger,
    "bench": bench,
    "blif": blif,
    "bristol": bristol,
    "pla": pla,
    "verilog": verilog,
    "yosys": yosys,
}
