"""Circuits at size: labels bit by bit in parallel against aigverse-free peers, and 200,000 gates from a file."""

import resource
import subprocess
import sys
import time
from collections import deque

import numpy as np
import pytest
from aigverse import io, networks

from theory.tasks.circuit_files import read_circuit
from theory.tasks.circuits import pack

GATES = 200_000
INPUTS = 64
EXAMPLES = 4096


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
    (io.write_verilog if path.suffix == ".v" else io.write_aiger)(network, str(path))


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


@pytest.mark.benchmark(group="circuits")
@pytest.mark.parametrize("suffix", [".aig", ".v"])
def test_the_command_on_200_000_gates(benchmark, tmp_path, suffix):
    """The whole process, start included: seconds and MiB; with the time of the program's bare start beside it."""
    path = tmp_path / f"large{suffix}"
    write_network(path)
    program = "from theory.cli.app import make_app, run; import sys; sys.exit(run(make_app(), sys.argv[1:]))"

    def command(*arguments):
        """Processor seconds of the whole process; on a busy machine the clock says more, and something else."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", program, *arguments], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    seconds = [benchmark.pedantic(lambda: command("circuit", str(path), "--json"), rounds=1)]
    seconds += [command("circuit", str(path), "--json") for _ in range(2)]
    small = command("circuit", "parity", "--d", "4", "--json")
    mebibytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    benchmark.extra_info["processor_seconds"] = round(min(seconds), 2)
    print(
        f"\n{suffix}: {min(seconds):.2f} s of processor, {mebibytes:.0f} MiB; three gates take {small:.2f} s"
    )
    assert min(seconds) < 3
    assert mebibytes < 1024
