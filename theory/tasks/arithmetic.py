"""Arithmetic as decomposed tasks, by the methods taught at school: numbers are given least significant bit first."""

from __future__ import annotations

from theory.errors import InputError
from theory.tasks.circuit_builder import AND, MAJORITY, XOR3, CircuitBuilder, Node
from theory.tasks.circuits import Circuit

#: a > b on one more bit: the value at (a_i, b_i, greater so far) is the majority of a_i, not b_i and greater.
GREATER = "01001101"


def addition(d: int, max_inputs: int = 3) -> Circuit:
    """Return the sum of two numbers of d/2 bits, a then b, as the last d/2 + 1 labels: one carry a step."""
    n = _halves(d)
    builder = CircuitBuilder(d, max_inputs)
    carries: list[Node] = [False]
    for i in range(n):
        carries.append(builder.gate(MAJORITY, (i, n + i, carries[-1])))
    sums = [builder.gate(XOR3, (i, n + i, carries[i])) for i in range(n)]
    return builder.finish([*sums, carries[-1]])


def multiplication(d: int, max_inputs: int = 3) -> Circuit:
    """Return the product of two numbers of d/2 bits, a then b, as the last d labels: partial products, added."""
    n = _halves(d)
    builder = CircuitBuilder(d, max_inputs)
    total: list[Node] = [False] * d
    for j in range(n):
        carry: Node = False
        for i in range(n):
            product = builder.gate(AND, (i, n + j))
            total[i + j], carry = builder.full_adder(total[i + j], product, carry)
        total[n + j] = carry
    return builder.finish(total)


def majority(d: int, max_inputs: int = 3) -> Circuit:
    """Return the circuit of the majority of d bits: adders count the ones, and the count is compared with d/2."""
    builder = CircuitBuilder(d, max_inputs)
    columns: list[list[Node]] = [list(range(d))]
    count: list[Node] = []
    while columns:
        bits, carries = columns.pop(), []
        while len(bits) > 1:
            third = bits.pop(2) if len(bits) > 2 else False
            total, carry = builder.full_adder(bits.pop(0), bits.pop(0), third)
            bits.append(total)
            carries.append(carry)
        count.append(bits[0])
        if carries:
            columns.append(carries)
    greater: Node = False
    for i, bit in enumerate(count):
        greater = builder.gate(GREATER, (bit, bool(d // 2 >> i & 1), greater))
    return builder.finish([greater])


def comparison(d: int, max_inputs: int = 3) -> Circuit:
    """Return the circuit of a > b for numbers of d/2 bits, a then b: one gate a bit, from the least significant."""
    n = _halves(d)
    builder = CircuitBuilder(d, max_inputs)
    greater: Node = False
    for i in range(n):
        greater = builder.gate(GREATER, (i, n + i, greater))
    return builder.finish([greater])


def _halves(d: int) -> int:
    if d < 2 or d % 2:
        raise InputError(f"d = {d}: two numbers of d/2 bits each are read, so d must be even and at least 2")
    return d // 2
