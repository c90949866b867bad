"""The and-inverter form of a circuit, through aigverse, which merges equal gates and drops trivial ones."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from theory.errors import InputError, ProofError
from theory.tasks.circuit_files import circuit_from_netlist
from theory.tasks.circuits import Circuit, Words
from theory.tasks.netlist import Netlist

#: Words of 64 fixed inputs on which two forms of a circuit are compared.
_WORDS = 4


def and_inverter_form(circuit: Circuit) -> Circuit:
    """Return a circuit with the same outputs by and-gates of two inputs, inverters in their truth tables.

    Raises:
        InputError: aigverse cannot read the network.
        ProofError: the network that it returns has other outputs.
    """
    netlist = merged(to_netlist(circuit))
    found = circuit_from_netlist(netlist)
    check_same_outputs(circuit, found)
    return found


def to_netlist(circuit: Circuit) -> Netlist:
    """Return every gate expanded into and-gates of its own, by Shannon's expansion."""
    d = circuit.d
    plans = [_plan(table) for table in circuit.tables]
    literal = [2 * (i + 1) for i in range(d)]
    gates: list[tuple[int, int]] = []
    ends, fan_ins = circuit.offsets.tolist(), circuit.fan_ins.tolist()
    for k, kind in enumerate(circuit.table_of.tolist()):
        pairs, result = plans[kind]
        values = [0, *(literal[i] for i in fan_ins[ends[k] : ends[k + 1]])]
        for a, b in pairs:
            gates.append((values[a >> 1] ^ a & 1, values[b >> 1] ^ b & 1))
            values.append(2 * (d + len(gates)))
        literal.append(values[result >> 1] ^ result & 1)
    return Netlist(d, gates, literal[len(literal) - circuit.num_outputs :])


def and_gates(table: str) -> int:
    """Return the number of and-gates that :func:`to_netlist` makes for a gate."""
    return len(_plan(table)[0])


def _plan(table: str) -> tuple[list[tuple[int, int]], int]:
    """And-gates over literals that compute a table, variables 1 ... N being its inputs; and the result's literal."""
    inputs = len(table).bit_length() - 1
    gates: list[tuple[int, int]] = []
    known: dict[str, int] = {}

    def conjunction(a: int, b: int) -> int:
        if a < 2 or b < 2 or a >> 1 == b >> 1:
            return a if b == 1 or a == b else b if a == 1 else 0
        gates.append((a, b))
        return 2 * (inputs + len(gates))

    def choice(x: int, low: int, high: int) -> int:
        if low == high ^ 1 and low < 2:
            return x ^ low
        if low < 2:  # x and high, or its dual
            return conjunction(x, high ^ low) ^ low
        if high < 2:
            return conjunction(x ^ 1, low ^ high) ^ high
        return conjunction(conjunction(x ^ 1, low) ^ 1, conjunction(x, high) ^ 1) ^ 1

    def build(part: str) -> int:
        if "1" not in part:
            return 0
        flipped = part.translate(_FLIP)
        if flipped in known or "0" not in part:
            return known.get(flipped, 0) ^ 1
        if part not in known:
            half, x = len(part) // 2, 2 * (len(part).bit_length() - 1)
            low, high = part[:half], part[half:]
            if low == high:
                known[part] = build(low)
            else:
                known[part] = choice(x, build(low), build(high))
        return known[part]

    return gates, build(table)


_FLIP = str.maketrans("01", "10")


def merged(netlist: Netlist) -> Netlist:
    """The network with equal gates merged and trivial ones gone, by aigverse.

    Raises:
        InputError: aigverse cannot read it.
    """
    from aigverse import io

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "circuit.aig")
        file.write_bytes(netlist.aiger())
        try:
            with _silenced():
                network = io.read_aiger_into_aig(str(file))
        except (RuntimeError, MemoryError) as error:
            raise InputError(f"aigverse cannot read the network: {error}") from None
    inputs, num_outputs, gates, *raw = network.to_index_list().raw()
    if (inputs, num_outputs) != (netlist.inputs, len(netlist.outputs)):
        raise ProofError("aigverse's network has other inputs or outputs")
    pairs = np.array(raw[: 2 * gates], dtype=np.int64)
    return Netlist(
        inputs, list(zip(pairs[0::2].tolist(), pairs[1::2].tolist(), strict=True)), raw[2 * gates :]
    )


def check_same_outputs(circuit: Circuit, other: Circuit) -> None:
    """Compare the outputs of two circuits on 256 fixed inputs.

    Raises:
        ProofError: they differ.
    """
    words = fixed_inputs(circuit.d)
    first, second = (c.packed_labels(words)[-c.num_outputs :] for c in (circuit, other))
    if not np.array_equal(first, second):
        raise ProofError("two forms of one circuit have different outputs")


def fixed_inputs(d: int) -> Words:
    """Return fixed pseudo-random inputs; shape (d, 4) as words."""
    return np.random.default_rng(0).integers(0, 2**64, (d, _WORDS), dtype=np.uint64)


@contextmanager
def _silenced() -> Iterator[None]:
    """Keep a library that prints from C++ off standard output and standard error."""
    saved = [os.dup(1), os.dup(2)]
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, 1)
        os.dup2(null, 2)
        yield
    finally:
        for target, descriptor in zip((1, 2), saved, strict=True):
            os.dup2(descriptor, target)
            os.close(descriptor)
        os.close(null)
