"""``subtask bound``: the bound of theorem 2 for a task."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import typer

from theory.cli.output import Delta, Epsilon, Json, answer, exact
from theory.errors import InputError

if TYPE_CHECKING:
    from theory.hypothesis_class.bounds import TheoremTwoBound
    from theory.hypothesis_class.surds import Surd


_CONVENTIONS = "C = 1; the logarithmic factors that O~ hides are left out"
#: Characters of an exact number in the text.
_LONGEST = 100


def bound(
    task: Annotated[
        str,
        typer.Argument(
            help="A built-in task: parity, addition, multiplication, comparison, majority or simon."
        ),
    ],
    d: Annotated[int, typer.Option("--d", help="Number of input bits.")],
    end_to_end: Annotated[
        bool,
        typer.Option(
            "--end-to-end", help="The answer only, without intermediate labels: parity of up to 5,000 bits."
        ),
    ] = False,
    epsilon: Epsilon = 0.1,
    delta: Delta = 0.1,
    json: Json = False,
) -> None:
    """Show the complexity phi (eq 10) of a task, and what three theorems require of the number of samples.

    The three are theorem 2 as printed, which fails, theorem 2 as corrected, and a theorem of this project.

    Example: subtask bound parity --d 64 --epsilon 0.01
    """
    from theory.hypothesis_class.bounds import theorem_2_bound
    from theory.tasks.library import build

    built = build(task, d, end_to_end=end_to_end)
    found = theorem_2_bound(built.d, built.gates, epsilon=epsilon, delta=delta)
    answer(bound_payload(found), json, bound_lines(found))


def bound_payload(found: TheoremTwoBound) -> dict[str, Any]:
    """Return the JSON object of a bound."""
    complexity = found.complexity
    return {
        "d": found.d,
        "sequence_length": complexity.sequence_length,
        "gates": found.gates,
        "inputs_per_gate": complexity.inputs_per_gate,
        "degree": complexity.degree,
        **exact("max_abs_coefficient", found.max_abs_coefficient),
        "exponent_of_t": found.exponent_of_t,
        "log10_phi": found.log10_phi,
        "log10_samples": found.log10_samples,
        "theorem_2": _theorem_2(),
        "log10_samples_with_union_bound": found.log10_samples_with_union_bound,
        "log10_samples_corrected": found.log10_samples_corrected,
        "log10_samples_elman_2026": log10_samples_elman_2026(found),
        "epsilon": found.epsilon,
        "delta": found.delta,
        "conventions": _CONVENTIONS,
    }


def bound_lines(found: TheoremTwoBound) -> list[str]:
    """Return the bound as text."""
    complexity = found.complexity
    return [
        f"d, T              {found.d}, {complexity.sequence_length}",
        f"sub-tasks         {found.gates}, each of at most N = {complexity.inputs_per_gate} tokens",
        f"degree            {complexity.degree}",
        f"max |a_i|         {_shown(found.max_abs_coefficient)}",
        f"phi (eq 10)       10^{found.log10_phi:.2f}, of order T^{found.exponent_of_t}",
        f"samples           for the error epsilon = {found.epsilon}, except with probability delta = {found.delta}",
        f"  theorem 2       10^{found.log10_samples:.2f} as printed; but it {_theorem_2()} as printed",
        f"    corrected     10^{found.log10_samples_corrected:.2f}, with B of variance one, "
        "where the bounds of lemmas 6 and 7 hold",
        f"  elman-2026      {_own_theorem(found)}",
        f"conventions       {_CONVENTIONS}",
    ]


def log10_samples_elman_2026(found: TheoremTwoBound) -> float | None:
    """Return log10 of the samples in the theorem of elman-2026, or None where its T >= max(8, 4 N) does not hold."""
    from theory.convergence import log10_guaranteed_samples
    from theory.kernel import decoupled_coefficient_at_least

    length, tokens = found.complexity.sequence_length, max(2, found.complexity.inputs_per_gate)
    try:
        coefficient = min(decoupled_coefficient_at_least(t, tokens, length) for t in (found.d, length))
        return log10_guaranteed_samples(
            length, found.gates, coefficient, epsilon=found.epsilon, delta=found.delta
        )
    except InputError:
        return None


def _shown(number: Surd) -> str:
    """Return a number of at least 1 exactly, or its logarithm where it is long."""
    text = str(number)
    if len(text) <= _LONGEST:
        return text
    return f"10^{number.log10:.2f}, {math.floor(number.log10) + 1:,} digits before the point; --json gives it exactly"


def _own_theorem(found: TheoremTwoBound) -> str:
    log10_samples = log10_samples_elman_2026(found)
    if log10_samples is None:
        return "does not apply: it needs T >= 8 and T >= 4 N"
    return f"10^{log10_samples:.2f}, with A of variance 2/(m T^3) and B of variance one; proved by hand"


def _theorem_2() -> str:
    """Return the verdict on theorem 2."""
    from theory.papers import FIRST, paper_named

    return next(claim.verdict.value for claim in paper_named(FIRST).claims if claim.id == "theorem-2")
