"""``subtask gate``: the polynomial of one gate."""

from __future__ import annotations

from typing import Annotated

import typer

from theory.cli.output import Json, answer, exact
from theory.hypothesis_class.values import Values

#: The statement about a gate's polynomial, and the polynomial printed in its proof.
LEMMA, PRINTED = "lemma-3", "eq-22"


def gate(
    truth_table: Annotated[
        str, typer.Argument(help="2^N characters 0/1; number k is the value at z_1 + 2 z_2 + ... = k.")
    ],
    values: Annotated[
        Values, typer.Option(help="Values of the polynomial: 0, 1 (eq 9) or -1, +1 (eq 6).")
    ] = "plus_minus",
    json: Json = False,
) -> None:
    """Show lemma 3's polynomial of a gate: unit weights, exact coefficients, and the verdict on lemma 3.

    Example: subtask gate 0110
    """
    from theory.hypothesis_class.gates import gate_polynomial
    from theory.papers import FIRST, paper_named

    polynomial = gate_polynomial(truth_table, values)
    verdicts = {claim.id: claim.verdict.value for claim in paper_named(FIRST).claims}
    largest = polynomial.max_abs_coefficient
    payload = {
        "truth_table": truth_table,
        "inputs": polynomial.inputs,
        "values": values,
        "weights": [str(w) for w in polynomial.weights],
        "degree": polynomial.degree,
        "coefficients": [str(a) for a in polynomial.coefficients],
        **exact("max_abs_coefficient", largest),
        "log10_max_abs_coefficient": largest.log10,
        "claim": LEMMA,
        "verdict": verdicts[LEMMA],
        "printed_equation": PRINTED,
        "printed_equation_verdict": verdicts[PRINTED],
    }
    lines = [
        f"inputs N      {polynomial.inputs}",
        f"values        {'0, 1 (eq 9)' if values == 'zero_one' else '-1, +1 (eq 6)'}",
        f"weights w     ({', '.join(map(str, polynomial.weights))})",
        f"degree        {polynomial.degree}",
        *(f"a_{i:<12}{a}" for i, a in enumerate(polynomial.coefficients)),
        f"max |a_i|     {largest}  (10^{largest.log10:.3f})",
        f"{LEMMA:<13} {verdicts[LEMMA]}; `subtask verify {LEMMA}` runs its checks",
        f"{PRINTED:<13} {verdicts[PRINTED]}: the polynomial printed in its proof, corrected above",
    ]
    answer(payload, json, lines)
