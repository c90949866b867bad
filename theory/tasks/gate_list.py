"""The result of scanning a circuit file: the file's own gates, in any order, and the circuit that they form.

A gate of the file is one sub-task, whatever its number of inputs, up to the limit of the exact method. Only gates
beyond that limit are split. Constants and copies of a net are not gates: a gate that reads one reads its value
directly.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from theory.tasks.circuit_builder import MAX_INPUTS, CircuitBuilder, Node
from theory.tasks.circuit_graphs import named_gate
from theory.tasks.circuits import Circuit
from theory.tasks.netlist import MAX_NODES, bad_file, sort_topologically

#: The character of a truth table whose row is free: either value will do.
FREE = "-"


@dataclass(frozen=True, slots=True)
class Cover:
    """A function of more inputs than a truth table is kept for: an OR of cubes, or its negation.

    Attributes:
        cubes: one string a cube, character i is 0, 1 or - for input i.
        value: the function's value on the cubes.
    """

    cubes: tuple[str, ...]
    value: bool = True


@dataclass(frozen=True, slots=True)
class NamedGate:
    """A gate of any number of inputs by its name: and, nand, or, nor, xor, xnor."""

    kind: str


#: A truth table (character k is the value at z_1 + 2 z_2 + ... = k, ``-`` where the row is free), or a wide function.
Function = str | Cover | NamedGate
#: Maps a table with free rows to one without.
Completion = Callable[[str], str]


class NodeNumbers(dict[str, int]):
    """A numbering of names in the order of their first use."""

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self)
        return number


@dataclass(slots=True)
class GateList:
    """The gates of a file as they are read; nets are numbers.

    Attributes:
        path: the file.
        line: the line of a place of the file; a scanner chooses the unit of places.
        name: the name of a net in messages.
        inputs, outputs: nets, in the file's order.
        output_places: the place of each output, for messages.
        drives: the net that each gate drives.
        reads: the nets that each gate reads.
        functions: the function of each gate.
        places: where each gate stands.
        notes: other remarks on the file for the user.
        limit: the largest number of gates.
    """

    path: Path
    line: Callable[[int], int]
    name: Callable[[int], str]
    inputs: list[int] = field(default_factory=list)
    outputs: list[int] = field(default_factory=list)
    output_places: list[int] = field(default_factory=list)
    drives: list[int] = field(default_factory=list)
    reads: list[Sequence[int]] = field(default_factory=list)
    functions: list[Function] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    limit: int = MAX_NODES

    def add(self, net: int, function: Function, reads: Sequence[int], place: int) -> None:
        """Append a gate that drives ``net``."""
        self.drives.append(net)
        self.reads.append(reads)
        self.functions.append(function)
        self.places.append(place)

    def check_size(self) -> None:
        """Raise InputError for a list that is too long."""
        if len(self.drives) > self.limit:
            raise self.fault(
                self.places[-1], f"more than {self.limit} gates; no more are served in a file of this size"
            )

    def fault(self, place: int, message: str) -> Exception:
        """Return the error with this message at this place."""
        return bad_file(self.path, self.line(place), message)

    def order(self) -> Sequence[int]:
        """Return the gates in an order in which each comes after those that it reads: the file's order if possible.

        Raises:
            InputError: no inputs or outputs, a net driven twice or not at all, a cycle.
        """
        if not self.inputs:
            raise bad_file(self.path, None, "the circuit has no inputs")
        if not self.outputs:
            raise bad_file(self.path, None, "the circuit has no outputs")
        rank = self._ranks()
        d = len(self.inputs)
        lengths = np.fromiter(map(len, self.reads), dtype=np.int64, count=len(self.reads))
        flat = np.fromiter(
            itertools.chain.from_iterable(self.reads), dtype=np.int64, count=int(lengths.sum())
        )
        read, owner = rank[flat], np.repeat(np.arange(len(self.reads)), lengths)
        undriven = np.flatnonzero(read < 0)
        if len(undriven):
            gate, net = int(owner[undriven[0]]), int(flat[undriven[0]])
            raise self.fault(self.places[gate], f"net {self.name(net)!r} is not connected: nothing drives it")
        if (read < d + owner).all():
            return range(len(self.reads))
        order = sort_topologically([rank[list(reads)].tolist() for reads in self.reads], d)
        if isinstance(order, int):
            net = self.drives[order]
            raise self.fault(self.places[order], f"net {self.name(net)!r} lies on a cycle")
        return order

    def _ranks(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """Return for each net the number of the input or gate that drives it, inputs first; -1 where nothing does."""
        nets = np.array([*self.inputs, *self.drives], dtype=np.int64)
        size = max(int(nets.max()), *self.outputs, *(max(r, default=0) for r in self.reads)) + 1
        rank = np.full(size, -1, dtype=np.int64)
        rank[nets[::-1]] = np.arange(len(nets))[::-1]  # of several drivers the first counts
        twice = np.flatnonzero(rank[nets] != np.arange(len(nets)))
        if len(twice):
            second = int(twice[0]) - len(self.inputs)
            name = self.name(int(nets[twice[0]]))
            if second < 0:
                raise bad_file(self.path, None, f"the input {name!r} is declared a second time")
            first = int(rank[nets[twice[0]]]) - len(self.inputs)
            if first < 0:
                raise self.fault(self.places[second], f"the input {name!r} is driven")
            line = self.line(self.places[first])
            raise self.fault(
                self.places[second], f"net {name!r} is driven a second time (first on line {line})"
            )
        for net, place in zip(self.outputs, self.output_places, strict=True):
            if rank[net] < 0:
                raise self.fault(place, f"output {self.name(net)!r} is not connected: nothing drives it")
        return rank

    def circuit(self, complete: Completion, max_inputs: int = MAX_INPUTS) -> Circuit:
        """The gates as a task, each one sub-task; the outputs come last.

        Args:
            complete: chooses the values of free rows.
            max_inputs: gates with more inputs are split.
        """
        builder = CircuitBuilder(len(self.inputs), max_inputs)
        value: dict[int, Node] = {net: i for i, net in enumerate(self.inputs)}
        completed: dict[str, str] = {}
        for k in self.order():
            function, nodes = self.functions[k], [value[net] for net in self.reads[k]]
            if isinstance(function, str):
                if FREE in function:
                    if function not in completed:
                        completed[function] = complete(function)
                    function = completed[function]
                value[self.drives[k]] = builder.gate(function, nodes)
            elif isinstance(function, NamedGate):
                value[self.drives[k]] = named_gate(builder, function.kind, nodes)
            elif isinstance(function, Cover):
                value[self.drives[k]] = _two_levels(builder, function, nodes)
        return builder.finish([value[net] for net in self.outputs])


def _two_levels(builder: CircuitBuilder, cover: Cover, nodes: Sequence[Node]) -> Node:
    """A cover as one gate for each cube and one for their OR; wider ones are trees."""
    products = []
    for cube in cover.cubes:
        used = [i for i, bit in enumerate(cube) if bit != FREE]
        products.append(builder.conjunction([nodes[i] for i in used], "".join(cube[i] for i in used)))
    if not products:
        return not cover.value
    return named_gate(builder, "or" if cover.value else "nor", products)


def line_of(text: str) -> Callable[[int], int]:
    """The line of a character of a text; a continued line counts as the lines it is written on."""
    return lambda place: text.count("\n", 0, place) + text.count(CONTINUED, 0, place) + 1


#: The replacement for a line end that a backslash escapes: white space that does not end a line.
CONTINUED = "\v"
