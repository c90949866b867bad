"""Circuits at size: labels bit by bit in parallel, 200,000 gates from a file of each format, and groupings."""

import re
import resource
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from aigverse import io, networks

from theory.tasks.and_inverter import and_inverter_form
from theory.tasks.circuit_files import read_circuit
from theory.tasks.circuits import pack
from theory.tasks.grouping import cut_graph
from theory.tasks.library import build

GATES = 200_000
INPUTS = 64
EXAMPLES = 4096
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


@pytest.mark.parametrize("kind", [kind for kind in WRITERS if kind != "pla"])
def test_the_writers_write_one_function(tmp_path, kind):
    circuit = random_circuit(300, 8)
    found = read_circuit(write(circuit, tmp_path / "c", kind)).circuit
    x = np.random.default_rng(0).integers(0, 2, (200, 8), dtype=np.uint8)
    values = list(x.T)
    for name, a, b in zip(circuit.kinds, circuit.first, circuit.second, strict=True):
        first, second = values[a], values[b]
        values.append({AND: first & second, OR: first | second, XOR: first ^ second}[name])
    assert np.array_equal(found.outputs(x), np.stack([values[k] for k in circuit.outputs], axis=1))


def write_network(path, seed=0):
    """A random and-inverter graph of 200,000 gates, each of which reads a signal that nothing read before."""
    rng = np.random.default_rng(seed)
    network = networks.Aig()
    signals = [network.create_pi() for _ in range(INPUTS)]
    unread = deque(range(INPUTS))
    while network.num_gates < GATES:
        first, second = unread.popleft(), int(rng.integers(0, len(signals)))
        flip = rng.random(2) < 0.5
        a = ~signals[first] if flip[0] else signals[first]
        b = ~signals[second] if flip[1] else signals[second]
        before = network.num_gates
        signal = network.create_and(a, b)
        if network.num_gates > before:
            unread.append(len(signals))
            signals.append(signal)
        else:
            unread.append(first)
    for index in unread:
        network.create_po(signals[index])
    io.write_aiger(network, str(path))


@pytest.fixture(scope="module")
def aiger(tmp_path_factory):
    path = tmp_path_factory.mktemp("circuits") / "large.aig"
    write_network(path)
    return path


@pytest.mark.benchmark(group="circuits")
def test_labels_of_many_inputs(benchmark, aiger):
    """Gate evaluations a second, and how many times faster than one input at a time in the same run."""
    circuit = read_circuit(aiger).circuit
    x = np.random.default_rng(0).integers(0, 2, (EXAMPLES, INPUTS), dtype=np.uint8)
    words = pack(np.ascontiguousarray(x.T))
    labels = benchmark.pedantic(lambda: circuit.packed_labels(words), rounds=5, warmup_rounds=1)
    seconds = benchmark.stats.stats.median
    rate = circuit.num_labels * EXAMPLES / seconds
    start = time.perf_counter()
    tokens = x[0].tolist()
    for gate in circuit.gates:
        tokens.append(int(gate.truth_table[sum(tokens[i] << place for place, i in enumerate(gate.inputs))]))
    one_by_one = circuit.num_labels / (time.perf_counter() - start)
    assert [int(row[0]) & 1 for row in labels] == tokens[INPUTS:]
    benchmark.extra_info["gates_a_second"] = round(rate)
    benchmark.extra_info["times_faster_than_one_by_one"] = round(rate / one_by_one)
    print(f"\n{rate:.2e} gates a second, {rate / one_by_one:,.0f} times one input at a time in Python")
    assert rate > 1e8


def cpu_seconds(function):
    """Processor seconds of the child processes that a function starts; on a busy machine the clock says more."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    function()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def split_seconds(path):
    """The peer: processor seconds to split every line of the file into words, the least that any reader must do."""
    start = time.process_time()
    with path.open("rb") as lines:
        for line in lines:
            line.split()
    return time.process_time() - start


@pytest.mark.benchmark(group="circuits")
@pytest.mark.parametrize("kind", ["binary aiger", *WRITERS])
def test_the_command_on_200_000_gates(benchmark, tmp_path, kind):
    """The whole process, start included: seconds and MiB; beside it the bare start, and the splitting of lines."""
    path = tmp_path / "large"
    if kind == "binary aiger":
        path = path.with_suffix(".aig")
        write_network(path)
    else:
        write(random_circuit(GATES, INPUTS), path, kind)
    # The command tells its own peak: what the system keeps of a child begins with the size of its parent.
    program = (
        "from theory.cli.app import make_app, run; import sys; status = run(make_app(), sys.argv[1:])\n"
        "print(open('/proc/self/status').read(), file=sys.stderr); sys.exit(status)"
    )
    peaks = []

    def work(arguments):
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments], check=True, capture_output=True, text=True
        )
        peaks.append(int(re.search(r"VmHWM:\s*(\d+) kB", done.stderr)[1]) / 1024)

    def command(*arguments):
        return cpu_seconds(lambda: work(arguments))

    seconds = [benchmark.pedantic(lambda: command("circuit", str(path), "--json"), rounds=1)]
    seconds += [command("circuit", str(path), "--json") for _ in range(2)]
    small = command("circuit", "parity", "--d", "4", "--json")
    ratio = (min(seconds) - small) / split_seconds(path)
    mebibytes = max(peaks)
    benchmark.extra_info["processor_seconds"] = round(min(seconds), 2)
    benchmark.extra_info["times_the_splitting_of_lines"] = round(ratio, 1)
    print(
        f"\n{kind}: {min(seconds):.2f} s of processor, {mebibytes:.0f} MiB at most; three gates take {small:.2f} s; "
        f"{ratio:.0f} times what it takes to split the lines"
    )
    assert min(seconds) < 3
    assert mebibytes < 1024


@pytest.mark.benchmark(group="circuits")
def test_grouping(benchmark):
    """Labels a second, and how many fewer labels than the and-inverter form that it starts from."""
    circuit = and_inverter_form(build("multiplication", 32))
    grouped = benchmark.pedantic(lambda: cut_graph(circuit).group(4), rounds=3, warmup_rounds=1)
    rate = circuit.num_labels / benchmark.stats.stats.median
    benchmark.extra_info["labels_a_second"] = round(rate)
    print(f"\n{rate:,.0f} labels a second; {circuit.num_labels} labels become {grouped.num_labels}")
    assert grouped.num_labels < circuit.num_labels / 2
