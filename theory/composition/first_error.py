r"""Lemma 1 for every predictor at once: three inductions, each step decided by an SMT solver.

Nothing is assumed of the alphabet, of the prefixes, of the predictor or of the labels: they are uninterpreted. The
steps are stated at an arbitrary time t, so that the solver decides a formula without quantifiers; besides its answers
only the principle of induction over t (and over the inputs) is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from theory.errors import ProofError


@dataclass(frozen=True, slots=True)
class Obligation:
    """One step of an induction: the premises imply the conclusion.

    Attributes:
        name: short name.
        says: its statement, in words.
        premises: formulas of the solver.
        conclusion: a formula of the solver.
    """

    name: str
    says: str
    premises: tuple[Any, ...]
    conclusion: Any


@dataclass(frozen=True, slots=True)
class InductionProof:
    """The obligations that the solver discharged.

    Attributes:
        discharged: the names of the obligations.
        models: for each, values for which all its premises are true, as the solver prints them.
        needed: for each, the positions of the premises without which it does not follow.
    """

    discharged: tuple[str, ...]
    models: tuple[str, ...]
    needed: tuple[tuple[int, ...], ...]


def _model(*formulas: Any) -> Any:
    """A model in which all formulas are true; None if the solver shows that there is none.

    Raises:
        ProofError: the solver cannot tell.
    """
    import z3

    solver = z3.Solver()
    solver.set("random_seed", 0)
    solver.set("ctrl_c", False)  # else Ctrl-C would give "unknown" here and end nothing
    solver.add(*formulas)
    answer = solver.check()
    if answer == z3.unknown:
        raise ProofError("the solver cannot tell (unknown)")
    return solver.model() if answer == z3.sat else None


def discharge(obligations: list[Obligation]) -> InductionProof:
    """Show with the solver that each conclusion follows from its premises, and that neither is void.

    Raises:
        ProofError: a conclusion does not follow, or the solver cannot tell; premises that nothing satisfies; a
            conclusion that is true whatever the premises.
    """
    import z3

    models, needed = [], []
    for obligation in obligations:
        premises, negation = obligation.premises, z3.Not(obligation.conclusion)
        if _model(*premises, negation) is not None:
            raise ProofError(f"{obligation.name} is not proved (sat): {obligation.says}")
        model = _model(*premises)
        if model is None:
            raise ProofError(f"{obligation.name}: nothing satisfies its premises: {obligation.says}")
        if _model(negation) is None:
            raise ProofError(f"{obligation.name}: its conclusion is always true: {obligation.says}")
        models.append(" ".join(str(model).split()))
        needed.append(
            tuple(
                k
                for k in range(len(premises))
                if _model(*premises[:k], *premises[k + 1 :], negation) is not None
            )
        )
    return InductionProof(tuple(obligation.name for obligation in obligations), tuple(models), tuple(needed))


def same_path_until_the_first_error(*, decoded_as_judged: bool = True) -> list[Obligation]:
    """Return the obligations of: while teacher forcing has made no error, both runs are at the same prefix.

    With ``decoded_as_judged`` False the token that is fed back and the label that is judged may differ (a score of 0
    that counts as no error, say); the step is then not provable.
    """
    import z3

    prefix, token = z3.DeclareSort("Prefix"), z3.DeclareSort("Token")
    append = z3.Function("append", prefix, token, prefix)
    judged = z3.Function("judged", prefix, token)
    fed_back = judged if decoded_as_judged else z3.Function("fed_back", prefix, token)
    x, true, free = z3.Consts("x true free", prefix)  # the input; both prefixes at an arbitrary step t
    label = z3.Const("label", token)
    wrong_before, wrong = z3.Bool("wrong_before"), judged(true) != label
    invariant = z3.Or(wrong_before, free == true)
    next_invariant = z3.Or(z3.Or(wrong_before, wrong), append(free, fed_back(free)) == append(true, label))
    return [
        Obligation("base", "both runs start at x", (true == x, free == x), invariant),
        Obligation("step", "a correct prediction keeps them together", (invariant,), next_invariant),
        Obligation(
            "conclusion",
            "a wrong answer running free needs an error under teacher forcing, at T or before",
            (invariant, judged(free) != label),
            z3.Or(wrong_before, wrong),
        ),
    ]


def first_errors_agree() -> list[Obligation]:
    """Return the obligations of: some teacher-forced step is wrong if and only if some free-running step is."""
    import z3

    prefix, token = z3.DeclareSort("Prefix"), z3.DeclareSort("Token")
    append = z3.Function("append", prefix, token, prefix)
    predict = z3.Function("predict", prefix, token)
    true, free = z3.Consts("true free", prefix)
    label = z3.Const("label", token)
    forced_before, free_before = z3.Bools("forced_before free_before")
    together = z3.And(forced_before == free_before, z3.Or(forced_before, free == true))
    forced = z3.Or(forced_before, predict(true) != label)
    freely = z3.Or(free_before, predict(free) != label)
    after = z3.And(forced == freely, z3.Or(forced, append(free, predict(free)) == append(true, label)))
    start = (true == free, z3.Not(forced_before), z3.Not(free_before))
    return [
        Obligation("base", "no error yet, same prefix", start, together),
        Obligation("step", "the first error comes at the same step", (together,), after),
    ]


def union_bound() -> list[Obligation]:
    """Return the obligations of: the indicator of "some step is wrong" is at most the number of wrong steps."""
    import z3

    any_wrong, wrong = z3.Bools("any_wrong wrong")
    count = z3.Int("count")

    def indicator(event: Any) -> Any:
        return z3.If(event, 1, 0)

    invariant = indicator(any_wrong) <= count
    return [
        Obligation("base", "no step: 0 <= 0", (z3.Not(any_wrong), count == 0), invariant),
        Obligation(
            "step",
            "one more step",
            (invariant,),
            indicator(z3.Or(any_wrong, wrong)) <= count + indicator(wrong),
        ),
    ]


def expectation_is_monotone() -> list[Obligation]:
    """Return the obligations of: if one loss is at most another at every input, so are the expectations."""
    import z3

    left, right, weight, smaller, larger = z3.Reals("left right weight smaller larger")
    return [
        Obligation("base", "no input: 0 <= 0", (left == 0, right == 0), left <= right),
        Obligation(
            "step",
            "one more input",
            (left <= right, weight >= 0, smaller <= larger),
            left + weight * smaller <= right + weight * larger,
        ),
    ]
