"""``subtask bound``: the bound of theorem 2 for a task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from theory.cli.output import Delta, Epsilon, Json, answer, exact

if TYPE_CHECKING:
    from theory.hypothesis_class.bounds import TheoremTwoBound


_CONVENTIONS = "C = 1; the logarithmic factors that O~ hides are left out"


def bound(
    task: Annotated[str, typer.Argument(help="A built-in task: parity, addition, majority, simon, ...")],
    d: Annotated[int, typer.Option("--d", help="Number of input bits.")],
    end_to_end: Annotated[bool, typer.Option("--end-to-end", help="Without intermediate labels.")] = False,
    epsilon: Epsilon = 0.1,
    delta: Delta = 0.1,
    json: Json = False,
) -> None:
    """The complexity phi (eq 10) of a task and the number of samples of theorem 2.

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
        "log10_samples_with_union_bound": found.log10_samples_with_union_bound,
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
        f"max |a_i|         {found.max_abs_coefficient}",
        f"phi (eq 10)       10^{found.log10_phi:.2f}, of order T^{found.exponent_of_t}",
        f"samples, thm 2    10^{found.log10_samples:.2f} (epsilon {found.epsilon}, delta {found.delta})",
        f"  with lemma 1's  10^{found.log10_samples_with_union_bound:.2f} ((T-d+1)^2 times as many)",
        f"conventions       {_CONVENTIONS}",
    ]
