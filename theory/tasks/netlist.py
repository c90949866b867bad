"""And-gates over literals, the result of scanning a circuit file, and one-line errors for invalid files."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from theory.errors import InputError

#: Inputs, gates and outputs that a file may declare; a circuit of this size takes about 1 GiB.
MAX_NODES = 4_000_000
#: The number of each that any file may have, and how many more each of its bytes allows: a gate takes two bytes or
#: more.
_SMALL, _PER_BYTE = 200_000, 2
#: Longer messages are cut: names in damaged files can have any length.
_MAX_MESSAGE = 300


@dataclass(frozen=True, slots=True)
class Netlist:
    """And-gates over literals: variable v is literal 2v, its negation 2v + 1, variable 0 is constant 0.

    Variables 1 ... ``inputs`` are the inputs; gate k is variable ``inputs`` + 1 + k and reads smaller variables only.
    """

    inputs: int
    gates: Sequence[tuple[int, int]]
    outputs: Sequence[int]

    def simulate(self, words: Sequence[int], mask: int) -> list[int]:
        """The outputs for many inputs at a time, bit j of each integer belonging to input j."""
        values = [0, *words]
        for a, b in self.gates:
            left, right = values[a >> 1], values[b >> 1]
            values.append((left ^ -(a & 1)) & (right ^ -(b & 1)) & mask)
        return [(values[literal >> 1] ^ -(literal & 1)) & mask for literal in self.outputs]

    def signature(self, patterns: int = 64) -> list[int]:
        """The outputs for fixed pseudo-random inputs: two readings of one file must agree on it."""
        source = random.Random(0)
        words = [source.getrandbits(patterns) for _ in range(self.inputs)]
        return self.simulate(words, (1 << patterns) - 1)

    def aiger(self) -> bytes:
        """Return the netlist as a binary AIGER file without symbols."""
        head = f"aig {self.inputs + len(self.gates)} {self.inputs} 0 {len(self.outputs)} {len(self.gates)}\n"
        listed = "".join(f"{literal}\n" for literal in self.outputs)
        pairs = np.array(self.gates, dtype=np.int64).reshape(-1, 2)
        larger, smaller = pairs.max(axis=1), pairs.min(axis=1)
        own = 2 * (self.inputs + 1 + np.arange(len(pairs)))
        deltas = np.stack([own - larger, larger - smaller], axis=1).ravel()
        return head.encode() + listed.encode() + _seven_bits_a_byte(deltas)


def _seven_bits_a_byte(numbers: NDArray[np.int64]) -> bytes:
    """Numbers below 2^35, low bits first, the high bit of a byte meaning that more follow."""
    groups = numbers[:, None] >> 7 * np.arange(5)
    more = groups[:, 1:] > 0
    keep = np.concatenate([np.ones((len(numbers), 1), dtype=bool), more], axis=1)
    follows = np.concatenate([more, np.zeros((len(numbers), 1), dtype=bool)], axis=1)
    return ((groups & 127) | follows * 128).astype(np.uint8)[keep].tobytes()


def bad_file(path: Path, line: int | None, message: str) -> InputError:
    """Return the one-line error with the fault and its place."""
    place = f"{path}:{line}" if line else str(path)
    shown = message if len(message) <= _MAX_MESSAGE else message[: _MAX_MESSAGE - 3] + "..."
    return InputError(f"{place}: {shown}")


def size_limit(size: int) -> int:
    """Return the largest number of inputs, outputs, gates or nets that a file of this many bytes may have.

    A few bytes can declare millions of nets, or nest that many models: such a file counts as damaged.
    """
    return min(MAX_NODES, max(_SMALL, _PER_BYTE * size))


def check_size(path: Path, line: int, size: int, **counts: int) -> None:
    """Refuse declared sizes beyond the limit before anything is allocated for them.

    Args:
        path, line: where they are declared.
        size: the size of the file in bytes.
        counts: the declared numbers.
    """
    for what, count in counts.items():
        if count > size_limit(size):
            raise bad_file(
                path,
                line,
                f"declares {count} {what.replace('_', ' ')}; at most {size_limit(size)} are served in a file of "
                f"{size} bytes",
            )


def sort_topologically(fan_ins: Sequence[Sequence[int]], num_inputs: int) -> list[int] | int:
    """Gates in an order in which each comes after the gates it reads; or a gate on a cycle.

    Args:
        fan_ins: of each gate, the nodes it reads: below ``num_inputs`` inputs, then gates.
        num_inputs: number of nodes that are not gates.
    """
    missing = [0] * len(fan_ins)
    readers: list[list[int]] = [[] for _ in fan_ins]
    for gate, reads in enumerate(fan_ins):
        for node in reads:
            if node >= num_inputs:
                readers[node - num_inputs].append(gate)
                missing[gate] += 1
    ready = [gate for gate, count in enumerate(missing) if not count]
    for gate in ready:  # grows while it is read
        for reader in readers[gate]:
            missing[reader] -= 1
            if not missing[reader]:
                ready.append(reader)
    if len(ready) == len(fan_ins):
        return ready
    # Every gate left over reads one left over: walk back until one repeats, which lies on a cycle.
    gate, seen = next(g for g, count in enumerate(missing) if count), set()
    while gate not in seen:
        seen.add(gate)
        gate = next(n - num_inputs for n in fan_ins[gate] if n >= num_inputs and missing[n - num_inputs])
    return gate
