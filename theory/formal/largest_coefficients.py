"""The tables of integers from which Coq recomputes the largest coefficients over all gates (N <= 4)."""

from __future__ import annotations

from collections.abc import Iterable

from theory.hypothesis_class.gates import largest_coefficient, squared_norm
from theory.hypothesis_class.interpolation import inverse_vandermonde
from theory.hypothesis_class.surds import Surd

#: The numbers of inputs.
INPUTS = (1, 2, 3, 4)
_HEAD = """(** * The largest coefficients over all gates of up to 4 inputs, as Python writes them: do not edit *)

From Coq Require Import BinInt.
From mathcomp Require Import all_ssreflect ssralg ssrnum.
From Subtask Require Import Integers Coefficients.
Local Open Scope Z_scope.
"""


def largest_coefficients_source() -> str:
    """Return the text of ``coq/LargestCoefficients.v``."""
    return "\n".join([_HEAD, *map(_theorem, INPUTS)])


def _theorem(inputs: int) -> str:
    """The Lagrange basis on 2^N nodes over its common denominator, and the theorem about it."""
    nodes = 1 << inputs
    basis = inverse_vandermonde(nodes)
    rows = [_list(int(basis.numerator[i, k]) for i in range(nodes)) for k in range(nodes)]
    largest = largest_coefficient(inputs)
    norm = squared_norm(inputs)
    table = ";\n   ".join(rows)
    signs, bits = _surd(largest.value), _surd(largest_coefficient(inputs, "zero_one").value)
    return f"""Local Definition table_{inputs} : seq (seq Z) :=
  [:: {table}].

Theorem largest_coefficient_{inputs} (R : rcfType) : largest_coefficient (as_sign R) {inputs} ({signs}).
Proof.
apply: (@largest_coefficient_from_table R {inputs} table_{inputs} {basis.denominator} {norm} {largest.power});
  [by [] | by vm_compute].
Qed.

Theorem largest_coefficient_{inputs}_bits (R : rcfType) : largest_coefficient (as_bit R) {inputs} ({bits}).
Proof. by apply: (largest_coefficient_for_bits_is _ _ _ (largest_coefficient_{inputs} R)); vm_compute. Qed.
"""


def _surd(value: Surd) -> str:
    rational, root = value.coefficient, value.radicand
    return f"surd R {rational.numerator} {rational.denominator} {root}"


def _list(numbers: Iterable[int]) -> str:
    return f"[:: {'; '.join(map(str, numbers))}]"
